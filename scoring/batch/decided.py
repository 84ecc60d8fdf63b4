"""Decisions and answers of a run: from the files themselves, from others named, from 复核表 filled in."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Final

from scoring.batch.output_log import Ours
from scoring.batch.reading import WasRead
from scoring.batch.secrets import without_secrets
from scoring.batch.walk import Source, shown
from scoring.intake.decisions import read_decision_file
from scoring.problem import InputError
from scoring.records.decision import Decision, Refused, Reply, entry_digest
from scoring.records.file_content import FileRead

_WORKBOOKS: Final = frozenset({".xlsx", ".xlsm", ".xlsb", ".xls", ".et", ".ods"})
"""What people save a 复核表 as."""


class Decided:
    """Gathers decisions and answers by the submission that they are about; each once, in order."""

    def __init__(self) -> None:
        self._decisions: dict[str, dict[Decision, None]] = {}
        self._replies: dict[str, dict[Reply, None]] = {}
        self._refused: dict[str, Refused] = {}
        self._settled: set[str] = set()
        self._echoes: set[str] = set()
        self._entered: dict[tuple[str, str, str], set[str]] = {}
        self._secret: set[str] = set()
        self._held: dict[str, set[str]] = {}

    def take(self, read: WasRead, *, echo: bool = False) -> bool:
        """Take what a file holds of them; tell whether there was anything.

        ``echo`` is True of a sheet that nobody touched since the program wrote it: what it refuses
        was refused elsewhere before, and may have been put right there.
        """
        if read.read is None:
            return False
        for decision in read.read.decisions:
            self._decisions.setdefault(decision.submission, {})[decision] = None
        for reply in read.read.replies:
            self._replies.setdefault(reply.submission, {})[reply] = None
        about = {decision.submission for decision in read.read.decisions}
        about |= {reply.submission for reply in read.read.replies}
        about |= {one.submission for one in read.read.refused if one.submission}
        elsewhere = set(self._refused) - self._echoes
        # The sheet that is read last tells where: the one in the folder of outputs.
        self._refused |= {one.key: one for one in read.read.refused}
        self._settled.update(read.read.settled)
        keys = {one.key for one in read.read.refused}
        self._echoes = self._echoes | (keys - elsewhere) if echo else self._echoes - keys
        if not echo:
            entries: list[Decision | Reply] = [*read.read.decisions, *read.read.replies]
            for entry in entries:
                where = (entry.submission, entry.row, entry.round)
                self._entered.setdefault(where, set()).add(entry_digest(entry))
            for one in read.read.refused:
                self._entered.setdefault((one.submission, one.row, one.round), set()).add(one.key)
        self._held[read.name] = about
        if read.read.secret:
            self._secret |= about
        return bool(read.read.decisions or read.read.replies or read.read.refused)

    def on(self, submission: str) -> tuple[tuple[Decision, ...], tuple[Reply, ...]]:
        """Return what was said about one submission."""
        decisions = tuple(self._decisions.get(submission, ()))
        return decisions, tuple(self._replies.get(submission, ()))

    def is_of_others(self, name: str, submission: str) -> bool:
        """Tell whether a file holds anything about other submissions than this one."""
        return bool(self._held.get(name, set()) - {submission})

    def refused(self) -> list[Refused]:
        """Return what was not used and nobody has dealt with since."""
        return [
            one for key, one in self._refused.items()
            if key not in self._settled and not self._was_put_right(one)
        ]  # fmt: skip

    def _was_put_right(self, one: Refused) -> bool:
        """Tell whether its row was filled in otherwise in the sheet that it came from."""
        entered = self._entered.get((one.submission, one.row, one.round), set())
        is_echo = bool(one.row) and one.key in self._echoes
        return is_echo and bool(entered - {*one.beside, one.key})

    def without(self, submissions: Iterable[str], secret_word: str) -> list[str]:
        """Return the submissions that were decided on or answered about and are not in the run.

        ``secret_word`` stands for each that is secret.
        """
        about = {**self._decisions, **self._replies}
        about |= {one.submission: None for one in self.refused() if one.submission}
        there = set(submissions)
        return [secret_word if key in self._secret else key for key in about if key not in there]


def review_sheets_of(folder: Path, ours: Ours) -> list[Source]:
    """Return the 复核表 in a folder of outputs that a person may have filled in, by name."""
    try:
        paths = sorted(path for path in folder.iterdir() if path.suffix.lower() in _WORKBOOKS)
    except OSError:
        return []
    return [
        Source(path, f"{shown(folder.name)}/{shown(path.name)}")
        for path in paths
        if path.is_file() and not path.name.startswith((".", "~$")) and not ours.is_blank(path)
    ]


def decisions_of(source: Source) -> WasRead:
    """Return what a file that was named for its decisions holds of them, or why nothing."""
    try:
        found = read_decision_file(source.path, source.name)
    except InputError as error:
        return WasRead(source.name, None, error.problems)
    read = FileRead(
        name=source.name,
        kind="worksheet",
        decisions=tuple(found.decisions),
        replies=tuple(found.replies),
        rest=tuple(found.rest),
        problems=tuple(found.problems),
        secret=found.secret,
        refused=found.refused,
        settled=found.settled,
    )
    read = without_secrets(read, source.path)
    return WasRead(source.name, read, read.problems)
