"""What reading a file comes to: what it holds, or problems in words. Anything else is a fault."""

from __future__ import annotations

from pathlib import Path

from scoring.intake.any_file import read_any
from scoring.problem import InputError

SUFFIXES = {"records": ".yaml", "text": ".txt", "targets": ".txt"}


def outcome(path: Path) -> str:
    """Read a file; return in a word what came of it. Raises what is a fault of ours."""
    try:
        found = read_any(path, path.name)
    except InputError as error:
        refused = error
    else:
        found.model_dump_json()
        return "read" if any(form.submission for form in found.forms) else "nothing"
    assert refused.problems, "an error that says nothing"
    for problem in refused.problems:
        assert problem.message, "an empty message"
        assert problem.place.file == path.name, problem
        problem.render()
    return "refused"
