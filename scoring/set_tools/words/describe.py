"""A whole set as a readable text, part by part: head, tree, figures, rules, wordings, sources."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from scoring.exact import plain
from scoring.indicator_set.file_model import InputFile
from scoring.indicator_set.model import AppliedRule, IndicatorSet
from scoring.rules.table import Rule
from scoring.rules.types import Value
from scoring.set_tools.words.expressions import value_in_words
from scoring.set_tools.words.rules import RuleTeller, demand_line
from scoring.set_tools.words.set_words import SetWords
from scoring.set_tools.words.tree import tree_lines

MOST_WORDS = 8
"""Of a longer list of words so many are told, and how many there are."""


@dataclass(frozen=True, slots=True)
class ToldRule:
    """A rule in words, with the parameters of one place where it is used."""

    rule: Rule
    head: str
    cases: tuple[str, ...]


class Shown:
    """Tells the parts of one set."""

    def __init__(self, indicators: IndicatorSet, words: SetWords) -> None:
        self.set = indicators
        self.words = words
        self.teller = RuleTeller(words, indicators, self.mark)

    def mark(self, key: str) -> str:
        """Return the short name of a source with how well it is known; empty for none."""
        source = self.set.sources.get(key)
        if source is None:
            return ""
        return self.words.text("mark", key=key, mark=self.words.word("marks", source.standing))

    def text(self) -> Iterator[str]:
        """Yield the lines of the whole set."""
        words = self.words
        yield f"{self.set.id}  {self.set.title}"
        yield from self.head().values()
        parts: Mapping[str, Callable[[], Sequence[str]]] = {
            "tree": self.tree, "inputs": self.inputs, "readings": self.readings,
            "rules": self.rule_lines, "words": self.reading_words, "require": self.demands,
            "sources": self.sources, "form": self.form,
        }  # fmt: skip
        for section, lines in parts.items():
            told = lines()
            if told:
                yield ""
                yield words.word("sections", section)
                yield from (f"  {line}" for line in told)
        yield ""
        yield words.text("legend")

    def head(self) -> dict[str, str]:
        """Return what is said of the set as a whole, a line for each matter."""
        own, words = self.set, self.words
        told = {}
        base = own.merged.get("extends")
        if isinstance(base, str):
            told["extends"] = words.text("head_extends", base=base)
        told["standing"] = words.text(
            "head_standing",
            applies_to=words.word("applies_to", own.applies_to),
            standing=words.word("standings", own.standing),
        )
        if own.abstract:
            told["abstract"] = words.text("head_abstract")
        if not own.scored:
            told["points"] = words.text("head_not_scored", unit=own.money_unit)
        elif own.points is not None:
            told["points"] = words.text(
                "head_points", points=plain(own.points), unit=own.money_unit, places=own.places
            )
        if own.grades:
            told["grades"] = words.text("head_grades", grades=self.grades())
        if own.over is not None:
            told["over"] = self.over()
        if own.not_applicable:
            policy = words.word("policies", own.not_applicable)
            told["not_applicable"] = words.text("head_not_applicable", policy=policy)
        told["digest"] = words.text("digest", digest=own.digest)
        return told

    def grades(self) -> str:
        """Return the grades in one line."""
        return "、".join(
            self.words.text("grade", name=g.name, least=plain(g.least)) + self.mark(g.source)
            for g in self.set.grades
        )

    def over(self) -> str:
        """Return when an actual is clearly too much."""
        assert self.set.over is not None
        when = self.teller.expression(self.set.over)
        return self.words.text("head_over", when=when, source=self.mark(self.set.over_source))

    def tree(self) -> list[str]:
        """Return the lines of the tree."""
        return tree_lines(self.set, self.teller)

    def inputs(self) -> list[str]:
        """Return the figures that are filled in."""
        return [self._input(name, given) for name, given in self.set.inputs.items()]

    def _input(self, name: str, given: InputFile) -> str:
        words = self.words
        kind = [words.word("input_types", given.type)]
        kind += [words.text("unit", unit=given.unit)] if given.unit else []
        for bound in ("above", "at_least"):
            value = getattr(given, bound)
            kind += [words.text(bound, bound=plain(Fraction(value)))] if value is not None else []
        told = ",".join([*kind, *given.choices])
        if given.meaning:
            return words.text("input_meaning", name=name, kind=told, meaning=given.meaning)
        return words.text("input", name=name, kind=told)

    def readings(self) -> list[str]:
        """Return which rule scores which kind of reading."""
        return [
            self.words.text(
                "reading",
                reading=self.words.word("readings", case.value),
                rule=self.teller.applied(applied),
            )
            for case, applied in self.set.by_reading.items()
        ]

    def rules(self, only: Collection[str] | None = None) -> list[ToldRule]:
        """Return the named rules in words, one with parameters once for each values of them."""
        told = []
        for rule in self.set.rules.values():
            if only is not None and rule.name not in only:
                continue
            for parameters in self._uses(rule) or [{}]:
                head = self.teller.applied(AppliedRule(rule, parameters)) + self.mark(rule.source)
                told.append(ToldRule(rule, head, self.teller.cases(rule, parameters)))
        return told

    def _uses(self, rule: Rule) -> list[Mapping[str, Value]]:
        """Return the values that a rule's parameters have in this set, each once."""
        own = self.set
        applied = [*own.by_reading.values()]
        applied += [own.execution.applied] if own.execution is not None else []
        applied += own.row_rules()
        given = {
            tuple(use.parameters.items()): use.parameters for use in applied if use.rule is rule
        }
        return list(given.values()) if rule.parameters else []

    def rule_lines(self) -> list[str]:
        """Return all named rules with their cases."""
        lines = []
        for told in self.rules():
            lines.append(told.head)
            lines += [f"  {number}. {case}" for number, case in enumerate(told.cases, 1)]
        return lines

    def reading_words(self) -> list[str]:
        """Return the words by which directions, rates and grades of wordings are told."""
        policy, words = self.set.policy, self.words
        lines = []
        for entry in policy.direction_words:
            line = words.text(
                "direction_line",
                where=words.word("where", entry.where),
                words=self._some(entry.words),
                direction=words.word("values", entry.direction),
            )
            if entry.unless:
                line += words.text("unless_line", words=self._some(entry.unless))
            lines.append(line)
        if policy.direction_default is not None:
            direction = words.word("values", policy.direction_default)
            lines.append(words.text("default_line", direction=direction))
        for name, some in (
            ("rate_line", policy.rate_words),
            ("satisfaction_line", policy.satisfaction_words),
        ):
            lines += [words.text(name, words=self._some(some))] if some else []
        for grade, class_, others in policy.grades:
            also = words.text("wording_words", words=self._some(others)) if others else ""
            told = words.word("classes", class_)
            lines.append(words.text("wording_line", name=grade, class_=told, words=also))
        if self.set.merged.get("approximate") is not None:
            lines.append(
                words.text(
                    "approximate_line",
                    margin=value_in_words(policy.approximate_margin, words, percent=True),
                    range=value_in_words(policy.approximate_range, words, percent=True),
                )
            )
        return lines

    def _some(self, words: Sequence[str]) -> str:
        told = "、".join(words[:MOST_WORDS])
        if len(words) <= MOST_WORDS:
            return told
        return self.words.text("some_words", words=told, count=len(words))

    def demands(self) -> list[str]:
        """Return what is asked for beside the points."""
        return [demand_line(d, self.teller) for d in self.set.demands]

    def sources(self) -> list[str]:
        """Return the documents, with how well each is known."""
        return [
            self.words.text(
                "source",
                key=s.key, document=s.document, article=s.article,
                standing=self.words.word("standings", s.standing),
            )
            for s in self.set.sources.values()
        ]  # fmt: skip

    def form(self) -> list[str]:
        """Return the templates that print the form."""
        return [name for name in (self.set.form_xlsx, self.set.form_html) if name]
