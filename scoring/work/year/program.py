"""The digest of everything besides a year's folder that decides what its papers look like."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Final

from scoring.files import shipped
from scoring.work.library import Library
from scoring.work.year.paper_file import digest_of

_SHIPPED: Final = (
    ("vocabulary", ".yaml"), ("indicator_sets", ".yaml"), ("review_rules", ".yaml"),
    ("templates", ""),
)  # fmt: skip


def program_digest(library: Library) -> str:
    """Return the digest of the program, of all that ships with it, and of a user's own sets and templates."""
    own = [path for path in library.own_files() if path.is_file()]
    templates = [
        path
        for folder in library.templates.folders
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    ]
    pieces = [str(path.name) + _digest(path.read_bytes()) for path in (*own, *templates)]
    return digest_of(_program(), *pieces)


@cache
def _program() -> str:
    pieces = list(_sources(resources.files("scoring")))
    for kind, suffix in _SHIPPED:
        for name in shipped.listing(kind, suffix):
            pieces += [name, _digest(shipped.read_bytes(name))]
    return digest_of(*pieces)


def _sources(part: Traversable) -> Iterator[str]:
    for inner in sorted(part.iterdir(), key=lambda entry: entry.name):
        if inner.is_dir():
            yield from _sources(inner)
        elif inner.name.endswith(".py"):
            with suppress(OSError):
                yield from (inner.name, _digest(inner.read_bytes()))


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
