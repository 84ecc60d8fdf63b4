"""What the folders and files of a department's year are called."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field

from scoring.documents.part import DocumentPart
from scoring.documents.vocabulary_file import VocabularyFile
from scoring.words import load_vocabulary


class FolderNames(DocumentPart):
    """The folders of a year; those of ``targets`` … ``last`` hold what people wrote."""

    targets: str
    monitoring: str
    forms: str
    evidence: str
    last: str
    own_forms: str
    summary: str
    reports: str
    public: str
    next: str
    kept: str


class FolderWords(VocabularyFile):
    """The names in the folder of a year."""

    ships_as = "vocabulary/layouts/year_folder.yaml"

    schema_: Annotated[Literal["ziping/year-folder/1"], Field(alias="schema")]
    folders: FolderNames
    department: str
    """How the file of the department as a whole begins, among the forms."""
    no_unit: str
    """The folder of forms for which no unit is known."""
    papers: dict[str, str]
    """What the files of the papers are called; ``{year}`` and ``{department}`` stand for these."""
    record_head: tuple[str, ...]
    record_parts: dict[str, str]
    """What is written above each part of a new record, by its key."""
    record_more: tuple[str, ...]
    """What is written at its end: what else may be put into it."""


def forms_of(folder: Path) -> Path:
    """Return where the forms of a year lie."""
    return folder / load_vocabulary(FolderWords).folders.forms
