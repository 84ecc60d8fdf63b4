"""What a workbook to fill in begins with: the forms and the approved targets of any file.

A file may hold several: each is a workbook of its own. Of an approved 绩效目标表 (workbook, page, Word
document, PDF, text) everything is taken that the workbook has a place for; what has none, and every
target that is blank, is reported with its place.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal

from scoring.files.text_file import read_text
from scoring.intake.content import content_of, is_draft, refuse_unmeant
from scoring.intake.target_list import rows_of_book, rows_of_text
from scoring.problem import InputError, Place, Problem
from scoring.readers.submissions import format_of, iterate_submissions
from scoring.readers.target_tables.labels import TargetLabels
from scoring.records.fields import LONGEST_TEXT, MOST_ROWS
from scoring.records.file_content import Piece, TargetRow, TargetTable
from scoring.records.submission import (
    Funds,
    Goal,
    Head,
    Indicator,
    Project,
    Submission,
    SummaryTexts,
    Task,
)
from scoring.text import name_key
from scoring.words import load_vocabulary
from scoring.workbooks.fill_in.layout import FillLayout
from scoring.workbooks.fill_in.read.typed import TypedWords

if TYPE_CHECKING:
    from scoring.readers.books.sheets.grid import Book
    from scoring.readers.forms.labels import FormLabels

NO_SET: Final = "-"
"""Stands for the indicator set of what names none."""
_MOST_SHOWN: Final = 5
_LONGEST_NAME: Final = 500
_HEADINGS: Final = ("actual", "claimed")
"""A form has one of these columns, a list of targets none."""
_UNREAD: Final = ("slid-cells", "loose-cells")
"""Codes of notes about a table that a text holds, but nobody can read."""
_HINT: Final = "目标清单要有一行栏目名称，至少有“三级指标”和“年度指标值”两栏，最好还有“一级指标、二级指标、分值”。"


@dataclass(frozen=True, slots=True)
class FormSource:
    """What one workbook begins with.

    ``kind`` tells a ``form`` of a year (handed in, exported, filled in before) from approved
    ``targets``, whose year is still to be reported on.
    """

    kind: Literal["form", "targets"]
    submission: Submission
    targets: tuple[Indicator, ...] | None = None
    """Approved rows that stand in place of the form's own."""
    at: str = ""
    title: str = ""
    """What the form or table calls itself."""
    headings: tuple[str, ...] = ()
    """The labels of a form's tables as written: clues to what kind it is of."""
    blank: tuple[tuple[str, str], ...] = ()
    """The targets that are blank: the indicator's name and where it stands."""
    left: tuple[tuple[str, str], ...] = ()
    """Texts that have no place in the workbook, each with where it stands."""

    @property
    def rows(self) -> tuple[Indicator, ...]:
        """The indicators that the workbook begins with."""
        return self.submission.indicators if self.targets is None else self.targets


def read_sources(
    path: Path,
    set_id: str = "",
    digest_of: Callable[[str], str] | None = None,
    labels: FormLabels | None = None,
) -> list[FormSource]:
    """Return the forms and tables of targets of a file, in its order.

    ``set_id`` is for a fill-in workbook that has lost the name of its set; what names none has ``-``.
    Raises :class:`InputError` where there is none, or one cannot be used.
    """
    refuse_unmeant(path)
    if is_draft(path):
        from scoring.intake.drafts import draft_submissions  # noqa: PLC0415

        return _of_submissions([found for _, found in draft_submissions(path)], path)
    if _holds_records(path):
        return _of_submissions([found for _, found in iterate_submissions(path)], path)
    from scoring.intake.any_file import filled_form  # noqa: PLC0415
    from scoring.readers.books.open_any import open_file  # noqa: PLC0415

    book = open_file(path)
    filled = filled_form(book, set_id, digest_of)
    if filled is not None:
        return _of_submissions([filled[1]], path)
    return _of_book(book, labels) or [_of_list(path, book)]


def with_targets(form: FormSource, approved: Sequence[FormSource], path: Path) -> FormSource:
    """Return a form with the rows of approved targets, and with what of its head they alone name.

    Of several tables the one of the form's project counts. Raises :class:`InputError` where none is.
    """
    name = name_key(form.submission.project.name)
    found = [one for one in approved if name and name_key(one.submission.project.name) == name]
    if len(approved) != 1 and len(found) != 1:
        raise InputError([_several(approved, path)])
    table = (found or approved)[0]
    own, other = form.submission, table.submission
    keys = ("unit", "department", "money_unit", "funds")
    update = {key: getattr(other, key) for key in keys if not getattr(own, key)}
    if not own.goal.expected:
        update["goal"] = own.goal.model_copy(update={"expected": other.goal.expected})
    return replace(
        table, kind="form", submission=own.model_copy(update=update), targets=other.indicators
    )


