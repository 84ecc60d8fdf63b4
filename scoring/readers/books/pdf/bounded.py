"""How much a PDF may make of its bytes: each stream is measured before it is unpacked, and all are counted.

pdfminer unpacks whatever a filter gives, one filter on the other, and keeps each letter and line of a page
as a record of its own. What it is about to do is looked at first, so that a few bytes never take memory.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import Any, Final

from pdfminer import pdftypes
from pdfminer.converter import PDFLayoutAnalyzer
from pdfminer.lzw import LZWDecoder

from scoring.problem import InputError, Place
from scoring.readers.books.sheets.bounds import CHUNK, too_much

MOST_STREAM: Final = 32_000_000
"""Bytes of one stream, unpacked: a whole font for Chinese takes some 20 MB."""
MOST_STREAMS: Final = 200_000_000
"""Bytes of all streams that are unpacked."""
MOST_FILTERS: Final = 8
"""Filters of one stream; programs write one or two."""
MOST_DRAWN: Final = 200_000
"""Letters of one page, a line counting as ten of them; a form has a few thousand."""
_LINE: Final = 10
_WIDEST: Final = 1_000_000
"""Bytes of one row of a picture-like stream."""


class Counts:
    """Counts what is unpacked of one file, and what is drawn on the page at hand."""

    def __init__(self, place: Place) -> None:
        self.place = place
        self.streams_left = MOST_STREAMS
        self.drawn_left = MOST_DRAWN
        self.refusal: InputError | None = None
        """What was too much: pdfminer may make an error of its own of what is raised."""

    def begin_page(self) -> None:
        """Count what is drawn anew."""
        self.drawn_left = MOST_DRAWN

    def draw(self, letters: int) -> None:
        """Count letters, or what takes as long."""
        self.drawn_left -= letters
        if self.drawn_left < 0:
            raise self._too_much("一页里的字和线", MOST_DRAWN)

    def unpack(self, stream: Any, whole: Callable[[Any], None]) -> None:
        """Unpack a stream filter by filter, each measured before; ``whole`` unpacks one without."""
        filters = stream.get_filters()
        if len(filters) > MOST_FILTERS:
            raise self._too_much("一段内容的压缩层数", MOST_FILTERS)
        data: bytes = stream.rawdata
        if stream.decipher:
            data = stream.decipher(stream.objid, stream.genno, data, stream.attrs)
        for name, marks in filters:
            self._check(name, marks, data)
            one = pdftypes.PDFStream({"Filter": name, "DecodeParms": marks}, data)
            whole(one)
            data = one.get_data()
            self.streams_left -= len(data)
            if self.streams_left < 0:
                raise self._too_much("解压后的字节", MOST_STREAMS)
        stream.data, stream.rawdata = data, None

    def _too_much(self, what: str, most: int) -> InputError:
        self.refusal = too_much(self.place, what, most)
        return self.refusal

    def _check(self, name: Any, marks: Any, data: bytes) -> None:
        marks = marks if isinstance(marks, dict) else {}
        colors, columns = (pdftypes.int_value(marks.get(key, 1)) for key in ("Colors", "Columns"))
        if not 0 <= colors * columns <= _WIDEST:
            raise self._too_much("一行里的点", _WIDEST)
        left = min(MOST_STREAM, self.streams_left)
        if _length(name, data, left, columns) > left:
            raise self._too_much("一段内容解压后的字节", MOST_STREAM)


_AT_WORK: Final[list[Counts]] = []
"""The counts of the file that is being read."""
_decode: Final = pdftypes.PDFStream.decode
_render_char: Final = PDFLayoutAnalyzer.render_char
_paint_path: Final = PDFLayoutAnalyzer.paint_path


@contextmanager
def bounded(place: Place) -> Iterator[Counts]:
    """Read a PDF within bounds: what breaks them raises :class:`InputError`."""
    counts = Counts(place)
    _AT_WORK.append(counts)
    try:
        yield counts
    except Exception:
        if counts.refusal is not None:
            raise counts.refusal from None
        raise
    finally:
        _AT_WORK.remove(counts)


def _bounded_decode(stream: Any) -> None:
    if not _AT_WORK or stream.data is not None:
        _decode(stream)
    else:
        _AT_WORK[-1].unpack(stream, _decode)


def _counted(call: Callable[..., Any], letters: int) -> Any:
    def counted(*given: Any, **named: Any) -> Any:
        if _AT_WORK:
            _AT_WORK[-1].draw(letters)
        return call(*given, **named)

    return counted


pdftypes.PDFStream.decode = _bounded_decode  # type: ignore[method-assign, assignment]
PDFLayoutAnalyzer.render_char = _counted(_render_char, 1)  # type: ignore[method-assign]
PDFLayoutAnalyzer.paint_path = _counted(_paint_path, _LINE)  # type: ignore[method-assign]


def _length(name: Any, data: bytes, most: int, columns: int) -> int:
    """Return how many bytes a filter makes of ``data``; beyond ``most`` it is not known how many more."""
    if name in pdftypes.LITERALS_FLATE_DECODE:
        return _inflated(data, most)
    if name in pdftypes.LITERALS_LZW_DECODE:
        return _summed(map(len, LZWDecoder(BytesIO(data)).run()), most)
    if name in pdftypes.LITERALS_RUNLENGTH_DECODE:
        return _summed(_runs(data), most)
    if name in pdftypes.LITERALS_CCITTFAX_DECODE:
        return len(data) * columns  # a row may take one bit
    return len(data) * (4 if name in pdftypes.LITERALS_ASCII85_DECODE else 1)


def _inflated(data: bytes, most: int) -> int:
    inflater, total, fed = zlib.decompressobj(), 0, data
    try:
        while fed and not inflater.eof and total <= most:
            total += len(inflater.decompress(fed, CHUNK))
            fed = inflater.unconsumed_tail
    except zlib.error:
        pass
    return total


def _runs(data: bytes) -> Iterator[int]:
    at = 0
    while at < len(data) and data[at] != 128:
        length = data[at] + 1 if data[at] < 128 else 257 - data[at]
        at += 1 + (length if data[at] < 128 else 1)
        yield length


def _summed(lengths: Iterator[int], most: int) -> int:
    total = 0
    for length in lengths:
        total += length
        if total > most:
            break
    return total
