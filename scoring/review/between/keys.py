"""Which documents of a batch can have anything to do with each other: shown by keys, without the documents.

A form is compared with what names its unit, department or project, and with last year's form of its
project. Documents that share no such key are never compared, so each group can be compared by itself.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from scoring.records.file_content import FileRead
from scoring.records.submission import Submission
from scoring.review.between.likeness import without_tail
from scoring.review.between.vocabulary import BetweenWords
from scoring.text import name_key


@dataclass(frozen=True, slots=True)
class FormKeys:
    """What a form may be compared by."""

    unit: str
    department: str
    project: str
    goal_of: str
    """Whose goal it says was achieved, and what was said last year is looked for; else empty."""
    year: int | None


def form_keys(submission: Submission, words: BetweenWords) -> FormKeys:
    """Return the keys of a form."""
    project = submission.project
    has_goal = submission.goal.achieved.strip() and submission.unit and submission.year is not None
    return FormKeys(
        name_key(submission.unit),
        name_key(submission.department),
        without_tail(project.name, words.name_tails),
        without_tail(project.code or project.name, words.name_tails) if has_goal else "",
        submission.year,
    )


def document_keys(read: FileRead, words: BetweenWords) -> tuple[str, ...] | None:
    """Return the units and projects that a file's tables, sentences and texts are about.

    None for a file that holds nothing of the kind.
    """
    if not (read.targets or read.statements or read.passages):
        return None
    keys: dict[str, None] = {}
    for table in read.targets:
        keys |= dict.fromkeys((_unit(name_key(table.unit)), _project(table.project, words)))
    subjects = [text.subject for text in read.statements]
    for subject in (*subjects, *(text.subject for text in read.passages)):
        keys |= dict.fromkeys((_unit(name_key(subject)), _project(subject, words)))
    for passage in read.passages:
        keys[_unit(name_key(passage.unit))] = None
    return tuple(key for key in keys if key)


@dataclass(frozen=True, slots=True)
class Group:
    """Documents that are compared with each other, by their positions."""

    forms: tuple[int, ...]
    files: tuple[int, ...]


def groups(
    forms: Sequence[tuple[str, FormKeys]], files: Sequence[tuple[str, tuple[str, ...] | None]]
) -> Iterator[Group]:
    """Yield the groups; forms that nothing can be compared with are in none.

    ``forms`` stand with their file, ``files`` with their name and the keys of what they hold.
    """
    named = {key for _, keys in files for key in keys or ()}
    years: dict[tuple[str, str], set[int]] = defaultdict(set)
    for _, form in forms:
        if form.goal_of and form.year is not None:
            years[form.unit, form.goal_of].add(form.year)
    parent: dict[str, str] = {}

    def root(key: str) -> str:
        parent.setdefault(key, key)
        while parent[key] != key:
            parent[key] = parent[parent[key]]
            key = parent[key]
        return key

    def join(keys: Sequence[str]) -> None:
        for key in keys[1:]:
            parent[root(key)] = root(keys[0])

    file_of = ["" if keys is None else _file(name) for name, keys in files]
    for name, keys in files:
        join([_file(name), *(keys or ())])
    form_of: list[str] = []
    for name, form in forms:
        own = [key for key in (_unit(form.unit), _unit(form.department)) if key in named]
        own += [key for key in (f"project {form.project}",) if key in named]
        if _has_other_year(years, form):
            own.append(f"goal {form.unit} {form.goal_of}")
        join([_file(name), *own] if own else ())
        form_of.append(_file(name) if own else "")
    members: dict[str, tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
    for kind, nodes in enumerate((form_of, file_of)):
        for position, node in enumerate(nodes):
            if node:
                members[root(node)][kind].append(position)
    for of_group in members.values():
        yield Group(tuple(of_group[0]), tuple(of_group[1]))


def _has_other_year(years: Mapping[tuple[str, str], set[int]], form: FormKeys) -> bool:
    own = years.get((form.unit, form.goal_of), set())
    return (
        form.goal_of != "" and form.year is not None and bool({form.year - 1, form.year + 1} & own)
    )


def _file(name: str) -> str:
    return f"file {name}"


def _unit(key: str) -> str:
    return f"unit {key}" if key else ""


def _project(name: str, words: BetweenWords) -> str:
    key = without_tail(name, words.name_tails)
    return f"project {key}" if key else ""
