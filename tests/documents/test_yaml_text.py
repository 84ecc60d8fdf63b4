"""YAML: texts kept, places right, every trap caught with words and a place."""

import pytest
import yaml

from scoring.documents import yaml_text
from scoring.documents.bounds import MOST_CHARACTERS, Document
from scoring.documents.node import Mapping_, Scalar, Sequence_, as_data, at_path
from scoring.documents.yaml_messages import translate
from scoring.documents.yaml_text import parse_yaml
from scoring.problem import InputError, render_all


@pytest.fixture(params=["libyaml", "python"], autouse=True)
def loader(request, monkeypatch):
    """Both parsers give the same: inside a browser there is only the one written in Python."""
    if request.param == "libyaml" and not hasattr(yaml, "CSafeLoader"):
        pytest.skip("PyYAML was built without libyaml")
    chosen = yaml.SafeLoader if request.param == "python" else yaml.CSafeLoader
    monkeypatch.setattr(yaml_text, "LOADER", chosen)
    return request.param


def problems(text: str):
    with pytest.raises(InputError) as caught:
        parse_yaml(text, "甲.yaml")
    return caught.value.problems


@pytest.mark.parametrize("text", ["1.10", "010", "no", "1:30", "2022-03-01", "≥15G", "1e5", "0x1F"])
def test_a_scalar_keeps_its_text(text):
    assert as_data(parse_yaml(f"值: {text}\n", "甲.yaml")) == {"值": text}


@pytest.mark.parametrize("empty", ["", "~", "null", "Null", "NULL", "  # 说明"])
def test_an_empty_value_is_none(empty):
    assert as_data(parse_yaml(f"a: {empty}\nb: 1\n", "甲.yaml")) == {"a": None, "b": "1"}


@pytest.mark.parametrize("text", ['"null"', "'~'", "''", '""'])
def test_a_quoted_value_is_never_empty(text):
    node = parse_yaml(f"a: {text}\n", "甲.yaml")
    assert as_data(node) == {"a": text[1:-1]}


def test_places_count_characters_under_chinese_and_astral_text():
    root = parse_yaml('𠀀甲: {乙: "𠀀", 丙: [丁, 𠀀𠀀, 戊]}\n', "甲.yaml")
    assert isinstance(root, Mapping_)
    assert root.entries[0].key.place.column == 1
    inner = root.get("𠀀甲")
    assert isinstance(inner, Mapping_)
    assert inner.flow
    assert inner.place.column == 5
    quoted = inner.get("乙")
    assert isinstance(quoted, Scalar)
    assert (quoted.place.column, quoted.content_offset, quoted.plain) == (9, 1, False)
    third, found = at_path(root, ["𠀀甲", "丙", 2])
    assert found
    assert third.place.column == 25


def test_lines_are_counted_over_windows_line_ends_and_a_byte_order_mark():
    root = parse_yaml("\ufeff甲: 1\r\n乙:\r\n  - 丙\r\n", "甲.yaml")
    node, _ = at_path(root, ["乙", 0])
    assert (node.place.line, node.place.column) == (3, 5)
    assert root.source.line(3) == "  - 丙"
    assert root.place.column == 1


def test_the_place_of_an_empty_value_is_its_key():
    root = parse_yaml("甲:\n\n\n乙: 1\n", "甲.yaml")
    assert isinstance(root, Mapping_)
    empty = root.get("甲")
    assert empty is not None
    assert (empty.place.line, empty.place.column) == (1, 1)


def test_a_block_text_is_kept():
    root = parse_yaml("a: |\n  甲\n  乙\nb: >-\n  丙\n  丁\n", "甲.yaml")
    assert as_data(root) == {"a": "甲\n乙\n", "b": "丙 丁"}


def test_sequences_and_scalars_may_be_the_root():
    assert isinstance(parse_yaml("- a\n", "f"), Sequence_)
    assert isinstance(parse_yaml("--- a\n", "f"), Scalar)


