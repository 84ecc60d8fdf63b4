"""One file of the field reviewed as an evaluator does it, and held against what is right."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from scoring.batch.review_run import ReviewRun
from scoring.batch.run import rescore
from scoring.problem import InputError
from scoring.records.finding import Finding
from scoring.records.result import Reviewed
from scoring.records.submission import Funds, Indicator, Submission
from tests.corpus.field.described import Described, Expected, Told, folded, number

ANY = "any"
"""Stands for a level or points that may be read either way."""
ACCUSING = ("E", "Q")
_BLOCKS = {"execution": "@funds", "funds": "@funds", "total": "@total"}
_LEVEL = re.compile(
    r"^(?:[一二三四五六七八九十]+、|[((][一二三四五六七八九十]+[))]|\d+[.、])|[((].*?[))]|:$"
)


@dataclass
class Outcome:
    """What came of one expected form; texts name what is not as it should be."""

    file: str
    read: bool = False
    told_unread: bool = False
    """Where nothing, or not all, was read: whether the run says so."""
    excused: bool = False
    """Nothing was read of a text that lost its columns, which is allowed where it is said."""
    rows: int = 0
    right: int = 0
    wrong: list[str] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)
    head_wrong: list[str] = field(default_factory=list)
    heads: int = 0
    e_right: int = 0
    e_wrong: list[str] = field(default_factory=list)
    misses: Counter[str] = field(default_factory=Counter)
    """Real misses: told as E, as Q, or silent."""
    only_asked: list[str] = field(default_factory=list)
    """Real misses that leave no room and are told as Q."""
    silent: list[str] = field(default_factory=list)
    others: Counter[str] = field(default_factory=Counter)
    """What else must be told (sums, rates, rows that ask for a word): told, or silent."""
    q: Counter[str] = field(default_factory=Counter)
    """Questions: wanted, or of no use."""
    q_unwanted: list[str] = field(default_factory=list)


@dataclass
class Measured:
    """One file: its expected forms, and forms that were seen where there is none."""

    file: str
    forms: list[Outcome]
    too_many: int = 0
    refused: str = ""


def measure(one: Described) -> Measured:
    """Review a file by itself with its set named."""
    try:
        run = rescore(one.path, set=one.set)
    except InputError as error:
        return Measured(one.file, [Outcome(one.file) for _ in one.forms], refused=str(error))
    found = list(run.forms)
    outcomes = []
    for place, form in enumerate(one.forms):
        reviewed = _of(form, found, place)
        outcome = Outcome(one.file, read=reviewed is not None, told_unread=_says_so(run, reviewed))
        if reviewed is None:
            outcome.excused = form.may_be_unread and outcome.told_unread
            _nothing(outcome, form)
        else:
            found.remove(reviewed)
            _reading(outcome, form, reviewed.result.submission)
            _findings(outcome, form, reviewed)
        outcomes.append(outcome)
    return Measured(one.file, outcomes, len(found), "" if one.forms else _fates(run))


def _of(form: Expected, found: list[Reviewed], place: int) -> Reviewed | None:
    """Return the form that was read of this one: of its project, else the next."""
    names = folded(form.head.get("project", "")).split("/")
    for reviewed in found:
        if folded(reviewed.result.submission.project.name) in names:
            return reviewed
    return found[0] if found and len(found) > 0 and place == 0 else None


def _fates(run: ReviewRun) -> str:
    return " ".join(f"{form.fate}" for file in run.state.files for form in file.forms)


def _says_so(run: ReviewRun, reviewed: Reviewed | None) -> bool:
    """Tell whether a person is told that something could not be read."""
    for file in run.state.files:
        if file.is_unread or file.holds_nothing or file.problems or (file.read and file.read.rest):
            return True
        if any(form.fate != "reviewed" or form.problems for form in file.forms):
            return True
    if reviewed is None:
        return False
    submission = reviewed.result.submission
    return bool(submission.unplaced or submission.not_found)


def _nothing(outcome: Outcome, form: Expected) -> None:
    if outcome.excused:
        return
    outcome.rows = len(form.rows)
    outcome.unread = [row["name"] for row in form.rows]
    for told in form.told.values():
        if told.miss and told.must:
            outcome.misses["silent"] += 1
            outcome.silent.append(told.at)
        elif told.must:
            outcome.others["silent"] += 1


# --- reading ---


def _reading(outcome: Outcome, form: Expected, submission: Submission) -> None:
    left = list(submission.indicators)
    outcome.rows = len(form.rows)
    for want in form.rows:
        same = [row for row in left if folded(row.name) == folded(want["name"])]
        if not same:
            outcome.unread.append(want["name"])
            continue
        left.remove(same[0])
        differs = list(_differs(want, same[0]))
        outcome.right += not differs
        if differs:
            outcome.wrong.append(f"{want['name']}: {', '.join(differs)}")
    outcome.wrong += [f"no such row: {row.name} {row.target} {row.actual}" for row in left]
    _head(outcome, form, submission)


def _differs(want: Mapping[str, str], row: Indicator) -> Iterator[str]:
    target = want.get("direction", "") + want["target"] + want.get("unit", "")
    texts = {
        "target": (target, row.direction + row.target + row.unit),
        "actual": (want["actual"], row.actual),
        "target_initial": (want.get("target_initial", ""), row.target_initial),
    }
    if "reason" in want:
        texts["reason"] = (want["reason"], row.reason)
    for key, (right, got) in texts.items():
        if folded(right) != folded(got) and not (key == "target" and _same_signed(right, row)):
            yield f"{key} {got!r} for {right!r}"
    for key in ("level1", "level2"):
        if want.get(key, ANY) != ANY and _level(want[key]) != _level(getattr(row, key)):
            yield f"{key} {getattr(row, key)!r} for {want[key]!r}"
    for key in ("points", "claimed"):
        if want.get(key) != ANY and number(want.get(key, "")) != getattr(row, key):
            yield f"{key} {getattr(row, key)} for {want.get(key)}"


def _same_signed(right: str, row: Indicator) -> bool:
    """Tell whether sign or unit stand within the target, or beside it."""
    return folded(right) in {folded(row.target), folded(row.direction + row.target)}


def _level(text: str) -> str:
    plain = folded(text)
    while _LEVEL.search(plain):
        plain = _LEVEL.sub("", plain)
    return plain.removesuffix("指标")


def _head(outcome: Outcome, form: Expected, submission: Submission) -> None:
    got: dict[str, object] = {
        "year": "" if submission.year is None else str(submission.year),
        "project": submission.project.name,
        "unit": submission.unit,
        "department": submission.department,
        "money": submission.money_unit or "",
        "total": submission.claimed_total,
    }
    for key, right in form.head.items():
        outcome.heads += 1
        has = got[key]
        same = (
            number(right) == has if key == "total" else folded(str(has)) in folded(right).split("/")
        )
        if not same:
            outcome.head_wrong.append(f"{key} {has} for {right}")
    for want in form.funds:
        if any(number(want.get(key, "")) for key in ("budget", "executed", "initial")):
            outcome.heads += 1
            name = _source(want.get("source", ""))
            row = next((one for one in submission.funds if _source(one.source) == name), None)
            if row is None and not name and submission.funds:
                row = submission.funds[0]
            differs = ["not found"] if row is None else list(_funds_differ(want, row))
            if differs:
                outcome.head_wrong.append(f"funds {name}: {', '.join(differs)}")


def _source(text: str) -> str:
    return folded(text).removeprefix("其中:").rstrip(":")


def _funds_differ(want: Mapping[str, str], row: Funds) -> Iterator[str]:
    for key in ("initial", "budget", "executed", "claimed", "rate"):
        right = number(want.get(key, ""))
        got: Decimal | None = getattr(row, "claimed_rate" if key == "rate" else key)
        if right != got and (right or got):
            yield f"{key} {got} for {want.get(key)}"


# --- findings ---


def _findings(outcome: Outcome, form: Expected, reviewed: Reviewed) -> None:
    wanted = {folded(at.replace("@execution", "@funds")): told for at, told in form.told.items()}
    said: dict[str, set[str]] = {}
    names = {row.id: row.name for row in reviewed.result.rows}
    for finding in reviewed.review.findings:
        for at in _places(finding, names):
            if finding.kind not in ACCUSING:
                continue
            told = wanted.get(at)
            said.setdefault(at, set()).add(finding.kind)
            if finding.kind == "E":
                if told is not None and "E" in told.kinds:
                    outcome.e_right += 1
                else:
                    outcome.e_wrong.append(f"{at} {finding.code}: {finding.text}")
            elif told is None:
                outcome.q["unwanted"] += 1
                outcome.q_unwanted.append(f"{at} {finding.code}: {finding.text}")
            else:
                outcome.q["wanted"] += 1
    for at, told in wanted.items():
        if told.must:
            _must(outcome, told, said.get(at, set()))


def _must(outcome: Outcome, told: Told, said: set[str]) -> None:
    how = "E" if "E" in said else "Q" if said else "silent"
    if told.miss:
        outcome.misses[how] += 1
        if told.kinds == "E" and how == "Q":
            outcome.only_asked.append(told.at)
    else:
        outcome.others["silent" if how == "silent" else "told"] += 1
    if how == "silent":
        outcome.silent.append(f"{told.at} ({told.kinds}: {told.because})")


def _places(finding: Finding, names: Mapping[str, str]) -> Iterator[str]:
    if finding.of == "row":
        yield folded(names.get(finding.where, finding.name))
        for text in finding.also:
            ends = [name for name in names.values() if name and text.endswith(name)]
            yield folded(max(ends, key=len, default=text))
    else:
        yield _BLOCKS.get(finding.of, "@form")
