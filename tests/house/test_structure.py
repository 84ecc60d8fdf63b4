"""The house is in order: imports run one way, the engine is pure, nothing of a province in Python."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

import scoring
from scoring.batch.kept_readings import READERS

PACKAGE = Path(scoring.__file__).parent
MODULES = sorted(path for path in PACKAGE.rglob("*.py") if "_shipped" not in path.parts)

OPEN_TO_ALL = {"exact", "money", "text", "problem", "value_class"}

# A room is a folder or a file, found by its longest name below; what it may import, and why.
ROOMS: dict[str, dict[str, str]] = {
    "exact": {},
    "money": {},
    "text": {},
    "problem": {},
    "value_class": {},
    "documents": {},
    "records": {"documents": "refusals with a place"},
    "files": {"documents": "bounds"},
    "words": {"documents": "checked models", "files": "what ships"},
    "values": {"documents": "vocabulary", "records": "certainty"},
    "rules": {},
    "indicator_set": {
        "documents": "set files", "records": "inputs, sources", "rules": "expressions",
        "values": "wordings",
    },
    "engine": {
        "indicator_set": "the set", "records": "in and out", "rules": "evaluation",
        "values": "comparison",
    },
    "review": {
        "documents": "rule files", "engine": "comparison", "indicator_set": "the set",
        "records": "facts, findings", "rules": "conditions", "values": "readings",
    },
    "review/between": {
        "documents": "vocabulary", "records": "documents", "review": "one runner of rules",
        "rules": "conditions", "values": "readings",
    },
    "year": {
        "documents": "checked words", "records": "the year", "review": "conditions that hold",
        "review/between": "rows of one name", "rules": "conditions", "values": "readings",
    },
    "year/check": {
        "documents": "vocabulary", "records": "the year", "review": "one runner of rules",
        "review/between": "documents", "rules": "facts", "year": "outcomes of rows",
    },
    "readers": {
        "documents": "records as text", "files": "bytes", "records": "results",
        "words": "names of keys",
    },
    "readers/books": {
        "files": "bytes, kinds", "readers/forms": "form text", "records": "kinds",
        "words": "headings",
    },
    "readers/forms": {
        "documents": "labels", "readers": "submissions", "readers/books": "rows and cells",
        "records": "results", "words": "labels",
    },
    "readers/statements": {
        "documents": "words", "readers/books": "rows and cells", "readers/forms": "clues of forms",
        "records": "results", "words": "phrases",
    },
    "readers/target_tables": {
        "documents": "labels", "readers/books": "rows and cells", "readers/forms": "levels",
        "records": "results", "words": "labels",
    },
    "writers": {
        "year": "layout of a table", "documents": "labels", "files": "pages", "records": "what is rendered",
        "review": "sentences", "writers/form": "view",
    },
    "writers/xlsx": {"writers/form": "view"},
    "writers/form": {
        "documents": "forms", "files": "child process", "records": "results", "writers": "labels",
        "writers/xlsx": "toolkit",
    },
    "writers/word": {
        "documents": "layouts", "records": "papers", "writers": "labels",
        "writers/form": "placeholders", "writers/xlsx": "data of charts",
    },
    "writers/lists": {
        "desk": "hidden texts", "documents": "words", "records": "findings", "writers": "lines of forms",
        "writers/xlsx": "toolkit",
    },
    "writers/overview": {
        "documents": "words", "portfolio": "classes of differences", "records": "findings",
        "review": "words", "writers": "pages",
    },
    "writers/analysis": {
        "documents": "words", "portfolio": "what was counted", "records": "submissions", "writers": "pages",
        "writers/lists": "tables", "writers/overview": "charts",
    },
    "desk": {
        "documents": "steps", "engine": "digests of rows", "ledger": "digests of entries",
        "records": "entries", "workbooks/review_sheet": "words of the sheet",
    },
    "workbooks": {},
    "workbooks/fill_in": {"documents": "layout", "records": "numbers"},
    "workbooks/fill_in/plan": {
        "engine": "scores to equal", "indicator_set": "the set", "records": "earlier values", "rules": "formulas",
        "values": "units", "workbooks/fill_in": "layout",
    },
    "workbooks/fill_in/read": {
        "documents": "nodes", "readers": "submissions", "readers/books": "cells",
        "records": "results", "words": "typed numbers", "workbooks/fill_in": "layout",
    },
    "workbooks/fill_in/write": {
        "records": "earlier values", "workbooks/fill_in": "layout",
        "workbooks/fill_in/plan": "what is shown", "writers/xlsx": "toolkit",
    },
    "workbooks/review_sheet": {"documents": "layout"},
    "workbooks/review_sheet/read": {
        "readers/books": "cells", "records": "readings", "words": "layout",
        "workbooks/fill_in/read": "notes", "workbooks/review_sheet": "layout",
    },
    "workbooks/review_sheet/write": {
        "desk": "tracks", "records": "reviewed", "workbooks/review_sheet": "layout",
        "writers": "labels", "writers/form": "texts", "writers/lists": "kinds",
        "writers/xlsx": "toolkit",
    },
    "workbooks/progress_sheet": {
        "documents": "layout", "readers/books": "cells", "records": "readings", "words": "layout",
        "workbooks/fill_in/read": "headings", "workbooks/review_sheet/read": "typed cells",
        "writers": "lines of forms", "writers/lists": "links", "writers/xlsx": "toolkit",
    },
    "workbooks/year_sheet": {
        "documents": "nodes", "readers/books": "cells", "workbooks/set_sheet": "rows of cells", "writers/xlsx": "toolkit",
    },
    "workbooks/set_sheet": {
        "documents": "nodes", "indicator_set": "the set", "readers/books": "cells",
        "records": "fields", "writers/xlsx": "toolkit",
    },
    "workbooks/summary": {
        "readers/books": "cells", "records": "papers", "writers/xlsx": "toolkit",
        "year": "layout of tables",
    },
    "workbooks/export_copy": {
        "readers/books": "cells", "readers/forms": "cells to fill", "records": "results",
        "writers": "labels", "writers/xlsx": "toolkit",
    },
    "intake": {
        "documents": "records", "files": "kinds", "readers": "submissions",
        "readers/books": "opening", "readers/forms": "forms", "readers/statements": "statements",
        "readers/target_tables": "targets", "records": "results", "words": "vocabulary",
        "workbooks/fill_in": "filled workbooks", "workbooks/fill_in/read": "filled workbooks",
        "workbooks/progress_sheet": "progress", "workbooks/review_sheet/read": "review sheets",
    },
    "work": {
        "desk": "tracks", "documents": "vocabulary", "engine": "scoring", "files": "disk", "indicator_set": "sets", "intake": "any file",
        "ledger": "digest of entries", "readers/books": "exports", "readers/forms": "labels",
        "records": "results", "review": "findings", "review/between": "other documents", "values": "reading", "year/check": "the year",
        "words": "vocabulary", "workbooks/export_copy": "copies", "workbooks/fill_in": "layout",
        "workbooks/fill_in/plan": "form", "workbooks/fill_in/read": "recognition",
        "workbooks/review_sheet": "layout",
        "workbooks/review_sheet/write": "sheets", "writers": "outputs", "writers/form": "forms",
        "writers/lists": "lists", "writers/word": "papers", "writers/xlsx": "the one date",
    },
    "pool": {"files": "digests"},
    "batch": {
        "desk": "projects, entries", "documents": "vocabulary", "engine": "leaves", "files": "disk",
        "indicator_set": "whether one fits", "intake": "any file", "ledger": "what was written",
        "readers": "kinds", "readers/books": "conversion", "readers/forms": "labels", "pool": "processes", "records": "results",
        "review": "words of findings", "review/between": "projects", "words": "vocabulary", "work": "jobs", "workbooks/review_sheet/write": "what units are asked", "writers": "outputs",
        "workbooks/progress_sheet": "the sheet", "writers/lists": "lists", "writers/overview": "overview",
    },
    "portfolio": {"indicator_set": "grades, levels", "records": "submissions"},
    "columnar": {
        "documents": "bounds, vocabulary", "engine": "the reference", "indicator_set": "the set",
        "records": "in and out", "review": "claims", "rules": "what is left of rules",
        "values": "comparison",
    },
    "bulk": {
        "batch": "walk, readings, what is secret", "columnar": "scoring", "documents": "records as text",
        "engine": "questions",
        "files": "disk", "indicator_set": "which sets compare", "intake": "data", "ledger": "the lock of a folder", "pool": "all cores",
        "portfolio": "what is counted", "readers": "submissions",
        "records": "in and out", "words": "vocabulary", "work": "scoring whole",
        "writers": "words, pages", "writers/analysis": "pages", "writers/lists": "words of forms", "writers/overview": "words of charts",
    },
    "work/year": {
        "batch": "readings kept, sets recognised", "documents": "the record", "files": "disk",
        "indicator_set": "the set of a form", "intake": "any file", "readers": "names of keys", "records": "the year", "words": "names of folders",
        "workbooks/fill_in": "layout", "workbooks/fill_in/write": "workbooks to fill in", "values": "reader of targets", "work": "scoring", "workbooks/fill_in/plan": "tables beside forms",
        "workbooks/summary": "workbooks", "writers": "words of the job", "writers/word": "Word papers",
        "year": "the papers", "readers/books": "papers read back", "year/check": "what is private",
        "workbooks/year_sheet": "the record",
    },
    "ledger": {"files": "reasons", "records": "entries"},
    "set_tools": {
        "documents": "cases", "engine": "scoring", "files": "words", "indicator_set": "sets",
        "records": "results", "rules": "expressions", "values": "direction words",
        "words": "vocabulary", "work": "library", "writers": "labels",
    },
    "cli": {
        "batch": "review", "bulk": "batch", "desk": "where reviews stand", "documents": "output", "files": "disk", "indicator_set": "schema",
        "intake": "files", "ledger": "the ledger", "page": "the page", "pool": "seldom collected", "readers": "targets", "readers/books": "bounds", "records": "results",
        "set_tools": "sets", "words": "vocabulary", "work": "jobs", "work/year": "the year", "workbooks/fill_in": "form",
        "workbooks/fill_in/plan": "form", "workbooks/fill_in/write": "form",
        "workbooks/set_sheet": "sets sheet", "writers": "outputs", "writers/form": "forms",
        "writers/lists": "tables",
    },
    "page/messages": {},
    "page": {
        "documents": "words of the page", "engine": "rows of a form", "files": "examples that ship", "indicator_set": "sets", "intake": "what is typed",
        "page/messages": "in and out", "records": "submissions", "review": "findings", "values": "candidates", "words": "vocabulary", "work": "jobs",
        "workbooks/fill_in": "names of fields",
        "workbooks/fill_in/plan": "what is asked for", "writers": "words", "writers/form": "forms",
        "readers": "examples that ship", "year": "自评综述", "work/year": "papers of a year", "set_tools": "rules in words", "rules": "values of parameters", "year/check": "private texts",
        "workbooks/fill_in/write": "workbooks to hand out",
        "batch": "readings, reviews", "desk": "tracks, entries", "ledger": "what was written",
        "readers/books": "original text", "review/between": "groups compared",
        "workbooks/review_sheet": "words of the sheet", "workbooks/review_sheet/write": "sheets", "writers/lists": "lists",
    },
    "__main__": {"cli": "the command"},
    "__init__": {
        "batch": "public", "records": "public", "values": "public", "work": "public",
    },
}  # fmt: skip

PURE = {
    "exact",
    "money",
    "text",
    "records",
    "rules",
    "values",
    "indicator_set",
    "engine",
    "columnar",
    "portfolio",
    "review",
    "review/between",
    "desk",
    "year",
    "year/check",
    "workbooks/fill_in/plan",
}
IMPURE = {
    "os", "io", "pathlib", "socket", "time", "random", "logging", "subprocess", "urllib", "tempfile",
    "shutil", "openpyxl", "jinja2", "click", "yaml",
}  # fmt: skip


def room(path: Path) -> str:
    """Return the room of a module: the longest entry of the table that its path lies in."""
    name = path.relative_to(PACKAGE).as_posix().removesuffix(".py")
    parts = name.split("/")
    return next(
        room for length in range(len(parts), 0, -1) if (room := "/".join(parts[:length])) in ROOMS
    )


@cache
def nodes(path: Path) -> list[ast.AST]:
    """Return everything that stands in a module."""
    return list(ast.walk(ast.parse(path.read_text("utf-8"))))


def docstrings(path: Path) -> set[ast.expr]:
    return {node.value for node in nodes(path) if isinstance(node, ast.Expr)}


def called(node: ast.AST) -> str:
    """Return the name of the function that a node calls; empty where it calls none by its name."""
    return node.func.id if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) else ""


def place(path: Path, node: ast.AST) -> str:
    return f"{path.relative_to(PACKAGE)}:{getattr(node, 'lineno', 0)}"


@cache
def imported(path: Path) -> set[str]:
    found = set()
    for node in nodes(path):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            assert node.module is not None
            for alias in node.names:
                inner = f"{node.module}.{alias.name}"
                found.add(inner if node.module == "scoring" or module_of(inner) else node.module)
    return found


def module_of(name: str) -> Path | None:
    """Return the file of a dotted name of this package; None for a name inside a module."""
    package, *parts = name.split(".")
    inside = PACKAGE.joinpath(*parts)
    if package != "scoring" or not parts:
        return None
    for path in (inside.with_suffix(".py"), inside / "__init__.py"):
        if path.is_file():
            return path
    return None


def imported_rooms(path: Path) -> dict[str, str]:
    """Return the rooms that a module imports, each with the name that it imports."""
    rooms = {}
    for name in imported(path):
        if name.split(".")[0] == "scoring" and name not in ("scoring", "scoring.__version__"):
            target = module_of(name)
            assert target is not None, f"{path}: {name}"
            rooms[room(target)] = name
    return rooms


def test_imports_run_one_way():
    wrong = [
        f"{path.relative_to(PACKAGE)} imports {name}"
        for path in MODULES
        for target, name in imported_rooms(path).items()
        if target not in {room(path), *OPEN_TO_ALL, *ROOMS[room(path)]}
    ]
    assert not wrong


def test_no_allowance_is_idle():
    used = {(room(path), target) for path in MODULES for target in imported_rooms(path)}
    idle = [(own, to) for own, rooms in ROOMS.items() for to in rooms if (own, to) not in used]
    assert not idle


PURE_MODULES = [path for path in MODULES if room(path) in PURE]


def test_the_engine_touches_nothing_outside():
    outside = {"open", "print", "eval", "exec", "input"}
    impure = [
        f"{path.relative_to(PACKAGE)} imports {name}"
        for path in PURE_MODULES
        for name in imported(path)
        if name.split(".")[0] in IMPURE
    ]
    impure += [
        place(path, node)
        for path in PURE_MODULES
        for node in nodes(path)
        if called(node) in outside or isinstance(node, ast.Global)
    ]
    assert not impure


def test_no_float_touches_a_score():
    floats = [
        place(path, node)
        for path in PURE_MODULES
        for node in nodes(path)
        if (isinstance(node, ast.Constant) and isinstance(node.value, float))
        or called(node) == "float"
    ]
    assert not floats


PROVINCES = "深圳|广东|四川|湖北|湖南|岳阳|重庆|天津|广西|安徽|浙江|河北|宁夏|山西|北京|上海|江苏|山东|云南|财预"


def test_no_province_and_no_document_stands_in_python():
    named = [
        f"{place(path, node)}: {node.value}"
        for path in MODULES
        for node in nodes(path)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and re.search(PROVINCES, node.value)
        and node not in docstrings(path)
    ]
    assert not named


def test_every_module_is_short_enough_to_have_one_job():
    long = {p.name: n for p in MODULES if (n := len(p.read_text("utf-8").splitlines())) > 500}
    assert not long


def test_kept_readings_depend_on_every_module_that_reads():
    reached: set[Path] = set()
    todo = [path for path in MODULES if room(path) == "intake"]
    while todo:
        path = todo.pop()
        if path not in reached:
            reached.add(path)
            todo += [target for name in imported(path) if (target := module_of(name))]
    missed = [
        name
        for path in reached
        if (name := path.relative_to(PACKAGE).as_posix()).split("/")[0] not in READERS
        and path.name != "__init__.py"
    ]
    assert not missed
