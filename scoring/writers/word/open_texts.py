"""The texts that people write into a paper, and how what is still to be written looks."""

from __future__ import annotations

from copy import deepcopy
from xml.etree.ElementTree import Element

from scoring.records.papers import TextBlock
from scoring.writers.word.marks import WordMarks
from scoring.writers.word.paragraph_texts import clean, copy_of, put, texts_of
from scoring.writers.word.wml import el, q, val


def block_paragraphs(
    paragraph: Element, block: TextBlock, marks: WordMarks, open_style: str
) -> list[Element]:
    """Return the paragraphs of a text block, each like ``paragraph``; none of an empty text."""
    texts = [line for t in block.paragraphs for line in clean(t).split("\n") if line.strip()]
    state = block.state
    if state == "open" or (state == "draft" and not texts):
        texts = [marks.open + clean(block.hint).replace("\n", " ")]
    elif state == "draft":
        texts[0] = marks.draft + texts[0]
    made = []
    for number, text in enumerate(texts):
        copy = copy_of(paragraph) if number else deepcopy(paragraph)
        first, *others = texts_of(copy)
        put(first, text)
        for other in others:
            put(other, "")
        if state != "written":
            style_open(copy, open_style)
        made.append(copy)
    return made


def style_open(paragraph: Element, style: str, *, in_cell: bool = False) -> None:
    """Give a paragraph the style of what is still to be written; in a cell only its colour.

    ``style`` is the id of that style, empty where the template has none.
    """
    if in_cell:
        for run in paragraph.iter(q("w:r")):
            if run.find(q("w:rPr")) is None:
                run.insert(0, _colour())
        return
    marks = paragraph.find(q("w:pPr"))
    if marks is None:
        marks = el("w:pPr")
        paragraph.insert(0, marks)
    own = marks.find(q("w:pStyle"))
    if style:
        if own is not None:
            marks.remove(own)
        marks.insert(0, val("w:pStyle", style))
    for run in paragraph.iter(q("w:r")):
        looks = run.find(q("w:rPr"))
        if looks is not None:
            run.remove(looks)
        if not style:
            run.insert(0, _colour())


def _colour() -> Element:
    return el("w:rPr", None, val("w:color", "C00000"))
