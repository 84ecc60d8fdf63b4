"""Reviews that do not run straight: forms sent back, late answers, lost sheets, changed forms."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from scoring.ledger.store import Ledger
from scoring.records.ledger_entry import RULINGS
from tests.batch.desk_of_rounds import Rounds, done, ruled
from tests.folders import EXAMPLES

LATE, REPORT, OFFICES = "产出/时效/1", "产出/时效/3", "效益/社会效益/1"
NAME, UNIT = "信息工程质量监督", "深圳市信息安全管理中心"
CUT = ruled(OFFICES, 20, note="台账为60家")
OF_FORM = (NAME, UNIT, "白皮书")


def change(desk: Rounds, before: str, after: str) -> None:
    """Change the form of the project as its unit does."""
    (form,) = desk.forms.glob("*.yaml")
    text = form.read_text("utf-8")
    assert before in text
    form.write_text(text.replace(before, after, 1), "utf-8")


@pytest.fixture
def signed_once(rounds: Any) -> Rounds:
    """The project after one evaluator cut one row and signed."""
    desk: Rounds = rounds(6)
    desk.progress_cells(NAME, 截止日="2023-03-31")
    desk.fill(NAME, CUT, "张三")
    desk.run()
    assert (desk.round(NAME), desk.total(NAME)) == ("单位反馈", 89.99)
    return desk


def test_a_form_that_is_sent_back_is_reviewed_anew(rounds: Any) -> None:
    desk = rounds(6)
    desk.fill(NAME, done("退回单位修改"), "张三")
    desk.run()
    assert "没有写事由" in desk.said
    assert desk.round(NAME) == "初评"
    assert desk.progress(NAME)["本轮已签"] is None, (
        "who wanted to send it back has not ended the step"
    )

    decided = ruled(LATE, 4.5, "佐证属实")
    desk.fill(NAME, done("退回单位修改", "缺少台账") | decided, "张三", "2023-03-02")
    desk.run()
    assert (desk.round(NAME), desk.progress(NAME)["等谁办"]) == ("待重报", "单位")
    desk.run()
    assert desk.round(NAME) == "待重报", "the same form once more is no new version"

    change(desk, "69家", "70家")
    desk.run()
    assert desk.round(NAME) == "初评"
    # 30 × 70 ÷ 78 = 26.92; what was decided on the row that did not change stands.
    assert desk.total(NAME) == 96.41
    desk.fill(NAME, {}, "张三", "2023-03-12")
    desk.run()
    assert (desk.round(NAME), desk.total(NAME)) == ("单位反馈", 96.41)


def test_an_evaluator_does_not_answer_for_the_unit(signed_once: Rounds) -> None:
    desk = signed_once
    desk.answer(UNIT, {(NAME, OFFICES): ("认可", "")}, "张三", "2023-03-10")
    desk.run()
    assert "“张三”已作为评价人签署或被指派，不能作为单位答复" in desk.said
    assert desk.round(NAME) == "单位反馈"
    desk.answer(UNIT, {(NAME, OFFICES): ("不认可", "台账漏登")}, "钱七", "2023-03-11")
    desk.run()
    assert desk.round(NAME) == "复核"
    assert "没有采用" not in desk.said
    assert "没有签名" not in desk.said, "in a step that is over nobody can sign any more"
    assert desk.shown(NAME, OFFICES, "认可/不认可") == "不认可"


def test_a_late_answer_is_kept_and_admitted(signed_once: Rounds) -> None:
    desk = signed_once
    late = desk.forms.parent / "迟交.xlsx"
    desk.answer(UNIT, {(NAME, OFFICES): ("不认可", "台账漏登9家")}, "钱七", "2023-05-02", to=late)
    desk.fill(NAME, done("逾期未反馈"), "张三", "2023-03-20")
    desk.run()
    assert desk.round(NAME) == "单位反馈", "the last day is not over yet"
    desk.fill(NAME, done("逾期未反馈"), "张三", "2023-04-01")
    desk.run()
    assert desk.round(NAME) == "待办结"

    desk.more = [late]
    desk.run()
    assert (desk.round(NAME), desk.total(NAME)) == ("待办结", 89.99)
    assert "台账漏登9家" in desk.texts(desk.sheet(NAME))
    desk.fill(NAME, done("受理", "材料属实"), "张三", "2023-05-05")
    desk.run()
    assert desk.round(NAME) == "复核", "to admit an answer is not to close the review"
    desk.fill(NAME, ruled(OFFICES, 26.54, "采纳单位说明"), "张三", "2023-05-06")
    desk.run()
    assert (desk.round(NAME), desk.total(NAME)) == ("终审", 96.53)
    desk.fill(NAME, {}, "孙局", "2023-05-07")
    desk.run()
    assert (desk.round(NAME), desk.total(NAME)) == ("已办结", 96.53)


def test_a_late_answer_that_is_not_admitted_changes_nothing(signed_once: Rounds) -> None:
    desk = signed_once
    late = desk.forms.parent / "迟交.xlsx"
    desk.answer(UNIT, {(NAME, OFFICES): ("不认可", "台账漏登9家")}, "钱七", "2023-05-02", to=late)
    desk.fill(NAME, done("逾期未反馈"), "张三", "2023-04-01")
    desk.run()
    desk.more = [late]
    desk.run()
    desk.fill(NAME, done("不受理", "逾期且没有材料"), "张三", "2023-05-05")
    desk.run()
    assert desk.round(NAME) == "待办结"
    desk.fill(NAME, {}, "孙局", "2023-05-07")
    desk.run()
    assert (desk.round(NAME), desk.total(NAME)) == ("已办结", 89.99)
    assert "台账漏登9家" in desk.texts(desk.sheet(NAME))


def test_what_comes_after_closing_touches_nothing(signed_once: Rounds) -> None:
    desk = signed_once
    desk.answer(UNIT, {(NAME, OFFICES): ("认可", "")}, "钱七", "2023-03-10")
    desk.run()
    assert desk.round(NAME) == "复核", "rows that it was asked about are not answered"
    old = desk.forms.parent / "旧表.xlsx"
    shutil.copy(desk.sheet(NAME), old)
    desk.fill(NAME, {}, "张三", "2023-03-12")
    desk.run()
    desk.fill(NAME, {}, "孙局", "2023-03-15")
    desk.run()
    assert desk.round(NAME) == "已办结"

    desk.type_into(old, ruled(LATE, 1, "逾期认定"), "李四", "2023-03-11")
    desk.more = [old]
    desk.run()
    assert (desk.round(NAME), desk.total(NAME)) == ("已办结", 89.99)
    shown = desk.texts(desk.sheet(NAME))
    assert "办结以后才收到" in shown
    assert "李四（2023-03-11）" in shown
    change(desk, "69家", "60家")
    desk.run()
    assert (desk.round(NAME), desk.total(NAME)) == ("已办结", 89.99)


def test_a_score_that_the_rule_does_not_allow_holds_the_step(rounds: Any) -> None:
    # 78家 → 69家 leaves no room: 26.54 of 30. Beyond it only a ground of the list will do.
    desk = rounds(6)
    desk.fill(NAME, ruled(OFFICES, 30, "情况特殊"), "张三")
    for _ in range(2):
        desk.run()
        assert (
            "认定得分 30 不在规则的 26.54 到 26.54 之间，而理由“情况特殊”不在认定理由清单里"
            in desk.said
        )
        assert (desk.round(NAME), desk.total(NAME)) == ("初评", 96.53)
        assert desk.shown(NAME, OFFICES, "复核得分") == 30
    desk.fill(NAME, ruled(OFFICES, 30, "指标值经批准调整"), "张三", "2023-03-02")
    desk.run()
    assert "没有采用" not in desk.said
    assert (desk.round(NAME), desk.total(NAME)) == ("单位反馈", 99.99)


def test_a_lost_or_renamed_sheet_costs_nothing(rounds: Any) -> None:
    desk = rounds(6)
    desk.fill(NAME, CUT, "张三")
    beside = desk.sheet(NAME).with_name("我改了名的复核表.xlsx")
    desk.sheet(NAME).rename(beside)
    desk.run()
    assert (desk.round(NAME), desk.total(NAME)) == ("单位反馈", 89.99)
    written = desk.sheet(NAME).read_bytes()
    desk.sheet(NAME).unlink()
    desk.run()
    assert desk.sheet(NAME).read_bytes() == written
    assert beside.exists()


def test_entries_follow_their_row_and_their_project(signed_once: Rounds) -> None:
    desk = signed_once
    (form,) = desk.forms.glob("*.yaml")
    line = next(each for each in form.read_text("utf-8").splitlines() if "发放白皮书" in each)
    more = line.replace("发放白皮书的党政机关数量", "新增的指标").replace(": 30", ": 0")
    more = more.replace('"78家"', '"5家"').replace('"69家"', '"5家"')
    change(desk, line, f"{more}\n{line}")
    desk.run()
    assert desk.total(NAME) == 89.99
    assert desk.shown(NAME, "效益/社会效益/2", "认定后得分") == 20
    assert desk.shown(NAME, OFFICES, "前轮认定") is None
    # A corrected code of the project is the same project.
    change(desk, "440300211311500020376", "440300211311500020377")
    desk.run()
    assert (desk.round(NAME), desk.total(NAME)) == ("单位反馈", 89.99)
    # Another target is other data: what was decided on it is listed and asks for a new decision.
    change(desk, '"78家"', '"80家"')
    desk.run()
    assert "有 1 条认定没有采用" in desk.said
    assert desk.total(NAME) != 89.99


def test_two_forms_with_one_id_have_their_own_entries(rounds: Any) -> None:
    desk = rounds(6)
    text = EXAMPLES[5].read_text("utf-8").replace("69家", "75家")
    (desk.forms / "又一份.yaml").write_text(text, "utf-8")
    desk.run()
    names = sorted(path.stem for path in (desk.output / "复核表").glob("*.xlsx"))
    assert names == [NAME, f"{NAME}-2"]
    of_two = {name: desk.total(name) for name in names}
    assert sorted(of_two.values()) == [96.53, 98.84]
    desk.fill(NAME, CUT, "张三")
    for _ in range(2):
        desk.run()
        assert desk.total(NAME) == 89.99
        assert desk.total(f"{NAME}-2") == of_two[f"{NAME}-2"]


def test_the_ledger_of_a_secret_project_holds_no_text(rounds: Any) -> None:
    desk = rounds(6)
    change(desk, "\nunit:", "\nsecret: true\nunit:")
    (form,) = desk.forms.glob("*.yaml")
    form.rename(desk.forms / "甲.yaml")
    shutil.rmtree(desk.output)
    desk.run()
    name = "涉密-1"
    desk.fill(name, CUT, "张三")
    desk.run()
    assert desk.total(name) == 89.99
    ledger = (desk.output / "复核台账.db").read_bytes()
    assert [text for text in (*OF_FORM, "台账为60家") if text.encode() in ledger] == []
    (asked,) = (desk.output / "单位反馈").glob("*.xlsx")
    assert asked.stem == name
    shown = desk.texts(asked) + desk.texts(desk.output / "问题清单.xlsx")
    assert [text for text in OF_FORM if text in shown] == []


def test_two_persons_on_one_row_of_a_list_are_a_conflict(rounds: Any) -> None:
    desk = rounds(6)
    listed = desk.forms.parent / "认定.yaml"
    project = "2022-深圳市信息安全管理中心-440300211311500020376"
    listed.write_text("".join(
        f"- {{submission: {project}, row: {OFFICES}, score: {score}, ground: 数据核减, by: {by},"
        f" at: 2023-03-0{day}, round: 初评}}\n"
        for score, by, day in ((20, "张三", 1), (22, "李四", 2))
    ), "utf-8")  # fmt: skip
    desk.more = [listed]
    desk.run()
    assert (desk.round(NAME), desk.total(NAME)) == ("待裁定", "89.99 或 91.99")
    assert not (desk.output / "单位反馈").exists()
    desk.fill(NAME, ruled(OFFICES, 21, "数据核减"), "王五", "2023-03-05")
    desk.run()
    assert "要由主评人裁定，或者集体会审" in desk.said
    assert desk.round(NAME) == "待裁定"
    desk.fill(NAME, ruled(OFFICES, 21, "集体会审", note="纪要编号：1号"), "王五", "2023-03-06")
    for _ in range(2):
        desk.run()
        assert (desk.round(NAME), desk.total(NAME)) == ("单位反馈", 90.99)


def test_an_emptied_cell_takes_nothing_back(rounds: Any) -> None:
    desk = rounds(6)
    desk.progress_cells(NAME, 复核人="张三、李四")
    desk.fill(NAME, CUT, "张三")
    desk.run()
    desk.fill(NAME, dict.fromkeys(CUT), "李四", "2023-03-02")
    desk.run()
    assert "清空不等于撤回，原来的仍然有效" in desk.said
    assert (desk.round(NAME), desk.total(NAME)) == ("初评", 89.99)
    desk.fill(NAME, {}, "李四", "2023-03-03")
    desk.run()
    assert "清空" not in desk.said
    assert (desk.round(NAME), desk.total(NAME)) == ("单位反馈", 89.99)


def test_a_closed_review_is_opened_by_name_and_with_its_reason_alone(signed_once: Rounds) -> None:
    desk = signed_once
    desk.answer(UNIT, {}, "钱七", "2023-03-10", all_of=[NAME])
    desk.run()
    assert desk.round(NAME) == "待办结"
    desk.fill(NAME, {}, "孙局", "2023-03-12")
    desk.run()
    change(desk, "69家", "78家")
    for reason, now in (("", ("已办结", 89.99)), ("数据有误", ("复核", 99.99))):
        desk.run()
        assert (desk.round(NAME), desk.total(NAME)) == ("已办结", 89.99), "what was closed stands"
        desk.fill(NAME, done("重新打开", reason), "孙局", "2023-04-13")
        desk.run()
        assert (desk.round(NAME), desk.total(NAME)) == now
    desk.fill(NAME, ruled(OFFICES, 29, "佐证属实"), "张三", "2023-04-14")
    desk.run()
    assert (desk.round(NAME), desk.total(NAME)) == ("终审", 98.99)
    desk.fill(NAME, {}, "孙局", "2023-04-15")
    desk.run()
    assert (desk.round(NAME), desk.total(NAME)) == ("已办结", 98.99)


def test_another_form_with_the_same_id_is_followed_like_any_other(rounds: Any) -> None:
    desk = rounds(6)
    (form,) = desk.forms.glob("*.yaml")
    text = form.read_text("utf-8")
    form.rename(desk.forms / "甲.yaml")
    (desk.forms / "乙.yaml").write_text(text.replace("69家", "75家"), "utf-8")
    (desk.forms / "丙.yaml").write_text(text, "utf-8")  # once more what 甲 is
    shutil.rmtree(desk.output)
    desk.run()
    lines = load_workbook(desk.output / "问题清单.xlsx")["进度"].iter_rows(values_only=True)
    head, *lines = [*lines]
    assert len({line[head.index("标识")] for line in lines}) == len(lines) == 2
    # Both are signed, each on its own sheet, and each unit's step is counted and asked.
    sheets = sorted((desk.output / "复核表").glob("*.xlsx"))
    for path in sheets:
        desk.type_into(path, CUT, "张三")
    desk.run()
    assert "复核进度：单位反馈 2 份。" in desk.said
    asked = load_workbook(desk.output / "单位反馈" / f"{UNIT}.xlsx")
    assert len([name for name in asked.sheetnames if NAME in name]) == 2


def test_a_list_that_may_mean_either_of_two_forms_decides_neither(rounds: Any) -> None:
    desk = rounds(6)
    (form,) = desk.forms.glob("*.yaml")
    project = desk.progress(NAME)["标识"]
    listed = desk.forms.parent / "认定.yaml"

    def decide(row: str, score: int) -> None:
        listed.write_text(
            f"- {{submission: {project}, row: {row}, score: {score}, ground: 数据核减, by: 李四,"
            " at: 2023-03-04, round: 初评}\n", "utf-8",
        )  # fmt: skip

    decide(OFFICES, 20)
    desk.more = [listed]
    desk.run()
    assert desk.total(NAME) == 89.99
    text = form.read_text("utf-8").replace("69家", "75家")
    (desk.forms / "又一份.yaml").write_text(text, "utf-8")
    desk.run()
    totals = [desk.total(path.stem) for path in (desk.output / "复核表").glob("*.xlsx")]
    assert sorted(totals) == [89.99, 98.84], "what was decided when there was one form is its own"
    assert "分不清" not in desk.said
    decide(REPORT, 2)
    for _ in range(2):
        desk.run()
        assert "有 2 份申报都是这个编号、内容不同，分不清" in desk.said
        totals = [desk.total(path.stem) for path in (desk.output / "复核表").glob("*.xlsx")]
        assert sorted(totals) == [89.99, 98.84]


def test_a_form_changed_after_closing_is_told(signed_once: Rounds) -> None:
    desk = signed_once
    desk.answer(UNIT, {}, "钱七", "2023-03-10", all_of=[NAME])
    desk.run()
    desk.fill(NAME, {}, "孙局", "2023-03-12")
    desk.run()
    assert "办结之后申报数据有变动" not in desk.said + desk.texts(desk.sheet(NAME))
    change(desk, "69家", "60家")
    for _ in range(2):
        desk.run()
        assert desk.code == 1
        assert f"{NAME}：办结之后申报数据有变动（1 行），分数不变" in desk.said
        assert "要重新评的先重新打开" in desk.said
        assert desk.total(NAME) == 89.99
        below = desk.texts(desk.sheet(NAME)).partition("办结之后申报数据有变动")[2]
        assert "60家" in below
    desk.fill(NAME, done("重新打开", "数据有误"), "孙局", "2023-04-13")
    desk.run()
    assert "办结之后申报数据有变动" not in desk.said + desk.texts(desk.sheet(NAME))


def test_an_answer_under_an_evaluators_name_is_asked_of_the_unit_again(
    signed_once: Rounds,
) -> None:
    desk = signed_once
    desk.answer(UNIT, {(NAME, OFFICES): ("不认可", "台账漏登9家")}, "张三", "2023-03-10")
    for _ in range(2):
        desk.run()
        assert f"{NAME}：单位有 1 处答复没有采用" in desk.said
        assert "单位经办人本人" in desk.said
        assert desk.progress(NAME)["等谁办"] == "单位"
        asked = desk.texts(desk.output / "单位反馈" / f"{UNIT}.xlsx")
        # Who typed it is not known: nobody's draft stands before the unit.
        assert "台账漏登9家" not in asked
    desk.answer(UNIT, {(NAME, OFFICES): ("不认可", "台账漏登9家")}, "钱七", "2023-03-11")
    desk.run()
    assert desk.round(NAME) == "复核"
    assert "处答复没有采用" not in desk.said
    assert desk.shown(NAME, OFFICES, "认可/不认可") == "不认可"


def test_a_late_answer_that_waits_is_told(signed_once: Rounds) -> None:
    desk = signed_once
    late = desk.forms.parent / "迟交.xlsx"
    desk.answer(UNIT, {(NAME, OFFICES): ("不认可", "台账漏登9家")}, "钱七", "2023-05-02", to=late)
    desk.fill(NAME, done("逾期未反馈"), "张三", "2023-04-01")
    desk.run()
    desk.more = [late]
    for _ in range(2):
        desk.run()
        assert desk.code == 1
        assert f"{NAME}：有 1 条补充答复（期限过后收到）等受理或不受理" in desk.said
        assert "受理或不受理补充答复" in desk.progress(NAME)["等谁办"]
    desk.fill(NAME, done("不受理", "逾期且没有材料"), "张三", "2023-05-05")
    desk.run()
    assert "等受理或不受理" not in desk.said
    assert desk.progress(NAME)["等谁办"] == "终审人"


def test_what_could_not_be_done_is_named_until_it_is_done(signed_once: Rounds) -> None:
    desk = signed_once
    desk.fill(NAME, done("逾期未反馈"), "张三", "2023-03-20")
    for _ in range(2):
        desk.run()
        assert f"{NAME}：办理“逾期未反馈”没有生效（张三 2023-03-20）" in desk.said
        assert "还没有过截止日" in desk.said
        assert "认定没有采用" not in desk.said
        assert "办理没有生效" in desk.texts(desk.sheet(NAME))
    desk.fill(NAME, done("逾期未反馈"), "张三", "2023-04-01")
    desk.run()
    assert desk.round(NAME) == "待办结"
    assert "没有生效" not in desk.said


def test_what_is_refused_of_a_closed_review_is_asked_until_it_is_put_right(
    signed_once: Rounds,
) -> None:
    desk = signed_once
    desk.answer(UNIT, {}, "钱七", "2023-03-10", all_of=[NAME])
    desk.run()
    desk.fill(NAME, {}, "孙局", "2023-03-12")
    desk.run()
    acts: dict[str, object] = {"办理": "重新打开", "办理人": "孙局", "办理日期": "2023-04-13"}
    desk.progress_cells(NAME, **acts)
    for _ in range(2):
        desk.run()
        assert "办理“重新打开”，没有写事由" in desk.said
        assert "条认定没有采用" not in desk.said
        assert desk.round(NAME) == "已办结"
    desk.fill(NAME, done("重新打开"), "孙局", "2023-04-13")  # the same fault once more
    desk.run()
    assert desk.said.count("没有写事由") == 1
    desk.progress_cells(NAME, **acts, 事由="数据有误")
    desk.run()
    assert desk.round(NAME) == "复核"
    assert "没有采用" not in desk.said


def test_scores_signed_under_an_earlier_set_stand_and_are_told(rounds: Any) -> None:
    desk = rounds(6)
    sets = desk.forms.parent / "体系"
    (sets / "my").mkdir(parents=True)
    own = sets / "my" / "p.yaml"
    own.write_text("schema: 1\nid: my/p\ntitle: 甲\nextends: shenzhen/2022-project\n", "utf-8")
    change(desk, "set: shenzhen/2022-project", "set: my/p")
    desk.run("--sets", sets)
    desk.fill(NAME, CUT, "张三")
    desk.run("--sets", sets)
    total = desk.total(NAME)
    assert "另一个分数" not in desk.said
    stricter = (
        "sources:\n  甲: {document: 甲, article: 甲, standing: unverified}\n"
        "rules:\n  execution:\n    source: 甲\n    cases: [{score: points * 40%}]\n"
    )
    own.write_text(own.read_text("utf-8") + stricter, "utf-8")
    for _ in range(2):
        desk.run("--sets", sets)
        assert f"{NAME}：有 1 行签署后规则或程序有变动，现在会是另一个分数" in desk.said
        assert "9.99 → 4" in desk.texts(desk.sheet(NAME))
        assert desk.total(NAME) == total


def test_who_closes_on_an_old_sheet_hides_no_ruling_that_came_since(
    signed_once: Rounds, tmp_path: Path
) -> None:
    desk = signed_once
    desk.fill(NAME, done("逾期未反馈"), "张三", "2023-04-01")
    desk.run()
    assert desk.round(NAME) == "待办结"
    old = desk.sheet(NAME).read_bytes()
    listed = tmp_path / "补报.json"
    ruling = {"submission": desk.progress(NAME)["标识"], "row": LATE, "score": "3", "round": "初评",
              "ground": "数据核减", "by": "张三", "at": "2023-03-05"}  # fmt: skip
    listed.write_text(json.dumps([ruling]), "utf-8")
    desk.more = [listed]
    desk.run()
    total = desk.total(NAME)
    desk.sheet(NAME).write_bytes(old)
    desk.fill(NAME, {}, "孙局", "2023-05-07")
    desk.run()
    assert desk.round(NAME) != "已办结", "the sheet did not show the ruling"
    assert desk.total(NAME) == total


def test_who_does_something_with_the_project_signs_no_draft_of_others(signed_once: Rounds) -> None:
    desk = signed_once
    desk.fill(NAME, done("逾期未反馈"), "张三", "2023-04-01")
    desk.run()
    desk.fill(NAME, ruled(LATE, 3))
    desk.run()
    desk.fill(NAME, done("办结"), "孙局", "2023-05-07")
    desk.run()
    with Ledger.open(desk.output / "复核台账.db", read_only=True) as ledger:
        rulings = [r.entry for r in ledger.entries() if r.entry.kind in RULINGS]
    assert {entry.by for entry in rulings if entry.row == LATE} == {""}


def test_a_row_that_was_signed_waits_for_nobody_any_more(rounds: Any) -> None:
    desk: Rounds = rounds(6)
    change(desk, 'actual: "150份"', 'actual: "见附件"')
    assert "待定 1 项" in desk.run()
    desk.fill(NAME, {}, "张三")
    assert "待定" not in desk.run()
    pages = (desk.output / "总览.html").read_text("utf-8")
    assert "先定涉及分值多的" not in pages
