"""Files that leave the page's review: sheets to hand out, lists, and the review itself in one file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from scoring.batch.form_job import FormReviewer
from scoring.batch.reading import Phase
from scoring.batch.review_archive import SUFFIX, ReviewArchive, write_archive
from scoring.batch.run import review_files
from scoring.batch.walk import FoundFiles, Skipped
from scoring.batch.worker import Worker
from scoring.page.context import PageContext
from scoring.page.made_files import hand_over, zipped
from scoring.page.messages.review_acts import (
    ReviewExportAsk,
    ReviewFilesAnswer,
    ReviewSaveAnswer,
    ReviewSaveAsk,
    ReviewSheetsAsk,
)
from scoring.page.messages.review_entry import PendingGiven
from scoring.page.review_entries import sheet_of
from scoring.page.review_pending import tried
from scoring.page.review_queue import of_forms
from scoring.page.review_session import DeskForm, ReviewSession
from scoring.records.file_content import FileRead
from scoring.records.ledger_entry import EntryKind, LedgerEntry, LedgerRecord
from scoring.records.ledger_run import Edition
from scoring.work.outputs import FORMATS, FileNames
from scoring.workbooks.review_sheet.write.feedback_view import FeedbackSheet

_LONGEST_NAME: Final = 100


def review_sheets(context: PageContext, ask: ReviewSheetsAsk) -> ReviewFilesAnswer:
    """Return workbooks to hand out: what units are asked, or the 复核表 of forms."""
    session = context.review
    forms = _forms(session, ask.forms)
    made = (
        _feedback(session, forms) if ask.kind == "feedback"
        else _worksheets(session, forms, ("xlsx",))
    )  # fmt: skip
    names = session.worker.words.files
    title = names["feedback" if ask.kind == "feedback" else "worksheets"]
    return _files(context, made, title, as_zip=ask.as_zip)


def review_export(context: PageContext, ask: ReviewExportAsk) -> ReviewFilesAnswer:
    """Return lists of the batch, as the command writes them."""
    session, names = context.review, context.review.worker.words.files
    if ask.kind in ("worksheet_xlsx", "worksheet_html"):
        kind = ask.kind.removeprefix("worksheet_")
        made = _worksheets(session, _forms(session, ask.forms), (kind,))
        return _files(context, made, names["worksheets"], as_zip=True)
    written = _written(context)
    part = {
        "issues_xlsx": f"{names['issues']}.xlsx", "issues_csv": f"{names['issues']}.csv",
        "overview": names["overview"], "scorecards": f"{names['scorecards']}/", "all": "",
    }[ask.kind]  # fmt: skip
    titles = {"overview": names["overview"], "scorecards": names["scorecards"]}
    title = titles.get(ask.kind, session.words.text("review_name"))
    chosen = {name: c for name, c in written.items() if name.startswith(part)}
    return _files(context, chosen, title, as_zip=True)


def review_save(context: PageContext, ask: ReviewSaveAsk) -> ReviewSaveAnswer:
    """Return the review in one file; what is pending goes into it without name and date."""
    session = context.review
    drafts: list[LedgerRecord] = []
    pending: list[PendingGiven] = []
    by_form = of_forms(ask.pending)
    for form, given in by_form.items():
        if form in session.ids:
            pending += _drafted(session, session.form(form), given, drafts)
        else:
            pending += given
    drafts += _undone(session, {one.draft for one in pending})
    files = {name: session.content(name) for name in sorted(session.files)}
    content = write_archive(ReviewArchive(session.exported(drafts), files, dict(session.chosen)))
    name = f"{ask.name or session.words.text('review_name')}{SUFFIX}"
    return ReviewSaveAnswer(
        file=hand_over(context, name, content), pending=tuple(pending),
        note=session.words.text("saved"),
    )  # fmt: skip


# The parts


def _drafted(
    session: ReviewSession, made: DeskForm, given: Sequence[PendingGiven],
    drafts: list[LedgerRecord],
) -> list[PendingGiven]:  # fmt: skip
    """Add the drafts that decisions are; return the decisions with their ids.

    What cannot stand as it is typed is no entry: it stays in the page's document.
    """
    found = tried(session, made, given)
    if not found.usable:
        return list(given)
    reading = sheet_of(session, made, found.usable)
    written, _ = session.desk.entries_of(reading, made.scored.result, made.job.records)
    entries = session.hidden(made, [entry for entry, _ in written])
    ids = {entry.row: entry.id for entry in entries if entry.row}
    drafts += [LedgerRecord(entry=entry) for entry in entries]
    session.drafts.update(ids.values())
    return [
        one.model_copy(update={"draft": ids.get(one.row, one.draft)}) for one in given
    ]  # fmt: skip


def _undone(session: ReviewSession, kept: Iterable[str]) -> list[LedgerRecord]:
    """Return what says of drafts that a person has undone since they were saved."""
    kept = set(kept)
    gone = []
    for form in session.ids:
        made = session.form(form)
        if made.job.copy:
            continue
        for draft in made.tracks.state.drafts:
            if draft.id in session.drafts and draft.id not in kept:
                entry = LedgerEntry(
                    kind=EntryKind.EMPTIED, project=draft.project, stage=draft.stage,
                    round=draft.round, row=draft.row, called=draft.called, role=draft.role,
                    saw=draft.saw, base=draft.base, replaces=(draft.id,),
                )  # fmt: skip
                gone.append(LedgerRecord(entry=entry))
    return gone


def _forms(session: ReviewSession, wanted: Sequence[str] | None) -> list[DeskForm]:
    ids = session.ids if wanted is None else [form for form in wanted if form in session.ids]
    return [session.form(form) for form in ids]


def _worksheets(
    session: ReviewSession, forms: Sequence[DeskForm], formats: tuple[str, ...]
) -> dict[str, bytes]:
    worker = session.worker
    reviewer = FormReviewer(
        worker.store, worker.reviewer, worker.desk, worker.sheets, worker.words, formats
    )
    files: dict[str, bytes] = {}
    editions: list[Edition] = []
    for made in forms:
        outcome = reviewer.outcome(made.job, made.reviewed, made.tracks)
        files |= {file.name: file.content for file in outcome.files}
        editions += [outcome.edition] if outcome.edition is not None else []
    session.desk.hand_out(editions)
    return files


def _feedback(session: ReviewSession, forms: Sequence[DeskForm]) -> dict[str, bytes]:
    """Return for each unit what it is asked, with all of its projects that are chosen."""
    sheets, asked = session.worker.sheets, dict[str, list[FeedbackSheet]]()
    for made in forms:
        job = made.job
        if job.copy:
            continue
        sheet = sheets.feedback_sheet(made.reviewed, made.tracks, job.records, job.texts)
        if sheet is not None:
            asked.setdefault(sheet.unit or job.form.name, []).append(sheet)
    names, folder = FileNames(_LONGEST_NAME), session.worker.words.files["feedback"]
    for of_unit in asked.values():
        session.desk.hand_out(
            [Edition(s.stamp.project, s.edition, s.stamp.count, s.stamp.digest) for s in of_unit]
        )
    return {
        f"{folder}/{names.unique(unit)}.xlsx": sheets.feedback(unit, of_unit)
        for unit, of_unit in asked.items()
    }


def _written(context: PageContext) -> dict[str, bytes]:
    """Return everything that the command writes of these files and entries, by name."""
    session = context.review
    _ = session.ids
    with TemporaryDirectory(prefix="ziping-lists-", ignore_cleanup_errors=True) as folder:
        output = Path(folder)
        settings = replace(session.worker.settings, output=output, formats=tuple(FORMATS))
        worker = Worker(settings, session.library, session.worker.kept)
        found = FoundFiles(
            [session.files[name].file for name in sorted(session.files)],
            [Skipped(name, why) for name, why in sorted(session.skipped.items())],
        )
        entries = FileRead(
            name="", kind="submission", ledger=session.ledger.entries(),
            sightings=session.ledger.sightings(),
        )  # fmt: skip
        run = review_files(worker, found, entries, _Reported(context))
        return {name: (output / name).read_bytes() for name in run.written}


class _Reported:
    """Tells the page how far a run is."""

    def __init__(self, context: PageContext) -> None:
        self.context = context
        self.total = 0
        self.done = 0

    def begin(self, total: int, phase: Phase = "read") -> None:
        del phase
        self.total, self.done = total, 0

    def step(self, name: str) -> None:
        del name  # it may be a secret form's
        self.done += 1
        self.context.progress(self.done, self.total)

    def end(self) -> None:
        pass


def _files(
    context: PageContext, files: Mapping[str, bytes], title: str, *, as_zip: bool
) -> ReviewFilesAnswer:
    """Hand files over: one by itself, several as a zip."""
    if not files:
        return ReviewFilesAnswer(files=(), notes=(context.review.words.text("no_files"),))
    if as_zip and len(files) > 1:
        return ReviewFilesAnswer(files=(hand_over(context, f"{title}.zip", zipped(files)),))
    return ReviewFilesAnswer(
        files=tuple(
            hand_over(context, name.rsplit("/", 1)[-1], content) for name, content in files.items()
        )
    )
