"""The marks of a paper: the words of its placeholders, and the bookmarks by which it is read back.

Collapsed bookmarks survive other programs, unlike content controls. Those at headings stand in the
template; those of text blocks are set while it is filled.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal

from scoring.records.papers import PaperView
from scoring.writers.form.placeholders import NamedGroup, PlaceholderNames
from scoring.writers.labels import Labels

_HEADING: Final = "zp_s_"
_TEXT: Final = "zp_t_"
_BEFORE: Final = "zp_b_"
_BEHIND: Final = "zp_e_"
_STARTS: Final[dict[Literal["heading", "text", "before", "behind"], str]] = {
    "heading": _HEADING, "text": _TEXT, "before": _BEFORE, "behind": _BEHIND,
}  # fmt: skip
_UNFIT: Final = re.compile(r"[^0-9A-Za-z_]")
ITEM: Final = ""
"""The name of an item that is a text itself, in a group of such."""


def heading_mark(block: str) -> str:
    """Return the bookmark at the heading of a block; a bookmark's name holds no full stop."""
    return _HEADING + _UNFIT.sub("_", block)


def text_mark(block: str) -> str:
    """Return the bookmark where a person's text begins."""
    return _TEXT + _UNFIT.sub("_", block)


def before_mark(block: str) -> str:
    """Return the bookmark in the paragraph before a person's text.

    Who types over a whole paragraph deletes the bookmark in it; this one stays.
    """
    return _BEFORE + _UNFIT.sub("_", block)


def behind_mark(block: str) -> str:
    """Return the bookmark in the first paragraph behind a person's text."""
    return _BEHIND + _UNFIT.sub("_", block)


@dataclass(frozen=True, slots=True)
class ReadMark:
    """A bookmark of ours as it was found again: what it says, and of which block."""

    kind: Literal["heading", "text", "before", "behind"]
    block: str


def read_mark(name: str) -> ReadMark | None:
    """Return what a bookmark says; None for one of a person or of another program."""
    for kind, start in _STARTS.items():
        if name.startswith(start):
            return ReadMark(kind, name.removeprefix(start))
    return None


@dataclass(frozen=True, slots=True)
class WordMarks:
    """The words of a Word paper that are neither its layout's nor its view's."""

    names: PlaceholderNames
    """Without names: the words 有, 无 and 合并."""
    chart: str
    """The first half of a chart's placeholder."""
    notes: str
    """The second half of the placeholder of a table's notes."""
    open: str
    """Before the hint where a text is missing."""
    draft: str
    """Before a proposed text, which a person accepts by removing it."""
    open_style: str
    """The style of both."""


@lru_cache(maxsize=8)
def word_marks(labels: Labels) -> WordMarks:
    """Return the words, as the labels have them."""
    mark = labels.marks
    words = PlaceholderNames({}, {}, mark["every_some"], mark["every_none"], mark["join"])
    return WordMarks(
        words, mark["chart"], mark["notes"], mark["open"], mark["draft"], mark["open_style"]
    )


def names_of_view(view: PaperView, marks: WordMarks) -> PlaceholderNames:
    """Return what the template of a paper may name."""
    groups = {name: NamedGroup(name, {ITEM: ITEM}) for name in (*view.paragraphs, *view.blocks)}
    for name, table in view.tables.items():
        columns = {key: key for key in table.columns}
        for one in table.rows:
            columns |= {key: key for key in one.cells}
        headings = {heading: key for key, heading in table.headings.items() if key in columns}
        groups[name] = NamedGroup(name, {**headings, **columns, marks.notes: marks.notes})
    charts = {name: name for name in view.charts}
    if charts:
        groups[marks.chart] = NamedGroup(marks.chart, charts)
    words = marks.names
    fields = {name: name for name in view.fields}
    return PlaceholderNames(fields, groups, words.some, words.none, words.join)
