"""What the 填报表 of the targets to come begin with: what goes on of this year's forms, and the advice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from scoring.intake.targets import FormSource, of_next_year
from scoring.records.figures import FigureRegister
from scoring.records.year_folder import YearFolder
from scoring.values.grammar import Reader
from scoring.workbooks.fill_in.plan.plan import ReferenceTable
from scoring.year.advice import ADVICE, advice_texts
from scoring.year.advised_rows import AdvisedRow, advised_rows
from scoring.year.summary_scope import Scope
from scoring.year.table_words import YearTableWords

_GOES_ON: Final = "正常"
_COLUMNS: Final = (
    "indicator", "target", "actual", "last_actual", "next_target", "advice", "code",
)  # fmt: skip
"""Columns of 目标编制建议 that stand in a project's own workbook: all but whose it is and 拟定."""


@dataclass(frozen=True, slots=True)
class NextForm:
    """What the workbook of one project, or of the department as a whole, begins with."""

    path: Path
    source: FormSource
    references: tuple[ReferenceTable, ...] = ()


def next_forms(
    root: Path,
    folder: YearFolder,
    register: FigureRegister,
    words: YearTableWords,
    reader: Reader,
    year: int,
) -> list[NextForm]:
    """Return what the workbooks of ``year`` begin with.

    Of a form go on who and what, points and targets; money, results and texts are left out, and so are
    projects that are not as usual (ended, new, not carried out). The advice stands on a sheet of its own;
    of secret projects none is given.
    """
    scope = Scope(register, words, internal=False)
    advised: dict[str, list[AdvisedRow]] = {}
    for row in advised_rows(folder, register, words, reader):
        advised.setdefault(row.key, []).append(row)
    forms = [*folder.projects, *([folder.department] if folder.department is not None else [])]
    found = []
    for form in forms:
        submission = form.submission
        if submission.state != _GOES_ON:
            continue
        rows = advised.get("" if form is folder.department else form.key, [])
        own = [row for row in rows if row.key or row.unit == submission.unit]
        source = of_next_year(FormSource("form", submission), year)
        references = () if submission.secret else _references(own, scope)
        found.append(NextForm(root / form.file, source, references))
    return found


def _references(rows: Sequence[AdvisedRow], scope: Scope) -> tuple[ReferenceTable, ...]:
    """Return the advice on the rows of one form as a table; none where it has no rows."""
    rows = [row for row in rows if row.name or row.advice]
    if not rows:
        return ()
    columns = scope.columns(ADVICE)
    with_years = scope.headings(ADVICE, _COLUMNS)
    return (
        ReferenceTable(
            name=ADVICE,
            note=scope.words.word("advice_note"),
            headings=tuple(with_years.get(key, columns[key].heading) for key in _COLUMNS),
            widths=tuple(round(columns[key].width) for key in _COLUMNS),
            rows=tuple(tuple(advice_texts(scope, row)[key] for key in _COLUMNS) for row in rows),
        ),
    )
