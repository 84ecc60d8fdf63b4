"""How the year's record stands in a workbook: a sheet of single values, and a sheet a list."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from scoring.documents.part import DocumentPart
from scoring.documents.vocabulary_file import VocabularyFile

KEY = "key"
VALUE = "value"
"""Columns that are no field of a record: the name of a value, and a value alone."""


class ValueRow(DocumentPart):
    """One single value: what people call it, and what to write."""

    label: str
    hint: str


class ValueSheet(DocumentPart):
    """The sheet of single values, by their path in the record."""

    sheet: str
    headings: tuple[str, str, str]
    widths: tuple[int, int, int]
    rows: dict[str, ValueRow]


class RecordColumn(DocumentPart):
    """One column of a list."""

    heading: str
    width: int


class RecordListSheet(DocumentPart):
    """A sheet with a row for each record of a list; ``keyed``: its first column names the row."""

    sheet: str
    columns: dict[str, RecordColumn]
    keyed: bool = False
    alone: str = VALUE
    """The column of a value that stands alone behind its name."""


class YearSheetLayout(VocabularyFile):
    """``year_sheet.yaml``."""

    ships_as = "vocabulary/layouts/year_sheet.yaml"

    schema_: Annotated[Literal["ziping/year-sheet/1"], Field(alias="schema")]
    values: ValueSheet
    tables: dict[str, RecordListSheet]
    """By the path of the list in the record."""
    blank_rows: int
