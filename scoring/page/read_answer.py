"""``read``: any file that an officer has at hand, as submissions to go on with."""

from __future__ import annotations

import json
import re
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

from scoring.batch.set_fit import homeless, levels_without_rows
from scoring.engine.leaves import settle_leaves
from scoring.intake.any_file import read_any
from scoring.intake.content import is_draft
from scoring.intake.drafts import typed_in_draft
from scoring.intake.targets import FormSource, of_next_year, read_sources, source_of_table
from scoring.page.brought_sets import ChosenSet, SetChooser
from scoring.page.context import PageContext
from scoring.page.messages.bringing import BroughtForm, BroughtKind, ReadAnswer, ReadAsk
from scoring.page.messages.message import PageProblem
from scoring.page.unit_words import UnitWords
from scoring.problem import InputError, Problem
from scoring.records.file_content import FileRead
from scoring.records.submission import Submission
from scoring.text import excerpt
from scoring.words import load_vocabulary
from scoring.work.export_copy import is_copyable
from scoring.work.fill_in import fill_in_plan
from scoring.work.library import Library

_SCHEMA: Final = "ziping/submission/1"
_MOST_LISTED: Final = 20
_UNNAMED: Final = "文件"
_LONGEST_NAME: Final = 200


def read(context: PageContext, ask: ReadAsk) -> ReadAnswer:
    """Return what a file was found to be, and what of it can be gone on with.

    A missing year or name never stops; what cannot be read is said by name and reason.
    """
    words = load_vocabulary(UnitWords)
    name = file_name(ask.given.name)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(context.content(ask.given))
        try:
            return _FileReader(context.library, ask, path, words).answer()
        except InputError as error:
            problems = tuple(_problem(problem, path, words) for problem in error.problems)
            return ReadAnswer(
                kind="nothing", kind_words=words.kinds["nothing"], problems=problems,
                note=words.notes["none"],
            )  # fmt: skip


def file_name(name: str) -> str:
    """Return the last part of a file's name, as any system can write it."""
    last = re.split(r"[\\/]", name.rstrip("\\/"))[-1]
    plain = "".join("_" if sign in '<>:"|?*\\/' or sign < " " else sign for sign in last)
    short = plain.strip().rstrip(".")
    stem, dot, suffix = short.rpartition(".")
    if len(short.encode("utf-8", "replace")) > _LONGEST_NAME:
        short = f"{stem[:40]}{dot}{suffix[:10]}"
    return short.encode("utf-8", "replace").decode("utf-8") or _UNNAMED


