"""The texts of a paragraph: tags that Word split are joined, lines become paragraphs of their own."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from copy import deepcopy
from typing import Final
from xml.etree.ElementTree import Element

from scoring.text import printable
from scoring.writers.form.placeholders import placeholder_spans
from scoring.writers.word.wml import el, q, under

_SKIPPED: Final = frozenset(map(q, ("w:txbxContent", "w:pPr", "w:rPr", "w:instrText")))
_TEXT: Final = q("w:t")
_UNIQUE: Final = frozenset(map(q, ("w:bookmarkStart", "w:bookmarkEnd")))
_IDS: Final = (q("w14:paraId"), q("w14:textId"))
_SPACE: Final = q("xml:space")
_REMOVED: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")
_BEFORE_BOLD: Final = frozenset(map(q, ("w:rStyle", "w:rFonts")))


def texts_of(paragraph: Element) -> list[Element]:
    """Return the elements that hold a paragraph's text, without those of text boxes in it."""
    return list(_texts(paragraph))


def _texts(element: Element) -> Iterator[Element]:
    for child in element:
        if child.tag == _TEXT:
            yield child
        elif child.tag not in _SKIPPED:
            yield from _texts(child)


def text_of(paragraph: Element) -> str:
    """Return the text of a paragraph."""
    return "".join(text.text or "" for text in _texts(paragraph))


def join_tags(texts: Sequence[Element]) -> None:
    """Put every placeholder wholly where it begins: Word splits them over runs as it likes."""
    whole = "".join(text.text or "" for text in texts)
    if not whole:
        return
    owners = [at for at, text in enumerate(texts) for _ in text.text or ""]
    for start, end in placeholder_spans(whole):
        owners[start:end] = [owners[start]] * (end - start)
    pieces: list[list[str]] = [[] for _ in texts]
    for owner, letter in zip(owners, whole, strict=True):
        pieces[owner].append(letter)
    for text, letters in zip(texts, pieces, strict=True):
        put(text, "".join(letters))


def put(element: Element, text: str) -> None:
    """Set the text of an element, with the blanks at its ends."""
    element.text = text
    if text != text.strip():
        element.set(_SPACE, "preserve")


def clean(text: str) -> str:
    """Return a text as a document holds it: no control characters, ``\\n`` the only end of a line."""
    return printable(_REMOVED.sub("", text)).replace("\t", " ")


def copy_of(element: Element) -> Element:
    """Return a copy that stands next to the original: what is unique in a document is not copied."""
    copy = deepcopy(element)
    for parent in list(copy.iter()):
        for name in _IDS:
            parent.attrib.pop(name, None)
        if any(child.tag in _UNIQUE for child in parent):
            parent[:] = [child for child in parent if child.tag not in _UNIQUE]
    return copy


def without_section(paragraph: Element) -> Element | None:
    """Take the end of a section out of a paragraph, and return it."""
    marks = paragraph.find(q("w:pPr"))
    found = under(marks, "w:sectPr")
    if marks is not None and found is not None:
        marks.remove(found)
    return found


def in_lines(paragraph: Element) -> list[Element]:
    """Return a paragraph whose texts hold line ends as one paragraph a line, all alike.

    A line break within a justified paragraph would stretch its line across the page.
    """
    texts = texts_of(paragraph)
    if not any("\n" in (text.text or "") for text in texts):
        return [paragraph]
    lines: list[dict[int, str]] = [{}]
    for at, text in enumerate(texts):
        first, *more = (text.text or "").split("\n")
        lines[-1][at] = first
        lines.extend({at: piece} for piece in more)
    kept = [line for line in lines if "".join(line.values()).strip()] or lines[:1]
    made = []
    for number, line in enumerate(kept):
        copy = copy_of(paragraph) if number else deepcopy(paragraph)
        for at, text in enumerate(texts_of(copy)):
            put(text, line.get(at, ""))
        made.append(copy)
    return made


def embolden(paragraph: Element) -> None:
    """Print a paragraph in bold."""
    for run in paragraph.iter(q("w:r")):
        marks = run.find(q("w:rPr"))
        if marks is None:
            marks = el("w:rPr")
            run.insert(0, marks)
        if marks.find(q("w:b")) is None:
            at = sum(child.tag in _BEFORE_BOLD for child in marks)
            marks.insert(at, el("w:b"))
