"""Whatever the text, the readers answer with nodes or with problems; what is written is read."""

import json

import pytest
import yaml
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from scoring.documents import yaml_text
from scoring.documents.decode import decode
from scoring.documents.json_text import parse_json, parse_json_lines
from scoring.documents.node import as_data
from scoring.documents.yaml_text import parse_yaml
from scoring.problem import InputError, render_all
from scoring.readers.submissions import format_of, parse_submissions
from scoring.records.submission import Submission

LOADERS = [yaml.SafeLoader] + ([yaml.CSafeLoader] if hasattr(yaml, "CSafeLoader") else [])
PIECES = [
    *"{}[],:#&*!|>'\"%@`-?~<=\\\t \n\r.ab1甲，：“”（）\u3000\xa0\x85\u2028\ufeff\x00",
    "- ", ": ", "? ", "---", "...", "\n  ", "\r\n", "null", "NaN", "\\u", "\\ud83d", "<<", "𠀀",
    "%YAML 1.1\n", "!!str ", "&a ", "*a", "|2\n", ">-\n", "# 注", " #2", "1,000", "min(a, 1)",
    '"', '":', '{"', "schema: ziping/submission/1\n", "funds:\n- ",
]  # fmt: skip
TEXTS = st.one_of(st.text(), st.lists(st.sampled_from(PIECES), max_size=40).map("".join))
relaxed = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


@pytest.mark.parametrize("loader", LOADERS)
@given(text=TEXTS)
@settings(relaxed, max_examples=200)
@example(text=": 1")
@example(text="?")
@example(text="a: \ud800")
def test_yaml_answers_with_nodes_or_problems(loader, text):
    previous, yaml_text.LOADER = yaml_text.LOADER, loader
    try:
        root = parse_yaml(text, "f")
        as_data(root)
        decode(Submission, root)
    except InputError as error:
        check_places(error, text)
    finally:
        yaml_text.LOADER = previous


@given(text=TEXTS)
@settings(relaxed, max_examples=200)
def test_json_answers_with_nodes_or_problems(text):
    try:
        read = as_data(parse_json(text, "f"))
    except InputError as error:
        check_places(error, text)
    else:
        written = json.loads(text.removeprefix("\ufeff"), parse_int=str, parse_float=str)
        assert read == _words(written)


@given(text=TEXTS)
@settings(relaxed)
def test_json_that_python_refuses_is_refused(text):
    try:
        json.loads(text.removeprefix("\ufeff"))
    except (ValueError, RecursionError):
        with pytest.raises(InputError):
            parse_json(text, "f")


@given(text=TEXTS)
@settings(relaxed, max_examples=150)
def test_a_file_answers_with_submissions_or_problems(text):
    assert format_of(text) in ("yaml", "json", "json-lines")
    list(parse_json_lines(text, "f"))
    try:
        parse_submissions(text, "f")
    except InputError as error:
        check_places(error, text)


def check_places(error: InputError, text: str) -> None:
    assert render_all(error.problems)
    for problem in error.problems:
        assert problem.message
        place = problem.place
        if place.line:
            assert place.line <= text.count("\n") + text.count("\r") + 1
            assert 1 <= place.column <= len(problem.line_text) + 1


def _words(data):
    if isinstance(data, dict):
        return {key: _words(value) for key, value in data.items()}
    if isinstance(data, list):
        return [_words(item) for item in data]
    return str(data).lower() if isinstance(data, bool) else data


CHARACTERS = st.characters(
    exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff\u2028\u2029"
)
WORDS = st.text(CHARACTERS, min_size=1, max_size=20).filter(lambda key: not key[0].isspace())
DATA = st.recursive(
    st.one_of(st.none(), st.text(CHARACTERS, max_size=30), st.sampled_from(PIECES[-20:-2])),
    lambda inner: st.one_of(st.lists(inner, max_size=5), st.dictionaries(WORDS, inner, max_size=5)),
    max_leaves=20,
)


def _normal_keys_differ(data) -> bool:
    import unicodedata

    if isinstance(data, dict):
        keys = {unicodedata.normalize("NFC", key) for key in data}
        return len(keys) == len(data) and all(_normal_keys_differ(v) for v in data.values())
    return all(_normal_keys_differ(v) for v in data) if isinstance(data, list) else True


@given(
    data=DATA.filter(_normal_keys_differ),
    flow=st.sampled_from([None, True, False]),
    ascii_only=st.booleans(),
)
@settings(relaxed, max_examples=200)
def test_what_is_dumped_as_yaml_is_read_back(data, flow, ascii_only):
    if "(" in str(data) or "（" in str(data):
        flow = False  # a bracket and a comma inside a flow list are refused as a cut formula
    text = yaml.safe_dump(
        data, default_flow_style=flow, allow_unicode=not ascii_only, sort_keys=False
    )
    for loader in LOADERS:
        yaml_text.LOADER, previous = loader, yaml_text.LOADER
        try:
            assert as_data(parse_yaml(text, "f")) == data
        finally:
            yaml_text.LOADER = previous


@given(
    data=DATA.filter(_normal_keys_differ),
    ascii_only=st.booleans(),
    indent=st.sampled_from([None, 2]),
)
@settings(relaxed, max_examples=150)
def test_what_is_dumped_as_json_is_read_back(data, ascii_only, indent):
    text = json.dumps(data, ensure_ascii=ascii_only, indent=indent)
    assert as_data(parse_json(text, "f")) == data


NUMBERS = st.from_regex(r"-?[0-9]{1,18}(\.[0-9]{1,6})?", fullmatch=True)
PRINTED = st.text(CHARACTERS, max_size=20)
FUNDS = st.fixed_dictionaries(
    {"source": st.text("甲乙丙 a1", min_size=1, max_size=9).filter(str.strip)},
    optional={"initial": NUMBERS, "budget": NUMBERS, "executed": NUMBERS, "reason": PRINTED},
)
ROWS = st.fixed_dictionaries(
    {},
    optional={
        "name": PRINTED,
        "target": PRINTED,
        "actual": PRINTED,
        "points": NUMBERS.map(lambda number: number.removeprefix("-")),
        "core": st.sampled_from(["是", "否", "true", "no"]),
        "evidence": st.lists(st.fixed_dictionaries({"name": st.just("台账")}), max_size=2),
    },
)
SUBMISSIONS = st.fixed_dictionaries(
    {"schema": st.just("ziping/submission/1"), "set": st.just("a/b"), "year": st.just("2022")},
    optional={
        "unit": PRINTED,
        "project": st.fixed_dictionaries({}, optional={"name": PRINTED, "code": PRINTED}),
        "funds": st.lists(FUNDS, max_size=3),
        "indicators": st.lists(ROWS, max_size=3),
        "inputs": st.dictionaries(WORDS, PRINTED, max_size=3).filter(_normal_keys_differ),
        "claimed_total": NUMBERS,
    },
)


@given(data=SUBMISSIONS)
@settings(relaxed, max_examples=200)
def test_yaml_json_and_json_lines_give_equal_submissions(data):
    dumped = yaml.safe_dump(data, allow_unicode=True, sort_keys=False)
    line = json.dumps(data, ensure_ascii=False)
    ((_, from_yaml),) = parse_submissions(dumped, "f")
    ((_, from_json),) = parse_submissions(json.dumps(data, indent=1), "f")
    (_, first), (_, second) = parse_submissions(f"{line}\n{line}\n", "f")
    assert from_yaml == from_json == first == second
