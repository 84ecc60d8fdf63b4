"""What a run goes on with of a file that was read, once its forms and documents lie on the disk."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from scoring.records.file_content import FileRead
from scoring.records.result import FileContents, ReadPiece


def contents_of(read: FileRead) -> FileContents:
    """Count what a file holds."""
    forms = [form.submission for form in read.forms if form.submission is not None]
    entries = (*read.decisions, *read.replies, *read.refused)
    return FileContents(
        kind=read.kind,
        forms=len(read.forms),
        targets=len(read.targets),
        statements=len(read.statements),
        passages=len(read.passages),
        decisions=len(read.decisions),
        entries=len(entries),
        repairs=sum(len(form.repairs) for form in forms),
        rest=len(read.rest),
        unplaced=sum(len(form.unplaced) for form in forms),
        remarks=sum(len(form.remarks) for form in forms),
        is_secret=read.is_secret,
    )


def pieces_of(read: FileRead) -> Iterator[ReadPiece]:
    """Yield what was corrected, kept as a text, or not placed; nothing of a secret submission."""
    name = read.name
    for form in read.forms:
        submission = form.submission
        if submission is None or submission.secret:
            continue
        called = submission.title
        for repair in submission.repairs:
            yield ReadPiece(name, repair.at, called, "repair", repair.what, repair.why)
        for key, text in submission.texts_of_form.items():
            at = submission.at.get(f"texts.{key}", "")
            yield ReadPiece(name, at, called, "text", f"{key}：{text}")
        for piece in submission.unplaced:
            yield ReadPiece(name, piece.at, called, "unplaced", piece.text)
    for rest in read.rest:
        shown = None if read.is_secret else rest.text
        yield ReadPiece(name, rest.at, "", "unplaced", shown, of_form=False)


def without_forms(read: FileRead) -> FileRead:
    """Return a file without its forms: of some files only decisions and answers are used."""
    return read.model_copy(update={"forms": ()})


_DOCUMENTS: Final = ("forms", "targets", "statements", "passages", "rest")
_ABOUT: Final = frozenset({*_DOCUMENTS, "name", "kind", "problems", "secret"})


def entries_alone(read: FileRead) -> FileRead | None:
    """Return of a file only what people entered; None where nobody entered anything."""
    if not any(getattr(read, field) for field in FileRead.model_fields if field not in _ABOUT):
        return None
    nothing: tuple[()] = ()
    return read.model_copy(update=dict.fromkeys(_DOCUMENTS, nothing))
