"""The small parts of an xlsx workbook: relations, the book itself, shared strings, styles."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Final, TypeVar

from scoring.problem import InputError, Place
from scoring.readers.books.sheets.archive import Archive, pieces, shown
from scoring.readers.books.sheets.bounds import (
    LAST_COLUMN,
    LAST_ROW,
    LONGEST_CELL,
    LONGEST_FORMAT,
    LONGEST_NAME,
    MOST_ENTRIES,
    MOST_FORMATS,
    MOST_NAMES,
    MOST_SHEETS,
    MOST_STRINGS,
    MOST_STYLES,
    MOST_TEXT,
    WORKBOOK,
    Container,
    damaged,
    too_much,
)
from scoring.readers.books.sheets.grid import Area
from scoring.readers.books.sheets.number_format import BUILT_IN, NumberFormat, compiled
from scoring.readers.books.sheets.xml_events import Events, attribute

MAIN: Final = (
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    "http://purl.oclc.org/ooxml/spreadsheetml/main",
)
_LONGEST_KEPT: Final = 32_000
"""Bytes of a part that is kept, to be known again."""
_Part = TypeVar("_Part")
_USUAL: Final = "xl/workbook.xml"
_RELATION_SPACES: Final = ("http://schemas.openxmlformats.org/package/2006/relationships",)
_ESCAPE: Final = re.compile("_x([0-9A-Fa-f]{4})_")
_LINE_END: Final = re.compile("\r\n?")
_CELL: Final = re.compile(r"\$?([A-Za-z]{0,3})\$?([0-9]{0,7})")
_REFERENCE: Final = re.compile("([A-Za-z]{1,3})([1-9][0-9]{0,6})")
_LONGEST_REFERENCE: Final = 12
"""Characters of ``$XFD$1048576``."""
_SHEET: Final = re.compile(r"\$?(?:'((?:[^']|'')*)'|([^'!\[\]]+))[!.](.+)", re.S)


@dataclass(frozen=True, slots=True)
class SheetEntry:
    """A sheet as the book lists it: its name, its relation's id, whether it is hidden."""

    name: str
    relation: str
    hidden: bool


@dataclass
class BookPart:
    """What the part ``workbook.xml`` holds."""

    sheets: list[SheetEntry] = field(default_factory=list)
    names: dict[str, str] = field(default_factory=dict)
    from_1904: bool = False


def read_relations(
    archive: Archive, part: str, place: Place, container: Container = WORKBOOK
) -> dict[str, tuple[str, str]]:
    """Return the relations of a part: id → (type, target as the name of a part).

    Targets outside of the file are left out: nothing is ever fetched.
    """
    folder, name = posixpath.split(part)
    own = posixpath.join(folder, "_rels", f"{name}.rels")
    return _read(_relations, archive, own, place, container) if own in archive else {}


def _relations(
    pieces: Iterable[bytes], own: str, place: Place, container: Container
) -> dict[str, tuple[str, str]]:
    folder = posixpath.dirname(posixpath.dirname(own))
    relations: dict[str, tuple[str, str]] = {}

    def relation(attributes: Mapping[str, str]) -> None:
        if attributes.get("TargetMode") == "External":
            return
        target = attributes.get("Target", "").replace("\\", "/")
        full = target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target)
        kind = attributes.get("Type", "").rpartition("/")[2]
        if len(relations) >= MOST_ENTRIES:
            raise too_much(place, f"{container.word}的内部链接", MOST_ENTRIES)
        relations[attributes.get("Id", "")] = (kind, posixpath.normpath(full))

    events = Events(
        place, _RELATION_SPACES, {"Relationship": relation}, {}, LONGEST_CELL, container
    )
    events.read(pieces, own)
    return relations


def main_part(archive: Archive, place: Place) -> str:
    """Return the name of the part that lists the sheets."""
    relations = read_relations(archive, "", place)
    part = next((part for kind, part in relations.values() if kind == "officeDocument"), _USUAL)
    return part if part in archive or _USUAL not in archive else _USUAL


def read_book_part(archive: Archive, part: str, place: Place) -> BookPart:
    """Read the list of sheets, the names of areas, and which count of days holds."""
    return _read(_book_part, archive, part, place)