def _several(found: Sequence[FormSource], path: Path) -> Problem:
    named = "、".join(
        f"{s.at}“{s.submission.project.name or s.title}”" for s in found[:_MOST_SHOWN]
    )
    message = f"文件里有 {len(found)} 份表（{named}），目标只能取自一份"
    return Problem("targets-many", message, Place(str(path)), "请把要用的那一份另存为一个文件。")


def of_next_year(source: FormSource, year: int | None = None) -> FormSource:
    """Return what of a form stays for another year: who and what, and the targets.

    Where ``year`` is the one after the form's, its actuals are those of the year before.
    """
    last = source.submission
    is_next = last.year is not None and year == last.year + 1
    rows = tuple(
        _target_of(row, row.actual if is_next else "")
        for row in last.indicators
        if row.target or row.name
    )
    cleared = {
        "funds": (), "goal": Goal(), "goals": (), "tasks": (), "indicators": rows, "inputs": {},
        "items": {}, "claims": {}, "reasons": {}, "texts": {}, "claimed_total": None,
        "claimed_grade": "", "unplaced": (), "repairs": (), "id": "", "finished": None,
        "state": "正常", "head": Head(responsible=last.head.responsible, phone=last.head.phone),
        "year": None, "not_found": ("year",), "project_period": type(last.project_period)(),
        "summary": SummaryTexts(), "publish": None, "mid_year": None,
    }  # fmt: skip
    return replace(source, kind="targets", submission=last.model_copy(update=cleared))


def _target_of(row: Indicator, last_actual: str) -> Indicator:
    kept = ("level1", "level2", "name", "target", "direction", "unit", "points", "core")
    return Indicator(last_actual=last_actual, **{key: getattr(row, key) for key in kept})


def _holds_records(path: Path) -> bool:
    content = content_of(path)
    if content == "records" or not path.is_file():
        return True
    if content == "book":
        return False
    text = read_text(path)
    return format_of(text) != "yaml" or re.search(r"(?m)^\s*schema\s*:", text) is not None


def _of_submissions(found: Sequence[Submission | InputError], path: Path) -> list[FormSource]:
    problems = [p for one in found if isinstance(one, InputError) for p in one.problems]
    if problems:
        raise InputError(problems)
    if not found:
        raise InputError([Problem("no-record", "里面没有一份申报", Place(str(path)))])
    return [
        FormSource("form", submission) for submission in found if isinstance(submission, Submission)
    ]


def _of_book(book: Book, labels: FormLabels | None) -> list[FormSource]:
    """Return the forms of a book, and its tables of targets, which a form's reader would take for forms."""
    from scoring.readers.forms.clues import clues  # noqa: PLC0415
    from scoring.readers.forms.occupied_cells import rows_of  # noqa: PLC0415
    from scoring.readers.forms.read_form import read_forms  # noqa: PLC0415
    from scoring.readers.target_tables.read_target_tables import (  # noqa: PLC0415
        read_target_tables,
    )

    targets = read_target_tables(book)
    try:
        forms = read_forms(book, NO_SET, labels)
    except InputError as error:
        if any(problem.code != "no-form" for problem in error.problems):
            raise
        forms = ()
    own: list[FormSource] = []
    problems: list[Problem] = []
    for form in forms:
        heading_rows = {
            (form.cells.sheet, row)
            for heading in form.headings
            for row in range(heading.top, heading.bottom + 1)
        }
        if heading_rows <= targets.rows:
            continue
        found = form.submission
        if isinstance(found, InputError):
            problems += found.problems
        elif not set(_HEADINGS) <= set(found.not_found):
            sheet = next(one for one in book.sheets if one.name == form.cells.sheet)
            shown = clues(form, rows_of(sheet))
            own.append(
                FormSource(
                    "form", found, at=form.place.in_book, title=shown.title, headings=shown.headings
                )
            )
    if problems:
        raise InputError(problems)
    tables = [source_of_table(table) for table in targets.tables if table.rows]
    return [*own, *tables]


