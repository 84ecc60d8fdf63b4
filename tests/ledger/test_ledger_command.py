"""``ziping ledger`` prints, exports and verifies what an evaluator's folder holds."""

from __future__ import annotations

from pathlib import Path

import pytest

from scoring.cli.main import main
from scoring.desk.confidential_entries import hide
from scoring.ledger.chain import entries_digest
from scoring.ledger.store import Ledger
from scoring.readers.books.open_any import open_file
from scoring.records.ledger_entry import EntryKind, HandIn, LedgerEntry, LedgerRecord, Sighting
from scoring.words import load_vocabulary
from scoring.writers.lists.ledger_table import LedgerWords
from tests.ledger.entries import frozen, ruling, signature

PROJECT = "单位甲-2022"
VERSION = LedgerRecord(
    entry=LedgerEntry(
        kind=EntryKind.HAND_IN,
        project=PROJECT,
        hand_in=HandIn(digest="d" * 64, key=PROJECT, title="质量监督", unit="单位甲", year=2022),
    )
)
FIRST = ruling(1, PROJECT, frozen=frozen("26.54"))
SECOND = ruling(
    1, PROJECT, kind="correction", score="27", replaces=(FIRST.entry.id,), note='=HYPERLINK("x")'
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "复核 结果"
    folder.mkdir()
    records = [VERSION, FIRST, signature(PROJECT), SECOND, ruling(1, "单位乙-2022")]
    seen = [Sighting(entry=FIRST.entry.id, file="甲-复核表.xlsx", at="复核表!H7")]
    with Ledger.open(folder / "复核台账.db") as ledger:
        ledger.append(records, seen, ledger.begin_run("review 收到的表"))
    return folder


def test_list_names_projects_with_round_entries_and_last_signature(folder, capsys):
    assert main(["ledger", "list", str(folder)]) == 0
    out = capsys.readouterr().out
    assert "项目 2 个，条目 5 条" in out
    assert f"{PROJECT}  质量监督（单位甲）" in out
    assert "单位反馈；条目 4 条；最近签署：复核人甲 2026-03-02" in out
    assert "初评；条目 1 条；最近签署：无" in out


@pytest.mark.parametrize("request_", [PROJECT, "质量监督", "单位甲 监督"])
def test_show_prints_the_entries_of_a_project_in_order(folder, capsys, request_):
    assert main(["ledger", "show", request_, str(folder)]) == 0
    lines = [line.strip() for line in capsys.readouterr().out.splitlines()]
    ids = [r.entry.id for r in (VERSION, FIRST, signature(PROJECT), SECOND)]
    assert lines[0].endswith(f"条目 4 条，摘要 {entries_digest(ids)}")
    assert lines[1] == "1. 报送"
    at = lines.index("2. 2026-03-01 复核人甲（复核人） 认定 发放白皮书的党政机关数量")
    assert lines[at + 1 : at + 6] == [
        "得分 26.54", "理由：计算更正", "说明：按69家计算",
        "签署时冻结 1 行得分，按 national/2020-project", "已由第 4 条（更正）更替",
    ]  # fmt: skip
    assert lines[at + 6].startswith("读自 甲-复核表.xlsx 复核表!H7，20")


def test_a_project_that_is_not_meant_alone_is_asked(folder, capsys):
    assert main(["ledger", "show", "2022", str(folder)]) == 2
    assert f"请写全：{'、'.join(sorted([PROJECT, '单位乙-2022']))}" in capsys.readouterr().err
    assert main(["ledger", "show", "丙", str(folder)]) == 2
    assert "台账里没有这个项目" in capsys.readouterr().err


def test_what_was_refused_is_shown_as_it_was_typed(tmp_path, capsys):
    typed = (("score", "二十"), ("note", ""))
    refused = ruling(1, kind="refused", score=None, reason="不是数", todo="请填数", cells=typed)
    with Ledger.open(tmp_path / "复核台账.db") as ledger:
        ledger.append([refused], [], ledger.begin_run("一"))
    assert main(["ledger", "show", "p1", str(tmp_path)]) == 0
    out = capsys.readouterr().out
    for line in ("未采用", "原因：不是数", "怎么办：请填数", "复核得分原填：二十"):
        assert line in out
    assert "理由说明原填" not in out


def test_of_a_secret_form_it_is_said_that_the_texts_stand_in_the_sheet(tmp_path, capsys):
    hidden, _ = hide(FIRST.entry, ("计算更正",))
    with Ledger.open(tmp_path / "复核台账.db") as ledger:
        ledger.append([LedgerRecord(entry=hidden)], [], ledger.begin_run("一"))
    assert main(["ledger", "show", PROJECT, str(tmp_path)]) == 0
    out = capsys.readouterr().out
    assert "理由：计算更正" in out
    assert "说明：涉密，见原表（校验码 " in out
    assert "69家" not in out
    assert "白皮书" not in out


def test_every_kind_of_entry_has_a_word():
    assert set(load_vocabulary(LedgerWords).kinds) == set(EntryKind)


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_table_takes_nothing_for_a_formula(folder, tmp_path, kind):
    file = tmp_path / f"台账.{kind}"
    command = ["ledger", "export", str(folder), "-o", str(file), "--format", kind]
    assert main(command) == 0
    assert main(command) == 0  # the same bytes again
    book = open_file(file, file.name)
    texts = [cell.text for sheet in book.sheets for cell in sheet.cells.values()]
    assert any('说明：=HYPERLINK("x")' in text for text in texts)
    assert not any(text.startswith("=") for text in texts)


def test_an_export_of_something_else_is_not_overwritten(folder, tmp_path):
    file = tmp_path / "台账.jsonl"
    file.write_text("重要", "utf-8")
    command = ["ledger", "export", str(folder), "-o", str(file)]
    assert main(command) == 2
    assert file.read_text("utf-8") == "重要"
    assert main([*command, "--force"]) == 0


def test_verify_bears_out_an_export_and_a_copy(folder, tmp_path, capsys):
    file, copy = tmp_path / "台账.jsonl", tmp_path / "备份.db"
    copy.write_bytes((folder / "复核台账.db").read_bytes())
    main(["ledger", "export", str(folder), "-o", str(file)])
    with Ledger.open(folder / "复核台账.db") as ledger:
        ledger.append([ruling(9)], [], ledger.begin_run("二"))
    options = ["--against", str(file), "--against", str(copy)]
    assert main(["ledger", "verify", str(folder), *options]) == 0
    assert "核对无误。条目 6 条" in capsys.readouterr().out
    assert main(["ledger", "verify", str(copy), "--against", str(folder / "复核台账.db")]) == 1
    assert "有 1 条台账里没有" in capsys.readouterr().err


@pytest.mark.parametrize("command", ["list", "verify", "export"])
def test_there_is_no_ledger_to_be_read(tmp_path, capsys, command):
    assert main(["ledger", command, str(tmp_path)]) == 2
    assert "找不到复核台账" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_a_reminder_is_no_fault(folder, tmp_path, capsys):
    """What was read from another desk's export has another place there."""
    file = tmp_path / "另一本" / "导出.jsonl"
    file.parent.mkdir()
    with Ledger.open(file.with_name("复核台账.db")) as ledger:
        ledger.append([SECOND], [], ledger.begin_run("一"))
    main(["ledger", "export", str(file.parent), "-o", str(file)])
    assert main(["ledger", "verify", str(folder), "--against", str(file)]) == 0
    printed = capsys.readouterr()
    assert "有 1 条在台账里的位置与导出时不同" in printed.err
    assert "核对无误" in printed.out
