"""Lines of notes: a pattern of the words, filled in with figures as tables print them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from scoring.records.figures import PrintedText, YearFigure
from scoring.year.filled import filled
from scoring.year.table_cells import printed_figure


def line(
    pattern: str, figures: Mapping[str, YearFigure], *keys: str, **texts: str
) -> Iterator[PrintedText]:
    """Yield the pattern with its figures, by their keys, and texts; nothing where one is not known."""
    if any(key not in figures for key in keys):
        return
    prints = {key: printed_figure(figures[key]) for key in keys}
    shown = {key: one.text for key, one in prints.items()}
    yield PrintedText(filled(pattern, **shown, **texts), tuple(prints.values()))


def joined(
    pattern: str, field: str, parts: Sequence[PrintedText], mark: str, **figures: YearFigure
) -> PrintedText:
    """Return the pattern with several texts joined in one of its fields, and with further figures."""
    more = {key: printed_figure(figure) for key, figure in figures.items()}
    shown = {field: mark.join(part.text for part in parts)}
    shown |= {key: one.text for key, one in more.items()}
    prints = (*(one for part in parts for one in part.prints), *more.values())
    return PrintedText(filled(pattern, **shown), prints)
