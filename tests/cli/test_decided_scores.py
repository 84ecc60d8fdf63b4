"""``ziping score --decisions``: the form with a reviewer's decisions laid over it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from scoring.cli.main import main

KEY = "2022-深圳市信息安全管理中心-440300211311500020376"


@pytest.fixture
def example(checkout: Path) -> str:
    return str(next((checkout / "examples").glob("6-*.yaml")))


def decided(folder: Path, text: str) -> str:
    path = folder / "认定.yaml"
    path.write_text(text, "utf-8")
    return str(path)


def test_decisions_are_laid_over_the_score(
    example: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    given = decided(tmp_path, f"""\
- {{submission: {KEY}, row: 产出/时效/1, score: 5, ground: 指标值经批准调整, round: 初评}}
- {{submission: {KEY}, row: 产出/时效/3, verified_actual: 3月底, ground: 佐证属实, round: 初评}}
""")  # fmt: skip
    args = ["score", example, "--decisions", given, "-o", str(tmp_path), "--format", "json"]
    assert main(args) == 0
    assert "总分 96.53" in capsys.readouterr().out
    (path,) = tmp_path.glob("*.json")
    rows = {row["id"]: row for row in json.loads(path.read_text("utf-8"))["indicators"]}
    assert rows["产出/时效/1"]["status"] == "decided"
    assert rows["产出/时效/3"]["score"] == "4"


def test_what_is_not_used_is_told(
    example: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    given = decided(tmp_path, f"""\
- {{submission: {KEY}, row: 产出/时效/1, score: 5, ground: 佐证属实, saw: "{'0' * 16}"}}
- {{submission: 另一份, row: 产出/时效/1, score: 5, ground: 佐证属实}}
""")  # fmt: skip
    args = ["score", example, "--decisions", given, "-o", str(tmp_path), "--format", "json"]
    assert main(args) == 1
    said = capsys.readouterr().out
    assert "总分 94.41" in said
    assert "认定未采用 产出 / 时效 / 信息工程质量白皮书编制完成时间：认定之后申报数据有变动" in said
    assert "这次没有申报 另一份" in said


def test_a_decision_file_that_is_wrong_stops_the_run_before_anything_is_written(
    example: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "出"
    given = decided(tmp_path, f"""\
- {{submission: {KEY}, row: 产出/时效/1, score: 5, ground: 佐证属实}}
- {{submission: {KEY}, row: 产出/时效/3, score: 五分, ground: 佐证属实}}
""")  # fmt: skip
    assert main(["score", example, "--decisions", given, "-o", str(out)]) == 2
    assert "认定.yaml:2" in capsys.readouterr().err
    assert not out.exists()
