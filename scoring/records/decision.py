"""What persons decide: rulings of evaluators, answers of units, entries that could not be used."""

from typing import Any

from scoring.documents.refusal import refuse
from scoring.records.fields import Name, Number, Record, Text, YesNo


class Decision(Record):
    """复核认定: a person's ruling on one row, kept apart from the submission.

    ``saw`` is the digest of what was decided upon; a decision whose ``saw`` differs is reported
    and not used.
    """

    submission: Name
    row: Name
    verified_target: Text | None = None
    """复核指标值: an approved target in place of the form's; the row is scored by its rule."""
    verified_actual: Text | None = None
    score: Number | None = None
    ground: Name
    by: Name = ""
    at: Name = ""
    round: Name = ""
    saw: Name = ""

    @property
    def has_values(self) -> bool:
        """Whether it puts a target or an actual in place of the form's."""
        return self.verified_actual is not None or self.verified_target is not None

    def model_post_init(self, context: Any, /) -> None:
        """Refuse a decision that decides nothing."""
        del context
        if self.score is None and not self.has_values:
            raise refuse(
                "empty-decision",
                "这条复核认定什么也没有认定",
                "请写 verified_target（核定的指标值）、verified_actual（核实后的完成值）或 score（认定得分）。",
            )


class Reply(Record):
    """What the unit answered to one row of a 复核表 (单位反馈)."""

    submission: Name
    row: Name
    agrees: YesNo | None = None
    say: Text = ""
    evidence: Text = ""
    by: Name = ""
    at: Name = ""
    round: Name = ""
    saw: Name = ""


class Refused(Record):
    """An entry of a 复核表 (or of a file of records) that was not used, and why."""

    submission: str = ""
    row: str = ""
    """The row's id; empty where it cannot stand in a cell of the next sheet."""
    round: str = ""
    cells: tuple[tuple[str, str], ...] = ()
    """Column and what was written there, of every cell that was filled in."""
    file: str = ""
    at: str = ""
    why: str
    """What is wrong, and the text of the entry."""
    todo: str = ""
    by: str = ""
    day: str = ""
    holds: bool = True
    """Whether the round stays open until it is put right."""
    beside: tuple[str, ...] = ()
    """Digests that earlier programs wrote into their sheets; nothing needs them any more."""
