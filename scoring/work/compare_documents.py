"""The comparison between documents with the rules and words that ship, loaded once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import Final

from scoring.engine.scorer import Scorer
from scoring.engine.total_row import total_row
from scoring.files import shipped
from scoring.money import YUAN_PER_UNIT
from scoring.records.file_content import FileRead
from scoring.records.submission import Indicator, Submission
from scoring.review.between.compare import compare
from scoring.review.between.records import Compared, ComparedForm
from scoring.review.between.vocabulary import BetweenWords
from scoring.review.rule_runner import RuleRunner
from scoring.review.rule_set import ReviewRules, load_review_rules
from scoring.review.vocabulary import Vocabulary
from scoring.words import load_vocabulary
from scoring.work.library import Library
from scoring.work.review import BETWEEN, FOLDER, Reviewer

RULES: Final = f"{FOLDER}/{BETWEEN}.yaml"
WHOLE: Final = "department"
"""What a set applies to whose forms are those of a department or unit as a whole."""


def rules_between(library: Library, name: str, text: str | None, words: Vocabulary) -> ReviewRules:
    """Return rules that compare documents: those of ``text``, else of the file ``name`` that ships.

    Raises :class:`InputError` with everything that is wrong in them.
    """
    functions = library.built_ins.names.function_aliases
    compiled = shipped.compiled(name) if text is None else b""
    text = shipped.read_text(name) if text is None else text
    return load_review_rules(text, name, words, functions, {}, compiled)


class DocumentComparison:
    """Compares the documents of a batch."""

    def __init__(self, library: Library, text: str | None = None, name: str = RULES) -> None:
        """Take the rules that ship, or those of ``text``, which ``name`` names."""
        self.library = library
        self._text = text
        self._name = name

    @cached_property
    def words(self) -> BetweenWords:
        """The words of the comparison."""
        return load_vocabulary(BetweenWords)

    @cached_property
    def rules(self) -> ReviewRules:
        """The rules. Raises :class:`InputError` with everything that is wrong in them."""
        return rules_between(self.library, self._name, self._text, self.all_words)

    @cached_property
    def all_words(self) -> Vocabulary:
        """The words of a review with the facts of the comparison."""
        return self.words.with_facts_of(Reviewer(self.library).words)

    def compare(
        self, submissions: Sequence[tuple[str, str, Submission]], files: Sequence[FileRead]
    ) -> Compared:
        """Compare submissions with each other and with the other documents of a batch.

        Each stands with its file and where it begins there; findings of a form are found by its
        position in ``submissions``.
        """
        forms = [self.form(*submission) for submission in submissions]
        runner = RuleRunner(self.rules, self.all_words)
        return compare(forms, files, runner, self.words, self.library.reader)

    def form(self, file: str, at: str, submission: Submission) -> ComparedForm:
        """Return a submission as it is compared."""
        scorer = self.library.scorer(submission.set)
        name = submission.money_unit or scorer.indicators.money_unit
        total = total_row(submission, scorer.indicators)
        # A form without a project's name may be a project's whose name was lost.
        whole = scorer.indicators.applies_to == WHOLE
        restored = self.all_words.restored_cells(submission)
        meets = _meets(scorer, submission)
        return ComparedForm(
            file,
            at,
            submission,
            YUAN_PER_UNIT[name],
            total.funds,
            meets,
            whole,
            total.known,
            restored,
        )


def _meets(scorer: Scorer, submission: Submission) -> Callable[[Indicator], bool | None]:
    setting = scorer.comparison.setting(submission)

    def meets(row: Indicator) -> bool | None:
        return scorer.comparison.read(row, setting).attainment.met

    return meets
