"""Texts that may be left over from last year: what they tell, and what stood in last year's file."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from scoring.review.between.batch import Batch
from scoring.review.between.names import key, narrow
from scoring.review.between.records import Outcome, Owner
from scoring.review.rule_runner import Subject, fixed_place
from scoring.rules.types import Value
from scoring.text import squeezed

_YEAR: Final = re.compile("(?<![0-9])(20[0-9]{2})年")
_SENTENCE: Final = re.compile("[^。;!?]+[。;!?]?")
_SHORTEST: Final = 10
"""Characters of a sentence that count when it is the same in both years."""
_QUOTED: Final = 80


@dataclass(frozen=True, slots=True)
class Said:
    """A text with whose and which year's it is; ``form`` is the position of its form."""

    file: str
    at: str
    unit: str
    """Whose, folded; empty where it is not known."""
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


def check_texts(batch: Batch) -> Iterator[Outcome]:
    """Find every text that may have been carried over from last year."""
    said = list(_texts(batch))
    for one in said:
        if one.kind == "passage":
            facts = _problems(batch, one)
            if facts:
                yield one.owner, Subject("passage", "", one.subject, facts, fixed_place(one.at))
    last: dict[tuple[str, str, int, str], list[Said]] = {}
    for one in said:
        whose = one.unit, batch.project(one.subject), one.year, one.kind
        last.setdefault(whose, []).append(one)
    told: set[tuple[str, Value | None]] = set()
    for one in sorted(said, key=lambda one: one.whole):
        before = last.get((one.unit, batch.project(one.subject), one.year - 1, one.kind), [])
        if one.unit and len(before) == 1 and not _is_secret(batch, before[0]):
            facts = _same(batch, one, before[0])
            # A summary may stand inside a paragraph of the report: it is told of once.
            if facts and (one.file, facts["same_quote"]) not in told:
                told.add((one.file, facts["same_quote"]))
                yield one.owner, Subject("passage", "", one.subject, facts, fixed_place(one.at))


def _is_secret(batch: Batch, said: Said) -> bool:
    return said.form is not None and batch.forms[said.form].submission.secret


def _texts(batch: Batch) -> Iterator[Said]:
    """Yield the summaries of reports, and what forms say was achieved."""
    for file in batch.files:
        for passage in file.passages:
            if passage.year is None or not passage.subject:
                continue
            index, certain = batch.form_of(file.name, passage)
            form = index if certain else None
            unit = batch.unit_of_file.get(file.name, "")
            if form is not None and not unit:
                unit = key(batch.forms[form].submission.unit)
            yield Said(
                file.name, passage.at, unit, passage.subject, passage.year, passage.text, form,
                "passage", passage.whole,
            )  # fmt: skip
    for index, one in enumerate(batch.forms):
        given = one.submission
        if given.goal.achieved.strip() and given.unit:
            subject = given.project.code or given.project.name
            unit, text = key(given.unit), given.goal.achieved
            yield Said(one.file, one.at, unit, subject, given.year, text, index, "goal")


def _problems(batch: Batch, said: Said) -> Mapping[str, Value | None]:
    """Return the facts of a summary whose part on problems names only earlier years."""
    text = narrow(said.text)
    starts = [text.find(word) for word in map(squeezed, batch.words.problems) if word in text]
    if not starts:
        return {}
    start = min(starts)
    ends = [text.find(squeezed(word), start) for word in batch.words.behind_problems]
    end = min((at for at in ends if at > start), default=len(text))
    years = {int(year) for year in _YEAR.findall(text[start:end])}
    if not years or max(years) >= said.year:
        return {}
    return {
        "quote": said.text[start:end],
        "year_here": Fraction(said.year),
        "earlier_year": Fraction(max(years)),
    }


def _same(batch: Batch, said: Said, before: Said) -> Mapping[str, Value | None]:
    """Return the facts of the longest run of sentences that stood in last year's text too."""
    own = _sentences(said.text)
    start, count = _longest_run([key(s) for s in own], [key(s) for s in _sentences(before.text)])
    text = "".join(own[start : start + count])
    if len(text) < int(batch.words.same_text):
        return {}
    place = batch.words.text("file_and_place", file=before.file, place=before.at).strip()
    return {
        "year_here": Fraction(said.year),
        "same_length": Fraction(len(text)),
        "same_quote": text if len(text) <= _QUOTED else text[:_QUOTED] + "…",
        "other_place": place,
    }


def _sentences(text: str) -> Sequence[str]:
    """Return the sentences that count, as written but for blanks."""
    whole = "".join(text.split())
    found = (whole[m.start() : m.end()] for m in _SENTENCE.finditer(narrow(whole)))
    return [sentence for sentence in found if len(key(sentence)) >= _SHORTEST]


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
