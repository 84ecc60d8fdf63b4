"""The shipped page templates, compiled once: everything escaped, nothing undefined printed."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from jinja2 import Environment, StrictUndefined, Template

from scoring.exact import plain
from scoring.text import printable


def render_page(template: str, **shown: object) -> bytes:
    """Return the page as UTF-8; ``template`` is the text of a shipped ``.html.j2`` file."""
    return _compiled(template).render(**shown).encode("utf-8")


@lru_cache(maxsize=8)
def _compiled(template: str) -> Template:
    environment = Environment(
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
    return printable(value) if type(value) is str else value
