"""Advice before handing in, in words: one list in the order of the form, and next year's targets."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from typing import Final, Literal

from scoring.records.change import CellChange, VersionChanges
from scoring.records.finding import (
    CHANGES,
    GRAVEST,
    CheckItem,
    CheckKind,
    Finding,
    OpenRow,
    Review,
    Todo,
)
from scoring.records.own_track import NotPrinted
from scoring.records.result import Result
from scoring.review.checklist import checklist
from scoring.review.vocabulary import Vocabulary
from scoring.text import shortened
from scoring.value_class import dataclass
from scoring.writers.form.present import grade_text, row_names
from scoring.writers.labels import Labels
from scoring.writers.own_words import fault_of_item, filled_in_texts
from scoring.writers.wording import cap_text, number, source_text

_LONGEST: Final = 80
"""So many letters of a cell are shown where it was changed."""
_MOST_BLANK: Final = 10
"""Behind so many lines blanks are only counted."""
_BEFORE: Final = 10
"""So many letters before the first that differs."""


@dataclass(frozen=True, slots=True)
class AdviceItem:
    """One piece of advice; ``lines`` are whole sentences, each with its lead."""

    kind: CheckKind
    mark: str
    """How grave it is, in a word."""
    where: str
    """Name of the row or block by the set, without the name of any sheet."""
    place: str
    name: str
    title: str
    """Holds no text of the form, so that it may be shown for a secret submission."""
    stake: str
    text: str
    lines: tuple[str, ...]
    sources: str = ""
    grave: str = ""
    """What is wrong, in one sentence, of the gravest items."""
    also: tuple[str, ...] = ()
    """Further places of which the same is true."""
    is_for_targets: bool = False
    is_change: bool = False
    """Whether it is a cell that was changed since an older version; ``text`` says from what to what."""


@dataclass(frozen=True, slots=True)
class AdviceSection:
    """A list of advice under a heading that counts it: what to do now, or for next year."""

    key: str
    heading: str
    items: tuple[AdviceItem, ...]


@dataclass(frozen=True, slots=True)
class AdviceView:
    """The advice about one submission."""

    title: str
    year: int | Literal[""]
    """The year of the self-evaluation; empty where the form names none."""
    unit: str
    outcome: str
    sections: tuple[AdviceSection, ...]
    note: str
    """About rows that ask for nothing; empty where there are none."""
    filled_in: str
    """Which blank scores the rule puts in; empty where none."""
    compared: str
    """What there is to say of the comparison with an older version; empty where all was compared."""
    remark: str
    """What was not found on the form, in a sentence; empty of a secret one."""
    nothing: str
    """Said where there is nothing to do."""
    summary: str
    about: str

    @property
    def is_clean(self) -> bool:
        """Whether there is nothing to do before handing in, and nothing that was changed is asked about."""
        items = (item for section in self.sections for item in section.items)
        return all(item.kind in CHANGES or item.is_for_targets for item in items)


def advice_view(
    result: Result,
    review: Review,
    words: Vocabulary,
    labels: Labels,
    versions: VersionChanges | None = None,
) -> AdviceView:
    """Put a review into words, and before it what changed since an older version of the form."""
    card = result.scorecard
    items, names = checklist(review, result), row_names(card, labels)
    changed = () if versions is None else versions.changes
    lists = {
        "changes": tuple(_change(change, names, words, labels) for change in changed),
        "list": tuple(_item(item, result, names, words, labels) for item in items),
        "targets": tuple(_finding(f, "N", names, words, labels) for f in review.targets),
    }
    counts: Counter[CheckKind] = Counter(item.kind for item in items)
    counts["todo"] = sum(len(item.wants) for item in items)
    counts.update(item.kind for item in lists["changes"])
    sections = tuple(
        AdviceSection(
            key, words.text("heading", section=words.sections[key], count=len(items)), items
        )
        for key, items in lists.items()
        if items
    )
    return AdviceView(
        title=card.title,
        year=card.year or "",
        unit=result.submission.unit,
        outcome=_outcome(result, words, labels),
        sections=sections,
        note=_note(review, words),
        filled_in=_filled_in(result, names, words, labels),
        compared=_compared(versions, words),
        remark="" if result.submission.secret else result.submission.remark,
        nothing="" if items else words.patterns["nothing"],
        summary=_summary(counts, words),
        about=words.text(
            "about", set_title=card.set.title, set_id=card.set.id,
            rules_title=review.rules_title, rules_id=review.rules_id,
        ),
    )  # fmt: skip


def _summary(counts: Mapping[CheckKind, int], words: Vocabulary) -> str:
    """Count the items of each kind there are; nothing where there is none."""
    parts = [
        words.text("counted", mark=mark, count=counts[kind])
        for kind, mark in words.marks.items()
        if counts.get(kind)
    ]
    return words.text("summary", parts=words.patterns["count_mark"].join(parts)) if parts else ""


def _outcome(result: Result, words: Vocabulary, labels: Labels) -> str:
    card, claimed = result.scorecard, result.submission.claimed_total
    if not card.scored:
        return words.patterns["no_score"]
    low, high = number(card.low), number(card.high)
    if card.total is None:
        parts = [words.text("score_open", low=low, high=high)]
    else:
        name = "score" if low == high else "score_band"
        parts = [words.text(name, total=number(card.total), low=low, high=high)]
    if claimed is not None:
        parts.append(words.text("claimed", claimed=number(claimed)))
    parts.append(words.text("grade", grade=grade_text(card, labels)))
    cap = "" if result.submission.secret else cap_text(card, labels)
    parts += [cap] if cap else []
    return labels.word("words", "between").join(parts)


def gravest(result: Result, review: Review, words: Vocabulary, labels: Labels) -> tuple[str, ...]:
    """Return in lines what must be put right before signing, in the order of the form.

    A sum that differs stands there even where it is only asked about: it is not printed as typed.
    Of many blanks the first are listed, and how many there are. Of a secret submission no line holds any text of the form.
    """
    names, secret = row_names(result.scorecard, labels), result.submission.secret
    lines: list[str] = []
    left = 0
    for item in checklist(review, result):
        if item.kind == "blank" and len(lines) >= _MOST_BLANK:
            left += 1
        elif item.kind in GRAVEST or _is_sum_asked(item):
            advice = _item(item, result, names, words, labels)
            where = advice.where if secret else f"{advice.place} {advice.name}".strip()
            text = advice.title if secret else advice.grave
            lines.append(words.text("gravest", mark=advice.mark, where=where, text=text))
    return (*lines, words.text("more_blank", count=left)) if left else tuple(lines)


def _is_sum_asked(item: CheckItem) -> bool:
    return item.kind == "Q" and item.finding is not None and item.finding.of == "total"


def _item(
    item: CheckItem, result: Result, names: Mapping[str, str], words: Vocabulary, labels: Labels
) -> AdviceItem:
    own = because = ""
    is_covered = item.finding is not None and isinstance(item.fault, NotPrinted)
    if item.fault is not None and not is_covered and not _is_grave(item.finding):
        own, because = fault_of_item(item.fault, result, labels)
    wants = tuple(_want(todo, words) for todo in item.wants)
    if item.finding is not None:
        advice = _finding(item.finding, item.kind, names, words, labels)
        grave = _with(own, because, words) or advice.text.rstrip("。")
    elif item.open_row is not None and not own:
        advice = _open(item.open_row, names, words)
        grave = ""
    else:
        advice = _bare(item, own, because, names, words)
        wants = wants if own else tuple(dict.fromkeys(todo.text for todo in item.wants))
        is_typed = isinstance(item.fault, NotPrinted)
        grave = because if is_typed else _with(own, because, words)
        own = ""
    return replace(
        advice,
        kind=item.kind,
        mark=words.marks[item.kind],
        text=f"{own}。{advice.text}" if own else advice.text,
        grave=grave,
        lines=(*advice.lines, *wants),
    )


def _with(text: str, because: str, words: Vocabulary) -> str:
    return words.text("because", text=text, because=because) if because else text


def _is_grave(finding: Finding | None) -> bool:
    return finding is not None and finding.kind == "E" and finding.matter in GRAVEST


def _bare(
    item: CheckItem, title: str, because: str, names: Mapping[str, str], words: Vocabulary
) -> AdviceItem:
    """Return an item without a finding; without a title it is called after what it wants."""
    place, name = _spot(item.place, item.name, item.where, names)
    whole = "" if place or name else words.places["form"]
    fields = dict.fromkeys(words.fields.get(todo.field, todo.field) for todo in item.wants)
    return AdviceItem(
        kind=item.kind,
        mark=words.marks[item.kind],
        where=whole or item.where,
        place=place,
        name=name or whole,
        title=title or words.patterns["list_mark"].join(fields),
        stake="",
        text=because,
        lines=() if item.open_row is None else (_earns(item.open_row, words),),
    )


def _change(
    change: CellChange, names: Mapping[str, str], words: Vocabulary, labels: Labels
) -> AdviceItem:
    """Say which cell holds what now, and what is asked about it."""
    lines: tuple[str, ...] = ()
    finding = change.finding
    if finding is not None:
        advice = _finding(finding, "Q", names, words, labels)
        lines = (finding.text, *advice.lines)
    kind: CheckKind = change.kind if finding is None else "Q"
    return AdviceItem(
        kind=kind,
        mark=words.marks[kind],
        where=change.at.rpartition("!")[2],  # no name of a sheet
        place=change.at,
        name=change.name,
        title=change.label,
        stake="",
        text=_old_and_new(change, words),
        lines=lines,
        is_change=True,
    )


def _old_and_new(change: CellChange, words: Vocabulary) -> str:
    if change.kind != "changed":
        return shortened(change.old or change.new, 2 * _LONGEST)
    nothing = words.patterns["nothing_there"]
    old, new = _cut(change.old, change.new)
    return words.text("change", old=old or nothing, new=new or nothing)


def _cut(old: str, new: str) -> tuple[str, str]:
    """Return two texts as they are shown: of long ones that begin alike, from where they part."""
    if max(len(old), len(new)) <= _LONGEST:
        return old, new
    alike = next((n for n, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), _LONGEST)
    start = max(alike - _BEFORE, 0)
    head = "…" if start else ""
    old, new = (head + shortened(text[start:], _LONGEST) if text else "" for text in (old, new))
    return old, new


def _compared(versions: VersionChanges | None, words: Vocabulary) -> str:
    if versions is None:
        return ""
    if not versions.is_found:
        return words.patterns["no_older"]
    if versions.not_compared:
        labels = words.patterns["list_mark"].join(versions.not_compared)
        return words.text("not_compared", labels=labels)
    return "" if versions.changes else words.patterns["same"]


def _spot(place: str, name: str, where: str, names: Mapping[str, str]) -> tuple[str, str]:
    """Return the cell, where it is known, and the name: of a row without a cell with its levels."""
    if place == where:
        return "", names.get(where, name or where)
    return place, "" if name == place else name


def _finding(
    finding: Finding,
    kind: CheckKind,
    names: Mapping[str, str],
    words: Vocabulary,
    labels: Labels,
) -> AdviceItem:
    lines = []
    if finding.ask:
        lines.append(words.text("ask", text=finding.ask))
    if finding.advice:
        lines.append(_advice(finding, words))
    block = "" if finding.of == "row" else words.places.get(finding.of, "")
    place, name = _spot(finding.place, finding.name, finding.where or block, names)
    return AdviceItem(
        kind=kind,
        mark=words.kinds["targets"] if finding.for_targets else words.marks[kind],
        where=finding.where or block,
        place=place,
        name=name,
        title=finding.title,
        stake=_stake(finding, words),
        text=finding.text,
        lines=tuple(lines),
        sources=_sources(finding, words, labels),
        also=finding.also,
        is_for_targets=finding.for_targets,
    )


def _advice(finding: Finding, words: Vocabulary) -> str:
    """What is advised for next year is not to be done before handing in."""
    name = "advice_targets" if finding.for_targets else "advice"
    return words.text(name, text=finding.advice)


def _stake(finding: Finding, words: Vocabulary) -> str:
    stake = finding.stake
    if stake is None:
        return ""
    low, high = number(stake.low), number(stake.high)
    if low == high:
        return words.text("stake", points=high)
    return words.text("stake_band", low=low, high=high)


def _sources(finding: Finding, words: Vocabulary, labels: Labels) -> str:
    if not finding.sources:
        return ""
    separator = labels.word("words", "separator")
    sources = separator.join(source_text(source, labels) for source in finding.sources)
    return words.text("source", sources=sources)


def _want(todo: Todo, words: Vocabulary) -> str:
    """Say in which cell something is to be supplied, and what."""
    field = words.fields.get(todo.field, todo.field)
    pattern = "want" if todo.place == todo.where else "want_at"
    return words.text(pattern, place=todo.place, field=field, text=todo.text)


def _earns(row: OpenRow, words: Vocabulary) -> str:
    low, high = number(row.low), number(row.high)
    if row.score is None:
        return words.text("open", low=low, high=high)
    return words.text("open_default", low=low, high=high, score=number(row.score))


def _open(row: OpenRow, names: Mapping[str, str], words: Vocabulary) -> AdviceItem:
    place, name = _spot(row.place, row.name, row.where, names)
    return AdviceItem(
        kind="open",
        mark=words.marks["open"],
        where=row.where,
        place=place,
        name=name,
        title=_earns(row, words),
        stake="",
        text=row.because,
        lines=(words.text("settle", text=row.settle),) if row.settle else (),
    )


def _filled_in(result: Result, names: Mapping[str, str], words: Vocabulary, labels: Labels) -> str:
    shown = {} if result.submission.secret else names
    rows = filled_in_texts(result, shown, labels)
    return words.text("filled_in", rows=words.patterns["filled_mark"].join(rows)) if rows else ""


def _note(review: Review, words: Vocabulary) -> str:
    parts = []
    if review.accepted:
        parts.append(words.text("accepted", count=review.accepted))
    rest = review.in_band - review.accepted
    if rest:
        parts.append(words.text("in_band", count=rest))
    return "".join(parts)
