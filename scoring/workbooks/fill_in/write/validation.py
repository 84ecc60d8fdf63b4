"""Drop-downs and input checks, with their messages while typing and after a mistake."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from scoring.exact import YEARS
from scoring.records.fields import LONGEST_TEXT
from scoring.workbooks.fill_in.layout import FillLayout
from scoring.workbooks.fill_in.write.about_sheet import Sources
from scoring.writers.xlsx.pen import Pen, cell

_LONGEST: Final = {"text": LONGEST_TEXT, "name": 500, "date": 500}
_COUNTS: Final = frozenset({"survey.sent", "survey.returned", "survey.satisfied"})
_OPEN: Final = frozenset({"level1", "level2"})
"""Lists beside which something else may lawfully be written."""


class Checks:
    """Adds checks to the cells of one sheet."""

    def __init__(self, pen: Pen, layout: FillLayout, sources: Sources) -> None:
        self.pen = pen
        self.layout = layout
        self.sources = sources

    def add(
        self, key: str, kind: str, list_key: str, top: int, left: int, bottom: int, right: int
    ) -> None:
        """Check what is typed into an area, by the field's kind."""
        options = self._kind(key, kind, cell(top, left), list_key)
        self._put(options, key, kind, top, left, bottom, right)

    def add_choices(self, choices: Sequence[str], row: int, column: int) -> None:
        """Offer a list of the set's own."""
        if sum(map(len, choices)) + len(choices) > 250 or any("," in choice for choice in choices):
            return
        options = {
            "validate": "list",
            "source": list(choices),
            "error_message": self._error("list"),
        }
        self._put(options, "choice", "choice", row, column, row, column)

    def _error(self, key: str) -> str:
        return self.layout.errors[key]

    def _kind(self, key: str, kind: str, first: str, list_key: str) -> dict[str, Any]:
        if list_key:
            source = self.sources.lists_by_name.get(list_key)
            if source is None:
                return {"validate": "any"}
            mild = key in _OPEN
            return {
                "validate": "list",
                "source": "=" + source,
                "error_type": "warning" if mild else "stop",
                "error_message": self._error("unusual" if mild else "list"),
            }
        if kind == "year":
            return {
                "validate": "integer", "criteria": "between", "minimum": YEARS[0], "maximum": YEARS[-1],
                "error_message": self._error("year"),
            }  # fmt: skip
        if kind == "points":
            return {
                "validate": "decimal", "criteria": "between", "minimum": 0, "maximum": 1000,
                "error_message": self._error("points"),
            }  # fmt: skip
        if kind == "amount":
            test = f"AND(ISNUMBER({first}),ABS({first}*1000000-ROUND({first}*1000000,0))<0.01)"
            return {
                "validate": "custom",
                "value": "=" + test,
                "error_message": self._error("amount"),
            }
        if key in _COUNTS:
            return {
                "validate": "integer", "criteria": ">=", "value": 0,
                "error_message": self._error("count"),
            }  # fmt: skip
        if kind == "number":
            return {
                "validate": "decimal", "criteria": "between", "minimum": -(10**12),
                "maximum": 10**12, "error_message": self._error("number"),
            }  # fmt: skip
        return {
            "validate": "length", "criteria": "<=", "value": _LONGEST.get(kind, 500),
            "error_message": self._error("long"),
        }  # fmt: skip

    def _put(
        self, options: dict[str, Any], key: str, kind: str, top: int, left: int, bottom: int,
        right: int,
    ) -> None:  # fmt: skip
        title, text = self.layout.messages.get(key) or self.layout.messages.get(kind) or ("", "")
        if options["validate"] == "any" and not text:
            return
        texts = {"input_title": title, "input_message": text, "error_title": title or None}
        self.pen.sheet.data_validation(top, left, bottom, right, {**options, **texts})
