"""Points where the targets carry none: equal shares of what a level holds, exact."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from scoring.exact import ZERO, printed
from scoring.indicator_set.model import IndicatorSet, SetNode
from scoring.text import level_key
from scoring.workbooks.fill_in.layout import ShareRules


def equal_shares(points: Fraction, rows: int, rules: ShareRules) -> list[Fraction]:
    """Share ``points`` among rows in whole or half points that differ by one step at the most.

    ``rules`` are the vocabulary's ``shares``: an even share that lies on the step ``even`` is taken as it
    is; else the first of ``steps`` holds by which a larger share is at most ``most`` times a smaller one,
    and where none does, the step ``even``, or a finer one for more rows than it reaches. The larger shares
    are the last rows' (50 over 7 rows: six times 7, then 8).
    """
    if rows <= 0:
        return []
    even = points / rows
    least = Fraction(rules.even)
    if (even / least).denominator == 1:
        return [even] * rows
    steps = [Fraction(step) for step in rules.steps]
    most = Fraction(rules.most)
    held = [step for step in steps if even >= step]
    whole = [step for step in held if step >= least and points % step == 0]
    fair = [step for step in whole if even // step * most >= even // step + 1]
    for step in fair[:1] or [step for step in held if step <= least][:1]:
        share = even // step * step
        more, rest = divmod(points - share * rows, step)
        shares = [share] * (rows - int(more)) + [share + step] * int(more)
        return [*shares[:-1], shares[-1] + rest]
    return [even] * rows if (even * 10**6).denominator == 1 else [ZERO] * (rows - 1) + [points]


def propose_points(
    rows: Sequence[tuple[str, str, Decimal | None]],
    indicators: IndicatorSet,
    rules: ShareRules,
) -> list[Decimal | None]:
    """Return the points of rows (level 1, level 2, points or None), proposed where there are none.

    Rows share what is left of the points of the nearest level that has points of its own.
    """
    purses = _purses(indicators)
    found: list[Decimal | None] = [points for _, _, points in rows]
    waiting: dict[int, list[int]] = {}
    held: dict[int, Fraction] = {}
    for index, (level1, level2, points) in enumerate(rows):
        purse = purses.get((level_key(level1), level_key(level2))) or purses.get(
            (level_key(level1), "")
        )
        if purse is None:
            continue
        if points is None:
            waiting.setdefault(purse[0], []).append(index)
        held[purse[0]] = held.get(purse[0], ZERO) + Fraction(points or 0)
    amounts = dict(purses.values())
    for number, indices in waiting.items():
        left = amounts[number] - held[number]
        if left <= 0:
            continue
        for index, share in zip(indices, equal_shares(left, len(indices), rules), strict=True):
            found[index] = printed(share, 6)
    return found


def _purses(indicators: IndicatorSet) -> dict[tuple[str, str], tuple[int, Fraction]]:
    """Return, for the keys of two levels, the number and the points of what their rows share."""
    found: dict[tuple[str, str], tuple[int, Fraction]] = {}
    for top in indicators.levels:
        tops = [level_key(name) for name in (top.name, *top.also)]

        def walk(node: SetNode, purse: tuple[int, Fraction] | None, tops: list[str]) -> None:
            if node.points is not None:
                inside = sum((_own(child) for child in node.children), ZERO)
                purse = (id(node), node.points - inside)
            if purse is not None:
                names = ("",) if node.path == () else tuple(map(level_key, (node.name, *node.also)))
                for first in tops:
                    for second in names:
                        found.setdefault((first, second), purse)
            for child in node.children:
                walk(child, purse, tops)

        walk(top, None, tops)
    return found


def _own(node: SetNode) -> Fraction:
    """Return the points that a branch holds for itself, and its parent does not share out."""
    if node.points is not None:
        return node.points
    return sum((_own(child) for child in node.children), ZERO)
