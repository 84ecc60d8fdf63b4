"""What is counted over a batch, piece by piece: exact, and the same whatever the pieces are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any, Final, Self

from scoring.problem import Problem
from scoring.records.bulk_record import ScoredSubmission, SetAside
from scoring.records.finding import Review

MOST_EXAMPLES: Final = 5
"""So many records of one fault are shown."""
NONE: Final = ""
"""The class of what has no grade or total."""


class BatchTally:
    """Counts by key; a key is a few texts, of which the first says what is counted."""

    def __init__(self, counts: Iterable[tuple[tuple[str, ...], int]] = ()) -> None:
        self.counts: Counter[tuple[str, ...]] = Counter(dict(counts))
        self.examples: dict[str, list[tuple[str, str]]] = {}
        """The first records that were set aside, by what is wrong with them: place and message."""

    def add(self, scored: ScoredSubmission) -> None:
        """Count one scored submission."""
        record, count = scored.submission, self.counts
        count["scored",] += 1
        count["rows",] += record.rows
        count["set", record.set] += 1
        count["secret",] += record.secret
        count["grade", "rule", record.grade or NONE] += 1
        count["grade", "claimed", record.claimed_grade or NONE] += 1
        count["total", "rule", _share(record.total, record.points)] += 1
        count["total", "claimed", _share(record.claimed_total, record.points)] += 1
        for status, number in record.counts:
            count["status", status] += number
        count["unmatched",] += bool(record.unmatched)
        for requirement in record.requirements:
            count["missing", requirement.say] += 1
        for claim in record.claims:
            count["claim", claim.kind, claim.verdict] += 1

    def review(self, review: Review) -> None:
        """Count the findings about a submission."""
        for finding in review.findings:
            self.counts["finding", finding.kind] += 1

    def set_aside(self, aside: SetAside) -> None:
        """Count one record that was set aside, by the first thing that is wrong with it."""
        first = aside.problems[0]
        self.counts["aside",] += 1
        self.counts["problem", first.code] += 1
        examples = self.examples.setdefault(first.code, [])
        if len(examples) < MOST_EXAMPLES:
            examples.append((aside.place, first.message))

    def note(self, note: Problem) -> None:
        """Count something that was said of a file and is no record."""
        self.counts["note", note.code] += 1

    def merge(self, other: BatchTally) -> None:
        """Count everything that another one counted."""
        self.counts.update(other.counts)
        for code, examples in other.examples.items():
            own = self.examples.setdefault(code, [])
            own += examples[: MOST_EXAMPLES - len(own)]

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
        counts = [[*key, count] for key, count in sorted(self.counts.items()) if count]
        return {"counts": counts, "examples": self.examples}

    @classmethod
    def of_data(cls, data: Mapping[str, Any]) -> Self:
        """Return what :meth:`to_data` gave."""
        tally = cls((tuple(entry[:-1]), entry[-1]) for entry in data["counts"])
        for code, examples in data["examples"].items():
            tally.examples[code] = [(place, message) for place, message in examples]
        return tally


def _share(score: Decimal | None, points: Decimal) -> str:
    """Return the class of a score: each five percent of the points that it reaches."""
    if score is None or points <= 0:
        return NONE
    return str(min(int(score * 20 / points) * 5, 100) if score >= 0 else 0)
