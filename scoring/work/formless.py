"""Files of a folder that hold no form: a notice, a table of targets, a sheet of a reviewer."""

from __future__ import annotations

from scoring.problem import InputError


def holds_no_form(error: InputError) -> bool:
    """Tell whether all that is wrong with a file is that no form is in it."""
    # Imported only where a file failed: records are read without the readers of forms.
    from scoring.readers.forms.read_form import NO_FORM  # noqa: PLC0415

    return all(
        problem.code == "review-sheet" or (problem.code == "no-form" and problem.message == NO_FORM)
        for problem in error.problems
    )
