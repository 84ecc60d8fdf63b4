"""Reviews of single submissions by a rule set: the files that ship, or a user's own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property, lru_cache
from pathlib import PurePosixPath
from typing import Final

from scoring.files import shipped
from scoring.records.certainty import Certainty
from scoring.records.finding import Finding, Review
from scoring.records.result import Result
from scoring.review.review import review
from scoring.review.rule_set import Base, ReviewRules, load_review_rules
from scoring.review.vocabulary import Vocabulary
from scoring.words import load_vocabulary
from scoring.work.library import Library, library_of
from scoring.work.reading import Sets, SubmissionSource
from scoring.work.score import score, score_submission

FOLDER: Final = "review_rules"
SELF_CHECK: Final = "self-check"
"""What a unit reads before it hands in (``ziping check``)."""
RE_SCORING: Final = "re-scoring"
"""What an evaluator lists (``ziping review``)."""
BETWEEN: Final = "between"
YEAR: Final = "year"
"""Rules of another shape: they compare documents, and no rules of forms extend them."""


def check(
    source: SubmissionSource,
    set: str | None = None,
    sets: Sets = None,
    *,
    year: int | None = None,
) -> Review:
    """Return what a reviewer will ask about one submission, before it is handed in.

    ``findings`` are what is to be explained or put right, each with place, text and what to do;
    ``todo`` is what is still missing, ``open_rows`` what rows can earn that a person must settle.
    ``is_clean`` tells that there is nothing of these. Arguments, units and errors as
    :func:`score`.

    >>> import scoring
    >>> review = scoring.check({
    ...     "schema": "ziping/submission/1", "set": "mof/2020-project", "year": 2022,
    ...     "indicators": [
    ...         {"level1": "产出", "level2": "数量", "name": "发放家数", "target": "≥78家",
    ...          "actual": "69家", "points": "50", "claimed": "50"},
    ...     ],
    ... })
    >>> [finding.title for finding in review.findings if finding.where == "产出/数量/1"]
    ['得分与按规则计算的不同']
    >>> review.is_clean
    False
    """
    library = library_of(sets)
    return self_check(library).review(score(source, set, library, year=year))


@lru_cache(maxsize=8)
def self_check(library: Library) -> Reviewer:
    """Return what reviews by the rules that a unit reads before it hands in."""
    return Reviewer(library)


class Reviewer:
    """Reviews results by the shipped rules of an id, or by the rules of a text."""

    def __init__(self, library: Library, rules: str = SELF_CHECK, text: str | None = None) -> None:
        """Take the shipped rules ``rules``; with ``text``, those written there (``rules`` names it)."""
        self.library = library
        self._name = rules
        self._text = text

    @cached_property
    def words(self) -> Vocabulary:
        """The words of a review."""
        return load_vocabulary(Vocabulary)

    @cached_property
    def rules(self) -> ReviewRules:
        """The rules. Raises :class:`InputError` with everything that is wrong in a user's own."""
        if self._text is not None:
            return self.load(self._text, self._name)
        base = self.bases[self._name]
        return self.load(*base)

    @cached_property
    def bases(self) -> dict[str, Base]:
        """The rule files that ship, by id: others may extend them."""
        return {
            PurePosixPath(name).stem: Base(shipped.read_text(name), name, shipped.compiled(name))
            for name in shipped.listing(FOLDER, ".yaml")
            if PurePosixPath(name).stem not in (BETWEEN, YEAR)
        }

    def load(self, text: str, name: str, compiled: bytes = b"") -> ReviewRules:
        """Load other rules. Raises :class:`InputError` with everything that is wrong."""
        functions = self.library.built_ins.names.function_aliases
        return load_review_rules(text, name, self.words, functions, self.bases, compiled)

    def review(self, result: Result, rules: ReviewRules | None = None) -> Review:
        """Review one scored submission."""
        scorer = self.library.scorer(result.scorecard.set.id)
        card, claims = result.scorecard, result.claims
        return review(result.submission, card, claims, scorer, rules or self.rules, self.words)

    def review_recognised(self, result: Result, rivals: Sequence[str]) -> Review:
        """Review a submission whose set was recognised; ``rivals`` are sets that it may be of as well.

        What a rival set does not find is asked and accuses nobody.
        """
        own = self.review(result)
        accused = {_of(finding) for finding in own.of_kind("E")}
        for rival in rivals:
            if not accused:
                break
            other = self.review(
                score_submission(result.submission.model_copy(update={"set": rival}), self.library)
            )
            accused &= {_of(finding) for finding in other.of_kind("E")}
        if len(accused) == len(own.of_kind("E")):
            return own
        known = {**result.submission.known, "set": Certainty.PRESUMED}
        submission = result.submission.model_copy(update={"known": known})
        presumed = self.review(replace(result, submission=submission))
        asked = {_of(finding): finding for finding in presumed.findings}
        findings = tuple(
            asked.get(_of(finding), finding)
            if finding.kind == "E" and _of(finding) not in accused
            else finding
            for finding in own.findings
        )
        return replace(presumed, findings=findings, targets=own.targets)


def _of(finding: Finding) -> tuple[str, str, str]:
    """Return what makes a finding under one set the same as under another."""
    return finding.code, finding.of, finding.where
