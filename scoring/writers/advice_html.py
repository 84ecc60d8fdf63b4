"""Advice before handing in as a page: for the screen and for paper, by itself."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from jinja2 import Environment, StrictUndefined, Template

from scoring.review.vocabulary import Vocabulary
from scoring.writers.advice_view import AdviceView
from scoring.writers.visible import visible


def render_advice(views: Sequence[AdviceView], template: str, words: Vocabulary) -> bytes:
    """Return the page as UTF-8; ``template`` is the text of ``templates/html/advice.html.j2``."""
    page = _compiled(template).render(views=views, words=words)
    return page.encode("utf-8")


@lru_cache(maxsize=4)
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
    """Print nothing for None, and no invisible characters."""
    if value is None:
        return ""
    return visible(value) if type(value) is str else value
