"""The officer gets the export back: only the four columns filled, everything else untouched."""

from __future__ import annotations

import html
import io
import re
import shutil
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from scoring.cli.main import main
from scoring.problem import InputError
from scoring.readers.books.open_any import open_book
from scoring.readers.forms.read_form import read_exported
from scoring.records.submission import Submission
from scoring.workbooks.export_copy.html_copy import copy_html
from scoring.workbooks.export_copy.model import Fill
from tests.corpus.real_form import (
    EXAMPLES,
    SET,
    Box,
    Grid,
    as_html,
    as_xlsx,
    examples,
    layout,
    placed,
    unfilled,
)

SIX = examples()
GIVEN = SIX[5]
SCORES = {"信息工程质量白皮书编制完成时间": "3.88", "发放白皮书的党政机关数量": "26.54"}


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    shutil.copy(EXAMPLES[5], "填报.yaml")


def score(*arguments: str) -> int:
    """Fill copies with the rule's scores: they differ from those that stand in the exports."""
    return main(["score", *arguments, "-o", "结果", "--format", "json", "--scores", "rule"])


def score_own(*arguments: str) -> int:
    """Fill copies as the unit hands them in."""
    return main(["score", *arguments, "-o", "结果", "--format", "json"])


def read(name: str) -> Submission:
    ((_, found),) = read_exported(open_book(Path("结果", name).read_bytes(), name), SET)
    assert isinstance(found, Submission), found
    return found


def cells(data: bytes, sheet: str | None = None) -> dict[str, Any]:
    book = openpyxl.load_workbook(io.BytesIO(data))
    page = book[sheet] if sheet else book.worksheets[0]
    return {c.coordinate: c.value for row in page.iter_rows() for c in row if c.value is not None}


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def replaced(grid: Grid, old: str, new: str) -> Grid:
    assert any(box.text == old for row in grid for box in row), old
    return [[Box(new, b.down, b.across) if b.text == old else b for b in row] for row in grid]


# an export that holds the actuals


def test_an_export_gives_forms_and_a_filled_copy(capsys):
    Path("导出.xlsx").write_bytes(as_xlsx(layout(GIVEN)))
    assert main(["score", "导出.xlsx", "--set", SET, "-o", "结果", "--scores", "rule"]) == 0
    names = {path.name for path in Path("结果").iterdir()}
    assert names == {
        "导出-自评表.xlsx", "导出-自评表.html", "导出-评分说明.xlsx", "导出-评分说明.html",
        "导出-评分结果.json", "导出-回填.xlsx",
    }  # fmt: skip
    said = capsys.readouterr().out
    assert "总分 94.41" in said
    assert (
        "得分改写 效益/社会效益/发放白皮书的党政机关数量：导出的表上是 30，按规则为 26.54" in said
    )
    assert "已写出 结果/导出-回填.xlsx" in said
    found = read("导出-回填.xlsx")
    assert str(found.claimed_total) == "94.41"
    assert {r.name: str(r.claimed) for r in found.indicators if r.name in SCORES} == SCORES


def test_of_a_workbook_only_the_changed_cells_change():
    before = as_xlsx(layout(GIVEN))
    Path("导出.xlsx").write_bytes(before)
    assert score("导出.xlsx", "--set", SET) == 0
    after = Path("结果/导出-回填.xlsx").read_bytes()
    was, now = cells(before), cells(after, "自评表")
    changed = {at: (was.get(at), now[at]) for at in now if was.get(at) != now[at]}
    assert changed == {
        "H22": (5, 3.88), "H24": (4, 3), "H27": (30, 26.54), "H32": (99.99, 94.41),
    }  # fmt: skip
    assert was.keys() == now.keys()
    old, new = parts(before), parts(after)
    differing = {name for name in new if new[name] != old.get(name)}
    assert differing == {
        "xl/worksheets/sheet1.xml", "xl/worksheets/paste1.xml", "xl/workbook.xml",
        "xl/_rels/workbook.xml.rels", "[Content_Types].xml",
    }  # fmt: skip


