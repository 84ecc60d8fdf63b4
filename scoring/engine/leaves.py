"""Turn rows of a form that are computed leaves of its set into claims and reasons on these leaves.

A reader of forms cannot know which rows are 三级指标 with a target and which are leaves that the set
computes (预算编制合理性, 财政供养人员控制率); the set declares it.
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

    A row without a target that bears the name of a computed leaf becomes a claim on that leaf, with its
    reason; its 分值 and actual are kept as texts, the cell of its score as origin, and all else in it
    as unmatched pieces. The same happens to a row that names no leaf, if its form has no columns for
    target and actual. A set without such leaves changes nothing.
    """
    leaves = [node for node in indicators.nodes() if node.is_leaf and not node.children]
    if not leaves or not submission.indicators:
        return submission
    counts = Counter(_name_key(row) for row in submission.indicators)
    rows: list[Indicator] = []
    claims = dict(submission.claims)
    reasons = dict(submission.reasons)
    texts = dict(submission.texts)
    at = dict(submission.at)
    unmatched: list[Unplaced] = []
    for row in submission.indicators:
        leaf = None if row.target else _leaf_of(row, leaves, counts)
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
        unmatched += _unmatched(row)
        for field, kind in (("claimed", "claims"), ("reason", "reasons")):
            if field in row.at:
                at[f"{kind}.{key}"] = row.at[field]
    if len(rows) == len(submission.indicators):
        return submission
    return submission.model_copy(
        update={
            "indicators": tuple(rows), "claims": claims, "reasons": reasons, "texts": texts,
            "at": at, "unplaced": (*submission.unplaced, *unmatched)[:MOST_ROWS],
        }
    )  # fmt: skip


def _unmatched(row: Indicator) -> Iterator[Unplaced]:
    """Yield the values of a row that a claim cannot carry."""
    fields = ("target_initial", "direction", "unit", "coefficient")
    values = [(field, str(value)) for field in fields if (value := getattr(row, field))]
    values += [("evidence", piece.name) for piece in row.evidence]
    for field, text in values:
        yield Unplaced(text=text, at=row.at.get(field, row.at.get("name", "")))


def _key(name: str) -> str:
    """Fold a name; forms print 三公经费 in quotation marks of any kind, or in none."""
    return level_key(name).translate(_QUOTES)


def _path(row: Indicator) -> tuple[str, ...]:
    return tuple(level for level in (row.level1, row.level2, row.name) if level)


def _is_of_a_score_table(row: Indicator) -> bool:
    """Tell whether the form that a row stands on has no columns for target and actual."""
    return bool(row.at) and not row.at.keys() & {"target", "target_initial", "actual"}


def _name_key(row: Indicator) -> str:
    return _key(row.name or row.level2 or row.level1)


def _leaf_of(
    row: Indicator, leaves: Sequence[SetNode], counts: Mapping[str, int]
) -> SetNode | None:
    """Return the leaf that a row names.

    Where several leaves or several rows have that name (管理制度健全性), the one under its levels.
    """
    name = _name_key(row)
    named = [leaf for leaf in leaves if name in map(_key, (leaf.name, *leaf.also))]
    if len(named) > 1 or counts[name] > 1:
        levels = {level_key(level) for level in (row.level1, row.level2) if level}
        named = [leaf for leaf in named if levels <= {level_key(step) for step in leaf.path}]
    return named[0] if len(named) == 1 else None
