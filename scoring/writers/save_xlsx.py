"""The one way in which a workbook becomes bytes: the same workbook always gives the same bytes.

Nothing is written to disk on the way.
"""

from __future__ import annotations

from datetime import datetime
from io import BytesIO
from typing import Any, Final
from xml.etree.ElementTree import Element, SubElement
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl.drawing.spreadsheet_drawing import SpreadsheetDrawing
from openpyxl.workbook import Workbook
from openpyxl.worksheet._writer import WorksheetWriter
from openpyxl.writer.excel import ExcelWriter

WRITTEN: Final = datetime(2020, 1, 1)
"""The date that every workbook carries; the real one would change the bytes."""


def workbook_bytes(workbook: Workbook) -> bytes:
    """Return ``workbook`` as an ``.xlsx`` file. Its dates are set to :data:`WRITTEN`."""
    workbook.properties.created = workbook.properties.modified = WRITTEN
    buffer = BytesIO()
    with _Archive(buffer, "w", ZIP_DEFLATED) as archive:
        _Writer(workbook, archive).write_data()
    return buffer.getvalue()


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

    def __init__(self, workbook: Workbook, archive: ZipFile) -> None:
        super().__init__(workbook, archive)
        self._parts = archive

    def write_worksheet(self, ws: Any) -> None:
        """Write one sheet."""
        ws._drawing = SpreadsheetDrawing()
        ws._drawing.charts, ws._drawing.images = ws._charts, ws._images
        out = BytesIO()
        writer: Any = _SheetWriter(ws, out)
        writer.write()
        ws._rels = writer._rels
        self._parts.writestr(ws.path[1:], out.getvalue())
        self.manifest.append(ws)


class _SheetWriter(WorksheetWriter):
    """Writes merged areas in their order; openpyxl keeps them in a set."""

    def write_merged_cells(self) -> None:
        """Write the merged areas from top to bottom."""
        sheet: Any = self.ws
        areas = sorted(sheet.merged_cells, key=lambda area: (area.min_row, area.min_col))
        if areas:
            element = Element("mergeCells", count=str(len(areas)))
            for area in areas:
                SubElement(element, "mergeCell", ref=area.coord)
            self.xf.send(element)
