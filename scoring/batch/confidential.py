"""Files that hold something secret: their problems are reported without any of their text."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import Final

from scoring.problem import Problem
from scoring.records.file_content import FileRead

_SAYS_SO: Final = re.compile(
    rb"""secret["']?[ \t]*:[ \t]*["']?"""
    # Anything but a no (in UTF-8, GB18030, UTF-16, as JSON may write it) or nothing at all.
    rb"""(?!false\b|no\b|null\b|\xe5\x90\xa6|\xb7\xf1|&T|T&|\\u5426)[^\s"',#~}]""",
    re.IGNORECASE,
)
_PIECE: Final = 16_000_000
LONGEST_SECRET: Final = 200
"""Bytes that the longest match may have; so much of a piece is looked at again with the next."""


def says_secret(path: Path) -> bool:
    """Tell whether a file of records calls one of them secret, even if it cannot be read."""
    end = b""
    try:
        with path.open("rb") as opened:
            while piece := opened.read(_PIECE):
                part = end + piece
                if holds_secret(part):
                    return True
                end = part[-2 * LONGEST_SECRET :]
    except OSError:
        return False
    return False


def holds_secret(content: bytes) -> bool:
    """Tell whether a stretch of a file of records calls one of them secret."""
    # UTF-16 is searched as if it were ASCII.
    return _SAYS_SO.search(content.replace(b"\0", b"")) is not None


def without_secrets(read: FileRead, path: Path) -> FileRead:
    """Return what was read; of what is secret and cannot be used, the places of its faults only.

    Faulty records in a file that holds a secret one may be secret themselves. The very same record
    comes back where there is nothing to hide.
    """
    faulty = [form for form in read.forms if form.submission is None]
    all_of_them = bool(faulty) and says_secret(path)
    if not (all_of_them or read.is_secret):
        return read
    forms = tuple(
        form
        if form.submission is not None or not (form.secret or all_of_them)
        else form.model_copy(
            update={"secret": True, "problems": tuple(map(concealed, form.problems))}
        )
        for form in read.forms
    )
    problems = tuple(map(concealed, read.problems))
    return read.model_copy(update={"forms": forms, "problems": problems})


def concealed(problem: Problem) -> Problem:
    """Return a problem with its place alone: message, hint and line may quote the file."""
    return replace(
        problem, message="涉密的表，问题内容不列", hint="请按这个位置核对原文件。", line_text=""
    )
