"""The year of a department by command: how far it is, its papers, what changed, its end."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import openpyxl
import pytest
import yaml

from scoring.cli.main import main
from scoring.words import load_vocabulary
from scoring.workbooks.year_sheet.layout import YearSheetLayout
from scoring.workbooks.year_sheet.write import year_sheet
from tests.year.folders import EXAMPLES, digests, replaced, year_folder

PEOPLES = {"部门年度.yaml", "填报", "目标表", "监控", "佐证", "上年"}


@pytest.fixture(name="year")
def _year(tmp_path: Path) -> Path:
    return year_folder(tmp_path / "2022")


def run(*words: object) -> int:
    return main(["year", *map(str, words)])


# how far it is


def test_every_unit_is_listed_with_who_answers_and_what_comes_next(
    year: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(year) == 1
    printed = capsys.readouterr().out
    assert "共6个项目：可交6" in printed
    assert "深圳市大数据资源管理中心（乙）：可交2" in printed
    assert "得分与规则不同1处" in printed  # a claim of its own keeps no form back
    assert "未填 部门整体：没有报送" in printed
    assert "下一步：请填报“填报/部门整体”" in printed
    page = (year / "汇总" / "进度.html").read_text("utf-8")
    assert "信息工程质量监督" in page
    assert "（丙）" in page


def test_what_was_not_handed_in_is_counted_even_without_a_name(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    more = "expected: {first_level: 14, second_level: 58}\n"
    year = year_folder(tmp_path / "2022", more)
    assert run(year) == 1
    assert "另有52个二级项目没有报送" in capsys.readouterr().out
    before = digests(year)
    assert run("make", year, "--final") == 1
    printed = capsys.readouterr().out
    assert "还不能定稿" in printed
    assert "另有52个二级项目没有报送" in printed
    assert digests(year) == before  # nothing was written


def test_a_project_that_is_expected_by_name_or_not_asked_for(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    more = """\
expected:
  projects:
    - {name: 政务数据管理}
    - {name: 数据大厅, unit: 深圳市大数据资源管理中心}
    - {name: 应急储备, not_required: 年中并入其他项目}
