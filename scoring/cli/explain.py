"""``explain``: one submission of a batch, row by row, in the words of the 评分说明."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Literal

from scoring.bulk.bulk_words import BulkWords
from scoring.bulk.explain import Explained, Explainer
from scoring.cli.terminal import echo
from scoring.problem import InputError, Place, Problem
from scoring.text import on_one_line, printable_json
from scoring.words import load_vocabulary
from scoring.writers.form.secret_view import explained
from scoring.writers.form.view import ExecutionFields, FormView, IndicatorFields
from scoring.writers.scorecard_json import as_dict
from scoring.writers.wording import value_text


def explain_one(
    folder: Path, wanted: str, rows: Sequence[str], format_: Literal["text", "json"]
) -> int:
    """Print how a submission of the batch in ``folder`` was scored; with ``rows``, only these.

    Returns the exit status: 0, or 1 where it is scored otherwise now than the batch had it.
    """
    explainer = Explainer(folder)
    found = explainer.find(wanted)
    words = load_vocabulary(BulkWords)
    _check_rows(rows, found, folder)
    differs = False
    for each in found:
        notes = list(_notes(each, words, is_other_program=explainer.is_other_program))
        differs = differs or bool(notes)
        for note in notes:
            echo(note, err=True)
        if format_ == "json":
            echo(_json(each, rows))
        else:
            echo("\n".join(_text(each, rows, words)))
    return 1 if differs else 0


def _check_rows(rows: Sequence[str], found: Sequence[Explained], folder: Path) -> None:
    """Raise :class:`InputError` for rows that no submission found has."""
    there = {
        name
        for each in found
        for number, row in enumerate(each.form.scorecard.indicators, 1)
        for name in (str(number), row.indicator.id)
    }
    hint = "请写序号，或“指标”表里的编号。"
    absent = [row for row in rows if row not in there]
    if absent:
        raise InputError(
            [
                Problem("no-such-record", f"这一份没有“{row}”这一行", Place(str(folder)), hint)
                for row in absent
            ]
        )


def _notes(each: Explained, words: BulkWords, *, is_other_program: bool) -> Iterator[str]:
    place = each.written["place"]
    if not each.is_same:
        yield words.text("record_changed", place=place)
    if is_other_program:
        yield words.text("program_changed")
    if each.total_differs:
        before, now = each.written["total"], each.form.scorecard.total
        none = words.text("no_total")
        yield words.text("total_differs", before=before or none, now=none if now is None else now)


def _json(each: Explained, rows: Sequence[str]) -> str:
    card = as_dict(each.form, texts=not each.form.submission.secret)
    if rows:
        card["indicators"] = [
            row
            for number, row in enumerate(card["indicators"], 1)
            if row["id"] in rows or str(number) in rows
        ]
    return printable_json(json.dumps(card, ensure_ascii=False, indent=2))


def _text(each: Explained, rows: Sequence[str], words: BulkWords) -> Iterator[str]:
    form = each.form
    view = explained(form, form.library.labels)
    head = view.form
    yield words.text(
        "explained", subject=head.subject, year=head.year, place=each.written["place"],
        set=form.scorecard.set.id,
    )  # fmt: skip
    facts = (
        ("total", head.rule_total), ("grade", head.rule_grade), ("counts", head.counts),
        ("claimed", head.claimed_total),
    )  # fmt: skip
    yield from _facts(facts, words, "")
    nameless = words.text("no_name_shown" if form.submission.secret else "no_name")
    if not rows:
        for execution in view.execution:
            yield ""
            yield from _execution(execution, words)
    for row in view.row:
        if not rows or row.id in rows or str(row.number) in rows:
            yield ""
            yield from _row(row, words, nameless)
    if not rows:
        yield from _rest(view, words)


def _execution(item: ExecutionFields, words: BulkWords) -> Iterator[str]:
    yield words.text("of_execution", name=item.name, got=_got(item), points=value_text(item.points))
    facts = (
        ("status", item.status), ("claimed", item.claimed), ("band", _band(item)),
        ("formula", item.formula), ("because", item.because), ("case", item.case),
        ("notes", item.notes), ("sources", item.sources), ("place", item.place),
    )  # fmt: skip
    yield from _facts(facts, words)


def _row(row: IndicatorFields, words: BulkWords, nameless: str) -> Iterator[str]:
    """Yield the lines of a row; ``nameless`` is what one without a name is called."""
    level = " / ".join(part for part in (row.level1, row.level2) if part)
    name = row.name or nameless
    yield words.text(
        "of_row", number=row.number, name=name, level=level, got=_got(row),
        points=value_text(row.points),
    )  # fmt: skip
    facts = (
        ("target", row.target), ("actual", row.actual), ("status", row.status),
        ("claimed", row.claimed), ("band", _band(row)), ("read_target", row.read_target),
        ("read_actual", row.read_actual), ("direction", row.direction),
        ("completion", row.completion), ("calculation", row.calculation),
        ("formula", row.formula), ("because", row.because), ("case", row.case),
        ("reason", row.reason), ("evidence", row.evidence), ("notes", row.notes),
        ("sources", row.sources), ("place", row.place),
    )  # fmt: skip
    yield from _facts(facts, words)


def _rest(view: FormView, words: BulkWords) -> Iterator[str]:
    for requirement in view.requirement:
        say = "：".join(part for part in (requirement.of, on_one_line(requirement.say)) if part)
        yield words.text("missing", say=say)


def _got(item: ExecutionFields | IndicatorFields) -> str:
    return value_text(item.rule_score)


def _band(item: ExecutionFields | IndicatorFields) -> str:
    return item.band if isinstance(item.rule_score, Decimal) and item.band != "—" else ""


def _facts(
    facts: Sequence[tuple[str, str | Decimal | int | None]], words: BulkWords, indent: str = "  "
) -> Iterator[str]:
    for key, value in facts:
        text = on_one_line(value_text(value))
        if text:
            yield f"{indent}{words.facts[key]}：{text}"
