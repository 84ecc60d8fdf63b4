"""自评综述: the opening statement, the department's own paragraph, and one paragraph a project.

The view of the paper: fields ``标题``, ``部门``, ``年度``; paragraphs ``开篇`` (the opening statement),
``部门综述`` and ``项目综述`` (a text each project, in the order of the summary). A text of several lines
is several paragraphs. What is still to be written stands in it as 【待填写】.
"""

from __future__ import annotations

from collections.abc import Iterator

from scoring.records.figures import FigureRegister, PrintedText, ProjectFigures
from scoring.records.papers import PaperView
from scoring.records.submission import SummaryTexts
from scoring.records.year_record import YearRecord
from scoring.text import yes_or_no
from scoring.year.patterns import Fact, joined, patterns_of
from scoring.year.publication import is_published
from scoring.year.sentences import (
    above_zero,
    ended,
    form_facts,
    project_sentences,
    summary_sentences,
)
from scoring.year.words import YearWords

RATE_DECIMALS = 1
"""Decimals of a rate in a 自评综述, as published ones have it."""
_MONEY_KEYS = ("budget", "executed", "rate")


def review_text_view(register: FigureRegister, words: YearWords, *, public: bool) -> PaperView:
    """Return the paper; with ``public`` only of the projects that are published, else of all.

    Secret projects stand in neither.
    """
    record = register.record
    projects = [
        project
        for project in register.of_public.projects
        if project.form is not None and (not public or is_published(project, record))
    ]
    whole = _whole(register, words)
    title = words.text("review_text.title", department=record.department, year=record.year)
    return PaperView(
        fields={
            "标题": PrintedText(title),
            "部门": PrintedText(record.department),
            "年度": PrintedText(str(record.year)),
        },
        paragraphs={
            "开篇": tuple(opening_statement(register, words)),
            "部门综述": () if whole is None else (whole,),
            "项目综述": tuple(project_paragraph(project, words) for project in projects),
        },
    )


def plain_text(view: PaperView) -> str:
    """Return the paper as text for pasting: a paragraph a line."""
    texts = [view.fields["标题"], *(t for texts in view.paragraphs.values() for t in texts)]
    return "".join(f"{text.text}\n" for text in texts)


def opening_statement(register: FigureRegister, words: YearWords) -> Iterator[PrintedText]:
    """Yield what was evaluated: projects and money, 重点评价, the department as a whole."""
    record, patterns = register.record, patterns_of(words)
    facts: dict[str, Fact] = {
        **register.of_department,
        **{key: figure for key, figure in register.of_public.figures.items() if "/" not in key},
        "subordinate_units": above_zero(register.of_public.figures.get("subordinate_units")),
        "year": str(record.year),
        "family": record.coverage.family,
        "basis": words.bases[record.coverage.basis],
        "is_whole": _is_whole(register),
    }
    keys = ["S1", *(f"evaluation/{n}" for n in range(len(record.evaluations))), "S3", "S4"]
    for key in keys:
        kind, _, number = key.partition("/")
        sentences = (
            _evaluation(register, int(number), words)
            if kind == "evaluation"
            else patterns.sentence(key, facts, RATE_DECIMALS)
        )
        if sentences is not None:
            yield sentences


def project_paragraph(project: ProjectFigures, words: YearWords) -> PrintedText:
    """Return the 自评综述 of one project that handed in a form."""
    assert project.form is not None
    sentences = project_sentences(project, words, rate_decimals=RATE_DECIMALS)
    achieved = ended(project.form.submission.summary.achieved, words)
    tail = words.review_text["project"]
    name = project.name if project.name.endswith(tail) else f"{project.name}{tail}"
    facts: dict[str, Fact] = {
        "title": name,
        "funds_sentence": _only(sentences.get("E")),
        "goal_sentence": achieved or joined((*sentences["G"], *sentences.get("G4", ())), ""),
        "problems_sentence": _only(sentences.get("P")),
        "measures_sentence": _only(sentences.get("M")),
    }
    return patterns_of(words).sentence("S5", facts, RATE_DECIMALS) or PrintedText(name)


def _whole(register: FigureRegister, words: YearWords) -> PrintedText | None:
    """Return the paragraph of the department; None where nothing of it is known."""
    if not _is_whole(register):
        return None
    patterns, form = patterns_of(words), register.department
    figures = {k: v for k, v in register.of_department.items() if k in ("initial", *_MONEY_KEYS)}
    of_form = {} if form is None else form_facts(form, {}, words)
    money = patterns.first(
        ("E1", "E2", "E3", "E4", "E_open"), {**of_form, **figures}, RATE_DECIMALS
    )
    summary = _whole_texts(register.record, words)
    if form is not None and form.submission.summary != SummaryTexts():
        summary = form.submission.summary
    sentences = summary_sentences(summary, words)
    facts: dict[str, Fact] = {
        "title": words.review_text["whole"],
        "funds_sentence": money,
        "goal_sentence": ended(summary.achieved, words)
        or patterns.sentence("S6_goal", {}, RATE_DECIMALS),
        "problems_sentence": _only(sentences.get("P")),
        "measures_sentence": _only(sentences.get("M")),
    }
    return patterns.sentence("S6", facts, RATE_DECIMALS)


def _whole_texts(record: YearRecord, words: YearWords) -> SummaryTexts:
    """Return the texts about the department that stand in the year's record."""
    names, texts = words.review_text, record.texts
    return SummaryTexts(
        achieved=texts.get(names["whole_achieved"], ""),
        problems=texts.get(names["whole_problems"], ""),
        measures=texts.get(names["whole_measures"], ""),
        no_problems=yes_or_no(texts.get(names["whole_no_problems"], "")) is True,
    )


def _evaluation(register: FigureRegister, number: int, words: YearWords) -> PrintedText | None:
    evaluation = register.record.evaluations[number]
    facts: dict[str, Fact] = {
        **register.of_evaluations[number],
        "evaluated": evaluation.project,
        "evaluation_kind": evaluation.kind,
        "evaluation_grade": evaluation.grade,
        "conclusion": ended(evaluation.conclusion, words),
    }
    return patterns_of(words).sentence("S2", facts, RATE_DECIMALS)


def _is_whole(register: FigureRegister) -> bool:
    """Tell whether the department as a whole was evaluated: it handed in a form, or its money is known."""
    money = ("executed", "general_spending")
    return register.department is not None or any(key in register.of_department for key in money)


def _only(texts: tuple[PrintedText, ...] | None) -> PrintedText | None:
    return texts[0] if texts else None
