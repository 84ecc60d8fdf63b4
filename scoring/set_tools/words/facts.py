"""Everything that a set says, one fact beside the other: what ``sets diff`` compares.

A fact stands at a section, a subject (a level's path, a rule, a source) and an aspect; its lines are
words for people. Two sets that say the same have the same facts.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from scoring.exact import plain
from scoring.indicator_set.model import IndicatorSet, Node
from scoring.set_tools.words.expressions import value_in_words
from scoring.set_tools.words.rules import RuleTeller, demand_line, is_own, item_line
from scoring.set_tools.words.set_words import SetWords

LEVELS: Final = " / "
ORDER: Final = "order"
"""The aspect of which only what two sets share is compared."""


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that a set says. ``lines`` are none where it says nothing of it."""

    section: str
    subject: str
    aspect: str
    lines: tuple[str, ...]

    @property
    def key(self) -> tuple[str, str, str]:
        """Where the fact stands."""
        return self.section, self.subject, self.aspect


def facts(indicators: IndicatorSet, words: SetWords) -> list[Fact]:
    """Return what a set says, in the order in which it is told."""
    found = _Facts(indicators, words)
    return [Fact(*key, lines) for key, lines in found.all() if lines]


_Said = tuple[tuple[str, str, str], tuple[str, ...]]


