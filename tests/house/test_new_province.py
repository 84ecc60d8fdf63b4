"""A new set, wording and template as their users add them: the guide is followed to the letter.

A step of a guide is a file to create, lines to append, a cell to change in a workbook, or commands
with what they print; the test does each in the order of the page, in an empty folder.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest

from scoring.cli.main import main
from scoring.work.library import Library
from tests.folders import ROOT

GUIDE = "docs/新建指标体系.md"
ENGLISH = "docs/new-province.md"
STEP = re.compile(
    r"(?:新建|Create) `(?P<new>[^`]+)`[:：]\n\n```yaml\n(?P<whole>.*?)^```"
    r"|在 `(?P<old>[^`]+)` 末尾加上[:：]\n\n```yaml\n(?P<more>.*?)^```"
    r"|打开 `(?P<book>[^`]+)`[,，]把“(?P<sheet>[^”]+)”的 `(?P<cell>\w+)` 改成 `(?P<text>[^`]+)`[,，]另存为 `(?P<saved>[^`]+)`"
    r"|```console\n(?P<session>.*?)^```",
    re.MULTILINE | re.DOTALL,
)
"""The steps of a guide."""


def steps(guide: str) -> Iterator[dict[str, str]]:
    for match in STEP.finditer((ROOT / guide).read_text("utf-8")):
        yield {key: text for key, text in match.groupdict().items() if text is not None}


def commands(session: str) -> Iterator[tuple[str, str]]:
    """Yield each command with what the page says it prints."""
    for part in re.split(r"^\$ ", session, flags=re.MULTILINE)[1:]:
        command, _, printed = part.partition("\n")
        yield command, printed


def comes_out(printed: str) -> re.Pattern[str]:
    """Return what the output must be; a line of dots stands for lines that the page leaves out."""
    return re.compile(re.escape(printed.strip()).replace("……", ".*"), re.DOTALL)


@pytest.mark.parametrize(("guide", "commands_in_it"), [(GUIDE, 10), (ENGLISH, 3)])
def test_the_guide_comes_out_as_it_says(
    guide: str, commands_in_it: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    monkeypatch.chdir(tmp_path)
    ran = 0
    for step in steps(guide):
        if "new" in step:
            path = Path(step["new"])
            path.parent.mkdir(parents=True, exist_ok=True)
            assert not path.exists()
            path.write_text(step["whole"], "utf-8")
        elif "old" in step:
            path = Path(step["old"])
            path.write_text(path.read_text("utf-8") + step["more"], "utf-8")
        elif "book" in step:
            book = openpyxl.load_workbook(step["book"])
            book[step["sheet"]][step["cell"]] = step["text"]
            book.save(step["saved"])
        else:
            for command, printed in commands(step["session"]):
                words = shlex.split(command)
                assert words[0] == "ziping"
                main(words[1:])
                out, err = capfd.readouterr()
                assert comes_out(printed).fullmatch((out + err).strip()), f"{command}\n{out}{err}"
                ran += 1
    assert ran >= commands_in_it


@pytest.mark.parametrize("guide", [GUIDE, ENGLISH])
def test_every_block_of_the_guide_is_a_step(guide: str) -> None:
    text = (ROOT / guide).read_text("utf-8")
    assert text.count("```") == 2 * sum("book" not in step for step in steps(guide))


CELLS = {
    GUIDE: ["项目名称", "社区网格化服务", "实施单位", "某街道办事处", "年度", 2025],
    ENGLISH: ["项目名称", "社区网格化服务", "项目编码", "440300", "年度", 2025],
}


SET = {GUIDE: [], ENGLISH: ["--set", "xx/2025-project"]}


@pytest.mark.parametrize("guide", [GUIDE, ENGLISH])
def test_the_form_is_laid_out_as_the_guide_describes_it(
    guide: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    write_files(guide)
    sets = "我的体系" if guide == GUIDE else "own"
    assert main(["score", "自评.yaml", "--sets", sets, *SET[guide], "--format", "xlsx"]) < 2
    sheet = openpyxl.load_workbook("自评-自评表.xlsx")["自评表"]
    assert [cell.value for cell in sheet[3] if cell.value is not None] == CELLS[guide]
    texts = {str(cell.value) for row in sheet.iter_rows() for cell in row}
    for said in re.findall(r"remarks: \[(.*)\]", (ROOT / guide).read_text("utf-8")):
        assert f"注：{said}" in texts


def write_files(guide: str) -> None:
    """Write every file that a guide has its reader write."""
    for step in steps(guide):
        if "new" in step:
            Path(step["new"]).parent.mkdir(parents=True, exist_ok=True)
            Path(step["new"]).write_text(step["whole"], "utf-8")
        elif "old" in step:
            path = Path(step["old"])
            path.write_text(path.read_text("utf-8") + step["more"], "utf-8")


def test_the_form_bears_the_words_of_ones_own_template(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    write_files(GUIDE)
    assert main(["sets", "templates", "我的体系", "--set", "my/2025-project"]) == 0
    book = openpyxl.load_workbook("我的体系/templates/xlsx/某市项目.xlsx")
    book["自评表"]["A1"] = "某市的表"
    book.save("我的体系/templates/xlsx/某市项目.xlsx")
    assert main(["score", "自评.yaml", "--sets", "我的体系", "--format", "xlsx"]) == 0
    assert openpyxl.load_workbook("自评-自评表.xlsx")["自评表"]["A1"].value == "某市的表"
    unit = Library(Path("我的体系")).reader.read("126个网格").unit
    assert unit.symbol == "个网格"
