"""What a set must not hold: keys that would do nothing, branches that cannot be told apart, too much."""

from __future__ import annotations

import json
from typing import Any

import pytest
import yaml

from scoring.indicator_set import edge_values
from scoring.indicator_set.edge_values import MOST_CASES_TRIED, MOST_TRIED, uses
from scoring.indicator_set.file_model import MOST_RULES
from scoring.indicator_set.load import SetText, load_set
from scoring.indicator_set.model import IndicatorSet
from scoring.indicator_set.node_checks import DEEPEST_TREE, MOST_NODES
from scoring.indicator_set.tables import DEEPEST_USE, MOST_PROBLEMS
from scoring.problem import InputError, Place, Problem
from scoring.set_tools.check import check_text
from scoring.work.library import Library
from tests.folders import SETS

FULL: dict[str, Any] = {"name": "甲", "points": 10, "cases": [{"score": "points"}]}
ROWS: dict[str, Any] = {"name": "产出", "points": 10, "rows": "indicators"}


@pytest.fixture(scope="module")
def library() -> Library:
    return Library(SETS)


def whole(*levels: dict[str, Any], **more: Any) -> str:
    """Return the text of a set in which only what matters is given."""
    data = {"schema": 1, "id": "test/refused", "title": "甲", "levels": [*levels], **more}
    points = sum(level.get("points", 0) for level in levels)
    written = json.loads(json.dumps({"points": points, **data}))  # no part is there twice
    return yaml.safe_dump(written, allow_unicode=True, sort_keys=False)


def load(text: str, library: Library) -> IndicatorSet:
    return load_set(SetText("set", text), library.text, library.built_ins)


def problems(text: str, library: Library) -> list[Problem]:
    try:
        load(text, library)
    except InputError as error:
        return list(error.problems)
    return []


def codes(text: str, library: Library) -> list[str]:
    return [p.code for p in problems(text, library)]


# keys that would do nothing

BRANCH = {"name": "乙", "points": 10, "children": [FULL]}
GOALS = {
    "name": "乙",
    "points": 10,
    "rows": "goals",
    "children": [{"name": "丙", "rows": "indicators"}],
}
TASKS = {"name": "乙", "points": 10, "rows": "tasks", "cases": [{"score": "points"}]}
IDLE: list[tuple[dict[str, Any], dict[str, Any], str]] = [
    (ROWS, {"combine": "best"}, "combine"),
    (ROWS, {"combine": "sum"}, "combine"),
    (GOALS, {"combine": "sum"}, "combine"),
    (FULL, {"combine": "best"}, "combine"),
    (GOALS, {"combine": "weighted"}, "not-a-choice"),
    (TASKS, {"children": [FULL]}, "rows"),
    (ROWS, {"children": [FULL]}, "rows"),
    (GOALS, {"cases": [{"score": "points"}]}, "rule"),
    (BRANCH, {"children": [{"name": "丙", "rows": "indicators", "optional": "是"}]}, "optional"),
    (TASKS, {"optional": "是"}, "optional"),
    (FULL, {"direction": "at_most"}, "direction"),
    (BRANCH, {"direction": "at_most"}, "direction"),
    (GOALS, {"direction": "at_most"}, "direction"),
    (FULL, {"not_applicable": "zero"}, "not-applicable"),
    (TASKS, {"not_applicable": "zero"}, "not-applicable"),
    (FULL, {"with": {"limit": 5}}, "with"),
    (FULL, {"by_reading": {"zero": "full"}}, "by-reading"),
    (GOALS, {"by_reading": {"zero": "full"}}, "by-reading"),
    (ROWS, {"by_reading": {"unread": "full"}}, "by-reading"),
]
FULL_RULE = {"full": {"cases": [{"score": "points"}]}}


@pytest.mark.parametrize(("node", "more", "code"), IDLE)
def test_a_key_that_would_do_nothing_is_refused(
    node: dict[str, Any], more: dict[str, Any], code: str, library: Library
) -> None:
    assert codes(whole(node, rules=FULL_RULE), library) == []
    assert codes(whole({**node, **more}, rules=FULL_RULE), library) == [code]


def test_unread_is_refused_for_the_whole_set_too(library: Library) -> None:
    text = whole(ROWS, rules=FULL_RULE, by_reading={"unread": "full"})
    assert codes(text, library) == ["by-reading"]


# branches that cannot be told apart

QUANTITY = {"name": "数量", "rows": "indicators"}
ALIKE = [
    [{**ROWS, "rows": None, "children": [QUANTITY, {**QUANTITY, "name": "质量", "also": ["数 量"]}]}],
    [{**ROWS, "rows": None, "children": [QUANTITY, {"name": "其他", "children": [QUANTITY]}]}],
    [ROWS, {**ROWS, "name": "成效", "also": ["产出(40分)"]}],
    [ROWS, {**ROWS, "name": "产出 ", "rows": None, "children": [QUANTITY]}],
    [{**GOALS, "children": [QUANTITY, {**QUANTITY, "name": "数量(50分)"}]}],
]  # fmt: skip


