"""An evaluator points at a folder: everything in it is read, re-scored, listed, and told."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook

from scoring.batch import review_writer
from scoring.writers.overview.summary import Limits
from tests.corpus.field_forms import FORMS
from tests.corpus.small_form import form_page, write_form

SCORES = {
    "深圳电子政务平台数字证书退费项目": "99.23", "政务数据管理": "99.79", "政府网络运行维护": "99.92",
    "综合运维服务": "99.77", "网络安全监测预警": "99.94", "信息工程质量监督": "94.41",
}  # fmt: skip


def test_the_published_text_gives_six_review_sheets_and_the_printed_findings(
    review, findings, rows, report, tmp_path, capsys
):
    output = tmp_path / "结果"
    assert review(report, "-o", output) == 1
    told = capsys.readouterr().out
    assert "自评表 6 份，已复核 6 份" in told
    assert "按 shenzhen/2022-project 计分 6 份（表上没有写，凭线索认出" in told
    for name, score in SCORES.items():
        assert (output / "复核表" / f"{name}.xlsx").is_file()
        assert (output / "复核表" / f"{name}.html").is_file()
        card = (output / "评分结果" / f"{name}.json").read_text("utf-8")
        assert f'"total": "{score}"' in card
    found = findings(output)
    wrong = [f for f in found if f["kind"] == "E"]
    assert [(f["name"], f["stake"]) for f in wrong] == [
        ("发放白皮书的党政机关数量", {"low": "3.46", "high": "3.46"})
    ]
    assert wrong[0]["place"].startswith("第")
    assert wrong[0]["sources"][0]["document"]
    listed = rows(output / "问题清单.xlsx", "问题清单")
    assert len(listed) == sum(f["list"] in {"findings", "between"} for f in found)
    assert [r["指标"] for r in listed if r["类别"] == "与规则不一致"] == [wrong[0]["name"]]
    assert (output / "总览.html").is_file()


def test_every_file_of_a_folder_is_accounted_for(review, rows, folder, tmp_path, capsys):
    (folder / "坏.xlsx").write_bytes(b"\x00\x01\x02" * 400)
    (folder / "空.txt").write_bytes(b"")
    (folder / "说明.txt").write_text("请各单位按时报送。", "utf-8")
    (folder / "~$甲.xlsx").write_bytes(b"owner")
    (folder / ".隐藏.yaml").write_bytes(b"x")
    output = tmp_path / "结果"
    assert review(folder, "-o", output) == 1
    out, err = capsys.readouterr()
    assert "文件 7 个已读取，2 个没有读取，跳过 2 个；自评表 6 份，已复核 6 份" in out
    assert "空.txt：错误：文件是空的" in err
    listed = rows(output / "读取情况.csv")
    assert {r["文件"]: r["结果"] for r in listed} | {"说明.txt": "没有表"} == {
        **{r["文件"]: "已读取" for r in listed if r["文件"].endswith(".yaml")},
        "坏.xlsx": "未读取", "空.txt": "未读取", "说明.txt": "没有表",
    }  # fmt: skip
    assert [r["文件"] for r in listed] == sorted(r["文件"] for r in listed)
    unread = rows(output / "问题清单.xlsx", "未读取")
    assert {r["文件"] for r in unread} == {"坏.xlsx", "空.txt", "说明.txt"}
    assert all(r["原因"] and r["怎么办"] for r in unread)
    passed = rows(output / "读取情况.xlsx", "跳过的文件")
    assert [r["文件"] for r in passed] == [".隐藏.yaml", "~$甲.xlsx"]


def test_one_set_for_forms_that_name_none(review, findings, rows, report, tmp_path, capsys):
    foreign = report.read_text("utf-8").replace("深圳市", "某某市").replace(":\t4403", ":\t9903")
    source = tmp_path / "某市.txt"
    source.write_text(foreign, "utf-8")
    assert review(source, "-o", tmp_path / "甲") == 1
    out = capsys.readouterr().out
    assert "未认出指标体系" in out
    assert "已复核 0 份" in out
    unread = rows(tmp_path / "甲" / "问题清单.xlsx", "未读取")
    assert len(unread) == 6
    assert "--set" in unread[0]["怎么办"]
    assert "mof/2020-project" in unread[0]["原因"]
    assert "shenzhen/2022-project" in unread[0]["原因"]
    assert not [f for f in findings(tmp_path / "甲") if f["submission"]]
    assert review(source, "-o", tmp_path / "乙", "--set", "mof/2020-project") == 1
    assert "按 mof/2020-project 计分 6 份" in capsys.readouterr().out


def test_nothing_to_read(review, tmp_path, capsys):
    (tmp_path / "空").mkdir()
    assert review(tmp_path / "空", "-o", tmp_path / "结果") == 2
    assert "没有可读的文件" in capsys.readouterr().out
    assert review(tmp_path / "没有", tmp_path / "也没有", "-o", tmp_path / "结果") == 2
    err = capsys.readouterr().err
    assert err.count("找不到这个文件或文件夹") == 2


def test_a_set_that_does_not_exist_is_told_before_anything_is_read(
    review, folder, tmp_path, capsys
):
    assert review(folder, "-o", tmp_path / "结果", "--set", "mof/2020-projekt") == 2
    assert "mof/2020-project" in capsys.readouterr().err
    assert not (tmp_path / "结果").exists()


def test_a_clean_batch_needs_nobody(review, findings, six, tmp_path, capsys):
    text = six[4].read_text("utf-8").replace("596.74万", "597.99万元")
    for bound in ('"不大于24小时"', '"24小时内"', '"48小时内"'):
        text = text.replace(f"actual: {bound}", "actual: 2小时")
    source = tmp_path / "甲.yaml"
    source.write_text(text, "utf-8")
    assert review(source, "-o", tmp_path / "结果") == 0, findings(tmp_path / "结果")
    assert "没有发现问题" in capsys.readouterr().out


@pytest.mark.parametrize("formats", ["json", "html", "xlsx"])
def test_formats_of_the_single_forms(review, six, tmp_path, formats):
    assert review(six[0], "-o", tmp_path / "结果", "--format", formats) == 1
    written = {p.name for p in (tmp_path / "结果").iterdir() if p.name != ".ziping"}
    lists = {"问题清单.xlsx", "问题清单.csv", "findings.jsonl", "读取情况.xlsx", "读取情况.csv"}
    lists |= {"复核台账.db"}
    more = {"json": {"评分结果"}, "html": {"复核表", "总览.html"}, "xlsx": {"复核表"}}
    assert written == lists | more[formats]


def test_own_rules(review, findings, six, tmp_path, capsys):
    rules = tmp_path / "规则.yaml"
    head = "schema: ziping/review-rules/1\nid: own\ntitle: 自定\n"
    rules.write_text(f"{head}rulez: []\n", "utf-8")
    assert review(six[0], "-o", tmp_path / "甲", "--rules", rules) == 2
    assert "规则.yaml" in capsys.readouterr().err
    assert not (tmp_path / "甲").exists()
    rules.write_text(f"{head}extends: re-scoring\nwithout: [share_beside_execution]\n", "utf-8")
    review(six[0], "-o", tmp_path / "乙")
    review(six[0], "-o", tmp_path / "丙", "--rules", rules)
    shipped, own = ([f["code"] for f in findings(tmp_path / name)] for name in "乙丙")
    assert [code for code in shipped if code != "share_beside_execution"] == own != shipped


def test_files_named_one_by_one_and_folders_together(review, findings, folder, six, tmp_path):
    output = tmp_path / "结果"
    other = tmp_path / "另"
    other.mkdir()
    (other / "申报").mkdir()
    (other / "申报" / "甲.yaml").write_bytes(six[0].read_bytes())
    review(folder, other / "申报", six[1], "-o", output)
    files = {f["file"] for f in findings(output)}
    assert f"{tmp_path.name}/申报/{six[0].name}" in files
    assert "另/申报/甲.yaml" in files
    assert six[1].name in files


def test_outputs_that_cannot_be_written_are_told(review, six, tmp_path, capsys):
    blocked = tmp_path / "结果"
    blocked.write_text("x", "utf-8")
    assert review(six[0], "-o", blocked) == 2
    assert "不能写入" in capsys.readouterr().err


def test_the_help_is_chinese(review, capsys):
    assert review("--help") == 0
    out = capsys.readouterr().out
    assert "复核" in out
    assert "Options" not in out
    assert Path("复核结果").name in out


def test_further_pages_of_a_longer_overview_go(review, six, tmp_path, monkeypatch):
    monkeypatch.setattr(review_writer, "Limits", lambda: Limits(page=2, first=3))
    output = tmp_path / "结果"
    review(*six, "-o", output)
    assert len(list(output.glob("总览/各表一览-*.html"))) == 2
    assert (output / "总览" / "单位-1.html").is_file()
    review(six[0], "-o", output)
    assert list(output.glob("总览*/*.html")) == []
    assert (output / "总览.html").is_file()


def test_a_copied_form_that_nobody_can_read_is_listed_with_what_to_do(review, rows, tmp_path):
    (path,) = FORMS.glob("O1-*")
    copied = tmp_path / "复制.txt"
    copied.write_text(path.read_text("utf-8").replace("总分 100 100", "总分 95 95"), "utf-8")
    output = tmp_path / "结果"
    review(copied, "-o", output, "--set", "mof/2020-project")
    (problem,) = rows(output / "读取情况.xlsx", "读取问题")
    assert "各格只用空格隔开或各占一行" in problem["问题"]
    assert "粘贴到 Excel" in problem["怎么办"]
    assert "各格只用空格隔开或各占一行" in (output / "总览.html").read_text("utf-8")


def test_what_stands_below_the_table_is_listed_as_it_was_read(tmp_path, review):
    """A set without text boxes drops none of the texts below a form; they count on spending too."""
    page = form_page()
    below = "".join(
        f"<tr><td>{name}</td><td>{text}</td></tr>"
        for name, text in (("存在问题", "资料归档较慢"), ("改进措施", "每月归档"))
    )
    (tmp_path / "表").mkdir()
    write_form(tmp_path / "表", page.replace("</table>", f"{below}</table>"))
    review(tmp_path / "表", "--set", "mof/2020-project", "-o", tmp_path / "复核")
    book = load_workbook(tmp_path / "复核" / "读取情况.xlsx")
    told = [row[3:6] for row in book["校正与未放置"].iter_rows(values_only=True)]
    assert [(fate, text) for fate, _, text in told if fate == "文字"] == [
        ("文字", "存在问题：资料归档较慢"),
        ("文字", "改进措施：每月归档"),
    ]
    assert all(at for fate, at, _ in told if fate == "文字")
