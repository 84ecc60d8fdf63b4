"""Tables of pages that only repeat what stands elsewhere are made from it.

``python -m tests.house.test_made_pages`` writes them anew.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable

import pytest

from scoring.documents.node import as_data
from scoring.exact import plain
from scoring.indicator_set.model import IndicatorSet
from scoring.words import shipped_tree
from scoring.work.library import Library
from tests.folders import DOCS, STATISTICS
from tests.generated import part, renew, table
from tests.house.test_structure import IMPURE, PACKAGE, PURE, ROOMS
from tests.set_tools.test_rule_kinds import KINDS
from tests.statistics.accusations.page import long_plants


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
        ("编号", "称呼", "表名", "分值", "继承", "依据"),
        *(_set(library.indicator_set(entry.id)) for entry in library.entries()),
    )


def _set(indicators: IndicatorSet) -> tuple[str, ...]:
    points = "不计分" if indicators.points is None else plain(indicators.points)
    base = indicators.merged.get("extends")
    return (
        f"`{indicators.id}`",
        indicators.shown,
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


def accused() -> str:
    """Return how correct forms and planted errors came out, over all sets."""
    text = (STATISTICS / "accusations/table.md").read_text("utf-8")
    forms, e, q, n = re.findall(
        r"^(\d+) forms: \*\*(\d+) E\*\*, (\d+) Q .*?, (\d+) N\.", text, re.MULTILINE
    )[0]
    plants = long_plants(text).values()
    planted, found, others = (sum(column) for column in zip(*plants, strict=True))
    asked = ", ".join(re.findall(r"^\* (`\w+`): \d+$", text, re.MULTILINE))
    back = re.findall(r"^\| (xlsx|html) \| (\d+) \| (\d+) \|", text, re.MULTILINE)
    return table(
        ("counted", "how many", "outcome"),
        ("correct forms", forms, f"{e} E, {q} Q ({asked}), {n} N"),
        (
            f"planted errors of {len(plants)} kinds",
            planted,
            f"{found} found, {others} others accused",
        ),
        *(
            (f"correct forms printed as {kind} and read back", number, f"{lost} E or rows lost")
            for kind, number, lost in back
        ),
    )


def field() -> str:
    """Return how forms of the field were read and reviewed."""
    text = (STATISTICS / "field/table.md").read_text("utf-8")
    return "\n".join(line for line in text.splitlines() if line.startswith("|"))


def planted() -> str:
    """Return how planted faults in sets were found, by groups of kinds."""
    sums: dict[str, list[int]] = {}
    for line in (STATISTICS / "planted_faults/table.md").read_text("utf-8").splitlines():
        if line.startswith("## "):
            group = line.removeprefix("## ")
        cells = [cell.strip().replace("·", "0") for cell in line.strip("|").split("|")]
        if len(cells) == 7 and cells[1].isdigit():
            numbers = [int(cell) for cell in cells[1:6]]
            sums[group] = [a + b for a, b in zip(sums.get(group, [0] * 5), numbers, strict=True)]
    return table(
        ("faults in", "planted", "at load", "by check", "not found", "equivalent"),
        *((group.lower(), *numbers) for group, numbers in sums.items()),
        ("all", *(sum(column) for column in zip(*sums.values(), strict=True))),
    )


def _kind(kind: dict[str, str]) -> str:
    return f"{kind['name']}（{kind['what']}）" if "what" in kind else kind["name"]


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


def pure() -> str:
    """Return which rooms touch nothing outside."""
    named = ", ".join(f"`{room}`" for room in ROOMS if room in PURE)
    imports = ", ".join(f"`{name}`" for name in sorted(IMPURE))
    return (
        f"{named} open no file and read no clock, environment, network or global state. A test enforces that "
        f"none of them imports {imports}, calls `open` or `print`, changes a global or holds a float."
    )


def _holds(room: str) -> str:
    path = PACKAGE / room
    path = path / "__init__.py" if path.is_dir() else path.with_suffix(".py")
    docstring = ast.get_docstring(ast.parse(path.read_text("utf-8")))
    assert docstring, f"{path}: say in a sentence what the room holds"
    return docstring.partition("\n")[0].replace("``", "`")


MADE: dict[tuple[str, str], Callable[[], str]] = {
    ("指标体系.md", "names"): names,
    ("复核规则.md", "facts"): facts,
    ("自带的指标体系.md", "sets"): sets,
    ("自带的指标体系.md", "kinds"): kinds,
    ("architecture.md", "rooms"): rooms,
    ("architecture.md", "pure"): pure,
    ("trust.md", "accused"): accused,
    ("trust.md", "field"): field,
    ("trust.md", "planted"): planted,
}


@pytest.mark.parametrize(("page", "name"), MADE)
def test_the_page_holds_what_its_sources_give(page: str, name: str) -> None:
    made = MADE[page, name]()
    assert part(DOCS / page, name) == made, "run python -m tests.house.test_made_pages"


if __name__ == "__main__":
    for (page, name), make in MADE.items():
        renew(DOCS / page, name, make())
