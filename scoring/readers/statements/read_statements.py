"""Finds amounts stated in sentences (全年预算数 … 执行数 … 完成预算的 …%) and whose they are."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import islice
from typing import Final

from scoring.exact import PLAIN_NUMBER
from scoring.readers.books.sheets.grid import Book, Sheet
from scoring.readers.statements.passages import Stretch, passages_of
from scoring.readers.statements.phrases import AmountPatterns, StatementPhrases
from scoring.readers.statements.running_text import TABLE, RunningText, folded, running_text
from scoring.readers.statements.text_head import TextHead, text_head
from scoring.records.file_content import Amount, Passage, Statement
from scoring.words import load_vocabulary

_FARTHEST: Final = 400
"""So many characters before a rate its two amounts may stand."""
_NEAREST: Final = 80
"""So many characters lie between two amounts that stand together without a rate."""
_MOST_FOUND: Final = 2_000
_LONGEST_SUBJECT: Final = 60
_CLAUSE: Final = re.compile("[。;:,!?\x00]")
_PART: Final = re.compile("[。;:,!?()\x00]")
"""What parts the words about one amount from those about another; a bracket does, too."""


@dataclass(frozen=True)
class BookStatements:
    """The statements and passages of a book, and the rows (sheet, row) that they stand in."""

    statements: tuple[Statement, ...]
    passages: tuple[Passage, ...]
    rows: frozenset[tuple[str, int]]


def read_statements(book: Book, words: StatementPhrases | None = None) -> BookStatements:
    """Return the statements and passages of a book, and which of its rows they took."""
    known = load_vocabulary(StatementPhrases) if words is None else words
    statements: list[Statement] = []
    passages: list[Passage] = []
    rows: set[tuple[str, int]] = set()
    for sheet in book.sheets:
        if sheet.hidden:
            continue
        own = _Sheet(book, sheet, known)
        statements += own.statements()
        passages += own.passages()
        if max(len(statements), len(passages)) <= _MOST_FOUND:
            # What is cut off below stays among what the book holds besides.
            rows.update((sheet.name, row) for row in own.taken)
    return BookStatements(
        tuple(statements[:_MOST_FOUND]), tuple(passages[:_MOST_FOUND]), frozenset(rows)
    )


class _Sheet:
    def __init__(self, book: Book, sheet: Sheet, words: StatementPhrases) -> None:
        self.book = book
        self.sheet = sheet
        self.words = words
        self.text: RunningText = running_text(sheet, (*words.reports, *words.titles_behind))
        self.head: TextHead = text_head(self.text, words)
        self.stretches: Sequence[Stretch] = passages_of(self.text, self.head, words)
        self.summaries = [stretch for stretch in self.stretches if not stretch.is_report]
        self.taken: set[int] = set()

    def passages(self) -> Iterator[Passage]:
        for stretch in self.stretches:
            self._take(stretch.start, stretch.end)
            yield Passage(
                at=self._at(stretch.start),
                unit=self.head.unit,
                subject=self._subject(stretch.subject, whole=stretch.whole),
                whole=stretch.whole,
                year=self.head.year,
                text=self.text.text[stretch.start : stretch.end],
            )

    def statements(self) -> list[Statement]:
        found: dict[int, Statement] = {}
        taken: set[int] = set()
        for match in islice(self.words.settled.finditer(self.text.folded), _MOST_FOUND):
            found[match.start()] = self._settled(match)
            taken.add(match.end())
        rates = sorted(
            (match.start(), match.end(), index, match)
            for index, family in enumerate(self.words.amounts)
            for match in islice(family.rate.finditer(self.text.folded), _MOST_FOUND)
        )
        before = 0
        used: set[int] = set()
        for start, end, index, match in _longest(rates):
            if end in taken:
                continue
            statement = self._with_rate(self.words.amounts[index], match, before, used)
            if statement is not None:
                found[start] = statement
                before = end
        for family in self.words.amounts:
            found |= self._without_rate(family, used)
        return [found[at] for at in sorted(found)]

    def _settled(self, match: re.Match[str]) -> Statement:
        low = max(match.start() - _FARTHEST, 0)
        clause = [m.end() for m in _CLAUSE.finditer(self.text.folded, low, match.start())]
        start = max(clause[-1] if clause else low, self.text.begin(match.start()))
        self._take(start, match.end())
        sentence = self.text.text[start : match.end()]
        return Statement(
            at=self._at(start),
            sentence=sentence,
            subject=self.text.text[start : match.start()][-_LONGEST_SUBJECT:],
            year=self.head.year_of(sentence),
            budget=_amount(match, "budget"),
            executed=_amount(match, "executed"),
            rate=Amount(text=f"{match['rate']}%", value=_plain(match["rate"]), unit="%"),
        )

    def _with_rate(
        self, family: AmountPatterns, match: re.Match[str], before: int, used: set[int]
    ) -> Statement | None:
        window = max(before, match.start() - _FARTHEST, self._begins(match.start()))
        budget = self._last(family.budget, window, match.start())
        executed = self._last(family.executed, window, match.start())
        if budget is None or executed is None or not self._are_one(budget, executed, match):
            return None
        used.update((budget.start("number"), executed.start("number")))
        return self._of(family, (budget, executed), match)

    def _last(self, pattern: re.Pattern[str], start: int, end: int) -> re.Match[str] | None:
        """Return the last amount in a stretch; None where one of all the money and one of a part are."""
        found: dict[frozenset[str], re.Match[str]] = {}
        for match in pattern.finditer(self.text.folded, start, end):
            found[self._aside(match.start())] = match
        return found.popitem()[1] if len(found) == 1 else None

    def _aside(self, at: int) -> frozenset[str]:
        """Return the words for other money in the clause before a label."""
        low = max(at - _LONGEST_SUBJECT, 0)
        return self.words.aside(_PART.split(self.text.folded[low:at])[-1])

    def _are_one(self, *amounts: re.Match[str]) -> bool:
        """Tell whether amounts are those of the same money, in the same time, and the year's."""
        first, *others = sorted(match.start() for match in amounts)
        own = self._aside(first)
        if any(not self._aside(at) <= own for at in others):
            return False
        return not self.words.is_of_another_time(self.text.folded[self.text.begin(first) : first])

    def _without_rate(self, family: AmountPatterns, used: set[int]) -> dict[int, Statement]:
        """Return pairs of budget and executed in one sentence that no rate stands beside."""
        found: dict[int, Statement] = {}
        executed = {m.start(): m for m in family.executed.finditer(self.text.folded)}
        starts = sorted(executed)
        for budget in islice(family.budget.finditer(self.text.folded), _MOST_FOUND):
            after = bisect_right(starts, budget.end() - 1)
            if budget.start("number") in used or after == len(starts):
                continue
            match = executed[starts[after]]
            between = self.text.folded[budget.end() : match.start()]
            if len(between) > _NEAREST or re.search("[。!?\x00]", between):
                continue
            if match.start("number") in used or not self._are_one(budget, match):
                continue
            found[budget.start()] = self._of(family, (budget, match), None)
            used.update((budget.start("number"), match.start("number")))
        return found

    def _of(
        self,
        family: AmountPatterns,
        pair: tuple[re.Match[str], re.Match[str]],
        rate: re.Match[str] | None,
    ) -> Statement:
        budget, executed = pair
        first = min(budget.start(), executed.start())
        last = max(m.end() for m in (*pair, rate) if m is not None)
        subject, whole = self._whose(first)
        sentence = self.text.sentence(first, last - 1)
        self._take(first, last)
        whole = whole and not family.part
        return Statement(
            at=self._at(first),
            sentence=sentence,
            subject=self._subject(family.part or subject, whole=whole),
            whole=whole,
            part=bool(family.part),
            year=self.head.year_of(sentence),
            budget=_amount(budget),
            executed=_amount(executed),
            rate=None if rate is None else _amount(rate),
        )

    def _whose(self, at: int) -> tuple[str, bool]:
        """Return whose money is stated at a place, and whether it is a department's."""
        stretch = self._summary(at)
        if stretch is not None:
            return stretch.subject, stretch.whole
        # the sentence that names the project, or the one right before
        start = self.text.begin(at)
        back = max(self.text.begin(start - 1) if start else 0, at - 2 * _FARTHEST)
        for pattern in self.words.named:
            match = pattern.search(self.text.folded, back, at)
            if match is not None:
                return self.text.text[match.start("subject") : match.end("subject")], False
        begin = self.text.begin(at)
        before = self.text.folded[begin:at]
        clause = _CLAUSE.split(before)[-1]
        if self.words.is_project(clause):
            return self.text.text[at - len(clause) : at], False
        if self.words.is_own(before, folded(self.head.unit)):
            return self.head.unit, True
        return ("" if self.words.is_part(before) else self.head.project), False

    def _begins(self, at: int) -> int:
        """Return where the stretch begins that a place lies in: no statement reaches across it."""
        table = self.text.folded.rfind(TABLE, max(at - _FARTHEST, 0), at) + 1
        inside = self._summary(at)
        return table if inside is None else max(table, inside.start)

    def _summary(self, at: int) -> Stretch | None:
        """Return the summary that a place lies in."""
        number = bisect_right(self.summaries, at, key=lambda stretch: stretch.start) - 1
        found = self.summaries[number] if number >= 0 else None
        return found if found is not None and at < found.end else None

    def _subject(self, subject: str, *, whole: bool) -> str:
        """Return whose it is; empty for a whole unit that is named nowhere."""
        return self.head.unit if whole else subject

    def _at(self, index: int) -> str:
        return self.book.place(self.sheet.name, self.text.row(index), 1).in_book

    def _take(self, start: int, end: int) -> None:
        first = bisect_right(self.text.starts, start) - 1
        last = bisect_right(self.text.starts, max(end - 1, start)) - 1
        self.taken.update(self.text.rows[max(first, 0) : last + 1])


def _longest(
    rates: Sequence[tuple[int, int, int, re.Match[str]]],
) -> Iterator[tuple[int, int, int, re.Match[str]]]:
    """Of rates that end at one place keep the one with the longest name."""
    best: dict[int, tuple[int, int, int, re.Match[str]]] = {}
    for found in rates:
        if found[1] not in best or found[0] < best[found[1]][0]:
            best[found[1]] = found
    yield from sorted(best.values(), key=lambda found: (found[0], found[2]))


def _amount(match: re.Match[str], group: str = "number") -> Amount:
    number = match[group]
    unit = match["unit"] if group == "number" else match[f"{group}_unit"]
    return Amount(text=f"{number}{unit}", value=_plain(number), unit=unit)


def _plain(text: str) -> Decimal:
    number = text.replace(",", "")
    assert PLAIN_NUMBER.fullmatch(number), number
    return Decimal(number)