def _book_part(pieces: Iterable[bytes], part: str, place: Place) -> BookPart:
    book = BookPart()
    state = {"name": "", "local": False}

    def sheet(attributes: Mapping[str, str]) -> None:
        if len(book.sheets) >= MOST_SHEETS:
            raise too_much(place, "工作表", MOST_SHEETS)
        hidden = attributes.get("state", "visible") != "visible"
        name = unescaped(attributes.get("name", "")[:LONGEST_NAME])
        book.sheets.append(SheetEntry(name, attribute(attributes, "id") or "", hidden))

    def properties(attributes: Mapping[str, str]) -> None:
        book.from_1904 = attributes.get("date1904", "0") in ("1", "true")

    def name_start(attributes: Mapping[str, str]) -> None:
        state["name"] = attributes.get("name", "")
        state["local"] = "localSheetId" in attributes
        events.collect()

    def name_end() -> None:
        refers = events.collected().strip()
        name = str(state["name"])
        if state["local"] or not name or len(name) > LONGEST_NAME or len(refers) > LONGEST_NAME:
            return
        if len(book.names) >= MOST_NAMES:
            raise too_much(place, "工作簿里定义的名称", MOST_NAMES)
        book.names[name] = refers

    events = Events(
        place,
        MAIN,
        {"sheet": sheet, "workbookPr": properties, "definedName": name_start},
        {"definedName": name_end},
        LONGEST_CELL,
    )
    events.read(pieces, part)
    return book


def read_strings(pieces: Iterable[bytes], part: str, place: Place) -> list[str]:
    """Return the shared strings; pronunciation guides are no part of them."""
    strings: list[str] = []
    runs: list[str] = []
    phonetic = total = 0

    def entry(_: Mapping[str, str]) -> None:
        runs.clear()

    def guide(_: Mapping[str, str]) -> None:
        nonlocal phonetic
        phonetic += 1

    def guide_end() -> None:
        nonlocal phonetic
        phonetic -= 1

    def text(_: Mapping[str, str]) -> None:
        events.collect()

    def text_end() -> None:
        found = events.collected()
        if not phonetic:
            runs.append(found)
        if len(runs) > LONGEST_CELL:
            raise too_much(place, "一段文字的格式", LONGEST_CELL)

    def entry_end() -> None:
        nonlocal total
        whole = unescaped("".join(runs))
        total += len(whole)
        strings.append(whole)
        check_strings(len(strings), total, place)

    events = Events(
        place,
        MAIN,
        {"si": entry, "rPh": guide, "t": text},
        {"si": entry_end, "rPh": guide_end, "t": text_end},
        MOST_TEXT,
    )
    events.read(pieces, part)
    return strings


def check_strings(count: int, characters: int, place: Place) -> None:
    """Raise :class:`InputError` where the shared strings break a bound."""
    if count > MOST_STRINGS:
        raise too_much(place, "工作簿里的文字条目", MOST_STRINGS)
    if characters > MOST_TEXT:
        raise too_much(place, "工作簿里的文字", MOST_TEXT)


def read_styles(archive: Archive, part: str, place: Place) -> Sequence[NumberFormat]:
    """Return the number format of each cell style, by the style's number."""
    return _read(_styles, archive, part, place)


def _styles(pieces: Iterable[bytes], part: str, place: Place) -> Sequence[NumberFormat]:
    codes: dict[int, str] = {}
    numbers: list[int] = []
    state = {"formats": False, "styles": False}

    def formats(_: Mapping[str, str]) -> None:
        state["formats"] = True

    def formats_end() -> None:
        state["formats"] = False

    def one_format(attributes: Mapping[str, str]) -> None:
        number = _small(attributes.get("numFmtId"))
        if state["formats"] and number is not None:
            if len(codes) >= MOST_FORMATS:
                raise too_much(place, "数字格式", MOST_FORMATS)
            codes[number] = unescaped(attributes.get("formatCode", "")[:LONGEST_FORMAT])

    def styles(_: Mapping[str, str]) -> None:
        state["styles"] = True

    def styles_end() -> None:
        state["styles"] = False

    def style(attributes: Mapping[str, str]) -> None:
        if not state["styles"]:
            return
        if len(numbers) >= MOST_STYLES:
            raise too_much(place, "单元格样式", MOST_STYLES)
        numbers.append(_small(attributes.get("numFmtId")) or 0)

    events = Events(
        place,
        MAIN,
        {"numFmts": formats, "numFmt": one_format, "cellXfs": styles, "xf": style},
        {"numFmts": formats_end, "cellXfs": styles_end},
        LONGEST_CELL,
    )
    events.read(pieces, part)
    known: dict[int, NumberFormat] = {}
    for number in set(numbers):
        known[number] = compiled(codes.get(number, BUILT_IN.get(number, "General")))
    return tuple(known[number] for number in numbers)


