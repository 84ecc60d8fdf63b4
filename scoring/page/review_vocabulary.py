"""The words of the review that the page prints, from the vocabularies of sheet, steps and page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar, get_args

from scoring.desk.steps import StepTable
from scoring.page.context import PageContext
from scoring.page.messages.review_words import (
    ActionWords,
    Choice,
    GroundWords,
    KeyedWord,
    ReviewWords,
    StakeBand,
    StepWords,
    WordsAsk,
)
from scoring.page.review_page_words import ReviewPageWords
from scoring.words import load_vocabulary
from scoring.workbooks.review_sheet.layout import ReviewSheetLayout

T = TypeVar("T", bound=str)
_ALL: tuple[Choice, ...] = get_args(Choice)


def review_words(context: PageContext, ask: WordsAsk) -> ReviewWords:
    """Return every word; nothing of it depends on what is reviewed."""
    del context, ask
    layout, table = load_vocabulary(ReviewSheetLayout), load_vocabulary(StepTable)
    words = load_vocabulary(ReviewPageWords)
    columns = {c.key: c.heading for c in layout.columns if c.by == "evaluator"}
    return ReviewWords(
        steps=tuple(
            StepWords(
                key=step.key, name=step.name, by=step.by,
                number=number if number <= words.steps_shown else 0,
            )
            for number, step in enumerate(table.steps, 1)
        ),
        held=table.held.name,
        actions=tuple(
            ActionWords(key=key, word=action.word, reason=action.reason)
            for key, action in layout.actions.items()
        ),
        grounds=tuple(
            GroundWords(
                name=ground.name, meaning=ground.meaning, minutes=ground.minutes,
                fits=words.fits.get(ground.name, _ALL),
            )
            for ground in layout.grounds
        ),
        ground_join=layout.ground_join, minutes=layout.minutes, withdraw=layout.withdraw.word,
        kinds=_keyed(words.severities), states=_keyed(words.states),
        stakes=tuple(StakeBand(key=step.key, word=step.word) for step in words.stakes),
        facets=tuple(KeyedWord(key=facet.key, word=facet.word) for facet in words.facets),
        choices=_keyed(words.choices), columns=_keyed(columns),
        entry_kinds=_keyed(layout.kinds),
        answers=(
            KeyedWord(key="agree", word=layout.replies.agree.word),
            KeyedWord(key="disagree", word=layout.replies.disagree.word),
        ),
    )  # fmt: skip


def _keyed(words: Mapping[T, str]) -> tuple[KeyedWord, ...]:
    return tuple(KeyedWord(key=key, word=word) for key, word in words.items())
