"""Rules × facts → findings: the first rule that holds of a row speaks for it, and no other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Final

from scoring.exact import ZERO, printed
from scoring.records.finding import SUPPLIED, Finding, Of, Stake
from scoring.records.scorecard import Source
from scoring.review.form_facts import SUMS, execution_facts, form_facts, sum_facts
from scoring.review.funds_facts import funds_facts, wrong_column_at
from scoring.review.row_facts import row_facts
from scoring.review.rule_set import ReviewRule, ReviewRules
from scoring.review.sentences import holds, join
from scoring.review.subject import Row, Subject
from scoring.rules.evaluate import Evaluator, Uncomputable, UnknownFact
from scoring.rules.types import Value

Facts = Mapping[str, Value | None]
SPEAK_EACH: Final = frozenset({"form"})
"""Of the form every rule may speak: each is about another matter."""


@dataclass(frozen=True, slots=True)
class Looked:
    """One object that rules look at, with its facts."""

    of: Of
    where: str
    name: str
    facts: Facts
    sources: tuple[Source, ...] = ()
    row: Row | None = None
    at: Mapping[str, str] = field(default_factory=dict)
    """Where a field stands, for what belongs to no row and is known beside the facts."""


def looked_at(subject: Subject) -> Iterator[Looked]:
    """Yield everything that rules look at, in the order of the form."""
    card = subject.card
    if card.execution is not None:
        execution = card.execution
        facts = execution_facts(execution, subject)
        yield Looked("execution", "", execution.name, facts, execution.trace.sources)
    if subject.submission.funds:
        name, at = subject.words.places["funds"], {"funds": wrong_column_at(subject)}
        yield Looked("funds", "", name, funds_facts(subject), at=at)
    for row in subject.rows:
        facts = row_facts(row, subject)
        result = row.result
        yield Looked("row", result.id, row.name, facts, result.trace.sources, row)
    for check in subject.claims:
        if check.kind in SUMS and check.verdict == "differs":
            facts = sum_facts(check, subject)
            yield Looked("total", check.where, str(facts["where"]), facts)
    at = {
        "blank": next((blank.at for blank in subject.unclaimed), ""),
        "total": subject.submission.at.get("claimed_total", ""),
    }
    yield Looked("form", "", subject.words.places["form"], form_facts(subject), at=at)


def find(
    subject: Subject, rules: ReviewRules, looked: Sequence[Looked]
) -> tuple[tuple[Finding, ...], tuple[Finding, ...]]:
    """Return the findings and, apart from them, the advice for next year's targets."""
    found: list[Finding] = []
    targets: list[Finding] = []
    for into, chain in (
        (found, rules.chain(for_targets=False)),
        (targets, rules.chain(for_targets=True)),
    ):
        spoken: dict[str, int] = {}
        for thing in looked:
            evaluator = Evaluator(thing.facts)
            for rule in chain.get(thing.of, ()):
                if not holds(rule.when, evaluator):
                    continue
                if rule.kind == "N" and not rule.for_targets and _is_repaired(thing, rules):
                    break
                if rule.once and rule.code in spoken:
                    first = into[spoken[rule.code]]
                    also = (*first.also, _place_and_name(rule, thing, subject))
                    into[spoken[rule.code]] = replace(first, also=also)
                else:
                    spoken[rule.code] = len(into)
                    into.append(_finding(rule, thing, subject, rules))
                if thing.of not in SPEAK_EACH:
                    break
    return tuple(found), tuple(targets)


def _is_repaired(thing: Looked, rules: ReviewRules) -> bool:
    return bool(rules.repaired) and bool(thing.facts.get("repaired_at"))


def _finding(rule: ReviewRule, thing: Looked, subject: Subject, rules: ReviewRules) -> Finding:
    facts = _with_let(rule, thing.facts)
    show = subject.words.shown
    repaired = _is_repaired(thing, rules)
    return Finding(
        code=rule.code,
        kind="Q" if repaired and rule.kind == "E" else rule.kind,
        of=rule.of,
        where=thing.where,
        place=_place(rule, thing, subject),
        name=thing.name,
        title=rule.title,
        text=join(rule.say, facts, show),
        ask=join(rule.ask, facts, show),
        advice=join(rule.advice, facts, show),
        settle=join((*rule.settle, *(rules.repaired if repaired else ())), facts, show),
        field=rule.field,
        sources=thing.sources if rule.source is None else (rule.source,),
        stake=_stake(rule, facts),
        ruling=rule.ruling,
        for_targets=rule.for_targets,
    )


def _place(rule: ReviewRule, thing: Looked, subject: Subject) -> str:
    if thing.row is not None:
        return thing.row.place(_looked_at(rule))
    known = thing.at.get(rule.field)
    place = known or subject.place_in_head(rule.of, rule.field, thing.where)
    return place or thing.where or subject.words.places[rule.of]


def _place_and_name(rule: ReviewRule, thing: Looked, subject: Subject) -> str:
    """Return where a thing stands and its name, once where the place ends in it."""
    place = _place(rule, thing, subject)
    return place if place.endswith(thing.name) else f"{place} {thing.name}"


def _looked_at(rule: ReviewRule) -> str:
    """Return the field that a finding is about; what would settle it is told apart."""
    if rule.field not in SUPPLIED:
        return rule.field
    return "claimed" if rule.kind == "E" else "actual"


def _with_let(rule: ReviewRule, facts: Facts) -> dict[str, Value | None]:
    own = {**facts}
    for name, expression in rule.let.items():
        try:
            own[name] = Evaluator(facts).number(expression)
        except (UnknownFact, Uncomputable):
            own[name] = None
    return own


def _stake(rule: ReviewRule, facts: Facts) -> Stake | None:
    """Return the points at stake; None where they cannot be said or there are none."""
    if rule.stake is None:
        return None
    try:
        ends: list[Fraction] = [Evaluator(facts).number(end) for end in rule.stake]
    except (UnknownFact, Uncomputable):
        return None
    low, high = (max(end, ZERO) for end in ends)
    return None if high <= 0 else Stake(printed(min(low, high), 6), printed(high, 6))
