"""Fills a template with the view of a paper: nothing is evaluated, whatever a text looks like.

A paragraph or a row of a table that names items of a group is repeated for each; a text block prints
what a person wrote, or what is still to be written; a chart is drawn. All faults are reported
together, with paragraph or cell, and then nothing is written.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass
from typing import Final
from xml.etree.ElementTree import Element

from scoring.problem import InputError, Place, Problem
from scoring.records.papers import PaperRow, PaperView
from scoring.writers.form.placeholders import (
    CellText,
    PlaceholderField,
    has_placeholders,
    parse_cell,
)
from scoring.writers.word.chart_part import add_chart
from scoring.writers.word.filled_items import Item, Repeated, ViewItems
from scoring.writers.word.marks import before_mark, behind_mark, names_of_view, text_mark
from scoring.writers.word.open_texts import block_paragraphs, style_open
from scoring.writers.word.package import DOCUMENT, Package
from scoring.writers.word.paragraph_texts import (
    copy_of,
    embolden,
    in_lines,
    join_tags,
    put,
    text_of,
    texts_of,
    without_section,
)
from scoring.writers.word.row_merges import HOLDERS, cells_of, merged_below, one_cell
from scoring.writers.word.sections import (
    USUAL_ACROSS,
    drop_emptied,
    full_sections,
    parted,
    widths_of_text,
)
from scoring.writers.word.template import WordTemplate
from scoring.writers.word.wml import attribute, descendants, el, q, under

_P, _TBL, _TR, _TC = q("w:p"), q("w:tbl"), q("w:tr"), q("w:tc")
_STRONG: Final = ("group", "subtotal", "total")
_WHOLE: Final = ("group", "note")
"""Kinds of rows whose only text takes the whole row."""
_STORIES: Final = {"header": "页眉", "footer": "页脚", "footnotes": "脚注", "endnotes": "尾注"}


def fill_word(template: WordTemplate, view: PaperView) -> bytes:
    """Return the filled paper. Raises :class:`InputError` with all faults of the template."""
    return _Filler(template, view).filled()


@dataclass(frozen=True, slots=True)
class _Where:
    """A place in the template as people count it, and how wide the text is there."""

    words: str
    across: int


@dataclass(frozen=True, slots=True)
class _Texts:
    """What the texts of a paragraph name."""

    cells: tuple[CellText, ...]

    @property
    def fields(self) -> list[PlaceholderField]:
        return [field for cell in self.cells for field in cell.fields]

    @property
    def joined(self) -> bool:
        return any(cell.joined for cell in self.cells)


@dataclass(frozen=True, slots=True)
class _Made:
    """What became of a part of the template: an element, or nothing where a text block is empty."""

    element: Element | None
    block: str = ""
    """The text block that it belongs to."""


class _Filler:
    def __init__(self, template: WordTemplate, view: PaperView) -> None:
        self.template, self.view, self.marks = template, view, template.marks
        self.names = names_of_view(view, template.marks)
        self.items = ViewItems(view, template.marks)
        self.package: Package = template.package.copied()
        self.problems: dict[Problem, None] = {}
        self.open_style = ""
        self._blocks: set[str] = set()
        self.part = DOCUMENT
        self._tables = self._bookmarks = self._drawings = 0

    def filled(self) -> bytes:
        self.open_style = self._style_named(self.marks.open_style)
        for part in self.package.story_parts():
            self.part = part
            root = self.package.tree(self.part).root
            if self.part == DOCUMENT:
                self._count_ids(root)
            kind = self.part.removeprefix("word/").rstrip("0123456789.xml_")
            story = next((word for key, word in _STORIES.items() if kind.startswith(key)), "")
            holder = root.find(q("w:body")) if self.part == DOCUMENT else root
            if holder is not None:
                were_full = full_sections(holder)
                self._fill_holder(holder, story, None, None)
                drop_emptied(holder, were_full)
        if self.problems:
            raise InputError(self.problems)
        body = self.package.tree(DOCUMENT).root.iter(_P)
        title = next((text for paragraph in body if (text := text_of(paragraph).strip())), "")
        return self.package.written(title)

    def _count_ids(self, root: Element) -> None:
        numbers = [attribute(e, "w:id") for e in descendants(root, "w:bookmarkStart")]
        self._bookmarks = max((int(n) for n in numbers if n.isascii() and n.isdigit()), default=0)
        drawn = [e.get("id", "") for e in descendants(root, "wp:docPr")]
        self._drawings = max((int(n) for n in drawn if n.isascii() and n.isdigit()), default=0)

    def _style_named(self, name: str) -> str:
        """Return the id of a style; empty where the template has none of that name."""
        if "word/styles.xml" not in self.package.parts:
            return ""
        for style in self.package.tree("word/styles.xml").root.iter(q("w:style")):
            if attribute(style.find(q("w:name")), "w:val") == name:
                return attribute(style, "w:styleId")
        return ""

    def _report(self, where: _Where, message: str, hint: str) -> None:
        place = Place(self.template.name, where=where.words)
        self.problems[Problem("word-template", message, place, hint)] = None

    # what holds paragraphs and tables: the body, a cell, a header

    def _fill_holder(
        self, holder: Element, story: str, inside: Repeated | None, item: Item | None,
        across: int | None = None,
    ) -> None:  # fmt: skip
        """Fill what stands in a holder; ``inside`` is what it is repeated for, ``item`` the one now."""
        made: list[_Made] = []
        number = 0
        widths = [across] * len(holder) if across is not None else widths_of_text(holder)
        for child, width in zip(list(holder), widths, strict=True):
            if child.tag == _P:
                number += 1
                where = _Where(f"{story}第{number}段", width)
                made += self._paragraph(child, where, inside, item)
            elif child.tag == _TBL:
                made += (_Made(table) for table in self._table(child, story, inside, item))
            else:
                if child.tag in HOLDERS:
                    content = child.find(q("w:sdtContent"))
                    self._fill_holder(
                        child if content is None else content, story, inside, item, width
                    )
                made.append(_Made(child))
        self._set_marks(made)
        first = holder.find(_P)
        holder[:] = list(parted(one.element for one in made if one.element is not None))
        if holder.tag == _TC and (len(holder) == 0 or holder[-1].tag != _P):
            # A cell ends with a paragraph, an empty one looks like the one that was filled.
            looks = None if first is None else first.find(q("w:pPr"))
            holder.append(el("w:p", None, *([] if looks is None else [deepcopy(looks)])))

    def _set_marks(self, made: Sequence[_Made]) -> None:
        """Set the bookmarks by which a person's text is found again, also where it is empty now."""
        for at, one in enumerate(made):
            before = made[at - 1] if at else _Made(None)
            if one.block and before.block != one.block:
                if one.element is not None:
                    self._mark(one.element, text_mark(one.block))
                if before.element is not None and not before.block:
                    self._mark(before.element, before_mark(one.block))
            elif not one.block and before.block and one.element is not None:
                self._mark(one.element, behind_mark(before.block))

    def _mark(self, element: Element, name: str) -> None:
        """Set a bookmark at the beginning of a paragraph, or of the first one in a table."""
        paragraph = next(element.iter(_P), None)
        if paragraph is None:
            return
        self._bookmarks += 1
        at = 1 if paragraph.find(q("w:pPr")) is not None else 0
        mark = {"w:id": self._bookmarks}
        paragraph.insert(at, el("w:bookmarkStart", {**mark, "w:name": name}))
        paragraph.insert(at + 1, el("w:bookmarkEnd", mark))

    # paragraphs

    def _paragraph(
        self, paragraph: Element, where: _Where, inside: Repeated | None, item: Item | None
    ) -> list[_Made]:
        """Return what becomes of a paragraph, each with the text block that it belongs to."""
        for box in descendants(paragraph, "w:txbxContent"):
            self._fill_holder(box, f"{where.words}的文本框", inside, item, where.across)
        texts = self._read(paragraph, where)
        if texts is None:
            self._strengthen([paragraph], item)
            return [_Made(paragraph)]
        section = without_section(paragraph)
        made = self._made(paragraph, texts, where, inside, item)
        if section is not None:
            # The end of a section stays, whatever becomes of the paragraph that holds it.
            last = next((one.element for one in reversed(made) if one.element is not None), None)
            if last is None:
                last = el("w:p")
                made.append(_Made(last))
            marks = last.find(q("w:pPr"))
            if marks is None:
                marks = el("w:pPr")
                last.insert(0, marks)
            marks.append(section)
        return made

    def _read(self, paragraph: Element, where: _Where) -> _Texts | None:
        """Read the placeholders of a paragraph; None if it has none."""
        elements = texts_of(paragraph)
        whole = "".join(element.text or "" for element in elements)
        if not has_placeholders(whole):
            return None
        for element in elements:
            element.text = (element.text or "").replace("\n", " ")
        join_tags(elements)

        def report(message: str, hint: str) -> None:
            self._report(where, message, hint)

        parse_cell(whole.replace("\n", " "), self.names, report)
        return _Texts(tuple(parse_cell(e.text or "", self.names, _silent) for e in elements))

    def _made(
        self, paragraph: Element, texts: _Texts, where: _Where, inside: Repeated | None,
        item: Item | None,
    ) -> list[_Made]:  # fmt: skip
        if not self._appears(texts):
            return []
        fields = texts.fields
        groups = dict.fromkeys(
            found for f in fields if (found := self.items.repeated(f)) not in (None, inside)
        )
        if len(groups) > 1:
            self._mixed(where, [group.group for group in groups if group])
            return []
        group = next(iter(groups), None)
        if group is None:
            return [_Made(line) for line in self._lines(paragraph, texts, item, first=True)]
        if group.group in self.view.blocks or group.group == self.marks.chart:
            if not self._stands_alone(paragraph, fields):
                what = "{{" + group.group + "}}"
                self._report(where, f"{what} 要独占一段", "请把同一段里的其他文字移到另一段。")
                return []
            if group.group == self.marks.chart:
                return [_Made(one) for one in self._chart(paragraph, fields[0].name, where)]
            if group.group in self._blocks:
                message = "{{" + group.group + "}} 写了不止一处"
                self._report(where, message, "由人写的文字只能有一处，请删去其余的。")
                return []
            self._blocks.add(group.group)
            block = self.view.blocks[group.group]
            written = block_paragraphs(paragraph, block, self.marks, self.open_style)
            return [_Made(one, group.group) for one in written] or [_Made(None, group.group)]
        made: list[_Made] = []
        for one in self.items.items(group):
            lines = self._lines(paragraph, texts, one, first=not made)
            made += (_Made(line) for line in lines)
        return made

    def _appears(self, texts: _Texts) -> bool:
        return all(
            self.items.has_some(group) == (kind == "some")
            for cell in texts.cells
            for group, kind in cell.conditions
        )

    def _mixed(self, where: _Where, groups: Sequence[str]) -> None:
        words = "、".join(groups)
        self._report(
            where, f"同一处混用了几组内容（{words}）", "一段或一行只能重复一组，请分成几段或几行。"
        )

    def _stands_alone(self, paragraph: Element, fields: Sequence[PlaceholderField]) -> bool:
        cell = parse_cell(text_of(paragraph).strip(), self.names, _silent)
        parts = [p for line in cell.lines for p in line if p]
        return len(fields) == 1 and len(parts) == 1

    def _lines(
        self, paragraph: Element, texts: _Texts, item: Item | None, *, first: bool
    ) -> list[Element]:
        """Return a paragraph filled for an item; one of which nothing is left is left out."""
        copy = deepcopy(paragraph) if first else copy_of(paragraph)
        for element, cell in zip(texts_of(copy), texts.cells, strict=True):
            if has_placeholders(cell.source):
                put(element, "".join(cell.printed(lambda field: self.items.text(field, item))))
        if texts.fields and not text_of(copy).strip():
            return []
        if self.marks.open in text_of(copy):
            style_open(copy, self.open_style, in_cell=isinstance(item, PaperRow))
        made = in_lines(copy)
        self._strengthen(made, item)
        return made

    def _strengthen(self, paragraphs: Sequence[Element], item: Item | None) -> None:
        if isinstance(item, PaperRow) and item.kind in _STRONG:
            for paragraph in paragraphs:
                embolden(paragraph)

    # charts

    def _chart(self, paragraph: Element, name: str, where: _Where) -> list[Element]:
        chart = self.view.charts[name]
        if not chart.categories:
            return []
        if self.part != DOCUMENT:
            self._report(where, "这里不能放图", "请把图移到正文里。")
            return []
        self._drawings += 1
        drawing = add_chart(self.package, chart, self._drawings, where.across)
        copy = deepcopy(paragraph)
        marks = copy.find(q("w:pPr"))
        copy[:] = [marks] if marks is not None else []
        copy.append(el("w:r", None, drawing))
        return [copy]

    # tables

    def _table(
        self, table: Element, story: str, inside: Repeated | None, item: Item | None
    ) -> list[Element]:
        """Return a filled table; nothing if none of its rows is left."""
        self._tables += 1
        words = f"{story}第{self._tables}个表"
        made: list[Element] = []
        rows = 0
        for child in list(table):
            if child.tag != _TR:
                made.append(child)
                continue
            rows += 1
            made += self._row(child, f"{words}第{rows}行", inside, item)
        if rows and not any(child.tag == _TR for child in made):
            return []
        table[:] = made
        return [table]

    def _row(
        self, row: Element, words: str, inside: Repeated | None, item: Item | None
    ) -> list[Element]:
        cells = list(cells_of(row))
        texts, joined = self._texts_of_cells(cells)
        if not all(self._appears(one) for one in texts):
            return []
        groups = self._tables_of(texts, inside)
        if len(groups) > 1:
            self._mixed(_Where(words, 0), [group.group for group in groups])
            return []
        group = next(iter(groups), None)
        if group is None:
            self._fill_cells(cells, words, inside, item)
            return [row]
        made: list[Element] = []
        kinds: list[bool] = []
        items = self.items.items(group)
        if not items:
            # Its faults are faults without items too.
            self._fill_cells(list(cells_of(deepcopy(row))), words, group, None)
        tables = self._tables
        for one in items:
            self._tables = tables
            copy = copy_of(row) if made else deepcopy(row)
            self._fill_cells(list(cells_of(copy)), words, group, one)
            if isinstance(one, PaperRow) and one.kind in _WHOLE:
                one_cell(copy)
            made.append(copy)
            kinds.append(isinstance(one, PaperRow) and one.kind == "row")
        merged_below(made, sorted(joined), kinds)
        return made

    def _texts_of_cells(self, cells: Sequence[Element]) -> tuple[list[_Texts], set[int]]:
        """Return what the cells of a row name, and which of them are joined with the cell below.

        Faults are reported when the cells are filled, once for all.
        """
        texts: list[_Texts] = []
        joined: set[int] = set()
        for at, cell in enumerate(cells):
            for paragraph in _paragraphs(cell):
                found = self._names_in(paragraph)
                texts.append(found)
                if found.joined:
                    joined.add(at)
        return texts, joined

    def _tables_of(self, texts: Sequence[_Texts], inside: Repeated | None) -> list[Repeated]:
        """Return the tables whose rows a row of the template is repeated for, each once."""
        named = [self.items.repeated(field) for found in texts for field in found.fields]
        tables = (one for one in named if one is not None and one != inside)
        return list(dict.fromkeys(one for one in tables if self.items.is_table(one)))

    def _fill_cells(
        self, cells: Sequence[Element], words: str, inside: Repeated | None, item: Item | None
    ) -> None:
        for number, cell in enumerate(cells, 1):
            width = attribute(under(cell, "w:tcPr", "w:tcW"), "w:w")
            across = int(width) if width.isascii() and width.isdigit() else USUAL_ACROSS
            self._fill_holder(cell, f"{words}第{number}格", inside, item, across)

    def _names_in(self, paragraph: Element) -> _Texts:
        whole = text_of(paragraph)
        if not has_placeholders(whole):
            return _Texts(())
        return _Texts((parse_cell(whole.replace("\n", " "), self.names, _silent),))


def _silent(message: str, hint: str) -> None:
    """Drop a fault that is reported elsewhere."""


def _paragraphs(holder: Element) -> Iterator[Element]:
    """Yield the paragraphs of a cell, without those of tables in it."""
    for child in holder:
        if child.tag == _P:
            yield child
        elif child.tag in HOLDERS:
            yield from _paragraphs(child)
