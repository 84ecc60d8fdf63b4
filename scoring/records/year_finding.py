"""A finding about the papers of a year, with the file that it is about."""

from __future__ import annotations

from dataclasses import dataclass

from scoring.records.finding import Finding


@dataclass(frozen=True, slots=True)
class YearFinding:
    """One finding and its file."""

    file: str
    """Relative to the folder, with ``/``."""
    finding: Finding
    is_secret: bool = False
    """Whether it quotes a secret project: then only its title and its file may be shown."""
