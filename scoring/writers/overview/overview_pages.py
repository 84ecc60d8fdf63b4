"""The overview of a reviewed batch as pages of HTML: the first sums up the batch, all list the forms."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Final
from urllib.parse import quote

from scoring.records.result import Reviewed
from scoring.review.vocabulary import Vocabulary
from scoring.writers.labels import Labels
from scoring.writers.overview.overview_words import OverviewWords
from scoring.writers.overview.present import Presenter
from scoring.writers.overview.summary import Limits, Summary
from scoring.writers.overview.tally import Key, tally
from scoring.writers.overview.view import Link, PageView
from scoring.writers.pages import render_page

NOTHING: Final[Mapping[Key, str]] = {}


def overview_pages(
    reviewed: Iterable[Reviewed],
    summary: Summary,
    words: OverviewWords,
    labels: Labels,
    advice: Vocabulary,
    *,
    links: Mapping[Key, str] = NOTHING,
    claimed_grades: Mapping[Key, str] = NOTHING,
    repeats: Collection[Key] = (),
    limits: Limits | None = None,
) -> dict[str, bytes]:
    """Return the pages by file name, the first one first; the same batch gives the same bytes.

    ``reviewed`` is read once and not kept. ``links`` gives for a form (its file, and where in
    it) the path of its 复核表 as seen from the overview, with ``/`` and not yet quoted;
    ``claimed_grades`` the grade that the set gives for the claimed total, for forms that state none.
    ``repeats`` were handed in before: they are listed and not counted again.
    """
    limits = limits or Limits()
    counted = tally(reviewed, labels, links, claimed_grades, limits, repeats)
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
