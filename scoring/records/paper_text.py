"""A paper as it stands in a file: its paragraphs, cells and chart values, each with its place."""

from __future__ import annotations

from dataclasses import dataclass


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
class PaperText:
    """All places of one paper in their order."""

    places: tuple[PaperPlace, ...] = ()

    @property
    def text(self) -> str:
        """All of it, a place a line."""
        return "\n".join(place.text for place in self.places)
