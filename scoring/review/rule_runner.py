"""Rules × facts → findings: the first rule that holds of a subject speaks for it, and no other."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Final

from scoring.exact import ZERO, printed
from scoring.records.certainty import KNOWN, Certainty
from scoring.records.finding import SUPPLIED, Finding, FindingKind, Of, Stake
from scoring.records.scorecard import OWN, Source
from scoring.review.finding_kind import finding_kind
from scoring.review.known_values import SET, Grounds, Known, least
from scoring.review.rule_set import ReviewRule, ReviewRules
from scoring.review.sentences import holds, join
from scoring.review.vocabulary import Vocabulary
from scoring.rules.evaluate import Evaluator, Uncomputable, UnknownFact
from scoring.rules.expression import Expression
from scoring.rules.types import Scope
from scoring.text import on_one_line
from scoring.value_class import dataclass

SPEAK_EACH: Final = frozenset({"form"})
"""Of the form every rule may speak: each is about another matter."""


@dataclass(frozen=True, slots=True, eq=False)
class Subject:
    """What rules look at: a row, the funds block, a form, two documents compared."""

    of: Of
    where: str
    """Id of the row, or the name of a level; empty for the form and its blocks."""
    name: str
    facts: Scope
    place: Callable[[str], str]
    """Returns where a field stands, as precisely as it is known."""
    known: Grounds
    """Returns how well what facts rest on is known."""
    sources: tuple[Source, ...] = ()
    """The documents behind its score, for rules that name none."""
    says_undone: bool = False
    """Whether the form itself says that nothing was done: that needs no document."""


class RuleRunner:
    """Looks at subjects by the rules of one file; ``words`` are the words of its facts."""

    def __init__(self, rules: ReviewRules, words: Vocabulary) -> None:
        self._words = words
        self._findings = rules.chain(for_targets=False)
        self._targets = rules.chain(for_targets=True)

    def run(self, subjects: Sequence[Subject]) -> tuple[tuple[Finding, ...], tuple[Finding, ...]]:
        """Return the findings about one form or file, and apart the advice for next year's targets."""
        return self._run(self._findings, subjects), self._run(self._targets, subjects)

    def _run(
        self, chain: Mapping[str, Sequence[ReviewRule]], subjects: Sequence[Subject]
    ) -> tuple[Finding, ...]:
        findings: list[Finding] = []
        first: dict[tuple[str, str], int] = {}
        for subject in subjects:
            evaluator = Evaluator(subject.facts)
            for rule in chain.get(subject.of, ()):
                if not holds(rule.when, evaluator):
                    continue
                doubt = _least_known(rule, subject)
                if doubt.certainty is Certainty.NOT_FOUND:
                    continue
                kind = finding_kind(
                    rule.kind,
                    doubt.certainty,
                    documented=_is_documented(rule, subject),
                    for_targets=rule.for_targets,
                )
                if kind is None:
                    break
                # a row that is only asked about is not named among those that are accused
                if rule.once and (rule.code, kind) in first:
                    at = first[rule.code, kind]
                    also = (*findings[at].also, self._place_and_name(rule, subject))
                    findings[at] = replace(findings[at], also=also)
                else:
                    first[rule.code, kind] = len(findings)
                    findings.append(self._finding(rule, kind, subject, doubt))
                if subject.of not in SPEAK_EACH:
                    break
        return tuple(findings)

    def _finding(
        self, rule: ReviewRule, kind: FindingKind, subject: Subject, doubt: Known
    ) -> Finding:
        show = self._words.shown
        facts = {**subject.facts}
        facts |= {name: _number(value, subject.facts) for name, value in rule.let.items()}
        return Finding(
            code=rule.code,
            kind=kind,
            of=rule.of,
            where=subject.where,
            place=self._place(rule, subject),
            name=subject.name or self._words.places.get(rule.of, ""),
            title=rule.title,
            text=join(rule.say, facts, show),
            ask=join(rule.ask, facts, show),
            advice=join(rule.advice, facts, show),
            settle=self._settled(join(rule.settle, facts, show), doubt, subject),
            field=rule.field,
            sources=subject.sources if rule.source is None else (rule.source,),
            stake=_stake(rule, kind, facts, subject),
            ruling=rule.ruling,
            matter=rule.matter,
            for_targets=rule.for_targets,
        )

    def _settled(self, settle: str, doubt: Known, subject: Subject) -> str:
        """Return what would settle a finding, and what of that on which it rests is not known."""
        if doubt.certainty >= KNOWN:
            return settle
        doubts, key = self._words.doubts, doubt.certainty.key
        sentence = doubts.get(f"{doubt.of}.{key}", doubts[key])
        place = on_one_line(doubt.at) or subject.place(doubt.of)
        ended = f"{settle.rstrip('。')}。" if settle else ""
        return ended + sentence.format(place=place)

    def _place(self, rule: ReviewRule, subject: Subject) -> str:
        place = subject.place(_field(rule)) or subject.where
        return place or self._words.places.get(rule.of, "")

    def _place_and_name(self, rule: ReviewRule, subject: Subject) -> str:
        """Return where a subject stands and its name, once where the place ends in it."""
        place = self._place(rule, subject)
        return place if place.endswith(subject.name) else f"{place} {subject.name}"


def _least_known(rule: ReviewRule, subject: Subject) -> Known:
    """Return what a finding rests on and is known least: its rule's facts, and the set."""
    return least(map(subject.known, (*sorted(rule.grounds), SET)))


def _is_documented(rule: ReviewRule, subject: Subject) -> bool:
    """Tell whether a document states what a rule says, or the form itself that nothing was done."""
    sources = subject.sources if rule.source is None else (rule.source,)
    return subject.says_undone or not sources or any(s.standing != OWN for s in sources)


def _field(rule: ReviewRule) -> str:
    """Return the field that a finding is about: of a row, not what is supplied to settle it."""
    if rule.of != "row" or rule.field not in SUPPLIED:
        return rule.field
    return "claimed" if rule.kind == "E" else "actual"


def _number(expression: Expression, facts: Scope) -> Fraction | None:
    try:
        return Evaluator(facts).number(expression)
    except (UnknownFact, Uncomputable):
        return None


def _stake(rule: ReviewRule, kind: FindingKind, facts: Scope, subject: Subject) -> Stake | None:
    """Return the points at stake; None where they cannot be computed or there are none.

    A finding that accuses states no difference that rests on what is not known.
    """
    staked = least(map(subject.known, sorted(rule.stake_grounds)))
    if staked.certainty is Certainty.NOT_FOUND or (kind == "E" and staked.certainty < KNOWN):
        return None
    ends = [_number(end, facts) for end in rule.stake or ()]
    points = [max(end, ZERO) for end in ends if end is not None]
    if not points or len(points) < len(ends) or points[-1] <= 0:
        return None
    return Stake(printed(min(points), 6), printed(max(points), 6))
