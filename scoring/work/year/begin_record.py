"""The record of a year that is begun, as the text that a person goes on with."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from scoring.documents.yaml_out import yaml_text
from scoring.records.file_content import TargetTable
from scoring.records.year_folder import YearFolder
from scoring.records.year_record import LAST_YEAR
from scoring.text import name_key
from scoring.words import load_vocabulary
from scoring.work.year.begin import Beginning
from scoring.work.year.folder_words import FolderWords
from scoring.workbooks.year_sheet.layout import YearSheetLayout
from scoring.workbooks.year_sheet.write import year_sheet
from scoring.year.check.check_words import YearCheckWords


def begin_record(
    year: int,
    begun: Beginning,
    tables: Sequence[TargetTable],
    last: YearFolder | None,
    *,
    as_book: bool,
) -> bytes:
    """Return 部门年度: a workbook, or a text with a line above each part that says what to write."""
    words = load_vocabulary(FolderWords)
    parts = dict(_parts(year, begun, tables, last))
    if as_book:
        return year_sheet(parts, load_vocabulary(YearSheetLayout))
    lines = [f"# {line}\n" for line in words.record_head]
    for key, value in parts.items():
        about = words.record_parts.get(key, "")
        lines += [f"\n# {line}\n" for line in about.splitlines()[:1]]
        lines += [f"# {line}\n" for line in about.splitlines()[1:]]
        lines.append(yaml_text({key: value}))
    lines += ["\n", *(f"# {line}\n" for line in words.record_more)]
    return "".join(lines).encode("utf-8")


def _parts(
    year: int,
    begun: Beginning,
    tables: Sequence[TargetTable],
    last: YearFolder | None,
) -> Iterator[tuple[str, Any]]:
    yield "schema", "ziping/year/1"
    yield "year", str(year)
    yield "department", begun.department
    yield "units", [
        {
            "name": unit.name, "short": unit.short or unit.name, "order": str(unit.order),
            "leads": unit.leads,
        }
        for unit in begun.units
    ]  # fmt: skip
    first = list(_first_levels(tables, last))
    yield "first_level", first
    projects = [
        {"name": p.name, "code": p.code, "unit": form.source.submission.unit}
        for form in begun.forms
        if (p := form.source.submission.project).name and not form.source.submission.secret
    ]
    expected: dict[str, Any] = {"first_level": str(len(first))} if first else {}
    if projects:
        expected["second_level"] = str(
            sum(1 for f in begun.forms if f.source.submission.project.name)
        )
        expected["projects"] = [{k: v for k, v in p.items() if v} for p in projects]
    yield "expected", expected
    yield "project_reports", "是"
    texts = {} if last is None else {
        f"{LAST_YEAR}{name}": text
        for name, text in last.record.texts.items()
        if not name.startswith(LAST_YEAR) and text.strip()
    }  # fmt: skip
    yield "texts", texts


def _first_levels(
    tables: Sequence[TargetTable], last: YearFolder | None
) -> Iterator[dict[str, str]]:
    """Yield the 一级项目: the tasks of the department's own table that are no basic expenditure."""
    others = set(map(name_key, load_vocabulary(YearCheckWords).not_first_level))
    names: dict[str, None] = {}
    for table in tables:
        for task in table.listed_tasks() if table.whole else ():
            if name_key(task.name) not in others:
                names[task.name] = None
    if names:
        yield from ({"name": name} for name in names)
    elif last is not None:
        yield from (
            {"name": one.name, **({"code": one.code} if one.code else {})}
            for one in last.record.first_level
        )
