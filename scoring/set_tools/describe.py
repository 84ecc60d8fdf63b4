"""A whole set as a readable text: head, tree, inputs, rules, words of reading, sources."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from scoring.exact import plain
from scoring.indicator_set.file_model import InputFile
from scoring.indicator_set.model import AppliedRule, IndicatorSet, SetNode
from scoring.rules.table import Rule
from scoring.rules.types import Value
from scoring.set_tools.expression_text import value_in_words
from scoring.set_tools.rule_text import RuleDescriber, demand_line, grade_line, is_own, item_line
from scoring.set_tools.set_words import SetWords
from scoring.text import width
from scoring.values.direction_words import DirectionWords

MOST_WORDS = 8
"""Of a longer list of words so many are printed, and how many there are."""


@dataclass(frozen=True, slots=True)
class RuleDescription:
    """A rule in words, with the parameters of one place where it is used."""

    rule: Rule
    head: str
    cases: tuple[str, ...]


class SetDescriber:
    """Writes the parts of one set in words."""

    def __init__(self, indicators: IndicatorSet, words: SetWords) -> None:
        self.set = indicators
        self.words = words
        self.describer = RuleDescriber(words, indicators, self.mark)

    def mark(self, key: str) -> str:
        """Return the short name of a source with how reliable it is; empty for no source."""
        source = self.set.sources.get(key)
        if source is None:
            return ""
        return self.words.text("mark", key=key, mark=self.words.word("marks", source.standing))

    def lines(self) -> Iterator[str]:
        """Yield the lines of the whole set, as ``ziping sets show`` prints them."""
        words = self.words
        yield "  ".join(dict.fromkeys((self.set.shown, self.set.id, self.set.title)))
        yield from self.head().values()
        parts: Mapping[str, Callable[[], Sequence[str]]] = {
            "tree": self.tree, "inputs": self.inputs, "readings": self.readings,
            "rules": self.rule_lines, "words": self.reading_words, "require": self.demands,
            "sources": self.sources, "form": self.form,
        }  # fmt: skip
        for section, lines_of in parts.items():
            lines = lines_of()
            if lines:
                yield ""
                yield words.word("sections", section)
                yield from (f"  {line}" for line in lines)
        yield ""
        yield words.text("legend")

    def head(self) -> dict[str, str]:
        """Return the lines on the set as a whole by aspect (``standing``, ``points``, ``grades`` …)."""
        own, words = self.set, self.words
        lines = {}
        base = own.merged.get("extends")
        if isinstance(base, str):
            lines["extends"] = words.text("head_extends", base=base)
        lines["standing"] = words.text(
            "head_standing",
            applies_to=words.word("applies_to", own.applies_to),
            standing=words.word("standings", own.standing),
        )
        if own.abstract:
            lines["abstract"] = words.text("head_abstract")
        if not own.scored:
            lines["points"] = words.text("head_not_scored", unit=own.money_unit)
        elif own.points is not None:
            lines["points"] = words.text(
                "head_points", points=plain(own.points), unit=own.money_unit, places=own.places
            )
        if own.grades:
            lines["grades"] = words.text("head_grades", grades=self.grades())
        if own.over is not None:
            lines["over"] = self.over()
        if own.cap is not None:
            lines["cap"] = words.text("head_cap", rule=self.describer.applied(own.cap))
        if own.not_applicable:
            policy = words.word("policies", own.not_applicable)
            lines["not_applicable"] = words.text("head_not_applicable", policy=policy)
        lines["digest"] = words.text("digest", digest=own.digest)
        return lines

    def grades(self) -> str:
        """Return the grades in one line."""
        return "、".join(grade_line(g, self.words) + self.mark(g.source) for g in self.set.grades)

    def over(self) -> str:
        """Return when an actual is clearly too much."""
        assert self.set.over is not None
        when = self.describer.expression(self.set.over)
        return self.words.text("head_over", when=when, source=self.mark(self.set.over_source))

    def tree(self) -> list[str]:
        """Return the lines of the tree."""
        return tree_lines(self.set, self.describer)

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
        details = "，".join([*kind, *given.choices])
        if given.meaning:
            return words.text("input_meaning", name=name, kind=details, meaning=given.meaning)
        return words.text("input", name=name, kind=details)

    def readings(self) -> list[str]:
        """Return which rule scores which kind of reading."""
        return [
            self.words.text(
                "reading",
                reading=self.words.word("readings", case.value),
                rule=self.describer.applied(applied),
            )
            for case, applied in self.set.by_reading.items()
        ]

    def rules(self, only: Collection[str] | None = None) -> list[RuleDescription]:
        """Return the named rules in words, one with parameters once for each values of them."""
        rules = []
        for rule in self.set.rules.values():
            if only is not None and rule.name not in only:
                continue
            for parameters in self._uses(rule) or [{}]:
                head = self.describer.applied(AppliedRule(rule, parameters)) + self.mark(
                    rule.source
                )
                rules.append(RuleDescription(rule, head, self.describer.cases(rule, parameters)))
        return rules

    def _uses(self, rule: Rule) -> list[Mapping[str, Value]]:
        """Return the values that a rule's parameters have in this set, each once."""
        applied = (*self.set.row_rules(), *self.set.form_rules())
        given = {
            tuple(use.parameters.items()): use.parameters for use in applied if use.rule is rule
        }
        return list(given.values()) if rule.parameters else []

    def rule_lines(self) -> list[str]:
        """Return all named rules with their cases."""
        lines = []
        for rule in self.rules():
            lines.append(rule.head)
            lines += [f"  {number}. {case}" for number, case in enumerate(rule.cases, 1)]
        return lines

    def _direction_words(self, entry: DirectionWords) -> str:
        words, listed = self.words, self._some(entry.words)
        if entry.then:
            then = self._some(entry.then)
            listed = words.text("direction_then", words=listed, then=then)
        for name, some in (
            ("direction_levels", entry.levels),
            ("direction_measures", entry.measures),
        ):
            listed += words.text(name, words=self._some(some)) if some else ""
        listed += words.text("direction_yields") if entry.yields else ""
        line = words.text(
            "direction_line",
            where=words.word("where", entry.where),
            words=listed,
            direction=words.word("values", entry.direction),
        )
        if entry.unless:
            line += words.text("unless_line", words=self._some(entry.unless))
        return line

    def reading_words(self) -> list[str]:
        """Return the words by which directions, rates and grades of wordings are recognised."""
        policy, words = self.set.policy, self.words
        lines = []
        for entry in policy.direction_words:
            lines.append(self._direction_words(entry))
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
            class_word = words.word("classes", class_)
            lines.append(words.text("wording_line", name=grade, class_=class_word, words=also))
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
        first = "、".join(words[:MOST_WORDS])
        if len(words) <= MOST_WORDS:
            return first
        return self.words.text("some_words", words=first, count=len(words))

    def demands(self) -> list[str]:
        """Return what is asked for besides the points."""
        return [demand_line(d, self.describer) for d in self.set.demands]

    def sources(self) -> list[str]:
        """Return the documents, with how reliable each is."""
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


