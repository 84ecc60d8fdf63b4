"""The indicators of the department as a whole: each approved target with what was reported of it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from scoring.records.file_content import TargetRow, TargetTable
from scoring.records.scorecard import RowResult
from scoring.records.submission import Indicator
from scoring.records.year_folder import YearFolder
from scoring.review.between.row_pairs import Named, same_name
from scoring.text import name_key


@dataclass(frozen=True, slots=True)
class DepartmentRow:
    """One indicator, as approved and as the department's own form reports it.

    ``target`` is that of the form, by which its result is known, else the approved one; it is empty
    where both lack it. ``reported`` is None where the form has no such row.
    """

    level1: str
    level2: str
    name: str
    target: str
    reported: RowResult | None

    @property
    def actual(self) -> str:
        """完成值 as reported; empty where nothing was."""
        return self.reported.actual if self.reported else ""

    @property
    def reason(self) -> str:
        """偏差原因 as reported."""
        return self.reported.reason if self.reported else ""

    @property
    def met(self) -> bool | None:
        """Whether the target was met; None where that is not known."""
        return self.reported.met if self.reported else None


@dataclass(frozen=True, slots=True)
class DepartmentRows:
    """All indicators of the department, and how many kinds the approved table calls 不涉及."""

    rows: tuple[DepartmentRow, ...]
    not_applicable: int
    table: TargetTable | None
    """The approved table of the whole; None where none, or more than one, is this department's."""


def whole_table(folder: YearFolder) -> TargetTable | None:
    """Return the approved target table of the department as a whole, if just one is its own."""
    form, record = folder.department, folder.record
    unit = form.submission.unit if form else ""
    own = {name_key(unit or record.department), ""}
    whole = [targets.table for targets in folder.targets if targets.table.whole]
    named = [table for table in whole if name_key(table.unit) in own]
    return named[0] if len(named) == 1 else None


def department_rows(folder: YearFolder, not_set: Collection[str]) -> DepartmentRows:
    """Put the approved targets of the whole and the rows of the department's form together.

    Rows belong together where they bear one name, once on each side; reported rows that no approved
    table holds stand last. ``not_set`` are the words by which a table says that it sets no target.
    """
    table = whole_table(folder)
    approved = [row for row in table.rows if is_set(row, not_set)] if table else []
    reported = list(_reported(folder, not_set))
    pairs = same_name(_named(approved), _named(row.indicator for row in reported))
    rows: list[DepartmentRow] = []
    for number, target in enumerate(approved):
        result = reported[pairs[number]] if number in pairs else None
        own = result.target if result else ""
        shown = own or target.target
        rows.append(DepartmentRow(target.level1, target.level2, target.name, shown, result))
    taken = set(pairs.values())
    rows += (
        DepartmentRow(row.level1, row.level2, row.name, row.target, row)
        for number, row in enumerate(reported)
        if number not in taken
    )
    unset = len(table.rows) - len(approved) if table else 0
    return DepartmentRows(tuple(rows), unset, table)


def _reported(folder: YearFolder, not_set: Collection[str]) -> Iterator[RowResult]:
    """Yield the rows of the department's form that people typed; a computed leaf is no indicator."""
    if folder.department is None:
        return
    for row in folder.department.result.rows:
        if row.form.kind == "row" and is_set(row.indicator, not_set):
            yield row


def is_set(row: Indicator | TargetRow, not_set: Collection[str]) -> bool:
    """Tell whether a row is an indicator, and not a place that says it holds none."""
    return bool(name_key(row.name)) and {row.name.strip(), row.target.strip()}.isdisjoint(not_set)


def _named(rows: Iterable[Indicator | TargetRow]) -> list[Named]:
    return [(row.name, row.level2) for row in rows]
