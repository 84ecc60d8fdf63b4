"""Reads a Word paper back, as a person or another program left it: every place, and the texts of people.

The text of a block begins where its bookmark stands, or behind the paragraph before it, whichever
comes first, and ends at the next bookmark: whatever a person adds around it is a person's too.
What was deleted while changes were tracked stays out, what was inserted counts.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from posixpath import join, normpath
from typing import Final
from xml.etree.ElementTree import Element

from scoring.problem import InputError
from scoring.records.paper_text import PaperBlock, PaperPlace, PaperText
from scoring.writers.word.list_numbers import ListNumbers
from scoring.writers.word.marks import ReadMark, read_mark
from scoring.writers.word.open_package import UNREADABLE, unpacked, unreadable
from scoring.writers.word.package import DOCUMENT, Package, relations_of
from scoring.writers.word.row_merges import HOLDERS, cells_of
from scoring.writers.word.wml import BadXml, attribute, descendants, q, under

_P, _TBL, _TR = q("w:p"), q("w:tbl"), q("w:tr")
_INSERTED: Final = frozenset(map(q, ("w:ins", "w:moveTo")))
_SKIPPED: Final = frozenset(map(q, (
    "w:del", "w:moveFrom", "w:pPr", "w:rPr", "w:instrText", "w:txbxContent", "mc:Fallback",
)))  # fmt: skip
_LETTERS: Final = {
    q("w:tab"): " ", q("w:br"): "\n", q("w:cr"): "\n", q("w:noBreakHyphen"): "-",
}  # fmt: skip
_OTHERS: Final = {
    "图片": ("w:drawing", "w:pict", "w:object"),
    "脚注": ("w:footnoteReference", "w:endnoteReference"),
    "批注": ("w:commentReference",),
    "符号": ("w:sym",),
    "公式": ("m:oMath",),
    "字符格式": ("w:b", "w:i", "w:u", "w:strike", "w:highlight", "w:vertAlign"),
}
"""What may stand in a person's text and is lost where its letters are printed anew."""
_STORIES: Final = {
    "header": "页眉", "footer": "页脚", "footnotes": "脚注", "endnotes": "尾注", "comments": "批注",
}  # fmt: skip
_HEADINGS: Final = tuple(
    f"{word} {level}" for word in ("heading", "标题") for level in range(1, 10)
)
_NO_OUTLINE: Final = 9
_USUAL: Final = ("normal", "standard", "正文")
"""What programs call the style of usual paragraphs."""


def read_paper(content: bytes, name: str = "") -> PaperText:
    """Return a paper as it stands in a ``.docx`` file called ``name``.

    Raises :class:`InputError` if it cannot be opened as one.
    """
    try:
        package = Package(unpacked(content, name, (".xml", ".rels")))
        return _Reader(package).read()
    except UNREADABLE as error:
        raise InputError([unreadable(name)]) from error


@dataclass(slots=True)
class _Item:
    """A paragraph or a table of the body, with the bookmarks in it."""

    element: Element
    marks: list[ReadMark]
    number: str = ""
    """What Word writes before the paragraph by itself."""
    block: str = ""
    places: list[PaperPlace] = field(default_factory=list)


