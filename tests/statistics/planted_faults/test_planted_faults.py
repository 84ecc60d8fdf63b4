"""Hundreds of planted faults: each is found where the committed table says, or named there.

One of each kind is planted anew in every run of the suite; all of them under the marker ``long``.
"""

from __future__ import annotations

from collections import Counter, defaultdict

import pytest

from scoring.problem import Problem
from scoring.text import width
from tests.folders import STATISTICS
from tests.statistics.planted_faults.equivalent import FOUND_BY_CHECK
from tests.statistics.planted_faults.fault_kinds import KINDS
from tests.statistics.planted_faults.plant import Planting, Result, reason_for, table

pytestmark = pytest.mark.xdist_group("planted faults")  # what is counted is counted once

PAGE = STATISTICS / "planted_faults/table.md"
COMMAND = (
    "python -m tests.statistics.planted_faults.plant > tests/statistics/planted_faults/table.md"
)


@pytest.fixture(scope="module", params=["sample", pytest.param("all", marks=pytest.mark.long)])
def planting(request: pytest.FixtureRequest) -> Planting:
    return Planting(sample=request.param == "sample")


@pytest.fixture(scope="module")
def results(planting: Planting) -> list[Result]:
    return list(planting.results())


def _name(result: Result) -> str:
    return f"{result.kind.name} | {result.mutant.set_id} {result.mutant.what}"


def test_sound_sets_have_no_problem(planting: Planting) -> None:
    assert {name for name, problems in planting.sound.items() if problems} == set()


def test_some_hundreds_are_planted(planting: Planting, results: list[Result]) -> None:
    assert len(results) >= (80 if planting.sample else 400)
    assert len({r.kind.name for r in results}) >= 80
    again = [m.text for kind in KINDS for m in planting.mutants(kind)]
    assert again == [r.mutant.text for r in results], "the mutants must not depend on chance"


def test_load_errors_name_a_place_that_is_there(results: list[Result]) -> None:
    for result in results:
        if result.found != "load":
            continue
        for problem in result.problems:
            place = problem.place
            assert place.line >= 1, _name(result)
            assert place.column >= 1, _name(result)
            assert place.column <= len(problem.line_text) + 1, _name(result)
            assert str(place) == f"{place.file}:{place.line}:{place.column}"
            assert problem.severity == "error"


def test_load_errors_stand_on_the_line_of_the_fault(results: list[Result]) -> None:
    away = [
        f"{_name(r)}: {[str(p.place) for p in r.problems]}"
        for r in results
        if r.found == "load" and not r.on_line and not r.kind.elsewhere
    ]
    assert away == []


def test_load_errors_stand_on_the_character_to_look_at(
    planting: Planting, results: list[Result]
) -> None:
    looked = [r for r in results if r.found == "load" and r.mutant.expected is not None]
    assert len(looked) >= (25 if planting.sample else 150)
    away = [
        f"{_name(r)}: {[str(p.place) for p in r.problems]}, look at {r.mutant.expected}"
        for r in looked
        if r.on_line and not r.on_column
    ]
    assert away == []


def test_caret_stands_under_the_character(planting: Planting, results: list[Result]) -> None:
    """Also under Chinese text: a caret's own column is counted as a terminal shows it."""
    wide = 0
    for result in results:
        for problem in result.problems:
            if problem.line_text and problem.place.line:
                wide += _check_caret(problem, _name(result))
    assert wide >= (15 if planting.sample else 100)


def _check_caret(problem: Problem, name: str) -> bool:
    lines = problem.render().split("\n")
    shown, caret = lines[1], lines[2]
    assert caret.strip() == "^", name
    under = caret.index("^")
    position = next((i for i in range(len(shown) + 1) if width(shown[:i]) == under), None)
    assert position is not None, (
        f"{name}: the caret stands inside a wide character\n{problem.render()}"
    )
    line, column = problem.line_text.rstrip("\r\n"), problem.place.column
    if column <= len(line) and line[column - 1].isprintable():
        assert shown[position] == line[column - 1], f"{name}\n{problem.render()}"
    else:
        assert position >= len(shown.rstrip()) or shown[position] == " ", name
    return width(shown[:position]) != position


def test_what_must_be_found_at_load_is(results: list[Result]) -> None:
    """Or by the check, where another set or the form makes the damage lawful at load.

    What then changes no score slips through with its reason, see below.
    """
    late = [r for r in results if r.kind.at_load and r.found != "load"]
    lawful = [r for r in late if reason_for(r.kind, r.mutant, FOUND_BY_CHECK)]
    assert [_name(r) for r in late if r not in lawful] == []
    assert {r.found for r in lawful if not r.reason} <= {"check"}


def test_nothing_slips_through_without_a_stated_reason(results: list[Result]) -> None:
    assert [_name(r) for r in results if r.found == "nowhere" and not r.reason] == []


def test_what_is_called_equivalent_is(results: list[Result]) -> None:
    """A mutant that is found is not equivalent, whatever the list says."""
    assert [_name(r) for r in results if r.reason and r.found in {"load", "check"}] == []


def test_no_kind_is_found_less_often_than_the_table_says(results: list[Result]) -> None:
    """Of a sample: no kind slips through of which the table says that all are found."""
    committed = {}
    for line in PAGE.read_text(encoding="utf-8").splitlines():
        cells = [c.strip().replace("·", "0") for c in line.strip("|").split("|")]
        if len(cells) == 7 and cells[1].isdigit():
            planted, load, check, _, equal = (int(c) for c in cells[1:6])
            committed[cells[0]] = (load + check) / max(planted - equal, 1)
    now: dict[str, Counter[str]] = defaultdict(Counter)
    for result in results:
        now[result.kind.name][result.found] += 1
    worse = {
        name: (share, dict(now[name]))
        for name, share in committed.items()
        if name in now
        and (share == 1 or now[name].total() > 1)
        and (now[name]["load"] + now[name]["check"])
        < share * (now[name].total() - now[name]["equal"]) - 1e-9
    }
    assert worse == {}
    assert committed


def test_the_committed_table_is_what_the_script_prints(
    planting: Planting, results: list[Result]
) -> None:
    """All of it where all are planted; else it has a line for every kind."""
    page = PAGE.read_text(encoding="utf-8")
    if planting.sample:
        names = {r.kind.name: r.kind.name.replace("|", "\\|") for r in results}
        assert [name for name in names if f"\n| {names[name]} | " not in page] == []
    else:
        assert page == table(results), f"make it anew: {COMMAND}"
