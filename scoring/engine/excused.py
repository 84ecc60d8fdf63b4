"""A missed target whose reason names an approval, force majeure or another number: a band, no verdict."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from scoring.engine.apply import Judgement
from scoring.indicator_set.excuse_words import ExcuseWords
from scoring.records.scorecard import Status
from scoring.records.submission import Indicator
from scoring.text import excerpt, squeezed
from scoring.values.attainment import Attainment, Note

_QUOTED = 30
"""Letters of a reason that a message quotes."""


def excuse(row: Indicator, attained: Attainment, words: ExcuseWords) -> str:
    """Return what the form says for a missed target: words of its reason, or an adjusting document.

    A target that stands beside the first one is the adjusted one: its document excuses nothing more.
    """
    if attained.met is not False:
        return ""
    named = words.named_in(row.reason, attained.unit)
    if not named and Note.MORE_SAID in attained.notes:
        named = excerpt(row.reason or row.actual, _QUOTED)
    first = squeezed(row.target_initial)
    if not named and row.adjustment is not None and first in ("", squeezed(row.target)):
        named = row.adjustment.document
    return named


def excused(
    judged: Judgement, row: Indicator, attained: Attainment, points: Fraction, words: ExcuseWords
) -> Judgement:
    """Return the outcome with all points as its upper end where the form says something for the row.

    The score stays that of the written target.
    """
    if judged.score is None or judged.high >= points:
        return judged
    named = excuse(row, attained, words)
    if not named:
        return judged
    because = f"写到“{named}”，按所填指标值只是参考"
    if judged.trace.because:
        because = f"{judged.trace.because}；{because}"
    status = Status.DEFAULTED if judged.status is Status.DETERMINED else judged.status
    trace = replace(judged.trace, because=because)
    return judged._replace(status=status, high=points, trace=trace)
