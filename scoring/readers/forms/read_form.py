"""Forms that a budget system exported: found by their labels, read into submissions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import PurePath
from typing import Final

from scoring.documents.decode import decode
from scoring.documents.node import Node
from scoring.problem import InputError, Place, Problem
from scoring.readers.books.sheets.grid import Book, Sheet
from scoring.readers.field_words import field_words
from scoring.readers.forms.block import FillableRow, IndicatorBlock, Position
from scoring.readers.forms.collect import FormCollector, UnknownColumn
from scoring.readers.forms.column_by_place import with_column_by_place
from scoring.readers.forms.fold import fold
from scoring.readers.forms.funds import FundsBlock, read_funds
from scoring.readers.forms.goal import Goal, goal_nodes, read_goal, read_plain_goal
from scoring.readers.forms.head import FormHead, head_nodes, read_head
from scoring.readers.forms.headings import TableHeading, unknown_headings
from scoring.readers.forms.indicators import IndicatorReader
from scoring.readers.forms.labels import FormLabels
from scoring.readers.forms.lacking import columns_of, lacking, report_lacking
from scoring.readers.forms.level_points import points_of_levels
from scoring.readers.forms.occupied_cells import Rows, rows_of
from scoring.readers.forms.origins import origin_fields
from scoring.readers.forms.parts import FormPart, find_parts, named_unit
from scoring.readers.forms.records import RowNodes, goal_rows, read_records
from scoring.readers.forms.sum_rows import check_sums, total_in_funds
from scoring.records.certainty import Certainty
from scoring.records.submission import Submission, Unplaced
from scoring.words import load_vocabulary

NO_FORM: Final = "里面没有找到自评表"
"""Said of a book that holds none; of a form that nobody can read another sentence is said."""
_NO_SET: Final = "no-set"
_UNREAD: Final = ("slid-cells", "loose-cells")
"""Codes of notes about a form that the file holds, but nobody can read."""


@dataclass(frozen=True)
class FormCells:
    """Where a form's results belong on its sheet."""

    sheet: str
    rows: tuple[FillableRow, ...]
    """Every row of the indicator block from the first to the last, blank ones too."""
    execution: Position | None
    """The 得分 cell of the execution rate."""
    total: Position | None
    """The 得分 cell of the total row."""
    execution_claimed: str | None = None


@dataclass(frozen=True)
class ExportedForm:
    """One form of a book: where it begins, what it holds, and where its results belong."""

    place: Place
    submission: Submission | InputError
    cells: FormCells
    rows: tuple[int, ...] = ()
    """The rows of the sheet that the form takes up."""
    headings: tuple[TableHeading, ...] = ()
    """The headings of its tables, page by page."""


def read_exported(
    book: Book, set_id: str, labels: FormLabels | None = None
) -> Iterator[tuple[str, Submission | InputError]]:
    """Yield the forms of a book, each with its place, or what is wrong with it.

    Without a set no form can be used: that is reported once, with all other faults of the book. Raises
    :class:`InputError` if there is no form in it.
    """
    forms = read_forms(book, set_id, labels)
    if not set_id:
        wrong = [form.submission for form in forms if isinstance(form.submission, InputError)]
        problems = [p for error in wrong for p in error.problems]
        first = [p for p in problems if p.code == _NO_SET][:1]
        if first and not any(
            "actual" in table.columns for form in forms for table in form.headings
        ):
            first = [_of_targets(forms[0].place)]
        others = [p for p in problems if p.code != _NO_SET]
        yield str(forms[0].place), InputError([*first, *others])
        return
    outside = _lines_outside(book, forms)
    for number, form in enumerate(forms):
        submission = form.submission
        if number == 0 and outside is not None and isinstance(submission, Submission):
            submission = submission.model_copy(update={"unplaced": (*submission.unplaced, outside)})
        yield str(form.place), submission


def _lines_outside(book: Book, forms: tuple[ExportedForm, ...]) -> Unplaced | None:
    """Return how many lines of a report stand outside its forms and were not read."""
    inside = {(form.cells.sheet, row) for form in forms for row in form.rows}
    left = [
        (sheet.name, row)
        for sheet in book.sheets
        if sheet.rows_at
        for row in rows_of(sheet)
        if (sheet.name, row) not in inside
    ]
    if not left:
        return None
    return Unplaced(
        text=f"自评表以外还有 {len(left)} 行文字，未读取", at=book.place(*left[0]).in_book
    )


