"""The words of what is done with a year: how far each form is, what changed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Annotated, Literal

from pydantic import Field

from scoring.documents.vocabulary_file import VocabularyFile
from scoring.year.table_words import TableLayout


class YearJobWords(VocabularyFile):
    """``year_job.yaml``."""

    ships_as = "vocabulary/printing/year_job.yaml"

    schema_: Annotated[Literal["ziping/year-job/1"], Field(alias="schema")]
    changes_file: str
    changes: dict[str, str]
    change_list: TableLayout
    """改动清单."""
    progress_file: str
    states: dict[str, str]
    marks: dict[str, str]
    faults: dict[str, str]
    patterns: dict[str, str]
    columns: dict[str, str]

    def open_lines(self, texts: Sequence[tuple[str, str]]) -> Iterator[str]:
        """Yield a line for each paper with texts that are still to be written or looked over."""
        blocks: dict[str, list[str]] = {}
        for file, block in texts:
            blocks.setdefault(file, []).append(self.text("open_block", block=block))
        for file, named in blocks.items():
            yield self.text("open_text", file=file, blocks="".join(named))
