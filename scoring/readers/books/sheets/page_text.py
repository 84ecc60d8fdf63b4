"""A page's or an XML file's bytes into text: its encoding by mark, declaration, or content."""

from __future__ import annotations

import re
from typing import Final

from scoring.files.text_file import decoded
from scoring.problem import InputError

_DECLARED: Final = re.compile(
    rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_.-]{1,40})""", re.I
)
_PROBE: Final = 4_096
# What the names of the older Chinese encodings mean in practice: the newest contains them all.
_WIDER: Final = {"gb2312": "gb18030", "gbk": "gb18030", "hz-gb-2312": "gb18030"}


def page_text(data: bytes, name: str) -> str:
    """Return the text. Raises :class:`InputError` if no encoding fits."""
    declared = _DECLARED.search(data[:_PROBE])
    wide = {b"<\x00": "utf-16-le", b"\x00<": "utf-16-be"}.get(data[:2])
    try:
        if wide is not None:
            return data.decode(wide)
        return decoded(data, name)
    except (InputError, UnicodeDecodeError):
        encoding = declared[1].decode("ascii").lower() if declared else "gb18030"
        try:
            return data.decode(_WIDER.get(encoding, encoding))
        except (LookupError, ValueError):
            return decoded(data, name)
