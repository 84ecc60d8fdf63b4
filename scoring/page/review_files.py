"""Files taken into the review of the page: read one by one and described in words; one bad one stops nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from scoring.batch.planning import looks_of
from scoring.batch.reading import ReadOutcome
from scoring.batch.review_archive import LEDGER, SUFFIX, read_archive
from scoring.batch.walk import readable_name
from scoring.files.digests import bytes_digest
from scoring.files.kinds import OWNER_FILES
from scoring.files.text_file import MOST_BYTES
from scoring.page.context import PageContext
from scoring.page.messages.message import FileGiven, PageProblem, Severity
from scoring.page.messages.review_acts import (
    ReviewOpenAsk,
    ReviewResetAnswer,
    ReviewResetAsk,
)
from scoring.page.messages.review_entry import PendingGiven
from scoring.page.messages.review_intake import (
    AddedFile,
    BatchTotals,
    ConflictLine,
    MergeReport,
    OfferedSet,
    ReviewAddAnswer,
    ReviewAddAsk,
    ReviewChooseAsk,
    ReviewDropAsk,
    UnknownAnswer,
    UnknownAsk,
    UnknownForm,
)
from scoring.page.page_problems import page_problem
from scoring.page.review_entries import draft_given, entry_line
from scoring.page.review_session import ReviewSession, TakenFile
from scoring.problem import InputError, Place, Problem
from scoring.records.result import FormState

_MOST_NAMED: Final = 5
_LEDGER_KIND: Final = "ledger"


class _ToDescribe(NamedTuple):
    """A file that was taken in: it is described when all of its message are, for forms then have names."""

    taken: TakenFile
    replaced: bool


@dataclass(slots=True)
class _Intake:
    """What one message brings: its files in words, and what came in of entries."""

    session: ReviewSession
    files: list[AddedFile | _ToDescribe] = field(default_factory=list)
    entries: int = 0
    has_entries: bool = False
    known: frozenset[str] = frozenset()
    """Ids of the entries before."""
    set: str | None = None
    """The set that a person named for forms of no known one."""


def review_add(context: PageContext, ask: ReviewAddAsk) -> ReviewAddAnswer:
    """Take files in; each is read whatever the others are."""
    session = context.review
    before = _fingerprints(session)
    intake = _begun(session)
    session.choose(ask.sets_for)
    intake.set = ask.set
    for number, given in enumerate(ask.files):
        context.progress(number, len(ask.files), given.name)
        _add(intake, _name_of(given), context.content(given))
    return _answer(intake, before)


def review_open(context: PageContext, ask: ReviewOpenAsk) -> ReviewAddAnswer:
    """Open a review file or an export of a ledger, or add it to what is there."""
    content, name = context.content(ask.given), _name_of(ask.given)
    archive = read_archive(content, name) if name.lower().endswith(SUFFIX) else None
    if not ask.keep:
        context.forget_review()
    session = context.review
    before = _fingerprints(session)
    intake = _begun(session)
    if archive is None:
        _add(intake, name, content)
    else:
        _add_archive(intake, name, content)
    return _answer(intake, before)


def review_drop(context: PageContext, ask: ReviewDropAsk) -> ReviewAddAnswer:
    """Leave files out again; those of secret forms are named by their numbers."""
    session = context.review
    before = _fingerprints(session)
    shown = {taken.shown or name: name for name, taken in session.files.items()}
    for name in ask.files:
        if name in shown:
            session.drop(shown[name])
    return _answer(_begun(session), before)


def review_choose(context: PageContext, ask: ReviewChooseAsk) -> ReviewAddAnswer:
    """Score all forms that look alike by the set that a person named."""
    session = context.review
    before = _fingerprints(session)
    session.choose({ask.kind: ask.set})
    return _answer(_begun(session), before)


def review_reset(context: PageContext, ask: ReviewResetAsk) -> ReviewResetAnswer:
    """Empty the review."""
    del ask
    context.forget_review()
    return ReviewResetAnswer()


def review_unknown(context: PageContext, ask: UnknownAsk) -> UnknownAnswer:
    """Return the forms of no known set by their looks, with the sets that they come near."""
    del ask
    session = context.review
    by_looks: dict[str, list[FormState]] = {}
    for name in sorted(session.files):
        for found in session.files[name].outcome.forms:
            if found.state.fate == "no-set":
                by_looks.setdefault(looks_of(found.state), []).append(found.state)
    return UnknownAnswer(
        kinds=tuple(_unknown(session, looks, of) for looks, of in by_looks.items())
    )


def _unknown(session: ReviewSession, looks: str, states: Sequence[FormState]) -> UnknownForm:
    first = states[0]
    files = dict.fromkeys(session.files[state.file].shown or state.file for state in states)
    offers = []
    for candidate in first.candidates:
        set_id, _, lacks = candidate.partition("（")
        offers.append(
            OfferedSet(
                id=set_id, called=called_set(session, set_id), lacks=lacks.removesuffix("）"),
                nearest=set_id == first.nearest,
            )
        )  # fmt: skip
    words = session.worker.words
    return UnknownForm(
        kind=looks, forms=len(states), files=tuple(files)[:_MOST_NAMED],
        nearest=called_set(session, first.nearest) if first.nearest else "",
        offers=tuple(offers), note=words.no_set["text"],
    )  # fmt: skip


def called_set(session: ReviewSession, set_id: str) -> str:
    """Return the words by which people call a set."""
    try:
        return session.library.indicator_set(set_id).shown
    except InputError:
        return set_id


# Reading


def _name_of(given: FileGiven) -> str:
    folder = given.folder.replace("\\", "/").strip("/")
    name = readable_name(given.name.replace("\\", "/").rsplit("/", 1)[-1]).strip() or "未命名"
    return f"{readable_name(folder)}/{name}" if folder else name


def _begun(session: ReviewSession) -> _Intake:
    return _Intake(session, known=frozenset(session.ledger.ids()))


def _add(intake: _Intake, name: str, content: bytes, *, in_review: bool = False) -> None:
    """Take one file in, whatever it is; a review that lies in another is not opened."""
    session = intake.session
    words = session.words
    base = name.rsplit("/", 1)[-1]
    if base.startswith(OWNER_FILES) or base.startswith("."):
        key = "owner-file" if base.startswith(OWNER_FILES) else "hidden"
        kind = words.kinds["owner-file" if key == "owner-file" else "other"]
        session.skipped[name] = key
        intake.files.append(
            AddedFile(
                name=name, kind=kind, severity="none", read=words.text("skipped"), rule="",
                skipped=session.worker.words.why[key],
            )
        )  # fmt: skip
        return
    if base.lower().endswith(SUFFIX) and not in_review:
        try:
            _add_archive(intake, name, content)
        except InputError as error:
            intake.files.append(_unread(session, name, "review", error.problems))
        return
    known = session.files.get(name)
    digest = bytes_digest(content)
    if known is not None and known.digest == digest:
        intake.files.append(
            AddedFile(
                name=known.shown or name, kind=words.kinds["other"], severity="none",
                read=words.text("skipped"), rule="", skipped=words.text("again"),
            )
        )  # fmt: skip
        return
    if len(content) > MOST_BYTES:
        problem = Problem(
            "too-big", f"文件太大，超过 {MOST_BYTES // 1_000_000} MB", Place(name),
            "请检查是否选错了文件；多份表可以分成几个文件。",
        )  # fmt: skip
        intake.files.append(_unread(session, name, "other", (problem,)))
        return
    taken = session.read(name, content)
    if taken.outcome.read is not None and taken.outcome.read.ledger:
        intake.files.append(_ledger(intake, taken))
        return
    session.take(taken)
    if intake.set is not None:
        unknown = [f.state for f in taken.outcome.forms if f.state.fate == "no-set"]
        session.choose({looks_of(state): intake.set for state in unknown})
    intake.has_entries |= taken.outcome.read is not None
    intake.files.append(_ToDescribe(taken, known is not None))


def _ledger(intake: _Intake, taken: TakenFile) -> AddedFile:
    """Append what an export of a ledger holds; the export itself is no file of the review."""
    session, outcome = intake.session, taken.outcome
    assert outcome.read is not None
    read = outcome.read
    session.append(read.ledger, read.sightings)
    intake.entries += len(read.ledger)
    intake.has_entries = True
    return AddedFile(
        name=taken.file.name, kind=session.words.kinds[_LEDGER_KIND],
        severity="edit" if read.problems else "good",
        read=session.words.text("ledger", count=len(read.ledger)), rule="",
        entries=len(read.ledger), problems=tuple(map(page_problem, read.problems)),
    )  # fmt: skip


def _add_archive(intake: _Intake, name: str, content: bytes) -> None:
    """Take in a saved review: its files, its entries, the sets that were chosen in it."""
    session = intake.session
    review = read_archive(content, name)
    session.choose({k: v for k, v in review.chosen.items() if k not in session.chosen})
    own: list[AddedFile | _ToDescribe] = []
    intake.files, outer = own, intake.files
    digests = {taken.digest for taken in session.files.values()}
    for inner, data in review.files.items():
        if bytes_digest(data) not in digests:
            _add(intake, _free(session, inner), data, in_review=True)
    entries, problems = 0, tuple[PageProblem, ...]()
    if review.ledger.strip():
        before = intake.entries
        _add(intake, f"{name}/{LEDGER}", review.ledger.encode(), in_review=True)
        entries = intake.entries - before
        if isinstance(ledger := own[-1], AddedFile):  # a part of the review, and of its line
            own.pop()
            problems = ledger.problems
    intake.files = outer
    intake.has_entries = True
    outer.append(
        AddedFile(
            name=name, kind=session.words.kinds["review"],
            severity="edit" if problems else "good",
            read=session.words.text("review", files=len(review.files), entries=entries),
            rule="", entries=entries, problems=problems,
        )
    )  # fmt: skip
    outer += own


def _free(session: ReviewSession, name: str) -> str:
    """Return a name that no file of the review has: one of another content is not replaced."""
    free, number = name, 2
    while free in session.files:
        free, number = f"{name} ({number})", number + 1
    return free


# In words


def _described(session: ReviewSession, taken: TakenFile, *, replaced: bool) -> AddedFile:
    outcome, words = taken.outcome, session.words
    forms = tuple(f for f in session.ids if session.job(f).form.file == taken.file.name)
    if outcome.contents is None:
        return _unread(session, taken.file.name, "other", outcome.problems)
    contents = outcome.contents
    fates = [found.state.fate for found in outcome.forms]
    unknown = fates.count("no-set")
    faulty = len(fates) - unknown - fates.count("reviewed")
    rows = _target_rows(session, taken)
    entries = _entries_in(outcome)
    parts = [
        words.text("forms", count=len(fates)) if fates else "",
        words.text("unknown", count=unknown) if unknown else "",
        words.text("faulty", count=faulty) if faulty else "",
        words.text("targets", count=rows) if rows else "",
        words.text("reports", count=contents.statements + contents.passages)
        if not (fates or rows) and contents.statements + contents.passages else "",
        words.text("entries", count=entries) if entries else "",
        words.text("newer") if replaced else "",
    ]  # fmt: skip
    text = "，".join(part for part in parts if part)
    severity: Severity = "good" if fates or entries else "none"
    if unknown or faulty:
        severity = "ask"
    if not text:
        text, severity = words.text("none"), "edit"
    secret = next((s.called for s in taken.states if s.secret and s.called), "")
    taken.shown = secret
    return AddedFile(
        name=secret or taken.file.name, kind=words.kinds[contents.kind], severity=severity,
        read=text, rule=_rule(session, outcome, bool(rows)),
        forms=forms, unknown=unknown,
        restored=sum(restored_of(session, form) for form in forms),
        entries=entries, problems=tuple(map(page_problem, outcome.problems)),
    )  # fmt: skip


def _unread(session: ReviewSession, name: str, kind: str, problems: Sequence[Problem]) -> AddedFile:
    first = problems[0] if problems else None
    return AddedFile(
        name=name, kind=session.words.kinds[kind], severity="edit",
        read=session.words.text("unread") if first is None else first.message,
        rule="" if first is None else first.hint, problems=tuple(map(page_problem, problems)),
    )  # fmt: skip


def _rule(session: ReviewSession, outcome: ReadOutcome, is_compared: bool) -> str:
    """Return by which sets the forms of a file are scored, and who named each."""
    words = session.words
    by: dict[tuple[str, str], None] = {}
    for found in outcome.forms:
        if found.state.fate == "reviewed":
            by[called_set(session, found.state.set), f"by_{found.state.set_by}"] = None
        elif found.state.fate == "no-set":
            by["", "by_person"] = None
    text = "；".join(words.text(how, set=called) for called, how in by)
    return text or (words.text("compared") if is_compared else "")


def _target_rows(session: ReviewSession, taken: TakenFile) -> int:
    outcome = taken.outcome
    if not (outcome.contents and outcome.contents.targets):
        return 0
    store = session.worker.store
    read = store.read(outcome.kept, outcome.name) if outcome.kept else outcome.read
    return 0 if read is None else sum(len(table.rows) for table in read.targets)


def _entries_in(outcome: ReadOutcome) -> int:
    """Return how many things a person wrote into a file: cells of rows, decisions, signatures."""
    read = outcome.read
    if read is None:
        return 0
    rows = sum(
        any(not cell.is_blank for cell in row.cells) for sheet in read.sheets for row in sheet.rows
    )
    signed = sum(sheet.by is not None and not sheet.by.is_blank for sheet in read.sheets)
    return rows + signed + len(read.decisions) + len(read.replies)


def restored_of(session: ReviewSession, form: str) -> int:
    """Return how many cells of a form were brought back into their places; a level is none."""
    return len(session.restored(form))


# What changed


def _fingerprints(session: ReviewSession) -> Mapping[str, object]:
    return {form: session.job(form) for form in session.ids}


def _answer(intake: _Intake, before: Mapping[str, object]) -> ReviewAddAnswer:
    session = intake.session
    now = _fingerprints(session)
    files = [
        _described(session, one.taken, replaced=one.replaced)
        if isinstance(one, _ToDescribe) else one
        for one in intake.files
    ]  # fmt: skip
    changed = tuple(form for form, job in now.items() if before.get(form) != job)
    return ReviewAddAnswer(
        files=tuple(files), batch=batch_totals(session), changed=changed,
        gone=tuple(form for form in before if form not in now),
        merged=_merged(intake) if intake.has_entries else None,
    )  # fmt: skip


def _merged(intake: _Intake) -> MergeReport:
    session = intake.session
    ids = session.ledger.ids()
    new = ids - intake.known
    conflicts, drafts = [], list[PendingGiven]()
    for form in session.ids:
        made = session.form(form)
        if made.job.copy:
            continue
        for conflict in made.tracks.state.conflicts:
            if new & {entry.id for entry in conflict.entries}:
                lines = tuple(entry_line(session, made, entry) for entry in conflict.entries)
                conflicts.append(
                    ConflictLine(
                        form=form, title=made.title, row=conflict.row,
                        name=made.row_name(conflict.row), entries=lines,
                    )
                )  # fmt: skip
        for entry in made.tracks.state.drafts:
            given = draft_given(session, made, entry) if entry.id in new else None
            if given is not None:
                session.drafts.add(entry.id)
                drafts.append(given)
    problems = [
        page_problem(problem)
        for taken in session.files.values()
        for problem in session.desk.problems.get(taken.file.name, ())
    ]
    return MergeReport(
        entries=intake.entries, new=len(new), drafts=tuple(drafts), conflicts=tuple(conflicts),
        refused=tuple(problems),
    )  # fmt: skip


def batch_totals(session: ReviewSession) -> BatchTotals:
    """Return what the batch holds."""
    outcomes = [taken.outcome for taken in session.files.values()]
    held = [outcome.contents for outcome in outcomes if outcome.contents is not None]
    fates = [found.state.fate for outcome in outcomes for found in outcome.forms]
    jobs = [session.job(form) for form in session.ids]
    return BatchTotals(
        files=len(outcomes), forms=len(fates), known=fates.count("reviewed"),
        unknown=fates.count("no-set"), targets=sum(one.targets for one in held),
        reports=sum(
            bool(one.statements or one.passages) and not (one.forms or one.targets)
            for one in held
        ),
        unread=len(outcomes) - len(held), repeats=sum(job.repeat for job in jobs),
        restored=sum(restored_of(session, form) for form in session.ids),
        entries=sum(map(_entries_in, outcomes)), secret=sum(job.form.is_secret for job in jobs),
    )  # fmt: skip
