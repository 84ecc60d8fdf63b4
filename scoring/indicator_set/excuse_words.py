"""Words of a reason that leave room: an approved change, force majeure, another number for the row."""

import re
from collections.abc import Iterable
from functools import cached_property
from typing import Annotated, Final, Literal

from pydantic import AfterValidator, Field

from scoring.documents.vocabulary_file import VocabularyFile
from scoring.text import squeezed

_NUMBER_BEHIND: Final = r"[^0-9,;。]{0,4}?[0-9][0-9.]{0,15}[万亿]?"
_LONGEST: Final = 4000
"""So many characters of a reason are looked at."""

Words = Annotated[tuple[str, ...], AfterValidator(lambda words: tuple(map(squeezed, words)))]


class ExcuseWords(VocabularyFile):
    """What a reason may name so that a missed target is no certain loss of points."""

    ships_as = "vocabulary/facts/excuses.yaml"

    schema_: Annotated[Literal["ziping/excuses/1"], Field(alias="schema")]
    approvals: Words
    approvals_unless: Words
    document_number: str
    force_majeure: Words
    force_majeure_unless: Words
    restated: Words
    stopped: Words = ()
    """Words of what others called off: 上级通知取消."""
    fewer: Words = ()
    """Words that leave nothing of force majeure right before them: 火灾减少."""
    because: Words = ()
    """Words before force majeure that name it as the cause after all: 因暴雨减少."""

    def named_in(self, reason: str, unit: str = "") -> str:
        """Return the words that a reason excuses a missed target by, or an empty text.

        Another number for the row must stand in its unit.
        """
        text = squeezed(reason[:_LONGEST])
        found = (
            self.approval_in(reason)
            or _first(self.force_majeure, self._without_fewer(text), self.force_majeure_unless)
            or _first(self.stopped, text, ())
        )
        if found:
            return found
        behind = (m for m in self._restated.finditer(text) if text[m.end() :].startswith(unit))
        return next((m.group() + unit for m in behind), "")

    def approval_in(self, reason: str) -> str:
        """Return the words by which a reason names an approval or its document, or an empty text."""
        text = squeezed(reason[:_LONGEST])
        number = self._document.search(text)
        word = _first(self.approvals, text, self.approvals_unless)
        return word or ("" if number is None else number.group())

    def _without_fewer(self, text: str) -> str:
        """Return a text without the clauses that tell of less of it: 火灾减少."""
        ends = tuple(word + fewer for word in self.force_majeure for fewer in self.fewer)
        return "\n".join(
            clause
            for clause in re.split("[,，;；。]", text)
            if not clause.endswith(ends) or any(word in clause for word in self.because)
        )

    @cached_property
    def _document(self) -> re.Pattern[str]:
        return re.compile(self.document_number)

    @cached_property
    def _restated(self) -> re.Pattern[str]:
        return re.compile(f"(?:{'|'.join(map(re.escape, self.restated))}){_NUMBER_BEHIND}")


def _first(words: Iterable[str], text: str, unless: Iterable[str]) -> str:
    for word in unless:
        text = text.replace(word, "\n")
    return next((word for word in words if word in text), "")
