"""``--format pdf`` with the LibreOffice of this machine: the six forms, as an officer asks for them."""

from __future__ import annotations

from pathlib import Path

import pytest

from scoring.cli.main import main
from tests.real_programs import office as libreoffice

pytestmark = pytest.mark.usefixtures("office")  # its absence is told in one place


def test_the_six_forms_become_pdf(
    checkout: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    files = sorted((checkout / "examples").glob("*.yaml"))
    command = ["score", *map(str, files), "--format", "pdf", "-o", str(tmp_path / "结果")]
    assert main(command) == 0
    said = capsys.readouterr().out
    made = sorted((tmp_path / "结果").iterdir())
    assert [p.name for p in made] == [f"{p.stem}-自评表.pdf" for p in files]
    totals = ("99.23", "99.79", "99.92", "99.77", "99.94", "94.41")
    for path, total in zip(made, totals, strict=True):
        assert f"已写出 {path}" in said
        pages = libreoffice.pages(path)
        form = "".join(page.text for page in pages if page.height > page.width)
        for words in (
            "项目支出绩效自评表",
            "其中:当年财政拨款",
            f"总分100{total}—",
            "负责人:",
            "注:1.",
        ):
            assert words in form, path.name
        assert any("评分说明" in page.text for page in pages)
