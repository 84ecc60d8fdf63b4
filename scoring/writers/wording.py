"""Scores, bands, cases and sources in the words of the labels."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from pathlib import PurePosixPath, PureWindowsPath

from scoring.exact import fixed, plain
from scoring.problem import Place
from scoring.records.certainty import KNOWN, Certainty
from scoring.records.own_track import OwnScore
from scoring.records.scorecard import ExecutionResult, RowResult, Scorecard, Source, Status, Trace
from scoring.writers.labels import Labels


def value_text(value: str | Decimal | int | None) -> str:
    """Return a value as it is printed: a number with the decimals it has, nothing for None."""
    if value is None:
        return ""
    return format(value, "f") if isinstance(value, Decimal) else str(value)


def amount_text(value: Decimal) -> str:
    """Return an amount of money: thousands set apart, two decimals, more where it has more."""
    exponent = value.as_tuple().exponent
    places = max(2, -exponent) if isinstance(exponent, int) else 2
    whole, dot, rest = fixed(value, places).partition(".")
    sign, digits = ("-", whole[1:]) if whole.startswith("-") else ("", whole)
    return f"{sign}{int(digits):,}{dot}{rest}"


def score_or_band(
    score: Decimal | None, status: Status, low: Decimal, high: Decimal, labels: Labels
) -> Decimal | str:
    """Return the score, or the word for having none with the band it will lie in."""
    if score is not None:
        return score
    word = labels.word("score_words", status)
    if status is Status.NOT_APPLICABLE or low == high:
        return word
    return labels.text("open_score", word=word, low=number(low), high=number(high))


def rule_score(row: RowResult | ExecutionResult, labels: Labels) -> Decimal | str:
    """Return a row's score by the rule, or the word for having none with its band."""
    return score_or_band(row.score, row.status, row.low, row.high, labels)


def score_of(
    row: RowResult | ExecutionResult, own: OwnScore | None, labels: Labels
) -> Decimal | str | None:
    """Return the score that stands on the form: the unit's own; without its track the rule's."""
    if own is None or (own.score is None and row.status is Status.NOT_APPLICABLE):
        return rule_score(row, labels)
    return own.score


def points_of(row: RowResult) -> Decimal | None:
    """Return a row's points, or None where nobody filled them in."""
    return None if row.status is Status.UNSCORED and not row.points else row.points


def number(value: Decimal) -> str:
    """Return a score in a sentence, without idle zeros."""
    return plain(Fraction(value))


def band(low: Decimal, high: Decimal, labels: Labels) -> str:
    """Return ``low–high``, or a dash where nothing is open."""
    if low == high:
        return labels.word("words", "dash")
    return labels.text("band", low=number(low), high=number(high))


def case_text(trace: Trace, labels: Labels) -> str:
    """Return which case of which rule applied."""
    if not trace.case:
        return ""
    return labels.text("case", rule=labels.word("rules", trace.rule), case=trace.case)


def source_text(source: Source, labels: Labels) -> str:
    """Return a document with its article and how reliable it is."""
    return labels.text(
        "source" if source.article else "source_no_article",
        document=source.document,
        article=source.article,
        standing=labels.word("standings", source.standing),
    )


def sources_text(trace: Trace, labels: Labels) -> str:
    """Return every source, one a line."""
    return "\n".join(source_text(source, labels) for source in trace.sources)


def notes_text(trace: Trace, labels: Labels, known: Certainty = Certainty.WRITTEN) -> str:
    """Return what was assumed while reading, and what of it is not known."""
    notes = [labels.word("notes", note) for note in trace.notes]
    if known < KNOWN:
        notes.append(labels.word("known", known.key))
    return labels.word("words", "separator").join(notes)


def cap_text(card: Scorecard, labels: Labels, *, sourced: bool = False) -> str:
    """Return what the set's cap of the total does here; empty where it leaves all points."""
    cap = card.cap
    if cap is None or not card.scored or cap.low >= card.points:
        return ""
    trace, name = cap.trace, "cap"
    if cap.most is None:
        name = "cap_open"
    elif cap.added is not None and cap.added > cap.most:
        name = "cap_binds"
    text = labels.text(
        name, low=number(cap.low), high=number(cap.high),
        most="" if cap.most is None else number(cap.most),
        added="" if cap.added is None else number(cap.added),
        because=trace.because or case_text(trace, labels),
    )  # fmt: skip
    if not sourced or not trace.sources:
        return text
    sources = labels.word("words", "separator").join(source_text(s, labels) for s in trace.sources)
    return labels.text("cap_sourced", cap=text, sources=sources)


def relative(place: Place | None) -> str:
    """Return ``file:line`` with a relative file; a folder of this machine is never printed."""
    if place is None:
        return ""
    file = place.file
    if PurePosixPath(file).is_absolute() or PureWindowsPath(file).drive or file[:1] in "/\\":
        file = PureWindowsPath(file).name
    file = file.replace("\\", "/")
    return f"{file}:{place.line}" if place.line else file


def formula_text(trace: Trace, score: Decimal | None) -> str:
    """Return the formula with its numbers; nothing where it is only the score itself."""
    return "" if score is not None and trace.formula == number(score) else trace.formula
