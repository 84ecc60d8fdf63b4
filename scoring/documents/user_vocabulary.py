"""A user's vocabulary file and a shipped one: words that are read are added, those printed replaced."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from scoring.documents.node import Entry, Mapping_, Node, Scalar, Sequence_, as_data
from scoring.problem import InputError, Problem

SCHEMA: Final = "schema"


def schema_of(user_file: Node) -> str:
    """Return which vocabulary a user's file says that it adds to; empty if it says nothing."""
    schema = user_file.get(SCHEMA) if isinstance(user_file, Mapping_) else None
    return (schema.text or "") if isinstance(schema, Scalar) else ""


def merged(base: Node, addition: Node) -> Node:
    """Return ``base`` with what ``addition`` adds: lists grow, mappings gain keys.

    Raises :class:`InputError` where a key or a word has another meaning in ``base``.
    """
    problems: list[Problem] = []
    result = _add(base, addition, problems)
    if problems:
        raise InputError(problems)
    return result


def replaced(base: Node, own: Node) -> Node:
    """Return ``base`` with what ``own`` says in its place, key by key."""
    if not (isinstance(base, Mapping_) and isinstance(own, Mapping_)):
        return own
    new = {entry.key.text: entry for entry in own.entries}
    entries = []
    for entry in base.entries:
        change = new.pop(entry.key.text, None)
        value = entry.value if change is None else replaced(entry.value, change.value)
        entries.append(Entry(entry.key, value))
    return Mapping_(base.place, base.source, (*entries, *new.values()))


def _add(base: Node, addition: Node, problems: list[Problem]) -> Node:
    if isinstance(base, Sequence_) and isinstance(addition, Sequence_):
        return Sequence_(addition.place, addition.source, (*base.items, *addition.items))
    if isinstance(base, Mapping_) and isinstance(addition, Mapping_):
        for number, entry in enumerate(addition.entries):
            _in_another([*base.entries, *addition.entries[:number]], entry, problems)
        added = {entry.key.text: entry for entry in addition.entries}
        entries = []
        for entry in base.entries:
            new = added.pop(entry.key.text, None)
            value = entry.value if new is None else _add(entry.value, new.value, problems)
            entries.append(Entry(entry.key, value))
        return Mapping_(addition.place, addition.source, (*entries, *added.values()))
    if isinstance(base, Sequence_) and isinstance(addition, Scalar):
        hint = f"请写成 [{addition.text or ''}]。"
        problems.append(addition.problem("not-a-list", "这里应是列表", hint))
    elif as_data(base) != as_data(addition):
        text = addition.text if isinstance(addition, Scalar) else ""
        message = f"“{text}”与自带的词表矛盾" if text else "与自带的词表写法不同"
        problems.append(
            addition.problem("word-twice", message, "自带的不能改，只能另外增加；请删去这一项。")
        )
    return base


def _in_another(before: Sequence[Entry], new: Entry, problems: list[Problem]) -> None:
    """Report words that another list ``before`` has than the one they are added to."""
    if not isinstance(new.value, Sequence_):
        return
    if any(not isinstance(entry.value, Sequence_) for entry in before):
        return
    for entry in before:
        if entry.key.text == new.key.text or not isinstance(entry.value, Sequence_):
            continue
        words = {item.text for item in entry.value.items if isinstance(item, Scalar)}
        for item in new.value.items:
            if isinstance(item, Scalar) and item.text in words:
                message = f"“{item.text}”已经算作 {entry.key.text}，不能又算作 {new.key.text}"
                problems.append(item.problem("word-twice", message, "请删去这个词。"))


def blank_words(node: Node) -> list[Problem]:
    """Report the items of lists that hold nothing: no word can be read from them."""
    return [
        item.problem("empty-word", "这里是空的，不是一个词", "请写上词，或删去这一项。")
        for inner in _sequences(node)
        for item in inner.items
        if isinstance(item, Scalar) and not (item.text or "").strip()
    ]


def _sequences(node: Node) -> Iterator[Sequence_]:
    if isinstance(node, Sequence_):
        yield node
        for item in node.items:
            yield from _sequences(item)
    elif isinstance(node, Mapping_):
        for entry in node.entries:
            yield from _sequences(entry.value)