def test_of_a_page_only_the_texts_of_some_cells_change():
    for encoding in ("utf-8", "gb18030", "utf-16-le", "utf-8-sig"):
        before = as_html(layout(GIVEN), encoding=encoding)
        Path("导出.xls").write_bytes(before)
        assert score("导出.xls", "--set", SET) == 0
        after = Path("结果/导出-回填.xls").read_bytes()
        old, new = (re.split("(<[^>]*>)", data.decode(encoding)) for data in (before, after))
        assert len(old) == len(new)
        changed = [(a, b) for a, b in zip(old, new, strict=True) if a != b]
        assert changed == [("5", "3.88"), ("4", "3"), ("30", "26.54"), ("99.99", "94.41")]


def test_several_forms_in_one_export(capsys):
    for name, data in {
        "六份.xlsx": as_xlsx(*map(layout, SIX)),
        "六份.xls": as_html(*map(layout, SIX)),
    }.items():
        Path(name).write_bytes(data)
        assert score(name, "--set", SET) == 0
        copy = Path("结果", name.replace(".", "-回填.")).read_bytes()
        totals = [
            str(found.claimed_total)
            for _, found in read_exported(open_book(copy, name), SET)
            if isinstance(found, Submission)
        ]
        assert totals == ["99.23", "99.79", "99.92", "99.77", "99.94", "94.41"]
    assert "已写出 结果/六份-粘贴区.xlsx" in capsys.readouterr().out


def test_a_copy_scores_like_its_source():
    Path("导出.xls").write_bytes(as_html(layout(GIVEN)))
    assert score("导出.xls", "--set", SET) == 0
    first = Path("结果/导出-回填.xls").read_bytes()
    shutil.copy("结果/导出-回填.xls", "导出.xls")
    assert score("导出.xls", "--set", SET) == 0
    assert Path("结果/导出-回填.xls").read_bytes() == first


def test_a_copy_with_its_paste_sheet_is_read_as_one_form():
    Path("导出.xlsx").write_bytes(as_xlsx(layout(GIVEN)))
    assert score("导出.xlsx", "--set", SET) == 0
    shutil.copy("结果/导出-回填.xlsx", "导出.xlsx")
    assert score("导出.xlsx", "--set", SET) == 0
    assert len(openpyxl.load_workbook("结果/导出-回填.xlsx").sheetnames) == 3
    assert not read("导出-回填.xlsx").unplaced


# the unit's own copy


def test_the_unit_s_copy_keeps_its_own_scores():
    before = as_xlsx(layout(GIVEN))
    Path("导出.xlsx").write_bytes(before)
    assert score_own("导出.xlsx", "--set", SET) == 0
    assert cells(before) == cells(Path("结果/导出-回填.xlsx").read_bytes(), "自评表")


def test_an_empty_export_gets_the_unit_s_scores():
    Path("空.xlsx").write_bytes(as_xlsx(layout(unfilled(GIVEN))))
    assert score_own("填报.yaml", "--export", "空.xlsx") == 0
    found = read("空-回填.xlsx")
    assert str(found.claimed_total) == "99.99"
    assert [r.claimed for r in found.indicators] == [r.claimed for r in GIVEN.indicators]


def test_a_blank_score_takes_the_rule_s_where_nothing_is_asked_and_else_stays_blank(capsys):
    text = Path("填报.yaml").read_text("utf-8")
    # a number that was reached, and a deadline that was missed
    for name in ("申报质量监督登记率", "信息工程质量白皮书编制完成时间"):
        text, count = re.subn(rf"(name: {name},.*?), claimed: \"?[0-9.]+\"?", r"\1", text, count=1)
        assert count == 1, name
    Path("填报.yaml").write_text(text, "utf-8")
    Path("空.xlsx").write_bytes(as_xlsx(layout(unfilled(GIVEN))))
    assert score_own("填报.yaml", "--export", "空.xlsx") == 1
    said = capsys.readouterr().out
    assert "未填得分，按规则填入" in said
    assert "得分留空 产出/时效/信息工程质量白皮书编制完成时间：待单位填写" in said
    found = {row.name: row.claimed for row in read("空-回填.xlsx").indicators}
    assert found["信息工程质量白皮书编制完成时间"] is None
    assert found["申报质量监督登记率"] is not None


