"""What the cells of one row say: a ruling, a withdrawal or an answer, or why they cannot be used.

The same words are printed from an entry and read back, so that an untouched cell is known again.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Final, NamedTuple

from scoring.desk.confidential_entries import digest_of, is_hidden
from scoring.exact import PLAIN_NUMBER, plain, shortest
from scoring.records.ledger_entry import ANSWERS, RULINGS, EntryKind, LedgerEntry
from scoring.text import excerpt, half_width, printable, squeezed
from scoring.workbooks.review_sheet.layout import ReviewSheetLayout, means

_LONGEST_NAME: Final = 500
_DECIDED: Final = ("verified_target", "verified", "score", "ground", "note")
_ANSWERED: Final = ("agrees", "reply", "proof")
_UNIT: Final = re.compile(r"([+-]?[0-9.]+)分?")


class EntryFault(NamedTuple):
    """Why the cells of a row cannot be used: a code, what is wrong, what to do, in which column."""

    code: str
    reason: str
    todo: str
    column: str
    holds: bool = True
    """Whether the row is not used for it; else it is reported and used all the same."""


class Content(NamedTuple):
    """What the cells of a row say; ``withdraws`` where they take back what was said."""

    verified_target: str = ""
    verified_actual: str = ""
    score: Decimal | None = None
    ground: str = ""
    note: str = ""
    minutes: str = ""
    agrees: bool | None = None
    say: str = ""
    evidence: str = ""
    withdraws: bool = False

    def fields(self, role: str) -> dict[str, object]:
        """Return the fields of an entry that says it."""
        if self.withdraws:
            return {"note": self.note} if role == "evaluator" else {"say": self.say}
        if role == "unit":
            return {"agrees": self.agrees, "say": self.say, "evidence": self.evidence}
        return {
            "verified_target": self.verified_target or None,
            "verified_actual": self.verified_actual or None,
            "score": self.score, "ground": self.ground, "note": self.note, "minutes": self.minutes,
        }  # fmt: skip


def printed_cells(entry: LedgerEntry, layout: ReviewSheetLayout) -> dict[str, str]:
    """Return what the open cells of a row show of an entry, by column; blank ones are left out.

    A sheet shows a word in place of a text that the ledger does not hold (``is_hidden``).
    """
    if entry.kind is EntryKind.REFUSED:
        cells = dict(entry.cells)
    elif entry.kind is EntryKind.WITHDRAWAL:
        key, says = ("agrees", "reply") if entry.role == "unit" else ("ground", "note")
        cells = {key: layout.withdraw.word, says: entry.say if key == "agrees" else entry.note}
    elif entry.kind in RULINGS:
        cells = {
            "verified_target": entry.verified_target or "",
            "verified": entry.verified_actual or "",
            "score": "" if entry.score is None else plain(Fraction(entry.score)),
            "ground": entry.ground, "note": entry.note,
        }  # fmt: skip
    elif entry.kind in ANSWERS:
        word = layout.replies.word(entry.agrees)
        cells = {"agrees": word, "reply": entry.say, "proof": entry.evidence}
    else:
        cells = {}
    return {key: printable(text) for key, text in cells.items() if text.strip()}


def same_cells(typed: Mapping[str, str], printed: Mapping[str, str], word: str = "") -> bool:
    """Tell whether some cells hold what was printed, whatever a spreadsheet did to blanks.

    ``word`` is what was printed in place of a hidden text.
    """
    return all(
        _same(text, before) or (is_hidden(before) and bool(word) and _same(text, word))
        for key, text in typed.items()
        for before in (printed.get(key, ""),)
    )


def _same(typed: str, printed: str) -> bool:
    if is_hidden(printed):
        return typed == printed or digest_of(typed) == printed
    one, other = squeezed(typed), squeezed(printed)
    if one == other:
        return True
    numbers = [PLAIN_NUMBER.fullmatch(text) for text in (one, other)]
    return all(numbers) and Decimal(one) == Decimal(other)


def says_the_same(content: Content, entry: LedgerEntry) -> bool:
    """Tell whether a row says what an entry says, in whatever words of the same meaning."""
    withdraws = entry.kind is EntryKind.WITHDRAWAL
    if content.withdraws != withdraws or entry.kind in (EntryKind.REFUSED, EntryKind.EMPTIED):
        return False
    fields = content.fields(entry.role or ("unit" if entry.kind in ANSWERS else "evaluator"))
    return all(
        _alike(value, getattr(entry, key)) for key, value in fields.items() if key != "minutes"
    )


def _alike(value: object, entered: object) -> bool:
    if isinstance(value, str) and isinstance(entered, str):
        return _same(value, entered)
    return value == entered


def content_of(
    typed: Mapping[str, str], role: str, points: str, layout: ReviewSheetLayout
) -> tuple[Content, list[EntryFault]]:
    """Return what the cells of a row say, and what is wrong with them."""
    if role == "unit":
        return _answer(typed, layout)
    return _ruling(typed, points, layout)


def _ruling(
    typed: Mapping[str, str], points: str, layout: ReviewSheetLayout
) -> tuple[Content, list[EntryFault]]:
    target, actual, number, ground, note = (typed.get(key, "").strip() for key in _DECIDED)
    if means(layout.withdraw, ground):
        return Content(note=note, withdraws=True), []
    faults = []
    score = None
    if number:
        score, fault = _score(number, points)
        faults += [fault] if fault is not None else []
    _, more = layout.ground_and_note(ground)
    listed = layout.listed(ground)
    if listed:
        ground, note = listed, "；".join(part for part in (more.strip(), note) if part)
    if not (target or actual or number):
        faults.append(EntryFault(
            "nothing-decided", "选了认定理由，没有填复核指标值、复核完成值或复核得分",
            "请补填其中一栏，或清空理由。", "ground",
        ))  # fmt: skip
    elif not ground and not note:
        faults.append(EntryFault(
            "no-ground", "填了认定结果，没有选认定理由", "请选一项认定理由。", "ground"
        ))  # fmt: skip
    elif not listed:
        faults.append(EntryFault(
            "ground-unknown", f"认定理由“{excerpt(ground or note)}”不在清单里",
            "可以保留；但得分超出规则的上下限时，只能用清单里的理由。", "ground", holds=False,
        ))  # fmt: skip
    minutes = minutes_of(note, layout)
    if layout.needs_minutes(listed) and not minutes:
        faults.append(EntryFault(
            "no-minutes", f"认定理由是“{listed}”，没有写纪要编号",
            f"请在理由说明里写“{layout.minutes}：”和会议纪要的编号。", "note",
        ))  # fmt: skip
    if len(ground) > _LONGEST_NAME:
        faults.append(EntryFault("too-long", f"认定理由超过 {_LONGEST_NAME} 字", "请写短些，其余写在理由说明里。", "ground"))  # fmt: skip
    return Content(target, actual, score, ground, note, minutes), faults


def minutes_of(note: str, layout: ReviewSheetLayout) -> str:
    """Return the number of the minutes that a note names; empty where it names none."""
    before, label, _ = half_width(note).partition(layout.minutes)
    if not label:
        return ""
    text = note[len(before) + len(label) :].lstrip(":：为是 ")
    return re.split("[；;，,。\n]", text)[0].strip()[:_LONGEST_NAME]


def _score(text: str, points: str) -> tuple[Decimal | None, EntryFault | None]:
    """Return the score that was typed, 0 to the row's points."""
    found = _UNIT.fullmatch(squeezed(text))
    number = "" if found is None else found[1]
    if PLAIN_NUMBER.fullmatch(number) is None:
        what = f"复核得分“{excerpt(text)}”不是数"
        return None, EntryFault("not-a-number", what, "请只填一个数。", "score")
    most = Decimal(points) if PLAIN_NUMBER.fullmatch(points) else None
    if Decimal(number) < 0 or (most is not None and Decimal(number) > most):
        limit = f"0 到分值 {points} 之间" if most is not None else "0 以上"
        what = f"复核得分 {number} 不在 {limit}"
        return None, EntryFault("score-range", what, "请核对后重填。", "score")
    return Decimal(shortest(Decimal(number))), None


