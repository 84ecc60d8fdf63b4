"""Submissions end to end: read, scored, their own figures checked."""

from __future__ import annotations

import os
import re
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import field
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import Any, Final

from scoring.intake.content import content_of
from scoring.problem import InputError, Place, Problem
from scoring.records.result import Result
from scoring.records.scorecard import SetRef
from scoring.records.submission import OF_THE_SET, Repair, Submission
from scoring.review.claim_checks import check_claims
from scoring.value_class import dataclass
from scoring.work.library import Library, library_of
from scoring.work.own_track import with_own_track
from scoring.work.reading import DATA, Sets, SubmissionSource, submissions_in

_LINES_OF_A_RECORD: Final = 1_000
"""So many lines of a record are searched for the set that it names."""


@dataclass(frozen=True)
class FormScore(Result):
    """One scored submission: what the rule gives (``rule``) beside what the unit claimed (``own``).

    ``submission`` is what was handed in, ``scorecard`` everything that the engine found, ``claims``
    the unit's own figures that were checked.
    """

    place: str = field(default="", kw_only=True)
    """Where the submission begins in its file (``name:line``); empty for data."""
    library: Library = field(kw_only=True, repr=False, compare=False)

    def to_dict(self) -> dict[str, Any]:
        """Return the scorecard as it is written as JSON: numbers are texts of plain decimals."""
        from scoring.writers.scorecard_json import as_dict  # noqa: PLC0415

        return as_dict(self)

    def save(
        self,
        folder: str | os.PathLike[str],
        formats: Sequence[str] = ("xlsx", "html", "json"),
        name: str | None = None,
    ) -> list[Path]:
        """Write the form into ``folder`` and return the paths of its files, all or none.

        ``formats`` are of ``xlsx``, ``html``, ``json``, ``docx`` and ``pdf`` (made by LibreOffice); files are
        called after ``name``, else after the project.

        Raises:
            InputError: a file cannot be written, or a template of the set is faulty.
            ValueError: there is no such format.
        """
        from scoring.work.outputs import ALL_FORMATS, Outputs  # noqa: PLC0415

        if unknown := [kind for kind in formats if kind not in ALL_FORMATS]:
            raise ValueError(f"no such format: {unknown[0]}; there are {', '.join(ALL_FORMATS)}")
        outputs = Outputs(self.library, formats)
        secret = self.library.labels.word("words", "secret") if self.submission.secret else ""
        stem = name or secret or self.submission.title
        written = [Path(folder) / file for file in outputs.write(Path(folder), stem, [self])]
        pages, problems = outputs.print_all() if "pdf" in formats else ([], [])
        if problems:
            raise InputError(problems)
        return written + pages


def score(
    source: SubmissionSource,
    set: str | None = None,
    sets: Sets = None,
    *,
    year: int | None = None,
    fill: bool = False,
) -> FormScore:
    """Score one submission: a file that holds one, a submission, or its data.

    ``set`` is the id of the indicator set to score by, in place of the one that the submission
    names; a form that a system exported names none. ``year`` is for a form that was read and names
    none. ``fill`` puts the rule's default into the form wherever the unit left its own score blank;
    else it stands there only where the rule leaves no question. Points are exact decimals, amounts
    are in the unit that the submission states (元 or 万元), rates are fractions.

    Raises:
        InputError: the submission or its set cannot be used, or a file holds several submissions.

    >>> import scoring
    >>> form = scoring.score({
    ...     "schema": "ziping/submission/1", "set": "mof/2020-project", "year": 2022,
    ...     "project": {"name": "白皮书"},
    ...     "funds": [{"source": "年度资金总额", "budget": "100", "executed": "95", "claimed": "10"}],
    ...     "indicators": [
    ...         {"level1": "产出", "level2": "数量", "name": "发放家数", "target": "≥78家",
    ...          "actual": "69家", "points": "90", "claimed": "90"},
    ...     ],
    ... })
    >>> form.rule.total, form.own.total
    (Decimal('89.12'), Decimal('100'))
    >>> form.rows[0].trace.formula
    '90 × 69 ÷ 78 = 79.62'
    >>> form.to_dict()["execution"]["score"]
    '9.5'
    """
    entries = list(islice(score_all(source, set, sets, year=year, fill=fill), 2))
    name = source if isinstance(source, str | os.PathLike) else DATA
    if not entries:
        raise InputError([Problem("no-record", "里面没有一份申报", Place(str(name)))])
    if len(entries) > 1:
        hint = "每份分别计分：scoring.score_all。"
        raise InputError([Problem("form-many", "里面不止一份申报", Place(str(name)), hint)])
    if isinstance(entries[0], InputError):
        raise entries[0]
    return entries[0]


