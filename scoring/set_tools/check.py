"""Check one indicator set thoroughly: load it, try edge values, run its worked examples."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from scoring.files.text_file import read_text
from scoring.indicator_set.check import missed, probe
from scoring.indicator_set.lint import grade_bounds, lint
from scoring.indicator_set.load import load_set
from scoring.indicator_set.model import IndicatorSet
from scoring.indicator_set.set_text import SetText
from scoring.problem import InputError, Place, Problem, warning
from scoring.set_tools.examples import ExampleRun, run_examples
from scoring.work.library import Library
from scoring.work.set_files import CASES, SUFFIX


@dataclass(frozen=True, slots=True)
class SetCheck:
    """The problems of one set, and how many worked examples were run."""

    name: str
    problems: tuple[Problem, ...]
    examples: int


def check_one(name: str, library: Library) -> SetCheck:
    """Check one set by id or file name: load it, try edge values, run its worked examples."""
    try:
        name = library.named_or_file(name, Place(name))
        is_id = library.text(name) is not None
        source = library.text_or_file(name, Place(name))
        cases = library.cases_text(name) if is_id else _cases_of_file(Path(name))
    except InputError as error:
        return SetCheck(name, error.problems, 0)
    return check_text(source, cases, library, name if is_id else None)


def _cases_of_file(path: Path) -> SetText | None:
    examples = path.with_name(path.stem + CASES)
    return SetText(str(examples), read_text(examples)) if examples.is_file() else None


def check_text(
    source: SetText, cases: SetText | None, library: Library, expected_id: str | None = None
) -> SetCheck:
    """Check the text of a set and of its worked examples."""
    try:
        indicators = load_set(source, library.text, library.built_ins, expected_id=expected_id)
    except InputError as error:
        return SetCheck(source.name, error.problems, 0)
    probed = probe(indicators)
    base = indicators.merged.get("extends")
    problems = [
        *(p for p in probed.problems if p.code != "unused-rule" or p.place.file == source.name),
        *lint(
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
        covered, totals = ran.coverage, ran.totals
        _add_inherited(ran, indicators, library)
        if indicators.scored and not indicators.abstract:
            problems += missed(indicators, probed.reachable, covered, cases.name)
            problems += grade_bounds(indicators, source, totals, cases.name)
    elif indicators.scored and not indicators.abstract:
        hint = "在旁边放一个同名的 .cases.yaml。"
        problems.append(warning("no-examples", "没有算例", Place(source.name), hint))
    return SetCheck(source.name, tuple(_with_lines(problems, source, library)), count)


def _add_inherited(ran: ExampleRun, indicators: IndicatorSet, library: Library) -> None:
    """Count the examples of the sets that a set extends as examples of its own rules.

    Those of a base without a tree are about rules alone and are run without the set's own tree.
    """
    scorer = library.scorer_of(indicators)
    rules_alone = library.scorer_of(replace(indicators, levels=()))
    base = indicators.merged.get("extends")
    while isinstance(base, str):
        cases = library.cases_text(base)
        if cases is not None:
            tree = library.indicator_set(base).levels
            inherited = run_examples(cases, scorer if tree else rules_alone)
            ran.coverage.cases |= inherited.coverage.cases
            ran.coverage.edges |= inherited.coverage.edges
            ran.totals |= inherited.totals
        base = library.indicator_set(base).merged.get("extends")


def _with_lines(
    problems: Iterable[Problem], source: SetText, library: Library
) -> Iterable[Problem]:
    """Yield the problems with the line of the file at which each stands."""
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
