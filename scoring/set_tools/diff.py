"""What changed between two sets, in words: entry by entry, by level, rule, source and input."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby

from scoring.indicator_set.model import IndicatorSet
from scoring.set_tools.entries import ORDER, DiffEntry, diff_entries
from scoring.set_tools.set_words import SetWords

_Lines = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """One entry that differs; no ``old`` or no ``new`` lines where that set has no such entry."""

    section: str
    subject: str
    aspect: str
    old: _Lines
    new: _Lines
    is_new: bool = False
    """The whole subject is new."""
    is_removed: bool = False
    """The whole subject is no more."""


def changes(old: IndicatorSet, new: IndicatorSet, words: SetWords) -> list[Change]:
    """Return every entry that differs, section by section."""
    before, after = diff_entries(old, words), diff_entries(new, words)
    lines_before, lines_after = _by_key(before), _by_key(after)
    subjects_before = {(f.section, f.subject) for f in before}
    subjects_after = {(f.section, f.subject) for f in after}
    changed = []
    for key in _in_order([f.key for f in before], [f.key for f in after]):
        was, now = lines_before.get(key, ()), lines_after.get(key, ())
        section, subject, aspect = key
        if aspect == ORDER:
            was, now = _shared(was, now), _shared(now, was)
        if was != now:
            is_new = bool(subject) and (section, subject) not in subjects_before
            is_removed = bool(subject) and (section, subject) not in subjects_after
            changed.append(Change(section, subject, aspect, was, now, is_new, is_removed))
    return changed


def change_lines(changed: Sequence[Change], words: SetWords) -> Iterator[str]:
    """Yield changes as lines, indented below their section and subject."""
    for section, of_section in groupby(changed, lambda c: c.section):
        yield words.word("sections", section)
        for _, of_subject in groupby(of_section, lambda c: c.subject):
            yield from _subject_lines(list(of_subject), words)


def _subject_lines(changed: Sequence[Change], words: SetWords) -> Iterator[str]:
    first = changed[0]
    indent = "    " if first.subject else "  "
    if first.is_removed:
        yield "  " + words.text("diff_gone", subject=first.subject)
        return
    if first.subject:
        yield "  " + (
            words.text("diff_come", subject=first.subject) if first.is_new else first.subject
        )
    for change in changed:
        if change.is_new:
            if change.aspect not in {"name", ORDER}:
                yield from _new_lines(change, words, indent)
        else:
            yield from (indent + line for line in _changed_lines(change, words))


def _new_lines(change: Change, words: SetWords, indent: str) -> Iterator[str]:
    aspect = words.word("aspects", change.aspect)
    if len(change.new) == 1 or change.aspect not in {"cases", "items"}:
        yield indent + words.text("diff_has", aspect=aspect, value="、".join(change.new))
        return
    for number, line in enumerate(change.new, 1):
        yield f"{indent}{number}. {line}" if change.aspect == "cases" else indent + line


def _changed_lines(change: Change, words: SetWords) -> Iterator[str]:
    aspect = words.word("aspects", change.aspect)
    old, new = change.old, change.new
    if change.aspect == "cases":
        yield from _case_lines(old, new, words)
    elif change.aspect == ORDER or (
        len(old) <= 1 and len(new) <= 1 and change.aspect not in _LISTS
    ):
        nothing = words.text("diff_nothing")
        yield words.text(
            "diff_changed", aspect=aspect, old="、".join(old) or nothing, new="、".join(new) or nothing
        )  # fmt: skip
    else:
        for removed, added in _pieces(old, new):
            for _, line in removed:
                yield words.text("diff_removed", aspect=aspect, old=line)
            for _, line in added:
                yield words.text("diff_added", aspect=aspect, new=line)


_LISTS = frozenset(
    {
        "also", "total", "choices", "words", "unless", "rate_words", "satisfaction_words", "grades",
        "items", "demands", "by_reading", "parameters",
    }
)  # fmt: skip


def _case_lines(old: _Lines, new: _Lines, words: SetWords) -> Iterator[str]:
    for removed, added in _pieces(old, new):
        for number, line in removed:
            yield words.text("diff_case_removed", number=number, old=line)
        for number, line in added:
            yield words.text("diff_case_added", number=number, new=line)


_Numbered = list[tuple[int, str]]


def _pieces(old: _Lines, new: _Lines) -> Iterator[tuple[_Numbered, _Numbered]]:
    """Yield what was taken away and what was added, place by place, with their numbers."""
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for tag, from_old, to_old, from_new, to_new in matcher.get_opcodes():
        if tag != "equal":
            yield (
                [(i + 1, old[i]) for i in range(from_old, to_old)],
                [(i + 1, new[i]) for i in range(from_new, to_new)],
            )


_Key = tuple[str, str, str]


def _by_key(entries: Sequence[DiffEntry]) -> Mapping[_Key, _Lines]:
    lines: dict[_Key, _Lines] = {}
    for entry in entries:  # two levels may be called so that their paths read the same
        lines[entry.key] = lines.get(entry.key, ()) + entry.lines
    return lines


def _in_order(old: Sequence[_Key], new: Sequence[_Key]) -> list[_Key]:
    """Return all keys by section, subject and aspect; what is new stands behind what was."""
    keys = dict.fromkeys([*old, *new])
    sections = list(dict.fromkeys(key[0] for key in keys))
    subjects = list(dict.fromkeys(key[:2] for key in keys))
    sections = [s for s in _SECTIONS if s in sections]
    rank = {subject: number for number, subject in enumerate(subjects)}
    return sorted(keys, key=lambda key: (sections.index(key[0]), rank[key[:2]]))


_SECTIONS = ("head", "tree", "inputs", "readings", "rules", "words", "require", "sources", "form")


def _shared(own: _Lines, other: _Lines) -> _Lines:
    return tuple(line for line in own if line in other)
