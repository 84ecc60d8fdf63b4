"""A part of a run: some units, projects, rounds or people, or a draw that anybody can repeat."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.batch.sample import Sample, draw
from scoring.batch.selection import Selection
from scoring.records.review_progress import ReviewProgress

ONE = "政务数据管理"
FORMS = st.lists(
    st.tuples(st.sampled_from("甲乙丙"), st.text("abcdef0123", max_size=3)), max_size=40
)
SHARES = st.fractions(Fraction(1, 1000), 1)


def test_of_every_unit_one_at_least_and_rounded_up():
    forms = (
        [("甲", f"a{n}") for n in range(10)] + [("乙", f"b{n}") for n in range(4)] + [("丙", "c")]
    )
    made = draw(forms, Sample(Fraction(3, 10), "7", "unit"))
    assert [sum(one.startswith(unit) for one in made.drawn) for unit in "abc"] == [3, 2, 1]
    assert (made.groups, made.population) == (3, 15)
    whole = draw(forms, Sample(Fraction(3, 10), "7"))
    assert (len(whole.drawn), whole.groups) == (5, 1)


def test_the_same_seed_draws_the_same_for_everybody():
    forms = [("甲", f"项目{n}") for n in range(10)]
    made = draw(forms, Sample(Fraction(3, 10), "2024", "unit"))
    assert made.drawn == ("项目7", "项目8", "项目9"), "a draw that was made once can be made again"
    other = draw(forms, Sample(Fraction(3, 10), "2025", "unit"))
    assert other.drawn != made.drawn


@given(FORMS, SHARES, st.text(max_size=5), st.randoms())
def test_neither_order_nor_other_units_change_a_draw(forms, share, seed, mixed):
    sample = Sample(share, seed, "unit")
    made = draw(forms, sample)
    shuffled = list(forms) * 2
    mixed.shuffle(shuffled)
    assert draw(shuffled, sample) == made
    for unit in {unit for unit, _ in forms}:
        own = [(each, project) for each, project in forms if each == unit]
        alone = draw(own, sample)
        assert set(alone.drawn) <= set(made.drawn)
        assert len(alone.drawn) >= max(1, share * len({project for _, project in own}))


@given(FORMS, SHARES, SHARES, st.text(max_size=5))
def test_a_greater_share_draws_the_same_and_more(forms, one, other, seed):
    less, more = sorted((one, other))
    small, great = (draw(forms, Sample(share, seed, "unit")) for share in (less, more))
    assert set(small.drawn) <= set(great.drawn)


@pytest.mark.parametrize(
    ("only", "taken"),
    [
        ({"round": ["初评"]}, True),
        ({"round": ["复核", "初评"]}, True),
        ({"round": ["复核"]}, False),
        ({"people": ["张三"]}, True),
        ({"people": ["张"]}, False),
        ({"people": ["张*"], "round": ["初评"]}, True),
        ({"people": ["李*"], "round": ["初评"]}, False),
        ({"unit": ["甲"]}, True),
        ({}, True),
    ],
)
def test_by_where_a_review_stands(only, taken):
    progress = ReviewProgress(round="初评", people=("张三", "王五"))
    assert Selection(only).takes_progress(progress) is taken


def test_what_is_not_selected_stays_as_it_lies(review, six, tmp_path, tree, rows, capsys):
    output = tmp_path / "结果"
    review(*six, "-o", output)
    before, stamps = (
        tree(output),
        {p: p.stat().st_mtime_ns for p in output.rglob("*") if p.is_file()},
    )
    capsys.readouterr()
    assert review(*six, "-o", output, "--only", f"项目={ONE}") == 1
    assert f"只写所选的 1 份（项目={ONE}）" in capsys.readouterr().out
    after = tree(output)
    assert {name: after[name] for name in before} == before
    own = {
        f"复核表/{ONE}.xlsx",
        f"复核表/{ONE}.html",
        f"评分结果/{ONE}.json",
        "读取情况.xlsx",
        "读取情况.csv",
    }
    touched = {
        path.relative_to(output).as_posix() for path, then in stamps.items()
        if path.stat().st_mtime_ns != then
    }  # fmt: skip
    assert {name for name in touched if not name.startswith(".")} == own
    new = {f"{name}（项目={ONE}）.{kind}" for name, kind in (
        ("总览", "html"), ("问题清单", "xlsx"), ("问题清单", "csv"), ("findings", "jsonl"),
    )}  # fmt: skip
    assert set(after) - set(before) == new
    listed = rows(output / f"问题清单（项目={ONE}）.xlsx", "各表一览")
    assert [row["项目"] for row in listed] == [ONE]
    review(*six, "-o", output)
    assert "已清除" not in capsys.readouterr().out, "the log still knows what was not selected"
    assert tree(output) == after


def test_units_are_named_by_a_part_of_their_name_too(review, six, tmp_path, rows):
    output = tmp_path / "结果"
    review(*six, "-o", output, "--only", "单位=*数据资源*", "--only", "单位=没有这个单位")
    (listed,) = output.glob("问题清单*.xlsx")
    assert {row["单位"] for row in rows(listed, "各表一览")} == {"深圳市大数据资源管理中心"}


def test_a_selection_of_nothing_writes_nothing(review, six, tmp_path, capsys):
    output = tmp_path / "结果"
    for only in ("单位=没有", "轮次=终审"):
        assert review(*six, "-o", output, "--only", only) == 2
        assert f"没有选中任何一份申报（{only}）" in capsys.readouterr().err
    assert not list(output.glob("*.xlsx"))


def test_a_sample_is_drawn_and_written(review, six, tmp_path, rows, capsys):
    output = tmp_path / "结果"
    options = ("--sample", "30%", "--seed", "7", "--by", "单位")
    review(*six, "-o", output, *options)
    drawn = {row["项目"] for row in rows(*output.glob("问题清单*.xlsx"), "各表一览")}
    assert "抽查：3 组 6 个项目里抽出 3 个" in capsys.readouterr().out
    again = tmp_path / "再抽"
    review(*reversed(six), "-o", again, *options)
    assert {row["项目"] for row in rows(*again.glob("问题清单*.xlsx"), "各表一览")} == drawn


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--only", "单位"], "写成 单位=市教育局 的样子"),
        (["--only", "县=甲"], "等号前可以是：单位、主管部门、项目、轮次、复核人"),
        (["--sample", "30"], "写成 30% 的样子"),
        (["--sample", "101%", "--seed", "1"], "不超过 100%"),
        (["--sample", "0%", "--seed", "1"], "大于 0%"),
        (["--sample", "30%"], "要和 --seed 一起用"),
        (["--seed", "1"], "要和 --sample 一起用"),
        (["--sample", "30%", "--seed", "1", "--by", "年度"], "写 单位或 主管部门"),
        (["--sample", "30%", "--seed", "1", "--only", "轮次=初评"], "不能随复核的进度变"),
    ],
)
def test_what_cannot_be_meant_is_refused(review, six, tmp_path, capsys, options, message):
    assert review(six[0], "-o", tmp_path / "结果", *options) == 2
    assert message in capsys.readouterr().err
    assert not (tmp_path / "结果").exists()