# an export that another file fills


@pytest.mark.parametrize("name", ["空.xlsx", "空.xls"])
def test_an_empty_export_is_filled_from_a_workbook(name, capsys):
    grid = layout(unfilled(GIVEN))
    data = as_xlsx(grid) if name.endswith("x") else as_html(grid, encoding="gb18030")
    Path(name).write_bytes(data)
    assert score("填报.yaml", "--export", name) == 0
    said = capsys.readouterr().out
    assert "回填 空" in said
    assert "未回填" not in said
    found = read(name.replace(".", "-回填."))
    assert str(found.claimed_total) == "94.41"
    assert str(found.funds[0].claimed) == "9.99"
    for row, given in zip(found.indicators, GIVEN.indicators, strict=True):
        assert (row.actual, row.points, row.reason) == (given.actual, given.points, given.reason)
        assert row.claimed is not None
        assert str(row.claimed) == SCORES.get(given.name, str(row.claimed))


def test_rows_that_do_not_match_are_told_and_left(capsys):
    grid = layout(unfilled(GIVEN))
    grid = replaced(grid, "申报质量监督登记率", "质量监督登记率")
    Path("空.xlsx").write_bytes(as_xlsx(grid))
    assert score("填报.yaml", "--export", "空.xlsx") == 1
    said = capsys.readouterr().out
    assert "未回填 产出/数量/质量监督登记率：填报的内容里没有" in said
    assert "未回填 产出/数量/申报质量监督登记率：导出的表里没有" in said
    assert "总分 94.41 未回填" in said
    now = cells(Path("结果/空-回填.xlsx").read_bytes(), "自评表")
    assert "F16" not in now
    assert "H32" not in now
    assert now["F15"] == "150份"


def test_equal_names_meet_in_their_order_and_levels_may_end_otherwise():
    grid = layout(unfilled(GIVEN))
    grid = replaced(replaced(grid, "数量", "数量指标"), "申请安全专项测评率", "申报质量监督登记率")
    text = Path("填报.yaml").read_text("utf-8").replace("申请安全专项测评率", "申报质量监督登记率")
    text = text.replace(
        '登记率, target: "100%", actual: "1"', '登记率, target: "100%", actual: "0.9"', 1
    )
    Path("填报.yaml").write_text(text, "utf-8")
    Path("空.xlsx").write_bytes(as_xlsx(grid))
    assert score("填报.yaml", "--export", "空.xlsx") == 0
    now = cells(Path("结果/空-回填.xlsx").read_bytes(), "自评表")
    assert (now["F16"], now["H16"]) == ("0.9", 3.6)
    assert (now["F17"], now["H17"]) == ("1", 4)


def test_another_project_is_not_filled(capsys):
    Path("空.xlsx").write_bytes(as_xlsx(layout(unfilled(SIX[0]))))
    assert score("填报.yaml", "--export", "空.xlsx") == 1
    said = capsys.readouterr().out
    assert "导出的表里没有这个项目" in said
    assert not Path("结果/空-回填.xlsx").exists()


def test_several_files_fill_one_export():
    Path("空.xlsx").write_bytes(as_xlsx(*(layout(unfilled(given)) for given in SIX)))
    assert score(*map(str, EXAMPLES), "--export", "空.xlsx") == 0
    copy = Path("结果/空-回填.xlsx").read_bytes()
    found = [one for _, one in read_exported(open_book(copy, "空.xlsx"), SET)]
    for one, given in zip(found, SIX, strict=True):
        assert isinstance(one, Submission)
        assert [r.actual for r in one.indicators] == [r.actual for r in given.indicators]
        assert [r.reason for r in one.indicators] == [r.reason for r in given.indicators]


