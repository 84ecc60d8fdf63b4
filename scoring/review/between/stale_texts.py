"""Texts that may have been carried over: earlier years they name, what stood in last year's file."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from scoring.exact import YEAR_IN_TEXT
from scoring.review.between.documents import DocumentIndex
from scoring.review.between.records import Outcome, OwnedSubject, Owner, owned_subject
from scoring.rules.types import Scope, Value
from scoring.text import name_key, plain_signs, shortened, squeezed

_SENTENCE: Final = re.compile("[^。;!?]+[。;!?]?")
_SHORTEST: Final = 10
"""Characters of a sentence that count when it is the same in both years."""
_QUOTED: Final = 80


@dataclass(frozen=True, slots=True)
class DatedText:
    """A text with whose and which year's it is; ``form`` is the position of its form."""

    file: str
    at: str
    unit: str
    """Whose, as a key; empty where that is not known."""
    subject: str
    year: int
    text: str
    form: int | None
    kind: str
    whole: bool = False

    @property
    def owner(self) -> Owner:
        """Whose a finding about the text is: the form's, else the file's."""
        return self.file if self.form is None else self.form

    def with_facts(self, facts: Scope) -> OwnedSubject:
        """Return the text as rules look at it."""
        return owned_subject(self.owner, "passage", self.at, self.subject, facts)


def check_texts(documents: DocumentIndex) -> Iterator[Outcome]:
    """Find every text that may have been carried over from last year."""
    texts = list(_texts(documents))
    for text in texts:
        facts = _problems(documents, text) if text.kind == "passage" else {}
        if facts:
            yield text.with_facts(facts)
    by_owner: dict[tuple[str, str, int, str], list[DatedText]] = {}
    for text in texts:
        whose = text.unit, documents.project(text.subject), text.year, text.kind
        by_owner.setdefault(whose, []).append(text)
    quoted: set[tuple[str, Value | None]] = set()
    for text in sorted(texts, key=lambda text: text.whole):
        whose = text.unit, documents.project(text.subject), text.year - 1, text.kind
        before = by_owner.get(whose, [])
        if text.unit and len(before) == 1 and not _is_secret(documents, before[0]):
            facts = _same(documents, text, before[0])
            # A summary may stand inside a paragraph of the report: it is one finding.
            if facts and (text.file, facts["same_quote"]) not in quoted:
                quoted.add((text.file, facts["same_quote"]))
                yield text.with_facts(facts)


def _is_secret(documents: DocumentIndex, text: DatedText) -> bool:
    return text.form is not None and documents.forms[text.form].submission.secret


def _texts(documents: DocumentIndex) -> Iterator[DatedText]:
    """Yield the summaries of reports, and what forms say was achieved."""
    for file in documents.files:
        for passage in file.passages:
            if passage.year is None or not passage.subject:
                continue
            index, certain = documents.form_of(file.name, passage)
            form = index if certain else None
            unit = documents.unit_of_file.get(file.name, "")
            if form is not None and not unit:
                unit = name_key(documents.forms[form].submission.unit)
            yield DatedText(
                file.name, passage.at, unit, passage.subject, passage.year, passage.text, form,
                "passage", passage.whole,
            )  # fmt: skip
    for index, one in enumerate(documents.forms):
        submission = one.submission
        text = submission.goal.achieved
        if text.strip() and submission.unit and submission.year is not None:
            subject = submission.project.code or submission.project.name
            unit = name_key(submission.unit)
            yield DatedText(one.file, one.at, unit, subject, submission.year, text, index, "goal")


def _problems(documents: DocumentIndex, summary: DatedText) -> Scope:
    """Return the facts of a summary whose part on problems names only earlier years."""
    text, words = plain_signs(summary.text), documents.words
    starts = [text.find(word) for word in map(squeezed, words.problems) if word in text]
    if not starts:
        return {}
    start = min(starts)
    ends = [text.find(squeezed(word), start) for word in words.behind_problems]
    end = min((at for at in ends if at > start), default=len(text))
    years = {int(year) for year in YEAR_IN_TEXT.findall(text[start:end])}
    if not years or max(years) >= summary.year:
        return {}
    return {
        "quote": summary.text[start:end],
        "year_here": Fraction(summary.year),
        "earlier_year": Fraction(max(years)),
    }


def _same(documents: DocumentIndex, now: DatedText, before: DatedText) -> Scope:
    """Return the facts of the longest run of sentences that stood in last year's text too."""
    sentences = _sentences(now.text)
    start, count = _longest_run(
        [name_key(s) for s in sentences], [name_key(s) for s in _sentences(before.text)]
    )
    text = "".join(sentences[start : start + count])
    if len(text) < int(documents.words.same_text):
        return {}
    return {
        "year_here": Fraction(now.year),
        "same_length": Fraction(len(text)),
        "same_quote": shortened(text, _QUOTED),
        "other_place": documents.place(before.file, before.at),
    }


def _sentences(text: str) -> Sequence[str]:
    """Return the sentences that count, as written but for blanks."""
    whole = "".join(text.split())
    found = (whole[m.start() : m.end()] for m in _SENTENCE.finditer(plain_signs(whole)))
    return [sentence for sentence in found if len(name_key(sentence)) >= _SHORTEST]


def _longest_run(here: Sequence[str], there: Sequence[str]) -> tuple[int, int]:
    """Return where the run of sentences begins that both texts hold, and how many: the longest.

    Of a sentence that stands several times in last year's text the first place counts.
    """
    at: dict[str, int] = {}
    for index, sentence in enumerate(there):
        at.setdefault(sentence, index)
    best, longest = (0, 0), 0
    start = held = 0
    for index, sentence in enumerate(here):
        goes_on = index > start and at.get(sentence, -1) == at.get(here[index - 1], -3) + 1
        if not goes_on:
            start, held = index, 0
        held += len(sentence)
        if sentence in at and held > longest:
            best, longest = (start, index - start + 1), held
    return best
