"""Text as people copy it out of pages and documents: read as the table stood, or not read and told."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import fields, replace
from functools import partial

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scoring.intake.any_file import read_book
from scoring.problem import InputError
from scoring.readers.books.open_any import open_book
from scoring.readers.books.texts.open_text import read_text
from scoring.readers.forms.read_form import read_forms
from scoring.records.file_content import FileRead
from scoring.records.submission import Submission
from scoring.text import squeezed
from scoring.work.library import Library
from tests.corpus.field_forms import FORMS, told
from tests.readers.books.copied import (
    Grid,
    Row,
    as_spreadsheet,
    drawn,
    grids,
    one_a_line,
    padded,
    page,
    with_bars,
    with_blanks,
    with_broken_bars,
    with_broken_tabs,
    with_tabs,
)

MOF = "mof/2020-project"


def read(text: str) -> FileRead:
    """Return what a text file holds."""
    return read_book(read_text(text.encode(), "表.txt"))


def form(text: str) -> Submission:
    """Return the one form of a text."""
    (found,) = read(text).forms
    assert found.submission is not None, found.problems
    return found.submission


def shown(submission: Submission) -> list[tuple[str, ...]]:
    """Return the rows as a person compares them."""
    return [
        (r.level1, r.level2, r.name, r.target, r.actual, str(r.points), str(r.claimed), r.reason)
        for r in submission.indicators
    ]


def case(name: str) -> str:
    """Return one of the cases from the field."""
    return (FORMS / name).read_text("utf-8")


def test_merged_cells_given_once_by_a_page() -> None:
    found = form(case("O4-网页复制-合并格丢失.txt"))
    assert shown(found) == [
        ("产出指标", "数量指标", "培训人数", "≥100人", "100人", "50", "50", ""),
        ("产出指标", "质量指标", "合格率", "≥95%", "96%", "40", "40", ""),
    ]
    (funds,) = found.funds
    assert [str(n) for n in (funds.initial, funds.budget, funds.executed, funds.claimed)] == [
        "100", "100", "100", "10",
    ]  # fmt: skip
    assert found.claimed_total == 100
    assert not found.unplaced
    told = {repair.at for repair in found.repairs if repair.what.startswith("这一行")}
    assert told == {"第6行", "第8行", "第9行", "第10行"}


def test_a_row_that_cannot_be_placed_leaves_the_form_unread_and_told() -> None:
    text = case("O4-网页复制-合并格丢失.txt").replace("\t40\t40\t", "\t暂无\t40\t")
    found = read(text)
    assert not found.forms
    (told,) = found.problems
    assert told.code == "slid-cells"
    assert told.place.where == "第7行"


def test_cells_parted_by_blanks() -> None:
    found = form(case("O1-空格分列.txt"))
    assert shown(found) == [
        ("产出指标", "数量指标", "维护设备数量", "≥1个", "1个", "90", "90", ""),
    ]  # fmt: skip
    assert (found.project.name, found.year, found.money_unit) == ("设备维护经费", 2022, "万元")
    assert (found.goal.expected, found.goal.achieved) == ("完成维护工作", "已完成")
    assert found.claimed_total == 100
    assert not found.unplaced


def test_a_form_of_blanks_that_proves_nothing_is_told_with_what_to_do() -> None:
    for before, after in (
        ("≥1个 1个", "完成 已完成"),  # a name of two words and no actual would look the same
        ("总分 100 100", "总分 95 95"),
        ("≥1个 1个 90 90", "≥1个 90 90"),
        ("维护设备数量", "维护设备 数量"),
    ):
        found = read(case("O1-空格分列.txt").replace(before, after))
        assert not found.forms
        (told,) = found.problems
        assert told.code == "loose-cells"
        assert "另存为 .html" in told.hint


def reading(found: FileRead) -> list[object]:
    """Return what comparing two readings is about: every value, blanks inside a text apart."""
    made: list[object] = []
    for one in found.forms:
        assert one.submission is not None, one.problems
        said = one.submission
        rows = [
            (
                *map(squeezed, (r.level1, r.level2, r.name, r.target, r.actual, r.reason)),
                r.points,
                r.claimed,
            )
            for r in said.indicators
        ]
        funds = [
            (
                squeezed(f.source),
                f.initial,
                f.budget,
                f.executed,
                f.points,
                f.claimed,
                f.claimed_rate,
            )
            for f in said.funds
        ]
        head = (said.project.name, said.unit, said.department, said.year, said.money_unit)
        goal = (squeezed(said.goal.expected), squeezed(said.goal.achieved))
        made.append((head, goal, said.claimed_total, rows, funds))
    return made


def of_page(grid: Grid) -> list[object]:
    """Return the reading of the page that the copies are taken from."""
    return reading(read_book(open_book(page(grid).encode(), "表.html")))


WHOLE = [with_tabs, with_bars, as_spreadsheet, with_broken_bars, drawn]
"""Ways that keep what a row needs: the form is read as its page."""
PARTLY: list[Callable[[Grid], str]] = [
    partial(with_tabs, keeps_blanks=False), padded, with_blanks, partial(with_blanks, gap="   "),
    partial(with_blanks, gap="\u3000\u3000"), one_a_line, with_broken_tabs,
]  # fmt: skip
"""Ways that lose more: a form is read as its page, or not at all."""


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(grids())
def test_a_copy_is_read_as_its_page_or_not_at_all_and_then_told(grid: Grid) -> None:
    right = of_page(grid)
    for way in WHOLE:
        assert reading(read(way(grid))) == right, way
    for way in PARTLY:
        found = read(way(grid))
        if found.forms:
            assert reading(found) == right, way
        else:
            assert {p.code for p in found.problems} <= {"slid-cells", "loose-cells"}
            assert found.problems, way


ORDINARY = Grid(
    (
        Row("产出指标", "数量指标", "培训人数", "≥100人", "120人", "20", "20", ""),
        Row("", "", "培训班期数", "4期", "4期", "10", "10", ""),
        Row("", "质量指标", "合格率", "≥95%", "96%", "10", "10", ""),
        Row("", "时效指标", "完成时间", "2022年12月31日前", "2022年11月30日", "10", "10", ""),
        Row("效益指标", "社会效益指标", "服务能力", "有效提升", "有效提升", "30", "30", ""),
        Row("满意度指标", "服务对象满意度指标", "学员满意度", "≥90%", "95%", "10", "10", ""),
    ),
    goal=("完成全年培训", "已完成"),
)


OFTEN = [*WHOLE, PARTLY[0], *PARTLY[2:6]]


@pytest.mark.parametrize("way", OFTEN)
def test_an_ordinary_form_is_read_however_it_was_copied(way: Callable[[Grid], str]) -> None:
    assert reading(read(way(ORDINARY))) == of_page(ORDINARY)


@pytest.mark.parametrize("way", OFTEN)
def test_nobody_is_accused_by_a_copy_of_a_right_form(
    way: Callable[[Grid], str], library: Library
) -> None:
    assert told(read(way(ORDINARY)), MOF, library) == []


@pytest.mark.parametrize("way", OFTEN)
def test_a_miss_is_told_however_the_form_was_copied(
    way: Callable[[Grid], str], library: Library
) -> None:
    first, *others = ORDINARY.rows
    missed = replace(ORDINARY, rows=(replace(first, actual="80人"), *others))
    (said, *_) = told(read(way(missed)), MOF, library)
    assert said.startswith(("E ", "Q "))


# --- the headings of the field ---

LAYOUTS = {
    "numbered": (
        "序号 number|一级指标 level1|二级指标 level2|三级指标 name|年度指标值(A) target|"
        "全年实际值(B) actual|权重 points|自评分 claimed|未完成原因分析 reason"
    ),
    "with unit": (
        "一级指标 level1|二级指标 level2|指标名称 name|指标性质 sign|指标值 target|度量单位 unit|"
        "全年完成值 actual|分值 points|得分 claimed|说明 reason"
    ),
    "evidence": (
        "绩效指标 block|一级指标 level1|二级指标 level2|三级指标 name|目标值 target|"
        "实际完成情况 actual|指标分值 points|指标得分 claimed|偏差原因分析及改进措施 reason|佐证资料 proof"
    ),
    "core": (
        "一级指标 level1|二级指标 level2|三级指标 name|是否核心指标 core|年初目标值 target|"
        "实际完成值 actual|指标权重(分) points|自评得分 claimed|未完成原因和改进措施 reason"
    ),
    "short": "一级指标 level1|二级指标 level2|三级指标 name|指标值 target|完成值 actual|分值 points|得分 claimed",
}
MORE = {"sign": "正向", "unit": "人次", "proof": "台账", "core": "是"}


def in_layout(layout: str, *, once: bool, indicators: Sequence[Row] = ORDINARY.rows) -> str:
    """Return rows of a form under other headings, merged cells given once or left blank."""
    columns = [column.split(" ") for column in LAYOUTS[layout].split("|")]
    lines = ["项目支出绩效自评表", "(2022年度)", "\t".join(word for word, _ in columns)]
    for number, row in enumerate(indicators, 1):
        of = {**vars_of(row), **MORE, "number": str(number)}
        covered = {"block"} | {key for key in ("level1", "level2") if not of[key]}
        cells = [of.get(key, "") for _, key in columns if not (once and key in covered)]
        lines.append("\t".join([*cells, ""]))
    return "\n".join(
        line if "\t" not in line or line.endswith("\t") else f"{line}\t" for line in lines
    )


def vars_of(row: Row) -> dict[str, str]:
    """Return a row's cells by name."""
    return {field.name: getattr(row, field.name) for field in fields(row)}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_headings_of_the_field_over_merged_cells_given_once(layout: str) -> None:
    assert shown(form(in_layout(layout, once=True))) == shown(form(in_layout(layout, once=False)))


