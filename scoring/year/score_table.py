"""Table A of the report of a department: the items of its set with the scores that its form bears."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from typing import Final

from scoring.exact import shortest
from scoring.money import YUAN_PER_UNIT
from scoring.records.figures import FigureRegister, Print, PrintedText, YearFigure
from scoring.records.papers import PaperCell, PaperRow, PaperTable
from scoring.records.scorecard import Figure, RowResult
from scoring.records.year_folder import YearForm
from scoring.text import name_key, on_one_line
from scoring.year.printed_line import joined
from scoring.year.prints import money_text, rate_text
from scoring.year.project_figures import own_scores
from scoring.year.report_words import ReportWords
from scoring.year.table_cells import Cells, cell_of, figure_cell, number_cell, text_cell

NAME: Final = "评分"
_SCORE: Final = "自评得分"
_COLUMNS: Final = ("一级指标", "二级指标", "三级指标", "分值", _SCORE, "数据", "备注")


def score_table(register: FigureRegister, words: ReportWords) -> PaperTable:
    """Return the table; what has no score yet is blank, and counted below."""
    form = register.department
    if form is None:
        return PaperTable(NAME, _COLUMNS, ())
    scores = own_scores(form)
    maker = _ScoreRows(form, register, words)
    rows = [maker.row(row, scores.get(row.id)) for row in form.result.rows]
    own_score = register.of_department.get("own_score")
    total: Cells = {
        "一级指标": text_cell(words.word("total")),
        "分值": _points(form.result.scorecard.points),
        _SCORE: figure_cell(own_score),
    }
    blank = sum(row.mark == "missing" for row in rows)
    pattern = "score_pending" if own_score is None else "scores_missing"
    notes = (PrintedText(words.say(pattern, count=blank)),) if blank else ()
    return PaperTable(NAME, _COLUMNS, (*rows, PaperRow("total", total)), notes=notes)


def _points(points: Decimal) -> PaperCell:
    return number_cell(points, shortest(points))


class _ScoreRows:
    """Makes the rows, whose data are figures of the department where these are the same inputs."""

    def __init__(self, form: YearForm, register: FigureRegister, words: ReportWords) -> None:
        self.form = form
        self.figures = register.of_department
        self.places = register.record.rate_decimals
        self.words = words
        self._keys = {
            name_key(source.input): key
            for key, spec in words.year.department.items()
            for source in spec.from_
            if source.input
        }

    def row(self, row: RowResult, score: Decimal | None) -> PaperRow:
        first, *middle, last = (*row.path, row.name)
        third = dict.fromkeys((*middle[1:], last))
        words = self.words
        cells = {
            "一级指标": text_cell(first),
            "二级指标": text_cell(middle[0] if middle else ""),
            "三级指标": text_cell(words.texts.patterns["level_mark"].join(third)),
            "分值": _points(row.points),
            _SCORE: text_cell("") if score is None else _points(score),
            "数据": cell_of(joined("{data}", "data", list(self._data(row)), words.mark)),
            "备注": text_cell(on_one_line(words.tables.reason(row.reason))),
        }
        return PaperRow("row", cells, "missing" if score is None else "")

    def _data(self, row: RowResult) -> Iterator[PrintedText]:
        """Yield what an item was scored from: figures, a checklist, target and actual."""
        if row.form.kind == "items":
            yield from self._checklist(row)
        elif row.form.kind == "row":
            yield from self._target_and_actual(row)
        else:
            yield from self._inputs(row)

    def _checklist(self, row: RowResult) -> Iterator[PrintedText]:
        given = self.form.submission.items.get(row.name, {})
        for name, _ in row.form.items:
            if name in given:
                value = self.words.word("yes" if given[name].met else "no")
                yield PrintedText(self.words.say("data_text", name=name, value=value))

    def _target_and_actual(self, row: RowResult) -> Iterator[PrintedText]:
        target, actual = on_one_line(row.target), on_one_line(row.actual)
        if actual:
            pattern = "data_row" if target else "data_actual"
            yield PrintedText(self.words.say(pattern, target=target, actual=actual))

    def _inputs(self, row: RowResult) -> Iterator[PrintedText]:
        """Yield the inputs that were handed in, and their rate where the item is one."""
        given = [figure for figure in row.form.figures if figure.value.strip()]
        for figure in given:
            yield self._input(figure)
        if given and row.form.percent and row.form.value is not None:
            rate = rate_text(row.form.value, self.places)
            same = self._rate([self._keys.get(name_key(one.name), "") for one in given])
            prints = () if same is None else (Print(same.id, rate),)
            yield PrintedText(self.words.say("data_rate", rate=rate), prints)

    def _input(self, figure: Figure) -> PrintedText:
        own = self.figures.get(self._keys.get(name_key(figure.name), ""))
        value = figure.value
        if figure.is_amount:
            unit = self.form.result.scorecard.money_unit or "元"
            value = money_text(Fraction(value) * YUAN_PER_UNIT[unit])
        pattern = "data_amount" if figure.is_amount else "data_count"
        text = self.words.say(pattern, name=figure.name, value=value, unit=figure.unit)
        return PrintedText(text, () if own is None else (Print(own.id, value),))

    def _rate(self, inputs: list[str]) -> YearFigure | None:
        """Return the rate of the department that is made of just these inputs."""
        for key, rate in self.words.year.department_rates.items():
            if sorted((rate.of, rate.to)) == sorted(inputs):
                return self.figures.get(key)
        return None
