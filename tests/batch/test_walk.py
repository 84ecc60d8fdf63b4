"""Which files are taken, in which order, under which names; what is passed over is said."""

from __future__ import annotations

import os
import unicodedata

import pytest

from scoring.batch import walk
from scoring.batch.walk import OutputFolder, find_files
from scoring.problem import InputError


def made(folder, *names):
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name, "utf-8")
    return folder


def names(found):
    return [source.name for source in found.files]


def skipped(found):
    return {(s.name, s.why) for s in found.skipped}


def test_by_name_through_all_folders(tmp_path):
    made(tmp_path, "乙.xlsx", "甲/2.xlsx", "甲/10.xlsx", "甲/内/1.docx", "A.pdf", "a.pdf")
    assert names(find_files([tmp_path])) == [
        "A.pdf", "a.pdf", "乙.xlsx", "甲/10.xlsx", "甲/2.xlsx", "甲/内/1.docx"
    ]  # fmt: skip


def test_several_paths_in_any_order_have_the_same_names(tmp_path):
    made(tmp_path, "一处/表/甲.xlsx", "二处/表/甲.xlsx", "单.xlsx", "一处/单.xlsx")
    paths = [tmp_path / "一处" / "表", tmp_path / "二处" / "表", tmp_path / "单.xlsx"]
    expected = ["一处/表/甲.xlsx", "二处/表/甲.xlsx", "单.xlsx"]
    assert names(find_files(paths)) == expected
    assert names(find_files(paths[::-1])) == expected
    assert names(find_files([*paths, *paths])) == expected


def test_a_file_reached_twice_is_read_once(tmp_path):
    made(tmp_path, "甲.xlsx")
    (tmp_path / "乙.xlsx").symlink_to(tmp_path / "甲.xlsx")
    found = find_files([tmp_path, tmp_path / "甲.xlsx"])
    assert len(found.files) == 1
    assert {why for _, why in skipped(found)} == {"same-file"}


def test_links_go_nowhere_twice(tmp_path):
    made(tmp_path, "甲/表.xlsx")
    (tmp_path / "甲" / "回").symlink_to(tmp_path)
    (tmp_path / "甲" / "自己").symlink_to(tmp_path / "甲" / "自己")
    found = find_files([tmp_path])
    assert names(found) == ["甲/表.xlsx"]
    assert skipped(found) == {("甲/回", "linked-folder"), ("甲/自己", "no-file")}


def test_a_link_that_leads_out_of_the_named_folder_is_said_and_not_read(tmp_path):
    made(tmp_path, "别处/甲.xlsx", "别处/内/乙.xlsx", "报来/丙.xlsx", "报来/内/丁.xlsx")
    given = tmp_path / "报来"
    (given / "甲.xlsx").symlink_to(tmp_path / "别处/甲.xlsx")
    (given / "口令.txt").symlink_to("/etc/hostname")
    (given / "内" / "上.xlsx").symlink_to("../丙.xlsx")
    (given / "内" / "都.xlsx").symlink_to("../../别处/内/乙.xlsx")
    found = find_files([given])
    assert names(found) == ["丙.xlsx", "内/丁.xlsx"]
    assert skipped(found) == {
        ("甲.xlsx", "linked-file"), ("口令.txt", "linked-file"), ("内/都.xlsx", "linked-file"),
        ("内/上.xlsx", "same-file"),
    }  # fmt: skip
    assert names(find_files([given / "甲.xlsx"])) == ["甲.xlsx"], "named by a person"
    (tmp_path / "入口").symlink_to(given)
    assert names(find_files([tmp_path / "入口"])) == ["丙.xlsx", "内/丁.xlsx"], "named by a person"


