"""The tree of a set: lines of a tree, points aligned, and what each level holds beside them."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from scoring.exact import plain
from scoring.indicator_set.model import IndicatorSet, Node
from scoring.set_tools.words.rules import RuleTeller, is_own, item_line
from scoring.set_tools.words.set_words import SetWords


@dataclass(frozen=True, slots=True)
class _Line:
    left: str
    points: str = ""
    right: str = ""


def tree_lines(indicators: IndicatorSet, teller: RuleTeller) -> list[str]:
    """Return the tree; names stand left, points in a column, rules and sources right of it."""
    lines = list(_Tree(indicators, teller).lines())
    wide = max((width(line.left) for line in lines if line.points), default=0)
    points = max((width(line.points) for line in lines), default=0)
    return [_joined(line, wide, points) for line in lines]


def width(text: str) -> int:
    """Return the columns that a text takes on a screen: a Chinese character takes two."""
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def _joined(line: _Line, wide: int, points: int) -> str:
    if not line.points:
        return line.left
    gap = " " * (wide - width(line.left) + 2 + points - width(line.points))
    return f"{line.left}{gap}{line.points}  {line.right}".rstrip()


class _Tree:
    def __init__(self, indicators: IndicatorSet, teller: RuleTeller) -> None:
        self.set = indicators
        self.teller = teller
        self.words: SetWords = teller.words

    def lines(self) -> Iterator[_Line]:
        execution = self.set.execution
        if execution is not None:
            mark = "├─ " if self.set.levels else "└─ "
            said = [self.words.text("row_rule", rule=self.teller.applied(execution.applied))]
            if execution.total_names:
                names = "、".join(execution.total_names)
                said.append(self.words.text("row_total", words=names))
            yield _Line(mark + execution.name, plain(execution.points), ";".join(said))
        yield from self._children(self.set.levels, "")

    def _children(self, children: Sequence[Node], indent: str) -> Iterator[_Line]:
        for node in children:
            last = node is children[-1]
            points = "" if node.points is None else plain(node.points)
            mark, below = ("└─ ", "   ") if last else ("├─ ", "│  ")
            yield _Line(
                f"{indent}{mark}{node.name}", points or self.words.text("no_points"), self._beside(node)
            )  # fmt: skip
            trunk = indent + below + ("│  " if node.children else "   ")
            yield from (_Line(trunk + line) for line in self._below(node))
            yield from self._children(node.children, indent + below)

    def _beside(self, node: Node) -> str:
        words, said = self.words, []
        if node.rows is not None:
            said.append(words.word("rows", node.rows))
        if node.combine != "sum":
            said.append(words.word("combine", node.combine))
        if node.value is not None:
            said.append(words.text("row_value", value=self.teller.expression(node.value)))
        if node.applied is not None and not is_own(node.applied, self.set):
            said.append(words.text("row_rule", rule=self.teller.applied(node.applied)))
        if node.optional:
            said.append(words.text("row_optional"))
        if node.direction is not None:
            direction = words.word("values", node.direction)
            said.append(words.text("row_direction", direction=direction))
        if node.not_applicable is not None:
            policy = words.word("policies", node.not_applicable)
            said.append(words.text("row_not_applicable", policy=policy))
        if node.also:
            said.append(words.text("row_also", words="、".join(node.also)))
        return ";".join(said) + self.teller.mark(node.source)

    def _below(self, node: Node) -> Iterator[str]:
        words = self.words
        if node.note:
            yield words.text("row_note", note=node.note)
        yield from (item_line(item, words) for item in node.items)
        for case, applied in node.by_reading.items():
            reading = words.word("readings", case.value)
            yield words.text("row_reading", reading=reading, rule=self.teller.applied(applied))
        if node.applied is not None and is_own(node.applied, self.set):
            cases = self.teller.cases(node.applied.rule)
            yield from (
                line if len(cases) == 1 else f"{number}. {line}"
                for number, line in enumerate(cases, 1)
            )
