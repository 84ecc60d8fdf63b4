"""Which record of a piece ends the process that scores it: noted on the disk before each is begun.

That costs more than the scoring, so it is done only for a piece that ended every process that took it.
"""

from __future__ import annotations

from collections import Counter
from contextlib import suppress
from pathlib import Path
from typing import Final, Self

from scoring.bulk.piece_store import PieceStore

_MOST_TRIES: Final = 2


class PieceWatch:
    """Notes of one piece, in a ``with`` statement around its records.

    What is noted when that is left in good order ended no process.
    """

    def __init__(self, store: PieceStore, key: str) -> None:
        self._now = store.part(key, "now")
        self._ended = store.part(key, "ended")

    def __enter__(self) -> Self:
        ended = [*_lines(self._ended), *_lines(self._now)]
        if ended:
            self._ended.write_text("\n".join(ended), "ascii")
        self._tries = Counter(ended)
        return self

    def __exit__(self, *_error: object) -> None:
        self.all_done()

    def all_done(self) -> None:
        """Note that no record is being scored."""
        self._now.unlink(missing_ok=True)

    def may_begin(self, number: int) -> bool:
        """Note that a record is begun; it may not be if two processes ended over it."""
        if self._tries[str(number)] >= _MOST_TRIES:
            return False
        self._now.parent.mkdir(parents=True, exist_ok=True)
        self._now.write_text(str(number), "ascii")
        return True

    @property
    def noted(self) -> list[str]:
        """The records over which processes ended, as often as they did."""
        return [*_lines(self._ended), *_lines(self._now)]

    def forget(self) -> None:
        """Remove what an earlier run noted: that it ended may have been a person's will."""
        for path in (self._now, self._ended):
            path.unlink(missing_ok=True)


def _lines(path: Path) -> list[str]:
    with suppress(OSError):
        return path.read_text("ascii").split()
    return []
