"""Workbooks for the reader's tests: written part by part, so that anything can be put into them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from typing import Any

import pytest

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


def relations(*entries: tuple[str, str, str]) -> str:
    inner = "".join(
        f'<Relationship Id="{i}" Type="{OFFICE}/{kind}" Target="{target}"/>'
        for i, kind, target in entries
    )
    return f'<Relationships xmlns="{PACKAGE}">{inner}</Relationships>'


def parts(rows: str = "", **more: str) -> dict[str, str]:
    """Return the parts of a workbook of one sheet; ``book``, ``after`` and others add to it."""
    return {
        "_rels/.rels": relations(("r", "officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}">{more.get("properties", "")}'
        f'<sheets><sheet name="表" sheetId="1" r:id="rId1"/></sheets>{more.get("book", "")}</workbook>',
        "xl/_rels/workbook.xml.rels": relations(
            ("rId1", "worksheet", "worksheets/sheet1.xml"),
            ("rId2", "styles", "styles.xml"),
            ("rId3", "sharedStrings", "sharedStrings.xml"),
        ),
        "xl/styles.xml": f'<styleSheet xmlns="{MAIN}">{more.get("styles", "")}</styleSheet>',
        "xl/sharedStrings.xml": f'<sst xmlns="{MAIN}">{more.get("strings", "")}</sst>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData>'
        f"{more.get('after', '')}</worksheet>",
    }


def packed(parts: Mapping[str, str | bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return out.getvalue()


class Making:
    """What the tests make workbooks with."""

    main = MAIN
    office = OFFICE
    relations = staticmethod(relations)
    parts = staticmethod(parts)
    packed = staticmethod(packed)

    @staticmethod
    def book(rows: str = "", **more: Any) -> bytes:
        return packed(parts(rows, **more))


@pytest.fixture(scope="session")
def making() -> type[Making]:
    return Making
