"""``review``: folders of submissions in, every discrepancy listed, a summary of a few lines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final, Literal

from scoring.batch.batch_words import BatchWords
from scoring.batch.kept_readings import holds_any
from scoring.batch.review_run import ReviewRun
from scoring.batch.run import rescore
from scoring.batch.selection import EVERYTHING, Selection
from scoring.cli.progress import ProgressBar
from scoring.cli.terminal import echo
from scoring.pool.worker_process import collect_seldom
from scoring.problem import render_all
from scoring.records.result import FormState
from scoring.text import printable
from scoring.words import load_vocabulary
from scoring.work.library import Library

_MOST_LINES: Final = 20
"""So many of a kind are printed on the terminal; the lists hold all."""
_MOST_CLUES: Final = 5


def review_files(
    paths: Sequence[Path],
    set_id: str | None,
    recognise: bool,
    sets_folder: Path | None,
    rules: Path | None,
    decisions: Sequence[Path],
    folder: Path,
    formats: Sequence[str],
    year: int | None = None,
    labels: Mapping[str, str] | None = None,
    workers: int | None = None,
    sheets: Literal["all", "open"] = "all",
    selection: Selection = EVERYTHING,
) -> int:
    """Review everything under ``paths`` into ``folder``.

    Returns the exit status: 0 nothing to be looked at, 1 a person is needed (findings, rows that
    are open, forms or files that could not be read), 2 nothing could be read or written.
    """
    words = load_vocabulary(BatchWords)
    library = Library(sets_folder, labels)
    collect_seldom()
    try:
        run = rescore(
            paths, folder, set=set_id, sets=library, recognise=recognise, rules=rules,
            decisions=decisions, formats=formats, progress=ProgressBar(words), year=year,
            workers=workers, sheets=sheets, selection=selection,
        )  # fmt: skip
    except KeyboardInterrupt:
        kept = holds_any(folder)
        echo(words.text("stopped" if kept else "stopped_early"), err=True)
        return 2
    unread = [p for file in run.state.files if file.is_unread for p in file.problems[:1]]
    if unread:
        echo(render_all(unread[:_MOST_LINES]), err=True)
    forms = [form for file in run.state.files for form in file.forms]
    notes = [*run.notes, *(library.unused_headings(forms) if forms else ())]
    if notes:
        echo(render_all(notes), err=True)
    summary = _Summary(run, words, set_id, recognise=recognise, part=selection.label)
    echo("\n".join(printable(line) for line in summary.lines(folder)))
    if run.problems:
        echo(render_all(run.problems), err=True)
        return 2
    if not any(not file.is_unread for file in run.state.files):
        return 2
    return 1 if run.needs_person else 0


class _Summary:
    """The lines about a run; ``set_id`` and ``recognise`` are what the command was given."""

    def __init__(
        self, run: ReviewRun, words: BatchWords, set_id: str | None, *, recognise: bool,
        part: str = "",
    ) -> None:  # fmt: skip
        self.run = run
        self.text = words.text
        self.set_id = set_id
        self.part = part
        self.recognise = recognise
        self.names = run.words.files
        self.forms = [form for file in run.state.files for form in file.forms]

    def lines(self, folder: Path) -> Iterator[str]:
        """Yield everything: what was read, found, not used, and written into ``folder``."""
        run, text = self.run, self.text
        files = run.state.files
        unread = sum(file.is_unread for file in files)
        passed = sum(p.count for p in run.state.passed_over)
        if not files:
            yield text("nothing_found")
        yield text(
            "files", read=len(files) - unread, unread=unread, passed=passed, forms=len(self.forms),
            reviewed=run.reviewed,
        )  # fmt: skip
        if self.part:
            yield text("part", part=self.part, count=run.reviewed)
        if run.draw is not None:
            yield text(
                "drawn", count=len(run.draw.drawn), groups=run.draw.groups, of=run.draw.population
            )
        if run.secret:
            yield text("secret", count=run.secret)
        if run.repeats:
            yield text("repeats", count=run.repeats)
        yield from self._sets()
        counts = run.counts
        listed = [
            text("kinds", kind=run.kinds.get(key, run.words.lists.get(key, key)), count=n)
            for key in ("E", "Q", "N", "targets", "matches")
            if (n := counts[key])
        ]
        if run.open_rows:
            listed.append(text("open", count=run.open_rows))
        if listed or run.reviewed:
            yield text("findings", all="，".join(listed) or text("nothing"))
        yield from self._progress()
        for key in run.unmatched_decisions[:_MOST_LINES]:
            yield text("lost_decision", key=key)
        for key in run.waiting_decisions[:_MOST_LINES]:
            yield text("waiting_decision", key=key)
        for label, count in list(run.unused_decisions.items())[:_MOST_LINES]:
            yield text("not_used", called=label, count=count)
        yield from self._refused()
        yield from self._not_scored()
        yield from self._unmatched()
        yield text("where", folder=folder)
        for name in _outputs(run.written, self.names["overview"]):
            yield f"  {name}"
        for name in run.copies:
            yield text("kept", name=name)
        if run.removed:
            yield text("stale", count=len(run.removed))

    def _progress(self) -> Iterator[str]:
        """Yield how many reviews stand in which round, once any was begun, and what holds them."""
        run, text = self.run, self.text
        if run.is_begun:
            rounds = [text("rounds_one", round=name, count=n) for name, n in run.rounds.items()]
            yield text("rounds", all="，".join(rounds))
        for label in run.held[:_MOST_LINES]:
            yield text("held", called=label)
        yield from self._more(len(run.held), self.names["issues"])
        for pattern in dict.fromkeys(notice.pattern for _, notice in run.notices):
            own = [(label, n.values) for label, n in run.notices if n.pattern == pattern]
            for label, values in own[:_MOST_LINES]:
                yield text(pattern, called=label, **values)
            yield from self._more(len(own), self.names["worksheets"])
        if run.drafts:
            yield text("drafts", count=len(run.drafts))
        if run.emptied:
            yield text("emptied", count=run.emptied)

    def _refused(self) -> Iterator[str]:
        """Yield every entry of a 复核表 that was not used: where, why, what to do."""
        refused = self.run.refused
        if not refused:
            return
        files = self.run.state.files
        secret = {f.name for f in files if f.contents is not None and f.contents.is_secret}
        yield self.text("refused", count=len(refused))
        for entry in refused[:_MOST_LINES]:
            at = " ".join(part for part in (entry.file, entry.at) if part)
            is_secret = entry.file in secret or not entry.why
            name = "refused_secret" if is_secret else "refused_one"
            yield self.text(name, at=at, why=entry.why, todo=entry.todo)
        yield from self._more(len(refused), self.names["reading"])

    def _sets(self) -> Iterator[str]:
        """Yield by which sets the forms were scored, and who named these."""
        reviewed = [form for form in self.forms if form.fate == "reviewed"]
        by = Counter(form.set_by for form in reviewed)
        option = "by_option" if self.recognise else "by_option_all"
        for set_id in sorted({form.set for form in reviewed}):
            own = [form for form in reviewed if form.set == set_id]
            how = [
                self.text(name, count=len(these), clues=self._clues(these))
                for key, name in (("form", "by_form"), ("option", option), ("clues", "by_clues"))
                if (these := [form for form in own if form.set_by == key])
            ]
            yield self.text("set", set=set_id, count=len(own), how="；".join(how))
        if self.set_id and by["clues"]:
            yield self.text("kept_sets", set=self.set_id, count=by["option"], others=by["clues"])

    def _clues(self, forms: Sequence[FormState]) -> str:
        """Return the clues to the set that every one of the forms shows."""
        shown = [form.by_clues for form in forms if not form.secret]
        if not shown:
            return ""
        common = [clue for clue in shown[0] if all(clue in clues for clues in shown)]
        name = "clues" if len(shown) == 1 else "clues_of_all" if common else "clues_apart"
        return self.text(name, clues="、".join(common[:_MOST_CLUES]), list=self.names["reading"])

    def _not_scored(self) -> Iterator[str]:
        lists = self.run.words
        lines = []
        for form in self.forms:
            if form.fate == "reviewed":
                continue
            why = lists.fates[form.fate]
            if form.fate == "no-set":
                why = f"{why}；{lists.no_set_settle(form.nearest)}"
            elif form.problems and not form.secret:
                why = f"{why}：{form.problems[0].message}"
            label = " ".join(dict.fromkeys(p for p in (form.file, form.at, form.called) if p))
            lines.append(self.text("form", form=label, why=why))
        if lines:
            yield self.text("not_scored")
            yield from lines[:_MOST_LINES]
            yield from self._more(len(lines), lists.tables["unread"].title)

    def _unmatched(self) -> Iterator[str]:
        """Yield how many pieces belong to nothing, and how many cells were restored."""
        held = [file.contents for file in self.run.state.files if file.contents is not None]
        rest = sum(contents.rest + contents.unplaced - contents.remarks for contents in held)
        repairs = sum(contents.repairs for contents in held)
        yield from self._not_found()
        if rest:
            yield self.text("rest", rest=rest, list=self.names["reading"])
        if repairs:
            yield self.text("repairs", repairs=repairs, list=self.names["reading"])

    def _not_found(self) -> Iterator[str]:
        """Yield what each form was not found to have."""
        remarks = [
            self.text("not_found", form=f"{form.file} {form.at}".strip(), what=form.remark)
            for form in self.forms
            if form.remark
        ]
        yield from remarks[:_MOST_LINES]
        yield from self._more(len(remarks), self.names["reading"])

    def _more(self, count: int, name: str) -> Iterator[str]:
        if count > _MOST_LINES:
            yield self.text("more", count=count - _MOST_LINES, list=name)


def _outputs(written: Sequence[str], pages: str) -> list[str]:
    """Return the outputs: folders with their number of files, then single files.

    Of the many ``pages`` of an overview the first is named.
    """
    folders = Counter(name.split("/")[0] for name in written if "/" in name)
    single = [name for name in written if "/" not in name and not name.startswith(f"{pages}-")]
    return [*(f"{folder}/（{count}）" for folder, count in folders.items()), *single]
