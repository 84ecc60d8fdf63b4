"""A short command loads little: what takes long to load is loaded by those who need it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.folders import EXAMPLES

COMPILING = ("scoring.indicator_set.compile", "scoring.engine.scorer", "scoring.values.grammar")
ROOMS_OF_OTHERS = (
    "scoring.records.file_content", "scoring.records.ledger_entry", "scoring.records.year_record",
    "scoring.readers.forms.labels", "scoring.documents.json_text", "scoring.writers.page_sandbox",
)  # fmt: skip
"""What forms in books, ledgers, years, JSON and pages of one's own need."""
BOOKS = ("openpyxl", "scoring.readers.forms.read_form", "scoring.readers.books.open_any")


@pytest.mark.parametrize(
    ("arguments", "unneeded"),
    [
        (["--version"], (*COMPILING, *BOOKS, "yaml", "pydantic")),
        (["sets", "list"], (*COMPILING, *BOOKS, "jinja2", "xlsxwriter")),
        (["sets", "list", "深圳"], (*COMPILING, *BOOKS, "jinja2", "xlsxwriter")),
        (["score", str(EXAMPLES[0]), "--format", "json"], (*BOOKS, "jinja2", "xlsxwriter")),
        (["score", str(EXAMPLES[0])], (*BOOKS, *ROOMS_OF_OTHERS)),
        (["check", str(EXAMPLES[0])], (*BOOKS, "jinja2", "xlsxwriter")),
    ],
    ids=lambda given: " ".join(given[:2]) if isinstance(given, list) else "",
)
def test_what_a_command_does_not_need_is_not_loaded(
    arguments: list[str], unneeded: tuple[str, ...], tmp_path: Path
) -> None:
    code = (
        "import sys; from scoring.cli.main import main; "
        "main(sys.argv[2:]); "
        "print([name for name in sys.argv[1].split() if name in sys.modules], file=sys.stderr)"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code, " ".join(unneeded), *arguments],
        cwd=tmp_path,
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    )
    assert ran.stderr.splitlines()[-1] == "[]"


@pytest.mark.parametrize(
    ("arguments", "status"), [(["sets", "list"], 0), (["score", "没有.yaml"], 2)]
)
def test_a_command_that_ends_at_once_says_all_and_leaves_nothing_undone(
    arguments: list[str], status: int, tmp_path: Path
) -> None:
    def ran(end: str) -> subprocess.CompletedProcess[str]:
        code = f"import atexit, sys; from scoring.{end} import run; atexit.register(print, '完'); run()"
        return subprocess.run(
            [sys.executable, "-c", code, *arguments],
            cwd=tmp_path,
            env={**os.environ, "PYTHONIOENCODING": "utf-8"},
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )

    at_once, in_the_end = ran("__main__"), ran("cli.main")
    assert at_once.stdout.endswith("完\n")
    assert at_once.returncode == status
    assert (at_once.stdout, at_once.stderr) == (in_the_end.stdout, in_the_end.stderr)