@pytest.mark.parametrize("levels", ALIKE)
def test_two_branches_for_the_same_rows_are_refused(
    levels: list[dict[str, Any]], library: Library
) -> None:
    given = [{k: v for k, v in level.items() if v is not None} for level in levels]
    found = problems(whole(*given), library)
    assert [p.code for p in found if p.code != "duplicate-name"] == ["same-levels"]
    (problem,) = (p for p in found if p.code == "same-levels")
    assert problem.place.line
    assert "set:" in problem.message, "the other place is named"


def test_the_same_second_level_under_two_first_ones_is_fine(library: Library) -> None:
    levels = [{"name": name, "points": 10, "children": [QUANTITY]} for name in ("产出", "效益")]
    assert codes(whole(*levels), library) == []


def test_a_second_branch_of_goals_is_refused(library: Library) -> None:
    assert codes(whole(GOALS, {**GOALS, "name": "丁"}), library) == ["rows"]


# too much


def chain(length: int, ways: int, *, upwards: bool) -> dict[str, Any]:
    """Return rules of which each leads to the next one, in so many cases."""
    rules: dict[str, Any] = {}
    for number in range(length - 1):
        cases = [{"when": "met", "use": f"r{number + 1}"}] * (ways - 1)
        rules[f"r{number}"] = {"cases": [*cases, {"use": f"r{number + 1}"}]}
    rules[f"r{length - 1}"] = {"cases": [{"score": "points"}]}
    return dict(reversed(rules.items())) if upwards else rules


@pytest.mark.parametrize("upwards", [True, False])
def test_rules_may_lead_to_one_another_so_far(upwards: bool, library: Library) -> None:
    level = {**ROWS, "by_reading": {"at_least": "r0"}}
    deep = chain(DEEPEST_USE, 2, upwards=upwards)
    assert codes(whole(level, rules=deep), library) == []
    found = problems(whole(level, rules=chain(DEEPEST_USE + 1, 2, upwards=upwards)), library)
    assert {p.code for p in found} == {"use-depth"}
    assert all(p.place.line for p in found)


@pytest.mark.parametrize("upwards", [True, False])
def test_a_chain_of_many_rules_is_refused_in_words(upwards: bool, library: Library) -> None:
    rules = chain(MOST_RULES, 1, upwards=upwards)
    assert set(codes(whole(ROWS, rules=rules), library)) == {"use-depth"}
    assert codes(whole(ROWS, rules=chain(900, 1, upwards=upwards)), library) == ["list-length"]


def test_a_rule_reached_in_a_million_ways_is_checked_once(library: Library) -> None:
    level = {**ROWS, "by_reading": {"at_least": "r0"}}
    text = whole(level, rules=chain(DEEPEST_USE, 3, upwards=False))
    checked = check_text(SetText("set", text), None, library)
    assert not [p for p in checked.problems if p.severity == "error"]


def test_a_tree_has_so_many_branches_and_levels(library: Library) -> None:
    leaves = [{**FULL, "name": f"n{n}", "points": 0} for n in range(MOST_NODES)]
    assert codes(whole(*leaves), library) == []
    assert codes(whole(*leaves, FULL), library) == ["too-many"]
    deep: dict[str, Any] = {**FULL, "name": "末级"}
    for number in range(DEEPEST_TREE - 1):
        deep = {"name": f"n{number}", "points": 10, "children": [deep]}
    assert codes(whole(deep), library) == []
    assert codes(whole({"name": "顶", "points": 10, "children": [deep]}), library) == ["too-deep"]


def test_no_more_expressions_are_read_after_so_many_problems(library: Library) -> None:
    cases = [{"when": f"x{n} > 1", "score": "0"} for n in range(59)]
    rules = {f"r{n}": {"cases": [*cases, {"score": "0"}]} for n in range(MOST_RULES)}
    assert len(problems(whole(ROWS, rules=rules), library)) == MOST_PROBLEMS


