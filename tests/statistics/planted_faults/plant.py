"""Plant faults into every shipped set, check each, and print what is found and what is not.

Run from the checkout: ``python -m tests.statistics.planted_faults.plant > tests/statistics/planted_faults/table.md``. Nothing
is random: the same sets give the same table.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase

from scoring.indicator_set.load import SetText, load_set
from scoring.problem import InputError, Problem
from scoring.set_tools.check import SetCheck, check_text
from scoring.work.library import Library
from tests.folders import SETS
from tests.statistics.planted_faults.equivalent import EQUIVALENT, KNOWN_TO_SLIP
from tests.statistics.planted_faults.fault_kinds import BUILT_INS, FURTHER, KINDS, Kind
from tests.statistics.planted_faults.fault_text import Mutant, Sheet

MOST_PER_KIND = 6
"""So many mutants of one kind are checked, spread evenly over all that can be made."""
FURTHER_SETS = frozenset({"test/above-grades", "test/goal-lists", "test/rate-caps"})
"""Sets of the tests with words that no shipped set uses."""
LOAD, CHECK, NOWHERE, EQUAL = "load", "check", "nowhere", "equal"


@dataclass(frozen=True)
class Result:
    """What the check said of one mutant."""

    kind: Kind
    mutant: Mutant
    found: str
    problems: tuple[Problem, ...]
    """Those that the sound set does not have."""
    reason: str = ""
    """Why it is equivalent, or why it slips through."""

    @property
    def on_line(self) -> bool:
        """Whether an error stands on a line that the edit touched."""
        return any(p.place.line in self.mutant.lines for p in self.problems)

    @property
    def on_column(self) -> bool:
        """Whether an error stands at the very character at which one would look."""
        return any((p.place.line, p.place.column) == self.mutant.expected for p in self.problems)


class _Laid(Library):
    """The library as it would be with one set's text changed."""

    def __init__(self, library: Library, mutant: Mutant) -> None:
        super().__init__(library.folders[0] if library.folders else None)
        self.built_ins, self.reader = library.built_ins, library.reader
        self._mutant = mutant

    def text(self, set_id: str) -> SetText | None:
        if set_id == self._mutant.set_id:
            return SetText(f"{set_id}.yaml", self._mutant.text)
        return super().text(set_id)


