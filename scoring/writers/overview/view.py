"""The overview as it is told: records of words that the template prints."""

from __future__ import annotations

from dataclasses import dataclass

from scoring.writers.overview.charts import Chart


@dataclass(frozen=True, slots=True)
class Figure:
    """One headline number."""

    key: str
    name: str
    value: str
    to: str = ""
    """Id of the section that tells more."""


@dataclass(frozen=True, slots=True)
class FormRow:
    """One form in the list."""

    number: int
    anchor: str
    title: str
    link: str
    who: str
    file: str
    claimed: str
    position: str
    position_key: str
    rule: str
    decided: str
    decided_grade: str
    deviation: str
    grade: str
    grade_told: str
    todo: tuple[str, ...]
    rank: int


@dataclass(frozen=True, slots=True)
class GroupRow:
    """How often one kind of finding was made, and what hangs on it."""

    kind: str
    kind_name: str
    title: str
    anchor: str
    count: str
    forms: str
    points: str


@dataclass(frozen=True, slots=True)
class ItemRow:
    """One finding of a group."""

    form: str
    link: str
    who: str
    name: str
    place: str
    points: str


@dataclass(frozen=True, slots=True)
class GroupList:
    """The findings of one code that are shown."""

    kind: str
    anchor: str
    heading: str
    items: tuple[ItemRow, ...]
    cap: str
    opened: bool


@dataclass(frozen=True, slots=True)
class Table:
    """Any other list: columns, rows of texts, and what is said where it was cut."""

    key: str
    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    cap: str
    opened: bool


@dataclass(frozen=True, slots=True)
class Link:
    """A link to another page; no address for the page itself."""

    name: str
    address: str


@dataclass(frozen=True, slots=True)
class Whole:
    """What only the first page shows."""

    needs: tuple[Figure, ...]
    """What awaits a person."""
    figures: tuple[Figure, ...]
    explain: tuple[str, ...]
    charts: tuple[Chart, ...]
    groups: tuple[GroupRow, ...]
    lists: tuple[GroupList, ...]
    waiting: tuple[Table, ...]
    """What was not read or awaits a person."""
    told: tuple[Table, ...]
    """What was put back, what found no place, and the sources of the rules."""


@dataclass(frozen=True, slots=True)
class PageView:
    """One page."""

    title: str
    told: str
    whole: Whole | None
    forms: tuple[FormRow, ...]
    forms_told: str
    has_decided: bool
    links: tuple[Link, ...]
