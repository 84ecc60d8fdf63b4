"""Problems of the engine as the page shows them: where, what, what to do."""

from __future__ import annotations

from scoring.page.messages.message import PageProblem
from scoring.problem import Problem


def page_problem(problem: Problem) -> PageProblem:
    """Return a problem as the page shows it."""
    return PageProblem(
        where=str(problem.place), what=problem.message, todo=problem.hint or "", code=problem.code
    )
