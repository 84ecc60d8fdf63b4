"""``review``: folders of submissions in, every discrepancy listed, a few lines told."""

from __future__ import annotations

import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

import click

from scoring.batch.batch_words import BatchWords
from scoring.batch.outcome import Batch, Options
from scoring.batch.reading import Phase
from scoring.batch.run import review_paths
from scoring.batch.store import holds_any
from scoring.files.text_file import read_text
from scoring.problem import Problem, render_all
from scoring.records.result import FormState
from scoring.text import cut_to_width, printable
from scoring.words import load_vocabulary

_MOST_TOLD: Final = 20
"""So many of a kind are told on the terminal; the lists hold all."""
_MOST_CLUES: Final = 5
_BETWEEN: Final = 0.1
"""Seconds between two looks of the progress."""


def review_files(
    paths: Sequence[Path],
    set_id: str | None,
    recognises: bool,
    sets_folder: Path | None,
    rules: Path | None,
    decisions: Sequence[Path],
    folder: Path,
    formats: tuple[str, ...],
) -> int:
    """Review everything under ``paths`` into ``folder``.

    Returns the exit status: 0 nothing to be looked at, 1 a person is needed (findings, rows that
    are open, forms or files that could not be read), 2 nothing could be read or written.
    """
    words = load_vocabulary(BatchWords)
    own = None if rules is None else read_text(rules)
    name = "" if rules is None else str(rules)
    options = Options(folder, set_id, recognises, sets_folder, own, name, tuple(decisions), formats)
    bar = Bar(words)
    try:
        batch = review_paths(paths, options, bar)
    except KeyboardInterrupt:
        kept = holds_any(folder)
        click.echo(words.text("stopped" if kept else "stopped_early"), err=True)
        return 2
    _tell_problems(batch)
    click.echo("\n".join(printable(line) for line in _summary(batch, options, words)))
    if batch.problems:
        click.echo(render_all(batch.problems), err=True)
        return 2
    if not any(not file.is_unread for file in batch.state.files):
        return 2
    return 1 if batch.needs_person else 0


class Bar:
    """Shows on a terminal how far the work is: count, rate, the file at hand."""

    def __init__(self, words: BatchWords) -> None:
        self.words = words
        self.on = self.is_shown()
        self.phase = ""
        self.total = self.done = 0
        self.begun = self.told = 0.0

    @staticmethod
    def is_shown() -> bool:
        """Tell whether anybody can see it."""
        return sys.stderr.isatty()

    def begin(self, total: int, phase: Phase = "read") -> None:
        """So many files or forms lie ahead."""
        self.total, self.done = total, 0
        self.phase = self.words.phases[phase]
        self.begun, self.told = time.monotonic(), 0.0

    def step(self, name: str) -> None:
        """This one is worked on now."""
        self.done += 1
        now = time.monotonic()
        if not self.on or now - self.told < _BETWEEN:
            return
        self.told = now
        rate = (self.done - 1) / max(now - self.begun, 0.001)
        line = self.words.text(
            "progress" if self.done > 1 else "progress_first",
            phase=self.phase, done=self.done, total=self.total, rate=f"{rate:.1f}", name=name,
        )  # fmt: skip
        sys.stderr.write("\r\x1b[K" + _fitting(printable(line)))
        sys.stderr.flush()

    def end(self) -> None:
        """Leave the line empty."""
        if self.on and self.told:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()


def _fitting(line: str) -> str:
    """Cut a line to the width of the terminal: a longer one would break and stay."""
    import shutil  # noqa: PLC0415 - only on a terminal

    most = shutil.get_terminal_size().columns - 1
    return cut_to_width(line, most)


def _tell_problems(batch: Batch) -> None:
    """Tell of every file that could not be used, and why; capped, for the list holds all."""
    told: list[Problem] = []
    for file in batch.state.files:
        if file.is_unread:
            told += file.problems[:1]
    if told:
        click.echo(render_all(told[:_MOST_TOLD]), err=True)


