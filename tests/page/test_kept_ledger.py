"""Under `ziping serve --folder` what persons sign on the page stands in the ledger of that folder."""

from __future__ import annotations

from pathlib import Path

import scoring
from scoring.ledger.store import Ledger
from tests.page.review_desk import LATE, SEED, ReviewDesk, seed_desk

LEDGER = "复核台账.db"


def ids(folder: Path) -> set[str]:
    with Ledger.open(folder / LEDGER, read_only=True) as ledger:
        assert ledger.verify() == []
        return ledger.ids()


def signed(folder: Path) -> tuple[ReviewDesk, str]:
    desk, form = seed_desk(folder)
    mine = {"form": form, "row": LATE, "choice": "rule", "ground": "逾期认定"}
    desk.ask("sign", forms=[form], pending=[mine], by="张三", at="2023-03-01")
    return desk, form


def test_what_is_signed_is_there_when_the_page_is_opened_again(tmp_path: Path) -> None:
    desk, form = signed(tmp_path)
    before = ids(tmp_path)
    again, same = seed_desk(tmp_path)
    assert same == form
    assert again.lines() == desk.lines()
    assert again.row(form, LATE) == desk.row(form, LATE)
    assert ids(tmp_path) == before


def test_what_was_handed_in_is_noted_and_what_waits_for_a_signature_is_not(tmp_path: Path) -> None:
    desk, form = seed_desk(tmp_path)
    handed_in = ids(tmp_path)
    assert len(handed_in) == 6
    desk.lines({"form": form, "row": LATE, "choice": "rule", "ground": "逾期认定"})
    assert ids(tmp_path) == handed_in


def test_two_windows_of_one_folder_lose_nothing_of_each_other(tmp_path: Path) -> None:
    (one, form), (two, _) = seed_desk(tmp_path), seed_desk(tmp_path)
    handed_in = ids(tmp_path)
    one.ask("sign", forms=[form], by="张三", at="2023-03-01")
    two.ask("sign", forms=[two.form("综合运维服务")], by="李四", at="2023-03-02")
    assert len(ids(tmp_path) - handed_in) == 2


def test_leaving_files_out_and_beginning_anew_takes_nothing_out_of_the_ledger(
    tmp_path: Path,
) -> None:
    desk, _ = signed(tmp_path)
    before = ids(tmp_path)
    desk.ask("drop", files=[SEED.name])
    desk.ask("reset")
    desk.add(SEED)
    assert ids(tmp_path) == before


def test_the_command_and_the_page_keep_one_ledger(tmp_path: Path) -> None:
    folder, output = tmp_path / "收到的", tmp_path / "结果"
    folder.mkdir()
    (folder / SEED.name).write_bytes(SEED.read_bytes())
    scoring.rescore(folder, output)
    handed_in = ids(output)
    desk, form = signed(output)
    scoring.rescore(folder, output)
    assert len(ids(output) - handed_in) == 2
    again, _ = seed_desk(output)
    assert again.row(form, LATE) == desk.row(form, LATE)


def test_a_ledger_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    desk, form = seed_desk(tmp_path)
    (tmp_path / LEDGER).write_bytes(b"no ledger at all" * 100)
    said = desk.refused("sign", forms=[form], by="张三", at="2023-03-01")
    assert "台账" in said
    assert (tmp_path / LEDGER).read_bytes() == b"no ledger at all" * 100