class _Reader:
    def __init__(self, package: Package) -> None:
        self.package = package
        self.styles = _style_names(package)
        self.headings = _outlined(package)
        self._paragraphs = self._tables = self._charts = 0
        self._heading = ""

    def read(self) -> PaperText:
        body = self.package.tree(DOCUMENT).root.find(q("w:body"))
        if body is None:
            raise BadXml(DOCUMENT)
        numbers = ListNumbers(self.package)
        items = [
            _Item(element, _marks(element), numbers.before(element) if element.tag == _P else "")
            for element in _flow(body)
        ]
        blocks = _regions(items)
        for block, (start, end) in blocks.items():
            for item in items[start:end]:
                item.block = block
        for item in items:
            item.places += self._places(item)
        places = [place for item in items for place in item.places]
        return PaperText(
            (*places, *self._others()),
            tuple(_block(block, items[start:end]) for block, (start, end) in blocks.items()),
        )

    def _places(self, item: _Item) -> Iterator[PaperPlace]:
        if item.element.tag == _TBL:
            yield from self._table(item.element, item.block)
            return
        text = item.number + read_text(item.element)
        style = attribute(under(item.element, "w:pPr", "w:pStyle"), "w:val")
        if text.strip():
            self._paragraphs += 1
            yield PaperPlace(
                f"第{self._paragraphs}段",
                text,
                self._heading,
                item.block,
                self.styles.get(style, ""),
            )
        is_ours = any(mark.kind == "heading" for mark in item.marks)
        if is_ours or (style in self.headings and not item.block):
            self._heading = text.strip()
        for box in descendants(item.element, "w:txbxContent"):
            for paragraph in box.iter(_P):
                words = read_text(paragraph)
                if words.strip():
                    at = f"第{self._paragraphs}段的文本框"
                    yield PaperPlace(at, words, self._heading, item.block)
        for chart in descendants(item.element, "c:chart"):
            yield from self._chart(attribute(chart, "r:id"), item.block)

    def _table(self, table: Element, block: str) -> Iterator[PaperPlace]:
        self._tables += 1
        number = self._tables
        for at, row in enumerate(table.iter(_TR), 1):
            for column, cell in enumerate(cells_of(row), 1):
                lines = [read_text(paragraph) for paragraph in cell.iter(_P)]
                text = "\n".join(line for line in lines if line.strip())
                if text:
                    yield PaperPlace(f"表{number}第{at}行第{column}列", text, self._heading, block)

    def _chart(self, relation: str, block: str) -> Iterator[PaperPlace]:
        name = _target(self.package, relation)
        if name not in self.package.parts:
            return
        self._charts += 1
        number = self._charts
        root = self.package.tree(name).root
        title = root.find(f"{q('c:chart')}/{q('c:title')}")
        words = "" if title is None else "".join(t.text or "" for t in title.iter(q("a:t")))
        if words:
            yield PaperPlace(f"图{number}", words, self._heading, block)
        for series in root.iter(q("c:ser")):
            names = _cached(series.find(q("c:cat")))
            for at, value in sorted(_cached(series.find(q("c:val"))).items()):
                text = f"{names.get(at, '')}：{value}"
                yield PaperPlace(f"图{number}第{at + 1}项", text, self._heading, block)

    def _others(self) -> Iterator[PaperPlace]:
        """Yield the texts outside the body: headers, footers, notes, comments; without page numbers."""
        for name in sorted(self.package.parts):
            own = name.removeprefix("word/")
            kind = next((kind for kind in _STORIES if own.startswith(kind)), None)
            if kind is None or "/" in own or not own.endswith(".xml"):
                continue
            number = 0
            for paragraph in self.package.tree(name).root.iter(_P):
                text = read_text(paragraph, fields=False)
                if text.strip(" —-"):
                    number += 1
                    yield PaperPlace(f"{_STORIES[kind]}第{number}段", text)


def read_text(paragraph: Element, *, fields: bool = True) -> str:
    """Return the text of a paragraph as it reads; without ``fields`` not what these compute."""
    pieces: list[str] = []
    _gather(paragraph, pieces, fields=fields, inside=[])
    return "".join(pieces)


def _gather(element: Element, pieces: list[str], *, fields: bool, inside: list[bool]) -> None:
    for child in element:
        tag = child.tag
        if tag in _SKIPPED or (tag == q("w:fldSimple") and not fields):
            continue
        if tag == q("w:fldChar"):
            kind = attribute(child, "w:fldCharType")
            if kind == "begin":
                inside.append(True)
            elif kind == "end" and inside:
                inside.pop()
        elif inside and not fields:
            _gather(child, pieces, fields=fields, inside=inside)
        elif tag == q("w:t"):
            pieces.append(child.text or "")
        elif tag in _LETTERS and element.tag == q("w:r"):
            pieces.append(_LETTERS[tag])
        else:
            _gather(child, pieces, fields=fields, inside=inside)


