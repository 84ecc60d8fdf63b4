"""The fill-in workbook as a layout: which cells there are, what they are called, what they hold.

Writer and reader of the workbook share it. The words stand in ``vocabulary/layouts/fill_in.yaml``; a cell is
known by its ``key``, the field of the submission that it fills (``project.name``).
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Annotated, Final, Literal

from pydantic import Field, model_validator

from scoring.documents.part import DocumentPart
from scoring.documents.vocabulary_file import VocabularyFile
from scoring.records.fields import Number, YesNo

SCHEMA: Final = "ziping/fill/1"
ABOUT: Final = "zp_about"
"""Defined name of the area by which a fill-in workbook is recognised: a key and a value a row."""
TEXTS: Final = "texts."
"""Begins the keys of texts that have a cell of their own."""
MONITORED: Final = ("level1", "level2", "name", "target")
"""The first columns of the 绩效监控: they say which indicator a row is about."""
OWN: Final = "zp_x_"
"""Defined names that begin so stand for areas that hold only the tool's own text and formulas."""


class FieldSpec(DocumentPart):
    """One input cell. ``block`` is the part of the form; ``hidden`` ones lie on the hidden sheet."""

    key: str
    label: str
    kind: Literal["text", "name", "year", "date", "number", "amount", "yes_no", "choice"]
    block: str
    list: str = ""
    required: YesNo = False
    of_project: YesNo = False
    """The form of a department goes without it."""

    @model_validator(mode="before")
    @classmethod
    def _text_by_label(cls, data: object) -> object:
        """Name the text that bears the label (``texts.*``)."""
        if isinstance(data, dict) and data.get("key") == f"{TEXTS}*":
            return {**data, "key": f"{TEXTS}{data.get('label')}"}
        return data

    @property
    def range_name(self) -> str:
        """The defined name of the cell: ``zp_f_project__name``."""
        return "zp_f_" + self.key.replace(".", "__")


class ColumnSpec(DocumentPart):
    """One column of a table, found by its heading."""

    key: str
    heading: str
    kind: Literal["text", "name", "number", "yes_no", "amount", "points"]
    """As of a field, and ``amount`` (money) and ``points`` (not negative)."""
    input: YesNo = True
    """False for formulas and hints, which a reader passes over."""
    list: str = ""
    when: Literal["always", "used"] = "always"
    """``used``: only where an earlier submission fills it, or the set asks for it."""
    lines: YesNo = False
    """A cell may hold several values, one a line, that belong to those of the columns beside it."""
    width: int = 0


class TableSpec(DocumentPart):
    """A table from its heading row to its closing row, which is no data."""

    key: str
    closing: str
    """What stands in the first cell of the closing row."""
    columns: tuple[ColumnSpec, ...]

    @property
    def range_name(self) -> str:
        """The defined name of the area, heading and closing row included."""
        return "zp_t_" + self.key

    def column(self, key: str) -> ColumnSpec:
        """Return the column of that key."""
        return next(column for column in self.columns if column.key == key)


class SheetSpec(DocumentPart):
    """A sheet other than the form's own: what stands on it, and the widths of its columns."""

    name: str
    blocks: tuple[str, ...]
    """The parts of its single cells, from above."""
    tables: tuple[str, ...] = ()
    widths: tuple[int, ...]


class ShareRules(DocumentPart):
    """How points are proposed: see ``docs/填报指南.md``."""

    even: Number
    steps: tuple[Number, ...]
    most: Number


class SpareRows(DocumentPart):
    """How many empty rows there are."""

    blank: int
    """For a second level of a blank form."""
    missing: int
    """For a second level without targets."""
    more: int
    """In every first level."""
    open: int
    """Below the others of a blank form, without levels: room for a block of rows."""
    goals: int
    """For yearly goals, or main tasks, of a blank form."""
    inserted: int
    """How many rows more than there are the formulas reckon with."""


class TargetHeadings(DocumentPart):
    """How the columns and sums of a list of targets may be called."""

    columns: dict[str, tuple[str, ...]]
    sums: tuple[str, ...]
    subtotals: tuple[str, ...]