def _of_list(path: Path, book: Book) -> FormSource:
    """Return the flat list of a file."""
    lost = [note for note in book.notes if note.code in _UNREAD]
    if lost:
        raise InputError([replace(note, severity="error") for note in lost])
    is_text = content_of(path) != "book"
    rows = rows_of_text(read_text(path), str(path)) if is_text else rows_of_book(book)
    if not rows:
        message = "这个文件里找不到绩效自评表、绩效目标表或目标清单"
        raise InputError([Problem("no-targets", message, Place(str(path)), _HINT)])
    blank = tuple((row.name, "") for row in rows if not row.target)
    return FormSource("targets", _submission(indicators=tuple(map(_settled, rows))), blank=blank)


def source_of_table(table: TargetTable) -> FormSource:
    """Return what a workbook begins with from an approved table."""
    rows = [row for row in table.rows if not _is_nothing(row)]
    texts = {
        key.removeprefix("texts."): v for key, v in table.head.items() if key.startswith("texts.")
    }
    people = {
        key.removeprefix("head."): value
        for key, value in table.head.items()
        if key.startswith("head.")
    }
    funds = [
        Funds(source=fund.source, initial=fund.amount.value)
        for fund in table.funds
        if fund.amount.unit in ("", _money_unit(table))
    ]
    tasks, others = _tasks(table)
    submission = _submission(
        year=table.year,
        project=Project(name=table.project, code=table.head.get("project.code", "")),
        unit=table.unit,
        department=table.department,
        money_unit=_money_unit(table) or None,
        goal=Goal(expected=table.goal),
        funds=tuple(funds),
        texts=texts,
        head=Head(**people),
        tasks=tasks,
        indicators=tuple(_settled(_indicator(row)) for row in rows),
    )
    return FormSource(
        "targets",
        submission,
        at=table.at,
        title=table.title,
        blank=tuple((row.name, row.blank_at) for row in rows if not row.target),
        left=tuple((piece.text, piece.at) for piece in (*table.rest, *others)),
    )


def _tasks(table: TargetTable) -> tuple[tuple[Task, ...], list[Piece]]:
    """Return the 年度主要任务 of a table with their money, and those whose amounts cannot all be taken.

    Of several amounts the first is the whole if it is the sum of the others. The row of the sum of all
    tasks says what the funds say.
    """
    labels = load_vocabulary(TargetLabels)
    found: list[Task] = []
    others: list[Piece] = []
    for piece, task in zip(table.tasks, table.listed_tasks(), strict=True):
        if labels.is_one(labels.task_total, task.name):
            continue
        whole, *parts = task.amounts or (None,)
        is_known = whole is not None and (not parts or whole == sum(parts))
        if not is_known or sum(part != 0 for part in parts) > 1 or len(found) >= MOST_ROWS:
            others.append(piece)
        if len(found) < MOST_ROWS:
            found.append(
                Task(
                    name=task.name[:_LONGEST_NAME],
                    content=task.content[:LONGEST_TEXT],
                    initial=whole if is_known else None,
                )
            )
    return tuple(found), others


def _submission(*, year: int | None = None, **fields: object) -> Submission:
    """Return a submission of what was read; without a year it says that none was found."""
    lacks = () if year is not None else ("year",)
    return Submission.model_validate(
        {"schema": "ziping/submission/1", "set": NO_SET, "not_found": lacks, "year": year, **fields}
    )


def _money_unit(table: TargetTable) -> str:
    """Return what the table's amounts are in: as it states, or as its money does."""
    stated = table.head.get("money_unit", "")
    return stated or next((fund.amount.unit for fund in table.funds if fund.amount.unit), "")


def _indicator(row: TargetRow) -> Indicator:
    return Indicator(
        level1=row.level1, level2=row.level2, name=row.name, target=row.figure or row.target,
        direction=row.direction, unit=row.unit, points=row.points,
    )  # fmt: skip


def _settled(row: Indicator) -> Indicator:
    """Return a row; one whose target says that nothing is set (不涉及) holds no points and says so again."""
    if row.target not in load_vocabulary(FillLayout).not_applicable or row.points:
        return row
    return row.model_copy(update={"points": Decimal(0), "actual": row.target})


def _is_nothing(row: TargetRow) -> bool:
    """Tell whether a row is a blank one of the form (``无``, ``/``)."""
    blanks = load_vocabulary(TypedWords).blanks
    return row.name in blanks and row.target in blanks
