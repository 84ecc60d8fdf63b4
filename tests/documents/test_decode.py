"""Decoding: every error of a model in Chinese, at its place; empty values count as not given."""

from decimal import Decimal
from typing import Annotated, Literal

import pytest
from pydantic import BaseModel, ConfigDict, Field, field_validator

from scoring.documents.decode import decode
from scoring.documents.json_text import parse_json
from scoring.documents.yaml_text import parse_yaml
from scoring.problem import InputError, render_all
from scoring.records.decision import Decision
from scoring.records.fields import LONGEST_TEXT, MOST_ROWS
from scoring.records.submission import Submission

HEAD = "schema: ziping/submission/1\nset: a\nyear: 2022\n"


def problems(text: str, model=Submission, words=dict, *, head: str = HEAD):
    with pytest.raises(InputError) as caught:
        decode(model, parse_yaml(head + text, "f"), words)
    return caught.value.problems


BAD = [
    # what stands below the three lines of the head, place, words
    ("projekt: {}\n", "f:4:1", "不认识的键“projekt” 您是不是想写 project？"),
    ("project: {nmae: 甲}\n", "f:4:11", "您是不是想写 name？"),
    ("funds:\n  - {source: 甲, 全年执行数: 1}\n", "f:5:17", "您是不是想写 executed？"),
    ("完全不同: 1\n", "f:4:1", "这一层可以写的有：schema、set"),
    ("indicators:\n  - {evidence: [{nam: 甲}]}\n", "f:5:18", "您是不是想写 name？"),
    ("items: {制度: {有: {mett: 是}}}\n", "f:4:18", "您是不是想写 met？"),
    ("funds: [{initial: 1}]\n", "f:4:9", "缺少 source（资金来源）"),
    ("funds: [{source: , initial: 1}]\n", "f:4:10", "source（资金来源） 没有填"),
    ("funds: [{source: '', initial: 1}]\n", "f:4:10", "没有填"),
    ("funds: 1\n", "f:4:8", "应是列表，写的却是文字"),
    ("funds: {source: a}\n", "f:4:8", "应是列表，写的却是一组"),
    ("project: 甲\n", "f:4:10", "应是一组“键: 值”，写的却是文字"),
    ("project: [甲]\n", "f:4:10", "却是列表"),
    ("unit: [甲]\n", "f:4:7", "应是一段文字，写的却是列表"),
    ("unit: {a: 甲}\n", "f:4:7", "应是一段文字，写的却是一组"),
    ("indicators:\n  -\n", "f:5:4", "indicators（绩效指标） 第 1 项：这一项是空的"),
    ("indicators:\n  - name：甲\n", "f:5:5", "冒号要用半角的"),
    ("money_unit: 亿元\n", "f:4:13", "“亿元”不是可以写的值 可以写的有：元、万元"),
    ("secret: 也许\n", "f:4:9", "既不是“是”也不是“否” 请写 是 或 否"),
    ("secret: [是]\n", "f:4:9", "列表既不是“是”"),
    ("claimed_total: 18,159,500.00\n", "f:4:16", "千分位分隔符 请写 18159500.00"),
    ('claimed_total: "18，159，500"\n', "f:4:16", "请写 18159500。"),
    ("claimed_total: 1e5\n", "f:4:16", "科学记数法 请写 100000"),
    ("claimed_total: 1.5e-2\n", "f:4:16", "请写 0.015"),
    ("claimed_total: 1e999\n", "f:4:16", "科学记数法"),
    ("claimed_total: ９２．５\n", "f:4:16", "全角数字或符号 请写 92.5"),
    ("claimed_total: －5\n", "f:4:16", "全角数字或符号 请写 -5"),
    ("claimed_total: 1.1234567\n", "f:4:16", "有 7 位 小数最多写 6 位"),
    ("claimed_total: 1234567890123456789\n", "f:4:16", "有 19 位 整数部分最多写 18 位"),
    ("claimed_total: +5\n", "f:4:16", "正号 请写 5"),
    ("claimed_total: .5\n", "f:4:16", "请写 0.5"),
    ("claimed_total: 5.\n", "f:4:16", "请写 5.0"),
    ("claimed_total: 1 000\n", "f:4:16", "空格或下划线 请写 1000"),
    ("claimed_total: 1_000\n", "f:4:16", "空格或下划线 请写 1000"),
    ("claimed_total: 98%\n", "f:4:16", "百分号"),
    ("claimed_total: 97.42分\n", "f:4:16", "后面有“分”"),
    ("claimed_total: 九十\n", "f:4:16", "“九十”不是一个数"),
    ("claimed_total: [1]\n", "f:4:16", "写的却是列表"),
    ("claimed_total: {a: 1}\n", "f:4:16", "写的却是一组"),
    ("claimed_total: " + "1" * 400_000 + "\n", "f:4:16", "数字太长（共 400,000 个字符）"),
    ("claims: {甲: x}\n", "f:4:13", "甲：“x”不是一个数"),
    ("unit: " + "甲" * 501 + "\n", "f:4:7", "文字太长，最多 500 个字，这里有 501 个"),
    ("goal: {expected: " + "甲" * (LONGEST_TEXT + 1) + "}\n", "f:4:18", "最多 20,000 个字"),
    ("inputs: {" + "甲" * 501 + ": 1}\n", "f:4:10", "文字太长"),
    ("unplaced:\n" + "  - {text: a}\n" * (MOST_ROWS + 1), "f:5:3", "行数太多，最多 2,000 行"),
]


