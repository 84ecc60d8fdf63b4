"""The score that the formulas of a row show, computed exactly: the same steps, in the same order."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from typing import Final

from scoring.exact import half_up, printed
from scoring.indicator_set.model import IndicatorSet
from scoring.rules.types import Value
from scoring.values.attainment import Case
from scoring.workbooks.fill_in.layout import DayWords, FillLayout
from scoring.workbooks.fill_in.plan.live import LiveRules, score_of_formulas
from scoring.workbooks.fill_in.plan.plan import (
    FIGURE_WITHIN,
    LONGEST_FIGURE,
    Bare,
    Entry,
    Line,
    Recipe,
    Way,
)

_PLAIN: Final = re.compile(r"(?:0|[1-9][0-9]*)(?:\.[0-9]+)?")
DATE_SIGNS: Final = "-/."
"""What may part the year, month and day of a date."""
LEAST_RATE: Final = 10
"""Percent; below it a bare 0.5 may be 0.5 % as well as 50 %."""
_LONGEST: Final = 30
"""Characters of a number with its unit that are looked at."""


@dataclass(frozen=True, slots=True)
class NumberPair:
    """A target's and an actual's number in one unit, as the formulas take them from the texts."""

    way: Way
    target: Fraction
    actual: Fraction
    rule: int
    is_rate: bool | None

    @property
    def met(self) -> bool:
        """Whether the target is reached."""
        if self.way in (Way.AT_LEAST, Way.ABOVE):
            return self.actual > self.target or (
                self.actual == self.target and self.way == Way.AT_LEAST
            )
        return self.actual < self.target or (self.actual == self.target and self.way != Way.BELOW)


def filled_down(rows: Iterable[Line]) -> Iterator[Line]:
    """Yield rows with the levels of those above where their own are blank."""
    level1 = level2 = ""
    for line in rows:
        own1, own2 = str(line.get("level1", "")), str(line.get("level2", ""))
        if own2 or (own1 and own1 != level1):
            level2 = own2
        level1 = own1 or level1
        levels = {key: text for key, text in (("level1", level1), ("level2", level2)) if text}
        yield {**line, **levels}


def key_of(line: Mapping[str, Entry]) -> str:
    """Return what a row says of its target, as its formula joins it."""
    parts = ("level1", "level2", "name", "target", "direction", "unit")
    return "|".join(str(line.get(part, "")) for part in parts)


def figure(text: str) -> tuple[Fraction | None, str]:
    """Return the plain decimal at the beginning of a text and what follows; None where there is
    none. A digit further on belongs to the figure, so that ``5m2`` is none.
    """
    ends = [at for at, sign in enumerate(text[:FIGURE_WITHIN], 1) if sign in "0123456789."]
    end = ends[-1] if ends else 0
    written, rest = text[:end], text[end : end + _LONGEST].replace(" ", "")
    if len(written) > LONGEST_FIGURE or not _PLAIN.fullmatch(written):
        return None, rest
    return Fraction(written), rest


def by_recipe(recipe: Recipe, actual: str) -> NumberPair | None:
    """Return what a recipe makes of an actual in numbers, None where it is none for it."""
    if recipe.way is None:
        return None
    rest = actual
    if recipe.prefix and actual.startswith(recipe.prefix):
        rest = actual[len(recipe.prefix) :]
    value, unit = figure(rest)
    if value is None:
        return None
    if unit:
        if unit != recipe.unit:
            return None
    elif recipe.unit and recipe.bare is Bare.NO:
        return None
    if not unit and recipe.bare is Bare.RATE and value <= 1:
        value *= 100
    return NumberPair(recipe.way, Fraction(recipe.value), value, recipe.rule, recipe.is_rate)


def score_of(
    compared: NumberPair, rules: LiveRules, indicators: IndicatorSet, points: Fraction, reason: bool
) -> Fraction | None:
    """Return the score that the formulas compute from two numbers, None where they do not."""
    if not compared.rule or compared.target <= 0:
        return None
    least = compared.way in (Way.AT_LEAST, Way.ABOVE)
    scope: dict[str, Value | None] = {
        "points": points, "target": compared.target, "actual": compared.actual,
        "met": compared.met, "implies": compared.met,
        "completion": compared.actual / compared.target, "bounded": False, "over": False,
        "direction": (Case.AT_LEAST if least else Case.AT_MOST).value,
        "reason": reason, "is_rate": compared.is_rate,
    }  # fmt: skip
    return score_of_formulas(rules.rules[compared.rule - 1], scope, indicators)


def spelled_day(actual: str, year: str, words: DayWords) -> str:
    """Return an actual as the list of days may have it, without the form's year."""
    text = actual.replace(" ", "").removesuffix(words.done)
    for sign in (words.year, *DATE_SIGNS):
        if year and text.startswith(year + sign):
            rest = text[len(year) + 1 :]
            return rest if sign == words.year else rest.replace(sign, words.month) + words.day
    return text


