"""The same input gives the same bytes: elsewhere, in another order, stopped half-way, run again."""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from scoring.batch import reading
from scoring.batch.kept_readings import KeptReadings, from_text, to_text
from scoring.files.digests import content_digest
from scoring.intake.any_file import read_any
from scoring.records.file_content import FileRead


def test_in_another_folder_in_another_order_of_paths(
    review, tree, folder, six, report, tmp_path, monkeypatch
):
    elsewhere = tmp_path / "别处" / "更深"
    shutil.copytree(folder, elsewhere / "申报")
    (elsewhere / report.name).write_bytes(report.read_bytes())
    review(folder, report, six[0], "-o", tmp_path / "甲")
    monkeypatch.chdir(elsewhere)
    review(six[0], report.name, "申报/", "-o", tmp_path / "乙")
    assert tree(tmp_path / "甲") == tree(tmp_path / "乙")


def test_run_again_over_its_own_outputs_inside_the_input(review, tree, folder):
    output = folder / "结果"
    review(folder, "-o", output)
    first = tree(output)
    review(folder, "-o", output)
    assert tree(output) == first
    assert all("结果/" not in line for line in first["读取情况.csv"].decode().splitlines())


def test_the_output_folder_may_be_the_input_folder(review, tree, folder, monkeypatch):
    monkeypatch.chdir(folder)
    review(".", "-o", ".")
    first = tree(folder)
    review(".", "-o", ".")
    assert tree(folder) == first


def test_stopped_half_way_and_resumed(review, tree, folder, report, tmp_path, monkeypatch, capsys):
    (folder / report.name).write_bytes(report.read_bytes())
    review(folder, "-o", tmp_path / "一次做完", "--format", "json")
    read, opened = reading.read_any, []

    def stopped(path: Path, *more: object) -> FileRead:
        if len(opened) == 3:
            raise KeyboardInterrupt
        opened.append(path.name)
        return read(path, *more)

    monkeypatch.setattr(reading, "read_any", stopped)
    output = tmp_path / "分两次"
    assert review(folder, "-o", output, "--format", "json") == 2
    assert "接着做" in capsys.readouterr().err
    assert tree(output) == {}
    left = []

    def counted(path: Path, *more: object) -> FileRead:
        left.append(path.name)
        return read(path, *more)

    monkeypatch.setattr(reading, "read_any", counted)
    review(folder, "-o", output, "--format", "json")
    assert len(left) == 7 - 3
    assert not set(left) & set(opened)
    assert tree(output) == tree(tmp_path / "一次做完")


def test_stopped_while_writing_and_resumed(review, tree, folder, tmp_path, monkeypatch):
    from scoring.batch import output_writer

    review(folder, "-o", tmp_path / "一次做完", "--format", "json")
    write, written = output_writer.write_whole, []

    def stopped(path: Path, content: bytes, **how: bool) -> None:
        if len(written) == 4:
            raise KeyboardInterrupt
        written.append(path)
        write(path, content, **how)

    monkeypatch.setattr(output_writer, "write_whole", stopped)
    output = tmp_path / "分两次"
    assert review(folder, "-o", output, "--format", "json") == 2
    assert len(tree(output)) == 4
    monkeypatch.setattr(output_writer, "write_whole", write)
    review(folder, "-o", output, "--format", "json")
    assert tree(output) == tree(tmp_path / "一次做完")


def test_a_killed_run_goes_on(review, tree, six, tmp_path):
    inside = tmp_path / "申报"
    inside.mkdir()
    for number in range(18):
        text = six[number % 6].read_text("utf-8").replace('code: "44', f'code: "{number:02}')
        (inside / f"{number}.yaml").write_text(text, "utf-8")
    output = tmp_path / "被杀"
    command = [sys.executable, "-m", "scoring", "review", inside, "-o", output, "--format", "json"]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as run:
        while run.poll() is None and not list(output.rglob("*.json")):
            time.sleep(0.01)
        run.kill()
    assert list(output.rglob("*.json"))
    review(inside, "-o", output, "--format", "json")
    review(inside, "-o", tmp_path / "一次做完", "--format", "json")
    assert tree(output) == tree(tmp_path / "一次做完")


def test_a_kept_reading_is_used_only_for_the_same_file(review, tree, six, tmp_path):
    source = tmp_path / "甲.yaml"
    source.write_bytes(six[5].read_bytes())
    review(source, "-o", tmp_path / "结果")
    source.write_text(six[5].read_text("utf-8").replace("69家", "78家"), "utf-8")
    review(source, "-o", tmp_path / "结果")
    review(source, "-o", tmp_path / "新")
    again, new = tree(tmp_path / "结果"), tree(tmp_path / "新")
    # The ledger knows that the form was handed in before: sheets and what is listed of it say so.
    of_form = {name for name in new if name.startswith(("评分结果", "findings"))}
    assert of_form
    assert {name: again[name] for name in of_form} == {name: new[name] for name in of_form}


@pytest.mark.parametrize(
    "damage",
    [
        lambda data: data[: len(data) // 2],
        lambda data: data[:0],
        lambda data: b"[" * 100_000 + data,
        lambda data: data.replace(b"12.5", b"99.5"),
        lambda data: data.replace(b"ziping/read/1", b"ziping/read/9"),
        lambda data: b"\xff\xfe" + data,
    ],
)
def test_damaged_and_foreign_entries_are_passed_over(review, tree, six, tmp_path, damage):
    review(six[0], "-o", tmp_path / "结果", "--format", "json")
    first = tree(tmp_path / "结果")
    entries = list((tmp_path / "结果" / ".ziping" / "read").rglob("*.json"))
    assert len(entries) == 1
    kept = entries[0].read_bytes()
    entries[0].write_bytes(damage(kept))
    review(six[0], "-o", tmp_path / "结果", "--format", "json")
    assert tree(tmp_path / "结果") == first
    assert entries[0].read_bytes() == kept


def test_an_entry_of_another_file_under_this_files_name(review, tree, six, tmp_path):
    review(six[0], "-o", tmp_path / "甲", "--format", "json")
    review(six[1], "-o", tmp_path / "乙", "--format", "json")
    mine, foreign = (
        next((tmp_path / name / ".ziping" / "read").rglob("*.json")) for name in "甲乙"
    )
    mine.write_bytes(foreign.read_bytes())
    first = tree(tmp_path / "甲")
    review(six[0], "-o", tmp_path / "甲", "--format", "json")
    assert tree(tmp_path / "甲") == first


def test_what_is_kept_is_what_was_read(report, six, tmp_path):
    for path in (report, *six):
        read = read_any(path, path.name)
        assert repr(from_text(to_text(read))) == repr(read)
    store = KeptReadings(tmp_path)
    key = store.key(content_digest(report), "甲.txt")
    assert store.load(key) is None
    store.save(key, read)
    assert store.load(key) == read
    assert store.key(content_digest(report), "乙.txt") != key


def test_a_folder_that_cannot_hold_what_was_read_is_no_hindrance(tmp_path, six):
    (tmp_path / ".ziping").write_text("x", "utf-8")
    store = KeptReadings(tmp_path)
    store.save("ab" * 32, read_any(six[0], "甲"))
    assert store.load("ab" * 32) is None
