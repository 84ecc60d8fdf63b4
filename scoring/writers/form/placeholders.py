"""The placeholders in the cells of a form: ``{{总分}}``, ``{{指标.得分}}``, ``{{指标.二级指标|合并}}``.

``{{总分}}`` is a field of the form. What holds ``{{指标.得分}}`` is repeated for every item of that
group; ``{{指标.有}}`` keeps it only where there are items, ``{{指标.无}}`` only where there are none;
``{{指标.二级指标|合并}}`` merges equal neighbours below each other. Workbooks and pages share them.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Final, Literal

from scoring.writers.form.view import Value
from scoring.writers.labels import Labels
from scoring.writers.wording import value_text

Appears = Literal["always", "each", "some", "none"]
ReportFault = Callable[[str, str], None]
"""Takes what is wrong with a text, and what to do."""

FORM: Final = "form"
_PLACEHOLDER: Final = re.compile(r"\{\{\s*([^{}|]*?)\s*(?:\|\s*([^{}|]*?)\s*)?\}\}")


@dataclass(frozen=True, slots=True)
class PlaceholderField:
    """A field of the form (``group`` ``form``) or of the item that a row stands for."""

    group: str
    name: str
    """The field's name in the records of a view."""

    def value(self, form: object, item: object) -> Value:
        """Return the field's value."""
        value: Value = getattr(form if self.group == FORM else item, self.name)
        return value


TextPart = str | PlaceholderField


@dataclass(frozen=True, slots=True)
class CellText:
    """The text of a cell, line by line, each a row of texts and placeholders."""

    source: str = ""
    """As it is written, placeholders and all."""
    lines: tuple[tuple[TextPart, ...], ...] = ()
    joined: bool = False
    """Equal neighbours below each other become one merged cell."""
    groups: tuple[str, ...] = ()
    """The groups that it names, as they are written (``指标``); one at most, if nothing is wrong."""
    appears: frozenset[Appears] = frozenset()
    """When the row that holds it appears; empty where its text does not say."""

    @property
    def single(self) -> PlaceholderField | None:
        """The placeholder, where a cell holds one and nothing else."""
        if len(self.lines) == 1 and len(self.lines[0]) == 1:
            part = self.lines[0][0]
            return part if isinstance(part, PlaceholderField) else None
        return None

    def filled(self, form: object, item: object) -> tuple[str, ...]:
        """Return the lines with values put in.

        Of several lines, one whose placeholders are all empty is left out with its words.
        """
        kept = []
        for parts in self.lines:
            texts = [
                part if isinstance(part, str) else value_text(part.value(form, item))
                for part in parts
            ]
            values = [
                text for text, part in zip(texts, parts, strict=True) if not isinstance(part, str)
            ]
            if not values or any(values) or len(self.lines) == 1:
                kept.append("".join(texts))
        return tuple(kept)


def parse_cell(text: str, labels: Labels, report: ReportFault) -> CellText:
    """Read the text of a cell; whatever is wrong with it is reported."""
    joined = False
    lines = []
    groups: dict[str, None] = {}
    appears: set[Appears] = set()
    for line in text.split("\n"):
        parts: list[TextPart] = []
        at = 0
        for match in _PLACEHOLDER.finditer(line):
            parts.append(line[at : match.start()])
            at = match.end()
            part, kind = _field(match[1], labels, groups, report)
            parts.append(part)
            if kind:
                appears.add(kind)
            if match[2] is not None:
                joined = match[2] == labels.marks["join"]
                if not joined:
                    report(f"不认识“|{match[2]}”", f"只有 |{labels.marks['join']}。")
        parts.append(line[at:])
        if any(isinstance(part, str) and ("{{" in part or "}}" in part) for part in parts):
            report("{{ 与 }} 没有成对", "请写成 {{总分}} 的样子。")
        lines.append(tuple(part for part in parts if part != ""))
    return CellText(text, tuple(lines), joined, tuple(groups), frozenset(appears))


def _field(
    word: str, labels: Labels, groups: dict[str, None], report: ReportFault
) -> tuple[TextPart, Appears | None]:
    first, dot, second = word.partition(".")
    if not dot:
        known = labels.placeholders[FORM]
        if word in known:
            return PlaceholderField(FORM, known[word]), None
        _unknown(word, [*known, *_dotted(labels)], report)
        return "", None
    group = labels.groups_of_rows.get(first)
    if group is None:
        _unknown(word, _dotted(labels), report)
        return "", None
    groups[first] = None
    if second == labels.marks["every_some"]:
        return "", "some"
    if second == labels.marks["every_none"]:
        return "", "none"
    known = labels.placeholders.get(group, {})
    if second not in known:
        _unknown(word, [f"{first}.{name}" for name in known], report)
        return "", None
    return PlaceholderField(group, known[second]), "each"


def _unknown(word: str, known: Iterable[str], report: ReportFault) -> None:
    names = list(known)
    close = difflib.get_close_matches(word, names, 3, 0.5) or names[:12]
    hint = "可用的有：" + "、".join(f"{{{{{name}}}}}" for name in close)
    report(f"不认识 {{{{{word}}}}}", hint)


def _dotted(labels: Labels) -> Iterator[str]:
    for word, group in labels.groups_of_rows.items():
        for name in labels.placeholders.get(group, {}):
            yield f"{word}.{name}"
