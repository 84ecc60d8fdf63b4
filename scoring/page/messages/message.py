"""The envelope of a message, and the parts that several operations share.

Numbers are strings of plain decimals (``"26.54"``), as everywhere at the borders; points are points,
amounts in the money unit of their form, rates fractions unless a name says percent. A place in a
submission is a path of keys and indexes from 0 joined by ``/`` (``indicators/3/actual``); a row is its
path without the field, the execution rate is ``execution``, a leaf that the set computes ``leaf/<id>``.
"""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field


class PageBody(BaseModel):
    """The base of everything that crosses the border: closed, and frozen once it is made."""

    model_config = ConfigDict(
        extra="forbid", frozen=True, json_schema_serialization_defaults_required=True
    )


class PageProblem(PageBody):
    """One thing that went wrong: where, what, and what to do, in Chinese."""

    where: str = ""
    what: str
    todo: str = ""
    code: str = ""


class FileGiven(PageBody):
    """A file that the page hands over: its name, its folder if it was dropped within one, its bytes.

    ``file`` is the index of the bytes in the list that travels with the message.
    """

    name: str = Field(max_length=1_000)
    folder: str = Field("", max_length=4_000)
    file: int = Field(ge=0)


class FileMade(PageBody):
    """A file that the engine made: its name as the command writes it, its media type, its bytes."""

    name: str
    type: str
    file: int


class EngineRequest(PageBody):
    """A message of the page. ``rev`` is the revision of the document that it is about."""

    id: int
    op: str = Field(max_length=40)
    rev: int = 0
    body: dict[str, Any] = Field(default_factory=dict)


class EngineAnswer(PageBody):
    """What comes back: ``body`` where it is ``ok``, else the problems; there may be both."""

    id: int
    rev: int = 0
    ok: bool
    problems: tuple[PageProblem, ...] = ()
    body: dict[str, Any] | None = None


class EngineProgress(PageBody):
    """How far a long operation is; any number of them come before its answer."""

    done: int
    of: int
    text: str = ""


Severity = Literal["edit", "ask", "note", "lack", "good", "none"]
"""■ 需要改 / 与规则不一致, ◆ 会被问到 / 待说明, ● 可以补充 / 提示, ○ 还缺, ✓, – 不适用."""
