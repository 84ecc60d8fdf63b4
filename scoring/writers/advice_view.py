"""Advice before handing in, in words: findings, what is missing, open rows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from scoring.records.finding import Finding, OpenRow, Review, Todo
from scoring.records.result import Result
from scoring.review.vocabulary import Vocabulary
from scoring.writers.form.present import grade_text
from scoring.writers.labels import Labels
from scoring.writers.wording import cap_text, number, source_text


@dataclass(frozen=True, slots=True)
class AdviceItem:
    """One piece of advice; ``lines`` are whole sentences, each with its lead."""

    where: str
    """Name of the row or block by the set, without the name of any sheet."""
    place: str
    name: str
    title: str
    """Holds no text of the form, so that it may be shown for a secret submission."""
    stake: str
    text: str
    lines: tuple[str, ...]
    sources: str = ""
    also: tuple[str, ...] = ()
    """Further places of which the same is true."""


@dataclass(frozen=True, slots=True)
class AdviceSection:
    """Things of one kind, under a heading that counts them."""

    key: str
    heading: str
    items: tuple[AdviceItem, ...]


@dataclass(frozen=True, slots=True)
class AdviceView:
    """The advice about one submission."""

    title: str
    year: int | Literal[""]
    """The year of the self-evaluation; empty where the form names none."""
    unit: str
    outcome: str
    sections: tuple[AdviceSection, ...]
    note: str
    remark: str
    """What was not found on the form, in a sentence; empty of a secret one."""
    """About rows that ask for nothing; empty where there are none."""
    nothing: str
    """Said where there is nothing to do."""
    summary: str
    about: str


def advice_view(result: Result, review: Review, words: Vocabulary, labels: Labels) -> AdviceView:
    """Put a review into words."""
    card = result.scorecard
    lists: list[tuple[str, tuple[AdviceItem, ...]]] = [
        ("E", _findings(review.of_kind("E"), words, labels)),
        ("Q", _findings(review.of_kind("Q"), words, labels)),
        ("N", _findings(review.of_kind("N"), words, labels)),
        ("todo", tuple(_todo(todo, words) for todo in review.todo)),
        ("open", tuple(_open(row, words) for row in review.open_rows)),
        ("targets", _findings(review.targets, words, labels)),
    ]
    counts = {key: len(items) for key, items in lists}
    sections = tuple(
        AdviceSection(
            key, words.text("heading", section=words.sections[key], count=len(items)), items
        )
        for key, items in lists
        if items
    )
    return AdviceView(
        title=card.title,
        year=card.year or "",
        unit=result.submission.unit,
        outcome=_outcome(result, words, labels),
        sections=sections,
        note=_note(review, words),
        remark="" if result.submission.secret else result.submission.remark,
        nothing=words.patterns["nothing"] if review.is_clean else "",
        summary=words.text("summary", **counts),
        about=words.text(
            "about", set_title=card.set.title, set_id=card.set.id,
            rules_title=review.rules_title, rules_id=review.rules_id,
        ),
    )  # fmt: skip


def _outcome(result: Result, words: Vocabulary, labels: Labels) -> str:
    card, claimed = result.scorecard, result.submission.claimed_total
    if not card.scored:
        return words.patterns["no_score"]
    low, high = number(card.low), number(card.high)
    if card.total is None:
        parts = [words.text("score_open", low=low, high=high)]
    else:
        name = "score" if low == high else "score_band"
        parts = [words.text(name, total=number(card.total), low=low, high=high)]
    if claimed is not None:
        parts.append(words.text("claimed", claimed=number(claimed)))
    parts.append(words.text("grade", grade=grade_text(card, labels)))
    cap = "" if result.submission.secret else cap_text(card, labels)
    parts += [cap] if cap else []
    return labels.word("words", "between").join(parts)


def _findings(
    findings: Iterable[Finding], words: Vocabulary, labels: Labels
) -> tuple[AdviceItem, ...]:
    return tuple(_finding(finding, words, labels) for finding in findings)


def _finding(finding: Finding, words: Vocabulary, labels: Labels) -> AdviceItem:
    lines = []
    if finding.ask:
        lines.append(words.text("ask", text=finding.ask))
    if finding.advice:
        lines.append(_advice(finding, words))
    name = finding.name if finding.name != finding.place else ""
    return AdviceItem(
        where=finding.where or words.places[finding.of],
        place=finding.place,
        name=name,
        title=finding.title,
        stake=_stake(finding, words),
        text=finding.text,
        lines=tuple(lines),
        sources=_sources(finding, words, labels),
        also=finding.also,
    )


def _advice(finding: Finding, words: Vocabulary) -> str:
    """What is advised for next year is not to be done before handing in."""
    name = "advice_targets" if finding.for_targets else "advice"
    return words.text(name, text=finding.advice)


def _stake(finding: Finding, words: Vocabulary) -> str:
    stake = finding.stake
    if stake is None:
        return ""
    low, high = number(stake.low), number(stake.high)
    if low == high:
        return words.text("stake", points=high)
    return words.text("stake_band", low=low, high=high)


def _sources(finding: Finding, words: Vocabulary, labels: Labels) -> str:
    if not finding.sources:
        return ""
    separator = labels.word("words", "separator")
    sources = separator.join(source_text(source, labels) for source in finding.sources)
    return words.text("source", sources=sources)


def _todo(todo: Todo, words: Vocabulary) -> AdviceItem:
    field = words.fields.get(todo.field, todo.field)
    name = todo.name if todo.name != todo.place else ""
    return AdviceItem(todo.where or todo.place, todo.place, name, field, "", todo.text, ())


def _open(row: OpenRow, words: Vocabulary) -> AdviceItem:
    low, high = number(row.low), number(row.high)
    if row.score is None:
        earns = words.text("open", low=low, high=high)
    else:
        earns = words.text("open_default", low=low, high=high, score=number(row.score))
    lines = (words.text("settle", text=row.settle),) if row.settle else ()
    return AdviceItem(row.where, row.place, row.name, earns, "", row.because, lines)


def _note(review: Review, words: Vocabulary) -> str:
    parts = []
    if review.accepted:
        parts.append(words.text("accepted", count=review.accepted))
    rest = review.in_band - review.accepted
    if rest:
        parts.append(words.text("in_band", count=rest))
    return "".join(parts)
