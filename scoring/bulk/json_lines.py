"""JSON Lines of any length in pieces: where each begins and ends, and the records that it holds."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO, Final, NamedTuple

from scoring.batch.confidential import LONGEST_SECRET, holds_secret
from scoring.batch.reading import unreadable
from scoring.bulk.unchanged_input import changed
from scoring.bulk.worker import InputRecord
from scoring.documents.bounds import MOST_CHARACTERS, too_long
from scoring.problem import InputError
from scoring.records.bulk_record import SetAside

PIECE_BYTES: Final = 4 * 1024 * 1024
"""So much of a file is scored at a time: some hundred records."""
_MOST_BYTES: Final = 4 * MOST_CHARACTERS
"""A longer line has too many characters in any case."""
_MARK: Final = b"\xef\xbb\xbf"


class LinesPiece(NamedTuple):
    """Some whole lines of a file, which are scored together."""

    path: str
    name: str
    """What people call the file."""
    start: int
    end: int
    """From which byte to before which."""
    line: int
    """The number of its first line."""
    lines: int
    digest: str
    """Of its bytes."""
    is_secret: bool
    """Whether the file calls one of its records secret: then no fault in it is quoted."""

    @property
    def weight(self) -> int:
        """How much of the work it is."""
        return self.lines

    @property
    def identity(self) -> tuple[object, ...]:
        """All that decides what comes of it."""
        return self[1:]


def plan_lines(path: Path, name: str, size: int) -> list[LinesPiece]:
    """Return the pieces of a file, each of about ``size`` bytes; nothing else of it is held."""
    pieces: list[LinesPiece] = []
    is_secret = False
    with path.open("rb") as opened:
        start, line, tail = 0, 1, b""
        while block := opened.read(size):
            digest, end, lines = sha256(), start, 0
            while block:
                digest.update(block)
                end += len(block)
                lines += block.count(b"\n")
                if not is_secret:
                    tail += block
                    is_secret = holds_secret(tail)
                    tail = tail[-2 * LONGEST_SECRET :]
                block = b"" if block.endswith(b"\n") else opened.readline(size)
            pieces.append(
                LinesPiece(str(path), name, start, end, line, lines, digest.hexdigest(), False)
            )
            start, line = end, line + lines
    return [piece._replace(is_secret=is_secret) for piece in pieces]


def records_of_lines(piece: LinesPiece) -> Iterator[InputRecord | SetAside]:
    """Yield the records of a piece; a line that cannot be one is set aside, a blank one passed over.

    Raises :class:`InputError` if the file cannot be opened, or is no longer what it was when it was
    planned.
    """
    try:
        yield from _records(piece)
    except OSError as error:
        raise InputError([unreadable(piece.name, error)]) from error


def _records(piece: LinesPiece) -> Iterator[InputRecord | SetAside]:
    digest = sha256()
    with open(piece.path, "rb") as opened:
        opened.seek(piece.start)
        left = piece.end - piece.start
        number = piece.line
        while left > 0 and (line := opened.readline(min(left, _MOST_BYTES))):
            left -= len(line)
            digest.update(line)
            is_long = len(line) == _MOST_BYTES and not line.endswith(b"\n")
            if is_long:
                left -= _skip(opened, left, digest.update)
            if piece.start == 0 and number == 1:
                line = line.removeprefix(_MARK)
            # A damaged byte becomes half a character, which the parser refuses at its place.
            text = "" if is_long else line.decode("utf-8", "surrogateescape").rstrip("\r\n")
            if is_long or len(text) > MOST_CHARACTERS:
                yield SetAside(f"{piece.name}:{number}", (too_long(piece.name, number),))
            elif text.strip(" \t\r"):
                yield InputRecord(piece.name, number, text)
            number += 1
    if digest.hexdigest() != piece.digest:
        raise InputError([changed(piece.name)])


def _skip(opened: BinaryIO, left: int, seen: Callable[[bytes], None]) -> int:
    """Go on to the end of a line; return how many bytes that took."""
    taken = 0
    while taken < left and (more := opened.readline(min(left - taken, _MOST_BYTES))):
        seen(more)
        taken += len(more)
        if more.endswith(b"\n"):
            break
    return taken