def _read(
    read: Callable[..., _Part], archive: Archive, part: str, place: Place, *more: Container
) -> _Part:
    """Read a small part; one that agrees byte for byte with one before is not read again.

    So it is with most of them in the forms that people fill into one template.
    """
    whole = archive.whole(part)
    if whole is None:
        return read(archive.chunks(part), part, place, *more)
    if len(whole) <= _LONGEST_KEPT:
        with suppress(InputError):
            found: _Part = _kept(read, whole, part, *more)
            return found
    return read(pieces(whole), part, place, *more)


@lru_cache(maxsize=128)
def _kept(read: Callable[..., Any], data: bytes, part: str, *more: Container) -> Any:
    return read([data], part, Place(""), *more)


def unescaped(text: str) -> str:
    """Return a text with ``_x000D_`` and the like as their characters, and line ends as one sign.

    What may stand in no text (control characters, halves of characters) stays written out.
    """
    if "_x" in text:
        text = _ESCAPE.sub(_character, text)
    return _LINE_END.sub("\n", text) if "\r" in text else text


def _character(found: re.Match[str]) -> str:
    number = int(found[1], 16)
    allowed = number in (9, 10, 13) or 32 <= number < 0xD800 or 0xE000 <= number < 0xFFFE
    return chr(number) if allowed else found[0]


def read_reference(refers: str) -> tuple[str, Area] | None:
    """Return the sheet and the area that a name stands for; None for anything else."""
    found = _SHEET.fullmatch(refers)
    if found is None:
        return None
    sheet = found[1].replace("''", "'") if found[1] is not None else found[2]
    first, _, last = found[3].partition(":")
    area = read_area(first, last)
    return (sheet, area) if area is not None else None


def read_area(first: str, last: str = "") -> Area | None:
    """Return the area between two cells, whole columns and rows included."""
    start, end = _corner(first), _corner(last or first)
    if start is None or end is None:
        return None
    top, left = start[0] or 1, start[1] or 1
    bottom, right = end[0] or LAST_ROW, end[1] or LAST_COLUMN
    if not last and not (start[0] and start[1]):
        return None
    top, bottom = sorted((top, bottom))
    left, right = sorted((left, right))
    return Area(top, left, min(bottom, LAST_ROW), min(right, LAST_COLUMN))


def _corner(text: str) -> tuple[int, int] | None:
    cell = text.rpartition(".")[2]
    return _row_and_column(cell) if len(cell) <= _LONGEST_REFERENCE else None


@lru_cache(maxsize=4_096)
def _row_and_column(cell: str) -> tuple[int, int] | None:
    found = _CELL.fullmatch(cell)
    if found is None or not (found[1] or found[2]):
        return None
    column = column_number(found[1])
    row = int(found[2] or 0)
    return (row, column) if row <= LAST_ROW and column <= LAST_COLUMN else None


def cell_at(reference: str) -> tuple[int, int] | None:
    """Return row and column of a cell's own reference (``F12``); None where it is none."""
    return _cell_at(reference) if len(reference) <= _LONGEST_REFERENCE else None


@lru_cache(maxsize=4_096)
def _cell_at(reference: str) -> tuple[int, int] | None:
    found = _REFERENCE.fullmatch(reference)
    return (int(found[2]), column_number(found[1])) if found is not None else None


@lru_cache(maxsize=1_024)
def column_number(letters: str) -> int:
    """Return the number of a column by its letters; 0 for none."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter.upper()) - 64
    return number


def _small(text: str | None) -> int | None:
    return int(text) if text and len(text) < 10 and text.isascii() and text.isdigit() else None


def checked(part: str | None, archive: Archive, place: Place) -> str:
    """Return the part's name if the file has it."""
    if part is None or part not in archive:
        raise damaged(place, f"工作簿内部缺少“{shown(part or 'workbook.xml')}”")
    return part
