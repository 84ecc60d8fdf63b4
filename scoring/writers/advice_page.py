"""Advice before handing in as a page: for the screen and for paper, by itself."""

from __future__ import annotations

from collections.abc import Sequence

from scoring.review.vocabulary import Vocabulary
from scoring.writers.advice_view import AdviceView
from scoring.writers.pages import render_page


def render_advice(views: Sequence[AdviceView], words: Vocabulary) -> bytes:
    """Return the page as UTF-8."""
    return render_page("advice.html.j2", views=views, words=words)
