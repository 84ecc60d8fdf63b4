"""What is said of a workbook to fill in: what came into it, what is blank, what had no place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from scoring.intake.targets import FormSource
from scoring.text import excerpt
from scoring.workbooks.fill_in.layout import FillLayout
from scoring.workbooks.fill_in.plan.plan import FillPlan

_MOST_SHOWN: Final = 10
"""So many lines of a kind are shown of one workbook."""


def remarks(source: FormSource | None, plan: FillPlan, layout: FillLayout) -> list[str]:
    """Return what a person must know of one workbook; nothing of a secret one's texts."""
    lines: list[str] = []
    if source is not None and source.rows:
        lines.append(f"带入指标 {len(source.rows)} 个")
    if source is not None and source.submission.year is None and not plan.values.get("year"):
        lines.append("没有找到年度，请在填报表里填写")
    if plan.proposed:
        lines.append(layout.text("points_told"))
    if source is not None and source.submission.secret:
        unplaced = len(source.submission.unplaced)
        lines += [f"有 {unplaced} 处文字没有带入，请对照原表"] if unplaced else []
    elif source is not None:
        lines += _of_source(source)
    return [*lines, *capped(plan.notes, "处没有带入")]


def _of_source(source: FormSource) -> Iterator[str]:
    blank = [f"指标值是空的：{_at(name, at)}，请补上" for name, at in source.blank]
    yield from capped(blank, "个指标没有指标值")
    own = source.submission.remarks
    pieces = source.submission.unplaced
    yield from (one.text for one in pieces if one.text in own and not one.is_of_year)
    unplaced = [(one.text, one.at) for one in pieces if one.text not in own]
    left = [f"没有带入：{_at(excerpt(text), at)}" for text, at in (*source.left, *unplaced)]
    yield from capped(left, "处文字没有带入")
    repairs = [f"请核对：{_at(excerpt(one.what), one.at)}" for one in source.submission.repairs]
    yield from capped(repairs, "处要核对")


def _at(text: str, at: str) -> str:
    return f"{text}（{at}）" if at else text


def capped(lines: Sequence[str], what: str) -> list[str]:
    """Return the first lines of a kind, and how many more there are."""
    more = len(lines) - _MOST_SHOWN
    return [*lines[:_MOST_SHOWN], *([f"……另有 {more} {what}"] if more > 0 else [])]
