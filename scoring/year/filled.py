"""Patterns that a folder may reword, filled in: only names in braces stand for values."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from scoring.problem import InputError, Place, Problem, did_you_mean

_FIELD: Final = re.compile(r"\{([^{}]*)\}")
_FILE: Final = "vocabulary/printing/year_tables.yaml"


def filled(pattern: str, /, **values: object) -> str:
    """Return a pattern of the tables with its fields filled in.

    Raises :class:`InputError` where it asks for a name that is not there: a folder may reword it.
    """
    return filled_of(_FILE, pattern, values)


def filled_of(file: str, pattern: str, values: Mapping[str, object]) -> str:
    """Return a pattern of the vocabulary ``file`` with its fields filled in.

    Raises :class:`InputError` as :func:`filled` does.
    """

    def value(field: re.Match[str]) -> str:
        if field[1] not in values:
            raise InputError([_unknown(file, pattern, field[1], values)])
        return str(values[field[1]])

    return _FIELD.sub(value, pattern)


def _unknown(file: str, pattern: str, name: str, values: Mapping[str, object]) -> Problem:
    message = f"“{pattern}”里的 {{{name}}} 没有这个名称"
    hint = did_you_mean(name, values) or f"可以用的有：{'、'.join(values)}。"
    return Problem("table-field", message, Place(file), hint)
