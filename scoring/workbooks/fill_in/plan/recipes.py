"""What the engine makes of the targets that a workbook comes with, for formulas to apply.

A target that is known while the workbook is made is read by the engine and not by a formula. Its
recipe says how an actual is compared with it: as a number in a unit, as a day, or as one of some texts
that reach it in full. Every recipe is tried against the engine before it is written, and what differs
in one value is not written; so a score that is shown while typing is the engine's, or there is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import Final

from scoring.engine.comparison import Setting
from scoring.engine.match import goal_branch
from scoring.engine.scorer import Scorer
from scoring.exact import half_up, is_terminating, plain
from scoring.indicator_set.model import SetNode
from scoring.records.certainty import KNOWN
from scoring.records.scorecard import RowResult, Status
from scoring.records.submission import GoalRow, Indicator, Submission
from scoring.text import squeezed
from scoring.values.attainment import Case
from scoring.values.comparing.deadlines import limit
from scoring.values.reading import Deadline
from scoring.workbooks.fill_in.layout import DayWords, FillLayout
from scoring.workbooks.fill_in.plan.live import LiveRules
from scoring.workbooks.fill_in.plan.plan import (
    LONGEST_FIGURE,
    Bare,
    Line,
    LiveTexts,
    Recipe,
    Way,
)
from scoring.workbooks.fill_in.plan.row_values import by_recipe, key_of, score_of

_NUMBER: Final = re.compile(r"([^0-9.]{0,12}?)([0-9]{1,9}(?:\.[0-9]{1,6})?)([^0-9.]{0,20})")
_PARTS: Final = tuple(
    map(
        Fraction,
        ("0", "0.01", "0.5", "0.93", "0.99", "1", "1.07", "1.29", "1.31", "1.6", "3", "100"),
    )
)
"""The actuals that are tried, as parts of the target."""
_SHARES: Final = ("1", "0.5", "0.97", "0.12", "1.5", "97")
_POINTS: Final = Decimal("7.25")
_LEFT_AT_LEAST: Final = Fraction(3, 4)
"""A band that begins below this share of the points leaves a question: no text is full marks then."""
_ANY_YEAR: Final = 2024
_LONGEST_ANSWER: Final = 1000
_MOST_AT_ONCE: Final = 2000


def recipes(
    lines: Iterable[Line], rules: LiveRules, scorer: Scorer, year: int | None, layout: FillLayout
) -> tuple[Recipe, ...]:
    """Return the recipes of rows with a target; rows that say the same have one."""
    maker = _Maker(rules, scorer, year or _ANY_YEAR, layout)
    rows = {key_of(line): row for line in lines if (row := _row(line)).target}
    drafts = {key: list(maker.drafts(key, row)) for key, row in rows.items()}
    texts = {key: list(maker.texts(row)) for key, row in rows.items()}
    for key, row in rows.items():
        wanted = [actual for draft in drafts[key] for actual in maker.actuals(draft)]
        maker.tried.ask(row, [*wanted, *texts[key]])
    found = []
    for key, row in rows.items():
        sound = (draft for draft in drafts[key] if maker.is_sound(draft, row))
        recipe = next(sound, Recipe(key))
        answers = tuple(text for text in texts[key] if maker.tried.is_full(row, text))
        if recipe.way is not None or recipe.due is not None or answers:
            found.append(replace(recipe, answers=answers))
    return tuple(found)


@lru_cache(maxsize=4)
def live_texts(scorer: Scorer, layout: FillLayout) -> LiveTexts:
    """Return the texts that decide, in the rows of any set, whether a score is shown."""
    remarks = scorer.comparison.reader.lexicon.remarks
    excuse = scorer.indicators.excuse_words
    stops = (
        *remarks.stops, *remarks.excuses, *remarks.not_accepted, *remarks.unfinished,
        *remarks.surveyed, *remarks.inferred,
    )  # fmt: skip
    excuses = (*excuse.approvals, *excuse.force_majeure, *excuse.stopped, *excuse.restated)
    return LiveTexts(
        stops=tuple(dict.fromkeys(stops)),
        excuses=tuple(dict.fromkeys(excuses)),
        wordings=_wordings(scorer, layout),
        units=_units(scorer, layout),
        days=_days(scorer, layout.day_words),
    )


def _units(scorer: Scorer, layout: FillLayout) -> tuple[str, ...]:
    """Return the units in which the engine compares two numbers as they stand."""
    words = scorer.comparison.reader.lexicon.words
    own = [text for text, word in words.items() if word.unit and not word.may_be_date]
    texts = [*layout.units, *layout.counters, *own, *(f"万{text}" for text in own)]
    found = []
    for text in dict.fromkeys(texts):
        row = Indicator(name="甲", target=f"≥20{text}", actual=f"18{text}", points=_POINTS)
        read = scorer.comparison.read(row, Setting(_ANY_YEAR)).attainment
        as_they_stand = read.case is Case.AT_LEAST and read.target == 20 and read.actual == 18
        if as_they_stand and read.met is False and not re.search("[0-9.]", text):
            found.append(text)
    return tuple(found)


def _wordings(scorer: Scorer, layout: FillLayout) -> tuple[str, ...]:
    """Return the words that are full beside the same words, in a row of any level of the set."""
    levels = [(top, node) for top in scorer.indicators.levels for node in top.walk()]
    rows = [
        _row({"level1": top.name, "level2": "" if node is top else node.name, "name": "甲"})
        for top, node in levels
        if node.rows == "indicators"
    ]
    tried = _Tried(scorer, (_ANY_YEAR,))
    asked = [row.model_copy(update={"target": w}) for row in rows for w in layout.wordings]
    for row in asked:
        tried.ask(row, [row.target])
    refused = {row.target for row in asked if not tried.is_full(row, row.target)}
    return tuple(word for word in layout.wordings if asked and word not in refused)


def _days(scorer: Scorer, words: DayWords) -> tuple[tuple[str, int], ...]:
    """Return the ways to write a day or month without its year, and the last day that each means."""
    first = date(_ANY_YEAR, 1, 1)
    days = [first + timedelta(days=n) for n in range(366)]
    forms = (f"{{}}{words.month}{{}}{words.day}", f"{{:02}}{words.month}{{:02}}{words.day}")
    texts = [form.format(day.month, day.day) for day in days for form in forms]
    months = (f"{month}{words.month}" for month in range(1, 13))
    texts += [month + part for month in months for part in ("", *words.parts)]
    reader, found = scorer.comparison.reader, {}
    for text in texts:
        reading = reader.read(text)
        if isinstance(reading, Deadline) and reading.year is None:
            last = limit(reading, _ANY_YEAR)
            found[text] = last.month * 100 + last.day
    return tuple(found.items())


class _Tried:
    """Scores of actuals that were tried in rows, by the engine, in several years."""

    def __init__(self, scorer: Scorer, years: Sequence[int]) -> None:
        self.scorer = scorer
        self.years = years
        self._waiting: dict[tuple[str, str], Indicator] = {}
        self._results: dict[tuple[str, str], list[RowResult]] = {}

    def ask(self, row: Indicator, actuals: Iterable[str]) -> None:
        """Have some actuals of a row scored with the next ones that are looked up."""
        own = key_of(row.model_dump())
        for actual in actuals:
            self._waiting[own, actual] = row.model_copy(update={"actual": actual})

    def results(self, row: Indicator, actual: str) -> list[RowResult]:
        """Return what the engine finds, year by year."""
        if self._waiting:
            self._score()
        return self._results[key_of(row.model_dump()), actual]

    def is_full(self, row: Indicator, actual: str) -> bool:
        """Tell whether an actual reaches all points, and no question is left about it."""
        return all(
            result.score == _POINTS
            and (
                result.status is Status.DETERMINED
                or (
                    result.status is Status.DEFAULTED
                    and result.low > _LEFT_AT_LEAST * Fraction(_POINTS)
                )
            )
            for result in self.results(row, actual)
        )

    def _score(self) -> None:
        waiting, self._waiting = list(self._waiting.items()), {}
        for start in range(0, len(waiting), _MOST_AT_ONCE):
            part = waiting[start : start + _MOST_AT_ONCE]
            rows = tuple(row.model_copy(update={"id": str(at)}) for at, (_, row) in enumerate(part))
            for year in self.years:
                found = self._of_year(rows, year)
                for at, (key, _) in enumerate(part):
                    self._results.setdefault(key, []).append(found[str(at)])

    def _of_year(self, rows: tuple[Indicator, ...], year: int) -> dict[str, RowResult]:
        given: dict[str, object] = {
            "schema": "ziping/submission/1", "set": self.scorer.indicators.id, "year": year,
        }  # fmt: skip
        if self.scorer.branches.goals is None:
            given["indicators"] = rows
        else:
            given["goals"] = (GoalRow(name="甲", ratio=Decimal(100), indicators=rows),)
        card = self.scorer.score(Submission.model_validate(given))
        return {row.id: row for row in card.indicators}


class _Maker:
    """Makes recipes by one set."""

    def __init__(self, rules: LiveRules, scorer: Scorer, year: int, layout: FillLayout) -> None:
        self.rules = rules
        self.scorer = scorer
        self.year = year
        self.layout = layout
        self.tried = _Tried(scorer, (year, year + 1))
        words = scorer.comparison.reader.lexicon.words
        self._of_dates = tuple(text for text, word in words.items() if word.may_be_date)

    # what is tried

    def drafts(self, key: str, row: Indicator) -> Iterator[Recipe]:
        """Yield recipes that may be right, the one that tells most first."""
        day = self._deadline(key, row)
        if day is not None:
            yield day
            return
        found = _NUMBER.fullmatch(squeezed(row.target))
        if found is None:
            return
        before, value, unit = found.groups()
        if unit.startswith(self._of_dates):
            return  # 2022年 would be a day, and no number
        prefix = before
        for sign in sorted(self._signs(), key=len, reverse=True):
            prefix = prefix.removesuffix(sign)
        draft = self._number(key, row, value, unit)
        if draft is None:
            return
        rates = (Bare.RATE, Bare.IN_UNIT, Bare.NO) if unit else (Bare.NO, Bare.RATE)
        for bare in rates:
            for words in dict.fromkeys((prefix, "")):
                yield replace(draft, bare=bare, prefix=words)

    def _signs(self) -> Iterator[str]:
        for words in self.layout.signs.values():
            yield from words

    def _number(self, key: str, row: Indicator, value: str, unit: str) -> Recipe | None:
        """Return how numbers are compared, as the engine compares the target's own with it."""
        comparison = self.scorer.comparison
        same = row.model_copy(update={"actual": value + unit})
        found = comparison.read(self._directed(same), Setting(self.year)).attainment
        number = Fraction(value)
        is_plain = found.target == number and found.actual == number and found.target > 0
        if found.case not in (Case.AT_LEAST, Case.AT_MOST) or not is_plain:
            return None
        if found.direction_known < KNOWN or len(value) > LONGEST_FIGURE:
            return None
        node = self._node(row)
        rule = self.rules.numbers.get((id(node), found.case), 0)
        least = found.case is Case.AT_LEAST
        ways = {(True, True): Way.AT_LEAST, (True, False): Way.ABOVE, (False, True): Way.AT_MOST}
        way = ways.get((least, bool(found.met)), Way.BELOW)
        plainly = plain(number)
        return Recipe(key, way, plainly, unit, is_rate=found.is_rate, rule=rule) if rule else None

    def _node(self, row: Indicator) -> SetNode | None:
        branches = self.scorer.branches
        if branches.goals is None:
            return branches.find(row.level1, row.level2)[0]
        return goal_branch(branches.goals, row)

    def _directed(self, row: Indicator) -> Indicator:
        node = self._node(row)
        if node is None or node.direction is None or row.direction:
            return row
        return row.model_copy(update={"direction": node.direction})

    def _deadline(self, key: str, row: Indicator) -> Recipe | None:
        reading = self.scorer.comparison.reader.read(row.target)
        if not isinstance(reading, Deadline) or reading.number is not None:
            return None
        year = reading.year or self.year
        last = limit(reading, year)
        if last.year != year or reading.year_offset:
            return None
        return Recipe(key, due=last.month * 100 + last.day, due_year=reading.year)

    def actuals(self, draft: Recipe) -> Iterator[str]:
        """Yield the actuals that a draft is tried with."""
        if draft.due is not None:
            yield from (text for text, _ in self._days_tried(draft.due))
            return
        target = Fraction(draft.value)
        values = [target * part for part in _PARTS]
        written = [plain(value) for value in values if is_terminating(value)]
        written += [str(half_up(value, 0)) for value in values]
        for value in dict.fromkeys(written):
            if len(value) <= LONGEST_FIGURE:
                yield draft.prefix + value + draft.unit
                if draft.bare or not draft.unit:
                    yield value
        if draft.bare is Bare.RATE:
            yield from _SHARES

    def _days_tried(self, due: int) -> Iterator[tuple[str, bool]]:
        """Yield ways to write days around the last one, and whether each is in time."""
        last = date(self.year, *divmod(due, 100))
        for apart in (-40, -1, 0, 1, 40):
            day = last + timedelta(days=apart)
            if day.year == self.year:
                words = self.layout.day_words
                text = f"{day.month}{words.month}{day.day}{words.day}"
                for form in (text, text + words.done, f"{day:%Y-%m-%d}"):
                    yield form, apart <= 0

    def texts(self, row: Indicator) -> Iterator[str]:
        """Yield the texts that may reach a target in full: the target itself, without blanks, without
        its sign, from each of its numbers on, and the usual words.
        """
        target, dense = row.target.strip(), "".join(row.target.split())
        texts = [target, dense]
        for sign in self._signs():
            texts += [target.replace(sign, ""), dense.replace(sign, "")]
        texts += [dense[found.start() :] for found in re.finditer(r"(?<![0-9.])[0-9]", dense)]
        if not re.search("[0-9]", target):
            texts += self.layout.wordings
        return (text for text in dict.fromkeys(texts) if text and len(text) <= _LONGEST_ANSWER)

    # what came of it

    def is_sound(self, draft: Recipe, row: Indicator) -> bool:
        """Tell whether the formulas show the engine's score, or none, for all that was tried."""
        if draft.due is not None:
            year = self.tried.years[0]
            if draft.due_year not in (None, year):
                return False
            return all(
                is_in_time == (self.tried.results(row, text)[0].score == _POINTS)
                for text, is_in_time in self._days_tried(draft.due)
            )
        actuals = list(self.actuals(draft))
        is_used = any(self._shown(draft, text) is not None for text in actuals)
        return is_used and all(self._agrees(draft, row, text) for text in actuals)

    def _shown(self, draft: Recipe, actual: str) -> Fraction | None:
        compared = by_recipe(draft, actual)
        points = Fraction(_POINTS)
        if compared is None:
            return None
        return score_of(compared, self.rules, self.scorer.indicators, points, reason=False)

    def _agrees(self, draft: Recipe, row: Indicator, actual: str) -> bool:
        shown = self._shown(draft, actual)
        results = self.tried.results(row, actual)
        return shown is None or all(
            result.score is not None and Fraction(result.score) == shown for result in results
        )


def _row(line: Line | Mapping[str, object]) -> Indicator:
    keys = ("level1", "level2", "name", "target", "direction", "unit")
    texts = {key: str(line.get(key, "")) for key in keys}
    return Indicator(**texts, points=_POINTS)
