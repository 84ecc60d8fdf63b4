"""Whatever a text says it is printed and read back; whatever a file holds, it is read or refused."""

from __future__ import annotations

from contextlib import suppress

from hypothesis import example as with_example
from hypothesis import given, settings
from hypothesis import strategies as st

from scoring.problem import InputError
from scoring.records.papers import TextBlock
from scoring.writers.word.fill import fill_word
from scoring.writers.word.paragraph_texts import clean
from scoring.writers.word.read_paper import read_paper
from scoring.writers.word.template import own_template
from tests.writers.word.paper_example import MARKS, VIEW, described, example, view

PAPER = fill_word(example(), VIEW)
BLOCK = described('      - text: 前\n      - text: "{{W1}}"\n      - text: 后')


@settings(max_examples=80, deadline=None)
@given(st.lists(st.text(max_size=60), min_size=1, max_size=4))
@with_example(["{{W1}}", "】<w:p>&", "\u202e", "a\r\nb"])
def test_a_persons_text_comes_back_word_for_word(texts: list[str]) -> None:
    lines = [line for text in texts for line in clean(text).split("\n") if line.strip()]
    block = TextBlock("W1", "written", tuple(texts))
    read = read_paper(fill_word(BLOCK, view(blocks={"W1": block})))
    assert [one.paragraphs for one in read.blocks] == [tuple(lines)]


@settings(max_examples=150, deadline=None)
@given(st.integers(0, len(PAPER) - 1), st.binary(min_size=1, max_size=8), st.booleans())
def test_a_damaged_file_is_read_or_refused(at: int, put: bytes, cut: bool) -> None:
    content = PAPER[:at] + put + (b"" if cut else PAPER[at + len(put) :])
    with suppress(InputError):
        read_paper(content)
    with suppress(InputError):
        fill_word(own_template("我的.docx", content, MARKS), VIEW)
