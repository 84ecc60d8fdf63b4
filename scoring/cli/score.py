"""``score`` and ``demo``: files in, forms out, one line told about each."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path, PurePosixPath
from typing import Final

import click

from scoring import shipped
from scoring.library import Library
from scoring.problem import InputError, render_all
from scoring.scorecard import NEEDS_PERSON, Scorecard
from scoring.work import score_file
from scoring.writers.output import Output
from scoring.writers.result import Result

_FORBIDDEN: Final = re.compile(r'[\\/:*?"<>|\x00-\x1f]+')
_RESERVED: Final = re.compile(r"(?i)^(con|prn|aux|nul|com\d|lpt\d)$")
_LONGEST_NAME: Final = 60
_MOST_ROWS_TOLD: Final = 10


def score_files(
    files: Sequence[Path],
    set_id: str | None,
    sets_folder: Path | None,
    folder: Path,
    formats: Sequence[str],
) -> int:
    """Score files into ``folder``; nothing is written for a file that has errors."""
    library = Library(sets_folder)
    output = Output(library, folder, formats)
    names: set[str] = set()
    status = 0
    for path in files:
        results: list[Result] = []
        problems = []
        for done in score_file(path, library, set_id):
            if done.error is not None:
                problems += done.error.problems
            elif done.result is not None:
                results.append(done.result)
        if problems:
            click.echo(render_all(problems), err=True)
            status = 2
            continue
        try:
            written = output.write(path.stem, results, names)
        except InputError as error:
            click.echo(render_all(error.problems), err=True)
            status = 2
            continue
        for result in results:
            click.echo(summary(result, output))
            if result.scorecard.needs_person:
                status = max(status, 1)
        for name in written:
            click.echo(f"  已写出 {folder / name}")
    return status


def score_demo(folder: Path) -> int:
    """Score the shipped examples into ``folder`` and say what to open."""
    library = Library()
    output = Output(library, folder, ("xlsx", "html", "json"))
    names: set[str] = set()
    first = ""
    for example in shipped.listing("examples", ".yaml"):
        from scoring.readers.submissions import parse_submissions  # noqa: PLC0415
        from scoring.work import score_submission  # noqa: PLC0415

        stem = PurePosixPath(example).stem
        parsed = parse_submissions(shipped.read_text(example), example)
        results = [score_submission(submission, library) for _, submission in parsed]
        written = output.write(stem, results, names)
        first = first or next((n for n in written if n.endswith(".xlsx")), "")
        for result in results:
            click.echo(summary(result, output))
    click.echo("")
    click.echo(f"六份自评表已写入文件夹:{folder.resolve()}")
    click.echo(f"请打开:{folder / first}(用 Excel、WPS 或 LibreOffice;同名 .html 用浏览器打开)")
    return 0


def summary(result: Result, output: Output) -> str:
    """Return what is told about one submission: total, grade, and the rows that need a person."""
    card = result.scorecard
    lines = [f"{card.title}:{output.told(card)}"]
    rows = [r for r in card.indicators if r.status in NEEDS_PERSON]
    if card.execution is not None and card.execution.status in NEEDS_PERSON:
        lines.append(
            f"  {card.execution.name}:{output.status(card.execution.status)},{card.execution.trace.because}"
        )
    for row in rows[:_MOST_ROWS_TOLD]:
        lines.append(f"  {row.id} {row.name}:{output.status(row.status)},{row.trace.because}")
    if len(rows) > _MOST_ROWS_TOLD:
        lines.append(f"  ……另有 {len(rows) - _MOST_ROWS_TOLD} 个指标需要认定,见“评分说明”。")
    return "\n".join(lines)


def file_name(title: str, taken: set[str]) -> str:
    """Return a file name that every system accepts and no other output of the run has."""
    name = _FORBIDDEN.sub("_", title).strip(" .")[:_LONGEST_NAME].strip(" .") or "自评表"
    if _RESERVED.match(name):
        name += "_"
    unique, number = name, 2
    while unique.casefold() in taken:
        unique, number = f"{name}-{number}", number + 1
    taken.add(unique.casefold())
    return unique


__all__ = ["Scorecard", "file_name", "score_demo", "score_files", "summary"]