def _answer(
    typed: Mapping[str, str], layout: ReviewSheetLayout
) -> tuple[Content, list[EntryFault]]:
    word, say, proof = (typed.get(key, "").strip() for key in _ANSWERED)
    if means(layout.withdraw, word):
        return Content(say=say, withdraws=True), []
    agrees = layout.answer(word)
    answers = layout.replies
    wanted = f"请选“{answers.agree.word}”或“{answers.disagree.word}”。"
    faults = []
    if agrees is None and word:
        what = f"看不懂“{excerpt(word)}”是认可还是不认可"
        faults.append(EntryFault("answer-unknown", what, wanted, "agrees"))
    elif agrees is None:
        what = "写了说明，没有选认可还是不认可"
        faults.append(EntryFault("no-answer", what, wanted, "agrees", holds=False))
    elif not agrees and not say:
        what = "不认可，没有写说明"
        faults.append(EntryFault("no-reason", what, "请写明原因，并附佐证。", "reply", holds=False))
    return Content(agrees=agrees, say=say, evidence=proof), faults


def written(cells: Sequence[tuple[str, str]], headings: Mapping[str, str]) -> str:
    """Return in brackets what stands in some cells, for a message."""
    texts = "，".join(f"{headings.get(key, key)} {excerpt(text)}" for key, text in cells)
    return f"（填的是：{texts}）" if texts else ""
