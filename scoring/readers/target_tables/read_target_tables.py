"""Finds the 绩效目标表 of a book: title, head, tasks, yearly goal, and every indicator's target."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Final

from scoring.readers.books.sheets.grid import Book, Sheet
from scoring.readers.forms.collect import FormCollector
from scoring.readers.forms.fold import clean, fold, level_name
from scoring.readers.forms.head import read_head
from scoring.readers.forms.numbers import number
from scoring.readers.forms.occupied_cells import OccupiedCell, Rows, rows_of
from scoring.readers.target_tables.approved_money import ApprovedMoney, amount_in, find_money
from scoring.readers.target_tables.labels import TargetLabels
from scoring.readers.target_tables.target_row import TargetHeading, percents, read_row
from scoring.records.fields import LONGEST_TEXT, MOST_ROWS
from scoring.records.file_content import Amount, Piece, TargetFunds, TargetRow, TargetTable
from scoring.words import load_vocabulary

_FARTHEST_TITLE: Final = 400
"""So many rows above its indicators a table's title may stand."""
_MOST_ABOVE: Final = 4
"""So many rows above its title may hold a table's number, year and unit of money."""
_MOST_HEAD: Final = 12
"""So many rows lie between a title that a page repeats and the repeated headings."""
_MOST_FOUND: Final = 500
"""Tables of one book."""
_MOST_PIECES: Final = 2_000
_LONGEST_NAME: Final = 500
_FIRST: Final = 1
_LEVELS: Final = ("level1", "level2")
_POINTS: Final = "分值"
_FEWEST_HEADINGS: Final = 3
"""A name, a target and a level stand side by side above every table."""


@dataclass(frozen=True)
class BookTargets:
    """The tables of a book, and the rows (sheet, row) that they are made of."""

    tables: tuple[TargetTable, ...]
    rows: frozenset[tuple[str, int]]


def find_targets(book: Book) -> tuple[TargetTable, ...]:
    """Return the approved target tables of a book; none where there is none."""
    return read_target_tables(book).tables


def read_target_tables(book: Book, labels: TargetLabels | None = None) -> BookTargets:
    """Return the target tables of a book, and which of its rows they took."""
    known = load_vocabulary(TargetLabels) if labels is None else labels
    tables: list[TargetTable] = []
    used: set[tuple[str, int]] = set()
    for sheet in book.sheets:
        if sheet.hidden:
            continue
        for found in _of_sheet(book, sheet, known):
            if len(tables) >= _MOST_FOUND:
                break
            tables.append(found.record())
            used.update((sheet.name, row) for row in found.taken)
    return BookTargets(tuple(tables), frozenset(used))


