"""How far a run is, on the terminal: a line on the error stream that is drawn over and over."""

from __future__ import annotations

import sys
import time
from typing import Final

from scoring.batch.batch_words import BatchWords
from scoring.text import cut_to_width, printable

_BETWEEN: Final = 0.1
"""Seconds between two looks of the progress."""


class ProgressBar:
    """Shows on a terminal how far the work is: count, rate, the file at hand."""

    def __init__(self, words: BatchWords) -> None:
        self.words = words
        self.on = self.is_shown()
        self.phase = ""
        self.total = self.done = 0
        self.begun = self.drawn = 0.0

    @staticmethod
    def is_shown() -> bool:
        """Tell whether anybody can see it."""
        return sys.stderr.isatty()

    def begin(self, total: int, phase: str = "read") -> None:
        """So many files or forms lie ahead."""
        self.total, self.done = total, 0
        self.phase = self.words.phases[phase]
        self.begun, self.drawn = time.monotonic(), 0.0

    def step(self, name: str) -> None:
        """This one is worked on now."""
        self.done += 1
        now = time.monotonic()
        if not self.on or now - self.drawn < _BETWEEN:
            return
        self.drawn = now
        rate = (self.done - 1) / max(now - self.begun, 0.001)
        line = self.words.text(
            "progress" if self.done > 1 else "progress_first",
            phase=self.phase, done=self.done, total=self.total, rate=f"{rate:.1f}", name=name,
        )  # fmt: skip
        sys.stderr.write("\r\x1b[K" + _fitting(printable(line)))
        sys.stderr.flush()

    def end(self) -> None:
        """Leave the line empty; more steps may follow."""
        if self.on and self.drawn:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()
            self.drawn = 0.0


def _fitting(line: str) -> str:
    """Cut a line to the width of the terminal: a longer one would break and stay."""
    import shutil  # noqa: PLC0415 - only on a terminal

    most = shutil.get_terminal_size().columns - 1
    return cut_to_width(line, most)
