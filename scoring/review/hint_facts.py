"""What a form still holds of its own hints: examples, prompts, marks that were to be replaced."""

from __future__ import annotations

from scoring.records.submission import Indicator, Submission
from scoring.review.reviewed_form import Facts
from scoring.review.vocabulary import Vocabulary
from scoring.text import half_width, on_one_line
from scoring.values.lexicon import Lexicon


def row_hints(row: Indicator, words: Vocabulary, lexicon: Lexicon) -> Facts:
    """Return which cells of a row still hold a hint, and the first with a mark to be replaced."""
    cells = (row.name, row.target, row.actual)
    unreplaced = next((text for text in cells if _has_mark(text, words)), None)
    return {
        "name_is_hint": lexicon.is_hint(row.name),
        "target_is_hint": lexicon.is_hint(row.target),
        "actual_is_hint": lexicon.is_hint(row.actual),
        "reason_is_hint": lexicon.is_hint(row.reason),
        "unreplaced": None if unreplaced is None else on_one_line(unreplaced),
        "has_unreplaced": unreplaced is not None,
    }


def head_hints(submission: Submission, words: Vocabulary, lexicon: Lexicon) -> Facts:
    """Return which single values of a form still hold a hint or a mark."""
    found = []
    for path, label in words.head.items():
        text = _value(submission, path)
        if lexicon.is_hint(text) or _has_mark(text, words):
            found.append(words.text("hint_in_head", field=label, text=on_one_line(text)[:40]))
    joined = words.patterns["list_mark"].join(found)
    return {"hints_in_head": joined or None, "has_hints_in_head": bool(found)}


def _value(submission: Submission, path: str) -> str:
    record: object = submission
    for part in path.split("."):
        record = getattr(record, part)
    return str(record)


def _has_mark(text: str, words: Vocabulary) -> bool:
    folded = half_width(text)
    return any(mark in folded for mark in words.words.unreplaced)
