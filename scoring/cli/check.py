"""``check``: before handing in, what a reviewer will ask."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

import click

from scoring.files import shipped
from scoring.problem import InputError, Place, Problem, render_all
from scoring.records.result import Result
from scoring.work.library import Library
from scoring.work.outputs import file_name
from scoring.work.review import Reviewer
from scoring.work.score import score_file
from scoring.writers.advice_view import AdviceView, Item, advice_view
from scoring.writers.printable import visible

_PAGE: Final = "templates/html/advice.html.j2"
_MOST_TOLD: Final = 30
"""So many things of a kind are told on the terminal; the page holds all."""
_MOST_ALSO: Final = 10


def check_files(
    files: Sequence[Path], set_id: str | None, sets_folder: Path | None, folder: Path | None
) -> int:
    """Tell what a reviewer will ask about each submission; with ``folder`` also as pages.

    Returns the exit status: 0 nothing is asked, 1 there is something to do, 2 some input could not
    be used.
    """
    library = Library(sets_folder)
    check = Reviewer(library)
    taken: set[str] = set()
    status = 0
    for path in files:
        results: list[Result] = []
        problems: list[Problem] = []
        for done in score_file(path, library, set_id):
            if done.error is not None:
                problems += done.error.problems
            elif done.result is not None:
                results.append(done.result)
        views = []
        for result in results:
            found = check.review(result)
            view = advice_view(result, found, check.words, library.labels)
            views.append((result, view))
            status = max(status, 0 if found.is_clean else 1)
        written: list[Path] = []
        if folder is not None and not problems:
            try:
                written = _write(folder, path, files, views, check, taken)
            except InputError as error:
                problems += error.problems
        for result, view in views:
            click.echo("\n".join(_told(view, check, library, secret=result.submission.secret)))
        for page in written:
            click.echo("  " + check.words.text("written", path=page))
        if problems:
            click.echo(render_all(problems), err=True)
            status = 2
    return status


def _told(view: AdviceView, check: Reviewer, library: Library, *, secret: bool) -> list[str]:
    """Return what the terminal says about one submission; of a secret one no text of the form."""
    title = library.labels.word("words", "secret") if secret else " ".join(view.title.split())
    lines = [f"{title}:{view.outcome}"]
    for section in view.sections:
        lines.append(f"  {section.heading}")
        for number, item in enumerate(section.items[:_MOST_TOLD], 1):
            lines += _item(number, item, check, secret=secret)
        left = len(section.items) - _MOST_TOLD
        if left > 0:
            lines.append("    " + check.words.text("more", count=left))
    if view.note:
        lines.append(f"  {view.note}")
    if view.nothing:
        lines.append(f"  {view.nothing}")
    lines.append(f"  {view.summary}")
    return [visible(line) for line in lines]


def _item(number: int, item: Item, check: Reviewer, *, secret: bool) -> list[str]:
    head = item.where if secret else " ".join(part for part in (item.place, item.name) if part)
    title = f"{item.title}({item.stake})" if item.stake else item.title
    lines = [f"    {number}. {head}:{title}"]
    if secret:
        return lines
    also = ""
    if item.also:
        shown = "、".join(item.also[:_MOST_ALSO])
        name = "also" if len(item.also) <= _MOST_ALSO else "also_more"
        also = check.words.text(name, rows=shown, count=len(item.also))
    texts = (item.text, also, *item.lines, item.sources)
    return lines + [f"       {text}" for text in texts if text]


def _write(
    folder: Path,
    source: Path,
    inputs: Sequence[Path],
    views: Sequence[tuple[Result, AdviceView]],
    check: Reviewer,
    taken: set[str],
) -> list[Path]:
    """Write one page a submission, all of a file or none; return their paths."""
    # Imported only where a page is asked for: the terminal needs no template.
    from scoring.files.atomic import write_all  # noqa: PLC0415
    from scoring.writers.advice_html import render_advice  # noqa: PLC0415

    template = shipped.read_text(_PAGE)
    held = {path.resolve() for path in inputs}
    pages: dict[Path, bytes] = {}
    for number, (result, view) in enumerate(views, 1):
        own = str(number) if result.submission.secret else result.submission.title
        stem = file_name(source.stem if len(views) == 1 else f"{source.stem}-{own}", taken)
        path = folder / f"{check.words.text('file', stem=stem)}.html"
        if path.resolve() in held:
            hint = "请用 -o 换一个输出文件夹,或给申报文件改名。"
            message = "不能写入:它是这次运行的申报文件,写入会把它盖掉"
            raise InputError([Problem("output-is-input", message, Place(str(path)), hint)])
        pages[path] = render_advice([view], template, check.words)
    write_all(pages)
    return list(pages)
