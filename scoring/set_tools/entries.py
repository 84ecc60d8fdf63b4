"""Everything that a set declares as a flat list of entries: what ``sets diff`` compares.

An entry stands at a section, a subject (a level's path, a rule, a source) and an aspect; its lines are
words for people. Two sets that declare the same have the same entries.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from scoring.exact import plain
from scoring.indicator_set.model import IndicatorSet, SetNode
from scoring.set_tools.expression_text import value_in_words
from scoring.set_tools.rule_text import RuleDescriber, demand_line, grade_line, is_own, item_line
from scoring.set_tools.set_words import SetWords

LEVELS: Final = " / "
ORDER: Final = "order"
"""The aspect of which only what two sets share is compared."""


@dataclass(frozen=True, slots=True)
class DiffEntry:
    """One thing that a set declares, in words; ``lines`` is empty where it is not declared."""

    section: str
    subject: str
    aspect: str
    lines: tuple[str, ...]

    @property
    def key(self) -> tuple[str, str, str]:
        """Section, subject and aspect."""
        return self.section, self.subject, self.aspect


def diff_entries(indicators: IndicatorSet, words: SetWords) -> list[DiffEntry]:
    """Return what a set declares, in the order in which it is printed."""
    entries = _Entries(indicators, words)
    return [DiffEntry(*key, lines) for key, lines in entries.all() if lines]


_Entry = tuple[tuple[str, str, str], tuple[str, ...]]


class _Entries:
    def __init__(self, indicators: IndicatorSet, words: SetWords) -> None:
        self.set = indicators
        self.words = words
        self.describer = RuleDescriber(words, indicators, self._mark)

    def all(self) -> Iterator[_Entry]:
        yield from self._head()
        yield from self._tree()
        yield from self._inputs()
        for case, applied in self.set.by_reading.items():
            reading = self.words.word("readings", case.value)
            yield ("readings", reading, "rule"), (self.describer.applied(applied),)
        for rule in self.set.rules.values():
            subject = self.describer.name(rule)
            yield ("rules", subject, "source"), _some(rule.source)
            file = self._written("rules", rule.name, "with")
            kinds = file if isinstance(file, dict) else {}
            yield (
                ("rules", subject, "parameters"),
                tuple(
                    f"{name}（{self.words.word('parameter_types', str(kinds.get(name, kind.value)))}）"
                    for name, kind in rule.parameters.items()
                ),
            )
            yield ("rules", subject, "cases"), self.describer.cases(rule)
        yield from self._reading_words()
        yield (
            ("require", "", "demands"),
            tuple(demand_line(d, self.describer) for d in self.set.demands),
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
        yield ("form", "", "companion"), _some(self.set.companion)

    def _head(self) -> Iterator[_Entry]:
        own, words = self.set, self.words

        def entry(aspect: str, *lines: str) -> _Entry:
            return ("head", "", aspect), tuple(line for line in lines if line)

        yield entry("title", own.title)
        yield entry("applies_to", words.word("applies_to", own.applies_to))
        yield entry("abstract", words.word("yes_no", str(own.abstract)))
        yield entry("scored", words.word("yes_no", str(own.scored)))
        yield entry("money_unit", own.money_unit)
        yield entry("points", _number(own.points))
        yield entry("places", str(own.places))
        yield entry("not_applicable", words.word("policies", own.not_applicable or ""))
        if own.over is not None:
            yield entry("over", self.describer.expression(own.over) + self._mark(own.over_source))
        if own.cap is not None:
            yield entry("cap", self.describer.applied(own.cap))
        yield entry(
            "grades",
            *(grade_line(g, words) + self._mark(g.source) for g in own.grades),
        )  # fmt: skip

    def _tree(self) -> Iterator[_Entry]:
        execution = self.set.execution
        subject = self.words.text("execution_row")
        if execution is not None:
            yield ("tree", subject, "name"), (execution.name,)
            yield ("tree", subject, "points"), (plain(execution.points),)
            yield ("tree", subject, "rule"), (self.describer.applied(execution.applied),)
            yield ("tree", subject, "total"), execution.total_names
        yield ("tree", "", ORDER), tuple(level.name for level in self.set.levels)
        for node in self.set.nodes():
            yield from self._node(node)

    def _node(self, node: SetNode) -> Iterator[_Entry]:
        words, subject = self.words, LEVELS.join((*node.path, node.name))

        def entry(aspect: str, lines: Sequence[str]) -> _Entry:
            return ("tree", subject, aspect), tuple(line for line in lines if line)

        # A level that declares nothing else is there all the same.
        yield entry("name", (node.name,))
        yield entry("points", (_number(node.points),))
        yield entry("also", node.also)
        yield entry("rows", (words.word("rows", node.rows or ""),))
        if node.combine != "sum":
            yield entry("combine", (words.word("combine", node.combine),))
        if node.value is not None:
            yield entry("value", (self.describer.expression(node.value),))
        yield entry("items", tuple(item_line(item, self.describer) for item in node.items))
        if node.applied is not None:
            if is_own(node.applied, self.set):
                yield entry("cases", self.describer.cases(node.applied.rule))
            else:
                yield entry("rule", (self.describer.applied(node.applied),))
        yield entry(
            "by_reading",
            [
                words.text("row_reading", reading=words.word("readings", c.value), rule=self.describer.applied(a))
                for c, a in node.by_reading.items()
            ],
        )  # fmt: skip
        yield entry("direction", (words.word("values", node.direction or ""),))
        yield entry("not_applicable", (words.word("policies", node.not_applicable or ""),))
        yield entry("optional", (words.word("yes_no", "True") if node.optional else "",))
        yield entry("source", (node.source,))
        yield entry("note", (node.note,))
        yield entry(ORDER, tuple(child.name for child in node.children))

    def _inputs(self) -> Iterator[_Entry]:
        yield ("inputs", "", ORDER), tuple(self.set.inputs)
        for name, given in self.set.inputs.items():
            lines = {
                "type": self.words.word("input_types", given.type),
                "unit": given.unit,
                "above": _number(None if given.above is None else Fraction(given.above)),
                "at_least": _number(None if given.at_least is None else Fraction(given.at_least)),
                "meaning": given.meaning,
            }
            for aspect, line in lines.items():
                yield ("inputs", name, aspect), _some(line)
            yield ("inputs", name, "choices"), given.choices

    def _reading_words(self) -> Iterator[_Entry]:
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
            yield ("words", subject, "then"), entry.then
            yield ("words", subject, "levels"), entry.levels
            yield ("words", subject, "measures"), entry.measures
            yield ("words", subject, "yields"), (words.word("values", "True"),) * entry.yields
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
        value: object = self.set.merged
        for key in path:
            value = value.get(key) if isinstance(value, dict) else None
        return value

    def _mark(self, key: str) -> str:
        return self.words.text("mark_plain", key=key) if key else ""


def _number(value: Fraction | None) -> str:
    return "" if value is None else plain(value)


def _some(line: str) -> tuple[str, ...]:
    return (line,) if line else ()