def test_a_row_that_the_rule_cannot_score_stays_without_a_score(capsys):
    text = Path("填报.yaml").read_text("utf-8").replace('actual: "69家"', "actual: 若干")
    Path("填报.yaml").write_text(text, "utf-8")
    Path("空.xlsx").write_bytes(as_xlsx(layout(unfilled(GIVEN))))
    assert score("填报.yaml", "--export", "空.xlsx") == 1
    assert "得分留空 效益/社会效益/发放白皮书的党政机关数量：未能读取" in capsys.readouterr().out
    now = cells(Path("结果/空-回填.xlsx").read_bytes(), "自评表")
    assert now["F27"] == "若干"
    assert "H27" not in now
    assert "H32" not in now


def test_an_export_that_is_none(capsys):
    Path("空.xlsx").write_bytes(as_xlsx([[Box("甲")]]))
    assert score("填报.yaml", "--export", "空.xlsx") == 2
    assert "没有找到自评表" in capsys.readouterr().err
    Path("坏.xlsx").write_bytes(b"PK\x03\x04 nonsense")
    assert score("填报.yaml", "--export", "坏.xlsx") == 2
    assert score("填报.yaml", "--export", "没有.xlsx") == 2
    assert "找不到这个文件" in capsys.readouterr().err


def test_a_secret_submission_leaks_nothing(capsys):
    text = Path("填报.yaml").read_text("utf-8").replace("year: 2022", "year: 2022\nsecret: 是")
    Path("填报.yaml").write_text(text, "utf-8")
    Path("空.xlsx").write_bytes(as_xlsx(replaced(layout(unfilled(GIVEN)), "运维备案率", "备案率")))
    score("填报.yaml", "--export", "空.xlsx")
    said = capsys.readouterr()
    assert "备案率" not in said.out + said.err
    assert "处说明" in said.out


# what is pasted


def test_the_paste_sheet_covers_the_block_one_to_one():
    """Pasting the block over the export's block gives the copy."""
    for name in ("空.xlsx", "空.xls"):
        grid = layout(unfilled(GIVEN))
        Path(name).write_bytes(as_xlsx(grid) if name.endswith("x") else as_html(grid))
        assert score("填报.yaml", "--export", name) == 0
        where = "结果/空-回填.xlsx" if name.endswith("x") else "结果/空-粘贴区.xlsx"
        paste = cells(Path(where).read_bytes(), "粘贴区")
        assert paste["A3"].endswith("!F14 至 I31")
        assert [paste.get(f"{c}4") for c in "ABCD"] == [
            "实际完成值", "分值", "得分", "偏差原因分析及改进措施",
        ]  # fmt: skip
        copied = read(name.replace(".", "-回填."))
        for number, row in enumerate(copied.indicators, 5):
            shown = [paste.get(f"{column}{number}") for column in "ABCD"]
            assert shown[0] == row.actual
            assert [float(row.points or 0), float(row.claimed or 0)] == shown[1:3]
            assert (shown[3] or "") == row.reason


def test_remarks_stand_outside_the_block():
    Path("导出.xls").write_bytes(as_html(layout(GIVEN)))
    assert score("导出.xls", "--set", SET) == 0
    paste = cells(Path("结果/导出-粘贴区.xlsx").read_bytes(), "粘贴区")
    assert paste["C18"] == 26.54
    assert "E18" not in paste
    assert paste["F18"] == "得分原为 30"


def test_columns_that_do_not_lie_side_by_side_are_blocks_of_their_own():
    grid = layout(GIVEN)[:9]
    words = ["一级指标", "二级指标", "三级指标", "实际完成值", "年度指标值", "分值", "得分", "备注"]
    grid.append([Box(word) for word in words])
    grid.append([Box(t) for t in ("产出", "数量", "报告", "9份", "≥10份", "50", "", "")])
    Path("导出.xls").write_bytes(as_html(grid))
    score("导出.xls", "--set", SET)
    paste = cells(Path("结果/导出-粘贴区.xlsx").read_bytes(), "粘贴区")
    titles = [value for value in paste.values() if "粘贴到" in str(value)]
    assert [t.split("粘贴到 ")[1] for t in titles] == ["导出!D11 至 D11", "导出!F11 至 H11"]


