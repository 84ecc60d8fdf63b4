"""``sets diff`` says in words what changed between two sets, all of it, and nothing else."""

from __future__ import annotations

import copy
import shutil
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import yaml

from scoring.cli.main import main
from scoring.indicator_set.load import SetText, load_set
from scoring.indicator_set.model import IndicatorSet
from scoring.problem import InputError
from scoring.set_tools.diff import Change, changes
from scoring.set_tools.set_words import set_words
from scoring.work.library import Library
from tests.folders import SET_VERSIONS, SETS

WORDS = set_words()
BUILT_INS = Library().built_ins


def told(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, list[str]]:
    status = main(["sets", "diff", *arguments])
    return status, capsys.readouterr().out.splitlines()


# real sets


def test_the_options_of_the_national_set_differ_in_their_rules(
    capsys: pytest.CaptureFixture[str],
) -> None:
    status, lines = told(capsys, "mof/2020-project", "mof/2020-project-reverse-ratio")
    assert status == 1
    assert lines == [
        "mof/2020-project → mof/2020-project-reverse-ratio",
        "基本情况",
        "  名称：项目支出绩效自评表 → 项目支出绩效自评表（反向指标按比例）",
        "规则",
        "  定量指标·不高于（at_most）",
        "    依据：定量 → 反向",
        "    原第 2 种情形：当 指标值 ≤ 0：由人认定，范围：0分 至 满分——上限为零或负数，不能按比例计分",
        "    原第 3 种情形：其余：默认得 分值 × 指标值 ÷ 完成值；可认定的范围：0分 至 若 时间长短类 则 分值，否则 分值 × 指标值 ÷ 完成值——超出上限，办法未规定扣分公式，参考分按指标值÷完成值〔口径〕",
        "    现第 2 种情形：当 指标值 ≤ 0：由人认定，范围：0分 至 满分——上限为零或负数，不能按比例计分〔口径〕",
        "    现第 3 种情形：其余：得 分值 × 指标值 ÷ 完成值",
        "  完成值是界限（bound）",
        "    原第 4 种情形：其余：默认得 分值 × 指标值 ÷ 最不利值；可认定的范围：0分 至 满分——完成值只写了界限，参考分按界限计；超出上限的，办法未规定扣分公式",
        "    现第 4 种情形：其余：默认得 分值 × 指标值 ÷ 最不利值；可认定的范围：此分 至 满分——完成值只写了界限，参考分按界限计〔反向〕",
        "依据",
        "  增加 反向",
        "    文件：项目支出绩效自评表填表说明（公开范本）",
        "    条款：反向指标得分=指标值÷完成值×分值",
        "    可靠程度：据填表说明或在用表格、软件，未核对原文",
    ]


def test_shenzhen_counts_in_yuan_and_has_one_more_branch(
    capsys: pytest.CaptureFixture[str],
) -> None:
    status, lines = told(capsys, "mof/2020-project", "shenzhen/2022-project")
    assert status == 1
    assert lines[1:7] == [
        "基本情况",
        "  金额单位：万元 → 元",
        "级次与分值",
        "  增加 满意度 / 其他满意度",
        "    也写作：其他满意度指标",
        "    所含：填报的三级指标",
    ]
    assert [line for line in lines if line.startswith("规则")] == []


def test_the_sets_of_2021_with_and_without_costs(capsys: pytest.CaptureFixture[str]) -> None:
    status, lines = told(capsys, "mof/2021-project-cost", "mof/2021-project")
    assert status == 1
    tree = lines[lines.index("级次与分值") + 1 :]
    assert tree[:8] == [
        "  去掉 成本",
        "  去掉 成本 / 经济成本",
        "  去掉 成本 / 社会成本",
        "  去掉 成本 / 生态环境成本",
        "  产出",
        "    分值：40 → 50",
        "  效益",
        "    分值：20 → 30",
    ]


def test_no_set_differs_from_itself_and_every_two_differ() -> None:
    library = Library(SETS)
    sets = [library.indicator_set(entry.id) for entry in library.entries()]
    for before, after in pairwise([*sets, sets[0]]):
        assert changes(before, before, WORDS) == []
        assert changes(before, after, WORDS) != []


