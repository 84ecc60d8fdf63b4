"""The fill-in workbook, filled in LibreOffice as a person would, is the YAML of the same data."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from scoring.cli.main import main
from scoring.intake.submissions import submissions_of
from scoring.problem import column_letters
from scoring.readers.books.open_any import open_book
from scoring.readers.submissions import read_submissions
from scoring.records.submission import Submission
from scoring.words import load_vocabulary
from scoring.workbooks.fill_in.layout import FillLayout
from scoring.workbooks.fill_in.read.find import find_table
from scoring.workbooks.fill_in.read.notes import Notes
from tests.folders import EXAMPLES

THIRD = EXAMPLES[2]
LAYOUT = load_vocabulary(FillLayout)


def typed(submission: Submission, path: Path) -> Iterator[tuple[str, str]]:
    """Yield what a person types where, to fill an empty form with a submission."""
    book = open_book(path.read_bytes(), path.name)
    for field in LAYOUT.fields:
        value: Any = submission
        for step in field.key.split("."):
            value = getattr(value, step, None)
        if value is True or value is False:
            value = "是" if value else ("" if field.key == "secret" else "否")
        if value and field.block != "hidden" and not (field.key == "state" and value == "正常"):
            yield field.range_name, str(value)
    form = book.sheet(LAYOUT.form_sheet)
    notes = Notes(book)
    for key, rows in (("funds", submission.funds), ("indicators", submission.indicators)):
        table = find_table(book, form, LAYOUT.tables[key], notes)
        assert table is not None
        assert table.closing - table.heading > len(rows)
        for number, row in enumerate(rows, table.heading + 1):
            for name, column in table.columns.items():
                text = getattr(row, name, None)
                if text not in (None, "") and text is not False:
                    yield f"{LAYOUT.form_sheet}!{column_letters(column)}{number}", str(text)
            if key == "indicators":
                yield from blank_levels(table, number, row)
        for number in range(table.heading + 1 + len(rows), table.closing):
            for name in ("level1", "level2", "source"):
                if name in table.columns:
                    cell = f"{LAYOUT.form_sheet}!{column_letters(table.columns[name])}{number}"
                    yield cell, ""


def blank_levels(table: Any, number: int, row: Any) -> Iterator[tuple[str, str]]:
    for name in ("level1", "level2"):
        if not getattr(row, name):
            yield f"{LAYOUT.form_sheet}!{column_letters(table.columns[name])}{number}", ""


def read(path: Path) -> Submission:
    ((_, found),) = submissions_of(path)
    assert isinstance(found, Submission), found
    return found


def test_typed_into_an_empty_form_it_scores_as_the_yaml(office, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    submission = read_submissions(THIRD)[0][1]
    assert main(["form", "--set", submission.set, "-o", "空.xlsx"]) == 0
    office.fill(
        tmp_path / "空.xlsx", typed(submission, tmp_path / "空.xlsx"), tmp_path / "填报表.xlsx"
    )
    found = read(tmp_path / "填报表.xlsx")
    assert found.repairs == found.unplaced == ()
    Path("填报表.json").write_text(
        submission.model_dump_json(by_alias=True, exclude_defaults=True), encoding="utf-8"
    )
    for name, folder in (("填报表.xlsx", "一"), ("填报表.json", "二")):
        assert main(["score", name, "--format", "json", "-o", folder]) in (0, 1)
    (first,), (second,) = Path("一").iterdir(), Path("二").iterdir()
    assert first.read_bytes() == second.read_bytes()


def test_rows_inserted_pasted_and_moved(office, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert main(["form", str(THIRD), "-o", "填报表.xlsx"]) == 0
    before = read(tmp_path / "填报表.xlsx")
    book = open_book(Path("填报表.xlsx").read_bytes(), "填报表.xlsx")
    table = find_table(book, None, LAYOUT.tables["indicators"], Notes(book))
    assert table is not None
    at = {key: column_letters(column) for key, column in table.columns.items()}
    row = table.heading + 2
    sheet = LAYOUT.form_sheet
    office.do(
        {"do": "open", "path": str(tmp_path / "填报表.xlsx")},
        {"do": "insert_rows", "cell": f"{sheet}!A{row}", "count": 3},
        {
            "do": "paste",
            "cell": f"{sheet}!A{row}",
            "rows": [["产出", "数量", "粘来的一行", "≥５台", "６台"], [None] * 5],
        },
        {"do": "type", "cell": f"{sheet}!{at['points']}{row}", "text": "１２．５分"},
        {"do": "type", "cell": f"{sheet}!{at['target']}{row + 3}", "text": "99.99%"},
        {"do": "type", "cell": f"{sheet}!{at['actual']}{row + 3}", "text": "7月31日 "},
        {"do": "save", "path": str(tmp_path / "存.xlsx")},
    )
    after = read(tmp_path / "存.xlsx")
    assert len(after.indicators) == len(before.indicators) + 1
    pasted, typed_over = after.indicators[1], after.indicators[2]
    assert (pasted.name, pasted.target, pasted.points) == ("粘来的一行", "≥５台", 12.5)
    assert (typed_over.target, typed_over.actual) == ("99.99%", "7月31日")
    assert typed_over.at["target"] == f"{sheet}!{at['target']}{row + 3}"
    assert [r.name for r in after.indicators[3:]] == [r.name for r in before.indicators[2:]]
    assert any("１２．５分" in r.what for r in after.repairs)
    assert after.unplaced == ()