def score_all(
    source: SubmissionSource | Iterable[SubmissionSource],
    set: str | None = None,
    sets: Sets = None,
    *,
    year: int | None = None,
    fill: bool = False,
) -> Iterator[FormScore | InputError]:
    """Score every submission of a file, or of several sources, one by one.

    A submission that is wrong is yielded as :class:`InputError` and does not hide the others. JSON
    Lines of any length are read line by line and nothing is kept. Arguments and units as
    :func:`score`.

    >>> import scoring
    >>> data = {"schema": "ziping/submission/1", "set": "mof/2020-project", "year": 2022}
    >>> for form in scoring.score_all([data, {**data, "year": "去年"}]):
    ...     print(form.problems[0].code if isinstance(form, scoring.InputError) else form.rule.high)
    10
    year
    """
    library = library_of(sets)
    if not isinstance(source, str | os.PathLike | Submission | Mapping):
        for one in source:
            yield from score_all(one, set, library, year=year, fill=fill)
        return
    set_places = _SetPlaces(Path(source)) if isinstance(source, str | os.PathLike) else None
    try:
        for place, found in submissions_in(source, set or "", library):
            if isinstance(found, InputError):
                yield found
                continue
            try:
                named = set_places.named_by(found, place) if set_places and not set else None
                submission = found.with_year(year)
                yield score_submission(submission, library, set, named, place, fill=fill)
            except InputError as error:
                yield error
    except InputError as error:
        yield error


def score_submission(
    submission: Submission,
    library: Library,
    set_id: str | None = None,
    set_place: Callable[[], Place] | None = None,
    place: str = "",
    *,
    fill: bool = False,
) -> FormScore:
    """Score one submission, which begins at ``place``, with the set it names or with ``set_id``.

    ``set_place`` finds where the set is named; it is asked only where that set cannot be used.
    ``fill`` puts the rule's defaults where the unit left its own score blank.
    Raises :class:`InputError` if the set does not exist or has errors.
    """
    form = scored_by_rule(submission, library, set_id, set_place, place)
    return with_own_track(form, library, fill=fill)


def scored_by_rule(
    submission: Submission,
    library: Library,
    set_id: str | None = None,
    set_place: Callable[[], Place] | None = None,
    place: str = "",
) -> FormScore:
    """Score one submission as :func:`score_submission` does, without the unit's own track."""
    scorer = library.scorer(set_id or submission.set, set_place)
    card = scorer.score(submission)
    claims = check_claims(submission, card, scorer.indicators)
    submission = _with_change_of_set(submission, card.set)
    return FormScore(submission, card, claims, place=place, library=library)


def _with_change_of_set(submission: Submission, used: SetRef) -> Submission:
    """Return the submission with a remark if its set has changed since it was filled in."""
    filled_with = submission.set_digest
    if not filled_with or filled_with == used.digest or submission.set != used.id:
        return submission
    change = Repair(
        at=OF_THE_SET,
        what="按现在的指标体系计分",
        why="这份申报填写之后，指标体系有过改动，请核对分值和规则；要按原来的计分，用 --sets 指定存有原来指标体系的文件夹",
    )
    return submission.model_copy(update={"repairs": (*submission.repairs, change)})


class _SetPlaces:
    """Finds where the records of a file name their sets; the file is read once, and only if asked.

    Records are asked about in the order of the file.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._rest = self._read()
        self._window: deque[tuple[int, str]] = deque()
        """Lines of the record asked about last: the next one may begin among them."""

    def named_by(self, submission: Submission, place: str) -> Callable[[], Place]:
        """Return what finds the place where a submission, which begins at ``place``, names its set."""
        return lambda: self._find(submission.set, place)

    def _find(self, set_id: str, place: str) -> Place:
        if self._is_book:
            return Place(place)  # of a workbook it names the cell already
        begin = re.search(r":(\d+)$", place)
        for number, line in self._lines(int(begin.group(1)) if begin else 1):
            if set_id in line and "set" in line:
                return Place(str(self._path), number, line.index(set_id) + 1)
        return Place(str(self._path))

    @cached_property
    def _is_book(self) -> bool:
        return content_of(self._path) == "book"

    def _lines(self, start: int) -> Iterator[tuple[int, str]]:
        """Yield the lines that a record may have which begins in line ``start``."""
        while self._window and self._window[0][0] < start:
            self._window.popleft()
        yield from tuple(self._window)
        last = start + _LINES_OF_A_RECORD
        if self._window and self._window[-1][0] >= last:
            return
        for number, line in self._rest:
            if number >= start:
                self._window.append((number, line))
                yield number, line
            if number >= last:
                return

    def _read(self) -> Iterator[tuple[int, str]]:
        try:
            with self._path.open(encoding="utf-8", errors="replace") as lines:
                yield from enumerate(lines, 1)
        except OSError:
            return
