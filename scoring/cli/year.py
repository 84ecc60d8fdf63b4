"""``year``: how far a department's year is, and its papers made."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from pathlib import Path
from typing import Final, cast, get_args

import click

from scoring.cli.terminal import echo, typed_path
from scoring.cli.year_commands import groups_of
from scoring.files.atomic import write_whole
from scoring.files.links import leads_out
from scoring.problem import render_all
from scoring.records.year_progress import FormProgress, UnitProgress, YearProgress
from scoring.text import on_one_line, printable
from scoring.words import load_vocabulary
from scoring.work.library import library_for_reading
from scoring.work.year.changes import PaperChange
from scoring.work.year.demo import write_example_years
from scoring.work.year.make import MadeYear, make_year
from scoring.work.year.papers import PaperGroup, YearWork
from scoring.work.year.progress import year_progress
from scoring.writers.year_job_words import YearJobWords

_ORDER: Final = ("ready", "fault", "blank", "exempt")
_MOST_CHANGES: Final = 30


def show_progress(folder: Path, sets_folder: Path | None) -> int:
    """Print how far a year is and write it as a page; return 1 while something is open."""
    from scoring.writers.year_progress_page import render_progress  # noqa: PLC0415 - a template

    library = library_for_reading(sets_folder, None)
    work, progress = year_progress(folder, library)
    words = load_vocabulary(YearJobWords)
    for line in _lines(work, progress, words):
        echo(printable(line))
    if progress.problems:
        echo(render_all(progress.problems), err=True)
    step = words.text(progress.step, folder=typed_path(folder))
    page = folder / work.names.summary / words.progress_file
    content = render_progress(work.year.record, progress, words, step)
    is_same = page.is_file() and page.read_bytes() == content
    if not is_same and not leads_out(page, folder):
        write_whole(page, content)
    echo(f"下一步：{step}")
    return 1 if progress.is_open else 0


def _lines(work: YearWork, progress: YearProgress, words: YearJobWords) -> Iterator[str]:
    record = work.year.record
    yield words.text("title", department=record.department, year=record.year)
    forms = [form for unit in progress.units for form in unit.forms]
    yield words.text(
        "total", count=len(forms), parts=_parts(UnitProgress("", "", tuple(forms)), words)
    )
    for unit in progress.units:
        leads = words.text("leads", leads=unit.leads) if unit.leads else ""
        yield words.text("unit", unit=(unit.unit or "—") + leads, parts=_parts(unit, words))
        yield from (f"  {_line(form, words)}" for form in unit.forms)
    if progress.unnamed:
        yield words.text("unnamed", count=progress.unnamed)
    yield _line(progress.whole, words)
    yield from words.open_lines(progress.open_texts)


def _parts(unit: UnitProgress, words: YearJobWords) -> str:
    counts = unit.counts
    return "，".join(
        words.text("counts", state=words.states[state], count=counts[state])
        for state in _ORDER
        if counts[state]
    )


def _line(form: FormProgress, words: YearJobWords) -> str:
    """Return the line of one form: its state, what it wants, what else is asked."""
    marks = "".join(f"（{words.marks[mark]}）" for mark in form.marks if mark)
    line = f"{words.states[form.state]} {on_one_line(form.name)}{marks}"
    about = [words.faults[fault] for fault in form.faults]
    about += [words.text("questions", count=form.questions)] if form.questions else []
    about += [words.text("differing", count=form.differing)] if form.differing else []
    return f"{line}：{'；'.join(about)}" if about else line


def make_papers(
    folder: Path,
    only: str | None,
    sets_folder: Path | None,
    *,
    internal: bool,
    is_final: bool,
    reopens: bool,
) -> int:
    """Make the papers of a year and say what was done."""
    if is_final and only:
        raise click.UsageError("--final 是整年的材料一起定稿，不能和 --only 一起用。")
    groups = cast("tuple[PaperGroup, ...]", groups_of(only, get_args(PaperGroup)))
    library = library_for_reading(sets_folder, None)
    today = datetime.date.today().isoformat() if is_final else ""
    made = make_year(folder, library, groups, internal=internal, final=today, reopens=reopens)
    if made.open_points:
        echo(f"还不能定稿，有 {len(made.open_points)} 处没有完成，什么也没有写：")
        for point in made.open_points:
            echo(f"  {printable(on_one_line(point))}")
        return 1
    for line in _made_lines(folder, made, load_vocabulary(YearJobWords)):
        echo(printable(line))
    echo(f"看还缺什么、下一步做什么：  ziping year {typed_path(folder)}")
    return 0


def show_demo(output: Path) -> int:
    """Write the example years with all their papers and say what to open."""
    library = library_for_reading(None, None)
    folders = write_example_years(output)
    for folder in folders:
        made = make_year(folder, library, ())
        echo(f"{folder.name}：已生成 {len(made.written)} 份材料")
        for name in made.written:
            echo(f"  {printable(name)}")
    echo("")
    echo(f"{len(folders)} 个年度文件夹在 {output.resolve()}")
    echo(f"看看还缺什么，下一步做什么：  ziping year {typed_path(folders[0])}")
    return 0


def _made_lines(folder: Path, made: MadeYear, words: YearJobWords) -> Iterator[str]:
    for name in made.written:
        yield f"已写出 {folder / name}"
    for name in made.removed:
        yield f"已删去 {folder / name}：这份材料不用再生成了（表已经不在“填报”里，或者不再公开）"
    if made.was_final:
        yield f"已经撤销定稿，定稿的原件存到“改动留存”：{len(made.kept)} 份"
    else:
        yield from (f"有人改过的原件存到 {folder / name}" for name in made.kept)
    if made.is_unapproved:
        yield "说明：部门年度里没有写审议的会议和日期，封面没有印；要印的，请照年度指南的“部门年度里写什么”补上后用 --reopen 重新定稿。"
    if made.unchanged:
        yield f"没有变化，没有动：{made.unchanged} 份"
    shown = made.changes[:_MOST_CHANGES]
    yield from (f"  {_change(change, words)}" for change in shown)
    left = len(made.changes) - len(shown)
    if left > 0:
        yield f"  ……另有 {left} 处，见“{words.changes_file}”"


def _change(change: PaperChange, words: YearJobWords) -> str:
    about = words.changes[change.kind]
    place = "，".join(part for part in (change.file, change.section, change.figure) if part)
    if change.kind == "figure":
        return f"{place}：{about}，{change.old or '（没有）'} → {change.new or '（没有）'}"
    shown = f"：{on_one_line(change.old)[:60]}" if change.old else ""
    return f"{place}：{about}{shown}"
