"""项目绩效自评报告: what the form says and what follows from it, by the names of its layout."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Final

from scoring.money import YUAN_PER_UNIT
from scoring.records.figures import FigureRegister, Print, PrintedText, ProjectFigures
from scoring.records.papers import PaperCell, PaperRow, PaperTable, PaperView, TextBlock
from scoring.records.scorecard import RowResult
from scoring.records.submission import Funds, Submission, SummaryTexts
from scoring.records.year_folder import YearForm
from scoring.text import on_one_line
from scoring.year.advised_rows import AdvisedRow
from scoring.year.department_report import score_chart
from scoring.year.department_tables import result_word
from scoring.year.numbered import NUMBER, numbered_items
from scoring.year.prints import money_in_table, money_value, score_text, score_value
from scoring.year.report_words import ReportWords
from scoring.year.sentences import Sentences, ended, project_sentences
from scoring.year.table_cells import Cells, figure_cell, figure_cells, text_cell
from scoring.year.text_blocks import says_of_problems

FUNDS: Final = "资金"
ROWS: Final = "指标"
PERSON: Final = "负责人"
_AMOUNTS: Final = {"年初预算数": "initial", "全年预算数": "budget", "全年执行数": "executed"}
_RATE: Final = "执行率"
_ROW_COLUMNS: Final = (
    "一级指标", "二级指标", "三级指标", "指标值", "完成值", "完成情况", "分值", "得分",
)  # fmt: skip


def project_report_view(
    project: ProjectFigures,
    register: FigureRegister,
    blocks: Mapping[str, TextBlock],
    words: ReportWords,
    *,
    advised: Sequence[AdvisedRow] = (),
    internal: bool = False,
) -> PaperView:
    """Return what the report of a project with a form prints; ``internal`` names who answers for it.

    ``advised`` are the rows of 目标编制建议, of which those of the project are listed.
    """
    form = project.form
    if form is None:
        raise ValueError(project.key)
    sentences = project_sentences(
        project, words.year, rate_decimals=register.record.rate_decimals, table="project_report"
    )
    charts = {"得分率": score_chart(project.figures, words)}
    return PaperView(
        fields=_fields(project, form.submission, register, words),
        paragraphs={
            "资金情况": _texts_of(sentences, "E", "E6"),
            "指标完成": _texts_of(sentences, "G"),
            "偏差": tuple(_ended(text, words) for text in _texts_of(sentences, "L", "O", "N", "D")),
            "问题和措施": tuple(_problems(form.submission.summary, sentences, words)),
            "预期目标": _paragraphs("expected", form.submission.goal.expected, words),
            "完成情况": _paragraphs("achieved_goal", _achieved(form.submission), words),
            "建议": tuple(_advice(project, advised, words)),
            "附件": (PrintedText(words.say("attached_internal" if internal else "attached")),),
        },
        blocks=blocks,
        tables={table.id: table for table in _tables(project, form, words, internal=internal)},
        charts=charts,
    )


def _texts_of(sentences: Sentences, *keys: str) -> tuple[PrintedText, ...]:
    return tuple(text for key in keys for text in sentences.get(key, ()))


def _ended(text: PrintedText, words: ReportWords) -> PrintedText:
    """Return a sentence with an end stop."""
    return replace(text, text=ended(text.text, words.year))


def _problems(
    summary: SummaryTexts, sentences: Sentences, words: ReportWords
) -> Iterator[PrintedText]:
    """Yield problems and measures: in pairs where both are numbered alike; else as the form has them.

    Where the form says nothing of problems, their text block stands alone.
    """
    problems, measures = numbered_items(summary.problems), numbered_items(summary.measures)
    numbers = [_number(problem) for problem in problems]
    if len(numbers) > 1 and all(numbers) and numbers == [_number(one) for one in measures]:
        for problem, measure in zip(problems, measures, strict=True):
            yield PrintedText(ended(problem, words.year))
            text = ended(measure[len(_number(measure)) :], words.year)
            yield PrintedText(words.say("measure", text=text))
    elif says_of_problems(summary):
        yield from _texts_of(sentences, "P", "M")


def _number(text: str) -> str:
    """Return the number that a point begins with; of one without, nothing."""
    found = NUMBER.match(text)
    return found[0] if found else ""


def _fields(
    project: ProjectFigures, submission: Submission, register: FigureRegister, words: ReportWords
) -> Mapping[str, PrintedText]:
    name = project.name
    ends = words.texts.project_ending
    title = "project_title" if name.endswith(ends) else "project_title_named"
    score = figure_cell(project.figures.get("own_score")).text
    texts = {
        "标题": words.say(title, project=name),
        "项目名称": name,
        "项目编码": project.code,
        "实施单位": submission.unit,
        "主管部门": submission.department or register.record.department,
        "年度": str(register.record.year),
        "自评等级": project.grade or "",
    }
    return {**{key: PrintedText(text) for key, text in texts.items()}, "自评得分": score}


def _paragraphs(pattern: str, text: str, words: ReportWords) -> tuple[PrintedText, ...]:
    """Return a text of the unit word for word, behind the words that say what it is."""
    whole = ended(text, words.year)
    return (PrintedText(words.say(pattern, text=whole)),) if whole else ()


def _achieved(submission: Submission) -> str:
    """Return what the unit says that it achieved: for the reports, else on its form."""
    written = submission.summary.achieved
    return written if written.strip() else submission.goal.achieved


def _advice(
    project: ProjectFigures, advised: Sequence[AdvisedRow], words: ReportWords
) -> Iterator[PrintedText]:
    """Yield what is advised for the targets to come, a paragraph an indicator."""
    for row in advised:
        if row.key == project.key and row.advice:
            text = words.mark.join(one.text.rstrip(words.stop) for one in row.advice)
            name = row.name or words.tables.word("no_name")
            yield PrintedText(words.say("advised", name=name, advice=text) + words.stop)


def _tables(
    project: ProjectFigures, form: YearForm, words: ReportWords, *, internal: bool
) -> Iterator[PaperTable]:
    funds = [_fund_row(project, form, row) for row in form.submission.funds]
    yield PaperTable(FUNDS, ("资金来源", *_AMOUNTS, _RATE), tuple(funds))
    rows = [_row(project, row, words) for row in _rows(form)]
    yield PaperTable(ROWS, _ROW_COLUMNS, tuple(rows))
    head = form.submission.head
    people = {"姓名": text_cell(head.responsible), "电话": text_cell(head.phone)}
    known = internal and (head.responsible or head.phone)
    yield PaperTable(PERSON, tuple(people), (PaperRow("row", people),) if known else ())


def _fund_row(project: ProjectFigures, form: YearForm, row: Funds) -> PaperRow:
    """Return a row of the funds; that of the whole money has the figures of the year."""
    cells: Cells = {"资金来源": text_cell(row.source)}
    if row is form.result.scorecard.funds:
        keys = {**_AMOUNTS, _RATE: "rate"}
        return PaperRow("row", cells | figure_cells(project.figures, keys))
    factor = YUAN_PER_UNIT[form.result.scorecard.money_unit or "元"]
    for column, key in _AMOUNTS.items():
        amount: Decimal | None = getattr(row, key)
        if amount is not None:
            yuan = Fraction(amount) * factor
            cells[column] = PaperCell(PrintedText(money_in_table(yuan)), money_value(yuan))
    return PaperRow("row", cells)


def _rows(form: YearForm) -> Iterator[RowResult]:
    """Yield the rows of the form but those that only say that they hold none."""
    for row in form.result.rows:
        if row.points or row.name.strip():
            yield row


def _row(project: ProjectFigures, row: RowResult, words: ReportWords) -> PaperRow:
    texts = (
        row.level1, row.level2, row.name, on_one_line(row.target), on_one_line(row.actual),
        result_word(row, words) if row.points else "",
    )  # fmt: skip
    cells = dict(zip(_ROW_COLUMNS, map(text_cell, texts), strict=False))
    for column, key in (("分值", "row_points"), ("得分", "row_score")):
        figure = project.figures.get(f"{key}/{row.id}")
        if figure is not None:
            shown = score_text(figure.value)
            cells[column] = PaperCell(
                PrintedText(shown, (Print(figure.id, shown),)), score_value(figure.value)
            )
    return PaperRow("row", cells)
