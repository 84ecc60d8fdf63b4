"""The headings of forms (``vocabulary/reading/form_labels.yaml``), folded for comparing."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cached_property, lru_cache, partial
from typing import Annotated, Any, Final, Literal, TypeVar

from pydantic import AfterValidator, Field

from scoring.documents.part import DocumentPart
from scoring.documents.vocabulary_file import VocabularyFile
from scoring.exact import YEARS
from scoring.readers.forms.fold import (
    fold,
    label_forms,
    level_name,
    without_bracket,
    without_brackets,
)
from scoring.text import on_one_line, squeezed

Table = Literal["tasks", "goals", "funds", "goal", "indicators"]
TABLES: Final[tuple[Table, ...]] = ("tasks", "goals", "funds", "goal", "indicators")
TEXTS: Final = "texts"
"""Columns without a field of their own; kept as texts of the submission under their heading."""
_LONGEST_TITLE: Final = 60

_LONGEST_LABEL: Final = 240
"""Longer texts are no labels: only their beginning is looked at."""
_MOST_KEPT: Final = 4_096
"""So many texts are remembered for each question."""

_WRITTEN_OUT: Final = str.maketrans("〇○零一二三四五六七八九", "000123456789")
"""The figures of a year that is written out: ``二〇二三年度``."""
_YEAR_BEHIND: Final = re.compile("(?:19|20)[0-9]{2}$")
Folded = tuple[Annotated[str, AfterValidator(fold)], ...]
"""Labels as they are compared."""
Spellings = dict[str, tuple[str, ...]]
"""Per key of the submission the labels that mean it, the most usual first."""


_Answer = TypeVar("_Answer")


def remembered(ask: Callable[[Any, str], _Answer]) -> cached_property[Callable[[str], _Answer]]:
    """Make a question about one text remember its answers, for texts no longer than a label.

    Labels stand in every form, and several readers ask the same about each cell of it.
    """

    def remembering(labels: FormLabels) -> Callable[[str], _Answer]:
        anew = partial(ask, labels)
        kept = lru_cache(maxsize=_MOST_KEPT)(anew)
        return lambda text: kept(text) if len(text) <= _LONGEST_LABEL else anew(text)

    remembering.__doc__ = ask.__doc__
    return cached_property(remembering)


class ByPlace(DocumentPart):
    """When a column is recognised by its place and contents."""

    never: Folded
    """Words in a heading that never stands for an actual or a score."""
    fewest: int
    """So many rows with numbers must fit."""
    of_hundred: int
    """So many of a hundred rows must fit."""
    behind_units: str
    """Characters behind a unit that are no part of it: 月底前."""


class FormLabels(VocabularyFile):
    """What may stand on a form, and the key of the submission that it means."""

    ships_as = "vocabulary/reading/form_labels.yaml"

    schema_: Annotated[Literal["ziping/form-labels/1"], Field(alias="schema")]
    titles: Folded
    head_spellings: Annotated[Spellings, Field(alias="head")]
    texts: Spellings
    handing_in: Folded
    """Labels of whoever fills a form in: another label of its unit goes before."""
    explained: Folded
    tasks: Spellings
    goals: Spellings
    funds: Spellings
    goal: Spellings
    indicators: Spellings
    by_place: ByPlace
    called: dict[str, str]
    """What people call a block that was not found; a column is called by its most usual heading."""
    tasks_block: Folded
    goals_block: Folded
    funds_block: Folded
    goal_block: Folded
    indicators_block: Folded
    execution: Folded
    total: Folded
    subtotal: Folded
    attached: Folded
    grades: Folded
    notes: Folded
    placeholders: Folded
    empty: Folded
    nothing: Folded
    of_which: tuple[Annotated[str, AfterValidator(squeezed)], ...]
    """Of 其中: the colon belongs to the word."""
    points_units: Folded
    year_units: Folded
    funds_total: Folded
    page_marks: Folded
    sources: Folded
    levels: Folded
    first_levels: Folded
    either_level: Folded
    across_levels: Folded
    own_sheets: Folded
    hints: tuple[Annotated[str, AfterValidator(squeezed)], ...]
    """The colon or bracket behind 如, 例 belongs to the word: 例会次数 is no hint."""
    core: Folded
    not_core: Folded
    unit_spellings: Annotated[dict[str, Folded], Field(alias="money_units")]
    amount_spellings: Annotated[dict[str, Folded], Field(alias="amount_units")]
    traditional: tuple[Annotated[str, Field(min_length=2, max_length=2)], ...]
    """Pairs of a traditional character and the simplified one."""

    @cached_property
    def _simple(self) -> Mapping[int, str]:
        return {ord(pair[0]): pair[1] for pair in self.traditional}

    @remembered
    def simplified(self, text: str) -> str:
        """Return a text with the simplified characters of labels, each at its place."""
        return text if text.isascii() else text.translate(self._simple)

    @remembered
    def level_name(self, text: str) -> tuple[str, str]:
        """Return a level's name in the characters of the sets, and the points behind it."""
        return level_name(self.simplified(text))

    @remembered
    def forms(self, text: str) -> tuple[str, ...]:
        """Return what a cell may be as a label."""
        return label_forms(self.simplified(text[:_LONGEST_LABEL]))

    @remembered
    def fold(self, text: str) -> str:
        """Return a cell as labels are compared."""
        return fold(self.simplified(text[:_LONGEST_LABEL]))

    @cached_property
    def head(self) -> Mapping[str, tuple[str, ...]]:
        """A label and the keys it may stand for (``单位`` is a unit of money, or who reports)."""
        texts = {f"{TEXTS}.{key}": names for key, names in self.texts.items()}
        head: dict[str, tuple[str, ...]] = {}
        for key, names in {**self.head_spellings, **texts}.items():
            for name in names:
                head[fold(name)] = (*head.get(fold(name), ()), key)
        return head

    @cached_property
    def columns(self) -> Mapping[Table, Mapping[str, tuple[int, str]]]:
        """Per table a heading, how usual it is (0 most), and its key."""
        columns: dict[Table, dict[str, tuple[int, str]]] = {table: {} for table in TABLES}
        for table, known in columns.items():
            spellings: Spellings = getattr(self, table)
            for key, names in spellings.items():
                for rank, name in enumerate(names):
                    known.setdefault(fold(name), (rank, f"{key}.{name}" if key == TEXTS else key))
        return columns

    @cached_property
    def blocks(self) -> Mapping[Table, frozenset[str]]:
        """Labels beside a table that hold no value."""
        return {table: frozenset(getattr(self, f"{table}_block")) for table in TABLES}

    @cached_property
    def inline(self) -> re.Pattern[str]:
        """A label with the colon behind it, its letters perhaps spaced out."""
        spaced = (
            r"\s?".join(map(re.escape, name)) for name in sorted(self.head, key=len, reverse=True)
        )
        bracket = "(?:\\s?[(\uff08][^()\uff08\uff09]{0,20}[)\uff09])?"
        before = "(?:^|(?<=[\\s()\uff08\uff09,\uff0c;\uff1b。、]))[*☆★※]?\\s?"
        return re.compile(f"{before}({'|'.join(spaced)}){bracket}\\s?[:\uff1a]\\s?")

    def label_before(self, line: str) -> re.Match[str] | None:
        """Return the label with a colon that a line begins with; most lines have no colon at all."""
        has_colon = ":" in line or "\uff1a" in line
        return self.inline.match(self.simplified(line)) if has_colon else None

    @property
    def initial_goal(self) -> str:
        """The name under which a goal from before the year's adjustment is kept."""
        known = self.columns["goal"].items()
        return next(name for name, (rank, key) in known if key == "initial" and rank == 0)

    @remembered
    def head_keys(self, text: str) -> tuple[str, ...]:
        """Return the keys that a cell is the label of; none if it is no label."""
        for form in self.forms(text):
            if form in self.head:
                return self.head[form]
        return ()

    def column(self, table: Table, text: str) -> tuple[int, str] | None:
        """Return rank and key of a table's heading."""
        return self.columns_of(text).get(table)

    @remembered
    def columns_of(self, text: str) -> Mapping[Table, tuple[int, str]]:
        """Return what a heading is in each table that knows it."""
        found: dict[Table, tuple[int, str]] = {}
        for table, known in self.columns.items():
            form = next((form for form in self.forms(text) if form in known), None)
            if form is not None:
                found[table] = known[form]
        return found

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

    @remembered
    def is_heading(self, text: str) -> bool:
        """Tell whether a cell is a heading of any table."""
        return not self._headings.isdisjoint(self.forms(text))

    @cached_property
    def _headings(self) -> frozenset[str]:
        return frozenset(form for known in self.columns.values() for form in known)

    @remembered
    def is_block(self, text: str) -> bool:
        """Tell whether a cell only names a part of the form."""
        return not self._blocks.isdisjoint(self.forms(text))

    @cached_property
    def _blocks(self) -> frozenset[str]:
        return frozenset(name for names in self.blocks.values() for name in names)

    def is_block_of(self, table: Table, text: str) -> bool:
        """Tell whether a cell names the part of the form that holds a table."""
        return table in self._blocks_of(text)

    @remembered
    def _blocks_of(self, text: str) -> frozenset[Table]:
        """Return the tables of whose part of the form a cell is the name."""
        forms = self.forms(text)
        return frozenset(
            table for table, names in self.blocks.items() if not names.isdisjoint(forms)
        )

    @remembered
    def is_title(self, text: str) -> bool:
        """Tell whether a cell is the title of a form: it ends with one of the titles."""
        folded = self._attached.sub("", self.fold(text))
        if ":" in folded or len(text) > 2 * _LONGEST_TITLE:
            return False
        name = without_bracket(self._score.sub("", folded))[0]
        name = _YEAR_BEHIND.sub("", name)
        return len(name) <= _LONGEST_TITLE and name.endswith(self.titles)

    @cached_property
    def _attached(self) -> re.Pattern[str]:
        """What numbers an attachment before its title: ``附件4:``."""
        words = "|".join(map(re.escape, self.attached))
        return re.compile(rf"^(?:{words})[0-9一二三四五六七八九十]{{0,3}}(?:-[0-9]{{1,2}})?[:.、]?")

    @cached_property
    def _score(self) -> re.Pattern[str]:
        """A form's score behind its title: ``项目总得分99分``."""
        words = "|".join(map(fold, self.head_spellings["claimed_total"]))
        return re.compile(rf"\(?(?:{words}):?([0-9]{{1,3}}(?:\.[0-9]{{1,4}})?)分\)?$")

    def score_in(self, text: str) -> str | None:
        """Return the score that a title names behind the form's name, if it names one."""
        found = self._score.search(self.fold(text))
        return found.group(1) if found else None

    def is_word(self, kind: str, text: str) -> bool:
        """Tell whether a cell is one of the words of a list."""
        return kind in self._kinds_of(text)

    @remembered
    def _kinds_of(self, text: str) -> frozenset[str]:
        """Return the lists of words that hold a cell."""
        forms = self.forms(text)
        return frozenset(kind for kind, words in self._words.items() if not words.isdisjoint(forms))

    @cached_property
    def _words(self) -> Mapping[str, frozenset[str]]:
        """The lists of words, by name."""
        lists = ((kind, getattr(self, kind)) for kind in FormLabels.model_fields)
        return {kind: frozenset(words) for kind, words in lists if isinstance(words, tuple)}

    @remembered
    def names_sum(self, text: str) -> bool:
        """Tell whether a word for a sum stands anywhere in a cell."""
        name = self.fold(text)
        return any(word in name for word in (*self.subtotal, *self.total))

    @remembered
    def without_of_which(self, text: str) -> str:
        """Return the name of a source without the 其中 before it."""
        name = on_one_line(text)
        folded = squeezed(name)
        for word in self.of_which:
            if folded.startswith(word) and len(folded) > len(word):
                return _after(name, len(word))
        return name

    @remembered
    def is_empty(self, text: str) -> bool:
        """Tell whether a cell holds a mark that stands for nothing (``—``)."""
        stripped = "".join(text.split())
        return not stripped or self.fold(stripped) in self.empty

    @remembered
    def is_note(self, text: str) -> bool:
        """Tell whether a cell is a remark that stands under a form."""
        folded = self.fold(text)
        return folded in self.notes or folded.startswith(self._begin_of_notes)

    @cached_property
    def _begin_of_notes(self) -> tuple[str, ...]:
        return tuple(word + sign for word in self.notes for sign in (":", "1", "(", "、"))

    @remembered
    def is_hint(self, text: str) -> bool:
        """Tell whether a cell holds a hint that the blank form prints there (``如:≥95%``)."""
        beginning = squeezed(self.simplified(text[:_LONGEST_LABEL]))
        return beginning.lstrip("([【").startswith(self.hints)

    @remembered
    def is_own_sheet(self, name: str) -> bool:
        """Tell whether a sheet is one that was added to a filled copy."""
        return self.fold(name).rstrip("0123456789") in self.own_sheets

    @remembered
    def is_page_mark(self, text: str) -> bool:
        """Tell whether a cell only counts pages (``第2页 共3页``)."""
        return len(text) <= 40 and re.sub("[0-9]+", "1", self.fold(text)) in self.page_marks

    @remembered
    def is_placeholder(self, text: str) -> bool:
        """Tell whether a cell holds what a blank form prints there (``指标1``, ``……``)."""
        return self.fold(text).rstrip("0123456789:") in self.placeholders

    @remembered
    def is_nothing(self, text: str) -> bool:
        """Tell whether a cell says that there is nothing to say: ``无``, ``/``, ``指标1``."""
        return self.is_empty(text) or self.fold(text) in self.nothing or self.is_placeholder(text)

    @remembered
    def money_unit(self, text: str) -> str | None:
        """Return the unit of money that a text names, if it is nothing else."""
        return self._money_units.get(self.fold(text).strip("()"))

    @cached_property
    def _money_units(self) -> Mapping[str, str]:
        return {name: unit for unit, names in self.unit_spellings.items() for name in names}

    @remembered
    def unit_behind(self, text: str) -> str | None:
        """Return the unit of money in a bracket behind a label (``项目资金(元)``)."""
        units = map(self.money_unit, without_brackets(self.fold(text))[1])
        return next((unit for unit in units if unit is not None), None)

    @cached_property
    def amount_units(self) -> Mapping[str, str]:
        """What may stand behind an amount, and the unit that it means; the longest first."""
        known = {name: unit for unit, names in self.amount_spellings.items() for name in names}
        return {name: known[name] for name in sorted(known, key=len, reverse=True)}

    def year(self, text: str) -> str | None:
        """Return the year if a cell holds nothing else (``2022``, ``(2022年度)``, ``二〇二二年``)."""
        bare = self.fold(text).strip("()").translate(_WRITTEN_OUT)
        for word in (*self.year_units, ""):
            digits = bare.removesuffix(word)
            if re.fullmatch("(?:19|20)[0-9]{2}", digits) and int(digits) in YEARS:
                return digits
        return None

    def lone_year(self, text: str) -> str | None:
        """Return the year of a cell without a label; a bare number is none."""
        return None if self.fold(text).isdigit() else self.year(text)

    def year_in(self, text: str) -> str | None:
        """Return the year that a title names, if it names one.

        ``2022年度项目支出绩效自评表``, ``项目支出绩效自评表(2021)``, ``自评表2017``; of several kinds
        the first that the vocabulary lists counts: 2022年度, filled in in 2023年.
        """
        folded = self.fold(text)
        for pattern in self._year_patterns:
            found = {year for year in pattern.findall(folded) if int(year) in YEARS}
            if found:
                return found.pop() if len(found) == 1 else None
        return None

    @cached_property
    def _year_patterns(self) -> tuple[re.Pattern[str], ...]:
        year = "((?:19|20)[0-9]{2})"
        named = (re.compile(f"(?<![0-9—–~至-]){year}{re.escape(word)}") for word in self.year_units)
        return (*named, re.compile(rf"(?:^|(?<=\()|(?<=[^0-9.-])(?=....$)){year}(?![0-9.-])"))


def _after(text: str, count: int) -> str:
    """Return ``text`` without its first ``count`` signs, blanks not counted."""
    for position, sign in enumerate(text):
        if count == 0:
            return text[position:].strip()
        count -= not sign.isspace()
    return text
