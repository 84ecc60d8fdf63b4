"""What the page carries is pinned: the versions that everything is tested with, each with its hash."""

import re
import tomllib

import pytest

from tests.folders import ROOT


def lines(name: str) -> list[str]:
    text = (ROOT / "packaging/page" / name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


@pytest.fixture(scope="module")
def tested() -> set[str]:
    with (ROOT / "pyproject.toml").open("rb") as file:
        extras = tomllib.load(file)["project"]["optional-dependencies"]
    return {pin.partition(";")[0].strip() for pin in extras["test"]}


@pytest.mark.parametrize("line", lines("parts.txt"))
def test_a_part_is_at_the_tested_version_and_has_a_hash(line, tested):
    pin, _, digest = line.partition(" ")
    assert pin in tested
    assert re.fullmatch(r"--hash=sha256:[0-9a-f]{64}", digest)


def test_no_list_names_a_host():
    for path in (
        "packaging/page/parts.txt",
        "packaging/page/left_out.txt",
        "page/package-lock.json",
    ):
        text = (ROOT / path).read_text(encoding="utf-8")
        assert '"resolved"' not in text
        assert not re.search(
            r"https?://(?!opencollective|github|tidelift|paulmillr|www\.patreon)", text
        )