def read_forms(
    book: Book, set_id: str, labels: FormLabels | None = None, *, lenient: bool = False
) -> tuple[ExportedForm, ...]:
    """Return the forms of a book in their order, with the cells that results are filled into.

    ``set_id`` is the indicator set to score them by; a form names none itself. Raises
    :class:`InputError` if there is no form in the book. With ``lenient`` a figure that cannot be
    used is reported and leaves its cell blank; else it makes the form unusable.
    """
    known = load_vocabulary(FormLabels) if labels is None else labels
    found, other = _find(book, known, hidden=False)
    if not found:
        found, other = _find(book, known, hidden=True)
    if not found:
        raise InputError([_none(book)])
    return tuple(
        _FormReader(FormCollector(book, sheet, known, lenient), rows, pages).read(
            set_id, other if number == 0 else []
        )
        for number, (sheet, rows, pages) in enumerate(found)
    )


_SheetForms = list[tuple[Sheet, Rows, list[FormPart]]]


def _find(
    book: Book, known: FormLabels, *, hidden: bool
) -> tuple[_SheetForms, list[tuple[Sheet, int]]]:
    """Return the forms, and the sheets without any.

    Hidden sheets, and those that this project itself adds to a form, are read where nothing else is.
    """
    found: _SheetForms = []
    other: list[tuple[Sheet, int]] = []
    for sheet in book.sheets:
        if not hidden and known.is_own_sheet(sheet.name):
            continue
        rows = rows_of(sheet)
        parts = find_parts(book, sheet, rows, known) if hidden or not sheet.hidden else []
        if not parts and rows:
            other.append((sheet, sum(len(cells) for cells in rows.values())))
        for part in parts:
            if part.continued and found and found[-1][0] is sheet:
                found[-1][2].append(part)
            else:
                found.append((sheet, rows, [part]))
    return [one for one in found if not _is_slid(one[0], one[2])], other


def _is_slid(sheet: Sheet, pages: list[FormPart]) -> bool:
    """Tell whether a form has a table whose cells could not be brought under their headings."""
    return any(row in sheet.slid for page in pages for row in page.rows)


