"""``score`` and ``demo``: files in, forms out, a few lines about each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Final

from scoring.cli.inputs import find_inputs
from scoring.cli.run_over_files import RunOverFiles
from scoring.cli.terminal import echo
from scoring.cli.unused_headings import print_unused_headings
from scoring.exact import plain
from scoring.files import shipped
from scoring.intake.content import content_of
from scoring.problem import InputError, render_all
from scoring.readers.submissions import parse_submissions
from scoring.records.scorecard import NEEDS_PERSON, RowResult
from scoring.text import printable
from scoring.work.export_copy import copy_filled, copy_own
from scoring.work.library import Library, library_for_reading
from scoring.work.outputs import FORMATS, Outputs
from scoring.work.review import self_check
from scoring.work.score import score_all, score_submission
from scoring.work.standing import standing_of
from scoring.writers.advice_view import gravest
from scoring.writers.closing_list import ClosingList
from scoring.writers.form.present import grade_text, row_names
from scoring.writers.own_words import above_rule_texts, filled_in_texts
from scoring.writers.wording import cap_text

if TYPE_CHECKING:
    from scoring.cli.inputs import RunFile
    from scoring.problem import Problem
    from scoring.records.decision import Decision
    from scoring.records.finding import Review, Standing
    from scoring.records.ledger_entry import LedgerRecord
    from scoring.records.result import Result
    from scoring.records.scorecard import ExecutionResult
    from scoring.records.submission import Submission
    from scoring.work.export_copy import Copied
    from scoring.work.review import Reviewer
    from scoring.writers.labels import Labels

_MOST_ROWS: Final = 10
"""So many rows of a kind are listed on the terminal; the outputs hold all."""


def score_files(
    files: Sequence[Path],
    set_id: str | None,
    sets_folder: Path | None,
    folder: Path,
    formats: Sequence[str],
    export: Path | None = None,
    decisions: Sequence[Path] = (),
    year: int | None = None,
    labels: Mapping[str, str] | None = None,
    *,
    fill: bool = False,
    by_rule: bool = False,
) -> int:
    """Score files into ``folder``; of a file that has errors nothing is written.

    A form that a system exported also gives a copy in which the results are filled in; ``export``
    is one that the other files fill. ``decisions`` are files of decisions on the scores. Forms bear
    the unit's own scores, with ``fill`` also the rule's defaults where these are blank; a form with
    decisions, and every form with ``by_rule``, bears the scores of its scorecard. Returns the exit
    status: 0 done, 1 a person is needed or figures do not add up, 2 some input could not
    be used.
    """
    library = library_for_reading(sets_folder, labels)
    decided = _DecisionFiles(decisions, library)
    if decided.problems:
        echo(render_all(decided.problems), err=True)
    if not decided.is_usable:
        return 2
    inputs = find_inputs(files, folder)
    paths = [file.path for file in inputs.files]
    outputs = Outputs(library, formats, [*paths, *([] if export is None else [export])])
    scored: list[Result] = []
    run = RunOverFiles(inputs, "score", ClosingList(self_check(library).words))
    status = run.status
    for file in run.files():
        path = file.path
        report = _Report(library, file, run.closing)
        entries = score_all(path, set_id, library, year=year, fill=fill)
        results: Iterable[Result] = report.of(_usable(entries, decided, by_rule=by_rule))
        kept: list[Result] = []
        try:
            if export is not None or content_of(path) == "book":
                results = kept = list(results)
            copied = copy_own(path, kept, library, year)
            written = outputs.write(folder, file.stem, results, copied.files)
        except InputError as error:
            status = max(status, run.failed(file, error))
            continue
        run.pause()
        if len(inputs.files) > 1:
            echo(f"{path}：")
        echo("".join(report.lines), nl=False)
        report.close()
        status = max(status, report.status)
        _report_copied(copied, kept, folder, written)
        scored += kept if export is not None else []
    print_unused_headings(paths, library)
    for submission in decided.unmatched():
        echo(f"认定没有用上：这次没有申报 {submission}")
        status = max(status, 1)
    if export is not None:
        status = max(status, _fill_export(export, scored, status, outputs, folder))
    status = max(status, _last_words(outputs))
    return max(status, run.close())


def _usable(
    entries: Iterable[Result | InputError], decided: _DecisionFiles, *, by_rule: bool
) -> Iterator[Result]:
    """Yield the results of a file with their decisions, up to the first error.

    At the end :class:`InputError` is raised with everything that is wrong in the file.
    """
    problems: list[Problem] = []
    for entry in entries:
        if isinstance(entry, InputError):
            problems += entry.problems
            continue
        result = decided.applied_to(entry)
        if by_rule:
            result = replace(result, own_track=None)
        if not problems:
            yield result
    if problems:
        raise InputError(problems)


class _Report:
    """What is printed about the results of one file, and the exit status that they ask for."""

    def __init__(self, library: Library, file: RunFile, closing: ClosingList) -> None:
        self.labels = library.labels
        self.reviewer = self_check(library)
        self.lines: list[str] = []
        self.status = 0
        self._file, self._closing = file, closing
        self._standings: list[tuple[str, Standing]] = []

    def of(self, results: Iterable[Result]) -> Iterator[Result]:
        """Pass the results on, and note what is to be printed about each."""
        for result in results:
            unused = _capped(_unused_decisions(result, self.labels), "条认定未采用")
            review = self.reviewer.review(result)
            grave = _gravest(result, review, self.reviewer)
            lines = [*summary(result, self.labels), *grave, *unused]
            secret = result.submission.secret
            title = "" if secret else result.submission.title
            self._standings.append((title, standing_of(result, review)))
            self.lines.append("".join(f"{line}\n" for line in lines))
            if unused or grave or _needs_person(result):
                self.status = 1
            yield result

    def close(self) -> None:
        """Note how the forms of the file stand, once it was written."""
        for title, standing in self._standings:
            self._closing.add(str(self._file.path), title, standing)


class _DecisionFiles:
    """The decisions of some files; ``problems`` holds what is wrong with them."""

    def __init__(self, paths: Sequence[Path], library: Library) -> None:
        self.problems: list[Problem] = []
        self._decisions: list[Decision] = []
        self._records: list[LedgerRecord] = []
        self._scored: set[str] = set()
        self._library = library
        for path in paths:
            # Most runs have no decisions.
            from scoring.work.decision_files import read_decisions  # noqa: PLC0415

            try:
                content = read_decisions(path)
            except InputError as error:
                self.problems += error.problems
                continue
            self._decisions += content.decisions
            self._records += content.records
            self.problems += content.problems

    @property
    def is_usable(self) -> bool:
        """Whether no file has an error; decisions are used together or not at all."""
        return not any(problem.severity == "error" for problem in self.problems)

    def applied_to(self, result: Result) -> Result:
        """Return a result with its decisions."""
        if not self._decisions and not self._records:
            return result
        from scoring.work.decide import with_decisions, with_ledger  # noqa: PLC0415

        if self._records:
            reviewed = with_ledger(result, self._records, self._library)
            if reviewed is not result:
                return reviewed
        submission = result.submission
        self._scored.add(submission.key)
        decisions = self._decisions
        if "year" in submission.known:  # decisions may be from before a year was given
            short = submission.key_without_year
            self._scored.add(short)
            decisions = [
                decision.model_copy(update={"submission": submission.key})
                if decision.submission == short
                else decision
                for decision in decisions
            ]
        decided = with_decisions(result, decisions, self._library)
        # a reviewed form bears what was decided, no longer what the unit gave itself
        return decided if decided is result else replace(decided, own_track=None)

    def unmatched(self) -> list[str]:
        """Return the submissions that decisions of lists are about and that were not scored.

        A ledger is about all that a review was about.
        """
        about = dict.fromkeys(decision.submission for decision in self._decisions)
        return [submission for submission in about if submission not in self._scored]


def _unused_decisions(result: Result, labels: Labels) -> list[str]:
    card, secret = result.scorecard, result.submission.secret
    names = {} if secret else row_names(card, labels)
    return [f"  认定未采用 {names.get(u.row, u.row)}：{u.why}" for u in card.unused_decisions]


def _needs_person(result: Result) -> bool:
    """Tell whether a row waits for a person, or a figure of the form contradicts another."""
    own = result.own_track
    waits = result.scorecard.needs_person if own is None else bool(own.faults or own.not_printed)
    return waits or any(c.verdict == "differs" for c in result.claims)


def _fill_export(
    export: Path,
    results: Sequence[Result],
    status: int,
    outputs: Outputs,
    folder: Path,
) -> int:
    """Fill a copy of the export from all results of the run, if each file could be used."""
    if status == 2:
        echo(f"{export}：没有回填，请先改正以上各处。", err=True)
        return 2
    try:
        copied = copy_filled(export, results, outputs.library)
        written = outputs.write(folder, export.stem, [], copied.files)
    except InputError as error:
        echo(render_all(error.problems), err=True)
        return 2
    echo(f"回填 {export.name}：")
    _report_copied(copied, results, folder, written)
    return 1 if copied.needs_person else 0


def _report_copied(
    copied: Copied, results: Sequence[Result], folder: Path, written: Sequence[str]
) -> None:
    if copied.messages and any(result.submission.secret for result in results):
        echo(f"  回填时有 {len(copied.messages)} 处说明，见粘贴区的备注。")
    elif copied.messages:
        echo("\n".join(_capped(copied.messages, "处", "粘贴区")))
    for name in written:
        echo(f"  已写出 {folder / name}")


def _last_words(outputs: Outputs) -> int:
    """Print what only the whole run can: PDF files, and whose templates were used."""
    printed, problems = outputs.print_all() if "pdf" in outputs.formats else ([], [])
    for path in printed:
        echo(f"  已写出 {path}")
    for name in outputs.hiding:
        echo(f"说明：用了您的模板 {name}，它盖过了自带的同名模板。")
    if outputs.lost:
        echo("说明：您的模板里有些内容不能印出：")
        echo("\n".join(_capped([f"  {one}" for one in outputs.lost], "处", "模板")))
    if problems:
        echo(render_all(problems), err=True)
    return 2 if problems else 0


def score_demo(folder: Path) -> int:
    """Score the shipped examples into ``folder`` and say what to open; not those in folders below."""
    library = Library()
    reviewer = self_check(library)
    outputs = Outputs(library, FORMATS)
    written: list[str] = []
    names = [n for n in shipped.listing("examples", ".yaml") if n.count("/") == 1]
    for name in names:
        parsed = parse_submissions(shipped.read_text(name), name)
        results = [score_submission(submission, library) for _, submission in parsed]
        written += outputs.write(folder, PurePosixPath(name).stem, results)
        for result in results:
            grave = _gravest(result, reviewer.review(result), reviewer)
            lines = (*summary(result, library.labels), *grave)
            echo("\n".join(lines))
    _last_words(outputs)
    first = next(name for name in written if name.endswith(".xlsx"))
    echo("")
    echo(f"{len(names)} 份自评表已写入文件夹 {folder.resolve()}")
    echo(f"请打开 {folder / first}（Excel、WPS 或 LibreOffice）；同名的 .html 用浏览器打开。")
    return 0


def summary(result: Result, labels: Labels) -> list[str]:
    """Return the lines about one submission: total, grade, what is still to be settled, claims."""
    card, secret = result.scorecard, result.submission.secret
    title = labels.word("words", "secret") if secret else card.title
    names = {} if secret else row_names(card, labels)
    lines = [f"{title}：{_outcome(result, labels)}"]
    if result.own_track is None:
        needed = [
            _needed(row, names, secret, labels) for row in card.rows if row.status in NEEDS_PERSON
        ]
        lines += _capped(needed, "个指标需人认定")
    else:
        above = [f"  高于可得上限 {text}" for text in above_rule_texts(result, names, labels)]
        lines += _capped(above, "个指标高于可得上限")
        filled = [f"  未填得分，按规则填入 {t}" for t in filled_in_texts(result, names, labels)]
        lines += _capped(filled, "个指标按规则填入")
    cap = "" if secret else cap_text(card, labels)
    lines += [f"  {cap}"] if cap else []
    missing = [f"  缺 {names.get(r.of, r.of)}：{r.say}" for r in card.requirements]
    lines += _capped(missing, "处缺项")
    if not secret:
        unmatched = [f"  未归入指标体系 {item.label}" for item in result.unmatched]
        lines += _capped(unmatched, "处未归入")
    return [*lines, *_read_otherwise(result.submission)]


def _gravest(result: Result, review: Review, reviewer: Reviewer) -> list[str]:
    """Return what must be put right before the form is signed, as ``check`` lists it."""
    labels = reviewer.library.labels
    lines = gravest(result, review, reviewer.words, labels)
    return [f"  {printable(line)}" for line in lines]


def _read_otherwise(submission: Submission) -> list[str]:
    """Report what was restored or matched nothing while reading; the form lists it."""
    remark, repairs = submission.remark, len(submission.repairs)
    rest = len(submission.unplaced) - len(submission.remarks)
    lines = []
    if remark:
        lines.append("  表上有栏目没有找到。" if submission.secret else f"  {remark}。")
    if rest:
        lines.append(f"  另有 {rest} 处内容没有归入本表，见“评分说明”，请核对。")
    return [*lines, *([f"  读取时校正 {repairs} 处，见“评分说明”，请核对。"] if repairs else [])]


def _outcome(result: Result, labels: Labels) -> str:
    card, own = result.scorecard, result.own_track
    if not card.scored:
        return "本表不计分"
    low, high = plain(Fraction(card.low)), plain(Fraction(card.high))
    band = "" if low == high else f"（{low}–{high}）"
    open_word = labels.word("score_words", "open")
    by_rule = open_word if card.total is None else plain(Fraction(card.total))
    grade = grade_text(card, labels)
    if own is None or own.basis == "rule":
        return f"总分 {by_rule}{band}，等级 {grade}，得分按规则计算"
    rule = f"按规则 {by_rule}{band}"
    if own.outcome.total is None:
        return f"总分还没有；{rule}"
    total = plain(Fraction(own.outcome.total))
    return f"自评总分 {total}，等级 {own.outcome.grade or labels.text('grade_none')}；{rule}"


def _needed(
    row: ExecutionResult | RowResult, names: Mapping[str, str], secret: bool, labels: Labels
) -> str:
    """Say which row a person must look at, and why; of a secret one only its number."""
    what = names.get(row.id, row.id) if isinstance(row, RowResult) else row.name
    why = "" if secret or not row.trace.because else f"，{row.trace.because}"
    return f"  需人认定 {what}：{labels.word('statuses', row.status)}{why}"


def _capped(lines: Sequence[str], what: str, where: str = "评分说明") -> list[str]:
    left = len(lines) - _MOST_ROWS
    more = [f"  ……另有 {left} {what}，见“{where}”。"] if left > 0 else []
    return [*lines[:_MOST_ROWS], *more]
