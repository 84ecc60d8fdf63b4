"""The workbooks of the targets to come: what goes on of this year's forms, and the advice beside it."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from scoring.intake.submissions import submissions_of
from scoring.records.submission import Submission
from scoring.words import load_vocabulary
from scoring.work.fill_in import fill_in_plan
from scoring.work.library import Library
from scoring.work.year.load import load_year
from scoring.work.year.next_forms import NextForm, next_forms
from scoring.workbooks.fill_in.layout import FillLayout
from scoring.workbooks.fill_in.write.book import fill_workbook
from scoring.year.register import make_register
from scoring.year.table_words import YearTableWords
from scoring.year.words import YearWords
from tests.year.folders import replaced, year_folder


def begun(folder: Path, library: Library) -> list[NextForm]:
    year = load_year(folder, library, documents=False)
    words = load_vocabulary(YearTableWords)
    register = make_register(year, load_vocabulary(YearWords))
    return next_forms(folder, year, register, words, library.reader, 2024)


def workbook(form: NextForm, library: Library) -> bytes:
    submission = form.source.submission
    plan = fill_in_plan(
        library, submission.set, submission.with_year(2024), references=form.references
    )
    return fill_workbook(plan, load_vocabulary(FillLayout))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return year_folder(tmp_path / "2022")


def test_targets_and_points_go_on_and_nothing_that_was_reported(folder, library, tmp_path):
    forms = begun(folder, library)
    assert len(forms) == 6
    path = tmp_path / "下年.xlsx"
    path.write_bytes(workbook(forms[3], library))
    ((_, found),) = submissions_of(path)
    assert isinstance(found, Submission)
    assert found.project.name == "综合运维服务"
    assert (found.year, found.funds, found.goal.achieved, found.summary.achieved) == (
        2024,
        (),
        "",
        "",
    )
    assert found.unplaced == ()  # the sheet of the advice is the program's own
    rows: list[Any] = [row for row in found.indicators if row.points]
    assert ("≥2499台", 5) in [(row.target, row.points) for row in rows]
    assert not any(row.actual or row.claimed or row.last_actual for row in rows)


def test_the_advice_stands_on_a_sheet_of_its_own_with_the_years_named(folder, library):
    form = next(f for f in begun(folder, library) if "信息工程" in f.source.submission.project.name)
    sheet = openpyxl.load_workbook(BytesIO(workbook(form, library)))["目标编制建议"]
    rows = list(sheet.iter_rows(min_row=3, values_only=True))
    assert rows[0] == (
        "指标", "2022年指标值", "2022年完成值", "2021年完成值", "2023年批复指标值", "建议", "依据",
    )  # fmt: skip
    assert len([row for row in rows[1:] if row[6]]) >= 3  # three targets were missed


def test_projects_that_ended_do_not_go_on(folder, library):
    ended = sorted(folder.rglob("*.yaml"))[1]
    replaced(ended, "money_unit:", "state: 终止\nmoney_unit:")
    assert len(begun(folder, library)) == 5


def test_of_a_secret_project_no_advice_is_given(folder, library):
    secret = sorted(folder.rglob("*.yaml"))[1]
    replaced(secret, "money_unit:", "secret: 是\nmoney_unit:")
    forms = begun(folder, library)
    assert [form.references == () for form in forms if form.source.submission.secret] == [True]
    assert all(form.references for form in forms if not form.source.submission.secret)
