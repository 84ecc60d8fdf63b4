"""The row of a comparison with the set's policy and the lexicon, and the questions asked of them."""

from __future__ import annotations

from dataclasses import replace

from scoring.values.attainment import ComparedRow, Policy
from scoring.values.comparing import direction
from scoring.values.comparing.direction import Direction
from scoring.values.grammar import Reader
from scoring.values.lexicon import Lexicon
from scoring.values.reading import Comparator, Number, Reading, Several, Unread, Wording


class Context:
    """One row with the policy and the lexicon by which its target and actual are compared."""

    __slots__ = ("is_turned", "lexicon", "policy", "reader", "row")

    def __init__(
        self, row: ComparedRow, policy: Policy, reader: Reader, *, is_turned: bool = False
    ) -> None:
        """Keep the row, the policy and the reader; ``is_turned`` reverses a direction that is presumed."""
        self.is_turned = is_turned
        self.row = row
        self.policy = policy
        self.reader = reader
        self.lexicon: Lexicon = reader.lexicon

    @property
    def measure(self) -> Number | None:
        """One of the form's unit column, or None where the form has none."""
        return self.reader.measure(self.row.unit) if self.row.unit else None

    def measure_for(self, target: Number, actual: Number) -> Number | None:
        """Return the unit column's measure for an actual whose target has a unit in its text.

        Where the target has none a bare actual stays bare, and so does a share of a rate; but two bare
        numbers up to 1 under a column of % are of one kind, 0.4 and 0.1 are 0.4 % and 0.1 %, and nobody
        writes a share under a column of ‰.
        """
        measure, percent = self.measure, self.lexicon.percent
        if measure is None or measure.unit is None:
            return None
        is_rate = measure.unit.dimension == percent.dimension
        if target.unit is None and actual.unit is None:
            is_small = max(abs(target.amount), abs(actual.amount)) <= 1
            return measure if is_rate and (is_small or measure.unit != percent) else None
        is_same = target.unit is not None and measure.unit.dimension == target.unit.dimension
        return measure if is_same and not is_rate else None

    @property
    def is_column_unread(self) -> bool:
        """Whether the form's column for the sign contains what names no direction."""
        column = self.row.direction.strip()
        return bool(column) and self.reader.comparator(column) is None

    @property
    def is_rate_row(self) -> bool:
        """Whether the row's name says that it is a rate (完成率, 占比)."""
        name = self.row.name
        for word in self.lexicon.not_shares:
            name = name.replace(word, "")
        return any(word in name for word in self.policy.rate_words)

    @property
    def is_satisfaction_row(self) -> bool:
        """Whether 无投诉 may stand for a value of this row."""
        texts = (self.row.name, self.row.level1, self.row.level2)
        return any(word in text for word in self.policy.satisfaction_words for text in texts)

    def is_around_zero(self, target: Number) -> bool:
        """Tell whether a target is a band round zero: ±10% holds -15% as little as 15%."""
        folded = self.lexicon.fold(target.text)
        return any(sign in folded for sign in self.lexicon.around)

    def is_impossible(self, number: Number, target: Number) -> bool:
        """Tell whether a number lies below zero where none can: -5家, but not 增长-5%.

        A bare number is of the target's kind; of neither a level of counts tells it.
        """
        if number.value >= 0 or self.is_around_zero(target):
            return False
        words, row = self.lexicon.negative, self.row
        words_of_row = "".join((row.name, target.words_before, target.label, number.words_before))
        if any(word in words_of_row for word in words.signed):
            return False
        unit = number.unit or target.unit
        if unit is None:
            levels = (row.level1, row.level2)
            return any(word in level for word in words.levels for level in levels)
        return all(
            measure.partition("/")[0].partition(":")[0] in words.measures
            for measure, _ in unit.meanings()
        ) or (unit.dimension == self.lexicon.percent.dimension and self.is_satisfaction_row)

    def is_planned(self, number: Number) -> bool:
        """Tell whether the words before a number call it planned (计划完成20次)."""
        lexicon, words = self.lexicon, number.words_before
        is_reached = False
        while words:
            if words.endswith(lexicon.planned):
                # 3项任务完成2项: the task is planned, 2 of it were done
                return not (is_reached and words.endswith(lexicon.planned_nouns))
            noise = next((word for word in lexicon.noise if words.endswith(word)), None)
            if noise is None:
                break
            is_reached = is_reached or noise in lexicon.achieved
            words = words[: -len(noise)]
        return number.words_before.startswith(lexicon.planned_first)

    def is_aside(self, number: Number) -> bool:
        """Tell whether a number is another part than what was reached: 其中进口5台, 取消2次."""
        return any(word in number.words_before for word in self.lexicon.aside)

    def is_total(self, number: Number) -> bool:
        """Tell whether the words before a number say that it is the sum: 共12次."""
        return number.words_before.endswith(self.lexicon.totals)

    def is_named(self, number: Number) -> bool:
        """Tell whether the words before a number stand in the row's name (合格率, 办结)."""
        words = number.words_before
        for noise in self.lexicon.noise:
            words = words.removesuffix(noise)
        return len(words) > 1 and words in self.lexicon.fold(self.row.name)

    def is_opposed(self, target: Number, actual: Number) -> bool:
        """Tell whether one number rose and the other fell: 增长5% and 下降6%."""
        falls, rises = self.lexicon.falls, self.lexicon.rises
        target_words = target.words_before + self.row.name
        if self._is_level(actual):
            return False
        if any(word in actual.words_before for word in falls):
            return not any(word in target_words for word in falls)
        if any(word in actual.words_before for word in rises):
            return any(word in target_words for word in falls) and not any(
                word in target_words for word in rises
            )
        return False

    def is_other_measure(self, target: Number, actual: Number) -> bool:
        """Tell whether one number is a change and the other a level: 下降5% and 下降至3%."""
        if self._is_level(actual):
            return not self._is_level(target) and self._is_change(
                target.words_before + self.row.name
            )
        return self._is_level(target) and self._is_change(actual.words_before)

    def _is_level(self, number: Number) -> bool:
        return any(word in number.words_before for word in self.lexicon.levels)

    def _is_change(self, words: str) -> bool:
        return any(word in words for word in (*self.lexicon.falls, *self.lexicon.rises))

    def may_be_level(self, target: Number, actual: Number) -> bool:
        """Tell whether a bare actual may be a level beside a target that is a change.

        3天 of 缩短5天 may be what was cut or what is left, -8% of 下降5% a fall or a rise; a share of
        what is no rate was cut.
        """
        if not target.words_before:
            return False
        is_cut = not self._is_level(target) and any(
            word in target.words_before for word in self.lexicon.cuts
        )
        if not is_cut or actual.value < 0:
            return is_cut
        is_change = self._is_change(actual.words_before + self.row.name)
        is_share = (
            target.unit is not None and target.unit.dimension == self.lexicon.percent.dimension
        )
        return not (is_change or (is_share and not self.is_rate_row))

    def directions(self, target: Number, actual: Number | None = None) -> tuple[Direction, ...]:
        """Return the row's direction; two where text and column contradict each other."""
        ways = direction.directions(target, self.row, self.policy, self.reader)
        if actual is not None and target.comparator is None and self.may_be_level(target, actual):
            ways = tuple(way.doubted() for way in ways)
        return tuple(way.turned() for way in ways) if self.is_turned else ways

    def turned(self) -> Context:
        """Return the same row with every presumed direction the other way."""
        return Context(self.row, self.policy, self.reader, is_turned=True)

    def is_cap(self, target: Number) -> bool:
        """Tell whether less is better in this row: no complaint meets 投诉少于3次."""
        ways = self.directions(target)
        return bool(ways) and all(way.way == direction.AT_MOST for way in ways)

    def asks_growth(self, target: Number) -> bool:
        """Tell whether a target's own sign asks for more (>0), and no word of the row for less.

        ``≥0`` asks for nothing: such a target is a fault of the setting.
        """
        if target.comparator is not Comparator.ABOVE:
            return False
        unsigned = self.directions(replace(target, comparator=None))
        return all(way.way == direction.AT_LEAST for way in unsigned)

    def words(self, reading: Reading) -> str:
        """Return a reading's folded words, cut at both ends."""
        if isinstance(reading, Wording):
            return reading.words
        return self.lexicon.fold(reading.text).strip(self.lexicon.trimmed)

    def why(self, unread: Unread) -> str:
        """Return what of a text could not be read, quoted, and why: “2月30日”是日历上没有的日期."""
        return f"“{unread.piece}”{self.lexicon.patterns.because[unread.why]}"

    def same(self, one: Reading, other: Reading) -> bool:
        """Tell whether two texts are the same once folded."""
        return self.lexicon.fold(one.text) == self.lexicon.fold(other.text)

    def candidates(self, several: Several) -> str:
        """Return the values of a text in words, for a person to choose from."""
        return self.lexicon.patterns.candidates.join(map(self.reader.describe, several.numbers))
