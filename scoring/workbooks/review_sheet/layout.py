"""The 复核表 as a layout: rounds, columns, grounds and words (``vocabulary/layouts/review_sheet.yaml``).

Writer and reader share it, and the rounds of a review are ordered by it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from typing import Annotated, Final, Literal

from pydantic import Field

from scoring.documents.part import DocumentPart
from scoring.documents.vocabulary_file import VocabularyFile
from scoring.exact import plain
from scoring.text import half_width, squeezed

SCHEMA: Final = "ziping/worksheet/1"
ABOUT: Final = "zw_about"
"""Defined name of the area by which a review sheet is recognised: a key and a value a row."""
ABOUT_PREFIX: Final = "zw:"
"""Before the key and value of a hidden cell in the first row of a sheet: whose and which it is."""
RECORD: Final = "zw_record"
"""Defined name of the record of rounds on a sheet that was made from a ledger."""
CARRIED_COLUMN: Final = 3
"""Column (from 1) of the hidden sheet that carries, a row each, what was refused earlier."""
SIGNED: Final = {"evaluator": ("zw_by", "zw_at"), "unit": ("zw_unit_by", "zw_unit_at")}
"""Defined names of the cells for name and date, by who signs."""

Writer = Literal["evaluator", "unit"]
Entry = str | Decimal | None
"""What a cell holds."""


class Round(DocumentPart):
    """One round by which sheets of earlier programs were called, and who wrote in it.

    ``duty`` is of vocabularies of that time; nothing prints it.
    """

    name: str
    by: Writer
    duty: str = ""


class Finished(DocumentPart):
    """What stood in place of a round when all were done."""

    name: str
    duty: str = ""


class Ground(DocumentPart):
    """One 认定理由 of the list, and what it means; ``minutes`` where those of a meeting are named."""

    name: str
    meaning: str
    minutes: bool = False


class Answer(DocumentPart):
    """One answer of the unit: the word of the list, and other ways to write it."""

    word: str
    also: tuple[str, ...]


class Action(Answer):
    """One 办理; ``reason`` where it needs one."""

    reason: bool = False


class Signing(DocumentPart):
    """How names and days of signatures are written.

    ``earliest`` and ``latest``: so many years before and behind the form's year a day is asked about.
    """

    on_behalf: str
    earliest: int
    latest: int


class Answers(DocumentPart):
    """认可 and 不认可."""

    agree: Answer
    disagree: Answer

    def word(self, agrees: bool | None) -> str:
        """Return the word of an answer; an empty text where there is none."""
        return "" if agrees is None else self.agree.word if agrees else self.disagree.word


class ReviewColumn(DocumentPart):
    """One column of the table, found by its heading; ``by`` is who may write into it."""

    key: str
    heading: str
    group: str
    kind: Literal["text", "number", "choice"]
    width: str
    by: Writer | None = None


class HistoryColumn(DocumentPart):
    """One column of the record of rounds."""

    key: str
    heading: str
    width: str


class Message(DocumentPart):
    """The message of a cell that is being filled in."""

    title: str
    text: str


class GuideLine(DocumentPart):
    """A line of the instructions."""

    kind: Literal["title", "step"]
    text: str


class SheetNames(DocumentPart):
    """Names of the sheets."""

    form: str
    history: str
    guide: str
    about: str


class FeedbackWords(DocumentPart):
    """The words of a unit's workbook, and the widths of its columns by key."""

    cover: str
    title: str
    columns: dict[str, str]
    how: tuple[str, ...]
    due: str
    no_due: str
    duty: str
    number: str
    project: str
    year: str
    claimed: str
    review: str
    grade: str
    asked: str
    all: str
    sheet: str
    open: str
    sign_all: str
    sheet_name: str
    stamp: str
    message: str


