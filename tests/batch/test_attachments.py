"""What no form of a run is any more is attached by a person to the form that it has become (改挂)."""

from __future__ import annotations

import json

import pytest
from openpyxl import load_workbook

from scoring.cli.main import main
from tests.batch.desk_of_rounds import Rounds, ruled
from tests.folders import EXAMPLES

ROW = "产出/数量/1"
BEFORE = "2022-深圳市政务服务数据管理局-440300211311500026154"
AFTER = "2022-某市某局-990000000000000000001"


@pytest.fixture
def rounds(tmp_path):
    """A form that was decided and signed, and came again as another: other code, name and unit."""
    forms = tmp_path / "收到"
    forms.mkdir()
    path = forms / "2.yaml"
    text = next(p for p in EXAMPLES if p.name.startswith("2-")).read_text("utf-8")
    path.write_text(text, "utf-8")
    rounds = Rounds(forms, tmp_path / "结果")
    rounds.run()
    rounds.fill("政务数据管理", ruled(ROW, 10), by="王五")
    rounds.run()
    text = text.replace("440300211311500026154", AFTER.rpartition("-")[2])
    text = text.replace("深圳市政务服务数据管理局", "某市某局").replace("政务数据管理", "数据治理")
    path.write_text(text, "utf-8")
    rounds.run()
    return rounds


def card(rounds):
    text = (rounds.output / "评分结果" / "数据治理.json").read_text("utf-8")
    decided = json.loads(text).get("decided") or {"indicators": []}
    return {r["id"]: r["score"] for r in decided["indicators"] if r["status"] == "decided"}


def test_it_is_listed_at_every_run_with_what_to_do(rounds):
    for _ in range(2):
        assert f"{BEFORE}（编号改了的，可以改挂" in rounds.run()
    assert not card(rounds)


def test_a_person_attaches_its_project(rounds, tmp_path):
    attached = {
        "kind": "attachment",
        "project": BEFORE,
        "to_project": AFTER,
        "by": "王五",
        "at": "2023-05-01",
    }
    listed = tmp_path / "改挂.json"
    listed.write_text(json.dumps([attached]), "utf-8")
    rounds.more.append(listed)
    assert BEFORE not in rounds.run(), "it is this form's now"
    assert card(rounds) == {ROW: "10"}, "its row is as it was seen"
    history = load_workbook(rounds.sheet("数据治理"))["每轮记录"]
    assert "王五" in {cell.value for row in history for cell in row}
    rounds.more.clear()
    assert BEFORE not in rounds.run(), "the ledger holds it"
    assert main(["ledger", "verify", str(rounds.output)]) == 0
    assert (
        main(["ledger", "verify", str(rounds.output), "--against", str(rounds.sheet("数据治理"))])
        == 0
    )
