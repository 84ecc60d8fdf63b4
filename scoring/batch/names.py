"""What the outputs of a run are called: names that every system accepts, the same for the same input."""

from __future__ import annotations

import unicodedata

from scoring.work.outputs import file_name

_LONGEST = 100
"""Bytes of a name without its suffix: systems count bytes, and paths have little room."""


class Names:
    """Gives each submission a name of its own; the order in which they are asked for decides."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def name(self, title: str) -> str:
        """Return the name for a submission of this title; a second of that name gets a number."""
        whole = unicodedata.normalize("NFC", title)
        return file_name(_cut(whole, _LONGEST), self._taken)


def _cut(text: str, most: int) -> str:
    """Return the beginning of a text that takes at most so many bytes, in whole characters."""
    return text.encode("utf-8", "replace")[:most].decode("utf-8", "ignore")
