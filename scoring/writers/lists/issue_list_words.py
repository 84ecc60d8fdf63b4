"""The words of the lists over a whole batch (``vocabulary/printing/issue_list.yaml``)."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from scoring.documents.part import DocumentPart
from scoring.documents.vocabulary_file import VocabularyFile


class ListColumn(DocumentPart):
    """One column: the field it shows, its heading, its width in characters, whether it is printed.

    The columns that are printed come first.
    """

    key: str
    heading: str
    width: int
    printed: bool = True


class TableWords(DocumentPart):
    """One table: its title (the sheet's name too) and columns."""

    title: str
    columns: tuple[ListColumn, ...]


class ListWords(VocabularyFile):
    """Everything in the lists."""

    ships_as = "vocabulary/printing/issue_list.yaml"

    schema_: Annotated[Literal["ziping/issue-list/1"], Field(alias="schema")]
    files: dict[str, str]
    patterns: dict[str, str]
    standings: dict[str, str]
    tables: dict[str, TableWords]
    lists: dict[str, str]
    why_proposed: dict[str, str]
    fates: dict[str, str]
    nothing: dict[str, str]
    kinds: dict[str, str]
    severities: dict[str, str]
    no_set: dict[str, str]
    wrong_set: dict[str, str]
    set_by: dict[str, str]
    """Who named the set of a form, where no clues are listed."""
    why: dict[str, str]
    duplicate: dict[str, str]
    fields: dict[str, str]
    """What values are called that a form shows without a column of that name."""

    def no_set_settle(self, nearest: str) -> str:
        """Say how to name the set of a form; the ``nearest`` is the example, if there is one."""
        if not nearest:
            return self.no_set["settle_open"]
        return self.text("no_set.settle", set=nearest)