class ReviewSheetLayout(VocabularyFile):
    """Everything in ``vocabulary/layouts/review_sheet.yaml``."""

    ships_as = "vocabulary/layouts/review_sheet.yaml"

    schema_: Annotated[Literal["ziping/worksheet/1"], Field(alias="schema")]
    sheets: SheetNames
    rounds: tuple[Round, ...]
    duties: dict[str, str]
    finished: Finished
    grounds: tuple[Ground, ...]
    ground_join: str
    minutes: str
    withdraw: Answer
    actions: dict[str, Action]
    signing: Signing
    replies: Answers
    columns: tuple[ReviewColumn, ...]
    groups: dict[str, str]
    hidden: dict[str, str]
    printed: dict[str, str]
    record: tuple[HistoryColumn, ...]
    kinds: dict[str, str]
    standings: dict[str, str]
    history: tuple[HistoryColumn, ...]
    words: dict[str, str]
    patterns: dict[str, str]
    feedback: FeedbackWords
    messages: dict[str, Message]
    errors: dict[str, str]
    guide: tuple[GuideLine, ...]

    def writer(self, round_name: str) -> Writer | None:
        """Return who writes in a round; None where all are done."""
        return next((r.by for r in self.rounds if r.name == round_name), None)

    @property
    def ground_names(self) -> frozenset[str]:
        """The names of the list of grounds."""
        return frozenset(ground.name for ground in self.grounds)

    def listed(self, ground: str) -> str:
        """Return the listed ground that a decision names, its note left out; else an empty text."""
        head = folded_entry(self.ground_and_note(ground)[0])
        return next((g.name for g in self.grounds if folded_entry(g.name) == head), "")

    def needs_minutes(self, ground: str) -> bool:
        """Tell whether a ground of the list is a meeting's, whose minutes are named."""
        return any(g.minutes for g in self.grounds if g.name == ground)

    def ground_and_note(self, ground: str) -> tuple[str, str]:
        """Return a ground without its note, and the note; the sign between them in either width."""
        head, join, _ = half_width(ground).partition(self.ground_join)
        return ground[: len(head)], ground[len(head) + len(join) :]

    def open_columns(self, kind: str) -> tuple[ReviewColumn, ...]:
        """Return the columns that an evaluator, or the unit, writes in."""
        by = "unit" if kind == "feedback" else "evaluator"
        return tuple(column for column in self.columns if column.by == by)

    @cached_property
    def headings(self) -> Mapping[str, str]:
        """Headings of all columns of the table by key, hidden ones too."""
        return {**{c.key: c.heading for c in self.columns}, **self.hidden, **self.printed}

    @property
    def names(self) -> Mapping[str, str]:
        """What messages call the cells of the table and those below it, by key."""
        below = {
            "by": self.words["name"],
            "day": self.words["date"],
            "action": self.words["action"],
            "people": self.words["people"],
            "due": self.words["due"],
        }
        return {**self.headings, **below}

    def answer(self, word: str) -> bool | None:
        """Return whether the unit's word means that it agrees; None where that is not clear."""
        if means(self.replies.agree, word):
            return True
        return False if means(self.replies.disagree, word) else None

    def action(self, word: str) -> str:
        """Return the key of the 办理 that a word means; empty where it is none."""
        return next((key for key, action in self.actions.items() if means(action, word)), "")


def means(answer: Answer, text: str) -> bool:
    """Tell whether a typed text is a word of the list, in whatever width or with a stop behind it."""
    typed = folded_entry(text).casefold().strip("。.!")
    return typed in {folded_entry(word).casefold() for word in (answer.word, *answer.also)}


_ENCODER: Final = json.JSONEncoder(ensure_ascii=False)


def seal_of(entries: Iterable[Entry]) -> str:
    """Return the digest of some cells, however a spreadsheet keeps their blanks and numbers."""
    text = _ENCODER.encode([folded_entry(entry) for entry in entries])
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def folded_entry(entry: Entry) -> str:
    """Return a cell as it is compared: a number in plain digits, a text without blanks."""
    if isinstance(entry, Decimal):
        return plain(Fraction(entry))
    return squeezed(entry or "")


def cell_seal(row: str, column: str, text: str) -> str:
    """Return a short digest of one cell of a row, by which a change of it is seen."""
    sealed = f"{row}\x1f{column}\x1f{squeezed(text)}"
    return hashlib.sha256(sealed.encode("utf-8", "surrogatepass")).hexdigest()[:8]
