"""Counts the forms of the field: what is read, who is accused, which real misses are told.

``python -m tests.statistics.field.count`` writes ``table.md``; ``… count -v [part of a file's name]`` prints what
is not as it should be.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.corpus.field.described import described
from tests.statistics.field.measure import Measured, measure

PAGE = Path(__file__).with_name("table.md")


@dataclass(frozen=True)
class Figures:
    """The sums over all files."""

    files: int
    forms: int
    read: int
    excused: int
    """Of these forms nothing was read, which is said and allowed."""
    refused: int
    too_many: int
    """Forms seen in tables that are none."""
    rows: int
    right: int
    wrong: int
    unread: int
    untold: int
    """Rows not read of which nothing was said."""
    heads: int
    heads_wrong: int
    e_right: int
    e_wrong: int
    misses: Counter[str]
    only_asked: int
    others: Counter[str]
    q: Counter[str]

    @property
    def told(self) -> int:
        return self.misses["E"] + self.misses["Q"]


def figures(measured: Sequence[Measured]) -> Figures:
    """Add up all files."""
    forms = [form for one in measured for form in one.forms]
    return Figures(
        files=len(measured),
        forms=len(forms),
        read=sum(form.read for form in forms),
        excused=sum(form.excused for form in forms),
        refused=sum(not form.read and not form.excused for form in forms),
        too_many=sum(one.too_many for one in measured),
        rows=sum(form.rows for form in forms),
        right=sum(form.right for form in forms),
        wrong=sum(len(form.wrong) for form in forms),
        unread=sum(len(form.unread) for form in forms),
        untold=sum(len(form.unread) for form in forms if not form.told_unread),
        heads=sum(form.heads for form in forms),
        heads_wrong=sum(len(form.head_wrong) for form in forms),
        e_right=sum(form.e_right for form in forms),
        e_wrong=sum(len(form.e_wrong) for form in forms),
        misses=sum((form.misses for form in forms), Counter()),
        only_asked=sum(len(form.only_asked) for form in forms),
        others=sum((form.others for form in forms), Counter()),
        q=sum((form.q for form in forms), Counter()),
    )


def lines(measured: Sequence[Measured]) -> list[str]:
    """Return the figures as a table."""
    f = figures(measured)
    misses = sum(f.misses.values())
    rows = [
        ("forms read", f"{f.read} of {f.forms} in {f.files} files"),
        ("nothing read of a text that lost its columns, and said so", f.excused),
        ("forms refused", f.refused),
        ("tables that are no forms taken for one", f.too_many),
        ("rows read right", f"{f.right} of {f.rows}"),
        ("rows read wrong", f.wrong),
        ("rows not read", f"{f.unread}, of which untold {f.untold}"),
        ("heads, totals and rows of funds read right", f"{f.heads - f.heads_wrong} of {f.heads}"),
        ("E that are right", f.e_right),
        ("E that are wrong", f.e_wrong),
        ("real misses told", f"{f.told} of {misses}: {f.misses['E']} as E, {f.misses['Q']} as Q"),
        ("of those told as Q, misses that a person would call E", f.only_asked),
        ("real misses passed over", f.misses["silent"]),
        ("wrong sums and rates, and what must be asked: told", f"{f.others['told']} of {sum(f.others.values())}"),
        ("questions where one is in place", f.q["wanted"]),
        ("questions of no use", f.q["unwanted"]),
    ]  # fmt: skip
    return ["| counted | how many |", "| --- | --- |", *(f"| {a} | {b} |" for a, b in rows)]


def faults(measured: Iterable[Measured]) -> list[str]:
    """Return everything that is not as it should be, by files."""
    found = []
    for one in measured:
        said = [f"{one.too_many} forms where there is none"] if one.too_many else []
        if one.refused:
            said.append(f"refused or fate: {one.refused}")
        for form in one.forms:
            if not form.read:
                said.append(f"not read, told {form.told_unread}, excused {form.excused}")
            said += [f"row wrong: {text}" for text in form.wrong]
            said += [f"row unread: {text}" for text in form.unread if form.read]
            said += [f"head: {text}" for text in form.head_wrong]
            said += [f"E WRONG: {text}" for text in form.e_wrong]
            said += [f"only asked: {text}" for text in form.only_asked]
            said += [f"SILENT: {text}" for text in form.silent]
            said += [f"Q of no use: {text}" for text in form.q_unwanted]
        if said:
            found += [f"## {one.file}", *(f"- {text}" for text in said)]
    return found


def counted(part: str = "") -> list[Measured]:
    """Measure every file whose name holds ``part``."""
    return [measure(one) for one in described() if part in one.file]


def page(measured: Sequence[Measured]) -> str:
    """Return the page."""
    return "\n".join([
        "# Forms of the field, counted",
        "",
        "Small forms written after published ones, with their right reading and findings by hand",
        "([how](../../corpus/field/README.md)), reviewed with their set named. Made by `python -m tests.statistics.field.count`.",
        "",
        *lines(measured),
        "",
    ])  # fmt: skip


if __name__ == "__main__":
    if "-v" in sys.argv:
        rest = [text for text in sys.argv[1:] if text != "-v"]
        result = counted(*rest)
        print("\n".join([*faults(result), "", *lines(result)]))
    else:
        PAGE.write_text(page(counted()), "utf-8")
