"""YAML text into nodes: from the parser's events, without recursion, refusing what surprises."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import field
from typing import Any, Final

import yaml

from scoring.documents.bounds import (
    DEEPEST,
    MOST_PARTS,
    MOST_PROBLEMS,
    TOO_DEEP,
    Document,
    bounded,
    forbidden_in_value,
)
from scoring.documents.node import Entry, Mapping_, Node, Scalar, Sequence_
from scoring.documents.yaml_messages import translate
from scoring.documents.yaml_traps import (
    WIDE_SPACE,
    cut_by_comma,
    directive,
    leftover,
    odd_block_scalar,
    odd_plain_scalar,
    unquoted_comma,
)
from scoring.problem import InputError, Place, Problem
from scoring.text import excerpt
from scoring.value_class import dataclass

LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_EMPTY: Final = frozenset({"", "~", "null", "Null", "NULL"})


def parse_yaml(text: str, name: str) -> Node:
    """Read one YAML document; ``name`` is the file's name as it is shown to people.

    Every scalar keeps its text. Raises :class:`InputError` with all problems that were found.
    """
    document = bounded(text, name)
    builder = _Builder(document)
    root = builder.build()
    if builder.problems:
        raise InputError(builder.problems)
    assert root is not None
    return root


@dataclass(slots=True)
class _Open:
    """A list or mapping whose end has not come yet."""

    place: Place
    index: int
    flow: bool
    mapping: bool
    items: list[Node] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)
    seen: dict[str, int] = field(default_factory=dict)
    awaits_value: bool = False
    key: Scalar | None = None
    """The key that waits for its value; None beside ``awaits_value``: a key that was refused."""
    key_start: int = 0
    key_end: int = 0


class _Stop(Exception):
    """Nothing more can be found in this file."""


class _Builder:
    """Takes events in, holds the open lists and mappings, gives the root out."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.problems: list[Problem] = []
        self.stack: list[_Open] = []
        self.root: Node | None = None

    def build(self) -> Node | None:
        try:
            self._read()
        except _Stop:
            pass
        except yaml.YAMLError as error:
            self.problems.append(translate(error, self.document))
        if self.root is None and not self.problems:
            self._note(0, "empty-file", "文件里没有内容", "请检查是否选错了文件。")
        return self.root

    def _read(self) -> None:
        odd = directive(self.document)
        if odd is not None:
            self.problems.append(odd)
            return
        for count, event in enumerate(self._events()):
            if count >= MOST_PARTS:
                self._note(
                    event.start_mark.index,
                    "too-many-parts",
                    f"内容太多，超过 {MOST_PARTS:,} 项",
                    "请把多个项目分成几个文件。",
                )
                return
            if isinstance(event, yaml.ScalarEvent):
                self._scalar(event)
            elif isinstance(event, (yaml.MappingStartEvent, yaml.SequenceStartEvent)):
                self._start(event)
            elif isinstance(event, (yaml.MappingEndEvent, yaml.SequenceEndEvent)):
                self._end()
            elif isinstance(event, yaml.AliasEvent):
                self._alias(event)
            elif isinstance(event, yaml.DocumentEndEvent):
                # The parser is not asked to go on: what follows could only be refused.
                end: Any = event.end_mark
                rest = leftover(self.document, end.index)
                if rest is not None:
                    self.problems.append(rest)
                return

    def _events(self) -> Iterator[Any]:
        yield from yaml.parse(self.document.text, Loader=LOADER)

    def _note(self, index: int, code: str, message: str, hint: str = "") -> None:
        self._add(self.document.problem(index, code, message, hint))

    def _add(self, problem: Problem | None) -> None:
        if problem is None:
            return
        self.problems.append(problem)
        if len(self.problems) >= MOST_PROBLEMS:
            raise _Stop

    def _scalar(self, event: Any) -> None:
        plain = not event.style
        text: str = event.value
        index: int = event.start_mark.index
        self._properties(event)
        quoted = event.style in ("'", '"')
        if event.style == '"':
            bad = forbidden_in_value(text)
            if bad:
                self._note(index, "control-character", f"这个值里有控制字符（{bad}）", "请删去它。")
        if plain:
            self._add(odd_plain_scalar(self.document, index, event.end_mark.index))
            if not text and not self.stack:
                self._note(index, "empty-file", "文件里没有内容", "请检查是否选错了文件。")
        elif not quoted:
            self._add(odd_block_scalar(self.document, index, text))
        node = Scalar(
            self._place(event),
            self.document.source,
            None if plain and text in _EMPTY else text,
            plain,
            1 if quoted else 0,
        )
        top = self.stack[-1] if self.stack else None
        if top is None or not top.mapping:
            if top is not None and top.flow and plain:
                self._add(unquoted_comma(self.document, index, event.end_mark.index))
            self._put(node)
        elif top.awaits_value:
            self._value(top, node, event)
        else:
            self._key(top, node, event)

    def _key(self, top: _Open, node: Scalar, event: Any) -> None:
        index = event.start_mark.index
        top.awaits_value = True
        top.key, top.key_start, top.key_end = None, index, event.end_mark.index
        if not node.text:
            self._note(index, "empty-key", "冒号前面的键是空的", "请写上键名，或删去这一项。")
            return
        if node.plain and node.text == "<<":
            self._note(index, "merge-key", "不支持合并键 <<", "请把要合并的内容原样写出来。")
            return
        if node.plain and node.text[0].isspace():
            self._note(index, "wide-space", *WIDE_SPACE)
            return
        name = unicodedata.normalize("NFC", node.text)
        if name in top.seen:
            self._note(
                index,
                "duplicate-key",
                f"键“{excerpt(node.text)}”重复了，第 {top.seen[name]} 行已经写过",
                "同一层里一个键只能写一次，请删去或改名。",
            )
            return
        top.seen[name] = node.place.line
        top.key = node

    def _value(self, top: _Open, node: Scalar, event: Any) -> None:
        if top.flow and top.key_end and node.plain and not event.value:
            self._add(
                cut_by_comma(self.document, top.key_start, top.key_end, event.start_mark.index)
            )
        if node.text is None and node.plain and top.key is not None and not event.value:
            # The parser's mark of an empty value may stand on a later line: point at the key.
            node = Scalar(top.key.place, node.source, None)
        self._put(node)

    def _start(self, event: Any) -> None:
        index = event.start_mark.index
        self._properties(event)
        if len(self.stack) >= DEEPEST:
            self._note(index, *TOO_DEEP)
            raise _Stop
        top = self.stack[-1] if self.stack else None
        if top is not None and top.mapping and not top.awaits_value:
            self._note(
                index, "key-not-text", "键只能是文字，不能是列表或一组键值", "请改写成“键: 值”。"
            )
            top.awaits_value, top.key = True, None
            # What stands in the key is read for its own problems and then dropped.
            top.key_start, top.key_end = -1, 0
        mapping = isinstance(event, yaml.MappingStartEvent)
        self.stack.append(_Open(self._place(event), index, bool(event.flow_style), mapping))

    def _end(self) -> None:
        done = self.stack.pop()
        source = self.document.source
        if done.mapping:
            self._put(Mapping_(done.place, source, tuple(done.entries), done.flow))
        else:
            self._put(Sequence_(done.place, source, tuple(done.items)))

    def _alias(self, event: Any) -> None:
        self._note(
            event.start_mark.index,
            "alias",
            "不支持 YAML 引用（*）",
            "请把内容原样写出来；如果 * 本来就是文字，请给整个值加引号。",
        )
        nothing = Scalar(self._place(event), self.document.source, None)
        top = self.stack[-1] if self.stack else None
        if top is not None and top.mapping and not top.awaits_value:
            top.awaits_value, top.key = True, None
        else:
            self._put(nothing)

    def _put(self, node: Node) -> None:
        """Hand a finished node to what is open, or make it the root."""
        if not self.stack:
            self.root = node
            return
        top = self.stack[-1]
        if not top.mapping:
            top.items.append(node)
        elif top.key_start < 0:
            top.key_start = 0
        else:
            if top.key is not None:
                top.entries.append(Entry(top.key, node))
            top.awaits_value, top.key = False, None

    def _properties(self, event: Any) -> None:
        """Refuse what YAML can hang before a value: anchors and tags."""
        index = event.start_mark.index
        if event.anchor is not None:
            self._note(
                index,
                "anchor",
                "不支持 YAML 锚点（&）",
                "请把内容原样写出来；如果 & 本来就是文字，请给整个值加引号。",
            )
        if event.tag is not None:
            self._note(
                index,
                "tag",
                "不支持 YAML 标签（!）",
                "请删去标签；如果 ! 本来就是文字，请给整个值加引号。",
            )

    def _place(self, event: Any) -> Place:
        # By index: at the end of a file libyaml's line is one that does not exist.
        return self.document.place(event.start_mark.index)
