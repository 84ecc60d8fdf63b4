"""Where the templates of forms are found: in the user's folders first, then in the package."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from scoring.files import shipped
from scoring.files.text_file import decoded, read_bytes

FOLDER: Final = "templates"
KINDS: Final = ("xlsx", "html")
MOST_BYTES: Final = 10_000_000
"""Bytes in one template; a larger file is refused."""


@dataclass(frozen=True, slots=True)
class FormTemplate:
    """A template's content, and the name that people see."""

    name: str
    content: bytes
    own: bool = False
    """It lies in a user's folder."""
    hides_shipped: bool = False
    """A shipped template has the same name."""

    @property
    def text(self) -> str:
        """The content of a page template."""
        return decoded(self.content, self.name)


class Templates:
    """Finds templates by kind and name, and reads each once. ``folders`` hold ``xlsx``, ``html``."""

    def __init__(self, folders: Sequence[Path] = ()) -> None:
        self.folders = tuple(folders)
        self._read: dict[tuple[str, str], FormTemplate] = {}

    def exists(self, kind: str, name: str) -> bool:
        """Tell whether there is a template ``name`` of the ``kind`` xlsx or html."""
        return self._path(kind, name) is not None or _ships(kind, name)

    def get(self, kind: str, name: str) -> FormTemplate | None:
        """Return a template, or None where there is none.

        Raises :class:`InputError` if a user's file cannot be read.
        """
        if (kind, name) not in self._read:
            path = self._path(kind, name)
            if path is not None:
                content = read_bytes(path, MOST_BYTES)
                template = FormTemplate(str(path), content, True, _ships(kind, name))
            elif _ships(kind, name):
                inside = f"{FOLDER}/{kind}/{name}"
                template = FormTemplate(inside, shipped.read_bytes(inside))
            else:
                return None
            self._read[kind, name] = template
        return self._read[kind, name]

    def own(self) -> Iterable[tuple[Path, bool]]:
        """Yield the templates in the users' folders, with whether each hides a shipped one."""
        seen = set()
        for folder in self.folders:
            for kind in KINDS:
                for path in sorted((folder / kind).glob("*")):
                    if path.is_file() and _plain(path.name) and (kind, path.name) not in seen:
                        seen.add((kind, path.name))
                        yield path, _ships(kind, path.name)

    def _path(self, kind: str, name: str) -> Path | None:
        if not _plain(name):
            return None
        return next((p for f in self.folders if (p := f / kind / name).is_file()), None)


def _plain(name: str) -> bool:
    """Tell whether ``name`` is a file's name and no way into another folder."""
    return not set(name) & set('/\\:*?"<>|') and not name.startswith((".", "~$")) and bool(name)


def _ships(kind: str, name: str) -> bool:
    return _plain(name) and shipped.exists(f"{FOLDER}/{kind}/{name}")
