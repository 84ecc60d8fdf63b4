"""A finding as one line of a list: kind, project, row, what was found, what would settle it."""

from __future__ import annotations

from scoring.review.finding import Finding
from scoring.review.subject import on_one_line
from scoring.review.vocabulary import Vocabulary


def kind_word(finding: Finding, words: Vocabulary) -> str:
    """Return what a finding is called: 与规则不一致, 待说明, 提示, 目标编制建议."""
    return words.kinds["targets" if finding.for_targets else finding.kind]


def finding_line(finding: Finding, project: str, words: Vocabulary) -> str:
    """Return a finding as one line; ``project`` is the submission's title, empty if not told.

    It quotes the form: of a secret submission only :attr:`Finding.title` may be shown.
    """
    pattern = "line" if project.strip() else "line_without_project"
    return words.pattern(
        pattern,
        kind=kind_word(finding, words),
        project=on_one_line(project),
        name=finding.name or finding.where,
        text=finding.text,
        settle=finding.settle,
    )
