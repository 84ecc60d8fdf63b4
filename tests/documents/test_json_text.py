"""JSON and JSON Lines: numbers stay texts, every mistake has words and a place."""

import pytest

from scoring.documents.bounds import MOST_CHARACTERS
from scoring.documents.json_text import parse_json, parse_json_lines
from scoring.documents.node import Scalar, as_data, at_path
from scoring.problem import InputError


def first_problem(text: str):
    with pytest.raises(InputError) as caught:
        parse_json(text, "甲.json")
    return caught.value.problems[0]


def test_numbers_and_words_keep_their_text():
    text = '{"a": 1.10, "b": [true, false, null, -0, 1e5, 123456789012345678901234567890.5]}'
    assert as_data(parse_json(text, "f")) == {
        "a": "1.10",
        "b": ["true", "false", None, "-0", "1e5", "123456789012345678901234567890.5"],
    }


def test_strings_are_quoted_and_numbers_plain():
    root = parse_json('["null", null, "1", 1]', "f")
    plain = [node.tree().plain for node in root.items]
    assert plain == [False, True, False, True]
    assert as_data(root) == ["null", None, "1", "1"]


def test_escapes():
    text = r'"\u4e2d\ud83d\ude00\n\t\\\"\/"'
    assert parse_json(text, "f").tree() == Scalar(
        parse_json('""', "f").place, parse_json('""', "f").source, '中😀\n\t\\"/', False, 1
    )


def test_places_count_characters():
    root = parse_json('{"甲": "𠀀",\r\n "乙": [1, "𠀀", 2]}', "甲.json")
    node, found = at_path(root, ["乙", 2])
    assert found
    assert (node.place.line, node.place.column) == (2, 16)


BAD = [
    ("", "甲.json", "空的"),
    ('{"a":1,"a":2}', "甲.json:1:8", "重复了，第 1 行"),
    ('{"a":NaN}', "甲.json:1:6", "NaN 不是一个数"),
    ("[Infinity]", "甲.json:1:2", "Infinity"),
    ("[-Infinity]", "甲.json:1:2", "-Infinity"),
    ("[01]", "甲.json:1:2", "数的写法"),
    ("[1.]", "甲.json:1:2", "数的写法"),
    ("[.5]", "甲.json:1:2", "数的写法"),
    ("[+1]", "甲.json:1:2", "正号"),
    ("[1a]", "甲.json:1:2", "数的写法"),
    ("[1_0]", "甲.json:1:2", "数的写法"),
    ("[1,000]", "甲.json:1:4", "逗号"),
    ("[1,]", "甲.json:1:3", "多了逗号"),
    ('{"甲":1,}', "甲.json:1:7", "多了逗号"),
    ("{甲:1}", "甲.json:1:2", "双引号括起来的键"),
    ("['a']", "甲.json:1:2", "单引号"),
    ('{"a" 1}', "甲.json:1:6", "冒号"),
    ('{"甲"：1}', "甲.json:1:5", "半角冒号"),
    ('{"a":"1"，"b":2}', "甲.json:1:9", "半角逗号"),
    ('{"a":“甲”}', "甲.json:1:6", "引号是全角"),
    ('{"a":', "甲.json:1:5", "断了"),
    ("{", "甲.json:1:1", "括号没有配对"),
    ('{"a": [1, 2', "甲.json:1:7", "括号没有配对"),
    ("[1 2]", "甲.json:1:4", "逗号或 ]"),
    ('["甲\n乙"]', "甲.json:1:2", "引号没有配对"),
    ('["甲\t乙"]', "甲.json:1:4", "制表符"),
    (r'"甲\ud800"', "甲.json:1:1", "U+D800"),
    (r'"\u0000"', "甲.json:1:1", "U+0000"),
    (r'"甲\q"', "甲.json:1:3", "反斜杠"),
    ("1 2", "甲.json:1:3", "多出了内容"),
    ('{"a":1}}', "甲.json:1:8", "多出了内容"),
    ("// x\n1", "甲.json:1:1", "注释"),
    ("[True]", "甲.json:1:2", "请写 true"),
    ("[None]", "甲.json:1:2", "请写 null"),
    ("[甲]", "甲.json:1:2", "双引号括起来"),
    ('{"":1}', "甲.json:1:2", "键是空的"),
    ('"甲\x00"', "甲.json:1:3", "U+0000"),
    ("[" * 31 + "]" * 31, "甲.json:1:31", "超过 30 层"),
    ("[" * 1_000_000, "甲.json:1:31", "超过 30 层"),
    ('{"a":' * 1_000_000, "甲.json:1:151", "超过 30 层"),
    ("[" + "0," * 200_000 + "0]", "甲.json:1:400000", "超过 200,000 项"),
    (" " * MOST_CHARACTERS + "1", "甲.json", "超过 8 MB"),
]


@pytest.mark.parametrize(("text", "place", "words"), BAD, ids=[repr(b[0][:30]) for b in BAD])
def test_what_is_wrong_is_said_at_its_place(text, place, words):
    problem = first_problem(text)
    assert words in f"{problem.message} {problem.hint}"
    assert str(problem.place) == place


@pytest.mark.parametrize(
    "text",
    [
        "1" * 400_000,
        "1e" + "9" * 400_000,
        '"' + "\\n" * 1_000_000 + '"',
        "\n" * 900_000 + "1",
        "[" + "0," * 190_000 + "0]",
    ],
    ids=range(5),
)
def test_what_is_large_but_lawful_is_read(text):
    parse_json(text, "f")


@pytest.mark.parametrize("text", ['"' + "\\n" * 1_000_000, '"' * 1_000_000, "-" * 1_000_000])
def test_what_is_large_and_broken_is_refused(text):
    first_problem(text)


def test_all_duplicates_are_reported():
    with pytest.raises(InputError) as caught:
        parse_json('{"a":1,"a":2,"b":{"c":1,"c":2}}', "f")
    assert [p.place.column for p in caught.value.problems] == [8, 25]


def test_one_bad_line_does_not_hide_the_others():
    read = list(parse_json_lines('\ufeff{"a":1}\r\n\n{"甲": x}\n   \n{"b":2}', "甲.jsonl"))
    assert [number for number, _ in read] == [1, 3, 5]
    assert as_data(read[0][1]) == {"a": "1"}
    assert isinstance(read[1][1], InputError)
    assert str(read[1][1].problems[0].place) == "甲.jsonl:3:7"
    assert read[1][1].problems[0].line_text == '{"甲": x}'
    assert read[2][1].place.line == 5


def test_lines_may_come_one_by_one_and_a_huge_one_is_refused():
    lines = iter(['{"a":1}\n', "x" * (MOST_CHARACTERS + 1), '{"b":1}\n'])
    read = list(parse_json_lines(lines, "f"))
    assert isinstance(read[1][1], InputError)
    assert "这一行太大" in read[1][1].problems[0].message
    assert as_data(read[2][1]) == {"b": "1"}


def test_a_line_separator_in_a_string_ends_no_line():
    read = list(parse_json_lines('{"a":"甲\u2028乙"}\n', "f"))
    assert as_data(read[0][1]) == {"a": "甲\u2028乙"}
