"""A person fills a workbook in LibreOffice; the result is that of the same data as a text file."""

from __future__ import annotations

from io import BytesIO

import openpyxl
import pytest
from openpyxl.utils import get_column_letter, range_boundaries

from scoring.intake.submissions import submissions_of
from scoring.records.result import Result
from scoring.records.submission import Submission
from scoring.review.claim_checks import check_claims
from scoring.writers.scorecard_json import to_json

FUNDS = ("source", "initial", "budget", "executed", "points", "claimed", "claimed_rate")
ROW = ("level1", "level2", "name", "target", "actual", "points", "claimed", "reason")


def read(path) -> Submission:
    [(_, found)] = submissions_of(path)
    assert isinstance(found, Submission), str(found)
    return found


def outcome(submission: Submission, sets) -> bytes:
    scorer = sets.scorer(submission.set)
    card = scorer.score(submission)
    result = Result(submission, card, check_claims(submission, card, scorer.indicators))
    return to_json(result)


class Desk:
    """A workbook as somebody fills it: what is typed where, row by row."""

    def __init__(self, content: bytes, layout) -> None:
        self.book = openpyxl.load_workbook(BytesIO(content))
        self.layout = layout
        self.steps: list[dict[str, object]] = []
        self.inserted = 0

    def area(self, name: str) -> tuple[int, int, int, int]:
        return range_boundaries(self.book.defined_names[name].attr_text.partition("!")[2])

    def type(self, place: str, text: object) -> None:
        self.steps.append({"do": "type", "cell": place, "text": str(text)})

    def field(self, key: str, text: object) -> None:
        if text not in (None, ""):
            self.type(self.layout.field(key).range_name, text)

    def columns(self, table: str) -> dict[str, str]:
        left, top, right, _ = self.area(self.layout.tables[table].range_name)
        sheet = self.book[self.layout.form_sheet]
        headings = {
            sheet.cell(top, at).value: get_column_letter(at) for at in range(left, right + 1)
        }
        return {
            c.key: headings[c.heading]
            for c in self.layout.tables[table].columns
            if c.heading in headings
        }

    def cells(self, table: str, row: int, values: dict[str, object]) -> None:
        columns = self.columns(table)
        for key, value in values.items():
            if value not in (None, ""):
                self.type(f"{self.layout.form_sheet}!{columns[key]}{row}", value)

    def insert(self, row: int) -> None:
        self.steps.append(
            {"do": "insert_rows", "cell": f"{self.layout.form_sheet}!A{row}", "count": 1}
        )


def fill(desk: Desk, given: Submission) -> None:
    """Type a submission into the blank workbook of its set, inserting rows where there are too few."""
    layout = desk.layout
    desk.field("project.code", given.project.code)
    desk.field("project.name", given.project.name)
    desk.field("year", given.year)
    desk.field("unit", given.unit)
    desk.field("department", given.department)
    desk.field("money_unit", given.money_unit)
    desk.field("goal.expected", given.goal.expected)
    desk.field("goal.achieved", given.goal.achieved)
    for key in ("achieved", "problems", "measures"):
        desk.field(f"summary.{key}", getattr(given.summary, key))
    desk.field("summary.no_problems", "是" if given.summary.no_problems else "")
    desk.field("publish", "是" if given.publish else "")
    _, top, _, _ = desk.area(layout.tables["funds"].range_name)
    for number, row in enumerate(given.funds, 1):
        desk.cells("funds", top + number, {key: getattr(row, key) for key in FUNDS})
    _, top, _, bottom = desk.area(layout.tables["indicators"].range_name)
    sheet = desk.book[layout.form_sheet]
    lines = [(sheet.cell(row, 1).value, sheet.cell(row, 2).value) for row in range(top + 1, bottom)]
    at = 0
    for row in given.indicators:
        level = (row.level1, row.level2)
        while level in lines[at:] and lines[at] != level:
            at += 1
        if at == len(lines) or lines[at] != level:
            desk.insert(top + 1 + at)
            lines.insert(at, level)
        desk.cells("indicators", top + 1 + at, {key: getattr(row, key) for key in ROW})
        at += 1
    desk.field("claimed_total", given.claimed_total)


# The one with the most rows: some must be inserted.
EXAMPLES = ("6-信息工程质量监督",)


@pytest.mark.parametrize("name", EXAMPLES)
def test_what_is_typed_scores_as_the_text_file(
    name, made, layout, sets, office, checkout, tmp_path
):
    given = read(checkout / "examples" / f"{name}.yaml").model_copy(update={"repairs": ()})
    content = made(given.set)
    blank, saved = tmp_path / "填报表.xlsx", tmp_path / "填好.xlsx"
    blank.write_bytes(content)
    desk = Desk(content, layout)
    fill(desk, given)
    office.do({"do": "open", "path": str(blank)}, *desk.steps, {"do": "save", "path": str(saved)})
    filled = read(saved)
    assert filled.repairs == ()
    assert filled.unplaced == ()
    assert outcome(filled, sets) == outcome(given, sets)


def test_rows_pasted_from_elsewhere_are_read(made, layout, office, tmp_path):
    content = made("mof/2020-project")
    blank, saved = tmp_path / "填报表.xlsx", tmp_path / "填好.xlsx"
    blank.write_bytes(content)
    desk = Desk(content, layout)
    desk.field("project.name", "某项目")
    desk.field("year", "2024")
    _, top, _, _ = desk.area(layout.tables["indicators"].range_name)
    rows = [["设备数量", "≥10台", "9台", 20], ["巡检次数", "≥4次", 4, "30"]]
    corner = f"{layout.form_sheet}!C{top + 1}"
    given = office.do(
        {"do": "open", "path": str(blank)}, *desk.steps,
        {"do": "paste", "cell": corner, "rows": rows},
        {"do": "values", "sheets": [layout.form_sheet]}, {"do": "save", "path": str(saved)},
    )  # fmt: skip
    headings, first, second = given[-2][layout.form_sheet][top - 1 : top + 2]
    live = headings.index("预计得分")
    assert (first[live], second[live]) == (18, layout.text("later")), (
        "the points of the second are a text"
    )
    found = read(saved)
    assert [(r.name, r.target, r.actual, str(r.points)) for r in found.indicators] == [
        ("设备数量", "≥10台", "9台", "20"), ("巡检次数", "≥4次", "4", "30"),
    ]  # fmt: skip
    assert [r.level2 for r in found.indicators] == ["数量", "数量"]


def test_a_row_inserted_above_the_total_counts(made, layout, office, tmp_path):
    content = made("mof/2020-project")
    blank = tmp_path / "填报表.xlsx"
    blank.write_bytes(content)
    desk = Desk(content, layout)
    _, top, _, bottom = desk.area(layout.tables["indicators"].range_name)
    desk.insert(bottom - 1)
    row = {"level1": "产出", "level2": "数量", "name": "甲", "points": 50}
    desk.cells("indicators", bottom - 1, row)
    first = f"{layout.form_sheet}!A{top + 1}"
    given = office.do(
        {"do": "open", "path": str(blank)}, *desk.steps, {"do": "clear", "cell": first},
        {"do": "values", "sheets": [layout.form_sheet]},
    )[-1][layout.form_sheet]  # fmt: skip
    assert given[bottom][5] == 60
    checks = {line[0]: line for line in given[bottom:] if line[0]}
    assert checks["产出"][2:6] == [50, 50, 0, layout.text("check_ok")]
