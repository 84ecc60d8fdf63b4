"""``check``: before handing in, what a reviewer will ask."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from pathlib import Path
from typing import Final

from scoring.cli.inputs import find_inputs
from scoring.cli.run_over_files import RunOverFiles
from scoring.cli.terminal import echo
from scoring.cli.unused_headings import print_unused_headings
from scoring.files.atomic import FilesTogether
from scoring.problem import InputError, Problem, render_all
from scoring.records.finding import GRAVEST, MOST_ALSO
from scoring.records.result import Result
from scoring.text import on_one_line, printable
from scoring.work.against import OlderVersions
from scoring.work.library import Library, library_for_reading
from scoring.work.outputs import FileNames, ProtectedFiles
from scoring.work.review import Reviewer, self_check
from scoring.work.score import score_all
from scoring.work.standing import standing_of
from scoring.work.year.folder_words import forms_of
from scoring.work.year.record_file import is_year
from scoring.writers.advice_view import AdviceItem, AdviceView, advice_view
from scoring.writers.closing_list import ClosingList

_MOST_ITEMS: Final = 30
"""So many items of a list stand on the terminal, and the gravest behind them; the page holds all."""


_MOST_CHANGES: Final = 300
"""So many changes since an older version."""


def check_files(
    files: Sequence[Path],
    set_id: str | None,
    sets_folder: Path | None,
    folder: Path | None,
    year: int | None = None,
    labels: Mapping[str, str] | None = None,
    against: Sequence[Path] = (),
) -> int:
    """Print what a reviewer will ask about each submission; with ``folder`` also write it as pages.

    With ``against``, files of older versions, what was changed since comes first. Of a file that has errors no page is written. Returns the exit status: 0 nothing is asked, 1
    there is something to do, 2 some input could not be used.
    """
    library = library_for_reading(sets_folder, labels)
    reviewer = self_check(library)
    years = [path for path in files if is_year(path)]
    between = _between(years, reviewer)
    named = [forms_of(path) if path in years else path for path in files]
    inputs = find_inputs([path for path in named if path in files or path.is_dir()], folder)
    paths = [file.path for file in inputs.files]
    pages = None if folder is None else _Pages(folder, paths, reviewer)
    older = OlderVersions(against, library, year) if against else None
    names = FileNames()
    run = RunOverFiles(inputs, "check", ClosingList(reviewer.words))
    status = max(run.status, between)
    for file in run.files():
        problems: list[Problem] = []
        lines: list[str] = []
        written: list[Path] = []
        try:
            with FilesTogether() as together:
                results = _usable(score_all(file.path, set_id, library, year=year), problems)
                for name, result in names.of_file(file.stem, results):
                    review = reviewer.review(result)
                    versions = None
                    if older is not None:
                        versions = older.changes_of(result, is_only=len(paths) == 1)
                    view = advice_view(result, review, reviewer.words, library.labels, versions)
                    secret = result.submission.secret
                    lines += _lines(view, reviewer, library, secret=secret)
                    title = "" if secret else result.submission.title
                    run.closing.add(str(file.path), title, standing_of(result, review))
                    is_alone = versions is not None and not versions.is_found
                    status = max(status, 1 if is_alone or not view.is_clean else 0)
                    if pages is not None and not problems:
                        written.append(pages.write(name, view, together))
                if problems:
                    raise InputError(problems)
        except InputError as error:
            problems, written = list(error.problems), []
        run.pause()
        for line in lines:
            echo(line)
        for page in written:
            echo("  " + reviewer.words.text("written", path=page))
        if problems:
            status = max(status, run.failed(file, InputError(problems)))
    print_unused_headings(paths, library)
    status = max(status, _rest(older, reviewer, library))
    return max(status, run.close())


def _between(years: Sequence[Path], reviewer: Reviewer) -> int:
    """Print what is found between the papers of years, and return the exit status of that."""
    if not years:
        return 0
    # Most runs check forms alone.
    from scoring.cli.check_year import check_year_folder  # noqa: PLC0415

    return max(check_year_folder(path, reviewer) for path in years)


def _rest(older: OlderVersions | None, reviewer: Reviewer, library: Library) -> int:
    """Print which older forms have no newer version, and what could not be used of their files."""
    if older is None:
        return 0
    for form in older.without_newer():
        title = library.labels.word("words", "secret") if form.secret else form.title
        echo(printable(reviewer.words.text("no_newer", title=on_one_line(title))))
    if older.problems:
        echo(render_all(older.problems), err=True)
    return 2 if older.problems else 0


def _usable(entries: Iterable[Result | InputError], problems: list[Problem]) -> Iterator[Result]:
    """Yield the results of a file, and add to ``problems`` what is wrong with the others."""
    for entry in entries:
        if isinstance(entry, InputError):
            problems += entry.problems
        else:
            yield entry


def _lines(view: AdviceView, reviewer: Reviewer, library: Library, *, secret: bool) -> list[str]:
    """Return the lines about one submission; of a secret one without any text of the form."""
    title = library.labels.word("words", "secret") if secret else on_one_line(view.title)
    lines = [f"{title}：{view.outcome}"]
    if view.compared:
        lines.append(f"  {view.compared}")
    for section in view.sections:
        lines.append(f"  {section.heading}")
        most = _MOST_CHANGES if section.key == "changes" else _MOST_ITEMS
        shown = _shown(section.items, most)
        for number, item in enumerate(section.items, 1):
            lines += _item(number, item, reviewer, secret=secret) if number in shown else []
        left = len(section.items) - len(shown)
        if left > 0:
            lines.append("    " + reviewer.words.text("more", count=left))
    if view.remark:
        lines.append(f"  {view.remark}。")
    if view.filled_in:
        lines.append(f"  {view.filled_in}")
    if view.note:
        lines.append(f"  {view.note}")
    if view.nothing:
        lines.append(f"  {view.nothing}")
    if view.summary:
        lines.append(f"  {view.summary}")
    return [printable(line) for line in lines]


def _shown(items: Sequence[AdviceItem], most: int) -> Set[int]:
    """Return the numbers of the items that the terminal lists: the first ones, and all gravest."""
    return {n for n, item in enumerate(items, 1) if n <= most or item.kind in GRAVEST}


def _item(number: int, item: AdviceItem, reviewer: Reviewer, *, secret: bool) -> list[str]:
    head = item.where if secret else " ".join(part for part in (item.place, item.name) if part)
    title = f"{item.title}（{item.stake}）" if item.stake else item.title
    about = f"{head}：{title}" if head else title
    lines = [f"    {number}. {item.mark} {about}"]
    if secret:
        return lines
    also = ""
    if item.also:
        shown = "、".join(item.also[:MOST_ALSO])
        name = "also" if len(item.also) <= MOST_ALSO else "also_more"
        also = reviewer.words.text(name, rows=shown, count=len(item.also))
    texts = (item.text, also, *item.lines, item.sources)
    if item.is_change:  # a cell takes a line
        lines, texts = [f"{lines[0]} {item.text}"], texts[1:]
    return lines + [f"       {text}" for text in texts if text]


class _Pages:
    """The pages of a run, one for each submission."""

    def __init__(self, folder: Path, inputs: Iterable[Path], reviewer: Reviewer) -> None:
        self.folder = folder
        self.inputs = ProtectedFiles(inputs)
        self.words = reviewer.words

    def write(self, name: str, view: AdviceView, files: FilesTogether) -> Path:
        """Write a page among the other files of its input; return its path."""
        # Imported only where a page is asked for: the terminal needs no template.
        from scoring.writers.advice_page import render_advice  # noqa: PLC0415

        path = self.folder / f"{self.words.text('file', stem=name)}.html"
        self.inputs.spare([path])
        files.write(path, render_advice([view], self.words))
        return path
