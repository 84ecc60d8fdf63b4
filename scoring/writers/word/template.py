"""A template of a Word paper: drawn from its layout, or a person's own document, ready to be filled."""

from __future__ import annotations

from dataclasses import dataclass

from scoring.writers.word.draw_paper import drawn
from scoring.writers.word.marks import WordMarks
from scoring.writers.word.open_package import opened
from scoring.writers.word.package import Package
from scoring.writers.word.page_style import PageStyle
from scoring.writers.word.papers_file import PaperSpec


@dataclass(frozen=True, slots=True)
class WordTemplate:
    """A document with placeholders; ``name`` is what people know it by."""

    name: str
    package: Package
    marks: WordMarks

    @property
    def content(self) -> bytes:
        """The template as a document, to be restyled by a person."""
        return self.package.written("")


def described_template(
    name: str, paper: PaperSpec, style: PageStyle, marks: WordMarks
) -> WordTemplate:
    """Return the template that a layout of ``papers.yaml`` describes."""
    return WordTemplate(name, drawn(paper, style, marks).copied(), marks)


def own_template(name: str, content: bytes, marks: WordMarks) -> WordTemplate:
    """Return a person's document as a template.

    Raises :class:`InputError` if it is none, or brings along what no paper may have.
    """
    return WordTemplate(name, opened(content, name).copied(), marks)
