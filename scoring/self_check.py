"""``ziping check`` of one submission: the rules and words that ship, loaded once, and the review."""

from __future__ import annotations

from functools import cached_property

from scoring import shipped
from scoring.documents.decode import decode
from scoring.documents.yaml_text import parse_yaml
from scoring.library import Library
from scoring.review.finding import Review
from scoring.review.review import review
from scoring.review.rule_set import ReviewRules, load_review_rules
from scoring.review.vocabulary import Vocabulary
from scoring.writers.result import Result

FOLDER = "review_rules"
RULES = f"{FOLDER}/self-check.yaml"
WORDS = "vocabulary/advice.yaml"


class SelfCheck:
    """Reviews results by the rules of the self-check."""

    def __init__(self, library: Library) -> None:
        self.library = library

    @cached_property
    def words(self) -> Vocabulary:
        """The words of a review."""
        return decode(Vocabulary, parse_yaml(shipped.read_text(WORDS), WORDS))

    @cached_property
    def rules(self) -> ReviewRules:
        """The rules that ship."""
        return self.load(shipped.read_text(RULES), RULES)

    def load(self, text: str, name: str) -> ReviewRules:
        """Load other rules. Raises :class:`InputError` with everything that is wrong."""
        functions = self.library.built_ins.names.function_aliases
        return load_review_rules(text, name, self.words, functions)

    def review(self, result: Result, rules: ReviewRules | None = None) -> Review:
        """Review one scored submission."""
        scorer = self.library.scorer(result.scorecard.set.id)
        card, claims = result.scorecard, result.claims
        return review(result.submission, card, claims, scorer, rules or self.rules, self.words)
