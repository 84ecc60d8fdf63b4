"""The clues by which sets are recognised: those that ship, and a user's own beside the sets."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from scoring.batch.recognise import Recogniser
from scoring.words import load_vocabulary, read_vocabulary
from scoring.work.library import CLUES


def load_clues(folders: Iterable[Path]) -> Recogniser:
    """Return all clues; those of a nearer folder come before those of a farther one.

    Raises :class:`InputError` with everything that is wrong in a user's own file.
    """
    known = load_vocabulary(Recogniser)
    for folder in reversed(list(folders)):
        path = folder / CLUES
        if path.is_file():
            known = known.with_own(read_vocabulary(Recogniser, path))
    return known
