"""Check one indicator set thoroughly: load it, try edge values, run its worked examples."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from scoring.files.text_file import read_text
from scoring.indicator_set.check import missed, probe
from scoring.indicator_set.lint import grade_bounds, slips
from scoring.indicator_set.load import SetText, load_set
from scoring.indicator_set.model import IndicatorSet
from scoring.problem import InputError, Place, Problem
from scoring.set_tools.examples import Ran, run_examples
from scoring.work.library import CASES, SUFFIX, Library


@dataclass(frozen=True, slots=True)
class Checked:
    """What ``sets check`` found in one set."""

    name: str
    problems: tuple[Problem, ...]
    examples: int


def check_one(name: str, library: Library) -> Checked:
    """Check one set: load it, try edge values, run its worked examples."""
    path = Path(name)
    source, cases, expected = library.text(name), library.cases_text(name), name
    if source is None and (path.suffix in {SUFFIX, ".yml"} or path.exists()):
        expected = ""
        try:
            source = SetText(name, read_text(path))
            beside = path.with_name(path.stem + CASES)
            cases = SetText(str(beside), read_text(beside)) if beside.is_file() else None
        except InputError as error:
            return Checked(name, error.problems, 0)
    if source is None:
        try:
            library.indicator_set(name, Place(name))
        except InputError as error:
            return Checked(name, error.problems, 0)
        raise AssertionError(name)
    return check_text(source, cases, library, expected or None)


def check_text(
    source: SetText, cases: SetText | None, library: Library, expected_id: str | None = None
) -> Checked:
    """Check the text of a set and of its worked examples."""
    try:
        indicators = load_set(source, library.text, library.built_ins, expected_id=expected_id)
    except InputError as error:
        return Checked(source.name, error.problems, 0)
    probed = probe(indicators)
    base = indicators.merged.get("extends")
    problems = [
        *(p for p in probed.problems if p.code != "unused-rule" or p.place.file == source.name),
        *slips(
            indicators,
            source,
            library.indicator_set(base) if isinstance(base, str) else None,
            library.has_template,
        ),
    ]
    count = 0
    if cases is not None:
        ran = run_examples(cases, library.scorer_of(indicators))
        count = ran.count
        problems += ran.problems
        shown, totals = ran.shown, ran.totals
        _add_inherited(ran, indicators, library)
        if indicators.scored and not indicators.abstract:
            problems += missed(indicators, probed.reachable, shown, cases.name)
            problems += grade_bounds(indicators, source, totals, cases.name)
    elif indicators.scored and not indicators.abstract:
        problems.append(
            Problem(
                "no-examples",
                "没有算例",
                Place(source.name),
                "在旁边放一个同名的 .cases.yaml。",
                "",
                "warning",
            )
        )
    return Checked(source.name, tuple(_with_lines(problems, source, library)), count)


def _add_inherited(ran: Ran, indicators: IndicatorSet, library: Library) -> None:
    """Examples of the sets that a set extends also show its rules, as far as they still hold.

    Those of a base without a tree are about rules alone: the set's own tree has no place for them.
    """
    scorer = library.scorer_of(indicators)
    rules_alone = library.scorer_of(replace(indicators, levels=()))
    base = indicators.merged.get("extends")
    while isinstance(base, str):
        cases = library.cases_text(base)
        if cases is not None:
            tree = library.indicator_set(base).levels
            inherited = run_examples(cases, scorer if tree else rules_alone)
            ran.shown.cases |= inherited.shown.cases
            ran.shown.edges |= inherited.shown.edges
            ran.totals |= inherited.totals
        base = library.indicator_set(base).merged.get("extends")


def _with_lines(
    problems: Iterable[Problem], source: SetText, library: Library
) -> Iterable[Problem]:
    """Show the line of the file where a problem found after loading stands."""
    texts: dict[str, list[str]] = {source.name: source.text.splitlines()}
    for problem in problems:
        place = problem.place
        if problem.line_text or not place.line:
            yield problem
            continue
        if place.file not in texts:
            other = library.text(place.file.removesuffix(SUFFIX))
            texts[place.file] = other.text.splitlines() if other is not None else []
        lines = texts[place.file]
        line = lines[place.line - 1] if place.line <= len(lines) else ""
        yield replace(problem, line_text=line)
