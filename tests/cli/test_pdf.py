"""``--format pdf`` where LibreOffice is missing, fails, or hangs: said, bounded, nothing by halves."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from scoring.cli.main import main
from scoring.files import office
from tests.folders import EXAMPLES as SIX

EXAMPLES = SIX[:2]


@pytest.fixture
def soffice(tmp_path, monkeypatch):
    """Put a program in LibreOffice's place; it is given as the lines of a shell script."""

    def put(script: str) -> None:
        folder = tmp_path / "bin"
        folder.mkdir()
        program = folder / "soffice"
        program.write_text(f"#!/bin/sh\n{script}\n", "utf-8")
        program.chmod(0o755)
        monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")

    monkeypatch.chdir(tmp_path)
    return put


def run(capsys, *files: Path, formats: str = "xlsx,json,pdf") -> tuple[int, str, list[str]]:
    status = main(["score", *map(str, files), "--format", formats, "-o", "结果"])
    said = capsys.readouterr()
    folder = Path("结果")
    names = sorted(p.name for p in folder.iterdir()) if folder.exists() else []
    return status, said.out + said.err, names


MAKE = 'for f in *.xlsx; do mkdir -p pdf; printf "%%PDF-1.7 $f\\n%%%%EOF\\n" > pdf/${f%.xlsx}.pdf; done'


def test_all_forms_are_turned_in_one_start(soffice, capsys):
    soffice(f'echo "$@" >> "{Path.cwd()}/starts"; {MAKE}')
    status, said, names = run(capsys, *EXAMPLES)
    assert status == 0
    assert [n for n in names if n.endswith(".pdf")] == [
        f"{p.stem}-{what}.pdf" for p in EXAMPLES for what in ("自评表", "评分说明")
    ]
    for path in EXAMPLES:
        assert f"已写出 结果/{path.stem}-自评表.pdf" in said
    [start] = Path("starts").read_text().splitlines()
    for word in (
        "--headless",
        "--convert-to pdf",
        "0.xlsx 1.xlsx 2.xlsx 3.xlsx",
        "-env:UserInstallation=file:",
    ):
        assert word in start
    assert not any(p.stem in start for p in EXAMPLES), "no name of a form is handed on"


def test_without_libreoffice_the_rest_is_written_and_the_way_is_told(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(office, "find_soffice", lambda: None)
    status, said, names = run(capsys, *EXAMPLES)
    assert status == 2
    assert "没有找到 LibreOffice，不能生成 PDF" in said
    assert "https://zh-cn.libreoffice.org" in said
    assert "另存为 PDF" in said
    assert len(names) == 6
    assert said.count("没有找到") == 1


@pytest.mark.parametrize(
    "script",
    ["exit 1", "exit 0", 'mkdir pdf; printf "%%PDF-1.7 half" > pdf/0.pdf; kill -9 $$'],
    ids=["fails", "does nothing", "dies half way"],
)
def test_a_failing_libreoffice_leaves_no_half_file(soffice, capsys, script):
    soffice(script)
    status, said, names = run(capsys, EXAMPLES[0])
    assert status == 2
    assert "LibreOffice 没有生成 PDF" in said
    assert "请安装" not in said
    assert [n.rpartition(".")[2] for n in names] == ["xlsx", "json", "xlsx"]


def test_a_form_that_is_left_out_is_named_and_the_others_are_there(soffice, capsys):
    soffice(f"rm 2.xlsx; {MAKE}")
    status, said, names = run(capsys, *EXAMPLES, formats="pdf")
    assert status == 2
    assert names == [f"{EXAMPLES[0].stem}-{what}.pdf" for what in ("自评表", "评分说明")]
    assert f"结果/{EXAMPLES[1].stem}-自评表.pdf：错误：LibreOffice 没有把这份表转成 PDF" in said


def test_a_hanging_libreoffice_is_stopped_with_its_children(soffice, capsys, monkeypatch):
    monkeypatch.setattr(office, "START_WITHIN", 0.3)
    monkeypatch.setattr(office, "EACH_WITHIN", 0.1)
    soffice(f'(echo $$ > "{Path.cwd()}/child"; sleep 600) & sleep 600')
    status, said, names = run(capsys, EXAMPLES[0])
    assert status == 2
    assert "没有转完，已停止" in said
    assert len(names) == 3
    group = int(Path("child").read_text())
    for _ in range(50):
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            break
        time.sleep(0.1)
    else:
        pytest.fail("a child of LibreOffice still runs")


def test_an_old_pdf_stays_when_no_new_one_is_made(soffice, capsys):
    soffice("exit 1")
    old = Path("结果") / f"{EXAMPLES[0].stem}-自评表.pdf"
    old.parent.mkdir()
    old.write_bytes(b"%PDF-old")
    assert run(capsys, EXAMPLES[0])[0] == 2
    assert old.read_bytes() == b"%PDF-old"


def test_libreoffice_is_found_where_windows_keeps_it(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    program = tmp_path / "Program Files" / "LibreOffice 24" / "program"
    program.mkdir(parents=True)
    (program / "soffice.exe").write_bytes(b"")
    (program / "soffice.com").write_bytes(b"")
    here = tmp_path / "soffice"
    here.write_text("#!/bin/sh\n", "utf-8")
    here.chmod(0o755)
    environment = {"ProgramFiles": str(tmp_path / "Program Files"), "PATH": str(tmp_path)}
    places = list(office._places("win32", environment))
    assert places[:2] == [program / "soffice.com", program / "soffice.exe"]
    assert here not in places, "nothing is started from the current folder"
