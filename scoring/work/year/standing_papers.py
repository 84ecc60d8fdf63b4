"""The papers that stand in a year's folder, read back, and what they would print now."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from io import BytesIO
from pathlib import Path
from typing import Final
from zipfile import BadZipFile, ZipFile

from scoring.batch.walk import find_files
from scoring.files.text_file import read_bytes
from scoring.problem import InputError
from scoring.readers.books.open_any import open_any
from scoring.records.file_content import FileRead
from scoring.records.paper_text import PaperPlace, PaperText, PublicPaper, StandingPaper, Unseen
from scoring.words import load_vocabulary
from scoring.work.year.open_year import input_digests
from scoring.work.year.paper_file import PaperFile
from scoring.work.year.papers import KINDS, YearWork
from scoring.work.year.papers_on_disk import PapersOnDisk
from scoring.work.year.read_forms import FormFiles
from scoring.work.year.state import load_state
from scoring.writers.word.read_paper import read_paper
from scoring.year.check.check_words import YearCheckWords
from scoring.year.view_texts import texts_of

_MOST_BYTES: Final = 64_000_000
_WORD: Final = ".docx"
_LONGEST_PART: Final = 20_000_000
_DOCUMENT: Final = b"word/document.xml"
_HIDDEN_PARTS: Final[tuple[tuple[str, Unseen], ...]] = (
    ("comments", "comment"), ("threadedComments", "comment"), ("externalLinks/", "external"),
)  # fmt: skip
_MARKS: Final[tuple[tuple[str, re.Pattern[bytes], Unseen], ...]] = (
    ("docProps/core.xml", re.compile(rb"<(?:dc:creator|cp:lastModifiedBy)>[^<\s]"), "author"),
    ("xl/workbook.xml", re.compile(rb"state=[\"'](?:hidden|veryHidden)[\"']"), "hidden_sheet"),
    ("word/document.xml", re.compile(rb"<w:(?:ins|del|moveFrom|moveTo) "), "revision"),
)  # fmt: skip


def standing_papers(folder: Path, work: YearWork, papers: PapersOnDisk) -> Iterator[StandingPaper]:
    """Yield every paper of the year that stands in its folder and may have been changed.

    One that stands as it was left, made of what it would be made of now, says what it should.
    """
    state = load_state(folder)
    changed = state.changed_inputs(input_digests(folder))
    for file in (file for kind in KINDS for file in work.files(kind)):
        standing = papers.get(file.file)
        if standing is None:
            continue
        made = state.papers.get(file.file)
        is_made_of_other = made is not None and made.key != file.key
        is_read = (
            not standing.is_untouched or is_made_of_other or _reports_on(work, file)
            or _is_open(file)
        )  # fmt: skip
        try:
            text = paper_text(standing.content, file.file) if is_read else PaperText()
        except InputError:  # the folder's own reading lists what cannot be opened
            continue
        afresh = None
        if not standing.is_untouched and not file.is_secret:
            with suppress(InputError):  # what may not be published is a problem of the form itself
                afresh = paper_text(file.render(), file.file)
        yield StandingPaper(
            file.file,
            text,
            afresh,
            changed if is_made_of_other else (),
            _reports_on(work, file),
        )


def _is_open(file: PaperFile) -> bool:
    """Tell whether a paper still waits for a person, also where nobody touched it."""
    if file.view is None or file.is_secret:
        return False
    marks = load_vocabulary(YearCheckWords).open_marks
    return any(block.state != "written" for block in file.view.blocks.values()) or any(
        mark in text for _, text in texts_of(file.view) for mark in marks
    )


def _reports_on(work: YearWork, file: PaperFile) -> tuple[str, ...]:
    """Return the projects whose figures a report prints: a paper in which people write of them."""
    is_report = file.view is not None and bool(file.view.blocks)
    if not is_report or file.is_secret or file.is_public:
        return ()
    printed = {print_.figure for print_ in file.prints}
    keys = (project.key for project in work.register.projects)
    return tuple(key for key in keys if any(id_.startswith(f"project/{key}/") for id_ in printed))


def public_papers(folder: Path, work: YearWork) -> Iterator[PublicPaper]:
    """Yield every file among the published papers, whoever put it there."""
    inside = work.names.public
    if not (folder / inside).is_dir():
        return
    files = FormFiles(folder, work.library)
    for found in find_files([folder / inside]).files:
        name = f"{inside}/{found.name}"
        try:
            content = read_bytes(found.path, _MOST_BYTES, name)
            text = paper_text(content, name)
            read = files.anything(found.path, name)
        except (InputError, OSError):
            yield PublicPaper(name, PaperText(), is_read=False)
            continue
        yield PublicPaper(
            name, text, unseen_in(content), tuple(_summaries(read)), tuple(_forms(read))
        )


def _summaries(read: FileRead) -> Iterator[str]:
    yield from (text.subject for text in read.passages if text.subject and not text.whole)


def _forms(read: FileRead) -> Iterator[str]:
    for form in read.forms:
        if form.submission is not None and form.submission.project.name:
            yield form.submission.project.name


def paper_text(content: bytes, name: str) -> PaperText:
    """Return what stands in a file, place by place. Raises :class:`InputError` if it is unreadable."""
    if content.startswith(b"PK") and _DOCUMENT in content:
        return read_paper(content, name)
    book = open_any(content, name)
    places = []
    for sheet in book.sheets:
        for (row, column), cell in sorted(sheet.cells.items()):
            if cell.text.strip():
                places.append(PaperPlace(book.place(sheet.name, row, column).in_book, cell.text))
    return PaperText(tuple(places))


def unseen_in(content: bytes) -> tuple[Unseen, ...]:
    """Return what a file holds that nobody sees who reads it."""
    if not content.startswith(b"PK"):
        return ()
    found: dict[Unseen, None] = {}
    try:
        with ZipFile(BytesIO(content)) as package:
            for entry in package.infolist():
                name = entry.filename
                found |= {kind: None for part, kind in _HIDDEN_PARTS if part in name}
                for part, mark, kind in _MARKS:
                    if name == part and entry.file_size <= _LONGEST_PART:
                        found |= {kind: None} if mark.search(package.read(entry)) else {}
                if name.endswith(".xlsx") and entry.file_size <= _LONGEST_PART:
                    found |= dict.fromkeys(unseen_in(package.read(entry)))
    except (BadZipFile, OSError, ValueError, RuntimeError, NotImplementedError):
        return ()
    return tuple(found)
