"""Where indicator sets are found, and how they are called; nothing is compiled here.

A folder given by hand comes first, then ``ZIPING_HOME``, then what ships with the package; never the
current folder unasked. Sets of a nearer folder hide those of a farther one.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

from scoring.files import shipped
from scoring.files.text_file import read_text
from scoring.indicator_set.set_names import SetName, choose, name_of
from scoring.indicator_set.set_text import SetText, merged_tree, unknown_set
from scoring.problem import InputError, Place, Problem
from scoring.value_class import dataclass
from scoring.work.templates import FOLDER as TEMPLATES
from scoring.work.templates import Templates

SETS: Final = "indicator_sets"
SUFFIX: Final = ".yaml"
TEXTS: Final = frozenset({SUFFIX, ".yml"})
CASES: Final = ".cases.yaml"
CLUES: Final = "recognise.yaml"
"""The file of clues by which forms of a folder's own sets are recognised; no set itself."""
VOCABULARY: Final = "vocabulary"
NOT_SETS: Final = (TEMPLATES, VOCABULARY, CLUES)
"""What else a folder of sets may hold."""


@dataclass(frozen=True, slots=True)
class ListedSet:
    """A set that can be found: its id, whence it comes, and whether it hides a shipped one."""

    id: str
    origin: str
    hides_shipped: bool


class SetFiles:
    """The files of indicator sets: those of ``folder``, of ``ZIPING_HOME``, and those that ship.

    Raises :class:`InputError` if the folder does not exist.
    """

    def __init__(self, folder: str | os.PathLike[str] | None = None) -> None:
        self.folder = None if folder is None else Path(folder)
        """The folder that was given by hand."""
        self.folders: list[Path] = []
        if folder is not None:
            folder = Path(folder)
            if not folder.is_dir():
                raise InputError([_no_folder(str(folder), "--sets")])
            self.folders.append(folder)
        home = os.environ.get("ZIPING_HOME")
        if home and (Path(home) / SETS).is_dir():
            self.folders.append(Path(home) / SETS)
        templates = [] if folder is None else [Path(folder) / TEMPLATES]
        self.templates = Templates([*templates, *([Path(home) / TEMPLATES] if home else ())])
        self._texts: dict[str, SetText | None] = {}

    def entries(self) -> list[ListedSet]:
        """Return all sets that can be found, by id; a nearer folder hides a farther one."""
        shipped_ids = set(_shipped_ids())
        listed: dict[str, ListedSet] = {}
        for folder in self.folders:
            for path in sorted(folder.rglob(f"*{SUFFIX}")):
                inside = path.relative_to(folder)
                if path.name.endswith(CASES) or inside.parts[0] in NOT_SETS:
                    continue
                set_id = inside.as_posix().removesuffix(SUFFIX)
                listed.setdefault(set_id, ListedSet(set_id, str(folder), set_id in shipped_ids))
        for set_id in shipped_ids:
            listed.setdefault(set_id, ListedSet(set_id, "", False))
        return [listed[set_id] for set_id in sorted(listed)]

    def text(self, set_id: str) -> SetText | None:
        """Return the text of a set's file, or None if there is none of that id."""
        if set_id not in self._texts:
            self._texts[set_id] = self._text(set_id, SUFFIX)
        return self._texts[set_id]

    def names(self) -> list[SetName]:
        """Return how every set that can be found is called, by id; one that is unreadable by its id alone."""
        names = []
        for entry in self.entries():
            try:
                text = self.text(entry.id)
                assert text is not None, entry
                names.append(name_of(entry.id, merged_tree(text.tree, self.text, (entry.id,))))
            except InputError:
                names.append(SetName(entry.id, ""))
        return names

    def named(self, request: str, place: Place, *, to_score: bool = True) -> str:
        """Return the id of the set that a person names by its id or by words (``深圳 部门``).

        ``to_score`` leaves out those that are only made to be extended. Raises :class:`InputError`
        where the words call several sets or none; an id is not looked up.
        """
        if _looks_like_id(request) or self.text(request) is not None:
            return request
        names = [name for name in self.names() if not (to_score and name.abstract)]
        return choose(request, names, place)

    def named_or_file(self, name: str, place: Place) -> str:
        """Return the id of a set that is named by id or words, or ``name`` where it is a set's file.

        Raises :class:`InputError` where it is neither.
        """
        if is_set_file(name) and self.text(name) is None:
            return name
        return self.named(name, place, to_score=False)

    def text_or_file(self, name: str, place: Place) -> SetText:
        """Return the text of a set that is named by id or words, or by its file.

        Raises :class:`InputError` if there is neither, or the file cannot be read.
        """
        name = self.named_or_file(name, place)
        text = self.text(name)
        if text is None and not is_set_file(name):
            raise InputError([self._unknown(name, place)])
        return text or SetText(name, read_text(name))

    def cases_text(self, set_id: str) -> SetText | None:
        """Return the text of a set's worked examples, or None."""
        return self._text(set_id, CASES)

    def _text(self, set_id: str, suffix: str) -> SetText | None:
        if not _is_plain_id(set_id):
            return None
        for folder in self.folders:
            path = folder / f"{set_id}{suffix}"
            if path.is_file():
                return SetText(f"{set_id}{suffix}", read_text(path))
        name = f"{SETS}/{set_id}{suffix}"
        if not shipped.exists(name):
            return None
        text = shipped.read_text(name)
        return SetText(f"{set_id}{suffix}", text, shipped.compiled(name))

    def _unknown(self, set_id: str, place: Place) -> Problem:
        return unknown_set(set_id, [entry.id for entry in self.entries()], place)


def is_set_file(name: str) -> bool:
    """Tell whether a set is named by its file and not by its id."""
    return Path(name).suffix.lower() in TEXTS or Path(name).exists()


def _is_plain_id(set_id: str) -> bool:
    parts = set_id.split("/")
    return all(p and all(c.isalnum() or c == "-" for c in p) for p in parts)


def _looks_like_id(request: str) -> bool:
    return request.isascii() and "/" in request


def _shipped_ids() -> list[str]:
    names = shipped.listing(SETS, SUFFIX)
    return [n.removeprefix(f"{SETS}/").removesuffix(SUFFIX) for n in names if not n.endswith(CASES)]


def _no_folder(name: str, option: str) -> Problem:
    return Problem("no-folder", f"{option} 指定的文件夹不存在", Place(name), "检查路径。")
