"""A copy of an exported workbook: cells filled, one sheet added, every other part as it was."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
import zlib
from collections.abc import Mapping, Sequence
from typing import Final
from xml.sax.saxutils import quoteattr

from scoring.problem import InputError, Place, Problem
from scoring.readers.books.sheets.archive import Archive
from scoring.readers.books.sheets.bounds import MOST_INFLATED
from scoring.readers.books.sheets.xlsx_parts import main_part, read_relations
from scoring.readers.forms.block import Position
from scoring.workbooks.export_copy.model import Fill, PasteBlock, Value
from scoring.workbooks.export_copy.paste import paste_sheet_xml
from scoring.workbooks.export_copy.xlsx_sheet import filled_sheet, has_formulas
from scoring.workbooks.export_copy.xml_cut import Element, UnknownXmlError, cut, walk
from scoring.writers.labels import Labels

MOST_SHEET: Final = 60_000_000
"""Bytes of a sheet that is filled: it is in memory as a whole."""
_TYPES: Final = "[Content_Types].xml"
_SHEET_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
_STRICT_ROOT: Final = "http://purl.oclc.org/ooxml/"
_STRICT: Final = _STRICT_ROOT + "officeDocument/relationships"
_MAIN: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_USUAL: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_BEFORE_CALC: Final = ("sheets", "functionGroups", "externalReferences", "definedNames")
_BROKEN: Final = (
    zipfile.BadZipFile, zlib.error, EOFError, KeyError, RuntimeError, NotImplementedError,
    UnknownXmlError, ValueError, OSError,
)  # fmt: skip


def copy_xlsx(
    data: bytes, fills: Sequence[Fill], blocks: Sequence[PasteBlock], labels: Labels, name: str
) -> bytes:
    """Return the workbook with the fills put in and the blocks on a new last sheet.

    Parts that need no change keep their bytes; nothing in them is read or run. Raises
    :class:`InputError` where the file cannot be changed in place; then nothing may be written.
    """
    try:
        return _Copy(data, labels, Place(name)).made(fills, blocks)
    except _BROKEN as error:
        if isinstance(error, InputError):
            raise
        message = f"这个工作簿不能原样回填（{type(error).__name__}）"
        hint = "请用 Excel 或 WPS 打开它，“另存为” .xlsx 工作簿，再试一次。"
        raise InputError([Problem("copy-xlsx", message, Place(name), hint)]) from error


class _Copy:
    def __init__(self, data: bytes, labels: Labels, place: Place) -> None:
        self.data = data
        self.labels = labels
        self.place = place
        self.archive = zipfile.ZipFile(io.BytesIO(data))
        self.entries = self.archive.infolist()
        self.names = {entry.filename for entry in self.entries}
        if len(self.names) != len(self.entries):
            raise UnknownXmlError("twice")
        if sum(entry.file_size for entry in self.entries) > MOST_INFLATED:
            raise UnknownXmlError("size")
        self.changed: dict[str, bytes] = {}
        self.added: dict[str, bytes] = {}

    def made(self, fills: Sequence[Fill], blocks: Sequence[PasteBlock]) -> bytes:
        """Return the copy's bytes."""
        parts = Archive(self.data, self.place.file)
        book = main_part(parts, self.place)
        relations = _relations_of(book)
        targets = {k: part for k, (_, part) in read_relations(parts, book, self.place).items()}
        sheets = _Sheets(self._read(book))
        by_sheet: dict[str, dict[Position, Value]] = {}
        for fill in fills:
            by_sheet.setdefault(fill.sheet, {})[fill.row, fill.column] = fill.value
        formulas = False
        for sheet, values in by_sheet.items():
            part = targets[sheets.relation(sheet)]
            content = self._read(part)
            formulas = formulas or has_formulas(content)
            self.changed[part] = filled_sheet(content, values, self.labels)
        self._add_sheet(book, relations, sheets, list(targets), blocks)
        if formulas or any(has_formulas(self._read(p)) for p in self._sheets_of(targets)):
            self.changed[book] = _computed_on_opening(self.changed[book])
        return self._packed()

    def _sheets_of(self, targets: Mapping[str, str]) -> list[str]:
        return [
            part
            for part in targets.values()
            if part in self.names and "worksheets/" in part and part not in self.changed
        ]

    def _read(self, part: str) -> bytes:
        entry = self.archive.getinfo(part)
        if entry.file_size > MOST_SHEET:
            raise UnknownXmlError("size")
        return self.archive.read(part)

    def _add_sheet(
        self,
        book: str,
        relations: str,
        sheets: _Sheets,
        ids: Sequence[str],
        blocks: Sequence[PasteBlock],
    ) -> None:
        number = 1
        folder = posixpath.dirname(book)
        while (part := f"{folder}/worksheets/paste{number}.xml".lstrip("/")) in self.names:
            number += 1
        relation = f"rIdPaste{number}"
        while relation in ids:
            relation += "x"
        self.added[part] = paste_sheet_xml(blocks, self.labels, sheets.namespace)
        space = sheets.relations
        name = sheets.free_name(self.labels.word("words", "paste_sheet"))
        self.changed[book] = sheets.with_sheet(name, relation, space)
        target = posixpath.relpath(part, folder) if folder else part
        self.changed[relations] = _appended(
            self._read(relations),
            "Relationships",
            lambda prefix: (
                f'<{prefix}Relationship Id="{relation}" Type="{space}/worksheet"'
                f" Target={quoteattr(target)}/>"
            ),
        )
        self.changed[_TYPES] = _appended(
            self._read(_TYPES),
            "Types",
            lambda prefix: (
                f'<{prefix}Override PartName={quoteattr("/" + part)} ContentType="{_SHEET_TYPE}"/>'
            ),
        )

    def _packed(self) -> bytes:
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as made:
            for entry in self.entries:
                content = self.changed.get(entry.filename)
                made.writestr(
                    _entry(entry),
                    self.archive.read(entry.filename) if content is None else content,
                )
            for name, content in self.added.items():
                made.writestr(_entry(zipfile.ZipInfo(name, self.entries[0].date_time)), content)
        return out.getvalue()


