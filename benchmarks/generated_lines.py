"""Submissions of a province, made up from a seed: a line of JSON each.

    python benchmarks/generated_lines.py COUNT FILE.jsonl [--seed N] [--distinct 0.7] [--odd]

The same seed gives the same bytes, also by several processes: every thousand submissions have a chance of
their own, and no more than a few thousand are held at a time. Twenty rows a submission in six sets in
turn, signs written or not, units in the text or in a column, some rows missed, blank, inflated, unread;
what was made is counted and printed. A row is, at the share ``--distinct``, about a place of its
own; else it is one of the rows that everybody has. ``--odd`` puts places and words of its own around
every target and actual, so that no row is written like another.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import random
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, fields, replace
from functools import lru_cache, partial
from multiprocessing import get_context
from pathlib import Path
from typing import Any, Final, NamedTuple, TypeVar

import generated_words as words

Given = dict[str, Any]
T = TypeVar("T")
BLOCK: Final = 1_000
"""How many submissions have one chance."""
COMMON_ROWS: Final = 400
"""How many rows there are that everybody has."""
COUNTED_BLOCKS: Final = 20
"""Texts are counted in the first blocks alone: a set of those of millions would fill the memory."""
FORMS_OF_A_UNIT: Final = 25
YEAR: Final = 2023


@dataclass(frozen=True, slots=True)
class Wanted:
    """What share of the rows is to be like what."""

    distinct: float = 0.7
    missed: float = 0.12
    inflated: float = 0.3
    """Of the missed rows: full points are claimed all the same."""
    blank_forms: float = 0.05
    """Of the forms: some of their rows have no claim."""
    blank: float = 0.3
    """Of the rows of such a form."""
    odd: bool = False
    broken: float = 0
    """Of the lines: they are cut in the middle."""


@dataclass(slots=True)
class Made:
    """What was made."""

    submissions: int = 0
    broken: int = 0
    """Lines of submissions that were cut in the middle."""
    rows: int = 0
    size: int = 0
    """Bytes of the lines."""
    missed: int = 0
    inflated: int = 0
    blank: int = 0
    counted: int = 0
    """Rows whose texts were counted: those of the first blocks."""
    distinct: int = 0

    def add(self, other: Made) -> None:
        for field in fields(self):
            setattr(self, field.name, getattr(self, field.name) + getattr(other, field.name))

    def __str__(self) -> str:
        return (
            f"{self.submissions:,} submissions ({self.broken:,} broken), {self.rows:,} rows, {self.size / 1e6:,.1f} MB"
            f" ({self.size / self.submissions / 1e3:.1f} kB a line); of the rows"
            f" {self.missed / self.rows:.1%} missed (of them {self.inflated / max(self.missed, 1):.1%}"
            f" claimed in full), {self.blank / self.rows:.1%} without a claim; of the first"
            f" {self.counted:,} rows {self.distinct / self.counted:.1%} have name, target and actual"
            " of their own"
        )


class Row(NamedTuple):
    """What stands in a row, before it is laid out as a set's form asks for it.

    Of full points, ``done`` out of ``wanted`` are reached (the other way round where ``reverse``).
    """

    name: str
    sign: str
    target: str
    unit: str
    actual: str
    wanted: int = 1
    done: int = 1
    reverse: bool = False
    satisfied: bool = False


class SetLayout(NamedTuple):
    """How the forms of a set are filled in: levels with their points, wordings, columns."""

    id: str
    levels: tuple[tuple[str, int, tuple[tuple[str, int], ...]], ...]
    """First level, points, and how many rows stand under each second level."""
    execution: int = 10
    total: str = "年度资金总额"
    suffix: str = ""
    """What levels are called behind their names: 产出指标."""
    columns: bool = False
    """Sign and unit stand in columns of their own."""
    cents: int = 1
    """What a hundredth of the form's money unit is worth: amounts in 元 are whole."""
    blank_levels: tuple[tuple[str, str], ...] = ()
    """Second levels that the form prints and nobody fills in: 不适用, no points."""
    threshold: bool = False
    """Completion counts from 60 % on, satisfaction by steps."""


