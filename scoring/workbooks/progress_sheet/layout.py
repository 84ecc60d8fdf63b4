"""进度 as a layout: columns, words, and how assigned people are written (``progress_sheet.yaml``)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Annotated, Final, Literal, NamedTuple

from pydantic import Field

from scoring.documents.part import DocumentPart
from scoring.documents.vocabulary_file import VocabularyFile
from scoring.text import label_key

_SEVERAL: Final = re.compile(r"[、，,;；/\n]+")
_BRACKETS: Final = re.compile(r"(.*?)\s*\(\s*(.*?)\s*\)")
_MOST_PEOPLE: Final = 50
_LONGEST_NAME: Final = 100


class ProgressColumn(DocumentPart):
    """One column; ``input`` is the kind of what people write into it."""

    key: str
    heading: str
    width: int
    input: Literal["text", "date", "choice"] | None = None
    hidden: bool = False


class PeopleWords(DocumentPart):
    """How assigned people are written into one cell."""

    separator: str
    lead: str
    also: tuple[str, ...]
    nobody: str


class CellMessage(DocumentPart):
    """The message of a cell that is being filled in."""

    title: str
    text: str


class AssignedPeople(NamedTuple):
    """Who is assigned; ``lead`` is one of them, or nobody."""

    names: tuple[str, ...] = ()
    lead: str = ""


class ProgressLayout(VocabularyFile):
    """Everything in ``vocabulary/layouts/progress_sheet.yaml``."""

    ships_as = "vocabulary/layouts/progress_sheet.yaml"

    schema_: Annotated[Literal["ziping/progress-sheet/1"], Field(alias="schema")]
    title: str
    columns: tuple[ProgressColumn, ...]
    people: PeopleWords
    words: dict[str, str]
    messages: dict[str, CellMessage]

    @cached_property
    def headings(self) -> dict[str, str]:
        """The headings by key."""
        return {column.key: column.heading for column in self.columns}

    @cached_property
    def folded(self) -> Mapping[str, str]:
        """The headings as they are compared, by key."""
        return {key: label_key(heading) for key, heading in self.headings.items()}

    def people_text(self, names: Sequence[str], lead: str) -> str:
        """Return assigned people as one text: 张三（主评）、李四."""
        return self.people.separator.join(
            f"{name}（{self.people.lead}）" if name == lead else name for name in names
        )

    def people_of(self, text: str) -> AssignedPeople | None:
        """Return who is named in a cell; None where that is not clear."""
        if unicodedata.normalize("NFKC", text).strip() == self.people.nobody:
            return AssignedPeople()
        names: list[str] = []
        lead = ""
        for part in _SEVERAL.split(unicodedata.normalize("NFKC", text)):
            name = " ".join(part.split())
            found = _BRACKETS.fullmatch(name)
            if found is not None:
                name = found[1]
                if lead or found[2] not in (self.people.lead, *self.people.also):
                    return None
                lead = name
            if not name:
                continue
            if any(letter.isdigit() or letter in "()" for letter in name):
                return None
            names += [name] if name not in names else []
        if not 0 < len(names) <= _MOST_PEOPLE or any(len(name) > _LONGEST_NAME for name in names):
            return None
        return AssignedPeople(tuple(names), lead)
