"""An output file appears whole or not at all."""

import os
import sys
from contextlib import suppress
from pathlib import Path

import pytest

from scoring.files import atomic as whole
from scoring.problem import InputError


def left_over(folder: Path) -> list[str]:
    return [p.name for p in folder.rglob("*") if p.name.endswith(".tmp")]


def test_new_and_old_files(tmp_path: Path) -> None:
    new, old = tmp_path / "结果" / "甲.json", tmp_path / "乙.json"
    old.write_bytes(b"old")
    whole.write_all({new: b"1", old: b"2"})
    assert (new.read_bytes(), old.read_bytes()) == (b"1", b"2")
    assert not left_over(tmp_path)


def test_nothing_to_write() -> None:
    whole.write_all({})


@pytest.mark.skipif(sys.platform == "win32", reason="modes of the other systems")
def test_others_may_read_it_as_before(tmp_path: Path) -> None:
    old = tmp_path / "甲.xlsx"
    old.write_bytes(b"")
    old.chmod(0o664)
    whole.write_whole(old, b"1")
    assert old.stat().st_mode & 0o777 == 0o664
    before = os.umask(0o022)
    try:
        whole.write_whole(tmp_path / "乙.xlsx", b"1")
    finally:
        os.umask(before)
    assert (tmp_path / "乙.xlsx").stat().st_mode & 0o777 == 0o644


def test_a_file_held_open_stops_everything_before_it_begins(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, held = tmp_path / "甲.xlsx", tmp_path / "乙.xlsx"
    first.write_bytes(b"old")
    held.write_bytes(b"old")

    def refuse(target: Path) -> None:
        if target.name == "乙.xlsx":
            raise PermissionError(13, "held")

    monkeypatch.setattr(whole, "_must_be_free", refuse)
    with pytest.raises(InputError) as error:
        whole.write_all({first: b"new", held: b"new"})
    (problem,) = error.value.problems
    assert "请先关闭" in problem.hint
    assert "乙.xlsx" in problem.place.file
    assert (first.read_bytes(), held.read_bytes()) == (b"old", b"old")
    assert not left_over(tmp_path)


def test_a_file_taken_at_the_last_moment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "甲.xlsx"
    target.write_bytes(b"old")

    def refuse(*_: object) -> None:
        raise PermissionError(13, "held")

    monkeypatch.setattr(os, "replace", refuse)
    with pytest.raises(InputError, match="不能写入"):
        whole.write_whole(target, b"new")
    assert target.read_bytes() == b"old"
    assert not left_over(tmp_path)


def test_a_full_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(InputError) as error:
        whole.write_whole(tmp_path / "甲.xlsx", b"new")
    assert "磁盘空间" in error.value.problems[0].hint
    assert list(tmp_path.iterdir()) == []


def test_what_a_run_left_that_was_ended_by_force_goes_at_the_next(tmp_path: Path) -> None:
    left = [".甲.json.0123456789ab.tmp", "复核表/.乙.xlsx.0123456789ab.tmp"]
    others = [".0123456789ab.tmp", ".甲.json.xyz.tmp", "甲.json.0123456789ab.tmp", ".甲.json"]
    (tmp_path / "复核表").mkdir()
    for name in (*left, *others):
        (tmp_path / name).write_bytes(b"1")
    whole.write_whole(tmp_path / "丙.json", b"1")
    assert (tmp_path / left[0]).exists(), "another run may still be writing it"
    os.utime(tmp_path / left[0], (0, 0))
    whole.write_whole(tmp_path / "丙.json", b"1")
    assert not (tmp_path / left[0]).exists()
    whole.remove_left_over(tmp_path)
    assert not [name for name in left if (tmp_path / name).exists()]
    assert all((tmp_path / name).exists() for name in others)


def test_a_folder_in_the_way(tmp_path: Path) -> None:
    (tmp_path / "甲.xlsx").mkdir()
    with pytest.raises(InputError, match="不能写入"):
        whole.write_whole(tmp_path / "甲.xlsx", b"new")
    (tmp_path / "乙").write_bytes(b"")
    with pytest.raises(InputError, match="不能写入"):
        whole.write_whole(tmp_path / "乙" / "丙.xlsx", b"new")
    assert not left_over(tmp_path)


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "真").write_bytes(b"old")
    (tmp_path / "链").symlink_to(tmp_path / "真")
    whole.write_whole(tmp_path / "链", b"new")
    assert (tmp_path / "链").is_symlink()
    assert (tmp_path / "真").read_bytes() == b"new"


def test_long_names(tmp_path: Path) -> None:
    name = "长" * 80 + ".json"
    whole.write_whole(tmp_path / name, b"1")
    assert (tmp_path / name).read_bytes() == b"1"


def test_files_that_grow_appear_at_the_end(tmp_path: Path) -> None:
    lines, other = tmp_path / "出" / "甲.jsonl", tmp_path / "出" / "乙.json"
    with whole.FilesTogether() as files:
        files.append(lines, b"1\n")
        files.write(other, b"2")
        files.append(lines, b"3\n")
        assert not lines.exists()
        assert not other.exists()
    assert (lines.read_bytes(), other.read_bytes()) == (b"1\n3\n", b"2")
    assert not left_over(tmp_path)


def test_nothing_is_left_of_files_that_were_given_up(tmp_path: Path) -> None:
    with suppress(KeyboardInterrupt), whole.FilesTogether() as files:
        files.append(tmp_path / "出" / "甲.jsonl", b"1\n")
        files.write(tmp_path / "出" / "里" / "乙.json", b"2")
        raise KeyboardInterrupt
    assert list(tmp_path.iterdir()) == []