"""
    run(year_folder(tmp_path / "2022", more))
    printed = capsys.readouterr().out
    assert "未填 数据大厅：没有报送" in printed
    assert "不要求自评 应急储备" in printed
    assert printed.count("政务数据管理") == 1


def test_a_form_that_is_not_begun_and_one_with_a_fault(
    year: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    form = next((year / "填报" / "信息安全中心").glob("6*"))
    replaced(form, "points: 30, claimed: 30", "points: 30, claimed: 31")
    blank = year / "填报" / "局本级" / "9-新项目.xlsx"
    assert main(["form", "--set", "mof/2020-project", "-o", str(blank)]) == 0
    (year / "填报" / "局本级" / "8-坏的.yaml").write_text("schema: 1\n", "utf-8")
    capsys.readouterr()
    assert run(year) == 1
    printed = capsys.readouterr()
    assert "待改 信息工程质量监督：自评没有得出总分" in printed.out
    assert "未填 填报/局本级/9-新项目.xlsx：还没有填" in printed.out
    assert "待改 填报/局本级/8-坏的.yaml：文件不能用" in printed.out
    assert "8-坏的.yaml" in printed.err
    assert "下一步：先改正上面列出的文件" in printed.out


def test_a_file_that_cannot_be_used_is_counted_as_the_project_for_which_it_was_begun(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    more = "expected:\n  projects:\n    - {name: 数据大厅, unit: 深圳市大数据资源管理中心}\n"
    year = year_folder(tmp_path / "2022", more)
    (year / "填报" / "大数据中心" / "09-数据大厅.yaml").write_text("schema: 1\n", "utf-8")
    (year / "填报" / "部门整体.yaml").write_text("schema: 1\n", "utf-8")
    run(year)
    printed = capsys.readouterr().out
    assert "共7个项目：可交6，待改1" in printed
    assert "待改 数据大厅：文件不能用" in printed
    assert "待改 部门整体：文件不能用" in printed
    assert "没有报送" not in printed


def test_a_published_project_needs_the_words_of_the_review(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    year = year_folder(tmp_path / "2022", "publish: [综合运维服务]\n")
    replaced(next((year / "填报" / "大数据中心").glob("4*")), "  problems: ", "  # problems: ")
    run(year)
    assert "待改 综合运维服务：综述要公开，没有写存在的问题" in capsys.readouterr().out


def test_a_project_that_its_form_keeps_private_needs_no_words_of_the_review(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    year = year_folder(tmp_path / "2022", "publish: [综合运维服务]\n")
    form = next((year / "填报" / "大数据中心").glob("4*"))
    replaced(form, "  problems: ", "  # problems: ")
    replaced(form, "publish: 是", "publish: 否")
    run(year)
    printed = capsys.readouterr().out
    assert "可交 综合运维服务" in printed
    assert "综述要公开" not in printed


def test_a_folder_that_is_no_year_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(tmp_path) == 2
    assert "这不是部门年度的文件夹" in capsys.readouterr().err


# papers


def test_made_twice_nothing_is_written_again(
    year: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("make", year) == 0
    made = digests(year, hidden=True)
    assert "自评表/大数据中心/4-综合运维服务.xlsx" in made
    assert "汇总/汇总表.xlsx" in made
    times = {name: (year / name).stat().st_mtime_ns for name in made}
    capsys.readouterr()
    assert run("make", year) == 0
    assert "已写出" not in capsys.readouterr().out
    assert digests(year, hidden=True) == made
    assert {name: (year / name).stat().st_mtime_ns for name in made} == times


def test_all_but_what_people_wrote_can_be_deleted_and_made_again(year: Path) -> None:
    assert run("make", year, "--internal") == 0
    assert run(year) == 1
    before = digests(year)
    for path in year.iterdir():
        if path.name not in PEOPLES:
            shutil.rmtree(path)
    assert run("make", year, "--internal") == 0
    assert run(year) == 1
    assert digests(year) == before


def test_only_what_depends_on_a_changed_project_is_made_again(
    year: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("make", year) == 0
    before = digests(year)
    form = next((year / "填报" / "大数据中心").glob("3*"))
    replaced(form, "18009899.14", "17009899.14")
    capsys.readouterr()
    assert run("make", year) == 0
    after = digests(year)
    changed = {name for name in after if before.get(name) != after[name]}
    own = form.relative_to(year / "填报").with_suffix(".xlsx").as_posix()
    assert f"自评表/{own}" in changed
    assert not {n for n in changed if n.startswith("自评表/") and not n.endswith(own)}
    printed = capsys.readouterr().out
    assert "全年执行数：数字改了，1,800.99 → 1,700.99" in printed
    rows = list(openpyxl.load_workbook(year / "汇总" / "改动清单.xlsx").active.values)
    assert ("政府网络运行维护", "1,800.99", "1,700.99") in {(r[1], r[4], r[5]) for r in rows}
    assert any("合计" in str(r[2]) and r[5] == "8,014.31" for r in rows)


def test_what_a_run_put_in_place_before_it_was_ended_by_force_is_still_listed(year: Path) -> None:
    assert run("make", year) == 0
    state = (year / ".ziping" / "年度.json").read_bytes()
    replaced(next((year / "填报" / "大数据中心").glob("3*")), "18009899.14", "17009899.14")
    assert run("make", year) == 0
    undisturbed = digests(year)
    (year / ".ziping" / "年度.json").write_bytes(state)
    (year / "汇总" / "改动清单.xlsx").unlink()
    assert run("make", year) == 0
    assert digests(year) == undisturbed


def test_a_list_of_changes_with_a_persons_notes_is_put_aside(year: Path) -> None:
    assert run("make", year) == 0
    form = next((year / "填报" / "大数据中心").glob("3*"))
    replaced(form, "18009899.14", "17009899.14")
    assert run("make", year) == 0
    assert not (year / "改动留存").exists()
    (year / "汇总" / "改动清单.xlsx").write_bytes(b"notes of a person")
    replaced(form, "17009899.14", "16009899.14")
    assert run("make", year) == 0
    [kept] = (year / "改动留存" / "汇总").glob("改动清单-*.xlsx")
    assert kept.read_bytes() == b"notes of a person"
    replaced(form, "16009899.14", "15009899.14")
    assert run("make", year) == 0
    assert len(list((year / "改动留存").rglob("*.xlsx"))) == 1


@pytest.mark.parametrize("content", [b"", b"letters", b"PK\x03\x04 cut off word/document.xml"])
def test_a_paper_that_is_no_longer_one_is_put_aside_whole(year: Path, content: bytes) -> None:
    assert run("make", year, "--only", "综述") == 0
    (year / "报告" / "自评综述.docx").write_bytes(content)
    assert run("make", year, "--only", "综述") == 0
    [kept] = (year / "改动留存" / "报告").glob("自评综述-*.docx")
    assert kept.read_bytes() == content
    assert (year / "报告" / "自评综述.docx").read_bytes().startswith(b"PK")


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
@pytest.mark.parametrize("linked", [".ziping", "改动留存", "改动留存/报告"])
def test_nothing_is_written_through_a_link_out_of_the_folder(
    year: Path, tmp_path: Path, linked: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("make", year) == 0
    outside = tmp_path / "outside"
    outside.mkdir()
    (year / linked).parent.mkdir(exist_ok=True)
    shutil.rmtree(year / linked, ignore_errors=True)
    (year / linked).symlink_to(outside)
    (year / "报告" / "自评综述.txt").write_text("人写的", "utf-8")
    assert run("make", year) == 2
    assert "指向年度文件夹以外的链接" in capsys.readouterr().err
    assert not list(outside.iterdir())
    assert (year / "报告" / "自评综述.txt").read_text("utf-8") == "人写的"


def test_a_file_where_the_folder_of_the_forms_should_be(
    year: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("make", year) == 0
    before = digests(year / "自评表")
    shutil.rmtree(year / "填报")
    (year / "填报").write_text("", "utf-8")
    assert run("make", year) == 2
    assert "填报：错误：应是文件夹，却是文件" in capsys.readouterr().err
    assert digests(year / "自评表") == before


def test_the_papers_of_a_project_that_is_gone_go_too(
    year: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("make", year) == 0
    next((year / "填报" / "信息安全中心").glob("5*")).unlink()
    assert run("make", year) == 0
    assert not list((year / "自评表" / "信息安全中心").glob("5*"))
    assert "已删去" in capsys.readouterr().out


def test_some_papers_can_be_made_alone(year: Path) -> None:
    assert run("make", year, "--only", "汇总") == 0
    assert not (year / "自评表").exists()
    assert run("make", year, "--only", "自评表") == 0
    assert (year / "汇总" / "汇总表.xlsx").exists()
    assert run("make", year, "--only", "汇报") == 2


def test_what_a_person_changed_in_a_paper_is_kept(
    year: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("make", year) == 0
    path = year / "汇总" / "汇总表.xlsx"
    book = openpyxl.load_workbook(path)
    book.active["A1"] = "我改的标题"
    book.save(path)
    mine = path.read_bytes()
    assert run("make", year) == 0
    [kept] = (year / "改动留存" / "汇总").iterdir()
    assert kept.read_bytes() == mine
    assert "有人改过的原件存到" in capsys.readouterr().out


def test_a_paper_that_is_held_open_stops_all_and_nothing_is_half_written(
    year: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert run("make", year) == 0
    before = digests(year, hidden=True)
    form = next((year / "填报" / "大数据中心").glob("3*"))
    replaced(form, "18009899.14", "17009899.14")
    held = year / "汇总" / "汇总表.xlsx"

    def must_be_free(path: Path) -> None:
        if path == held:
            raise PermissionError(13, "held", str(path))

    monkeypatch.setattr("scoring.files.atomic._must_be_free", must_be_free)
    assert run("make", year) == 2
    assert "汇总表.xlsx" in capsys.readouterr().err
    after = digests(year, hidden=True)
    changed = {n for n in after if after[n] != before.get(n) and "/read/" not in n}
    assert changed == {form.relative_to(year).as_posix()}


def test_no_paper_is_written_through_a_link_that_leads_out(
    year: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    outside = tmp_path / "别处"
    outside.mkdir()
    (year / "汇总").symlink_to(outside, target_is_directory=True)
    assert run("make", year) == 2
    assert "指向年度文件夹以外的链接" in capsys.readouterr().err
    assert not list(outside.iterdir())
    assert not (year / "自评表").exists()


def test_a_faulty_file_stops_the_papers(year: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (year / "填报" / "局本级" / "8-坏的.yaml").write_text("schema: 1\n", "utf-8")
    shutil.copy(EXAMPLES[2], year / "填报" / "局本级")
    assert run("make", year) == 2
    printed = capsys.readouterr().err
    assert "8-坏的.yaml" in printed
    assert "有两份表" in printed
    assert not (year / "自评表").exists()


# its end


def finished(tmp_path: Path) -> Path:
    """Return a year that is ready: its department has handed in a form and written its report, too."""
    texts = "".join(f"  W{number}: 按制度办理。\n" for number in range(1, 13))
    asked = ", ".join(
        f"{name}: {{final: 9}}" for name in ("发放问卷数", "收回问卷数", "满意问卷数")
    )
    more = f"project_reports: 否\nfigures: {{{asked}}}\n"
    year = year_folder(tmp_path / "2022", f"{more}texts:\n{texts}")
    shutil.copy(EXAMPLES[0], year / "填报" / "部门整体.yaml")
    return year


def test_finished_nothing_is_made_again_until_it_is_reopened(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    year = finished(tmp_path)
    record = (year / "部门年度.yaml").read_bytes()
    assert run("make", year, "--final") == 0
    assert "没有写审议的会议和日期" in capsys.readouterr().out
    frozen = (year / "部门年度.yaml").read_bytes()
    assert frozen.startswith(record + b"final:")
    assert run(year) == 0
    assert "（已定稿）" in capsys.readouterr().out
    form = next((year / "填报" / "大数据中心").glob("3*"))
    replaced(form, "18009899.14", "17009899.14")
    papers = digests(year)
    assert run("make", year) == 2
    assert "已经定稿" in capsys.readouterr().err
    assert digests(year) == papers
    assert run(year) == 1
    assert "政府网络运行维护（定稿后有改动）" in capsys.readouterr().out
    assert run("make", year, "--reopen") == 0
    assert (year / "部门年度.yaml").read_bytes() == record
    kept = [f"改动留存/{name}" for name in papers if "改动留存" not in name]
    stems = {
        str(path.relative_to(year).with_suffix("")).rpartition("-")[0]
        for path in (year / "改动留存").rglob("*.*")
    }
    made = [
        name for name in kept if name.split("/")[1] in ("自评表", "汇总", "报告", "公开", "下年")
    ]
    missing = [name for name in made if name.rpartition(".")[0] not in stems]
    assert missing == ["改动留存/汇总/进度.html"]  # a look at the folder, not a paper of it
    assert "定稿的原件存到“改动留存”" in capsys.readouterr().out


def test_a_row_without_result_and_score_keeps_a_year_open(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    year = finished(tmp_path)
    form = next((year / "填报" / "信息安全中心").glob("6*"))
    row = "target: 完整, actual: 完整, points: 4, claimed: 4"
    replaced(form, row, 'target: "", actual: 完整, points: 4')
    assert run("make", year, "--final") == 1
    assert "“年度数据录入完整性”指标值空着" in capsys.readouterr().out


def test_the_end_of_a_year_whose_record_is_a_workbook(tmp_path: Path) -> None:
    last = finished(tmp_path)
    out = tmp_path / "2022-2"
    shutil.copytree(last / "填报", out / "填报")
    data = yaml.safe_load((last / "部门年度.yaml").read_text("utf-8"))
    (out / "部门年度.xlsx").write_bytes(year_sheet(data, load_vocabulary(YearSheetLayout)))
    before = (out / "部门年度.xlsx").read_bytes()
    assert run("make", out, "--final") == 0
    assert run(out) == 0
    [kept] = (out / "改动留存").glob("部门年度-*.xlsx")
    assert kept.read_bytes() == before
    assert run("make", out) == 2
    assert run("make", out, "--reopen") == 0
    assert run("make", out) == 0


# other commands on the folder of a year


def test_score_and_check_take_the_forms_of_a_year_and_none_of_its_papers(
    year: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("make", year) == 0
    before = digests(year)
    for words in ([year], [year / "填报" / "*" / "*.yaml"], [year / "填报" / "**" / "*.yaml"]):
        capsys.readouterr()
        out = tmp_path / "结果"
        main(["score", *map(str, words), "-o", str(out)])
        printed = capsys.readouterr()
        assert "共 6 份：可交 6 份" in printed.out
        assert len(list(out.glob("*-自评表.xlsx"))) == 6
        assert printed.err == ""
        shutil.rmtree(out)
    capsys.readouterr()
    main(["check", str(year)])
    assert "共 6 份：可交 6 份" in capsys.readouterr().out
    assert digests(year) == before


def test_an_end_of_the_year_without_its_day_is_refused(
    year: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    record = year / "部门年度.yaml"
    record.write_text(record.read_text("utf-8") + "final: {}\n", "utf-8")
    assert main(["year", str(year)]) == 2
    assert "date（日期）" in capsys.readouterr().err
