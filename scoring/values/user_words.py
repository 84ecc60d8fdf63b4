"""A user's vocabulary files added to the shipped ones: they add words and remove none."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from scoring.documents.decode import decode
from scoring.documents.node import Entry, Mapping_, Node, Scalar, Sequence_, as_data
from scoring.problem import InputError, Problem, did_you_mean
from scoring.values.lexicon import Lexicon, WordError
from scoring.values.vocabulary import Units, Values

UNITS: Final = "ziping/units/1"
VALUES: Final = "ziping/values/1"
SCHEMA: Final = "schema"


def lexicon_with(units: Node, values: Node, added: list[Node]) -> Lexicon:
    """Return the lexicon of the shipped files together with the users' files in ``added``.

    Raises :class:`InputError` with the place of what contradicts a shipped word.
    """
    problems: list[Problem] = []
    for user_file in added:
        kind = _schema(user_file)
        problems += _blank_words(user_file)
        try:
            if kind == UNITS:
                units = _merged(units, user_file)
                decode(Units, units)
            elif kind == VALUES:
                values = _merged(values, user_file)
                decode(Values, values)
            else:
                problems.append(_no_schema(user_file, kind))
        except InputError as error:
            problems += error.problems
    if problems:
        raise InputError(dict.fromkeys(problems))
    try:
        return Lexicon.from_data(as_data(units), as_data(values))
    except WordError as error:
        scalars = [scalar for file in added for scalar in _scalars(file)]
        place = next((s for s in scalars if (s.text or "").strip() == error.word), None)
        if place is None:
            raise
        if error.unknown_unit:
            message, hint = "用了没有的计量单位", "先在 units 或 counters 里写上这个单位。"
        else:
            message, hint = "与已有的词矛盾", "自带的词不能改;删去这个词,或换一个写法。"
        problem = place.problem("word-twice", f"“{error.word}”{message}", hint)
        raise InputError([problem]) from None


def _blank_words(node: Node) -> list[Problem]:
    """Report the items of lists that hold nothing: no word can be read from them."""
    return [
        item.problem("empty-word", "这里是空的,不是一个词", "请写上词,或删去这一项。")
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


def _schema(user_file: Node) -> str:
    schema = user_file.get(SCHEMA) if isinstance(user_file, Mapping_) else None
    return (schema.text or "") if isinstance(schema, Scalar) else ""


def _no_schema(user_file: Node, kind: str) -> Problem:
    schema = user_file.get(SCHEMA) if isinstance(user_file, Mapping_) else None
    hint = did_you_mean(kind, [UNITS, VALUES])
    return (schema or user_file).problem(
        "schema", "看不出是哪一种词汇表", hint or f"第一行写 schema: {UNITS} 或 schema: {VALUES}。"
    )


def _merged(base: Node, addition: Node) -> Node:
    """Return ``base`` with what ``addition`` adds: lists grow, mappings gain keys.

    Raises :class:`InputError` where a key or a word has another meaning in ``base``.
    """
    problems: list[Problem] = []
    result = _add(base, addition, problems)
    if problems:
        raise InputError(problems)
    return result


def _add(base: Node, addition: Node, problems: list[Problem]) -> Node:
    if isinstance(base, Sequence_) and isinstance(addition, Sequence_):
        return Sequence_(addition.place, addition.source, (*base.items, *addition.items))
    if isinstance(base, Mapping_) and isinstance(addition, Mapping_):
        added = {entry.key.text: entry for entry in addition.entries}
        entries = []
        for entry in base.entries:
            new = added.pop(entry.key.text, None)
            if new is not None:
                _in_another(base, new, problems)
            value = entry.value if new is None else _add(entry.value, new.value, problems)
            entries.append(Entry(entry.key, value))
        return Mapping_(addition.place, addition.source, (*entries, *added.values()))
    if as_data(base) != as_data(addition):
        text = addition.text if isinstance(addition, Scalar) else ""
        message = f"“{text}”与自带的词汇表矛盾" if text else "与自带的词汇表写法不同"
        problems.append(
            addition.problem("word-twice", message, "自带的不能改,只能另外增加;请删去这一项。")
        )
    return base


def _in_another(base: Mapping_, new: Entry, problems: list[Problem]) -> None:
    """Report words that ``base`` already has in another list than the one they are added to."""
    if not isinstance(new.value, Sequence_):
        return
    if any(not isinstance(entry.value, Sequence_) for entry in base.entries):
        return
    for entry in base.entries:
        if entry.key.text == new.key.text or not isinstance(entry.value, Sequence_):
            continue
        words = {item.text for item in entry.value.items if isinstance(item, Scalar)}
        for item in new.value.items:
            if isinstance(item, Scalar) and item.text in words:
                message = f"“{item.text}”已经算作 {entry.key.text},不能又算作 {new.key.text}"
                problems.append(item.problem("word-twice", message, "请删去这个词。"))


def _scalars(node: Node) -> list[Scalar]:
    if isinstance(node, Scalar):
        return [node]
    if isinstance(node, Sequence_):
        return [scalar for item in node.items for scalar in _scalars(item)]
    assert isinstance(node, Mapping_)
    return [s for entry in node.entries for s in (entry.key, *_scalars(entry.value))]
