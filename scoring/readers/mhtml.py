"""A page that a browser saved as one file (mht, mhtml): its page, out of the mail-like container."""

from __future__ import annotations

import re
from typing import Final

_HEADER: Final = re.compile(rb"^[A-Za-z][A-Za-z0-9-]{1,40}:", re.M)
_RELATED: Final = re.compile(rb"^content-type:\s*multipart/related", re.I | re.M)
_PROBE: Final = 4_096
_MOST_PARTS: Final = 5_000


def is_mhtml(data: bytes) -> bool:
    """Tell whether the bytes begin as such a file."""
    start = data[:_PROBE].lstrip()
    return bool(_HEADER.match(start)) and bool(_RELATED.search(start))


def page_of(data: bytes) -> bytes | None:
    """Return the page, with its encoding named; None where there is none.

    Parts that would be pictures or styles are passed over; nothing is fetched.
    """
    from email import message_from_bytes, policy  # noqa: PLC0415 - only for such a file

    if data.count(b"\n--") > _MOST_PARTS:
        return None
    try:
        message = message_from_bytes(data, policy=policy.compat32)
        for part in message.walk():
            if part.get_content_type() != "text/html":
                continue
            content = part.get_payload(decode=True)
            if isinstance(content, bytes):
                charset = (part.get_content_charset() or "").encode("ascii", "ignore")
                mark = b"<!-- charset=" + charset + b" -->" if charset else b""
                return mark + content
    except (LookupError, ValueError, TypeError, RecursionError):
        return None
    return None
