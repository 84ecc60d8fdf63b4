"""Rows of a form that are leaves of its set: 评分表 list what a set computes from figures and checklists.

A reader of forms cannot know which rows are 三级指标 with a target and which are leaves that the set
computes itself (预算编制合理性, 财政供养人员控制率): the set says so. Pure.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from scoring.indicator_set.model import IndicatorSet, SetNode
from scoring.records.fields import MOST_ROWS
from scoring.records.submission import Indicator, Submission, Unplaced
from scoring.text import level_key

_QUOTES: Final = str.maketrans("", "", "\"'“”‘’「」『』")


def settle_leaves(submission: Submission, indicators: IndicatorSet) -> Submission:
    """Return the submission with those of its rows that the set computes as claims and reasons.

    A row without a target whose name is a computed leaf's becomes a claim on that leaf; its reason
    goes along, its 分值, what stood as its actual, and where its score stood stay as texts and
    origins; what else stands in the row is kept as pieces without a place. So does a row that no leaf is called like, where its form has no columns for target and
    actual: they were not left blank. A set without such leaves changes nothing.
    """
    leaves = [node for node in indicators.nodes() if node.is_leaf and not node.children]
    if not leaves or not submission.indicators:
        return submission
    often = Counter(_called(row) for row in submission.indicators)
    rows: list[Indicator] = []
    claims = dict(submission.claims)
    reasons = dict(submission.reasons)
    texts = dict(submission.texts)
    at = dict(submission.at)
    left: list[Unplaced] = []
    for row in submission.indicators:
        leaf = None if row.target else _leaf_of(row, leaves, often)
        key = "/".join((*leaf.path, leaf.name) if leaf is not None else _path(row))
        if (leaf is None and not _is_of_a_score_table(row)) or not key or key in claims:
            rows.append(row)
            continue
        if row.claimed is not None:
            claims[key] = row.claimed
        if row.reason:
            reasons[key] = row.reason
        if row.points is not None and (leaf is None or row.points != leaf.points):
            texts[f"{key}·分值"] = format(row.points, "f")
        if row.actual:
            texts[f"{key}·完成值"] = row.actual
        left += _left(row)
        for field, kind in (("claimed", "claims"), ("reason", "reasons")):
            if field in row.at:
                at[f"{kind}.{key}"] = row.at[field]
    if len(rows) == len(submission.indicators):
        return submission
    return submission.model_copy(
        update={
            "indicators": tuple(rows), "claims": claims, "reasons": reasons, "texts": texts,
            "at": at, "unplaced": (*submission.unplaced, *left)[:MOST_ROWS],
        }
    )  # fmt: skip


def _left(row: Indicator) -> Iterator[Unplaced]:
    """Yield what a claim has no room for."""
    fields = ("target_initial", "direction", "unit", "coefficient")
    found = [(field, str(value)) for field in fields if (value := getattr(row, field))]
    found += [("evidence", one.name) for one in row.evidence]
    for field, text in found:
        yield Unplaced(text=text, at=row.at.get(field, row.at.get("name", "")))


def _key(name: str) -> str:
    """Fold a name; forms print 三公经费 in quotation marks of any kind, or in none."""
    return level_key(name).translate(_QUOTES)


def _path(row: Indicator) -> tuple[str, ...]:
    return tuple(level for level in (row.level1, row.level2, row.name) if level)


def _is_of_a_score_table(row: Indicator) -> bool:
    """Tell whether the form that a row stands on has no columns for target and actual."""
    return bool(row.at) and not row.at.keys() & {"target", "target_initial", "actual"}


def _called(row: Indicator) -> str:
    return _key(row.name or row.level2 or row.level1)


def _leaf_of(row: Indicator, leaves: Sequence[SetNode], often: Mapping[str, int]) -> SetNode | None:
    """Return the leaf that a row names.

    Where several leaves or several rows have that name (管理制度健全性), the one under its levels.
    """
    name = _called(row)
    named = [leaf for leaf in leaves if name in map(_key, (leaf.name, *leaf.also))]
    if len(named) > 1 or often[name] > 1:
        levels = {level_key(level) for level in (row.level1, row.level2) if level}
        named = [leaf for leaf in named if levels <= {level_key(step) for step in leaf.path}]
    return named[0] if len(named) == 1 else None
