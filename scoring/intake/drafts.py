"""A draft of the page (``ziping/draft/1``): the submissions that somebody typed there."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from scoring.documents.json_text import check_json_depth
from scoring.files.text_file import read_text
from scoring.intake.typed_form import TypedCellFault, read_typed
from scoring.problem import InputError, Place, Problem
from scoring.readers.field_words import field_words
from scoring.records.submission import Submission

DRAFT: Final = "ziping/draft/1"
_NOT_ONE: Final = "这份草稿不完整，读不出里面的申报"
_SAVE_AGAIN: Final = "请在网页上重新“另存草稿文件”，再试一次。"


def draft_submissions(path: str | Path) -> Iterator[tuple[str, Submission | InputError]]:
    """Yield the submissions of a draft, each with its place; one with a cell that cannot be used is refused.

    Raises :class:`InputError` for a draft of a newer program, and for a damaged one.
    """
    name = str(path)
    for number, typed in enumerate(typed_in_draft(read_text(path), name), 1):
        place = f"{name}（第{number}份）"
        try:
            form = read_typed(typed, place)
        except InputError as error:
            yield place, error
            continue
        problems = [_problem(fault, place) for fault in form.faults]
        yield place, InputError(problems) if problems else form.submission


def typed_in_draft(text: str, name: str) -> list[Mapping[str, Any]]:
    """Return the submissions of a draft as they were typed.

    Raises :class:`InputError` for a draft of a newer program, and for a damaged one.
    """
    check_json_depth(text, name)
    try:
        data = json.loads(text.removeprefix("\ufeff"), parse_float=str)
    except ValueError:
        data = None
    schema = data.get("schema") if isinstance(data, dict) else None
    if isinstance(schema, str) and schema.startswith("ziping/draft/") and schema != DRAFT:
        message = "这份草稿是新版程序存的，这里打不开"
        raise InputError([Problem("newer-draft", message, Place(name), "请用新版的文件打开。")])
    submissions = data.get("submissions") if isinstance(data, dict) else None
    is_whole = isinstance(submissions, list) and all(isinstance(one, dict) for one in submissions)
    if schema != DRAFT or not isinstance(submissions, list) or not is_whole:
        raise InputError([Problem("draft", _NOT_ONE, Place(name), _SAVE_AGAIN)])
    return submissions


def _problem(fault: TypedCellFault, place: str) -> Problem:
    """Return a cell that cannot be used as a problem: 绩效指标第3行的自评得分."""
    words = field_words()
    parts = []
    for step in fault.at.split("/"):
        parts.append(f"第{int(step) + 1}行" if step.isdecimal() else words.get(step, step))
    return Problem(
        "draft-cell",
        fault.say.rstrip("。"),
        Place(place, where="".join(parts)),
        "请在网页上改正这一格，再存一次草稿。",
    )
