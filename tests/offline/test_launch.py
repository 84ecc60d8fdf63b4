"""The launchers take files as Explorer hands them over, whatever their names hold."""

from __future__ import annotations

import zipfile
from pathlib import Path
from types import ModuleType

import pytest

from scoring.work.library import Library

BAT = r"C:\Users\张 三 & 李四\Desktop\绩效自评\计分.bat"
NAMES = [
    r"D:\a.xlsx",
    r"D:\自评 2024 (终稿).xlsx",
    r"D:\a&b.xlsx",
    r"D:\a & b.xlsx",
    r"D:\完成率100%.xlsx",
    r"D:\%TEMP%.xlsx",
    r"D:\快!急!.xlsx",
    r"D:\a^&b^.xlsx",
    r"D:\一,二;三=四.xlsx",
    "D:\\全角\u3000空格.xlsx",
    r"\\server\share\2024 年\表.xlsx",
    r"D:\it's.xlsx",
    r"D:\x /c y.xlsx",
]


def as_explorer(names: list[str]) -> str:
    """Return the command line of a window: quotes only around what holds a blank."""
    words = [f'"{name}"' if " " in name else name for name in names]
    return rf'C:\WINDOWS\system32\cmd.exe /c ""{BAT}" {" ".join(words)}"'


@pytest.mark.parametrize("name", NAMES)
def test_a_dropped_name_arrives_whole(launcher: ModuleType, name: str) -> None:
    assert launcher.dropped(as_explorer([name])) == [name]


def test_many_names_arrive_in_their_order(launcher: ModuleType) -> None:
    assert launcher.dropped(as_explorer(NAMES)) == NAMES
    assert launcher.dropped(as_explorer(NAMES[::-1])) == NAMES[::-1]


@pytest.mark.parametrize(
    "line",
    [
        rf'C:\WINDOWS\system32\cmd.exe /c ""{BAT}" "',
        r'"C:\WINDOWS\system32\cmd.exe" ',
        r"C:\WINDOWS\system32\cmd.exe",
        "",
    ],
)
def test_a_double_click_drops_nothing(launcher: ModuleType, line: str) -> None:
    assert launcher.dropped(line) == []


