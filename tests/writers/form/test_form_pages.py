"""How forms fill their paper, counted as Excel counts it; in LibreOffice: ``real_programs``."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook

from scoring.records.result import Result
from scoring.work.library import Library
from scoring.work.outputs import Outputs
from scoring.writers.xlsx.fit import box
from tests.corpus.printed_forms import LONG_TARGET, to_be_printed

pytestmark = pytest.mark.xdist_group("pages of forms")  # each is filled once

A4 = (595.0, 842.0)
INCH = 72.0


@dataclass(frozen=True)
class PaperPage:
    """A page as Excel cuts it: its rows, how high they are, and what the paper has room for."""

    rows: range
    used: float
    room: float


def pages(sheet: Any) -> list[PaperPage]:
    """Return the pages of a sheet that is as wide as the paper, by heights, breaks and margins."""
    margins, setup = sheet.page_margins, sheet.page_setup
    across, down = A4[::-1] if setup.orientation == "landscape" else A4
    across -= (margins.left + margins.right) * INCH
    down -= (margins.top + margins.bottom) * INCH
    scale = min(across / (sum(widths(sheet)) * 7 * 0.75), 1.0)
    heights = [sheet.row_dimensions[row].height for row in range(1, sheet.max_row + 1)]
    ends = [b.id for b in sheet.row_breaks.brk]
    if setup.fitToHeight != 0:
        assert not ends
        scale = min(scale, down / sum(heights))
    head = int(sheet.print_title_rows.strip("$").split(":")[0])
    found = []
    for first, end in zip([1, *(end + 1 for end in ends)], [*ends, sheet.max_row], strict=True):
        repeated = heights[head - 1] if first > head else 0.0
        found.append(
            PaperPage(range(first, end + 1), sum(heights[first - 1 : end]) + repeated, down / scale)
        )
    return found


def widths(sheet: Any) -> list[float]:
    """Return the width of every column; openpyxl keeps equal neighbours as one."""
    found = {}
    for entry in sheet.column_dimensions.values():
        for column in range(entry.min, entry.max + 1):
            found[column] = entry.width
    return [found[column] for column in range(1, sheet.max_column + 1)]


@pytest.fixture(scope="module")
def sheets(library: Library) -> dict[str, tuple[Result, Any]]:
    outputs = Outputs(library, ["xlsx"])
    return {
        name: (result, load_workbook(BytesIO(outputs.render(result, "xlsx"))).worksheets[0])
        for name, result in to_be_printed(library).items()
    }


def test_no_page_is_a_quarter_white_and_none_too_full(
    sheets: dict[str, tuple[Result, Any]],
) -> None:
    assert len(sheets) > 55
    shares = {
        (name, number): page.used / page.room
        for name, (_, sheet) in sheets.items()
        for number, page in enumerate(pages(sheet), 1)
    }
    assert {at: share for at, share in shares.items() if not 0.75 <= share <= 1.0} == {}


def test_no_page_has_the_total_alone(sheets: dict[str, tuple[Result, Any]]) -> None:
    several = 0
    for name, (result, sheet) in sheets.items():
        last = pages(sheet)[-1]
        if last.rows.start == 1 or not result.scorecard.scored:
            continue
        several += 1
        [total] = [row for row in last.rows if sheet.cell(row, 1).value == "总分"]
        assert total - last.rows.start >= 1, name
    assert several >= 20


def test_what_is_a_little_longer_than_a_page_is_one_page(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The heights that rows need, before they are stretched, decide how many pages there are."""
    from scoring.writers.form import sheet_lines

    needed: list[tuple[float, float]] = []
    usual = sheet_lines.paged

    def noted(strips: Any, room: float) -> Any:
        needed.append((sum(strip.height for strip in strips), room))
        return usual(strips, room)

    monkeypatch.setattr(sheet_lines, "paged", noted)
    outputs = Outputs(library, ["xlsx"])
    counted = set()
    for name, result in to_be_printed(library).items():
        sheet = load_workbook(BytesIO(outputs.render(result, "xlsx"))).worksheets[0]
        height, room = needed[-1]
        count = len(pages(sheet))
        assert (count == 1) == (height <= room * 1.15), name
        counted.add(min(count, 3))
    assert counted == {1, 2, 3}


def test_a_long_target_gets_the_room_of_the_empty_reason(
    sheets: dict[str, tuple[Result, Any]],
) -> None:
    """Two hundred characters of target: as wide as need be, and no row a third of a page."""
    _, sheet = sheets["long targets"]
    head = next(row for row in range(1, 30) if sheet.cell(row, 5).value == "年度指标值")
    columns = {sheet.cell(head, c).value: c for c in range(1, sheet.max_column + 1)}
    room = widths(sheet)
    target, reason = columns["年度指标值"], columns["偏差原因分析及改进措施"]
    assert room[target - 1] > 1.5 * sum(room[reason - 1 :])
    [page, *_] = pages(sheet)
    cell = box(room[target - 1] * 7 * 0.75, 9.0, wraps=True)
    assert cell.height(LONG_TARGET) < page.room / 3
    drawn = box(84 * 0.75, 9.0, wraps=True)
    assert drawn.height(LONG_TARGET) > page.room / 2, "as it was drawn"
