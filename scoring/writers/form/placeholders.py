"""The placeholders of templates, one language for all: ``{{总分}}``, ``{{指标.得分}}``, ``{{指标.二级指标|合并}}``.

``{{总分}}`` is a field of the paper. What holds ``{{指标.得分}}`` is repeated for every item of that
group; ``{{指标.有}}`` keeps it only where there are items, ``{{指标.无}}`` only where there are none;
``{{指标.二级指标|合并}}`` merges equal neighbours below each other. Workbooks, pages and Word
documents share them; which names there are, a :class:`PlaceholderNames` says.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Final, Literal

from scoring.value_class import dataclass
from scoring.writers.form.view import Value
from scoring.writers.labels import Labels
from scoring.writers.wording import value_text

Appears = Literal["always", "each", "some", "none"]
ReportFault = Callable[[str, str], None]
"""Takes what is wrong with a text, and what to do."""

FORM: Final = "form"
_PLACEHOLDER: Final = re.compile(
    r"(?:\{\{|｛｛)\s*([^{}｛｝|｜]*?)\s*(?:[|｜]\s*([^{}｛｝|｜]*?)\s*)?(?:\}\}|｝｝)"
)
_BRACES: Final = ("{{", "}}", "｛｛", "｝｝")


@dataclass(frozen=True, slots=True)
class NamedGroup:
    """The items that something is repeated for: who they are, and what can be named of each.

    A name that is empty stands for the item itself: ``{{R4}}``.
    """

    id: str
    names: Mapping[str, str]


@dataclass(frozen=True, slots=True, eq=False)
class PlaceholderNames:
    """What the placeholders of a template may name, and the words of the language."""

    fields: Mapping[str, str]
    """Of the paper, by name in a template."""
    groups: Mapping[str, NamedGroup]
    """By the first half of a placeholder (``指标`` in ``指标.得分``)."""
    some: str
    none: str
    join: str

    def all(self) -> Iterator[str]:
        """Yield every name as a placeholder has it."""
        yield from self.fields
        yield from self.dotted()

    def dotted(self) -> Iterator[str]:
        """Yield the names that belong to groups."""
        for word, group in self.groups.items():
            for name in group.names:
                yield f"{word}.{name}" if name else word


@lru_cache(maxsize=8)
def names_of_forms(labels: Labels) -> PlaceholderNames:
    """Return what the template of a form may name."""
    return PlaceholderNames(
        fields=labels.placeholders[FORM],
        groups={
            word: NamedGroup(group, labels.placeholders.get(group, {}))
            for word, group in labels.groups_of_rows.items()
        },
        some=labels.marks["every_some"],
        none=labels.marks["every_none"],
        join=labels.marks["join"],
    )


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
    conditions: tuple[tuple[str, Appears], ...] = ()
    """The groups without or with items of which it is printed, by ``.无`` and ``.有``."""

    @property
    def single(self) -> PlaceholderField | None:
        """The placeholder, where a cell holds one and nothing else."""
        if len(self.lines) == 1 and len(self.lines[0]) == 1:
            part = self.lines[0][0]
            return part if isinstance(part, PlaceholderField) else None
        return None

    @property
    def fields(self) -> Iterator[PlaceholderField]:
        """Its placeholders that print something."""
        return (part for line in self.lines for part in line if not isinstance(part, str))

    def filled(self, form: object, item: object) -> tuple[str, ...]:
        """Return the lines with values put in.

        Of several lines, one whose placeholders are all empty is left out with its words.
        """
        return self.printed(lambda field: value_text(field.value(form, item)))

    def printed(self, text_of: Callable[[PlaceholderField], str]) -> tuple[str, ...]:
        """Return the lines with the text of each placeholder put in, as :meth:`filled` does."""
        kept = []
        for parts in self.lines:
            texts = [part if isinstance(part, str) else text_of(part) for part in parts]
            values = [
                text for text, part in zip(texts, parts, strict=True) if not isinstance(part, str)
            ]
            if not values or any(values) or len(self.lines) == 1:
                kept.append("".join(texts))
        return tuple(kept)


def has_placeholders(text: str) -> bool:
    """Tell whether a text holds a placeholder, or half of one."""
    return any(brace in text for brace in _BRACES)


def placeholder_spans(text: str) -> Iterator[tuple[int, int]]:
    """Yield where each placeholder of a text begins and ends."""
    return (match.span() for match in _PLACEHOLDER.finditer(text))


def parse_cell(text: str, names: PlaceholderNames, report: ReportFault) -> CellText:
    """Read the text of a cell; whatever is wrong with it is reported."""
    joined = False
    lines = []
    groups: dict[str, None] = {}
    appears: set[Appears] = set()
    conditions: dict[tuple[str, Appears], None] = {}
    for line in text.split("\n"):
        parts: list[TextPart] = []
        at = 0
        for match in _PLACEHOLDER.finditer(line):
            parts.append(line[at : match.start()])
            at = match.end()
            part, kind = _field(match[1], names, groups, report)
            parts.append(part)
            if kind:
                appears.add(kind)
                if kind != "each":
                    conditions[match[1].partition(".")[0], kind] = None
            if match[2] is not None:
                joined = match[2] == names.join
                if not joined:
                    report(f"不认识“|{match[2]}”", f"只有 |{names.join}。")
        parts.append(line[at:])
        if any(isinstance(part, str) and has_placeholders(part) for part in parts):
            report("{{ 与 }} 没有成对", "请写成 {{总分}} 的样子。")
        lines.append(tuple(part for part in parts if part != ""))
    return CellText(
        text, tuple(lines), joined, tuple(groups), frozenset(appears), tuple(conditions)
    )


def _field(
    word: str, names: PlaceholderNames, groups: dict[str, None], report: ReportFault
) -> tuple[TextPart, Appears | None]:
    first, dot, second = word.partition(".")
    if not dot and word in names.fields:
        return PlaceholderField(FORM, names.fields[word]), None
    group = names.groups.get(first)
    if group is None or (not dot and "" not in group.names):
        _unknown(word, names.dotted() if dot else names.all(), report)
        return "", None
    groups[first] = None
    if dot and second == names.some:
        return "", "some"
    if dot and second == names.none:
        return "", "none"
    if second not in group.names:
        _unknown(word, [f"{first}.{name}" for name in group.names if name], report)
        return "", None
    return PlaceholderField(group.id, group.names[second]), "each"


def _unknown(word: str, known: Iterable[str], report: ReportFault) -> None:
    names = list(known)
    close = difflib.get_close_matches(word, names, 3, 0.5) or names[:12]
    hint = "可用的有：" + "、".join(f"{{{{{name}}}}}" for name in close)
    report(f"不认识 {{{{{word}}}}}", hint)
