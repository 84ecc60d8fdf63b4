"""Whether an input still is what it was when a batch was planned, for whoever opens it then."""

from __future__ import annotations

from pathlib import Path

from scoring.batch.reading import unreadable
from scoring.files.digests import content_digest
from scoring.problem import InputError, Place, Problem


def check_unchanged(path: str, name: str, digest: str) -> None:
    """Raise :class:`InputError` for a file that cannot be opened or holds anything else.

    ``digest`` was taken of its bytes. On a cluster the file may be another one of that path.
    """
    try:
        found = content_digest(Path(path))
    except OSError as error:
        raise InputError([unreadable(name, error)]) from error
    if found != digest:
        raise InputError([changed(name)])


def changed(name: str) -> Problem:
    """Return the problem of an input that somebody changed while it was scored."""
    hint = "请等它写完、不再改动，再运行一次；没有改动的部分不用重做。"
    return Problem("input-changed", "计分的时候这个文件被改动了", Place(name), hint)
