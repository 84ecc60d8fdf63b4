"""Files of a folder that hold no form: a notice, a table of targets, a sheet of a reviewer."""

from __future__ import annotations

from scoring.problem import InputError
from scoring.readers.forms.read_form import NO_FORM


def holds_no_form(error: InputError) -> bool:
    """Tell whether all that is wrong with a file is that no form is in it."""
    return all(
        problem.code == "review-sheet" or (problem.code == "no-form" and problem.message == NO_FORM)
        for problem in error.problems
    )
