"""The one way in which a workbook becomes bytes: the same workbook always gives the same bytes.

Nothing is written to disk on the way.
"""

from __future__ import annotations

import re
from io import BytesIO
from typing import Any, Final
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl.drawing.spreadsheet_drawing import SpreadsheetDrawing
from openpyxl.packaging.extended import ExtendedProperties
from openpyxl.styles.stylesheet import write_stylesheet
from openpyxl.workbook import Workbook
from openpyxl.workbook._writer import WorkbookWriter
from openpyxl.worksheet._writer import WorksheetWriter
from openpyxl.writer.excel import ExcelWriter
from openpyxl.writer.theme import theme_xml
from openpyxl.xml.constants import (
    ARC_APP,
    ARC_CORE,
    ARC_ROOT_RELS,
    ARC_STYLE,
    ARC_THEME,
    ARC_WORKBOOK,
    ARC_WORKBOOK_RELS,
)
from openpyxl.xml.functions import Element, SubElement, tostring

from scoring.writers.xlsx.cell import WRITTEN
from scoring.writers.xlsx.rows import sheet_rows

PROGRAM: Final = ("ziping", "1.0000")
"""The program that a workbook names, whichever release of openpyxl wrote it."""
_UNNAMED: Final = "openpyxl"
_PLACE: Final = re.compile(b"<sheetData ?/>")
"""As openpyxl marks it, with lxml or without."""


def workbook_bytes(workbook: Workbook, styles: bytes | None = None) -> bytes:
    """Return ``workbook`` as an ``.xlsx`` file. Its dates are set to :data:`WRITTEN`.

    ``styles`` is its styles part (:func:`styles_part`), where that was made before.
    """
    workbook.properties.created = workbook.properties.modified = WRITTEN
    if workbook.properties.creator == _UNNAMED:
        workbook.properties.creator = PROGRAM[0]
    buffer = BytesIO()
    with _Archive(buffer, "w", ZIP_DEFLATED) as archive:
        _Writer(workbook, archive, styles).write_data()
    return buffer.getvalue()


def styles_part(workbook: Workbook) -> bytes:
    """Return the part of the file that holds all styles; costly, and the same for every form."""
    part: bytes = tostring(write_stylesheet(workbook))
    return part


class _Archive(ZipFile):
    """A zip file whose entries carry no clock and no trace of the machine."""

    def writestr(self, zinfo_or_arcname: Any, data: Any, *args: Any, **kwargs: Any) -> None:
        """Add an entry with a fixed date."""
        name = getattr(zinfo_or_arcname, "filename", zinfo_or_arcname)
        info = ZipInfo(name, WRITTEN.timetuple()[:6])
        info.compress_type = ZIP_DEFLATED
        info.create_system = 0
        super().writestr(info, data, *args, **kwargs)


class _Writer(ExcelWriter):
    """Keeps sheets in memory, where openpyxl would use a temporary file."""

    def __init__(self, workbook: Workbook, archive: ZipFile, styles: bytes | None) -> None:
        super().__init__(workbook, archive)
        self._parts = archive
        self._styles = styles

    def write_data(self) -> None:
        """Write every part, in openpyxl's order."""
        book: Any = self.workbook
        this: Any = self
        write = self._parts.writestr
        program = ExtendedProperties()
        program.Application, program.AppVersion = PROGRAM
        write(ARC_APP, tostring(program.to_tree()))
        write(ARC_CORE, tostring(book.properties.to_tree()))
        write(ARC_THEME, book.loaded_theme or theme_xml)
        this._write_worksheets()
        this._write_chartsheets()
        this._write_images()
        this._write_charts()
        write(ARC_STYLE, styles_part(book) if self._styles is None else self._styles)
        rest: Any = WorkbookWriter(book)
        write(ARC_ROOT_RELS, rest.write_root_rels())
        write(ARC_WORKBOOK, rest.write())
        write(ARC_WORKBOOK_RELS, rest.write_rels())
        this.manifest._write(self._parts, book)

    def write_worksheet(self, ws: Any) -> None:
        """Write one sheet."""
        ws._drawing = SpreadsheetDrawing()
        ws._drawing.charts, ws._drawing.images = ws._charts, ws._images
        rows = sheet_rows(ws)
        content = _sheet(ws, leave_rows=rows is not None)
        if rows is not None:
            place = _PLACE.search(content)
            # Without the place that was to be left for them, the rows are written the usual way.
            content = (
                _sheet(ws)
                if place is None
                else content[: place.start()] + rows.encode("utf-8") + content[place.end() :]
            )
        self._parts.writestr(ws.path[1:], content)
        self.manifest.append(ws)


def _sheet(sheet: Any, *, leave_rows: bool = False) -> bytes:
    out = BytesIO()
    writer: Any = _SheetWriter(sheet, out)
    writer.leave_rows = leave_rows
    writer.write()
    sheet._rels = writer._rels
    return out.getvalue()


class _SheetWriter(WorksheetWriter):
    """Writes merged areas in their order; openpyxl keeps them in a set."""

    leave_rows = False
    """Whether only the place of the rows is marked; they are written in one pass elsewhere."""

    def write_rows(self) -> None:
        """Write the rows, or mark their place."""
        if self.leave_rows:
            self.xf.send(Element("sheetData"))
        else:
            super().write_rows()

    def write_merged_cells(self) -> None:
        """Write the merged areas from top to bottom."""
        sheet: Any = self.ws
        areas = sorted(sheet.merged_cells, key=lambda area: (area.min_row, area.min_col))
        if areas:
            element = Element("mergeCells", count=str(len(areas)))
            for area in areas:
                SubElement(element, "mergeCell", ref=area.coord)
            self.xf.send(element)
