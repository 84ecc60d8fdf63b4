"""数据台账: every figure of the year with its exact value, its source, and every paper that prints it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Final

from scoring.exact import is_terminating, plain
from scoring.records.figures import FigureRegister, YearFigure
from scoring.records.papers import PaperCell, PaperRow, PaperView
from scoring.year.paper_prints import PaperPrint
from scoring.year.summary_scope import Scope
from scoring.year.table_cells import number_cell, text_cell
from scoring.year.table_words import YearTableWords
from scoring.year.year_table import year_table

NAME: Final = "数据台账"
_MOST_DECIMALS: Final = 12
_INTERNAL: Final = frozenset(
    {
        "rule_score", "rule_low", "rule_high", "rule_sum", "rule_average", "rule_grade",
        "grade_falls", "asked", "differs", "without_evidence",
    }
)  # fmt: skip
"""Keys of figures that only internal papers print."""
_OF_ROWS: Final = ("row_", "survey_")
"""How the keys of figures begin that are of one row: their names are texts of the form."""
_OF_FORM: Final = ("file", "place", "papers")
"""Columns that could name a secret project."""


def figure_list_view(
    register: FigureRegister,
    prints: Mapping[str, Sequence[PaperPrint]],
    words: YearTableWords,
    *,
    internal: bool,
) -> PaperView:
    """Return the list of figures, in the order of the register; ``prints`` are those of every file.

    What the rule gives, and figures of secret projects, stand in internal papers alone.
    """
    scope = Scope(register, words, internal)
    printed, used = _used(prints)
    hidden = set() if internal else _hidden(register)
    secret = {
        figure.id
        for project in register.every_project()
        if project.is_secret
        for figure in project.figures.values()
    }
    files = frozenset(
        p.form.file for p in register.every_project() if p.is_secret and p.form is not None
    )
    rows = []
    for subject, key, figure in _figures(scope):
        is_secret = figure.id in secret
        if figure.id in hidden or (not internal and _is_internal(key)):
            continue
        if is_secret and key.startswith(_OF_ROWS):
            continue
        cells = {**_cells(figure, printed, used, words, files), "subject": text_cell(subject)}
        if is_secret:
            cells |= {"id": text_cell(f"{subject}/{key}"), **dict.fromkeys(_OF_FORM, text_cell(""))}
        rows.append(PaperRow("row", cells))
    return PaperView(tables={NAME: year_table(NAME, scope, rows)})


def _figures(scope: Scope) -> Iterator[tuple[str, str, YearFigure]]:
    """Yield every figure with what it is about and its key, in the order of the register."""
    register, words = scope.register, scope.words
    about: dict[str, tuple[str, str]] = {}

    def add(subject: str, figures: Mapping[str, YearFigure]) -> None:
        about.update({figure.id: (subject, key) for key, figure in figures.items()})

    for project in register.every_project():
        add(scope.name(project), project.figures)
    for group in register.groups:
        add(group.parent or scope.unit_name(group.unit) or words.word("public"), group.figures)
    add(words.word("total"), register.totals)
    add(register.record.department, register.of_department)
    evaluated = (evaluation.project for evaluation in register.record.evaluations)
    for subject, figures in zip(evaluated, register.of_evaluations, strict=False):
        add(subject, figures)
    for figure in register.all():
        subject, key = about[figure.id]
        yield subject, key, figure


def _is_internal(key: str) -> bool:
    """Tell whether a figure is of the rule, or of what the form's own check found."""
    return key.partition("/")[0] in _INTERNAL


def _used(
    prints: Mapping[str, Sequence[PaperPrint]],
) -> tuple[Mapping[str, list[str]], Mapping[str, list[str]]]:
    """Return by figure how it is printed, and by which files, each once in the order of papers."""
    printed: dict[str, dict[str, None]] = {}
    used: dict[str, dict[str, None]] = {}
    for file, of_paper in prints.items():
        for one in of_paper:
            printed.setdefault(one.figure, {})[one.text] = None
            used.setdefault(one.figure, {})[file] = None
    return (
        {figure: list(texts) for figure, texts in printed.items()},
        {figure: list(files) for figure, files in used.items()},
    )


def _has_secret(register: FigureRegister) -> bool:
    return any(project.is_secret for project in register.every_project())


def _ids(figures: Mapping[str, YearFigure]) -> set[str]:
    return {figure.id for figure in figures.values()}


def _hidden(register: FigureRegister) -> set[str]:
    """Return the figures of secret projects, and those that give them away."""
    if not _has_secret(register):
        return set()
    hidden = _ids(register.totals)
    for project in register.every_project():
        if project.is_secret:
            hidden |= _ids(project.figures)
    for group in register.groups:
        if any(project.is_secret for project in group.projects):
            hidden |= _ids(group.figures)
    return hidden


def _cells(
    figure: YearFigure,
    printed: Mapping[str, list[str]],
    used: Mapping[str, list[str]],
    words: YearTableWords,
    secret_files: frozenset[str],
) -> dict[str, PaperCell]:
    """Return the cells of a figure; files of secret projects are not named."""
    mark = words.patterns["list_mark"]
    places = [place for place in figure.sources if place.file and place.file not in secret_files]
    texts = {
        "id": figure.id,
        "label": figure.label,
        "unit": words.word(figure.unit),
        "formula": figure.formula,
        "prints": mark.join(printed.get(figure.id, ())),
        "file": _listed([place.file for place in places], words),
        "place": _listed([place.in_book for place in places], words),
        "papers": "\n".join(used.get(figure.id, ())),
    }
    cells = {key: text_cell(text) for key, text in texts.items()}
    return cells | {"value": _exact(figure.value)}


def _listed(texts: Sequence[str], words: YearTableWords) -> str:
    """Return texts one below the other, each once; of many the first, and how many there are."""
    different = list(dict.fromkeys(filter(None, texts)))
    shown = different[: words.most_places]
    if len(shown) < len(different):
        shown.append(words.text("more_places", count=len(different)))
    return "\n".join(shown)


def _exact(value: Fraction) -> PaperCell:
    """Return a value as a number where its decimals end, else as a fraction."""
    if is_terminating(value, _MOST_DECIMALS):
        text = plain(value, _MOST_DECIMALS)
        return number_cell(Decimal(text), text)
    return text_cell(f"{value.numerator}/{value.denominator}")
