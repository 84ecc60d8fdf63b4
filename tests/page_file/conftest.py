"""The one file, built: by CI, or by `python packaging/page/build.py`; and its engine under node."""

import json
import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.folders import ROOT


@pytest.fixture(scope="session")
def page_file() -> Path:
    """Return the page; a test that needs it is skipped where nobody has built it, but not in CI."""
    path = Path(os.environ.get("ZIPING_PAGE") or ROOT / "page/dist/page.html")
    if not path.is_file() or shutil.which("node") is None:
        reason = "no page is built: python packaging/page/build.py"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    return path


@pytest.fixture(scope="session")
def in_the_page(page_file) -> Callable[[str, Any], Any]:
    """Return what runs a script of this folder in the page's engine and gives what it made."""

    def run(script: str, given: Any) -> Any:
        command = ["node", str(ROOT / "page/in_node.mjs"), str(page_file)]
        done = subprocess.run(
            [*command, str(Path(__file__).parent / script)],
            input=json.dumps(given), capture_output=True, encoding="utf-8", check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr[-3000:]
        return json.loads(done.stdout)

    return run


@pytest.fixture
def natively() -> Callable[[str, Any], Any]:
    """Return what runs a script of this folder here, the same way."""

    def run(script: str, given: Any) -> Any:
        names: dict[str, Any] = {"given": json.dumps(given)}
        source = (Path(__file__).parent / script).read_text(encoding="utf-8")
        exec(compile(source, script, "exec"), names)
        return json.loads(json.dumps(names["made"]))

    return run