@dataclass
class _Table:
    collector: FormCollector
    first: int
    title: str = ""
    title_row: int = 0
    whole: bool = False
    values: dict[str, str] = field(default_factory=dict)
    goal: list[str] = field(default_factory=list)
    money: ApprovedMoney = field(default_factory=ApprovedMoney)
    task_columns: list[OccupiedCell] = field(default_factory=list)
    """The headings over the amounts of the tasks."""
    task_unit: str = ""
    task_amounts: list[list[Decimal]] = field(default_factory=list)
    task_funds: tuple[TargetFunds, ...] = ()
    rows: list[TargetRow] = field(default_factory=list)
    tasks: list[tuple[str, str]] = field(default_factory=list)
    taken: set[int] = field(default_factory=set)
    rest: list[OccupiedCell] = field(default_factory=list)
    level1: str = ""
    level2: str = ""

    def record(self) -> TargetTable:
        """Return what was gathered."""
        year = self.values.pop("year", "")
        own = {key: self.values.pop(key, "") for key in ("unit", "department", "project.name")}
        budget = self.money.budget
        left = [(clean(s.text), self.collector.at(s.row, s.column)) for s in self.rest]
        return TargetTable(
            at=self.collector.at(self.first, 1),
            title=self.title,
            unit=own["unit"],
            department=own["department"],
            project=own["project.name"],
            year=int(year) if year else None,
            whole=self.whole,
            goal="\n".join(self.goal)[:LONGEST_TEXT],
            budget=None if budget is None else budget[0],
            budget_at="" if budget is None else self.collector.at(budget[1].row, budget[1].column),
            funds=self.money.funds,
            head=dict(self.values),
            rows=tuple(self.rows),
            tasks=tuple(Piece(text=text, at=at) for text, at in self.tasks),
            rest=_pieces([*self.collector.unmatched, *left]),
        )

    def add(
        self, cells: Sequence[OccupiedCell], heading: TargetHeading, labels: TargetLabels
    ) -> None:
        """Add a row of the indicators."""
        self.taken.add(cells[0].row)
        texts = [cell.text for cell in cells]
        if labels.is_sum("subtotal", texts) or labels.is_sum("total", texts):
            return
        in_columns = self.collector.book.kind != "text"
        read = read_row(cells, heading, self.level2, labels, in_columns=in_columns)
        if read is None or len(self.rows) >= MOST_ROWS:
            own = [cell for cell in cells if not labels.form.is_block(cell.text)]
            levels = self._only_levels(own, heading, labels)
            if levels is None:
                self.rest += own
            else:
                self._under(*levels)
            return
        self._under(read.level1, read.level2)
        self.rest += read.left
        target = read.full_target(labels)
        blank = heading.columns["target"][0] if not target else 0
        self.rows.append(
            TargetRow(
                level1=self.level1[:_LONGEST_NAME],
                level2=self.level2[:_LONGEST_NAME],
                name=read.name,
                target=target,
                figure="" if read.target == target else read.target,
                direction=read.direction[:_LONGEST_NAME],
                unit=read.unit[:_LONGEST_NAME],
                points=self._points(read.points),
                at=self.collector.at(cells[0].row, cells[0].column),
                blank_at=self.collector.at(cells[0].row, blank) if blank else "",
            )
        )

    def _under(self, level1: str, level2: str) -> None:
        """Note under which levels the rows stand from here on."""
        if level1:
            self.level1, self.level2 = level1, ""
        self.level2 = level2 or self.level2

    @staticmethod
    def _only_levels(
        cells: Sequence[OccupiedCell], heading: TargetHeading, labels: TargetLabels
    ) -> tuple[str, str] | None:
        """Return the levels that a row names if it holds nothing else, as blank rows of a form do."""
        found = {heading.key_at(cell.column): cell.text for cell in cells}
        texts = [text for key, text in found.items() if key not in _LEVELS]
        if any(not labels.form.is_nothing(text) for text in texts) or len(found) < len(cells):
            return None
        named = {key: level_name(clean(found[key]))[0] for key in _LEVELS if key in found}
        if not all(labels.levels(text) for text in named.values()):
            return None
        return named.get("level1", ""), named.get("level2", "")

    def _points(self, cell: OccupiedCell | None) -> str | None:
        """Return a row's points; those of several rows together are nobody's, and kept as unmatched."""
        if cell is None:
            return None
        if cell.bottom > cell.row:
            self.collector.keep_unmatched(cell, f"{_POINTS}:{clean(cell.text)}")
            return None
        if (share := percents(cell)) is not None:
            return share
        return number(cell, "points", _POINTS, self.collector)


def _pieces(left: Sequence[tuple[str, str]]) -> tuple[Piece, ...]:
    """Return the unmatched texts; those beyond the bound are put together."""
    shown = [Piece(text=text, at=at) for text, at in left[:_MOST_PIECES]]
    more = left[_MOST_PIECES:]
    if more:
        shown.append(Piece(text="\n".join(f"{at}: {text}" for text, at in more), at=more[0][1]))
    return tuple(shown)


