"""What changed between two versions of one form, in the order of the new one."""

from __future__ import annotations

from typing import Literal

from scoring.records.certainty import Certainty
from scoring.records.finding import Finding
from scoring.records.submission import Indicator
from scoring.value_class import dataclass

ChangeKind = Literal["changed", "added", "removed"]


@dataclass(frozen=True, slots=True)
class CellChange:
    """One cell that holds something else, or a whole row that is new or gone (``field`` is empty)."""

    kind: ChangeKind
    block: str
    field: str
    label: str
    name: str
    """Of the row; empty for a value of the form as a whole."""
    at: str
    """Where it stands in the new version; of a row that is gone, in the old one."""
    old: str
    new: str
    known: Certainty = Certainty.WRITTEN
    """How well both values are known: the less certain of the two."""
    rows: tuple[Indicator, Indicator] | None = None
    """The indicator of a changed cell, in the old and in the new version."""
    gone: Indicator | None = None
    """The indicator of a row that is gone."""
    finding: Finding | None = None
    """What is asked about it."""


@dataclass(frozen=True, slots=True)
class VersionChanges:
    """Everything that changed since an older version of a form."""

    changes: tuple[CellChange, ...]
    not_compared: tuple[str, ...]
    """Labels of what was not found in one of the versions."""
    is_found: bool = True
    """Whether there was an older version at all."""
