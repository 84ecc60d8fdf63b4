"""Correct forms printed as ``ziping`` prints them, read back as any file of an evaluator's folder.

A printed form shows the rule's scores as 得分, and holds less than was handed in: no reason of the
execution rate, no figures behind the rates of a department. So nothing on it may be called against
the rule (E); questions (Q) are counted.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from scoring.engine.leaves import settle_leaves
from scoring.intake.any_file import read_any
from scoring.records.submission import Submission
from scoring.work.outputs import Outputs
from scoring.work.score import score_submission
from tests.statistics.accusations.counting import seed_of, told
from tests.statistics.accusations.forms import Form, correct_form, sets_to_fill
from tests.statistics.accusations.judge import Judge

KINDS = ("xlsx", "html")


@dataclass
class Trips:
    """How many forms went and came back, and what was said of them that was not said before."""

    forms: int = 0
    asked: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)
    """Forms that did not come back, rows that were lost, E findings."""


def read_back(judge: Judge, form: Form, kind: str) -> Submission | None:
    """Return a form as it is read from what is printed of it; None where none or several are found."""
    one = judge.library.indicator_set(form.set_id)
    result = score_submission(form.submission, judge.library)
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"表.{kind}"
        path.write_bytes(Outputs(judge.library, (kind,)).render(result, kind))
        forms = read_any(path, path.name).forms
    if len(forms) != 1 or forms[0].submission is None:
        return None
    # 项目已完成 is a fact that no form prints and that some sets ask for
    known = {"set": form.set_id, "finished": form.submission.finished}
    return settle_leaves(forms[0].submission.model_copy(update=known), one)


def trips(
    judge: Judge, numbers: Iterable[int], kinds: Iterable[str] = KINDS, every: int = 1
) -> dict[str, Trips]:
    """Send forms of every set (or of every third, …) through files of these kinds."""
    found = {kind: Trips() for kind in kinds}
    for number in numbers:
        for set_id in sets_to_fill(judge.library)[::every]:
            seed = seed_of(set_id, number)
            form = correct_form(Random(seed), judge.library.indicator_set(set_id))
            for kind, into in found.items():
                _trip(judge, form, f"{seed} {kind}", kind, into)
    return found


def _trip(judge: Judge, form: Form, seed: str, kind: str, into: Trips) -> None:
    into.forms += 1
    back = read_back(judge, form, kind)
    if back is None:
        into.wrong.append(f"{seed}: no form, or several")
        return
    sent = form.submission
    before = [
        _row(row) for row in (*sent.indicators, *(r for g in sent.goals for r in g.indicators))
    ]
    after = [
        _row(row) for row in (*back.indicators, *(r for g in back.goals for r in g.indicators))
    ]
    if sorted(before) != sorted(after):
        changed = sorted(set(after) ^ set(before))[:2]
        into.wrong.append(f"{seed}: rows came back otherwise, {changed}")
    was, now = judge.judge(sent), judge.judge(back)
    for kind_, code, _, where in sorted(told(now) - told(was)):
        if kind_ == "E":
            into.wrong.append(f"{seed}: E {code} {where}")
    known = {(one.of, one.where, one.code) for one in was.findings}
    asked = [one for one in now.of_kind("Q") if (one.of, one.where, one.code) not in known]
    into.asked.update(one.code for one in asked)


def _row(row: object) -> tuple[str, str, str]:
    """Return a row's name and values without blanks, its unit and sign put beside them."""
    texts = (row.name, row.target, row.actual)  # type: ignore[attr-defined]
    name, target, actual = ("".join(text.split()) for text in texts)
    return name, target, actual
