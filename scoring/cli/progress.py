"""How far a run is, on the terminal: a line on the error stream that is drawn over and over."""

from __future__ import annotations

import sys
import time
from typing import Final

from scoring.batch.batch_words import BatchWords
from scoring.text import cut_to_width, printable

_BETWEEN: Final = 0.1
"""Seconds between two looks of the progress."""
_SETTLED: Final = 2.0
"""Seconds after which the rate tells something of the time that is left."""


class ProgressBar:
    """Shows on a terminal how far the work is: count, rate, the time left, what was done last."""

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
        """This one is done."""
        self.done += 1
        now = time.monotonic()
        if not self.on or now - self.drawn < _BETWEEN:
            return
        self.drawn = now
        line = self.line(name, now - self.begun)
        sys.stderr.write("\r\x1b[K" + _fitting(printable(line)))
        sys.stderr.flush()

    def line(self, name: str, seconds: float) -> str:
        """Return what is shown after so many seconds; ``name`` is what was done last."""
        text = self.words.text
        rate = self.done / max(seconds, 0.001)
        known = {"phase": self.phase, "done": self.done, "total": self.total, "name": name}
        if seconds < _SETTLED:
            return text("progress_first", **known)
        seconds = (self.total - self.done) / rate
        minutes = round(seconds / 60)
        if seconds < 60:
            left = text("left_seconds", count=max(round(seconds / 5) * 5, 5))
        elif minutes < 60:
            left = text("left_minutes", count=minutes)
        else:
            left = text("left_hours", hours=minutes // 60, minutes=minutes % 60)
        return text("progress", **known, rate=f"{rate:.1f}", left=left)

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