class _FormReader:
    """Reads one form, page by page."""

    def __init__(self, collector: FormCollector, rows: Rows, pages: list[FormPart]) -> None:
        self._collector = collector
        self._rows = rows
        self._pages = pages
        self._place = collector.place(pages[0].first, rows[pages[0].first][0].column)
        self._head = FormHead()
        self._funds: list[FundsBlock] = []
        self._goal: Goal = {}
        for page in pages:
            _recognise_by_place(page, rows, collector.labels)
        self._headings = [heading for page in pages for heading in page.headings]
        self._block = IndicatorBlock(columns=columns_of(self._headings, "indicators"))
        self._records: dict[str, list[RowNodes]] = {"tasks": [], "goals": []}

    def read(self, set_id: str, passed: list[tuple[Sheet, int]]) -> ExportedForm:
        """Return the form; ``passed`` are sheets without any, with the number of their cells."""
        collector, block = self._collector, self._block
        inside = {row for page in self._pages for row in page.rows}
        for repair in collector.sheet.repairs:
            if repair.row in inside:
                collector.add_repair(repair.row, repair.column, repair.what, repair.why)
                for column in repair.moved:
                    collector.lower(repair.row, column, Certainty.RESTORED)
        collector.money_unit = named_unit(
            collector.book, collector.sheet, self._rows, self._pages, collector.labels
        )
        for page in self._pages:
            self._page(page)
        for other, count in passed:
            why = "是隐藏的" if other.hidden else "里没有自评表"
            message = f"工作表“{other.name}”{why}，未读取（{count} 格）"
            collector.unmatched.append((message, other.name))
        fields = self._fields(inside)
        funds = self._funds[0] if self._funds else FundsBlock()
        cells = FormCells(
            collector.sheet.name,
            tuple(block.rows),
            funds.execution,
            block.total if block.total is None or block.total[1] else None,
            funds.claimed,
        )
        rows = tuple(row for page in self._pages for row in page.rows)
        submission = self._submission(fields, set_id)
        return ExportedForm(self._place, submission, cells, rows, tuple(self._headings))

    def _page(self, page: FormPart) -> None:
        rows, collector = self._rows, self._collector
        used: set[int] = set()
        for heading, end in zip(page.headings, _ends(page), strict=True):
            if heading.table == "funds":
                funds, stop = read_funds(rows, heading, end, collector)
                self._funds.append(funds)
            elif heading.table in self._records:
                records, stop = read_records(rows, heading, end, collector)
                self._records[heading.table] += records
                self._unit_of_records(heading)
            elif heading.table == "goal":
                stop = read_goal(rows, heading, end, collector, self._goal)
            else:
                stop = IndicatorReader(rows, heading, collector, self._block).read(end)
            used.update(range(heading.top, stop))
        rest = [row for row in page.rows if row not in used]
        if not page.has("goal"):
            plain = read_plain_goal(rows, rest, collector, self._goal)
            rest = [row for row in rest if row not in plain]
        self._add_head(read_head(rows, rest, collector))

    def _add_head(self, page: FormHead) -> None:
        """Add a page's head to the form's; a repeated line adds nothing."""
        for key, (value, cell) in page.values.items():
            if self._head.values.setdefault(key, (value, cell))[0] != value:
                self._collector.keep_unmatched(cell)
        self._head.of_title = {**page.of_title, **self._head.of_title}
        for name, signed in page.signatures.items():
            self._head.signatures.setdefault(name, signed)

    def _fields(self, inside: set[int]) -> dict[str, Node]:
        """Return the fields of the submission, ``inside`` the rows of the form."""
        collector, block = self._collector, self._block
        fields = {**head_nodes(self._head, collector), **goal_nodes(self._goal, collector)}
        self._unit_of_funds(fields)
        if block.execution:
            (self._funds or [FundsBlock()])[0].take_score(block.execution, collector)
        self._year_of_names(fields)
        whole = not any(self._records.values())
        if self._funds:
            whole = not total_in_funds(self._funds[0], block, collector) and whole
        rows = [(row, row["source"].place) for funds in self._funds for row in funds.rows]
        if rows:
            amounts = [collector.mapping(row, at.line, at.column) for row, at in rows]
            fields["funds"] = collector.items(amounts, rows[0][1].line, rows[0][1].column)
        points_of_levels(block, collector)
        indicators = [row.node(collector) for row in block.pending]
        if indicators and not any(p.code == "too-many-rows" for p in collector.problems):
            place = indicators[0].place
            fields["indicators"] = collector.items(indicators, place.line, place.column)
        self._tasks_and_goals(fields, indicators)
        if block.claims:
            fields["claims"] = collector.mapping(block.claims, 0, 0)
        fields |= block.foot
        execution = self._funds[0].points or self._funds[0].named_points if self._funds else None
        whole = whole and (execution is not None or not self._funds)
        check_sums(block, execution, collector, whole=whole)
        first, last = min(inside), max(inside)
        for row, column in sorted(collector.sheet.cells) if collector.sheet.lacks_results else ():
            if first <= row <= last:
                collector.lacks_result(row, column)
        collector.not_found |= dict.fromkeys(lacking(self._headings, fields))
        if not columns_of(self._headings, "indicators"):
            for cell in unknown_headings(self._rows, sorted(inside), collector.labels):
                name = "".join(cell.text.split())
                collector.unknown.setdefault(("indicators", name), UnknownColumn(cell))
        elsewhere = {"funds": "tasks" in fields, "points": bool(block.level_points)}
        without = [key for key, is_there in elsewhere.items() if is_there]
        report_lacking(collector, self._headings, self._place, without)
        if collector.overprinted:
            message = f"这张表没有读全：有 {collector.overprinted} 格的文字互相重叠，未能读取，请看原件，或要可以编辑的表"
            collector.unmatched.insert(0, (message, collector.at(self._pages[0].first, 1)))
        fields |= collector.unmatched_fields()
        fields |= origin_fields(fields, collector)
        return fields

    def _tasks_and_goals(self, fields: dict[str, Node], indicators: list[Node]) -> None:
        """Add tasks and goals; the rows of several goals stand under their goal."""
        collector, block = self._collector, self._block
        tasks, goals = self._records["tasks"], self._records["goals"]
        if tasks:
            fields["tasks"] = collector.items([collector.mapping(r, 0, 0) for r in tasks], 0, 0)
        known = {fold(getattr(goal["name"], "text", None) or "") for goal in goals}
        for name, cell in block.goal_cells.items():
            if fold(name) not in known:  # a goal without its share, of which no record can be made
                collector.keep_unmatched(cell)
        if not goals:
            return
        nodes, rest = goal_rows(goals, indicators, block.goals, collector)
        fields["goals"] = collector.items(nodes, 0, 0)
        if len(rest) < len(indicators):
            fields.pop("indicators", None)
            if rest:
                fields["indicators"] = collector.items(rest, 0, 0)
            block.rows[:] = [replace(row, indicator=None) for row in block.rows]

    def _unit_of_records(self, heading: TableHeading) -> None:
        """Take the unit behind a heading of amounts (``全年预算数(万元)``), if no label names one."""
        for cell in heading.cells.values():
            unit = self._collector.labels.unit_behind(cell.text)
            if unit is not None:
                self._head.values.setdefault("money_unit", (unit, cell))

    def _unit_of_funds(self, fields: dict[str, Node]) -> None:
        """Take the unit of money from the funds block; one above the form may only repeat it."""
        named = next((funds.money_unit for funds in self._funds if funds.money_unit), None)
        if named is None:
            if "money_unit" not in fields and self._collector.money_unit is not None:
                place = self._place  # the first amount that names its unit gives it to all
                unit = self._collector.money_unit
                fields["money_unit"] = self._collector.scalar(unit, place.line, place.column)
            return
        (unit, cell), above = named, self._head.text("money_unit")
        if "money_unit" in self._head.values and above != unit:
            if self._collector.lenient:
                what = f"金额单位按资金栏读作“{unit}”"
                self._collector.add_repair(cell.row, cell.column, what, f"表头写“{above}”")
            else:
                self._collector.problems.append(
                    Problem(
                        "two-units",
                        f"金额单位不一致：这里写“{unit}”，表头写“{above}”",
                        self._collector.place(cell.row, cell.column),
                        "请把两处改成同一个单位，再导出一次。",
                    )
                )
        fields["money_unit"] = self._collector.scalar(unit, cell.row, cell.column)

    def _year_of_names(self, fields: dict[str, Node]) -> None:
        """Take the year from the sheet's or the file's name where the form itself names none."""
        collector, place = self._collector, self._place
        if "year" in fields:
            return
        file = PurePath(collector.book.name)
        for what, name in (
            ("工作表名", collector.sheet.name),
            ("文件名", file.stem),
            ("文件夹名", str(file.parent)),
        ):
            year = collector.labels.year_in(name)
            if year is not None:
                fields["year"] = collector.scalar(year, place.line, place.column)
                read = f"年度按{what}读作 {year}"
                collector.add_repair(place.line, place.column, read, "表上没有写年度")
                collector.known_fields["year"] = Certainty.PRESUMED
                return

    def _submission(self, fields: dict[str, Node], set_id: str) -> Submission | InputError:
        place, problems = self._place, list(self._collector.problems)
        if not set_id:
            problems.append(
                Problem(
                    _NO_SET, "系统导出的表不说明按哪个指标体系计分", place,
                    "请用 --set 写明：编号，或地方、项目或部门、年度几个词；有哪些见 ziping sets list。",
                )
            )  # fmt: skip
        stated = {"schema": "ziping/submission/1", "set": set_id or "-"}
        nodes = {k: self._collector.scalar(v, place.line, place.column) for k, v in stated.items()}
        root = self._collector.mapping({**fields, **nodes}, place.line, place.column)
        try:
            submission = decode(Submission, root, field_words)
        except InputError as error:
            return InputError([*problems, *error.problems])
        return InputError(problems) if problems else submission


def _ends(page: FormPart) -> list[int]:
    """Return the row behind each of a page's tables."""
    return [*(heading.top for heading in page.headings[1:]), page.rows[-1] + 1]


def _recognise_by_place(page: FormPart, rows: Rows, labels: FormLabels) -> None:
    tables = zip(page.headings, _ends(page), strict=True)
    page.headings = [with_column_by_place(table, rows, end, labels) for table, end in tables]


def _of_targets(place: Place) -> Problem:
    message = "表里没有“实际完成值”一栏，像是绩效目标表，不能计分"
    hint = (
        "绩效目标表请先用 ziping form 生成填报表，填好再计分；"
        "确是自评表的，用 --label 写明完成值一栏的叫法，用 --set 写明指标体系。"
    )
    return Problem(_NO_SET, message, place, hint)


def _none(book: Book) -> Problem:
    unread = next((note for note in book.notes if note.code in _UNREAD), None)
    if unread is not None:
        return Problem("no-form", unread.message, unread.place, unread.hint)
    return Problem(
        "no-form",
        NO_FORM,
        Place(book.name),
        "一张自评表要有“一级指标、二级指标、三级指标、年度指标值、实际完成值”这样的栏目标题；"
        "标题叫法不同的，见 docs/词表.md。",
    )
