"""The review on a desk: files taken in, the queue, a project in three tracks, decisions, signatures.

A form is named by ``form``: the id of its project in the ledger, with ``#2`` and so on behind it for
further copies in the batch. It stays the same when the review file is opened again. Scores of the
three tracks are kept apart: ``claimed`` 自评, ``rule`` with ``low`` and ``high`` 规则, ``review`` 复核.
A decision that was not signed yet is *pending*: it lies in the page's document, is passed with every
question whose answer it changes, and reaches the ledger by ``review.sign`` or ``review.save``.

Operations: ``review.words`` · ``review.add``, ``review.drop``, ``review.choose``, ``review.open`` →
ReviewAddAnswer · ``review.unknown`` → UnknownAnswer · ``review.list`` · ``review.source`` ·
``review.tracks`` · ``review.try`` · ``review.sign``, ``review.withdraw``, ``review.arbitrate``,
``review.answer``, ``review.act`` → ReviewSignAnswer · ``review.batch`` · ``review.sheets``,
``review.export`` → ReviewFilesAnswer · ``review.save`` · ``review.reset``.
"""

from __future__ import annotations

from typing import Literal

from scoring.page.messages.message import PageBody

Choice = Literal["claim", "rule", "other"]
"""``1`` 认可申报, ``2`` 按规则 (of ◆ 按参考分), ``3`` 另定."""
DecisionState = Literal["open", "decided", "objected", "none"]
"""待认定, 已认定, 单位有异议, 不用认定."""
Act = Literal["ruling", "withdrawal", "arbitration"]
"""认定 (更正 where the same person decided the row before), 撤回, 裁定."""


class WordsAsk(PageBody):
    """Nothing is asked."""


class StepWords(PageBody):
    """A step of the review; ``number`` counts the four that are shown as 初评 1/4, 0 of others."""

    key: str
    name: str
    number: int
    by: Literal["evaluator", "unit", ""]


class ActionWords(PageBody):
    """A 办理: what can be done with a whole project; ``reason`` where it needs a 事由."""

    key: str
    word: str
    reason: bool


class GroundWords(PageBody):
    """One 认定理由, what it means, and which choices it fits.

    The digits 1–9 choose among those that fit the choice, in the order of the list.
    """

    name: str
    meaning: str
    fits: tuple[Choice, ...]
    minutes: bool
    """Whether the 纪要编号 of a meeting is named with it."""


class KeyedWord(PageBody):
    """A key and the word for it."""

    key: str
    word: str


class StakeBand(PageBody):
    """A band of 涉及分: ``least`` < or ≤ stake; the page sorts by ``FindingLine.stake_band``."""

    key: str
    word: str


class ReviewWords(PageBody):
    """Every word of the review that the page prints and does not have of its own."""

    steps: tuple[StepWords, ...]
    held: str
    """待裁定."""
    actions: tuple[ActionWords, ...]
    grounds: tuple[GroundWords, ...]
    ground_join: str
    minutes: str
    """纪要编号."""
    withdraw: str
    kinds: tuple[KeyedWord, ...]
    """By severity: 与规则不一致, 待说明, 提示; ``targets`` 目标编制建议."""
    states: tuple[KeyedWord, ...]
    """By DecisionState."""
    stakes: tuple[StakeBand, ...]
    facets: tuple[KeyedWord, ...]
    """种类 状态 涉及分 问题 规则 实施单位 归位过, in their order, by key: kind state stake title set unit
    restored."""
    choices: tuple[KeyedWord, ...]
    """By Choice; ``reference`` is 按参考分, what 按规则 is called where the rule leaves room."""
    columns: tuple[KeyedWord, ...]
    """Headings of the sheet's cells, for messages: verified_target, verified, score, ground, note."""
    entry_kinds: tuple[KeyedWord, ...]
    """What entries of the ledger are called: 认定, 更正, 撤回 …"""
    answers: tuple[KeyedWord, ...]
    """认可, 不认可."""