class _FileReader:
    def __init__(self, library: Library, ask: ReadAsk, path: Path, words: UnitWords) -> None:
        self.library, self.ask, self.path, self.words = library, ask, path, words
        self.chooser = SetChooser(library)

    def answer(self) -> ReadAnswer:
        """Return the answer. Raises :class:`InputError` if nothing can be read."""
        if is_draft(self.path):
            return self._answer("draft", tuple(self._of_draft()))
        if self.ask.take_as == "approved":
            return self._of_sources(read_sources(
                self.path, "", self.library.digest, self.library.form_labels
            ))  # fmt: skip
        found = read_any(
            self.path, self.path.name, self.library.digest, labels=self.library.form_labels
        )
        usable = [form for form in found.forms if form.submission is not None]
        if not usable and found.targets:
            return self._of_sources(
                [source_of_table(table) for table in found.targets if table.rows], found
            )
        if not found.forms:
            return self._of_sources(read_sources(
                self.path, "", self.library.digest, self.library.form_labels
            ), found)  # fmt: skip
        return self._of_forms(found)

    def _of_draft(self) -> Iterator[BroughtForm]:
        text = self.path.read_text("utf-8", errors="replace")
        for typed in typed_in_draft(text, self.path.name):
            rows = typed.get("indicators")
            project = typed.get("project")
            year = str(typed.get("year") or "")
            name = project.get("name") if isinstance(project, Mapping) else ""
            yield BroughtForm(
                title=str(name or typed.get("unit") or ""), unit=str(typed.get("unit") or ""),
                year=int(year) if year.isdecimal() and len(year) == 4 else None,
                set=str(typed.get("set") or ""), set_by="form" if typed.get("set") else "",
                rows=len(rows) if isinstance(rows, list) else 0, submission=dict(typed),
                brought=(), left_out=(), secret=typed.get("secret") in (True, "是", "true"),
            )  # fmt: skip

    def _of_forms(self, found: FileRead) -> ReadAnswer:
        is_fill_in = found.kind == "fill-in"
        is_printed = any(form.set_mark for form in found.forms)
        is_record = found.kind == "submission"
        copyable = not is_fill_in and not is_record and not is_printed and is_copyable(self.path)
        kind: BroughtKind = "fill_in" if is_fill_in else "export" if copyable else "form"
        if self.ask.take_as not in (None, "nothing", "approved"):
            kind = self.ask.take_as or kind
        forms, problems = [], list(found.problems)
        earlier = False
        for form in found.forms:
            problems += form.problems
            if form.submission is None:
                continue
            source = FormSource(
                "form", form.submission, at=form.at, title=form.title, headings=form.headings
            )
            is_last = kind == "last_year" or self._is_of_last_year(form.submission)
            earlier = earlier or is_last
            forms.append(self._form(source, form.set_mark, is_last=is_last))
        if earlier:
            kind = "last_year"
        return self._answer(kind, tuple(forms), problems, kept=copyable and not earlier)

    def _is_of_last_year(self, submission: Submission) -> bool:
        """Tell whether a form is of a year before the one that is being filled in."""
        if self.ask.take_as is not None or self.ask.year is None or submission.year is None:
            return False
        return submission.year < self.ask.year

    def _of_sources(self, sources: list[FormSource], found: FileRead | None = None) -> ReadAnswer:
        problems = [] if found is None else list(found.problems)
        is_last = self.ask.take_as == "last_year"
        forms = tuple(self._form(source, "", is_last=is_last) for source in sources)
        is_form = all(source.kind == "form" for source in sources)
        usual: BroughtKind = "form" if is_form else "approved"
        return self._answer(self.ask.take_as or usual, forms, problems)

    def _form(self, source: FormSource, mark: str, *, is_last: bool) -> BroughtForm:
        unread = source.submission
        chosen = self.chooser.of(source, mark, self.ask.set or "")
        left: list[str] = []
        if is_last and source.kind == "form":
            year = self.ask.year
            if year is None and unread.year is not None:
                year = unread.year + 1
            source = of_next_year(source, year)
            is_next = unread.year is not None and year == unread.year + 1
            left.append(self.words.left_out["last_year" if is_next else "last_year_other"])
        if source.kind == "targets" and self.ask.year is not None:
            submission = source.submission.with_year(self.ask.year)
            source = replace(source, submission=submission)
        submission = source.submission
        if chosen.set:
            named = submission.model_copy(update={"set": chosen.set})
            indicators = self.library.indicator_set(chosen.set)
            submission = named if submission.set == chosen.set else settle_leaves(named, indicators)
            left += self._of_set(source, chosen.set)
        if source.kind != "form" or is_last:
            # What is filled in anew does not carry what was read wrongly or in vain elsewhere.
            submission = submission.model_copy(update={"unplaced": (), "repairs": ()})
        data = self._data(submission, chosen.set)
        if source.kind == "targets" and chosen.set:
            left += self._as_fill_in(data, submission, chosen.set)
        left += self._left(source)
        return self._brought(submission, data, chosen, left, unread)

    def _brought(
        self, submission: Submission, data: dict[str, Any], chosen: ChosenSet, left: list[str],
        unread: Submission,
    ) -> BroughtForm:  # fmt: skip
        if chosen.note:
            left.insert(0, chosen.note)
        return BroughtForm(
            title=submission.project.name or submission.unit,
            unit=submission.unit,
            year=submission.year,
            set=chosen.set,
            set_by=chosen.by,
            offers=chosen.offers,
            rows=len(submission.rows),
            submission=data,
            brought=tuple(self._cells(submission)),
            left_out=tuple(self._capped(left)),
            repairs=tuple(
                PageProblem(where=repair.at, what=repair.what, todo=repair.why)
                for repair in unread.repairs[:_MOST_LISTED]
            ),
            unplaced=tuple(
                PageProblem(where=piece.at, what=piece.text)
                for piece in unread.unplaced[:_MOST_LISTED] if not piece.is_of_year
            ),
            secret=submission.secret,
        )  # fmt: skip

    def _data(self, submission: Submission, set_id: str) -> dict[str, Any]:
        """Return a submission as the page holds it: numbers as they were written, blanks left out."""
        # That no year was found the page shows by its blank cell, which a person fills in.
        pieces = tuple(piece for piece in submission.unplaced if not piece.is_of_year)
        whole = submission.model_copy(update={"unplaced": pieces}).model_dump(
            by_alias=True, exclude_defaults=True
        )
        data: dict[str, Any] = json.loads(json.dumps(whole, default=_as_written))
        data |= {"schema": _SCHEMA, "set": set_id}
        if set_id and not submission.set_digest:
            data["set_digest"] = self.library.digest(set_id)
        return data

    def _as_fill_in(self, data: dict[str, Any], submission: Submission, set_id: str) -> list[str]:
        """Put in what a 填报表 adds to an approved table: proposed points, the row of all money."""
        plan = fill_in_plan(self.library, set_id, submission)
        data["funds"] = [
            {
                key: value if isinstance(value, str) else format(value, "f")
                for key, value in line.items()
            }
            for line in plan.funds
        ]
        lines = [line for line in plan.rows if line.get("name") or line.get("target")]
        if len(lines) == len(data.get("indicators", ())):
            for row, line in zip(data["indicators"], lines, strict=True):
                if line.get("points") is not None:
                    row["points"] = (
                        format(line["points"], "f")
                        if not isinstance(line["points"], str)
                        else line["points"]
                    )
        return [self.words.left_out["proposed"]] if plan.proposed else []

    def _of_set(self, source: FormSource, set_id: str) -> list[str]:
        """Say which rows have no level in the set, and for which points no row is left."""
        if source.kind != "targets":
            return []
        indicators, words = self.library.indicator_set(set_id), self.words.left_out
        lines = [
            words["homeless"].format(level1=row.level1, level2=row.level2, name=row.name)
            for row in homeless(indicators, source.rows)
        ]
        levels = levels_without_rows(indicators, source.rows)
        return [*lines, *(words["level"].format(level=level) for level in levels)]

    def _left(self, source: FormSource) -> list[str]:
        words = self.words.left_out

        def at(place: str) -> str:
            return words["at"].format(at=place) if place else ""

        blank = [words["blank"].format(name=name, at=at(place)) for name, place in source.blank]
        left = [
            words["piece"].format(text=excerpt(text), at=at(place)) for text, place in source.left
        ]
        return [*blank, *left]

    def _capped(self, lines: list[str]) -> Iterator[str]:
        yield from lines[:_MOST_LISTED]
        if len(lines) > _MOST_LISTED:
            yield self.words.left_out["more"].format(count=len(lines) - _MOST_LISTED)

    def _cells(self, submission: Submission) -> Iterator[str]:
        """Say what came in, in the order of the form."""
        brought = self.words.brought
        for path, label in brought.head.items():
            value: object = submission
            for step in path.split("."):
                value = getattr(value, step)
            if value:
                yield label
        if submission.funds:
            yield brought.funds.format(count=len(submission.funds))
        if submission.tasks:
            yield brought.tasks.format(count=len(submission.tasks))
        for key, label in brought.rows.items():
            count = sum(1 for row in submission.rows if getattr(row, key) not in ("", None))
            if count:
                yield brought.cells.format(label=label, count=count)
        if submission.inputs:
            yield brought.inputs.format(count=len(submission.inputs))

    def _answer(
        self, kind: BroughtKind, forms: tuple[BroughtForm, ...],
        problems: list[Problem] | None = None, *, kept: bool = False,
    ) -> ReadAnswer:  # fmt: skip
        if not forms:
            kind = "nothing"
        return ReadAnswer(
            kind=kind,
            kind_words=self.words.kinds[kind],
            forms=forms,
            kept_for_export=kept and bool(forms),
            note=self.words.notes["none"] if not forms else "",
            problems=tuple(_problem(one, self.path, self.words) for one in problems or ()),
        )


def _problem(problem: Problem, path: Path, words: UnitWords) -> PageProblem:
    """Return a problem as the page shows it; places bear no folder that the page does not know."""
    what, todo = words.unreadable.get(problem.code, (problem.message, problem.hint))
    where = str(problem.place).replace(f"{path.parent}/", "").replace(f"{path.parent}\\", "")
    return PageProblem(where=where, what=what, todo=todo, code=problem.code)


def _as_written(value: object) -> str:
    """Return a number with the decimals that it came with: they are printed on the form."""
    if isinstance(value, Decimal):
        return format(value, "f")
    raise TypeError(type(value).__name__)