def _summary(batch: Batch, options: Options, words: BatchWords) -> Iterator[str]:
    files = batch.state.files
    forms = [form for file in files for form in file.forms]
    unread = sum(file.is_unread for file in files)
    passed = sum(p.count for p in batch.state.passed_over)
    if not files:
        yield words.text("nothing_found")
    yield words.text(
        "files", read=len(files) - unread, unread=unread, passed=passed, forms=len(forms),
        reviewed=batch.reviewed,
    )  # fmt: skip
    if batch.secret:
        yield words.text("secret", count=batch.secret)
    if batch.repeats:
        yield words.text("repeats", count=batch.repeats)
    yield from _sets(forms, options, words, batch.words.files["reading"])
    counts = batch.counts
    listed = [
        words.text("kinds", kind=batch.kinds.get(key, batch.words.lists.get(key, key)), count=n)
        for key in ("E", "Q", "N", "targets", "matches")
        if (n := counts[key])
    ]
    if listed or batch.reviewed:
        yield words.text("findings", all=",".join(listed) or words.text("nothing"))
    for key in batch.lost_decisions[:_MOST_TOLD]:
        yield words.text("lost_decision", key=key)
    for called, count in list(batch.not_used.items())[:_MOST_TOLD]:
        yield words.text("not_used", called=called, count=count)
    yield from _refused(batch, words)
    yield from _not_scored(batch, words)
    rest, repairs = _left(batch)
    name = batch.words.files["reading"]
    if rest:
        yield words.text("rest", rest=rest, list=name)
    if repairs:
        yield words.text("repairs", repairs=repairs, list=name)
    yield words.text("where", folder=options.folder)
    pages = batch.words.files["overview"]
    for name in _told_of(batch.written, pages):
        yield f"  {name}"
    for name in batch.aside:
        yield words.text("kept", name=name)
    if batch.removed:
        yield words.text("stale", count=len(batch.removed))


def _refused(batch: Batch, words: BatchWords) -> Iterator[str]:
    """Tell of every entry of a 复核表 that was not used: where, why, what to do."""
    if not batch.refused:
        return
    secret = {f.name for f in batch.state.files if f.read is not None and f.read.is_secret}
    yield words.text("refused", count=len(batch.refused))
    for one in batch.refused[:_MOST_TOLD]:
        at = " ".join(part for part in (one.file, one.at) if part)
        name = "refused_secret" if one.file in secret else "refused_one"
        yield words.text(name, at=at, why=one.why, todo=one.todo)
    if len(batch.refused) > _MOST_TOLD:
        left, name = len(batch.refused) - _MOST_TOLD, batch.words.files["reading"]
        yield words.text("more", count=left, list=name)


def _sets(
    forms: Sequence[FormState], options: Options, words: BatchWords, reading: str
) -> Iterator[str]:
    """Tell by which sets the forms were scored, and who named these."""
    reviewed = [form for form in forms if form.fate == "reviewed"]
    by = Counter(form.set_by for form in reviewed)
    option = "by_option" if options.recognises else "by_option_all"
    for set_id in sorted({form.set for form in reviewed}):
        own = [form for form in reviewed if form.set == set_id]
        how = [
            words.text(name, count=len(these), clues=_clues(these, words, reading))
            for key, name in (("form", "by_form"), ("option", option), ("clues", "by_clues"))
            if (these := [form for form in own if form.set_by == key])
        ]  # fmt: skip
        yield words.text("set", set=set_id, count=len(own), how=";".join(how))
    if options.set_id and by["clues"]:
        yield words.text("kept_sets", set=options.set_id, count=by["option"], others=by["clues"])


def _clues(forms: Sequence[FormState], words: BatchWords, reading: str) -> str:
    """Tell what speaks for the set: only what every one of the forms shows."""
    shown = [form for form in forms if not form.secret]
    if not shown:
        return ""
    common = [clue for clue in shown[0].by_clues if all(clue in form.by_clues for form in shown)][
        :_MOST_CLUES
    ]
    pattern = "clues" if len(shown) == 1 else "clues_of_all" if common else "clues_apart"
    return words.text(pattern, clues="、".join(common), list=reading)


def _not_scored(batch: Batch, words: BatchWords) -> Iterator[str]:
    lists = batch.words
    lines = []
    for form in (form for file in batch.state.files for form in file.forms):
        if form.fate == "reviewed":
            continue
        why = lists.fates[form.fate]
        if form.fate == "no-set":
            why = f"{why};{lists.no_set_settle(form.nearest)}"
        elif form.problems and not form.secret:
            why = f"{why}:{form.problems[0].message}"
        called = " ".join(dict.fromkeys(p for p in (form.file, form.at, form.called) if p))
        lines.append(words.text("form", form=called, why=why))
    if lines:
        yield words.text("not_scored")
        yield from lines[:_MOST_TOLD]
        if len(lines) > _MOST_TOLD:
            unread = lists.tables["unread"].title
            yield words.text("more", count=len(lines) - _MOST_TOLD, list=unread)


def _left(batch: Batch) -> tuple[int, int]:
    """Return how many pieces were not placed, and how many cells were put back."""
    reads = [file.read for file in batch.state.files if file.read is not None]
    given = [form.submission for read in reads for form in read.forms if form.submission]
    rest = sum(len(read.rest) for read in reads) + sum(len(one.unplaced) for one in given)
    return rest, sum(len(one.repairs) for one in given)


def _told_of(written: Sequence[str], pages: str) -> list[str]:
    """Return the outputs: folders with their number of files, then single files.

    Of the many ``pages`` of an overview the first is told.
    """
    folders = Counter(name.split("/")[0] for name in written if "/" in name)
    single = [name for name in written if "/" not in name and not name.startswith(f"{pages}-")]
    return [*(f"{folder}/({count})" for folder, count in folders.items()), *single]
