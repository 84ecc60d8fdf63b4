"""Digests of files, of contents, of several texts in one, and of the program's own source."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import suppress
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Final


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
    """Yield name and digest of every module in a part of the package, in one order."""
    if part.is_dir():
        for inner in sorted(part.iterdir(), key=lambda entry: entry.name):
            if inner.name != _CACHE:
                yield from source_pieces(inner)
    elif part.name.endswith((".py", ".pyc")):
        with suppress(OSError):
            yield from (part.name.removesuffix("c"), _source_digest(part))


def module_or_folder(package: Traversable, name: str) -> Traversable:
    """Return a part of the package: a folder, or a module (``text.py``), which may be compiled.

    Raises ``LookupError`` where there is none.
    """
    for part in (package / name, package / f"{name}c"):
        if part.is_dir() or part.is_file():
            return part
    raise LookupError(f"no room or module: {name}")


_CACHE: Final = "__pycache__"
_HEAD: Final = slice(8, 16)
"""Where a compiled module that has no source beside it holds the digest of it (``packaging/page/pack.py``)."""


def _source_digest(module: Traversable) -> str:
    content = module.read_bytes()
    if module.name.endswith(".pyc"):
        return content[_HEAD].hex()
    return hashlib.sha256(content).digest()[: _HEAD.stop - _HEAD.start].hex()
