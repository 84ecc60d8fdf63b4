"""The chain of a ledger: each row's link is made from the one before it and the row itself.

Whoever changes, removes, inserts or moves a row breaks a link. Rows at the end that are missing
break none: for these every sheet bears how many entries it was made from, and their digest.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from typing import Final

START: Final = hashlib.sha256(b"ziping/ledger/1").digest()
"""What stands before the first link."""
_ENCODER: Final = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


def next_link(link: bytes, table: str, row: Iterable[str | int]) -> bytes:
    """Return the link of a row; ``row`` begins with its number in the chain."""
    written = _ENCODER.encode([table, *row])
    return hashlib.sha256(link + written.encode("utf-8", "surrogatepass")).digest()


def entries_digest(ids: Iterable[str]) -> str:
    """Return the digest of a project's entries, as its sheets bear it beside their number.

    >>> entries_digest(["b", "a"]) == entries_digest(["a", "b"])
    True
    """
    return hashlib.sha256("\n".join(sorted(ids)).encode("utf-8", "surrogatepass")).hexdigest()
