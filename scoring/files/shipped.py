"""Files that come with the engine: indicator sets, vocabulary, templates, examples.

In an installed wheel they lie in ``scoring/_shipped``; in a checkout beside the package. Nothing
else is searched, least of all the current folder.
"""

from __future__ import annotations

from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Final

COMPILED: Final = ".tree"
"""What is put behind a YAML file's name for the file of its tree."""


@cache
def root() -> Traversable:
    """Return the folder that holds ``indicator_sets``, ``vocabulary`` and ``templates``."""
    package = resources.files("scoring")
    inside = package / "_shipped"
    if inside.is_dir():
        return inside
    with resources.as_file(package) as folder:
        return folder.parent


def find(name: str) -> Traversable:
    """Return the shipped file or folder ``name``, written with ``/``: ``vocabulary/reading/units.yaml``."""
    return root().joinpath(*name.split("/"))


def exists(name: str) -> bool:
    """Tell whether the file ``name`` ships."""
    return find(name).is_file()


def read_text(name: str) -> str:
    """Return the text of the shipped file ``name``."""
    return find(name).read_text(encoding="utf-8")


def read_bytes(name: str) -> bytes:
    """Return the content of the shipped file ``name``."""
    return find(name).read_bytes()


def compiled(name: str) -> bytes:
    """Return what lies beside the shipped YAML file ``name`` as its tree; nothing in a checkout."""
    file = find(name + COMPILED)
    try:
        return file.read_bytes()
    except OSError:
        return b""


def listing(kind: str, suffix: str) -> tuple[str, ...]:
    """Return the names, with ``/``, of all files under ``kind`` that end in ``suffix``; sorted."""
    folder = find(kind)
    return tuple(sorted(_below(folder, kind, suffix))) if folder.is_dir() else ()


def _below(folder: Traversable, name: str, suffix: str) -> list[str]:
    found: list[str] = []
    for entry in folder.iterdir():
        inner = f"{name}/{entry.name}"
        if entry.is_dir():
            found += _below(entry, inner, suffix)
        elif entry.name.endswith(suffix):
            found.append(inner)
    return found
