"""The overview of a reviewed batch as pages of HTML: the first sums up the batch, all list the forms."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import quote

from scoring.review.vocabulary import Vocabulary
from scoring.writers.labels import Labels
from scoring.writers.overview.form_summary import FormSummary
from scoring.writers.overview.overview_words import OverviewWords
from scoring.writers.overview.present import Presenter
from scoring.writers.overview.summary import Limits, Summary
from scoring.writers.overview.tally import tally
from scoring.writers.overview.view import Link, PageView
from scoring.writers.pages import render_page


def overview_pages(
    forms: Iterable[FormSummary],
    summary: Summary,
    words: OverviewWords,
    labels: Labels,
    advice: Vocabulary,
    *,
    limits: Limits | None = None,
) -> dict[str, bytes]:
    """Return the pages by file name, the first one first; the same batch gives the same bytes.

    ``forms`` is read once and not kept.
    """
    limits = limits or Limits()
    counted = tally(forms, limits)
    presenter = Presenter(counted, summary, words, labels, advice)
    order = counted.order()
    starts = range(0, max(len(order), 1), limits.page)
    names = [_file(words, number) for number in range(1, len(starts) + 1)]
    pages: dict[str, bytes] = {}
    for number, start in enumerate(starts, 1):
        rows = presenter.forms(order[start : start + limits.page], start)
        view = PageView(
            title=words.titles["page"],
            page_text=words.text("page_of", page=number, pages=len(names))
            if len(names) > 1
            else "",
            whole=presenter.whole() if number == 1 else None,
            forms=rows,
            forms_text=words.text(
                "forms_page", first=start + 1, last=start + len(rows), count=len(order)
            )
            if len(names) > 1
            else "",
            has_decided=presenter.has_decided,
            links=_links(words, names, number),
        )
        pages[names[number - 1]] = render_page("overview.html.j2", page=view, words=words)
    return pages


def _file(words: OverviewWords, number: int) -> str:
    return words.files["first"] if number == 1 else words.text("files.further", page=number)


def _links(words: OverviewWords, names: list[str], number: int) -> tuple[Link, ...]:
    """Return the ways to the other pages, in the order of the pages."""
    if len(names) == 1:
        return ()
    wanted = [("first", 1), ("previous", number - 1), ("next", number + 1), ("last", len(names))]
    return tuple(
        Link(words.patterns[key], quote(names[to - 1]))
        for key, to in wanted
        if 1 <= to <= len(names) and to != number
    )
