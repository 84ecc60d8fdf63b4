"""The words of the page's review (``vocabulary/page/review.yaml``)."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field

from scoring.documents.part import DocumentPart
from scoring.documents.vocabulary_file import VocabularyFile
from scoring.page.messages.message import Severity
from scoring.page.messages.review_words import Choice, DecisionState
from scoring.records.fields import Number


class FacetWord(DocumentPart):
    """A facet of the queue and what it is called."""

    key: str
    word: str


class StakeStep(DocumentPart):
    """A band of 涉及分; the first that a stake reaches is its own. Without ``least`` all reach it."""

    key: str
    word: str
    least: Number | None = None
    above: bool = False

    def reached(self, stake: Decimal | None) -> bool:
        """Tell whether a stake lies in the band or above it."""
        if self.least is None:
            return True
        return stake is not None and (stake > self.least if self.above else stake >= self.least)


class ReviewPageWords(VocabularyFile):
    """Everything in ``vocabulary/page/review.yaml``."""

    ships_as = "vocabulary/page/review.yaml"

    schema_: Annotated[Literal["ziping/review-page/1"], Field(alias="schema")]
    kinds: dict[str, str]
    patterns: dict[str, str]
    who: dict[str, str]
    severities: dict[str, str]
    of_kind: dict[Literal["E", "Q", "N"], Severity]
    facets: tuple[FacetWord, ...]
    states: dict[DecisionState, str]
    stakes: tuple[StakeStep, ...]
    choices: dict[str, str]
    decided_by: dict[str, str]
    fits: dict[str, tuple[Choice, ...]]
    settled: dict[str, str]
    standings: dict[str, str]
    steps_shown: int
    """So many steps of the table are counted (初评 1/4)."""

    def band_of(self, stake: Decimal | None) -> str:
        """Return the key of the band that a stake belongs to."""
        return next(step.key for step in self.stakes if step.reached(stake))