def _of_sheet(book: Book, sheet: Sheet, labels: TargetLabels) -> Iterator[_Table]:
    rows = rows_of(sheet)
    order = sorted(rows.keys() - sheet.slid)
    table: _Table | None = None
    heading: TargetHeading | None = None
    floor = 0
    for index, row in enumerate(order):
        if row <= floor:
            continue
        found = find_heading(rows, row, labels)
        if found is not None:
            above = _lead(rows, order, index, floor, labels)
            if table is not None and _goes_on(table, rows, above, labels):
                table.taken.update((*above, *range(found.top, found.bottom + 1)))
            else:
                if table is not None:
                    yield table
                collector = FormCollector(book, sheet, labels.form, lenient=True)
                table = _begin(collector, rows, above, found, labels)
                table.taken.update(range(found.top, found.bottom + 1))
            heading, floor = found, found.bottom
            continue
        if table is None or heading is None:
            continue
        cells = rows[row]
        if _is_repeated_head(table, rows, order, index, labels) or _is_above_title(
            rows, order, index, labels
        ):
            continue  # left for the headings that follow
        is_total = bool(table.rows) and labels.is_sum("total", [cell.text for cell in cells])
        if is_total or _ends(cells, heading, labels, book.kind):
            yield table
            table, heading, floor = None, None, row - 1
        else:
            table.add(cells, heading, labels)
            floor = row
    if table is not None:
        yield table


def find_heading(rows: Rows, row: int, labels: TargetLabels) -> TargetHeading | None:
    """Return the headings of targets that begin in a row; not those of a self-evaluation."""
    cells = rows.get(row, ())
    if len(cells) < _FEWEST_HEADINGS:
        return None
    named = [(key, cell) for cell in cells if (key := labels.column(cell.text)) is not None]
    if sum(key == "name" for key, _ in named) > 1:
        # 绩效指标 beside the whole table is its side, above a column it is the column's heading
        named = [one for one in named if one[0] != "name" or not labels.form.is_block(one[1].text)]
    half: OccupiedCell | None = None
    if sum(key == "target" for key, _ in named) > 1:
        # 中期 and 年度 side by side: only the year's half is the year's table, and levels before both
        half = _yearly_half(rows, row, [cell for key, cell in named if key == "target"], labels)
        if half is None:
            return None
        own = [(key, cell) for key, cell in named if half.column <= cell.column <= half.right]
        named = [*own, *(one for one in named if one[0] in _LEVELS)]
    found: dict[str, OccupiedCell] = {}
    for key, cell in named:
        found.setdefault(key, cell)
    if "target_initial" in found:
        found.setdefault("target", found.pop("target_initial"))
    if not {"name", "target"} <= found.keys() or not found.keys() & {"level1", "level2"}:
        return None
    if found.keys() & {"actual", "claimed"}:
        return None
    columns = {key: (cell.column, cell.right) for key, cell in found.items()}
    bottom = max(cell.bottom for cell in found.values())
    return TargetHeading(row, bottom, columns, None if half is None else (half.column, half.right))


def _yearly_half(
    rows: Rows, row: int, targets: Sequence[OccupiedCell], labels: TargetLabels
) -> OccupiedCell | None:
    """Return the cell above that names the year's half: it covers one of the targets, not all."""
    for above in range(row - 1, max(row - _MOST_HEAD, 0), -1):
        for cell in rows.get(above, ()):
            covered = sum(cell.column <= target.column <= cell.right for target in targets)
            if covered == 1 and labels.is_one(labels.yearly, cell.text):
                return cell
    return None


def _lead(
    rows: Rows, order: Sequence[int], index: int, floor: int, labels: TargetLabels
) -> list[int]:
    """Return the rows from a table's title down to its headings; none without a title.

    What stands above the title and belongs to it comes behind it: the number of the table, its year,
    its unit of money.
    """
    for back in range(index - 1, max(index - _FARTHEST_TITLE, -1), -1):
        if order[back] <= floor:
            break
        cells = rows[order[back]]
        if len(cells) <= 2 and labels.is_title(cells[0].text):
            first = back
            while (
                back - first < _MOST_ABOVE
                and first > 0
                and order[first - 1] > floor
                and labels.belongs_to_title([cell.text for cell in rows[order[first - 1]]])
            ):
                first -= 1
            return [order[back], *order[first:back], *order[back + 1 : index]]
        if find_heading(rows, order[back], labels) is not None:
            break
    return []


