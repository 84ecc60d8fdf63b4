"""Decisions and answers from any file that holds them: a 复核表, or records in YAML, JSON, JSON Lines."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from scoring.documents.node import Node, as_data
from scoring.intake.content import content_of
from scoring.problem import InputError, Place, Problem
from scoring.readers.books.sheets.grid import Book
from scoring.readers.exported_entries import exported_entry, is_entry, sighting_of
from scoring.readers.submissions import iterate_records, record
from scoring.records.decision import Decision, Refused, Reply
from scoring.records.file_content import FileRead
from scoring.records.ledger_entry import LedgerRecord, Sighting
from scoring.workbooks.progress_sheet.read import is_progress, read_progress
from scoring.workbooks.review_sheet.read.find import is_review_sheet
from scoring.workbooks.review_sheet.read.sheets import read_review_sheets

_WHAT: Final = "复核认定"
_DECIDES: Final = frozenset({"verified_target", "verified_actual", "score", "ground"})
_ANSWERS: Final = frozenset({"agrees", "say"})


def read_decision_file(path: Path, name: str = "") -> FileRead:
    """Read a 复核表 or a file of records; ``name`` is what places call it, if not its path.

    What is wrong with single entries stands in ``problems``, and the others are kept. Raises
    :class:`InputError` when the file itself cannot be used.
    """
    name = name or str(path)
    if content_of(path) in ("records", "unclear"):
        return read_decision_records(path, name).model_copy(update={"kind": "worksheet"})
    from scoring.readers.books.open_any import open_file  # noqa: PLC0415 - only where a workbook is read

    book = open_file(path, name)
    if is_progress(book):
        return read_progress_file(book)
    if not is_review_sheet(book):
        hint = "请给出程序生成、填写后保存的复核表或问题清单（.xlsx），或认定清单（YAML、JSON）。"
        raise InputError([Problem("not-review-sheet", "这不是复核表", Place(name), hint)])
    return read_sheet_decisions(book)


def read_progress_file(book: Book) -> FileRead:
    """Read what people wrote into the sheet 进度 of a 问题清单."""
    rows, problems = read_progress(book)
    return FileRead(
        name=book.name, kind="worksheet", problems=(*book.notes, *problems), sheets=rows
    )  # fmt: skip


def read_sheet_decisions(book: Book) -> FileRead:
    """Read what stands in the sheets of a 复核表 or 单位反馈."""
    content = read_review_sheets(book)
    return FileRead(
        name=book.name, kind="worksheet", sheets=content.sheets, rest=content.rest,
        problems=(*book.notes, *content.problems),
        secret=any(sheet.secret for sheet in content.sheets),
    )  # fmt: skip


def read_decision_records(path: Path, name: str) -> FileRead:
    """Read records: a decision each, an answer of the unit (with ``agrees`` or ``say``), or an entry of
    a ledger (with ``kind``).
    """
    decisions: list[Decision] = []
    replies: list[Reply] = []
    entries: list[LedgerRecord] = []
    seen: list[Sighting] = []
    problems: list[Problem] = []
    for _, node in iterate_records(path, name, _WHAT):
        if not isinstance(node, InputError) and is_entry(node):
            try:
                entry = exported_entry(node)
            except InputError as error:
                problems += error.problems
            else:
                entries.append(LedgerRecord(entry=entry.entry, frozen=entry.frozen))
                seen.append(sighting_of(entry, name, node.place.line))
            continue
        found = record(Reply if _is_reply(node) else Decision, node)
        if isinstance(found, InputError):
            problems += found.problems
        elif isinstance(found, Reply):
            replies.append(found)
        else:
            assert isinstance(found, Decision)
            decisions.append(found)
    if problems and not (decisions or replies or entries):
        raise InputError(problems)
    refused = tuple(
        Refused(file=name, at=f"第{p.place.line}行", why=p.message, todo=p.hint) for p in problems
    )
    return FileRead(
        name=name, kind="submission", decisions=tuple(decisions), replies=tuple(replies),
        ledger=tuple(entries), sightings=tuple(seen), refused=refused, problems=tuple(problems),
    )  # fmt: skip


def _is_reply(node: Node | InputError) -> bool:
    data = None if isinstance(node, InputError) else as_data(node)
    keys = set(data) if isinstance(data, dict) else set()
    return bool(keys & _ANSWERS) and not keys & _DECIDES