class Planting:
    """All shipped sets, compiled once, and their mutants."""

    def __init__(self, *, sample: bool = False) -> None:
        """Take the shipped sets; a sample has one mutant of each kind."""
        self.sample = sample
        self.library = Library(SETS)
        BUILT_INS[:] = [self.library.built_ins]
        self.sheets: list[Sheet] = []
        self.further: list[Sheet] = []
        """Those of :data:`FURTHER_SETS`, for kinds of faults in their words."""
        self.sound: dict[str, frozenset[tuple[str, str]]] = {}
        self.heirs: dict[str, list[str]] = {}
        """The sets that are laid over a set which is only made to be extended."""
        for entry in self.library.entries():
            if entry.origin and entry.id not in FURTHER_SETS:
                continue
            text = self.library.text(entry.id)
            assert text is not None
            sheets = self.further if entry.origin else self.sheets
            sheets.append(Sheet(entry.id, text.text))
            self.sound[entry.id] = frozenset(_keys(self.check(entry.id, text.text).problems))
            base = self.library.indicator_set(entry.id).merged.get("extends")
            if isinstance(base, str) and self.library.indicator_set(base).abstract:
                self.heirs.setdefault(base, []).append(entry.id)

    def check(self, set_id: str, text: str) -> SetCheck:
        """Check a text as the set ``set_id``, with its own worked examples."""
        source = SetText(f"{set_id}.yaml", text)
        return check_text(source, self.library.cases_text(set_id), self.library, set_id)

    def loads(self, mutant: Mutant) -> bool:
        """Tell whether a mutant loads."""
        source = SetText(f"{mutant.set_id}.yaml", mutant.text)
        find, names = self.library.text, self.library.built_ins
        try:
            load_set(source, find, names, expected_id=mutant.set_id)
        except InputError:
            return False
        return True

    def mutants(self, kind: Kind) -> list[Mutant]:
        """Return the mutants of one kind: all, or evenly spread ones if there are too many."""
        sheets = self.further if kind.group == FURTHER else self.sheets
        made = [m for sheet in sheets for m in kind.mutants(sheet)]
        if len(made) > MOST_PER_KIND:
            made = [made[i * len(made) // MOST_PER_KIND] for i in range(MOST_PER_KIND)]
        # Another of the six for each kind, so that every set is damaged in a sample too.
        return [made[KINDS.index(kind) % len(made)]] if made and self.sample else made

    def results(self) -> Iterator[Result]:
        """Plant and check everything."""
        for kind in KINDS:
            for mutant in self.mutants(kind):
                yield self.result(kind, mutant)

    def result(self, kind: Kind, mutant: Mutant) -> Result:
        """Check one mutant and say where it was found."""
        checked = self.check(mutant.set_id, mutant.text)
        before = self.sound[mutant.set_id]
        new = tuple(
            p
            for p, key in zip(checked.problems, _keys(checked.problems), strict=True)
            if key not in before
        )
        reason = reason_for(kind, mutant, EQUIVALENT)
        if new:
            loaded = checked.examples > 0 or self.loads(mutant)
            return Result(kind, mutant, CHECK if loaded else LOAD, new, reason)
        if reason:
            return Result(kind, mutant, EQUAL, (), reason)
        slips = reason_for(kind, mutant, KNOWN_TO_SLIP)
        if not slips and self.shows_in_an_heir(mutant):
            return Result(kind, mutant, CHECK, ())
        return Result(kind, mutant, NOWHERE, (), slips)

    def shows_in_an_heir(self, mutant: Mutant) -> bool:
        """Tell whether a set that extends the damaged one has a problem that it did not have."""
        library = _Laid(self.library, mutant)
        waiting = list(self.heirs.get(mutant.set_id, ()))
        while waiting:
            heir = waiting.pop(0)
            text = library.text(heir)
            assert text is not None
            problems = check_text(text, library.cases_text(heir), library, heir).problems
            if set(_keys(problems)) - self.sound[heir]:
                return True
            waiting += self.heirs.get(heir, ())
        return False


def reason_for(kind: Kind, mutant: Mutant, table: dict[tuple[str, str], str]) -> str:
    """Return the reason under which a table of (kind, pattern) lists a mutant, or nothing."""
    name = f"{mutant.set_id} {mutant.what}"
    for (kind_pattern, pattern), reason in table.items():
        if fnmatchcase(kind.name, kind_pattern) and fnmatchcase(name, pattern):
            return reason
    return ""


def _keys(problems: tuple[Problem, ...]) -> list[tuple[str, str]]:
    return [(p.code, p.message) for p in problems]


INTRODUCTION = """\
# Planted faults

Every set that ships is damaged on purpose, one edit at a time, and checked as `ziping sets check`
does it. The table says what was found when the set was loaded, what its worked examples and the
edge-value probe found, and what passed; a set that is only made to be extended is checked with
the sets that extend it, as one `ziping sets check` checks them all. The table is made by a script and compared with it by a test:

    python -m tests.statistics.planted_faults.plant > tests/statistics/planted_faults/table.md

*At load*: the set is refused, with file, line and column. *By check*: the set loads, and the probe
(edge values, laws) or a worked example says that something changed. *Equivalent*: the text differs
and no score, no message and no printed word can. Words that no shipped set uses yet are damaged in
sets of the tests. At most {most} faults of one kind are planted,
spread evenly over the sets: {sets}.
"""


def table(results: list[Result]) -> str:
    """Return the page of everything that was planted."""
    sets = sorted({r.mutant.set_id for r in results})
    lines = [INTRODUCTION.format(most=MOST_PER_KIND, sets=", ".join(f"`{s}`" for s in sets))]
    group = ""
    for kind in KINDS:
        rows = [r for r in results if r.kind is kind]
        if not rows:
            continue
        if kind.group != group:
            group = kind.group
            lines += [f"## {group}", "", "| kind | planted | at load | by check | not found | equivalent | remark |", "|---|---|---|---|---|---|---|"]  # fmt: skip
            last = [k for k in KINDS if k.group == group and any(r.kind is k for r in results)][-1]
        lines.append(_row(kind, rows))
        if kind is last:
            lines.append("")
    counts = Counter(r.found for r in results)
    real = len(results) - counts[EQUAL]
    lines += [
        "## All kinds", "",
        "| planted | at load | by check | not found | equivalent | found, of those that matter |",
        "|---|---|---|---|---|---|",
        f"| {len(results)} | {counts[LOAD]} | {counts[CHECK]} | {counts[NOWHERE]} | {counts[EQUAL]} "
        f"| {(counts[LOAD] + counts[CHECK]) / real:.1%} |", "",
        *_places(results), "",
        *_listed("What is not found, and why", results, NOWHERE),
        *_listed("What is equivalent, and why", results, EQUAL),
    ]  # fmt: skip
    return "\n".join(lines).rstrip() + "\n"


def _row(kind: Kind, rows: list[Result]) -> str:
    counts = Counter(r.found for r in rows)
    cells = [len(rows), *(counts[k] or "·" for k in (LOAD, CHECK, NOWHERE, EQUAL))]
    name = kind.name.replace("|", "\\|")
    return f"| {name} | {' | '.join(str(c) for c in cells)} | {kind.remark} |"


def _places(results: list[Result]) -> list[str]:
    loaded = [r for r in results if r.found == LOAD]
    known = [r for r in loaded if r.mutant.expected is not None]
    away = [r for r in loaded if not r.on_line]
    lines = [
        f"Of {len(loaded)} errors at load {len(loaded) - len(away)} stand on the line of the fault; "
        f"of {len(known)} with one character to look at, {sum(r.on_column for r in known)} stand on it. "
        "The others stand elsewhere for a reason:", "",
    ]  # fmt: skip
    for kind in dict.fromkeys(r.kind for r in away):
        count = sum(r.kind is kind for r in away)
        lines.append(f"* {kind.name} ({count}): {kind.elsewhere}")
    return lines


def _listed(title: str, results: list[Result], found: str) -> list[str]:
    reasons: dict[str, list[Result]] = {}
    for result in results:
        if result.found == found:
            reasons.setdefault(result.reason or "No reason is known: a gap.", []).append(result)
    lines = [f"## {title}", ""]
    for reason, rows in reasons.items():
        lines.append(f"* {reason}")
        lines += [f"  * {r.kind.name}: {_code(f'{r.mutant.set_id} {r.mutant.what}')}" for r in rows]
    return [*lines, ""]


def _code(text: str) -> str:
    return f"`` {text} ``" if "`" in text else f"`{text}`"


def main() -> None:
    """Print the page."""
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    sys.stdout.write(table(list(Planting().results())))


if __name__ == "__main__":
    main()
