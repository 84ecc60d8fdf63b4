"""The list behind a run over several files: which forms can be handed in, and which not yet."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import field
from typing import Final, Literal

from scoring.problem import InputError
from scoring.records.finding import Standing
from scoring.review.vocabulary import Vocabulary
from scoring.text import on_one_line, printable
from scoring.value_class import dataclass

_State = Literal["unread", "blank", "fault", "ready"]
_ORDER: Final[tuple[_State, ...]] = ("unread", "blank", "fault", "ready")
_MOST: Final = 500
"""So many forms are listed, those that want something before those that are ready."""


@dataclass(slots=True)
class ClosingList:
    """Collects how each form stands; prints them, what is to be done first."""

    words: Vocabulary
    _lines: list[tuple[_State, int, str, str]] = field(default_factory=list)

    def add(self, file: str, title: str, standing: Standing) -> None:
        """Note how a form stands; ``title`` is empty of a secret one."""
        self._lines.append((standing.state, standing.differing, file, title))

    def add_unusable(self, file: str, error: InputError) -> None:
        """Note a file that could not be used; one in which only something is not filled in is blank."""
        is_blank = all(problem.code == "missing" for problem in error.problems)
        self._lines.append(("blank" if is_blank else "unread", 0, file, ""))

    @property
    def is_empty(self) -> bool:
        """Whether no form and no unusable file was noted."""
        return not self._lines

    def lines(self) -> Iterator[str]:
        """Yield the list, its head first."""
        counts = Counter(state for state, *_ in self._lines)
        parts = [
            self.words.text("states_part", state=self.words.states[state], count=counts[state])
            for state in reversed(_ORDER)
            if counts[state]
        ]
        yield self.words.text("states_head", count=len(self._lines), parts="，".join(parts))
        for state, differing, file, title in sorted(self._lines, key=_by_state)[:_MOST]:
            shown = self.words.states[state]
            if state == "ready" and differing:
                shown = self.words.text("state_differing", state=shown, count=differing)
            about = self.words.text("state_title", title=on_one_line(title)) if title else ""
            yield printable(self.words.text("state_line", state=shown, file=file, title=about))
        left = len(self._lines) - _MOST
        if left > 0:
            yield self.words.text("states_more", count=left)


def _by_state(line: tuple[_State, int, str, str]) -> int:
    return _ORDER.index(line[0])
