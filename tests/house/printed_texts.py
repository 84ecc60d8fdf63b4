"""The Chinese texts of the program that a person sees: in code, in data files, in pages, in guides.

What is filled in is a :data:`HOLE`. Texts that only read what units wrote (regular expressions, words
to look for) are no printed ones.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import yaml

ROOT = Path(__file__).resolve().parents[2]
HOLE = "\ufffc"
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
HAN = re.compile("[\u3400-\u9fff]")
_FILLED = re.compile(r"\{\{.*?\}\}|\{[^{}\s:]+(?::[^{}\s\u3400-\u9fff]{1,6})?\}", re.DOTALL)
_READING = {
    "compile", "count", "endswith", "find", "findall", "finditer", "fullmatch", "index", "lstrip", "maketrans",
    "match", "partition", "removeprefix", "removesuffix", "rpartition", "rsplit", "rstrip", "search", "split",
    "startswith", "strip", "sub",
}  # fmt: skip
"""Calls whose texts are looked for in other texts."""
_SAID = {
    "advice", "article", "ask", "because", "document", "meaning", "note", "patterns", "say", "settle", "text",
    "title", "unscored",
}  # fmt: skip
"""Keys of rules, sets and facts under which printed texts stand."""
_FORMULA = re.compile("=?[A-Z]{2,}\\(")
_SPAN = re.compile(
    r"(?<!`)(`+)(?!`).+?(?<!`)\1(?!`)|\]\([^()\s]*(?:\([^()]*\)[^()\s]*)*\)|https?://\S+"
)
_MARKED_UP = re.compile(
    r"\{% block (?:screen|print|style) %\}.*?\{% endblock %\}|@page \{.*?;\s*\}|\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}|<style.*?</style>|<!--.*?-->|<[A-Za-z/!][^<>]*>",
    re.DOTALL,
)


class Printed(NamedTuple):
    """A text and where it stands."""

    place: str
    text: str


def printed_texts() -> list[Printed]:
    """Return every printed text that holds a Chinese character."""
    every = [*code(), *data(), *pages(), *guides()]
    return [one for one in every if HAN.search(one.text) and not _FORMULA.match(one.text)]


def code() -> Iterator[Printed]:
    """Yield the texts of the package's modules."""
    for path in sorted((ROOT / "scoring").rglob("*.py")):
        tree = ast.parse(path.read_text("utf-8"))
        passed = set(_not_printed(tree))
        for node in ast.walk(tree):
            if id(node) in passed:
                continue
            if isinstance(node, ast.JoinedStr):
                passed.update(id(part) for part in node.values)
                parts = (
                    part.value if isinstance(part, ast.Constant) else HOLE for part in node.values
                )
                yield _at(path, node.lineno, "".join(map(str, parts)))
            elif isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield _at(path, node.lineno, node.value)


def _not_printed(tree: ast.Module) -> Iterator[int]:
    """Yield the nodes of docstrings and of texts that are looked for in other texts."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr):
            yield id(node.value)
        elif isinstance(node, ast.Compare):
            yield from (id(part) for part in ast.walk(node))
        elif isinstance(node, ast.Call) and getattr(node.func, "attr", "") in _READING:
            yield from (id(part) for each in node.args for part in ast.walk(each))


def data() -> Iterator[Printed]:
    """Yield the texts of the data files: what is printed, not the words that are read."""
    for folder, wanted in (
        ("vocabulary/printing", _anything), ("vocabulary/layouts", _anything),
        ("vocabulary/facts", _said), ("review_rules", _said), ("indicator_sets", _said),
        ("templates", _anything),
    ):  # fmt: skip
        for path in sorted((ROOT / folder).rglob("*.yaml")):
            if not path.name.endswith(".cases.yaml"):
                root = yaml.compose(path.read_text("utf-8"), Loader=_LOADER)
                yield from _scalars(path, root, (), wanted)


def _anything(keys: tuple[str, ...]) -> bool:
    return keys[-1:] != ("when",)  # a condition is no text


def _said(keys: tuple[str, ...]) -> bool:
    return not _SAID.isdisjoint(keys) and "facts" not in keys[:1] + keys[2:]


def _scalars(
    path: Path, node: yaml.Node, keys: tuple[str, ...], wanted: Callable[[tuple[str, ...]], bool]
) -> Iterator[Printed]:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield from _scalars(path, value, (*keys, str(key.value)), wanted)
    elif isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from _scalars(path, item, keys, wanted)
    elif wanted(keys):
        yield _at(path, node.start_mark.line + 1, _FILLED.sub(HOLE, node.value))


def pages() -> Iterator[Printed]:
    """Yield the texts of the pages, tag by tag."""
    for path in sorted((ROOT / "templates").rglob("*.j2")):
        source = path.read_text("utf-8")
        filled = _MARKED_UP.sub(_blank, source)
        for number, line in enumerate(filled.split("\n"), 1):
            yield _at(path, number, line)


def _blank(match: re.Match[str]) -> str:
    found = match.group()
    lines = "\n" * found.count("\n")
    return (HOLE if found.startswith("{{") else "") + lines


def guides() -> Iterator[Printed]:
    """Yield the lines of the Chinese guides, and of what a terminal prints in any guide."""
    for path in sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")]):
        chinese = bool(HAN.search(path.name)) or path.name == "README.zh-CN.md"
        fence = ""
        for number, line in enumerate(path.read_text("utf-8").split("\n"), 1):
            if line.strip().startswith("```"):
                fence = "" if fence else line.strip()[3:] or "text"
            elif chinese and not fence:
                yield _at(path, number, _SPAN.sub(HOLE, line).replace("**", ""))


def _at(path: Path, line: int, text: str) -> Printed:
    return Printed(f"{path.relative_to(ROOT).as_posix()}:{line}", text)
