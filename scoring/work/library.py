"""Indicator sets, vocabulary and templates, and their compiled forms kept.

A folder given by hand comes first, then ``ZIPING_HOME``, then what ships with the package; never the
current folder unasked. Sets and templates of a nearer folder hide those of a farther one; its
vocabulary adds to the shipped one.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeVar

from scoring.documents.node import as_data
from scoring.documents.user_vocabulary import schema_of
from scoring.documents.vocabulary_file import VocabularyFile
from scoring.engine.scorer import Scorer
from scoring.indicator_set.excuse_words import ExcuseWords
from scoring.indicator_set.fund_words import FundWords
from scoring.indicator_set.load import load_set
from scoring.indicator_set.names import NamesFile, built_ins
from scoring.problem import InputError, Place, Problem
from scoring.values.comparing.direction import measures_of
from scoring.values.grammar import Reader
from scoring.values.user_words import FORM_LABELS, lexicon_with
from scoring.values.vocabulary import Units, Values
from scoring.words import load_replaced, load_vocabulary, read_tree, shipped_tree
from scoring.work.set_files import SUFFIX, VOCABULARY, SetFiles
from scoring.writers.labels import Labels

if TYPE_CHECKING:
    from scoring.documents.node import Node
    from scoring.indicator_set.model import IndicatorSet
    from scoring.indicator_set.names import BuiltIns
    from scoring.readers.forms.labels import FormLabels
    from scoring.records.file_content import Form
    from scoring.records.result import FormState

READING: Final = "reading"
"""A user's words may also stand in the folder in which the shipped ones of their kind stand."""
PRINTING: Final = "printing"
"""Where what a user words otherwise stands, in files called as the shipped ones."""
V = TypeVar("V", bound=VocabularyFile)
SetPlace = Place | Callable[[], Place] | None
"""Where a set was asked for, or what finds out where, if that takes time; None for the command."""