class OfferWords(DocumentPart):
    """The sheet of figures that a unit's own texts offer: its name, headings and phrases."""

    sheet: str
    note: str
    headings: tuple[str, ...]
    widths: tuple[int, ...]
    alike: str
    """How a figure was found; ``{common}`` and ``{percent}`` say how much of the name stands next to it."""
    sum: str
    """What a sum is; ``{count}`` is of how many figures."""


class DayWords(DocumentPart):
    """The words of a day that an actual may name."""

    done: str
    """What may stand behind it."""
    year: str
    month: str
    day: str
    parts: tuple[str, ...]
    """Parts of a month, behind its name."""


class FormPlaces(DocumentPart):
    """What the placeholders of a form stand for here: keys of fields and columns."""

    head: dict[str, str]
    goal: dict[str, str]
    tables: dict[str, dict[str, str]]
    """By table; the placeholders of one table bear the name of one group."""


class FillLayout(VocabularyFile):
    """The whole vocabulary of the workbook."""

    ships_as = "vocabulary/layouts/fill_in.yaml"

    schema_: Annotated[Literal["ziping/fill/1"], Field(alias="schema")]
    guide_sheet: str
    form_sheet: str
    about_sheet: str
    sheets: dict[str, SheetSpec]
    """The sheets other than the form, by what they are for."""
    fields: tuple[FieldSpec, ...]
    all_tables: Annotated[tuple[TableSpec, ...], Field(alias="tables")]
    lists: dict[str, tuple[str, ...]]
    funds_sources: tuple[str, ...]
    patterns: dict[str, str]
    """Labels, sentences and messages by key; ``{…}`` is filled in."""
    guide: tuple[dict[str, str], ...]
    """The lines of the instructions: ``kind`` (title, step, text …) and ``text``."""
    messages: dict[str, tuple[str, str]]
    """Title and text of the input message of a kind or key."""
    errors: dict[str, str]
    """The message where something else was typed, by kind."""
    shares: ShareRules
    spare: SpareRows
    signs: dict[str, tuple[str, ...]]
    """How a target that is scored live may begin, by what it means (``at_least``, ``above`` …)."""
    units: tuple[str, ...]
    """Units of texts that are scored live, beside those that the engine knows, written on both sides."""
    counters: tuple[str, ...]
    """Units that an actual may leave out."""
    bare_rates: tuple[str, ...]
    """Units of rates that an actual may leave out; up to 1 it is a share then."""
    day_words: DayWords
    wordings: tuple[str, ...]
    """Targets in words that are scored live where the actual repeats them."""
    not_applicable: tuple[str, ...]
    """Actuals of rows that hold no points."""
    targets: TargetHeadings
    offers: OfferWords
    of_form: FormPlaces

    def relabelled(self, words: Mapping[str, str]) -> FillLayout:
        """Return the layout with a set's own labels and headings.

        ``words`` has them under ``label.KEY`` and ``heading.TABLE.KEY``, and under ``required`` the
        keys of the fields that must be filled.
        """
        if not words:
            return self
        required = words.get("required", "").split(",") if "required" in words else None
        fields = tuple(
            field.model_copy(update={
                "label": words.get(f"label.{field.key}", field.label),
                "required": field.required if required is None else field.key in required,
            })
            for field in self.fields
        )  # fmt: skip
        tables = tuple(
            table.model_copy(update={"columns": tuple(
                column.model_copy(update={
                    "heading": words.get(f"heading.{table.key}.{column.key}", column.heading)
                })
                for column in table.columns
            )})
            for table in self.all_tables
        )  # fmt: skip
        copy = self.model_copy(update={"fields": fields, "all_tables": tables})
        vars(copy).pop("tables", None)  # made from the tables as they were
        return copy

    @cached_property
    def tables(self) -> Mapping[str, TableSpec]:
        """The tables by key."""
        return {table.key: table for table in self.all_tables}

    def home_of_block(self, block: str) -> SheetSpec | None:
        """Return the sheet of a part of the form; None for the form's own sheet."""
        return next((spec for spec in self.sheets.values() if block in spec.blocks), None)

    def home_of_table(self, key: str) -> SheetSpec | None:
        """Return the sheet of a table; None for the form's own sheet."""
        return next((spec for spec in self.sheets.values() if key in spec.tables), None)

    def field(self, key: str) -> FieldSpec:
        """Return the field of that key."""
        return next(field for field in self.fields if field.key == key)
