"""The layouts of the Word papers (``templates/papers.yaml``): parts from top to bottom, with placeholders.

A layout is a page style and a list of parts; each part is known by its first key::

    - title: "{{部门}}{{年度}}年度部门整体支出绩效自评报告"
    - heading: 部门主要职能            # level 1–4; id names the place: bookmark zp_s_1_1
      level: 3
      id: "1.1"
    - text: "{{R4}}"                    # a paragraph of the style body, or another one named by style
    - text: "{{W1}}"                    # a text block, alone in its paragraph
    - table: 项目                       # one row for each row of the view's table
      caption: 表1 项目支出情况
      columns: [[序号, "{{项目.序号}}", 6, mid], [金额, "{{项目.金额}}", 12, number]]
      empty: 无。
    - rows: [[项目, "{{项目名称}}", 年度, "{{年度}}"]]   # label and content in turn
      widths: [10, 40, 10, 20]
    - chart: 执行率                     # {{图.执行率}}
    - landscape: [ ...parts ]           # on pages of their own that lie

Words of the placeholders are those of the paper's :class:`~scoring.records.papers.PaperView`.
Whatever a text names with ``.有`` or ``.无`` decides whether its paragraph or row is printed.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Final, Literal

from pydantic import Field

from scoring.documents.part import DocumentPart
from scoring.writers.word.page_style import Measure, StyleRole

SHIPPED_PAPERS: Final = "templates/papers.yaml"
_ID: Final = r"^[0-9A-Za-z]+([._-][0-9A-Za-z]+)*$"


class TitleSpec(DocumentPart):
    """The name of the paper, over its first page."""

    title: str
    subtitle: str = ""


class HeadingSpec(DocumentPart):
    """A heading; its ``id`` marks the place, to find again what a person wrote below it."""

    heading: str
    level: int = Field(1, ge=1, le=4)
    id: str = Field("", pattern=_ID, max_length=30)
    new_page: bool = False


class TextSpec(DocumentPart):
    """A paragraph: words, placeholders, or the single placeholder of texts, a block or notes."""

    text: str
    style: StyleRole = "body"
    keeps_next: bool = False


CellRole = Literal["text", "mid", "number"]
ColumnOfPaper = tuple[str, str, Measure, CellRole]
"""Heading, content, width as a share, and how the content stands."""


class PaperTableSpec(DocumentPart):
    """A table with a row for each row of a table of the view; its notes stand below it."""

    table: str
    columns: tuple[ColumnOfPaper, ...] = Field(min_length=1, max_length=40)
    caption: str = ""
    empty: str = ""
    """What is printed in its place where it has no rows; empty for nothing."""


class RowsSpec(DocumentPart):
    """A table whose rows stand here: label and content in turn, the last content reaches the edge."""

    rows: tuple[tuple[str, ...], ...] = Field(min_length=1)
    widths: tuple[Measure, ...] = Field(min_length=2, max_length=12)
    caption: str = ""


class ChartSpec(DocumentPart):
    """A chart of the view, by its name."""

    chart: str
    caption: str = ""


FlatSpec = TitleSpec | HeadingSpec | TextSpec | PaperTableSpec | RowsSpec | ChartSpec


class LandscapeSpec(DocumentPart):
    """Parts on pages of their own that lie."""

    landscape: tuple[FlatSpec, ...] = Field(min_length=1)


PartSpec = FlatSpec | LandscapeSpec


class PaperSpec(DocumentPart):
    """One paper: the page style by its name (``公文``), and its parts."""

    style: str = "公文"
    parts: tuple[PartSpec, ...] = Field(min_length=1)


class PapersFile(DocumentPart):
    """A whole ``papers.yaml``."""

    schema_: Annotated[Literal["ziping/papers/1"], Field(alias="schema")]
    papers: Mapping[str, PaperSpec]
