"""The steps of a review as a table: who writes in each, what ends it, and which step comes then.

The table is data (``vocabulary/layouts/review_steps.yaml``); what a condition means stands in
``desk.course``.
"""

from __future__ import annotations

from functools import cached_property
from typing import Annotated, Literal

from pydantic import Field, model_validator

from scoring.documents.part import DocumentPart
from scoring.documents.refusal import refuse
from scoring.documents.vocabulary_file import VocabularyFile
from scoring.engine.review_scores import Undecided

StepKey = Literal[
    "initial", "feedback", "review", "final", "to_close", "closed", "awaiting_hand_in"
]
Condition = Literal[
    "all_signed", "one_signed", "closed", "disagreed", "agreed", "no_answer", "objected", "changed",
    "sent_back", "handed_in", "reopened",
]  # fmt: skip
ActionKey = Literal["sent_back", "no_answer", "admitted", "not_admitted", "closed", "reopened"]


class Exit(DocumentPart):
    """One way out of a step."""

    when: Condition
    to: StepKey


class ReviewStep(DocumentPart):
    """One step: its names, who writes in it, what can be done with the project, and its ways out."""

    key: StepKey
    name: str
    also: tuple[str, ...] = ()
    by: Literal["evaluator", "unit", ""] = ""
    awaits: str = ""
    actions: tuple[ActionKey, ...]
    exits: tuple[Exit, ...]

    def is_called(self, name: str) -> bool:
        """Tell whether a name of a round is this step's; no name at all is that of any."""
        return not name or name == self.name or name in self.also


class Held(DocumentPart):
    """What stands in place of a step's name while a conflict is open, and who is waited for."""

    name: str
    awaits: str


class Late(DocumentPart):
    """Who is waited for besides while late answers were neither admitted nor refused."""

    awaits: str


class StepTable(VocabularyFile):
    """Everything in ``vocabulary/layouts/review_steps.yaml``."""

    ships_as = "vocabulary/layouts/review_steps.yaml"

    schema_: Annotated[Literal["ziping/review-steps/1"], Field(alias="schema")]
    undecided: Undecided
    steps: tuple[ReviewStep, ...]
    actions: dict[ActionKey, str]
    held: Held
    late: Late
    why: dict[str, str]

    @model_validator(mode="after")
    def _check(self) -> StepTable:
        """Refuse a table in which a step is missing or stands twice."""
        keys = [step.key for step in self.steps]
        to = {way.to for step in self.steps for way in step.exits}
        if len(set(keys)) < len(keys) or not keys or to - set(keys):
            raise refuse("step-table", "步骤重复或缺少", "每一步写一次，所去的步骤都要写在表里。")
        return self

    @cached_property
    def by_key(self) -> dict[StepKey, ReviewStep]:
        """The steps by key."""
        return {step.key: step for step in self.steps}

    @property
    def first(self) -> ReviewStep:
        """The step in which a review begins."""
        return self.steps[0]
