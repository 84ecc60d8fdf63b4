"""Score tables (评分表): what is judged, its points and the unit's own score, row by row.

Their rows are leaves that a set computes from figures and checklists, not 三级指标 with a target: the
score becomes a claim, the words beside it a reason, criteria and points texts under the leaf's name.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from scoring.documents.node import Node, Scalar
from scoring.readers.forms.collect import Collector
from scoring.readers.forms.fold import fold


@dataclass(frozen=True)
class Leaf:
    """One row of a score table."""

    levels: tuple[str, ...]
    """Names from the first level to the leaf."""
    fields: Mapping[str, Node]
    labels: Mapping[str, str]
    """Per field its heading as printed."""


def leaf_nodes(leaves: list[Leaf], into: Collector) -> dict[str, dict[str, Node]]:
    """Return claims and reasons by the leaf's name, or by its path where two share the name."""
    often = Counter(fold(leaf.levels[-1]) for leaf in leaves)
    found: dict[str, dict[str, Node]] = {"claims": {}, "reasons": {}}
    for leaf in leaves:
        twice = often[fold(leaf.levels[-1])] > 1
        name = "/".join(leaf.levels) if twice else leaf.levels[-1]
        for key, node in leaf.fields.items():
            kind = {"claimed": "claims", "reason": "reasons"}.get(key)
            if kind is not None and name not in found[kind]:
                found[kind][name] = node
            elif isinstance(node, Scalar):
                into.keep_text(f"{name}·{leaf.labels[key]}", node)
    return found
