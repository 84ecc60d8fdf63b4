"""The cells of a workbook over which pictures or shapes lie."""

from __future__ import annotations

import posixpath
from io import BytesIO
from typing import Final
from xml.etree.ElementTree import Element, fromstring
from zipfile import ZipFile

from scoring.problem import column_letters

_MAIN: Final = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RELATION: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_PLACED: Final = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}"


def pictures_of(content: bytes) -> dict[str, tuple[str, ...]]:
    """Return by sheet the cells in whose corners its pictures begin.

    Raises ``BadZipFile``, ``KeyError`` or ``ParseError`` where ``content`` is no workbook.
    """
    with ZipFile(BytesIO(content)) as archive:
        book = "xl/workbook.xml"
        parts = _related(archive, book)
        sheets = {
            sheet.get("name") or "": parts.get(sheet.get(_RELATION) or "", "")
            for sheet in fromstring(archive.read(book)).iter(f"{_MAIN}sheet")
        }
        return {
            title: tuple(
                at
                for drawing in _related(archive, part).values()
                if "/drawings/drawing" in drawing and drawing in archive.namelist()
                for at in _corners(fromstring(archive.read(drawing)))
            )
            for title, part in sheets.items()
        }


def _related(archive: ZipFile, part: str) -> dict[str, str]:
    """Return the parts to which a part refers, by their ids."""
    folder, name = posixpath.split(part)
    relations = f"{folder}/_rels/{name}.rels"
    if relations not in archive.namelist():
        return {}
    return {
        relation.get("Id") or "": posixpath.normpath(
            posixpath.join("/" + folder, relation.get("Target") or "")
        ).lstrip("/")
        for relation in fromstring(archive.read(relations))
    }


def _corners(drawing: Element) -> list[str]:
    corners = []
    for start in drawing.iter(f"{_PLACED}from"):
        column, row = (start.findtext(f"{_PLACED}{key}") or "0" for key in ("col", "row"))
        corners.append(f"{column_letters(int(column) + 1)}{int(row) + 1}")
    return corners