SPELLINGS = [
    ("一级指标", "一级绩效指标", "产出指标", "产出指标(50分)"),
    ("三级指标", "三级指标名称", "数量指标", "数量指标："),
    ("年度指标值", "年度目标值", "满意度指标", "满意度"),
    ("偏差原因分析及改进措施", "备注", "实际完成值", "实际完成值B"),
    ("项目资金(万元)", "预算执行情况(万元)", "全年执行数", "执行数"),
]


@pytest.mark.parametrize("words", SPELLINGS)
@pytest.mark.parametrize("way", [with_tabs, with_blanks, one_a_line])
def test_wordings_of_the_field(way: Callable[[Grid], str], words: tuple[str, ...]) -> None:
    first, second, third, fourth = words
    table = page(ORDINARY).replace(first, second).replace(third, fourth)
    right = reading(read_book(open_book(table.encode(), "表.html")))
    assert reading(read(way(ORDINARY).replace(first, second).replace(third, fourth))) == right


# --- one row, one cell, one file ---


def test_a_level_1_that_covers_its_level_2_as_well() -> None:
    text = with_tabs(ORDINARY).replace("满意度指标\t服务对象满意度指标\t", "满意度指标\t")
    assert not read(text).forms  # a level 2 of the level 1 above would look the same
    text = with_tabs(ORDINARY).replace("效益指标\t社会效益指标\t", "效益指标\t")
    row = form(text).indicators[4]
    assert (row.level1, row.level2, row.name) == ("效益指标", "", "服务能力")


