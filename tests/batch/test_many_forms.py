"""Many forms: shared among processes, in folders that a person can look through, with few 复核表."""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from typing import Any

import pytest

import scoring
from scoring.batch import comparison, planning, run_work
from scoring.batch.walk import FolderFile
from scoring.batch.worker import WorkerSettings
from scoring.cli.main import main
from scoring.pool import worker_count
from scoring.pool.process_pool import ProcessPool
from scoring.review.between.keys import FormKeys, Group, groups
from scoring.work.review import RE_SCORING
from tests.folders import SEEDS

Tree = Callable[[Path], dict[str, bytes]]


@pytest.fixture
def forms(tmp_path: Path, six: list[Path]) -> Path:
    """A folder with thirty projects, one of them twice, and a file that nobody can read."""
    inside = tmp_path / "申报"
    inside.mkdir()
    for number in range(30):
        text = six[number % 6].read_text("utf-8").replace('code: "44', f'code: "{number:02}')
        (inside / f"{number:02}.yaml").write_text(text, "utf-8")
    (inside / "又一份.yaml").write_text((inside / "03.yaml").read_text("utf-8"), "utf-8")
    (inside / "坏.yaml").write_text("schema: [", "utf-8")
    return inside


@pytest.fixture
def few_are_many(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a handful of files be worth several processes."""
    monkeypatch.setattr(run_work, "FEWEST_FILES", 2)
    monkeypatch.setattr(worker_count, "_memory", lambda: 64_000_000_000)


@pytest.mark.usefixtures("few_are_many")
def test_any_number_of_workers_writes_the_same_bytes(forms, tree, tmp_path):
    for workers in (1, 3):
        main(["review", str(forms), "-o", str(tmp_path / str(workers)), "--workers", str(workers)])
    one, three = (tree(tmp_path / workers) for workers in ("1", "3"))
    assert three == one
    assert len(one) > 90


def settings(output: Path | None) -> WorkerSettings:
    return WorkerSettings(None, (), RE_SCORING, None, None, True, None, output, None)


def pieces(folder: Path) -> Iterator[Sequence[FolderFile]]:
    for path in sorted(folder.iterdir()):
        yield (FolderFile(path, path.name),)


def test_a_worker_that_is_killed_is_replaced_and_its_piece_done_again(forms):
    names = [path.name for path in sorted(forms.iterdir())]
    shared = ProcessPool(settings(None), 2)
    try:
        seen = []
        for outcome in shared.map("read", pieces(forms), lambda file: pytest.fail(file.name)):
            seen.append(outcome.name)
            if len(seen) in {3, 11}:
                os.kill(multiprocessing.active_children()[0].pid, signal.SIGKILL)
    finally:
        shared.close()
    assert seen == names


def test_a_pool_that_takes_no_more_pieces_is_replaced(forms, monkeypatch):
    names = [path.name for path in sorted(forms.iterdir())]
    shared = ProcessPool(settings(None), 2)
    submitted = shared._submitted
    given: list[str] = []

    def broken_once(task, piece):
        given.append("piece")
        if len(given) == 5:
            raise BrokenProcessPool("a process died between two pieces")
        return submitted(task, piece)

    monkeypatch.setattr(shared, "_submitted", broken_once)
    try:
        found = shared.map("read", pieces(forms), lambda file: pytest.fail(file.name))
        assert [outcome.name for outcome in found] == names
    finally:
        shared.close()


def test_what_ends_every_worker_is_reported_and_nothing_else_is_lost(forms, monkeypatch):
    shared = ProcessPool(settings(None), 2)
    submitted = shared._submitted

    def deadly(task, piece):
        future = submitted(task, piece)
        if any(file.name == "07.yaml" for file in piece.items):
            for child in multiprocessing.active_children():
                os.kill(child.pid, signal.SIGKILL)
        return future

    monkeypatch.setattr(shared, "_submitted", deadly)
    try:
        both = (
            piece + other
            for piece, other in zip(pieces(forms), list(pieces(forms))[1:], strict=False)
        )
        found = list(shared.map("read", list(both)[::2], run_work.unread))
    finally:
        shared.close()
    lost = [
        outcome for outcome in found if outcome.problems and "中断" in outcome.problems[0].message
    ]
    assert [outcome.name for outcome in lost] == ["07.yaml"]
    assert len({outcome.name for outcome in found}) == len(list(forms.iterdir()))


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGKILL])
def test_whoever_stops_a_run_stops_all_of_it(forms, tmp_path, sign):
    code = (
        "import sys; from scoring.batch import run_work; run_work.FEWEST_FILES = 2;"
        " from scoring.pool import worker_count;"
        " worker_count._memory = lambda: 64_000_000_000; from scoring.__main__ import run;"
        f" sys.argv = ['ziping', 'review', {str(forms)!r}, '-o', {str(tmp_path / '出')!r},"
        " '--workers', '2']; run()"
    )
    with subprocess.Popen([sys.executable, "-c", code], stderr=subprocess.PIPE) as run:
        while run.poll() is None and not list(tmp_path.glob("出/.ziping/read/*/*.json")):
            time.sleep(0.01)
        group = children(run.pid)
        run.send_signal(sign)
        _, err = run.communicate(timeout=20)
    assert len(group) >= 2
    assert "Traceback" not in err.decode()
    if sign == signal.SIGINT:
        assert run.returncode == 2
        assert "接着做" in err.decode()
    for _ in range(100):
        if not any(Path(f"/proc/{child}/cmdline").exists() for child in group):
            break
        time.sleep(0.05)
    else:
        pytest.fail("a worker outlived its run")


def children(parent: int) -> list[str]:
    """Return the processes that a process started."""
    listed = subprocess.run(
        ["ps", "-o", "pid=", "--ppid", str(parent)], capture_output=True, check=False, text=True
    )
    return listed.stdout.split()


@pytest.mark.parametrize(
    ("files", "wanted", "memory", "expected"),
    [
        (199, 4, 64e9, 1),
        (200, 4, 64e9, 4),
        (20_000, None, 64e9, 2),
        (20_000, 4, 8e9, 3),
        (20_000, 4, 2e9, 1),
        (20_000, 4, 0, 1),
    ],
)
def test_how_many_workers_are_worth_it(monkeypatch, files, wanted, memory, expected):
    monkeypatch.setattr(worker_count, "_memory", lambda: int(memory))
    monkeypatch.setattr(worker_count, "_processors", lambda: 2)
    found = worker_count.worker_count(
        files, wanted, fewest=run_work.FEWEST_FILES, memory_of_one=run_work.MOST_MEMORY_OF_ONE
    )
    assert found == expected


def test_forms_lie_in_folders_of_so_many_and_stay_where_they_are(
    forms, six, tree, tmp_path, monkeypatch
):
    monkeypatch.setattr(planning, "MOST_IN_FOLDER", 10)
    output = tmp_path / "结果"
    main(["review", str(forms), "-o", str(output)])
    held = sorted((output / "复核表").iterdir())
    assert [folder.name for folder in held] == ["001", "002", "003", "004"]
    assert [len(list(folder.glob("*.xlsx"))) for folder in held] == [10, 10, 10, 1]
    assert "./%E5%A4%8D%E6%A0%B8%E8%A1%A8/002/" in (output / "总览.html").read_text("utf-8")
    before = tree(output)
    (forms / "00A.yaml").write_text(
        six[0].read_text("utf-8").replace("退费项目", "另一项目"), "utf-8"
    )
    main(["review", str(forms), "-o", str(output)])
    now = tree(output)
    assert [name for name in before if name.endswith(".json") and name not in now] == []
    assert len(list((output / "复核表" / "004").glob("*.xlsx"))) == 2


def test_a_sheet_filled_in_in_a_folder_of_its_own_is_read(forms, tmp_path, monkeypatch):
    from openpyxl import load_workbook

    monkeypatch.setattr(planning, "MOST_IN_FOLDER", 10)
    output = tmp_path / "结果"
    main(["review", str(forms), "-o", str(output)])
    path = sorted((output / "复核表" / "002").glob("*.xlsx"))[0]
    book = load_workbook(path)
    book.save(path)
    run = scoring.rescore(forms, output)
    assert f"复核表/002/{path.name}" in [file.name for file in run.state.files]


def test_only_forms_with_something_to_decide_get_a_sheet(forms, tmp_path):
    output = tmp_path / "结果"
    run = scoring.rescore(forms, output, sheets="open")
    sheets = [name for name in run.written if name.startswith("复核表/") and name.endswith(".xlsx")]
    asked = {i.submission for i in run.issues if i.finding.kind != "N"}
    assert 0 < len(sheets) < 31
    assert len(sheets) >= len(asked)
    assert len([name for name in run.written if name.startswith("评分结果/")]) == 31


def test_the_progress_tells_the_time_that_is_left():
    from scoring.batch.batch_words import BatchWords
    from scoring.cli.progress import ProgressBar
    from scoring.words import load_vocabulary

    bar = ProgressBar(load_vocabulary(BatchWords))
    bar.begin(20_000, "review")
    bar.done = 500
    assert bar.line("甲", 10) == "复核 500/20000（50.0 个/秒，约剩 6 分钟）  甲"
    bar.done = 19_000
    assert "约剩 20 秒" in bar.line("甲", 380)
    bar.done = 100
    assert "约剩 1 小时 49 分钟" in bar.line("甲", 33)
    assert bar.line("甲", 1) == "复核 100/20000  甲"


def test_documents_compared_in_groups_say_what_all_of_them_say_together(
    six, tree, tmp_path, monkeypatch
):
    inside = tmp_path / "收到的"
    inside.mkdir()
    for path in (*six, *SEEDS.glob("*.txt")):
        (inside / path.name).write_bytes(path.read_bytes())
    last_year = six[5].read_text("utf-8").replace("year: 2022", "year: 2021", 1)
    (inside / "上年.yaml").write_text(last_year, "utf-8")
    for name, text in (("别处", six[5].read_text("utf-8")), ("别处上年", last_year)):
        other = text.replace("深圳市", "青阳区").replace("信息工程", "道路")
        (inside / f"{name}.yaml").write_text(other, "utf-8")
    run = scoring.rescore(inside, tmp_path / "分组")
    assert run.used_matches
    assert {i.finding.code for i in run.issues if i.list == "between"}

    def together(
        forms: Sequence[tuple[str, FormKeys]], files: Sequence[tuple[str, tuple[str, ...] | None]]
    ) -> list[Group]:
        return [Group(tuple(range(len(forms))), tuple(range(len(files))))]

    sizes = [(len(g.forms), len(g.files)) for g in seen_groups(inside, monkeypatch)]
    assert len(sizes) > 1
    monkeypatch.setattr(comparison, "groups", together)
    scoring.rescore(inside, tmp_path / "一起")
    assert tree(tmp_path / "一起") == tree(tmp_path / "分组")


def seen_groups(inside: Path, monkeypatch: pytest.MonkeyPatch) -> list[Group]:
    """Return the groups in which the documents of a folder are compared."""
    seen: list[Group] = []

    def kept(*arguments: Any) -> Iterator[Group]:
        for group in groups(*arguments):
            seen.append(group)
            yield group

    with monkeypatch.context() as patch:
        patch.setattr(comparison, "groups", kept)
        scoring.rescore(inside)
    return seen
