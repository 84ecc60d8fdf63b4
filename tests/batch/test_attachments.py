"""What no form of a run is any more is attached by a person to the form that it has become (改挂)."""

from __future__ import annotations

import json

import pytest
from openpyxl import load_workbook

from scoring.cli.main import main
from scoring.ledger.store import Ledger
from scoring.records.ledger_entry import EntryKind
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


def test_what_is_written_of_a_form_that_is_not_there_waits_for_it(rounds, tmp_path):
    """Without the form nobody could say which scores were signed; with it they are frozen."""
    forms, back = rounds.forms, tmp_path / "交回.xlsx"
    back.write_bytes(rounds.sheet("数据治理").read_bytes())
    rounds.type_into(back, ruled(ROW, 9), by="赵六")
    away = tmp_path / "别处"
    away.mkdir()
    (forms / "2.yaml").rename(away / "2.yaml")
    other = next(p for p in EXAMPLES if p.name.startswith("1-"))
    (forms / other.name).write_bytes(other.read_bytes())
    rounds.more.append(back)
    assert f"{AFTER}（还没有记入台账" in rounds.run()
    (away / "2.yaml").rename(forms / "2.yaml")
    assert AFTER not in rounds.run()
    with Ledger.open(rounds.output / "复核台账.db", read_only=True) as ledger:
        (signature,) = [
            record for record in ledger.entries(AFTER) if record.entry.kind is EntryKind.SIGNATURE
        ]
    assert signature.frozen is not None
    assert {row.row: str(row.score) for row in signature.frozen.rows}[ROW] == "9"


def test_a_list_that_names_a_secret_form_is_no_word_of_it_in_the_ledger(tmp_path):
    forms, output = tmp_path / "收到", tmp_path / "结果"
    forms.mkdir()
    text = next(p for p in EXAMPLES if p.name.startswith("2-")).read_text("utf-8")
    secret = forms / "涉密.yaml"
    secret.write_text(text.replace("\nunit:", "\nsecret: true\nunit:", 1), "utf-8")
    main(["review", str(forms), "-o", str(output)])
    secret.unlink()
    (forms / "1.yaml").write_bytes(EXAMPLES[0].read_bytes())
    listed = tmp_path / "认定.json"
    decision = {"submission": BEFORE, "row": ROW, "score": "9", "ground": "数据核减", "by": "王五",
                "at": "2023-05-01", "round": "初评"}  # fmt: skip
    listed.write_text(json.dumps([decision]), "utf-8")
    main(["review", str(forms), "-o", str(output), "--decisions", str(listed)])
    assert BEFORE.encode() not in (output / "复核台账.db").read_bytes()
