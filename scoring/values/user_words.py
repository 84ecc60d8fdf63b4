"""A user's vocabulary files added to the shipped ones: they add words and remove none."""

from __future__ import annotations

from typing import Final

from scoring.documents.decode import decode
from scoring.documents.node import Mapping_, Node, Scalar, Sequence_, as_data
from scoring.documents.user_vocabulary import SCHEMA, blank_words, merged, schema_of
from scoring.problem import InputError, Problem, did_you_mean
from scoring.values.lexicon import Lexicon, WordError
from scoring.values.vocabulary import Units, Values

UNITS: Final = "ziping/units/1"
VALUES: Final = "ziping/values/1"
FORM_LABELS: Final = "ziping/form-labels/1"
"""Headings of forms; they are read with the forms, not here."""


def lexicon_with(units: Node, values: Node, added: list[Node]) -> Lexicon:
    """Return the lexicon of the shipped files together with the users' files in ``added``.

    Raises :class:`InputError` with the place of what contradicts a shipped word.
    """
    problems: list[Problem] = []
    for user_file in added:
        kind = schema_of(user_file)
        problems += blank_words(user_file)
        try:
            if kind == UNITS:
                units = merged(units, user_file)
                decode(Units, units)
            elif kind == VALUES:
                values = merged(values, user_file)
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
            message, hint = "与已有的词矛盾", "自带的词不能改；删去这个词，或换一个写法。"
        problem = place.problem("word-twice", f"“{error.word}”{message}", hint)
        raise InputError([problem]) from None


def _no_schema(user_file: Node, kind: str) -> Problem:
    schema = user_file.get(SCHEMA) if isinstance(user_file, Mapping_) else None
    hint = did_you_mean(kind, [UNITS, VALUES, FORM_LABELS])
    kinds = f"第一行写 schema: {UNITS}、schema: {VALUES} 或 schema: {FORM_LABELS}。"
    return (schema or user_file).problem("schema", "看不出是哪一种词表", hint or kinds)


def _scalars(node: Node) -> list[Scalar]:
    if isinstance(node, Scalar):
        return [node]
    if isinstance(node, Sequence_):
        return [scalar for item in node.items for scalar in _scalars(item)]
    assert isinstance(node, Mapping_)
    return [s for entry in node.entries for s in (entry.key, *_scalars(entry.value))]