def _entry(like: zipfile.ZipInfo) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(like.filename, like.date_time)
    stored = like.compress_type == zipfile.ZIP_STORED and bool(like.file_size)
    entry.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
    entry.external_attr = like.external_attr
    entry.create_system = 0
    return entry


class _Sheets:
    """The list of sheets in the workbook's own part."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.by_name: dict[str, str] = {}
        self.numbers: list[int] = []
        self.list: Element | None = None
        self.spaces: dict[str, str] = {}
        """Namespaces that the root declares, by prefix with its colon."""
        walk(data, self._seen)
        self.namespace = next(
            (space for space in self.spaces.values() if space.startswith(_STRICT_ROOT)), _MAIN
        )
        strict = self.namespace != _MAIN
        self.namespace = _STRICT_ROOT + "spreadsheetml/main" if strict else _MAIN
        self.relations = _STRICT if strict else _USUAL

    def _seen(self, element: Element, around: Sequence[Element]) -> None:
        if not around:
            given = element.attributes
            self.spaces = {k[6:] + ":": v for k, v in given.items() if k.startswith("xmlns:")}
            self.spaces[""] = given.get("xmlns", "")
        elif element.local == "sheet":
            given = element.attributes
            relation = next((v for k, v in given.items() if re.fullmatch(r"\w+:id", k)), "")
            self.by_name[given.get("name", "")] = relation
            self.numbers.append(int(given.get("sheetId", 0)))
        elif element.local == "sheets":
            self.list = element

    def relation(self, sheet: str) -> str:
        """Return the id of the relation that leads to a sheet's part."""
        return self.by_name[sheet]

    def free_name(self, wanted: str) -> str:
        """Return a name that no sheet has."""
        taken = {name.casefold() for name in self.by_name}
        name, number = wanted, 2
        while name.casefold() in taken:
            name, number = f"{wanted}{number}", number + 1
        return name

    def with_sheet(self, name: str, relation: str, space: str) -> bytes:
        """Return the part with one more sheet at the end."""
        if self.list is None or self.list.is_empty:
            raise UnknownXmlError("sheets")
        number = max(self.numbers, default=0) + 1
        known = (p for p, declared in self.spaces.items() if declared == space and p)
        prefix = next(known, "zp:")
        own = "" if prefix in self.spaces else f" xmlns:zp={quoteattr(space)}"
        new = (
            f'<{self.list.prefix}sheet{own} name={quoteattr(name)} sheetId="{number}"'
            f" {prefix}id={quoteattr(relation)}/>"
        )
        return cut(self.data, [(self.list.closing, self.list.closing, new.encode())])


def _computed_on_opening(data: bytes) -> bytes:
    """Ask for formulas to be computed when the workbook is opened."""
    calc: list[Element] = []
    before: list[Element] = []

    def seen(element: Element, around: Sequence[Element]) -> None:
        if element.local == "calcPr":
            calc.append(element)
        elif len(around) == 1 and element.local in _BEFORE_CALC:
            before.append(element)

    walk(data, seen)
    if not calc:
        at = before[-1].end
        return cut(data, [(at, at, f'<{before[-1].prefix}calcPr fullCalcOnLoad="1"/>'.encode())])
    tag = data[calc[0].start : calc[0].opened]
    tag = re.sub(rb"""\sfullCalcOnLoad\s*=\s*(?:"[^"]*"|'[^']*')""", b"", tag)
    end = -2 if tag.endswith(b"/>") else -1
    tag = tag[:end] + b' fullCalcOnLoad="1"' + tag[end:]
    return cut(data, [(calc[0].start, calc[0].opened, tag)])


def _appended(data: bytes, root: str, new: object) -> bytes:
    """Return a part with one more element at the end of its root."""
    found: list[Element] = []

    def seen(element: Element, around: Sequence[Element]) -> None:
        if not around and element.local == root:
            found.append(element)

    walk(data, seen)
    if not found or found[0].is_empty or not callable(new):
        raise UnknownXmlError(root)
    at = found[0].closing
    return cut(data, [(at, at, str(new(found[0].prefix)).encode())])


def _relations_of(part: str) -> str:
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")