def test_files_may_be_dragged_into_the_window(
    launcher: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("builtins.input", lambda _: r'"D:\a b&c.xlsx" D:\d.xlsx ')
    assert launcher.asked_files() == [r"D:\a b&c.xlsx", r"D:\d.xlsx"]


def test_results_lie_beside_each_file(launcher: ModuleType) -> None:
    found = launcher.by_folder(["/a/1.xlsx", "/b/2.xlsx", "/a/3.xlsx"])
    assert found == {Path("/a"): ["/a/1.xlsx", "/a/3.xlsx"], Path("/b"): ["/b/2.xlsx"]}


def test_a_file_that_is_there_is_not_written_over(launcher: ModuleType, tmp_path: Path) -> None:
    assert launcher.free(tmp_path / "填报表.xlsx") == tmp_path / "填报表.xlsx"
    (tmp_path / "填报表.xlsx").touch()
    (tmp_path / "填报表(2).xlsx").touch()
    assert launcher.free(tmp_path / "填报表.xlsx") == tmp_path / "填报表(3).xlsx"


def test_without_a_file_it_says_what_to_do(
    launcher: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("ZIPING_TASK", "score")
    monkeypatch.setenv("ZIPING_DROPPED", r'cmd.exe /c ""C:\计分.bat" "')
    monkeypatch.setattr("builtins.input", lambda _: "")
    assert launcher.launch() == 2
    assert "把文件拖到图标上" in capsys.readouterr().out


def test_scoring_dropped_files_puts_the_forms_beside_them(
    launcher: ModuleType,
    checkout: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    shown: list[Path] = []
    monkeypatch.setattr(launcher, "show", shown.append)
    example = (checkout / "examples/3-政府网络运行维护.yaml").read_bytes()
    names = [tmp_path / "一 月" / "a & b!x!100%.yaml", tmp_path / "二月" / "-o.yaml"]
    for name in names:
        name.parent.mkdir()
        name.write_bytes(example)
    monkeypatch.setenv("ZIPING_TASK", "score")
    monkeypatch.setenv("ZIPING_DROPPED", as_explorer([str(name) for name in names]))
    assert launcher.launch() == 0
    assert "完成。" in capsys.readouterr().out
    for name in names:
        assert (name.parent / "自评结果" / f"{name.stem}-自评表.xlsx").is_file()
    assert shown == [name.parent / "自评结果" for name in names]


def test_a_file_that_cannot_be_used_is_told_in_the_window(
    launcher: ModuleType,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    (tmp_path / "坏.yaml").write_text("schema: [", encoding="utf-8")
    monkeypatch.setenv("ZIPING_TASK", "score")
    monkeypatch.setenv("ZIPING_DROPPED", as_explorer([str(tmp_path / "坏.yaml")]))
    assert launcher.launch() == 2
    told = capsys.readouterr()
    assert "坏.yaml" in told.err
    assert "有文件不能用" in told.out
    assert not (tmp_path / "自评结果").exists()


EXPORTED = """<html><meta charset="utf-8"><table><tr><td colspan="6">项目支出绩效自评表</td></tr>
<tr><td>项目名称:</td><td>宽带</td><td>绩效自评年度:</td><td>2022</td></tr>
<tr><td></td><td></td><td>年初预算数</td><td>全年预算数</td><td>全年执行数</td><td>分值</td></tr>
<tr><td>项目资金(元)</td><td>年度资金总额</td><td>100</td><td>100</td><td>90</td><td>10</td></tr>
<tr><td>一级指标</td><td>二级指标</td><td>三级指标</td><td>年度指标值</td><td>实际完成值</td><td>分值</td></tr>
<tr><td>产出(50分)</td><td>数量</td><td>带宽</td><td>≥15G</td><td>16.1G</td><td>50</td></tr>
<tr><td>效益(30分)</td><td>社会效益</td><td>接入</td><td>≥9家</td><td>9家</td><td>30</td></tr>
<tr><td>满意度(10分)</td><td>服务对象满意度</td><td>满意度</td><td>≥90%</td><td>95%</td><td>10</td></tr>
<tr><td>总分</td><td></td><td></td><td></td><td></td><td>100</td></tr>
</table></html>"""


def test_of_a_form_that_names_no_set_the_person_is_asked_once(
    launcher: ModuleType,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    asked: list[str] = []
    sets = [found.id for found in Library().choices()]
    number = sets.index("shenzhen/2022-project") + 1
    answers = iter(["99", "", str(number)])
    monkeypatch.setattr("builtins.input", lambda said: asked.append(said) or next(answers))
    monkeypatch.setattr(launcher, "show", lambda _: None)
    names = [tmp_path / "甲" / "系统导出.xls", tmp_path / "乙" / "系统导出.xls"]
    for name in names:
        name.parent.mkdir()
        name.write_text(EXPORTED, encoding="utf-8")
    monkeypatch.setenv("ZIPING_TASK", "score")
    monkeypatch.setenv("ZIPING_DROPPED", as_explorer([str(name) for name in names]))
    assert launcher.launch() == 0
    told = capsys.readouterr().out
    assert len(asked) == 3
    assert "没有这个序号" in told
    assert "请输入上面的一个序号" in told
    assert "1  财政部 · 项目支出 · 2020（mof/2020-project）" in told
    assert f"{number}  深圳市 · 项目支出 · 2022（shenzhen/2022-project）" in told
    for name in names:
        result = (name.parent / "自评结果/系统导出-评分结果.json").read_text("utf-8")
        assert '"id": "shenzhen/2022-project"' in result


def test_where_nobody_chooses_a_set_none_is_taken(
    launcher: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("builtins.input", lambda _: "")
    assert launcher.asked_set() == ""
    assert "请输入上面的一个序号" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("name", "content", "said", "holds"),
    [
        (None, "", ["1"], "三级指标"),
        ("系统导出.xls", EXPORTED, ["1", ""], "16.1G"),
        ("系统导出.xls", EXPORTED, ["1", "2"], "≥15G"),
        ("目标清单.csv", "三级指标,年度指标值\n带宽,≥15G\n", ["1"], "≥15G"),
    ],
)
def test_a_new_form_is_made_from_nothing_an_export_or_a_list(
    launcher: ModuleType,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    name: str | None,
    content: str,
    said: list[str],
    holds: str,
) -> None:
    shown: list[Path] = []
    answers = iter(said)
    monkeypatch.setattr("builtins.input", lambda _: next(answers))
    monkeypatch.setattr(launcher, "show", shown.append)
    monkeypatch.setattr(launcher, "here", lambda: tmp_path)
    names = [] if name is None else [tmp_path / name]
    for path in names:
        path.write_text(content, encoding="utf-8")
    monkeypatch.setenv("ZIPING_TASK", "form")
    monkeypatch.setenv("ZIPING_DROPPED", as_explorer([str(path) for path in names]))
    for made in ("填报表.xlsx", "填报表(2).xlsx"):
        assert launcher.launch() == 0
        answers = iter(said)
        with zipfile.ZipFile(tmp_path / made) as archive:
            texts = archive.read("xl/sharedStrings.xml").decode()
        assert holds in texts
        assert ("16.1G" in texts) == (holds == "16.1G")
    assert shown == [tmp_path, tmp_path]