@pytest.mark.parametrize(("text", "place", "words"), BAD, ids=[repr(b[0][:30]) for b in BAD])
def test_an_error_of_a_submission_is_said_at_its_place(text, place, words):
    from scoring.readers.field_words import field_words

    found = problems(text, words=field_words)
    shown = [(str(p.place), f"{p.message} {p.hint}") for p in found]
    assert any(where == place and words in said for where, said in shown), shown


@pytest.mark.parametrize(
    "year", ["２０２２", "22", "2022年", "2_022", "2022.0", "1" * 5000, "[2022]", "-2022"]
)
def test_a_year_is_four_digits(year):
    first = problems(f"year: {year}\n", head="schema: ziping/submission/1\nset: a\n")[0]
    assert "不是四位数的年度" in first.message
    assert str(first.place) == "f:3:7"


@pytest.mark.parametrize(("year", "words"), [("1989", "不小于 1990"), ("2101", "不大于 2100")])
def test_a_year_has_limits(year, words):
    first = problems(f"year: {year}\n", head="schema: ziping/submission/1\nset: a\n")[0]
    assert words in first.hint


def test_a_wrong_schema_says_which_is_right():
    first = problems("schema: ziping/1\nset: a\nyear: 2022\n", head="")[0]
    assert "应写 ziping/submission/1" in first.hint


def test_an_empty_required_value_is_reported_at_its_key():
    found = problems("schema: ziping/submission/1\nset:\nyear: ~\n", head="")
    assert [(str(p.place), p.message) for p in found] == [
        ("f:2:1", "set 没有填"),
        ("f:3:1", "year 没有填"),
    ]


def test_empty_values_leave_the_defaults():
    text = HEAD + "unit:\nproject: ~\nmoney_unit: ''\nclaimed_total:\ninputs: {甲: , 乙: 2}\n"
    read = decode(Submission, parse_yaml(text, "f"))
    assert (read.unit, read.money_unit, read.claimed_total) == ("", None, None)
    assert read.project.name == ""
    assert read.inputs == {"乙": "2"}


def test_all_errors_come_at_once():
    found = problems("a1: 1\nsecret: x\nfunds: [{source: a, budget: x, executed: y}]\n")
    assert len(found) == 4


