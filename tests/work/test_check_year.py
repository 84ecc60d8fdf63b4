"""The check of a year's folder: what was made and left alone is in order, what was edited is found."""

from __future__ import annotations

import io
import re
import shutil
import zipfile
from pathlib import Path

import pytest

from scoring.cli.main import main
from scoring.problem import InputError
from scoring.work.year.check_year import check_year
from scoring.work.year.make import make_year
from tests.folders import DEPARTMENTS, EXAMPLES, SEEDS
from tests.year.folders import replaced, year_folder
from tests.year.made_folder import BUREAU

WORKS = "填报/信息安全中心/6-信息工程质量监督.yaml"


PRIVATE = """
head: {responsible: 王负责, phone: "13800138000", opinion: 同意上报，评为优, signatures: {审核人: 赵审核}}
"""


TEXTS = "texts: {立项依据: 依规定立项。, 自评工作: 已逐项核对。, 结果应用: 用于下年预算。}\n"
"""What every report of a project says the same."""


@pytest.fixture
def made(tmp_path, library):
    folder = year_folder(tmp_path / "2022", TEXTS)
    make_year(folder, library)
    return folder


ASKED = {"no_problems_but_missed", "problems_of_another_year", "text_open"}
"""What is asked of the year of the seed as it was published, and texts that nobody wrote yet."""


def codes(folder, library):
    return [
        (one.finding.kind, one.finding.code, one.file)
        for one in check_year(folder, library).findings
        if one.finding.code not in ASKED
    ]


def repacked(path: Path, old: bytes, new: bytes) -> None:
    """Replace a text in every part of a package, as a person's edit would."""
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    assert any(old in part for part in parts.values())
    with zipfile.ZipFile(path, "w") as package:
        for name, part in parts.items():
            package.writestr(name, part.replace(old, new))


def test_a_year_as_it_was_made_is_in_order(made, library):
    assert codes(made, library) == []


def test_what_is_asked_of_the_seeds_year_is_asked_once(made, library):
    """The text about 2021 stands in four papers; six projects, no finding that accuses."""
    found = [one.finding for one in check_year(made, library).findings]
    asked = [(one.kind, one.code) for one in found if one.code != "text_open"]
    assert sorted(set(asked)) == [
        ("N", "problems_of_another_year"),
        ("Q", "no_problems_but_missed"),
    ]
    assert asked.count(("Q", "no_problems_but_missed")) == 1


def test_the_published_forms_stand_in_the_order_of_the_summary(made):
    names = [path.name for path in sorted((made / "公开").rglob("*.xlsx"))]
    assert names == [
        "01-政务数据管理.xlsx",
        "02-深圳电子政务平台数字证书退费项目.xlsx",
        "03-政府网络运行维护.xlsx",
        "04-综合运维服务.xlsx",
        "05-信息工程质量监督.xlsx",
        "06-网络安全监测预警.xlsx",
    ]


def test_a_figure_that_a_person_edited_in_the_summary_is_named(made, library):
    (path,) = (made / "汇总").glob("汇总表.xlsx")
    repacked(path, b"<v>97.42</v>", b"<v>98.42</v>")
    found = check_year(made, library).findings
    assert {(file, code) for _, code, file in codes(made, library)} == {
        ("汇总/汇总表.xlsx", "figure_changed")
    }
    assert any("98.42" in one.finding.text and "97.42" in one.finding.text for one in found)


def test_a_text_that_nobody_wrote_is_named_where_it_stands(tmp_path, library):
    folder = year_folder(tmp_path / "2022")
    replaced(next((folder / "填报").rglob("4-*.yaml")), "\n  problems:", "\n  # problems:")
    make_year(folder, library, ["综述", "公开"])
    found = [one for one in check_year(folder, library).findings if one.finding.code == "text_open"]
    assert {one.file for one in found} == {"报告/自评综述.docx", "公开/自评综述.docx"}
    assert all("【待填写】" in one.finding.text for one in found)


def test_what_was_made_before_a_change_is_stale(made, library):
    replaced(made / WORKS, "1598701.67", "1598701.60")
    found = codes(made, library)
    assert {(kind, code) for kind, code, _ in found} == {("E", "stale")}
    assert "公开/自评表/05-信息工程质量监督.xlsx" in {file for *_, file in found}
    assert "公开/自评表/01-政务数据管理.xlsx" not in {file for *_, file in found}


def test_an_author_and_a_telephone_number_in_a_public_file_are_found(made, library):
    path = made / "公开" / "自评表" / "01-政务数据管理.xlsx"
    repacked(path, b"<dc:creator></dc:creator>", "<dc:creator>王某</dc:creator>".encode())
    repacked(path, "政府各部门对".encode(), "电话13800138000，政府各部门对".encode())
    found = [one.finding for one in check_year(made, library).findings]
    private = [finding for finding in found if finding.code == "public_private"]
    assert [finding.text for finding in private] == ["这里有作者。", "这里有手机号。"]


