"""What would load and do nothing, or could not be applied, is told at its place with what to do."""

from __future__ import annotations

from pathlib import Path

import pytest

from scoring.indicator_set.load import SetText, load_set
from scoring.problem import InputError, Problem
from scoring.work.library import Library
from tests.folders import SETS

HEAD = [
    "schema: 1", "id: test/told", "title: 甲", "points: 100",
    "sources: {办法: {document: 某办法, article: 第一条, standing: secondary}}",
    "levels: [{name: 产出, points: 100, rows: indicators, source: 办法}]",
]  # fmt: skip
"""Six lines; what a test adds begins in line 7."""


def told(*lines: str, library: Library | None = None) -> list[Problem]:
    library = library or Library(SETS)
    try:
        load_set(SetText("set", "\n".join((*HEAD, *lines)) + "\n"), library.text, library.built_ins)
    except InputError as error:
        return list(error.problems)
    return []


def direction(entry: str) -> tuple[str, ...]:
    return "direction:", "  words:", f"    - {{{entry}}}"


# the words of directions


@pytest.mark.parametrize(
    ("entry", "at", "hint"),
    [
        ("where: name_end, direction: at_most, words: [时限], measures: [tyme]", "tyme", "time"),
        ("where: name_end, direction: at_most, words: [时限], measures: [time, mony]", "mony", "money"),
        ("where: name, direction: at_most, words: [办理], then: [时限]", "[时限]", "name_end"),
        ("where: level2, direction: at_most, words: [成本], then: [率]", "[率]", "name_end"),
        ("where: unit, direction: at_most, words: []", "[]", "写上要看的词"),
        ("where: name, direction: at_most, words: [办理], yields: 是", "是}", "删去 yields"),
        ("where: name_end, direction: at_most, words: [办理], yields: 是", "是}", "删去 yields"),
        ("where: name, direction: at_most, words: [办理], measures: [光年]", "光年", "可以写：angle、"),
    ],
)  # fmt: skip
def test_direction_words_that_would_do_nothing_are_refused(entry: str, at: str, hint: str) -> None:
    lines = direction(entry)
    [problem] = told(*lines)
    assert (problem.place.line, problem.place.column) == (9, lines[2].index(at) + 1)
    assert hint in problem.hint


@pytest.mark.parametrize(
    "entry",
    [
        "where: name_end, direction: at_most, words: [办理], then: [时限], measures: [time, workday]",
        "where: level2, direction: at_most, words: [时效], yields: 是, measures: [bare, count, word]",
        "where: unit, direction: at_least, words: [次], yields: 否, measures: [ratio, point, volume]",
        "where: name, direction: at_least, words: [治理], levels: [产出], unless: [成本]",
        "where: name, direction: exactly, words: [标准], yields: 否",
    ],
)
def test_direction_words_that_work_are_taken(entry: str) -> None:
    assert told(*direction(entry)) == []


def test_a_unit_of_ones_own_may_be_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    entry = "where: name, direction: at_most, words: [辐射], measures: [dose]"
    assert [p.code for p in told(*direction(entry))] == ["unknown-measure"]
    words = tmp_path / "vocabulary" / "reading"
    words.mkdir(parents=True)
    (words / "单位.yaml").write_text(
        "schema: ziping/units/1\nunits: [{is: dose, names: [毫西弗]}]\n", "utf-8"
    )
    monkeypatch.setenv("ZIPING_HOME", str(tmp_path))
    assert told(*direction(entry), library=Library()) == []


# grades


def test_a_grade_without_a_bound_is_one_mistake() -> None:
    [problem] = told("grades: [{name: 优}, {name: 良, from: 80}, {name: 差, from: 0}]")
    assert (problem.code, problem.message) == ("grades", "等级“优”没有写起点分")
    [problem] = told("grades: [{name: 优, from: 90}, {name: 良}, {name: 差, from: 0}]")
    assert problem.message == "等级“良”没有写起点分"


# the rule that caps the total

CAP = ("cap: rate_cap", "rules:", "  rate_cap:", "    source: 办法", "    cases:")


@pytest.mark.parametrize(
    ("case", "says", "hint"),
    [
        ("{when: budget <= 0, from: 60, to: 80}", "第1种情形用作总分上限（cap），不能有 from", "只写 score"),
        ("{when: budget <= 0, above: 60, to: 80}", "第1种情形用作总分上限（cap），不能有 from", "只写 score"),
        ("{when: met, score: 60}", "第1种情形用作总分上限（cap），那里不会有“met”", "budget、executed"),
        ("{when: budget <= 0, score: completion}", "那里不会有“completion”", "budget、executed"),
        ("{when: budget <= 0, use: other}", "规则“other”第1种情形用作总分上限（cap）", "budget、executed"),
    ],
)  # fmt: skip
def test_what_a_cap_cannot_use_is_told_at_its_case(case: str, says: str, hint: str) -> None:
    other = ("  other:", "    source: 办法", "    cases:", "      - {when: met, score: 60}",
             "      - {score: points}") if "other" in case else ()  # fmt: skip
    [problem] = told(*CAP, f"      - {case}", "      - {score: points}", *other)
    assert problem.place.line == (17 if other else 12)
    assert says in problem.message
    assert hint in problem.hint


@pytest.mark.parametrize(
    ("cap", "hint"),
    [("rate_cap", "with: {limit: …}"), ("{rule: rate_cap, with: {limit: 80%, x: 9}}", "删去这个参数")],
)  # fmt: skip
def test_wrong_parameters_come_with_what_to_do(cap: str, hint: str) -> None:
    [problem] = told(
        f"cap: {cap}", "rules:", "  rate_cap:", "    source: 办法", "    with: {limit: percent}",
        "    cases: [{when: budget <= 0, score: points}, {score: points * limit}]",
    )  # fmt: skip
    assert problem.code == "parameter"
    assert hint in problem.hint


# kinds of readings


@pytest.mark.parametrize(
    ("key", "hint"),
    [
        ("frequenzy", "frequency"),
        ("at_leest", "at_least"),
        ("读不懂", "可以写的有：at_least、"),
        ("parst", "parts"),
        ("by date", "by_date"),
    ],
)
def test_a_misspelt_reading_is_met_by_one_that_may_be_written(key: str, hint: str) -> None:
    rules = "rules: {share: {source: 办法, cases: [{score: points}]}}"
    [problem] = told(f"by_reading: {{at_least: share, {key}: share}}", rules)
    assert (problem.code, problem.place.line) == ("not-a-choice", 7)
    assert hint in problem.hint
    assert "unread" not in problem.hint