BAD = [
    # text, place of the first problem, words it must hold
    ("", "甲.yaml", "空的"),
    ("# 只有注释\n", "甲.yaml:1:1", "没有内容"),
    ("a: &x 1\n", "甲.yaml:1:4", "锚点"),
    ("甲: *x\n", "甲.yaml:1:4", "引用"),
    ("*x : 1\n", "甲.yaml:1:1", "引用"),
    ("a: !!python/object:os.system 1\n", "甲.yaml:1:4", "标签"),
    ("a: !重要\n", "甲.yaml:1:4", "! 开头"),
    ("a: *重要\n", "甲.yaml:1:4", "* 或 & 开头"),
    ("a: 1\n'a': 2\n", "甲.yaml:2:1", "“a”重复了，第 1 行"),
    ("{a: 1, b: 2, a: 3}", "甲.yaml:1:14", "重复"),
    ("é: 1\ne\u0301: 2\n", "甲.yaml:2:1", "重复"),
    ("? [a]\n: 1\n", "甲.yaml:1:3", "键只能是文字"),
    ("{{a: 1}: 2}", "甲.yaml:1:2", "键只能是文字"),
    ('"": 1\n', "甲.yaml:1:1", "键是空的"),
    ("~: 1\n", "甲.yaml:1:1", "键是空的"),
    ("<<: {a: 1}\n", "甲.yaml:1:1", "合并键"),
    ("a: 1\n---\nb: 2\n", "甲.yaml:2:1", "一份 YAML 文档"),
    ("a: 1\n...\n%TAG ! x\n", "甲.yaml:3:1", "一份 YAML 文档"),
    ("%YAML 1.1\n---\na: 1\n", "甲.yaml:1:1", "指令"),
    ("a:\n\tb: 1\n", "甲.yaml:2:1", "制表符"),
    ("a:\n \tb: 1\n\tc: 2\n", "甲.yaml:2:2", "另有 1 行"),
    ("a:\n  b: 1\n  \u3000c: 2\n", "甲.yaml:3:3", "全角空格"),
    ("a: b: c\n", "甲.yaml:1:5", "又出现了“：”"),
    ("目标: 完成率: 100%\n", "甲.yaml:1:8", "又出现了“：”"),
    ('a: "甲\n', "甲.yaml:1:4", "引号没有配对"),
    ("a: 'b\nc: d\n", "甲.yaml:1:4", "引号没有配对"),
    ("甲: [乙, 丙\n", "甲.yaml:1:4", "括号没有配对"),
    ("甲: {乙: 丙\n丁: 戊\n", "甲.yaml:2:2", "括号里的写法"),
    ("{甲: 1，乙: 2}", "甲.yaml:1:6", "半角逗号"),
    ("{a: 1}}", "甲.yaml:1:7", "多出了“}”"),
    ("a: [,]\n", "甲.yaml:1:5", "应有一个值"),
    ("a: @甲\n", "甲.yaml:1:4", "不能以 @ 开头"),
    ("a: %甲\n", "甲.yaml:1:4", "不能以 % 开头"),
    ("a: `甲\n", "甲.yaml:1:4", "不能以 ` 开头"),
    ("a: - b\n", "甲.yaml:1:4", "“-”列表"),
    ("a: -\n", "甲.yaml:1:4", '写成 "-"'),
    ("a: >1200\n", "甲.yaml:1:4", '例如 ">5"'),
    ("a: >5\nb: 1\n", "甲.yaml:1:4", '例如 ">5"'),
    ("a: >\nb: 1\n", "甲.yaml:1:4", '例如 ">5"'),
    ("a: |2\n    x\n", "甲.yaml:1:4", "多行文字"),
    ("a: 1\n- b\n", "甲.yaml:2:1", "缩进"),
    ("- a\nb: c\n", "甲.yaml:2:1", "缩进"),
    ("a: 1\n  b: 2\n", "甲.yaml:2:4", "缩进"),
    ("a: 'x'y\n", "甲.yaml:1:7", "多了内容"),
    ("a: 1\n没有冒号\nb: 2\n", "甲.yaml:2:1", "缺少冒号"),
    ("a: 1\n年度：2022\n", "甲.yaml:2:3", "全角"),
    ("a: 1\nyear:2022\nb: 1\n", "甲.yaml:2:5", "缺一个空格"),
    ("项目：\n  name: 甲\n", "甲.yaml:1:3", "全角"),
    ("名称：甲\n年度：2022\n", "甲.yaml:1:3", "全角"),
    ("a: 甲\n  乙： 丙\n", "甲.yaml:2:3", "接到了上一行"),
    ("- a\n  - b\n", "甲.yaml:2:3", "接到了上一行"),
    ("a: 项目 #2\n", "甲.yaml:1:7", "# 会把后面的文字当成注释"),
    ("{a：1, b: 2}", "甲.yaml:1:3", "全角"),
    ("{a:1, b: 2}", "甲.yaml:1:3", "缺一个空格"),
    ('a: "甲\\q"\n', "甲.yaml:1:", "反斜杠"),
    ("a: 甲\x01乙\n", "甲.yaml:1:5", "U+0001"),
    ("a: 甲\x85乙\n", "甲.yaml:1:5", "U+0085"),
    ("a: 甲\u2028乙\n", "甲.yaml:1:5", "U+2028"),
    ("a: 1\nb\ufeff: 2\n", "甲.yaml:2:2", "U+FEFF"),
    ("a: 甲\ud800\n", "甲.yaml:1:5", "损坏的字符"),
    ('a: "\\0"\n', "甲.yaml:1:4", "控制字符"),
    ("[" * 31 + "]" * 31, "甲.yaml:1:31", "超过 30 层"),
    ("- " * 100_000, "甲.yaml:1:61", "超过 30 层"),
    ("a: &x [1]\nb: [*x, *x]\n", "甲.yaml:1:4", "锚点"),
    ("\n" * 1_000_001 + "a: 1", "甲.yaml", "行数太多"),
    ("x" * (MOST_CHARACTERS + 1), "甲.yaml", "超过 8 MB"),
]


