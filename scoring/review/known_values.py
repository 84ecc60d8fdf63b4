"""How well the values of a submission are known: as its reader says, or as a cell was restored."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from typing import Final, NamedTuple

from scoring.records.certainty import Certainty
from scoring.records.submission import Funds, Indicator, Submission
from scoring.review.vocabulary import Ground


class Known(NamedTuple):
    """How well something is known, on which field that hangs, and where that stands."""

    certainty: Certainty
    of: str = ""
    at: str = ""


Grounds = Callable[[Ground], Known]
"""Returns how well a ground of one subject is known."""

WRITTEN: Final = Known(Certainty.WRITTEN)
ROW_FIELDS: Final = {"level": ("level1", "level2")}
"""The fields of a row that make a ground of another name."""
AMOUNTS: Final = {
    "initial": "initial", "budget": "budget", "executed": "executed", "stated_rate": "claimed_rate",
}  # fmt: skip
"""The grounds that are columns of the row of all money, and these columns."""
IN_HEAD: Final = {
    "total": "claimed_total", "grade": "claimed_grade", "date": "head.date",
    "goal": "goal.achieved", "project": "project.name",
}  # fmt: skip
"""The grounds that are single values of the form, and their paths."""


SET: Final[Ground] = "set"
"""The ground of every finding: under another set the same form may be right."""


def all_written(_ground: Ground) -> Known:
    """Return that a ground is written: of what no reader presumed or restored."""
    return WRITTEN


def least(known: Iterable[Known]) -> Known:
    """Return what is known least; written where there is nothing."""
    return min(known, key=lambda one: one.certainty, default=WRITTEN)


class KnownValues:
    """How well the values of one submission are known.

    ``funds`` is its row of all money, ``funds_known`` how it is known that it is that row.
    """

    def __init__(
        self,
        submission: Submission,
        restored_cells: Collection[str],
        funds: Funds | None,
        funds_known: Certainty,
        not_meant: Collection[str] = frozenset(),
    ) -> None:
        self._submission = submission
        self._restored = frozenset(restored_cells)
        self._not_found = frozenset(
            key for key in submission.not_found if key.rpartition(".")[2] not in not_meant
        )
        self._funds = funds
        self._funds_known = funds_known

    def field(self, row: Indicator, field: str) -> Known:
        """Return how well a field of a row is known."""
        if field in self._not_found and not getattr(row, field):
            return Known(Certainty.NOT_FOUND, field)
        return self._found(field, row.known.get(field), row.at.get(field, ""))

    def fields(self, row: Indicator, *fields: str) -> Known:
        """Return how well the least certain of a row's fields is known, blank ones aside."""
        return least(self.field(row, field) for field in fields if getattr(row, field))

    def at(self, path: str) -> Known:
        """Return how well a value is known that stands in no row, by its path."""
        if path in self._not_found:
            return Known(Certainty.NOT_FOUND, path)
        return self._found(
            path, self._submission.known.get(path), self._submission.at.get(path, "")
        )

    def _found(self, of: str, certainty: Certainty | None, at: str) -> Known:
        known = Certainty.WRITTEN if certainty is None else certainty
        return Known(min(known, Certainty.RESTORED) if at in self._restored else known, of, at)

    def amount(self, column: str) -> Known:
        """Return how well a column of the row of all money is known."""
        funds = self._funds
        if funds is None:
            is_unclear = bool(self._submission.funds)
            return Known(Certainty.NOT_FOUND, column) if is_unclear else self.at("funds")
        if getattr(funds, column) is None and self._not_found & {"funds", f"funds.{column}"}:
            # many forms have no 年初预算数: then no figure of it is compared, and none is missed
            return WRITTEN if column == "initial" else Known(Certainty.NOT_FOUND, column)
        number = 1 + next(i for i, f in enumerate(self._submission.funds) if f is funds)
        paths = (f"funds.{number}.source", f"funds.{number}.{column}")
        written = least(map(self.at, paths))._replace(of=column)
        return least(
            (written, Known(self._funds_known, "sources", self._submission.at.get(paths[0], "")))
        )

    @property
    def sources(self) -> Known:
        """How well the parts of the funds block are known."""
        paths = {**self._submission.known, **self._submission.at}
        return least(self.at(path) for path in paths if path.startswith("funds."))

    @property
    def year(self) -> Known:
        """How well the year is known: what needs one that was not found can still be asked."""
        known = self.at("year")
        return known._replace(certainty=max(known.certainty, Certainty.PRESUMED))