# files


FORM = """\
schema: 1
id: my/form
title: 表
points: 10
sources: {办法: {document: 某办法, article: 第一条, standing: secondary}}
levels: [{name: 甲, points: 10, source: 办法, cases: [{score: 80% * points}]}]
"""


def test_files_are_compared_and_spelling_is_no_difference(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    old, new = tmp_path / "2024.yaml", tmp_path / "2025.yaml"
    old.write_text(FORM, "utf-8")
    new.write_text(FORM.replace("80% * points", "80% × 分值").replace("my/form", "my/new"), "utf-8")
    assert told(capsys, str(old), str(old)) == (0, [f"{old} → {old}", "没有差别"])
    status, lines = told(capsys, str(old), str(new))
    assert (status, lines[1:]) == (0, ["没有差别（只是写法不同，校验码不同）"])
    new.write_text(FORM.replace("80%", "70%"), "utf-8")
    status, lines = told(capsys, str(old), str(new))
    assert status == 1
    assert lines[1:] == [
        "级次与分值",
        "  甲",
        "    原第 1 种情形：得 80% × 分值",
        "    现第 1 种情形：得 70% × 分值",
    ]


@pytest.mark.parametrize("name", ["mof/2020-projekt", "没有.yaml", "{faulty}", "{empty}"])
def test_what_cannot_be_used_is_told(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "faulty.yaml").write_text(FORM.replace("points: 10\n", "points: 11\n"), "utf-8")
    (tmp_path / "empty.yaml").write_bytes(b"")
    other = name.format(faulty=tmp_path / "faulty.yaml", empty=tmp_path / "empty.yaml")
    for pair in ((other, "mof/2020-project"), ("mof/2020-project", other)):
        assert main(["sets", "diff", *pair]) == 2
        shown = capsys.readouterr()
        assert "错误" in shown.err
        assert not shown.out


# planted changes

PLANTED = """\
schema: 1
id: my/planted
title: 部门整体支出绩效自评表
abstract: 否
scored: 是
applies_to: department
money_unit: 万元
points: 100
rounding: {score: 0.01}
not_applicable: rescale
sources:
  办法: {document: 某办法, article: 第一条, standing: secondary}
  口径: {document: 某口径, article: 第二条, standing: unverified}
over: {when: completion > 130%, source: 办法}
cap: most
grades: [{name: 优, from: 90, source: 办法}, {name: 差, from: 0}]
inputs:
  人数: {type: count, unit: 人, above: 0, at_least: 0, meaning: 年末人数}
  是否公开: {type: yes_no}
  档次: {type: choice, choices: [高, 低]}
direction:
  default: at_least
  words:
    - {where: name, words: [成本], unless: [节约], direction: at_most}
    - {where: name_end, words: [办理], then: [时间], levels: [时效], measures: [time], direction: at_most}
    - {where: level2, words: [时效], yields: 是, direction: at_most}
rate_words: [率]
satisfaction_words: [满意度]
approximate: {margin: 5%, range: 10%}
magnitude: 100
wordings:
  达成: {class: full, words: [完成]}
  部分: {class: partial}
  达标了: {class: full}
by_reading:
  at_least: ratio
  at_most: {rule: share, with: {part: 60%, note: 甲}}
execution: {name: 预算执行率, points: 10, rule: ratio2, total: [合计]}
rules:
  ratio:
    source: 办法
    cases:
      - {when: met, score: points}
      - {when: over, from: 60% * points, score: 80% * points, below: points, because: 超额, source: 口径}
      - {when: target <= 0, unscored: 指标值为零}
      - {score: points * actual / target}
  ratio2:
    cases: [{score: "points * min(executed / budget, 1)"}]
  ratio3:
    cases: [{score: points / 2}]
  most:
    cases: [{score: 89}]
  most2:
    cases: [{score: 79}]
  share2:
    with: {part: percent, note: text}
    cases: [{score: part * points}]
  share:
    with: {part: percent, note: text}
    cases:
      - {when: note == '甲', above: 0, score: part * points, to: points}
      - {score: 0}
levels:
  - name: 管理
    points: 40
    source: 办法
    combine: best
    note: 取高
    children:
      - {name: 人员, points: 40, value: 人数 / 10, optional: 是, source: 口径, cases: [{when: value <= 1, score: points}, {score: 0}]}
      - {name: 制度, points: 40, source: 口径, items: [{name: 有财务制度, points: 2}, 有核算制度], cases: [{score: earned}]}
  - name: 产出
    also: [产出指标]
    points: 50
    not_applicable: zero
    direction: at_most
    by_reading: {wording: {rule: share, with: {part: 50%, note: 乙}}}
    rows: indicators
  - {name: 任务, points: 0, rows: tasks, rule: ratio3}
require:
  - {of: indicators, when: not met, field: reason, say: 须说明原因, source: 办法}
  - {of: texts, field: 自评结论, longest: 500, say: 不超过500字}
form: {xlsx: department.xlsx, html: department.html.j2}
companion: common/department-completion
"""
OTHER = {
    "applies_to": ["project"], "money_unit": ["元"], "type": ["number"], "standing": ["official"],
    "default": ["at_most"], "direction": ["at_least"], "where": ["level2", "level1"], "measures": ["money"], "class": ["missed"],
    "combine": ["sum"], "rows": ["indicators"], "not_applicable": ["full"], "abstract": ["否"],
    "scored": ["否"], "optional": ["否"], "yields": ["否"], "field": ["evidence"],
    "when": ["not met or points > 3", "value <= 2", "completion > 140%"], "score": ["points / 3"],
    "from": ["30% * points"], "below": ["90% * points"], "above": ["1"], "to": ["points / 2"],
    "of": ["管理"], "value": ["人数 / 7"], "margin": ["4%"], "range": ["9%"],
    "part": ["33%", "number"], "note": ["number"], "rule": ["ratio2", "ratio3", "share2"],
    "at_least": ["ratio3"], "cap": ["most2"], "source": ["口径", "办法"],
}  # fmt: skip
"""What stands instead of a value; else a number grows, and a text gets one more character."""
ALONE = {
    ("grades", 1, "from"): "the last grade begins at 0",
    ("inputs", "档次", "type"): "only a choice has choices",
    ("rules", "share", "with", "note"): "the rule compares it with a text",
    ("levels", 1, "rows"): "only rows of indicators have a direction and readings",
    ("require", 1, "of"): "only a text may have any name",
    ("direction", "words", 1, "where"): "only the end of a name has what may follow",
}
"""Values that the rest of the set does not let be others."""
REFERS = {"schema", "id"}


def places(data: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    if isinstance(data, dict):
        for key, value in data.items():
            yield from places(value, (*path, key))
    elif isinstance(data, list):
        for index, value in enumerate(data):
            yield from places(value, (*path, index))
    elif path[0] not in REFERS:
        yield path


def at(data: Any, path: tuple[Any, ...]) -> Any:
    for key in path:
        data = data[key]
    return data


def otherwise(path: tuple[Any, ...], value: str) -> list[str]:
    key = next(k for k in reversed(path) if isinstance(k, str))
    guesses = OTHER.get(key, [])
    number = value.replace(".", "").isdigit()
    return [
        g for g in (*guesses, str(int(value) + 1) if number and "." not in value else f"{value}一", "0.1") if g != value
    ]  # fmt: skip


def load(data: Any) -> IndicatorSet:
    text = yaml.safe_dump(data, allow_unicode=True, sort_keys=False)
    return load_set(SetText("planted", text), lambda _: None, BUILT_INS)


BASE: Any = yaml.load(PLANTED, Loader=yaml.BaseLoader)
BASE["abstract"] = "是"  # the points of an abstract set need not add up
PATHS = [path for path in places(BASE) if path not in ALONE]


@cache
def loaded() -> IndicatorSet:
    return load(BASE)


@cache
def planted(path: tuple[Any, ...]) -> list[Change] | None:
    """Return what changes where another value stands at ``path``; None if no other loads."""
    for guess in otherwise(path, at(BASE, path)):
        data = copy.deepcopy(BASE)
        at(data, path[:-1])[path[-1]] = guess
        try:
            return changes(loaded(), load(data), WORDS)
        except InputError:
            continue
    return None


@pytest.mark.xdist_group("planted changes")  # each is made once
@pytest.mark.parametrize("path", PATHS, ids=lambda p: ".".join(map(str, p)))
def test_a_planted_change_is_found_where_it_is_and_nothing_else(path: tuple[Any, ...]) -> None:
    found = planted(path)
    assert found is not None, "no other value loads"
    assert found, "not found"
    subjects = {(change.section, change.subject) for change in found}
    if path[-1] == "name" and path[0] == "levels" and "items" not in path:
        # Another name is another level, and those below it stand under another path.
        assert {c.section for c in found} == {"tree"}
        assert any(c.is_removed for c in found)
        assert any(c.is_new for c in found)
    elif path == ("rules", "share", "with", "part"):
        # What was a percentage is told as a number where it is used, too.
        assert {c.section for c in found} == {"rules", "readings", "tree"}
    elif path == ("cap",):
        # A rule that caps the total tells of the total; the other one tells of a score again.
        assert {c.section for c in found} == {"head", "rules"}
    else:
        assert len(subjects) == 1
        assert len(found) == 1


@pytest.mark.xdist_group("planted changes")
def test_every_aspect_that_can_differ_was_planted() -> None:
    aspects = {change.aspect for path in PATHS for change in planted(path) or ()}
    never = {"order", "parameters"}  # of several keys together; below
    assert set(WORDS.groups["aspects"]) - aspects - never == set()


@pytest.mark.parametrize(
    ("change", "lines"),
    [
        ({"levels": [1, 0, 2]}, ["级次与分值", "  次序：管理、产出、任务 → 产出、管理、任务"]),
        (
            {"inputs": [2, 1, 0]},
            ["填报的数据", "  次序：人数、是否公开、档次 → 档次、是否公开、人数"],
        ),
        ({"require": [0]}, ["填报要求", "  要求去掉：文字部分：不超过500字（自评结论最多500字）"]),
        ({"grades": [1]}, ["基本情况", "  等级去掉：优 90分起〔办法〕"]),
    ],
)
def test_what_was_moved_or_left_out(
    change: dict[str, list[int]],
    lines: list[str],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    data = copy.deepcopy(BASE)
    for key, kept in change.items():
        old = data[key]
        data[key] = (
            {k: old[k] for k in (list(old)[i] for i in kept)}
            if isinstance(old, dict)
            else [old[i] for i in kept]
        )
    for name, content in (("old", BASE), ("new", data)):
        text = yaml.safe_dump(content, allow_unicode=True, sort_keys=False)
        (tmp_path / f"{name}.yaml").write_text(text, "utf-8")
    status, shown = told(capsys, str(tmp_path / "old.yaml"), str(tmp_path / "new.yaml"))
    assert status == 1
    assert shown[1:] == lines


def test_a_copy_kept_with_its_base_is_compared_with_that_base(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    kept = SET_VERSIONS / "kept"
    shutil.copytree(kept, tmp_path / "2022")
    base = tmp_path / "2022" / "mof" / "2020-project.yaml"
    base.write_text(base.read_text("utf-8").replace("points: 50", "points: 55", 1), "utf-8")
    base.write_text(base.read_text("utf-8").replace("points: 30", "points: 25", 1), "utf-8")
    copy_of_old = tmp_path / "2022" / "shenzhen" / "2022-project.yaml"
    status, lines = told(capsys, str(copy_of_old), str(kept / "shenzhen" / "2022-project.yaml"))
    assert status == 1
    assert lines[1:] == ["级次与分值", "  产出", "    分值：55 → 50", "  效益", "    分值：25 → 30"]


def test_no_sign_of_a_set_steers_the_terminal(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    old, new = tmp_path / "old.yaml", tmp_path / "new.yaml"
    old.write_text(FORM, "utf-8")
    new.write_text(FORM.replace("title: 表", r'title: "表\n  规则\u202e"'), "utf-8")
    status, lines = told(capsys, str(old), str(new))
    assert status == 1
    assert lines[1:] == ["基本情况", "  名称：表 → 表   规则[U+202E]"]
