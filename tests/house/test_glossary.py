"""The glossary names every public record, and only classes that exist."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import scoring
from tests.folders import DOCS
from tests.house.test_structure import MODULES, PACKAGE

NAMED = {
    name
    for line in (DOCS / "glossary.md").read_text("utf-8").splitlines()
    if line.startswith("|")
    for name in re.findall(r"`([A-Z]\w+)`", line)
}


def classes(path: Path) -> set[str]:
    """Return the public classes that a module defines."""
    return {
        node.name
        for node in ast.parse(path.read_text("utf-8")).body
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_")
    }


def test_every_class_that_the_glossary_names_exists() -> None:
    known = {name for path in MODULES for name in classes(path)} | set(scoring.__all__)
    assert not NAMED - known


def test_every_public_record_is_named() -> None:
    records = [*(PACKAGE / "records").glob("*.py"), PACKAGE / "indicator_set/model.py"]
    public = {name for name in scoring.__all__ if name[0].isupper()}
    assert not ({name for path in records for name in classes(path)} | public) - NAMED
