"""Numbers of projects that a text or the record states, compared with those that are there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from scoring.rules.types import Value
from scoring.text import name_key, plain_signs, shortened
from scoring.year.check.compared_year import OwnedFinding, YearIndex, owned

_ENDS: Final = "。;!?\n"
_LONGEST_QUOTE: Final = 120


@dataclass(frozen=True, slots=True)
class _Text:
    """A text that a person wrote about the year of the whole department."""

    file: str
    at: str
    text: str


@dataclass(frozen=True, slots=True)
class _Counts:
    """The numbers that may be meant by one, and whether any above the greatest may be right too."""

    meant: frozenset[int]
    is_open: bool

    def fit(self, stated: int) -> bool:
        """Tell whether a stated number may be one of these."""
        return stated in self.meant or (self.is_open and stated >= max(self.meant))


def compare_counts(year: YearIndex) -> Iterator[OwnedFinding]:
    """Yield every number of projects that a text states, once a text."""
    counts = {"second_level": _projects(year), "first_level": _first_levels(year)}
    yield from _of_record(year)
    for text in _texts(year):
        plain = plain_signs(text.text)
        for kind, patterns in year.words.count_patterns.items():
            stated: set[int] = set()
            for found in (match for pattern in patterns for match in pattern.finditer(plain)):
                start, end = _sentence(plain, found.start(), found.end())
                number = int(found["n"])
                about = year.documents.words.is_about_self_evaluation(plain[start:end])
                if about and number not in stated and counts[kind].meant:
                    stated.add(number)
                    sentence = text.text[start:end].strip()
                    yield _count(year, text.file, text.at, kind, number, counts[kind], sentence)


def _of_record(year: YearIndex) -> Iterator[OwnedFinding]:
    """Yield the numbers that the record expects where more are there."""
    expected, file = year.folder.record.expected, year.folder.record_file
    there = {"second_level": len(year.projects), "first_level": len(_parents(year))}
    for kind, number in (
        ("second_level", expected.second_level), ("first_level", expected.first_level),
    ):  # fmt: skip
        if number is not None and there[kind] > number:
            found = _Counts(frozenset({there[kind]}), is_open=False)
            yield _count(year, file, file, kind, number, found, "")


def _count(
    year: YearIndex, file: str, at: str, kind: str, stated: int, counts: _Counts, sentence: str
) -> OwnedFinding:
    name = year.words.counts["first_level" if kind == "first_level" else "second_level"]
    facts: dict[str, Value | None] = {
        "count_of": name,
        "count_stated": Fraction(stated),
        "count_found": Fraction(max(counts.meant)),
        "count_fits": counts.fit(stated),
        "sentence": shortened(sentence, _LONGEST_QUOTE) or None,
    }
    return owned(file, "count", name, at, facts, where=kind)


def _projects(year: YearIndex) -> _Counts:
    """Return how many second-level projects may be meant: those expected, those that are there.

    Also without the secret ones, which public papers never count.
    """
    expected = year.folder.record.expected.second_level
    secret = sum(form.submission.secret for form in year.projects)
    wholes = {len(year.projects), *(() if expected is None else (expected,))}
    meant = {n - less for n in wholes for less in (0, secret) if n}
    return _Counts(frozenset(meant), is_open=expected is None)


def _first_levels(year: YearIndex) -> _Counts:
    expected = year.folder.record.expected.first_level
    listed = len(year.folder.record.first_level)
    meant = {n for n in (expected, listed, len(_parents(year))) if n}
    return _Counts(frozenset(meant), is_open=expected is None)


def _parents(year: YearIndex) -> frozenset[str]:
    parents = (form.submission.project.parent for form in year.projects)
    return frozenset(name_key(parent.name) for parent in parents if parent and parent.name)


def _texts(year: YearIndex) -> Iterator[_Text]:
    """Yield the texts that people wrote: of the record, of documents, in the papers' blocks."""
    record, file = year.folder.record, year.folder.record_file
    for name, text in record.texts.items():
        yield _Text(file, name, text)
    for document in year.folder.texts:
        for passage in document.passages:
            if passage.whole and passage.year in (None, record.year):
                yield _Text(document.file, passage.at, passage.text)
    for paper in year.papers:
        for place in paper.standing.places:
            if place.block or paper.made is None:
                yield _Text(paper.file, place.at, place.text)


def _sentence(text: str, start: int, end: int) -> tuple[int, int]:
    begin = max(text.rfind(sign, 0, start) for sign in _ENDS) + 1
    ends = [at for sign in _ENDS if (at := text.find(sign, end)) >= 0]
    return begin, min(ends, default=len(text))
