"""The 评分说明 of a secret submission: points, scores and rules, and no text that was handed in.

The form itself is its owner's and prints as any other.
"""

from __future__ import annotations

from dataclasses import replace

from scoring.records.result import Result
from scoring.writers.form.present import present
from scoring.writers.form.view import FormView
from scoring.writers.labels import Labels


def explained(result: Result, labels: Labels, *, has_texts: bool = True) -> FormView:
    """Return what the 评分说明 of a result can print; of a secret one without its texts."""
    view = present(result, labels, has_texts=has_texts)
    return _without_texts(view, labels) if result.submission.secret else view


def _without_texts(view: FormView, labels: Labels) -> FormView:
    secret = labels.word("words", "secret")
    rows = {
        row.number: replace(
            row, id="", level1="", level2="", name="", goal="", target="", actual="", reason="",
            read_target="", read_actual="", completion="", formula="", because="", sign="", value="",
            unit="", result="", target_initial="", last_actual="", evidence="", standard="", figures="",
            calculation="", needs="",
        )
        for row in view.row
    }  # fmt: skip
    return replace(
        view,
        form=replace(
            view.form, code="", parent="", parent_code="", kind="", project=secret, unit="", department="", responsible="", filled_by="",
            phone="", date="", opinion="", subject=secret, submission_id="", claimed_grade="",
        ),
        signature=(),
        funds=tuple(replace(row, source="", reason="") for row in view.funds),
        goal=tuple(replace(goal, name="", expected="", achieved="", reason="") for goal in view.goal),
        execution=tuple(replace(row, reason="", formula="", because="") for row in view.execution),
        row=tuple(rows.values()),
        indicator=tuple(rows[row.number] for row in view.indicator),
        task=tuple(replace(task, name="", completion="", reason="") for task in view.task),
        text=(),
        level=tuple(level for level in view.level if not level.depth),
        requirement=(),
        claim=tuple(replace(claim, where="") for claim in view.claim),
        unmatched=(),
        repair=(),
        unused=(),
    )  # fmt: skip
