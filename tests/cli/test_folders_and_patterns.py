"""Folders and patterns of files: what is read, what is passed over and told, how each form stands."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest

from scoring.cli.main import main
from tests.folders import EXAMPLES

Told = pytest.CaptureFixture[str]


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder with a form of each of two units, and what lies beside forms."""
    monkeypatch.chdir(tmp_path)
    for unit, example in zip(("甲", "乙"), EXAMPLES, strict=False):
        (tmp_path / "表" / unit).mkdir(parents=True)
        shutil.copy(example, tmp_path / "表" / unit / "自评.yaml")
    (tmp_path / "表" / "通知.txt").write_text("请各单位于三月底前报送自评表。\n", "utf-8")
    (tmp_path / "表" / "照片.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    (tmp_path / "表" / "~$自评表.xlsx").write_bytes(b"\x00")
    return tmp_path


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@pytest.mark.parametrize("given", ["表", "表/**", "表/**/*", "表/*"])
def test_a_folder_and_the_pattern_for_it_are_the_same(given: str, here: Path, capsys: Told) -> None:
    assert main(["score", given, "--format", "json", "-o", "结果"]) == 0
    told = capsys.readouterr().out
    assert names(here / "结果") == ["乙-自评-评分结果.json", "甲-自评-评分结果.json"]
    assert "没有读（Excel、WPS 打开文件时留下的临时文件）：~$自评表.xlsx" in told
    passed = next(line for line in told.splitlines() if line.startswith("没有读（不是自评表）"))
    assert set(passed.split("：")[1].split("、")) == {"照片.png", "通知.txt"}
    assert told.splitlines()[-3].startswith("一共 2 份：可交 2 份")
    assert f"  可交：{Path('表/甲/自评.yaml')}（深圳电子政务平台数字证书退费项目）" in told


def test_a_pattern_takes_what_it_names_and_no_more(here: Path, capsys: Told) -> None:
    shutil.copy(EXAMPLES[2], here / "表" / "丙.yaml")
    assert main(["check", "表/*.yaml"]) < 2
    assert "自评.yaml" not in capsys.readouterr().out
    assert main(["check", "表/*.yaml", "表/甲/*.yml"]) == 2
    told = capsys.readouterr()
    assert f"{Path('表/甲/*.yml')}：错误：没有与它相符的文件" in told.err


def test_a_name_with_signs_of_a_pattern_is_a_name(here: Path, capsys: Told) -> None:
    shutil.copy(EXAMPLES[0], here / "自评[1].yaml")
    assert main(["score", "自评[1].yaml", "--format", "json"]) == 0
    assert "自评[1]-评分结果.json" in capsys.readouterr().out


def test_an_empty_folder_is_told_with_what_lies_in_it(here: Path, capsys: Told) -> None:
    shutil.rmtree(here / "表" / "甲")
    shutil.rmtree(here / "表" / "乙")
    assert main(["score", "表"]) == 2
    told = capsys.readouterr().err
    assert "里面没有自评表" in told
    assert "错误" in told


def test_a_second_run_does_not_read_what_the_first_one_printed(here: Path, capsys: Told) -> None:
    assert main(["score", "表/甲", "-o", "表/甲"]) == 0
    first = names(here / "表" / "甲")
    capsys.readouterr()
    assert main(["score", "表/甲", "-o", "表/甲"]) == 0
    told = capsys.readouterr().out
    assert names(here / "表" / "甲") == first
    assert "一共 1 份：可交 1 份" in told
    assert "没有读（本程序印出来的，不是申报）" in told
    # As the shell of Linux hands the same pattern on.
    every = [str(path) for path in (here / "表" / "甲").iterdir() if path.suffix != ".json"]
    assert main(["check", *every]) < 2
    assert "一共 1 份" in capsys.readouterr().out


def test_a_printed_form_that_a_person_saved_again_is_read(here: Path, capsys: Told) -> None:
    assert main(["score", "表/甲", "-o", "表/甲", "--format", "xlsx"]) == 0
    printed = here / "表" / "甲" / "自评-自评表.xlsx"
    saved = printed.read_bytes()
    with ZipFile(printed) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    core = parts["docProps/core.xml"]
    parts["docProps/core.xml"] = core.replace(b"2020-01-01T00:00:00Z", b"2023-03-01T08:30:00Z")
    with ZipFile(printed, "w") as new:
        for name, part in parts.items():
            new.writestr(name, part)
    assert printed.read_bytes() != saved
    capsys.readouterr()
    assert main(["check", "表/甲", "--set", "深圳 项目"]) < 2
    assert "一共 2 份" in capsys.readouterr().out


def test_a_printed_form_alone_is_read(here: Path, capsys: Told) -> None:
    assert main(["score", "表/甲", "-o", "印好", "--format", "xlsx"]) == 0
    (printed,) = (here / "印好").glob("*自评表.xlsx")
    capsys.readouterr()
    for given in (str(printed), "印好"):
        assert main(["check", given, "--set", "深圳 项目"]) < 2
        assert "深圳电子政务平台数字证书退费项目" in capsys.readouterr().out


def test_a_result_is_told_to_be_no_submission(here: Path, capsys: Told) -> None:
    assert main(["score", "表/甲", "-o", "印好", "--format", "json"]) == 0
    capsys.readouterr()
    assert main(["score", str(next((here / "印好").iterdir()))]) == 2
    told = capsys.readouterr().err
    assert told.count("错误") == 1
    assert "这是本程序写出的评分结果，不是申报" in told


def test_a_review_sheet_is_no_form(here: Path, capsys: Told) -> None:
    main(["review", "表/甲", "-o", "复核"])
    (sheet,) = (here / "复核" / "复核表").glob("*.xlsx")
    capsys.readouterr()
    assert main(["score", str(sheet), "--set", "深圳 项目"]) == 2
    assert "这是复核表，不是申报" in capsys.readouterr().err
    shutil.copy(sheet, here / "表")
    assert main(["check", "表"]) < 2
    assert sheet.name in capsys.readouterr().out


def test_a_file_that_cannot_be_read_stands_in_the_list(here: Path, capsys: Told) -> None:
    (here / "表" / "坏.xlsx").write_bytes(b"PK\x03\x04 xl/ broken")
    assert main(["check", "表"]) == 2
    told = capsys.readouterr()
    lines = told.out.splitlines()
    assert lines[-3] == f"  不能用：{Path('表/坏.xlsx')}"
    assert "可交 2 份，不能用 1 份" in lines[-4]
    assert "坏.xlsx" in told.err


def test_the_list_says_which_forms_can_be_handed_in(here: Path, capsys: Told) -> None:
    good = EXAMPLES[0].read_text("utf-8")
    folder = here / "各表"
    folder.mkdir()
    assert main(["form", "--set", "深圳 部门", "-o", "各表/1空白.xlsx"]) == 0
    changed = good.replace('actual: "100%", points: 10', 'actual: "81%", points: 10')
    (folder / "2待改.yaml").write_text(good.replace("points: 12.5", "points: 13", 1), "utf-8")
    (folder / "3不同.yaml").write_text(changed, "utf-8")
    (folder / "4可交.yaml").write_text(good, "utf-8")
    capsys.readouterr()
    for command in (["check"], ["score", "--format", "json", "-o", "结果"]):
        main([*command, "各表"])
        told = capsys.readouterr().out.splitlines()
        assert [line.strip().split("（")[0] for line in told[-5:]] == [
            "一共 4 份：可交 2 份，待改 1 份，未填 1 份。",
            f"未填：{Path('各表/1空白.xlsx')}",
            f"待改：{Path('各表/2待改.yaml')}",
            f"可交 · 与规则不同 1 处：{Path('各表/3不同.yaml')}",
            f"可交：{Path('各表/4可交.yaml')}",
        ]


@pytest.mark.usefixtures("here")
def test_one_file_has_no_list(capsys: Told) -> None:
    assert main(["check", "表/甲/自评.yaml"]) < 2
    assert "一共" not in capsys.readouterr().out


def test_a_secret_form_stands_in_the_list_without_its_name(here: Path, capsys: Told) -> None:
    path = here / "表" / "甲" / "自评.yaml"
    path.write_text(path.read_text("utf-8") + "\nsecret: 是\n", "utf-8")
    main(["check", "表"])
    told = capsys.readouterr().out
    assert f"：{path.relative_to(here)}" in told
    assert "数字证书" not in told


@pytest.mark.usefixtures("here")
def test_progress_is_shown_on_a_terminal_alone(
    capsys: Told, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert main(["check", "表"]) < 2
    assert capsys.readouterr().err == ""
    monkeypatch.setattr("scoring.cli.progress.ProgressBar.is_shown", staticmethod(lambda: True))
    assert main(["check", "表"]) < 2
    assert "自查 1/3  自评.yaml" in capsys.readouterr().err
    assert main(["check", "表/甲/自评.yaml"]) < 2
    assert capsys.readouterr().err == ""
    assert sys.stderr.isatty() is False


@pytest.mark.parametrize("given", ["表", "表/**", "表/**/*.yaml", "表/*/*.yaml", "表/*"])
def test_no_link_leads_out_of_a_folder_or_pattern_nor_round_in_it(
    given: str, here: Path, capsys: Told
) -> None:
    (here / "别处").mkdir()
    shutil.copy(EXAMPLES[2], here / "别处" / "丙.yaml")
    (here / "表" / "甲" / "链接.yaml").symlink_to(here / "别处" / "丙.yaml")
    for name in ("外", "回一", "回二", "回三"):
        (here / "表" / name).symlink_to(here / "别处" if name == "外" else here / "表")
    assert main(["score", given, "--format", "json", "-o", "结果"]) == 0
    told = capsys.readouterr().out
    assert names(here / "结果") == ["乙-自评-评分结果.json", "甲-自评-评分结果.json"]
    assert "没有读（指向文件夹以外的文件）：" in told
    assert "链接.yaml" in told
