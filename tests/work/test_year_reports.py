"""The reports of a year as files: which are made, what is published, what keeps them from it."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from docx import Document

from scoring.problem import InputError
from scoring.work.library import Library
from scoring.work.year.make import make_year
from scoring.work.year.standing_papers import unseen_in
from tests.folders import DEPARTMENTS
from tests.year.folders import replaced, year_folder
from tests.year.made_folder import BUREAU

REPORT = "报告/部门整体绩效自评报告.docx"
PUBLISHED = "公开/部门整体绩效自评报告.docx"
PUBLISH = "publish: 是\n"


def year_of_bureau(folder: Path, texts: str = "") -> Path:
    """Return the year of the bureau: its own form alone, and the texts of its report."""
    (folder / "填报").mkdir(parents=True)
    form = (DEPARTMENTS / f"2024-{BUREAU}.yaml").read_text("utf-8")
    goal = "goal: {expected: 建设数字政府。}\n"
    (folder / "填报" / "部门整体.yaml").write_text(form + goal + PUBLISH, "utf-8")
    record = f"schema: ziping/year/1\nyear: 2024\ndepartment: {BUREAU}\n"
    figures = "figures: {发放问卷数: 100, 收回问卷数: 98, 满意问卷数: 97}\n"
    whole = "texts:\n  整体完成情况: 已完成。\n  整体问题: 无公开数据。\n  整体措施: 已整改。\n"
    (folder / "部门年度.yaml").write_text(record + figures + whole + texts, "utf-8")
    return folder


def texts(**changed: str) -> str:
    """Return the texts of all blocks that the report asks for."""
    every = {f"W{number}": "按制度办理。" for number in range(1, 13)} | changed
    return "".join(f"  {name}: {text}\n" for name, text in every.items())


def test_every_project_has_a_report_called_as_its_form(tmp_path: Path, library: Library) -> None:
    year = year_folder(tmp_path / "2022")
    make_year(year, library, ("报告",))
    forms = {path.relative_to(year / "填报").with_suffix("") for path in year.glob("填报/*/*")}
    reports = {
        path.relative_to(year / "报告/项目").with_suffix("") for path in year.glob("报告/项目/*/*")
    }
    assert reports == forms


def test_where_nobody_asks_for_reports_of_projects_none_are_made(
    tmp_path: Path, library: Library
) -> None:
    year = year_folder(tmp_path / "2022", "project_reports: 否\n")
    make_year(year, library, ("报告",))
    assert not (year / "报告" / "项目").exists()


def test_the_report_of_a_secret_project_is_made_for_the_house_alone(
    tmp_path: Path, library: Library
) -> None:
    year = year_folder(tmp_path / "2022")
    form = next((year / "填报").rglob("1-*.yaml"))
    form.write_text(form.read_text("utf-8") + "secret: 是\n", "utf-8")
    make_year(year, library, ("报告",))
    assert len(list((year / "报告").rglob("*.docx"))) == 5
    make_year(year, library, ("报告",), internal=True)
    assert len(list((year / "报告").rglob("*.docx"))) == 6


def test_a_whole_report_is_published_where_the_form_says_so(
    tmp_path: Path, library: Library
) -> None:
    year = year_of_bureau(tmp_path / "2024", texts())
    make_year(year, library, ("报告", "公开"))
    published = (year / PUBLISHED).read_bytes()
    shown = "".join(p.text for p in Document(BytesIO(published)).paragraphs)
    assert "【" not in shown
    assert "91.78%" in shown
    assert "author" not in unseen_in(published)
    replaced(year / "填报" / "部门整体.yaml", PUBLISH, "publish: 否\n")
    make_year(year, library)
    assert not (year / PUBLISHED).exists()
    assert (year / REPORT).exists()


def test_a_report_that_waits_for_a_person_is_not_published(
    tmp_path: Path, library: Library
) -> None:
    year = year_of_bureau(tmp_path / "2024", texts(W12="''"))
    make_year(year, library, ("报告", "公开"))
    assert (year / REPORT).exists()
    assert not (year / PUBLISHED).exists()


def test_a_telephone_number_keeps_a_report_from_being_published(
    tmp_path: Path, library: Library
) -> None:
    year = year_of_bureau(tmp_path / "2024", texts(W12="请联系13912345678。"))
    with pytest.raises(InputError) as stopped:
        make_year(year, library, ("报告", "公开"))
    (problem,) = stopped.value.problems
    assert problem.place.file == REPORT
    assert problem.place.where == "存在的问题和改进措施"
    assert not (year / REPORT).exists()
