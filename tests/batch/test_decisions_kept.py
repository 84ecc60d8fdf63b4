"""What people write into a 复核表 is read again, laid over, and never lost."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from openpyxl import load_workbook

ROW = "产出/数量/1"


@pytest.fixture
def decide():
    """Type a decision into a review sheet, as a person does, sign it and save it."""

    def typed(path: Path, score: float, ground: str = "数据核减", by: str = "王五") -> None:
        book = load_workbook(path)
        sheet = book["复核表"]
        heads = {
            cell.value: (cell.row, cell.column)
            for row in sheet.iter_rows(min_row=1, max_row=12)
            for cell in row
            if cell.value
        }
        column = heads["标识"][1]
        row = next(
            n
            for n in range(1, sheet.max_row + 1)
            if str(sheet.cell(n, column).value or "").startswith("产出/数量")
        )
        sheet.cell(row, heads["复核得分"][1]).value = score
        sheet.cell(row, heads["认定理由"][1]).value = ground
        for name, text in (("zw_by", by), ("zw_at", "2023-04-01")):
            ((_, cell),) = book.defined_names[name].destinations
            sheet[cell.replace("$", "")].value = text
        book.save(path)

    return typed


def test_a_review_sheet_filled_in_where_it_lies(review, tree, folder, tmp_path, decide, capsys):
    output = tmp_path / "结果"
    review(folder, "-o", output)
    sheet = output / "复核表" / "政务数据管理.xlsx"
    blank = sheet.read_bytes()
    decide(sheet, 10)
    filled = sheet.read_bytes()
    capsys.readouterr()
    review(folder, "-o", output)
    told = "有人改过的一份文件已重新写出；改过的那一份留存为 改动留存/政务数据管理-"
    assert told in capsys.readouterr().out
    (kept,) = (output / "改动留存").iterdir()
    assert kept.read_bytes() == filled
    assert sheet.read_bytes() not in (blank, filled)
    again = tree(output)
    review(folder, "-o", output)
    assert tree(output) == again, "the decision stands in the sheet that was written anew"


def test_decisions_from_elsewhere(review, tree, six, tmp_path, decide, capsys):
    review(six[1], "-o", tmp_path / "发出")
    sheet = tmp_path / "收回.xlsx"
    sheet.write_bytes((tmp_path / "发出" / "复核表" / "政务数据管理.xlsx").read_bytes())
    decide(sheet, 10)
    review(six[1], "-o", tmp_path / "甲", "--decisions", sheet)
    inside = tmp_path / "一起"
    inside.mkdir()
    (inside / six[1].name).write_bytes(six[1].read_bytes())
    (inside / "收回.xlsx").write_bytes(sheet.read_bytes())
    review(inside, "-o", tmp_path / "乙")
    name = "复核表/政务数据管理.xlsx"
    plain, named, found = (tree(tmp_path / n)[name] for n in ("发出", "甲", "乙"))
    assert plain != named
    assert named == found
    capsys.readouterr()
    assert review(six[0], "-o", tmp_path / "丙", "--decisions", sheet) == 1
    assert "复核认定或反馈所指的申报不在这次读取的文件里" in capsys.readouterr().out


def test_what_holds_no_decisions_is_told(review, rows, six, tmp_path):
    assert review(six[0], "-o", tmp_path / "结果", "--decisions", six[1]) == 1
    unread = rows(tmp_path / "结果" / "问题清单.xlsx", "未读取")
    assert [r["文件"] for r in unread] == [six[1].name] * len(unread)
    assert unread


def test_a_sheet_with_decisions_outlives_a_run_without_its_project(
    review, six, tmp_path, decide, capsys
):
    output = tmp_path / "结果"
    review(six[0], six[1], "-o", output)
    sheet = output / "复核表" / "政务数据管理.xlsx"
    decide(sheet, 10)
    review(six[0], six[1], "-o", output)
    held = sheet.read_bytes()
    capsys.readouterr()
    review(six[0], "-o", output)
    assert sheet.read_bytes() == held
    assert "政务数据管理" in {p.stem for p in (output / "复核表").iterdir()}
    review(six[1], "-o", output)
    assert not (output / "复核表" / "深圳电子政务平台数字证书退费项目.xlsx").exists()
    assert "已清除" in capsys.readouterr().out


def test_a_file_of_the_users_own_in_the_way_is_kept(review, six, tmp_path):
    output = tmp_path / "结果"
    output.mkdir()
    (output / "问题清单.csv").write_text("我自己的\n", "utf-8")
    review(six[0], "-o", output)
    (kept,) = (output / "改动留存").iterdir()
    assert kept.read_text("utf-8") == "我自己的\n"


def test_a_name_that_becomes_another_projects_loses_no_decision(
    review, six, tmp_path, decide, capsys
):
    output = tmp_path / "结果"
    for name, path in (("甲.yaml", six[1]), ("乙.yaml", six[0])):
        text = path.read_text("utf-8").replace("\nunit:", "\nsecret: true\nunit:", 1)
        (tmp_path / name).write_text(text, "utf-8")
    sheet = output / "复核表" / "涉密-1.xlsx"
    review(tmp_path / "甲.yaml", "-o", output)
    decide(sheet, 10)
    review(tmp_path / "甲.yaml", "-o", output)
    held = sheet.read_bytes()
    before = set((output / "改动留存").iterdir())
    capsys.readouterr()
    assert review(tmp_path / "乙.yaml", "-o", output) == 1
    (kept,) = set((output / "改动留存").iterdir()) - before
    assert kept.read_bytes() == held
    assert f"改动留存/{kept.name}" in capsys.readouterr().out


def test_a_sheet_saved_beside_in_another_format(review, six, tmp_path, decide):
    output = tmp_path / "结果"
    review(six[1], "-o", output)
    sheet = output / "复核表" / "政务数据管理.xlsx"
    beside = sheet.with_name("政务数据管理 反馈.xlsm")
    filled = tmp_path / "填好.xlsx"
    blank = sheet.read_bytes()
    filled.write_bytes(blank)
    decide(filled, 10)
    filled.rename(beside)
    review(six[1], "-o", output)
    assert sheet.read_bytes() != blank, "its decisions stand in the sheet that was written anew"


def test_an_entry_that_is_refused_is_told_on_every_run(
    review, rows, tree, six, tmp_path, decide, capsys
):
    output = tmp_path / "结果"
    review(six[1], "-o", output)
    sheet = output / "复核表" / "政务数据管理.xlsx"
    decide(sheet, 99)
    for _ in range(2):
        capsys.readouterr()
        assert review(six[1], "-o", output) == 1
        told = capsys.readouterr().out
        assert "文件 2 个已读取" in told
        assert "复核表里有 1 处填写没有采用" in told
        line = next(line for line in told.splitlines() if "复核得分 99 不在 0 到分值" in line)
        assert line.startswith("  复核表/政务数据管理.xlsx 复核表!")
        assert line.endswith("（填的是：复核得分 99，认定理由 数据核减）。请核对后重填。")
        files = rows(output / "读取情况.xlsx", "文件")
        assert "复核表/政务数据管理.xlsx" in {r["文件"] for r in files}
        wrong = rows(output / "读取情况.xlsx", "读取问题")
        assert any("复核得分 99 不在" in str(r) for r in wrong)
    again = tree(output)
    review(six[1], "-o", output)
    assert tree(output) == again
    decide(sheet, 1)
    capsys.readouterr()
    review(six[1], "-o", output)
    assert "没有采用" not in capsys.readouterr().out


def test_a_sheet_named_again_after_it_was_put_right_holds_nothing_up(
    review, six, tmp_path, decide, capsys
):
    review(six[1], "-o", tmp_path / "发出")
    back = tmp_path / "收回.xlsx"
    back.write_bytes((tmp_path / "发出" / "复核表" / "政务数据管理.xlsx").read_bytes())
    decide(back, 99)
    output = tmp_path / "结果"
    review(six[1], "-o", output, "--decisions", back)
    decide(output / "复核表" / "政务数据管理.xlsx", 1)
    capsys.readouterr()
    review(six[1], "-o", output, "--decisions", back)
    assert "没有采用" not in capsys.readouterr().out


def test_the_scorecard_holds_what_was_decided_beside_the_rule(review, six, tmp_path, decide):
    output = tmp_path / "结果"
    review(six[1], "-o", output)
    card = output / "评分结果" / "政务数据管理.json"
    before = json.loads(card.read_text("utf-8"))
    assert "decided" not in before
    decide(output / "复核表" / "政务数据管理.xlsx", 1)
    review(six[1], "-o", output)
    after = json.loads(card.read_text("utf-8"))
    decided = after.pop("decided")
    assert after == before, "by rule"
    assert [r["score"] for r in decided["indicators"] if r["status"] == "decided"] == ["1"]
    assert decided["total"] != after["total"]


def test_decisions_on_data_that_changed_since_are_told(review, six, tmp_path, decide, capsys):
    output, source = tmp_path / "结果", tmp_path / "甲.yaml"
    source.write_bytes(six[1].read_bytes())
    review(source, "-o", output)
    decide(output / "复核表" / "政务数据管理.xlsx", 10)
    text = source.read_text("utf-8")
    source.write_text(text.replace('actual: "3份"', 'actual: "4份"'), "utf-8")
    capsys.readouterr()
    assert review(source, "-o", output) == 1
    assert "政务数据管理：有 1 条认定没有采用" in capsys.readouterr().out


def test_an_entry_put_right_in_the_sheet_that_came_back(review, six, tmp_path, decide, capsys):
    output, back = tmp_path / "结果", tmp_path / "收回.xlsx"
    review(six[1], "-o", output)
    back.write_bytes((output / "复核表" / "政务数据管理.xlsx").read_bytes())
    for score, refused in ((99, True), (98, True), (1, False)):
        decide(back, score)
        for _ in range(2):
            capsys.readouterr()
            review(six[1], "-o", output, "--decisions", back)
            told = capsys.readouterr().out
            assert ("复核表里有 1 处填写没有采用" in told) == refused
            assert (f"填的是：复核得分 {score}，" in told) == refused


def test_an_older_sheet_named_again_does_not_hide_what_was_refused_since(
    review, six, tmp_path, decide, capsys
):
    output, back = tmp_path / "结果", tmp_path / "收回.xlsx"
    review(six[1], "-o", output)
    sheet = output / "复核表" / "政务数据管理.xlsx"
    back.write_bytes(sheet.read_bytes())
    decide(back, 1)
    review(six[1], "-o", output, "--decisions", back)
    decide(sheet, 99)
    for _ in range(3):
        capsys.readouterr()
        review(six[1], "-o", output, "--decisions", back)
        assert "填的是：复核得分 99，" in capsys.readouterr().out


def test_decisions_in_an_earlier_folder_of_outputs_that_is_named(
    review, tree, six, tmp_path, decide
):
    review(six[1], "-o", tmp_path / "甲")
    decide(tmp_path / "甲" / "复核表" / "政务数据管理.xlsx", 10)
    review(six[1], "-o", tmp_path / "甲")
    review(six[1], tmp_path / "甲", "-o", tmp_path / "乙")
    name = "复核表/政务数据管理.xlsx"
    assert tree(tmp_path / "乙")[name] == tree(tmp_path / "甲")[name]
