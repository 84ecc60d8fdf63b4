"""One message of the page answered: which operation it names, checked, done, and put in words."""

from __future__ import annotations

import json
import traceback
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from pydantic import ValidationError
from pydantic_core import PydanticSerializationError

from scoring.documents.json_text import check_json_depth
from scoring.page.context import PageContext
from scoring.page.messages.message import EngineAnswer, EngineRequest, PageBody, PageProblem
from scoring.page.operations import OPERATIONS
from scoring.page.page_problems import page_problem
from scoring.problem import InputError

_NOT_UNDERSTOOD = "计分程序看不懂这条消息"
_MESSAGE = "消息"
_NOT_DONE = "这一步没有算出来"
_ONCE_MORE = "已填的都在。请再试一次；还是这样，请把这句话发给维护的人："
_RELOAD = "请重新打开本页；还是这样，请把出错信息发给维护的人。"


class PageAnswer(NamedTuple):
    """An answer as it crosses the border: JSON, and the bytes of the files that it names."""

    text: str
    files: tuple[bytes, ...]


class PageEngine:
    """Answers messages, one at a time; what must outlive a message is in its context."""

    def __init__(
        self, report: Callable[[str], None] | None = None, folder: Path | None = None
    ) -> None:
        """``report`` takes the JSON of how far a long operation is; a ledger is kept in ``folder``."""
        self.context = PageContext(report, folder)

    def answer(self, message: str, files: Sequence[bytes] = ()) -> PageAnswer:
        """Answer a message; whatever is wrong stands in the answer, and nothing is raised."""
        try:
            request = EngineRequest.model_validate(_decoded(message))
            operation = OPERATIONS[request.op]
            ask = operation.ask.model_validate(request.body)
        except (ValueError, KeyError, InputError):
            return _text(EngineAnswer(id=_id_of(message), ok=False, problems=(_unknown(),)))
        return self._answered(request, operation.do, ask, files)

    def _answered(
        self, request: EngineRequest, do: Callable[..., Any], ask: PageBody, files: Sequence[bytes]
    ) -> PageAnswer:
        context = self.context.begin(request, files)
        try:
            body = do(context, ask)
            context.keep()
        except InputError as error:
            problems = tuple(page_problem(problem) for problem in error.problems)
            return _text(EngineAnswer(id=request.id, rev=request.rev, ok=False, problems=problems))
        except Exception as error:
            problems = (_unknown() if isinstance(error, ValidationError) else _fault(error),)
            return _text(EngineAnswer(id=request.id, rev=request.rev, ok=False, problems=problems))
        answer = EngineAnswer(
            id=request.id, rev=request.rev, ok=True, body=body.model_dump(mode="json")
        )
        return _text(answer, context.made)


def _unknown() -> PageProblem:
    return PageProblem(what=_NOT_UNDERSTOOD, todo=_RELOAD, code="page-message")


def _fault(error: Exception) -> PageProblem:
    """Return a fault of the program in words; where it lies is for the maintainer."""
    frames = traceback.extract_tb(error.__traceback__)
    place = f"{Path(frames[-1].filename).stem}:{frames[-1].lineno}"
    todo = f"{_ONCE_MORE}{type(error).__name__} {place}"
    return PageProblem(what=_NOT_DONE, todo=todo, code="page-fault")


def _decoded(message: str) -> Any:
    """Return what a message holds; numbers with a point stay texts.

    Depth is looked at before: in a browser too many levels would end the interpreter.
    """
    check_json_depth(message, _MESSAGE)
    return json.loads(message, parse_float=str, parse_constant=_no_number)


def _no_number(word: str) -> Any:
    raise ValueError(word)


def _id_of(message: str) -> int:
    """Return the number of a message that is no request, so that its answer finds back."""
    try:
        found = _decoded(message)["id"]
    except (ValueError, KeyError, TypeError, InputError):
        return -1
    return found if isinstance(found, int) else -1


def _text(answer: EngineAnswer, files: Sequence[bytes] = ()) -> PageAnswer:
    try:
        text = answer.model_dump_json()
    except (
        PydanticSerializationError
    ):  # half of a character that somebody pasted, quoted in the answer
        text = json.dumps(answer.model_dump(mode="json"))
    return PageAnswer(text, tuple(files))
