"""The words of the outputs (``vocabulary/printing/labels.yaml``): no writer holds words of its own."""

from typing import Annotated, Literal

from pydantic import Field

from scoring.documents.vocabulary_file import WordGroups


class Labels(WordGroups):
    """Words by group and key, and the names of placeholders in templates."""

    ships_as = "vocabulary/printing/labels.yaml"

    schema_: Annotated[Literal["ziping/labels/1"], Field(alias="schema")]
    placeholders: dict[str, dict[str, str]]
    """Per group of placeholders, the name in a template and the field it stands for."""
    groups_of_rows: dict[str, str]
    """The first half of a placeholder (``指标`` in ``指标.得分``) and its group."""
    marks: dict[str, str]
    """The words of the language of templates: ``every_none``, ``every_some``, ``join``, and those of Word."""