def _goes_on(table: _Table, rows: Rows, above: Sequence[int], labels: TargetLabels) -> bool:
    """Tell whether headings are those of a further page: no other title, project or unit."""
    if not above:
        return True
    if fold(rows[above[0]][0].text) != fold(table.title):
        return False
    head = read_head(
        rows, above[1:], FormCollector(table.collector.book, table.collector.sheet, labels.form)
    )
    return all(
        not head.text(key) or head.text(key) == table.values.get(key, head.text(key))
        for key in ("unit", "project.name", "year")
    ) and not any(_is_tasks(rows[row], labels) for row in above)


def _is_above_title(rows: Rows, order: Sequence[int], index: int, labels: TargetLabels) -> bool:
    """Tell whether a row stands above the title of a table and belongs to it."""
    for row in order[index : index + _MOST_ABOVE + 1]:
        cells = rows[row]
        if not labels.belongs_to_title([cell.text for cell in cells]):
            return row != order[index] and len(cells) <= 2 and labels.is_title(cells[0].text)
    return False


def _is_repeated_head(
    table: _Table, rows: Rows, order: Sequence[int], index: int, labels: TargetLabels
) -> bool:
    """Tell whether a row belongs to the head that a page repeats before the headings."""
    cells = rows[order[index]]
    if labels.is_page_head(cells[0].text) and len(cells) == 1:
        return True
    for back in range(index, max(index - _MOST_HEAD, -1), -1):
        first = rows[order[back]][0]
        if fold(first.text) == fold(table.title) and order[back] > table.first:
            return any(
                find_heading(rows, order[ahead], labels) is not None
                for ahead in range(index, min(back + _MOST_HEAD, len(order)))
            )
    return False


def _ends(
    cells: Sequence[OccupiedCell], heading: TargetHeading, labels: TargetLabels, kind: str
) -> bool:
    """Tell whether a table has ended before a row: a remark, a title, or running text."""
    first = cells[0]
    if labels.form.is_note(first.text) or labels.form.is_title(first.text):
        return True
    if len(cells) <= 2 and labels.is_title(first.text):
        return True
    if len(cells) > 1:
        return False
    if labels.levels(first.text):
        return False
    left = min(column for column, _ in heading.columns.values())
    right = max(column for _, column in heading.columns.values())
    if first.column == _FIRST and left > _FIRST:
        return kind in ("text", "docx", "pdf") or first.right >= right
    return first.column <= left and first.right >= right > left


def _begin(
    collector: FormCollector,
    rows: Rows,
    above: Sequence[int],
    heading: TargetHeading,
    labels: TargetLabels,
) -> _Table:
    """Read what stands between a title and the headings of the indicators."""
    table = _Table(collector, above[0] if above else heading.top)
    if not above:
        return table
    table.title = labels.title(clean(rows[above[0]][0].text))
    table.whole = labels.is_whole(table.title)
    table.taken.update(above)
    head: list[int] = []
    part = "head"
    for row in above[1:]:
        cells = rows[row]
        if labels.is_page_head(cells[0].text) and len(cells) == 1:
            continue
        if _is_tasks(cells, labels):
            part = "tasks"
            _add_task_columns(table, cells, labels)
        elif labels.is_one(labels.goal, cells[0].text):
            part = "goal"
            _add_goal(table, [s for s in cells[1:] if s.text.strip()], heading, labels)
        elif part == "tasks":
            _add_task(table, cells, labels)
        elif part == "goal":
            _add_goal(table, cells, heading, labels)
        else:
            head.append(row)
    title_unit = labels.unit_of_title(rows[above[0]][0].text)
    stated = read_head(rows, head, FormCollector(collector.book, collector.sheet, labels.form))
    table.money = find_money(rows, head, stated.text("money_unit") or title_unit, labels)
    left = {
        row: [c for c in rows[row] if (c.row, c.column) not in table.money.taken] for row in head
    }
    found = read_head({row: tuple(cells) for row, cells in left.items()}, head, collector)
    table.values = {key: value for key, (value, _) in found.values.items()}
    if title_unit:
        table.values.setdefault("money_unit", title_unit)
    if not table.money.funds:
        table.money = replace(table.money, funds=table.task_funds)
    year = collector.labels.year_in(table.title)
    if year is not None:
        table.values.setdefault("year", year)
    return table


