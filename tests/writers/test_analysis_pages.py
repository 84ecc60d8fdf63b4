"""The pages 总体分析 and 假设: what they say, how large they are, and that no name breaks them."""

from __future__ import annotations

import re
from fractions import Fraction
from io import BytesIO

import pytest
from openpyxl import load_workbook

from scoring.portfolio.moves import Moves
from scoring.portfolio.portfolio import Portfolio, PortfolioSettings, Steps
from scoring.portfolio.set_facts import not_comparable
from scoring.portfolio.weights import Sensitivity
from scoring.words import load_vocabulary
from scoring.writers.analysis.analysis_words import AnalysisWords
from scoring.writers.analysis.entries import Names
from scoring.writers.analysis.moves_page import moves_page
from scoring.writers.analysis.moves_tables import VariantMoves, WhatIf, moves_tables
from scoring.writers.analysis.portfolio_page import AnalysisPresenter, portfolio_page
from scoring.writers.analysis.portfolio_tables import portfolio_tables
from scoring.writers.lists.table_file import ListTable, workbook
from scoring.writers.overview.overview_words import OverviewWords
from tests.portfolio.forms import (
    ASKED,
    EDUCATION,
    FACTS,
    HEALTH,
    LIBRARY,
    LINEAR,
    SECRET,
    WITH_COST,
    changed,
    form,
    scored,
)

WORDS = load_vocabulary(AnalysisWords)
HOSTILE = '<script>alert("1")</script>&\'"</td>=1+1\u202e' + "长" * 5_000


def steps(of: str) -> Steps:
    return Steps.of(WORDS.edges(of))


def portfolio_of(*forms) -> tuple[str, dict[str, ListTable]]:
    counted = Portfolio(PortfolioSettings(steps("forms"), steps("rows"), WORDS.listed["workbook"]))
    for each in scored(*forms):
        counted.add(each, FACTS)
    names = Names(WORDS, LIBRARY.labels, FACTS)
    named = list(counted.names.of.values())
    tables = portfolio_tables(counted, named, len(named), WORDS, names)
    show = AnalysisPresenter(WORDS, names, load_vocabulary(OverviewWords), tables)
    return portfolio_page(counted, len(named), show).decode(), tables


def moves_of(*forms) -> tuple[str, dict[str, ListTable]]:
    moves, weights = Moves(steps("forms"), 100), Sensitivity(WORDS.share_moved())
    for before, after in zip(scored(*forms), scored(*forms, set=LINEAR), strict=True):
        moves.add(before, after, FACTS)
        weights.add(before, FACTS)
    base, cost = map(LIBRARY.indicator_set, ("mof/2020-project", "mof/2021-project-cost"))
    moves.leave_out(scored(HEALTH)[0].submission, not_comparable(base, cost))
    variant = VariantMoves("mof/2020-project", LINEAR, ["at_most", "bound"], moves)
    found = WhatIf(LINEAR, moves, weights, [variant])
    names = Names(WORDS, LIBRARY.labels, FACTS)
    tables = moves_tables(found, WORDS, names)
    show = AnalysisPresenter(WORDS, names, load_vocabulary(OverviewWords), tables)
    return moves_page(found, show).decode(), tables


BOTH = pytest.mark.parametrize("page_of", [portfolio_of, moves_of])
DOWN = form("降一等", changed(WITH_COST[0], actual="93.34人"), *WITH_COST[1:], budget="50")


def texts(page: str) -> str:
    """Return what people read of a page."""
    body = page[page.index("<main>") : page.index("</main>")]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", body))


def test_the_portfolio_says_what_its_numbers_are():
    said = texts(portfolio_of(EDUCATION, HEALTH, SECRET, ASKED)[0])
    assert "4 份申报，按 1 个指标体系计分" in said
    assert "其中 1 份涉密" in said
    for figure in (
        "自评总分高于规则最高分（份） 2", "自评总分请核对（份） 1", "自评高于规则最高分（行） 1",
        "自评请核对（行） 2", "各项都报满分（份） 4", "其中规则低于满分（份） 3",
    ):  # fmt: skip
        assert figure in said
    assert (
        "卫生设备 市信息中心 市卫健委 财政部 · 项目支出 · 2020 100 93.33 93.33 6.67 请核对" in said
    )
    assert (
        "教育信息化 市信息中心 市教育局 财政部 · 项目支出 · 2020 100 95 95 5 高于规则最高分" in said
    )


def test_the_page_of_another_set_says_what_moves():
    said = texts(moves_of(HEALTH, DOWN, EDUCATION)[0])
    for figure in (
        "比较的申报（份） 3", "等级改变（份） 1", "总分改变（份） 2", "降低合计（分） 6.66",
        "改变的行 2", "等级改变的全年预算数（万元） 50", "没有比较（份） 1",
    ):  # fmt: skip
        assert figure in said
    assert "降一等 市信息中心 市教育局 财政部 · 项目支出 · 2020 91.33 优 88 良 -3.33 1 50" in said
    assert "一级指标不同（成本）" in said
    assert "定量指标·不高于 2 2 0 0 2 6.66 0" in said
    assert "产出 加 5% 3 0 0 0" in said


@BOTH
def test_nothing_of_a_secret_form_is_printed(page_of):
    page, tables = page_of(
        HEALTH, SECRET, form("不可说", *WITH_COST, department="某某局", secret=True)
    )
    held = page + workbook(list(tables.values()), "x").hex()
    entries = [entry for table in tables.values() for row in table.rows for entry in row.values()]
    assert "不可说" not in held
    assert not {"不可说", "某某局"} & set(map(str, entries))


@BOTH
def test_no_name_breaks_a_page_or_a_workbook(page_of):
    row = changed(WITH_COST[1], name=HOSTILE[:200])
    hostile = form(HOSTILE[:200], WITH_COST[0], row, *WITH_COST[2:], department=HOSTILE[:200])
    page, tables = page_of(hostile)
    assert page.count("<script") == 1
    assert "alert" not in re.sub(r"&lt;script&gt;alert", "", page)
    book = load_workbook(BytesIO(workbook(list(tables.values()), "x")))
    cells = [cell for sheet in book for line in sheet for cell in line]
    assert not any(cell.data_type == "f" for cell in cells)


@BOTH
def test_the_page_loads_nothing_and_runs_its_own_script_alone(page_of):
    page, _ = page_of(HEALTH)
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', page)
    assert re.fullmatch(
        r"default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-[^']+'", policy[1]
    )
    assert not re.search(r"(src|href)=\"(?!#)", page)


@BOTH
def test_a_page_of_nothing_is_a_page(page_of):
    page, _ = page_of()
    assert "</html>" in page


def test_a_long_list_is_cut_on_the_page_and_says_so():
    many = [form(f"第{n}个", *WITH_COST, department=f"第{n}局") for n in range(130)]
    page, tables = portfolio_of(*many)
    assert "显示前 100 条，共 130 条；工作簿里有前 130 条。" in page
    assert len(tables["above_forms"].rows) == 130


def test_every_word_of_the_file_is_used():
    assert set(WORDS.columns) >= {table.columns for table in WORDS.tables.values()}
    _, of_portfolio = portfolio_of(HEALTH)
    _, of_moves = moves_of(HEALTH)
    assert set(of_portfolio) | set(of_moves) == set(WORDS.tables)
    assert WORDS.share_moved() == Fraction(1, 20)
