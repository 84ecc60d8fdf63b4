"""Decides what is written into which cell of an export's copy; writes nothing itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final

from scoring.exact import PLAIN_NUMBER
from scoring.problem import Place
from scoring.readers.books.sheets.grid import Cell
from scoring.readers.forms.block import FILLED, FillableRow, Position
from scoring.records.own_track import OwnScore
from scoring.records.result import Result
from scoring.records.scorecard import ExecutionResult, RowResult, Status
from scoring.records.submission import Indicator
from scoring.text import excerpt, squeezed
from scoring.workbooks.export_copy.cell_text import written
from scoring.workbooks.export_copy.match import Key, pair, results_of, row_key
from scoring.workbooks.export_copy.model import (
    ExportForm,
    Fill,
    Filling,
    PasteBlock,
    Value,
)
from scoring.writers.labels import Labels

_GIVEN: Final = frozenset({Status.DETERMINED, Status.DEFAULTED, Status.DECIDED})
_LONGEST_TOLD: Final = 30
"""Characters of a text that messages quote."""
_INCOMPLETE: Final = frozenset(
    {"copy_no_partner", "copy_not_in_export", "copy_funds_differ", "copy_target_differs"}
)
"""Messages after which the copy does not hold everything that the total counts."""


@dataclass
class _Row:
    """A row while it is filled: what the copy shows, and remarks."""

    row: FillableRow
    values: dict[str, Value]
    remarks: list[str] = field(default_factory=list)


def fill(form: ExportForm, result: Result, labels: Labels) -> Filling:
    """Return what the copy of a form gets from a scored submission.

    That is the export's own submission, or that of a filled workbook: then its rows are matched by
    level and name, and what does not match is reported and stays as it is. The copy bears the
    unit's own scores; those of the scorecard where the result has no own track.
    """
    return _Filler(form, result, labels).fill()


class _Filler:
    def __init__(self, form: ExportForm, result: Result, labels: Labels) -> None:
        self.form = form
        self.given = result.submission
        self.card = result.scorecard
        self.own = result.own_track
        self.own_scores: dict[str, OwnScore] = {}
        if self.own is not None:
            rows = (row.id for row in self.card.indicators)
            self.own_scores.update(zip(rows, self.own.rows, strict=True))
            if self.card.execution is not None and self.own.execution is not None:
                self.own_scores[self.card.execution.id] = self.own.execution
        self.changed = "copy_score_differs" if self.own is None else "copy_score_changed"
        """The pattern of what is said of a score that stood in the export."""
        self.labels = labels
        self.fills: list[Fill] = []
        self.messages: list[tuple[str, str]] = []
        """The patterns of the messages, and the messages."""

    def fill(self) -> Filling:
        """Fill the rows, then execution and total."""
        results = results_of(self.given, self.card)
        rows: list[_Row] = []
        for row, number in zip(self.form.cells.rows, self._partners(), strict=True):
            state = _Row(row, _values(row.current))
            rows.append(state)
            if number is not None:
                self._row(state, self.given.indicators[number], results[number])
        self._execution()
        self._total()
        if self.fills and self.form.submission.claims:
            self._report("copy_subtotals")
        incomplete = any(pattern in _INCOMPLETE for pattern, _ in self.messages)
        messages = tuple(sentence for _, sentence in self.messages)
        return Filling(tuple(self.fills), tuple(self._blocks(rows)), messages, incomplete)

    def _partners(self) -> list[int | None]:
        """Return for each row of the export the number of the indicator that is filled in."""
        own = self.form.submission
        if self.given is own:
            return [row.indicator for row in self.form.cells.rows]
        keys: list[Key | None] = []
        for row in self.form.cells.rows:
            levels = row.levels or ("", "")
            if row.indicator is not None:
                found = own.indicators[row.indicator]
                keys.append(row_key(found.level1, found.level2, found.name, self.labels))
            else:
                keys.append(None if row.levels is None else row_key(*levels, "", self.labels))
        offered = [row_key(r.level1, r.level2, r.name, self.labels) for r in self.given.indicators]
        partners = pair(keys, offered)
        for row, number in zip(self.form.cells.rows, partners, strict=True):
            if number is None and row.indicator is not None:
                self._report("copy_no_partner", row=self._shown(own.indicators[row.indicator]))
        for number, indicator in enumerate(self.given.indicators):
            if number not in partners and _says_something(indicator):
                self._report("copy_not_in_export", row=self._shown(indicator))
        return partners

    def _row(self, state: _Row, given: Indicator, result: RowResult | None) -> None:
        number = state.row.indicator
        before = Indicator() if number is None else self.form.submission.indicators[number]
        self._value(state, "actual", given.actual, before.actual)
        self._value(state, "points", given.points, before.points)
        self._value(state, "reason", given.reason, before.reason)
        if squeezed(before.target) != squeezed(given.target):
            self._other_target(state, given, before)
            return
        score = self._score(result)
        if score is None:
            if self.card.scored:
                self._no_score(state, given, result)
            return
        if before.claimed is not None and before.claimed != score:
            words = {
                "row": self._shown(given),
                "old": written(before.claimed),
                "new": written(score),
            }
            self._report(self.changed, **words)
        self._value(state, "claimed", score, before.claimed)

    def _other_target(self, state: _Row, given: Indicator, before: Indicator) -> None:
        """Leave 得分 blank: the copy shows another target than the one that was scored."""
        words = {
            "old": excerpt(before.target, _LONGEST_TOLD),
            "new": excerpt(given.target, _LONGEST_TOLD),
        }
        self._report("copy_target_differs", row=self._shown(given), **words)
        state.remarks.append(self.labels.text("copy_remark_target", new=given.target))

    def _no_score(self, state: _Row, given: Indicator, result: RowResult | None) -> None:
        if result is not None and result.id in self.own_scores:
            status = self.labels.word("own_statuses", self.own_scores[result.id].status)
        else:
            status = self.labels.word("statuses", "unscored" if result is None else result.status)
        self._report("copy_no_score", row=self._shown(given), status=status)
        state.remarks.append(self.labels.text("copy_remark_no_score", status=status))

    def _value(self, state: _Row, key: str, new: Value | None, old: Value | None) -> None:
        """Put a value into its cell, unless it stands there or none is given."""
        if new is None or new in ("", old):
            return
        word = self.labels.word("copy_columns", key)
        if old not in (None, ""):
            state.remarks.append(self.labels.text("copy_remark_old", column=word, old=written(old)))
            if key != "claimed":
                words = {
                    "old": excerpt(written(old), _LONGEST_TOLD),
                    "new": excerpt(written(new), _LONGEST_TOLD),
                }
                self._report("copy_value_differs", row=state.row.row, column=word, **words)
        state.values[key] = new
        cell = state.row.cells.get(key)
        if cell is None:
            self._report(
                "copy_no_cell", row=state.row.row, column=word, sheet=self.form.cells.sheet
            )
        else:
            self._put(cell, word, new)

    def _put(self, cell: Position, word: str, value: Value) -> None:
        if cell in self.form.formulas:
            self._report("copy_formula", cell=self._at(cell), column=word)
        else:
            kept = written(value) if cell in self.form.texts else value
            self.fills.append(Fill(self.form.cells.sheet, *cell, kept))

    def _execution(self) -> None:
        """Fill 得分 of the execution rate, where the two agree on the amounts."""
        result, cell = self.card.execution, self.form.cells.execution
        if result is None or cell is None or not self._same_funds():
            return
        score = self._score(result)
        old = self.form.cells.execution_claimed
        if score is None or (old is not None and Decimal(old) == score):
            return
        if old is not None:
            words = {"row": result.name, "old": old, "new": written(score)}
            self._report(self.changed, **words)
        self._put(cell, self.labels.word("copy_columns", "claimed"), score)

    def _score(self, result: RowResult | ExecutionResult | None) -> Decimal | None:
        """Return the score of a row on the form; 0 for one without points that does not apply."""
        if result is None:
            return None
        if result.status is Status.NOT_APPLICABLE and result.points == 0:
            return Decimal(0) if result.claimed is None else result.claimed
        if self.own is not None:
            return self.own_scores[result.id].score
        return result.score if result.status in _GIVEN else None

    def _same_funds(self) -> bool:
        own, given = self.form.submission, self.given
        if own is given:
            return True
        same = self.card.execution is not None and any(
            (row.budget, row.executed) == (self.card.execution.budget, self.card.execution.executed)
            for row in own.funds[:1]
        )
        if not same:
            self._report("copy_funds_differ")
        return same

    def _total(self) -> None:
        """Fill the total, where every row of it stands in the copy."""
        total = self.card.total if self.own is None else self.own.outcome.total
        cell = self.form.cells.total
        old = self.form.submission.claimed_total
        if total is None or cell is None or total == old:
            return
        if any(pattern in _INCOMPLETE for pattern, _ in self.messages):
            self._report("copy_total_left", total=written(total))
            return
        if old is not None:
            word = self.labels.word("copy_columns", "total")
            self._report(self.changed, row=word, old=written(old), new=written(total))
        self._put(cell, self.labels.word("copy_columns", "claimed"), total)

    def _report(self, pattern: str, **words: object) -> None:
        self.messages.append((pattern, self.labels.text(pattern, **words)))

    def _shown(self, row: Indicator) -> str:
        return "/".join(part for part in (row.level1, row.level2, row.name) if part)

    def _at(self, cell: Position) -> str:
        return Place("", *cell, self.form.cells.sheet).in_book

    def _blocks(self, rows: Sequence[_Row]) -> list[PasteBlock]:
        """Return one block for each stretch of rows and of columns that lie side by side."""
        blocks: list[PasteBlock] = []
        for stretch in _stretches(rows):
            for number, group in enumerate(_adjacent(stretch[0].row.columns)):
                blocks.append(self._block(stretch, group, remarks=number == 0))
        return blocks

    def _block(self, rows: Sequence[_Row], group: Sequence[str], *, remarks: bool) -> PasteBlock:
        columns = rows[0].row.columns
        left = columns[group[0]][0]
        right = columns[group[-1]][0]
        keys = {columns[key][0]: key for key in group}
        wide = [keys.get(column) for column in range(left, right + 1)]
        title = self.labels.text(
            "paste_title",
            form=self.form.submission.title,
            first=self._at((rows[0].row.row, left)),
            last=Place("", rows[-1].row.row, right, self.form.cells.sheet).in_book.rpartition("!")[
                2
            ],
        )
        word = self.labels.word
        return PasteBlock(
            title,
            tuple("" if key is None else word("copy_columns", key) for key in wide),
            tuple(tuple("" if k is None else r.values.get(k, "") for k in wide) for r in rows),
            tuple(word("words", "separator").join(r.remarks) if remarks else "" for r in rows),
        )


def _stretches(rows: Sequence[_Row]) -> list[list[_Row]]:
    """Split rows where one does not follow the other, or the columns change."""
    found: list[list[_Row]] = []
    for row in rows:
        if not row.row.columns:
            continue
        before = found[-1][-1].row if found else None
        follows = before is not None and before.row + 1 == row.row.row
        if before is not None and follows and before.columns == row.row.columns:
            found[-1].append(row)
        else:
            found.append([row])
    return found


def _adjacent(columns: Mapping[str, tuple[int, int]]) -> list[list[str]]:
    """Group columns that lie side by side, from left to right."""
    groups: list[list[str]] = []
    for key in sorted((k for k in FILLED if k in columns), key=lambda k: columns[k]):
        if groups and columns[groups[-1][-1]][1] + 1 == columns[key][0]:
            groups[-1].append(key)
        else:
            groups.append([key])
    return groups


def _says_something(row: Indicator) -> bool:
    return bool(row.name or row.actual or row.points or row.reason)


def _values(cells: Mapping[str, Cell]) -> dict[str, Value]:
    """Return what cells hold: a number where it is one or stands in a column of numbers."""
    values: dict[str, Value] = {}
    for key, cell in cells.items():
        text = cell.text.strip()
        numeric = key in ("points", "claimed") or (cell.number is not None and not cell.is_date)
        plain = numeric and PLAIN_NUMBER.fullmatch(text)
        values[key] = Decimal(text) if plain else cell.text
    return values
