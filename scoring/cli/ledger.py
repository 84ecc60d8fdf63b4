"""``ledger``: what the ledger of a review holds, printed, exported and verified."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final, TypeVar

from scoring.batch.walk import is_ledger_file
from scoring.cli.terminal import echo
from scoring.desk.attach import FormRow
from scoring.desk.state import project_state
from scoring.desk.steps import StepTable
from scoring.intake.any_file import read_any
from scoring.intake.content import is_ledger_export
from scoring.ledger.against import faults_of_export, faults_of_sheet
from scoring.ledger.chain import entries_digest
from scoring.ledger.store import Ledger
from scoring.problem import InputError, Place, Problem, did_you_mean, render_all
from scoring.readers.exported_entries import exported_entry
from scoring.readers.submissions import iterate_records
from scoring.records.exported_entry import ExportedEntry
from scoring.records.ledger_entry import EntryKind, LedgerRecord
from scoring.text import safe_line, squeezed
from scoring.words import load_vocabulary
from scoring.work.outputs import write_new
from scoring.writers.lists.ledger_table import EntryTexts, LedgerWords
from scoring.writers.lists.table_file import csv_file, workbook

T = TypeVar("T", LedgerRecord, ExportedEntry)
_NO_ROW: Final = FormRow("", "")


def list_projects(path: Path) -> int:
    """Print the projects of a ledger: round, number of entries, last signature."""
    words = load_vocabulary(LedgerWords)
    with _opened(path, words) as ledger:
        by_project = _by_project(ledger.entries())
        counts = {"projects": len(by_project), "entries": sum(map(len, by_project.values()))}
        runs = len(ledger.runs())
    if not by_project:
        _echo(words.text("none"))
        return 0
    _echo(words.text("head", file=ledger.path, runs=runs, **counts))
    for project, entries in by_project.items():
        _echo(
            words.text(
                "project",
                id=project,
                name=_name(entries, words),
                round=_round(entries),
                entries=len(entries),
                signed=_last_signed(entries, words),
            )
        )
    return 0


def show_project(request: str, path: Path) -> int:
    """Print the entries of one project in their order."""
    words = load_vocabulary(LedgerWords)
    with _opened(path, words) as ledger:
        exported = list(ledger.exported())
    by_project = _by_project(exported)
    project = _found(request, by_project, words)
    own = [one for one in exported if one.entry.project == project]
    digest = entries_digest(one.entry.id for one in own)
    name = _name(by_project[project], words)
    _echo(words.text("shown", id=project, name=name, count=len(own), digest=digest))
    for line in EntryTexts(own, words).lines():
        _echo(line)
    return 0


def export_ledger(path: Path, output: Path | None, kind: str, *, force: bool) -> int:
    """Write all entries into one file, in the order of the chain."""
    words = load_vocabulary(LedgerWords)
    output = output or Path(f"{words.export}.{kind}")
    with _opened(path, words) as ledger:
        entries = list(ledger.exported())
    if kind == "jsonl":
        content = "".join(f"{one.line}\n" for one in entries).encode()
    else:
        table = EntryTexts(entries, words).table()
        content = csv_file(table) if kind == "csv" else workbook([table], words.export)
    write_new(output, content, force=force)
    _echo(words.text("exported", file=output, entries=len(entries)))
    return 0


def verify_ledger(path: Path, against: Sequence[Path]) -> int:
    """Print whether a ledger is whole, and whether it bears out what was handed out of it."""
    words = load_vocabulary(LedgerWords)
    with _opened(path, words) as ledger:
        found = ledger.verify()
        if not found:
            for file in against:
                faults, count = _compared_with(ledger, file)
                found += faults
                if not faults:
                    _echo(words.text("agrees_with", file=file, count=count))
        if found:
            echo(render_all(found), err=True)
        wrong = [problem for problem in found if problem.severity == "error"]
        if wrong:
            _echo(words.text("faults", file=ledger.path, count=len(wrong)))
            return 1
        length, link = ledger.length()
        counts = {"entries": len(ledger.ids()), "length": length, "link": link}
        _echo(words.text("whole", file=ledger.path, **counts))
    return 0


def _compared_with(ledger: Ledger, file: Path) -> tuple[list[Problem], int]:
    """Return what a sheet or an export shows, and how many entries it speaks of."""
    place = Place(str(file))
    if is_ledger_export(file) or is_ledger_file(file):
        exported = list(_exported(file))
        return list(faults_of_export(ledger, exported, place)), len(exported)
    sheets = [sheet for sheet in read_any(file, str(file)).sheets if sheet.edition]
    if not sheets:
        hint = "请给出本程序写出的复核表，或用 ziping ledger export 导出的文件。"
        raise InputError([Problem("not-review-sheet", "这里没有可以核对的内容", place, hint)])
    faults = [fault for sheet in sheets for fault in faults_of_sheet(ledger, sheet, place)]
    return faults, sum(sheet.count for sheet in sheets)


def _exported(file: Path) -> Iterator[ExportedEntry]:
    """Yield the entries of an export, or of a copy of a ledger."""
    if is_ledger_file(file):
        with Ledger.open(file, read_only=True) as copy:
            yield from copy.exported()
        return
    for _, node in iterate_records(file, str(file), ""):
        if isinstance(node, InputError):
            raise node
        yield exported_entry(node)


def _opened(path: Path, words: LedgerWords) -> Ledger:
    return Ledger.open(path / words.file if path.is_dir() else path, read_only=True)


def _by_project(kept: Iterable[T]) -> dict[str, list[T]]:
    """Return the entries of each project; those of a draw belong to none."""
    found: dict[str, list[T]] = {}
    for one in kept:
        if one.entry.kind != EntryKind.SAMPLE:
            found.setdefault(one.entry.project, []).append(one)
    return dict(sorted(found.items()))


def _found(
    request: str,
    by_project: Mapping[str, Sequence[LedgerRecord | ExportedEntry]],
    words: LedgerWords,
) -> str:
    """Return the project that is meant. Raises :class:`InputError` where it is none, or not one."""
    if request in by_project:
        return request
    names = {
        project: squeezed(f"{project}{_name(entries, words)}")
        for project, entries in by_project.items()
    }
    meant = [p for p, name in names.items() if all(squeezed(w) in name for w in request.split())]
    if len(meant) == 1:
        return meant[0]
    place = Place(request)
    if meant:
        hint = f"请写全：{'、'.join(meant[:10])}{' 等' if len(meant) > 10 else ''}。"
        raise InputError([Problem("project", f"有 {len(meant)} 个项目相符", place, hint)])
    hint = did_you_mean(request, by_project) or "用 ziping ledger list 看有哪些项目。"
    raise InputError([Problem("project", "台账里没有这个项目", place, hint)])


def _name(kept: Sequence[LedgerRecord | ExportedEntry], words: LedgerWords) -> str:
    """Return how the last version of a form was called; nothing for a secret one."""
    versions = [one.entry.hand_in for one in kept if one.entry.hand_in is not None]
    if not versions or not versions[-1].title:
        return ""
    return words.text("named", title=versions[-1].title, unit=versions[-1].unit)


def _round(records: Sequence[LedgerRecord]) -> str:
    """Return where a review stands, its rows being as they were when somebody wrote of them last."""
    rows: dict[str, FormRow] = {}
    for record in records:
        entry = record.entry
        if entry.row:
            rows[entry.row] = FormRow(entry.row, entry.saw, entry.called)
        for frozen in record.frozen.rows if record.frozen is not None else ():
            rows[frozen.row] = FormRow(frozen.row, frozen.saw, rows.get(frozen.row, _NO_ROW).called)
    return project_state(records, list(rows.values()), load_vocabulary(StepTable)).round


def _last_signed(records: Sequence[LedgerRecord], words: LedgerWords) -> str:
    signed = [r.entry for r in records if r.entry.kind == EntryKind.SIGNATURE]
    if not signed:
        return words.text("unsigned")
    last = max(signed, key=lambda entry: entry.at)
    return words.text("signed", by=last.by, at=last.at)


def _echo(text: str) -> None:
    for line in text.split("\n"):
        echo(safe_line(line))
