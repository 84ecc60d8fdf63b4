"""The texts of a report that only a person can write: what was written, what is proposed, what is open."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from scoring.records.figures import FigureRegister, ProjectFigures
from scoring.records.papers import BlockState, TextBlock
from scoring.records.submission import SummaryTexts
from scoring.records.year_folder import YearFolder
from scoring.records.year_record import LAST_YEAR
from scoring.year.department_rows import whole_table
from scoring.year.numbered import numbered_items
from scoring.year.report_texts import DraftSource, ReportTexts, TextBlockSpec

Written = Mapping[str, Sequence[str]]
"""By the block's id: the paragraphs that a person left in the paper of the folder, marks included."""
_STOPS: Final = "。！？；.!?;"


def department_blocks(
    register: FigureRegister, folder: YearFolder, texts: ReportTexts, written: Written
) -> Mapping[str, TextBlock]:
    """Return the text blocks of the report of the department."""
    record = folder.record.texts
    drafts = _DepartmentDrafts(register, folder, texts)
    return {
        name: _block(name, spec, texts, written, (record,), drafts.of(name, spec))
        for name, spec in texts.department_blocks.items()
    }


def project_blocks(
    project: ProjectFigures, folder: YearFolder, texts: ReportTexts, written: Written
) -> Mapping[str, TextBlock]:
    """Return the text blocks of the report of a project; what its form says stands above the record."""
    submission = project.form.submission if project.form else None
    own = submission.texts if submission else {}
    has_problems = submission is not None and says_of_problems(submission.summary)
    blocks = {}
    for name, spec in texts.project_blocks.items():
        block = _block(name, spec, texts, written, (own, folder.record.texts), ())
        if block.state == "open" and spec.is_problems and has_problems:
            block = replace(block, state="written")
        blocks[name] = block
    return blocks


def says_of_problems(summary: SummaryTexts) -> bool:
    """Tell whether a form names problems, or says that there are none."""
    return bool(summary.problems.strip()) or summary.no_problems


def _block(
    name: str,
    spec: TextBlockSpec,
    texts: ReportTexts,
    written: Written,
    given: Iterable[Mapping[str, str]],
    draft: Sequence[str],
) -> TextBlock:
    """Return a block: the person's paragraphs if there are any, else a draft, else its hint."""

    def block(state: BlockState, paragraphs: Sequence[str]) -> TextBlock:
        return TextBlock(name, state, tuple(paragraphs), hint, spec.heading)

    hint = spec.hint + texts.text("longest", longest=spec.longest)
    kept = [text for text in _without_open(written.get(name, ()), texts) if text.strip() != hint]
    if kept:
        mark = texts.marks["draft"]
        if any(mark in paragraph for paragraph in kept):
            return block("draft", [paragraph.replace(mark, "") for paragraph in kept])
        return block("written", kept)
    for own in given:
        text = own.get(name, "") or (own.get(spec.from_, "") if spec.from_ else "")
        if text.strip():
            return block("written", _paragraphs(text))
    if draft:
        return block("draft", draft)
    return block("written" if spec.optional else "open", ())


def _without_open(paragraphs: Sequence[str], texts: ReportTexts) -> tuple[str, ...]:
    """Leave out hints that stand where a text is to be written, and blank paragraphs."""
    mark = texts.marks["open"]
    return tuple(p for p in paragraphs if p.strip() and not p.lstrip().startswith(mark))


def _paragraphs(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip())


class _DepartmentDrafts:
    """What a text of the department's report may be drafted from, source by source."""

    def __init__(self, register: FigureRegister, folder: YearFolder, texts: ReportTexts) -> None:
        self.register = register
        self.folder = folder
        self.texts = texts

    def of(self, name: str, spec: TextBlockSpec) -> tuple[str, ...]:
        """Return the draft of a block: that of the first source that has anything."""
        return next(filter(None, (self._from(source, name) for source in spec.draft)), ())

    def _from(self, source: DraftSource, name: str) -> tuple[str, ...]:
        if source == "last":
            return _paragraphs(self.folder.record.texts.get(f"{LAST_YEAR}{name}", ""))
        return tuple(getattr(self, f"_{source}")())

    def _goal(self) -> Iterator[str]:
        table = whole_table(self.folder)
        yield from numbered_items(table.goal if table else "")

    def _tasks(self) -> Iterator[str]:
        table = whole_table(self.folder)
        for task in table.listed_tasks() if table else ():
            if task.content:
                yield self.texts.text("task", task=task.name, content=_ended(task.content))

    def _achieved(self) -> Iterator[str]:
        """Yield what the projects achieved, under their first-level projects."""
        last = ""
        for project in self._projects():
            text = project.form.submission.summary.achieved if project.form else ""
            if not text.strip():
                continue
            if project.parent and project.parent != last:
                yield project.parent
                last = project.parent
            yield self.texts.text("achieved", project=project.name, text=_joined(text))

    def _problems(self) -> Iterator[str]:
        for project in self._projects():
            summary = project.form.submission.summary if project.form else None
            if summary is None or not summary.problems.strip():
                continue
            values = {"project": project.name, "problems": _joined(summary.problems)}
            if summary.measures.strip():
                values["measures"] = _joined(summary.measures)
                yield self.texts.text("problem_measures", **values)
            else:
                yield self.texts.text("problem", **values)

    def _projects(self) -> Iterator[ProjectFigures]:
        """Yield the projects whose texts may stand in a paper: none that is secret."""
        return (project for project in self.register.projects if not project.is_secret)


def _joined(text: str) -> str:
    return "".join(_ended(line) for line in _paragraphs(text))


def _ended(text: str) -> str:
    """Return a text with an end stop."""
    return text if text.endswith(tuple(_STOPS)) else f"{text}。"
