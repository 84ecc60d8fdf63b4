"""每轮记录: every entry of a project's ledger as a line, and how each stands now."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Final

from scoring.desk.confidential_entries import show
from scoring.desk.kept import day
from scoring.desk.state import ProjectState
from scoring.desk.steps import StepTable
from scoring.exact import plain
from scoring.records.ledger_entry import EntryKind, LedgerEntry
from scoring.text import printable
from scoring.workbooks.review_sheet.layout import Entry, ReviewSheetLayout
from scoring.workbooks.review_sheet.write.entry_words import ground_and_note, signer, visible
from scoring.workbooks.review_sheet.write.view import RecordLine

_LONGEST_RECORD: Final = 32_000
"""Characters of an entry that is written whole; a cell takes hardly more."""
_SHORT: Final = 8


def record_lines(
    entries: Sequence[LedgerEntry], texts: Mapping[str, str], state: ProjectState, layout: ReviewSheetLayout,
    steps: StepTable, names: Mapping[str, str],
) -> Iterator[RecordLine]:  # fmt: skip
    """Yield a line of every entry, by step and day; ``names`` are those of the rows."""
    standings = _Standings(state, entries, layout, steps)
    for entry in sorted(entries, key=lambda e: (e.stage, day(e.at), _ORDER[e.kind], e.id)):
        record = entry.canonical
        is_whole = len(record) <= _LONGEST_RECORD and entry.kind is not EntryKind.HAND_IN
        yield RecordLine(
            cells=_cells(show(entry, texts), layout)
            | {"name": _name(entry, names.get(state.row_of(entry), ""), layout)}
            | {"standing": standings.of(entry), "number": entry.id[:_SHORT]},
            number=entry.id,
            record=record if is_whole else "",
        )


_ORDER: Final = {kind: number for number, kind in enumerate((
    EntryKind.HAND_IN, EntryKind.ASSIGNMENT, EntryKind.SAMPLE, EntryKind.ATTACHMENT,
    EntryKind.RULING, EntryKind.CORRECTION, EntryKind.WITHDRAWAL, EntryKind.ARBITRATION,
    EntryKind.ANSWER, EntryKind.LATE_ANSWER, EntryKind.REFUSED, EntryKind.EMPTIED,
    EntryKind.SIGNATURE, EntryKind.ADMISSION, EntryKind.SENT_BACK, EntryKind.NO_ANSWER,
    EntryKind.REOPENED, EntryKind.CLOSED,
))}  # fmt: skip


def _name(entry: LedgerEntry, name: str, layout: ReviewSheetLayout) -> str:
    """Return what the row of an entry is called now, else what it was called then."""
    if not entry.row:
        return layout.words["whole"]
    return printable(name or (entry.called[2] if len(entry.called) > 2 else entry.row))


def _cells(entry: LedgerEntry, layout: ReviewSheetLayout) -> dict[str, Entry]:
    kind: str = entry.kind
    if entry.kind is EntryKind.ADMISSION and entry.admitted is False:
        kind = "not_admitted"
    texts = {
        "round": entry.round,
        "kind": layout.kinds[kind],
        "by": signer(entry, layout),
        "at": entry.at,
        "verified_target": visible(entry.verified_target or "", layout),
        "verified": visible(entry.verified_actual or "", layout),
        "ground": ground_and_note(entry, layout),
        "agrees": layout.replies.word(entry.agrees),
        "reply": _in_words(entry, layout),
        "proof": visible(entry.evidence, layout),
    }
    return {**{key: printable(text) for key, text in texts.items()}, "score": entry.score}


def _in_words(entry: LedgerEntry, layout: ReviewSheetLayout) -> str:
    """Return what else an entry says, in words."""
    match entry.kind:
        case EntryKind.REFUSED:
            written = "，".join(
                f"{layout.names.get(key, key)} {visible(text, layout)}" for key, text in entry.cells
            )
            return "；".join(p for p in (visible(entry.reason, layout), written) if p)
        case EntryKind.SIGNATURE:
            return layout.text("covers", count=len(entry.covers))
        case EntryKind.ASSIGNMENT:
            parts = (("assigned", "people", "、".join(entry.people)), ("leads", "lead", entry.lead),
                     ("due", "due", entry.due))  # fmt: skip
            return "；".join(layout.text(key, **{name: text}) for key, name, text in parts if text)
        case EntryKind.HAND_IN:
            total = None if entry.hand_in is None else entry.hand_in.total
            return "" if total is None else layout.text("hand_in", total=plain(Fraction(total)))
    return visible(entry.say, layout)


class _Standings:
    """Says of every entry whether it is in force, and if not why."""

    def __init__(
        self, state: ProjectState, entries: Sequence[LedgerEntry], layout: ReviewSheetLayout,
        steps: StepTable,
    ) -> None:  # fmt: skip
        self.layout = layout
        self.of_id: dict[str, str] = {}
        words = layout.standings
        self._put((e for group in state.also.values() for e in group), words["in_force"])
        self._put(state.in_force.values(), words["in_force"])
        self._put(
            (e for row, e in state.answers.items() if row not in state.outdated), words["in_force"]
        )
        self._put(
            (e for row, e in state.answers.items() if row in state.outdated), words["outdated"]
        )
        self._put((e for c in state.conflicts for e in c.entries), words["conflict"])
        for group, key in (
            (state.drafts, "draft"), (state.refused, "refused"), (state.emptied, "emptied"),
            (state.stale, "stale"), (state.late, "late"), (state.waiting, "waiting"),
        ):  # fmt: skip
            self._put(group, words[key])
        for void in state.void:
            self.of_id[void.entry.id] = steps.why.get(void.why, void.why)
        no_effect = {void.entry.id for void in state.void}
        follow = [entry for entry in entries if entry.id not in no_effect]
        # A cell found empty takes nothing back: it is named where nobody signed anything.
        follow.sort(
            key=lambda e: e.is_signed and e.kind not in (EntryKind.REFUSED, EntryKind.EMPTIED)
        )
        by = {one: entry for entry in follow for one in (*entry.replaces, *entry.resolves)}
        for entry in state.superseded:
            self.of_id[entry.id] = self._superseded(entry, by.get(entry.id))

    def of(self, entry: LedgerEntry) -> str:
        """Return how an entry stands now; nothing of what is simply done."""
        return self.of_id.get(entry.id, "")

    def _put(self, entries: Iterable[LedgerEntry], word: str) -> None:
        self.of_id.update((entry.id, word) for entry in entries)

    def _superseded(self, entry: LedgerEntry, by: LedgerEntry | None) -> str:
        words = self.layout.standings
        if by is None:
            return words["replaced"]
        if entry.kind in (EntryKind.REFUSED, EntryKind.EMPTIED):
            word = words["settled"]
        elif by.kind is EntryKind.ARBITRATION:
            word = words["resolved"]
        elif by.kind is EntryKind.WITHDRAWAL:
            word = words["withdrawn"]
        elif not entry.is_signed:
            word = words["adopted"]
        else:
            word = words["corrected"]
        return f"{word}（{by.id[:_SHORT]}）"
