"""A submission scored, its self-check, and why a row has its score."""

from __future__ import annotations

from typing import Any, Literal

from scoring.page.messages.message import PageBody, Severity


class ScoreAsk(PageBody):
    """A submission as it stands on the page; numbers may still be any text."""

    submission: dict[str, Any]


class TypedFault(PageBody):
    """A cell whose text cannot be what the field holds (a number, a date); it counts as not given."""

    at: str
    text: str
    say: str


class RowScore(PageBody):
    """A row, the execution rate or a computed leaf, scored; all three numbers are kept apart."""

    at: str
    """Path of the row, ``execution``, or ``leaf/<id>``."""
    id: str
    points: str
    claimed: str | None
    """自评 as typed."""
    own: str | None
    """What the form prints as 自评: the claim, or the rule's score where the unit left it blank and the
    rule leaves no question; None where it stays blank."""
    own_status: str
    """``claimed``, ``self_assessed``, ``by_rule``, ``blank``."""
    rule: str | None
    low: str
    high: str
    status: str
    severity: Severity
    """Before the self-check: good, none, or what the score alone shows."""
    word: str
    """相符, 在范围内, 不适用, 看不懂 …"""
    line: str
    """One line: how the row was read (读作 ≥78家 → 69家)."""
    reading: str
    """Live reading for the edit line: 读作 69家；按规则 26.54."""
    candidates: tuple[str, ...] = ()
    """Texts that the actual or target may have meant, where it cannot be read."""
    value: str = ""
    """The computed value or the rate, as the form prints it."""


class LevelScore(PageBody):
    """A level with what its rows come to, 自评 and by rule."""

    path: tuple[str, ...]
    points: str
    own: str | None
    rule: str | None


class TrackScore(PageBody):
    """Total and grade of a track."""

    total: str | None
    grade: str
    low: str
    high: str


class ScoreAnswer(PageBody):
    """A submission scored, for margin and meter."""

    set: str
    set_called: str
    set_standing: str
    set_changed: bool = False
    """The submission was begun with another version of the set."""
    rows: tuple[RowScore, ...]
    levels: tuple[LevelScore, ...]
    own: TrackScore
    own_faults: tuple[str, ...] = ()
    """Why there is no own total yet, in words, each once."""
    rule: TrackScore
    budget: str | None = None
    """全年预算数 of the whole project in 元, and 全年执行数; None where the form does not say it."""
    executed: str | None = None
    grades_possible: tuple[str, ...]
    above_total: str | None
    """By how much the own total is above what is possible; ``"0"`` where it is not."""
    points: str
    row_points: str
    points_say: str = ""
    """Why the points are wrong, in a few words for the cell 总分; empty where they are right."""
    typed: tuple[TypedFault, ...] = ()
    unmatched: tuple[str, ...] = ()


class CheckAsk(PageBody):
    """A submission whose self-check is wanted."""

    submission: dict[str, Any]


class CardButton(PageBody):
    """A button of a card: what it does and what stands on it."""

    kind: Literal["take_rule", "adjust", "keep", "reason", "evidence", "survey", "explain", "fill"]
    text: str
    value: str = ""
    """What is put into the field, where that is known."""
    field: str = ""
    """Path of the field that it is about."""


class CheckLine(PageBody):
    """One item of the self-check, about one place of the form."""

    at: str
    """Path of the row or field; empty for the form as a whole."""
    place: str
    name: str
    severity: Severity
    code: str
    saw: str
    """Digest of the row as it was found; what was kept of it comes back when that changes."""
    title: str
    short: str
    """Title shortened for the margin."""
    text: str
    ask: str
    advice: str
    settle: str
    field: str
    stake: str = ""
    """涉及分 in words: 3.46, 0–5."""
    reason: str = ""
    """The reason that the unit has already written."""
    sources: tuple[str, ...] = ()
    replies: tuple[CardButton, ...] = ()
    group: Literal["edit", "ask", "note", "lack", "targets"]


class FormCheck(PageBody):
    """One line of 填表检查: points, sums, blanks, funds."""

    severity: Severity
    text: str


class CheckAnswer(PageBody):
    """The self-check of a form, each item once, in the order of the form."""

    items: tuple[CheckLine, ...]
    checks: tuple[FormCheck, ...]
    counts: dict[Severity, int]
    standing: Literal["empty", "filling", "edit", "ready"]
    """未填, 填写中, 待改, 可交."""
    standing_words: str
    differing: int
    """Rows whose own score differs from the rule's and was kept."""
    note: str = ""
    """Standing of the rules in words (按未核对原文的规则), empty where they were checked."""


class ExplainAsk(PageBody):
    """A row of a submission whose score is to be explained."""

    submission: dict[str, Any]
    at: str


class ReadAs(PageBody):
    """How one value was read: its label, the text, what it means, notes in words."""

    label: str
    text: str
    meaning: str
    notes: tuple[str, ...] = ()


class CaseInWords(PageBody):
    """One case of the rule in words; ``hit`` is the one that applied."""

    text: str
    note: str = ""
    hit: bool = False


class RowSource(PageBody):
    """What a rule rests on."""

    text: str
    standing: str


class ExplainAnswer(PageBody):
    """Why a row has its score, in five steps."""

    at: str
    path: tuple[str, ...]
    name: str
    points: str
    claimed: str | None
    rule: str | None
    low: str
    high: str
    band_say: str
    """办法没写死 …; empty where there is no room."""
    severity: Severity
    word: str
    read_as: tuple[ReadAs, ...]
    hint: str
    """How to write it clearer; empty where nothing is to be said."""
    rule_name: str
    cases: tuple[CaseInWords, ...]
    formula: str
    formula_notes: tuple[str, ...] = ()
    sources: tuple[RowSource, ...]
    asks: tuple[CheckLine, ...] = ()
    text: str
    """The whole explanation as plain text, to be copied."""
