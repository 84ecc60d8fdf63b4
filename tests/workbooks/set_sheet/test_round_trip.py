"""A set written as a workbook and read back is the same set, as it stands in its file."""

from __future__ import annotations

from pathlib import Path

import pytest

from scoring.cli.main import main
from scoring.documents.node import as_data
from scoring.documents.yaml_text import parse_yaml
from scoring.work.library import Library
from scoring.work.set_files import CASES
from tests.folders import SETS

ENTRIES = [entry.id for entry in Library(SETS).entries()]


def run(*arguments: object) -> int:
    return main([str(argument) for argument in arguments])


def there_and_back(set_id: str, folder: Path) -> Path:
    book, back = folder / "指标体系.xlsx", folder / f"{set_id}.yaml"
    assert run("sets", "sheet", set_id, "--sets", SETS, "-o", book) == 0
    assert run("sets", "sheet", book, "--sets", SETS, "-o", back) == 0
    return back


@pytest.mark.parametrize("set_id", ENTRIES)
def test_every_set_comes_back_the_same(set_id: str, tmp_path: Path) -> None:
    library = Library(SETS)
    source = library.text(set_id)
    assert source is not None
    back = there_and_back(set_id, tmp_path).read_text("utf-8")
    assert as_data(parse_yaml(back, "x")) == as_data(parse_yaml(source.text, "x"))


def test_the_merged_digest_is_the_same(tmp_path: Path) -> None:
    there_and_back("mof/2021-project", tmp_path)
    own = Library(tmp_path).indicator_set("mof/2021-project")
    assert own.digest == Library().indicator_set("mof/2021-project").digest


def test_the_same_set_gives_the_same_bytes(tmp_path: Path) -> None:
    for name in ("a.xlsx", "b.xlsx"):
        assert run("sets", "sheet", "shenzhen/2024-department", "-o", tmp_path / name) == 0
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


def test_the_comment_at_the_head_stays(tmp_path: Path) -> None:
    source = Library().text("mof/2021-project-cost")
    assert source is not None
    back = there_and_back("mof/2021-project-cost", tmp_path)
    assert back.read_text("utf-8").split("\n")[0] == source.text.split("\n")[0]


def test_no_test_set_is_a_worked_example() -> None:
    assert len(ENTRIES) > 40
    assert not [entry for entry in ENTRIES if entry.endswith(CASES)]