# hostile and strange exports


FORMULA = "=cmd|'/c calc'!A1"


def test_no_text_becomes_a_formula():
    text = Path("填报.yaml").read_text("utf-8").replace('actual: "150份"', f'actual: "{FORMULA}"')
    text = text.replace('actual: "9月底"', "actual: '<b onload=\"x()\">&9月底</b>'")
    Path("填报.yaml").write_text(text, "utf-8")
    for name in ("空.xlsx", "空.xls"):
        grid = layout(unfilled(GIVEN))
        Path(name).write_bytes(as_xlsx(grid) if name.endswith("x") else as_html(grid))
        score("填报.yaml", "--export", name)
    book = openpyxl.load_workbook("结果/空-回填.xlsx")
    assert (book["自评表"]["F15"].value, book["自评表"]["F15"].data_type) == (FORMULA, "s")
    assert (book["粘贴区"]["A6"].value, book["粘贴区"]["A6"].data_type) == (FORMULA, "s")
    paste = openpyxl.load_workbook("结果/空-粘贴区.xlsx")["粘贴区"]["A6"]
    assert (paste.value, paste.data_type, paste.quotePrefix) == (FORMULA, "s", True)
    page = Path("结果/空-回填.xls").read_text("utf-8")
    assert "<td>=cmd" not in page
    assert "&nbsp;=cmd" in page
    assert "<b onload" not in page
    assert "&lt;b onload=&quot;x()&quot;&gt;&amp;9月底" in page


def test_formulas_of_the_export_stay_and_are_computed_anew(capsys):
    book = openpyxl.load_workbook(io.BytesIO(as_xlsx(layout(GIVEN))))
    book.worksheets[0]["H32"] = "=SUM(H14:H31)+I6"
    book.save("导出.xlsx")
    assert score("导出.xlsx", "--set", SET) == 0
    assert "未改写 自评表!H32（得分）：格里是公式" in capsys.readouterr().out
    copy = Path("结果/导出-回填.xlsx").read_bytes()
    assert cells(copy, "自评表")["H32"] == "=SUM(H14:H31)+I6"
    assert b'fullCalcOnLoad="1"' in parts(copy)["xl/workbook.xml"]


def test_a_workbook_whose_parts_use_prefixes():
    """As other programs write them: ``<x:c>``."""
    grid = layout(unfilled(GIVEN))
    data = as_xlsx(grid)
    old = parts(data)
    sheet = old["xl/worksheets/sheet1.xml"].decode()
    sheet = re.sub(r"<(/?)(?=[a-zA-Z])", r"<\1x:", sheet).replace("xmlns=", "xmlns:x=")
    book = old["xl/workbook.xml"].decode()
    book = re.sub(r"<(/?)(?=[a-zA-Z])", r"<\1x:", book).replace("xmlns=", "xmlns:x=", 1)
    with zipfile.ZipFile("空.xlsx", "w") as archive:
        for name, content in old.items():
            changed = {"xl/worksheets/sheet1.xml": sheet.encode(), "xl/workbook.xml": book.encode()}
            archive.writestr(name, changed.get(name, content))
    assert score("填报.yaml", "--export", "空.xlsx") == 0
    assert str(read("空-回填.xlsx").claimed_total) == "94.41"
    assert openpyxl.load_workbook("结果/空-回填.xlsx").sheetnames == ["自评表", "粘贴区"]