_EFFECTS: Final = (("经济效益", 1), ("社会效益", 2), ("可持续影响", 1))
_NATIONAL: Final = (
    ("产出", 50, (("数量", 6), ("质量", 4), ("时效", 3), ("成本", 1))),
    ("效益", 30, (*_EFFECTS, ("生态效益", 1))),
    ("满意度", 10, (("服务对象满意度", 1),)),
)
LAYOUTS: Final = (
    SetLayout("mof/2020-project", _NATIONAL),
    SetLayout(
        "mof/2021-project-cost",
        (
            ("成本", 20, (("经济成本", 2), ("社会成本", 1))),
            ("产出", 40, (("数量", 5), ("质量", 3), ("时效", 2))),
            ("效益", 20, (*_EFFECTS, ("生态效益", 1))),
            ("满意度", 10, (("服务对象满意度", 2),)),
        ),
        threshold=True,
    ),
    SetLayout(
        "sichuan/2023-project",
        (
            ("产出", 50, (("数量", 7), ("质量", 4), ("时效", 2), ("成本", 1))),
            ("效益", 30, _EFFECTS),
            ("满意度", 10, (("服务对象满意度", 2),)),
        ),
        total="总额",
        suffix="指标",
        columns=True,
    ),
    SetLayout(
        "hubei/project",
        (
            ("产出", 40, (("数量", 6), ("质量", 4), ("时效", 3), ("成本", 1))),
            ("效益", 40, (*_EFFECTS, ("服务对象满意度", 2))),
        ),
        execution=20,
        total="年度财政资金总额",
        suffix="指标",
    ),
    SetLayout(
        "shenzhen/2022-project",
        (
            ("产出", 50, (("数量", 7), ("质量", 4), ("时效", 2), ("成本", 1))),
            ("效益", 30, (("社会效益", 2),)),
            ("满意度", 10, (("服务对象满意度", 1),)),
        ),
        cents=100,
        blank_levels=(("效益", "生态效益"), ("效益", "可持续影响"), ("满意度", "其他满意度")),
    ),
    SetLayout("guangxi/project", _NATIONAL),
)


class Chance:
    """A random source with the few draws that are needed, quickly."""

    def __init__(self, seed: str) -> None:
        self.share = random.Random(seed).random
        """Return a share from 0 to below 1."""

    def below(self, most: int) -> int:
        return int(self.share() * most)

    def one(self, options: Sequence[T]) -> T:
        return options[int(self.share() * len(options))]


def _reached(chance: Chance, wanted: int, missed: float) -> int:
    """Return what was reached of what was wanted: most meet it, a few by far."""
    drawn = chance.share()
    if drawn < missed:
        return int(wanted * (0.5 + 0.5 * chance.share()))
    if drawn < missed + 0.5:
        return wanted
    most = 0.25 if drawn < 0.92 else 1.5
    return wanted + int(wanted * most * chance.share())


def _scaled(value: int, places: int) -> str:
    """Return a whole number of the smallest part as a decimal text."""
    if not places:
        return str(value)
    text = f"{value:0{places + 1}}"
    return f"{text[:-places]}.{text[-places:]}".rstrip("0").rstrip(".")


_AT_LEAST: Final = ("≥", "≥", "≥", "≥", "≥", "", "", "", "不低于", "不少于", ">=", "=", "≧")
_AT_MOST: Final = ("≤", "≤", "≤", "≤", "", "不超过", "<=", "控制在")


