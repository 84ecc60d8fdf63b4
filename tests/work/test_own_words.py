"""A folder's own vocabulary adds units and wordings; what contradicts the shipped one is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from scoring.cli.main import main
from scoring.problem import InputError
from scoring.work.library import Library

UNITS = "schema: ziping/units/1\n"
VALUES = "schema: ziping/values/1\n"


def library(folder: Path, text: str) -> Library:
    own = folder / "vocabulary"
    own.mkdir()
    (own / "own.yaml").write_text(text, "utf-8")
    return Library(folder)


def test_a_new_unit_is_read(tmp_path: Path) -> None:
    known = library(tmp_path, UNITS + "counters: [[网格, 个网格]]\n").reader.read("12网格")
    assert known.unit.dimension == "count:网格"
    assert Library().reader.read("12网格").unit.dimension != "count:网格"


def test_the_home_folder_adds_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    library(tmp_path, UNITS + "counters: [[网格, 个网格]]\n")
    monkeypatch.setenv("ZIPING_HOME", str(tmp_path))
    assert Library().reader.read("12网格").unit.dimension == "count:网格"


def test_words_may_stand_where_those_of_their_kind_ship(tmp_path: Path) -> None:
    reading = tmp_path / "vocabulary" / "reading"
    reading.mkdir(parents=True)
    (reading / "own.yaml").write_text(UNITS + "counters: [[网格, 个网格]]\n", "utf-8")
    assert Library(tmp_path).reader.read("12网格").unit.dimension == "count:网格"


def test_the_folder_of_words_holds_no_sets(tmp_path: Path) -> None:
    found = library(tmp_path, UNITS).entries()
    assert not [entry.id for entry in found if entry.origin]


@pytest.mark.parametrize(
    ("text", "line", "column", "says"),
    [
        (UNITS + "units: [{is: length, times: 3, names: [米]}]", 2, 40, "“米”与已有的词矛盾"),
        (UNITS + 'counters: [["个 "]]', 2, 13, "“个”与已有的词矛盾"),
        (UNITS + 'counters: [["　个"]]', 2, 13, "“个”与已有的词矛盾"),
        (UNITS + 'counters: [["", 网格]]', 2, 13, "不是一个词"),
        (UNITS + 'units: [{is: length, times: 3, names: [""]}]', 2, 40, "不是一个词"),
        (UNITS + "multipliers: {百: 10}", 2, 18, "“10”与自带的词表矛盾"),
        (UNITS + "quantities: {半场: {value: 1/2, unit: 球}}", 2, 14, "没有的计量单位"),
        (VALUES + "wordings: {full: [较]}", 2, 19, "“较”已经算作 partial，不能又算作 full"),
        (VALUES + "wordigs: {full: [较好]}", 2, 1, "不认识的键“wordigs”"),
        ("schema: ziping/value/1\n", 1, 9, "看不出是哪一种词表"),
        ("[]\n", 1, 1, "看不出是哪一种词表"),
    ],
)
def test_what_contradicts_is_refused_at_its_place(
    text: str, line: int, column: int, says: str, tmp_path: Path
) -> None:
    with pytest.raises(InputError) as caught:
        _ = library(tmp_path, text).reader
    (problem,) = caught.value.problems
    assert (problem.place.line, problem.place.column) == (line, column)
    assert problem.place.file.endswith("own.yaml")
    assert says in problem.message


# told to a keeper of sets


def test_the_check_of_sets_tells_faults_of_the_words(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    own = tmp_path / "vocabulary"
    own.mkdir()
    (own / "own.yaml").write_text(UNITS + "counter: [[网格, 个网格]]\n", "utf-8")
    (own / "more.yaml").write_text("schema: ziping/unit/1\n", "utf-8")
    assert main(["sets", "check", "mof/2013-project", "--sets", str(tmp_path)]) == 2
    said = capsys.readouterr()
    assert "词表：2 处错误；以下各体系按自带的词表检查" in said.out
    assert "mof/2013-project.yaml：没有问题" in said.out
    assert "own.yaml:2:1" in said.err
    assert "more.yaml" in said.err


def test_sound_words_are_no_matter_of_the_check(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    library(tmp_path, UNITS + "counters: [[网格, 个网格]]\n")
    assert main(["sets", "check", "mof/2013-project", "--sets", str(tmp_path)]) == 0
    assert "词表" not in capsys.readouterr().out


@pytest.mark.parametrize("there", [True, False])
def test_a_home_that_is_not_there_is_told_once(
    there: bool,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    home = tmp_path if there else tmp_path / "没有"
    monkeypatch.setenv("ZIPING_HOME", str(home))
    assert main(["sets", "list"]) == 0
    said = capsys.readouterr().err
    assert said.count("ZIPING_HOME 指的文件夹不存在") == (0 if there else 1)
