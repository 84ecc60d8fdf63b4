"""A file that somebody has at hand, as the page takes it in."""

from __future__ import annotations

from typing import Any, Literal

from scoring.page.messages.message import FileGiven, PageBody, PageProblem

BroughtKind = Literal["approved", "export", "last_year", "form", "fill_in", "draft", "nothing"]
"""批复的目标表, 系统导出, 上年的表, 自评表, 填报表, 草稿; or nothing that can be filled in."""


class ReadAsk(PageBody):
    """A file to be read; ``take_as`` and ``set`` are what a person chose in place of what was found."""

    given: FileGiven
    take_as: BroughtKind | None = None
    set: str | None = None
    year: int | None = None
    """The year that is being filled in, if it is known: a form of the year before is 上年的表."""


class SetOffer(PageBody):
    """A set that a form may belong to, and what speaks for or against it."""

    id: str
    called: str
    why: str = ""


class BroughtForm(PageBody):
    """One form or table of a file as a submission to go on with."""

    title: str
    unit: str
    year: int | None
    set: str
    """Id of the set; empty where none is known."""
    set_by: Literal["form", "person", "clues", ""] = ""
    offers: tuple[SetOffer, ...] = ()
    rows: int
    submission: dict[str, Any]
    brought: tuple[str, ...]
    """What came in, in words: 年度指标值 18 格."""
    left_out: tuple[str, ...]
    """What did not come in, each with why."""
    repairs: tuple[PageProblem, ...] = ()
    unplaced: tuple[PageProblem, ...] = ()
    secret: bool = False


class ReadAnswer(PageBody):
    """What a file was found to be, and what of it can be gone on with."""

    kind: BroughtKind
    kind_words: str
    forms: tuple[BroughtForm, ...] = ()
    kept_for_export: bool = False
    """Whether the file itself is worth keeping: a filled copy of it can be written (回填)."""
    note: str = ""
    problems: tuple[PageProblem, ...] = ()
