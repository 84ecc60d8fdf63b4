"""``check``: what a reviewer will ask about a form, as cards beside its rows and as a list."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator
from typing import Final, Literal

from scoring.page.card_buttons import buttons_of
from scoring.page.context import PageContext
from scoring.page.form_checks import form_checks
from scoring.page.messages.message import Severity
from scoring.page.messages.results import CheckAnswer, CheckAsk, CheckLine
from scoring.page.scored_form import EXECUTION, ScoredForm
from scoring.page.unit_words import UnitWords
from scoring.records.finding import CheckItem, CheckKind, Finding, Stake, Todo
from scoring.records.scorecard import ExecutionResult, RowResult
from scoring.review.checklist import checklist
from scoring.review.vocabulary import Vocabulary
from scoring.words import load_vocabulary
from scoring.work.review import self_check
from scoring.work.standing import standing_of
from scoring.writers.advice_view import AdviceItem, advice_view
from scoring.writers.wording import number, source_text

Group = Literal["edit", "ask", "note", "lack", "targets"]
_GROUPS: Final[dict[CheckKind, Group]] = {
    "blank": "lack", "fault": "edit", "score": "edit", "Q": "ask", "N": "note", "todo": "lack", "open": "ask",
}  # fmt: skip
_CHECKED: Final = "official"
_FIELDS: Final = {
    "funds": "funds", "rate": "funds", "goal": "goal", "project": "project", "total": "claimed_total",
}  # fmt: skip
"""Where on the form a finding stands that is of no row."""


def check(context: PageContext, ask: CheckAsk) -> CheckAnswer:
    """Return the self-check of a submission. Raises :class:`InputError` if it cannot be scored."""
    form = context.scored(ask.submission)
    reviewer = self_check(context.library)
    items = check_lines(form)
    counts = Counter(item.severity for item in items if item.group != "targets")
    state, differing = _state(form)
    words = load_vocabulary(UnitWords)
    states = {
        "empty": reviewer.words.states["blank"],
        "filling": words.filling,
        "edit": reviewer.words.states["fault"],
        "ready": reviewer.words.states["ready"],
    }
    standing_words = states[state]
    if state == "ready" and differing:
        standing_words = reviewer.words.text(
            "state_differing", state=standing_words, count=differing
        )
    is_checked = form.result.scorecard.set.standing == _CHECKED
    return CheckAnswer(
        items=items,
        checks=tuple(form_checks(form, words, reviewer.words)),
        counts=dict(counts),
        standing=state,
        standing_words=standing_words,
        differing=differing,
        note="" if is_checked else words.patterns["unchecked"],
    )


def check_lines(form: ScoredForm) -> tuple[CheckLine, ...]:
    """Return the items of a form's self-check, each once."""
    return tuple(_Lines(form, self_check(form.library).words).all())


def _state(form: ScoredForm) -> tuple[Literal["empty", "filling", "edit", "ready"], int]:
    """Return the state of a form, and how many of its scores differ from the rule's.

    A form of which only blanks are left is being filled in.
    """
    result, review = form.result, form.review
    found = standing_of(result, review)
    kinds = {item.kind for item in checklist(review, result)}
    if form.typed.faults or "fault" in kinds or found.state == "fault":
        return "edit", found.differing
    if found.state == "blank":
        scored = result.scorecard.scored
        rows = [row for row in result.rows if row.points or not scored]
        has_actual = any(row.actual.strip() for row in rows)
        return ("filling" if has_actual else "empty"), found.differing
    return "ready", found.differing