def test_sums_of_levels_stand_under_points_and_score() -> None:
    text = with_tabs(ORDINARY).replace("效益指标\t社会", "小计\t50\t50\t\n效益指标\t社会")
    found = form(text)
    assert len(found.indicators) == len(ORDINARY.rows)
    assert {level: str(points) for level, points in found.claims.items()} == {"产出指标": "50"}


@pytest.mark.parametrize(
    "encoded",
    [
        lambda text: text.encode("utf-8-sig"),
        lambda text: text.encode("gb18030"),
        lambda text: text.encode("utf-16"),
        lambda text: text.replace("\n", "\r\n").encode(),
        lambda text: text.replace("\n", "\r\n", 5).replace("\n二", "\r二").encode(),
        lambda text: "\n".join(f"\u3000{line}" for line in text.split("\n")).encode(),
        lambda text: text.replace("\n", "\n\n").encode(),
    ],
)
def test_encodings_and_line_ends(encoded: Callable[[str], bytes]) -> None:
    found = read_book(read_text(encoded(with_tabs(ORDINARY)), "表.txt"))
    assert reading(found) == of_page(ORDINARY)


def test_a_bar_that_no_line_closes_takes_nothing_from_what_follows() -> None:
    text = f"| 附注\n{with_tabs(ORDINARY)}\n说明 |"
    assert reading(read(text)) == of_page(ORDINARY)


