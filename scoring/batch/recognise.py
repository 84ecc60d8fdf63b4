"""Which indicator set a form belongs to that names none: clues as data, never a guess.

A set is recognised when everything that it must show is there and nothing that it never shows, and
no other such set shows as much. Its clues stand beside the result. A set that is not ``alone``
(the same form is used under different rules) is only ever named as a candidate.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Annotated, Any, Final, Literal

from pydantic import Field, model_validator

from scoring.documents.part import DocumentPart
from scoring.documents.refusal import refuse
from scoring.documents.vocabulary_file import VocabularyFile
from scoring.exact import plain
from scoring.records.fields import Number
from scoring.records.file_content import Form
from scoring.records.submission import Indicator, Submission
from scoring.text import level_key, squeezed
from scoring.words import load_vocabulary, read_vocabulary
from scoring.work.set_files import CLUES

_MOST_NEAR: Final = 3
"""So many candidates are named."""
_MOST_SHOWN: Final = 60
"""Characters that are quoted of a text."""


class Clue(DocumentPart):
    """Something that a form shows. Words count wherever they stand in the text that is looked at.

    ``title``: one of the words is in the form's title. ``labels``: all are labels of its head or headings of its tables.
    ``place``: one is in unit, department or title. ``code``: the project's code begins with one.
    ``year``: from and to. ``levels``: all are first levels. ``points``: what the first levels hold,
    under ``execution`` the execution rate; ``matching`` of them are enough. ``names``: all are
    indicators. ``form``: what it has (``goals``, ``tasks``, ``inputs``). ``any``: one of several.
    """

    title: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    place: tuple[str, ...] = ()
    code: tuple[str, ...] = ()
    year: tuple[int, int] | None = None
    levels: tuple[str, ...] = ()
    points: dict[str, Number] = Field(default_factory=dict)
    matching: int | None = None
    names: tuple[str, ...] = ()
    form: Literal["goals", "tasks", "inputs"] | None = None
    any: tuple[Clue, ...] = ()

    @model_validator(mode="after")
    def _is_one(self) -> Clue:
        if len(self.model_fields_set - {"matching"}) != 1:
            raise refuse("one-clue", "一条线索只能写一种", "请把几种线索分成几条。")
        return self


class SetClues(DocumentPart):
    """What a form of one set must show, may show, and never shows."""

    must: Annotated[tuple[Clue, ...], Field(min_length=1)]
    may: tuple[Clue, ...] = ()
    never: tuple[Clue, ...] = ()
    alone: bool = True
    """False where forms of other rules look alike: the set is then only a candidate."""


class FormKind(DocumentPart):
    """What shows that a form is of a kind (one of ``shows``), and the sets that fit by what they are for.

    One that ``surely`` shows is of the kind whatever else it shows.
    """

    word: str
    fits: tuple[str, ...]
    shows: tuple[Clue, ...]
    surely: tuple[Clue, ...] = ()


class ClueFile(VocabularyFile):
    """Everything in ``vocabulary/reading/recognise.yaml``: clues by set, and the words for them."""

    ships_as = "vocabulary/reading/recognise.yaml"

    schema_: Annotated[Literal["ziping/recognise/1"], Field(alias="schema")]
    words: dict[str, str] = Field(default_factory=dict)
    missing: dict[str, int] = Field(default_factory=dict)
    """By kind of clue, how far a set moves away for which it is missing."""
    farthest: int = 0
    """A set that is farther away is no candidate."""
    example: int = 0
    """A set that is farther away is not put forward as an example."""
    kinds: dict[str, FormKind] = Field(default_factory=dict)
    """Forms of projects, of whole departments, of regions: by what their sets are for."""
    applies: dict[str, str] = Field(default_factory=dict)
    """What sets are for, in words."""
    sets: dict[str, SetClues]

    def with_own(self, own: ClueFile) -> ClueFile:
        """Return the clues with those of a user's own folder, which come first."""
        update = {
            "words": {**self.words, **own.words},
            "kinds": {**self.kinds, **own.kinds},
            "applies": {**self.applies, **own.applies},
            "sets": {**self.sets, **own.sets},
        }
        return self.model_copy(update=update)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A set that a form may belong to: what speaks for it and what is missing, in words."""

    set: str
    shows: tuple[str, ...]
    lacks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RecognisedSet:
    """The set of a form, or None where several or none would do; then ``candidates``."""

    set: str | None
    shows: tuple[str, ...]
    """The clues by which it was recognised, in words; they quote the form."""
    candidates: tuple[Candidate, ...] = ()
    rivals: tuple[str, ...] = ()
    """Other sets of which the form shows everything that it must, though less in all."""
    nearest: str = ""
    """The one candidate that is near and nearer than all others; empty where there is none."""


@dataclass(frozen=True, slots=True)
class RecognisedKind:
    """Of what kind a form is, and what of it shows that, in words."""

    word: str
    fits: tuple[str, ...]
    shows: str


def load_clues(folders: Iterable[Path]) -> ClueFile:
    """Return all clues; those of a nearer folder come before those of a farther one.

    Raises :class:`InputError` with everything that is wrong in a user's own file.
    """
    clues = load_vocabulary(ClueFile)
    for folder in reversed(list(folders)):
        path = folder / CLUES
        if path.is_file():
            clues = clues.with_own(read_vocabulary(ClueFile, path))
    return clues


def kind_of(form: Form, submission: Submission, clues: ClueFile) -> RecognisedKind | None:
    """Return of what kind a form is; None where nothing or too much shows it."""
    shown = _ShownClues(form, submission, clues.words)

    def kinds(of: str) -> list[RecognisedKind]:
        return [
            RecognisedKind(kind.word, kind.fits, evidence)
            for kind in clues.kinds.values()
            if (evidence := next(filter(None, map(shown.evidence, getattr(kind, of))), ""))
        ]

    found = kinds("surely") or kinds("shows")
    return found[0] if len(found) == 1 else None


def recognise(
    form: Form,
    submission: Submission,
    clues: ClueFile,
    fits: Callable[[str], bool] = lambda _set: True,
) -> RecognisedSet:
    """Return which set the form belongs to; sets that do not fit its kind are none of them."""
    shown = _ShownClues(form, submission, clues.words)
    possible = [
        set_id
        for set_id, own in clues.sets.items()
        if all(map(shown.evidence, own.must))
        and not any(map(shown.evidence, own.never))
        and fits(set_id)
    ]
    fitting = [_candidate(set_id, clues, shown) for set_id in possible if clues.sets[set_id].alone]
    best = max((len(candidate.shows) for candidate in fitting), default=0)
    leading = [candidate for candidate in fitting if len(candidate.shows) == best]
    if len(leading) == 1:
        best_set = leading[0]
        rivals = tuple(set_id for set_id in possible if set_id != best_set.set)
        return RecognisedSet(best_set.set, best_set.shows, rivals=rivals)
    near: list[tuple[int, int, Candidate]] = []
    for set_id, own in clues.sets.items():
        if any(map(shown.evidence, own.never)) or not fits(set_id):
            continue
        missing = [clue for clue in own.must if not shown.evidence(clue)]
        away = sum(clues.missing.get(_kind(clue), 1) for clue in missing) if missing else 1
        candidate = _candidate(set_id, clues, shown)
        if candidate.lacks and candidate.shows and away <= clues.farthest:
            near.append((away, -len(candidate.shows), candidate))
    near.sort(key=lambda entry: entry[:2])
    others = [candidate for _, _, candidate in near[:_MOST_NEAR]]
    tied = len(near) > 1 and near[0][:2] == near[1][:2]
    close = bool(near) and near[0][0] <= clues.example and not tied
    nearest = others[0].set if close and not leading else ""
    return RecognisedSet(None, (), tuple(leading or others), nearest=nearest)


def _candidate(set_id: str, clues: ClueFile, shown: _ShownClues) -> Candidate:
    """Return a set with what speaks for it and what is missing."""
    own = clues.sets[set_id]
    must = [(clue, shown.evidence(clue)) for clue in own.must]
    may = [evidence for clue in own.may if (evidence := shown.evidence(clue))]
    shows = (*(evidence for _, evidence in must if evidence), *may)
    lacks = [shown.request(clue) for clue, evidence in must if not evidence]
    if not lacks and not own.alone:
        lacks = [clues.words.get("not_alone", "")]
    return Candidate(set_id, shows, tuple(lacks))


class _ShownClues:
    """The clues that one form shows, in words."""

    def __init__(self, form: Form, submission: Submission, words: Mapping[str, str]) -> None:
        self.submission = submission
        self.words = words
        self.title = form.title
        self.labels = {fold(label) for label in form.headings for fold in (squeezed, level_key)}
        self.rows = submission.rows
        self.execution = next((f.points for f in submission.funds if f.points is not None), None)

    def evidence(self, clue: Clue) -> str:
        """Return what of the form answers to a clue; empty where nothing does."""
        for kind, wanted in _requests(clue):
            found = self._find(kind, wanted, clue)
            if found:
                return self._pattern(f"{kind}_seen", **found)
        return next(filter(None, map(self.evidence, clue.any)), "")

    def request(self, clue: Clue) -> str:
        """Return what a clue asks for."""
        if clue.any:
            return self._pattern("any", of="、".join(map(self.request, clue.any)))
        kind, wanted = next(iter(_requests(clue)))
        if kind == "points":
            text = self._listed({key: Fraction(number) for key, number in wanted.items()})
        elif kind == "year":
            text = "–".join(dict.fromkeys(str(year) for year in wanted))
        else:
            text = self.words.get(wanted, wanted) if kind == "form" else "、".join(wanted[:3])
        return self._pattern(kind, words=text)

    def _find(self, kind: str, wanted: Any, clue: Clue) -> dict[str, str]:
        submission = self.submission
        match kind:
            case "title":
                return self._word_in(wanted, (self.title,))
            case "place":
                return self._word_in(
                    wanted, (submission.unit, submission.department, self.title, "")
                )
            case "code":
                begins = submission.project.code.startswith(wanted)
                return {"text": submission.project.code} if begins else {}
            case "year":
                year = submission.year
                fits = year is not None and wanted[0] <= year <= wanted[1]
                return {"text": str(year)} if fits else {}
            case "labels":
                fits = all(squeezed(label) in self.labels for label in wanted)
                return {"words": "、".join(wanted)} if fits else {}
            case "levels":
                fits = all(self._under(level) for level in wanted)
                return {"words": "、".join(wanted)} if fits else {}
            case "names":
                own = {squeezed(row.name) for row in self.rows} | set(
                    map(squeezed, submission.inputs)
                )
                fits = all(squeezed(name) in own for name in wanted)
                return {"words": "、".join(wanted)} if fits else {}
            case "form":
                text = self.words.get(wanted, wanted)
                return {"words": text} if getattr(submission, wanted) else {}
            case _:
                agree = {k: Fraction(n) for k, n in wanted.items() if self._holds(k, n)}
                enough = len(wanted) if clue.matching is None else clue.matching
                return {"words": self._listed(agree)} if len(agree) >= enough else {}

    def _holds(self, level: str, number: Decimal) -> bool:
        if level == "execution":
            return self.execution == number
        rows = self._under(level)
        # A form without a column of points prints them behind its levels; they are kept as texts.
        keys = {self._pattern("points_text", level=row.level1) for row in rows}
        printed = [self.submission.texts[key] for key in keys if key in self.submission.texts]
        if printed:
            return len(printed) == 1 and printed[0] == plain(Fraction(number))
        own = [row.points for row in rows if row.points is not None]
        return bool(own) and sum(own) == number

    def _under(self, level: str) -> list[Indicator]:
        """Return the rows of a first level; 产出 and 产出指标 are one."""
        key = level_key(level)
        return [row for row in self.rows if level_key(row.level1).startswith(key)]

    def _listed(self, points: Mapping[str, Fraction]) -> str:
        return "、".join(
            self._pattern("points_of", name=self.words.get(key, key), points=plain(number))
            for key, number in points.items()
        )

    def _word_in(self, words: Sequence[str], texts: Sequence[str]) -> dict[str, str]:
        for text in texts:
            plain_text = squeezed(text)
            for word in words:
                if squeezed(word) in plain_text:
                    return {"text": text.strip()[:_MOST_SHOWN], "word": word}
        return {}

    def _pattern(self, name: str, /, **values: str) -> str:
        return self.words.get(name, name).format(**values)


def _kind(clue: Clue) -> str:
    return "any" if clue.any else next(_requests(clue))[0]


def _requests(clue: Clue) -> Iterator[tuple[str, Any]]:
    """Yield the kind of a clue and what it asks for; nothing for one that asks for one of several."""
    for kind in ("title", "labels", "place", "code", "year", "levels", "points", "names", "form"):
        wanted = getattr(clue, kind)
        if wanted:
            yield kind, wanted
