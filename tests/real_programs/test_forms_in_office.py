"""The forms as they look: opened in LibreOffice, printed, and measured on the printed page."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from scoring.readers.submissions import read_submissions
from scoring.records.result import Result
from scoring.records.submission import Submission
from scoring.work.library import Library
from scoring.work.outputs import Outputs
from scoring.work.score import score_submission
from tests.real_programs import office as libreoffice

A4 = (595.3, 841.9)
"""Width and height of the paper in points."""


def row(level1: str, level2: str, points: str, **more: Any) -> dict[str, Any]:
    usual = {"name": f"{level2}指标", "target": "≥10份", "actual": "9份"}
    return {"level1": level1, "level2": level2, "points": points} | usual | more


def submission(name: str, rows: list[dict[str, Any]], **more: Any) -> Submission:
    return Submission.model_validate(
        {
            "schema": "ziping/submission/1", "set": "shenzhen/2022-project", "year": 2022,
            "project": {"name": name, "code": "440300211311500020376"}, "unit": "某中心",
            "department": "某局", "money_unit": "万元", "indicators": rows,
            "funds": [
                {"source": "年度资金总额", "initial": "1800", "budget": "1816.3292", "executed": "1800.989914"},
                {"source": "当年财政拨款", "initial": "1800", "budget": "1816.3292", "executed": "1800.989914"},
            ],
            "goal": {"expected": "完成年度目标任务。", "achieved": "已完成。"},
        }
        | more
    )  # fmt: skip


def sixty() -> Submission:
    rows = [row("产出", "数量质量时效成本"[n // 11 * 2 :][:2], "1" if n < 42 else "4", name=f"产出第{n}项")
            for n in range(44)]  # fmt: skip
    rows += [row("效益", "社会效益", "2.5", name=f"效益第{n}项") for n in range(12)]
    rows += [row("满意度", "服务对象满意度", "2.5", name=f"满意度第{n}项") for n in range(4)]
    return submission("六十个指标", rows)


def extreme() -> Submission:
    """Texts of 3,000 and 20,000 characters, names of 300 without a space, 18 digits, blanks."""
    rows = [
        row("产出", "数量", "50", name="无空格的很长的指标名称" * 27, reason="受客观条件影响,有所偏差;" * 80,
            target="按照国家有关规定完成" * 40, actual="已按照国家有关规定完成" * 40),
        row("效益", "社会效益", "30", name="A" * 300, reason="x" * 400),
        row("满意度", "服务对象满意度", "10", target="", actual="", name="满意度", reason=""),
    ]  # fmt: skip
    funds = [
        {"source": "年度资金总额", "initial": "123456789012345678.123456", "budget": "999999999999999999",
         "executed": "99999999999999999.99"},
        {"source": "长名称资金来源" * 30, "initial": "-3", "budget": "0.1", "executed": "0"},
    ]  # fmt: skip
    goal = {
        "expected": "完成年度目标任务,包括第12项、“一网通办”及3,000万条数据汇聚。" * 88,
        "achieved": "推进。" * 6_666,
    }
    return submission(
        "甲" * 300, rows, funds=funds, goal=goal, unit="某市某区某某局" * 40,
        head={"responsible": "某" * 40, "phone": "0755-12345678"},
    )  # fmt: skip


@dataclass(frozen=True)
class Seen:
    """A form or its 评分说明 as the engine gave it, as a workbook, in LibreOffice, and on paper."""

    name: str
    title: str
    """自评表 or 评分说明."""
    result: Result
    book: Any
    values: dict[str, list[list[Any]]]
    texts: list[list[Any]]
    """The texts that wrap, with their places."""
    heights: list[tuple[float, float]]
    """Of each, in points: what it needs, and what its cell has."""
    pages: list[Any]


@pytest.fixture(scope="module")
def seen(office: Any, library: Library, checkout: Path, tmp_path_factory: Any) -> list[Seen]:
    folder = tmp_path_factory.mktemp("forms")
    examples = [read_submissions(p)[0][1] for p in sorted((checkout / "examples").glob("*.yaml"))]
    empty = submission("空表", [{"level1": "产出"}], funds=[], goal={}, unit="", department="")
    opened = []
    outputs = Outputs(library, ["xlsx"])
    results = [score_submission(one, library) for one in (*examples, sixty(), extreme(), empty)]
    printed = [(result, outputs.render(result, "xlsx")) for result in results]
    printed += [(result, outputs.explain(result, "xlsx")) for result in results]
    for number, (result, content) in enumerate(printed):
        path, pdf = folder / f"{number}.xlsx", folder / f"{number}.pdf"
        path.write_bytes(content)
        done = office.do(
            {"do": "open", "path": str(path)},
            {"do": "save", "path": str(pdf), "to": "pdf"},
            {"do": "values"},
            {"do": "sizes"},
        )
        opened.append((result, load_workbook(path), done[2], done[3], libreoffice.pages(pdf)))
    texts = [libreoffice.wrapped_texts(book) for _, book, *_ in opened]
    heights = office.heights([(t, one[3]) for t, one in zip(texts, opened, strict=True)])
    found = [
        Seen(
            result.submission.title[:10],
            book.sheetnames[0],
            result,
            book,
            values,
            texts[n],
            heights[n],
            pages,
        )
        for n, (result, book, values, _, pages) in enumerate(opened)
    ]
    assert [len(of(found, title)) for title in ("自评表", "评分说明")] == [9, 9]
    return found


def of(seen: list[Seen], title: str) -> list[Seen]:
    return [one for one in seen if one.title == title]


def folded(text: str) -> str:
    """Return a text as it can be compared with what a page yields: no spaces, one kind of signs."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def test_scores_and_total_are_the_unit_s(seen: list[Seen]) -> None:
    for form in of(seen, "自评表"):
        own, card, sheet = form.result.own_track, form.result.scorecard, form.values["自评表"]
        assert own is not None
        head = next(n for n, line in enumerate(sheet) if "三级指标" in line)
        name, points, score = (sheet[head].index(w) for w in ("三级指标", "*分值", "*得分"))
        lines = [line for line in sheet[head + 1 :] if line[points] not in (None, "*分值")]
        total = next(n for n, line in enumerate(lines) if line[0] == "总分")
        assert total == sum(row.indicator.points is not None for row in card.indicators)
        rows = zip(card.indicators, own.rows, strict=True)
        rows_with_points = [(row, given) for row, given in rows if row.indicator.points is not None]
        for line, (row, given) in zip(lines, rows_with_points, strict=False):
            assert (line[name] or "") in row.name, form.name
            if given.score is None:
                assert not isinstance(line[score], float), (form.name, row.id)
            else:
                assert Decimal(repr(line[score])) == given.score, (form.name, row.id)
        if own.outcome.total is None:
            assert isinstance(lines[total][score], str)
        else:
            assert Decimal(repr(lines[total][score])) == own.outcome.total
        if own.execution is not None and own.execution.score is not None:
            funds = next(line for line in sheet if line[1] == "年度资金总额")
            assert Decimal(repr(funds[9])) == own.execution.score


