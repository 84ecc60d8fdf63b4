"""What reports print besides figures: the texts that people write, and the words of tables and charts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from scoring.documents.part import DocumentPart
from scoring.documents.vocabulary_file import VocabularyFile
from scoring.text import yes_or_no
from scoring.year.filled import filled_of

DraftSource = Literal["last", "goal", "tasks", "achieved", "problems"]


def _yes(value: object) -> object:
    """Let 是 and 否 stand for true and false."""
    known = yes_or_no(value) if isinstance(value, str) else None
    return value if known is None else known


_YesNo = Annotated[bool, BeforeValidator(_yes)]


class TextBlockSpec(DocumentPart):
    """One text block: where it stands, what to write, and what a draft of it is made from."""

    heading: str
    hint: str
    longest: int = Field(gt=0)
    draft: tuple[DraftSource, ...] = ()
    from_: str = Field("", alias="from")
    """Another name of the text in the year's record or in a submission."""
    optional: _YesNo = False
    is_problems: _YesNo = Field(False, alias="problems")
    """Whether it is left out where the form itself says something of problems."""


class ReportOptions(DocumentPart):
    """Where published reports differ, and a department has its own custom."""

    execution_under_funds: _YesNo
    """Whether the execution of the budget also stands under 资金管理情况."""
    disclosure: _YesNo
    """Whether a sentence says which of the budget and the final accounts were published."""
    third_heading: str


class ReportTexts(VocabularyFile):
    """``year_texts.yaml``."""

    ships_as = "vocabulary/printing/year_texts.yaml"

    schema_: Annotated[Literal["ziping/year-texts/1"], Field(alias="schema")]
    marks: dict[Literal["open", "draft"], str]
    blocks: dict[Literal["department", "project"], dict[str, TextBlockSpec]]
    options: ReportOptions
    disclosure_item: str
    """The item of an indicator set whose checklist says what was published."""
    task_sums: tuple[str, ...]
    """What the sum of the tasks is called in a target table."""
    project_ending: str
    words: dict[str, str]
    patterns: dict[str, str]

    @property
    def department_blocks(self) -> Mapping[str, TextBlockSpec]:
        """The blocks of the report of a department, in its order."""
        return self.blocks["department"]

    @property
    def project_blocks(self) -> Mapping[str, TextBlockSpec]:
        """The blocks of the report of a project, in its order."""
        return self.blocks["project"]

    def text(self, name: str, /, **values: object) -> str:
        """Return the sentence of a name with values put in."""
        return filled_of(self.ships_as, self.patterns[name], values)