def test_a_folder_that_is_really_elsewhere_is_not_entered(tmp_path, monkeypatch):
    """A junction of Windows is a folder that says of itself that it is no link."""
    made(tmp_path, "别处/甲.xlsx", "报来/内/乙.xlsx", "报来/丙.xlsx")
    real = os.path.realpath

    def elsewhere(path, **options):
        return real(str(path).replace("报来/内", "别处"), **options)

    monkeypatch.setattr(os.path, "realpath", elsewhere)
    found = find_files([tmp_path / "报来"])
    assert names(found) == ["丙.xlsx"]
    assert skipped(found) == {("内", "linked-folder")}


def test_what_is_no_document(tmp_path):
    made(tmp_path, ".git/config", ".甲.xlsx", "~$甲.xlsx", ".~lock.甲.xlsx#", "甲.xlsx")
    os.mkfifo(tmp_path / "管道")
    assert names(find_files([tmp_path])) == ["甲.xlsx"]
    assert skipped(find_files([tmp_path])) == {
        (".git", "hidden"), (".甲.xlsx", "hidden"), ("~$甲.xlsx", "owner-file"),
        (".~lock.甲.xlsx#", "owner-file"), ("管道", "no-file"),
    }  # fmt: skip
    assert names(find_files([tmp_path / ".甲.xlsx"])) == [".甲.xlsx"], "named by a person"


def test_names_composed_differently_are_told_apart(tmp_path):
    composed = unicodedata.normalize("NFC", "é.txt")
    made(tmp_path, composed, unicodedata.normalize("NFD", "é.txt"))
    (tmp_path / os.fsdecode(b"\xff\xfe.txt")).write_text("x", "utf-8")
    found = names(find_files([tmp_path]))
    assert found == ["??.txt", composed, f"{composed} (2)"]
    assert all(name.encode("utf-8") for name in found)


def test_the_bounds_are_said(tmp_path, monkeypatch):
    made(tmp_path, *(f"{n:02}.txt" for n in range(12)))
    monkeypatch.setattr(walk, "MOST_FILES", 10)
    found = find_files([tmp_path])
    assert len(found.files) == 10
    assert [(s.why, s.count) for s in found.skipped] == [("too-many", 2)]


def test_folders_too_deep_are_said(tmp_path):
    made(tmp_path, "/".join(["深"] * 70) + "/甲.txt", "浅.txt")
    found = find_files([tmp_path])
    assert names(found) == ["浅.txt"]
    assert [s.why for s in found.skipped] == ["too-deep"]


def test_the_output_folder_is_no_input_whether_it_is_there_or_not(tmp_path):
    made(tmp_path, "甲.xlsx")
    output = OutputFolder(tmp_path / "结果")
    before = find_files([tmp_path], output=output)
    made(tmp_path, "结果/复核表/甲.xlsx", "结果/问题清单.xlsx")
    after = find_files([tmp_path], output=output)
    assert names(before) == names(after) == ["甲.xlsx"]
    assert before.skipped == after.skipped
    assert skipped(after) == {("结果", "output-folder")}


def test_every_missing_path_is_told(tmp_path):
    made(tmp_path, "甲.xlsx")
    with pytest.raises(InputError) as error:
        find_files([tmp_path / "乙", tmp_path / "甲.xlsx", tmp_path / "丙"])
    assert len(error.value.problems) == 2


def test_a_folder_that_may_not_be_opened_is_said(tmp_path, monkeypatch):
    made(tmp_path, "锁/甲.xlsx", "乙.xlsx")
    scan = os.scandir

    def refused(folder):
        if str(folder).endswith("锁"):
            raise PermissionError(13, "Permission denied")
        return scan(folder)

    monkeypatch.setattr(walk.os, "scandir", refused)
    found = find_files([tmp_path])
    assert names(found) == ["乙.xlsx"]
    assert skipped(found) == {("锁", "folder-unreadable")}


def test_a_file_that_is_called_like_a_journal_alone_is_an_ordinary_one(tmp_path):
    made(tmp_path, "-journal", "表.xlsx")
    assert names(find_files([tmp_path])) == ["-journal", "表.xlsx"]
