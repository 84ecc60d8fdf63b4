"""The paper that a sheet is printed on, and how much of the sheet stands on one page."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from scoring.value_class import dataclass

PAGE_NUMBERS: Final = "&C第 &P 页，共 &N 页"
"""The foot of a sheet, with the codes of a workbook."""
PIXEL: Final = 0.75
"""Points in a pixel of a screen, in which columns are measured."""
_PAPERS: Final = {8: (842.0, 1191.0), 9: (595.0, 842.0), 11: (420.0, 595.0)}
"""Width and height by the number that a workbook gives a paper: A3, A4, A5."""
_USUAL_PAPER: Final = 9
_INCH: Final = 72.0
_SAFE: Final = 0.97
"""The share of a page that is counted on."""


@dataclass(frozen=True, slots=True)
class PageLayout:
    """The paper of a sheet."""

    paper: int = 9
    landscape: bool = False
    left: float = 36.0
    right: float = 36.0
    top: float = 36.0
    bottom: float = 43.2
    header_margin: float = 21.6
    footer_margin: float = 21.6
    header: str = ""
    footer: str = ""
    """With the codes of a workbook: ``&C第 &P 页``."""
    centred: bool = False
    centred_down: bool = False
    scale: int = 100
    """Percent; 0 where the sheet is fitted to pages."""
    pages_wide: int = 1
    pages_high: int = 0
    """Pages that the sheet is fitted to; 0 for as many as it takes."""

    @property
    def is_fitted(self) -> bool:
        """Whether the sheet is made smaller where it is wider than the paper."""
        return not self.scale

    @property
    def across(self) -> float:
        """Points between the left and the right margin."""
        return self._size[0] - self.left - self.right

    @property
    def down(self) -> float:
        """Points between the upper and the lower margin."""
        return self._size[1] - self.top - self.bottom

    @property
    def _size(self) -> tuple[float, float]:
        width, height = _PAPERS.get(self.paper, _PAPERS[_USUAL_PAPER])
        return (height, width) if self.landscape else (width, height)

    def room(self, widths: Iterable[int]) -> float:
        """Return how much of a sheet with columns of these widths fits on a page, from top to bottom."""
        natural = sum(widths) * PIXEL
        scale = min(self.across / natural, 1.0) if self.is_fitted and natural else self.scale / 100
        return max(self.down, _INCH) / (scale or 1.0) * _SAFE