def test_all_uses_together_try_so_many_cases(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    cases = [{"when": f"value < {n}%", "score": "points"} for n in range(59)]
    leaves = [
        {
            **FULL,
            "name": f"n{n}",
            "points": 0,
            "value": "甲 + 乙",
            "cases": [*cases, {"score": "0"}],
        }
        for n in range(40)
    ]
    inputs = {"甲": {"type": "number"}, "乙": {"type": "number"}}
    indicators = load(whole(*leaves, inputs=inputs), library)
    for most in (MOST_CASES_TRIED, 50_000):
        monkeypatch.setattr(edge_values, "MOST_CASES_TRIED", most)
        tried = [len(use.facts) for use in uses(indicators)]
        assert min(tried) >= 1
        assert max(tried) <= MOST_TRIED
        assert sum(tried) * 60 <= most + 40 * 60


# sets that are made to be extended


def test_a_set_that_is_made_to_be_extended_scores_nothing(library: Library) -> None:
    with pytest.raises(InputError) as caught:
        library.scorer("test/base", Place("自评.yaml", 2, 6))
    (problem,) = caught.value.problems
    assert (problem.code, str(problem.place)) == ("abstract-set", "自评.yaml:2:6")
    assert "继承" in problem.message
    with pytest.raises(InputError):
        library.scorer("test/frame-2013")


# sources


def test_over_may_name_its_source(library: Library) -> None:
    indicators = library.indicator_set("test/over-reason")
    assert (indicators.over_source, indicators.over is not None) == ("超额", True)
    assert library.indicator_set("mof/2020-project").over is not None
    over = {"when": "completion > 2", "source": "无"}
    assert codes(whole(ROWS, over=over), library) == ["unknown-source"]
    assert codes(whole(ROWS, over={"when": "complete > 2"}), library) == ["unknown-name"]


@pytest.mark.parametrize("cited", [True, False])
def test_a_source_that_nothing_names_is_said_of_a_set_without_a_base(
    cited: bool, library: Library
) -> None:
    source = {"document": "甲", "article": "乙", "standing": "unverified"}
    level = {**ROWS, "source": "办法"} if cited else ROWS
    text = whole(level, sources={"办法": source})
    found = check_text(SetText("set", text), SetText("cases", "[]"), library).problems
    assert [p.code for p in found] == ([] if cited else ["unused-source"])


def test_a_grade_may_name_its_source(library: Library) -> None:
    grades = [{"name": "好", "from": 0, "source": "无"}]
    assert codes(whole(ROWS, grades=grades), library) == ["unknown-source"]
    (first, *_) = library.indicator_set("test/county-department").grades
    assert first.source == "县表"


# what a set does not take over

BASE = whole(
    {"name": "产出", "points": 60, "children": [FULL, {**FULL, "name": "乙", "points": 50}]},
    {"name": "效益", "points": 40, "rows": "indicators"},
    id="test/base-of-it",
)


def laid(library: Library, text: str) -> IndicatorSet:
    def find(set_id: str) -> SetText | None:
        return SetText("base", BASE) if set_id == "test/base-of-it" else None

    return load_set(SetText("set", text), find, library.built_ins)


def over(*lines: str) -> str:
    head = ("schema: 1", "id: test/over", "title: 乙", "extends: test/base-of-it", "points: 50")
    return "\n".join((*head, *lines)) + "\n"


def test_a_set_may_leave_out_levels_and_what_is_below_them(library: Library) -> None:
    text = over("without: [效益]", "levels: [{name: 产出, points: 50, without: [甲]}]")
    names = [node.name for node in laid(library, text).nodes()]
    assert names == ["产出", "乙"]


def test_what_is_left_out_may_stand_anew(library: Library) -> None:
    text = over("without: [产出]", "levels: [{name: 效益, points: 20}, {name: 产出, points: 30, rows: indicators}]")  # fmt: skip
    levels = laid(library, text).levels
    assert [(n.name, n.points, len(n.children)) for n in levels] == [
        ("效益", 20, 0),
        ("产出", 30, 0),
    ]


def test_leaving_out_leaves_no_trace_in_the_digest(library: Library) -> None:
    left_out = laid(
        library, over("without: [效益]", "levels: [{name: 产出, points: 50, without: [甲]}]")
    )
    assert "without" not in str(left_out.merged)


@pytest.mark.parametrize(
    ("lines", "named"),
    [
        (("without: [效益, 成效]", "levels: [{name: 产出, points: 50, without: [甲]}]"), "成效"),
        (("without: [效益]", "levels: [{name: 产出, points: 50, without: [甲, 丙]}]"), "丙"),
    ],
)
def test_only_what_is_there_can_be_left_out(
    lines: tuple[str, ...], named: str, library: Library
) -> None:
    with pytest.raises(InputError) as refused:
        laid(library, over(*lines))
    [problem] = refused.value.problems
    assert (problem.code, problem.place.file) == ("without", "set")
    assert named in problem.message


def test_a_set_that_extends_nothing_leaves_nothing_out(library: Library) -> None:
    assert codes(whole(ROWS, without=["效益"]), library) == ["without"]
    assert codes(whole({**ROWS, "without": ["效益"]}), library) == ["without"]


def test_negative_points_of_the_whole_are_told_where_they_stand(library: Library) -> None:
    found = problems(whole({"name": "产出", "rows": "indicators"}, points=-100), library)
    assert ("points", "总分不能为负") in {(p.code, p.message) for p in found}
