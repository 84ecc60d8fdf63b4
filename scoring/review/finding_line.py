"""A finding as one line of a list: kind, project, row, text, what would settle it."""

from __future__ import annotations

from scoring.records.finding import MOST_ALSO, Finding
from scoring.review.vocabulary import Vocabulary
from scoring.text import on_one_line


def kind_word(finding: Finding, words: Vocabulary) -> str:
    """Return what a finding is called: 与规则不一致, 待说明, 提示, 目标编制建议."""
    return words.kinds["targets" if finding.for_targets else finding.kind]


def finding_line(finding: Finding, project: str, words: Vocabulary) -> str:
    """Return a finding as one line; ``project`` is the submission's title, empty if it is not named.

    It quotes the form: of a secret submission only :attr:`Finding.title` may be shown.
    """
    pattern = "line" if project.strip() else "line_without_project"
    return words.text(
        pattern,
        kind=kind_word(finding, words),
        project=on_one_line(project),
        name=finding.name or finding.where,
        text=finding.text,
        settle=finding.settle + also(finding, words),
    )


def also(finding: Finding, words: Vocabulary) -> str:
    """Name the further rows with the same finding; of more than :data:`MOST_ALSO` their number."""
    if not finding.also:
        return ""
    name = "line_also" if len(finding.also) <= MOST_ALSO else "line_also_more"
    rows = "、".join(finding.also[:MOST_ALSO])
    return words.text(name, rows=rows, count=len(finding.also))
