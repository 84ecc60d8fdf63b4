"""复核: what settles the score of a row in the track of the review."""

from __future__ import annotations

from enum import StrEnum


class SettledBy(StrEnum):
    """What the score of a row in the 复核 track rests on."""

    SIGNATURE = "signature"
    """It was frozen when it was signed, and nothing was decided since."""
    RULING = "ruling"
    """An evaluator's ruling in force."""
    RULE = "rule"
    """Nobody decided it, and the rule leaves no room."""
    CLAIM = "claim"
    """Nobody decided it, and the unit's own score lies within what the rule leaves open."""
    LIMIT = "limit"
    """Nobody decided it, and the unit's own score lies beyond what the rule leaves: 待认定."""
    DEFAULT = "default"
    """Nobody decided it, and the rule's default stands."""
    OPEN = "open"
    """Nobody decided it, and nothing gives it a score: 待认定."""
    CONFLICT = "conflict"
    """Rulings on it differ: 待裁定."""

    @property
    def is_pending(self) -> bool:
        """Whether the row waits for a person's ruling."""
        return self in {SettledBy.LIMIT, SettledBy.OPEN, SettledBy.CONFLICT}
