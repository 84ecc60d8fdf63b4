"""A submission that was handed in twice: both are kept, with a finding that lists where they differ."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any, Final

from scoring.batch.form_source import FormStore
from scoring.batch.planning import PlannedForm
from scoring.readers.field_words import field_words
from scoring.records.finding import Finding
from scoring.records.submission import Submission
from scoring.writers.lists.issue_list_words import ListWords

CODE: Final = "duplicate"
_MOST_LISTED: Final = 5
_MOST_SHOWN: Final = 40
"""Characters that are quoted of a value."""
_NOT_COMPARED: Final = frozenset(
    {"at", "known", "not_found", "unplaced", "repairs", "set_digest", "set", "head"}
)
"""What shows how a file was read, or who filled it in, and not what was handed in."""


def repeats(planned: Sequence[PlannedForm]) -> frozenset[int]:
    """Return the numbers of those that were handed in before: they are listed and not counted again."""
    return frozenset(index for same in _groups(planned) for index in same[1:])


class Duplicates:
    """The findings about each form that was handed in twice; nothing of a secret one is quoted."""

    def __init__(self, planned: Sequence[PlannedForm], store: FormStore, words: ListWords) -> None:
        self._planned = planned
        self._store = store
        self._words = words
        self._same = {index: same for same in _groups(planned) if len(same) > 1 for index in same}

    def of(self, number: int) -> tuple[Finding, ...]:
        """Return what there is about the form of a number in the plan."""
        same = self._same.get(number)
        if same is None:
            return ()
        other = same[0] if number != same[0] else same[1]
        one, two = self._planned[number], self._planned[other]
        mine, theirs = (self._store.submission(f.source, f.file, f.at) for f in (one, two))
        return (_finding(one, mine, two, theirs, len(same) - 1, self._words),)


def _groups(planned: Sequence[PlannedForm]) -> Collection[list[int]]:
    """Return the numbers of what is one submission, in the order of the plan."""
    groups: dict[str, list[int]] = defaultdict(list)
    for index, form in enumerate(planned):
        groups[form.identity].append(index)
    return groups.values()


def _finding(
    form: PlannedForm, mine: Submission, other: PlannedForm, theirs: Submission, count: int,
    words: ListWords,
) -> Finding:  # fmt: skip
    where = other.file if form.file != other.file else f"{other.file} {other.at}".strip()
    if count > 1:
        where = words.text("duplicate.more_files", file=where, count=count)
    differing = list(_differences(mine, theirs, words))
    if not differing:
        text = words.text("duplicate.same", file=where)
    else:
        listed = "；".join(differing[:_MOST_LISTED])
        if len(differing) > _MOST_LISTED:
            listed += words.text("duplicate.more", count=len(differing))
        pattern = "differs_hidden" if form.secret or other.secret else "differs"
        text = words.text(f"duplicate.{pattern}", file=where, what=listed)
    fixed = words.duplicate
    return Finding(
        code=CODE, kind="N", of="form", where="", place=form.at, name="", title=fixed["title"],
        text=text, ask=fixed["ask"], advice="", settle=fixed["settle"], field="", sources=(),
        stake=None, ruling="",
    )  # fmt: skip


def _differences(mine: Submission, theirs: Submission, words: ListWords) -> Iterator[str]:
    names = {**field_words(), **words.fields}
    own, other = dict(_flat(mine, names)), dict(_flat(theirs, names))
    for name in dict.fromkeys([*own, *other]):
        if own.get(name, "") != other.get(name, ""):
            yield words.text(
                "duplicate.field",
                name=name,
                mine=own.get(name, "")[:_MOST_SHOWN] or words.duplicate["blank"],
                other=other.get(name, "")[:_MOST_SHOWN] or words.duplicate["blank"],
            )


def _flat(submission: Submission, names: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield every value by a name that people know: the row's and the column's."""
    data = submission.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    yield from _values(data, (), names)


def _values(
    value: Any, name: tuple[str, ...], names: Mapping[str, str]
) -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        for key, inner in value.items():
            if key not in _NOT_COMPARED:
                yield from _values(inner, (*name, names.get(key, str(key))), names)
    elif isinstance(value, list):
        counts: Counter[str] = Counter()
        for inner in value:
            label = _label(inner)
            counts[label] += 1
            more = f"（{counts[label]}）" if counts[label] > 1 else ""
            yield from _values(inner, (*name[:-1], f"{label}{more}"), names)
    elif value not in (None, ""):
        yield "·".join(name), str(value)


def _label(row: Any) -> str:
    if not isinstance(row, dict):
        return ""
    levels = (row.get("level1", ""), row.get("level2", "")) if not row.get("name") else ()
    parts = [*levels, row.get("name") or row.get("source") or ""]
    return "/".join(str(part) for part in parts if part)