@dataclass(frozen=True)
class RowValues:
    """Computes what the rows show: the set, its formulas' rules and recipes."""

    indicators: IndicatorSet
    layout: FillLayout
    rules: LiveRules | None
    year: str = ""
    state: str = ""

    @cached_property
    def _recipes(self) -> dict[str, Recipe]:
        return {} if self.rules is None else {r.key: r for r in self.rules.case_formulas.recipes}

    @cached_property
    def _days(self) -> dict[str, int]:
        return {} if self.rules is None else dict(self.rules.case_formulas.texts.days)

    def row(self, line: Line) -> Entry:
        """Return what a row's score shows: a number, or why there is none."""
        text = self.layout.text
        points = line.get("points")
        target, actual = str(line.get("target", "")), str(line.get("actual", ""))
        if not self.indicators.scored:
            return "—"
        if not (line.get("name") or target or actual or points is not None):
            return ""
        if points is None:
            return Decimal(0) if actual in self.layout.not_applicable else text("no_points")
        if not points:
            return Decimal(0)
        if not actual:
            return text("wait_actual")
        score = self._score(line, target, actual, Fraction(str(points)))
        return text("later") if score is None else printed(score, 6)

    def _score(self, line: Line, target: str, actual: str, points: Fraction) -> Fraction | None:
        if self.rules is None:
            return None
        texts = self.rules.case_formulas.texts
        reason = str(line.get("reason", ""))
        remark = _dense(reason + self.state)
        if any(word in remark for word in texts.stops):
            return None
        recipe = self._recipes.get(key_of(line))
        if self._is_full(line, recipe, target, actual):
            return min(Fraction(half_up(points, self.indicators.places)), points)
        compared = (
            self._signed(line, target, actual) if recipe is None else by_recipe(recipe, actual)
        )
        if compared is None or compared.way is Way.EQUAL:
            return None
        has_reason = bool(reason.strip(" "))
        score = score_of(compared, self.rules, self.indicators, points, has_reason)
        if score is not None and score < points and any(word in remark for word in texts.excuses):
            return None
        return score

    def _is_full(self, line: Line, recipe: Recipe | None, target: str, actual: str) -> bool:
        assert self.rules is not None
        if recipe is not None:
            if actual in recipe.answers:
                return True
            if recipe.due is None or recipe.due_year not in (None, _number(self.year)):
                return False
            day = self._days.get(spelled_day(actual, self.year, self.layout.day_words), 0)
            return 0 < day <= recipe.due
        if target == actual and target in self.rules.case_formulas.texts.wordings:
            return True
        compared = self._signed(line, target, actual)
        return (
            compared is not None
            and compared.way is Way.EQUAL
            and bool(compared.rule)
            and compared.actual == compared.target
        )

    def _signed(self, line: Line, target: str, actual: str) -> NumberPair | None:
        """Return two numbers of texts that no recipe is for: a sign, a plain decimal, a unit."""
        if self.rules is None or line.get("direction") or line.get("unit"):
            return None
        way, rest = self._sign(target)
        asked, unit = figure(rest[:_LONGEST])
        done, given = figure(actual)
        if asked is None or done is None or asked <= 0 or not self._fits(asked, unit, done, given):
            return None
        if not given and unit in self.layout.bare_rates and done <= 1:
            done *= 100
        levels = str(line.get("level1", "")), str(line.get("level2", ""))
        return NumberPair(way, asked, done, self.rules.of_levels(*levels, way), None)

    def _fits(self, asked: Fraction, unit: str, done: Fraction, given: str) -> bool:
        if not unit:
            return not given and asked > 1 and (done > 1 or done == 0)
        if not given:
            return unit in self.layout.counters or (
                unit in self.layout.bare_rates and asked >= LEAST_RATE
            )
        known = () if self.rules is None else self.rules.case_formulas.texts.units
        return unit == given and unit in known

    def _sign(self, target: str) -> tuple[Way, str]:
        """Return what the sign of a target means, and the rest of the text; the longest sign holds."""
        ways = {sense: Way(at) for at, sense in enumerate(SIGNS, 1)}
        signs = [(word, way) for sense, way in ways.items() for word in self.layout.signs[sense]]
        for word, way in sorted(signs, key=lambda sign: -len(sign[0])):
            if target.startswith(word):
                return way, target[len(word) :]
        return Way.EQUAL, target


SIGNS: Final = ("at_least", "above", "at_most", "below")
"""The kinds of signs of the vocabulary, in the order of :class:`Way`."""


def _dense(text: str) -> str:
    for blank in (" ", "\u3000", "\n"):
        text = text.replace(blank, "")
    return text


def _number(text: str) -> int | None:
    return int(text) if text.isdecimal() else None
