"""ziping: scores 绩效自评 by declared indicator sets, exactly, with every point explained.

    import scoring

    form = scoring.score("自评.yaml")
    print(form.rule.total, form.rule.grade, form.own.total)
    form.save("结果")

Everything below is loaded when it is first used: the import itself costs next to nothing.
"""

from __future__ import annotations

TYPE_CHECKING = False  # as checkers of types know it, without loading `typing`
if TYPE_CHECKING:
    from typing import Any, Final

    from scoring.batch.review_run import ReviewRun as ReviewRun
    from scoring.batch.run import rescore as rescore
    from scoring.problem import InputError as InputError
    from scoring.problem import Place as Place
    from scoring.problem import Problem as Problem
    from scoring.records.decision import Decision as Decision
    from scoring.records.file_content import FileRead as FileRead
    from scoring.records.finding import Finding as Finding
    from scoring.records.finding import Review as Review
    from scoring.records.scorecard import FormTotal as FormTotal
    from scoring.records.scorecard import Scorecard as Scorecard
    from scoring.records.scorecard import Status as Status
    from scoring.records.submission import Submission as Submission
    from scoring.values.attainment import Attainment as Attainment
    from scoring.values.reading import Deadline as Deadline
    from scoring.values.reading import Number as Number
    from scoring.values.reading import Range as Range
    from scoring.values.reading import Reading as Reading
    from scoring.values.reading import Several as Several
    from scoring.values.reading import ShortStatement as ShortStatement
    from scoring.values.reading import Unread as Unread
    from scoring.values.reading import Wording as Wording
    from scoring.work.compare import compare as compare
    from scoring.work.compare import read_value as read_value
    from scoring.work.library import Library as Library
    from scoring.work.reading import read as read
    from scoring.work.review import check as check
    from scoring.work.score import FormScore as FormScore
    from scoring.work.score import score as score
    from scoring.work.score import score_all as score_all

__version__ = "0.1.0"

_MODULES: Final = {
    "batch.review_run": ("ReviewRun",),
    "batch.run": ("rescore",),
    "problem": ("InputError", "Place", "Problem"),
    "records.decision": ("Decision",),
    "records.file_content": ("FileRead",),
    "records.finding": ("Finding", "Review"),
    "records.scorecard": ("FormTotal", "Scorecard", "Status"),
    "records.submission": ("Submission",),
    "values.attainment": ("Attainment",),
    "values.reading": (
        "Deadline", "Number", "Range", "Reading", "Several", "ShortStatement", "Unread", "Wording",
    ),
    "work.library": ("Library",),
    "work.compare": ("compare", "read_value"),
    "work.reading": ("read",),
    "work.review": ("check",),
    "work.score": ("FormScore", "score", "score_all"),
}  # fmt: skip
_HOMES: Final = {name: module for module, names in _MODULES.items() for name in names}

__all__ = [
    "Attainment", "Deadline", "Decision", "FileRead", "Finding", "FormScore", "FormTotal",
    "InputError", "Library", "Number", "Place", "Problem", "Range", "Reading", "Review",
    "ReviewRun", "Scorecard", "Several", "ShortStatement", "Status", "Submission", "Unread",
    "Wording", "check", "compare", "read", "read_value", "rescore", "score", "score_all",
]  # fmt: skip


if not TYPE_CHECKING:  # for checkers there are the names above and no others

    def __getattr__(name: str) -> Any:
        """Load a public name when it is first used."""
        if name not in _HOMES:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        from importlib import import_module  # noqa: PLC0415

        value = getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
        globals()[name] = value
        return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
