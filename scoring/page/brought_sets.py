"""Which set a form or table that was brought to the page is filled in by, and which others may be."""

from __future__ import annotations

from typing import Literal, NamedTuple

from scoring.batch.recognise import Candidate, RecognisedKind, kind_of, load_clues, recognise
from scoring.batch.set_fit import fits_kind, takes_rows
from scoring.indicator_set.model import IndicatorSet
from scoring.intake.targets import NO_SET, FormSource
from scoring.page.messages.bringing import SetOffer
from scoring.page.unit_words import UnitWords
from scoring.problem import InputError
from scoring.records.file_content import Form
from scoring.words import load_vocabulary
from scoring.work.library import Library
from scoring.work.set_of_form import fits_set

_MOST_OFFERED = 8


class ChosenSet(NamedTuple):
    """A set, who chose it, those that may be chosen, and why one that was named is not taken."""

    set: str
    by: Literal["form", "person", "clues", ""]
    offers: tuple[SetOffer, ...] = ()
    note: str = ""


class SetChooser:
    """Chooses the sets of the forms of one file."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self.clues = load_clues(library.folders)
        self.words = load_vocabulary(UnitWords)

    def of(self, source: FormSource, mark: str, asked: str) -> ChosenSet:
        """Return the set of a form or table: the one that a person asks for, that it names, or that it shows.

        ``mark`` is the set by which its file says that it was printed.
        """
        form = Form(at=source.at, title=source.title, headings=source.headings)
        kind = kind_of(form, source.submission, self.clues)
        named = asked or ("" if source.submission.set == NO_SET else source.submission.set)
        if named:
            note = self._why_not(named, kind, source)
            if note:
                return ChosenSet("", "", self._takers(kind, source), note)
            return ChosenSet(named, "person" if asked else "form")
        if mark and fits_set(source.submission.model_copy(update={"set": mark}), self.library):
            return ChosenSet(mark, "form")
        found = recognise(form, source.submission, self.clues, lambda own: self._fits(own, kind))
        if found.set is not None and not self._why_not(found.set, kind, source):
            return ChosenSet(found.set, "clues", (self._offer(found.set, "、".join(found.shows)),))
        takers = self._takers(kind, source)
        taking = {offer.id for offer in takers}
        near = [each for each in found.candidates if source.kind == "form" or each.set in taking]
        # What a table of targets does not show of a set may be missing because it is another's.
        unsure = [each for each in near if not self._is_alike(each) and source.kind != "form"]
        first = [self._near(each) for each in near if each not in unsure]
        last = [self._near(each) for each in unsure]
        ids = {each.set for each in near}
        others = [offer for offer in takers if offer.id not in ids]
        return ChosenSet("", "", tuple([*first, *others, *last][:_MOST_OFFERED]))

    def _takers(self, kind: RecognisedKind | None, source: FormSource) -> tuple[SetOffer, ...]:
        """Return the sets that have a place for the rows of a form or table."""
        found = [
            self._offer(each.id, "")
            for each in self.library.choices()
            if fits_kind(each, kind) and takes_rows(each, source.rows)
        ]
        return tuple(found[:_MOST_OFFERED])

    def _why_not(self, set_id: str, kind: RecognisedKind | None, source: FormSource) -> str:
        """Return why a set is not for a form or table; empty where it is."""
        try:
            indicators = self.library.scorer(set_id).indicators
        except InputError as error:
            return error.problems[0].message
        note = self._misfit(indicators, kind, source)
        if not note:
            return ""
        others = [offer.called for offer in self._takers(kind, source)]
        return note + (self.words.notes["use"].format(others="、".join(others)) if others else "")

    def _misfit(
        self, indicators: IndicatorSet, kind: RecognisedKind | None, source: FormSource
    ) -> str:
        notes = self.words.notes
        if kind is not None and not fits_kind(indicators, kind):
            return notes["wrong_kind"].format(kind=kind.word, why=kind.shows, set=indicators.shown)
        if source.kind == "targets" and source.rows and not takes_rows(indicators, source.rows):
            levels = "、".join(dict.fromkeys(row.level1 for row in source.rows if row.level1))
            own = "、".join(level.name for level in indicators.levels)
            return notes["not_taken"].format(set=indicators.shown, levels=levels, own=own)
        return ""

    def _is_alike(self, candidate: Candidate) -> bool:
        """Return whether a form shows all of a set, which others share."""
        return candidate.lacks == (self.clues.words.get("not_alone", ""),)

    def _near(self, candidate: Candidate) -> SetOffer:
        """Offer a set with what a form does not show of it, which is no reason to take it."""
        lacks = "；".join(candidate.lacks)
        if lacks and not self._is_alike(candidate):
            lacks = self.words.notes["unseen"].format(lacks=lacks)
        return self._offer(candidate.set, lacks)

    def _offer(self, set_id: str, why: str) -> SetOffer:
        try:
            called = self.library.indicator_set(set_id).shown
        except InputError:
            called = set_id
        return SetOffer(id=set_id, called=called, why=why)

    def _fits(self, set_id: str, kind: RecognisedKind | None) -> bool:
        try:
            return fits_kind(self.library.indicator_set(set_id), kind)
        except InputError:
            return False
