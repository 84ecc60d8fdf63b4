"""JSON text by the standard library; places are looked up only where something is wrong.

Numbers keep their text and never become floats. Size, characters and depth are checked before
anything is decoded: too many levels would end an interpreter in a browser without an exception.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache, partial
from typing import Any, Final

from scoring.documents.bounds import (
    DEEPEST,
    MOST_CHARACTERS,
    MOST_PARTS,
    Document,
    bounded,
    forbidden_in_value,
    too_long,
)
from scoring.documents.json_messages import bad_string, odd_token
from scoring.documents.node import Decoded, Entry, Mapping_, Node, Scalar, Sequence_
from scoring.problem import InputError, Problem

# Possessive repeats: no backtracking, whatever the text.
_TOKEN: Final = re.compile(
    r'[ \t\r\n]*+("[^"\\]*+(?:\\.[^"\\]*+)*+"?|[\[\]{}:,]|[^ \t\r\n\[\]{}:,"]++)', re.DOTALL
)
_BRACKETS: Final = re.compile(r'"[^"\\]*+(?:\\.[^"\\]*+)*+"?|[\[\]{}]', re.DOTALL)
_FEW_BRACKETS: Final = 100
"""So many brackets cannot lie too deep in each other for the decoder."""
_SPACE: Final = re.compile(r"[ \t\r\n]*+")
_ESCAPED: Final = re.compile(r"\\[ubf]")
"""An escape by which a value may hold what it must not."""
_CLOSING: Final = {"[": "]", "{": "}"}
_PLAIN_WORDS: Final = {"true": "true", "false": "false", "null": None}


def parse_json(text: str, name: str, *, first_line: int = 1) -> Decoded | Sequence_:
    """Read one JSON text; a list comes as its items, each of them decoded.

    ``name`` is the file's name as it is shown to people. Numbers, ``true`` and ``false`` are their
    texts, ``null`` is None. Raises :class:`InputError`, with one problem where it is no JSON, else
    with all.
    """
    document = bounded(text, name, first_line=first_line, separators=False)
    text = document.text
    if text.count("[") + text.count("{") > _FEW_BRACKETS:
        _check_depth(document)
    _check_parts(document)
    reader = _Decoder()
    try:
        data = reader.decode(text)
    except json.JSONDecodeError as error:
        raise InputError([_syntax_problem(document, error.pos)]) from None
    if _depth(data) > DEEPEST:
        _check_depth(document)
    if reader.is_faulty or (_ESCAPED.search(text) and any(map(forbidden_in_value, _texts(data)))):
        _tree(document)
    if "true" in text or "false" in text:
        data = _with_words(data)

    @cache
    def tree() -> Node:
        return _tree(document)

    def item_tree(number: int) -> Node:
        nodes = tree()
        assert isinstance(nodes, Sequence_)
        return nodes.items[number]

    start, source = document.place(_skip(text, 0)), document.source
    if not isinstance(data, list):
        return Decoded(start, source, data, tree)
    items = tuple(
        Decoded(document.place(at), source, item, partial(item_tree, number))
        for number, (at, item) in enumerate(zip(_starts(text), data, strict=True))
    )
    return Sequence_(start, source, items)


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


class _Decoder(json.JSONDecoder):
    """Decodes with numbers as texts, and notes that a key or a constant wants a closer look."""

    def __init__(self) -> None:
        super().__init__(
            object_pairs_hook=self._object,
            parse_int=str,
            parse_float=str,
            parse_constant=self._constant,
        )
        self.is_faulty = False

    def _object(self, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found = dict(pairs)
        keys = {unicodedata.normalize("NFC", key) for key in found}
        if len(keys) != len(pairs) or "" in keys:
            self.is_faulty = True
        return found

    def _constant(self, text: str) -> str:
        self.is_faulty = True
        return text


def _texts(data: Any) -> Iterator[str]:
    if isinstance(data, str):
        yield data
    elif isinstance(data, dict):
        yield from data
        data = [*data.values()]
    if isinstance(data, list):
        for item in data:
            yield from _texts(item)


def _with_words(data: Any) -> Any:
    """Return the data with ``true`` and ``false`` as the texts that YAML has for them."""
    if isinstance(data, dict):
        return {key: _with_words(value) for key, value in data.items()}
    if isinstance(data, list):
        return [_with_words(item) for item in data]
    return str(data).lower() if isinstance(data, bool) else data


def check_json_depth(text: str, name: str) -> None:
    """Raise :class:`InputError` for a JSON text with too many levels, before anything decodes it."""
    if text.count("[") + text.count("{") > _FEW_BRACKETS:
        _check_depth(Document.of(text, name))


def _check_depth(document: Document) -> None:
    """Refuse too many levels, at the bracket that begins the first of them."""
    depth = 0
    for match in _BRACKETS.finditer(document.text):
        depth += (match[0] in _CLOSING) - (match[0] in ("]", "}"))
        if depth > DEEPEST:
            message, hint = f"层次太深，超过 {DEEPEST} 层", "请检查括号是否写错。"
            raise InputError([document.problem(match.start(), "too-deep", message, hint)])


def _depth(data: Any) -> int:
    """Return how many lists and mappings stand in each other at the most."""
    inner = data.values() if isinstance(data, dict) else data if isinstance(data, list) else None
    if inner is None:
        return 0
    return 1 + max((_depth(value) for value in inner if isinstance(value, dict | list)), default=0)


def _check_parts(document: Document) -> None:
    """Refuse more values and keys than a file may have."""
    text = document.text
    if text.count("[") + text.count(",") + 2 * text.count(":") < MOST_PARTS:
        return
    parts = 0
    for match in _TOKEN.finditer(text):
        parts += match[1] not in (",", ":", "]", "}")
        if parts > MOST_PARTS:
            hint = "请分成几个文件，或改用一行一份的 JSON Lines。"
            message = f"内容太多，超过 {MOST_PARTS:,} 项"
            raise InputError([document.problem(match.start(1), "too-many-parts", message, hint)])


def _skip(text: str, at: int) -> int:
    match = _SPACE.match(text, at)
    return match.end() if match else at


def _starts(text: str) -> Iterator[int]:
    """Yield where each item of a list begins; ``text`` is JSON."""
    depth = 0
    for match in _TOKEN.finditer(text):
        closes = match[1] in ("]", "}")
        depth -= closes
        if depth == 1 and not closes and match[1] != ",":
            yield match.start(1)
        depth += match[1] in _CLOSING


# what is wrong, and where


def _syntax_problem(document: Document, at: int) -> Problem:
    """Tell what is no JSON at ``at``, by what is open there and what stands there."""
    text = document.text
    open_brackets: list[int] = []
    due, last, start = "value", "", 0
    for match in _TOKEN.finditer(text, 0, at):
        last, start = match[1], match.start(1)
        if last in _CLOSING:
            open_brackets.append(start)
        elif last in ("]", "}"):
            open_brackets.pop()
        in_mapping = bool(open_brackets) and text[open_brackets[-1]] == "{"
        if last in ("[", "{", ","):
            due = "key" if in_mapping else "value"
        elif last == ":":
            due = "value"
        else:
            due = "colon" if due == "key" else "comma"
    if last.startswith('"') and not re.fullmatch(r'"[^"\\]*+(?:\\.[^"\\]*+)*+"', last, re.DOTALL):
        return document.problem(*bad_string(text, start))
    at = _skip(text, at)
    sign = text[at : at + 1]
    if sign == '"' and due in ("key", "value"):
        return document.problem(*bad_string(text, at))
    if start + len(last) == at and re.match(r"[-\w.]", last) and re.match(r"[\w.+-]", sign):
        return document.problem(*odd_token(text, start))
    if last == "," and sign in ("]", "}"):
        return document.problem(start, *_LAST_COMMA)
    if not sign and due != "value" and open_brackets:
        closing = _CLOSING[text[open_brackets[-1]]]
        hint = f"文件可能不完整；请补上结尾的 {closing} 。"
        return document.problem(open_brackets[-1], "open-bracket", _OPEN, hint)
    if due == "value":
        return document.problem(*odd_token(text, at))
    if due == "key":
        message = "这里应是用半角双引号括起来的键"
        return document.problem(at, "key-not-text", message, '例如 "name": "甲"。')
    if due == "colon":
        return document.problem(at, "no-colon", "键后面应是半角冒号", '例如 "name": "甲"。')
    if not open_brackets:
        return document.problem(at, *_AFTER)
    if sign == "," and text[_skip(text, at + 1)] in ("]", "}"):
        return document.problem(at, *_LAST_COMMA)
    closing = _CLOSING[text[open_brackets[-1]]]
    return document.problem(at, "no-comma", f"这里应是逗号或 {closing}", "各项之间用半角逗号隔开。")


def _tree(document: Document) -> Node:
    """Return the nodes of a text that is JSON.

    Raises :class:`InputError` with what the decoder lets pass: keys that are empty or written
    twice, NaN and infinities, characters that no value may hold.
    """
    problems: list[Problem] = []
    lists: list[tuple[int, list[Node]]] = []
    done: list[Node] = []
    for match in _TOKEN.finditer(document.text):
        token, start = match[1], match.start(1)
        if token in (",", ":"):
            continue
        if token in _CLOSING:
            lists.append((start, done))
            done = []
            continue
        place, source = document.place(start), document.source
        node: Node
        if token == "]":
            place, inner = document.place(lists[-1][0]), tuple(done)
            done = lists.pop()[1]
            node = Sequence_(place, source, inner)
        elif token == "}":
            place, pairs = document.place(lists[-1][0]), done
            done = lists.pop()[1]
            node = Mapping_(place, source, tuple(_entries(pairs, problems)), True)
        elif token.startswith('"'):
            node = Scalar(place, source, json.loads(token), False, 1)
            bad = forbidden_in_value(node.text or "")
            if bad is not None:
                message = f"这个值里有不能用的字符（{bad}）"
                hint = "它不是完整的文字，请删去或重新导出文件。"
                problems.append(document.problem(start, "control-character", message, hint))
        else:
            if token.lstrip("-") in ("NaN", "Infinity"):
                problems.append(document.problem(*odd_token(document.text, start)))
            node = Scalar(place, source, _PLAIN_WORDS.get(token, token))
        done.append(node)
    if problems:
        raise InputError(sorted(problems, key=lambda p: (p.place.line, p.place.column)))
    return done[0]


def _entries(pairs: list[Node], problems: list[Problem]) -> Iterator[Entry]:
    lines: dict[str, int] = {}
    for key, value in zip(pairs[::2], pairs[1::2], strict=True):
        assert isinstance(key, Scalar)
        name = unicodedata.normalize("NFC", key.text or "")
        if not name:
            hint = "请写上键名，或删去这一项。"
            problems.append(key.problem("empty-key", "冒号前面的键是空的", hint))
        elif name in lines:
            message = f"键“{name[:40]}”重复了，第 {lines[name]} 行已经写过"
            hint = "同一层里一个键只能写一次，请删去或改名。"
            problems.append(key.problem("duplicate-key", message, hint))
        lines.setdefault(name, key.place.line)
        yield Entry(key, value)


_AFTER: Final = (
    "after-the-end",
    "内容到上面已经结束，这里多出了内容",
    "请检查括号是否多写了一个；多份数据请放进一个列表 [ ]。",
)
_OPEN: Final = "括号没有配对，从这里开始的括号一直没有结束"
_LAST_COMMA: Final = ("last-comma", "最后一项后面多了逗号", "请删去这个逗号。")