def _counted(chance: Chance, about: str, missed: float) -> Row:
    pattern, unit, most = chance.one(words.COUNTED)
    wanted = 2 + chance.below(most)
    done = _reached(chance, wanted, missed)
    written = unit if chance.share() < 0.85 else ""
    form = chance.share()
    if form < 0.03:
        return Row(pattern.format(about), chance.one(_AT_LEAST), str(wanted), unit, "已完成")
    actual = str(done)
    if form < 0.08:
        actual = f"实际完成{done}{written}"
    elif form < 0.1:
        actual = f"约{done}{written}"
    elif form < 0.12:
        actual = f"全年{2 + chance.below(9)}期，共计{done}{unit}"
    elif form < 0.2 and done > 999:
        actual = f"{done:,}"
    return Row(
        pattern.format(about), chance.one(_AT_LEAST), str(wanted), written, actual, wanted, done
    )


def _large(chance: Chance, about: str, missed: float) -> Row:
    pattern, unit = chance.one(words.LARGE)
    wanted = 20 + chance.below(40_000)
    done = _reached(chance, wanted, missed)
    return Row(
        pattern.format(about), chance.one(_AT_LEAST), _scaled(wanted, 2), unit, _scaled(done, 2),
        wanted, done,
    )  # fmt: skip


