"""佐证目录: what each row rests on and whether its file is there; 满意度调查 compared with what the rows claim."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Final

from scoring.exact import last_place, number_or_percent
from scoring.records.figures import FigureRegister, PrintedText, ProjectFigures
from scoring.records.papers import PaperCell, PaperRow, PaperTable, PaperView
from scoring.records.scorecard import RowResult
from scoring.records.submission import Evidence
from scoring.records.year_folder import YearFolder, YearForm
from scoring.text import half_width
from scoring.year.evidence_files import EvidenceFiles, found_files
from scoring.year.project_figures import indicator_rows, outcome
from scoring.year.summary_scope import Scope
from scoring.year.table_cells import Cells, figure_cells, number_cell, text_cell
from scoring.year.table_words import YearTableWords
from scoring.year.year_table import year_table

LIST: Final = "佐证目录"
SURVEYS: Final = "满意度调查"
_WHOLE: Final = Fraction(1)
_HUNDREDTH: Final = Fraction(1, 100)


def evidence_view(folder: YearFolder, register: FigureRegister, words: YearTableWords) -> PaperView:
    """Return both sheets; of secret projects nothing, as they hold the texts of forms."""
    scope = Scope(register, words, internal=False)
    tables = (_evidence_table(scope, EvidenceFiles(folder.evidence)), _survey_table(scope))
    return PaperView(tables={table.id: table for table in tables if table.rows})


# —— 佐证目录 ——


def _evidence_table(scope: Scope, files: EvidenceFiles) -> PaperTable:
    rows = [
        PaperRow("row", {"number": number_cell(number), **cells})
        for number, cells in enumerate(_listed(scope, files), 1)
    ]
    return year_table(LIST, scope, rows)


def _listed(scope: Scope, files: EvidenceFiles) -> Iterator[Cells]:
    """Yield the pieces of every project, then those of the department as a whole."""
    for project in scope.projects:
        if project.form is not None:
            names = [project.name, project.code]
            yield from _of_form(scope, project.form, project.unit, names, files)
    whole = scope.register.department
    if whole is not None and not whole.submission.secret:
        unit = whole.submission.unit or scope.register.record.department
        yield from _of_form(scope, whole, unit, [scope.words.word("whole")], files)


def _of_form(
    scope: Scope, form: YearForm, unit: str, names: Sequence[str], files: EvidenceFiles
) -> Iterator[Cells]:
    """Yield every piece of evidence, and what counts and has none: rows with points, fulfilled items."""
    words = scope.words
    own = files.of_project([unit, scope.unit_name(unit)], names)
    shared = {"unit": text_cell(scope.unit_name(unit)), "project": text_cell(names[0])}
    lacking = {"evidence": _lacking(words, "no_evidence")}
    for row in indicator_rows(form):
        named = shared | {
            "indicator": text_cell(row.name or words.word("no_name")),
            "result": text_cell(words.word(outcome(row))),
        }
        for evidence in row.indicator.evidence:
            yield named | _piece(scope, evidence, own)
        if not row.indicator.evidence:
            yield named | lacking
    for leaf, items in form.submission.items.items():
        for item, checked in items.items():
            named = shared | {
                "indicator": text_cell(words.text("evidence_item", name=leaf, item=item)),
                "result": text_cell(words.word("fulfilled" if checked.met else "not_fulfilled")),
            }
            for evidence in checked.evidence:
                yield named | _piece(scope, evidence, own)
            if checked.met and not checked.evidence:
                yield named | lacking


def _lacking(words: YearTableWords, key: str) -> PaperCell:
    """Return a cell that says what is not there, and is seen."""
    return PaperCell(PrintedText(words.word(key)), colour=words.lacking)


def _piece(scope: Scope, evidence: Evidence, files: list[str]) -> Cells:
    found = found_files(evidence, files)
    return {
        "evidence": text_cell(evidence.name),
        "evidence_number": text_cell(evidence.number),
        "page": text_cell(evidence.page),
        "file": text_cell("\n".join(found)),
        "found": text_cell(scope.words.word("found" if found else "not_found")),
    }


# —— 满意度调查 ——


def _survey_table(scope: Scope) -> PaperTable:
    rows: list[PaperRow] = []
    for project in scope.projects:
        if project.form is None:
            continue
        for row in indicator_rows(project.form):
            if row.indicator.survey is not None or _wants_survey(row, scope.words):
                number = {"number": number_cell(len(rows) + 1)}
                cells = number | _survey_cells(scope, project, row)
                rows.append(PaperRow("row", cells))
    return year_table(SURVEYS, scope, rows)


def _wants_survey(row: RowResult, words: YearTableWords) -> bool:
    """Tell whether a row states a share of the satisfied: by its name, else its level and a percentage.

    A row without a target, or that counts complaints, wants none.
    """
    word = words.word("satisfaction")
    in_level = word in row.level1 or word in row.level2
    is_share = "%" in half_width(row.target)
    return bool(row.target.strip()) and (word in row.name or (in_level and is_share))


def _survey_cells(scope: Scope, project: ProjectFigures, row: RowResult) -> Cells:
    words, survey = scope.words, row.indicator.survey
    keys = {key: f"survey_{key}/{row.id}" for key in ("sent", "returned", "satisfied", "rate")}
    rate = project.figures.get(keys["rate"])
    return {
        "unit": text_cell(scope.unit_name(project.unit)),
        "project": text_cell(project.name),
        "indicator": text_cell(row.name or words.word("no_name")),
        "method": text_cell(survey.method) if survey else _lacking(words, "no_survey"),
        "target": text_cell(row.target),
        "actual": text_cell(row.actual),
        "agrees": text_cell(
            _agrees(words, rate.value if rate else None, row.actual, survey is None)
        ),
        **figure_cells(project.figures, keys),
    }


def _agrees(words: YearTableWords, rate: Fraction | None, actual: str, without_survey: bool) -> str:
    """Say whether the claimed share is that of the survey, as far as its decimals go."""
    if without_survey:
        return ""
    if rate is None:
        return words.word("not_comparable")
    if rate > _WHOLE:
        return words.word("impossible")
    claimed, step = _share(actual)
    if claimed is None:
        return words.word("not_comparable")
    return words.word("agrees" if abs(claimed - rate) < step else "differs")


def _share(actual: str) -> tuple[Fraction | None, Fraction]:
    """Return a share that is written as 96.5%, 96.5 or 0.965, and what its last place is worth."""
    share = number_or_percent(actual)
    if share is None:
        return None, _WHOLE
    step = last_place(Decimal(half_width(actual).strip().removesuffix("%").strip()))
    if "%" in half_width(actual):
        return share, step / 100
    return (share, min(step, _HUNDREDTH)) if share <= _WHOLE else (share / 100, step / 100)
