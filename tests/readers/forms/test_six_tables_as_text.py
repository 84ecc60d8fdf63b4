"""The published text itself: six 自评表 among 700 lines, with cells lost where the form had merged ones."""

from __future__ import annotations

import pytest

from scoring.problem import InputError
from scoring.readers.books.texts.open_text import read_text
from scoring.readers.forms.read_form import ExportedForm, read_forms
from scoring.readers.submissions import iterate_submissions
from scoring.records.submission import Submission
from tests.folders import EXAMPLES, SEEDS

SET = "shenzhen/2022-project"
LOST_LEVEL = "综合运维服务业务处理及时性"
"""The text lost 时效 above this row; nothing in it tells so."""


@pytest.fixture(scope="module")
def forms() -> tuple[ExportedForm, ...]:
    (path,) = SEEDS.glob("004_*.txt")
    return read_forms(read_text(path.read_bytes(), path.name), SET)


@pytest.fixture(scope="module")
def read(forms: tuple[ExportedForm, ...]) -> list[Submission]:
    found = [form.submission for form in forms]
    assert not [one for one in found if isinstance(one, InputError)]
    return [one for one in found if isinstance(one, Submission)]


@pytest.fixture(scope="module")
def by_hand() -> list[Submission]:
    """The same six, typed off by hand."""
    found = []
    for path in EXAMPLES:
        for _, one in iterate_submissions(path):
            assert isinstance(one, Submission)
            found.append(one)
    return found


def test_six_tables_with_seventy_six_rows(read, by_hand):
    assert len(read) == len(by_hand) == 6
    assert sum(len(one.indicators) for one in read) == 76


def test_every_value_is_the_one_that_was_typed_off(read, by_hand):
    def row(one):
        level2 = "" if one.name == LOST_LEVEL else one.level2
        values = (one.target, one.actual, one.reason)
        texts = ("".join(text.split()) for text in values)
        return one.level1, level2, one.name, *texts, one.points, one.claimed

    for found, typed in zip(read, by_hand, strict=True):
        assert (found.project, found.unit, found.department) == (
            typed.project, typed.unit, typed.department,
        )  # fmt: skip
        assert (found.year, found.money_unit) == (2022, "元")
        assert found.funds == typed.funds or [
            (f.source, f.initial, f.budget, f.executed, f.claimed) for f in found.funds
        ] == [(f.source, f.initial, f.budget, f.executed, f.claimed) for f in typed.funds]
        assert [row(one) for one in found.indicators] == [row(one) for one in typed.indicators]
        assert found.claimed_total == typed.claimed_total


def test_every_value_knows_its_line(read):
    (path,) = SEEDS.glob("004_*.txt")
    lines = path.read_text("utf-8").split("\n")
    for one in read:
        for row in one.indicators:
            for key in ("name", "target", "actual", "reason"):
                value = getattr(row, key)
                if value:
                    number = int(row.at[key].strip("第行"))
                    assert value in lines[number - 1]


def test_what_slid_is_back_and_told(read):
    moved = {
        repair.at for one in read for repair in one.repairs if repair.what.startswith("这一行")
    }
    slid = (558, 584, 632, 633, 634, 635, 640, 641, 664, 697, 698, 702, 703, 704)
    assert moved == {f"第{number}行" for number in slid}
    row = next(r for r in read[5].indicators if r.at.get("actual") == "第697行")
    assert (row.level2, row.target, row.actual, row.points, row.claimed) == (
        "时效", "3月底", "4月底", 4, 4,
    )  # fmt: skip


def test_a_level_that_may_be_lost_is_said_to_be(read):
    told = {r.at: r.what for r in read[3].repairs if r.what.startswith("这一行")}
    assert "“二级指标”没有字，也可能是取字时丢了" in told["第634行"]
    assert "取字时丢了" not in told["第632行"]


def test_the_report_around_the_forms_is_none_of_theirs(forms, read):
    assert [form.rows[0] for form in forms] == [535, 561, 587, 612, 644, 673]
    assert [form.rows[-1] for form in forms] == [559, 585, 610, 642, 671, 705]
    assert not [piece for one in read for piece in one.unplaced]


def test_cells_stay_where_they_are_when_the_sums_do_not_prove_it():
    (path,) = SEEDS.glob("004_*.txt")
    lines = path.read_text("utf-8").split("\n")[672:705]
    whole = read_text("\n".join(lines).encode(), "一张.txt").sheets[0]
    assert whole.repairs
    # Another row's points are changed: the table no longer adds up to anything that it prints.
    changed = [
        line.replace("\t30\t30\t", "\t25\t25\t")
        .replace("(30分)", "")
        .replace("(50分)", "")
        .replace("(10分)", "")
        for line in lines
    ]
    assert not read_text("\n".join(changed).encode(), "一张.txt").sheets[0].repairs


def test_a_table_of_markdown_reads_like_one_of_tabs(by_hand):
    (path,) = SEEDS.glob("004_*.txt")
    lines = path.read_text("utf-8").split("\n")[560:586]
    barred = [f"| {' | '.join(line.split(chr(9)))} |" if "\t" in line else line for line in lines]
    barred.insert(next(i for i, line in enumerate(barred) if "一级指标" in line) + 1, "|---|---|")
    book = read_text("\n".join(["## 附件", "", *barred]).encode(), "报告.md")
    ((form,),) = [read_forms(book, SET)]
    assert isinstance(form.submission, Submission)
    assert form.submission.project == by_hand[1].project
    assert [row.claimed for row in form.submission.indicators] == [
        row.claimed for row in by_hand[1].indicators
    ]
