"""What a form still holds of its own hints: examples, prompts, marks that were to be replaced."""

from __future__ import annotations

from collections.abc import Collection
from functools import lru_cache

from scoring.records.submission import Indicator, Submission
from scoring.review.reviewed_form import Facts
from scoring.review.vocabulary import Vocabulary
from scoring.text import half_width, on_one_line, squeezed


def is_hint(text: str, words: Vocabulary) -> bool:
    """Tell whether a cell holds an example or a prompt of the form: 填：如 ≥100个, 待填."""
    folded = squeezed(text)
    if not folded:
        return False
    whole, begins = _folded(words.words.hint_whole), _folded(words.words.hint_begins)
    return folded.strip("()") in whole or folded.startswith(begins)


def row_hints(row: Indicator, words: Vocabulary) -> Facts:
    """Return which cells of a row still hold a hint, and the first with a mark to be replaced."""
    cells = (row.name, row.target, row.actual)
    unreplaced = next((text for text in cells if _has_mark(text, words)), None)
    return {
        "name_is_hint": is_hint(row.name, words),
        "target_is_hint": is_hint(row.target, words),
        "actual_is_hint": is_hint(row.actual, words),
        "reason_is_hint": is_hint(row.reason, words),
        "unreplaced": None if unreplaced is None else on_one_line(unreplaced),
        "has_unreplaced": unreplaced is not None,
    }


def head_hints(submission: Submission, words: Vocabulary) -> Facts:
    """Return which single values of a form still hold a hint or a mark."""
    found = []
    for path, label in words.head.items():
        text = _value(submission, path)
        if is_hint(text, words) or _has_mark(text, words):
            found.append(words.text("hint_in_head", field=label, text=on_one_line(text)[:40]))
    joined = words.patterns["list_mark"].join(found)
    return {"hints_in_head": joined or None, "has_hints_in_head": bool(found)}


def _value(submission: Submission, path: str) -> str:
    record: object = submission
    for part in path.split("."):
        record = getattr(record, part)
    return str(record)


@lru_cache(maxsize=8)
def _folded(words: Collection[str]) -> tuple[str, ...]:
    return tuple(map(squeezed, words))


def _has_mark(text: str, words: Vocabulary) -> bool:
    folded = half_width(text)
    return any(mark in folded for mark in words.words.unreplaced)
