"""Signs that are not seen in a person's text are shown wherever it is printed, and steer nothing."""

from __future__ import annotations

import json
import re
from pathlib import Path
from zipfile import ZipFile

import pytest

from scoring.cli import terminal
from scoring.cli.main import main

Told = pytest.CaptureFixture[str]
PACKAGE = Path(terminal.__file__).parent
UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]"
)
STEERING = "\u202e2\u2067\u200f\u061c"
SHOWN = "[U+202E]2[U+2067][U+200F][U+061C]"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a form whose every text, and whose file's name, holds such signs."""
    monkeypatch.chdir(tmp_path)
    data = {
        "schema": "ziping/submission/1", "set": "shenzhen/2022-project", "year": 2023,
        "project": {"name": f"道路{STEERING}养护", "code": f"A{STEERING}1"},
        "unit": f"某单位{STEERING}", "department": f"某局{STEERING}",
        "texts": {"存在问题": f"较慢{STEERING}"}, f"别的{STEERING}": f"不认识{STEERING}",
        "indicators": [
            {"level1": f"产出{STEERING}", "level2": "数量", "name": f"巡查{STEERING}", "target": f"≥12次{STEERING}",
             "actual": f"9次{STEERING}", "points": "30", "claimed": "30", "reason": f"雨多{STEERING}"},
        ],
    }  # fmt: skip
    inside = tmp_path / "报来"
    inside.mkdir()
    (inside / "甲\x1b[31m\u202e.json").write_text(json.dumps(data), "utf-8")
    del data[f"别的{STEERING}"]
    data["indicators"][0]["level1"] = "产出"  # type: ignore[index]
    (inside / "乙\x1b[31m\u202e.json").write_text(json.dumps(data), "utf-8")
    return inside


def printed(folder: Path) -> str:
    """Return all that stands in the files of a folder, and in their names."""
    texts = []
    for path in sorted(folder.rglob("*")):
        texts.append(path.name)
        if path.suffix == ".xlsx":
            with ZipFile(path) as book:
                texts += [
                    book.read(name).decode() for name in book.namelist() if name.endswith("xml")
                ]
        elif path.is_file() and path.suffix in (".html", ".csv", ".json", ".jsonl", ".md", ".txt"):
            texts.append(path.read_text("utf-8-sig"))
    return "\n".join(texts)


@pytest.mark.parametrize("command", ["check 报来", "score 报来 -o 结果", "review 报来 -o 结果"])
def test_no_sign_that_is_not_seen_is_printed(command: str, folder: Path, capsys: Told) -> None:
    main(command.split())
    told = "\n".join(capsys.readouterr())
    files = printed(folder.parent / "结果")
    assert "道路" in told + files
    assert not UNSEEN.findall(told)
    assert not UNSEEN.findall(files)
    assert "[U+202E]" in told
    if command.startswith("score"):
        assert f"巡查{SHOWN}" in files


def test_json_says_the_same_with_signs_that_are_seen(folder: Path) -> None:
    main(["score", "报来", "-o", "结果", "--format", "json"])
    [path] = (folder.parent / "结果").glob("*.json")
    text = path.read_text("utf-8")
    assert r"\u202e" in text
    assert json.loads(text)["indicators"][0]["name"] == f"巡查{STEERING}"


def test_a_message_about_a_line_points_at_its_place(tmp_path: Path, capsys: Told) -> None:
    path = tmp_path / "甲.yaml"
    path.write_text('schema: ziping/submission/1\nunit: "甲\u202e乙"\nset: 5\n', "utf-8")
    assert main(["score", str(path)]) == 2
    told = capsys.readouterr().err
    assert not UNSEEN.findall(told)


def test_commands_print_by_one_door() -> None:
    others = [path for path in PACKAGE.glob("*.py") if path.name != "terminal.py"]
    assert not [
        path.name
        for path in others
        if re.search(r"click\.s?echo|\bprint\(", path.read_text("utf-8"))
    ]
