"""Drives LibreOffice Calc as a person would; run by the Python that has ``uno``, never imported.

    /usr/bin/python3 drive_office.py SOFFICE PROFILE

starts one LibreOffice with a profile of its own and then answers one JSON line of standard input
with one JSON line of standard output, until its input ends. A line is a list of steps; each step is
an object with ``do`` and what the step needs (``_Driver`` has one method for each). The answer holds
``{"ok": [what each step gave]}``, or ``{"error": text}`` for the step that failed. Macros never run.
"""

import json
import os
import signal
import subprocess
import sys
import time
import traceback
from pathlib import Path

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException
from com.sun.star.lang import DisposedException
from com.sun.star.table.CellContentType import EMPTY, FORMULA, TEXT, VALUE

FILTERS = {
    "xlsx": "Calc MS Excel 2007 XML",
    "xls": "MS Excel 97",
    "ods": "calc8",
    "pdf": "calc_pdf_Export",
    "html": "HTML (StarCalc)",
}
TEXT_FILTERS = {"docx": "MS Word 2007 XML", "odt": "writer8", "pdf": "writer_pdf_Export"}
INDENT = 353
"""Hundredths of a millimetre in one step of indentation: ten points, as LibreOffice reads it."""
START_WITHIN = 60
"""Seconds that a first start, which makes the profile, may take."""
REGISTRY = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema">
{items}
</oor:items>
"""
SETTINGS = (
    ("org.openoffice.Setup/L10N", "ooSetupSystemLocale", "zh-CN"),
    ("org.openoffice.Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("org.openoffice.Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("org.openoffice.Office.Calc/Formula/Load", "OOXMLRecalcMode", "0"),
)
"""A Chinese machine; no macros; every formula is computed anew when a workbook is opened."""


def value(name, given):
    found = PropertyValue()
    found.Name, found.Value = name, given
    return found


def make_profile(folder):
    user = Path(folder) / "user"
    user.mkdir(parents=True, exist_ok=True)
    items = "\n".join(
        f'<item oor:path="/{path}"><prop oor:name="{name}" oor:op="fuse">'
        f"<value>{given}</value></prop></item>"
        for path, name, given in SETTINGS
    )
    (user / "registrymodifications.xcu").write_text(REGISTRY.format(items=items), "utf-8")


def start(soffice, profile):
    """Return the process and the component context of a new LibreOffice."""
    pipe = f"ziping{os.getpid()}"
    process = subprocess.Popen(
        [
            soffice, f"-env:UserInstallation={Path(profile).resolve().as_uri()}", "--headless",
            "--norestore", "--nologo", "--nodefault", f"--accept=pipe,name={pipe};urp;",
        ],
        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        start_new_session=True,
    )  # fmt: skip
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext(
        "com.sun.star.bridge.UnoUrlResolver", local
    )
    end = time.monotonic() + START_WITHIN
    while True:
        try:
            url = f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext"
            return process, resolver.resolve(url)
        except NoConnectException:
            if process.poll() is not None or time.monotonic() > end:
                stop(process)
                raise
            time.sleep(0.1)


def stop(process):
    """End the LibreOffice that was started here, with what it started itself."""
    try:
        process.wait(5)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


class _Driver:
    def __init__(self, context):
        self.context = context
        self.manager = context.ServiceManager
        self.desktop = self._service("com.sun.star.frame.Desktop")
        self.dispatcher = self._service("com.sun.star.frame.DispatchHelper")
        self.book = None

    def _service(self, name):
        return self.manager.createInstanceWithContext(name, self.context)

    def run(self, steps):
        given = []
        try:
            for step in steps:
                named = dict(step)
                given.append(getattr(self, named.pop("do"))(**named))
        finally:
            self.close()
        return given

    # whole workbooks

    def open(self, path):
        """Open a workbook or a text; macros are off, links are not followed."""
        self.close()
        url = Path(path).resolve().as_uri()
        options = (value("MacroExecutionMode", 0), value("UpdateDocMode", 0))
        self.book = self.desktop.loadComponentFromURL(url, "_blank", 0, options)
        kinds = ("sheet.SpreadsheetDocument", "text.TextDocument")
        if self.book is None or not any(
            self.book.supportsService(f"com.sun.star.{kind}") for kind in kinds
        ):
            raise ValueError(f"LibreOffice does not open {path} as a workbook or a text")

    def save(self, path, to="xlsx", **settings):
        """Save a copy; ``settings`` are those of the PDF filter."""
        is_text = self.book.supportsService("com.sun.star.text.TextDocument")
        name = (TEXT_FILTERS if is_text else FILTERS)[to]
        options = [value("FilterName", name), value("Overwrite", True)]
        if settings:
            data = tuple(value(k, v) for k, v in settings.items())
            options.append(value("FilterData", uno.Any("[]com.sun.star.beans.PropertyValue", data)))
        self.book.storeToURL(Path(path).resolve().as_uri(), tuple(options))
        return str(path)

    def close(self):
        if self.book is not None:
            self.book.setModified(False)
            self.book.close(True)
            self.book = None

    def recalculate(self):
        """Compute every formula anew."""
        self.book.calculateAll()

    # what a person does

    def type(self, cell, text):
        """Go to a cell (``Sheet!B2`` or a range's name), type ``text``, press Enter.

        Numbers, dates and percentages are taken as on a Chinese machine; a locked cell stays.
        """
        self._go(cell)
        self._do("EnterString", StringName=text)

    def clear(self, cell):
        """Go to a cell or range and press Delete."""
        self._go(cell)
        self._do("ClearContents")

    def insert_rows(self, cell, count=1):
        """Insert rows above a cell."""
        at = self._cells(cell).RangeAddress
        name = self.book.Sheets.getByIndex(at.Sheet).Name
        self._go(f"{name}!A{at.StartRow + 1}:A{at.StartRow + count}")
        self._do("InsertRowsBefore")

    def delete_rows(self, cell, count=1):
        """Delete rows from a cell's on."""
        at = self._cells(cell).RangeAddress
        name = self.book.Sheets.getByIndex(at.Sheet).Name
        self._go(f"{name}!A{at.StartRow + 1}:A{at.StartRow + count}")
        self._do("DeleteRows")

    def paste(self, cell, rows):
        """Copy a block of another workbook and paste it with the corner in ``cell``.

        A text is put as a text, a number as a number; formats and locks come along as they do.
        """
        target, other = self.book, None
        try:
            other = self.desktop.loadComponentFromURL("private:factory/scalc", "_blank", 0, ())
            sheet = other.Sheets.getByIndex(0)
            for y, row in enumerate(rows):
                for x, one in enumerate(row):
                    if isinstance(one, str):
                        sheet.getCellByPosition(x, y).String = one
                    elif one is not None:
                        sheet.getCellByPosition(x, y).Value = one
            width = max(map(len, rows))
            block = sheet.getCellRangeByPosition(0, 0, width - 1, len(rows) - 1)
            other.CurrentController.select(block)
            copied = other.CurrentController.getTransferable()
            self._go(cell)
            target.CurrentController.insertTransferable(copied)
        finally:
            if other is not None:
                other.close(True)

    def move_rows(self, source, target):
        """Cut the whole rows of ``source`` and paste them at the row of ``target``."""
        one, two = self._cells(source).RangeAddress, self._cells(target).CellAddress
        sheet = self.book.Sheets.getByIndex(one.Sheet)
        last = sheet.Columns.Count - 1
        block = sheet.getCellRangeByPosition(0, one.StartRow, last, one.EndRow).RangeAddress
        corner = sheet.getCellByPosition(0, two.Row).CellAddress
        sheet.moveRange(corner, block)

    # what a person sees

    def values(self, sheets=None):
        """Return what every used cell holds: text, number, or the error that it shows.

        ``{sheet: [[value, …], …]}`` from A1 on; an empty cell is None.
        """
        return {
            sheet.Name: self._sheet_values(sheet)
            for sheet in self._sheets()
            if sheets is None or sheet.Name in sheets
        }

    def value(self, cell):
        """Return what one cell holds."""
        return self._value(self._cells(cell).getCellByPosition(0, 0))

    def shown(self, cell):
        """Return what one cell shows."""
        return self._cells(cell).getCellByPosition(0, 0).String

    def names(self):
        """Return the named ranges with what they stand for."""
        ranges = self.book.NamedRanges
        return {name: ranges.getByName(name).Content for name in ranges.ElementNames}

    def sizes(self):
        """Return the widths of the columns and the heights of the rows of each sheet in use."""
        found = {}
        for sheet in self._sheets():
            end = sheet.createCursor()
            end.gotoEndOfUsedArea(False)
            at = end.RangeAddress
            columns, rows = sheet.Columns, sheet.Rows
            found[sheet.Name] = [
                [columns.getByIndex(n).Width for n in range(at.EndColumn + 1)],
                [rows.getByIndex(n).Height for n in range(at.EndRow + 1)],
            ]
        return found

    def needs(self, texts):
        """Return the height that each text needs, as LibreOffice itself makes a row for it alone.

        ``texts`` holds ``[width, font, size, bold, indent, text]``; lengths are in hundredths of a
        millimetre, as in ``sizes``.
        """
        placed = [tuple(one) for one in texts]
        alone = sorted(set(placed))
        other = self.desktop.loadComponentFromURL("private:factory/scalc", "_blank", 0, ())
        try:
            other.addActionLock()
            scratch = other.Sheets.getByIndex(0)
            looks = {}
            for row, (*look, _) in enumerate(alone):
                looks.setdefault(tuple(look), []).append(row)
            for column, ((width, font, size, bold, indent), rows) in enumerate(looks.items()):
                scratch.Columns.getByIndex(column).Width = width
                cells = scratch.getCellRangeByPosition(column, rows[0], column, rows[-1])
                for script in ("", "Asian"):
                    setattr(cells, f"CharFontName{script}", font)
                    setattr(cells, f"CharHeight{script}", size)
                    setattr(cells, f"CharWeight{script}", 150.0 if bold else 100.0)
                cells.IsTextWrapped, cells.ParaIndent = True, indent * INDENT
                cells.setDataArray(tuple((alone[row][-1],) for row in rows))
            block = scratch.getCellRangeByPosition(0, 0, 0, len(alone) - 1).Rows
            other.removeActionLock()
            block.OptimalHeight = True
            found = {key: block.getByIndex(row).Height for row, key in enumerate(alone)}
            return [found[key] for key in placed]
        finally:
            other.close(True)

    # inside

    def _sheets(self):
        sheets = self.book.Sheets
        return [sheets.getByIndex(n) for n in range(sheets.Count)]

    def _sheet_values(self, sheet):
        cursor = sheet.createCursor()
        cursor.gotoEndOfUsedArea(False)
        end = cursor.RangeAddress
        block = sheet.getCellRangeByPosition(0, 0, end.EndColumn, end.EndRow)
        rows = [list(row) for row in block.getDataArray()]
        for y, row in enumerate(rows):
            for x, one in enumerate(row):
                if one == "" or one is None:
                    # An error and an empty cell look the same in the array.
                    row[x] = self._value(sheet.getCellByPosition(x, y)) if one is None else None
        kinds = uno.getConstantByName("com.sun.star.sheet.FormulaResult.ERROR")
        for area in block.queryFormulaCells(kinds).RangeAddresses:
            for y in range(area.StartRow, area.EndRow + 1):
                for x in range(area.StartColumn, area.EndColumn + 1):
                    rows[y][x] = self._value(sheet.getCellByPosition(x, y))
        return rows

    @staticmethod
    def _value(cell):
        if cell.Type == EMPTY:
            return None
        if cell.Type == VALUE:
            return cell.Value
        if cell.Type == TEXT:
            return cell.String
        assert cell.Type == FORMULA
        if cell.getError():
            return cell.String or f"error {cell.getError()}"
        return cell.String if cell.FormulaResultType2 == 2 else cell.Value

    def _cells(self, address):
        sheet, mark, inside = address.rpartition("!")
        if mark:
            return self.book.Sheets.getByName(sheet.strip("'")).getCellRangeByName(inside)
        if self.book.NamedRanges.hasByName(address):
            found = self.book.NamedRanges.getByName(address).ReferredCells
            if found is None:
                raise ValueError(f"the name {address} stands for no cells")
            return found
        return self.book.CurrentController.ActiveSheet.getCellRangeByName(address)

    def _go(self, address):
        cells = self._cells(address)
        controller = self.book.CurrentController
        controller.setActiveSheet(cells.Spreadsheet)
        where = cells.AbsoluteName.rpartition(".")[2]
        first, colon, last = where.partition(":")
        self._do("GoToCell", ToPoint=first + (colon + last.rpartition(".")[2] if colon else ""))

    def _do(self, command, **named):
        frame = self.book.CurrentController.Frame
        arguments = tuple(value(k, v) for k, v in named.items())
        self.dispatcher.executeDispatch(frame, f".uno:{command}", "", 0, arguments)


def main():
    soffice, profile = sys.argv[1:]
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    make_profile(profile)
    process, context = start(soffice, profile)
    driver = _Driver(context)
    try:
        print(json.dumps({"ok": "ready"}), flush=True)
        for line in sys.stdin:
            try:
                said = {"ok": driver.run(json.loads(line))}
            except DisposedException:
                raise
            except Exception:
                said = {"error": traceback.format_exc(limit=4)}
            print(json.dumps(said), flush=True)
    finally:
        try:
            driver.desktop.terminate()
        except Exception:
            process.kill()
        stop(process)


if __name__ == "__main__":
    sys.stdin.reconfigure(encoding="utf-8")
    sys.stdout.reconfigure(encoding="utf-8")
    main()