class _Facts:
    def __init__(self, indicators: IndicatorSet, words: SetWords) -> None:
        self.set = indicators
        self.words = words
        self.teller = RuleTeller(words, indicators, self._mark)

    def all(self) -> Iterator[_Said]:
        yield from self._head()
        yield from self._tree()
        yield from self._inputs()
        for case, applied in self.set.by_reading.items():
            reading = self.words.word("readings", case.value)
            yield ("readings", reading, "rule"), (self.teller.applied(applied),)
        for rule in self.set.rules.values():
            subject = self.teller.name(rule)
            yield ("rules", subject, "source"), _some(rule.source)
            file = self._written("rules", rule.name, "with")
            kinds = file if isinstance(file, dict) else {}
            yield (
                ("rules", subject, "parameters"),
                tuple(
                    f"{name}({self.words.word('parameter_types', str(kinds.get(name, kind.value)))})"
                    for name, kind in rule.parameters.items()
                ),
            )
            yield ("rules", subject, "cases"), self.teller.cases(rule)
        yield from self._reading_words()
        yield (
            ("require", "", "demands"),
            tuple(demand_line(d, self.teller) for d in self.set.demands),
        )
        for key, source in self.set.sources.items():
            yield ("sources", key, "document"), (source.document,)
            yield ("sources", key, "article"), (source.article,)
            yield (
                ("sources", key, "standing"),
                (self.words.word("standings", source.standing),),
            )
        yield ("form", "", "xlsx"), _some(self.set.form_xlsx)
        yield ("form", "", "html"), _some(self.set.form_html)

    def _head(self) -> Iterator[_Said]:
        own, words = self.set, self.words

        def said(aspect: str, *lines: str) -> _Said:
            return ("head", "", aspect), tuple(line for line in lines if line)

        yield said("title", own.title)
        yield said("applies_to", words.word("applies_to", own.applies_to))
        yield said("abstract", words.word("yes_no", str(own.abstract)))
        yield said("scored", words.word("yes_no", str(own.scored)))
        yield said("money_unit", own.money_unit)
        yield said("points", _number(own.points))
        yield said("places", str(own.places))
        yield said("not_applicable", words.word("policies", own.not_applicable or ""))
        if own.over is not None:
            yield said("over", self.teller.expression(own.over) + self._mark(own.over_source))
        yield said(
            "grades",
            *(words.text("grade", name=g.name, least=plain(g.least)) + self._mark(g.source) for g in own.grades),
        )  # fmt: skip

    def _tree(self) -> Iterator[_Said]:
        execution = self.set.execution
        subject = self.words.text("execution_row")
        if execution is not None:
            yield ("tree", subject, "name"), (execution.name,)
            yield ("tree", subject, "points"), (plain(execution.points),)
            yield ("tree", subject, "rule"), (self.teller.applied(execution.applied),)
            yield ("tree", subject, "total"), execution.total_names
        yield ("tree", "", ORDER), tuple(level.name for level in self.set.levels)
        for node in self.set.nodes():
            yield from self._node(node)

    def _node(self, node: Node) -> Iterator[_Said]:
        words, subject = self.words, LEVELS.join((*node.path, node.name))

        def said(aspect: str, lines: Sequence[str]) -> _Said:
            return ("tree", subject, aspect), tuple(line for line in lines if line)

        # A level that says nothing of itself is there all the same.
        yield said("name", (node.name,))
        yield said("points", (_number(node.points),))
        yield said("also", node.also)
        yield said("rows", (words.word("rows", node.rows or ""),))
        if node.combine != "sum":
            yield said("combine", (words.word("combine", node.combine),))
        if node.value is not None:
            yield said("value", (self.teller.expression(node.value),))
        yield said("items", tuple(item_line(item, words) for item in node.items))
        if node.applied is not None:
            if is_own(node.applied, self.set):
                yield said("cases", self.teller.cases(node.applied.rule))
            else:
                yield said("rule", (self.teller.applied(node.applied),))
        yield said(
            "by_reading",
            [
                words.text("row_reading", reading=words.word("readings", c.value), rule=self.teller.applied(a))
                for c, a in node.by_reading.items()
            ],
        )  # fmt: skip
        yield said("direction", (words.word("values", node.direction or ""),))
        yield said("not_applicable", (words.word("policies", node.not_applicable or ""),))
        yield said("optional", (words.word("yes_no", "True") if node.optional else "",))
        yield said("source", (node.source,))
        yield said("note", (node.note,))
        yield said(ORDER, tuple(child.name for child in node.children))

    def _inputs(self) -> Iterator[_Said]:
        yield ("inputs", "", ORDER), tuple(self.set.inputs)
        for name, given in self.set.inputs.items():
            said = {
                "type": self.words.word("input_types", given.type),
                "unit": given.unit,
                "above": _number(None if given.above is None else Fraction(given.above)),
                "at_least": _number(None if given.at_least is None else Fraction(given.at_least)),
                "meaning": given.meaning,
            }
            for aspect, line in said.items():
                yield ("inputs", name, aspect), _some(line)
            yield ("inputs", name, "choices"), given.choices

    def _reading_words(self) -> Iterator[_Said]:
        policy, words = self.set.policy, self.words
        yield (
            ("words", "", "default"),
            _some(words.word("values", policy.direction_default or "")),
        )
        for number, entry in enumerate(policy.direction_words, 1):
            subject = words.text("direction_entry", number=number)
            yield ("words", subject, "where"), (words.word("where", entry.where),)
            yield ("words", subject, "direction"), (words.word("values", entry.direction),)
            yield ("words", subject, "words"), entry.words
            yield ("words", subject, "unless"), entry.unless
        yield ("words", "", "rate_words"), policy.rate_words
        yield ("words", "", "satisfaction_words"), policy.satisfaction_words
        for aspect, share in (
            ("margin", policy.approximate_margin),
            ("range", policy.approximate_range),
        ):
            yield ("words", "", aspect), (value_in_words(share, words, percent=True),)
        yield ("words", "", "magnitude"), (plain(policy.magnitude),)
        for name, class_, others in policy.grades:
            yield ("words", name, "class"), (words.word("classes", class_),)
            yield ("words", name, "words"), others

    def _written(self, *path: str) -> object:
        found: object = self.set.merged
        for key in path:
            found = found.get(key) if isinstance(found, dict) else None
        return found

    def _mark(self, key: str) -> str:
        return self.words.text("mark_plain", key=key) if key else ""


def _number(value: Fraction | None) -> str:
    return "" if value is None else plain(value)


def _some(line: str) -> tuple[str, ...]:
    return (line,) if line else ()
