"""Count what is said of correct forms, and what is found of errors planted into them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from random import Random

from tests.statistics.accusations.editor import Editor
from tests.statistics.accusations.forms import Form, correct_form, sets_to_fill
from tests.statistics.accusations.judge import Judge, Judged
from tests.statistics.accusations.plants import PLANTS, Plant

ACCUSING = frozenset({"E", "Q"})
PLANTS_PER_FORM = 3


@dataclass
class SetCount:
    """What was said of a set's correct forms."""

    forms: int = 0
    kinds: Counter[str] = field(default_factory=Counter)
    codes: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)
    """E findings, scores that differ from plain arithmetic, requirements called unfilled: seed and what."""


@dataclass
class PlantCount:
    """What was found of one kind of error."""

    planted: int = 0
    found: int = 0
    sets: Counter[str] = field(default_factory=Counter)
    """How often in forms of which set."""
    said: Counter[str] = field(default_factory=Counter)
    missed: list[str] = field(default_factory=list)
    others: list[str] = field(default_factory=list)
    """Forms in which something else was accused that was not accused before."""


@dataclass
class Counts:
    sets: dict[str, SetCount]
    plants: dict[str, PlantCount]

    @property
    def forms(self) -> int:
        return sum(one.forms for one in self.sets.values())


def seed_of(set_id: str, number: int) -> str:
    return f"{set_id}/{number}"


def generated(judge: Judge, numbers: Sequence[int]) -> Iterator[tuple[str, Form, Judged]]:
    """Yield correct forms of all sets in turn, each with its seed and what was said of it."""
    sets = sets_to_fill(judge.library)
    for number in numbers:
        for set_id in sets:
            seed = seed_of(set_id, number)
            form = correct_form(Random(seed), judge.library.indicator_set(set_id))
            yield seed, form, judge.judge(form.submission)


def count(judge: Judge, numbers: Sequence[int], plants_per_form: int = PLANTS_PER_FORM) -> Counts:
    """Count over forms ``numbers`` of every set, planting some errors into each."""
    counts = Counts(
        {set_id: SetCount() for set_id in sets_to_fill(judge.library)},
        {plant.name: PlantCount() for plant in PLANTS},
    )
    planted = counts.plants
    for number in numbers:
        turned = [*PLANTS[number * 7 % len(PLANTS) :], *PLANTS[: number * 7 % len(PLANTS)]]
        for seed, form, judged in generated(judge, [number]):
            _of_correct(counts.sets[form.set_id], seed, form, judged, judge)
            # One kind that was planted least of all, so that none is left out; then those that were
            # planted least in this set, so that each is planted in every set that can show it.
            here = sorted(turned, key=lambda p: planted[p.name].sets[form.set_id])
            rarest = sorted(turned, key=lambda p: planted[p.name].planted)
            first = _of_planted(planted, seed, form, judged, judge, rarest, 1)
            rest = [plant for plant in here if plant.name not in first]
            _of_planted(planted, seed, form, judged, judge, rest, plants_per_form - 1)
    return counts


def _of_correct(into: SetCount, seed: str, form: Form, judged: Judged, judge: Judge) -> None:
    into.forms += 1
    for finding in judged.findings:
        into.kinds[finding.kind] += 1
        into.codes[f"{finding.kind} {finding.code}"] += 1
        if finding.kind == "E":
            into.wrong.append(f"{seed}: {finding.code} {finding.where} {finding.text}")
    into.kinds["targets"] += len(judged.review.targets)
    into.wrong += [f"{seed}: {text}" for text in judge.differences(form, judged)]
    into.wrong += [f"{seed}: {one.of} {one.say}" for one in judged.card.requirements]
    into.wrong += [f"{seed}: {text}" for text in judged.card.unmatched]


def _of_planted(
    counts: dict[str, PlantCount],
    seed: str,
    form: Form,
    before: Judged,
    judge: Judge,
    plants: Iterable[Plant],
    most: int,
) -> set[str]:
    """Plant the first ``most`` of the errors that this form can show, each alone."""
    one = judge.library.indicator_set(form.set_id)
    done: set[str] = set()
    for plant in plants:
        if len(done) == most:
            break
        editor = Editor(form, one, before.card, Random(f"{plant.name}/{seed}"))
        where = plant.plant(editor)
        if where is None:
            continue
        done.add(plant.name)
        into = counts[plant.name]
        into.planted += 1
        into.sets[form.set_id] += 1
        # what was said of the changed row before was said of another row
        known = {one for one in told(before) if not where or one[3] != where}
        new = told(judge.judge(editor.submission)) - known
        hits = [one for one in new if _is_meant(one, plant, where, set(editor.ids))]
        into.found += bool(hits)
        into.said.update({f"{hit[0]} {hit[1]}" for hit in hits})
        if not hits:
            into.missed.append(seed)
        others = [
            other
            for other in new
            if other[0] in ACCUSING and other not in hits and other[1] not in plant.echoes
        ]
        into.others += [f"{seed}: {kind} {code} {at}" for kind, code, _, at in others]
    return done


Told = tuple[str, str, str, str]


def told(judged: Judged) -> set[Told]:
    """Return kind, code, of and where of everything said, rows named besides included."""
    ids = sorted((row.id for row in judged.card.indicators), key=len, reverse=True)
    found: set[Told] = set()
    for finding in (*judged.findings, *judged.review.targets):
        found.add((finding.kind, finding.code, finding.of, finding.where))
        for text in finding.also:
            where = next((one for one in ids if text.startswith(one)), text)
            found.add((finding.kind, finding.code, finding.of, where))
    return found


def _is_meant(one: Told, plant: Plant, where: str, rows: set[str]) -> bool:
    kind, code, of, at = one
    if code not in plant.codes or kind not in plant.kinds:
        return False
    return at == where if of == "row" or where else where not in rows
