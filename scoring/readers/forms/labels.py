"""The headings of forms (``vocabulary/form_labels.yaml``), folded for comparing."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any, Final, Literal

from scoring.documents.node import as_data
from scoring.files import shipped
from scoring.readers.forms.fold import fold, label_forms, without_bracket
from scoring.text import squeezed

Table = Literal["tasks", "goals", "funds", "goal", "indicators"]
TABLES: Final[tuple[Table, ...]] = ("tasks", "goals", "funds", "goal", "indicators")
FILE: Final = "vocabulary/form_labels.yaml"
TEXTS: Final = "texts"
"""Columns without a field of their own; kept as texts of the submission under their heading."""
_LONGEST_TITLE: Final = 60


@dataclass(frozen=True)
class FormLabels:
    """What may stand on a form, and the key of the submission that it means."""

    titles: tuple[str, ...]
    head: Mapping[str, tuple[str, ...]]
    """A label and the keys it may stand for (``单位`` is a unit of money, or who reports)."""
    columns: Mapping[Table, Mapping[str, tuple[int, str]]]
    """Per table a heading, how usual it is (0 most), and its key."""
    blocks: Mapping[Table, frozenset[str]]
    """Labels beside a table that hold no value."""
    words: Mapping[str, tuple[str, ...]]
    """The other lists: ``total``, ``subtotal``, ``notes``, ``empty``, ``of_which`` …"""
    money_units: Mapping[str, str]
    inline: re.Pattern[str]
    """A label with the colon behind it, its letters perhaps spaced out."""

    def label_before(self, line: str) -> re.Match[str] | None:
        """Return the label with a colon that a line begins with; most lines have no colon at all."""
        return self.inline.match(line) if ":" in line or "\uff1a" in line else None

    @property
    def initial_goal(self) -> str:
        """The name under which a goal from before the year's adjustment is kept."""
        known = self.columns["goal"].items()
        return next(name for name, (rank, key) in known if key == "initial" and rank == 0)

    def head_keys(self, text: str) -> tuple[str, ...]:
        """Return the keys that a cell is the label of; none if it is no label."""
        for form in label_forms(text):
            if form in self.head:
                return self.head[form]
        return ()

    def column(self, table: Table, text: str) -> tuple[int, str] | None:
        """Return rank and key of a table's heading."""
        known = self.columns[table]
        for form in label_forms(text):
            if form in known:
                return known[form]
        return None

    def usual(self, table: Table, key: str) -> str:
        """Return the most usual heading of a key; empty for a key that has none."""
        return self._usual.get((table, key), "")

    @cached_property
    def _usual(self) -> Mapping[tuple[str, str], str]:
        return {
            (table, key): name
            for table, known in self.columns.items()
            for name, (rank, key) in reversed(list(known.items()))
            if rank == 0
        }

    def is_heading(self, text: str) -> bool:
        """Tell whether a cell is a heading of any table."""
        return not self._headings.isdisjoint(label_forms(text))

    @cached_property
    def _headings(self) -> frozenset[str]:
        return frozenset(form for known in self.columns.values() for form in known)

    def is_block(self, text: str) -> bool:
        """Tell whether a cell only names a part of the form."""
        return not self._blocks.isdisjoint(label_forms(text))

    @cached_property
    def _blocks(self) -> frozenset[str]:
        return frozenset(name for names in self.blocks.values() for name in names)

    def is_goal(self, text: str) -> bool:
        """Tell whether a cell names the block of the yearly goal."""
        return not self.blocks["goal"].isdisjoint(label_forms(text))

    def is_title(self, text: str) -> bool:
        """Tell whether a cell is the title of a form: it ends with one of the titles."""
        if ":" in fold(text) or len(text) > 2 * _LONGEST_TITLE:
            return False
        name = without_bracket(fold(text))[0]
        return len(name) <= _LONGEST_TITLE and name.endswith(self.titles)

    def is_word(self, kind: str, text: str) -> bool:
        """Tell whether a cell is one of the words of a list."""
        return without_bracket(fold(text))[0] in self.words[kind]

    def is_empty(self, text: str) -> bool:
        """Tell whether a cell holds a mark that stands for nothing (``—``)."""
        stripped = "".join(text.split())
        return not stripped or fold(stripped) in self.words["empty"]

    def is_note(self, text: str) -> bool:
        """Tell whether a cell is a remark that stands under a form."""
        folded = fold(text)
        return folded in self.words["notes"] or folded.startswith(self._begin_of_notes)

    @cached_property
    def _begin_of_notes(self) -> tuple[str, ...]:
        return tuple(word + sign for word in self.words["notes"] for sign in (":", "1", "(", "、"))

    def is_hint(self, text: str) -> bool:
        """Tell whether a cell holds a hint that the blank form prints there (``如:≥95%``)."""
        return fold(text).lstrip("(").startswith(self.words["hints"])

    def is_own_sheet(self, name: str) -> bool:
        """Tell whether a sheet is one that was added to a filled copy."""
        return fold(name).rstrip("0123456789") in self.words["own_sheets"]

    def is_page_mark(self, text: str) -> bool:
        """Tell whether a cell only counts pages (``第2页 共3页``)."""
        return len(text) <= 40 and re.sub("[0-9]+", "1", fold(text)) in self.words["page_marks"]

    def is_placeholder(self, text: str) -> bool:
        """Tell whether a cell holds what a blank form prints there (``指标1``, ``……``)."""
        return fold(text).rstrip("0123456789:") in self.words["placeholders"]

    def money_unit(self, text: str) -> str | None:
        """Return the unit of money that a text names, if it is nothing else."""
        return self.money_units.get(fold(text).strip("()"))

    def year(self, text: str) -> str | None:
        """Return the year if a cell holds nothing else (``2022``, ``(2022年度)``)."""
        bare = fold(text).strip("()")
        for word in (*self.words["year_units"], ""):
            digits = bare.removesuffix(word)
            if re.fullmatch("(?:19|20)[0-9]{2}", digits):
                return digits
        return None

    def lone_year(self, text: str) -> str | None:
        """Return the year of a cell without a label; a bare number is none."""
        return None if fold(text).isdigit() else self.year(text)

    def year_in(self, text: str) -> str | None:
        """Return the year that a title names (``2022年度项目支出绩效自评表``), if it names one."""
        words = "|".join(map(re.escape, self.words["year_units"]))
        found = set(re.findall(rf"(?<![0-9])((?:19|20)[0-9]{{2}})(?:{words})", fold(text)))
        return found.pop() if len(found) == 1 else None


