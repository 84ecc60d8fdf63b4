"""The year's folder read: forms with their units and sets, targets by year, everything wrong at once."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from scoring.problem import InputError
from scoring.work.library import Library
from scoring.work.year.load import load_year

ROOT = Path(__file__).parents[2]
EXAMPLES = sorted((ROOT / "examples").glob("*.yaml"))
SEEDS = ROOT / "tests" / "corpus" / "seeds"
RECORD = """\
schema: ziping/year/1
year: 2022
department: 深圳市政务服务数据管理局
units:
  - {name: 深圳市政务服务数据管理局, short: 局本级, order: 1}
  - {name: 深圳市大数据资源管理中心, short: 大数据中心, order: 2}
"""


@pytest.fixture(name="year")
def _year(tmp_path: Path) -> Path:
    folder = tmp_path / "2022"
    (folder / "填报").mkdir(parents=True)
    (folder / "目标表").mkdir()
    (folder / "部门年度.yaml").write_text(RECORD, "utf-8")
    for path in EXAMPLES:
        shutil.copy(path, folder / "填报")
    return folder


def test_the_forms_and_the_targets_of_the_year_are_read_and_scored(year: Path) -> None:
    shutil.copy(next(SEEDS.glob("003*")), year / "目标表")
    (year / "佐证" / "局本级").mkdir(parents=True)
    (year / "佐证" / "局本级" / "合同.pdf").write_bytes(b"%PDF-")
    loaded = load_year(year, Library())
    assert [str(form.result.own.total) for form in loaded.projects] == [
        "99.23", "99.79", "97.42", "97.77", "99.94", "99.99",
    ]  # fmt: skip
    assert [len(one.table.rows) for one in loaded.targets] == [44]
    assert loaded.evidence == ("佐证/局本级/合同.pdf",)
    assert loaded.problems == ()
    assert (
        load_year(year, Library()).projects == loaded.projects
    )  # the second time from what was kept


def test_a_folder_without_its_record_is_no_year(tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        load_year(tmp_path, Library())
    assert [problem.code for problem in caught.value.problems] == ["no-year"]


def test_all_that_is_wrong_with_files_is_told_at_once(year: Path) -> None:
    forms = year / "填报"
    for name in ("部门整体.yaml", "部门整体-改.yaml"):
        shutil.copy(EXAMPLES[5], forms / name)
    text = EXAMPLES[0].read_text("utf-8")
    (forms / "7-去年的.yaml").write_text(text.replace("year: 2022", "year: 2021"), "utf-8")
    (forms / "8-坏的.yaml").write_text("schema: ziping/submission/1\nsett: x\n", "utf-8")
    shutil.copy(next(SEEDS.glob("001*")), year / "目标表")
    found = [(p.code, p.place.file) for p in load_year(year, Library()).problems]
    assert ("year-differs", "填报/7-去年的.yaml") in found
    assert ("form-twice", "填报/部门整体-改.yaml") in found
    assert any(file.startswith("目标表/001") for code, file in found if code == "targets-year")
    assert [code for code, file in found if file == "填报/8-坏的.yaml"]


def test_a_form_without_a_unit_is_of_the_folder_in_which_a_person_put_it(year: Path) -> None:
    inside = year / "填报" / "大数据中心"
    inside.mkdir()
    text = EXAMPLES[2].read_text("utf-8")
    lines = [line for line in text.splitlines() if not line.startswith("unit:")]
    (inside / "3.yaml").write_text("\n".join(lines), "utf-8")
    (year / "填报" / EXAMPLES[2].name).unlink()
    shutil.move(year / "填报" / EXAMPLES[0].name, inside)
    loaded = load_year(year, Library())
    units = {form.file: form.submission.unit for form in loaded.projects}
    assert units["填报/大数据中心/3.yaml"] == "深圳市大数据资源管理中心"
    # a form that names another unit than its folder stays with what is written on it
    assert units[f"填报/大数据中心/{EXAMPLES[0].name}"] == "深圳市政务服务数据管理局"
    assert [problem.code for problem in loaded.problems] == ["unit-folder"]


def test_a_workbook_that_nobody_filled_in_is_no_fault(year: Path) -> None:
    from scoring.cli.main import main

    assert main(["form", "--set", "mof/2020-project", "-o", str(year / "填报" / "空.xlsx")]) == 0
    loaded = load_year(year, Library())
    assert (loaded.unfilled, loaded.problems) == (("填报/空.xlsx",), ())
