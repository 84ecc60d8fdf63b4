"""A paper as it stands in a file: its paragraphs, cells and chart values, each with its place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class PaperPlace:
    """One paragraph, one cell of a table, or one value of a chart."""

    at: str
    """Where it stands, for people: ``第3段``, ``表2第4行第2列``, ``汇总表!C5``."""
    text: str
    heading: str = ""
    """The nearest heading above it."""
    block: str = ""
    """The id of the text block in which it stands (``W1``): a person's text, never compared."""
    style: str = ""
    """The name of its style, where it has one of its own (``待填写``)."""


@dataclass(frozen=True, slots=True)
class PaperBlock:
    """A text block as it stands in a Word paper, with all that a person may have added to it."""

    id: str
    paragraphs: tuple[str, ...]
    """As they stand there, marks and hints too; none where all of it was deleted."""
    others: tuple[str, ...] = ()
    """What else stands in it and is no text (``表格``, ``图片``): it would be lost with the old file."""


@dataclass(frozen=True, slots=True)
class PaperText:
    """All places of one paper in their order."""

    places: tuple[PaperPlace, ...] = ()
    blocks: tuple[PaperBlock, ...] = ()
    """Of a Word paper that the program made: the texts that people write, in their order."""

    @property
    def text(self) -> str:
        """All of it, a place a line."""
        return "\n".join(place.text for place in self.places)


@dataclass(frozen=True, slots=True)
class StandingPaper:
    """A paper of the folder as it stands, and what it would print now."""

    file: str
    """Relative to the folder, with ``/``."""
    standing: PaperText
    made: PaperText | None = None
    """Made afresh of the figures of now; None for a paper of a person's own."""
    inputs_changed: tuple[str, ...] = ()
    """The files that were changed since it was made."""
    reports_on: tuple[str, ...] = ()
    """The keys of the projects whose deviations it must name (their own report; of the department's
    report all); empty for any other paper."""


Unseen = Literal["comment", "hidden_sheet", "revision", "author", "external"]
"""What a file may hold that nobody sees who reads it."""


@dataclass(frozen=True, slots=True)
class PublicPaper:
    """A file among the published papers, as it stands."""

    file: str
    """Relative to the folder, with ``/``."""
    text: PaperText
    unseen: tuple[Unseen, ...] = ()
    summaries: tuple[str, ...] = ()
    """The projects whose 自评综述 stands in it, in their order."""
    forms: tuple[str, ...] = ()
    """The projects whose 自评表 stands in it."""
    is_read: bool = True
    """Whether it could be read; None of it is known where it could not."""
