"""What is made of the files that ship when a wheel is built: trees of YAML files, modules of pages.

A checkout has none of them: there the YAML itself is parsed, and the templates are compiled.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from scoring.documents.compiled_tree import written_tree
from scoring.documents.yaml_text import parse_yaml
from scoring.files.shipped import COMPILED
from scoring.writers.pages import page_modules

FOLDERS = ("indicator_sets", "review_rules", "templates", "vocabulary")


def compiled_files(root: Path) -> Iterator[tuple[str, bytes]]:
    """Yield the path of each file, as the package has it, and its content."""
    for folder in FOLDERS:
        for path in sorted((root / folder).rglob("*.yaml")):
            name = path.relative_to(root).as_posix()
            text = path.read_text(encoding="utf-8")
            yield f"{name}{COMPILED}", written_tree(text, parse_yaml(text, name))
    for module, text in page_modules():
        yield f"pages/{module}.py", text.encode()
