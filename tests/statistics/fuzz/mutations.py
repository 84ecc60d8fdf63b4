"""Changes to real files, the same for the same number: bytes, stretches, parts of a zip, tags, figures."""

from __future__ import annotations

import io
import random
import re
import zipfile
import zlib
from collections.abc import Callable

Mutation = Callable[[random.Random, bytes], bytes]
_TAG = re.compile(rb"<[/!?]?[A-Za-z][^<>]{0,200}>")
_FIGURE = re.compile(rb"[0-9]{1,12}")
_FIGURES = (b"0", b"-1", b"1", b"65535", b"99999", b"2147483648", b"18446744073709551616", b"1e999", b"9" * 300,
            b"0.0000000001", b"NaN")  # fmt: skip
_RUBBISH = (b"\x00", b"\xff\xfe", b"<", b">", b"&x;", b"]]>", b"<![CDATA[", b"\n" * 50, b"(" * 60, b"<<" * 40,
            b"\xd0\xcf\x11\xe0", b"PK\x05\x06", b"endobj", b"stream\r\n", "\u202e一级指标".encode(), b"=1+1", b"- " * 99)  # fmt: skip


def flip(chance: random.Random, data: bytes) -> bytes:
    """Change some bytes."""
    changed = bytearray(data)
    for _ in range(chance.choice((1, 2, 8, 64))):
        if changed:
            changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed)


def cut(chance: random.Random, data: bytes) -> bytes:
    """Leave out the end, the beginning, or a stretch."""
    first, last = sorted((chance.randrange(len(data) + 1), chance.randrange(len(data) + 1)))
    return chance.choice((data[:first], data[first:], data[:first] + data[last:]))


def repeat(chance: random.Random, data: bytes) -> bytes:
    """Write a stretch several times."""
    first = chance.randrange(len(data) + 1)
    piece = data[first : first + chance.choice((1, 20, 500, 4000))]
    return data[:first] + piece * chance.choice((2, 5, 50)) + data[first:]


def insert(chance: random.Random, data: bytes) -> bytes:
    """Put rubbish in."""
    at = chance.randrange(len(data) + 1)
    return data[:at] + chance.choice(_RUBBISH) + data[at:]


def figure(chance: random.Random, data: bytes) -> bytes:
    """Write another figure in some places where one stands."""
    found = list(_FIGURE.finditer(data))
    for place in sorted(chance.sample(found, min(len(found), 3)), key=lambda one: -one.start()):
        data = data[: place.start()] + chance.choice(_FIGURES) + data[place.end() :]
    return data


def tags(chance: random.Random, data: bytes) -> bytes:
    """Change two tags for each other, leave one out, or write one often."""
    found = list(_TAG.finditer(data))
    if len(found) < 2:
        return insert(chance, data)
    one, other = sorted(chance.sample(found, 2), key=lambda tag: tag.start())
    middle = data[one.end() : other.start()]
    first, second = one[0], other[0]
    way = chance.randrange(3)
    if way == 0:
        first, second = second, first
    elif way == 1:
        first = b""
    else:
        first *= chance.choice((2, 20, 3000))
    return data[: one.start()] + first + middle + second + data[other.end() :]


OLD: tuple[Mutation, ...] = (flip, flip, flip, flip, figure, cut)
"""For old Office files: what moves their bytes breaks their sectors, and nothing else is tried."""
PLAIN: tuple[Mutation, ...] = (flip, cut, repeat, insert, figure, tags)


def mutated(
    number: int, data: bytes, others: tuple[bytes, ...] = (), *, text: bool = False
) -> bytes:
    """Return a file changed in the way of a number; parts may come from ``others``."""
    chance = random.Random(number)
    for _ in range(chance.choice((1, 1, 2, 4))):
        inside = data.startswith(b"PK") and chance.random() < 0.8
        ways = OLD if data.startswith(b"\xd0\xcf") else PLAIN
        data = _inside(chance, data, others) if inside else chance.choice(ways)(chance, data)
    if text and number % 4:  # else nearly all would be refused for their encoding
        data = data.decode("utf-8", errors="ignore").encode()
    return data


def _inside(chance: random.Random, data: bytes, others: tuple[bytes, ...]) -> bytes:
    """Change a part of a zip, and pack it soundly."""
    parts = _parts(data)
    if not parts:
        return flip(chance, data)
    name = chance.choice(sorted(parts))
    way = chance.randrange(8)
    if way == 0:
        del parts[name]
    elif way == 1:
        parts[chance.choice(sorted(parts))] = parts[name]
    elif way == 2 and others:
        foreign = _parts(chance.choice(others))
        if foreign:
            parts[name] = foreign[chance.choice(sorted(foreign))]
    else:
        parts[name] = chance.choice((*PLAIN, tags, figure))(chance, parts[name])
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for part, content in parts.items():
            archive.writestr(part, content)
    return out.getvalue()


def _parts(data: bytes) -> dict[str, bytes]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return {name: archive.read(name) for name in archive.namelist()}
    except (zipfile.BadZipFile, zlib.error, ValueError, OSError, NotImplementedError, EOFError):
        return {}
