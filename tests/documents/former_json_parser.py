"""The JSON parser of the release before, kept for one release to compare the present one with."""

from __future__ import annotations

import json
import re
import unicodedata
from dataclasses import dataclass, field
from typing import Final

from scoring.documents.bounds import (
    DEEPEST,
    MOST_PARTS,
    MOST_PROBLEMS,
    Document,
    bounded,
    forbidden_in_value,
)
from scoring.documents.node import Entry, Mapping_, Node, Scalar, Sequence_
from scoring.problem import InputError, Problem

_FULL_WIDTH = {"：": "冒号", "，": "逗号", "“": "引号", "”": "引号", "｛": "括号", "【": "括号"}


def odd_token(text: str, at: int) -> tuple[int, str, str, str]:
    """Return index, code, message and hint for what is no JSON value at ``at``."""
    sign = text[at : at + 1]
    word = re.match(r"[-+]?[A-Za-z_$][A-Za-z0-9_$]{0,40}", text[at : at + 60])
    if not sign:
        return max(at - 1, 0), "cut-off", "内容到这里就断了", "文件可能不完整，请重新导出。"
    if sign == '"':
        return _open_string(text, at)
    if sign == "'":
        return at, "single-quote", "JSON 里的引号要用双引号", "请把单引号改成半角双引号。"
    if sign in _FULL_WIDTH:
        what = _FULL_WIDTH[sign]
        return at, "full-width-sign", f"这里的{what}是全角的", f"请改成半角的{what}。"
    if text.startswith(("//", "/*", "#"), at):
        return at, "comment", "JSON 里不能写注释", "请删去注释，或改用 YAML 格式。"
    if word and re.fullmatch(r"[-+]?(nan|inf|infinity)", word.group().lower()):
        return at, "not-a-number", f"{word.group()} 不是一个数", "没有数就写 null，或删去这一项。"
    if word and word.group() in ("True", "False", "None", "TRUE", "FALSE", "NULL", "undefined"):
        right = {"t": "true", "f": "false"}.get(word.group()[0].lower(), "null")
        return at, "wrong-word", f"{word.group()} 不是 JSON 的写法", f"请写 {right}。"
    if re.match(r"[-+.0-9]", sign):
        return (
            at,
            "odd-number",
            "这个数的写法不对",
            "请写成 18159500.00 的样子：前面不加 0 和正号，小数点前后都有数字，不写逗号和单位。",
        )
    if sign in ",]}:":
        return at, "no-value", "这里应有一个值", "请检查是否多了逗号、冒号或括号。"
    return at, "no-quotes", "文字要用半角双引号括起来", '例如 "name": "甲"。'


def _open_string(text: str, at: int) -> tuple[int, str, str, str]:
    """Tell a string that never ends from one with a raw line break or tab inside."""
    body = re.compile(r'"(?:[^"\\\x00-\x1f]|\\[^\x00-\x1f])*+').match(text, at)
    end = body.end() if body else at
    if text.startswith("\t", end):
        return end, "tab", "引号里有制表符（Tab）", "请写成 \\t 或换成空格。"
    return (
        at,
        "open-quote",
        "引号没有配对，从这里开始的引号在这一行没有结束",
        '请补上结尾的半角双引号；文字里的换行写成 \\n，引号写成 \\"。',
    )


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
                    start, "too-deep", f"层次太深，超过 {DEEPEST} 层", "请检查括号是否写错。"
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
                    "括号没有配对，从这里开始的括号一直没有结束",
                    f"文件可能不完整；请补上结尾的 {closing} 。",
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
            self._note(start, "empty-key", "冒号前面的键是空的", "请写上键名，或删去这一项。")
            return
        name = unicodedata.normalize("NFC", key.text)
        if name in top.seen:
            self._note(
                start,
                "duplicate-key",
                f"键“{key.text[:40]}”重复了，第 {top.seen[name]} 行已经写过",
                "同一层里一个键只能写一次，请删去或改名。",
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
                '反斜杠本身写成 \\\\，引号写成 \\"，其他字符直接写。',
            )
            return ""
        bad = forbidden_in_value(text)
        if bad is not None:
            self._note(
                start,
                "control-character",
                f"这个值里有不能用的字符（{bad}）",
                "它不是完整的文字，请删去或重新导出文件。",
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
                f"内容太多，超过 {MOST_PARTS:,} 项",
                "请分成几个文件，或改用一行一份的 JSON Lines。",
            )

    def _note(self, index: int, code: str, message: str, hint: str) -> None:
        self.problems.append(self.document.problem(index, code, message, hint))
        if len(self.problems) >= MOST_PROBLEMS:
            raise _Broken

    def _broken(self, index: int, code: str, message: str, hint: str) -> _Broken:
        self._note(index, code, message, hint)
        return _Broken()


_AFTER: Final = (
    "内容到上面已经结束，这里多出了内容",
    "请检查括号是否多写了一个；多份数据请放进一个列表 [ ]。",
)
_OPEN: Final = ("括号没有配对，从这里开始的括号一直没有结束", "文件可能不完整；请补上结尾的括号。")
