"""Labels as they are compared, however they are typed: one folding for every reader and writer."""

from __future__ import annotations

import unicodedata


def squeezed(text: str) -> str:
    """Return a text without any blanks or line breaks, full-width signs as half-width ones."""
    return "".join(unicodedata.normalize("NFKC", text).split())
