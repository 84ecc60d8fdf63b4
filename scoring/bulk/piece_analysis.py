"""What is counted over a piece besides its records: claims against the rule, and what other sets would move."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from typing import Final, NamedTuple

from scoring.bulk.worker import BulkSettings, BulkWorker
from scoring.indicator_set.model import IndicatorSet
from scoring.portfolio.claims import row_claims
from scoring.portfolio.kept_data import decode, encode
from scoring.portfolio.moves import Move, Moves
from scoring.portfolio.portfolio import Portfolio, PortfolioSettings, Steps
from scoring.portfolio.set_facts import NotCompared, SetFacts, not_comparable, variants
from scoring.portfolio.tally import Addable, Groups
from scoring.portfolio.weights import Sensitivity
from scoring.problem import InputError
from scoring.records.bulk_record import ScoredSubmission, SetAside
from scoring.words import load_vocabulary
from scoring.work.library import Library
from scoring.writers.analysis.analysis_words import AnalysisWords
from scoring.writers.analysis.entries import Names
from scoring.writers.analysis.moves_tables import moved_form
from scoring.writers.analysis.portfolio_tables import row_claim
from scoring.writers.lists.table_file import csv_lines

AGAINST: Final = ""
"""The base under which the moves of the set stand that was asked for."""
Rescore = Callable[[BulkWorker, Sequence[int]], Iterator[ScoredSubmission | SetAside]]
"""Scores the records of a piece at these places by another worker, in this order."""


class KnownSets(dict[str, SetFacts]):
    """The facts about sets by id, found when they are asked for."""

    def __init__(self, library: Library) -> None:
        super().__init__()
        self._library = library

    def __missing__(self, key: str) -> SetFacts:
        found = self[key] = SetFacts.of(self._library.indicator_set(key))
        return found

    def get(self, key: str, default: SetFacts | None = None) -> SetFacts | None:  # type: ignore[override]
        """Return the facts about a set; ``default`` if there is no such set."""
        try:
            return self[key]
        except InputError:
            return default


class Analysis(Addable):
    """All that is counted."""

    def __init__(self, words: AnalysisWords) -> None:
        forms = Steps.of(words.edges("forms"))
        rows = Steps.of(words.edges("rows"))
        listed = words.listed["workbook"]
        self.portfolio = Portfolio(PortfolioSettings(forms, rows, listed))
        self.sensitivity = Sensitivity(words.share_moved())
        self.moves = Groups(lambda: Moves(forms, listed), (AGAINST, AGAINST))
        """What moves, by the set of the submissions (:data:`AGAINST` for all of them) and the other set."""

    def kept(self) -> str:
        """Return it as it is kept of a piece."""
        return json.dumps(self.to_data(encode), separators=(",", ":"))

    def add_kept(self, text: bytes) -> None:
        """Add what was kept of the next piece."""
        self.load(json.loads(text), decode)


class PieceLists(NamedTuple):
    """What was counted over a piece, and its lines of the lists that hold everything."""

    analysis: str
    claims: str
    moved: str


class Analyst:
    """Counts over pieces; sets are loaded once."""

    def __init__(self, settings: BulkSettings, library: Library, against: str | None) -> None:
        self._settings = settings
        self._library = library
        self._against = against
        self._words = load_vocabulary(AnalysisWords)
        self._sets = KnownSets(library)
        self._names = Names(self._words, library.labels, self._sets)
        self._others: dict[str, BulkWorker] = {}
        self._variants: dict[str, tuple[str, ...]] = {}
        self._compares: dict[str, NotCompared | None] = {}

    def piece(self, scored: Sequence[ScoredSubmission], rescore: Rescore) -> PieceLists:
        """Count over a piece."""
        found = Analysis(self._words)
        claims = []
        for each in scored:
            found.portfolio.add(each, self._sets)
            if not each.submission.secret:
                claims += [row_claim(claim, self._names) for claim in row_claims(each)]
        moved: list[Move] = []
        if self._against is not None:
            for each in scored:
                found.sensitivity.add(each, self._sets)
            moved = self._against_all(scored, rescore, found)
            self._against_variants(scored, rescore, found)
        return PieceLists(
            found.kept(),
            csv_lines(self._words.table("above_rows"), claims),
            csv_lines(
                self._words.table("largest"), [moved_form(each, self._names) for each in moved]
            ),
        )

    def _against_all(
        self, scored: Sequence[ScoredSubmission], rescore: Rescore, found: Analysis
    ) -> list[Move]:
        """Score by the set that was asked for whatever can be compared."""
        assert self._against is not None
        moves = found.moves[AGAINST, self._against]
        places = []
        for at, each in enumerate(scored):
            why = self._why_not(each.submission.set)
            if why is None:
                places.append(at)
            else:
                moves.leave_out(each.submission, why)
        return self._compare(scored, places, self._against, rescore, moves)

    def _against_variants(
        self, scored: Sequence[ScoredSubmission], rescore: Rescore, found: Analysis
    ) -> None:
        by_set: dict[str, list[int]] = {}
        for at, each in enumerate(scored):
            by_set.setdefault(each.submission.set, []).append(at)
        for base, places in by_set.items():
            for other in self._variants_of(base):
                self._compare(scored, places, other, rescore, found.moves[base, other])

    def _compare(
        self, scored: Sequence[ScoredSubmission], places: Sequence[int], other: str,
        rescore: Rescore, moves: Moves,
    ) -> list[Move]:  # fmt: skip
        if other not in self._others:
            settings = replace(self._settings, set=other)
            self._others[other] = BulkWorker(settings, self._library)
        outcomes = rescore(self._others[other], places)
        compared = (
            moves.add(scored[at], outcome, self._sets)
            for at, outcome in zip(places, outcomes, strict=True)
        )
        return [move for move in compared if move is not None]

    def _why_not(self, base: str) -> NotCompared | None:
        if base not in self._compares:
            assert self._against is not None
            own, other = map(self._library.indicator_set, (base, self._against))
            self._compares[base] = not_comparable(own, other)
        return self._compares[base]

    def _variants_of(self, base: str) -> tuple[str, ...]:
        if base not in self._variants:
            own = self._library.indicator_set(base)
            self._variants[base] = tuple(each.id for each in variants(own, self._choices))
        return self._variants[base]

    @cached_property
    def _choices(self) -> Sequence[IndicatorSet]:
        return sorted(self._library.choices(), key=lambda each: each.id)
