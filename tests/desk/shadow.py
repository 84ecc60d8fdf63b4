"""What persons meant, kept by hand beside the program: a simple model of a review.

It follows what was done one act after another, as a clerk with a notebook would, and knows nothing
of entries that replace each other, of editions or of sets. Every act has a day of its own, and the
later day of a person counts.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Word:
    """What one person last said of one row in one step: a ruling, or an answer of the unit."""

    id: str
    person: str
    stage: int
    row: str
    says: str
    saw: str
    seen: frozenset[str] = frozenset()
    """Ids of the rulings that the sheet showed."""
    resolves: frozenset[str] = frozenset()
    takes_back: frozenset[str] = frozenset()
    """Of a withdrawal, ids of what it takes back."""


def by_person() -> dict[tuple[str, int, str], Word]:
    return {}


@dataclass
class Shadow:
    """The clerk's notebook."""

    saws: dict[str, str]
    stage: int = 1
    step: str = "initial"
    path: list[str] = field(default_factory=lambda: ["initial"])
    rulings: dict[tuple[str, int, str], Word] = field(default_factory=by_person)
    answers: dict[tuple[str, int, str], Word] = field(default_factory=by_person)
    late: list[Word] = field(default_factory=list)
    """Said after the review was closed."""
    waiting: list[Word] = field(default_factory=list)
    """Answers that came when the unit's step was over."""
    signed: dict[int, set[str]] = field(default_factory=lambda: defaultdict(set))
    asked: dict[int, set[str]] = field(default_factory=dict)
    """By step the rows that the unit signed to have been asked about."""
    unsettled: dict[str, int] = field(default_factory=dict)
    """Ids of refused entries and emptied cells that are still open, with their step."""
    assigned: frozenset[str] = frozenset()
    frozen: dict[str, frozenset[str]] | None = None
    """Once closed: by row the ids that stood then."""
    handed_in: int = 1
    sent_back: dict[int, int] = field(default_factory=dict)
    """By step the versions that were known to the one who sent the form back."""
    covered: dict[tuple[str, int], str] = field(default_factory=dict)
    """By row and step in which it was signed, its data then."""
    overdue: dict[int, set[str]] = field(default_factory=dict)
    """By step that was called overdue, the entries that were known then."""
    """Steps of the unit that an evaluator ended."""

    # What stands

    def _standing(
        self, words: dict[tuple[str, int, str], Word], row: str, upto: int | None
    ) -> list[Word]:
        """Return what was said last of a row; of an earlier step, as far as it was said by then."""
        of_row = [
            word for word in words.values()
            if word.row == row and (upto is None or word.stage <= upto)
        ]  # fmt: skip
        top = max((word.stage for word in of_row), default=0)
        return [word for word in of_row if word.stage == top]

    def standing(self, row: str, upto: int | None = None) -> list[Word]:
        """Return the rulings of the last step, on the data of now, that none resolves."""
        words = [w for w in self._standing(self.rulings, row, upto) if w.saw == self.saws[row]]
        resolved = {one for word in words for one in word.resolves}
        return [word for word in words if word.id not in resolved]

    def in_force(self, row: str, upto: int | None = None) -> list[Word]:
        words = self.standing(row, upto)
        return words if len({word.says for word in words}) == 1 else []

    def conflict(self, row: str, upto: int | None = None) -> list[Word]:
        words = self.standing(row, upto)
        return words if len({word.says for word in words}) > 1 else []

    @property
    def has_conflict(self) -> bool:
        return any(self.conflict(row) for row in self.saws)

    def is_agreed(self, row: str, upto: int | None = None) -> bool:
        words = self._standing(self.answers, row, upto)
        ids = {word.id for word in self.in_force(row, upto)}
        return bool(words) and not self.conflict(row, upto) and all(
            word.says == "认可" and word.saw == self.saws[row]
            and (bool(word.seen & ids) if ids else not word.seen)
            for word in words
        )  # fmt: skip

    @property
    def objects(self) -> bool:
        return any(
            word.says == "不认可"
            for row in self.saws for word in self._standing(self.answers, row, self.stage)
        )  # fmt: skip

    @property
    def is_clean(self) -> bool:
        return not self.has_conflict and self.stage not in self.unsettled.values()

    @property
    def is_held(self) -> bool:
        """Tell whether the step cannot end: persons who differ in a later one do not hold it."""
        return self.stage in self.unsettled.values() or any(
            self.conflict(row, self.stage) and self.conflict(row) for row in self.saws
        )

    # What is done

    def say(self, word: Word) -> None:
        """Note a ruling or an answer."""
        if self.frozen is not None:
            self.late.append(word)
        elif word.takes_back:
            self.take_back(word.takes_back)
        elif word.says in {"认可", "不认可"}:
            self.answers[word.row, word.stage, word.person] = word
        else:
            self.rulings[word.row, word.stage, word.person] = word

    def take_back(self, ids: Collection[str]) -> None:
        for words in (self.rulings, self.answers):
            for key in [key for key, word in words.items() if word.id in ids]:
                del words[key]

    def go_on(self) -> None:
        """Leave the step that is open, if it is over; several steps, if they are.

        A step in which something came up again is open again until the next one was signed.
        """
        signed = {at for at, names in self.signed.items() if names}
        acts = signed | set(self.asked) | set(self.overdue) | set(self.sent_back)
        for stage in sorted(self.unsettled.values()):
            is_open_again = 0 < stage < self.stage and max(acts, default=0) <= stage
            if is_open_again and "closed" not in self.path[stage - 1 :]:
                self.stage, self.step = stage, self.path[stage - 1]
        # What the unit said and what the data are leads where it leads now, until a person signed
        # upon it: data that are again what they were when all was agreed ask for no review.
        while (
            self.frozen is None and max(acts, default=0) < self.stage > 1
            and self.path[self.stage - 2] in {"feedback", "to_close"}
        ):  # fmt: skip
            self.stage -= 1
            self.step = self.path[self.stage - 1]
        while (to := self._next()) is not None:
            self.enter(to)

    def enter(self, step: str) -> None:
        self.path[self.stage :] = [step]
        self.step, self.stage = step, self.stage + 1

    def cover(self, row: str, stage: int, saw: str) -> None:
        """Note that a row was signed on its data."""
        if self.frozen is None:
            self.covered[row, stage] = saw

    def _has_changed(self) -> bool:
        """Tell whether a row has other data than when it was signed last, up to the step."""
        last = {
            row: saw for (row, stage), saw in sorted(self.covered.items()) if stage <= self.stage
        }
        return any(saw != self.saws[row] for row, saw in last.items())

    def _next(self) -> str | None:
        if self.frozen is not None:
            return None
        if self.step == "awaiting_hand_in":
            return "initial" if self.handed_in > self.sent_back[self.stage - 1] else None
        if self.is_held:
            return None
        if self.stage in self.sent_back:
            return "awaiting_hand_in"
        if self.stage in self.overdue:
            self._let_wait(self.overdue[self.stage])
            return "to_close"
        if self.step == "to_close":
            return "review" if self._has_changed() or self.objects else None
        signed = self.signed[self.stage]
        if self.step in {"initial", "review"} and signed and self.assigned <= signed:
            return "feedback" if self.step == "initial" else "final"
        if self.step == "feedback" and self.stage in self.asked:
            # What the unit said of what it saw: what was decided since leads nowhere back, as of a
            # review that only waits for its last signature the unit is asked no more.
            left = any(
                not self.is_agreed(row, self.stage)
                for row in self.asked[self.stage] & set(self.saws)
            )
            return "review" if left or self.objects else "to_close"
        return None

    def _let_wait(self, known: set[str]) -> None:
        """Let answers wait that came while the step was called overdue and could not end yet."""
        for key, word in list(self.answers.items()):
            if word.stage == self.stage and word.id not in known:
                self.waiting.append(self.answers.pop(key))

    def close(self) -> None:
        self.frozen = {row: frozenset(w.id for w in self.in_force(row)) for row in self.saws}
        self.enter("closed")

    def reopen(self, known: set[str]) -> None:
        self.frozen = None
        self.enter("review")
        late, self.late = self.late, []
        for word in late:
            if word.id in known:
                self.say(word)
            else:
                self.late.append(word)
