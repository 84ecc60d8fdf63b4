"""Where the templates of forms are found: in folders given by the user first, then in the package.

A template is a workbook or a page of the user's, or a form that some ``forms.yaml`` describes.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Final

from scoring.files.text_file import decoded, read_bytes
from scoring.words import read_tree, shipped_tree

if TYPE_CHECKING:
    from scoring.writers.form.form_spec import FormSpecs, ResolvedForm

FOLDER: Final = "templates"
SUFFIXES: Final = {"xlsx": ".xlsx", "html": ".html.j2"}
"""How the templates of each kind end."""
MOST_BYTES: Final = 10_000_000
"""Bytes in one template; a larger file is refused."""
_FORMS: Final = "forms.yaml"


@dataclass(frozen=True, slots=True)
class FormTemplate:
    """A template's content, and the name that people see."""

    name: str
    content: bytes = b""
    form: ResolvedForm | None = None
    """The description of a form that is laid out by the program."""
    hides_shipped: bool = False
    """It lies in a user's folder, and one of the same name comes with the program."""

    @property
    def text(self) -> str:
        """The content of a page template."""
        return decoded(self.content, self.name)


class Templates:
    """Finds templates by kind and name, and reads each once.

    ``folders`` hold ``xlsx``, ``html`` and ``forms.yaml``.
    """

    def __init__(self, folders: Sequence[Path] = ()) -> None:
        self.folders = tuple(folders)
        self._read: dict[tuple[str, str], FormTemplate | None] = {}

    @cached_property
    def forms(self) -> FormSpecs:
        """The forms that are described, the user's before the shipped ones.

        Raises :class:`InputError` if a user's file is not as it must be.
        """
        # A run that prints nothing reads no forms.
        from scoring.writers.form.form_spec import SHIPPED_FORMS, FormSpecs  # noqa: PLC0415

        own = [path for folder in self.folders if (path := folder / _FORMS).is_file()]
        return FormSpecs([*map(read_tree, own), shipped_tree(SHIPPED_FORMS)])

    def exists(self, kind: str, name: str) -> bool:
        """Tell whether there is a template ``name`` of the ``kind`` xlsx or html."""
        return self.get(kind, name) is not None

    def get(self, kind: str, name: str) -> FormTemplate | None:
        """Return a template, or None where there is none.

        Raises :class:`InputError` if a user's file cannot be read.
        """
        if (kind, name) not in self._read:
            self._read[kind, name] = self._find(kind, name)
        return self._read[kind, name]

    def own(self) -> Iterable[tuple[Path, bool]]:
        """Yield the templates in the users' folders, with whether each hides a shipped one."""
        seen = set()
        for folder in self.folders:
            for kind in SUFFIXES:
                for path in sorted((folder / kind).glob("*")):
                    if path.is_file() and _plain(path.name) and (kind, path.name) not in seen:
                        seen.add((kind, path.name))
                        yield path, self._ships(kind, path.name)
            if (folder / _FORMS).is_file():
                own = self.forms.names(str(folder / _FORMS))
                yield folder / _FORMS, any(map(self.forms.ships, own))

    def _find(self, kind: str, name: str) -> FormTemplate | None:
        if not _plain(name):
            return None
        ships = self._ships(kind, name)
        path = next((p for f in self.folders if (p := f / kind / name).is_file()), None)
        if path is not None:
            return FormTemplate(str(path), read_bytes(path, MOST_BYTES), hides_shipped=ships)
        resolved = self.described(kind, name)
        if resolved is None:
            return None
        hides = ships and not self.forms.is_shipped(name.removesuffix(SUFFIXES[kind]))
        return FormTemplate(resolved.file, form=resolved, hides_shipped=hides)

    def described(self, kind: str, name: str) -> ResolvedForm | None:
        """Return the form that some ``forms.yaml`` describes under a template's name, if one does."""
        form = name.removesuffix(SUFFIXES[kind])
        return self.forms.resolved(form) if form != name and form in self.forms else None

    def _ships(self, kind: str, name: str) -> bool:
        return self.forms.ships(name.removesuffix(SUFFIXES[kind]))


def _plain(name: str) -> bool:
    """Tell whether ``name`` is a file's name and no way into another folder."""
    return not set(name) & set('/\\:*?"<>|') and not name.startswith((".", "~$")) and bool(name)
