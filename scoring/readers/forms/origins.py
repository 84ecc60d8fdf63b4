"""Where the values of a form stand, by their path in the submission."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from scoring.documents.node import Fields, Node, Scalar, Sequence_
from scoring.readers.forms.collect import FormCollector
from scoring.records.fields import MOST_ROWS

_OWN: Final = ("indicators", "goals", "unplaced", "repairs", "schema", "set")
"""Fields whose records tell themselves where they stand, or that stand nowhere on the form."""
_LONGEST: Final = 500


def origin_fields(fields: Mapping[str, Node], collector: FormCollector) -> dict[str, Node]:
    """Return ``at`` of the submission: ``funds.1.executed`` and the cell it was read from."""
    found: dict[str, str] = {}
    for key, node in fields.items():
        if key not in _OWN:
            for path, scalar in _walk(key, node):
                if len(found) < MOST_ROWS and len(path) <= _LONGEST:
                    found[path] = collector.origin(scalar)
    for path, cell in collector.unreadable_at.items():
        found.setdefault(path, collector.at(*cell))
    return {"at": collector.origins(found, 0, 0)} if found else {}


def _walk(path: str, node: Node) -> Iterator[tuple[str, Scalar]]:
    """Yield the scalars below a node; the depth is that of the submission."""
    if isinstance(node, Fields):
        for key, value in node.values.items():
            yield from _walk(f"{path}.{key}", value)
    elif isinstance(node, Sequence_):
        for number, item in enumerate(node.items, 1):
            yield from _walk(f"{path}.{number}", item)
    elif isinstance(node, Scalar) and (node.place.line or node.place.in_book):
        yield path, node