def test_a_decision_must_decide():
    first = problems("submission: a\nrow: b\nground: 甲\n", Decision, head="")[0]
    assert "什么也没有认定" in first.message
    assert "verified_actual" in first.hint
    decided = decode(Decision, parse_yaml("submission: a\nrow: b\nground: 甲\nscore: 4.50\n", "f"))
    assert decided.score == Decimal("4.50")
    assert str(decided.score) == "4.50"


def test_json_numbers_stay_exact():
    text = '{"schema":"ziping/submission/1","set":"a","year":2022,"claimed_total":97.420001}'
    read = decode(Submission, parse_json(text, "f"))
    assert str(read.claimed_total) == "97.420001"


def test_the_root_may_be_wrong():
    assert "应是一组“键: 值”" in problems("甲\n", head="")[0].message
    assert "冒号要用半角的" in problems("甲： 乙\n", head="")[0].hint
    assert "列表" in problems("- 甲\n", head="")[0].message


class Leaf(BaseModel):
    model_config = ConfigDict(extra="forbid")
    name: Annotated[str, Field(min_length=2, pattern="^[a-z]+$")]
    size: Annotated[int, Field(gt=0, lt=10)] = 1


class Branch(BaseModel):
    model_config = ConfigDict(extra="forbid")
    title: str
    children: list["Leaf | Branch"] = []


class Other(BaseModel):
    model_config = ConfigDict(extra="forbid")
    kind: Literal["甲", "乙"] = "甲"
    tree: Branch | None = None
    by_name: dict[str, Leaf] = {}
    some: list[Leaf] = Field(default=[], min_length=2)
    flag: bool = False
    text: str = ""

    @field_validator("text")
    @classmethod
    def _speaks(cls, value: str) -> str:
        if value == "中文":
            raise ValueError("这里不能写“中文”")
        if value == "english":
            raise ValueError("not this")
        return value


OTHER = [
    ("kind: 丙\n", "f:1:7", "可以写的有：甲、乙"),
    ("by_name: {甲: {name: ab, sise: 1}}\n", "f:1:25", "想写 size？"),
    ("by_name: {甲: {name: a}}\n", "f:1:21", "至少 2 个字"),
    ("by_name: {甲: {name: A1}}\n", "f:1:21", "写法不对"),
    ("by_name: {甲: {name: ab, size: 10}}\n", "f:1:31", "应小于 10"),
    ("by_name: {甲: {name: ab, size: 0}}\n", "f:1:31", "应大于 0"),
    ("by_name: {甲: {name: ab, size: 1.5}}\n", "f:1:31", "不是整数"),
    ("by_name: {甲: {name: ab, size: 三}}\n", "f:1:31", "不是一个数"),
    ("some: [{name: ab}]\n", "f:1:7", "至少 2 行"),
    ("flag: 也许\n", "f:1:7", "请写 是 或 否"),
    ("text: 中文\n", "f:1:7", "这里不能写“中文”"),
    ("text: english\n", "f:1:7", "不符合要求"),
    ("tree: {title: a, children: [{titel: b}]}\n", "f:1:30", "想写 title？"),
    ("tree: {title: a, children: [{title: b, children: [{name: ab, size: x}]}]}\n", "f:1:68", "数"),
]


@pytest.mark.parametrize(("text", "place", "words"), OTHER, ids=[b[0][:30] for b in OTHER])
def test_any_model_is_served(text, place, words):
    found = problems(text, Other, head="")
    shown = [(str(p.place), f"{p.message} {p.hint}") for p in found]
    assert any(where == place and words in said for where, said in shown), shown
    assert len(found) <= 2


def test_every_message_is_chinese():
    found = problems(
        "".join(f"{t}" for t in ("a: 1\n", "kind: [1]\n", "flag: {}\n")), Other, head=""
    )
    for line in render_all(found).split("\n"):
        assert "Input should" not in line


def test_very_many_errors_take_no_long_suggestions():
    keys = "".join(f"k{i}: 1\n" for i in range(20_000))
    assert len(problems(keys)) == 20_000
