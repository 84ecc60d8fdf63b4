"""Tables of pages that only repeat what stands elsewhere are made from it.

``python -m tests.house.test_made_pages`` writes them anew.
"""

from __future__ import annotations

import ast
from collections.abc import Callable

import pytest

from scoring.documents.node import as_data
from scoring.exact import plain
from scoring.indicator_set.model import IndicatorSet
from scoring.words import shipped_tree
from scoring.work.library import Library
from tests.folders import DOCS
from tests.generated import part, renew, table
from tests.house.test_structure import PACKAGE, ROOMS
from tests.set_tools.test_rule_kinds import KINDS


def names() -> str:
    """Return the names that an expression of a set may use."""
    facts = as_data(shipped_tree("vocabulary/facts/names.yaml"))["facts"]
    return table(
        ("名称", "中文", "类型", "意思", "在哪里有"),
        *(
            (f"`{name}`", fact["label"], fact["type"], fact["meaning"], ", ".join(fact["in"]))
            for name, fact in facts.items()
        ),
    )


def facts() -> str:
    """Return the facts that a review rule may look at."""
    facts = as_data(shipped_tree("vocabulary/facts/review.yaml"))["facts"]
    return table(
        ("名称", "中文", "类型", "`of`", "意思"),
        *(
            (
                f"`{name}`",
                fact["label"],
                fact["type"] + (f" ({fact['show']})" if "show" in fact else ""),
                ", ".join(fact["in"]),
                fact["meaning"],
            )
            for name, fact in facts.items()
        ),
    )


def sets() -> str:
    """Return the indicator sets that ship."""
    library = Library()
    return table(
        ("编号", "名称", "分值", "继承", "依据"),
        *(_set(library.indicator_set(entry.id)) for entry in library.entries()),
    )


def _set(indicators: IndicatorSet) -> tuple[str, ...]:
    points = "不计分" if indicators.points is None else plain(indicators.points)
    base = indicators.merged.get("extends")
    return (
        f"`{indicators.id}`",
        indicators.title,
        "供继承" if indicators.abstract else points,
        f"`{base}`" if base else "–",
        f"`{indicators.standing}`",
    )


def kinds() -> str:
    """Return the kinds of rules of practice with the worked examples that show them."""
    return table(
        ("", "种类", "指标体系", "规则或规定", "算例"),
        *(
            (
                *((kind["kind"], _kind(kind)) if index == 0 else ("", "")),
                f"`{place['set']}`",
                f"`{place['rule']}`",
                place["example"],
            )
            for kind in KINDS
            for index, place in enumerate(kind["shown"])
        ),
    )


def _kind(kind: dict[str, str]) -> str:
    return f"{kind['name']}({kind['what']})" if "what" in kind else kind["name"]


def rooms() -> str:
    """Return the rooms of the package, what each holds by its own words, and what it may import."""
    return table(
        ("Room", "Holds", "May import"),
        *(
            (
                f"`{room}`",
                _holds(room),
                ", ".join(f"`{to}` ({why})" for to, why in may.items()) or "–",
            )
            for room, may in ROOMS.items()
            if not room.startswith("__")
        ),
    )


def _holds(room: str) -> str:
    path = PACKAGE / room
    path = path / "__init__.py" if path.is_dir() else path.with_suffix(".py")
    docstring = ast.get_docstring(ast.parse(path.read_text("utf-8")))
    assert docstring, f"{path}: say in a sentence what the room holds"
    return docstring.partition("\n")[0]


MADE: dict[tuple[str, str], Callable[[], str]] = {
    ("指标体系.md", "names"): names,
    ("复核规则.md", "facts"): facts,
    ("自带的指标体系.md", "sets"): sets,
    ("自带的指标体系.md", "kinds"): kinds,
    ("architecture.md", "rooms"): rooms,
}


@pytest.mark.parametrize(("page", "name"), MADE)
def test_the_page_holds_what_its_sources_give(page: str, name: str) -> None:
    made = MADE[page, name]()
    assert part(DOCS / page, name) == made, "run python -m tests.house.test_made_pages"


if __name__ == "__main__":
    for (page, name), make in MADE.items():
        renew(DOCS / page, name, make())
