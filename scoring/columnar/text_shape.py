"""Targets and actuals that hold no open number: whether their comparison asks for the row's name."""

from __future__ import annotations

import re
from collections.abc import Hashable
from enum import IntEnum
from typing import Final, NamedTuple

from scoring.columnar.number_form import NumberForm
from scoring.columnar.plain_record import PlainRow
from scoring.columnar.reason_words import LETTERS
from scoring.engine.comparison import RowComparison, Setting
from scoring.values.attainment import ComparedRow
from scoring.values.comparing.common_unit import is_ratio
from scoring.values.comparing.context import Context
from scoring.values.comparing.deadlines import compare
from scoring.values.comparing.remarks import nothing_done
from scoring.values.reading import Deadline, ShortStatement, StatementKind, Wording
from scoring.values.word_index import WordIndex

_MOST_TEXTS: Final = 10_000
_NAME: Final = re.compile("[\u4e00-\u9fff0-9]+")
"""Names whose signs are folded one by one, nearly all of them to themselves."""


class TextKind(IntEnum):
    """What a text is, as far as it decides whether the row's name matters."""

    WORDS = 0
    UNRELATED = 1
    """Words that say the same next to any number or date, whatever the row is called: 已完成, 略."""
    DATE = 2
    OTHER = 3


class KnownText(NamedTuple):
    """A text with its kind, and the deadline where it is one."""

    kind: TextKind
    deadline: Deadline | None = None


_NAMELESS: Final = frozenset({
    (TextKind.WORDS, TextKind.WORDS), (TextKind.WORDS, TextKind.UNRELATED),
    (TextKind.UNRELATED, TextKind.WORDS), (TextKind.UNRELATED, TextKind.UNRELATED),
    (TextKind.DATE, TextKind.DATE), (TextKind.DATE, TextKind.UNRELATED),
})  # fmt: skip
"""Kinds of targets and actuals whose comparison asks nothing of the row's name but how it begins."""


class TextShapes:
    """What a comparison of words or dates hangs on, for the rows of one set."""

    def __init__(self, comparison: RowComparison, remarks: WordIndex) -> None:
        """``remarks`` are words that change what a value next to them means."""
        self._reader = comparison.reader
        self._remarks = remarks
        self._nameless = Context(ComparedRow(), comparison.policy, comparison.reader)
        characters = comparison.reader.lexicon.fold.characters
        self._folded = frozenset(filter(_NAME.match, map(chr, characters)))
        """Signs of names that are read as others: 個 as 个."""
        self._known: dict[str, KnownText] = {}

    def of_words(self, row: PlainRow, setting: Setting) -> Hashable | None:
        """Return on what a target and an actual in words or dates hang; None where the name may matter."""
        target, actual = self._text(row.target), self._text(row.actual)
        if (target.kind, actual.kind) not in _NAMELESS:
            return None
        name = row.name
        # words that begin with the row's name are compared without it
        if (
            not _NAME.fullmatch(name)
            or not self._folded.isdisjoint(name)
            or name in row.target
            or name in row.actual
        ):
            return None
        if target.deadline is None:
            return row.target, row.actual
        if actual.deadline is None:
            return row.target, row.actual, setting
        place = ComparedRow(year=setting.year, start=setting.start, end=setting.end)
        lexicon = self._reader.lexicon
        is_same = lexicon.fold(row.target) == lexicon.fold(row.actual)
        dated = compare(target.deadline, actual.deadline, place, lexicon, same_text=is_same)
        return dated.case, dated.met, dated.days_planned, dated.days_taken

    def next_to_number(self, row: PlainRow, target: NumberForm) -> Hashable | None:
        """Return on what words next to a number hang; None where the name may matter."""
        is_unrelated = self._text(row.actual).kind is TextKind.UNRELATED
        if not is_unrelated or target.has_words or is_ratio(target.number):
            return None
        return target.kind, row.actual, row.unit, row.direction

    def _text(self, text: str) -> KnownText:
        known = self._known.get(text)
        if known is None:
            known = self._read(text)
            if len(self._known) >= _MOST_TEXTS:
                self._known.clear()
            self._known[text] = known
        return known

    def _read(self, text: str) -> KnownText:
        if not LETTERS.fullmatch(text) or not self._folded.isdisjoint(text):
            return KnownText(TextKind.OTHER)
        reading = self._reader.read(text)
        if isinstance(reading, Deadline) and reading.number is None:
            return KnownText(TextKind.DATE, reading)
        if not isinstance(reading, Wording | ShortStatement):
            return KnownText(TextKind.OTHER)
        is_absence = isinstance(reading, ShortStatement) and reading.stated is StatementKind.NONE
        has_remark = self._remarks.holds(text)
        if not is_absence and not has_remark and nothing_done(reading, self._nameless) is None:
            return KnownText(TextKind.UNRELATED)
        return KnownText(TextKind.WORDS)
