"""Files made of submissions: forms to sign, their explanation, papers of several projects, drafts."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field

from scoring.page.messages.message import FileGiven, FileMade, PageBody

ExportKind = Literal[
    "xlsx", "docx", "html", "pdf", "json", "explanation", "explanation_page", "evidence", "public",
    "summary", "overview_text", "copy", "fill_in",
]  # fmt: skip
"""自评表 in four formats (``pdf`` where LibreOffice is installed), data; 评分说明 as a workbook and as a page, 佐证材料目录, 公开版; of several projects 自评结果汇总表 and
自评综述; the filled copy of a system's export (回填); an empty 填报表 to hand out."""


class ExportAsk(PageBody):
    """What is wanted of some submissions."""

    submissions: tuple[dict[str, Any], ...]
    kinds: tuple[ExportKind, ...]
    stems: tuple[str, ...] = ()
    """Name of the input of each, by which its files are called; its title where there is none."""
    exports: tuple[FileGiven, ...] = ()
    """Files of a system's export to be filled in."""
    also: tuple[FileGiven, ...] = ()
    """Files of the page's own that go with them, into the zip too: the draft."""
    day: str = ""
    """Day for the name of the zip, as YYYYMMDD."""
    as_zip: bool = True
    """One zip where there are several files; else each by itself."""


class ExportAnswer(PageBody):
    """The files, and what could not be carried over."""

    files: tuple[FileMade, ...]
    notes: tuple[str, ...] = ()


class OverviewAsk(PageBody):
    """A submission whose 自评综述 is to be shown before it is written."""

    submission: dict[str, Any]


class OverviewPart(PageBody):
    """A piece of a 自评综述, and whose it is."""

    text: str
    kind: Literal["plain", "figure", "quoted", "to_fill"]
    """The program's wording, a figure that it filled in, the unit's own words, what is to be written."""


class OverviewAnswer(PageBody):
    """The 自评综述 of one project; none of a secret one."""

    parts: tuple[OverviewPart, ...]


class PasteAsk(PageBody):
    """A block from the clipboard, to be placed on the form of a set."""

    set: str
    cells: tuple[tuple[str, ...], ...] = Field(max_length=5_000)


class PasteAnswer(PageBody):
    """Which field each column of a block holds; None for a column that is none.

    Only of a block whose first row are headings; ``headings`` is False for another.
    """

    headings: bool
    fields: tuple[str | None, ...] = ()


class MergeAsk(PageBody):
    """Two documents of the unit's side, to be merged by the ids of their projects."""

    mine: tuple[dict[str, Any], ...]
    theirs: tuple[dict[str, Any], ...]


class MergedField(PageBody):
    """A field that differs between two versions of one project."""

    at: str
    label: str
    mine: str
    theirs: str


class MergedProject(PageBody):
    """One project of two documents."""

    mine: int | None
    theirs: int | None
    title: str
    fields: tuple[MergedField, ...] = ()


class MergeAnswer(PageBody):
    """How the projects of two documents fit together; nothing is decided."""

    projects: tuple[MergedProject, ...]
