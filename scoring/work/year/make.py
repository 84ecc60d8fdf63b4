"""The papers of a year made: only those that depend on what changed, all together or none."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from scoring.files.atomic import FilesTogether
from scoring.files.digests import bytes_digest
from scoring.files.links import leads_out
from scoring.files.text_file import read_bytes
from scoring.problem import InputError, Place, Problem
from scoring.words import load_vocabulary
from scoring.work.library import Library
from scoring.work.year.changes import PaperChange, change_book, changes_between
from scoring.work.year.finish import (
    final_of,
    is_book,
    open_points,
    refuse_final,
    with_final,
    without_final,
)
from scoring.work.year.made_paper import made_paper, says_the_same
from scoring.work.year.open_year import input_digests, open_year, refuse_faulty
from scoring.work.year.paper_file import PaperFile
from scoring.work.year.papers import KINDS, PaperGroup, YearWork
from scoring.work.year.papers_on_disk import (
    PaperOnDisk,
    PapersOnDisk,
)
from scoring.work.year.progress import open_forms, progress_of
from scoring.work.year.record_file import record_path
from scoring.work.year.state import FILE, MadePaper, YearState, load_state, state_text
from scoring.writers.year_job_words import YearJobWords


@dataclass(slots=True)
class MadeYear:
    """What a making did, file by file, relative to the folder."""

    written: list[str] = field(default_factory=list)
    unchanged: int = 0
    kept: list[str] = field(default_factory=list)
    """Copies that were put aside of what a person had changed."""
    removed: list[str] = field(default_factory=list)
    changes: list[PaperChange] = field(default_factory=list)
    open_points: list[str] = field(default_factory=list)
    """What keeps the year from being finished; then nothing was written."""
    was_final: bool = False
    """Whether the year had been finished: then every paper that stood there was put aside."""
    is_unapproved: bool = False
    """Whether it was finished without a meeting that passed the papers."""


def make_year(
    folder: Path,
    library: Library,
    groups: Collection[PaperGroup] = (),
    *,
    internal: bool = False,
    final: str = "",
    reopens: bool = False,
) -> MadeYear:
    """Make the papers of a year; of no ``groups`` all.

    ``final`` is the day on which the year is finished: only if nothing is open in it, else
    ``open_points`` of the answer says what, and nothing was written. ``reopens`` takes the year's end
    back. Raises :class:`InputError` with everything that keeps the papers from being made.
    """
    work, papers = open_year(folder, library, internal=internal)
    record = record_path(folder)
    assert record is not None
    if not reopens:
        refuse_final(work.year.record, record.name)
    refuse_faulty(work)
    making = _Making(folder, work, papers, load_state(folder))
    return making.run(groups, record, final, reopens=reopens)


class _Making:
    def __init__(
        self, folder: Path, work: YearWork, papers: PapersOnDisk, state: YearState
    ) -> None:
        self.folder = folder
        self.work = work
        self.papers = papers
        self.state = state
        self.done = MadeYear()
        self.made: dict[str, MadePaper] = {}
        self.changes = state.changes
        self.labels = {figure.id: figure.label for figure in work.register.all()}
        self.secret = tuple(
            f"project/{p.key}/" for p in work.register.every_project() if p.is_secret
        )

    def run(
        self, groups: Collection[PaperGroup], record: Path, final: str, *, reopens: bool
    ) -> MadeYear:
        kinds = [kind for kind in KINDS if not groups or kind.group in groups]
        files = [file for kind in kinds for file in self.work.files(kind)]
        if final:
            self.done.open_points = [
                *open_forms(progress_of(self.folder, self.work)),
                *open_points(self.work, files),
            ]
            if self.done.open_points:
                return self.done
            approved = self.work.year.record.approved
            self.done.is_unapproved = not (approved.meeting and approved.date)
        stay = self.state.papers if groups else {}
        was_final = reopens and self.work.year.record.final is not None
        self.done.was_final = was_final
        self._refuse_outside(files, record)
        with FilesTogether() as together:
            for file in files:
                self._make(file, together, keeps=was_final)
            self.done.changes.sort(key=lambda change: change.kind in ("figure", "text"))
            gone = [name for name in self.state.papers if name not in self.made | stay]
            for name in gone:
                self._put_aside_if_touched(name, together)
            self._write_changes(together)
            inputs = input_digests(self.folder)
            self._write_record(record, final, inputs, together, was_final=was_final)
            state = YearState(
                program=self.work.program,
                inputs=inputs,
                papers=dict(sorted({**stay, **self.made}.items())),
                changes=self.changes,
            )
            text = state_text(state)
            if text != _content(self.folder / FILE):
                together.write(self.folder / FILE, text)
        self._remove(gone)
        return self.done

    def _others(self, record: Path) -> Iterator[str]:
        """Yield what is written besides the papers."""
        yield from (FILE, self._change_list, record.name)
        kept = self.work.names.kept
        standing = (f"{kept}/{name}" for name in self.state.papers)
        yield from dict.fromkeys((kept, *(str(PurePosixPath(name).parent) for name in standing)))

    @property
    def _change_list(self) -> str:
        return f"{self.work.names.summary}/{load_vocabulary(YearJobWords).changes_file}"

    def _refuse_outside(self, files: Sequence[PaperFile], record: Path) -> None:
        """Raise :class:`InputError` where a link would lead anything out of the year's folder."""
        hint = "请把这个快捷链接换成普通的文件夹或文件。"
        problems = [
            Problem("output-name", "是指向年度文件夹以外的链接，没有写", Place(name), hint)
            for name in dict.fromkeys((*(file.file for file in files), *self._others(record)))
            if leads_out(self.folder / name, self.folder)
        ]
        if problems:
            raise InputError(problems)

    def _write_changes(self, together: FilesTogether) -> None:
        """Write 改动清单; one that is not as it was made, with a person's notes, is put aside."""
        if not self.done.changes:
            return
        name = self._change_list
        content, old = change_book(self.done.changes), _content(self.folder / name)
        if old and bytes_digest(old) not in (self.changes, bytes_digest(content)):
            self._keep(name, old, together)
        self.changes = bytes_digest(content)
        together.write(self.folder / name, content)
        self.done.written.append(name)

    def _write_record(
        self,
        record: Path,
        final: str,
        inputs: dict[str, str],
        together: FilesTogether,
        *,
        was_final: bool,
    ) -> None:
        """Append to the record that the year is finished, or take that out of it."""
        if not (final or was_final):
            return
        content = read_bytes(record, name=record.name)
        if was_final:
            content = without_final(content, record.name)
        if final:
            forms = f"{self.work.names.forms}/"
            digests = {name: made.digest for name, made in self.made.items()}
            digests |= {name: one for name, one in inputs.items() if name.startswith(forms)}
            content = with_final(content, record.name, final_of(final, digests))
        if is_book(record.name):  # another program writes it: what it looked like is kept
            self._keep(record.name, read_bytes(record, name=record.name), together)
        together.write(record, content)
        inputs[record.name] = bytes_digest(content)
        self.done.written.append(record.name)

    def _make(self, file: PaperFile, together: FilesTogether, *, keeps: bool) -> None:
        """Write a paper, unless it is made of the same as what stands there.

        ``keeps`` puts also aside what nobody has changed: the papers of a year that was finished.
        """
        standing = self.papers.get(file.file)
        made = self.state.papers.get(file.file)
        if standing is not None and keeps:
            self._put_aside(file.file, standing, together)
        if standing is not None and standing.is_untouched and made and made.key == file.key:
            self.made[file.file] = made
            self.done.unchanged += 1
            return
        content = file.render()
        now = made_paper(file, content, self.secret, self.work.year.record.texts)
        if standing is not None and says_the_same(standing, content):
            if made is not None and standing.content == content and made.digest != now.digest:
                # a run that was ended by force put it in place and could not list it
                self.done.changes += changes_between(file, made, None, self.labels)
            self.made[file.file] = now.model_copy(
                update={"digest": standing.digest, "saved": standing.content != content}
            )
            self.done.unchanged += 1
            return
        if standing is not None and standing.is_persons and not keeps:
            self._put_aside(file.file, standing, together)
        self.done.changes += changes_between(file, made, standing, self.labels)
        together.write(self.folder / file.file, content)
        self.made[file.file] = now
        self.done.written.append(file.file)

    def _put_aside_if_touched(self, name: str, together: FilesTogether) -> None:
        standing = self.papers.get(name)
        if standing is not None and standing.is_persons:
            self._put_aside(name, standing, together)

    def _put_aside(self, name: str, standing: PaperOnDisk, together: FilesTogether) -> None:
        """Keep the whole file that a person changed."""
        self._keep(name, standing.content, together)

    def _keep(self, name: str, content: bytes, together: FilesTogether) -> None:
        at = PurePosixPath(name)
        marked = at.with_name(f"{at.stem}-{bytes_digest(content)[:8]}{at.suffix}")
        copy = f"{self.work.names.kept}/{marked}"
        if not (self.folder / copy).exists():
            together.write(self.folder / copy, content)
        self.done.kept.append(copy)

    def _remove(self, gone: Sequence[str]) -> None:
        """Remove papers that are no longer made; what a person changed in them was put aside."""
        for name in gone:
            path = self.folder / name
            try:
                path.unlink()
            except FileNotFoundError:
                continue
            except OSError:
                place = Place(name)
                hint = "请关闭正在打开它的程序，自行删除这个文件：它不用再生成了。"
                problem = Problem("not-removed", "旧的文件没有删去", place, hint)
                raise InputError([problem]) from None
            self.done.removed.append(name)
            if not any(path.parent.iterdir()):
                os.rmdir(path.parent)


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        return b""
