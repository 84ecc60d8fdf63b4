"""A scored row in a word and a line, for the margin beside the form."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from scoring.exact import PLAIN_NUMBER, percent, rational
from scoring.page.messages.message import Severity
from scoring.page.unit_words import UnitWords
from scoring.records.own_track import OwnScore, OwnStatus
from scoring.records.scorecard import ExecutionResult, RowResult, Status
from scoring.values.grammar import Reader
from scoring.values.reading import Several
from scoring.writers.wording import number

_AS_PERCENT = "as_percent"
_PRESUMED = "presumed"


class RowStanding(NamedTuple):
    """How a row stands by its score alone: how grave, and the key of its word."""

    severity: Severity
    word: str


def standing_of_row(row: RowResult | ExecutionResult, own: OwnScore | None) -> RowStanding:
    """Return how a row stands; what differs from the rule is graver only if the self-check says so."""
    status, claimed = row.status, row.claimed
    has_points = bool(row.points)
    match status:
        case Status.NOT_APPLICABLE:
            return RowStanding("none", "not_applicable")
        case Status.UNREAD:
            if isinstance(row, RowResult) and not row.actual.strip():
                return RowStanding("lack", "no_actual")
            return RowStanding("ask", "unread")
        case Status.UNSCORED if isinstance(row, RowResult) and not has_points:
            return RowStanding("lack", "no_points")
    if own is None or own.status is OwnStatus.BLANK:
        return RowStanding("lack", "blank" if claimed is None else "open")
    if own.status is OwnStatus.BY_RULE:
        return RowStanding("none", "by_rule")
    assert claimed is not None
    if row.score is None:
        return RowStanding("good", "self_assessed")
    if claimed > row.high:
        return RowStanding("none", "differs" if row.low == row.high else "above")
    if claimed < row.low:
        return RowStanding("none", "strict")
    return RowStanding("good", "agrees" if row.low == row.high else "in_band")


def line_of_row(row: RowResult, words: UnitWords, calculation: str = "") -> str:
    """Return how a row was read: 读作 ≥78家 → 69家; of a computed leaf its calculation."""
    if row.form.kind != "row":
        return calculation
    if row.status is Status.NOT_APPLICABLE:
        return ""
    if row.status is Status.UNREAD and row.actual.strip():
        return row.trace.because
    target, actual = _target(row, words), _actual(row, words)
    if not row.indicator.target.strip():
        return "" if not actual else words.text("read_actual", actual=actual)
    if not actual:
        return words.text("read_target", target=target)
    line = words.text("read", target=target, actual=actual)
    return words.text("presumed", line=line) if row.direction_from == _PRESUMED else line


def read_as(row: RowResult, words: UnitWords) -> tuple[str, str]:
    """Return how target and actual were understood, in few words."""
    target = _target(row, words) if row.indicator.target.strip() else ""
    return target, _actual(row, words)


def reading_of_row(row: RowResult, words: UnitWords) -> str:
    """Return the live reading of the edit line: 读作 69家；按规则 26.54."""
    if row.status is Status.NOT_APPLICABLE:
        return words.words["not_applicable"]
    actual = _actual(row, words) if row.form.kind == "row" else ""
    first = words.text("read_actual", actual=actual) if actual else ""
    if row.status is Status.UNREAD and row.actual.strip():
        first = words.text("unread", why=row.trace.because)
    return _joined(first, worth(row, words), words)


def worth(row: RowResult | ExecutionResult, words: UnitWords) -> str:
    """Return what a row is worth by the rule: its score, or its band."""
    if row.score is not None:
        return words.text("by_rule", score=number(row.score))
    if row.low == row.high:
        return ""
    return words.text("band", low=number(row.low), high=number(row.high))


def rate_line(execution: ExecutionResult, words: UnitWords) -> str:
    """Return the execution rate in a line."""
    rate = rate_text(execution.rate)
    return words.text("rate", rate=rate) if rate else execution.trace.because


def rate_text(rate: Decimal | None) -> str:
    """Return a rate in percent, as the form prints it."""
    return "" if rate is None else percent(Fraction(rate)).removesuffix("%")


def candidates(row: RowResult, reader: Reader) -> tuple[str, ...]:
    """Return what the actual of a row that was not understood may mean, each as it may be typed."""
    if row.status is not Status.UNREAD or not row.actual.strip():
        return ()
    read = reader.read(row.actual)
    if not isinstance(read, Several):
        return ()
    return tuple(dict.fromkeys(reader.describe(each).replace(" ", "") for each in read.numbers))


def _target(row: RowResult, words: UnitWords) -> str:
    text = _short(row.reading.target, words)
    if _is_percent(row):
        text = _as_percent(text)
    sign = words.signs.get(row.direction or "", "")
    return f"{sign}{text}" if text[:1].isdigit() else text


def _actual(row: RowResult, words: UnitWords) -> str:
    if not row.actual.strip():
        return ""
    text = _short(row.reading.actual, words)
    return _as_percent(text) if _is_percent(row) else text


def _is_percent(row: RowResult) -> bool:
    return _AS_PERCENT in row.trace.notes


def _as_percent(text: str) -> str:
    """Return a bare number of a rate in percent; up to 1 it is a share."""
    if not PLAIN_NUMBER.fullmatch(text):
        return text
    value = rational(Decimal(text))
    return percent(value if abs(value) <= 1 else value / 100)


def _short(text: str, words: UnitWords) -> str:
    for long, short in words.short.items():
        text = text.replace(long, short)
    for word in words.not_shown:
        text = text.removeprefix(word)
    return text.replace(" ", "")


def _joined(first: str, second: str, words: UnitWords) -> str:
    if first and second:
        return words.text("joined", first=first, second=second)
    return first or second