@dataclass(frozen=True, slots=True)
class _Line:
    left: str
    points: str = ""
    right: str = ""


def tree_lines(indicators: IndicatorSet, describer: RuleDescriber) -> list[str]:
    """Return the tree; names stand left, points in a column, rules and sources right of it."""
    lines = list(_Tree(indicators, describer).lines())
    wide = max((width(line.left) for line in lines if line.points), default=0)
    points = max((width(line.points) for line in lines), default=0)
    return [_joined(line, wide, points) for line in lines]


def _joined(line: _Line, wide: int, points: int) -> str:
    if not line.points:
        return line.left
    gap = " " * (wide - width(line.left) + 2 + points - width(line.points))
    return f"{line.left}{gap}{line.points}  {line.right}".rstrip()


class _Tree:
    def __init__(self, indicators: IndicatorSet, describer: RuleDescriber) -> None:
        self.set = indicators
        self.describer = describer
        self.words: SetWords = describer.words

    def lines(self) -> Iterator[_Line]:
        execution = self.set.execution
        if execution is not None:
            mark = "├─ " if self.set.levels else "└─ "
            details = [self.words.text("row_rule", rule=self.describer.applied(execution.applied))]
            if execution.total_names:
                names = "、".join(execution.total_names)
                details.append(self.words.text("row_total", words=names))
            yield _Line(mark + execution.name, plain(execution.points), "；".join(details))
        yield from self._children(self.set.levels, "")

    def _children(self, children: Sequence[SetNode], indent: str) -> Iterator[_Line]:
        for node in children:
            last = node is children[-1]
            points = "" if node.points is None else plain(node.points)
            mark, below = ("└─ ", "   ") if last else ("├─ ", "│  ")
            yield _Line(
                f"{indent}{mark}{node.name}", points or self.words.text("no_points"), self._details(node)
            )  # fmt: skip
            trunk = indent + below + ("│  " if node.children else "   ")
            yield from (_Line(trunk + line) for line in self._below(node))
            yield from self._children(node.children, indent + below)

    def _details(self, node: SetNode) -> str:
        words, details = self.words, []
        if node.rows is not None:
            details.append(words.word("rows", node.rows))
        if node.combine != "sum":
            details.append(words.word("combine", node.combine))
        if node.value is not None:
            details.append(words.text("row_value", value=self.describer.expression(node.value)))
        if node.applied is not None and not is_own(node.applied, self.set):
            details.append(words.text("row_rule", rule=self.describer.applied(node.applied)))
        if node.optional:
            details.append(words.text("row_optional"))
        if node.direction is not None:
            direction = words.word("values", node.direction)
            details.append(words.text("row_direction", direction=direction))
        if node.not_applicable is not None:
            policy = words.word("policies", node.not_applicable)
            details.append(words.text("row_not_applicable", policy=policy))
        if node.also:
            details.append(words.text("row_also", words="、".join(node.also)))
        return "；".join(details) + self.describer.mark(node.source)

    def _below(self, node: SetNode) -> Iterator[str]:
        words = self.words
        if node.note:
            yield words.text("row_note", note=node.note)
        yield from (item_line(item, self.describer) for item in node.items)
        for case, applied in node.by_reading.items():
            reading = words.word("readings", case.value)
            yield words.text("row_reading", reading=reading, rule=self.describer.applied(applied))
        if node.applied is not None and is_own(node.applied, self.set):
            cases = self.describer.cases(node.applied.rule)
            yield from (
                line if len(cases) == 1 else f"{number}. {line}"
                for number, line in enumerate(cases, 1)
            )
