"""Word papers in LibreOffice: what is printed on which page, and what survives being saved there."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from scoring.writers.word.fill import fill_word
from scoring.writers.word.read_paper import read_paper
from scoring.writers.word.template import own_template
from tests.real_programs.office import Page, pages
from tests.writers.word.paper_example import (
    MARKS,
    VIEW,
    chart,
    described,
    example,
    indicators,
    view,
)
from tests.year.made_folder import BUREAU, CENTRE
from tests.year.test_report_papers import (
    DEPARTMENT,
    PROJECT,
    REVIEW,
    department,
    project,
    review,
    written,
)

MM = 72 / 25.4


@pytest.fixture(scope="module")
def paper() -> bytes:
    return fill_word(example(), VIEW)


def printed(office: Any, content: bytes, folder: Path) -> list[Page]:
    (folder / "paper.docx").write_bytes(content)
    return pages(office.convert([folder / "paper.docx"], "pdf", folder / "pdf")[0])


def test_texts_and_values_survive_another_program(office, paper: bytes, tmp_path: Path):
    (tmp_path / "paper.docx").write_bytes(paper)
    odt = office.convert([tmp_path / "paper.docx"], "odt", tmp_path / "odt")
    back = office.convert(odt, "docx", tmp_path / "docx")[0]
    before, after = read_paper(paper), read_paper(back.read_bytes())
    assert after.blocks == before.blocks
    assert [(p.at, p.text, p.block) for p in after.places] == [
        (p.at, p.text, p.block) for p in before.places
    ]


def test_a_template_that_another_program_saved_fills_alike(office, paper: bytes, tmp_path: Path):
    (tmp_path / "例.docx").write_bytes(example().content)
    saved = office.convert([tmp_path / "例.docx"], "docx", tmp_path / "saved")[0].read_bytes()
    before = read_paper(paper)
    after = read_paper(fill_word(own_template("例.docx", saved, MARKS), VIEW))
    assert after.blocks == before.blocks
    assert [(p.at, p.text) for p in after.places] == [(p.at, p.text) for p in before.places]
    assert {p.style for p in after.places if p.block == "W1"} == {"待填写"}


def test_pages_keep_to_the_margins_and_number_odd_right_even_left(office, paper, tmp_path: Path):
    found = printed(office, paper, tmp_path)
    assert not any("{{" in page.text for page in found)
    for number, page in enumerate(found, 1):
        left, right = (28, 26) if page.width < page.height else (35, 37)
        foot = [word for word in page.words if word.top > page.height - 35 * MM + 1]
        assert "".join(word.text for word in foot) == f"—{number}—"
        is_right = min(word.left for word in foot) > page.width / 2
        assert is_right == bool(number % 2)
        text = [word for word in page.words if word not in foot]
        assert min(word.left for word in text) >= left * MM - 1
        assert max(word.right for word in text) <= page.width - right * MM + 1


SHIPPED = {
    "report of the centre": lambda library: (DEPARTMENT, department(CENTRE, library, "001")),
    "report with projects": lambda library: (DEPARTMENT, department(BUREAU, library, projects=6)),
    "report of a project": lambda library: (PROJECT, project(5, library)),
    "review text": lambda library: (REVIEW, review(library)),
}


@pytest.mark.parametrize("paper_of", SHIPPED.values(), ids=SHIPPED)
def test_a_shipped_paper_stays_within_its_pages(office, library, tmp_path: Path, paper_of) -> None:
    layout, shown = paper_of(library)
    found = printed(office, written(layout, shown, library), tmp_path)
    for number, page in enumerate(found, 1):
        assert "{{" not in page.text
        assert page.text.endswith(f"—{number}—")
        assert len(page.text) > len(f"—{number}—")
        left, right = (28, 26) if page.width < page.height else (35, 37)
        # A full stop or comma at the end of a line may hang over its edge.
        words = [word for word in page.words if word.text not in "，。、；：）”"]
        assert min(word.left for word in words) >= left * MM - 1
        assert max(word.left for word in words) <= page.width - right * MM + 1


def test_the_heading_of_31_targets_stands_on_each_of_their_pages(office, library, tmp_path: Path):
    content = written(DEPARTMENT, department(CENTRE, library, "001"), library)
    found = printed(office, content, tmp_path)
    heading = "三级指标年度指标值实际完成值"
    first, second, *others = [n for n, page in enumerate(found) if heading in page.text]
    assert second == first + 1
    assert not others
    assert "短信年发送总量" in found[first].text


def test_the_heading_of_a_table_is_repeated_on_its_next_page(office, tmp_path: Path):
    parts = (
        "      - table: 指标\n        columns:\n"
        '          - [一级指标, "{{指标.一级}}", 10, mid]\n'
        '          - [三级指标, "{{指标.三级}}", 10, text]\n'
        '          - [得分, "{{指标.得分}}", 8, number]'
    )
    long = indicators()
    rows = (*long.rows[:-1], *long.rows)
    content = fill_word(
        described(parts), view(tables={"指标": type(long)("B", long.columns, rows)})
    )
    found = printed(office, content, tmp_path)
    assert len(found) == 2
    assert [page.text.count("一级指标三级指标得分") for page in found] == [1, 1]


def test_no_letter_is_spread_and_lines_stand_at_their_distance(office, tmp_path: Path):
    body = "长" * 27 + "。"
    content = fill_word(described("\n".join(f"      - text: {body}" for _ in range(24))), view())
    found = printed(office, content, tmp_path)
    tops = sorted({round(word.top, 1) for word in found[0].words if "长" in word.text})
    assert all(abs(after - before - 28.95) < 0.1 for before, after in pairwise(tops))
    assert len(tops) == 22
    widest = max(word.right - word.left for word in found[0].words)
    assert widest <= 28 * 16 + 1


@pytest.mark.parametrize("values", [("100", "100"), ("119.9", "131.4"), ("0", "92.28")])
def test_the_labels_of_a_chart_stand_within_its_frame(office, tmp_path: Path, values):
    content = fill_word(described("      - chart: 执行率"), view(charts={"执行率": chart(*values)}))
    found = printed(office, content, tmp_path)[0]
    labels = [word for word in found.words if word.text in values and word.top < 110 * MM]
    assert {word.text for word in labels} == set(values)
    assert max(word.right for word in labels) <= (210 - 26) * MM
