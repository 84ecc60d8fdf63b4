"""数据台账: every figure of the year with its exact value, its source, and every paper that prints it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Final

from scoring.exact import is_terminating, plain
from scoring.records.figures import FigureRegister, YearFigure
from scoring.records.papers import PaperCell, PaperRow, PaperView
from scoring.year.paper_prints import PaperPrint
from scoring.year.summary_scope import Scope
from scoring.year.table_cells import number_cell, text_cell
from scoring.year.table_words import YearTableWords
from scoring.year.year_table import year_table

NAME: Final = "数据台账"
_MOST_DECIMALS: Final = 12
_INTERNAL: Final = frozenset(
    {
        "rule_score", "rule_low", "rule_high", "rule_sum", "rule_average", "rule_grade",
        "grade_falls", "asked", "differs", "without_evidence",
    }
)  # fmt: skip
"""Keys of figures that only internal papers print."""


def figure_list_view(
    register: FigureRegister,
    prints: Mapping[str, Sequence[PaperPrint]],
    words: YearTableWords,
    *,
    internal: bool,
) -> PaperView:
    """Return the list of figures, in the order of the register; ``prints`` are those of every file.

    What the rule gives, and figures of secret projects, stand in internal papers alone.
    """
    scope = Scope(register, words, internal)
    printed, used = _used(prints)
    hidden = set() if internal else _hidden(register)
    rows = [
        PaperRow("row", {**_cells(figure, printed, used, words), "subject": text_cell(subject)})
        for subject, key, figure in _figures(scope)
        if figure.id not in hidden and (internal or not _is_internal(key))
    ]
    return PaperView(tables={NAME: year_table(NAME, scope, rows)})


def _figures(scope: Scope) -> Iterator[tuple[str, str, YearFigure]]:
    """Yield every figure with what it is about and its key, in the order of the register."""
    register, words = scope.register, scope.words
    about: dict[str, tuple[str, str]] = {}
    for project in register.projects:
        name = scope.name(project) if project in scope.projects else ""
        about |= {figure.id: (name, key) for key, figure in project.figures.items()}
    for group in register.groups:
        name = group.parent or scope.unit_name(group.unit) or words.word("public")
        about |= {figure.id: (name, key) for key, figure in group.figures.items()}
    about |= {figure.id: (words.word("total"), key) for key, figure in register.totals.items()}
    for key, figure in register.of_department.items():
        about[figure.id] = (register.record.department, key)
    for figure in register.all():
        subject, key = about.get(figure.id, ("", figure.id))
        yield subject, key, figure


def _is_internal(key: str) -> bool:
    """Tell whether a figure is of the rule, or of what the form's own check found."""
    return key.partition("/")[0] in _INTERNAL


def _used(
    prints: Mapping[str, Sequence[PaperPrint]],
) -> tuple[Mapping[str, list[str]], Mapping[str, list[str]]]:
    """Return by figure how it is printed, and by which files, each once in the order of papers."""
    printed: dict[str, dict[str, None]] = {}
    used: dict[str, dict[str, None]] = {}
    for file, of_paper in prints.items():
        for one in of_paper:
            printed.setdefault(one.figure, {})[one.text] = None
            used.setdefault(one.figure, {})[file] = None
    return (
        {figure: list(texts) for figure, texts in printed.items()},
        {figure: list(files) for figure, files in used.items()},
    )


def _hidden(register: FigureRegister) -> set[str]:
    """Return the figures of secret projects, and those that give them away."""
    secret = [project for project in register.every_project() if project.is_secret]
    if not secret:
        return set()
    hidden = {figure.id for project in secret for figure in project.figures.values()}
    hidden |= {figure.id for figure in register.totals.values()}
    for group in register.groups:
        if any(project.is_secret for project in group.projects):
            hidden |= {figure.id for figure in group.figures.values()}
    return hidden


def _cells(
    figure: YearFigure,
    printed: Mapping[str, list[str]],
    used: Mapping[str, list[str]],
    words: YearTableWords,
) -> dict[str, PaperCell]:
    mark = words.patterns["list_mark"]
    places = [place for place in figure.sources if place.file]
    texts = {
        "id": figure.id,
        "label": figure.label,
        "unit": words.word(figure.unit),
        "formula": figure.formula,
        "prints": mark.join(printed.get(figure.id, ())),
        "file": _listed([place.file for place in places], words),
        "place": _listed([place.in_book for place in places], words),
        "papers": "\n".join(used.get(figure.id, ())),
    }
    cells = {key: text_cell(text) for key, text in texts.items()}
    return cells | {"value": _exact(figure.value)}


def _listed(texts: Sequence[str], words: YearTableWords) -> str:
    """Return texts one below the other, each once; of many the first, and how many there are."""
    different = list(dict.fromkeys(filter(None, texts)))
    shown = different[: words.most_places]
    if len(shown) < len(different):
        shown.append(words.text("more_places", count=len(different)))
    return "\n".join(shown)


def _exact(value: Fraction) -> PaperCell:
    """Return a value as a number where its decimals end, else as a fraction."""
    if is_terminating(value, _MOST_DECIMALS):
        text = plain(value, _MOST_DECIMALS)
        return number_cell(Decimal(text), text)
    return text_cell(f"{value.numerator}/{value.denominator}")
