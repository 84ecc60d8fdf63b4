"""``batch``: very many submissions scored by the rule into two tables, a few lines of counts."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import Final

from scoring.bulk.bulk_words import BulkWords
from scoring.bulk.piece_work import OutputFormat
from scoring.bulk.run import BatchRun, BatchSettings, score_batch
from scoring.bulk.worker import BulkSettings
from scoring.cli.progress import ProgressBar
from scoring.cli.terminal import echo
from scoring.problem import render_all
from scoring.words import load_vocabulary
from scoring.writers.lists.issue_list_words import ListWords

_BETWEEN: Final = 0.2
"""Seconds between two looks of the progress."""
_SETTLED: Final = 3.0
_MOST_NAMES: Final = 5
_QUIET: Final = frozenset({"hidden", "output-folder", "same-file"})
"""Why something in a folder is passed over, without a word."""


def batch_files(
    paths: Sequence[Path],
    folder: Path,
    set_id: str | None,
    against: str | None,
    sets_folder: Path | None,
    year: int | None,
    workers: int | None,
    scheduler: str | None,
    format_: OutputFormat,
    *,
    findings: bool,
    restart: bool,
) -> int:
    """Score everything under ``paths`` into ``folder``, on a cluster if it has a ``scheduler``.

    ``against`` is the set by which all is scored a second time, to see what it moves.

    Returns the exit status: 0 all records were scored, 1 some were set aside, 2 there were none, or
    nothing could be written.
    """
    words = load_vocabulary(BulkWords)
    bulk = BulkSettings(sets_folder, set_id, year)
    settings = BatchSettings(
        bulk, against, workers, scheduler, restart, format=format_, findings=findings
    )
    try:
        run = score_batch(paths, folder, settings, BatchBar(words))
    except KeyboardInterrupt:
        echo(words.text("stopped"), err=True)
        return 2
    if run.remarks:
        echo(render_all(run.remarks), err=True)
    for line in _summary(run, words, folder):
        echo(line)
    if not run.tally.scored:
        return 2
    return 1 if run.tally.aside else 0


def _summary(run: BatchRun, words: BulkWords, folder: Path) -> Iterator[str]:
    tally = run.tally
    if run.discarded:
        yield words.text("changed", removed=run.discarded)
    if run.resumed:
        yield words.text("resumed", all=run.pieces, done=run.resumed)
    reasons = load_vocabulary(ListWords).why
    skipped_files = sorted(
        (s for s in run.skipped if s.why not in _QUIET), key=lambda s: (s.why, s.name)
    )
    for why, group in groupby(skipped_files, lambda skipped: skipped.why):
        names = [skipped.name for skipped in group]
        shown = "、".join(names[:_MOST_NAMES])
        yield words.text("skipped", count=len(names), why=reasons[why], names=shown)
    if no_form := tally.by("note").get("no-forms"):
        yield words.text("no_form", count=no_form, list=f"{words.files['aside']}.txt")
    if not tally.read:
        yield words.text("nothing")
    yield words.text("counts", read=tally.read, scored=tally.scored, aside=tally.aside)
    if tally.aside:
        yield words.text("why_aside", list=f"{words.files['aside']}.txt")
    if unmatched := tally.counts["unmatched",]:
        yield words.text("unmatched", count=unmatched, list=words.files["submissions"])
    if run.duplicates:
        listed = f"{words.files['duplicates']}.jsonl"
        yield words.text("duplicates", count=run.duplicates, list=listed)
    for name in run.kept:
        yield words.text("kept", name=name)
    yield words.text("where", folder=folder)
    for name in run.written:
        yield f"  {name}"


class BatchBar:
    """Shows on a terminal how many lines are done, and the time that is left."""

    def __init__(self, words: BulkWords) -> None:
        self._words = words
        self._on = ProgressBar.is_shown()
        self._total = self._done = self._before = 0
        self._begun = self._drawn = 0.0

    def begin(self, total: int, done: int) -> None:
        """So many lines lie ahead, of which so many were done by an earlier run."""
        self._total, self._done, self._before = total, done, done
        self._begun = time.monotonic()

    def step(self, count: int) -> None:
        """So many more are done."""
        self._done += count
        now = time.monotonic()
        if not self._on or now - self._drawn < _BETWEEN:
            return
        self._drawn = now
        sys.stderr.write("\r\x1b[K" + self.line(now - self._begun))
        sys.stderr.flush()

    def line(self, seconds: float) -> str:
        """Return what is shown after so many seconds."""
        text = self._words.text
        new = self._done - self._before
        if seconds < _SETTLED or not new:
            return text("progress_first", done=self._done, total=self._total)
        left = (self._total - self._done) * seconds / new
        minutes = round(left / 60)
        if left < 60:
            ahead = text("left_seconds", count=max(round(left / 5) * 5, 5))
        elif minutes < 60:
            ahead = text("left_minutes", count=minutes)
        else:
            ahead = text("left_hours", hours=minutes // 60, minutes=minutes % 60)
        percent = 100 * self._done // max(self._total, 1)
        return text("progress", done=self._done, total=self._total, percent=percent, left=ahead)

    def end(self) -> None:
        """Leave the line empty."""
        if self._on and self._drawn:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()
