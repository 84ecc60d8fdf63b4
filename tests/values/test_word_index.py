"""Words that are looked up by the places of a text are those that a search for each would find."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from scoring.values.word_index import WordIndex

TEXTS = st.text("增长率数量甲", max_size=8)


@given(words=st.lists(TEXTS.filter(bool), max_size=12), text=TEXTS)
def test_the_words_found_are_those_that_the_text_holds(words: list[str], text: str) -> None:
    index = WordIndex(words)
    held = {word for word in words if word in text}
    assert index.found(text) == held
    assert index.holds(text) == bool(held)
