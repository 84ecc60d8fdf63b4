"""The kinds of fields that records share: exact numbers, yes or no, bounded texts, and their base."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Annotated

from pydantic import (
    AfterValidator,
    BeforeValidator,
    PlainSerializer,
    StringConstraints,
)

from scoring.documents.number_messages import kind, not_plain
from scoring.documents.part import DocumentPart
from scoring.documents.refusal import refuse
from scoring.exact import PLAIN_NUMBER, shortest
from scoring.text import yes_or_no

LONGEST_TEXT = 20_000
"""Characters in one text; a longer one is refused."""
MOST_ROWS = 2_000
"""Rows in one list; a longer one is refused."""


def _number(value: object) -> object:
    """Accept a plain number as text, int or Decimal; never a float."""
    if isinstance(value, str) and PLAIN_NUMBER.fullmatch(value):
        return Decimal(value)
    if isinstance(value, Decimal):
        value = format(value, "f")
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value) if abs(value) < 10**18 else "1" + "0" * 18
    if not isinstance(value, str) or not PLAIN_NUMBER.fullmatch(value.strip()):
        raise refuse("plain-number", *not_plain(value))
    return Decimal(value.strip())


def _yes_no(value: object) -> object:
    """Accept 是/否 and true/false as they are written."""
    if isinstance(value, bool):
        return value
    if isinstance(value, str) and (meant := yes_or_no(value)) is not None:
        return meant
    shown = f"“{value[:40]}”" if isinstance(value, str) else kind(value)
    raise refuse("yes-no", f"{shown}既不是“是”也不是“否”", "请写 是 或 否。")


def read_year(value: object) -> object:
    """Accept a year of four digits; pydantic would also take ``2_022`` and ``2022.0``."""
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value) if 0 <= value <= 9999 else ""
    if not isinstance(value, str) or not re.fullmatch("[0-9]{4}", value.strip()):
        shown = f"“{value[:40]}”" if isinstance(value, str) else kind(value)
        raise refuse("year", f"{shown}不是四位数的年度", "请写成 2022 的样子。")
    return int(value.strip())


Number = Annotated[
    Decimal, BeforeValidator(_number), PlainSerializer(shortest, str, when_used="json")
]
"""A plain number, exact; more than 18 digits before or 6 after the point are refused. Its decimals
are kept as written, for they show how a figure was rounded; in JSON 9.50 is 9.5, so that the same number
from a workbook and from a text file is one number."""
YesNo = Annotated[bool, BeforeValidator(_yes_no)]


def _points(value: Decimal) -> Decimal:
    if value < 0:
        raise refuse("negative", "不能是负数", "请核对，不计分的填 0。")
    return value


def _share(value: Decimal) -> Decimal:
    if not 0 <= value <= 100:
        raise refuse("share", "应在 0 到 100 之间（百分数）", "例如 60 表示 60%。")
    return value


Points = Annotated[Number, AfterValidator(_points)]
"""分值: a plain number, not negative."""
Share = Annotated[Number, AfterValidator(_share)]
"""A share in percent, 0 to 100."""
Text = Annotated[str, StringConstraints(max_length=LONGEST_TEXT)]
Name = Annotated[str, StringConstraints(max_length=500)]


class Record(DocumentPart):
    """A frozen record that refuses fields it does not know."""
