"""What the overview shows of a batch beside the forms that were scored."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Final

FORMS_A_PAGE: Final = 200
SHOWN_OF_A_GROUP: Final = 20
SHOWN_OF_A_LIST: Final = 200
FORMS_ONE_BY_ONE: Final = 40
FORMS_TO_DECIDE_FIRST: Final = 10
UNITS_ON_THE_FIRST_PAGE: Final = 20


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A file, or a form or piece in it, that is not among what was scored, and why."""

    file: str
    """As people see it: relative, with ``/``."""
    why: str
    at: str = ""


@dataclass(frozen=True, slots=True)
class Proposed:
    """An uncertain match between two documents: a person is asked, it is not used."""

    text: str
    at: str
    other: str
    other_at: str
    similarity: Decimal
    """A share, 0 to 1."""


@dataclass(frozen=True, slots=True)
class Summary:
    """What was read and what was not. Nothing of a secret submission belongs in here."""

    files: int
    """Files of which something could be used."""
    not_read: tuple[LeftOut, ...] = ()
    """Files and forms that could not be read, or hold nothing of use."""
    without_set: tuple[LeftOut, ...] = ()
    """Forms for which no indicator set was recognised."""
    unplaced: int = 0
    """Pieces of the files, outside of any scored form, that could not be placed."""
    proposed: tuple[Proposed, ...] = ()


@dataclass(frozen=True, slots=True)
class Limits:
    """How much one page shows; the rest is counted on the page."""

    page: int = FORMS_A_PAGE
    """Forms on one page."""
    group: int = SHOWN_OF_A_GROUP
    """Findings shown of one code."""
    listed: int = SHOWN_OF_A_LIST
    """Entries shown of any other list."""
    one_by_one: int = FORMS_ONE_BY_ONE
    """Forms up to which a chart shows each form."""
    first: int = FORMS_TO_DECIDE_FIRST
    """Forms shown of those to decide next."""
    units: int = UNITS_ON_THE_FIRST_PAGE
