"""The house is in order: imports run one way, the engine is pure, nothing of a province in Python."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

import scoring

PACKAGE = Path(scoring.__file__).parent
MODULES = sorted(PACKAGE.rglob("*.py"))

# Each room may import from the rooms named; `exact`, `folding` and `problem` are for all.
MAY_IMPORT = {
    "exact": set(),
    "folding": set(),
    "problem": set(),
    "shipped": set(),
    "documents": set(),
    "submission": {"documents"},
    "material": {"submission"},
    "values": {"documents"},
    "rules": set(),
    "scorecard": set(),
    "indicator_set": {"documents", "rules", "submission", "values", "scorecard"},
    "engine": {"indicator_set", "rules", "submission", "values", "scorecard"},
    "review": {
        "documents", "engine", "indicator_set", "rules", "submission", "scorecard", "values",
    },
    "fill_layout": {"documents", "shipped"},
    "fill_plan": {
        "documents", "fill_layout", "indicator_set", "rules", "submission", "values",
    },
    "rounds": {"material", "scorecard", "submission"},
    "worksheet_layout": {"documents", "shipped"},
    "readers": {
        "documents", "fill_layout", "material", "office", "shipped", "submission", "worksheet_layout",
    },
    "writers": {
        "fill_layout", "fill_plan", "material", "submission", "scorecard", "review", "rounds",
        "worksheet_layout",
    },
    "worked_examples": {"documents", "engine", "indicator_set", "rules", "scorecard", "submission"},
    "templates": {"readers", "shipped"},
    "library": {
        "documents", "engine", "indicator_set", "readers", "shipped", "templates", "values",
        "writers",
    },
    "set_sheet": {
        "documents", "indicator_set", "readers", "shipped", "submission", "writers",
    },
    "set_check": {"indicator_set", "library", "readers", "rules", "worked_examples"},
    "set_words": {"indicator_set", "rules", "shipped"},
    "work": {"library", "readers", "review", "scorecard", "submission", "writers"},
    "office": set(),
    "outputs": {"library", "office", "templates", "writers"},
    "worksheets": {
        "library", "material", "rounds", "scorecard", "shipped", "submission",
        "worksheet_layout", "writers",
    },
    "across": {"material", "review", "rules", "submission", "values"},
    "between": {
        "across", "documents", "engine", "library", "material", "review", "reviewer", "shipped",
        "submission", "writers",
    },
    "reviewer": {"documents", "library", "review", "shipped", "writers"},
    "recognise": {"documents", "material", "submission"},
    "leaves": {"indicator_set", "submission"},
    "batch": {
        "across", "between", "documents", "leaves", "library", "material", "outputs", "readers", "recognise", "review", "reviewer",
        "shipped", "submission", "work", "worksheets", "writers",
    },
    "cli": {
        "batch", "documents", "fill_layout", "fill_plan", "indicator_set", "library", "outputs", "readers", "rules", "scorecard",
        "reviewer", "set_check", "set_sheet", "set_words", "shipped", "submission", "work", "writers", "worksheets",
    },
    "__main__": {"cli"},
    "__init__": set(),
}  # fmt: skip

PURE = {
    "exact",
    "folding",
    "rules",
    "values",
    "indicator_set",
    "engine",
    "review",
    "across",
    "rounds",
    "scorecard",
    "submission",
    "recognise",
    "leaves",
}
IMPURE = {
    "os", "io", "pathlib", "socket", "time", "random", "logging", "subprocess", "urllib", "tempfile",
    "shutil", "openpyxl", "jinja2", "click", "yaml",
}  # fmt: skip


def room(path: Path) -> str:
    first = path.relative_to(PACKAGE).parts[0]
    return first.removesuffix(".py")


def imported(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            assert node.module is not None
            if node.module == "scoring":
                found |= {f"scoring.{alias.name}" for alias in node.names}
            else:
                found.add(node.module)
    return found


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_imports_run_one_way(path):
    own = room(path)
    for name in imported(path):
        parts = name.split(".")
        if parts[0] != "scoring" or len(parts) == 1 or parts[1] == "__version__":
            continue
        allowed = MAY_IMPORT[own] | {own, "exact", "folding", "problem"}
        assert parts[1] in allowed, f"{own} imports {name}"


@pytest.mark.parametrize(
    "path", [p for p in MODULES if room(p) in PURE], ids=lambda p: str(p.relative_to(PACKAGE))
)
def test_the_engine_touches_nothing_outside(path):
    assert not {name.split(".")[0] for name in imported(path)} & IMPURE
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        assert not (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Name)
            and node.func.id in {"open", "print", "eval", "exec", "input"}
        )
        assert not isinstance(node, ast.Global)


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_no_float_touches_a_score(path):
    if room(path) not in PURE:
        return
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Constant):
            assert not isinstance(node.value, float), f"{path.name}:{node.lineno}"
        assert not (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Name)
            and node.func.id == "float"
        )


PROVINCES = "深圳|广东|四川|湖北|湖南|岳阳|重庆|天津|广西|安徽|浙江|河北|宁夏|山西|北京|上海|江苏|山东|云南|财预"


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_no_province_and_no_document_stands_in_python(path):
    tree = ast.parse(path.read_text("utf-8"))
    docstrings = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and id(node) not in docstrings
        ):
            assert not re.search(PROVINCES, node.value), f"{path.name}:{node.lineno}"


def test_every_module_is_short_enough_to_have_one_job():
    long = {p.name: n for p in MODULES if (n := len(p.read_text("utf-8").splitlines())) > 500}
    assert not long
