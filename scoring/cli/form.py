"""``form``: a workbook to fill, from a set and what was handed in or approved before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

from scoring.batch.recognise import kind_of, load_clues
from scoring.batch.set_fit import (
    fits_kind,
    homeless,
    levels_without_rows,
    takes_rows,
    wrong_kind,
)
from scoring.cli.form_remarks import capped, remarks
from scoring.cli.inputs import find_inputs
from scoring.cli.terminal import echo, typed_path
from scoring.cli.unused_headings import print_unused_headings
from scoring.indicator_set.model import IndicatorSet
from scoring.intake.any_file import read_any
from scoring.intake.targets import NO_SET, FormSource, of_next_year, read_sources, with_targets
from scoring.problem import InputError, Place, Problem
from scoring.records.file_content import FileRead, Form
from scoring.words import load_vocabulary
from scoring.work.actual_offers import offered_actuals
from scoring.work.fill_in import fill_in_plan
from scoring.work.library import Library
from scoring.work.outputs import FileNames, write_new
from scoring.workbooks.fill_in.layout import FillLayout
from scoring.workbooks.fill_in.plan.plan import FillPlan
from scoring.workbooks.fill_in.write.book import fill_workbook

SUFFIX: Final = ".xlsx"
_NAME: Final = "填报表"
_FORMLESS: Final = frozenset({"no-targets", "empty-file"})
"""Codes of a file that was only found, not named, and is passed over: it holds nothing to begin with."""


def write_forms(
    sources: Sequence[Path],
    set_id: str | None,
    sets_folder: Path | None,
    targets: Path | None,
    output: Path,
    *,
    force: bool = False,
    year: int | None = None,
    labels: Mapping[str, str] | None = None,
    texts: Sequence[Path] = (),
) -> int:
    """Write a workbook for each form or table of targets; return the exit status.

    ``sources`` are files, folders and patterns; ``labels`` name headings of the forms that are taken
    over, ``year`` the year of those that name none. ``texts`` are the unit's own reports, whose figures
    are offered next to blank actuals.
    """
    library = Library(sets_folder, labels)
    approved = [] if targets is None else _read(targets, set_id, library)
    approved = [of_next_year(one, year) if one.kind == "form" else one for one in approved]
    inputs = find_inputs(sources, output if output.is_dir() else None)
    texts_read = [
        read_any(path, path.name, library.digest, labels=library.form_labels) for path in texts
    ]
    writer = _Writer(library, set_id, year, output, texts_read, force=force)
    writer.problems += inputs.problems
    found: list[tuple[Path, FormSource]] = []
    for file in inputs.files:
        if file.found and writer.is_own(file.path):
            inputs.pass_over(file.path.name, "ours")
            continue
        try:
            given = _read(file.path, set_id, library)
            if targets is not None:
                given = [with_targets(one, approved, targets) for one in given]
            found += ((file.path, one) for one in given)
        except InputError as error:
            if file.found and all(problem.code in _FORMLESS for problem in error.problems):
                inputs.pass_over(file.path.name, "no-form")
            else:
                writer.problems += error.problems
    if not sources and targets is not None:
        found = [(targets, one) for one in approved]
    if sources or targets is not None:
        for path, one in found:
            writer.write(path, one, several=len(found) > 1)
    else:
        writer.write(Path("--set"), None, several=False)
    for line in inputs.reasons():
        echo(line)
    writer.report("" if sets_folder is None else f" --sets {typed_path(sets_folder)}")
    print_unused_headings([file.path for file in inputs.files], library)
    if writer.problems:
        raise InputError(writer.problems)
    return 0


def _read(path: Path, set_id: str | None, library: Library) -> list[FormSource]:
    return read_sources(path, set_id or "", library.digest, library.form_labels)


class _Writer:
    """Writes the workbooks of a run, each by its set, and says what a person must know of each."""

    def __init__(
        self,
        library: Library,
        set_id: str | None,
        year: int | None,
        output: Path,
        texts: Sequence[FileRead],
        *,
        force: bool,
    ) -> None:
        if output.is_dir():
            output = output / _NAME
        if output.suffix.lower() != SUFFIX:
            output = output.with_name(output.name + SUFFIX)
        self.problems: list[Problem] = []
        self._library, self._set_id, self._year = library, set_id, year
        self._output, self._force = output, force
        self._texts = texts
        self._layout = load_vocabulary(FillLayout)
        self._names = FileNames()
        self._written: list[tuple[Path, FormSource | None]] = []

    def is_own(self, path: Path) -> bool:
        """Tell whether a file is called like a workbook of this run, and lies where these are written."""
        here = path.absolute().parent == self._output.absolute().parent
        return here and path.stem.startswith(self._output.stem)

    def write(self, path: Path, source: FormSource | None, *, several: bool) -> None:
        """Write the workbook of one source, which ``path`` holds, or a blank one; note what is wrong."""
        output = self._output
        if several and source is not None:
            secret = source.submission.secret
            title = str(len(self._written) + 1) if secret else _title(source, path)
            output = output.with_name(self._names.unique(f"{output.stem}-{title}") + SUFFIX)
        try:
            plan = self._plan(path, source)
            content = fill_workbook(plan, self._layout)
            write_new(output, content, force=self._force, hint="里面可能已经填了内容。")
        except InputError as error:
            self.problems += error.problems
            return
        self._written.append((output, source))
        echo(f"已写出 {output}（{plan.title}，{plan.set_id}）")
        lines = [*remarks(source, plan, self._layout), *self._of_set(source, plan)]
        if self._texts and source is not None:
            lines.append(self._of_texts(plan))
        for line in lines:
            echo(f"  {line}")

    def _of_texts(self, plan: FillPlan) -> str:
        """Say how many figures of the texts are offered, or that none is."""
        words = self._layout.offers
        if not plan.references:
            return "正文里没有找到可能是完成值的数（只看写着同一单位或项目、同一年度的）"
        count = sum(len(table.rows) for table in plan.references)
        return f"正文里可能是完成值的数列在“{words.sheet}”，共 {count} 行，没有填进填报表"

    def _plan(self, path: Path, source: FormSource | None) -> FillPlan:
        named = "" if source is None or source.submission.set == NO_SET else source.submission.set
        chosen = self._set_id or named
        if not chosen:
            raise InputError([_no_set(self._library)])
        asked = Place("--set") if self._set_id else Place(str(path))
        indicators = self._library.indicator_set(chosen, asked)
        if source is not None:
            self._must_fit(indicators, path, source)
        if source is None:
            return fill_in_plan(self._library, indicators.id, None, None)
        # What had no place, and what was corrected, is reported with its cell, and not once more in all.
        reported = {"unplaced": (), "repairs": ()}
        earlier = source.submission.with_year(self._year).model_copy(update=reported)
        rows = earlier.rows if source.targets is None else source.targets
        offers = offered_actuals(earlier, rows, self._texts, self._library.reader)
        references = () if offers is None else (offers,)
        return fill_in_plan(self._library, indicators.id, earlier, source.targets, references)

    def _of_set(self, source: FormSource | None, plan: FillPlan) -> list[str]:
        """Say which rows the set has no level for, and for which points no row is left."""
        if source is None or source.kind != "targets":
            return []
        indicators = self._library.indicator_set(plan.set_id)
        lines = [
            f"{indicators.shown} 里没有“{row.level1}”“{row.level2}”，请在填报表里改：{row.name}"
            for row in homeless(indicators, source.rows)
        ]
        lines = capped(lines, "行没有位置")
        for level in levels_without_rows(indicators, source.rows):
            lines.append(
                f"“{level}”各行都写不涉及，这一级的分值没有行可放{self._variants(indicators, source)}"
            )
        return lines

    def _variants(self, indicators: IndicatorSet, source: FormSource) -> str:
        """Name the sets that are made from this one for tables that lack a level, if there are any."""
        others = [
            each.id
            for each in self._library.choices()
            if each.merged.get("extends") == indicators.id
            and takes_rows(each, source.rows)
            and not levels_without_rows(each, source.rows)
        ]
        return f"；这样的表用 --set {'、'.join(others)}" if others else ""

    def _must_fit(self, indicators: IndicatorSet, path: Path, source: FormSource) -> None:
        """Refuse a set that is for another kind of form, or has no place for a table's targets."""
        clues = load_clues(self._library.folders)
        form = Form(at=source.at, title=source.title, headings=source.headings)
        kind = kind_of(form, source.submission, clues)
        rows = source.rows if source.kind == "targets" else ()
        place = Place(str(path), where=source.at)
        if not fits_kind(indicators, kind) and kind is not None:
            problem = wrong_kind(indicators, kind, clues, place)
        elif rows and not takes_rows(indicators, rows):
            levels = "、".join(dict.fromkeys(row.level1 for row in rows if row.level1))
            own = "、".join(level.name for level in indicators.levels)
            message = (
                f"{indicators.id}（{indicators.shown}）不收这样的目标表："
                f"表上的级次是 {levels or '（没有写）'}，它的级次是 {own}"
            )
            problem = Problem("no-targets-taken", message, place)
        else:
            return
        others = [
            f"{each.id}（{each.shown}）"
            for each in self._library.choices()
            if fits_kind(each, kind) and takes_rows(each, source.rows)
        ]
        named = f"可以用 --set 选：{'、'.join(others)}。" if others else ""
        raise InputError([replace(problem, hint=named or problem.hint)])

    def report(self, sets: str) -> None:
        """Say what was written in all, and what to do next; nothing where nothing was."""
        if not self._written:
            return
        if len(self._written) > 1:
            echo(f"共 {len(self._written)} 份填报表：")
            for output, source in self._written:
                rows = () if source is None else source.rows
                echo(f"  {output}（指标 {len(rows)} 个）")
        named = " ".join(typed_path(output) for output, _ in self._written)
        sheets = self._layout
        echo("接下来：")
        echo(
            f"  1. 用 Excel、WPS 或 LibreOffice 打开，先看“{sheets.guide_sheet}”，再填“{sheets.form_sheet}”里浅黄色的格子，保存。"
        )
        echo(f"  2. 交表前自查：  ziping check {named}{sets}")
        echo(f"  3. 计分并生成自评表：  ziping score {named}{sets} -o 结果")


def _title(source: FormSource, path: Path) -> str:
    """Return what the workbook of one of several sources is called: its project or unit, else its file."""
    return source.submission.project.name or source.submission.unit or path.stem


def _no_set(library: Library) -> Problem:
    sets = library.choices()
    named = "".join(f"\n      {indicators.shown}（{indicators.id}）" for indicators in sets)
    example = f"，例如 --set {sets[0].id}" if sets else ""
    hint = f"用 --set 写明编号，或地方、项目或部门、年度几个词{example}。可用的有：{named}"
    return Problem("no-set", "没有写明按哪个指标体系填报", Place("--set"), hint)
