"""目标编制建议: what is advised for the targets of the year after the next, and the measures to follow up."""

from __future__ import annotations

from typing import Final

from scoring.records.figures import FigureRegister
from scoring.records.papers import PaperRow, PaperTable, PaperView
from scoring.records.year_folder import YearFolder
from scoring.values.grammar import Reader
from scoring.year.advised_rows import AdvisedRow, advised_rows
from scoring.year.summary_scope import Scope
from scoring.year.table_cells import text_cell
from scoring.year.table_words import YearTableWords
from scoring.year.typed_cells import Typed, with_typed
from scoring.year.year_table import year_table

ADVICE: Final = "目标编制建议"
MEASURES: Final = "整改落实情况"


def advice_view(
    folder: YearFolder,
    register: FigureRegister,
    words: YearTableWords,
    reader: Reader,
    typed: Typed | None = None,
) -> PaperView:
    """Return both sheets; of secret projects nothing, as they hold the texts of forms.

    ``typed`` is what people wrote into the workbook that stands in the folder.
    """
    scope = Scope(register, words, internal=False)
    advised = [row for row in advised_rows(folder, register, words, reader) if row.advice]
    tables = (
        year_table(ADVICE, scope, [_row(scope, row) for row in advised]),
        measures_table(scope),
    )
    filled = [with_typed(table, words.tables[table.id], typed or {}) for table in tables]
    return PaperView(tables={table.id: table for table in filled if table.rows})


def advice_texts(scope: Scope, row: AdvisedRow) -> dict[str, str]:
    """Return what the cells of a row say, by column."""
    words = scope.words
    name = row.name or words.word("no_name")
    return {
        "unit": scope.unit_name(row.unit),
        "project": row.project or words.word("whole"),
        "indicator": words.text("indicator", level=row.level2 or row.level1, name=name),
        "target": row.target,
        "actual": row.actual,
        "last_actual": row.last_actual,
        "next_target": row.next_target,
        "advice": "\n".join(one.text for one in row.advice),
        "code": "\n".join(one.name for one in row.advice),
    }


def _row(scope: Scope, row: AdvisedRow) -> PaperRow:
    texts = advice_texts(scope, row)
    return PaperRow("row", {key: text_cell(text) for key, text in texts.items()})


def measures_table(scope: Scope) -> PaperTable:
    """Return the measures that units promised, with cells for whether they were taken."""
    rows = []
    for project in scope.projects:
        measures = project.form.submission.summary.measures.strip() if project.form else ""
        if measures:
            texts = {
                "unit": scope.unit_name(project.unit),
                "project": project.name,
                "measures": measures,
            }
            rows.append(PaperRow("row", {key: text_cell(text) for key, text in texts.items()}))
    return year_table(MEASURES, scope, rows)
