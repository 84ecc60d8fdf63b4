"""`ziping serve` says where the page is and ends by Ctrl+C; without the page's code it says how to get it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from scoring.cli.main import UNUSABLE, main
from scoring.page import page_code


def test_without_the_page_it_says_how_to_get_it(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setattr(page_code, "_CHECKOUT", tmp_path)
    monkeypatch.setattr(page_code, "_PACKAGE", "no_such_package")
    assert main(["serve", "--no-open"]) == UNUSABLE
    said = capsys.readouterr().err
    assert "没有装页面" in said
    assert "ziping-page" in said


@pytest.mark.skipif(sys.platform == "win32", reason="Ctrl+C cannot be sent there")
def test_it_says_where_it_is_and_ends_by_ctrl_c(tmp_path: Path) -> None:
    package = tmp_path / "ziping_page"
    package.mkdir()
    for name in ("__init__.py", "served.html", "page.js", "page.css"):
        (package / name).write_text("" if name == "__init__.py" else f"/* {name} */", "utf-8")
    path = os.pathsep.join([str(tmp_path), *sys.path])
    ran = subprocess.Popen(
        [sys.executable, "-u", "-m", "scoring", "serve", "--no-open"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": path, "PYTHONIOENCODING": "utf-8"},
        encoding="utf-8",
    )
    assert ran.stdout is not None
    address = ran.stdout.readline().strip().removeprefix("绩效自评：")
    lines = [ran.stdout.readline() for _ in range(2)]
    while "Ctrl+C" not in lines[-1]:
        lines.append(ran.stdout.readline())
    with urllib.request.urlopen(address, timeout=60) as answered:
        assert answered.read() == b"/* served.html */"
    with pytest.raises(urllib.error.HTTPError):
        urllib.request.urlopen(address[:-5], timeout=60)
    ran.send_signal(signal.SIGINT)
    said, wrong = ran.communicate(timeout=60)
    assert (ran.returncode, said.strip(), wrong) == (0, "已停下。", "")
