"""Rules × facts → findings about two documents: the first rule that holds of an object speaks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from scoring.exact import ZERO, printed
from scoring.records.finding import Finding, Of, Stake
from scoring.review.rule_set import ReviewRule, ReviewRules
from scoring.review.sentences import holds, join
from scoring.review.vocabulary import Vocabulary
from scoring.rules.evaluate import Evaluator, Uncomputable, UnknownFact
from scoring.rules.expression import Expression
from scoring.rules.types import Value

Facts = Mapping[str, Value | None]


@dataclass(frozen=True, slots=True)
class Compare:
    """One object that rules look at: ``where`` is a row's id, ``place`` where it stands."""

    of: Of
    where: str
    place: str
    name: str
    facts: Facts


class Speaker:
    """Speaks by the rules of one file."""

    def __init__(self, rules: ReviewRules, words: Vocabulary, places: Mapping[Of, str]) -> None:
        self._chain: Mapping[str, Sequence[ReviewRule]] = rules.chain(for_targets=False)
        self._words = words
        self._places = places

    def say(self, thing: Compare) -> Finding | None:
        """Return what the first rule that holds says; None where there is nothing to say."""
        evaluator = Evaluator(thing.facts)
        for rule in self._chain.get(thing.of, ()):
            if holds(rule.when, evaluator):
                return self._finding(rule, thing)
        return None

    def _finding(self, rule: ReviewRule, thing: Compare) -> Finding:
        facts, show = self._with_let(rule, thing.facts), self._words.shown
        return Finding(
            code=rule.code,
            kind=rule.kind,
            of=rule.of,
            where=thing.where,
            place=thing.place or thing.where or self._places[rule.of],
            name=thing.name or self._places[rule.of],
            title=rule.title,
            text=join(rule.say, facts, show),
            ask=join(rule.ask, facts, show),
            advice=join(rule.advice, facts, show),
            settle=join(rule.settle, facts, show),
            field=rule.field,
            sources=() if rule.source is None else (rule.source,),
            stake=_stake(rule, facts),
            ruling=rule.ruling,
        )

    def _with_let(self, rule: ReviewRule, facts: Facts) -> dict[str, Value | None]:
        own = {**facts}
        for name, expression in rule.let.items():
            own[name] = _number(Evaluator(facts), expression)
        return own


def _number(evaluator: Evaluator, expression: Expression) -> Fraction | None:
    try:
        return evaluator.number(expression)
    except (UnknownFact, Uncomputable):
        return None


def _stake(rule: ReviewRule, facts: Facts) -> Stake | None:
    if rule.stake is None:
        return None
    ends = [_number(Evaluator(facts), end) for end in rule.stake]
    known = [max(end, ZERO) for end in ends if end is not None]
    if len(known) < len(ends) or max(known) <= 0:
        return None
    return Stake(printed(min(known), 6), printed(max(known), 6))
