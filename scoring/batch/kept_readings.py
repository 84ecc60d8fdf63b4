"""What was read is kept, so that a run that was stopped goes on where it stood.

One JSON file for each file of the run, in a hidden folder of the outputs. An entry is used only if
it was made by the same readers, with the same words, from the same bytes under the same name; any
other, and one that is damaged, is passed over. Nothing is kept of a file that holds a secret
submission, or of the 复核表 of one.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from contextlib import suppress
from decimal import Decimal
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Final

from pydantic import ValidationError

from scoring import __version__
from scoring.batch.walk import OWN_FOLDER
from scoring.files import shipped
from scoring.files.digests import bytes_digest, joint_digest, module_or_folder, source_pieces
from scoring.records.file_content import FileRead

_SCHEMA: Final = "ziping/read/1"
_MOST_BYTES: Final = 256_000_000
"""A longer entry was not written here."""
READERS: Final = (
    "intake", "readers", "workbooks", "documents", "files", "records",
    "exact.py", "money.py", "problem.py", "text.py", "value_class.py", "words.py",
)  # fmt: skip
"""Rooms and modules that decide how a file is read; each must exist, so that a moved one is missed."""
_WORDS: Final = (("vocabulary", ".yaml"), ("indicator_sets", ".yaml"))


class KeptReadings:
    """Keeps what was read of files, by their content."""

    def __init__(self, folder: Path, more: Iterable[str] = ()) -> None:
        """``more`` is what else the reading depends on (a user's own sets and words)."""
        self.folder = folder / OWN_FOLDER / "read"
        self._base = joint_digest(readers_digest(), *more)

    def key(self, content: str, name: str) -> str:
        """Return the key of the reading of a file; ``content`` is the digest of its bytes."""
        return joint_digest(self._base, content, name)

    def load(self, key: str) -> FileRead | None:
        """Return what was kept, or None where there is nothing that can be used."""
        path = self._path(key)
        try:
            if path.stat().st_size > _MOST_BYTES:
                return None
            entry = json.loads(path.read_bytes())
            body = entry["file"]
            if entry["schema"] != _SCHEMA or entry["key"] != key:
                return None
            if entry["sum"] != joint_digest(body):
                return None
            return from_text(body)
        except (OSError, ValueError, TypeError, KeyError, RecursionError):
            return None

    def has(self, key: str) -> bool:
        """Tell whether something was kept; it may still turn out to be of no use."""
        return self._path(key).is_file()

    def save(self, key: str, read: FileRead) -> bool:
        """Keep what was read; return whether it lies on the disk now.

        Where it does not (it is secret, or cannot be written) the next run reads the file again.
        """
        if read.is_secret:
            return False
        body = to_text(read)
        entry = {"schema": _SCHEMA, "key": key, "sum": joint_digest(body), "file": body}
        text = json.dumps(entry, ensure_ascii=True, separators=(",", ":"))
        path = self._path(key)
        # Not forced onto the disk one by one: an entry that is not whole is passed over.
        part = path.with_suffix(f".{os.getpid()}.tmp")
        with suppress(OSError):
            path.parent.mkdir(parents=True, exist_ok=True)
            part.write_bytes(text.encode("ascii"))
            os.replace(part, path)
            return True
        return False

    def _path(self, key: str) -> Path:
        return self.folder / key[:2] / f"{key}.json"


def holds_any(folder: Path) -> bool:
    """Tell whether what was read of any file is kept in a folder of outputs."""
    try:
        return any((folder / OWN_FOLDER / "read").glob("*/*.json"))
    except OSError:
        return False


def to_text(read: FileRead) -> str:
    """Write what was read as JSON; numbers keep the decimals they were written with."""
    data = read.model_dump(by_alias=True, exclude_defaults=True)
    return json.dumps(data, ensure_ascii=True, default=_plain, separators=(",", ":"))


def from_text(text: str) -> FileRead:
    """Read back what :func:`to_text` wrote. Raises ``ValueError`` if it is nothing of the kind."""
    try:
        return FileRead.model_validate_json(text)
    except ValidationError as error:
        raise ValueError(str(error)) from error


def _plain(value: object) -> object:
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, frozenset | set):
        return sorted(value)
    raise TypeError(type(value).__name__)


@cache
def readers_digest() -> str:
    """Return the digest of everything that decides how a file is read: program and words."""
    package = resources.files("scoring")
    pieces = [__version__]
    for name in READERS:
        pieces += source_pieces(module_or_folder(package, name))
    for kind, suffix in _WORDS:
        for name in shipped.listing(kind, suffix):
            pieces += [name, bytes_digest(shipped.read_bytes(name))]
    return joint_digest(*pieces)