def _flow(holder: Element) -> Iterator[Element]:
    """Yield the paragraphs and tables of the body, those in content controls too."""
    for child in holder:
        if child.tag in (_P, _TBL):
            yield child
        elif child.tag in HOLDERS or child.tag in _INSERTED:
            yield from _flow(child)


def _marks(element: Element) -> list[ReadMark]:
    names = (attribute(mark, "w:name") for mark in descendants(element, "w:bookmarkStart"))
    return [mark for name in names if (mark := read_mark(name)) is not None]


def _regions(items: Sequence[_Item]) -> dict[str, tuple[int, int]]:
    """Return from where to where the text of each block reaches."""
    starts: dict[str, int] = {}
    for at, item in enumerate(items):
        for mark in item.marks:
            if mark.kind in ("text", "before"):
                begins = at + (mark.kind == "before")
                starts[mark.block] = min(begins, starts.get(mark.block, begins))
    order = sorted(starts.items(), key=lambda entry: entry[1])
    regions = {}
    for number, (block, start) in enumerate(order):
        following = [begin for _, begin in order[number + 1 :]]
        ends = [
            at
            for at, item in enumerate(items[start:], start)
            for mark in item.marks
            if mark.kind == "heading" or (mark.kind == "behind" and mark.block == block)
        ]
        regions[block] = (start, min([*following, *ends, len(items)]))
    return regions


def _block(block: str, items: Sequence[_Item]) -> PaperBlock:
    paragraphs = [item.number + read_text(item.element) for item in items if item.element.tag == _P]
    others = ["表格" for item in items if item.element.tag == _TBL]
    others += [
        word
        for item in items
        for word, names in _OTHERS.items()
        if next(iter(descendants(item.element, *names)), None) is not None
    ]
    kept = tuple(text for text in paragraphs if text.strip())
    return PaperBlock(block, kept, tuple(dict.fromkeys(others)))


def _style_names(package: Package) -> dict[str, str]:
    """Return the names of styles by their ids, but for that of usual paragraphs."""
    names = {
        attribute(style, "w:styleId"): attribute(style.find(q("w:name")), "w:val")
        for style in _paragraph_styles(package)
        if attribute(style, "w:default") not in ("1", "true")
    }
    return {key: name for key, name in names.items() if name.lower() not in _USUAL}


def _outlined(package: Package) -> set[str]:
    """Return the ids of the styles of headings."""
    found = set()
    for style in _paragraph_styles(package):
        name = attribute(style.find(q("w:name")), "w:val").lower()
        level = attribute(under(style, "w:pPr", "w:outlineLvl"), "w:val")
        if name in _HEADINGS or (level.isdigit() and int(level) < _NO_OUTLINE):
            found.add(attribute(style, "w:styleId"))
    return found


def _paragraph_styles(package: Package) -> Iterator[Element]:
    if "word/styles.xml" in package.parts:
        for style in package.tree("word/styles.xml").root.iter(q("w:style")):
            if attribute(style, "w:type") == "paragraph":
                yield style


def _target(package: Package, relation: str) -> str:
    name = relations_of(DOCUMENT)
    if name in package.parts:
        for one in package.tree(name).root:
            if one.get("Id") == relation:
                target = one.get("Target", "")
                return target[1:] if target[:1] == "/" else normpath(join("word", target))
    return ""


def _cached(axis: Element | None) -> Mapping[int, str]:
    """Return what a chart shows of an axis, by the number of each entry."""
    found = {}
    for entry in () if axis is None else axis.iter(q("c:pt")):
        number = entry.get("idx", "")
        value = entry.find(q("c:v"))
        if number.isascii() and number.isdigit() and value is not None:
            found[int(number)] = value.text or ""
    return found
