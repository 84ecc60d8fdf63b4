"""Names explain themselves: one thing a name, no private dialect, few modules of one name."""

from __future__ import annotations

import ast
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

import scoring

PACKAGE = Path(scoring.__file__).parent
MODULES = sorted(path for path in PACKAGE.rglob("*.py") if "_shipped" not in path.parts)
OF_EVERY_WORKBOOK = {"read", "write", "layout", "plan", "__init__"}
"""Modules that each workbook may have."""
MOST_OF_ONE_NAME = 3
DIALECT = re.compile(
    r"\b(told|laid over|held against|put back|left over|stray|coped with|slips?|spoken)\b(?! apart)"
)
"""Words that meant something only inside this package."""
DIALECT_IN_NAMES = re.compile(
    r"(?:^|_)(told|tell|tells|said|saying|thing|things|stray|slip|slips)(?:$|_)"
)
FORMATS = {"told"}
"""Keys of vocabulary files that users may have."""


def place(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


def texts(path: Path) -> Iterator[tuple[int, str]]:
    """Yield line and text of every docstring and comment of a module."""
    source = path.read_text("utf-8")
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Expr(value=ast.Constant(value=str(text))):
                yield node.lineno, text
    for number, line in enumerate(source.splitlines(), 1):
        comment = re.search(r"(?:^|\s)# (?!noqa|type:|fmt:)(.*)", line)
        if comment:
            yield number, comment[1]


def names(path: Path) -> Iterator[tuple[int, str]]:
    """Yield line and name of everything that a module defines: modules, classes, functions, values."""
    yield 1, path.stem
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        match node:
            case ast.ClassDef() | ast.FunctionDef():
                yield node.lineno, node.name
            case ast.arg():
                yield node.lineno, node.arg
            case ast.Name(ctx=ast.Store()):
                yield node.lineno, node.id


def test_a_public_class_name_stands_for_one_thing():
    found = defaultdict(list)
    for path in MODULES:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                found[node.name].append(place(path))
    assert not {name: at for name, at in found.items() if len(at) > 1}


def test_few_modules_have_the_same_name():
    counted = Counter(path.stem for path in MODULES if path.stem not in OF_EVERY_WORKBOOK)
    assert not {name: n for name, n in counted.items() if n > MOST_OF_ONE_NAME}


def test_words_for_messages_and_files_are_plain_english():
    found = [
        f"{place(path)}:{line} {match[0]}"
        for path in MODULES
        for line, text in texts(path)
        for match in DIALECT.finditer(re.sub(r"``[^`]*``", "", text))
    ]
    assert not found


def test_names_are_nouns_of_the_field_or_the_craft():
    found = [
        f"{place(path)}:{line} {name}"
        for path in MODULES
        for line, name in names(path)
        if DIALECT_IN_NAMES.search(name) and name not in FORMATS
    ]
    assert not found
