"""Digests of files, of contents, of several texts in one, and of the program's own source."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import suppress
from importlib.resources.abc import Traversable
from pathlib import Path


def content_digest(path: Path) -> str:
    """Return the digest of a file's bytes. Raises ``OSError`` if it cannot be opened."""
    with path.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def bytes_digest(content: bytes) -> str:
    """Return the digest of a content; of a file's bytes it is that of the file."""
    return hashlib.sha256(content).hexdigest()


def joint_digest(*pieces: str | bytes) -> str:
    """Return one digest of several pieces, each taken with its length."""
    whole = hashlib.sha256()
    for piece in pieces:
        data = piece if isinstance(piece, bytes) else piece.encode("utf-8", "surrogatepass")
        whole.update(len(data).to_bytes(8, "big"))
        whole.update(data)
    return whole.hexdigest()


def source_pieces(part: Traversable) -> Iterator[str]:
    """Yield name and digest of every Python file in a part of the package, in one order."""
    if part.is_dir():
        for inner in sorted(part.iterdir(), key=lambda entry: entry.name):
            yield from source_pieces(inner)
    elif part.name.endswith(".py"):
        with suppress(OSError):
            yield from (part.name, bytes_digest(part.read_bytes()))
