"""The cells of a row that the form and the rule give: level, name, target, actual, how it was scored."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Final

from scoring.exact import fixed, percent
from scoring.records.certainty import Certainty
from scoring.records.finding import Finding
from scoring.records.scorecard import ExecutionResult, RowResult, Scorecard
from scoring.text import printable
from scoring.workbooks.review_sheet.layout import Entry, ReviewSheetLayout
from scoring.writers.labels import Labels
from scoring.writers.wording import formula_text, notes_text

_LONGEST: Final = 2_000
"""Characters of one text in a cell; how many are cut is added."""


class PlanCells:
    """Puts what the form and the rule say of a row into words; ``secret`` forms keep their texts."""

    def __init__(
        self, layout: ReviewSheetLayout, kinds: Mapping[str, str], labels: Labels, money: str,
        *, secret: bool,
    ) -> None:  # fmt: skip
        self.layout = layout
        self.kinds = kinds
        self.labels = labels
        self.money = money
        self.secret = secret

    def of(self, result: RowResult | ExecutionResult) -> dict[str, Entry]:
        """Return level, name, target and actual of a row."""
        words = self.layout.words
        if isinstance(result, ExecutionResult):
            executed, rate = self._amount("executed", result.executed), ""
            if result.rate is not None:
                rate = f"{words['rate']} {percent(Fraction(result.rate))}"
            return {
                "levels": words["execution"],
                "name": result.name,
                "target": self._amount("budget", result.budget),
                "actual": "\n".join(part for part in (executed, rate) if part),
            }
        levels = self.text("\n".join(part for part in (result.level1, result.level2) if part))
        if self.secret:
            hidden = words["secret"]
            return {"levels": levels, "name": hidden, "target": hidden, "actual": hidden}
        sign, unit = result.indicator.direction, result.indicator.unit
        sign = "" if result.target.startswith(sign) else sign
        return {
            "levels": levels,
            "name": self.text(result.name),
            "target": self.text(sign + result.target + unit),
            "actual": self.text(result.actual),
        }

    def rule_text(self, result: RowResult | ExecutionResult) -> str:
        """Return how the rule scored a row."""
        trace = result.trace
        formula = formula_text(trace, result.score)
        status = self.labels.word("statuses", result.status)
        because = "" if self.secret else trace.because
        known = result.known if isinstance(result, RowResult) else Certainty.WRITTEN
        notes = notes_text(trace, self.labels, known)
        return self.text("\n".join(p for p in (formula, because, notes) if p) or status)

    def line(self, finding: Finding, *, named: bool = False) -> str:
        """Return a finding as one paragraph: its kind, its text, what would settle it."""
        kind = self.layout.text("kind", kind=self.kinds.get(finding.kind, finding.kind))
        if self.secret:
            return f"{kind}{finding.title}"
        name = f"{finding.name}：" if named and finding.name else ""
        rest = finding.settle or (finding.advice if named else "")
        also = self.layout.text("also", rows="、".join(finding.also)) if finding.also else ""
        return self.text(f"{'' if named else kind}{name}{finding.text}{rest}{also}")

    def text(self, text: str) -> str:
        """Return a text as a cell holds it: nothing invisible, not too long."""
        text = printable(text)
        if len(text) <= _LONGEST:
            return text
        return text[:_LONGEST] + self.labels.text("cut", count=len(text) - _LONGEST)

    def _amount(self, key: str, amount: Decimal | None) -> str:
        return "" if amount is None else f"{self.layout.words[key]} {fixed(amount, 2)}{self.money}"


def row_of_finding(finding: Finding, card: Scorecard) -> str:
    """Return the id of the row that a finding is about: one about money is the execution rate's."""
    if finding.of in ("execution", "funds") and card.execution is not None:
        return card.execution.id
    return finding.where
