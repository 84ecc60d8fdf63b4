"""The mark by which a printed form says of which set it is: part of the file, not of the page."""

from __future__ import annotations

from typing import Final

SET_MARK: Final = "indicator-set"
"""Name of the property of a workbook, and of the ``meta`` of a page, that holds the id of the set."""
