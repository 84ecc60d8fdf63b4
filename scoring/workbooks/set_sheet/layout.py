"""The set's workbook as a layout: sheets, columns and lists from ``vocabulary/layouts/set_sheet.yaml``."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from scoring.documents.part import DocumentPart
from scoring.documents.vocabulary_file import VocabularyFile
from scoring.records.fields import YesNo

CellKind = Literal["text", "number", "choice", "words", "pairs", "items", "readings", "yaml"]


class SetColumn(DocumentPart):
    """One column: the key that it holds, its heading, and how a cell holds the value."""

    key: str
    heading: str
    kind: CellKind
    list: str = ""
    open: YesNo = False
    """Whether something else than the list's labels may stand there."""
    offer: Literal["", "rules", "sources"] = ""
    need: YesNo = False
    instead: str = ""
    """The key of another column: only one of both is filled in, and one if it is needed."""
    width: int = 14


class BasicRow(SetColumn):
    """One row of the sheet of single values; ``key`` is a path of two steps at most."""

    heading: Annotated[str, Field(alias="label")]
    short: str = ""
    """The key that holds this value alone where nothing else of its mapping is given."""
    help: str = ""


class _Labelled(DocumentPart):
    label: str
    help: str


class BasicsSheet(DocumentPart):
    """The sheet of single values."""

    sheet: str
    headings: tuple[str, str, str]
    comment: _Labelled
    rows: tuple[BasicRow, ...]


class _Headed(DocumentPart):
    heading: str
    width: int


class TreeSheet(DocumentPart):
    """The sheet of the tree: one row an indicator, with its code and its parent's."""

    sheet: str
    code: _Headed
    parent: _Headed
    columns: tuple[SetColumn, ...]


class RulesSheet(DocumentPart):
    """The sheet of rules: one row a case; ``code`` names an indicator that has its cases in place."""

    sheet: str
    name: _Headed
    code: _Headed
    columns: tuple[SetColumn, ...]
    cases: tuple[SetColumn, ...]


class RecordSheet(DocumentPart):
    """A list of records, or with ``name`` a mapping from that first column to records."""

    sheet: str
    at: str
    name: str = ""
    name_list: str = ""
    short: str = ""
    """The key that stands for the whole record where nothing else of it is given."""
    columns: tuple[SetColumn, ...]


class OtherSheet(DocumentPart):
    """The sheet of what has no flat form: a key and YAML text a row."""

    sheet: str
    headings: tuple[str, str]


class SetSheetLayout(VocabularyFile):
    """Everything in ``vocabulary/layouts/set_sheet.yaml``."""

    ships_as = "vocabulary/layouts/set_sheet.yaml"

    schema_: Annotated[Literal["ziping/set-sheet/1"], Field(alias="schema")]
    lists: dict[str, dict[str, str]]
    guide_sheet: str
    lists_sheet: str
    """A hidden sheet: names for the drop-downs."""
    guide: tuple[dict[str, str], ...]
    words: dict[str, str]
    basics: BasicsSheet
    tree: TreeSheet
    rules: RulesSheet
    tables: tuple[RecordSheet, ...]
    other: OtherSheet

    @property
    def sheets(self) -> tuple[str, ...]:
        """The names of all sheets that hold the set, in their order."""
        tables = (table.sheet for table in self.tables)
        return (self.basics.sheet, self.tree.sheet, self.rules.sheet, *tables, self.other.sheet)
