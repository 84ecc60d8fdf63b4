"""The indicator sets that a form can be filled by, and how the form of one is laid out."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field

from scoring.page.messages.message import PageBody

SetKind = Literal["project", "department", "transfer"]
FilledBy = Literal["unit", "plan", "computed"]
"""Who fills a cell: the unit now (yellow), the approved table (white), nobody (grey)."""
CellKind = Literal["text", "number", "money", "yesno", "choice"]


class Hello(PageBody):
    """What the engine is."""

    version: str
    program: str
    """Digest of everything that decides what the program gives."""
    sets: str
    """Digest of the indicator sets."""


class HelloAsk(PageBody):
    """Nothing is asked."""


class SetLevel(PageBody):
    """A first level with its points; ``points`` is empty where it has none of its own."""

    name: str
    points: str = ""


class SetChoice(PageBody):
    """One set as the start screen lists it."""

    id: str
    region: str
    everywhere: bool = False
    """Whether the region is none: the set is used in all of them."""
    title: str
    """Title of the form."""
    called: str
    """The words by which people call the set: 深圳市 · 项目支出 · 2022."""
    year: int | None = None
    kind: SetKind
    levels: tuple[SetLevel, ...] = ()
    document: str = ""
    """Number of the document that it rests on."""
    standing: str = ""
    """Whether its source was checked, in words (未核对原文)."""
    digest: str
    scored: bool = True
    initials: str = ""
    """Initials of the pinyin of region and title, for the search: ``szsxmzc``."""


class ExamplesAsk(PageBody):
    """Nothing is asked."""


class ExamplesAnswer(PageBody):
    """The published forms that ship, filled in, as submissions to look at."""

    submissions: tuple[dict[str, Any], ...]


class SetsListAsk(PageBody):
    """Nothing is asked."""


class SetsList(PageBody):
    """All sets that a form can be filled by, in the order of the list."""

    sets: tuple[SetChoice, ...]


class FormLayoutAsk(PageBody):
    """Which set's form is wanted."""

    set: str


class LayoutCell(PageBody):
    """A cell of head or foot: its label and the field that it shows."""

    label: str
    field: str
    """Path in the submission (``project/name``); empty where the content is computed or fixed."""
    text: str = ""
    """The fixed text, where there is no field."""
    span: int = 1
    kind: CellKind = "text"
    choices: tuple[str, ...] = ()
    filled_by: FilledBy = "unit"
    must: bool = False


class LayoutColumn(PageBody):
    """A column of a table."""

    heading: str
    field: str
    """Key within the row (``actual``, ``level1``, ``budget``); empty where it is computed."""
    computed: str = ""
    """What is computed: ``rate``, ``points``, ``score``, ``goal``, ``standard``, ``calculation``,
    ``evidence``; empty else."""
    width: str
    """Share of the table's width: ``12.5%``."""
    align: Literal["left", "center", "right"]
    kind: CellKind = "text"
    filled_by: FilledBy = "unit"
    merged: bool = False
    """Whether equal neighbours are one merged cell (levels)."""
    with_points: bool = False
    """Whether the points of the level stand under its name."""


class LayoutBlock(PageBody):
    """A table of the form: funds, goal, indicators, tasks, texts."""

    kind: Literal["funds", "goal", "goals", "indicators", "tasks", "texts"]
    banner: str = ""
    side: str = ""
    side_width: str = ""
    """Share of the table's width; empty without a side."""
    columns: tuple[LayoutColumn, ...]
    row: dict[str, str] = Field(default_factory=dict)
    """What a new row of it holds."""


class LayoutSum(PageBody):
    """A line below the indicators; texts may hold ``{total}``, ``{grade}``, ``{points}``."""

    label: str
    points: str
    score: str = ""
    rest: str = ""


class LayoutLeaf(PageBody):
    """A leaf that the set computes from inputs or a checklist, or that only a person can judge."""

    id: str
    path: tuple[str, ...]
    name: str
    points: str
    kind: Literal["value", "items", "judged"]
    note: str = ""
    inputs: tuple[LayoutCell, ...] = ()
    """Figures that it is computed from: fields ``inputs/<name>``."""
    items: tuple[LayoutCell, ...] = ()
    """Points of its checklist: fields ``items/<leaf>/<name>/met``."""
    claim: str = ""
    """Field of the unit's own score (``claims/<name>``)."""
    reason: str = ""


class LayoutGrade(PageBody):
    """A grade and the least total that earns it."""

    name: str
    least: str


class FormLayoutAnswer(PageBody):
    """The form of a set: blocks, columns, spans, headings, which field each cell shows, who fills it.

    Texts that are printed once may hold ``{total}``, ``{grade}``, ``{points}`` and fields by their path
    (``{year}``, ``{money_unit}``, ``{project/name}``).
    """

    set: str
    digest: str
    title: str
    subtitle: str = ""
    landscape: bool
    money_unit: str
    points: str
    """The most the form can earn."""
    execution_points: str = ""
    """Points of the execution rate; empty for a set without."""
    scored: bool = True
    places: int = 2
    """Decimals of scores."""
    head: tuple[tuple[LayoutCell, ...], ...]
    head_widths: tuple[str, ...]
    blocks: tuple[LayoutBlock, ...]
    """In the order of the form; that of kind ``indicators`` is always there."""
    leaves: tuple[LayoutLeaf, ...] = ()
    sums: tuple[LayoutSum, ...] = ()
    foot: tuple[LayoutCell, ...] = ()
    opinion: str = ""
    seal: str = ""
    remarks: tuple[str, ...] = ()
    grades: tuple[LayoutGrade, ...] = ()
    states: tuple[str, ...] = ()
    """Values that the state of a project may have."""
    choices: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    """Values of fields that are chosen from a list, by the field (``direction``, ``project/kind``)."""
    start: dict[str, object]
    """An empty submission of the set, with the rows of its levels; ``texts`` has the names that are asked for."""
