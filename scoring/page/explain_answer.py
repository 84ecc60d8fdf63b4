"""``explain``: why a row has its score, in five steps: read, rule, numbers, sources, questions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Final

from scoring.exact import percent
from scoring.page.check_answer import check_lines
from scoring.page.context import PageContext
from scoring.page.messages.message import Severity
from scoring.page.messages.results import (
    CaseInWords,
    ExplainAnswer,
    ExplainAsk,
    ReadAs,
    RowSource,
)
from scoring.page.row_lines import rate_text, read_as, standing_of_row
from scoring.page.scored_form import EXECUTION, ScoredForm
from scoring.page.unit_words import UnitWords
from scoring.problem import InputError, Place, Problem
from scoring.records.own_track import OwnScore
from scoring.records.scorecard import ExecutionResult, RowResult
from scoring.rules.types import Value
from scoring.set_tools.rule_text import RuleDescriber
from scoring.set_tools.set_words import set_words
from scoring.words import load_vocabulary
from scoring.writers.wording import amount_text, formula_text, number

_GRAVITY: Final[tuple[Severity, ...]] = ("edit", "ask", "note", "lack", "good", "none")


def explain(context: PageContext, ask: ExplainAsk) -> ExplainAnswer:
    """Explain a row of a submission. Raises :class:`InputError` if there is no such row."""
    form = context.scored(ask.submission)
    own = form.result.own_track
    if ask.at == EXECUTION and form.result.execution is not None:
        return _Explainer(
            form, ask.at, form.result.execution, own.execution if own else None
        ).answer()
    for path, row, score in form.rows():
        if path == ask.at:
            return _Explainer(form, path, row, score).answer()
    hint = "请先填上这一行的内容。"
    raise InputError([Problem("page-no-row", "这一行还没有可以计分的内容", Place(ask.at), hint)])


def _no_mark(key: str) -> str:
    """Return no mark behind a rule: its sources are listed by themselves."""
    del key
    return ""


class _Explainer:
    def __init__(
        self, form: ScoredForm, at: str, row: RowResult | ExecutionResult, own: OwnScore | None
    ) -> None:
        self.form, self.at, self.row, self.own = form, at, row, own
        self.labels, self.words = form.library.labels, load_vocabulary(UnitWords)
        self.indicators = form.library.indicator_set(form.result.scorecard.set.id)

    def answer(self) -> ExplainAnswer:
        """Return the explanation."""
        row, words = self.row, self.words.explain
        asks = tuple(line for line in check_lines(self.form) if line.at == self.at)
        stands = standing_of_row(row, self.own)
        found = [line.severity for line in asks if line.severity != "lack"]
        severity = min(found, key=_GRAVITY.index, default=stands.severity)
        rule_name, cases = self._rule()
        formula = formula_text(row.trace, row.score)
        answer = ExplainAnswer(
            at=self.at,
            path=row.path if isinstance(row, RowResult) else (),
            name=row.name,
            points=number(row.points),
            claimed=None if row.claimed is None else number(row.claimed),
            rule=None if row.score is None else number(row.score),
            low=number(row.low),
            high=number(row.high),
            band_say="" if row.low == row.high else words["band"],
            severity=severity,
            word=self.words.severities.get(severity) or self.words.words[stands.word],
            read_as=tuple(self._read()),
            hint=self._hint(),
            rule_name=rule_name,
            cases=cases,
            formula=formula,
            formula_notes=self._formula_notes(formula),
            sources=tuple(
                RowSource(
                    text="·".join(filter(None, (source.document, source.article))),
                    standing=self.labels.word("standings", source.standing),
                )
                for source in row.trace.sources
            ),
            asks=asks,
            text="",
        )
        return answer.model_copy(update={"text": "\n".join(self._text(answer))})

    # 1 read

    def _read(self) -> Iterator[ReadAs]:
        row, words = self.row, self.words.explain
        if isinstance(row, ExecutionResult):
            money = self.form.result.scorecard.money_unit
            for key, amount in (("budget", row.budget), ("executed", row.executed)):
                text = "" if amount is None else f"{amount_text(amount)}{money}"
                yield ReadAs(label=words[key], text=text, meaning=text or words["blank"])
            if row.rate is not None:
                yield ReadAs(label=words["rate"], text="", meaning=f"{rate_text(row.rate)}%")
            return
        if row.form.kind != "row":
            yield from self._figures(row)
            return
        target, actual = read_as(row, self.words)
        yield ReadAs(
            label=words["target"],
            text=row.target,
            meaning=target,
            notes=tuple(self._direction(row)),
        )
        notes = [self.labels.word("notes", note) for note in row.trace.notes]
        if row.completion is not None:
            notes.append(words["completion"].format(share=percent(Fraction(row.completion))))
        yield ReadAs(label=words["actual"], text=row.actual, meaning=actual, notes=tuple(notes))

    def _figures(self, row: RowResult) -> Iterator[ReadAs]:
        printed = self.form.printed[row.id]
        for figure in row.form.figures:
            unit = self.form.result.scorecard.money_unit if figure.is_amount else figure.unit
            text = f"{figure.value}{unit}" if figure.value else ""
            yield ReadAs(label=figure.name, text=text, meaning=text or self.words.explain["blank"])
        if printed.calculation:
            yield ReadAs(label=row.name, text="", meaning=printed.calculation)

    def _direction(self, row: RowResult) -> Iterator[str]:
        if row.direction and row.direction_from:
            direction = self.labels.word("directions", row.direction)
            yield f"{direction}（{self.labels.word('directions_from', row.direction_from)}）"

    def _hint(self) -> str:
        """Return how to write more clearly what was read from numbers or days."""
        row, words = self.row, self.words.explain
        if not isinstance(row, RowResult) or row.form.kind != "row" or not row.actual.strip():
            return ""
        if "日)" in row.reading.actual or "日)" in row.reading.target:
            return words["hint_day"].format(year=self.form.result.submission.year or words["year"])
        return words["hint_number"] if any(sign.isdigit() for sign in row.actual) else ""

    # 2 rule, 3 numbers

    def _rule(self) -> tuple[str, tuple[CaseInWords, ...]]:
        trace, words = self.row.trace, set_words()
        rule = self.indicators.rules.get(trace.rule)
        if rule is None:
            return self.labels.word("rules", trace.rule) or trace.because, ()
        describer = RuleDescriber(words, self.indicators, _no_mark)
        uses = (*self.indicators.row_rules(), *self.indicators.form_rules())
        parameters: Mapping[str, Value] = next(
            (use.parameters for use in uses if use.rule is rule), {}
        )
        texts = describer.cases(rule, parameters)
        return self.labels.word("rules", trace.rule), tuple(
            CaseInWords(
                text=text.removesuffix(words.text("because", because=case.because or "")),
                note=case.because or "",
                hit=number_of == trace.case,
            )
            for number_of, (text, case) in enumerate(zip(texts, rule.cases, strict=True), 1)
        )

    def _formula_notes(self, formula: str) -> tuple[str, ...]:
        if not formula:
            return ()
        return (self.words.explain["rounded"].format(places=self.indicators.places),)

    # the whole as plain text

    def _text(self, answer: ExplainAnswer) -> Iterator[str]:
        words = self.words.explain
        yield " · ".join(filter(None, (*answer.path, answer.name)))
        yield words["scores"].format(
            claimed=answer.claimed if answer.claimed is not None else words["blank"],
            rule=answer.rule if answer.rule is not None else words["open"],
            band=answer.high if answer.low == answer.high else f"{answer.low}–{answer.high}",
            points=answer.points,
        )
        for read in answer.read_as:
            notes = f"（{'；'.join(read.notes)}）" if read.notes else ""
            text = f"{read.text} → " if read.text and read.text != read.meaning else ""
            yield f"{read.label}：{text}{read.meaning}{notes}"
        if answer.rule_name:
            yield words["rule"].format(name=answer.rule_name)
        for case in answer.cases:
            if case.hit:
                yield f"  {case.text}" + (f"（{case.note}）" if case.note else "")
        if answer.formula:
            yield words["formula"].format(formula=answer.formula)
        for source in answer.sources:
            yield words["source"].format(text=source.text, standing=source.standing)
        for line in answer.asks:
            if line.ask:
                yield words["ask"].format(text=line.ask)
            if line.settle:
                yield words["settle"].format(text=line.settle)
