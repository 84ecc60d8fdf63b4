"""What reaches an officer is Chinese: no English, no key of a file, no word of the house.

Every printed text of the program is read, and what commands have printed of old folders; which Latin
words may stand there, and which Chinese ones may not, is ``officer_words.yaml``.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from tests.house.printed_texts import ROOT, Printed, printed_texts

WORDS = yaml.safe_load(Path(__file__).with_name("officer_words.yaml").read_text("utf-8"))
ALLOWED = {
    word for group in ("names", "commands", "keys", "letters") for word in map(str, WORDS[group])
}
NO_WORDS = re.compile(
    r"--?[a-z][a-z-]*(?:=\S+)?"  # options
    r"|![A-Z]+[0-9]+"  # cells
    r"|https?://\S+|&[A-Z](?![a-z])|<[a-z]+>|\[[a-z]+\]"
    r"|[a-z]+(?:-[a-z]+)*/[0-9a-z-]+(?:/[0-9a-z-]*)*"  # ids of sets
    r"|\.[a-z0-9]+\b"  # endings of names
)
LATIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]*[A-Za-z0-9]|[A-Za-z]")


def foreign_words(text: str) -> list[str]:
    """Return the Latin words of a text that an officer need not know."""
    words = (w for w in LATIN.findall(NO_WORDS.sub(" ", text)) if re.search("[A-Za-z]", w))
    return [
        word for word in words if word not in ALLOWED and not re.fullmatch("[0-9.]+[A-Z]", word)
    ]


def house_words(text: str) -> list[str]:
    """Return the words of the house in a text, each with what to say instead."""
    return [
        f"{word}（说：{better}）"
        for word, better in WORDS["forbidden"].items()
        if re.search(word, text)
    ]


def for_officers() -> list[Printed]:
    """Return the printed texts but those for who writes sets, rules or templates."""
    passed = (*WORDS["keepers"], *WORDS["not_texts"])
    return [one for one in printed_texts() if not one.place.startswith(passed)]


def told() -> Iterator[Printed]:
    """Yield the lines that commands printed of folders of users, without names of files."""
    for path in sorted((ROOT / "tests" / "old_folders").glob("*/expected.json")):
        for step, found in json.loads(path.read_text("utf-8")).items():
            for line in found["told"]["stdout"]:
                yield Printed(f"{path.parent.name} {step}", re.sub(r"\S+\.[a-z]+\b\S*", "", line))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("请填 target", ["target"]), ("schema 不对", ["schema"]), ("另存为 .xlsx 工作簿", []), ("E 与规则不一致", ["E"]),
        ("请用 --set 写明，例如 --set mof/2020-project", []), ("请用 Excel 或 WPS 打开", []), ("第 &P 页", []),
        ("Input should be a valid string", ["Input", "should", "be", "a", "valid", "string"]),
    ],
)  # fmt: skip
def test_a_foreign_word_is_found(text: str, found: list[str]) -> None:
    assert foreign_words(text) == found


def test_no_english_reaches_an_officer() -> None:
    wrong = [
        f"{p.place}: {foreign_words(p.text)} in {p.text}"
        for p in for_officers()
        if foreign_words(p.text)
    ]
    assert not wrong, "\n".join(wrong)


def test_no_word_of_the_house_reaches_an_officer() -> None:
    wrong = [
        f"{p.place}: {house_words(p.text)} in {p.text}"
        for p in for_officers()
        if house_words(p.text)
    ]
    assert not wrong, "\n".join(wrong)


def test_what_commands_print_holds_no_such_word_either() -> None:
    wrong = [
        f"{p.place}: {foreign_words(p.text) or house_words(p.text)} in {p.text}"
        for p in told()
        if foreign_words(p.text) or house_words(p.text)
    ]
    assert not wrong, "\n".join(wrong)
