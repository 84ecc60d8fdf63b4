"""各表一览: every form of a batch as a row, from its short record."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from scoring.exact import plain, printed
from scoring.records.review_progress import ReviewProgress
from scoring.writers.form_line import FormLine, Track
from scoring.writers.lists.issue_list_words import ListWords
from scoring.writers.lists.table_file import FileLink, Row

_PLACES = 6


def form_row(line: FormLine, words: ListWords) -> Row:
    """Return a row of 各表一览; of a secret form only numbers."""
    return {
        "unit": line.unit,
        "department": line.department,
        "project": words.text("secret") if line.secret else line.title,
        "year": line.year,
        "set": line.set,
        **_scores(line, words),
        "round": line.progress.round,
        "awaits": awaits_text(line.progress),
        "open_rows": line.asked_rows,
        "at_stake": _number(line.at_stake),
        "above": _number(line.above),
        "E": line.count("E"),
        "difference": _number(line.difference),
        "Q": line.count("Q"),
        "repeat": words.text("repeat") if line.repeat else "",
        "sheet": sheet_link(line, words),
        "file": line.file,
        "place": line.at if line.at != line.file else "",
    }


def _scores(line: FormLine, words: ListWords) -> Row:
    rule, decided, deviation = line.rule, line.decided, line.deviation()
    scored = line.scored
    return {
        "first_claimed": line.first_claimed,
        "claimed": line.claimed,
        "claimed_grade": line.claimed_grade,
        "rule": rule.total,
        "rule_low": rule.low if scored else None,
        "rule_high": rule.high if scored else None,
        "rule_grade": line.grade or "",
        "review": None if decided is None else _review(decided, words),
        "review_grade": "" if decided is None else decided.grade_text,
        "deviation": None if deviation is None else printed(100 * deviation, 2),
    }


def _review(track: Track, words: ListWords) -> Decimal | str | None:
    """Return the review's total; where a conflict leaves several, all of them."""
    if track.alternatives:
        return words.text("either").join(plain(Fraction(total)) for total in track.alternatives)
    return track.total


def awaits_text(progress: ReviewProgress) -> str:
    """Return who is to act, as one text."""
    return "、".join(progress.awaits)


def sheet_link(line: FormLine, words: ListWords) -> FileLink | None:
    """Return the way to the 复核表 that is filled in, else to its page."""
    path = line.sheet.workbook or line.sheet.page
    return FileLink(words.text("sheet_link"), path) if path else None


def _number(points: Fraction) -> Decimal:
    return printed(points, _PLACES)
