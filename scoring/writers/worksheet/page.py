"""The 复核表 as a page: for the screen and for paper, by itself."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from jinja2 import StrictUndefined, Template

from scoring.exact import percent, plain
from scoring.worksheet_layout import WorksheetLayout
from scoring.writers.html_sandbox import GuardedEnvironment
from scoring.writers.visible import visible
from scoring.writers.worksheet.view import WorksheetView


def worksheet_html(view: WorksheetView, template: str, layout: WorksheetLayout) -> bytes:
    """Return the page as UTF-8; ``template`` is the text of ``templates/html/worksheet.html.j2``."""
    words = layout.words
    columns = [c for c in layout.columns if c.key != "before" or view.with_before]
    groups: list[tuple[str, int]] = []
    for column in columns:
        name = layout.groups[column.group]
        if groups and groups[-1][0] == name:
            groups[-1] = (name, groups[-1][1] + 1)
        else:
            groups.append((name, 1))
    deviation = words["no_value"] if view.deviation is None else percent(view.deviation)
    widths = [Fraction(column.width) for column in columns]
    page = _compiled(template).render(
        view=view,
        words=words,
        columns=columns,
        shares=[percent(each / sum(widths)) for each in widths],
        groups=groups,
        deviation=deviation,
        history=[c for c in layout.history if c.key not in ("row", "saw", "seal")],
    )
    return page.encode("utf-8")


@lru_cache(maxsize=4)
def _compiled(template: str) -> Template:
    environment = GuardedEnvironment(
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_printed,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    return environment.from_string(template)


def _printed(value: object) -> object:
    """Print nothing for None, numbers without idle zeros, and no invisible characters."""
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return plain(Fraction(value))
    return visible(value) if type(value) is str else value
