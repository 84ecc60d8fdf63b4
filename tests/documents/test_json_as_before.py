"""The standard library's decoder gives what the former parser gave, for every text."""

import json

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scoring.documents.json_text import parse_json
from scoring.documents.node import Decoded, as_data
from scoring.problem import InputError
from tests.documents import former_json_parser as former

PIECES = [
    *'{}[],:"\\ \n\t.-+ab10甲，：“”\ud800', '""', '"a"', '"a":', '"甲":1', "null", "true", "NaN",
    "-Infinity", "1.50", "[1,2]", '{"a":1}', '"\\u4e2d"', '"\\ud800"', '"\\q"', "1e5", "01", ",]", ",}",
]  # fmt: skip
VALUES = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.text(max_size=5)),
    lambda inner: st.one_of(
        st.lists(inner, max_size=4), st.dictionaries(st.text(max_size=3), inner, max_size=4)
    ),
    max_leaves=12,
)
WRITTEN = st.builds(
    json.dumps, VALUES, ensure_ascii=st.booleans(), indent=st.sampled_from([None, 1])
)


@st.composite
def damaged(draw):
    """A JSON text with a piece of it replaced."""
    text = draw(WRITTEN)
    at = draw(st.integers(0, len(text)))
    end = draw(st.integers(at, min(len(text), at + 3)))
    return text[:at] + draw(st.sampled_from(["", *PIECES])) + text[end:]


def outcome(parse, text):
    """Return the data and all places, or the problems."""
    try:
        root = parse(text, "f")
    except InputError as error:
        return [*error.problems]
    return as_data(root), places(root)


@given(text=st.one_of(WRITTEN, damaged(), st.lists(st.sampled_from(PIECES)).map("".join)))
@settings(deadline=None, max_examples=1_000, suppress_health_check=[HealthCheck.too_slow])
def test_the_same_nodes_or_a_problem_on_the_same_line(text):
    before, now = outcome(former.parse_json, text), outcome(parse_json, text)
    if isinstance(before, tuple):
        assert now == before
        return
    assert isinstance(now, list)
    # The decoder reads over NaN and wrong keys up to the first thing that is no JSON at all.
    lines = {problem.place.line for problem in before}
    assert now[0].place.line in lines or before[-1].code == "not-a-number"


def places(root):
    """Return every node with its place, the decoded ones looked up."""
    if isinstance(root, Decoded):
        root = root.tree()
    inner = [places(item) for item in getattr(root, "items", ())]
    entries = [(places(e.key), places(e.value)) for e in getattr(root, "entries", ())]
    return type(root).__name__, str(root.place), getattr(root, "text", None), inner, entries