@cache
def form_labels() -> FormLabels:
    """Return the labels that ship."""
    from scoring.documents.yaml_text import parse_yaml  # noqa: PLC0415 - only for exports

    return parse_labels(as_data(parse_yaml(shipped.read_text(FILE), FILE)))


def parse_labels(data: Mapping[str, Any]) -> FormLabels:
    """Make the labels from the vocabulary's data."""
    head: dict[str, tuple[str, ...]] = {}
    given = {**data["head"], **{f"{TEXTS}.{key}": names for key, names in data["texts"].items()}}
    for key, names in given.items():
        for name in names:
            head[fold(name)] = (*head.get(fold(name), ()), key)
    columns: dict[Table, dict[str, tuple[int, str]]] = {}
    for table in TABLES:
        known = columns[table] = {}
        for key, names in data[table].items():
            for rank, name in enumerate(names):
                own = f"{key}.{name}" if key == TEXTS else key
                known.setdefault(fold(name), (rank, own))
    lists = (
        "total", "subtotal", "notes", "placeholders", "empty", "of_which", "points_units",
        "year_units", "funds_total", "page_marks", "sources", "levels", "own_sheets", "hints",
        "core", "not_core",
    )  # fmt: skip
    return FormLabels(
        titles=tuple(fold(name) for name in data["titles"]),
        head=head,
        columns=columns,
        blocks={table: frozenset(map(fold, data[f"{table}_block"])) for table in TABLES},
        words={key: tuple(_word(key, name) for name in data[key]) for key in lists},
        money_units={fold(n): unit for unit, names in data["money_units"].items() for n in names},
        inline=_inline(head),
    )


def _word(kind: str, name: str) -> str:
    """Fold a word of a list; of 其中: the colon belongs to it."""
    if kind != "of_which":
        return fold(name)
    return squeezed(name)


def _inline(head: Mapping[str, object]) -> re.Pattern[str]:
    spaced = (r"\s?".join(map(re.escape, name)) for name in sorted(head, key=len, reverse=True))
    bracket = "(?:\\s?[(\uff08][^()\uff08\uff09]{0,20}[)\uff09])?"
    before = "(?:^|(?<=[\\s(\uff08,\uff0c;\uff1b。、]))[*☆★※]?\\s?"
    return re.compile(f"{before}({'|'.join(spaced)}){bracket}\\s?[:\uff1a]\\s?")
