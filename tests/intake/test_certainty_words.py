"""How well values are known, as files write it: by the words of the list and by nothing else."""

from __future__ import annotations

import pytest

from scoring.intake.submissions import submission_of_data
from scoring.problem import InputError
from scoring.records.certainty import CERTAINTIES, Certainty
from scoring.records.submission import Submission

SUBMISSION = {
    "schema": "ziping/submission/1", "set": "mof/2020-project", "year": 2022,
    "project": {"name": "白皮书"},
}  # fmt: skip
ROW = {
    "level1": "产出", "level2": "数量", "name": "发放家数", "target": "≥78家", "actual": "69家",
    "points": "50",
}  # fmt: skip


def read(of_form: dict[str, object], of_row: dict[str, object]) -> Submission:
    """Return the submission with how well its values are known."""
    data = {**SUBMISSION, "known": of_form, "indicators": [{**ROW, "known": of_row}]}
    form = submission_of_data(data, "申报")
    if isinstance(form, InputError):
        raise form
    return form


@pytest.mark.parametrize("written", ["sure", "WORD", "3", 3, 5.0, True, ["word"]])
@pytest.mark.parametrize("where", ["form", "row"])
def test_what_is_no_word_of_the_list_is_refused_with_the_list(where: str, written: object) -> None:
    given: dict[str, object] = {"actual": written}
    with pytest.raises(InputError) as refused:
        read(*((given, {}) if where == "form" else ({}, given)))
    (problem,) = refused.value.problems
    assert problem.code == "not-a-choice"
    assert problem.hint == f"可以写的有：{'、'.join(CERTAINTIES)}。"
    assert "Certainty" not in problem.message + problem.hint


@pytest.mark.parametrize("written", CERTAINTIES)
def test_the_words_of_the_list_are_read(written: str) -> None:
    form = read({"year": written}, {"actual": written})
    assert form.known == {"year": CERTAINTIES[written]}
    assert form.indicators[0].known == {"actual": Certainty[written.upper()]}
