"""How well what the facts of a review rest on is known, for everything on a form that rules look at.

A fact names its grounds (``rests_on`` in ``vocabulary/facts``). A finding is as grave as the least
certain of them allows, see :mod:`scoring.review.finding_kind`.
"""

from __future__ import annotations

from functools import cached_property
from typing import Final

from scoring.review.known_values import (
    AMOUNTS,
    IN_HEAD,
    ROW_FIELDS,
    WRITTEN,
    Grounds,
    Known,
    KnownValues,
    least,
)
from scoring.review.reviewed_form import ReviewedForm, ReviewedRow
from scoring.review.vocabulary import Ground
from scoring.values.attainment import Case

_OF_FUNDS: Final = frozenset({"claimed", "points", "reason"})
"""Columns that the row of all money has like any other row."""
_OF_SCORES: Final = frozenset({"points", "claimed"})
"""Columns that a form without scores does not have."""
_BY_WORDS: Final = ("name", "level1", "level2", "unit", "direction")
"""Fields whose words tell how a target and an actual are compared."""
_BY_YEAR: Final = frozenset(
    {Case.BY_DATE, Case.NOT_DONE, Case.NOT_DUE, Case.UNFINISHED, Case.DATE_UNCLEAR}
)
"""Comparisons that need the year of the form."""


class FormGrounds:
    """How well everything is known that findings about one form rest on."""

    def __init__(self, form: ReviewedForm) -> None:
        self._form = form
        cells = form.words.restored_cells(form.submission)
        total = form.total_row
        not_meant = frozenset() if form.indicators.scored else _OF_SCORES
        self._values = KnownValues(form.submission, cells, total.funds, total.known, not_meant)

    def of_row(self, row: ReviewedRow) -> Grounds:
        """Return how well the values of a row are known."""

        def known(ground: Ground) -> Known:
            if ground == "reading":
                return self._reading(row)
            fields = ROW_FIELDS.get(ground, (ground,))
            indicator = row.indicator
            if not set(fields) <= set(type(indicator).model_fields if indicator else fields):
                return self.of_form(ground)
            return least(self._field(row, field) for field in fields)

        return known

    def of_funds(self, ground: Ground) -> Known:
        """Return how well the values of the row of all money are known."""
        if ground == "reading":
            return least(map(self._values.amount, ("budget", "executed")))
        return self._values.amount(ground) if ground in _OF_FUNDS else self.of_form(ground)

    def of_sum(self, where: str) -> Grounds:
        """Return how well a sum as printed is known: that of a level or (empty) of the form."""
        path = f"claims.{where}" if where else "claimed_total"

        def known(ground: Ground) -> Known:
            if ground == "sum":
                return self._values.at(path)
            if ground == "rows" and not where:
                amounts = map(self._values.amount, ("claimed", "budget", "executed"))
                return least((self._rows, *amounts))
            return self.of_form(ground)

        return known

    def of_form(self, ground: Ground) -> Known:
        """Return how well what belongs to no single row is known."""
        if ground in AMOUNTS:
            return self._values.amount(AMOUNTS[ground])
        match ground:
            case "claimed" | "points":
                return least((self._rows, self._values.amount(ground)))
            case "rows":
                return self._rows
            case "readings":
                return self._readings
            case "sources":
                return self._values.sources
            case "year":
                return self._values.year
            case _:
                return self._values.at(IN_HEAD.get(ground, ground))

    def _field(self, row: ReviewedRow, field: str) -> Known:
        # points that the form does not print may be the set's
        if row.indicator is None or (field == "points" and row.holds_points):
            return WRITTEN if row.indicator is None else self._values.fields(row.indicator, field)
        return self._values.field(row.indicator, field)

    def _reading(self, row: ReviewedRow) -> Known:
        indicator, attained = row.indicator, row.attained
        if indicator is None or attained is None:
            return WRITTEN
        return least(
            (
                self._values.field(indicator, "target"),
                self._values.field(indicator, "actual"),
                self._values.fields(indicator, *_BY_WORDS),
                Known(attained.direction_known, "direction"),
                Known(attained.text_known, "text"),
                self._values.year if attained.case in _BY_YEAR else WRITTEN,
            )
        )

    @cached_property
    def _rows(self) -> Known:
        """How well the rows are known: a cell that was moved leaves doubt about its whole row."""
        rows = [(row, row.indicator) for row in self._form.rows if row.indicator is not None]
        own = [self._field(row, field) for row, _ in rows for field in ("points", "claimed")]
        moved = [self._values.fields(row, "name", "target", "actual") for _, row in rows]
        return least((*own, *moved))

    @cached_property
    def _readings(self) -> Known:
        return least(map(self._reading, self._form.rows))
