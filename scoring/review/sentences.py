"""Sentences with ``{fields}``: checked when a rule file is loaded, filled in from facts."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Final

from scoring.rules.evaluate import Evaluator, Uncomputable, UnknownFact
from scoring.rules.expression import Expression
from scoring.rules.types import Scope, Value
from scoring.value_class import dataclass

_FIELD: Final = re.compile(r"\{([^{}]*)\}")
Show = Callable[[str, Value], str]
"""Writes the value of the fact of a name."""


@dataclass(frozen=True, slots=True)
class FindingSentence:
    """One sentence; it is left out where ``when`` does not hold or a field is not known."""

    text: str
    when: Expression | None
    labels: Mapping[str, str]
    """The name of the fact behind every field, as the field is written."""

    def filled(self, facts: Scope, show: Show) -> str | None:
        """Return the sentence with its fields filled in, or None if it is left out."""
        if self.when is not None and not holds(self.when, facts):
            return None
        parts: dict[str, str] = {}
        for written, name in self.labels.items():
            value = facts.get(name)
            if value is None or value == "":
                return None
            parts[written] = show(name, value)
        return _FIELD.sub(lambda found: parts[found[1]], self.text)


def holds(condition: Expression, facts: Scope | Evaluator) -> bool:
    """Tell whether a condition holds; one that rests on an unknown fact does not."""
    evaluator = facts if isinstance(facts, Evaluator) else Evaluator(facts)
    known = evaluator.names
    for name, wanted in condition.needs:
        if known.get(name) is not wanted:
            return False
    try:
        return evaluator.holds(condition)
    except (UnknownFact, Uncomputable):
        return False


def join(sentences: tuple[FindingSentence, ...], facts: Scope, show: Show) -> str:
    """Return the sentences that hold, one after another."""
    texts = (sentence.filled(facts, show) for sentence in sentences)
    return "".join(text for text in texts if text is not None)


def fields(text: str) -> list[tuple[str, int]]:
    """Return every field of a text as it is written, and the character at which it begins."""
    return [(found[1], found.start(1)) for found in _FIELD.finditer(text)]


def unmatched_brace(text: str) -> int | None:
    """Return where a brace stands that belongs to no field, or None."""
    rest = _FIELD.sub(lambda found: " " * len(found[0]), text)
    found = re.search(r"[{}]", rest)
    return None if found is None else found.start()
