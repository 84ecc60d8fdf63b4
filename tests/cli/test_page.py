"""`ziping page` lays the page of one file where it is wanted, and says how to get it where it is not."""

from __future__ import annotations

from pathlib import Path

import pytest

from scoring.cli.main import UNUSABLE, main
from scoring.page import page_code


@pytest.fixture
def installed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Return the folder of an installation that holds a page."""
    folder = tmp_path / "installed"
    folder.mkdir()
    (folder / "page.html").write_bytes("<!doctype html>页".encode())
    monkeypatch.setattr(page_code, "_CHECKOUT", folder)
    monkeypatch.setattr(page_code, "_PACKAGE", "no_such_package")
    return folder


def test_the_page_is_copied_as_it_is(
    installed: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    output = tmp_path / "给同事" / "自评.html"
    assert main(["page", "-o", str(output)]) == 0
    assert output.read_bytes() == (installed / "page.html").read_bytes()
    assert "双击打开" in capsys.readouterr().out


def test_another_file_is_not_replaced_unasked(
    installed: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    output = tmp_path / "自评.html"
    output.write_text("我的自评", encoding="utf-8")
    assert main(["page", "-o", str(output)]) == UNUSABLE
    assert "没有覆盖" in capsys.readouterr().err
    assert output.read_text(encoding="utf-8") == "我的自评"
    assert main(["page", "-o", str(output), "--force"]) == 0
    assert output.read_bytes() == (installed / "page.html").read_bytes()


def test_without_the_page_it_says_how_to_get_it(
    installed: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (installed / "page.html").unlink()
    assert main(["page", "-o", str(tmp_path / "自评.html")]) == UNUSABLE
    said = capsys.readouterr().err
    assert "没有装页面" in said
    assert "离线安装包" in said
    assert not (tmp_path / "自评.html").exists()