def test_every_page_is_a4_and_ends_where_it_was_meant_to(seen: list[Seen]) -> None:
    for form in seen:
        assert form.book.sheetnames == [form.title]
        for page in form.pages:
            assert sorted((page.width, page.height)) == pytest.approx(A4, abs=0.5)
            assert (page.width > page.height) == (form.title == "评分说明")
            assert all(
                min(w.left, w.top) > 0 and w.right < page.width and w.bottom < page.height
                for w in page.words
            )
        # A sheet wider or a row higher than a page would need more pages than were chosen.
        ends = form.book[form.title].row_breaks.brk
        assert len(form.pages) == len(ends) + 1, (form.name, form.title)
        count = len(form.pages)
        for number, page in enumerate(form.pages, 1):
            assert f"第{number}页，共{count}页" in page.text, "each file counts its own pages"
    assert [len(form.pages) for form in of(seen, "自评表")[:6]] == [1, 2, 1, 2, 1, 2]


def test_every_text_is_on_its_page(seen: list[Seen]) -> None:
    for form in seen:
        sheet = form.book[form.title]
        ends = [b.id for b in sheet.row_breaks.brk]
        printed = [folded(page.text) for page in form.pages]
        for line in sheet.iter_rows():
            for cell in line:
                if isinstance(cell.value, str):
                    page = sum(cell.row > end for end in ends)
                    text = folded(cell.value)
                    assert text in printed[page], (form.name, form.title, cell.coordinate, page)


def test_no_text_is_higher_than_its_cell(seen: list[Seen]) -> None:
    cut = [
        (form.name, *text[:5], round(needs, 1), round(has, 1))
        for form in seen
        for text, (needs, has) in zip(form.texts, form.heights, strict=True)
        if needs > has + 0.5
    ]
    assert sum(len(form.heights) for form in seen) > 2_000
    assert not cut


def test_the_measure_finds_a_cell_that_is_too_low(
    office: Any, seen: list[Seen], tmp_path: Path
) -> None:
    book = seen[5].book
    texts = libreoffice.wrapped_texts(book)
    at = next(n for n, t in enumerate(texts) if str(t[-1]).startswith("涉及工作内容增加"))
    book["自评表"].row_dimensions[texts[at][2] + 1].height = 30
    path = tmp_path / "低.xlsx"
    book.save(path)
    sizes = office.do({"do": "open", "path": str(path)}, {"do": "sizes"})[1]
    needs, has = office.heights([(texts, sizes)])[0][at]
    assert needs > 36 > has


def test_every_page_repeats_the_heading_and_names_the_levels(seen: list[Seen]) -> None:
    form = next(f for f in seen if f.name == "六十个指标")
    *others, last = (page.text for page in form.pages)
    for words in ("三级指标", "年度指标值", "年度绩效指标", "产出（50分）"):
        assert all(words in page for page in others)
    assert "年度绩效指标" in last
    assert "满意度（10分）" in last
    assert "总分" in last
    assert not any("总分" in page for page in others)
