"""Make one reading of the items of a text: a number, a date, parts, or candidates."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import Final

from scoring.values.items import LONGEST_LABEL, ItemKind, TextItem, label_after, label_before
from scoring.values.lexicon import Lexicon
from scoring.values.reading import (
    Deadline,
    Number,
    Range,
    Reading,
    Several,
    Unread,
    UnreadReason,
)
from scoring.values.tokens import StopReadingError

_MOST_PIECES: Final = 40
"""Numbers in one text; more is a report and no value."""


class SentenceReader:
    """Makes one reading of one text's items; used once."""

    def __init__(self, text: str, folded: str, items: list[TextItem], lexicon: Lexicon) -> None:
        """Take the text, its folded form and the items of :func:`items.scan`."""
        self.text = text
        self.folded = folded
        self.items = items
        self.lexicon = lexicon

    def reading(self) -> Reading | None:
        """Return the reading of all items together; None if they are nothing but words."""
        items = self.items
        self._unglue()
        values = [i for i, item in enumerate(items) if item.kind in _VALUES]
        outside = [i for i in values if items[i].depth == 0]
        inside = [i for i in values if items[i].depth > 0]
        if not outside and inside:
            if self._is_interval(inside):
                return Unread(self.text, self.folded, UnreadReason.RANGES)
            outside, inside = inside, []
        if len(outside) + len(inside) > _MOST_PIECES:
            return Unread(self.text, f"{self.folded[:20]}…", UnreadReason.TOO_MUCH)
        numbers = [i for i in outside if items[i].kind in (ItemKind.NUMBER, ItemKind.RANGE)]
        days = [i for i in outside if items[i].kind is ItemKind.DATE]
        if not numbers and not days:
            return self._year_or_words()
        if not days:
            return self._numbers(numbers, inside)
        if not numbers:
            return self._days(days)
        return self._days_and_numbers(days, numbers)

    def _is_interval(self, inside: list[int]) -> bool:
        """Tell whether the text is two numbers of a kind in brackets, ``[80%,90%]``: an interval."""
        first, last = self.items[0], self.items[-1]
        if len(inside) != 2 or first.sign != "open" or last.sign != "close":
            return False
        low, high = (self.items[index].number for index in inside)
        if low is None or high is None or self._has_words():
            return False
        return low.unit is None or high.unit is None or low.unit.dimension == high.unit.dimension

    def _unglue(self) -> None:
        """Make words of figures that are part of a name (12345热线, 5A级)."""
        items = self.items
        for index, item in enumerate(items):
            if item.is_glued and not _is_labelled(items, index):
                item.kind = ItemKind.TEXT
                item.text = self.folded[item.start : item.end]

    def _has_words(self) -> bool:
        """Tell whether words other than those of the vocabulary stand beside the values."""
        return any(item.kind is ItemKind.TEXT and item.depth == 0 for item in self.items)

    def _year_or_words(self) -> Reading | None:
        """Read a text whose only date is a year; None if it has none at all."""
        years = [item for item in self.items if item.kind is ItemKind.YEAR]
        if len(years) == 1 and years[0].deadline is not None and not self._has_words():
            deadline = years[0].deadline
            if deadline.year_offset >= 0:
                return replace(deadline, text=self.text)
        for item in self.items:
            if item.kind is ItemKind.SIGN and item.sign == "slash" and self._is_fraction(item):
                return Unread(self.text, self.folded, UnreadReason.SHARE_OR_PARTS)
        if not any(c.isalpha() for c in self.folded):
            return Unread(self.text, self.folded, UnreadReason.SIGNS_ALONE)
        return None

    def _is_fraction(self, slash: TextItem) -> bool:
        before = self.folded[max(slash.start - 1, 0) : slash.start]
        after = self.folded[slash.end : slash.end + 1]
        return before.isdigit() and after.isdigit()

    def _number(self, index: int, *, alone: bool) -> Number | Range:
        """Return a number or range with its label; ``alone`` if it is the only one of the text."""
        item = self.items[index]
        before = label_before(self.items, index)
        if self._is_denied(before):
            piece = self.folded[max(item.start - len(before), 0) : item.end]
            raise StopReadingError(piece, UnreadReason.NOT_REACHED)
        negative = self._is_negative(before)
        if negative:
            before = before[: -len(negative)]
        behind = label_after(self.items, index)
        if behind.startswith(self.lexicon.missed) and not behind.startswith(self.lexicon.none_of):
            # 3个未完成
            piece = self.folded[item.start : item.end] + behind
            raise StopReadingError(piece, UnreadReason.NOT_REACHED)
        text = self.text if alone else self.folded[item.start : item.end]
        if item.range is not None:
            return replace(item.range, text=text)
        assert item.number is not None
        number = item.number
        if negative:
            number = replace(number, value=-number.value)
        label = before or behind
        if alone and not any(item.kind is ItemKind.TEXT for item in self.items):
            # 共3份, 累计20次: words that name nothing
            label = ""
        in_sentence = alone and self._is_sentence(negative or label)
        return replace(
            number, text=text, label="" if in_sentence else label, in_sentence=in_sentence,
            words_before=before, in_brackets=item.depth > 0,
        )  # fmt: skip

    def _is_negative(self, before: str) -> str:
        """Return the word of a minus that stands straight before a number (实际为负5%), or nothing."""
        for word in self.lexicon.negative.minus:
            rest = before.removesuffix(word)
            if rest != before and (not rest or rest.endswith(self.lexicon.noise)):
                return word
        return ""

    def _is_denied(self, before: str) -> bool:
        """Tell whether the words before a number deny it: 未完成10个, 差3个, but not 误差3%."""
        return bool(before) and any(
            before == word or (len(word) > 1 and before.endswith(word))
            for word in self.lexicon.denials
        )

    def _is_sentence(self, label: str) -> bool:
        """Tell whether words other than one label before or behind the number are ignored."""
        passed = ""
        for item in self.items:
            if item.kind in (ItemKind.TEXT, ItemKind.YEAR) and item.depth == 0:
                passed += self.folded[item.start : item.end]
        return bool(passed) and passed not in label

    def _numbers(self, numbers: list[int], inside: list[int]) -> Reading:
        """Read a text that holds numbers and no date."""
        if len(numbers) == 1:
            only = self._number(numbers[0], alone=True)
            self._check_stroke(numbers[0])
            others = [i for i in inside if self._differs(i, only)]
            if not others:
                return only
            numbers = numbers + others
        parts: list[Number | Deadline] = []
        for index in numbers:
            value = self._number(index, alone=False)
            if isinstance(value, Range):
                return Unread(self.text, self.folded, UnreadReason.RANGES)
            parts.append(value)
        if all(n.unit is None for n in parts if isinstance(n, Number)):
            for index in numbers[:-1]:
                self._check_stroke(index)
        return self._several(parts, strict=self._is_list(numbers))

    def _differs(self, index: int, outer: Number | Range) -> bool:
        """Tell whether a number in brackets measures something else than the one outside."""
        number = self.items[index].number
        if number is None or number.unit is None or not isinstance(outer, Number):
            return False
        return outer.unit is None or outer.unit.dimension != number.unit.dimension

    def _check_stroke(self, index: int) -> None:
        """Refuse ``28/30``: a share, two parts or a date, and nobody can say which."""
        item = self.items[index]
        following = self.items[index + 1] if index + 1 < len(self.items) else None
        if following is not None and following.sign == "slash" and following.start == item.end:
            after = self.items[index + 2] if index + 2 < len(self.items) else None
            if after is not None and after.kind is ItemKind.NUMBER:
                piece = self.folded[item.start : after.end]
                raise StopReadingError(piece, UnreadReason.SHARE_OR_PARTS)

    def _is_list(self, values: list[int]) -> bool:
        """Tell whether the values stand as parts in a list, and not scattered in sentences."""
        items = self.items
        if len({items[i].depth for i in values}) > 1:
            return False
        if not self._has_words():
            return True
        if any(len(item.text) > LONGEST_LABEL for item in items if item.kind is ItemKind.TEXT):
            return False
        for left, right in pairwise(values):
            between = [item for item in items[left + 1 : right] if item.kind is ItemKind.SIGN]
            if not any(item.sign in _LISTING or item.text in _LINES for item in between):
                return False
        return True

    def _several(self, parts: list[Number | Deadline], *, strict: bool) -> Several:
        """Make the reading of several values; a sign or year that stands once governs a list."""
        if strict:
            parts = _governed(parts)
        return Several(self.text, tuple(parts), strict)

    def _days(self, days: list[int]) -> Reading:
        """Read a text that holds dates and no number."""
        for item in self.items:
            if item.kind is ItemKind.TEXT and any(
                word in item.text for word in self.lexicon.denials_of_date
            ):
                return Unread(self.text, self.folded, UnreadReason.DATE_DENIED)
        if len(days) == 1:
            deadline = self.items[days[0]].deadline
            assert deadline is not None
            return replace(deadline, text=self.text)
        parts: list[Number | Deadline] = []
        parts += (d for i in days if (d := self.items[i].deadline) is not None)
        return self._several(parts, strict=self._is_list(days))

    def _days_and_numbers(self, days: list[int], numbers: list[int]) -> Reading:
        """Read a text that holds both: a count due by a date, or several of them."""
        order = sorted((*days, *numbers))
        turns = len(days) == len(numbers) and all(
            (index in days) == (place % 2 == 0) for place, index in enumerate(order)
        )
        if len(days) == 1 and len(numbers) == 1:
            turns = True
            order = [days[0], numbers[0]]
        alone = len(days) == 1
        parts: list[Number | Deadline] = []
        if turns:
            for day, index in zip(order[::2], order[1::2], strict=True):
                deadline = self.items[day].deadline
                assert deadline is not None
                number = self._number(index, alone=False)
                if isinstance(number, Range):
                    return Unread(self.text, self.folded, UnreadReason.RANGES)
                text = (
                    self.text
                    if alone
                    else self.folded[self.items[day].start : self.items[index].end]
                )
                parts.append(replace(deadline, text=text, number=number))
            if len(parts) == 1:
                return parts[0]
            return self._several(parts, strict=self._is_list(order))
        for index in order:
            deadline = self.items[index].deadline
            value = deadline if deadline is not None else self._number(index, alone=False)
            if isinstance(value, Range):
                return Unread(self.text, self.folded, UnreadReason.RANGES)
            parts.append(value)
        return self._several(parts, strict=False)


_LISTING: Final = ("list", "plus", "slash", "colon")
_LINES: Final = ("\n", ";")
_VALUES: Final = (ItemKind.NUMBER, ItemKind.RANGE, ItemKind.DATE)


def _is_labelled(items: list[TextItem], index: int) -> bool:
    """Tell whether a colon says that the figure behind it is a value."""
    return index > 0 and items[index - 1].sign == "colon"


def _governed(parts: list[Number | Deadline]) -> list[Number | Deadline]:
    """Let a comparator or a year that only the first part carries hold for all parts."""
    first, rest = parts[0], parts[1:]
    governed: list[Number | Deadline] = [first]
    for part in rest:
        if isinstance(first, Number) and isinstance(part, Number) and part.comparator is None:
            governed.append(replace(part, comparator=first.comparator))
        elif isinstance(first, Deadline) and isinstance(part, Deadline) and part.year is None:
            governed.append(replace(part, year=first.year))
        else:
            return parts
    return governed
