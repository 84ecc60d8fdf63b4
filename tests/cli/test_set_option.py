"""``--set 深圳 部门``: the words of a set may stand unquoted, and never swallow or become a file."""

from __future__ import annotations

from pathlib import Path

import pytest

from scoring.cli.main import main
from tests.folders import EXAMPLES, ROOT

CHOSEN = "指标体系：深圳市 · 项目支出 · 2022（shenzhen/2022-project）"


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("自评.yaml").write_bytes(EXAMPLES[0].read_bytes())
    return tmp_path


@pytest.mark.parametrize(
    "arguments",
    [
        ["--set", "深圳", "项目", "自评.yaml"],
        ["自评.yaml", "--set", "深圳", "项目"],
        ["--set", "深圳 项目", "自评.yaml"],
        ["--set", "深圳项目", "自评.yaml"],
        ["--set=深圳", "项目", "自评.yaml"],
        ["--set", "深圳", "--set", "项目", "自评.yaml"],
        ["--set", "深圳", "项目", "--year", "2022", "自评.yaml"],
        ["--set", "深圳", "项目", "--", "自评.yaml"],
    ],
)
def test_words_behind_set_are_words_of_the_set(
    arguments: list[str], here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["score", "--format", "json", "-o", "出", *arguments]) == 0
    assert capsys.readouterr().out.startswith(CHOSEN)
    assert [path.name for path in (here / "出").iterdir()] == ["自评-评分结果.json"]


@pytest.mark.usefixtures("here")
def test_an_id_takes_no_words_and_says_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["score", "--set", "shenzhen/2022-project", "自评.yaml", "--format", "json"]) == 0
    assert "指标体系：" not in capsys.readouterr().out
    assert main(["score", "--set", "shenzhen/2022-project", "项目", "自评.yaml"]) == 2
    assert "项目：错误" in capsys.readouterr().err  # a file that is not there, not a word


@pytest.mark.parametrize("place", ["湖北", "深圳"])
@pytest.mark.parametrize("kind", ["folder", "file"])
def test_what_may_be_a_word_or_a_file_is_asked(
    kind: str, place: str, here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    if kind == "folder":
        (here / "项目").mkdir()
    else:
        (here / "项目").write_bytes(EXAMPLES[0].read_bytes())
    assert main(["score", "--set", place, "项目", "自评.yaml"]) == 2
    told = capsys.readouterr()
    assert "没有替您定" in told.err
    assert f'--set "{place} 项目"' in told.err
    assert told.out == ""
    quoted = ["score", "--set", f"{place} 项目", "自评.yaml", "--format", "json"]
    assert main(quoted) < 2


def test_a_folder_that_is_no_word_of_the_set_is_a_folder(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (here / "一季度").mkdir()
    main(["score", "--set", "湖北", "一季度"])
    told = capsys.readouterr()
    assert told.out.startswith("指标体系：湖北省 · 项目支出（hubei/project）")
    assert "没有替您定" not in told.err


@pytest.mark.usefixtures("here")
def test_a_mistyped_file_is_told_as_a_file(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["score", "--set", "深圳", "项目", "自坪.yaml"]) == 2
    assert "自坪.yaml" in capsys.readouterr().err


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize(
    "command",
    [
        ["form", "--set", "深圳", "部门", "-o", "填报表.xlsx"],
        ["check", "--set", "深圳", "项目", "自评.yaml"],
        ["review", "自评.yaml", "--set", "深圳", "项目", "-o", "复核"],
        ["sets", "templates", "模板", "--set", "深圳", "项目"],
    ],
)
def test_every_command_takes_the_words(
    command: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(command) < 2
    assert "指标体系：深圳市 · " in capsys.readouterr().out


def test_the_list_is_filtered_and_names_the_nearest(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["sets", "list", "四川"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split("  ")[:2] for line in lines] == [
        ["四川省 · 部门整体 · 2018", "sichuan/2018-department"],
        ["四川省 · 项目支出 · 2018", "sichuan/2018-project"],
        ["四川省 · 项目支出 · 2023", "sichuan/2023-project"],
    ]
    assert main(["sets", "list", "四穿"]) == 2
    assert "sichuan/2023-project" in capsys.readouterr().err


def test_sets_are_shown_compared_and_checked_by_their_words(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["sets", "show", "深圳", "部门"]) == 0
    first = capsys.readouterr().out.splitlines()[0]
    assert first == "深圳市 · 部门整体 · 2024  shenzhen/2024-department  部门整体绩效自评表"
    assert main(["sets", "diff", "深圳 项目", "shenzhen/2022-project"]) == 0
    assert main(["sets", "check", "湖北"]) == 0
    capsys.readouterr()
    assert main(["sets", "check", "四川"]) == 2
    assert "没有替您选" in capsys.readouterr().err


def test_each_option_for_a_set_takes_its_own_words(tmp_path: Path, capsys):
    targets = next((ROOT / "examples" / "years").glob("2024-*/目标表/*.txt"))
    arguments = ["year", "new", "2024", "--targets", str(targets), "-o", str(tmp_path / "2024")]
    sets = ["--set", "深圳", "2022", "项目", "--department-set", "深圳", "部门"]
    assert main([*arguments, *sets]) == 2
    text = capsys.readouterr()
    assert "指标体系：深圳市 · 项目支出 · 2022（shenzhen/2022-project）" in text.out
    assert "没有目标表上的级次：产出指标" in text.err
    assert "用 --department-set 写明编号或名称。可用的有：" in text.err
    assert "（common/department-no-satisfaction）" in text.err
    assert "（shenzhen/2024-department）\n" not in text.err.split("可用的有")[1]
