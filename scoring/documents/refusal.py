"""The error by which a validator of a model refuses a value in Chinese."""

from __future__ import annotations

from pydantic_core import PydanticCustomError


def refuse(code: str, message: str, hint: str = "") -> PydanticCustomError:
    """Return the error for a validator to raise: what is wrong (``message``) and what to do.

    The convention is the context: :mod:`scoring.documents.decode` passes on ``message`` and ``hint``
    of any ``PydanticCustomError`` that has them, under ``code``.
    """
    return PydanticCustomError(code, "{message}", {"message": message, "hint": hint})
