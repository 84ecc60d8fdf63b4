"""What goes wrong in the workbook is told at its cell, in Chinese, all at once; nothing is written."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from scoring.cli.main import main

SET = "shenzhen/2024-department"
Edits = dict[tuple[str, str], object]
Told = Callable[[Edits], str]


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("book") / "指标体系.xlsx"
    assert main(["sets", "sheet", SET, "-o", str(path)]) == 0
    return path


@pytest.fixture
def told(book: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Told:
    def run(edits: Edits) -> str:
        changed = openpyxl.load_workbook(book)
        for (sheet, cell), value in edits.items():
            changed[sheet][cell] = value
        changed.save(tmp_path / "改.xlsx")
        output = tmp_path / f"{SET}.yaml"
        capsys.readouterr()
        assert main(["sets", "sheet", str(tmp_path / "改.xlsx"), "-o", str(output)]) == 2
        assert not output.exists()
        return capsys.readouterr().err

    return run


@pytest.mark.parametrize(
    ("sheet", "cell", "value", "says"),
    [
        ("指标", "B3", "9", "没有编号是“9”的行"),
        ("指标", "A4", "1.1.2", "编号“1.1.2”重复了，第 4 行已经用过"),
        ("指标", "D3", "四分", "“四分”不是数"),
        ("指标", "H4", "jugded", "rules 里没有“jugded”"),
        ("指标", "B2", "1.1", "上级绕成了圈：1 → 1.1 → 1"),
        ("指标", "C4", None, "“名称”没有填"),
        ("指标", "A4", None, "“编号”没有填"),
        ("指标", "D3", 5, "下各项分值之和为10，本级写的是5"),
        ("指标", "S4", "{valu: 1}", "不认识的键“valu”"),
        ("指标", "S4", "{name: 又一个}", "“name”在这一行写了两次"),
        ("指标", "S4", "{", "不是 YAML 的写法"),
        ("规则", "E2", "valeu > 3", "valeu"),
        ("规则", "D2", "limit 3", "“limit 3”不是“名 = 值”"),
        ("规则", "B2", "7.7", "“规则”和“指标编号”只能写一个"),
        ("规则", "E1", "条见", "不认识的列名“条见”"),
        ("依据", "D2", "瞎写", "没有“瞎写”这一种"),
        ("依据", "A3", "报告", "“报告”写了两次"),
        ("依据", "B2", None, "“文件”没有填"),
        ("基本信息", "A4", "继成", "不认识的项目“继成”"),
        ("填报要求", "A2", "指标", "没有“指标”这个级次或指标"),
        ("其他", "A2", "leves", "不认识的键“leves”"),
        ("其他", "A2", "levels", "“levels”在“指标”里已经写了"),
    ],
)
def test_a_slip_is_told_at_its_cell(
    sheet: str, cell: str, value: object, says: str, told: Told
) -> None:
    lines = told({(sheet, cell): value}).splitlines()
    where = f"改.xlsx [{sheet}!"
    assert any(where in line and says in line for line in lines), lines


@pytest.mark.parametrize(
    ("edits", "says"),
    [
        ({("等级", "B2"): 90, ("等级", "C2"): 90}, "[等级!C2]：错误：“起点分”和“起点分（不含）”只能填一个"),
        ({("等级", "B2"): None, ("等级", "C2"): None}, "“起点分”和“起点分（不含）”都没有填"),
        ({("基本信息", "B17"): "limit = 80%"}, "[基本信息!B16]：错误：“总分上限·规则”没有填"),
        ({("规则", "G2"): 1, ("规则", "H2"): 1}, "[规则!H2]：错误：“下限（含）”和“下限（不含）”只能填一个"),
        ({("规则", "I2"): 1, ("规则", "J2"): 1}, "[规则!J2]：错误：“上限（含）”和“上限（不含）”只能填一个"),
    ],
)  # fmt: skip
def test_a_slip_is_told_in_the_words_of_the_workbook(edits: Edits, says: str, told: Told) -> None:
    changed = dict(edits)
    if ("等级", "B2") in edits:  # the set of these tests has no grades of its own
        changed |= {("等级", "A2"): "优", ("等级", "A3"): "差", ("等级", "B3"): 0}
    said = told(changed)
    assert says in said
    assert not [key for key in ("from", "above", "below", "缺少 rule", "缺少 when") if key in said]


def test_the_cell_is_the_one_that_was_changed(told: Told) -> None:
    assert "改.xlsx [规则!E2]：错误" in told({("规则", "E2"): "valeu > 3"})
    assert "改.xlsx [指标!D3]：错误" in told({("指标", "D3"): "四分"})


def test_the_nearest_word_is_named(told: Told) -> None:
    assert "您是不是想写 judged？" in told({("指标", "H4"): "jugded"})
    assert "您是不是想写 条件？" in told({("规则", "E1"): "条见"})
    assert "您是不是想写 继承？" in told({("基本信息", "A4"): "继成"})


def test_slips_of_all_sheets_come_at_once(told: Told) -> None:
    said = told({
        ("指标", "D3"): "四分", ("指标", "B5"): "9.9", ("依据", "D2"): "瞎写",
        ("规则", "E2"): "valeu > 3", ("填报数据", "B2"): "钱",
    })  # fmt: skip
    for cell in ("指标!D3", "指标!B5", "依据!D2", "填报数据!B2"):
        assert f"[{cell}]" in said


def test_rows_that_went_astray_are_not_told_as_wrong_sums_too(told: Told) -> None:
    assert "之和" not in told({("指标", "B3"): "9"})


def test_a_case_of_an_indicator_that_is_not_there(told: Told) -> None:
    said = told({("规则", "B30"): "7.7", ("规则", "F30"): "0"})
    assert "[规则!B30]：错误：没有编号是“7.7”的指标" in said


def test_thousands_of_rows_below_one_another_are_refused(told: Told) -> None:
    edits: Edits = {}
    for number in range(60, 2000):
        edits["指标", f"A{number}"] = f"c{number}"
        edits["指标", f"B{number}"] = f"c{number - 1}" if number > 60 else None
        edits["指标", f"C{number}"] = f"第{number}行"
    assert "级次太深，超过 30 层" in told(edits)


def test_a_formula_without_a_value(told: Told) -> None:
    assert "[规则!F2]：错误：这一格是公式，文件里没有它的值" in told({("规则", "F2"): "=1+1"})


def test_another_workbook_is_none(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    openpyxl.Workbook().save(tmp_path / "空.xlsx")
    assert main(["sets", "sheet", str(tmp_path / "空.xlsx")]) == 2
    assert "没有“基本信息”这张表，不是指标体系工作簿" in capsys.readouterr().err


def test_the_id_must_fit_the_file(
    book: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["sets", "sheet", str(book), "-o", str(tmp_path / "my" / "other.yaml")]) == 2
    assert "[基本信息!B3]" in capsys.readouterr().err


def test_what_is_there_is_not_overwritten(
    book: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    output = tmp_path / f"{SET}.yaml"
    output.parent.mkdir()
    output.write_text("mine", "utf-8")
    assert main(["sets", "sheet", str(book), "-o", str(output)]) == 2
    assert output.read_text("utf-8") == "mine"
    assert "--force" in capsys.readouterr().err
    assert main(["sets", "sheet", str(book), "-o", str(output), "--force"]) == 0


def test_an_edit_comes_through(book: Path, tmp_path: Path) -> None:
    changed = openpyxl.load_workbook(book)
    tree = changed["指标"]
    assert tree["C4"].value == "预算编制合理性"
    tree["D4"], tree["D5"] = 4, 6
    tree["C4"] = "预算编制合理程度"
    changed.save(tmp_path / "改.xlsx")
    output = tmp_path / f"{SET}.yaml"
    assert main(["sets", "sheet", str(tmp_path / "改.xlsx"), "-o", str(output)]) == 0
    assert "name: 预算编制合理程度, points: 4" in output.read_text("utf-8")


def test_a_text_that_looks_like_a_formula_is_none(tmp_path: Path) -> None:
    source = tmp_path / "my" / "formula.yaml"
    source.parent.mkdir()
    source.write_text(
        "schema: 1\nid: my/formula\ntitle: =HYPERLINK(1)\nextends: mof/2020-project\n", "utf-8"
    )
    book = tmp_path / "指标体系.xlsx"
    assert main(["sets", "sheet", str(source), "-o", str(book)]) == 0
    cells = [c for s in openpyxl.load_workbook(book) for row in s.iter_rows() for c in row]
    assert [c.data_type for c in cells if c.value == "=HYPERLINK(1)"] == ["s"]
    assert main(["sets", "sheet", str(book), "-o", str(source), "--force"]) == 0
    assert "=HYPERLINK(1)" in source.read_text("utf-8")


def test_a_rule_that_nothing_uses_is_told_at_its_cell(
    book: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    changed = openpyxl.load_workbook(book)
    changed["规则"]["A30"], changed["规则"]["C30"], changed["规则"]["F30"] = "shrae", "评分表", "0"
    changed.save(tmp_path / "改.xlsx")
    output = tmp_path / f"{SET}.yaml"
    assert main(["sets", "sheet", str(tmp_path / "改.xlsx"), "-o", str(output)]) == 1
    assert "[规则!A30]：提醒：规则“shrae”没有用到" in capsys.readouterr().err
    assert output.exists()