def _rate(chance: Chance, about: str, missed: float, names: Sequence[str] = words.RATES) -> Row:
    wanted = chance.one((8500, 9000, 9500, 9800, 10000, 10000))
    done = min(_reached(chance, wanted, 0), 10000)
    if chance.share() < missed:
        done = wanted - 1 - chance.below(wanted // 6)
    form, actual, unit = chance.share(), _scaled(done, 2), "%"
    if form < 0.05 and done == 10000:
        return Row(chance.one(names).format(about), "", "100", unit, "1", wanted, done)
    if form < 0.1:
        unit = "％"
    return Row(
        chance.one(names).format(about), chance.one(_AT_LEAST), _scaled(wanted, 2), unit, actual,
        wanted, done, satisfied=names is words.SATISFIED,
    )  # fmt: skip


def _low_rate(chance: Chance, about: str, missed: float) -> Row:
    wanted = 50 + chance.below(500)
    done = wanted + chance.below(wanted) if chance.share() < missed else chance.below(wanted + 1)
    return Row(
        chance.one(words.LOW_RATES).format(about), chance.one(_AT_MOST), _scaled(wanted, 2), "%",
        _scaled(done, 2), wanted, done, reverse=True,
    )  # fmt: skip


def _cost(chance: Chance, about: str, missed: float) -> Row:
    wanted = 2_000 + chance.below(200_000)
    done = wanted - int(wanted * 0.2 * chance.share() ** 2)
    if chance.share() < missed:
        done = wanted + 1 + int(wanted * 0.2 * chance.share())
    return Row(
        chance.one(words.COSTS).format(about), chance.one(_AT_MOST), _scaled(wanted, 2), "万元",
        _scaled(done, 2), wanted, done, reverse=True,
    )  # fmt: skip


def _span(chance: Chance, about: str, missed: float) -> Row:
    pattern, unit = chance.one(words.SPANS)
    wanted = 2 + chance.below(40)
    done = wanted + 1 + chance.below(9) if chance.share() < missed else 1 + chance.below(wanted)
    return Row(
        pattern.format(about),
        chance.one(_AT_MOST),
        str(wanted),
        unit,
        str(done),
        wanted,
        done,
        True,
    )


def _due(chance: Chance, about: str, missed: float) -> Row:
    month = 3 + chance.below(9)
    target = chance.one((
        f"{YEAR}年{month}月底前", f"{YEAR}年{month}月30日前", f"{month}月底", f"{YEAR}年{month}月",
        f"{YEAR}年12月31日前", "年底前",
    ))  # fmt: skip
    late = month < 12 and chance.share() < missed
    done = f"{month + 1 if late else 1 + chance.below(month)}月{1 + chance.below(28)}日"
    actual = chance.one((f"{YEAR}年{done}", f"{YEAR}年{done}", done, "按时完成", "已完成"))
    if late:
        actual = f"{YEAR}年{done}"
    # Days from the beginning of the year, as a rule that counts days does it, nearly.
    return Row(
        chance.one(words.DUE).format(about), "", target, "", actual, 30 * month, 30 * month + 15 * late,
        reverse=True,
    )  # fmt: skip


def _none(chance: Chance, about: str, missed: float) -> Row:
    pattern, unit = chance.one(words.NONE)
    done = 1 if chance.share() < missed / 4 else 0
    return Row(pattern.format(about), "", "0", unit, str(done), 1, 1 - done)


def _worded(chance: Chance, about: str, missed: float) -> Row:
    pattern, target, weaker = chance.one(words.WORDED)
    drawn = chance.share()
    if drawn < missed and weaker != target:
        return Row(pattern.format(about), "", target, "", weaker, 10, 8)
    actual = target if drawn < 0.9 else f"已{target}"
    return Row(pattern.format(about), "", target, "", actual)


def _parts(chance: Chance, about: str, missed: float) -> Row:
    first, second = 2 + chance.below(40), 2 + chance.below(20)
    done = _reached(chance, second, missed)
    return Row(
        f"{about}监测任务", "", f"水质{first}次，土壤{second}次", "",
        f"水质{first}次，土壤{done}次", second, min(done, second),
    )  # fmt: skip


def _frequency(chance: Chance, about: str, missed: float) -> Row:
    done = _reached(chance, 12, missed)
    return Row(f"{about}巡查次数", "", "每月1次", "", f"{done}次", 12, done)


def _unread(chance: Chance, about: str, missed: float) -> Row:
    row = _counted(chance, about, missed)
    return row._replace(actual=chance.one(words.UNREAD), done=row.wanted)


def _odd(chance: Chance, row: Row) -> Row:
    """Return a row with words of its own around target and actual, as no other row has them."""
    place, other = _town(chance), _town(chance)
    target, actual = f"{row.sign}{row.target}{row.unit}", _written(row)
    target = chance.one((
        f"{place}等地{target}", f"{target}（含{place}）", f"{place}{target}，按进度推进", f"在{place}争取{target}",
        f"{place}、{other}合计{target}", f"{target}，其中{place}优先",
    ))  # fmt: skip
    actual = chance.one((
        f"{place}等地{actual}", f"{actual}（含{place}）", f"{place}{actual}，已通过检查", f"在{place}实施，{actual}",
        f"{place}、{other}合计{actual}", f"{actual}，{other}顺延",
    ))  # fmt: skip
    return row._replace(sign="", target=target, unit="", actual=actual)


def _written(row: Row) -> str:
    """Return the actual with its unit, where it is a bare number."""
    is_number = row.actual[0].isdigit() and not row.actual.endswith(("日", "次"))
    return f"{row.actual}{row.unit}" if is_number and row.actual != "1" else row.actual


_satisfied = partial(_rate, names=words.SATISFIED)
Kind = Callable[[Chance, str, float], Row]


def _mixed(*kinds: tuple[Kind, int]) -> tuple[Kind, ...]:
    """Return each kind as often as its share in a hundred says."""
    return tuple(kind for kind, share in kinds for _ in range(share))


_AMOUNT: Final = _mixed((_counted, 80), (_large, 11), (_parts, 4), (_frequency, 4), (_unread, 1))
_EFFECT: Final = _mixed((_worded, 78), (_rate, 9), (_counted, 7), (_none, 4), (_unread, 2))
KINDS: Final[dict[str, tuple[Kind, ...]]] = {
    "数量": _AMOUNT,
    "质量": _mixed((_rate, 70), (_low_rate, 12), (_none, 6), (_worded, 11), (_unread, 1)),
    "时效": _mixed((_due, 50), (_span, 20), (_rate, 15), (_worded, 14), (_unread, 1)),
    "成本": _mixed((_cost, 85), (_rate, 10), (_worded, 5)),
    "经济成本": _mixed((_cost, 90), (_rate, 10)),
    "社会成本": _mixed((_worded, 60), (_cost, 25), (_none, 15)),
    "经济效益": _mixed((_large, 40), (_worded, 50), (_rate, 10)),
    "社会效益": _EFFECT,
    "生态效益": _EFFECT,
    "可持续影响": _EFFECT,
    "服务对象满意度": _mixed((_satisfied, 96), (_worded, 4)),
}
"""The kinds of rows that stand under a second level."""


def _town(chance: Chance) -> str:
    return (
        chance.one(words.TOWN_BEGINS) + chance.one(words.TOWN_MIDDLES) + chance.one(words.TOWN_ENDS)
    )


@lru_cache(maxsize=8)
def _common_rows(seed: int, missed: float) -> dict[str, tuple[Row, ...]]:
    """Return the rows that everybody has, by second level."""
    chance = Chance(f"{seed}/common")
    many = COMMON_ROWS // len(KINDS)
    return {
        level2: tuple(
            chance.one(kinds)(chance, chance.one(words.EVERYBODY), missed) for _ in range(many)
        )
        for level2, kinds in KINDS.items()
    }


def _claim(points: int, row: Row, layout: SetLayout) -> int:
    """Return the points that the rule gives, in hundredths, as a unit works them out."""
    part, whole = (row.wanted, row.done) if row.reverse else (row.done, row.wanted)
    if part >= whole:
        return points
    if layout.threshold and row.satisfied:
        steps = ((9000, 100), (8000, 80), (6000, 50), (0, 0))
        return points * next(share for least, share in steps if row.done >= least) // 100
    if layout.threshold and not row.reverse:
        part, whole = max(10 * part - 6 * whole, 0), 4 * whole
    return (2 * points * part + whole) // (2 * whole)


def _shares(points: int, count: int) -> list[int]:
    """Return points in hundredths, dealt out to rows by halves; the first have the rest."""
    halves, rest = divmod(points * 2, count)
    return [50 * (halves + (number < rest)) for number in range(count)]


def _evidence(chance: Chance, about: str) -> list[Given]:
    count = chance.one((0, 1, 1, 1, 2, 2, 3))
    return [
        {
            "name": f"{about}{chance.one(words.EVIDENCE)}",
            "number": f"〔{YEAR}〕{1 + chance.below(300)}号",
            "page": f"第{1 + chance.below(90)}页",
        }
        for _ in range(count)
    ]


def _indicator(
    level1: str, level2: str, row: Row, points: int, claim: int | None, layout: SetLayout
) -> Given:
    given: Given = {
        "level1": level1 + layout.suffix,
        "level2": level2 + layout.suffix,
        "name": row.name,
    }
    if layout.columns:
        number = row.target[0].isdigit() and "年" not in row.target and "月" not in row.target
        sign = "≤" if row.reverse else "＝" if row.sign == "=" else "≥"
        given |= {
            "target": row.target, "actual": row.actual, "direction": sign if number else "定性",
            "unit": row.unit,
        }  # fmt: skip
    else:
        given |= {"target": f"{row.sign}{row.target}{row.unit}", "actual": _written(row)}
    given["points"] = points / 100
    if claim is not None:
        given["claimed"] = claim / 100
    return given


def _submission(
    number: int, chance: Chance, common: dict[str, tuple[Row, ...]], wanted: Wanted, made: Made
) -> Given:
    layout = LAYOUTS[number % len(LAYOUTS)]
    unit_number = number // FORMS_OF_A_UNIT
    city = words.CITIES[unit_number % len(words.CITIES)]
    office = words.OFFICES[unit_number // len(words.CITIES) % len(words.OFFICES)]
    department = f"{city}{office}"
    county = words.COUNTIES[unit_number // 192 % len(words.COUNTIES)]
    station = words.STATIONS[unit_number // 3840 % len(words.STATIONS)]
    further = unit_number // 26880
    unit = f"{city}{county}{office}{station}{f'第{further}分局' if further else ''}"
    work = f"{chance.one(words.ADJECTIVES)}{chance.one(words.WORKS)}"
    town = _town(chance)
    indicators: list[Given] = []
    claimed = 0
    blank = wanted.blank if chance.share() < wanted.blank_forms else 0
    for level1, points, children in layout.levels:
        count = sum(many for _, many in children)
        shares = iter(_shares(points, count))
        for level2, many in children:
            for _ in range(many):
                share = next(shares)
                if wanted.odd or chance.share() < wanted.distinct:
                    about = f"{_town(chance)}{work if chance.share() < 0.6 else chance.one(words.WORKS)}"
                    row = chance.one(KINDS[level2])(chance, about, wanted.missed)
                else:
                    row = chance.one(common[level2])
                if wanted.odd:
                    row = _odd(chance, row)
                claim: int | None = _claim(share, row, layout)
                missed = claim != share
                made.missed += missed
                if missed and chance.share() < wanted.inflated:
                    claim = share
                    made.inflated += 1
                claimed += claim or 0
                if chance.share() < blank:
                    claim = None
                    made.blank += 1
                given = _indicator(level1, level2, row, share, claim, layout)
                if missed:
                    given["reason"] = chance.one(words.REASONS)
                given["evidence"] = _evidence(chance, town + work)
                indicators.append(given)
    for level1, level2 in layout.blank_levels:
        indicators.append(
            {"level1": level1, "level2": level2, "name": "", "target": "", "actual": "不适用", "points": 0,
             "claimed": 0}
        )  # fmt: skip
    made.submissions += 1
    made.rows += len(indicators)

    budget = layout.cents * (2_000 + chance.below(500_000))
    executed = budget - int(budget * chance.one((0, 0, 0.02, 0.05, 0.1, 0.3)) * chance.share())
    execution = (200 * layout.execution * executed + budget) // (2 * budget)
    if layout.threshold:
        execution = 1000
    carried = budget // 10 if chance.share() < 0.2 else 0
    other = budget // 20 if chance.share() < 0.15 else 0
    paid = executed * carried // budget, executed * other // budget
    sources = (
        (layout.total, budget, executed), ("其中：当年财政拨款", budget - carried - other, executed - sum(paid)),
        ("上年结转资金", carried, paid[0]), ("其他资金", other, paid[1]),
    )  # fmt: skip
    funds: list[Given] = [
        {"source": source, "initial": of / 100, "budget": of / 100, "executed": spent / 100}
        for source, of, spent in sources
    ]
    funds[0] |= {
        "points": layout.execution,
        "claimed": execution / 100,
        "claimed_rate": (20_000 * executed + budget) // (2 * budget) / 100,
    }
    if executed * 10 < budget * 9:
        funds[0]["reason"] = chance.one(words.REASONS)
    problems, measures = chance.one(words.PROBLEMS), chance.one(words.MEASURES)
    given = {
        "schema": "ziping/submission/1",
        "set": layout.id,
        "year": YEAR,
        "project": {
            "name": f"{town}{work}项目（{number + 1}号）",
            "code": f"{510000 + unit_number % 9000}{YEAR % 100}T{number + 1:012}",
        },
        "unit": unit,
        "department": department,
        "money_unit": "元" if layout.cents == 100 else "万元",
        "finished": True,
        "project_period": {"start": f"{YEAR}-01-01", "end": f"{YEAR}-12-31"},
        "funds": funds,
        "goal": {
            "expected": f"完成{work}年度任务，覆盖{town}等地；规范资金管理，按时支付合同款；保障设施正常运行，提升服务"
            "水平，服务对象满意度达到90%以上。",
            "achieved": f"已完成{work}年度任务，{town}等地的工程通过验收；资金按合同进度支付，全年没有发生安全"
            "责任事故，服务对象总体满意。",
        },
        "summary": {
            "achieved": f"{work}按计划实施，各项指标总体完成较好。",
            "problems": problems,
            "measures": measures,
        },
        "indicators": indicators,
        "head": {
            "responsible": chance.one(words.PEOPLE),
            "filled_by": chance.one(words.PEOPLE),
            "phone": f"0{chance.below(10**9):010}",
            "date": f"{YEAR + 1}-02-{1 + chance.below(28):02}",
        },
    }  # fmt: skip
    if layout.columns:
        given["texts"] = {
            "评价结论": "项目总体完成较好。",
            "存在问题": problems,
            "改进措施": measures,
        }
    total = claimed + execution
    # One in fifty does not add up.
    given["claimed_total"] = min(total + 100, 10_000) / 100 if number % 50 == 7 else total / 100
    return given


def submissions(
    count: int,
    seed: int = 1,
    wanted: Wanted | None = None,
    first: int = 0,
    made: Made | None = None,
) -> Iterator[Given]:
    """Yield submissions from number ``first`` on; ``made`` counts what they are like."""
    wanted, made = wanted or Wanted(), made or Made()
    common = _common_rows(seed, wanted.missed)
    for begin in range(first - first % BLOCK, first + count, BLOCK):
        chance = Chance(f"{seed}/{begin}")
        for number in range(begin, min(begin + BLOCK, first + count)):
            given = _submission(number, chance, common, wanted, made)
            if number >= first:
                yield given


def line_of(given: Given) -> bytes:
    """Return a submission as its line."""
    return json.dumps(given, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def _block(first: int, count: int, seed: int, wanted: Wanted) -> tuple[bytes, Made, set[bytes]]:
    """Return the lines of a block, what they are like, and in the first blocks all texts."""
    made, texts, lines = Made(), set[bytes](), []
    breaking = Chance(f"{seed}/{first}/broken")
    for given in submissions(count, seed, wanted, first, made):
        line = line_of(given)
        if breaking.share() < wanted.broken:
            line = line[: len(line) // 2].decode("utf-8", "ignore").encode() + b"\n"
            made.broken += 1
        lines.append(line)
        if first < COUNTED_BLOCKS * BLOCK:
            for row in given["indicators"]:
                made.counted += 1
                text = f"{row['name']}\0{row['target']}\0{row['actual']}"
                texts.add(hashlib.blake2b(text.encode(), digest_size=8).digest())
    content = b"".join(lines)
    made.size = len(content)
    return content, made, texts


def write_lines(
    count: int, path: Path, seed: int = 1, wanted: Wanted | None = None, processes: int = 1
) -> Made:
    """Write submissions, a line each; return what they are like."""
    made, texts = Made(), set[bytes]()
    work = partial(_block_of, count, seed, wanted or Wanted())
    begins = range(0, count, BLOCK)
    with path.open("wb") as file:
        for content, block, seen in _mapped(work, begins, processes):
            file.write(content)
            made.add(block)
            texts |= seen
    return replace(made, distinct=len(texts))


def _block_of(count: int, seed: int, wanted: Wanted, first: int) -> tuple[bytes, Made, set[bytes]]:
    return _block(first, min(BLOCK, count - first), seed, wanted)


def _mapped(work: Callable[[int], T], begins: range, processes: int) -> Iterator[T]:
    if processes == 1:
        yield from map(work, begins)
        return
    with ProcessPoolExecutor(processes, get_context("spawn")) as pool:
        ahead = 4 * processes  # results that wait are blocks of 8 MB
        for at in range(0, len(begins), ahead):
            yield from pool.map(work, begins[at : at + ahead])


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("count", type=int)
    parser.add_argument("path", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--distinct", type=float, default=0.7)
    parser.add_argument("--odd", action="store_true")
    parser.add_argument("--processes", type=int, default=os.cpu_count() or 1)
    asked = parser.parse_args()
    wanted = Wanted(distinct=asked.distinct, odd=asked.odd)
    print(write_lines(asked.count, asked.path, asked.seed, wanted, asked.processes))


if __name__ == "__main__":
    main()
