"""JSON text into nodes, without recursion; numbers keep their text and never become floats."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final

from scoring.documents.bounds import (
    DEEPEST,
    MOST_CHARACTERS,
    MOST_PARTS,
    MOST_PROBLEMS,
    Document,
    bounded,
    forbidden_in_value,
    too_long,
)
from scoring.documents.json_words import odd_token
from scoring.documents.node import Entry, Mapping_, Node, Scalar, Sequence_
from scoring.problem import InputError, Problem

# Possessive repeats: no backtracking, whatever the text.
_SPACE: Final = re.compile(r"[ \t\r\n]*+")
_STRING: Final = re.compile(r'"[^"\\\x00-\x1f]*+(?:\\[^\x00-\x1f][^"\\\x00-\x1f]*+)*+"')
_NUMBER: Final = re.compile(r"-?+(?:0|[1-9][0-9]*+)(?:\.[0-9]++)?+(?:[eE][+-]?+[0-9]++)?+")
_WORD: Final = re.compile(r"[A-Za-z_$][A-Za-z0-9_$]*+")
_WORDS: Final = {"true": "true", "false": "false", "null": None}


def parse_json(text: str, name: str, *, first_line: int = 1) -> Node:
    """Read one JSON text; ``name`` is the file's name as it is shown to people.

    A number, ``true`` and ``false`` become plain scalars with their text, ``null`` an empty one.
    Raises :class:`InputError`; reading ends at the first thing that is no JSON.
    """
    document = bounded(text, name, first_line=first_line, separators=False)
    reader = _Reader(document)
    root = reader.read()
    if reader.problems:
        raise InputError(reader.problems)
    assert root is not None
    return root


def parse_json_lines(
    text: str | Iterable[str], name: str
) -> Iterator[tuple[int, Node | InputError]]:
    """Yield each line's number with its node, or with what is wrong with it.

    Blank lines are skipped. ``text`` may be the lines of an open file: one is held at a time.
    """
    lines = _lines_of(text) if isinstance(text, str) else text
    for number, line in enumerate(lines, 1):
        if number == 1:
            line = line.removeprefix("\ufeff")  # noqa: PLW2901
        if len(line) > MOST_CHARACTERS:
            yield number, InputError([too_long(name, number)])
            continue
        if not line.strip(" \t\r\n"):
            continue
        try:
            yield number, parse_json(line.rstrip("\r\n"), name, first_line=number)
        except InputError as error:
            yield number, error


def _lines_of(text: str) -> Iterator[str]:
    """Split at line feeds only: a line separator inside a JSON string ends no line."""
    start = 0
    while (end := text.find("\n", start)) >= 0:
        yield text[start:end]
        start = end + 1
    yield text[start:]


class _Broken(Exception):
    """This is no JSON from here on; the problem is noted."""


@dataclass(slots=True)
class _Open:
    """An array or object whose end has not come yet."""

    index: int
    mapping: bool
    items: list[Node] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)
    seen: dict[str, int] = field(default_factory=dict)
    key: Scalar | None = None


class _Reader:
    """Reads value after value; what is open lies on a stack."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.text = document.text
        self.at = 0
        self.parts = 0
        self.stack: list[_Open] = []
        self.problems: list[Problem] = []

    def read(self) -> Node | None:
        try:
            root = self._tree()
            self._skip()
            if self.at < len(self.text):
                raise self._broken(self.at, "after-the-end", *_AFTER)
            return root
        except _Broken:
            return None

    def _tree(self) -> Node:
        while True:
            done = self._value()
            while done is not None:
                if not self.stack:
                    return done
                done = self._added(done)

    def _value(self) -> Node | None:
        """Read a value, or open a list or mapping (then None, unless it is empty)."""
        self._skip()
        start = self.at
        sign = self.text[start : start + 1]
        if sign in ("[", "{"):
            if len(self.stack) >= DEEPEST:
                raise self._broken(
                    start, "too-deep", f"层次太深,超过 {DEEPEST} 层", "请检查括号是否写错。"
                )
            self._count()
            self.at += 1
            self.stack.append(_Open(start, sign == "{"))
            self._skip()
            if self.text.startswith("}" if sign == "{" else "]", self.at):
                self.at += 1
                return self._closed()
            if sign == "{":
                self._key()
            return None
        return self._scalar()

    def _added(self, node: Node) -> Node | None:
        """Put a value into what is open; return what is thereby closed, or None for more."""
        top = self.stack[-1]
        if not top.mapping:
            top.items.append(node)
        elif top.key is not None:
            top.entries.append(Entry(top.key, node))
        self._skip()
        closing = "}" if top.mapping else "]"
        if self.text.startswith(closing, self.at):
            self.at += 1
            return self._closed()
        if not self.text.startswith(",", self.at):
            if self.at >= len(self.text):
                raise self._broken(
                    top.index,
                    "open-bracket",
                    "括号没有配对,从这里开始的括号一直没有结束",
                    f"文件可能不完整;请补上结尾的 {closing} 。",
                )
            raise self._broken(
                self.at, "no-comma", f"这里应是逗号或 {closing}", "各项之间用半角逗号隔开。"
            )
        comma = self.at
        self.at += 1
        self._skip()
        if self.text.startswith(closing, self.at):
            raise self._broken(comma, "last-comma", "最后一项后面多了逗号", "请删去这个逗号。")
        if top.mapping:
            self._key()
        return None

    def _closed(self) -> Node:
        done = self.stack.pop()
        place, source = self.document.place(done.index), self.document.source
        if done.mapping:
            return Mapping_(place, source, tuple(done.entries), True)
        return Sequence_(place, source, tuple(done.items))

    def _key(self) -> None:
        start, top = self.at, self.stack[-1]
        if not self.text.startswith('"', start):
            if start >= len(self.text):
                raise self._broken(top.index, "open-bracket", *_OPEN)
            raise self._broken(
                start, "key-not-text", "这里应是用半角双引号括起来的键", '例如 "name": "甲"。'
            )
        key = self._scalar()
        self._skip()
        if not self.text.startswith(":", self.at):
            raise self._broken(self.at, "no-colon", "键后面应是半角冒号", '例如 "name": "甲"。')
        self.at += 1
        top.key = None
        if not key.text:
            self._note(start, "empty-key", "冒号前面的键是空的", "请写上键名,或删去这一项。")
            return
        name = unicodedata.normalize("NFC", key.text)
        if name in top.seen:
            self._note(
                start,
                "duplicate-key",
                f"键“{key.text[:40]}”重复了,第 {top.seen[name]} 行已经写过",
                "同一层里一个键只能写一次,请删去或改名。",
            )
            return
        top.seen[name] = key.place.line
        top.key = key

    def _scalar(self) -> Scalar:
        self._count()
        start = self.at
        match = _STRING.match(self.text, start)
        if match:
            self.at = match.end()
            return Scalar(
                self.document.place(start),
                self.document.source,
                self._string(start, match.group()),
                False,
                1,
            )
        match = _NUMBER.match(self.text, start)
        if match and not re.match(r"[\w.+]", self.text[match.end() : match.end() + 1]):
            self.at = match.end()
            return self._plain(start, match.group())
        match = _WORD.match(self.text, start)
        if match and match.group() in _WORDS:
            self.at = match.end()
            return self._plain(start, _WORDS[match.group()])
        index, code, message, hint = odd_token(self.text, start)
        raise self._broken(index, code, message, hint)

    def _plain(self, start: int, text: str | None) -> Scalar:
        return Scalar(self.document.place(start), self.document.source, text)

    def _string(self, start: int, token: str) -> str:
        if "\\" not in token:
            return token[1:-1]
        try:
            text: str = json.loads(token)
        except json.JSONDecodeError as error:
            self._note(
                start + error.pos,
                "escape",
                "反斜杠的写法不对",
                '反斜杠本身写成 \\\\,引号写成 \\",其他字符直接写。',
            )
            return ""
        bad = forbidden_in_value(text)
        if bad is not None:
            self._note(
                start,
                "control-character",
                f"这个值里有不能用的字符({bad})",
                "它不是完整的文字,请删去或重新导出文件。",
            )
        return text

    def _skip(self) -> None:
        match = _SPACE.match(self.text, self.at)
        if match:
            self.at = match.end()

    def _count(self) -> None:
        self.parts += 1
        if self.parts > MOST_PARTS:
            raise self._broken(
                self.at,
                "too-many-parts",
                f"内容太多,超过 {MOST_PARTS:,} 项",
                "请分成几个文件,或改用一行一份的 JSON Lines。",
            )

    def _note(self, index: int, code: str, message: str, hint: str) -> None:
        self.problems.append(self.document.problem(index, code, message, hint))
        if len(self.problems) >= MOST_PROBLEMS:
            raise _Broken

    def _broken(self, index: int, code: str, message: str, hint: str) -> _Broken:
        self._note(index, code, message, hint)
        return _Broken()


_AFTER: Final = (
    "内容到上面已经结束,这里多出了内容",
    "请检查括号是否多写了一个;多份数据请放进一个列表 [ ]。",
)
_OPEN: Final = ("括号没有配对,从这里开始的括号一直没有结束", "文件可能不完整;请补上结尾的括号。")
