"""``form``: a workbook to fill, from a set and what was handed in or approved before."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Final

import click

from scoring.cli.unused_headings import print_unused_headings
from scoring.intake.submissions import submissions_of
from scoring.intake.targets import Targets, read_targets
from scoring.problem import InputError, Place, Problem
from scoring.records.submission import Goal, Head, Submission
from scoring.words import load_vocabulary
from scoring.work.library import Library
from scoring.work.outputs import write_new
from scoring.workbooks.fill_in.layout import FillLayout
from scoring.workbooks.fill_in.plan.make import make_plan
from scoring.workbooks.fill_in.plan.plan import FillPlan
from scoring.workbooks.fill_in.write.book import fill_workbook

SUFFIX: Final = ".xlsx"


def write_form(
    source: Path | None,
    set_id: str | None,
    sets_folder: Path | None,
    targets: Path | None,
    output: Path,
    *,
    force: bool = False,
    year: int | None = None,
    labels: Mapping[str, str] | None = None,
) -> int:
    """Write the workbook; return the exit status.

    ``labels`` name headings of the form that is taken over, ``year`` its year where it names none.
    """
    library = Library(sets_folder, labels)
    output = output if output.suffix.lower() == SUFFIX else output.with_name(output.name + SUFFIX)
    earlier = None if source is None else _only_submission(source, set_id or "", library, year)
    listed = None if targets is None else read_targets(targets, set_id or "")
    last_year = None if listed is None else listed.source
    named = next((form.set for form in (earlier, last_year) if form is not None and form.set), "")
    chosen = set_id or named
    if not chosen:
        raise InputError([_no_set(library)])
    indicators = library.indicator_set(chosen, None if set_id else _place(source or targets))
    if earlier is None and last_year is not None:
        earlier = _next_year(last_year)
    layout = load_vocabulary(FillLayout)
    plan = make_plan(indicators, layout, earlier, None if listed is None else listed.rows)
    if last_year is not None and source is None:
        plan = _without_year(plan)
    content = fill_workbook(plan, layout)
    write_new(output, content, force=force, hint="里面可能已经填了内容。")
    _report(plan, output, layout, listed, sets_folder)
    print_unused_headings([] if source is None else [source], library)
    return 0


def _only_submission(path: Path, set_id: str, library: Library, year: int | None) -> Submission:
    """Return the only submission of a file, with the year where it names none."""
    entries = [
        entry for _, entry in submissions_of(path, set_id, library.digest, library.form_labels)
    ]
    problems = [p for entry in entries if isinstance(entry, InputError) for p in entry.problems]
    if problems:
        raise InputError(problems)
    submissions = [entry for entry in entries if isinstance(entry, Submission)]
    if len(submissions) != 1:
        message = f"文件里有 {len(submissions)} 份申报,一张填报表只能来自一份"
        raise InputError([Problem("form-many", message, Place(str(path)), "请只留一份。")])
    return submissions[0].with_year(year)


def _place(path: Path | None) -> Place:
    return Place(str(path)) if path is not None else Place("--set")


def _next_year(last: Submission) -> Submission:
    """Keep who and what of last year's submission; clear what belongs to its year."""
    cleared = {
        "funds": (), "goal": Goal(), "goals": (), "tasks": (), "indicators": (), "inputs": {},
        "items": {}, "claims": {}, "reasons": {}, "texts": {}, "claimed_total": None,
        "claimed_grade": "", "unplaced": (), "repairs": (), "id": "", "finished": None,
        "state": "正常", "head": Head(responsible=last.head.responsible, phone=last.head.phone),
    }  # fmt: skip
    return last.model_copy(update=cleared)


def _without_year(plan: FillPlan) -> FillPlan:
    cleared = {"year", "project_period.start", "project_period.end"}
    return replace(plan, values={k: v for k, v in plan.values.items() if k not in cleared})


def _no_set(library: Library) -> Problem:
    sets = library.choices()
    named = "、".join(f"{indicators.shown}（{indicators.id}）" for indicators in sets)
    example = f",例如 --set {sets[0].id}" if sets else ""
    hint = f"用 --set 写明编号{example}。可用:{named}"
    return Problem("no-set", "没有写明按哪个指标体系填报", Place("--set"), hint)


def _report(
    plan: FillPlan,
    output: Path,
    layout: FillLayout,
    listed: Targets | None,
    sets_folder: Path | None,
) -> None:
    click.echo(f"已写出 {output}({plan.title},{plan.set_id})")
    if listed is not None:
        click.echo(f"  带入指标 {len(listed.rows)} 个")
    if plan.proposed:
        click.echo(f"  {layout.text('points_told')}")
    for note in plan.notes[:10]:
        click.echo(f"  {note}")
    if len(plan.notes) > 10:
        click.echo(f"  ……另有 {len(plan.notes) - 10} 处没有带入")
    click.echo("接下来:")
    click.echo(
        f"  1. 用 Excel、WPS 或 LibreOffice 打开它,先看“{layout.guide_sheet}”,再填“{layout.form_sheet}”里浅黄色的格子,保存。"
    )
    named = _typed(output)
    sets = "" if sets_folder is None else f" --sets {_typed(sets_folder)}"
    click.echo(f"  2. 交表前自查:  ziping check {named}{sets}")
    click.echo(f"  3. 计分并生成自评表:  ziping score {named}{sets} -o 结果")


def _typed(path: Path) -> str:
    """Return a path as every shell takes it: Windows knows no single quotes."""
    return f'"{path}"' if " " in str(path) else str(path)
