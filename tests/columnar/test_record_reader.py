"""A line that the quick reader takes is one that the reader of single files takes, and reads as the same."""

from __future__ import annotations

import json
from typing import Any, Final, NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.columnar.equality import by_engine, differences, line_of, quick_scorer, quickly

SET: Final = "sichuan/2023-project"
SCORER: Final = quick_scorer(SET)
COMMON: Final[dict[str, Any]] = {
    "schema": "ziping/submission/1", "set": SET, "year": 2023, "unit": "某局", "department": "某厅",
    "project": {"name": "某项目", "code": "X1", "kind": ""}, "money_unit": "万元", "state": "正常", "finished": True,
    "project_period": {"start": "2023-01-01", "end": "2023-12-31"}, "secret": False,
    "funds": [
        {"source": "总额", "initial": 100, "budget": 100, "executed": 95.5, "points": 10, "claimed": 9.55,
         "claimed_rate": 95.5, "reason": "尾款未付"},
        {"source": "其中：财政拨款", "budget": 100, "executed": 95.5},
    ],
    "goal": {"expected": "按计划完成", "achieved": "已完成"}, "summary": {"achieved": "完成"},
    "claims": {"产出指标": 60}, "texts": {"评价结论": "较好", "存在问题": "无"},
    "head": {"responsible": "甲", "signatures": {"审核": "乙"}},
    "indicators": [
        {"id": "甲", "level1": "产出指标", "level2": "数量指标", "name": "设备台数", "direction": "≥", "target": "10",
         "unit": "台", "actual": "9", "points": 60, "claimed": 54, "reason": "一台未到货", "core": "是",
         "evidence": [{"name": "验收单", "number": "1", "page": ""}]},
        {"level1": "效益指标", "level2": "社会效益指标", "name": "群众反映", "target": "良好", "actual": "良好",
         "points": "30", "claimed": "30"},
    ],
    "claimed_total": 93.55, "claimed_grade": "优",
}  # fmt: skip

VALUES: Final = (
    "null", "true", "false", '""', '" "', r'"\n"', '"\u3000"', '"\u00a0"', '"\u0085"', '"\u2028"', '"\ufeff"',
    "0", "1", "-1", "-0", "007", "1.0", "1.50", "1e2", "0.1234567", "0.000001", "999999999999999999.999999",
    "1234567890123456789", "NaN", "Infinity", "01", ".5", "+5", '"1"', '" 1 "', '"1\u3000"', '"1,000"', '"１"', '"-5"',
    '"1e3"', '"是"', '"否"', '"TRUE"', '"yes"', '"是 "', '"元"', '"万 元"', '"跨年"', '" 正常"', '"履职"', '"一般公共预算"',
    '"2023"', '" 2023 "', '"２０２３"', "2023.0", "1989", "2101", r'"\u4ea7"', r'"\ud800"', r'"\u0000"', r'"甲\/乙"',
    r'"甲\\u0041"', r'"甲\"乙"', r'"甲\":"', '"甲\ud800"', '"甲\u0000"', '"é"', '"e\u0301"', '"' + "长" * 501 + '"',
    '"' + "长" * 20_001 + '"', "[]", "{}", "[null]", '[""]', '["甲"]', '[{}]', '{"":""}', '{"":1}', '{" ":1}',
    '{"甲":null}', '{"甲":""}', '{"甲":1}', '{"甲":"1"}', '{"甲":"乙"}', '{"甲":{"乙":1}}', '{"甲":1,"甲":2}',
    '{"é":1,"e\u0301":2}', '{"name":"甲"}', '{"name":"甲","name":"乙"}', '{"name":1}', '{"name":"甲","parent":{}}',
    '{"start":"2023-02-30"}', '[{"name":"甲"}]', '[{"name":""}]', '[{"name":null}]', '[{"name":"甲","page":null}]',
    '[{"name":"甲","page":1}]', '[{"name":"甲","at":"1"}]', '[{"name":"甲","name":"乙"}]', '[{"source":"总额"}]',
    '[{"source":" "}]', '[{"source":"总额","points":-1}]', '[{"source":"总额","budget":0,"executed":"0"}]',
    '[{"source":"总额","budget":100,"executed":99.995,"claimed_rate":99.99,"over_confirmed":"是"}]',
    '[{"source":"总额","budget":100},{"source":"总额","budget":90}]', '{"signatures":{"甲":"乙","甲":"丙"}}',
)  # fmt: skip
"""Values as JSON, sound and unsound ones."""


class Edit(NamedTuple):
    """One change of a line: at an object, a key given a value, before or behind the other keys."""

    path: tuple[str | int, ...]
    key: str
    value: str
    is_first: bool
    is_twice: bool
    """The key stays where it stood as well."""


