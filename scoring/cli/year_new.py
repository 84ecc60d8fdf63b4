"""``year new``: the folder of a year begun from approved targets and the year before."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from scoring.cli.form_remarks import remarks
from scoring.cli.inputs import find_inputs
from scoring.cli.terminal import echo, typed_path
from scoring.files.atomic import FilesTogether
from scoring.files.text_file import read_bytes
from scoring.intake.any_file import read_any
from scoring.intake.targets import FormSource, of_next_year, read_sources
from scoring.problem import InputError, Place, Problem
from scoring.records.file_content import TargetTable
from scoring.records.year_record import FILE
from scoring.text import printable
from scoring.words import load_vocabulary
from scoring.work.library import Library
from scoring.work.year.begin import Beginning, BeginRequest, BeginSource, begin
from scoring.work.year.begin_record import begin_record
from scoring.work.year.folder_words import FolderWords
from scoring.work.year.follow_up import FILE as MEASURES_FILE
from scoring.work.year.follow_up import follow_up_book
from scoring.work.year.last_year import LastYear, read_last_year
from scoring.work.year.load import load_year
from scoring.work.year.next_forms import next_forms
from scoring.work.year.open_year import open_year, refuse_faulty
from scoring.work.year.record_file import BOOK, is_year
from scoring.workbooks.fill_in.layout import FillLayout

_FORMLESS = frozenset({"no-targets", "empty-file"})
_MOST_BYTES = 256_000_000


def begin_folder(
    year: int,
    targets: Sequence[Path],
    last: Path | None,
    folder: Path,
    sets_folder: Path | None,
    *,
    set_id: str | None,
    whole_set: str | None,
    department: str,
    as_book: bool,
) -> int:
    """Write the workbooks, the record and the folders of a year; nothing that is there is changed."""
    library = Library(sets_folder)
    if folder.exists() and not folder.is_dir():
        place = Place(str(folder))
        raise InputError(
            [Problem("output-name", "这是一个文件，不是文件夹", place, "请用 -o 换一个名称。")]
        )
    reading = _Targets(library)
    reading.read(targets, folder)
    before = LastYear() if last is None else read_last_year(last, library, year - 1)
    there = load_year(folder, library, documents=False) if is_year(folder) else None
    sources = reading.sources or list(_without_targets(targets, before, year))
    if reading.problems:
        raise InputError(reading.problems)
    request = BeginRequest(
        year=year, set_id=set_id or "", whole_set_id=whole_set or "", department=department,
        last=before.forms, last_year=before.year, there=there,
    )  # fmt: skip
    measures = None if before.year is None else follow_up_book(before.year)
    return _begin(
        request, sources, library, folder, reading, before.copies, measures, as_book=as_book
    )


def begin_next(
    folder: Path, year: int | None, output: Path, sets_folder: Path | None, *, as_book: bool
) -> int:
    """Write the workbooks of the targets to come, from what a year's projects had for targets."""
    library = Library(sets_folder)
    work, _ = open_year(folder, library)
    refuse_faulty(work)
    this = work.year
    year = year or this.record.year + 2
    there = load_year(output, library, documents=False) if is_year(output) else None
    made = next_forms(folder, this, work.register, work.table_words, library.reader, year)
    sources = [BeginSource(one.path, one.source, one.references) for one in made]
    for form in this.projects:
        if form.submission.state != "正常" and not form.submission.secret:
            echo(printable(f"没有带入 {form.submission.title}：{form.submission.state}"))
    request = BeginRequest(
        year=year, set_id="", whole_set_id="", department=this.record.department,
        last_year=this, there=there,
    )  # fmt: skip
    return _begin(request, sources, library, output, _Targets(library), (), as_book=as_book)


def _begin(
    request: BeginRequest,
    sources: Sequence[BeginSource],
    library: Library,
    folder: Path,
    reading: _Targets,
    copies: Sequence[tuple[str, bytes]],
    measures: bytes | None = None,
    *,
    as_book: bool,
) -> int:
    begun = begin(request, sources, library)
    if begun.problems:
        raise InputError(begun.problems)
    written = _write(request, folder, begun, reading, copies, measures, as_book=as_book)
    record = BOOK if (folder / BOOK).exists() else FILE
    for line in _lines(folder, begun, written, record, is_new=request.there is None):
        echo(printable(line))
    return 0