@pytest.mark.parametrize("file", ["报告/自评综述.docx", "公开/自评综述.docx", "公开/别的.docx"])
def test_a_file_that_cannot_be_opened_is_a_problem_and_accuses_nobody(made, library, file):
    (made / file).write_bytes((made / "公开/自评综述.docx").read_bytes()[:900])
    checked = check_year(made, library)
    assert file in {problem.place.file for problem in checked.problems}
    found = {(one.finding.kind, one.finding.code) for one in checked.findings}
    assert not {kind for kind, code in found if code not in ASKED} & {"E"}


def test_a_telephone_number_stops_the_public_papers_with_its_place(tmp_path, library):
    folder = year_folder(tmp_path / "2022")
    file = "填报/大数据中心/3-政府网络运行维护.yaml"
    replaced(folder / file, "加强与运营商的沟通", "加强与运营商（13800138000）的沟通")
    with pytest.raises(InputError) as caught:
        make_year(folder, library, ["公开"])
    (problem,) = caught.value.problems
    assert (problem.code, problem.place.file) == ("public-private", file)
    assert problem.place.where == "自评综述·改进措施"
    assert not (folder / "公开").exists()


def unpacked(content: bytes, kept: list[bytes]) -> list[bytes]:
    """Return the content of a file, and of a package every part, packages in it too."""
    if not content.startswith(b"PK"):
        return [*kept, content]
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        for name in package.namelist():
            kept = [*unpacked(package.read(name), kept), name.encode()]
    return kept


def test_the_unzipped_public_files_hold_no_people_no_evidence_and_no_author(tmp_path, library):
    folder = year_folder(tmp_path / "2022", TEXTS)
    for path in (folder / "填报").rglob("*.yaml"):
        text = path.read_text("utf-8").rstrip()
        path.write_text(text + PRIVATE, "utf-8")
    make_year(folder, library)
    assert codes(folder, library) == []
    names = sorted(path.stem for path in (folder / "公开").rglob("*.xlsx"))
    assert [name[:2] for name in names] == ["01", "02", "03", "04", "05", "06"]
    for path in (path for path in (folder / "公开").rglob("*") if path.is_file()):
        whole = b"\n".join(unpacked(path.read_bytes(), []))
        for word in (
            *("负责人：", "王负责", "电话", "13800138000", "佐证", "赵审核", "同意上报", "评为优"),
            *("规则", "校验码", "可评范围", "若取下限", "待认定", "comments", "【"),
        ):
            assert word.encode() not in whole, (path.name, word)
        assert not re.search(rb"<(?:dc:creator|cp:lastModifiedBy)>[^<]", whole)


def test_a_secret_project_stands_in_no_public_file(tmp_path, library):
    folder = year_folder(tmp_path / "2022")
    replaced(folder / WORKS, "\nunit:", "\nsecret: 是\nunit:")
    make_year(folder, library)
    files = [path for path in (folder / "公开").rglob("*") if path.is_file()]
    assert len(files) == 17
    for path in files:
        content = path.read_bytes()
        assert "信息工程质量监督" not in path.name
        if path.suffix in (".xlsx", ".docx"):
            with zipfile.ZipFile(path) as package:
                content = b"".join(map(package.read, package.namelist()))
        assert "信息工程质量监督".encode() not in content


def test_the_command_checks_the_papers_and_then_the_forms(made, capsys):
    (made / "目标表").mkdir()
    shutil.copy(next(SEEDS.glob("003_*")), made / "目标表" / "003.txt")
    assert main(["check", str(made)]) == 1
    printed = capsys.readouterr().out
    assert "名称相近的有“政府综合管理”，是同一个项目吗？" in printed
    assert "信息工程质量监督：按规则" in printed


def test_a_report_that_waits_for_a_person_is_told_though_nobody_touched_it(tmp_path, library):
    year = tmp_path / "2024"
    (year / "填报").mkdir(parents=True)
    shutil.copy(DEPARTMENTS / f"2024-{BUREAU}.yaml", year / "填报" / "部门整体.yaml")
    record = f"schema: ziping/year/1\nyear: 2024\ndepartment: {BUREAU}\n"
    (year / "部门年度.yaml").write_text(record, "utf-8")
    make_year(year, library)
    report = "报告/部门整体绩效自评报告.docx"
    found = [f for f in check_year(year, library).findings if f.finding.code == "text_open"]
    assert sum(finding.file == report for finding in found) >= 12


def test_what_the_report_of_the_department_lists_as_missed_is_not_called_untold(tmp_path, library):
    folder = year_folder(tmp_path / "2022", "project_reports: 否\n")
    shutil.copy(EXAMPLES[0], folder / "填报" / "部门整体.yaml")
    make_year(folder, library)
    found = {one.finding.code for one in check_year(folder, library).findings}
    assert "text_open" in found
    assert "missed_untold" not in found


@pytest.mark.parametrize(
    ("text", "asked"), [("制度健全，执行到位。" * 7, True), ("制度健全。", False)]
)
def test_a_long_text_that_is_last_years_word_for_word_is_noted(tmp_path, library, text, asked):
    folder = year_folder(tmp_path / "2022", f"texts: {{上年W8: {text}, W8: {text}}}\n")
    found = [one for one in check_year(folder, library).findings
             if one.finding.code == "text_same_as_last_year"]  # fmt: skip
    assert [(one.file, one.finding.kind) for one in found] == [("部门年度.yaml", "N")] * asked
