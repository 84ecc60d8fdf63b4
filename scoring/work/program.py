"""The digest of everything besides its input that decides what the program gives."""

from __future__ import annotations

from functools import cache
from importlib import resources
from typing import Final

from scoring.files import shipped
from scoring.files.digests import bytes_digest, joint_digest, source_pieces
from scoring.work.library import Library

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
    pieces = [str(path.name) + bytes_digest(path.read_bytes()) for path in (*own, *templates)]
    return joint_digest(_program(), *pieces)


@cache
def _program() -> str:
    pieces = list(source_pieces(resources.files("scoring")))
    for kind, suffix in _SHIPPED:
        for name in shipped.listing(kind, suffix):
            pieces += [name, bytes_digest(shipped.read_bytes(name))]
    return joint_digest(*pieces)