class _Targets:
    """The approved tables that were named: what each begins, and the files to be kept in the folder."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self.sources: list[BeginSource] = []
        self.tables: list[TargetTable] = []
        self.files: list[Path] = []
        self.problems: list[Problem] = []

    def read(self, targets: Sequence[Path], output: Path) -> None:
        inputs = find_inputs(targets, None)
        self.problems += inputs.problems
        library = self._library
        for file in inputs.files:
            try:
                found = read_sources(file.path, "", library.digest, library.form_labels)
                read = read_any(
                    file.path, file.path.name, library.digest, labels=library.form_labels
                )
            except InputError as error:
                if file.found and all(p.code in _FORMLESS for p in error.problems):
                    inputs.pass_over(file.path.name, "no-form")
                else:
                    self.problems += error.problems
                continue
            self.sources += (BeginSource(file.path, one) for one in found)
            self.tables += read.targets
            if not file.path.resolve().is_relative_to(output.resolve()):
                self.files.append(file.path)
        for line in inputs.reasons():
            echo(line)


def _without_targets(targets: Sequence[Path], before: LastYear, year: int) -> Iterator[BeginSource]:
    """Yield last year's forms, whose targets begin this year's where no tables were named at all."""
    if targets:
        return
    for path, form in before.files:
        yield BeginSource(path, of_next_year(FormSource("form", form), year))


def _write(
    request: BeginRequest,
    folder: Path,
    begun: Beginning,
    reading: _Targets,
    copies: Sequence[tuple[str, bytes]],
    measures: bytes | None,
    *,
    as_book: bool,
) -> list[Path]:
    """Write what is not there yet, all together; return what was written."""
    names = load_vocabulary(FolderWords).folders
    files: dict[Path, bytes] = {folder / form.file: form.content for form in begun.forms}
    for path in reading.files:
        files[folder / names.targets / path.name] = read_bytes(path, _MOST_BYTES)
    for inner, content in copies:
        files[folder / names.last / inner] = content
    if measures is not None:
        files[folder / MEASURES_FILE] = measures
    if request.there is None:
        files[folder / (BOOK if as_book else FILE)] = begin_record(
            request.year, begun, reading.tables, request.last_year, as_book=as_book
        )
    written: list[Path] = []
    with FilesTogether() as together:
        for path, content in files.items():
            if path.exists():
                begun.standing.append(path.relative_to(folder).as_posix())
                continue
            together.write(path, content)
            written.append(path)
    for name in (names.targets, names.monitoring, names.forms, names.evidence):
        (folder / name).mkdir(parents=True, exist_ok=True)
    return written


def _lines(
    folder: Path, begun: Beginning, written: Sequence[Path], record: str, *, is_new: bool
) -> Iterator[str]:
    layout = load_vocabulary(FillLayout)
    by_file = {folder / form.file: form for form in begun.forms}
    for path in written:
        form = by_file.get(path)
        about = (
            ""
            if form is None
            else f"（{form.plan.title}，{form.plan.set_id}，指标 {len(form.source.rows)} 个）"
        )
        yield f"已写出 {path}{about}"
        if form is not None:
            yield from (f"  {line}" for line in remarks(form.source, form.plan, layout))
    for name in dict.fromkeys(begun.standing):
        yield f"已经有了，没有动：{folder / name}"
    if begun.dropped:
        yield f"上一年有、这次没有目标表的项目：{'、'.join(begun.dropped)}"
    if not is_new:
        yield f"{record} 没有动；新增的单位和项目请自己补进去。"
    yield "接下来："
    yield f"  1. 打开 {folder / record}，核对单位、一级项目、应报送的项目数，补上负责人。"
    yield f"  2. 把“{load_vocabulary(FolderWords).folders.forms}”里的表发给各科室填写，填好放回原处。"
    yield f"  3. 看进度：  ziping year {typed_path(folder)}"
