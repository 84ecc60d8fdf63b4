"""How a validator says in Chinese what it refuses, so that :mod:`decode` can pass it on."""

from __future__ import annotations

from pydantic_core import PydanticCustomError


def refuse(code: str, say: str, hint: str = "") -> PydanticCustomError:
    """Return the error for a validator to raise: ``say`` what is wrong, ``hint`` what to do.

    The convention is the context: any ``PydanticCustomError`` whose context holds ``say`` (and
    ``hint``) is shown with these words. ``code`` is the problem's code, in ``snake_case``.
    """
    return PydanticCustomError(code, "{say}", {"say": say, "hint": hint})
