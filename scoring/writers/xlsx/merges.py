"""The merged areas of a workbook, taken out before openpyxl reads it.

openpyxl spreads borders over every merged area while it reads, which takes most of the time of
opening a form. A template's cells carry their own borders, so the areas are read here instead.
"""

from __future__ import annotations

import re
from io import BytesIO
from typing import Final
from xml.etree.ElementTree import fromstring
from zipfile import ZipFile

from openpyxl.worksheet.cell_range import CellRange

_MAIN: Final = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RELATION: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_MERGES: Final = re.compile(rb"<mergeCells\b[^>]*>(.*?)</mergeCells>|<mergeCells\b[^>]*/>", re.S)
_AREA: Final = re.compile(rb"""\bref=["']([A-Z]{1,3}[0-9]{1,7}:[A-Z]{1,3}[0-9]{1,7})["']""")


def take_merges(content: bytes) -> tuple[bytes, dict[str, tuple[CellRange, ...]]]:
    """Return the workbook without merged areas, and the areas of each sheet by its title.

    Raises ``BadZipFile``, ``KeyError`` or ``ParseError`` where ``content`` is no workbook.
    """
    merged: dict[str, tuple[CellRange, ...]] = {}
    out = BytesIO()
    with ZipFile(BytesIO(content)) as archive, ZipFile(out, "w") as copy:
        titles = _titles(archive)
        for name in archive.namelist():
            data = archive.read(name)
            if name in titles:
                areas = [a for match in _MERGES.finditer(data) for a in _AREA.findall(match[0])]
                merged[titles[name]] = tuple(CellRange(area.decode("ascii")) for area in areas)
                data = _MERGES.sub(b"", data)
            copy.writestr(name, data)
    return out.getvalue(), merged


def _titles(archive: ZipFile) -> dict[str, str]:
    """Return the title of the sheet in each part of the archive."""
    relations = fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    parts = {r.get("Id"): (r.get("Target") or "").lstrip("/") for r in relations}
    sheets = fromstring(archive.read("xl/workbook.xml")).iter(f"{_MAIN}sheet")
    titles = {}
    for sheet in sheets:
        part = parts.get(sheet.get(_RELATION)) or ""
        titles[part if part.startswith("xl/") else f"xl/{part}"] = sheet.get("name") or ""
    return titles
