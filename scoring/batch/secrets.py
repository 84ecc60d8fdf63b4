"""Faulty records that call themselves secret: what is wrong is told without any of their text."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import Final

from scoring.material import FileRead
from scoring.problem import Problem

_SAYS_SO: Final = re.compile(
    rb"""secret["']?[ \t]*:[ \t]*["']?(?:true|yes|\xe6\x98\xaf|\\u662f)""", re.IGNORECASE
)
_PROBE: Final = 16_000_000


def says_secret(path: Path) -> bool:
    """Tell whether a file of records says of one that it is secret, even if it cannot be read."""
    try:
        with path.open("rb") as opened:
            return _SAYS_SO.search(opened.read(_PROBE)) is not None
    except OSError:
        return False


def without_secrets(read: FileRead, path: Path) -> FileRead:
    """Return what was read; of faulty records in a file that holds secret ones, the places only.

    The very same record comes back where there is nothing to hide.
    """
    if all(form.submission is not None for form in read.forms) or not says_secret(path):
        return read
    forms = tuple(
        form
        if form.submission is not None
        else form.model_copy(update={"problems": tuple(map(concealed, form.problems))})
        for form in read.forms
    )
    return read.model_copy(update={"forms": forms})


def concealed(problem: Problem) -> Problem:
    """Return a problem with its place alone: message, hint and line may quote the file."""
    return replace(
        problem, message="涉密申报填写有误(内容不列)", hint="请按这个位置核对原文件。", line_text=""
    )
