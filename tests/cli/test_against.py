"""``ziping check 新表 --against 旧表``: what was changed in a form after it was sent back."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from scoring.cli.main import main
from tests.cli.test_check import MISSED, REST, handed_in
from tests.folders import CORPUS, EXAMPLES, FORM_FILES
from tests.review.conftest import FUNDS, form

FIELD = CORPUS / "field/files"
OF_SET = ["--set", "mof/2020-project"]
ROAD = FIELD / "40-乡村道路硬化.xlsx"


def said(capsys, *arguments: object) -> str:
    main(["check", *map(str, arguments)])
    return capsys.readouterr().out


def part(out: str) -> list[str]:
    """Return the lines about changes, without their numbers."""
    _, _, behind = out.partition("与旧表相比，改了的")
    lines = behind.partition("交表前逐条看")[0].partition("小结")[0].splitlines()[1:]
    return [line.strip().partition(". ")[2] or line.strip() for line in lines if line.strip()]


def edited(path: Path, to: Path, **cells: object) -> Path:
    book = openpyxl.load_workbook(path)
    for cell, value in cells.items():
        book.active[cell] = value
    book.save(to)
    return to


def test_every_changed_cell_stands_there_in_the_order_of_the_form(tmp_path, capsys):
    cells = {
        "F6": 350,
        "F9": "硬化屯级道路12公里。",
        "E16": "≥427户",
        "F11": "12公里",
        "H15": 9,
        "I13": "复测",
    }
    new = edited(ROAD, tmp_path / "新.xlsx", **cells)
    lines = part(said(capsys, new, "--against", ROAD, *OF_SET))
    heads = [line for line in lines if "→" in line]
    assert heads == [
        "改了 自评表!F6 年度资金总额：全年执行数 352.8万元 → 350万元",
        "改了 自评表!F9：实际完成情况 硬化屯级道路11.4公里。 → 硬化屯级道路12公里。",
        "会被问到 自评表!F11 硬化道路里程：实际完成值 11.4公里 → 12公里",
        "改了 自评表!I13 道路验收合格率：偏差原因分析及改进措施 （空） → 复测",
        "改了 自评表!H15 每公里造价：得分 10 → 9",
        "会被问到 自评表!E16 受益群众户数：年度指标值 ≥450户 → ≥427户",
    ]


def test_a_raised_actual_and_a_lowered_target_ask_for_their_document_and_quote_the_reason(
    tmp_path, capsys
):
    new = edited(ROAD, tmp_path / "新.xlsx", F11="12公里", E16="≥427户")
    lines = part(said(capsys, new, "--against", ROAD, *OF_SET))
    assert lines[1] == "完成情况由此比原来好。单位说明“土地纠纷未解决”。"
    assert "附能说明改后数的材料" in lines[3]
    assert "附指标值调整的批复" in lines[7]


@pytest.mark.parametrize(
    ("target", "old", "new", "asks"),
    [
        ("≥78家", "69家", "78家", True),
        ("≥78家", "78家", "69家", False),
        ("≤78家", "80家", "78家", True),  # the fewer the better
        ("≤78家", "77家", "78家", False),
        ("6月底", "9月底", "6月底", True),
        ("6月底", "6月底", "9月底", False),
        ("0起", "1起", "0起", True),
        ("有效保障", "未保障", "有效保障", True),
        ("有效保障", "有效保障", "基本有效保障", False),
        ("≥78家", "", "78家", False),  # filled in, not changed
        ("≥95%", "96%", "0.96", False),  # the same
        ("≥78家", "69家", "待统计", False),  # nobody can say
    ],
)
def test_only_what_comes_nearer_to_the_target_is_asked_about(
    tmp_path, capsys, target, old, new, asks
):
    rows = [{**MISSED, "target": target, "actual": actual} for actual in (old, new)]
    files = [handed_in(tmp_path / f"{n}.jsonl", form(row, *REST)) for n, row in enumerate(rows)]
    lines = part(said(capsys, files[1], "--against", files[0]))
    assert lines[0].startswith("会被问到" if asks else "改了")
    assert not [line for line in lines if "虚" in line or "应扣" in line]


def test_a_document_that_is_named_is_quoted_and_not_asked_for(tmp_path, capsys):
    old = form({**MISSED, "actual": "78家"}, *REST)
    paper = {"document": "某财〔2022〕9号"}
    new = form({**MISSED, "actual": "78家", "target": "≥70家", "adjustment": paper}, *REST)
    files = [handed_in(tmp_path / f"{n}.jsonl", f) for n, f in enumerate((old, new))]
    lines = part(said(capsys, files[1], "--against", files[0]))
    assert "指标值由此比原来容易达到。列有调整文件“某财〔2022〕9号”。" in lines
    assert not [line for line in lines if "附指标值调整的批复" in line]


def test_rows_are_the_same_by_levels_and_name_and_come_and_go(tmp_path, capsys):
    first, second = ({**MISSED, "name": name, "points": "25"} for name in ("走访家数", "发放家数"))
    old = form(first, second, *REST)
    renamed = {**second, "name": "白皮书发放家数"}
    added = {**first, "level2": "质量", "name": "合格率", "target": "≥90%", "actual": "95%"}
    new = form(renamed, added, *REST)
    files = [handed_in(tmp_path / f"{n}.jsonl", f) for n, f in enumerate((old, new))]
    lines = part(said(capsys, files[1], "--against", files[0]))
    assert [line for line in lines if line.startswith(("改了", "新增", "删去", "会被问到"))] == [
        "会被问到 走访家数：指标行 产出 数量 走访家数 ≥78家 69家 25 50",
        "改了 白皮书发放家数：三级指标 发放家数 → 白皮书发放家数",
        "新增 合格率：指标行 产出 质量 合格率 ≥90% 95% 25 50",
    ]
    assert "这一行原来有25分。" in lines


def test_a_sum_in_another_unit_and_another_way_of_writing_is_no_change(tmp_path, capsys):
    yuan = {**FUNDS, "initial": "1000000", "budget": "1000000.00", "executed": "950000"}
    old = form({**MISSED, "level1": "一、产出", "name": "巡检 报告"}, *REST)
    new = form(MISSED, *REST, funds=[yuan], money_unit="元")
    files = [handed_in(tmp_path / f"{n}.jsonl", f) for n, f in enumerate((old, new))]
    assert part(said(capsys, files[1], "--against", files[0])) == ["改了 金额单位 万元 → 元"]


def test_what_was_not_found_is_not_called_blank(tmp_path, capsys):
    old = form({**MISSED, "reason": "机构改革"}, *REST)
    new = form(MISSED, *REST, not_found=["reason"])
    files = [handed_in(tmp_path / f"{n}.jsonl", f) for n, f in enumerate((old, new))]
    out = said(capsys, files[1], "--against", files[0])
    assert "有一版表上没有找到这些栏目，没有对照：偏差原因分析及改进措施" in out
    assert not part(out)


def test_forms_of_a_batch_find_their_older_version(tmp_path, capsys):
    old = [form(MISSED, *REST, project={"name": name}) for name in ("甲项目", "乙项目")]
    new = [
        form({**MISSED, "claimed": "44"}, *REST, project={"name": name})
        for name in ("乙项目", "丙项目")
    ]
    files = [handed_in(tmp_path / f"{n}.jsonl", *forms) for n, forms in enumerate((old, new))]
    out = said(capsys, files[1], "--against", files[0])
    assert "巡检报告：得分 50 → 44" in out
    assert out.count("旧表里没有这一份，没有对照。") == 1
    assert "旧表里的这一份，新表里没有：甲项目" in out


def test_no_text_of_a_secret_form_is_said(tmp_path, capsys):
    cell = {"at": {"actual": "甲乙!E5"}}
    rows = [{**MISSED, **cell, "actual": actual, "name": "丙丁"} for actual in ("69家", "78家")]
    forms = [form(row, *REST, secret="是", project={"name": "戊己"}) for row in rows]
    files = [handed_in(tmp_path / f"{n}.jsonl", f) for n, f in enumerate(forms)]
    out = said(capsys, files[1], "--against", files[0])
    assert "会被问到 E5：实际完成值" in out
    assert not set("甲乙丙丁戊己家") & set(out)


def test_an_older_file_that_cannot_be_read_is_said_and_ends_in_two(tmp_path, capsys):
    new = handed_in(tmp_path / "a.jsonl", form(MISSED, *REST))
    assert main(["check", new, "--against", str(tmp_path / "没有.xlsx")]) == 2
    out, err = capsys.readouterr()
    assert "没有.xlsx" in err
    assert "与规则不同 1 处" in out


def test_the_page_holds_the_changes(tmp_path):
    new = edited(ROAD, tmp_path / "新.xlsx", F11="12公里")
    main(["check", str(new), "--against", str(ROAD), "-o", str(tmp_path), *OF_SET])
    page = (tmp_path / "新-自查意见.html").read_text("utf-8")
    assert "与旧表相比，改了的" in page
    assert "11.4公里 → 12公里" in page


@pytest.mark.parametrize("kind", ["docx", "html", "pdf", "xls"])
def test_both_files_may_be_of_different_kinds(kind, capsys):
    old, new = (FORM_FILES / f"national.{suffix}" for suffix in ("xlsx", kind))
    assert "与旧表相比，没有改动。" in said(capsys, new, "--against", old, *OF_SET)


@pytest.mark.parametrize("path", [*sorted(FIELD.iterdir())[::6], *EXAMPLES], ids=lambda p: p.stem)
def test_a_form_is_the_same_as_itself(path, capsys):
    out = said(capsys, path, "--against", path, *(OF_SET if path.parent == FIELD else ()))
    assert "改了的" not in out
    assert "旧表里没有这一份" not in out