def test_macros_pictures_and_unknown_parts_are_carried_along():
    old = parts(as_xlsx(layout(GIVEN)))
    old["xl/vbaProject.bin"] = b"\xd0\xcf macro"
    old["customXml/item1.xml"] = b"<a>1</a>"
    with zipfile.ZipFile("导出.xlsm", "w") as archive:
        for name, content in old.items():
            archive.writestr(name, content)
    assert score("导出.xlsm", "--set", SET) == 0
    new = parts(Path("结果/导出-回填.xlsm").read_bytes())
    assert new["xl/vbaProject.bin"] == old["xl/vbaProject.bin"]
    assert new["customXml/item1.xml"] == old["customXml/item1.xml"]


def test_marks_inside_cells_of_a_page_stay():
    page = as_html(layout(GIVEN)).decode()
    page = page.replace("<td>69家</td><td>30</td><td>30</td>",
        "<td>69家</td><td>30</td><td class='a' x:num=\"30\"><p><font size='2'>30</font><br></p></td>")  # fmt: skip
    Path("导出.xls").write_text(page, "utf-8")
    assert score("导出.xls", "--set", SET) == 0
    copy = Path("结果/导出-回填.xls").read_text("utf-8")
    assert "<td class='a' x:num=\"26.54\"><p><font size='2'>26.54</font><br></p></td>" in copy


def test_a_sign_that_the_encoding_lacks_is_written_as_a_reference():
    text = Path("填报.yaml").read_text("utf-8").replace("reason: 未偏离", "reason: 𠮷达标✅", 1)
    Path("填报.yaml").write_text(text, "utf-8")
    Path("空.xls").write_bytes(as_html(layout(unfilled(GIVEN)), encoding="gb18030"))
    assert score("填报.yaml", "--export", "空.xls") == 0
    page = Path("结果/空-回填.xls").read_bytes().decode("gb18030")
    assert html.unescape(page).count("𠮷达标✅") == 1
    assert read("空-回填.xls").indicators[0].reason == "𠮷达标✅"


def test_what_is_written_over_is_told(capsys):
    Path("导出.xlsx").write_bytes(as_xlsx(layout(GIVEN)))
    text = Path("填报.yaml").read_text("utf-8").replace('actual: "69家"', 'actual: "70家"')
    Path("填报.yaml").write_text(text, "utf-8")
    assert score("填报.yaml", "--export", "导出.xlsx") == 0
    said = capsys.readouterr().out
    assert "实际完成值改写 第27行：导出的表上是“69家”，现填“70家”" in said


def test_a_kind_that_cannot_be_written_back_still_gives_what_is_pasted(capsys):
    Path("导出.xls").write_bytes(as_xml(layout(GIVEN)))
    assert score("导出.xls", "--set", SET) == 0
    assert "没有另存回填的表，请用粘贴区：这种文件不能原样写回" in capsys.readouterr().out
    assert Path("结果/导出-粘贴区.xlsx").exists()
    assert not Path("结果/导出-回填.xls").exists()


def as_xml(grid: Grid) -> bytes:
    """Return a form as the XML workbook of Excel 2003, another thing that is called ``.xls``."""
    lines = ['<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>']
    lines.append('<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"')
    lines.append(' xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">')
    lines.append('<Worksheet ss:Name="自评表"><Table>')
    for number in range(1, len(grid) + 1):
        lines.append("<Row>")
        for row, column, box in placed(grid):
            if row == number:
                spans = f'ss:MergeAcross="{box.across - 1}" ss:MergeDown="{box.down - 1}"'
                text = html.escape(box.text)
                lines.append(
                    f'<Cell ss:Index="{column}" {spans}><Data ss:Type="String">{text}</Data></Cell>'
                )
        lines.append("</Row>")
    return "".join([*lines, "</Table></Worksheet></Workbook>"]).encode()


def test_a_page_that_does_not_give_its_bytes_again_is_told():
    with pytest.raises(InputError, match="损坏的字符"):
        copy_html(b"<td>\xff</td>", "<td>\ufffd</td>", {}, [], "表.xls")


def test_a_cell_that_stands_nowhere_in_the_page_is_told():
    with pytest.raises(InputError, match="找不到单独的位置"):
        copy_html(b"<td>1</td>", "<td>1</td>", {}, [Fill("表", 3, 2, "甲")], "表.xls")