@pytest.mark.parametrize(("text", "place", "words"), BAD, ids=[repr(b[0][:30]) for b in BAD])
def test_what_is_wrong_is_said_at_its_place(text, place, words):
    first = problems(text)[0]
    shown = f"{first.message} {first.hint}"
    assert words in shown
    if place.endswith(":"):
        assert str(first.place).startswith(place)
    else:
        assert str(first.place) == place


def test_there_is_a_most_number_of_parts(loader, monkeypatch):
    if loader == "python":  # which is slow: a smaller bound shows the same
        monkeypatch.setattr(yaml_text, "MOST_PARTS", 2_000)
    most = yaml_text.MOST_PARTS
    first = problems("- a\n" * (most + 1))[0]
    assert f"超过 {most:,} 项" in first.message
    assert str(first.place) == f"甲.yaml:{most - 2}:3"


@pytest.mark.parametrize(("opening", "column"), [("[", 33), ("{a: ", 120)])
def test_a_thousand_levels_are_too_deep(opening, column, loader):
    """Some builds of libyaml stop by themselves before the first event: the line alone is certain."""
    (problem,) = problems("甲: 1\n乙: " + opening * 100_000)
    assert problem.code == "too-deep"
    assert "超过 30 层" in problem.message
    assert problem.place.line == 2
    if loader == "python":
        assert problem.place.column == column


def test_libyaml_s_own_bound_is_the_same_complaint():
    text = "甲: " + "[" * 2_000
    mark = yaml.Mark("甲.yaml", 1_003, 0, 1_003, None, 0)
    error = yaml.scanner.ScannerError(
        "while increasing flow level", mark, "exceeded maximum nesting depth", mark
    )
    assert translate(error, Document.of(text, "甲.yaml")).code == "too-deep"


COMMAS = [
    ("{score: points * min(a, 1)}", 23, "“1)”"),
    ("{target: 甲,乙, points: 5}", 11, "“乙”"),
    ("{目标: 𠀀甲,乙, points: 5}", 8, "“乙”"),
    ("{score: max(a, b), to: 5}", 14, "“b)”"),
    ("cases: [{when: a, score: min(a, 1)}]", 31, "“1)”"),
    ("{target: 18,159,500.00}", 12, "千分位"),
    ("[max(a, 1), 2]", 7, "“max(a”"),
    ("{a: 1,\n b}", 6, "“b”"),
]


@pytest.mark.parametrize(("text", "column", "words"), COMMAS)
def test_a_value_cut_by_a_comma_is_caught_at_the_comma(text, column, words):
    first = problems(text)[0]
    assert first.code == "cut-by-comma"
    assert (first.place.line, first.place.column) == (1, column)
    assert text[column - 1] == ","
    assert words in f"{first.message} {first.hint}"
    assert "截断" in first.message


@pytest.mark.parametrize(
    "text", ["{a: , b: 1}", "{a: }", '{"a":}', "{a : , b: 1}", "{a: ~, b: }", "{a: 1, }", "{}"]
)
def test_a_key_with_its_colon_may_be_empty_in_braces(text):
    parse_yaml(text, "甲.yaml")


def test_all_problems_of_a_file_are_reported_at_once():
    text = "a: &x 1\nb: *x\na: 2\nc: {score: min(a, 1)}\nd: !t 1\n"
    assert [p.code for p in problems(text)] == [
        "anchor",
        "alias",
        "duplicate-key",
        "cut-by-comma",
        "tag",
    ]


def test_the_caret_stands_under_chinese_text():
    shown = render_all(problems("目标: 甲乙, 丙\n名称: {值: 甲,乙}\n"))
    lines = shown.split("\n")
    # 名称: {值: 甲 takes 2×2 + 3 + 2 + 2 + 2 columns before the comma.
    assert lines[1] == "    名称: {值: 甲,乙}"
    assert lines[2] == "    " + " " * 13 + "^"


def test_a_very_long_line_is_cut_around_the_place():
    shown = render_all(problems("[" + "甲, " * 40_000 + "&x 1]"))
    assert max(len(line) for line in shown.split("\n")) < 220
    assert "&x" in shown


def test_reading_stops_after_a_thousand_problems():
    assert len(problems("- &a 1\n" * 5_000)) == 1_000


LARGE = [
    "a: " + "1" * 400_000,
    "a: " + "x" * 7_000_000,
    'a: "' + "x" * 2_000_000 + '"',
    "a: |\n" + "  x\n" * 20_000,
    "[" + "a," * 50_000 + "]",
]


@pytest.mark.parametrize("text", LARGE, ids=range(len(LARGE)))
def test_what_is_large_but_lawful_is_read(text, loader):
    if loader == "python":
        text = text[:100_000] + text[-1:] if text[-1] in '"]' else text[:100_000]
        text = text.replace(",]", "]")
    parse_yaml(text, "f")
