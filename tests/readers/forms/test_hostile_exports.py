"""Rubbish, attacks and damaged files: a Chinese message with the place, bounded time, no crash."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scoring.problem import InputError
from scoring.readers.books.open_any import open_book
from scoring.readers.books.sheets.grid import Area, Book, Cell, Sheet
from scoring.readers.forms.read_form import read_exported, read_forms
from scoring.records.submission import Submission
from scoring.work.library import Library
from tests.corpus.real_form import SET, Box, as_html, as_xlsx, examples, layout, unfilled

SIX = examples()
PAGE = as_html(layout(SIX[5])).decode()
BOOK = open_book(as_html(layout(SIX[5])), "导出.xls")
SHEET = BOOK.sheets[0]


def outcome(data: bytes) -> list[str]:
    """Read a file; return its problems in words. Nothing but InputError may come out."""
    try:
        found = [one for _, one in read_exported(open_book(data, "导出.xls"), SET)]
    except InputError as error:
        found = [error]
    said = []
    for one in found:
        if isinstance(one, InputError):
            said += [problem.render() for problem in one.problems]
    for line in said:
        assert "导出.xls" in line
    return said


ATTACKS: dict[str, tuple[Callable[[str], str], str | None]] = {
    "ten thousand columns": (lambda p: p.replace('colspan="9"', 'colspan="10000"', 1), None),
    "a million columns": (lambda p: p.replace('colspan="9"', 'colspan="99999"'), "列"),
    "endless rows": (lambda p: p.replace("<td>7月底", '<td rowspan="65000">7月底'), None),
    "nested tables": (lambda p: p.replace("<td>7月底", "<td>" + "<table><tr><td>" * 40 + "7月底"), None),
    "deeper tables": (lambda p: p.replace("<td>7月底", "<td>" + "<table><tr><td>" * 400), "表格"),
    "unclosed tags": (lambda p: p.replace("</td>", "").replace("</tr>", ""), None),
    "a tag cut off": (lambda p: p[: p.index("发放") - 2] + '<td title="', "不完整"),
    "cut off": (lambda p: p[: len(p) // 2], None),
    "scripts": (lambda p: p.replace("<table", "<script>while(1){}</script><table", 1), None),
    "entities": (lambda p: p.replace("7月底", "&#x0;&#xD800;&#99999999;&bogus;"), None),
    "long text": (lambda p: p.replace("7月底", "底" * 40_000), "文字"),
    "long name": (lambda p: p.replace("信息工程质量监督<", "底" * 600 + "<"), "信息工程|过长|500|超过"),
    "many digits": (lambda p: p.replace("1598701.67", "9" * 30), "不是一个能用的数"),
    "marks only": (lambda p: p.replace("7月底", "&lt;p&gt;" * 3000), None),
    "many labels": (lambda p: p.replace("项目编码:", "项目编码: " * 900), None),
    "many spaces": (lambda p: p.replace("项目编码:", "项" + "&nbsp;" * 9000 + "目编码:"), None),
}  # fmt: skip


@pytest.mark.parametrize("attack", ATTACKS)
def test_an_attack_is_read_or_refused(attack):
    change, word = ATTACKS[attack]
    changed = change(PAGE)
    assert changed != PAGE
    said = outcome(changed.encode("utf-8", "replace"))
    if word is not None:
        assert said
        assert any(part in line for part in word.split("|") for line in said), said


def test_scripts_are_no_text():
    ((_, found),) = read_exported(
        open_book(PAGE.replace("<table", "<script>读我</script><table", 1).encode(), "导出.xls"),
        SET,
    )
    assert isinstance(found, Submission)
    assert "读我" not in found.model_dump_json()


def test_too_many_indicators_are_refused_with_their_place():
    grid = layout(SIX[5])
    heading = next(n for n, row in enumerate(grid) if row[0].text == "年度绩效指标")
    row = [Box(t) for t in ("", "产出", "数量", "报告", "1份", "1份", "1", "1", "")]
    grid = [*grid[:heading], [Box(b.text, 1, b.across) for b in grid[heading]], *[row] * 2_001]
    said = outcome(as_html(grid))
    assert any("2000" in line.replace(",", "") for line in said)


def test_many_pieces_without_a_place_are_all_kept():
    grid = [*layout(SIX[5]), *([Box(f"零散文字{n}", 1, 9)] for n in range(3_000))]
    ((_, found),) = read_exported(open_book(as_html(grid), "导出.xls"), SET)
    assert isinstance(found, Submission)
    kept = "\n".join(piece.text for piece in found.unplaced)
    assert len(found.unplaced) <= 2_000
    assert "零散文字0" in kept
    assert "零散文字1500" in kept


# laws

LEVELS = {"数量", "质量", "时效", "成本", "经济效益", "社会效益", "生态效益", "可持续影响", "产出 (50分)",
          "效益(30分)", "满意度 (10分)", "服务对象满意度", "其他满意度", "总分"}  # fmt: skip

HOSTILE = ["=1+1", "总分", "项目名称", "项目名称:", "三级指标", "一级指标", "得分", "—", "2022年度",
           "单位:万元", "小计", "注:", "实际完成值", "自评表", "1e5", "\x00\x07", "<p>", "年初预算数", "第1页",
           "零散", "预期目标", "9" * 25, "其中:", "(元)", ":", "()", "合计", "电话:1 电话:2"]  # fmt: skip
positions = st.tuples(st.integers(1, 34), st.integers(1, 11))
texts = st.one_of(st.sampled_from(HOSTILE), st.text(max_size=12))
areas = st.tuples(positions, st.integers(0, 8), st.integers(0, 8))


def changed_sheet(changes: dict[Any, Any], merges: list[Any]) -> Sheet:
    cells = dict(SHEET.cells)
    for at, text in changes.items():
        cells.pop(at, None)
        if text.strip():
            cells[at] = Cell(text)
    merged = [*SHEET.merged]
    for (row, column), down, across in merges:
        merged.append(Area(row, column, row + down, column + across))
    return dataclasses.replace(SHEET, cells=cells, merged=tuple(merged))


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.dictionaries(positions, texts, max_size=6), st.lists(areas, max_size=2))
def test_no_sheet_breaks_the_reader(changes, merges):
    book = Book("导出.xls", "html", (changed_sheet(changes, merges),))
    try:
        forms = read_forms(book, SET)
    except InputError:
        return
    for form in forms:
        for row in form.cells.rows:
            for key, (at, column) in row.cells.items():
                assert at == row.row
                assert row.columns[key][0] <= column <= row.columns[key][1]
        if isinstance(form.submission, InputError):
            for problem in form.submission.problems:
                assert problem.place.sheet == SHEET.name
                assert problem.message


BLANK = [
    [Box("" if n > 9 and len(row) > 5 and box.text not in LEVELS else box.text, box.down, box.across)
     for box in row]
    for n, row in enumerate(layout(unfilled(SIX[0])))
]  # fmt: skip


@pytest.mark.parametrize("grid", [layout(SIX[0]), BLANK], ids=["filled", "blank"])
def test_nothing_that_stands_in_a_cell_is_dropped(grid):
    """A word put into any cell is in the submission, or its cell is complained about."""
    word = "某处写下的字"
    book = open_book(as_html(grid), "导出.xls")
    (sheet,) = book.sheets
    for row in range(1, sheet.bottom + 3):
        for column in range(1, sheet.right + 2):
            if sheet.anchor(row, column) != (row, column):
                continue
            cells = {**sheet.cells, (row, column): Cell(word)}
            changed = dataclasses.replace(sheet, cells=cells)
            for form in read_forms(dataclasses.replace(book, sheets=(changed,)), SET):
                if isinstance(form.submission, InputError):
                    assert any(word in p.message for p in form.submission.problems)
                else:
                    assert word in form.submission.model_dump_json(), (row, column)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.integers(0, 2**32), st.sampled_from(["cut", "swap", "flip", "insert"]), st.booleans())
def test_a_damaged_file_is_read_or_refused(seed, kind, workbook):
    import random

    source = random.Random(seed)
    data = bytearray(XLSX if workbook else PAGE.encode())
    at = source.randrange(len(data))
    if kind == "cut":
        data = data[:at]
    elif kind == "flip":
        for _ in range(5):
            data[source.randrange(len(data))] ^= 1 << source.randrange(8)
    elif kind == "insert":
        data[at:at] = source.choice([b"<td>", b"<table>", b"</table>", b"<", b'"', b"\x00", b"&"])
    else:
        other = source.randrange(len(data))
        data[at], data[other] = data[other], data[at]
    outcome(bytes(data))


XLSX = as_xlsx(layout(SIX[5]))


def test_a_form_with_every_strange_value_scores(library: Library):
    """What is read is a submission: the engine takes it, its JSON is whole."""
    page = PAGE.replace("7月底", "=1+1|&lt;p&gt;").replace("9月底", "\U0001f600")
    ((_, found),) = read_exported(open_book(page.encode(), "导出.xls"), SET)
    assert isinstance(found, Submission)
    json.loads(found.model_dump_json())
    assert library.scorer(found.set).score(found).points == 100