class _Lines:
    """Makes the lines of one form."""

    def __init__(self, form: ScoredForm, words: Vocabulary) -> None:
        self.form, self.words = form, words
        self.labels = form.library.labels
        self.page = load_vocabulary(UnitWords)
        card = form.result.scorecard
        self.rows: dict[str, RowResult | ExecutionResult] = {row.id: row for row in card.rows}
        self.texts = {missing.field for missing in card.requirements if missing.of == "texts"}

    def all(self) -> Iterator[CheckLine]:
        """Yield what is wrong as it was typed, the list in the order of the form, what is missing, targets."""
        form = self.form
        yield from self._typed()
        view = advice_view(form.result, form.review, self.words, self.labels)
        shown = next((section.items for section in view.sections if section.key == "list"), ())
        for item, advice in zip(checklist(form.review, form.result), shown, strict=True):
            is_typed = self._path(item.where) in form.faulty and item.fault is not None
            if item.kind != "todo" and not (is_typed and item.kind == "blank"):
                yield self._item(item, advice)
        yield from (self._todo(todo) for todo in form.review.todo)
        targets = next((section.items for section in view.sections if section.key == "targets"), ())
        for finding, advice in zip(form.review.targets, targets, strict=True):
            yield self._finding(finding, advice, "targets", "note")

    def _typed(self) -> Iterator[CheckLine]:
        for fault in self.form.typed.faults:
            row, field = self.form.row_of(fault.at), fault.at.rpartition("/")[2]
            result = next((r for r in self.rows.values() if row and self._path(r.id) == row), None)
            yield CheckLine(
                at=row or fault.at,
                place="", name=self._name(result, ""), severity="edit", code="typed",
                saw=_digest(fault.text), title=self.page.words["typed"], short=fault.say, text=fault.say,
                ask="", advice="", settle="", field=field, group="edit",
            )  # fmt: skip

    def _item(self, item: CheckItem, advice: AdviceItem) -> CheckLine:
        group = _GROUPS[item.kind]
        severity: Severity = "note" if group == "targets" else group
        if item.finding is not None:
            return self._finding(item.finding, advice, group, severity, item)
        row = self.rows.get(item.where)
        kind = item.kind if item.fault is None else item.fault.kind
        field = "claimed" if kind == "blank" else "points" if kind == "no_points" else ""
        return CheckLine(
            at=self._path(item.where), place=advice.place, name=self._name(row, advice.name),
            severity=severity, code=str(kind), saw=self._saw(item.where, advice.text),
            title=advice.title, short=advice.title, text=advice.text, ask="", advice="",
            settle=item.open_row.settle if item.open_row is not None else "", field=field,
            stake="" if item.open_row is None else self._stake(Stake(item.open_row.low, item.open_row.high)),
            reason=_reason(row), group=group,
            replies=buttons_of(self.form, self._path(item.where), row, field, item.kind, self.page),
        )  # fmt: skip

    def _finding(
        self, finding: Finding, advice: AdviceItem, group: Group, severity: Severity,
        item: CheckItem | None = None,
    ) -> CheckLine:  # fmt: skip
        row = self.rows.get(finding.where)
        if row is None and finding.of == "execution":
            row = self.form.result.execution
        at = self._path(row.id) if row is not None else self._block(finding)
        kind: CheckKind = "N" if item is None else item.kind
        return CheckLine(
            at=at, place=advice.place, name=self._name(row, advice.name), severity=severity,
            code=finding.code, saw=self._saw("" if row is None else row.id, finding.text),
            title=finding.title, short=self._short(finding, row, kind), text=advice.text,
            ask=finding.ask, advice=finding.advice, settle=finding.settle, field=finding.field,
            stake="" if finding.stake is None else self._stake(finding.stake),
            reason=_reason(row),
            sources=tuple(source_text(source, self.labels) for source in finding.sources),
            replies=() if group == "targets" else buttons_of(
                self.form, at, row, finding.field, kind, self.page
            ),
            group=group,
        )  # fmt: skip

    def _todo(self, todo: Todo) -> CheckLine:
        row = self.rows.get(todo.where or todo.name)
        field = self.words.fields.get(todo.field, todo.field)
        at = self._path(row.id) if row is not None else f"texts/{todo.field}"
        return CheckLine(
            at=at, place="" if todo.place == todo.where else todo.place,
            name=self._name(row, todo.name), severity="lack", code=f"lack.{todo.field}",
            saw=self._saw(todo.where, todo.text), title=self.page.text("short_lack", fields=field),
            short=self.page.text("short_lack", fields=field), text=todo.text, ask="", advice="",
            settle="", field=todo.field, reason=_reason(row), group="lack",
            replies=buttons_of(self.form, at, row, todo.field, "todo", self.page),
        )  # fmt: skip

    # parts

    def _path(self, where: str) -> str:
        """Return the path of a row by its id; of a text its own; else empty."""
        if where in self.form.paths:
            return self.form.paths[where]
        return f"texts/{where}" if where and where in self.texts else ""

    def _block(self, finding: Finding) -> str:
        if finding.of in ("funds", "source", "execution"):
            return EXECUTION if self.form.result.execution is not None else "funds"
        field = finding.field
        return _FIELDS.get(field, "") if finding.of == "form" else ""

    def _name(self, row: RowResult | ExecutionResult | None, otherwise: str) -> str:
        """Return a row's name behind that of its level: 时效 · 白皮书编制完成时间."""
        if isinstance(row, RowResult) and row.name:
            level = row.level2 or row.level1
            return self.page.text("place", level=level, name=row.name) if level else row.name
        return row.name if row is not None else otherwise

    def _short(
        self, finding: Finding, row: RowResult | ExecutionResult | None, kind: CheckKind
    ) -> str:
        if (
            kind == "score"
            and row is not None
            and row.score is not None
            and row.claimed is not None
        ):
            return self.page.text(
                "short_differs", claimed=number(row.claimed), score=number(row.score),
                difference=number(abs(row.claimed - row.score)),
            )  # fmt: skip
        return finding.title

    def _stake(self, stake: Stake) -> str:
        low, high = number(stake.low), number(stake.high)
        if low == high:
            return self.page.text("stake", points=high)
        return self.page.text("stake_band", low=low, high=high)

    def _saw(self, row: str, text: str) -> str:
        """Return the digest of a row as it was looked at; of the form as a whole, of what was found."""
        return self.form.saw.get(row) or _digest(text)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _reason(row: RowResult | ExecutionResult | None) -> str:
    if isinstance(row, RowResult):
        return row.reason
    return "" if row is None or row.funds is None else row.funds.reason
