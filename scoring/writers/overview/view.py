"""The overview as records of texts that the template prints."""

from __future__ import annotations

from dataclasses import dataclass

from scoring.writers.overview.charts import Chart
from scoring.writers.pages import PageScript


@dataclass(frozen=True, slots=True)
class HeadlineFigure:
    """One headline number."""

    key: str
    name: str
    value: str
    to: str = ""
    """Address of what it counts."""


@dataclass(frozen=True, slots=True)
class DecideRow:
    """One form on which a person should decide soon, with the finding on which most hangs."""

    title: str
    page: str
    workbook: str
    who: str
    at_stake: str
    above: str
    claimed: str
    rule: str
    kind: str
    kind_name: str
    name: str
    """Of the row that the finding is about, or what is to be done where nothing was found."""
    to: str
    """Address of the row."""
    text: str


@dataclass(frozen=True, slots=True)
class DecideTable:
    """The forms to decide on next, the heaviest first."""

    key: str
    title: str
    rows: tuple[DecideRow, ...]
    cap: str
    more: str
    """Address of the list of all such forms."""


@dataclass(frozen=True, slots=True)
class UnitRow:
    """The forms of one unit or 主管部门 in numbers; ``to`` is the address of their list."""

    name: str
    to: str
    numbers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class UnitTable:
    """The forms by unit or by 主管部门."""

    key: str
    title: str
    columns: tuple[str, ...]
    rows: tuple[UnitRow, ...]
    cap: str
    more: str


@dataclass(frozen=True, slots=True)
class ListedForm:
    """One form in the list."""

    number: int
    anchor: str
    title: str
    page: str
    workbook: str
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
    at_stake: str
    todo: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FormSection:
    """Forms under one heading."""

    anchor: str
    heading: str
    forms: tuple[ListedForm, ...]


@dataclass(frozen=True, slots=True)
class GroupRow:
    """How often one kind of finding was made, and the points at stake."""

    kind: str
    kind_name: str
    title: str
    id: str
    """Its own id, of the first group of a kind."""
    anchor: str
    """Id of its list."""
    count: str
    forms: str
    points: str


@dataclass(frozen=True, slots=True)
class ItemRow:
    """One finding of a group."""

    form: str
    page: str
    who: str
    name: str
    place: str
    text: str
    to: str
    points: str


@dataclass(frozen=True, slots=True)
class GroupList:
    """The findings of one code that are shown."""

    kind: str
    anchor: str
    heading: str
    items: tuple[ItemRow, ...]
    cap: str
    more: str
    """Address of the file that holds all."""
    opened: bool


@dataclass(frozen=True, slots=True)
class OverviewTable:
    """Any other list: columns, rows of texts, and a note where it was cut (``cap``)."""

    key: str
    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    cap: str
    more: str
    """Address of the file that holds all."""
    opened: bool


@dataclass(frozen=True, slots=True)
class Link:
    """A link to another page; no address for the page itself."""

    name: str
    address: str


@dataclass(frozen=True, slots=True)
class FirstPage:
    """What only the first page shows."""

    rounds: tuple[HeadlineFigure, ...]
    """How many forms stand in each round."""
    needs: tuple[HeadlineFigure, ...]
    """What awaits a person."""
    decide: tuple[DecideTable, ...]
    waiting: tuple[OverviewTable, ...]
    """What was not read or awaits a person."""
    units: tuple[UnitTable, ...]
    figures: tuple[HeadlineFigure, ...]
    explain: tuple[str, ...]
    charts: tuple[Chart, ...]
    groups: tuple[GroupRow, ...]
    lists: tuple[GroupList, ...]
    reading: tuple[OverviewTable, ...]
    """Unmatched pieces, restored cells, and the sources of the rules."""


@dataclass(frozen=True, slots=True)
class PageView:
    """One page."""

    title: str
    page_text: str
    """Which of how many pages this is; empty if it is the only one."""
    whole: FirstPage | None
    sections: tuple[FormSection, ...]
    has_decided: bool
    links: tuple[Link, ...]
    script: PageScript
    """What sorts and filters the tables; the page can be read without it."""
