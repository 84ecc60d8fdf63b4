"""Many submissions in one file: as many files are opened and as much memory is used as for few."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from scoring.cli.main import main
from scoring.work.outputs import FileNames

RECORD: dict[str, Any] = {
    "schema": "ziping/submission/1",
    "set": "mof/2020-project",
    "year": 2022,
    "project": {"name": "白皮书"},
    # Long enough that a thousand lines are read line by line as four thousand are.
    "texts": {"说明": "x" * 9_000},
}

MEASURED = """
import sys
opened = []
sys.addaudithook(lambda event, _: opened.append(event) if event == "open" else None)
from scoring.cli.main import main
status = main(sys.argv[1:])
count = len(opened)
try:
    with open("/proc/self/status") as state:
        memory = next(line.split()[1] for line in state if line.startswith("VmHWM:"))
except OSError:
    memory = 0
print("measured", status, count, memory)
"""


def write(path: Path, count: int, **other: Any) -> Path:
    line = json.dumps(RECORD | other, ensure_ascii=False) + "\n"
    path.write_text(line * count, "utf-8")
    return path


def measured(path: Path, *options: str) -> tuple[int, int, int, str]:
    """Return exit status, files opened, most memory in kilobytes (on Linux), and what was printed."""
    command = [sys.executable, "-c", MEASURED, "score", str(path), *options]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=path.parent)
    status, opened, memory = done.stdout.splitlines()[-1].split()[1:]
    return int(status), int(opened), int(memory), done.stdout + done.stderr


def test_four_thousand_lines_take_what_one_thousand_take(tmp_path: Path):
    found = {}
    for count in (1_000, 4_000):
        path = write(tmp_path / f"{count}.jsonl", count)
        output = tmp_path / f"出{count}"
        status, *found[count], _ = measured(path, "--format", "json", "-o", str(output))
        assert status == 1
        (lines,) = output.iterdir()
        assert len(lines.read_text("utf-8").splitlines()) == count
    (opened, memory), (opened_4, memory_4) = found[1_000], found[4_000]
    assert opened_4 == opened
    assert memory_4 - memory < 12_000, "the results of the whole file are held"


def test_a_wrong_set_is_found_in_every_line_by_reading_the_file_once(tmp_path: Path):
    found = {}
    for count in (10, 40):
        path = write(tmp_path / f"{count}.jsonl", count, set="mof/1999-project")
        status, found[count], _, printed = measured(path, "--format", "json")
        assert status == 2
        assert f"{count}.jsonl:{count}:43" in printed
    assert found[40] == found[10]


def test_a_bad_line_at_the_end_leaves_nothing_behind(tmp_path: Path, capsys):
    path = write(tmp_path / "多.jsonl", 3)
    with path.open("a", encoding="utf-8") as file:
        file.write("{}\n")
    output = tmp_path / "出" / "里"
    assert main(["score", str(path), "-o", str(output)]) == 2
    assert "多.jsonl:4" in capsys.readouterr().err
    assert [p.name for p in tmp_path.iterdir()] == ["多.jsonl"]


def test_names_of_many_of_one_title():
    names = FileNames()
    assert [names.unique("白皮书") for _ in range(3)] == ["白皮书", "白皮书-2", "白皮书-3"]
    assert names.unique("白皮书-4") == "白皮书-4"
    assert names.unique("白皮书") == "白皮书-5"
    assert [names.unique("A"), names.unique("a")] == ["A", "a-2"]
    last = [FileNames.unique(names, "同名") for _ in range(20_000)][-1]  # seconds, not minutes
    assert last == "同名-20000"