PARTS: Final[dict[tuple[str | int, ...], tuple[str, ...]]] = {
    # "set" tells which scorer is asked
    (): (*(key for key in COMMON if key != "set"), "publish", "goals", "tasks", "inputs", "items", "reasons", "at", "known", "not_found", "unplaced",
         "repairs", "Schema", "year "),
    ("indicators", 0): (
        *COMMON["indicators"][0], "target_initial", "last_actual", "coefficient", "survey", "adjustment", "at",
        "known", "likely", "points ", "level3",
    ),
    ("indicators", 1): ("claimed", "reason", "core", "evidence", "unit", "id"),
    ("indicators", 0, "evidence", 0): ("name", "number", "page", "at"),
    ("funds", 0): (*COMMON["funds"][0], "family", "over_confirmed", "at"),
    ("project",): ("name", "code", "kind", "parent", "unit"),
    ("project_period",): ("start", "end", "year"),
    ("goal",): ("expected", "achieved", "name"),
    ("summary",): ("achieved", "problems", "measures", "no_problems"),
    ("head",): ("responsible", "phone", "filled_by", "date", "signatures", "opinion", "unit"),
    ("head", "signatures"): ("审核", "", "é", "e\u0301"),
    ("claims",): ("产出指标", "", "效益指标", "é", "e\u0301", "长" * 501),
    ("texts",): ("评价结论", "", "改进措施", "é", "e\u0301"),
}  # fmt: skip
"""The objects of a line, with the keys that are given a value there."""


class Spacing(NamedTuple):
    """What stands between the parts of a line, and around it."""

    comma: str = ","
    colon: str = ":"
    before: str = ""
    behind: str = ""


def written(
    data: Any, edits: list[Edit], spacing: Spacing, path: tuple[str | int, ...] = ()
) -> str:
    """Return data as JSON with its edits, keys that stand twice included."""
    if isinstance(data, list):
        items = (written(x, edits, spacing, (*path, at)) for at, x in enumerate(data))
        return f"[{spacing.comma.join(items)}]"
    if not isinstance(data, dict):
        return json.dumps(data, ensure_ascii=False)
    pairs = [(key, written(value, edits, spacing, (*path, key))) for key, value in data.items()]
    for edit in edits:
        if edit.path == path:
            if not edit.is_twice:
                pairs = [pair for pair in pairs if pair[0] != edit.key]
            pairs.insert(0 if edit.is_first else len(pairs), (edit.key, edit.value))
    shown = (f"{json.dumps(key, ensure_ascii=False)}{spacing.colon}{value}" for key, value in pairs)
    return f"{{{spacing.comma.join(shown)}}}"


def _check(line: str) -> bool:
    """Compare both readers by what is made of the line; tell whether the quick one took it."""
    found = quickly(SCORER, line)
    if found is None:
        return False
    assert differences(found, by_engine(line)) == []
    return True


@st.composite
def edits(draw: st.DrawFn) -> Edit:
    path = draw(st.sampled_from(list(PARTS)))
    key = draw(st.sampled_from(PARTS[path]))
    is_twice = draw(st.sampled_from((False, False, False, True)))
    return Edit(path, key, draw(st.sampled_from(VALUES)), draw(st.booleans()), is_twice)


SPACINGS: Final = st.sampled_from((
    *[Spacing()] * 8, Spacing(", ", ": "), Spacing(",", " :"), Spacing(",", "\t:"), Spacing(", ", ":\t"),
    Spacing(before="\ufeff"), Spacing(before=" "), Spacing(behind=" "), Spacing(behind="{}"), Spacing(behind="\n"),
))  # fmt: skip


@pytest.mark.parametrize("spacing", [Spacing(), Spacing(", ", ": ")])
def test_a_common_record_is_taken(spacing: Spacing) -> None:
    assert _check(written(COMMON, [], spacing))


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("evidence", "null"), ("evidence", '""'), ("evidence", "[]"), ("core", "false"), ("core", "null"),
        ("claimed", "null"), ("claimed", '""'), ("claimed", '" 5 "'), ("reason", '" "'), ("unit", "null"),
        ("points", "60.00"), ("id", '""'), ("actual", r'"9\/10"'), ("actual", '"9 台"'),
    ],
)  # fmt: skip
def test_what_is_left_blank_or_written_otherwise_is_taken_too(key: str, value: str) -> None:
    edit = Edit(("indicators", 0), key, value, is_first=False, is_twice=False)
    assert _check(written(COMMON, [edit], Spacing()))


@pytest.mark.long
@pytest.mark.parametrize("value", VALUES)
@pytest.mark.parametrize("path", PARTS, ids=lambda path: "/".join(map(str, path)) or "form")
def test_any_value_under_any_key_is_read_as_by_the_reader_of_files(
    path: tuple[str | int, ...], value: str
) -> None:
    for key in PARTS[path]:
        _check(written(COMMON, [Edit(path, key, value, is_first=True, is_twice=False)], Spacing()))


@pytest.mark.parametrize("path", PARTS, ids=lambda path: "/".join(map(str, path)) or "form")
def test_no_line_is_taken_in_which_a_key_stands_twice(path: tuple[str | int, ...]) -> None:
    for key in PARTS[path]:
        value = '"甲"' if key not in ("points", "claimed") else "5"
        edit = Edit(path, key, value, is_first=True, is_twice=True)
        again = Edit(path, key, value, is_first=False, is_twice=True)
        assert not _check(written(COMMON, [edit, again], Spacing()))


@settings(max_examples=300, deadline=None)
@given(changes=st.lists(edits(), min_size=1, max_size=3), spacing=SPACINGS)
def test_no_line_is_read_otherwise_than_by_the_reader_of_files(
    changes: list[Edit], spacing: Spacing
) -> None:
    line = written(COMMON, changes, spacing)
    _check(f"{spacing.before}{line}{spacing.behind}")


def test_the_line_of_the_example_is_what_the_writer_of_json_makes() -> None:
    assert written(COMMON, [], Spacing(", ", ": ")) == line_of(COMMON)
