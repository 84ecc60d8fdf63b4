"""docs/indicator-sets.md tells every shipped set, and is made from the sets themselves.

Run as a program, this file writes the page anew.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pytest

from scoring.exact import plain
from scoring.indicator_set.model import IndicatorSet
from scoring.set_tools.describe import SetDescriber
from scoring.set_tools.set_words import set_words
from scoring.work.library import Library
from tests.folders import DOCS

PAGE = DOCS / "indicator-sets.md"
COMMAND = "python -m tests.set_tools.test_sets_page"

HEAD = """\
# The indicator sets that ship

Every set as the program applies it: levels and points, rules in words, what is asked for, the documents behind
it. A set that extends another tells only what differs; the rest is as in the set named. Directions are told by
word lists, of which the first eight words stand here. `ziping sets show mof/2020-project` prints a set whole,
`ziping sets diff mof/2020-project shenzhen/2022-project` what differs between two.

How to read a rule: the first case (当 …) that applies counts. 默认得 … is a score that a reviewer may change
within the range named; 由人认定 leaves the score to a person. Behind a level, a rule or a case stands the short
name of its source and how well that is known:

| | standing | 依据 |
|---|---|---|
| 原文 | `official` | checked against the original document |
| 验算 | `observed` | recomputed from published figures |
| 转述 | `secondary` | taken from forms or software that apply it |
| 未核对 | `unverified` | not checked |

A set's own standing is that of its least known source. How a set is written: [indicator-set.md](indicator-set.md).

| set | 名称 | points | extends | standing |
|---|---|---|---|---|
"""
TAIL = f"""
This page is written from the sets by `{COMMAND}`.
"""
PARTS = {
    "inputs": "Figures to fill in",
    "readings": "Which reading by which rule",
    "reading_words": "Words that are understood",
    "demands": "Asked for",
    "sources": "Sources",
    "form": "Templates",
}


def in_order(library: Library) -> list[IndicatorSet]:
    """Return the sets by id, each behind the one that it extends."""
    told: dict[str, IndicatorSet] = {}

    def tell(set_id: str) -> None:
        if set_id not in told:
            indicators = library.indicator_set(set_id)
            base = indicators.merged.get("extends")
            if isinstance(base, str):
                tell(base)
            told[set_id] = indicators

    for entry in library.entries():
        tell(entry.id)
    return list(told.values())


def page(library: Library) -> str:
    sets = in_order(library)
    rows, told = [], []
    for indicators in sets:
        base = indicators.merged.get("extends")
        cells = [
            f"[`{indicators.id}`](#{indicators.id.replace('/', '')})",
            indicators.title,
            points_of(indicators),
            f"`{base}`" if base else "–",
            f"`{indicators.standing}`",
        ]
        rows.append("| " + " | ".join(cells) + " |")
        told += section(indicators, library.indicator_set(base) if isinstance(base, str) else None)
    return HEAD + "\n".join(rows) + "\n\n" + "\n".join(told) + TAIL


def points_of(indicators: IndicatorSet) -> str:
    if indicators.abstract:
        return "– (a base)"
    return "not scored" if indicators.points is None else plain(indicators.points)


def section(indicators: IndicatorSet, base: IndicatorSet | None) -> Iterator[str]:
    words = set_words()
    own, old = SetDescriber(indicators, words), None if base is None else SetDescriber(base, words)
    yield f"## `{indicators.id}`"
    yield ""
    yield f"**{indicators.title}**"
    yield ""
    head, before = own.head(), {} if old is None else old.head()
    # The digest would make every small change of a base a change of the whole page.
    yield from (f"- {head[k]}" for k in head if k != "digest" and head[k] != before.get(k))
    dropped = before.keys() - head.keys() - {"abstract", "extends"}
    yield from (
        f"- {words.text('diff_gone', subject=line)}" for k, line in before.items() if k in dropped
    )
    yield ""
    tree = own.tree()
    if tree and (old is None or tree != old.tree()):
        yield from ("```text", *tree, "```", "")
    elif tree and base is not None:
        yield from (f"Levels and points as in `{base.id}`.", "")
    yield from rules(own, old)
    for part, title in PARTS.items():
        lines: Sequence[str] = getattr(own, part)()
        known: Sequence[str] = getattr(old, part)() if old is not None else ()
        come = [line for line in lines if line not in known]
        lost = [words.text("diff_gone", subject=line) for line in known if line not in lines]
        if come or lost:
            yield from (f"{title}:", "", *(f"- {line}" for line in (*come, *lost)), "")


def rules(own: SetDescriber, old: SetDescriber | None) -> Iterator[str]:
    before = [(t.head, t.cases) for t in old.rules()] if old is not None else []
    told = [t for t in own.rules() if (t.head, t.cases) not in before]
    if not told:
        return
    yield "Rules:"
    yield ""
    for rule in told:
        yield f"- **{rule.head.partition('〔')[0]}**{''.join(rule.head.partition('〔')[1:])}"
        yield from (f"  {number}. {case}" for number, case in enumerate(rule.cases, 1))
    yield ""


@pytest.fixture(scope="module")
def written(library: Library) -> str:
    return page(library)


def test_the_page_is_made_from_the_sets(written: str) -> None:
    assert PAGE.read_text("utf-8") == written, f"run {COMMAND}"


def test_every_set_level_point_rule_and_source_is_told(written: str, library: Library) -> None:
    sections = dict(part.split("`\n", 1) for part in written.split("\n## `")[1:])
    for entry in library.entries():
        indicators = library.indicator_set(entry.id)
        chain, base = "", indicators
        while True:
            chain += sections[base.id]
            extended = base.merged.get("extends")
            if not isinstance(extended, str):
                break
            base = library.indicator_set(extended)
        assert [n.name for n in indicators.nodes() if n.name not in chain] == []
        assert [r.name for r in indicators.rules.values() if r.name not in chain] == []
        for source in indicators.sources.values():
            assert f"{source.document}·{source.article}" in chain


if __name__ == "__main__":
    PAGE.write_text(page(Library()), encoding="utf-8", newline="\n")
