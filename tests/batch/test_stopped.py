"""Whoever stops a run gets a word, never a traceback, and only what is true."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from scoring.batch import run as run_module
from scoring.cli.review import ProgressBar
from tests.folders import ROOT

STOP_AT = """
import os, signal, sys

class Stop:
    def find_spec(self, name, *more):
        if name == {name!r}:
            os.kill(os.getpid(), signal.SIGINT)

sys.meta_path.insert(0, Stop())
sys.argv = ["ziping", "review", {source!r}, "-o", {output!r}]
from scoring.__main__ import run
run()
"""


@pytest.mark.parametrize(
    "name",
    ["scoring.cli.main", "click", "scoring.cli.review", "pydantic", "scoring.intake.any_file"],
)
def test_stopped_while_the_program_loads(six, tmp_path, name):
    code = STOP_AT.format(name=name, source=str(six[0]), output=str(tmp_path / "结果"))
    done = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", code], capture_output=True, check=False, text=True,
        encoding="utf-8", cwd=ROOT,
    )  # fmt: skip
    assert done.returncode == 2
    assert done.stderr.strip() == "已中断。"
    assert not done.stdout


def test_nothing_is_called_kept_where_nothing_was(review, folder, tmp_path, monkeypatch, capsys):
    def stopped(*_paths: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(run_module, "find_files", stopped)
    assert review(folder, "-o", tmp_path / "结果") == 2
    assert capsys.readouterr().err == "已中断。\n"


def test_what_was_read_is_kept_from_the_first_file_on(
    review, folder, tmp_path, monkeypatch, capsys
):
    told: list[str] = []

    def counted(_self: ProgressBar, name: str) -> None:
        told.append(name)
        if len(told) == 2:
            raise KeyboardInterrupt

    monkeypatch.setattr(ProgressBar, "step", counted)
    assert review(folder, "-o", tmp_path / "结果") == 2
    assert "接着做" in capsys.readouterr().err
    assert len(list((tmp_path / "结果" / ".ziping" / "read").rglob("*.json"))) == 2


def test_what_was_read_beside_other_words_is_read_anew(review, folder, tmp_path, monkeypatch):
    """Words of ``--sets`` and ``ZIPING_HOME`` count; those of the reviewed folder never do."""

    def kept() -> set[str]:
        assert review(folder, "-o", tmp_path / "结果", *sets) < 2
        return {path.name for path in (tmp_path / "结果" / ".ziping" / "read").rglob("*.json")}

    def word(inside: Path, name: str) -> None:
        (inside / "vocabulary").mkdir(parents=True, exist_ok=True)
        text = f"schema: ziping/units/1\ncounters: [[{name}, 个{name}]]\n"
        (inside / "vocabulary" / "单位.yaml").write_text(text, "utf-8")

    home, own = tmp_path / "家", tmp_path / "体系"
    own.mkdir()
    monkeypatch.setenv("ZIPING_HOME", str(home))
    sets: tuple[str | Path, ...] = ("--sets", own)
    before = kept()
    assert kept() == before
    word(folder, "网格")
    assert len(kept() - before) <= 1  # the file itself is read, and found to hold no form
    for place, name in ((home, "网格"), (home, "网点"), (own, "驿站"), (own, "岗亭")):
        before = kept()
        word(place, name)
        assert len(kept() - before) >= 6, (place, name)


def test_hidden_files_of_a_run_that_was_ended_by_force_go_at_the_next(review, six, tmp_path):
    output = tmp_path / "结果"
    assert review(six[0], "-o", output) < 2
    files = {path.relative_to(output) for path in output.rglob("*") if ".ziping" not in path.parts}
    sheets = next(path for path in output.iterdir() if path.name == "复核表")
    for folder in (output, sheets):
        (folder / ".甲.xlsx.0123456789ab.tmp").write_bytes(b"half")
    assert review(six[0], "-o", output) < 2
    again = {path.relative_to(output) for path in output.rglob("*") if ".ziping" not in path.parts}
    assert again == files
