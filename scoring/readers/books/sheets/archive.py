"""The zip container of a workbook, read part by part within bounds; nothing is written to disk."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from typing import Final

from scoring.problem import InputError, Place, Problem
from scoring.readers.books.sheets.bounds import (
    CHUNK,
    MOST_ENTRIES,
    MOST_INFLATED,
    MOST_PART,
    MOST_WHOLE,
    WORKBOOK,
    Container,
    damaged,
    too_much,
)
from scoring.text import safe_line

_ENTRY: Final = b"PK\x01\x02"
_ENCRYPTED: Final = 0x1
_LOCAL: Final = b"PK\x03\x04"
_HEAD: Final = struct.Struct("<4s2xH18xHH")
"""The head of an entry: its mark, its flags, the lengths of its name and of what follows that."""
_UTF8: Final = 0x800
_UNDERSTOOD: Final = _UTF8 | 0b1110
"""Flags of an entry that is read at once: how hard it was packed, that its sizes follow, its name's letters."""
# What zipfile raises on broken containers, beside its own error.
_BROKEN: Final = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    OSError,
    ValueError,
    IndexError,
    OverflowError,
    NotImplementedError,
    RuntimeError,
)


class Archive:
    """The parts of a workbook or document by their names; folded, since some programs write other slashes."""

    def __init__(self, data: bytes, name: str, container: Container = WORKBOOK) -> None:
        """Open the container. Raises :class:`InputError` if it is cut off, broken or too big."""
        self._place = Place(name)
        self._container = container
        self._word = container.word
        self._left = MOST_INFLATED
        # Each entry of the directory begins so: counted before zipfile builds a record of each.
        if data.count(_ENTRY) > MOST_ENTRIES:
            raise too_much(self._place, f"{self._word}里的内部文件", MOST_ENTRIES)
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except _BROKEN:
            raise self._damaged(f"文件不完整：它是{self._word}，但结尾缺失或损坏") from None
        entries: dict[str, zipfile.ZipInfo] = {}
        self._twice: set[str] = set()
        for info in self._zip.infolist():
            key = folded(info.filename)
            if key in entries:
                self._twice.add(key)
            entries[key] = info
        self._entries: Mapping[str, zipfile.ZipInfo] = entries
        self._data = data
        begins = sorted((info.header_offset for info in self._zip.infolist()), reverse=True)
        self._ends = dict(zip(begins, [len(data), *begins], strict=False))
        """Where at the latest an entry ends, by where it begins: none reaches into another."""

    def __contains__(self, part: str) -> bool:
        """Whether there is such a part."""
        return folded(part) in self._entries

    @property
    def is_encrypted(self) -> bool:
        """Whether any part can only be read with a password."""
        return any(info.flag_bits & 1 for info in self._entries.values())

    def names(self) -> tuple[str, ...]:
        """Return the folded names of all parts."""
        return tuple(self._entries)

    def chunks(self, part: str, called: str = "") -> Iterator[bytes]:
        """Yield a part's bytes, inflated piece by piece; ``called`` is what people call the part.

        Raises :class:`InputError` when the part is missing, broken, encrypted, or inflates beyond
        the bounds; what was inflated till then is all that ever was in memory.
        """
        key = folded(part)
        called = called or f"{self._word}内部的“{shown(part)}”"
        info = self._entries.get(key)
        if info is None or key in self._twice:
            raise self._damaged(f"{self._word}内部缺少“{shown(part)}”，或有两份")
        if info.flag_bits & _ENCRYPTED:
            raise InputError(
                [
                    Problem(
                        "encrypted",
                        "文件加了密码，读不出内容",
                        self._place,
                        "请先在 Excel 或 WPS 里去掉打开密码，再试一次。",
                    )
                ]
            )
        # The other methods of zip inflate without a bound, and no workbook uses them.
        if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise self._damaged(f"{called}用了不认识的压缩方式")
        total = 0
        try:
            with self._zip.open(info) as opened:
                while chunk := opened.read(CHUNK):
                    total += len(chunk)
                    self._left -= len(chunk)
                    if total > MOST_PART or self._left < 0:
                        raise too_much(
                            self._place,
                            f"{self._word}解压后的字节",
                            MOST_PART if total > MOST_PART else MOST_INFLATED,
                        )
                    yield chunk
        except _BROKEN:
            raise self._damaged(f"{called}损坏了") from None

    def whole(self, part: str) -> bytes | None:
        """Return a part's bytes at once; None if it is large, or if anything is wrong with it.

        What is wrong, :meth:`chunks` reports.
        """
        key = folded(part)
        info = self._entries.get(key)
        if (
            info is None
            or key in self._twice
            or info.flag_bits & _ENCRYPTED
            or info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
            or info.file_size > min(MOST_WHOLE, self._left)
        ):
            return None
        data = self._inflated(info)
        self._left -= 0 if data is None else len(data)
        return data

    def _inflated(self, info: zipfile.ZipInfo) -> bytes | None:
        """Inflate an entry at once, if its own head and the directory agree about all of it."""
        at = info.header_offset
        if at < 0 or len(self._data) < at + _HEAD.size:
            return None
        mark, flags, name_length, more_length = _HEAD.unpack_from(self._data, at)
        begin = at + _HEAD.size + name_length + more_length
        end = begin + info.compress_size
        name = self._data[at + _HEAD.size : at + _HEAD.size + name_length]
        if (
            mark != _LOCAL
            or flags != info.flag_bits
            or flags & ~_UNDERSTOOD
            or name != info.orig_filename.encode("utf-8" if flags & _UTF8 else "cp437", "replace")
            or end > self._ends.get(at, 0)
        ):
            return None
        packed = self._data[begin:end]
        if info.compress_type == zipfile.ZIP_STORED:
            data, is_whole = packed, len(packed) == info.file_size
        else:
            inflater = zlib.decompressobj(-zlib.MAX_WBITS)
            try:
                data = inflater.decompress(packed, info.file_size + 1)
            except zlib.error:
                return None
            is_whole = inflater.eof and len(data) == info.file_size
        return data if is_whole and zlib.crc32(data) == info.CRC else None

    def _damaged(self, what: str) -> InputError:
        return damaged(self._place, what, self._container)


def folded(part: str) -> str:
    """Return a part's name as it is compared."""
    return part.replace("\\", "/").lstrip("/").lower()


def shown(part: str) -> str:
    """Return a part's name fit for a message: it comes from the file and may hold anything."""
    return safe_line(part[:60])


def pieces(data: bytes) -> Iterator[bytes]:
    """Yield a part that was read as a whole as :meth:`Archive.chunks` does."""
    return (data[begin : begin + CHUNK] for begin in range(0, len(data), CHUNK))
