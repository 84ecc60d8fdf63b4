"""What is counted over a batch, piece by piece: exact, and the same whatever the pieces are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any, Self

from scoring.problem import Problem
from scoring.records.bulk_record import ScoredSubmission, SetAside


class BatchTally:
    """Counts by key; a key is a few texts, of which the first says what is counted."""

    def __init__(self, counts: Iterable[tuple[tuple[str, ...], int]] = ()) -> None:
        self.counts: Counter[tuple[str, ...]] = Counter(dict(counts))

    def add(self, scored: ScoredSubmission) -> None:
        """Count one scored submission."""
        record, count = scored.submission, self.counts
        count["scored",] += 1
        count["rows",] += record.rows
        count["set", record.set] += 1

    def set_aside(self, aside: SetAside) -> None:
        """Count one record that was set aside, by the first thing that is wrong with it."""
        self.counts["aside",] += 1
        self.counts["problem", aside.problems[0].code] += 1

    def note(self, note: Problem) -> None:
        """Count something that was said of a file and is no record."""
        self.counts["note", note.code] += 1

    def merge(self, other: BatchTally) -> None:
        """Count everything that another one counted."""
        self.counts.update(other.counts)

    @property
    def scored(self) -> int:
        """How many records were scored."""
        return self.counts["scored",]

    @property
    def aside(self) -> int:
        """How many records were set aside."""
        return self.counts["aside",]

    @property
    def read(self) -> int:
        """How many records were read."""
        return self.scored + self.aside

    def by(self, *begin: str) -> Mapping[str, int]:
        """Return the counts whose keys begin so and are one text longer, by that text."""
        size = len(begin)
        return {
            key[size]: count
            for key, count in sorted(self.counts.items())
            if len(key) == size + 1 and key[:size] == begin
        }

    def to_data(self) -> dict[str, Any]:
        """Return it as data that JSON can hold."""
        return {"counts": [[*key, count] for key, count in sorted(self.counts.items())]}

    @classmethod
    def of_data(cls, data: Mapping[str, Any]) -> Self:
        """Return what :meth:`to_data` gave."""
        return cls((tuple(entry[:-1]), entry[-1]) for entry in data["counts"])
