"""The year's record as it lies in the folder: a text, or a workbook for those who write no YAML."""

from __future__ import annotations

from pathlib import Path

from scoring.documents.decode import decode
from scoring.files.text_file import read_text
from scoring.problem import InputError, Place, Problem
from scoring.readers.field_words import field_words
from scoring.records.year_record import FILE, YearRecord
from scoring.words import load_vocabulary

BOOK = FILE.removesuffix(".yaml") + ".xlsx"
"""The record as a workbook."""


def record_path(folder: Path) -> Path | None:
    """Return the file of the year's record; None for a folder that is no year.

    Raises :class:`InputError` where both kinds lie there: nobody knows which one counts.
    """
    found = [folder / name for name in (FILE, BOOK) if (folder / name).is_file()]
    if len(found) > 1:
        hint = f"请留下要用的一份，把另一份移出文件夹（{FILE} 和 {BOOK} 写的是同样的内容）。"
        raise InputError([Problem("year-record-twice", "部门年度有两份", Place(str(folder)), hint)])
    return found[0] if found else None


def is_year(folder: Path) -> bool:
    """Tell whether a folder is the year of a department."""
    return folder.is_dir() and any((folder / name).is_file() for name in (FILE, BOOK))


def read_record(path: Path, name: str) -> YearRecord:
    """Read the record; places call it ``name``. Raises :class:`InputError` with all that is wrong."""
    if path.suffix.lower() == ".xlsx":
        from scoring.readers.books.open_any import open_file  # noqa: PLC0415 - most records are texts
        from scoring.workbooks.year_sheet.layout import YearSheetLayout  # noqa: PLC0415
        from scoring.workbooks.year_sheet.read import read_year_sheet  # noqa: PLC0415

        tree = read_year_sheet(open_file(path, name), load_vocabulary(YearSheetLayout))
        return decode(YearRecord, tree, field_words)
    from scoring.documents.yaml_text import parse_yaml  # noqa: PLC0415 - YAML costs time to import

    return decode(YearRecord, parse_yaml(read_text(path, name), name), field_words)
