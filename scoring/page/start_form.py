"""An empty submission of a set: what its 填报表 shows before anything is filled in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from scoring.work.fill_in import fill_in_plan
from scoring.work.library import Library
from scoring.workbooks.fill_in.plan.plan import Entry, Line


def start_form(library: Library, set_id: str) -> dict[str, object]:
    """Return the submission, each row of its levels once; numbers are texts of plain decimals."""
    plan = fill_in_plan(library, set_id)
    rows = [_texts({"name": "", "target": "", "actual": "", **line}) for line in _once(plan.rows)]
    found: dict[str, object] = {
        "schema": "ziping/submission/1",
        "set": plan.set_id,
        "set_digest": plan.set_digest,
        "year": "",
        "money_unit": plan.money_unit,
        "funds": [_texts(line) for line in plan.funds],
        "indicators": rows,
    }
    if "goals" in plan.tables:
        goal: dict[str, object] = {"name": "", "ratio": "", "expected": "", "achieved": ""}
        found |= {"indicators": [], "goals": [{**goal, "indicators": rows}]}
    if "tasks" in plan.tables and plan.weighed_tasks:
        found["tasks"] = [{"name": "", "weight": ""}]
    for table, key, value in (("inputs", "name", "value"), ("texts", "name", "text")):
        if table in plan.tables:
            found[table] = {str(line[key]): line.get(value, "") for line in plan.tables[table]}
    return found


def _once(lines: Iterable[Line]) -> Iterable[Line]:
    """Return every different line that says something, in order."""
    seen: dict[tuple[tuple[str, Entry], ...], Line] = {}
    for line in lines:
        if line:
            seen.setdefault(tuple(sorted(line.items())), line)
    return seen.values()


def _texts(line: Mapping[str, Any]) -> dict[str, str]:
    return {
        key: value if isinstance(value, str) else format(value, "f") for key, value in line.items()
    }
