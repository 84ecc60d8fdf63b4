"""Advice before handing in as a page: for the screen and for paper, by itself."""

from __future__ import annotations

from collections.abc import Sequence

from scoring.review.vocabulary import Vocabulary
from scoring.writers.advice_view import AdviceView
from scoring.writers.html_page import render_page


def render_advice(views: Sequence[AdviceView], template: str, words: Vocabulary) -> bytes:
    """Return the page as UTF-8; ``template`` is the text of ``templates/html/advice.html.j2``."""
    return render_page(template, views=views, words=words)
