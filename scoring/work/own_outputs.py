"""Which files this program wrote and nobody has saved since: what they print stands elsewhere already.

A workbook to fill in is none of them: it is there to be handed in. What a person saved again holds
what that person wrote, and is an input like any other.
"""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path
from typing import Final
from zipfile import BadZipFile, ZipFile

from scoring.words import load_vocabulary
from scoring.writers.labels import Labels
from scoring.writers.xlsx.cell import WRITTEN

_MOST_BYTES: Final = 1_000_000
"""So much of a part of a workbook is looked at; the parts that are asked for are short."""
_START: Final = 1_000
_AUTHOR: Final = re.compile(rb"<dc:creator>ziping</dc:creator>")
_SAVED: Final = re.compile(
    rb"<dcterms:modified[^>]*>" + WRITTEN.isoformat().encode("ascii") + rb"Z</dcterms:modified>"
)
_FILL_IN: Final = re.compile(rb"<(?:\w+:)?definedName [^>]*name=\"zp_")
_PAGE: Final = (
    b"<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'",
    b'<meta name="color-scheme" content="only light">',
)
_CARD: Final = re.compile(rb'\s*\{\s*"schema":\s*"ziping/scorecard/')


def is_own_output(path: Path) -> bool:
    """Tell whether this program wrote a file that is no workbook to fill in, and it was left so."""
    try:
        with path.open("rb") as opened:
            start = opened.read(_START)
    except OSError:
        return False
    if start.startswith(b"PK"):
        return _is_own_workbook(path)
    return all(sign in start for sign in _PAGE) or _CARD.match(start) is not None


def is_own_explanation(path: Path) -> bool:
    """Tell whether a file is a 评分说明 of this program, left as it was: it holds nothing that a unit wrote."""
    pattern = load_vocabulary(Labels).groups["files"]["explanation"]
    ending = pattern.replace("{stem}", "")
    return unicodedata.normalize("NFC", path.stem).endswith(ending) and is_own_output(path)


def _is_own_workbook(path: Path) -> bool:
    try:
        with ZipFile(path) as archive:
            about = _part(archive, "docProps/core.xml")
            if not (_AUTHOR.search(about) and _SAVED.search(about)):
                return False
            return _FILL_IN.search(_part(archive, "xl/workbook.xml")) is None
    except (OSError, BadZipFile, KeyError, NotImplementedError, RuntimeError, EOFError):
        return False


def _part(archive: ZipFile, name: str) -> bytes:
    with archive.open(name) as part:
        return part.read(_MOST_BYTES)
