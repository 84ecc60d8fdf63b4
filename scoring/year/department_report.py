"""部门整体绩效自评报告: its sentences, text blocks, tables A to D and charts, by the names of its layout."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from scoring.records.figures import FigureRegister, PrintedText, YearFigure
from scoring.records.papers import BarChart, PaperTable, PaperView, TextBlock
from scoring.records.year_folder import YearFolder
from scoring.year.charts import bar_chart, summary_charts
from scoring.year.department_rows import DepartmentRows, department_rows
from scoring.year.department_tables import (
    projects_table,
    target_table,
    task_table,
)
from scoring.year.numbered import numbered_items
from scoring.year.patterns import joined
from scoring.year.project_table import NAME as SUMMARY
from scoring.year.report_words import ReportWords
from scoring.year.score_table import score_table
from scoring.year.sentences import Sentences, department_sentences, project_sentences
from scoring.year.summary_tables import summary_tables

_FUNDS: Final = "预算执行情况"
_DISCLOSED: Final = "预决算公开"
_GOALS: Final = "主要履职目标"
_MISSED: Final = "未完成指标"
NO_CHART: Final = BarChart("", (), ())


def department_report_view(
    register: FigureRegister,
    folder: YearFolder,
    blocks: Mapping[str, TextBlock],
    words: ReportWords,
) -> PaperView:
    """Return what the report prints; ``blocks`` are those of ``year.text_blocks``.

    Secret projects stand neither in its rows nor in its sums, as in every paper that leaves the house.
    """
    found = department_rows(folder, words.year.not_set)
    sentences = department_sentences(register, words.year)
    charts = dict(_charts(register, words))
    in_funds = words.texts.options.execution_under_funds
    paragraphs = {
        **{f"R{number}": () for number in range(1, 15)},
        **sentences,
        _FUNDS: sentences.get("R4", ()) if in_funds else (),
        _DISCLOSED: tuple(_disclosed(register, words)),
        _GOALS: tuple(map(PrintedText, _goals(folder, found, words))),
        _MISSED: tuple(_missed(register, sentences, words)),
    }
    return PaperView(
        fields=report_head(register, words),
        paragraphs=paragraphs,
        blocks=blocks,
        tables={table.id: table for table in _tables(register, found, words)},
        charts=charts,
    )


def report_head(register: FigureRegister, words: ReportWords) -> Mapping[str, PrintedText]:
    """Return the fields of the cover: whose report of which year, and who passed it."""
    record = register.record
    year = str(record.year)
    form = register.department
    superior = form.submission.department if form else ""
    unit = (form.submission.unit if form else "") or record.department
    texts = {
        "标题": words.say("department_title", department=unit, year=year),
        "部门": unit,
        "主管部门": superior if superior != unit else "",
        "年度": year,
        "审议": approved_by(register, words),
        "第三章标题": words.texts.options.third_heading,
    }
    return {name: PrintedText(text) for name, text in texts.items()}


def approved_by(register: FigureRegister, words: ReportWords) -> str:
    """Return which meeting passed the papers and when, as far as that is known."""
    approved = register.record.approved
    values = {"meeting": approved.meeting, "date": approved.date}
    if all(values.values()):
        return words.say("approved", **values)
    known = next((key for key, value in values.items() if value), "")
    return words.say(f"approved_{known}", **values) if known else ""


def _goals(folder: YearFolder, found: DepartmentRows, words: ReportWords) -> Iterator[str]:
    """Yield the yearly goals point by point: as approved, else as the department's form has them."""
    form = folder.department
    stated = form.submission.goal.expected if form else ""
    approved = found.table.goal if found.table else ""
    yield from numbered_items(approved) or numbered_items(stated) or (words.say("no_goal"),)


def _disclosed(register: FigureRegister, words: ReportWords) -> Iterator[PrintedText]:
    """Yield what the checklist of the department's form says of publishing budget and accounts."""
    form, texts = register.department, words.texts
    if form is None or not texts.options.disclosure:
        return
    items = form.submission.items.get(texts.disclosure_item, {})
    for pattern, done in (("disclosed", True), ("not_disclosed", False)):
        names = [name for name, item in items.items() if item.met is done]
        if names:
            yield PrintedText(words.say(pattern, names=texts.patterns["names_mark"].join(names)))


def _missed(
    register: FigureRegister, sentences: Sentences, words: ReportWords
) -> Iterator[PrintedText]:
    """Yield what the department missed, a paragraph each, then what each project missed."""
    items = [(words.word("whole"), sentences.get("L", ()))]
    for project in register.of_public.projects:
        about = project_sentences(project, words.year, rate_decimals=register.record.rate_decimals)
        items.append((project.name, about.get("L", ())))
    missed = [(name, texts) for name, texts in items if texts]
    for number, (name, texts) in enumerate(missed, 1):
        if listed := joined(texts, words.mark, words.stop + words.mark):
            text = words.say("missed", number=number, name=name, list=listed.text)
            yield PrintedText(text, listed.prints)


def _tables(
    register: FigureRegister, found: DepartmentRows, words: ReportWords
) -> Iterator[PaperTable]:
    yield score_table(register, words)
    yield target_table(found, words)
    yield task_table(found, register, words)
    yield projects_table(summary_tables(register, words.tables, internal=False).get(SUMMARY))


def _charts(register: FigureRegister, words: ReportWords) -> Iterator[tuple[str, BarChart]]:
    made = summary_charts(register, words.tables, internal=False)
    yield "执行率", made.get("rate") or made.get("rate_lowest") or NO_CHART
    yield "得分率", score_chart(register.of_department, words)


def score_chart(figures: Mapping[str, YearFigure], words: ReportWords) -> BarChart:
    """Return the share of its points that each first level earned, of those whose score is known."""
    bars = [
        (key.partition("/")[2], figure)
        for key, figure in figures.items()
        if key.startswith("level_rate/")
    ]
    if "execution_score_rate" in figures:
        bars.insert(0, (words.tables.word("execution"), figures["execution_score_rate"]))
    if not bars:
        return NO_CHART
    charts = words.tables.charts
    return bar_chart(words.tables, charts["levels"], bars, charts["level_rate"])
