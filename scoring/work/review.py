"""Reviews of single submissions by a rule set: the files that ship, or a user's own."""

from __future__ import annotations

from functools import cached_property
from pathlib import PurePosixPath
from typing import Final

from scoring.files import shipped
from scoring.records.finding import Review
from scoring.records.result import Result
from scoring.review.review import review
from scoring.review.rule_set import Base, ReviewRules, load_review_rules
from scoring.review.vocabulary import Vocabulary
from scoring.words import load_vocabulary
from scoring.work.library import Library

FOLDER: Final = "review_rules"
SELF_CHECK: Final = "self-check"
"""What a unit is told before it hands in (``ziping check``)."""
RE_SCORING: Final = "re-scoring"
"""What an evaluator lists (``ziping review``)."""
BETWEEN: Final = "between"
"""Rules of another shape: they compare documents, and no rules of forms extend them."""


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
        return self.load(base.text, base.name)

    @cached_property
    def bases(self) -> dict[str, Base]:
        """The rule files that ship, by id: others may extend them."""
        return {
            PurePosixPath(name).stem: Base(shipped.read_text(name), name)
            for name in shipped.listing(FOLDER, ".yaml")
            if PurePosixPath(name).stem != BETWEEN
        }

    def load(self, text: str, name: str) -> ReviewRules:
        """Load other rules. Raises :class:`InputError` with everything that is wrong."""
        functions = self.library.built_ins.names.function_aliases
        return load_review_rules(text, name, self.words, functions, self.bases)

    def review(self, result: Result, rules: ReviewRules | None = None) -> Review:
        """Review one scored submission."""
        scorer = self.library.scorer(result.scorecard.set.id)
        card, claims = result.scorecard, result.claims
        return review(result.submission, card, claims, scorer, rules or self.rules, self.words)
