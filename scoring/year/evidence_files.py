"""Finds the file of a piece of 佐证 in the folder of its project, by its number or its name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

from scoring.records.submission import Evidence
from scoring.text import name_key

_SHORTEST: Final = 2
"""Letters of a name by which a file is found."""
_DEPTH: Final = 4
"""Parts of the path of a file at least: 佐证, its unit, its project, itself."""


class EvidenceFiles:
    """The files below 佐证/‹单位›/‹项目›/, relative to the year's folder, with ``/``."""

    def __init__(self, files: Iterable[str]) -> None:
        self._files = [file for file in files if file.count("/") + 1 >= _DEPTH]

    def of_project(self, units: Sequence[str], projects: Sequence[str]) -> list[str]:
        """Return the files of a project, by what its unit and itself may be called."""
        of_unit = {key for name in units if (key := name_key(name))}
        of_project = {key for name in projects if (key := name_key(name))}
        found = []
        for file in self._files:
            _, unit, project, *_ = file.split("/")
            if name_key(unit) in of_unit and _is_folder_of(project, of_project):
                found.append(file)
        return found


def _is_folder_of(folder: str, names: set[str]) -> bool:
    """Tell whether a folder is a project's: by its name or code, a number before it left aside."""
    key = name_key(folder)
    return bool({key, key.lstrip("0123456789")} & names)


def found_files(evidence: Evidence, files: Sequence[str]) -> list[str]:
    """Return the files that bear the number and name of a piece of evidence, else one of both."""
    by_number = [file for file in files if _bears_number(file, evidence.number)]
    key = name_key(evidence.name)
    by_name = [file for file in files if len(key) >= _SHORTEST and key in name_key(_name(file))]
    both = [file for file in by_number if file in by_name]
    return both or by_number or by_name


def _name(file: str) -> str:
    return file.rpartition("/")[2]


def _bears_number(file: str, number: str) -> bool:
    """Tell whether the name of a file begins with a number: 3 begins 3-合同.pdf, and not 31.pdf."""
    number = number.strip()
    if not number:
        return False
    return re.match(rf"{re.escape(number)}(?![0-9A-Za-z])", _name(file)) is not None
