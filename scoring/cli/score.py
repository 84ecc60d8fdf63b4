"""``score`` and ``demo``: files in, forms out, a few lines told about each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from pathlib import Path, PurePosixPath
from typing import Final

import click

from scoring.cli.decided import DecisionFiles, told_unused
from scoring.exact import plain
from scoring.files import shipped
from scoring.problem import InputError, Problem, render_all
from scoring.readers.submissions import parse_submissions
from scoring.records.result import Result
from scoring.records.scorecard import NEEDS_PERSON, ExecutionResult, RowResult, Scorecard
from scoring.records.submission import Submission
from scoring.work.export_copy import Copied, copy_filled, copy_own
from scoring.work.library import Library
from scoring.work.outputs import FORMATS, Outputs
from scoring.work.score import score_file, score_submission
from scoring.writers.form.present import called, grade_text
from scoring.writers.labels import Labels

_MOST_ROWS_TOLD: Final = 10


def score_files(
    files: Sequence[Path],
    set_id: str | None,
    sets_folder: Path | None,
    folder: Path,
    formats: Sequence[str],
    export: Path | None = None,
    decisions: Sequence[Path] = (),
) -> int:
    """Score files into ``folder``; of a file that has errors nothing is written.

    A form that a system exported also gives a copy in which the results are filled in; ``export``
    is one that the other files fill. ``decisions`` are laid over the scores. Returns the exit status: 0 done, 1 a person is needed or
    figures do not add up, 2 some input could not be used.
    """
    library = Library(sets_folder)
    decided = DecisionFiles(decisions, library)
    if decided.problems:
        click.echo(render_all(decided.problems), err=True)
    if not decided.is_usable:
        return 2
    outputs = Outputs(library, formats, [*files, *([] if export is None else [export])])
    taken: set[str] = set()
    done: list[Result] = []
    status = 0
    for path in files:
        results, problems = _scored(path, library, set_id)
        results = decided.over(results)
        written: list[str] = []
        copied = Copied()
        if not problems:
            try:
                copied = copy_own(path, results, library.labels)
                written = outputs.write(folder, path.stem, results, taken, copied.files)
            except InputError as error:
                problems = list(error.problems)
        if problems:
            click.echo(render_all(problems), err=True)
            status = 2
            continue
        if len(files) > 1:
            click.echo(f"{path}:")
        for result in results:
            click.echo("\n".join(told(result, library.labels)))
            unused = _capped(told_unused(result, library.labels), "条认定未采用")
            for line in unused:
                click.echo(line)
            if unused or _needs_person(result):
                status = max(status, 1)
        _tell_copied(copied, results, folder, written)
        done += results
    for submission in decided.left():
        click.echo(f"认定没有用上:这次没有申报 {submission}")
        status = max(status, 1)
    if export is not None:
        status = max(status, _fill_export(export, done, status, outputs, folder, taken))
    return max(status, _last_words(outputs))


def _needs_person(result: Result) -> bool:
    """Tell whether a row waits for a person, or a figure of the form contradicts another."""
    return result.scorecard.needs_person or any(c.verdict == "differs" for c in result.claims)


def _fill_export(
    export: Path,
    results: Sequence[Result],
    status: int,
    outputs: Outputs,
    folder: Path,
    taken: set[str],
) -> int:
    """Fill a copy of the export from all results of the run, if each file could be used."""
    if status == 2:
        click.echo(f"{export}:没有回填,请先改正以上各处。", err=True)
        return 2
    try:
        copied = copy_filled(export, results, outputs.labels)
        written = outputs.write(folder, export.stem, [], taken, copied.files)
    except InputError as error:
        click.echo(render_all(error.problems), err=True)
        return 2
    click.echo(f"回填 {export.name}:")
    _tell_copied(copied, results, folder, written)
    return 1 if copied.needs_person else 0


def _tell_copied(
    copied: Copied, results: Sequence[Result], folder: Path, written: Sequence[str]
) -> None:
    if copied.told and any(result.submission.secret for result in results):
        click.echo(f"  回填时有 {len(copied.told)} 处说明,见粘贴区的备注。")
    elif copied.told:
        click.echo("\n".join(_capped(copied.told, "处", "粘贴区")))
    for name in written:
        click.echo(f"  已写出 {folder / name}")


def _last_words(outputs: Outputs) -> int:
    """Print what only the whole run can: PDF files, and whose templates were used."""
    printed, problems = outputs.print_all() if "pdf" in outputs.formats else ([], [])
    for path in printed:
        click.echo(f"  已写出 {path}")
    for name in outputs.hiding:
        click.echo(f"说明:用了您的模板 {name},它盖过了自带的同名模板。")
    if problems:
        click.echo(render_all(problems), err=True)
    return 2 if problems else 0


def _scored(path: Path, library: Library, set_id: str | None) -> tuple[list[Result], list[Problem]]:
    results: list[Result] = []
    problems: list[Problem] = []
    for done in score_file(path, library, set_id):
        if done.error is not None:
            problems += done.error.problems
        elif done.result is not None:
            results.append(done.result)
    return results, problems


def score_demo(folder: Path) -> int:
    """Score the shipped examples into ``folder`` and say what to open; not those in folders below."""
    library = Library()
    outputs = Outputs(library, FORMATS)
    taken: set[str] = set()
    written: list[str] = []
    names = [n for n in shipped.listing("examples", ".yaml") if n.count("/") == 1]
    for name in names:
        parsed = parse_submissions(shipped.read_text(name), name)
        results = [score_submission(submission, library) for _, submission in parsed]
        written += outputs.write(folder, PurePosixPath(name).stem, results, taken)
        for result in results:
            click.echo("\n".join(told(result, library.labels)))
    _last_words(outputs)
    first = next(name for name in written if name.endswith(".xlsx"))
    click.echo("")
    click.echo(f"{len(names)} 份自评表已写入文件夹 {folder.resolve()}")
    click.echo(f"请打开 {folder / first}(Excel、WPS 或 LibreOffice);同名的 .html 用浏览器打开。")
    return 0


def told(result: Result, labels: Labels) -> list[str]:
    """Return what is told about one submission: total, grade, rows that need a person, claims."""
    card, secret = result.scorecard, result.submission.secret
    title = labels.word("words", "secret") if secret else card.title
    names = {} if secret else called(card, labels)
    lines = [f"{title}:{_outcome(result, labels)}"]
    needed = [
        _needed(row, names, secret, labels) for row in _rows(card) if row.status in NEEDS_PERSON
    ]
    lines += _capped(needed, "个指标需人认定")
    for claim in result.claims:
        if claim.verdict == "differs":
            where = names.get(claim.where, claim.where) or labels.word("words", "whole_form")
            stated, computed = plain(Fraction(claim.stated)), plain(Fraction(claim.computed))
            kind = labels.word("kinds", claim.kind)
            if claim.kind == "points":
                lines.append(f"  分值不一致 {where}:{kind} {stated},应为 {computed}")
            else:
                lines.append(f"  自评数字不一致 {where}({kind}):填 {stated},复算 {computed}")
    missing = [f"  缺 {names.get(r.of, r.of)}:{r.say}" for r in card.requirements]
    lines += _capped(missing, "处缺项")
    if not secret:
        told = [item.label for item in result.unmatched]
        lines += _capped([f"  未归入指标体系 {what}" for what in told], "处未归入")
    return [*lines, *_read_otherwise(result.submission)]


def _read_otherwise(submission: Submission) -> list[str]:
    """Say that something was put right or found no place while reading; the form lists it."""
    unplaced, repairs = len(submission.unplaced), len(submission.repairs)
    lines = [f"  另有 {unplaced} 处内容没有归入本表,见“评分说明”,请核对。"] if unplaced else []
    return [*lines, *([f"  读取时归位 {repairs} 处,见“评分说明”,请核对。"] if repairs else [])]


def _outcome(result: Result, labels: Labels) -> str:
    card = result.scorecard
    if not card.scored:
        return "本表不计分"
    low, high = plain(Fraction(card.low)), plain(Fraction(card.high))
    band = "" if low == high else f"({low}–{high})"
    total = (
        labels.word("score_words", "open") if card.total is None else plain(Fraction(card.total))
    )
    return f"总分 {total}{band},等级 {grade_text(card, labels)}"


def _rows(card: Scorecard) -> list[ExecutionResult | RowResult]:
    return [*([] if card.execution is None else [card.execution]), *card.indicators]


def _needed(
    row: ExecutionResult | RowResult, names: Mapping[str, str], secret: bool, labels: Labels
) -> str:
    """Say which row a person must look at, and why; of a secret one only its number."""
    what = names.get(row.id, row.id) if isinstance(row, RowResult) else row.name
    why = "" if secret or not row.trace.because else f",{row.trace.because}"
    return f"  需人认定 {what}:{labels.word('statuses', row.status)}{why}"


def _capped(lines: Sequence[str], what: str, where: str = "评分说明") -> list[str]:
    left = len(lines) - _MOST_ROWS_TOLD
    more = [f"  ……另有 {left} {what},见“{where}”。"] if left > 0 else []
    return [*lines[:_MOST_ROWS_TOLD], *more]
