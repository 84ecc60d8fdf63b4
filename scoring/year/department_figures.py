"""The figures of the department as a whole: from its own form, else from the year's record.

Keys: those of ``department``, ``department_rates`` and ``department_excess`` in ``year.yaml``
(``initial``, ``budget``, ``executed``, ``rate``, ``purchase``, ``hospitality_excess`` …); those of a form
(``year.project_figures``) of its own form's scores: ``own_score``, ``own_low``, ``level_score/‹level›`` …;
and of its indicators together with the approved targets (``year.department_rows``): ``indicators``,
``met``, ``missed``, ``not_said``, ``row_completion/‹row id›``. Of the approved table of the whole:
``targets``, ``quantitative``, ``qualitative``, ``without_target``, ``task/‹task›`` (its approved money).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from fractions import Fraction

from scoring.exact import number_or_percent, plain
from scoring.money import YUAN_PER_UNIT
from scoring.problem import Place, Problem, warning
from scoring.records.figures import FigureUnit, YearFigure
from scoring.records.submission import Survey
from scoring.records.year_folder import YearFolder, YearForm
from scoring.records.year_record import YearAmount
from scoring.text import name_key
from scoring.year.department_rows import DepartmentRows, department_rows, is_set
from scoring.year.figure_maker import FigureMaker
from scoring.year.project_figures import add_rows, add_scores, outcome, place_of
from scoring.year.words import DepartmentFigure, FigureSource, YearWords

Found = tuple[Fraction, Place]


def department_figures(
    folder: YearFolder, projects: Mapping[str, YearFigure], words: YearWords
) -> tuple[FigureMaker, tuple[Problem, ...]]:
    """Return the figures of the department, and what of them stands in two places and differs.

    ``projects`` are the figures of all projects that may be named: how many there are, and of how many
    the forms hold a 绩效监控, where the record does not say how many were monitored.
    """
    figures = FigureMaker("department", words)
    problems: list[Problem] = []
    for key, spec in words.department.items():
        found = list(_found(folder, spec, words))
        if not found:
            continue
        value, place = found[0]
        figures.add(key, value, spec.unit, sources=(place,), label=spec.label)
        problems += _others(spec, found)
    _add_monitored(figures, projects, words)
    given = {**figures, "second_level": projects.get("second_level")}
    for key, rate in words.department_rates.items():
        figures.add_quotient(
            key, given.get(rate.of), given.get(rate.to), FigureUnit.RATE, label=rate.label
        )
    for key, excess in words.department_excess.items():
        more, most = given.get(excess.of), given.get(excess.to)
        if more is not None and most is not None and more.value > most.value:
            above = more.value - most.value
            figures.add(
                key, above, more.unit, sources=(*more.sources, *most.sources), label=excess.label,
                formula=f"{plain(more.value)} - {plain(most.value)} = {plain(above)}",
            )  # fmt: skip
    if folder.department is not None:
        add_scores(figures, folder.department, words)
    _add_rows(figures, folder, words)
    return figures, tuple(problems)


def _add_monitored(
    figures: FigureMaker, projects: Mapping[str, YearFigure], words: YearWords
) -> None:
    """Take the number of monitored projects from the forms; that none holds any says nothing."""
    here, spec = projects.get("monitored"), words.department.get("monitored")
    if "monitored" not in figures and here is not None and here.value and spec is not None:
        figures.add("monitored", here.value, spec.unit, sources=here.sources, label=spec.label)


def _found(folder: YearFolder, spec: DepartmentFigure, words: YearWords) -> Iterator[Found]:
    """Yield the value and the place of a figure wherever it stands, in the order of its sources."""
    for source in spec.from_:
        found = None
        if source.figure:
            found = _of_record(folder, source, spec.unit)
        elif folder.department is not None:
            found = _of_form(folder.department, source, spec.unit, words)
        if found is not None:
            yield found


def _others(spec: DepartmentFigure, found: list[Found]) -> Iterator[Problem]:
    """Yield a warning for every other place that has another number."""
    value, place = found[0]
    for other, elsewhere in found[1:]:
        if other != value:
            message = (
                f"“{spec.label}”写了两个数：{_shown(value, spec.unit)}（{place}）、"
                f"{_shown(other, spec.unit)}（{elsewhere}）"
            )
            hint = "各份材料印的是前一个，请改成一致。"
            yield warning("figure-twice", message, elsewhere, hint)


def _shown(value: Fraction, unit: FigureUnit) -> str:
    return f"{plain(value)}元" if unit is FigureUnit.YUAN else plain(value)


def _of_form(
    form: YearForm, source: FigureSource, unit: FigureUnit, words: YearWords
) -> Found | None:
    submission = form.submission
    value: Decimal | Fraction | None = None
    path = ""
    if source.input:
        text = next((t for n, t in submission.inputs.items() if _same(n, source.input)), "")
        value, path = number_or_percent(text.replace(",", "")), f"inputs.{source.input}"
    elif source.funds:
        rows = [row for row in submission.funds if _same(row.source, source.funds)]
        if source.funds == words.all_money:
            rows = [form.result.scorecard.funds] if form.result.scorecard.funds else []
        if len(rows) == 1:
            value = getattr(rows[0], source.column)
            path = f"funds.{submission.funds.index(rows[0]) + 1}.{source.column}"
    elif source.survey:
        surveys = list(_surveys(form))
        if len(surveys) == 1:
            value = getattr(surveys[0], source.survey)
    return _in_yuan(value, unit, form.result.scorecard.money_unit, place_of(form, path))


def _of_record(folder: YearFolder, source: FigureSource, unit: FigureUnit) -> Found | None:
    given = (a for name, a in folder.record.figures.items() if _same(name, source.figure))
    amount = next(given, YearAmount())
    place = Place(folder.record_file, where=f"figures.{source.figure}.{source.part}")
    return _in_yuan(getattr(amount, source.part), unit, folder.record.money_unit, place)


def _in_yuan(
    value: Decimal | Fraction | None, unit: FigureUnit, money_unit: str, place: Place
) -> Found | None:
    if value is None:
        return None
    factor = YUAN_PER_UNIT[money_unit or "元"] if unit is FigureUnit.YUAN else Fraction(1)
    return Fraction(value) * factor, place


def _surveys(form: YearForm) -> Iterator[Survey]:
    for row in form.submission.rows:
        if row.survey is not None:
            yield row.survey


def _same(one: str, other: str) -> bool:
    return name_key(one) == name_key(other)


def _add_rows(figures: FigureMaker, folder: YearFolder, words: YearWords) -> None:
    """Add the counts of the department's indicators and of what the approved table sets."""
    indicators = department_rows(folder, words.not_set)
    if folder.department is not None:
        reported = [row.reported for row in indicators.rows if row.reported is not None]
        add_rows(figures, folder.department, reported)
    if indicators.rows:
        outcomes = [
            "not_said" if row.reported is None else outcome(row.reported) for row in indicators.rows
        ]
        figures.add("indicators", len(outcomes), FigureUnit.COUNT)
        for key in ("met", "missed", "not_said"):
            figures.add(key, outcomes.count(key), FigureUnit.COUNT)
    _add_targets(figures, folder, indicators, words)


def _add_targets(
    figures: FigureMaker, folder: YearFolder, indicators: DepartmentRows, words: YearWords
) -> None:
    table = indicators.table
    if table is None:
        return
    files = [Place(t.file, where=t.table.at) for t in folder.targets if t.table is table]
    rows = [row for row in table.rows if is_set(row, words.not_set)]
    blank = [row for row in rows if not row.target.strip()]
    with_number = [row for row in rows if any(map(str.isdigit, row.target))]
    counts = {
        "targets": len(rows),
        "quantitative": len(with_number),
        "qualitative": len(rows) - len(blank) - len(with_number),
        "without_target": len(blank),
    }
    for key, count in counts.items():
        figures.add(key, count, FigureUnit.COUNT, sources=files)
    unit = table.funds[0].amount.unit if table.funds else ""
    for task in table.listed_tasks():
        if task.amounts and unit in YUAN_PER_UNIT:
            yuan = Fraction(task.amounts[0]) * YUAN_PER_UNIT[unit]
            place = Place(files[0].file, where=task.at)
            figures.add("task", yuan, FigureUnit.YUAN, sources=(place,), of=task.name)
