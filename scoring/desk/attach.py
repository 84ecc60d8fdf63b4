"""Entries find their row again, and projects their form: by what was seen, then by names.

A row that was moved keeps its data, so the digest that a person saw finds it; a row whose data
changed is found by its levels and name. Where neither points to one row alone, nothing is chosen.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple, TypeVar

from scoring.records.ledger_entry import HandIn
from scoring.text import label_key

T = TypeVar("T", bound=Hashable)
_ALIKE: Final = 2
"""A form follows a project if more than one row in so many was seen before exactly as it is."""


class FormRow(NamedTuple):
    """A row of a form as it is now: its id, the digest of its data, its levels and name."""

    row: str
    saw: str
    called: tuple[str, ...] = ()


class RowFinder:
    """Finds the rows of a form as it is now from what entries say of theirs."""

    def __init__(self, rows: Sequence[FormRow]) -> None:
        self._saws = {row.row: row.saw for row in rows}
        self._by_saw = _unique((row.saw, row.row) for row in rows if row.saw)
        self._by_name = _unique((_folded(row.called), row.row) for row in rows if any(row.called))
        self._seen = {row.saw for row in rows}

    def find(self, row: str, saw: str = "", called: Sequence[str] = ()) -> str | None:
        """Return the id that a row has now; None where no row, or none alone, is it.

        ``saw`` is the digest of its data then; without one the id alone tells.
        """
        if not saw or self._saws.get(row) == saw:
            return row if row in self._saws else None
        if saw in self._seen:
            return self._by_saw.get(saw)
        if any(called):
            return self._by_name.get(_folded(called))
        return row if row in self._saws else None


@dataclass(frozen=True, slots=True)
class Attached:
    """Which project each form of a run is, and which projects none of them is."""

    projects: tuple[str, ...]
    """By the number of the form: the id of its project in the ledger."""
    followed: Mapping[int, str] = field(default_factory=dict)
    """Forms that bear another id than their project did: by number, the id that it bore."""
    apart: frozenset[int] = frozenset()
    """Forms that share their id with another form of the run."""


def attach_projects(
    forms: Sequence[HandIn],
    known: Mapping[str, Sequence[HandIn]],
    earlier_keys: Sequence[str] = (),
) -> Attached:
    """Return the project of every form.

    ``known`` are the versions of each project of the ledger in their order, ``earlier_keys`` the ids
    that the forms had before a year was given. A form is the project that bore its id; of several
    forms with one id each is the project of its own data, else a new one; a form with a new id is the
    project of the same unit, year and name, or of the same rows, if there is one alone and no other
    form claims it.
    """
    return _Attaching(forms, known, earlier_keys).all()


class _Attaching:
    def __init__(
        self, forms: Sequence[HandIn], known: Mapping[str, Sequence[HandIn]],
        earlier_keys: Sequence[str],
    ) -> None:  # fmt: skip
        self.forms = forms
        self.known = {project: list(versions) for project, versions in known.items()}
        self.earlier_keys = earlier_keys or ("",) * len(forms)
        self.found: dict[int, str] = {}
        self.followed: dict[int, str] = {}
        counts = Counter(form.key for form in forms)
        self.apart = frozenset(n for n, form in enumerate(forms) if counts[form.key] > 1)

    def all(self) -> Attached:
        """Return the project of every form; the surest ways first."""
        self._by_data()
        self._by_id()
        self._by_rows(lambda form, last: form.key == last.key)
        self._by_earlier_id()
        self._by_names()
        self._by_rows(lambda form, last: form.unit == last.unit or form.title == last.title)
        for number, form in enumerate(self.forms):
            if number not in self.found:
                self.found[number] = self._new_id(form)
        return Attached(
            tuple(self.found[number] for number in range(len(self.forms))),
            self.followed,
            self.apart,
        )

    def _free(self) -> dict[str, list[HandIn]]:
        taken = set(self.found.values())
        return {project: own for project, own in self.known.items() if project not in taken}

    def _open(self) -> list[tuple[int, HandIn]]:
        return [(n, form) for n, form in enumerate(self.forms) if n not in self.found]

    def _take(self, number: int, project: str) -> None:
        self.found[number] = project
        bore = {version.key for version in self.known[project]} or {project}
        if self.forms[number].key and self.forms[number].key not in bore:
            self.followed[number] = self.known[project][-1].key if self.known[project] else project

    def _by_data(self) -> None:
        """A form whose very version was handed in before is that project."""
        free = self._free()
        owners = _unique(
            ((version.key, version.digest), project)
            for project, versions in free.items()
            for version in {(v.key, v.digest): v for v in versions}.values()
        )
        for number, form in self._open():
            project = owners.get((form.key, form.digest))
            if project is not None:
                self._take(number, project)

    def _by_id(self) -> None:
        """A form that alone bears an id is the one project that bore it."""
        free = self._free()
        bore = _unique(
            (key, project)
            for project, versions in free.items()
            for key in ({v.key for v in versions if v.key} or {project})
        )
        for number, form in self._open():
            project = bore.get(form.key)
            if project is not None and number not in self.apart and project in self._free():
                self._take(number, project)

    def _by_earlier_id(self) -> None:
        """A form that was given a year is the project that bore its id without one."""
        keys = Counter(key for key in self.earlier_keys if key)
        for number, form in self._open():
            key = self.earlier_keys[number]
            if key and key != form.key and keys[key] == 1 and key in self._free():
                self._take(number, key)

    def _by_names(self) -> None:
        """A form with a corrected code is the one project of its unit, year and name."""
        free = _unique(
            (_names(versions[-1]), project)
            for project, versions in self._free().items()
            if versions and versions[-1].title
        )
        wanted = _unique((_names(form), str(number)) for number, form in self._open())
        for names, number in wanted.items():
            if names[2] and names in free:
                self._take(int(number), free[names])

    def _by_rows(self, may_be: Callable[[HandIn, HandIn], bool]) -> None:
        """A form is the one project whose rows it has, and whose form no other is as much."""
        free = {project: own[-1] for project, own in self._free().items() if own}
        best: dict[int, str] = {}
        for number, form in self._open():
            saws = Counter(form.saws.split())
            alike = [
                project
                for project, last in free.items()
                if may_be(form, last) and _shares(saws, last)
            ]
            if len(alike) == 1:
                best[number] = alike[0]
        claims = Counter(best.values())
        for number, project in best.items():
            if claims[project] == 1:
                self._take(number, project)

    def _new_id(self, form: HandIn) -> str:
        """Return the form's own id, made apart from every other project's."""
        key = form.key
        copies = [
            project
            for n, project in self.found.items()
            if (self.forms[n].key, self.forms[n].digest) == (form.key, form.digest)
        ]
        if copies:
            return copies[0]
        others = {f.digest for f in self.forms if f.key == form.key}
        if len(others) == 1 and key not in self.known:
            return key
        return f"{key[:480]}~{form.digest[:8]}"


def _shares(saws: Counter[str], last: HandIn) -> bool:
    own = Counter(last.saws.split())
    common = sum((saws & own).values())
    return common * _ALIKE > max(sum(saws.values()), sum(own.values()))


def _names(version: HandIn) -> tuple[str, str, str]:
    year = "" if version.year is None else str(version.year)
    return label_key(version.unit), year, label_key(version.title)


def _folded(called: Sequence[str]) -> tuple[str, ...]:
    return tuple(label_key(name) for name in called)


def _unique(pairs: Iterable[tuple[T, str]]) -> dict[T, str]:
    """Return the keys that lead to one value alone."""
    found: dict[T, str | None] = {}
    for key, value in pairs:
        found[key] = value if key not in found or found[key] == value else None
    return {key: value for key, value in found.items() if value is not None}
