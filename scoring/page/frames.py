"""Messages as bytes, where they cross a pipe or the loopback: a text, and the files that it names.

A frame is the number of its parts, then each part behind its length (32 bits, big end first); the
first part is the JSON of the message, each other one a file.
"""

from __future__ import annotations

from collections.abc import Sequence
from struct import Struct
from typing import Final, NamedTuple

_COUNT: Final = Struct(">I")


class MessageFrame(NamedTuple):
    """A message as it crosses: its JSON, and the bytes of its files."""

    text: str
    files: tuple[bytes, ...]


def pack_frame(text: str, files: Sequence[bytes] = ()) -> bytes:
    """Return a message as one frame."""
    parts = (text.encode("utf-8"), *files)
    lengths = [_COUNT.pack(len(part)) + part for part in parts]
    return _COUNT.pack(len(parts)) + b"".join(lengths)


def unpack_frame(frame: bytes) -> MessageFrame | None:
    """Return the message of a frame; None where the bytes are no whole frame."""
    view = memoryview(frame)
    if len(view) < _COUNT.size:
        return None
    (count,), at = _COUNT.unpack_from(view), _COUNT.size
    parts: list[bytes] = []
    while len(parts) < count:
        if len(view) - at < _COUNT.size:
            return None
        (length,), at = _COUNT.unpack_from(view, at), at + _COUNT.size
        if len(view) - at < length:
            return None
        parts.append(bytes(view[at : at + length]))
        at += length
    if at != len(view) or not parts:
        return None
    try:
        return MessageFrame(parts[0].decode("utf-8"), tuple(parts[1:]))
    except UnicodeDecodeError:
        return None
