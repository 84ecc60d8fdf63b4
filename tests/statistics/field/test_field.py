"""Forms of the field are read and reviewed; the page holds the counts."""

from __future__ import annotations

import shutil
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from tests.corpus.field.described import described
from tests.corpus.field.make import SAVED_BY_A_PROGRAM, content
from tests.statistics.field.count import PAGE, Figures, counted, faults, figures, lines, page
from tests.statistics.field.measure import Measured, measure

pytestmark = pytest.mark.xdist_group("field")  # what is counted is counted once


@pytest.fixture(scope="module")
def measured() -> list[Measured]:
    if shutil.which("soffice") is None:
        pytest.skip("needs LibreOffice for .ods")
    return counted()


@pytest.fixture(scope="module")
def totals(measured: list[Measured]) -> Figures:
    print("\n".join([*faults(measured), *lines(measured)]))
    return figures(measured)


@pytest.mark.parametrize("one", described(), ids=lambda one: one.file)
def test_a_file_is_what_its_description_makes(one) -> None:
    if one.path.suffix in SAVED_BY_A_PROGRAM:
        assert one.path.stat().st_size
    else:
        assert one.path.read_bytes() == content(one)


def test_there_are_enough_forms_with_enough_misses(totals: Figures) -> None:
    assert totals.forms >= 60
    assert sum(totals.misses.values()) >= 60
    assert sum(bool(one.special) for one in described()) >= 10


def test_every_form_is_read_and_no_other_table_taken_for_one(totals: Figures) -> None:
    assert (totals.refused, totals.too_many) == (0, 0)
    assert totals.read + totals.excused == totals.forms


def test_rows_and_heads_are_read_right(totals: Figures) -> None:
    assert totals.right >= Fraction(98, 100) * totals.rows
    assert totals.heads - totals.heads_wrong >= Fraction(98, 100) * totals.heads


def test_what_is_not_read_is_told(totals: Figures) -> None:
    assert totals.untold == 0


def test_nobody_is_accused_wrongly(measured: list[Measured]) -> None:
    assert [text for one in measured for form in one.forms for text in form.e_wrong] == []


def test_real_misses_are_told(totals: Figures, measured: list[Measured]) -> None:
    silent = [text for one in measured for form in one.forms for text in form.silent]
    assert totals.told >= Fraction(95, 100) * sum(totals.misses.values()), silent


def test_wrong_sums_and_what_must_be_asked_are_told(totals: Figures) -> None:
    assert totals.others["told"] >= Fraction(9, 10) * sum(totals.others.values())


@pytest.mark.long
@pytest.mark.parametrize("kind", [".xlsx", ".html", ".docx", ".mht", ".csv"])
def test_a_form_is_the_same_form_in_every_kind_of_file(kind: str, tmp_path: Path) -> None:
    """Every form drawn as each kind: read as well, nobody accused."""
    drawn = []
    for one in described():
        if len(one.sheets) == 1:
            other = replace(one, file=f"{one.path.stem}{kind}", folder=tmp_path)
            other.path.write_bytes(content(other))
            drawn.append(measure(other))
    as_kind = figures(drawn)
    assert [text for one in drawn for form in one.forms for text in form.e_wrong] == []
    assert (as_kind.refused, as_kind.too_many, as_kind.untold) == (0, 0, 0)
    assert as_kind.right >= Fraction(98, 100) * as_kind.rows, faults(drawn)
    assert as_kind.told >= Fraction(95, 100) * sum(as_kind.misses.values()), faults(drawn)


def test_the_page_holds_the_counts_as_they_are_now(measured: list[Measured]) -> None:
    assert PAGE.read_text("utf-8") == page(measured), "python -m tests.statistics.field.count"
