"""``sets list``: which indicator sets there are, or those that some words call."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path

from scoring.cli.terminal import echo
from scoring.exact import PLAIN_NUMBER, plain
from scoring.indicator_set.set_names import SetName, found_by
from scoring.problem import InputError, Place, render_all
from scoring.text import safe_line
from scoring.words import load_vocabulary
from scoring.work.set_files import ListedSet, SetFiles
from scoring.writers.labels import Labels


def list_sets(words: Sequence[str], folder: Path | None) -> int:
    """Print every set that can be found, or those that ``words`` call; return the exit status."""
    files = SetFiles(folder)
    entries = {entry.id: entry for entry in files.entries()}
    names = files.names()
    wrong = _problems(files, list(entries.values()))
    request = " ".join(words)
    found = found_by(request, names)
    if request and not found:
        files.named(request, Place("sets list"), to_score=False)  # raises, naming the nearest
    labels = load_vocabulary(Labels)
    for name in found:
        echo(safe_line(_line(name, entries[name.id], labels, usable=name.id not in wrong)))
    for error in wrong.values():
        echo(render_all(error.problems), err=True)
    if not request:
        for path, hides in files.templates.own():
            echo(f"模板 {path}{'（盖过自带的同名模板）' if hides else ''}")
    return 2 if wrong else 0


def _line(name: SetName, entry: ListedSet, labels: Labels, *, usable: bool) -> str:
    hides = "，盖过自带的同名指标体系" if entry.hides_shipped else ""
    origin = f"（来自 {entry.origin}{hides}）" if entry.origin else ""
    shown = name.shown if name.shown == name.id else f"{name.shown}  {name.id}"
    if not usable:
        return f"{shown}  有错误，不能使用{origin}"
    points = "不计分"
    if PLAIN_NUMBER.fullmatch(name.points):
        points = f"{plain(Fraction(name.points))}分"
    if name.abstract:
        points = "供继承，不能直接计分"
    title = f"  {name.title}" if name.called else ""
    return f"{shown}{title}  {points}  依据：{labels.word('standings', name.standing)}{origin}"


def _problems(files: SetFiles, entries: Sequence[ListedSet]) -> dict[str, InputError]:
    """Return by id what is wrong with sets of a user's own; those that ship were tested.

    A set of one's own in the place of a shipped one may break those that extend it.
    """
    hidden = any(entry.hides_shipped for entry in entries)
    doubtful = [entry.id for entry in entries if entry.origin or hidden]
    if not doubtful:
        return {}
    # Compiling is what takes time: it is done only for what nobody has tested.
    from scoring.work.library import Library  # noqa: PLC0415

    library = Library(files.folder)
    wrong: dict[str, InputError] = {}
    for set_id in doubtful:
        try:
            library.indicator_set(set_id)
        except InputError as error:
            wrong[set_id] = error
    return wrong
