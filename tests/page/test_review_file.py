"""A review in one file: opened again, joined with another's, and gone on with by the command."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import pytest

import scoring
from scoring.batch.review_archive import ReviewArchive, write_archive
from scoring.ledger.store import Ledger
from tests.page.review_desk import LATE, SEED, WHITE_PAPERS, ReviewDesk, seed_desk


def rule(form: str, row: str = WHITE_PAPERS, **more: object) -> dict[str, object]:
    return {"form": form, "row": row, "choice": "rule", **more}


def parts(review: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(review)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def entries(review: bytes) -> dict[str, dict[str, object]]:
    lines = parts(review)["ledger.jsonl"].decode().splitlines()
    return {one["id"]: one for one in map(json.loads, lines)}


def ledger_ids(output: Path) -> set[str]:
    with Ledger.open(output / "复核台账.db", read_only=True) as ledger:
        return ledger.ids()


def test_a_saved_review_opens_with_files_signatures_and_what_was_pending() -> None:
    desk, form = seed_desk()
    other = desk.form("综合运维服务")
    desk.ask("sign", forms=[other], by="张三", at="2023-03-01")
    pending = [rule(form), rule(form, LATE, ground="逾期认定", note="九月报审")]
    saved = desk.save(*pending)
    again = ReviewDesk()
    opened = again.ask("open", (saved,), given={"name": "复核.ziping-review", "file": 0})
    drafts = {one["row"]: one for one in opened["merged"]["drafts"]}
    assert {row: (one["choice"], one["ground"], one["note"]) for row, one in drafts.items()} == {
        WHITE_PAPERS: ("rule", "", ""), LATE: ("rule", "逾期认定", "九月报审"),
    }  # fmt: skip
    kept = list(drafts.values())
    assert again.lines(*kept) == desk.lines(*pending)
    assert again.row(form, LATE, *kept)["review_if_signed"] == "3.88"
    assert entries(again.save(*kept)).keys() == entries(saved).keys()


def test_the_same_review_is_the_same_bytes() -> None:
    one, form = seed_desk()
    two, _ = seed_desk()
    assert one.save(rule(form)) == two.save(rule(form))


def test_a_decision_undone_after_saving_does_not_come_back() -> None:
    desk, form = seed_desk()
    saved = desk.save(rule(form))
    again = ReviewDesk()
    given = {"name": "复核.ziping-review", "file": 0}
    assert len(again.ask("open", (saved,), given=given)["merged"]["drafts"]) == 1
    third = ReviewDesk()
    opened = third.ask("open", (again.save(),), given=given)
    assert opened["merged"]["drafts"] == []


def test_signing_what_was_saved_puts_the_draft_in_its_place() -> None:
    desk, form = seed_desk()
    again = ReviewDesk()
    opened = again.ask(
        "open", (desk.save(rule(form)),), given={"name": "a.ziping-review", "file": 0}
    )
    again.ask("sign", forms=[form], pending=opened["merged"]["drafts"], by="张三", at="2023-03-01")
    row = again.row(form, WHITE_PAPERS)
    assert (row["ruling"]["by"], row["drafts"]) == ("张三", [])


def test_two_evaluators_reviews_of_one_batch_are_joined_and_what_differs_is_listed() -> None:
    desk, form = seed_desk()
    desk.ask("act", forms=[form], people=["张三", "李四"], lead="张三")
    begun = desk.save()
    reviews = []
    for by, score in (("张三", "28"), ("李四", "27")):
        own = ReviewDesk()
        own.ask("open", (begun,), given={"name": "a.ziping-review", "file": 0})
        mine = {
            "form": form, "row": WHITE_PAPERS, "choice": "other", "score": score,
            "ground": "数据核增",
        }  # fmt: skip
        own.ask("sign", forms=[form], pending=[mine], by=by, at="2023-03-01")
        reviews.append(own.save())
    joined = ReviewDesk()
    given = {"name": "a.ziping-review", "file": 0}
    joined.ask("open", (reviews[0],), given=given)
    report = joined.ask("open", (reviews[1],), given=given, keep=True)["merged"]
    (conflict,) = report["conflicts"]
    assert {(e["by"], e["score"]) for e in conflict["entries"]} == {("张三", "28"), ("李四", "27")}
    assert entries(joined.save()).keys() == entries(reviews[0]).keys() | entries(reviews[1]).keys()
    assert len(joined.lines()) == 6


def test_the_command_goes_on_with_a_review_of_the_page(tmp_path: Path) -> None:
    desk, form = seed_desk()
    mine = rule(form, LATE, ground="逾期认定")
    desk.ask("sign", forms=[form], pending=[mine], by="张三", at="2023-03-01")
    saved = desk.save(
        rule(desk.form("政务数据管理"), "满意度/服务对象满意度/1", ground="未提供佐证")
    )
    folder, output = tmp_path / "收到的", tmp_path / "结果"
    folder.mkdir()
    (folder / "局里.ziping-review").write_bytes(saved)
    scoring.rescore(folder, output)
    assert ledger_ids(output) == entries(saved).keys()
    again = ReviewDesk()
    (table,) = (output / "评分结果").glob("信息工程质量监督*.json")
    total = json.loads(table.read_text("utf-8"))["decided"]["total"]
    assert total == desk.lines()[-1]["review"] == "95.41"
    # and back: what the command's ledger exports opens on the page
    with Ledger.open(output / "复核台账.db", read_only=True) as ledger:
        lines = "".join(f"{one.line}\n" for one in ledger.exported())
    again.add(SEED)
    drafts = again.add(("台账.jsonl", lines.encode()))["merged"]["drafts"]
    assert again.lines() == desk.lines()
    assert entries(again.save(*drafts)).keys() == entries(saved).keys()


def test_a_file_that_lies_beside_its_review_is_read_once(tmp_path: Path) -> None:
    desk, _ = seed_desk()
    folder = tmp_path / "收到的"
    folder.mkdir()
    (folder / "局里.ziping-review").write_bytes(desk.save())
    (folder / SEED.name).write_bytes(SEED.read_bytes())
    run = scoring.rescore(folder)
    assert (len(run.forms), run.repeats) == (6, 0)


def test_the_lists_of_the_page_are_the_bytes_of_the_command(tmp_path: Path) -> None:
    desk = ReviewDesk()
    desk.add(SEED)
    made = desk.message("export", kind="all").files[0]
    folder, output = tmp_path / "收到的", tmp_path / "结果"
    folder.mkdir()
    (folder / SEED.name).write_bytes(SEED.read_bytes())
    run = scoring.rescore(folder, output)
    written = {name: (output / name).read_bytes() for name in run.written}
    assert parts(made) == written


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"", "不完整"),
        (b"PK\x03\x04 nothing", "不完整"),
        (b"not a zip", "不完整"),
    ],
)
def test_a_file_that_is_no_review_is_refused_in_words(content: bytes, what: str) -> None:
    given = {"name": "a.ziping-review", "file": 0}
    assert what in ReviewDesk().refused("open", (content,), given=given)


def changed(review: bytes, **parts_changed: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, content in (parts(review) | parts_changed).items():
            archive.writestr(name, content)
    return made.getvalue()


def test_a_review_of_a_newer_program_says_so() -> None:
    desk, _ = seed_desk()
    about = json.loads(parts(desk.save())["review.json"])
    newer = json.dumps({**about, "schema": "ziping/review/2"}).encode()
    review = changed(desk.save(), **{"review.json": newer})
    said = ReviewDesk().refused("open", (review,), given={"name": "a.ziping-review", "file": 0})
    assert said == "这份复核文件是新版程序存的，这里打不开"


@pytest.mark.parametrize(
    "about",
    [
        b"[", b"[" * 100_000, b"{}", b'{"schema": 1}', b'{"schema": "ziping/review/1", "x": 1}',
        b'{"schema": "ziping/review/1", "files": [{"name": "a", "part": "files/99"}]}',
        b'{"schema": "ziping/review/1", "files": [{"name": "a", "part": "files/1"},'
        b' {"name": "a", "part": "files/1"}]}',
    ],
)  # fmt: skip
def test_a_review_with_a_hostile_list_of_files_is_refused(about: bytes) -> None:
    desk = ReviewDesk()
    desk.add(("a.txt", b"nothing"))
    review = changed(desk.save(), **{"review.json": about})
    assert ReviewDesk().refused("open", (review,), given={"name": "a.ziping-review", "file": 0})


def test_names_in_a_review_reach_no_disk_and_an_entry_that_was_changed_is_not_taken(
    tmp_path: Path,
) -> None:
    desk, form = seed_desk()
    desk.ask("sign", forms=[form], pending=[rule(form)], by="张三", at="2023-03-01")
    review = desk.save()
    about = json.loads(parts(review)["review.json"])
    about["files"][0]["name"] = "../../../../tmp/<b>x</b>.txt"
    lines = parts(review)["ledger.jsonl"].replace("张三".encode(), "李四".encode())
    bad = changed(review, **{"review.json": json.dumps(about).encode(), "ledger.jsonl": lines})
    (tmp_path / "a.ziping-review").write_bytes(bad)
    again = ReviewDesk()
    again.ask("open", (bad,), given={"name": "a.ziping-review", "file": 0})
    assert "李四" not in json.dumps(list(entries(again.save()).values()), ensure_ascii=False)
    run = scoring.rescore(tmp_path / "a.ziping-review")
    assert len(run.forms) == 6


def test_a_review_within_a_review_is_not_opened_but_named() -> None:
    desk, _ = seed_desk()
    inner = desk.save()
    outer = write_archive(ReviewArchive("", {"里面.ziping-review": inner}))
    again = ReviewDesk()
    opened = again.ask("open", (outer,), given={"name": "外面.ziping-review", "file": 0})
    named = {one["name"]: one for one in opened["files"]}
    assert opened["batch"]["forms"] == 0
    assert named["里面.ziping-review"]["severity"] == "edit"
    assert named["里面.ziping-review"]["problems"]


def test_entries_of_a_saved_review_that_cannot_be_read_are_told_with_it() -> None:
    desk, form = seed_desk()
    desk.ask("sign", forms=[form], by="张三", at="2023-03-01")
    saved = parts(desk.save())["ledger.jsonl"].decode()
    broken = ReviewArchive(f"{saved}{saved.splitlines()[0][:40]}\n", {})
    again = ReviewDesk()
    given = {"name": "a.ziping-review", "file": 0}
    (line,) = again.ask("open", (write_archive(broken),), given=given)["files"]
    assert line["severity"] == "edit"
    assert line["problems"][0]["what"]
