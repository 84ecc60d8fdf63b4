"""A page that a browser saved as one file (mht, mhtml): its page, out of the mail-like container."""

from __future__ import annotations

import re
from typing import Final

_HEADER: Final = re.compile(rb"^[A-Za-z][A-Za-z0-9-]{1,40}:", re.M)
_RELATED: Final = re.compile(rb"^content-type:\s*multipart/related", re.I | re.M)
_MARK: Final = b"<!-- charset=utf-8 -->"
_PROBE: Final = 4_096
_MOST_PARTS: Final = 5_000


def is_mhtml(data: bytes) -> bool:
    """Tell whether the bytes begin as such a file."""
    start = data[:_PROBE].lstrip()
    return bool(_HEADER.match(start)) and bool(_RELATED.search(start))


def page_of(data: bytes, name: str) -> bytes | None:
    """Return the page in UTF-8; None where there is none.

    Of a workbook that was saved so, each sheet is a page of its own: all with tables are one. Parts
    that would be pictures or styles are passed over; nothing is fetched.
    """
    from email import message_from_bytes, policy  # noqa: PLC0415 - only for such a file

    from scoring.readers.books.sheets.page_text import page_text  # noqa: PLC0415

    if data.count(b"\n--") > _MOST_PARTS:
        return None
    pages: list[str] = []
    try:
        message = message_from_bytes(data, policy=policy.compat32)
        for part in message.walk():
            if part.get_content_type() != "text/html":
                continue
            content = part.get_payload(decode=True)
            if isinstance(content, bytes):
                charset = (part.get_content_charset() or "").encode("ascii", "ignore")
                mark = b"<!-- charset=" + charset + b" -->" if charset else b""
                pages.append(page_text(mark + content, name).removeprefix("\ufeff"))
    except (LookupError, ValueError, TypeError, RecursionError):
        return None
    with_tables = [page for page in pages if "<table" in page.lower()] or pages[:1]
    return _MARK + "\n".join(with_tables).encode("utf-8", "replace") if with_tables else None
