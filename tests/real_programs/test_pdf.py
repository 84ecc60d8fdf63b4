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
    assert [p.name for p in made] == [
        f"{p.stem}-{what}.pdf" for p in files for what in ("自评表", "评分说明")
    ]
    totals = ("99.23", "99.79", "97.42", "97.77", "99.94", "99.99")
    for path, total in zip(made[::2], totals, strict=True):
        assert f"已写出 {path}" in said
        pages = libreoffice.pages(path)
        assert all(page.height > page.width for page in pages), "the form alone"
        form = "".join(page.text for page in pages)
        for words in (
            "项目支出绩效自评表",
            f"总分100{total}等级优",
            "负责人：",
            "单位（公章）：",
            "注：1.",
        ):
            assert words in form, path.name
        assert "评分说明" not in form
    for path in made[1::2]:
        assert "评分说明" in libreoffice.pages(path)[0].text
