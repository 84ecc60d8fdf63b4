"""The kind of a finding: as grave as its rule says, and as what it rests on allows.

``E`` says that the rule leaves no room and that every fact it rests on is known. What was presumed,
restored or recognised by its place is not known: the finding asks (``Q``). What was not found is
nothing against the unit: there is no finding.
"""

from __future__ import annotations

from scoring.records.certainty import KNOWN, Certainty
from scoring.records.finding import FindingKind


def finding_kind(
    kind: FindingKind, least: Certainty, *, documented: bool, for_targets: bool = False
) -> FindingKind | None:
    """Return the kind of a finding, or None where there is to be none.

    ``kind`` is what its rule says, ``least`` the least certainty of what it rests on;
    ``documented`` is whether any document states the rule, and ``for_targets`` whether it is advice
    for next year's targets, which is only left out where something was not found.
    """
    if least is Certainty.NOT_FOUND:
        return None
    if kind == "N":
        return kind if for_targets or least > Certainty.RESTORED else None
    if kind == "E" and (least < KNOWN or not documented):
        return "Q"
    return kind
