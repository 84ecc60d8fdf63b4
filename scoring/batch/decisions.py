"""Decisions and answers of a run: from the files themselves, from others named, from 复核表 filled in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final, TypeVar

from scoring.batch.confidential import without_secrets
from scoring.batch.output_log import OutputLog
from scoring.batch.reading import ReadFile, ReadOutcome
from scoring.batch.walk import FolderFile, readable_name
from scoring.intake.decisions import read_decision_file
from scoring.problem import InputError
from scoring.records.decision import Decision, Refused, Reply, entry_digest

Entry = TypeVar("Entry", Decision, Reply)
_WORKBOOKS: Final = frozenset({".xlsx", ".xlsm", ".xlsb", ".xls", ".et", ".ods"})
"""What people save a 复核表 as."""


class RunDecisions:
    """Gathers decisions and answers by the submission that they are about; each once, in order."""

    def __init__(self) -> None:
        self._decisions: dict[str, dict[Decision, None]] = {}
        self._replies: dict[str, dict[Reply, None]] = {}
        self._refused: dict[str, Refused] = {}
        self._settled: set[str] = set()
        self._echoes: set[str] = set()
        self._entered: dict[tuple[str, str, str], set[str]] = {}
        self._secret: set[str] = set()
        self._submissions: dict[str, set[str]] = {}
        """By file, the submissions that its entries are about."""

    def add(self, outcome: ReadOutcome, *, echo: bool = False) -> None:
        """Add what a file holds of them.

        ``echo`` is True of a sheet that nobody touched since the program wrote it: what it refuses
        was refused elsewhere before, and may have been put right there.
        """
        read = outcome.read
        if read is None:
            return
        for decision in read.decisions:
            self._decisions.setdefault(decision.submission, {})[decision] = None
        for reply in read.replies:
            self._replies.setdefault(reply.submission, {})[reply] = None
        entries: list[Decision | Reply] = [*read.decisions, *read.replies]
        about = {entry.submission for entry in entries}
        about |= {entry.submission for entry in read.refused if entry.submission}
        elsewhere = set(self._refused) - self._echoes
        # The place is that in the sheet which is read last: the one in the folder of outputs.
        self._refused |= {entry.key: entry for entry in read.refused}
        self._settled.update(read.settled)
        keys = {entry.key for entry in read.refused}
        self._echoes = self._echoes | (keys - elsewhere) if echo else self._echoes - keys
        if not echo:
            for entry in entries:
                self._enter(entry, entry_digest(entry))
            for refused in read.refused:
                self._enter(refused, refused.key)
        self._submissions[read.name] = about
        if read.secret:
            self._secret |= about

    def _enter(self, entry: Decision | Reply | Refused, digest: str) -> None:
        where = (entry.submission, entry.row, entry.round)
        self._entered.setdefault(where, set()).add(digest)

    def rename(self, keys: Mapping[str, str]) -> None:
        """Take what is about an id of ``keys`` as being about the submission that bears it now."""
        for key, now in keys.items():
            _rename(self._decisions, key, now)
            _rename(self._replies, key, now)
            self._refused = {
                name: entry.model_copy(update={"submission": now})
                if entry.submission == key
                else entry
                for name, entry in self._refused.items()
            }
            self._secret |= {now} if key in self._secret else set()
            for about in self._submissions.values():
                if key in about:
                    about.add(now)
                    about.discard(key)
            for (submission, row, step), digests in list(self._entered.items()):
                if submission == key:
                    self._entered.setdefault((now, row, step), set()).update(digests)

    def of(
        self, submission: str
    ) -> tuple[tuple[Decision, ...], tuple[Reply, ...], tuple[Refused, ...]]:
        """Return the decisions on one submission, the answers, and what was not used."""
        return (
            tuple(self._decisions.get(submission, ())),
            tuple(self._replies.get(submission, ())),
            tuple(entry for entry in self.refused() if entry.submission == submission),
        )

    def is_of_others(self, name: str, submission: str) -> bool:
        """Tell whether a file holds anything about other submissions than this one."""
        return bool(self._submissions.get(name, set()) - {submission})

    def refused(self) -> list[Refused]:
        """Return what was not used and nobody has dealt with since."""
        return [
            entry for key, entry in self._refused.items()
            if key not in self._settled and not self._was_put_right(entry)
        ]  # fmt: skip

    def _was_put_right(self, refused: Refused) -> bool:
        """Tell whether its row was filled in otherwise in the sheet that it came from."""
        where = (refused.submission, refused.row, refused.round)
        is_echo = bool(refused.row) and refused.key in self._echoes
        return is_echo and bool(self._entered.get(where, set()) - {*refused.beside, refused.key})

    def unmatched(self, submissions: Iterable[str], secret_word: str) -> list[str]:
        """Return the submissions that were decided on or answered about and are not in the run.

        ``secret_word`` stands for each that is secret.
        """
        about = {**self._decisions, **self._replies}
        about |= {entry.submission: None for entry in self.refused() if entry.submission}
        of_run = set(submissions)
        return [secret_word if key in self._secret else key for key in about if key not in of_run]


def _rename(entries: dict[str, dict[Entry, None]], key: str, now: str) -> None:
    for entry in entries.pop(key, ()):
        entries.setdefault(now, {})[entry.model_copy(update={"submission": now})] = None


def review_sheets_of(folder: Path, log: OutputLog) -> list[FolderFile]:
    """Return the 复核表 in a folder of outputs that a person may have filled in, by name.

    Those of many forms lie in folders inside it.
    """
    paths = [path for pattern in ("*", "*/*") for path in folder.glob(pattern)]
    named = {
        "/".join(map(readable_name, path.relative_to(folder.parent).parts)): path for path in paths
    }
    return [
        FolderFile(named[name], name)
        for name in sorted(named)
        if named[name].suffix.lower() in _WORKBOOKS
        and named[name].is_file()
        and not named[name].name.startswith((".", "~$"))
        and not log.is_blank(named[name])
    ]


def decisions_of(file: FolderFile) -> ReadFile:
    """Return what a file that was named for its decisions holds of them, or why nothing."""
    try:
        read = without_secrets(read_decision_file(file.path, file.name), file.path)
    except InputError as error:
        return ReadFile(file.name, None, error.problems)
    return ReadFile(file.name, read, read.problems)
