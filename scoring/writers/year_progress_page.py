"""How far a year is, as a page for the screen and for paper."""

from __future__ import annotations

from scoring.records.year_progress import YearProgress
from scoring.records.year_record import YearRecord
from scoring.writers.pages import render_page
from scoring.writers.year_job_words import YearJobWords


def render_progress(
    record: YearRecord, progress: YearProgress, words: YearJobWords, step: str
) -> bytes:
    """Return the page as UTF-8; ``step`` says what comes next."""
    return render_page(
        "year_progress.html.j2", record=record, progress=progress, words=words, step=step
    )
