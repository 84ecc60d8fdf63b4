"""Real submissions, reviewed, and review sheets filled in as people do."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from scoring.readers.submissions import read_submissions
from scoring.records.finding import Review
from scoring.records.result import Reviewed
from scoring.records.submission import Submission
from scoring.work.decide import ReviewSheets
from scoring.work.library import Library
from scoring.work.review import Reviewer
from scoring.work.score import score_submission

Fill = Callable[[bytes, Mapping[tuple[str, str], object]], bytes]


@pytest.fixture(scope="session")
def reviewer(library: Library) -> Reviewer:
    return Reviewer(library)


@pytest.fixture(scope="session")
def review_sheets(library: Library, reviewer: Reviewer) -> ReviewSheets:
    return ReviewSheets(library, reviewer.words.kinds)


@pytest.fixture(scope="session")
def reviewed(library: Library, reviewer: Reviewer) -> Callable[..., Reviewed]:
    """Score and review a submission; ``plain`` leaves the review out."""

    def made(submission: Submission, file: str = "自评表.xlsx", *, plain: bool = False) -> Reviewed:
        result = score_submission(submission, library)
        found = reviewer.review(result)
        if plain:
            found = Review(found.rules_id, found.rules_title, (), (), (), (), 0, 0)
        return Reviewed(file, "", result, found)

    return made


@pytest.fixture(scope="session")
def six(checkout: Path, reviewed: Callable[..., Reviewed]) -> list[Reviewed]:
    """The six real projects."""
    files = sorted((checkout / "examples").glob("*.yaml"))
    return [reviewed(read_submissions(path)[0][1], path.name) for path in files]


@pytest.fixture(scope="session")
def quality(six: list[Reviewed]) -> Reviewed:
    """信息工程质量监督: 78家 → 69家, 7月底 → 9月底, 3月底 → 4月底."""
    return six[5]


@pytest.fixture(scope="session")
def fill() -> Fill:
    """Type into a review sheet: by (row id, heading), or by (defined name, "")."""

    def filled(data: bytes, typed: Mapping[tuple[str, str], object]) -> bytes:
        book = load_workbook(BytesIO(data))
        sheet: Any = book["复核表"]
        heads = {
            cell.value: (cell.row, cell.column)
            for row in sheet.iter_rows(min_row=1, max_row=12)
            for cell in row
            if cell.value
        }
        top, column = heads["标识"]
        ids = {sheet.cell(r, column).value: r for r in range(top + 1, sheet.max_row + 1)}
        for (row, heading), value in typed.items():
            if not heading and row in book.defined_names:
                sheet[book.defined_names[row].attr_text.split("!")[1].replace("$", "")] = value
            elif not heading:
                sheet[row] = value
            else:
                sheet.cell(ids[row], heads[heading][1]).value = value
        out = BytesIO()
        book.save(out)
        return out.getvalue()

    return filled
