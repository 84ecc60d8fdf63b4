"""The narrow spelling of XML that ordinary programs write, which one regular expression can take apart.

A part of a workbook that is spelled so throughout is read in one pass; of any other nothing is
taken, and :mod:`xml_events` reads it. Nothing here decides what a part means: whatever is doubtful
raises :class:`NotPlainError`.
"""

from __future__ import annotations

import re
from typing import Final

_LETTER: Final = "[^<&\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]"
"""What XML allows in a text, but for the beginnings of tags and entities."""
TEXT: Final = (
    rf"{_LETTER}*+"
    rf"(?:&(?:amp|lt|gt|quot|apos|#[0-9]{{1,7}}|#x[0-9A-Fa-f]{{1,6}});{_LETTER}*+)*+"
)
"""A text without tags; its entities stand for one character each."""
VALUE: Final = '"[0-9A-Za-z.:%+ -]{0,200}+"'
"""The value of an attribute that says nothing to a reader of cells."""
SPACE: Final = '(?: xml:space="preserve")?+'
_DECLARATION: Final = re.compile(
    r"""\ufeff?(?:<\?xml version=(?:"1\.0"|'1\.0')(?: encoding=(?:"(?i:utf-8)"|'(?i:utf-8)'))?"""
    r"""(?: standalone=(?:"(?:yes|no)"|'(?:yes|no)'))?[ \n]{0,9}\?>)?+(?!<\?)"""
)
_ENTITY: Final = re.compile("&([^;]*);")
_NUMBERED: Final = re.compile("&(#[0-9]{1,7}|#x[0-9A-Fa-f]{1,6});")
_NAMED: Final = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}


class NotPlainError(Exception):
    """A part that is spelled in another way, is broken, or breaks a bound: the events tell which."""


def plain_text(data: bytes) -> str:
    """Return a part's characters, its line ends as one sign.

    Raises :class:`NotPlainError` for another encoding than UTF-8, and where comments, document types,
    quoted sections or instructions stand in it: inside of these anything may look like a tag.
    """
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        raise NotPlainError from None
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    declared = _DECLARATION.match(text)
    ends_section = "]]" in text and "]]>" in text
    if declared is None or ends_section or "<!" in text or text.find("<?", declared.end()) >= 0:
        raise NotPlainError
    if "&#" in text:  # those of formulas too, whose texts nobody looks at
        for found in _NUMBERED.finditer(text):
            _character(found)
    return text


def attributes(names: str) -> str:
    """Return the expression of attributes that may stand in this order, each of them or none."""
    return "".join(f"(?: {name}={VALUE})?+" for name in names.split())


def decoded(text: str) -> str:
    """Return a :data:`TEXT` with its entities as the characters that they stand for."""
    return _ENTITY.sub(_character, text) if "&" in text else text


def _character(found: re.Match[str]) -> str:
    name = found[1]
    if name in _NAMED:
        return _NAMED[name]
    number = int(name[2:], 16) if name[1] == "x" else int(name[1:])
    allowed = 32 <= number < 0xD800 or 0xE000 <= number < 0xFFFE or 0x10000 <= number < 0x110000
    if not allowed and number not in (9, 10, 13):
        raise NotPlainError
    return chr(number)
