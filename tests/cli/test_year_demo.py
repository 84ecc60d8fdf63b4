"""``ziping year demo``: the example years that ship, with all their papers."""

from __future__ import annotations

from pathlib import Path

from scoring.cli.main import main


def test_the_example_years_come_out_with_their_forms_and_papers(tmp_path: Path) -> None:
    assert main(["year", "demo", "-o", str(tmp_path / "演示")]) == 0
    years = sorted(path.name[:4] for path in (tmp_path / "演示").iterdir())
    assert years == ["2022", "2024", "2024"]
    first = tmp_path / "演示" / "2022-深圳市政务服务数据管理局"
    assert len(list((first / "填报").rglob("*.yaml"))) == 6
    assert len(list((first / "自评表").rglob("*.xlsx"))) == 6
    assert (first / "汇总" / "汇总表.xlsx").is_file()


def test_it_never_writes_into_a_folder_that_is_there(tmp_path: Path, capsys) -> None:
    (tmp_path / "演示").mkdir()
    assert main(["year", "demo", "-o", str(tmp_path / "演示")]) == 2
    assert "已经有了" in capsys.readouterr().err
    assert list((tmp_path / "演示").iterdir()) == []
