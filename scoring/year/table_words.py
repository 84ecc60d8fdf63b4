"""The tables of a year as data (``vocabulary/printing/year_tables.yaml``): columns, widths, sheets, words."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from scoring.documents.part import DocumentPart
from scoring.documents.vocabulary_file import VocabularyFile
from scoring.year.filled import filled

ColumnKind = Literal["text", "word", "number"]
"""``text`` wraps and stands left, ``word`` stands in the middle, ``number`` stands right."""


class TableColumn(DocumentPart):
    """One column: its heading, its width in characters of a workbook, and how its cells stand."""

    heading: str = ""
    """May hold ``{year}``, ``{last}``, ``{next}``, ``{after}``: the years by which it is called."""
    width: float
    kind: ColumnKind = "text"
    typed: bool = False
    """Whether people write in it; what they wrote is taken over when the workbook is made again."""


class TableLayout(DocumentPart):
    """One table as a sheet: its columns in order, the paper, and what stays in sight."""

    title: str
    unit: str = ""
    """What the amounts are in, at the right above the headings."""
    paper: Literal["A4", "A3"] = "A4"
    landscape: bool = True
    frozen: int = 0
    """Columns that stay in sight."""
    filtered: bool = False
    columns: dict[str, TableColumn]
    """By key; one that ends in ``/*`` is the pattern of several (``level/*``: a column a level)."""
    internal: dict[str, TableColumn] = Field(default_factory=dict)
    """Columns of internal papers, behind the others."""

    known_by: tuple[str, ...] = ()
    """Columns by which a row with typed cells is found again."""

    @property
    def typed(self) -> tuple[str, ...]:
        """Return the columns in which people write."""
        return tuple(key for key, column in self.columns.items() if column.typed)

    def column(self, key: str) -> TableColumn:
        """Return a column, or the pattern that it belongs to."""
        both = self.columns | self.internal
        return both[key] if key in both else both[f"{key.partition('/')[0]}/*"]


class BookLayout(DocumentPart):
    """The sheets of one workbook in order: names of tables, and ``图`` for its charts."""

    title: str
    sheets: tuple[str, ...]


class Light(DocumentPart):
    """A light of 绩效监控: shown while executed ÷ elapsed share is below ``below``."""

    name: str
    below: Annotated[str, Field(pattern=r"^([0-9]{1,3}(\.[0-9]{1,2})?%)?$")] = ""
    """Empty for the last, which is shown otherwise."""
    colour: str


class AdviceKind(DocumentPart):
    """One kind of advice for the targets to come: what makes it be given, and its words."""

    code: str
    name: str
    findings: tuple[str, ...] = ()
    """Codes of findings of a form's own check, whose words it takes."""
    when: str = ""
    """Else a condition over the facts of a row, in the language of the review rules."""
    say: str = ""


class YearTableWords(VocabularyFile):
    """Everything in the workbooks of a year."""

    ships_as = "vocabulary/printing/year_tables.yaml"
    and_in = ("vocabulary/facts/not_set.yaml", "vocabulary/facts/says_nothing.yaml")

    schema_: Annotated[Literal["ziping/year-tables/1"], Field(alias="schema")]
    books: dict[str, BookLayout]
    tables: dict[str, TableLayout]
    charts: dict[str, str]
    most_bars: int
    lowest: int
    """So many projects of the lowest rate are shown where there are too many bars."""
    longest_reason: int
    """Letters of 偏差原因摘要."""
    most_places: int
    """So many sources of a figure are listed."""
    says_nothing: frozenset[str]
    """Reasons that are none."""
    words: dict[str, str]
    patterns: dict[str, str]
    notes: dict[str, str]
    """The lines of 口径说明 and 监控说明."""
    lights: Annotated[tuple[Light, ...], Field(min_length=1)]
    lacking: str
    """The ground of a cell that says that something is not there."""
    advice: tuple[AdviceKind, ...]
    not_set: tuple[str, ...]
    """What stands for a target that was not set."""
    surveyed: tuple[str, ...]
    """What tells in a text that a survey of satisfaction was made."""

    def text(self, name: str, /, **values: object) -> str:
        """Return the sentence of a name with ``values`` put in."""
        return filled(self.patterns[name], **values)

    def word(self, key: str) -> str:
        """Return a word; a key without one is printed as it is."""
        return self.words.get(key, key)

    def reason(self, text: str) -> str:
        """Return a unit's reason; empty where it says only that there is none."""
        return "" if text.strip().rstrip("。.") in self.says_nothing else text.strip()
