"""The clues by which sets are recognised: those that ship, and a user's own beside the sets."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Final

from scoring.batch.recognise import Recogniser
from scoring.documents.decode import decode
from scoring.documents.yaml_text import parse_yaml
from scoring.files import shipped
from scoring.files.text_file import read_text
from scoring.work.library import CLUES

SHIPPED: Final = "vocabulary/recognise.yaml"


def load_clues(folders: Iterable[Path]) -> Recogniser:
    """Return all clues; those of a nearer folder come before those of a farther one.

    Raises :class:`InputError` with everything that is wrong in a user's own file.
    """
    known = decode(Recogniser, parse_yaml(shipped.read_text(SHIPPED), SHIPPED))
    for folder in reversed(list(folders)):
        path = folder / CLUES
        if path.is_file():
            own = decode(Recogniser, parse_yaml(read_text(path), str(path)))
            known = known.with_own(own)
    return known
