"""The overview of a reviewed batch as pages of HTML: the first says what to decide, all list the forms."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from urllib.parse import quote

from scoring.review.vocabulary import Vocabulary
from scoring.writers.labels import Labels
from scoring.writers.overview.form_lists import FormList, counted_lists, grouped_lists
from scoring.writers.overview.overview_words import OverviewWords
from scoring.writers.overview.present import Presenter
from scoring.writers.overview.summary import Summary
from scoring.writers.overview.tally import Tally
from scoring.writers.overview.view import FirstPage, FormSection, Link, PageView
from scoring.writers.pages import render_page, shipped_script


def overview_pages(
    counted: Tally,
    summary: Summary,
    words: OverviewWords,
    labels: Labels,
    advice: Vocabulary,
    part: str = "",
) -> Iterator[tuple[str, bytes]]:
    """Yield the pages with their file names, the first one first; the same batch gives the same bytes.

    ``part`` says of which part of a batch they are, in their names too; nothing of the whole.
    """
    limits = counted.limits
    order = counted.order()
    grouped = grouped_lists(counted, words)
    lists = [*counted_lists(counted).values(), *grouped.values()]
    if len(order) <= limits.first:  # all of them stand on the page
        lists = []
    books = {made.key: _Book(made, words, limits.page, part) for made in lists}
    addresses = {key: book.address for key, book in books.items()}
    if not lists:
        addresses = dict.fromkeys(("undetermined", "E"), "#forms") | {"above": "#decide-above"}
    presenter = Presenter(counted, summary, words, labels, advice, addresses, part)
    whole = presenter.whole({
        key: (made, books[key].parts if key in books else ["#forms"] * len(made.parts))
        for key, made in grouped.items()
    })  # fmt: skip
    yield from _all_forms(order, whole, presenter, words, limits.page, part)
    for book in books.values():
        yield from book.pages(presenter)


def _all_forms(
    order: Sequence[int],
    whole: FirstPage,
    presenter: Presenter,
    words: OverviewWords,
    most: int,
    part: str,
) -> Iterator[tuple[str, bytes]]:
    """Yield the first page, and those with the forms that it has no room for."""
    starts = range(0, max(len(order), 1), most)
    names = [_file(words, number, part) for number in range(1, len(starts) + 1)]
    for number, start in enumerate(starts, 1):
        first = number == 1
        rows = presenter.forms(order[start : start + most], start, "./" if first else "../")
        heading = words.titles["forms"]
        if len(names) > 1:
            heading = words.text(
                "forms_page", title=heading, first=start + 1, last=start + len(rows),
                count=len(order),
            )  # fmt: skip
        page = PageView(
            title=words.titles["page"] + part,
            page_text=_page_text(words, number, len(names)),
            whole=whole if first else None,
            sections=(FormSection("forms", heading, rows),) if rows else (),
            has_decided=presenter.has_decided,
            links=_links(words, names, number, part),
            script=shipped_script("overview.js"),
        )
        yield names[number - 1], _rendered(page, words)


@dataclass(frozen=True, slots=True)
class _Piece:
    """The forms of a part of a list that stand on one page."""

    part: int
    forms: tuple[int, ...]
    before: int
    """How many of the list stand before them."""


class _Book:
    """The pages of one list of forms."""

    def __init__(self, made: FormList, words: OverviewWords, most: int, part: str) -> None:
        self.made = made
        self.words = words
        self.part = part
        self.sheets = list(_on_pages(made, most))
        self.title = words.form_lists[made.key].title
        file = words.form_lists[made.key].file
        folder = words.text("files.folder", part=part)
        self.names = [
            words.text("files.of_list", folder=folder, list=file, page=number)
            for number in range(1, len(self.sheets) + 1)
        ]

    @property
    def address(self) -> str:
        """The address of the first page, as seen from the first page of all."""
        return f"./{quote(self.names[0])}"

    @property
    def parts(self) -> list[str]:
        """The address of each part."""
        begins: dict[int, str] = {}
        for name, pieces in zip(self.names, self.sheets, strict=True):
            for piece in pieces:
                begins.setdefault(piece.part, f"./{quote(name)}#part-{piece.part + 1}")
        return [begins[part] for part in range(len(self.made.parts))]

    def pages(self, presenter: Presenter) -> Iterator[tuple[str, bytes]]:
        """Yield the pages by name."""
        words, made = self.words, self.made
        for number, (name, pieces) in enumerate(zip(self.names, self.sheets, strict=True), 1):
            sections = tuple(
                FormSection(
                    f"part-{piece.part + 1}", self._heading(piece, made.parts[piece.part].name),
                    tuple(
                        replace(row, anchor="")
                        for row in presenter.forms(piece.forms, piece.before, "../")
                    ),
                )
                for piece in pieces
            )  # fmt: skip
            page = PageView(
                title=words.text("list", title=self.title, count=made.count),
                page_text=_page_text(words, number, len(self.names)),
                whole=None,
                sections=sections,
                has_decided=presenter.has_decided,
                links=_links(words, self.names, number, self.part, from_list=True),
                script=shipped_script("overview.js"),
            )
            yield name, _rendered(page, words)

    def _heading(self, piece: _Piece, name: str) -> str:
        if not name:
            return self.title
        count = len(self.made.parts[piece.part].forms)
        return self.words.text("list", title=name, count=count)


def _on_pages(made: FormList, most: int) -> Iterator[list[_Piece]]:
    page: list[_Piece] = []
    room = most
    before = 0
    for part, own in enumerate(made.parts):
        forms = own.forms
        while forms:
            taken, forms = forms[:room], forms[room:]
            page.append(_Piece(part, taken, before))
            before += len(taken)
            room -= len(taken)
            if not room:
                yield page
                page, room = [], most
    if page:
        yield page


def _rendered(page: PageView, words: OverviewWords) -> bytes:
    return render_page("overview.html.j2", page=page, words=words)


def _page_text(words: OverviewWords, number: int, count: int) -> str:
    return words.text("page_of", page=number, pages=count) if count > 1 else ""


def _file(words: OverviewWords, number: int, part: str) -> str:
    if number == 1:
        return words.text("files.first", part=part)
    folder = words.text("files.folder", part=part)
    return words.text("files.further", folder=folder, page=number)


def _links(
    words: OverviewWords, names: Sequence[str], number: int, part: str, *, from_list: bool = False
) -> tuple[Link, ...]:
    """Return the ways to the other pages, in the order of the pages; from a list, back first."""
    first = words.text("files.first", part=part)
    back = (Link(words.patterns["back"], f"../{quote(first)}"),) if from_list else ()
    if len(names) == 1:
        return back
    up = "../" if "/" in names[number - 1] else "./"
    wanted = [("first", 1), ("previous", number - 1), ("next", number + 1), ("last", len(names))]
    return (*back, *(
        Link(words.patterns[key], f"{up}{quote(names[to - 1])}")
        for key, to in wanted
        if 1 <= to <= len(names) and to != number
    ))  # fmt: skip
