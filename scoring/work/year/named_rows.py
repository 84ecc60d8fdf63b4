"""The indicators of another form by their names: the same ones, as last year's or those of 监控."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from scoring.records.submission import Indicator
from scoring.text import name_key


def named_rows(rows: Iterable[Indicator]) -> Mapping[str, Indicator]:
    """Return the rows by their folded name; of a name that two rows have, neither."""
    named = [(name_key(row.name), row) for row in rows]
    counts = Counter(name for name, _ in named)
    return {name: row for name, row in named if name and counts[name] == 1}