def test_no_input_is_written_over(capsys):
    Path("结果").mkdir()
    Path("结果/导出-回填.xlsx").write_bytes(as_xlsx(layout(GIVEN)))
    Path("导出.xlsx").write_bytes(as_xlsx(layout(GIVEN)))
    assert score("导出.xlsx", "结果/导出-回填.xlsx", "--set", SET) == 2
    assert "不能写入" in capsys.readouterr().err


def test_the_same_input_gives_the_same_bytes():
    Path("导出.xls").write_bytes(as_html(layout(GIVEN)))
    Path("导.xlsx").write_bytes(as_xlsx(layout(GIVEN)))
    runs = []
    for _ in range(2):
        assert score("导出.xls", "导.xlsx", "--set", SET) == 0
        runs.append({path.name: path.read_bytes() for path in Path("结果").iterdir()})
    assert runs[0] == runs[1]


def test_where_the_cells_lie():
    """The maker of the test files and the reader agree on the addresses used above."""
    at = {(row, column): box.text for row, column, box in placed(layout(GIVEN))}
    assert at[32, 8] == "99.99"
    assert at[27, 6] == "69家"


def test_a_row_of_another_target_gets_no_score(capsys):
    """Its score says how another target was met; beside the approved one it would mislead."""
    text = Path("填报.yaml").read_text("utf-8").replace('target: "78家"', 'target: "60家"')
    Path("填报.yaml").write_text(text, "utf-8")
    Path("空.xlsx").write_bytes(as_xlsx(layout(unfilled(GIVEN))))
    assert score("填报.yaml", "--export", "空.xlsx") == 1
    said = capsys.readouterr().out
    assert (
        "得分留空 效益/社会效益/发放白皮书的党政机关数量："
        "导出的表上年度指标值是“78家”，填报的是“60家”" in said
    )
    assert "未回填：有的行没有对上" in said
    now = cells(Path("结果/空-回填.xlsx").read_bytes(), "自评表")
    assert (now["E27"], now["F27"]) == ("78家", "69家")
    assert "H27" not in now
    assert "H32" not in now


def test_a_target_that_is_only_written_otherwise_is_the_same(capsys):
    text = (
        Path("填报.yaml").read_text("utf-8").replace('target: "≤160万元"', 'target: " ≤ 160万元"')
    )
    Path("填报.yaml").write_text(text, "utf-8")
    Path("空.xlsx").write_bytes(as_xlsx(layout(unfilled(GIVEN))))
    assert score("填报.yaml", "--export", "空.xlsx") == 0
    assert "得分留空" not in capsys.readouterr().out


def test_a_number_that_a_cell_stores_goes_when_a_text_takes_its_place():
    page = as_html(layout(GIVEN)).decode().replace("<td>69家</td>", '<td x:num="69">69</td>')
    Path("导出.xls").write_text(page, "utf-8")
    assert score("填报.yaml", "--export", "导出.xls") == 0
    copy = Path("结果/导出-回填.xls").read_text("utf-8")
    assert "<td>69家</td>" in copy
    assert 'x:num="69"' not in copy


def test_a_total_that_is_right_is_left_and_not_told(capsys):
    given = SIX[0]
    Path("导出.xlsx").write_bytes(as_xlsx(layout(given)))
    assert score("导出.xlsx", "--set", SET) == 0
    assert "得分改写" not in capsys.readouterr().out
    before, after = (
        cells(Path(name).read_bytes(), "自评表") for name in ("导出.xlsx", "结果/导出-回填.xlsx")
    )
    assert before == after


def test_a_number_that_stood_as_a_text_stays_one():
    Path("导出.xlsx").write_bytes(as_xlsx(layout(GIVEN), numbers=False))
    assert score("导出.xlsx", "--set", SET) == 0
    assert cells(Path("结果/导出-回填.xlsx").read_bytes(), "自评表")["H27"] == "26.54"
