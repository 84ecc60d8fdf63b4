"""The sentences about a project and about the department, by the patterns of ``year.yaml``.

``project_sentences`` returns by key (absent where there is nothing to say):

* ``E`` the money (E1–E4, else ``E_open``: what is missing), ``E6`` the adjustment (reports only)
* ``G`` the goal (G1–G3, else ``G_open``), ``G4`` rows 待认定 (internal papers; in others only the
  placeholder ``G4_open`` of rows with neither a result nor 自评)
* ``L`` each missed row, a text each; ``O`` each row clearly over; ``N`` each row 待认定
* ``D`` no deviation of the rows (D0, D1), else that of the money (D2)
* ``P`` problems (P0, P1, else the placeholder P2), ``M`` measures (M1; the placeholder M2 where there are
  problems without any)

``department_sentences`` returns R1 … R14, and ``L`` each missed row of the department.
A text with 【待填写】 in it is still to be written by a person.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from scoring.records.figures import FigureRegister, PrintedText, ProjectFigures, YearFigure
from scoring.records.scorecard import RowResult
from scoring.records.submission import SummaryTexts
from scoring.records.year_folder import YearForm
from scoring.text import LINE_BREAK, on_one_line
from scoring.year.patterns import Facts, Patterns, patterns_of
from scoring.year.project_figures import indicator_rows, outcome, own_scores
from scoring.year.words import YearWords

Sentences = Mapping[str, tuple[PrintedText, ...]]


def project_sentences(
    project: ProjectFigures,
    words: YearWords,
    *,
    rate_decimals: int,
    internal: bool = False,
    table: str = "form",
) -> Sentences:
    """Return what papers say of one project that handed in a form, by the keys of this module.

    ``table`` is the key in ``tables`` of ``year.yaml`` of the table to which a long list refers.
    """
    form = project.form
    if form is None:
        return {}
    patterns = patterns_of(words)
    facts = form_facts(form, project.figures, words)

    def say(*keys: str) -> tuple[PrintedText, ...]:
        found = patterns.first(keys, facts, rate_decimals)
        return () if found is None else (found,)

    missed_rows, pending = _rows(form, "missed"), _rows(form, "not_said")
    row_facts = {row.id: _row_facts(row, project.figures, words) for row in indicator_rows(form)}
    missed = tuple(_missed(row_facts[row.id], patterns, rate_decimals) for row in missed_rows)
    facts = {
        **facts,
        **_names_of_rows(form, pending, table, words),
        "missed_list": patterns.listed(missed, words.lists.join, table, rate_decimals),
    }
    over = [row for row in indicator_rows(form) if outcome(row) == "met" and row.over]
    found = {
        "E": say("E1", "E2", "E3", "E4", "E_open"),
        "E6": say("E6"),
        "G": say("G1", "G2", "G3", "G_open"),
        "G4": say("G4") if internal else say("G4_open"),
        "L": missed,
        "O": _each("O1", over, row_facts, patterns, rate_decimals),
        "N": _each("N1", pending, row_facts, patterns, rate_decimals),
        "D": say("D0", "D1", "D2"),
        **summary_sentences(form.submission.summary, words),
    }
    return {key: texts for key, texts in found.items() if texts}


def _names_of_rows(
    form: YearForm, pending: Sequence[RowResult], table: str, words: YearWords
) -> Facts:
    """Return the names of rows that are still open, or whose 自评 is not full; how many lack all."""
    patterns, scores = patterns_of(words), own_scores(form)
    unsettled = [row for row in pending if row.id not in scores]
    return {
        "open_names": _names(pending, patterns, table, words),
        "below_names": _names(_below(form), patterns, table, words),
        "unsettled_names": _names(unsettled, patterns, table, words),
        "is_settled": not unsettled,
        "count": str(len(unsettled)),
    }


def department_sentences(
    register: FigureRegister, words: YearWords, *, table: str = "department"
) -> Sentences:
    """Return R1 … R14 of the department, and ``L`` each row that it missed."""
    patterns, decimals = patterns_of(words), register.record.rate_decimals
    figures, form = register.of_department, register.department
    rows = [] if form is None else [row for row in form.result.rows if row.form.kind == "row"]
    missed = tuple(
        _missed(_row_facts(row, figures, words), patterns, decimals)
        for row in rows
        if f"row_points/{row.id}" in figures and outcome(row) == "missed"
    )
    facts = {
        **_department_facts(register, words),
        "missed_list": patterns.listed(missed, words.lists.join, table, decimals),
    }
    found: dict[str, tuple[PrintedText, ...]] = {}
    for number in range(1, 15):
        key = f"R{number}"
        sentence = patterns.sentence(key, facts, decimals)
        if sentence is not None and sentence.prints:
            found[key] = (sentence,)
    return {**found, "L": missed} if missed else found


def _department_facts(register: FigureRegister, words: YearWords) -> Facts:
    """Return the facts of the department as a whole, and what its projects together add to them."""
    public, figures, form = register.of_public, register.of_department, register.department
    unfinished = [
        PrintedText(project.name)
        for project in public.projects
        if project.form is not None and project.form.submission.finished is False
    ]
    counts = ("first_level", "second_level", "finished", "unfinished")
    return {
        **{key: public.figures.get(key) for key in counts},
        **figures,
        **_targets(register, words),
        **{
            f"{key}_reason": reason_text(register.record.texts.get(excess.reason, ""), words)
            for key, excess in words.department_excess.items()
        },
        "without_target": above_zero(figures.get("without_target")),
        "unfinished_names": patterns_of(words).listed(
            unfinished, words.lists.names, "", register.record.rate_decimals
        ),
        "own_grade": "" if form is None else form.result.own.grade,
    }


def form_facts(form: YearForm, figures: Mapping[str, YearFigure], words: YearWords) -> Facts:
    """Return the facts of a form as a whole; figures of rows and levels are left to its rows."""
    funds, rows = form.result.scorecard.funds, indicator_rows(form)
    reason = "" if funds is None else reason_text(funds.reason, words)
    return {
        **{key: figure for key, figure in figures.items() if "/" not in key},
        "below_full": above_zero(figures.get("below_full")),
        "funds_reason": reason,
        "over_confirmed": funds is not None and funds.over_confirmed,
        "not_carried_out": form.submission.state == "未实施",
        "has_over": any(row.over for row in rows),
        "all_full": _is_full(form),
        "own_grade": form.result.own.grade or "",
    }


def summary_sentences(
    summary: SummaryTexts, words: YearWords
) -> dict[str, tuple[PrintedText, ...]]:
    """Return P and M: the problems and measures as the unit wrote them, or what is to be written."""
    problems, measures = ended(summary.problems, words), ended(summary.measures, words)
    facts: Facts = {
        "no_problems": summary.no_problems,
        "has_problems": bool(problems),
        "has_measures": bool(measures),
        "problems_text": problems,
        "measures_text": measures,
    }
    patterns = patterns_of(words)
    found = {
        "P": patterns.first(("P0", "P1", "P2"), facts, 1),
        "M": patterns.first(("M1", "M2"), facts, 1),
    }
    return {key: (text,) for key, text in found.items() if text is not None}


def ended(text: str, words: YearWords) -> str:
    """Return a text as it was written, each line with an end stop."""
    lines = (line.strip() for line in text.strip().splitlines())
    return "\n".join(
        line if line.rstrip("”』」）)").endswith(tuple(words.ends)) else f"{line}{words.stop}"
        for line in lines
        if line
    )


def reason_text(reason: str, words: YearWords) -> str:
    """Return a reason on one line; empty where it says nothing (未偏离, 无)."""
    line = on_one_line(LINE_BREAK.sub("\n", reason.strip()))
    return "" if line.rstrip(words.ends) in words.says_nothing else line


def _missed(facts: Facts, patterns: Patterns, rate_decimals: int) -> PrintedText:
    found = patterns.first(("L1", "L2", "L1_open", "L2_open"), facts, rate_decimals)
    assert found is not None, "the last pattern needs nothing"
    return found


def _each(
    key: str,
    rows: Iterable[RowResult],
    facts: Mapping[str, Facts],
    patterns: Patterns,
    rate_decimals: int,
) -> tuple[PrintedText, ...]:
    found = (patterns.sentence(key, facts[row.id], rate_decimals) for row in rows)
    return tuple(text for text in found if text is not None)


def _row_facts(row: RowResult, figures: Mapping[str, YearFigure], words: YearWords) -> Facts:
    completion = figures.get(f"row_completion/{row.id}")
    reason = reason_text(row.reason, words)
    return {
        "name": on_one_line(row.name),
        "target": on_one_line(row.target),
        "actual": on_one_line(row.actual),
        "reason": reason,
        "completion": completion,
    }


def _rows(form: YearForm, wanted: str) -> list[RowResult]:
    return [row for row in indicator_rows(form) if outcome(row) == wanted]


def _below(form: YearForm) -> list[RowResult]:
    """Return the rows whose 自评 is below their points."""
    scores = own_scores(form)
    return [row for row in indicator_rows(form) if scores.get(row.id, row.points) < row.points]


def _is_full(form: YearForm) -> bool:
    """Tell whether 自评 is full in every row and in the execution rate."""
    card, own = form.result.scorecard, form.result.own
    return own.total is not None and own.total == card.points


def _names(
    rows: Sequence[RowResult], patterns: Patterns, table: str, words: YearWords
) -> PrintedText | None:
    names = [PrintedText(on_one_line(row.name)) for row in rows]
    return patterns.listed(names, words.lists.names, table, 1)


def above_zero(figure: YearFigure | None) -> YearFigure | None:
    """Return a figure of which there is any; of nothing a part of a sentence is left out."""
    return None if figure is None or not figure.value else figure


def _targets(register: FigureRegister, words: YearWords) -> Facts:
    """Return how many projects have targets of their own, and of which level: as the record says."""
    expected = register.record.expected
    if expected.second_level is not None:
        level, key = words.target_levels["second_level"], "second_level"
    elif expected.first_level is not None:
        level, key = words.target_levels["first_level"], "first_level"
    else:
        return {}
    return {"target_projects": register.of_public.figures.get(key), "target_level": level}
