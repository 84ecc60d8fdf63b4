"""A tree that was written out when the package was built is the tree of its text, and of no other."""

from __future__ import annotations

import hashlib
import pickle
import random

import pytest
from hypothesis import given, settings

from scoring.documents.compiled_tree import read_tree_file, tree_of, written_tree
from scoring.documents.node import Mapping_, Node, Scalar, Sequence_, as_data
from scoring.documents.yaml_text import parse_yaml
from scoring.files import shipped
from scoring.indicator_set.load import load_set
from scoring.indicator_set.set_text import SetText
from scoring.problem import InputError, Problem
from scoring.review.rule_set import load_review_rules
from scoring.work.library import Library
from scoring.work.review import Reviewer
from tests.documents.test_document_fuzz import TEXTS

KINDS = ("indicator_sets", "review_rules", "templates", "vocabulary")
SHIPPED = [name for kind in KINDS for name in shipped.listing(kind, ".yaml")]
SETS = [n for n in SHIPPED if n.startswith("indicator_sets/") and not n.endswith(".cases.yaml")]
LIBRARY = Library()
SMALL = "空: \n列: [甲, '乙', {丙: 1}]\n块: |\n  一\n  二\n"


def compiled(text: str) -> bytes:
    return written_tree(text, parse_yaml(text, "build"))


def assert_same(one: Node, other: Node) -> None:
    assert (one.place, one.source) == (other.place, other.source)
    match other:
        case Scalar():
            assert one == other
        case Sequence_():
            assert isinstance(one, Sequence_)
            for a, b in zip(one.items, other.items, strict=True):
                assert_same(a, b)
        case Mapping_():
            assert isinstance(one, Mapping_)
            assert one.flow == other.flow
            for a, b in zip(one.entries, other.entries, strict=True):
                assert_same(a.key, b.key)
                assert_same(a.value, b.value)
        case _:
            pytest.fail(f"{other}")


@pytest.mark.parametrize("name", SHIPPED)
def test_what_ships_has_the_same_tree_either_way(name: str) -> None:
    text = shipped.read_text(name)
    parsed, read = parse_yaml(text, name), read_tree_file(compiled(text), text, name)
    assert read is not None
    assert as_data(read) == as_data(parsed)
    assert_same(read, parsed)
    assert_same(pickle.loads(pickle.dumps(read)), parsed)


@given(text=TEXTS)
@settings(deadline=None, max_examples=300)
def test_any_text_that_can_be_parsed_has_the_same_tree_either_way(text: str) -> None:
    try:
        parsed = parse_yaml(text, "甲.yaml")
    except InputError:
        return
    read = tree_of(text, "甲.yaml", written_tree(text, parsed))
    assert_same(read, parsed)
    assert as_data(read) == as_data(parsed)


def test_data_handed_out_is_the_callers_own() -> None:
    tree = tree_of(SMALL, "甲.yaml", compiled(SMALL))
    as_data(tree)["列"].clear()
    assert as_data(tree)["列"] == ["甲", "乙", {"丙": "1"}]


def planted(text: str, seed: int) -> str:
    """Return a text with one line changed: its value is another, or its key, or it is missing."""
    chance = random.Random(seed)
    lines = text.splitlines()
    at = chance.choice([n for n, line in enumerate(lines) if ": " in line and "#" not in line])
    key, _, value = lines[at].partition(": ")
    lines[at : at + 1] = chance.choice(
        [[f"{key}: 不是这样"], [f"{key}x: {value}"], [], [f"{key}: [{value}"], [f"{key}: -1"]]
    )
    return "\n".join(lines) + "\n"


def problems_of_set(name: str, text: str, tree: bytes) -> tuple[Problem, ...]:
    set_id = name.removeprefix("indicator_sets/").removesuffix(".yaml")
    try:
        load_set(SetText(name, text, tree), LIBRARY.text, LIBRARY.built_ins, expected_id=set_id)
    except InputError as error:
        return error.problems
    return ()


def test_the_same_is_wrong_with_a_set_either_way() -> None:
    found = 0
    for seed, name in enumerate(SETS * 4):
        text = planted(shipped.read_text(name), seed)
        try:
            tree = compiled(text)
        except InputError:
            continue  # no tree can be made of it
        problems = problems_of_set(name, text, tree)
        assert problems == problems_of_set(name, text, b"")
        found += bool(problems)
    assert found > len(SETS)


@pytest.mark.parametrize("rules", ["self-check", "re-scoring"])
def test_the_same_is_wrong_with_review_rules_either_way(rules: str) -> None:
    reviewer = Reviewer(LIBRARY)
    functions = LIBRARY.built_ins.names.function_aliases

    def problems(text: str, tree: bytes) -> object:
        try:
            words, bases = reviewer.words, reviewer.bases
            return load_review_rules(text, "规则.yaml", words, functions, bases, tree).notes
        except InputError as error:
            return error.problems

    found = 0
    for seed in range(12):
        text = planted(shipped.read_text(f"review_rules/{rules}.yaml"), seed)
        try:
            tree = compiled(text)
        except InputError:
            continue
        expected = problems(text, b"")
        assert problems(text, tree) == expected
        found += bool(expected)
    assert found > 3


def sealed(text: str, body: bytes) -> bytes:
    """Return a file of the right digests around any body."""
    digests = (hashlib.sha256(part).hexdigest() for part in (text.encode(), body))
    return " ".join(("ziping-tree/1", *digests)).encode() + b"\n" + body


GOOD = compiled(SMALL)
UNUSABLE = {
    "none": b"",
    "of another text": compiled(SMALL.replace("甲", "丁")),
    "of an older format": GOOD.replace(b"tree/1", b"tree/0", 1),
    "a byte changed": GOOD.replace("乙".encode(), "己".encode()),
    "a place changed": GOOD.replace(b" 2 ", b" 3 ", 1),
    "no bytes of UTF-8": GOOD[:-1] + b"\xff",
    "too deep": sealed(SMALL, b"1 1 2\n" + b"[" * 100_000),
    "no data": sealed(SMALL, b"1 1 2\n"),
    "no JSON": sealed(SMALL, b"1 1 2\n__import__('os')"),
    "a number": sealed(SMALL, b"1 1 0\n7"),
}


@pytest.mark.parametrize("content", [*UNUSABLE.values()], ids=[*UNUSABLE])
def test_what_is_no_whole_tree_of_the_text_is_passed_over(content: bytes) -> None:
    assert_same(tree_of(SMALL, "甲.yaml", content), parse_yaml(SMALL, "甲.yaml"))


def test_a_tree_cut_off_anywhere_is_passed_over() -> None:
    for length in range(len(GOOD)):
        assert read_tree_file(GOOD[:length], SMALL, "甲.yaml") is None


def test_a_whole_tree_is_used_and_nothing_is_parsed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("scoring.documents.yaml_text.parse_yaml", None)
    assert as_data(tree_of(SMALL, "甲.yaml", GOOD)) == {
        "空": None, "列": ["甲", "乙", {"丙": "1"}], "块": "一\n二\n",
    }  # fmt: skip
