"""Rows of a form that are leaves of its set: 评分表 list what a set computes from figures and checklists.

A reader of forms cannot know which rows are 三级指标 with a target and which are leaves that the set
computes itself (预算编制合理性, 财政供养人员控制率): the set says so. Pure.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from scoring.folding import level_key
from scoring.indicator_set.model import IndicatorSet, Node
from scoring.submission import Indicator, Submission

_QUOTES: Final = str.maketrans("", "", "\"'“”‘’「」『』")


def settle_leaves(submission: Submission, indicators: IndicatorSet) -> Submission:
    """Return the submission with those of its rows that the set computes as claims and reasons.

    A row without a target whose name is a computed leaf's becomes a claim on that leaf; its reason
    goes along, its 分值, what stood as its actual, and where its score stood stay as texts and
    origins. A set without such leaves changes nothing.
    """
    leaves = [node for node in indicators.nodes() if node.is_leaf and not node.children]
    if not leaves or not submission.indicators:
        return submission
    rows: list[Indicator] = []
    claims = dict(submission.claims)
    reasons = dict(submission.reasons)
    texts = dict(submission.texts)
    at = dict(submission.at)
    for row in submission.indicators:
        leaf = None if row.target else _leaf_of(row, leaves)
        key = "" if leaf is None else "/".join((*leaf.path, leaf.name))
        if leaf is None or key in claims:
            rows.append(row)
            continue
        if row.claimed is not None:
            claims[key] = row.claimed
        if row.reason:
            reasons[key] = row.reason
        if row.points is not None and row.points != leaf.points:
            texts[f"{key}·分值"] = format(row.points, "f")
        if row.actual:
            texts[f"{key}·完成值"] = row.actual
        for field, kind in (("claimed", "claims"), ("reason", "reasons")):
            if field in row.at:
                at[f"{kind}.{key}"] = row.at[field]
    if len(rows) == len(submission.indicators):
        return submission
    return submission.model_copy(
        update={
            "indicators": tuple(rows), "claims": claims, "reasons": reasons, "texts": texts,
            "at": at,
        }
    )  # fmt: skip


def _key(name: str) -> str:
    """Fold a name; forms print 三公经费 in quotation marks of any kind, or in none."""
    return level_key(name).translate(_QUOTES)


def _leaf_of(row: Indicator, leaves: Sequence[Node]) -> Node | None:
    """Return the leaf that a row names: of several with that name the one under the row's levels."""
    name = _key(row.name or row.level2 or row.level1)
    named = [leaf for leaf in leaves if name in map(_key, (leaf.name, *leaf.also))]
    if len(named) > 1:
        levels = {level_key(level) for level in (row.level1, row.level2) if level}
        named = [leaf for leaf in named if levels <= {level_key(step) for step in leaf.path}]
    return named[0] if len(named) == 1 else None