def test_a_rule_through_a_part_of_a_drawn_table_leaves_it_unread() -> None:
    lines = drawn(ORDINARY).split("\n")
    at = next(n for n, line in enumerate(lines) if "培训班期数" in line) - 1
    lines[at] = "│ │ 产出指标 ├──────┼──────┼──────┼──────┼──────┼──────┤"
    found = read("\n".join(lines))
    assert not found.forms
    assert [problem.code for problem in found.problems] == ["slid-cells"]


def test_headings_broken_over_lines_are_never_passed_over_in_silence() -> None:
    text = (
        "项目支出绩效自评表\n一级\n指标\n二级指标\n三级\n指标\n指标值\n实际完\n成值\n产出\n数量\n甲"
    )
    assert [problem.code for problem in read(text).problems] == ["loose-cells"]


def test_a_command_that_finds_no_form_says_why() -> None:
    book = read_text(case("O1-空格分列.txt").replace("总分 100 100", "").encode(), "表.txt")
    with pytest.raises(InputError) as caught:
        read_forms(book, MOF)
    (problem,) = caught.value.problems
    assert "空格" in problem.message
    assert problem.hint


# --- hostile ---

LINES = st.sampled_from(
    [
        "一级指标", "二级指标", "三级指标", "指标值", "实际完成值", "分值", "得分", "原因分析", "总分",
        "产出指标", "数量指标", "甲", "100", "5", "5\t5", "|", "| a | b", "│", "├──┼──┤", '"', '"甲\t乙',
        "一级指标\t二级指标\t三级指标\t指标值\t实际完成值\t分值\t得分",
        "一级指标 二级指标 三级指标 指标值 实际完成值 分值 得分", "甲 乙 丙 10 10 5 5", "\t\t甲\t1\t5\t5",
    ]
)  # fmt: skip


@settings(max_examples=100, deadline=None)
@given(st.lists(LINES, max_size=40))
def test_no_lines_break_the_reader(lines: list[str]) -> None:
    book = read_text("\n".join(["甲", *lines]).encode(), "表.txt")
    assert book.sheets


@pytest.mark.parametrize(
    ("heading", "line"),
    [
        ("一级指标\n二级指标\n三级指标\n指标值\n实际完成值\n分值\n得分", "甲"),
        ("一级指标 二级指标 三级指标 指标值 实际完成值 分值 得分", "甲 乙 丙 丁 戊 5 5"),
        ("一级指标\t二级指标\t三级指标\t指标值\t实际完成值\t分值\t得分", "甲\t1\t5\t5"),
        ("", "一级指标 二级指标 三级指标 指标值 实际完成值 分值 得分"),
        ("", "一级指标"),
        ("", "| a"),
        ("", '"甲'),
        ("", "├──┤\n│ 甲 │ 乙 │"),
    ],
)
def test_long_texts_are_read_in_bounded_time(heading: str, line: str) -> None:
    before = time.process_time()
    read_text("\n".join([heading, *[line] * 6_000]).encode(), "表.txt")
    assert time.process_time() - before < 10