def _is_tasks(cells: Sequence[OccupiedCell], labels: TargetLabels) -> bool:
    return any(labels.is_one(labels.tasks, cell.text) for cell in cells) and any(
        labels.is_one(labels.task_content | labels.task_amount, cell.text) for cell in cells
    )


def _add_goal(
    table: _Table, cells: Sequence[OccupiedCell], heading: TargetHeading, labels: TargetLabels
) -> None:
    """Add what was to be reached; of several years side by side this year's half."""
    for cell in cells:
        if heading.half is None:
            table.goal.append(clean(cell.text))
        elif not heading.half[0] <= cell.column <= heading.half[1]:
            table.rest.append(cell)
        elif not labels.is_one(labels.yearly, cell.text):
            table.goal.append(clean(cell.text))


def _add_task(table: _Table, cells: Sequence[OccupiedCell], labels: TargetLabels) -> None:
    """Add a task; a lone text is the rest of the one before, cut at a page's end."""
    if all(labels.is_one(labels.task_amount, cell.text) for cell in cells):
        _add_task_columns(table, cells, labels)
        return
    _add_task_money(table, cells, labels)
    own = [clean(cell.text) for cell in cells if not labels.is_one(labels.tasks, cell.text)]
    if len(own) == 1 and table.tasks and cells[0].column > _FIRST:
        table.tasks[-1] = _behind(table.tasks[-1], own[0])
    elif own:
        at = table.collector.at(cells[0].row, cells[0].column)
        table.tasks.append(("\t".join(own), at))


def _add_task_columns(table: _Table, cells: Sequence[OccupiedCell], labels: TargetLabels) -> None:
    """Note what the amounts of the tasks are called; a further row of headings stands for the first."""
    table.task_columns = [cell for cell in cells if labels.is_one(labels.task_amount, cell.text)]
    units = (labels.form.unit_behind(cell.text) for cell in cells)
    table.task_unit = next(filter(None, units), table.task_unit)


def _add_task_money(table: _Table, cells: Sequence[OccupiedCell], labels: TargetLabels) -> None:
    """Note the amounts of a task; their sum, 金额合计, is the year's money.

    Where the text lost a cell of the sum, the tasks prove it: its amounts are theirs added up.
    """
    amounts = [
        amount
        for cell in cells
        if not labels.is_one(labels.task_total, cell.text)
        and (amount := amount_in(cell, cell, table.task_unit, labels)) is not None
    ]
    columns = table.task_columns
    if not any(labels.is_one(labels.task_total, cell.text) for cell in cells):
        table.task_amounts += (
            [[amount.value for amount in amounts][-len(columns) :]] if amounts else []
        )
        return
    if columns and len(amounts) != len(columns):
        sums = [sum(column) for column in zip(*table.task_amounts, strict=False)]
        stated = [amount.value for amount in amounts]
        complete = all(len(row) == len(columns) for row in table.task_amounts)
        if not stated or not complete or sums[: len(stated)] != stated:
            return
        amounts = [Amount(text=str(value), value=value, unit=table.task_unit) for value in sums]
    names = (labels.form.without_of_which(clean(cell.text)) for cell in columns)
    table.task_funds = tuple(
        TargetFunds(source=name, amount=amount)
        for name, amount in zip(names, amounts, strict=False)
    )


def _behind(task: tuple[str, str], more: str) -> tuple[str, str]:
    """Put the rest of a task's content behind it, before its amounts."""
    cells = task[0].split("\t")
    if len(cells) > 1:
        cells[1] += more
    else:
        cells[0] += more
    return "\t".join(cells), task[1]