class Library(SetFiles):
    """Finds sets by id, compiles each once, and keeps the reader of texts.

    ``folder`` holds sets of one's own, which come before those that ship; ``labels`` gives headings
    of forms that are not known the meaning of one that is (``{"达成数": "实际完成值"}``). Make one library and hand
    it to every call as ``sets``: what is compiled once is used again. Raises :class:`InputError`
    if the folder does not exist.

    >>> import scoring
    >>> library = scoring.Library()
    >>> indicators = library.indicator_set("mof/2020-project")
    >>> indicators.points, [str(grade.name) for grade in indicators.grades]
    (Fraction(100, 1), ['优', '良', '中', '差'])
    """

    def __init__(
        self,
        folder: str | os.PathLike[str] | None = None,
        labels: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(folder)
        beside = [path.with_name(VOCABULARY) for path in self.templates.folders]
        self.vocabularies = beside[::-1]
        self.headings = dict(labels or {})
        """Headings of forms that are named for this library, each with a known one of its meaning."""
        self._sets: dict[str, IndicatorSet] = {}
        self._scorers: dict[str, Scorer] = {}

    # vocabulary

    @cached_property
    def built_ins(self) -> BuiltIns:
        """The built-in names of expressions, and the words of funds and reasons."""
        return built_ins(
            load_vocabulary(NamesFile), load_vocabulary(FundWords), load_vocabulary(ExcuseWords),
            self._measures(),
        )  # fmt: skip

    def _measures(self) -> frozenset[str]:
        """Return what the units measure; of faulty words of one's own, without these."""
        try:
            own = self._own_trees
        except InputError:
            own = []
        files = [as_data(shipped_tree(Units.ships_as)), *map(as_data, own)]
        lines = [
            line for file in files if isinstance(file, dict) for line in file.get("units") or ()
        ]
        kinds = (line.get("is") for line in lines if isinstance(line, dict))
        return measures_of(kind for kind in kinds if isinstance(kind, str))

    @cached_property
    def reader(self) -> Reader:
        """The reader of targets and actuals."""
        units, values = (shipped_tree(model.ships_as) for model in (Units, Values))
        added = [tree for tree in self._own_trees if schema_of(tree) != FORM_LABELS]
        return Reader(lexicon_with(units, values, added))

    @cached_property
    def form_labels(self) -> FormLabels:
        """The headings and labels by which forms are read."""
        from scoring.readers.forms.user_labels import form_labels_with  # noqa: PLC0415 - for books

        added = [tree for tree in self._own_trees if schema_of(tree) == FORM_LABELS]
        return form_labels_with(added, self.headings)

    def unused_headings(self, forms: Sequence[Form | FormState]) -> tuple[Problem, ...]:
        """Return a warning for each heading that was named for this library and had no effect."""
        from scoring.readers.forms.user_labels import unused_headings  # noqa: PLC0415 - for books

        return tuple(unused_headings(self.form_labels, self.headings, forms))

    def check_form_labels(self) -> None:
        """Raise :class:`InputError` if words of one's own for reading forms are not sound."""
        if self.headings or self._own_trees:
            _ = self.form_labels

    @cached_property
    def _own_trees(self) -> list[Node]:
        return list(map(read_tree, self._own_words()))

    def _own_words(self) -> list[Path]:
        """Return the files of words that stand in the folders, the farthest first."""
        return [
            path
            for folder in self.vocabularies
            for inside in (folder, folder / READING)
            for path in sorted(inside.glob(f"*{SUFFIX}"))
        ]

    def word_problems(self) -> tuple[Problem, ...]:
        """Return what is wrong with the files of words in the folders."""
        problems: dict[Problem, None] = {}
        for words in ("reader", "form_labels"):
            try:
                getattr(self, words)
            except InputError as error:
                problems |= dict.fromkeys(error.problems)
        return tuple(problems)

    def own_files(self) -> list[Path]:
        """Return every file of a user's own sets and words: what is read depends on them, too."""
        sets = (path for folder in self.folders for path in sorted(folder.rglob(f"*{SUFFIX}")))
        printing = (p for f in self.vocabularies for p in sorted((f / PRINTING).glob(f"*{SUFFIX}")))
        return list(dict.fromkeys([*sets, *self._own_words(), *printing]))

    def own_wording(self, model: type[VocabularyFile]) -> list[Path]:
        """Return the files in the folders that reword a vocabulary of what is printed, the farthest first.

        They bear the name of the shipped one: ``vocabulary/printing/year.yaml``.
        """
        name = model.ships_as.removeprefix(f"{VOCABULARY}/")
        return [folder / name for folder in self.vocabularies if (folder / name).is_file()]

    def wording(self, model: type[V]) -> V:
        """Return a vocabulary of what is printed, as the folders reword it.

        Raises :class:`InputError` with all that is wrong in their files.
        """
        own = self.own_wording(model)
        return load_replaced(model, own) if own else load_vocabulary(model)

    @property
    def labels(self) -> Labels:
        """The words of the outputs."""
        return load_vocabulary(Labels)

    # sets

    def has_template(self, name: str) -> bool:
        """Tell whether the template ``templates/…`` exists."""
        _, kind, file = name.split("/", 2)
        return self.templates.exists(kind, file)

    def indicator_set(self, set_id: str, place: SetPlace = None) -> IndicatorSet:
        """Return the compiled set; ``place`` is where it was asked for.

        Raises :class:`InputError` if there is none, or it has errors.
        """
        if set_id not in self._sets:
            source = self.text(set_id)
            if source is None:
                raise InputError([self._unknown(set_id, _resolved(place))])
            self._sets[set_id] = load_set(source, self.text, self.built_ins, expected_id=set_id)
        return self._sets[set_id]

    def digest(self, set_id: str) -> str:
        """Return the digest of a set as it is now; empty where there is no such set."""
        try:
            return self.indicator_set(set_id).digest
        except InputError:
            return ""

    def choices(self) -> list[IndicatorSet]:
        """Return the sets that can be chosen, the one first that most others build upon.

        Those with errors and those only made to be extended are left out.
        """
        sets: dict[str, IndicatorSet] = {}
        for entry in self.entries():
            with suppress(InputError):
                sets[entry.id] = self.indicator_set(entry.id)
        built_upon = Counter(
            base for each in sets.values() for base in _bases(each.merged.get("extends"), sets)
        )
        usable = [each for each in sets.values() if not each.abstract]
        return sorted(usable, key=lambda each: -built_upon[each.id])

    def scorer(self, set_id: str, place: SetPlace = None) -> Scorer:
        """Return the scorer of a set, made once.

        Raises :class:`InputError` also for a set that is only made to be extended.
        """
        if set_id not in self._scorers:
            indicators = self.indicator_set(set_id, place)
            if indicators.abstract:
                raise InputError([_abstract(set_id, _resolved(place))])
            self._scorers[set_id] = self.scorer_of(indicators)
        return self._scorers[set_id]

    def scorer_of(self, indicators: IndicatorSet) -> Scorer:
        """Return a new scorer of a compiled set."""
        return Scorer(indicators, self.reader)


def library_for_reading(
    folder: str | os.PathLike[str] | None, labels: Mapping[str, str] | None
) -> Library:
    """Return a library whose form labels are sound: what is wrong with them is raised before any reading."""
    library = Library(folder, labels)
    library.check_form_labels()
    return library


def library_of(sets: str | os.PathLike[str] | Library | None) -> Library:
    """Return the library of a folder of sets, or the one that was made before."""
    if isinstance(sets, Library):
        return sets
    # Files of one's own may change between two calls, those that ship do not.
    return Library(sets) if sets is not None or os.environ.get("ZIPING_HOME") else _shipped()


@cache
def _shipped() -> Library:
    return Library()


def _resolved(place: SetPlace) -> Place:
    if place is None:
        return Place("--set")
    return place if isinstance(place, Place) else place()


def _bases(extends: object, sets: Mapping[str, IndicatorSet]) -> Iterator[str]:
    """Yield the set that is extended, the one that it extends, and so on."""
    while isinstance(extends, str) and extends in sets:
        yield extends
        extends = sets[extends].merged.get("extends")


def _abstract(set_id: str, place: Place) -> Problem:
    return Problem(
        "abstract-set",
        f"指标体系“{set_id}”只供其他指标体系继承，不能直接用来计分",
        place,
        "用继承它、定好分值和规则的指标体系；有哪些见 ziping sets list。",
    )
