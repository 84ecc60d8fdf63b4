"""The overview as records of texts that the template prints."""

from __future__ import annotations

from dataclasses import dataclass

from scoring.writers.overview.charts import Chart


@dataclass(frozen=True, slots=True)
class HeadlineFigure:
    """One headline number."""

    key: str
    name: str
    value: str
    to: str = ""
    """Id of the section with the details."""


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
    rule_grade: str
    todo: tuple[str, ...]
    rank: int


@dataclass(frozen=True, slots=True)
class GroupRow:
    """How often one kind of finding was made, and the points at stake."""

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
class OverviewTable:
    """Any other list: columns, rows of texts, and a note where it was cut (``cap``)."""

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
class FirstPage:
    """What only the first page shows."""

    needs: tuple[HeadlineFigure, ...]
    """What awaits a person."""
    figures: tuple[HeadlineFigure, ...]
    explain: tuple[str, ...]
    charts: tuple[Chart, ...]
    groups: tuple[GroupRow, ...]
    lists: tuple[GroupList, ...]
    waiting: tuple[OverviewTable, ...]
    """What was not read or awaits a person."""
    reading: tuple[OverviewTable, ...]
    """Unmatched pieces, restored cells, and the sources of the rules."""


@dataclass(frozen=True, slots=True)
class PageView:
    """One page."""

    title: str
    page_text: str
    """Which of how many pages this is; empty if it is the only one."""
    whole: FirstPage | None
    forms: tuple[FormRow, ...]
    forms_text: str
    """Which forms stand on this page; empty if all do."""
    has_decided: bool
    links: tuple[Link, ...]
