"""PDFs with text, as Writer and Chromium print them: cells, cut rows, broken lines, repeated headers."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest

from scoring.files.child import stop_children
from scoring.intake.any_file import read_any
from scoring.problem import InputError
from scoring.readers.books.pdf.lines import Letter, character, joined, lines_of
from scoring.readers.books.pdf.open_pdf import read_pdf
from scoring.readers.books.pdf.pages import read_pages
from scoring.readers.books.pdf.unruled import parts_of
from scoring.records.file_content import FileRead
from tests.corpus.real_form import comparable, examples
from tests.folders import DOCUMENTS

SIX = examples()


@cache
def found_in(name: str) -> FileRead:
    return read_any(DOCUMENTS / name, f"乙局/{name}")


def without_blanks(value: Any) -> Any:
    """Return a submission's texts without blanks: where a line ends, a page shows none."""
    if isinstance(value, str):
        return "".join(value.split())
    if isinstance(value, dict):
        return {key: without_blanks(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [without_blanks(one) for one in value]
    return value


@pytest.mark.parametrize("name", ["writer.pdf", "browser.pdf"])
def test_forms_that_pages_cut_read_back_whole(name):
    found = found_in(name)
    assert found.kind == "pdf"
    given = [SIX[3]] if name == "browser.pdf" else [SIX[1], SIX[2], SIX[3]]
    assert len(found.forms) == len(given)
    for form, expected in zip(found.forms, given, strict=True):
        assert form.submission is not None, form.problems
        own = form.submission.model_copy(update={"set": expected.set, "unplaced": ()})
        assert without_blanks(comparable(own)) == without_blanks(comparable(expected))
        assert form.at.startswith("第")
        # A label that stands on two pages cannot be put together again; nothing else is lost.
        torn = "".join(piece.text for piece in form.submission.unplaced)
        assert torn in ("", "年度总体目标", "年度绩效指标")


def test_what_was_put_together_is_told():
    found = found_in("writer.pdf")
    told = [r for form in found.forms if form.submission for r in form.submission.repairs]
    cut = [repair for repair in told if "被分页切开" in repair.what]
    assert cut
    assert all(repair.at.startswith("第") and "已接上" in repair.what for repair in cut)


def test_what_pages_repeat_at_their_edges_is_no_part_of_a_form():
    found = found_in("browser.pdf")
    assert any("每页重复" in problem.message for problem in found.problems)
    assert not any("file:" in str(form.submission) for form in found.forms)


def test_the_child_reads_as_the_process_itself_does():
    data = (DOCUMENTS / "writer.pdf").read_bytes()
    try:
        assert read_pdf(data, "甲.pdf") == read_pages(data, "甲.pdf")
    finally:
        stop_children()


def letters(text: str, x: float, top: float, size: float = 10.0) -> list[Letter]:
    found = []
    for sign in text:
        width = size / 2 if sign.isascii() else size
        found.append(Letter(sign, x, top, x + width, top + size, size))
        x += width
    return found


@pytest.mark.parametrize(
    ("lines", "width", "text"),
    [
        (("18159500.", "00"), 56, "18159500.00"),
        (("完成数据归集", "和治理工作"), 71, "完成数据归集和治理工作"),
        (("一是建成平台;", "二是推广"), 200, "一是建成平台;\n二是推广"),
        (("annual", "report"), 42, "annual report"),
        (("按照“一数一", "源”的原则"), 71, "按照“一数一源”的原则"),
        (("年度", "指标值"), 40, "年度指标值"),
    ],
)
def test_lines_that_the_width_broke_are_joined(lines, width, text):
    found = [one for n, line in enumerate(lines) for one in letters(line, 3, 12.0 * n)]
    assert joined(lines_of(found), width) == text


def test_a_table_without_lines_keeps_its_columns():
    rows = (
        ((3, "产出"), (63, "数量"), (123, "3份"), (183, "10")),
        ((3, "效益"), (123, "明显"), (183, "50")),
    )
    placed = [
        one for n, row in enumerate(rows) for x, text in row for one in letters(text, x, 20.0 * n)
    ]
    found = [
        [(column, part.text) for column, part in parts] for parts in parts_of(lines_of(placed))
    ]
    assert found == [
        [(1, "产出"), (2, "数量"), (3, "3份"), (4, "10")], [(1, "效益"), (3, "明显"), (4, "50")],
    ]  # fmt: skip


def test_a_letter_printed_twice_for_boldness_is_one():
    found = lines_of([*letters("合计11", 0, 0), *letters("合计11", 0.4, 0)])
    assert [line.text for line in found] == ["合计11"]


def test_parts_of_characters_become_the_characters():
    assert "".join(character(sign) for sign in "⽬标⾦额⻓⻚") == "目标金额长页"


def test_text_that_runs_upward_is_read():
    found = [
        Letter(sign, 0, 100 - 10 * n, 10, 110 - 10 * n, 10, 1) for n, sign in enumerate("产出指标")
    ]
    assert [line.text for line in lines_of(found)] == ["产出指标"]


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("scan.pdf", ("扫描", "OCR")),
        ("locked.pdf", ("密码", "去掉")),
    ],
)
def test_a_file_that_cannot_be_read_says_why_and_what_to_do(name, words):
    with pytest.raises(InputError) as caught:
        read_any(DOCUMENTS / name, name)
    (problem,) = caught.value.problems
    assert all(word in problem.message + problem.hint for word in words)


def test_without_the_library_the_way_is_told(monkeypatch):
    monkeypatch.setattr("scoring.readers.books.pdf.open_pdf.find_spec", lambda _: None)
    with pytest.raises(InputError) as caught:
        read_pdf(b"%PDF-1.7", "甲.pdf")
    assert 'pip install "ziping[pdf]"' in caught.value.problems[0].hint
