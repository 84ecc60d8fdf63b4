"""The page on accusations: what was counted, in tables, and what no form can show."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping

from tests.statistics.accusations.counting import PLANTS_PER_FORM, Counts
from tests.statistics.accusations.plants import PLANTS
from tests.statistics.accusations.round_trip import Trips

SAMPLE_FORMS = 8
"""Forms of every set that the suite counts anew."""
_SAMPLE = "## The sample that the suite counts anew"
COMMAND = "python -m tests.statistics.accusations.count"

NOT_SHOWN: tuple[tuple[str, str, str], ...] = (
    ("5", "a score below the band of its grade", "自评从严: recorded, never listed"),
    ("14", "texts copied from another unit", "one form shows no other; compared between documents"),
    ("17", "dates against acceptance records", "the records are not on the form; its own dates are compared"),
    ("20", "budget changed, target left as it was", "lawful in itself; a target below the approved one is asked about, between documents too"),
    ("22", "done, and no evidence handed in", "asked only where a set demands evidence; no shipped set does"),
    ("25", "units mixed (`1` and `100%`)", "lawful: read by the target's unit; only what may mean two things is asked"),
    ("27", "deviation of targets of more than 20 %", "a share of the list of targets, no single row's fault; words without a number are advice"),
    ("10", "a rate without a data source", "no column of the form holds the source; a number on vague words is advice"),
    ("2", "sums over several yearly goals", "goals are stretched to their shares: the claims of rows do not add up to the total"),
    ("21", "funds of departments' forms", "forms without an execution rate have no funds row that a cost could be held against"),
)  # fmt: skip


def page(long: Counts, sample: Counts, sent: Mapping[str, Trips]) -> str:
    """Return the page: the long run, planted errors, round trips, and the sample that a test counts anew."""
    total = sum((one.kinds for one in long.sets.values()), Counter())
    wrong = sum(len(one.wrong) for one in long.sets.values())
    apart = wrong - total["E"]
    return "\n".join([
        "# Accusations are counted",
        "",
        "Nobody may be accused of what is right. So forms are generated as competent units fill them, for every set that a unit",
        "can fill in, and reviewed by the evaluator's rules (`review_rules/re-scoring.yaml`); every finding on them is counted. Then one error is",
        "planted at a time, and it is counted whether it is found, by the right kind of finding, at the right row, and whether anything",
        "else is accused beside it.",
        "",
        "* **E** 与规则不一致, **Q** 待说明, **N** 提示; 建议 is the list of advice for next year's targets. Only E and Q accuse.",
        "* The forms are correct by construction: scores are worked out beside the program by plain fractions, never asked of it; the same",
        "  arithmetic is compared with every score of the program.",
        "* Targets stand as people write them: ≥, ≤, bare numbers, rates as `100%`, `1`, `0.958`, dates, words, several parts, 0, bounds, 约, 24小时内,",
        "  money in 元 and 万元, sign and unit in columns of their own. Actuals meet, miss or exceed; what is missed has a reason; claims are the rule's,",
        "  stricter, or rounded in another usual order; where people judge, claims lie within the band.",
        "* Made anew by `" + COMMAND + f" --forms {long.forms}` (some minutes). Nothing is random: the same seeds give the same page. `tests/statistics/accusations`",
        "  counts the small sample at the end anew and compares it with this page.",
        "",
        "## Correct forms",
        "",
        f"{long.forms} forms: **{total['E']} E**, {total['Q']} Q ({_per(total['Q'], long.forms)} a form), {total['N']} N. "
        f"Scores that are not those of plain arithmetic, demands called unfilled, rows without a place: {apart}.",
        "",
        *_sets(long),
        "",
        "Q on correct forms:",
        "",
        *_codes(long, "Q"),
        "",
        "Abstract sets (`mof/2013-department`, `mof/2013-project`, `mof/2020-rules`, `mof/2021-rules`) cannot be filled in.",
        "",
        "## Planted errors",
        "",
        "Numbers are those of the 29 kinds of error that reviewers report, `r` those of the rulings. *Others* counts forms in which a",
        "row or sum was accused that the correct form did not show.",
        "",
        *_plants(long),
        "",
        "What a single form cannot show, or what is not listed:",
        "",
        "| kind | what | why |",
        "|---|---|---|",
        *(f"| {number} | {what} | {why} |" for number, what, why in NOT_SHOWN),
        "",
        "## Printed and read back",
        "",
        "Forms are printed as `ziping score` prints them, read back as files of an evaluator's folder, and reviewed. A printed form holds less than",
        "was handed in (no reason of the execution rate, no figures behind a department's rates), so questions may be new; E may not, and no row may",
        "come back otherwise. The 得分 cells of the page hold words for those who listen to it, so claims are not read back from it, and rows whose",
        "claim lay in its band are asked about as rows without one.",
        "",
        *trip_lines(sent),
        "",
        *sample_lines(sample),
        "",
    ])  # fmt: skip


def trip_lines(sent: Mapping[str, Trips]) -> list[str]:
    """Return the table of forms that were printed and read back."""
    lines = ["| as | forms | E, or a row lost | new Q | which |", "|---|---|---|---|---|"]
    for kind, one in sent.items():
        which = ", ".join(f"{code} {n}" for code, n in sorted(one.asked.items()))
        lines.append(f"| {kind} | {one.forms} | {len(one.wrong)} | {one.asked.total()} | {which} |")
    return lines


def with_sample(text: str, sample: Counts) -> str:
    """Return a page with its last part as it is now."""
    return text[: text.index(_SAMPLE)] + "\n".join([*sample_lines(sample), ""])


def sample_lines(sample: Counts) -> list[str]:
    """Return the lines of the page that a test compares."""
    planted = sum(one.planted for one in sample.plants.values())
    found = sum(one.found for one in sample.plants.values())
    return [
        _SAMPLE,
        "",
        f"{SAMPLE_FORMS} forms of every set, {PLANTS_PER_FORM} errors planted into each, one at a time.",
        "",
        *_sets(sample),
        "",
        f"Planted {planted}, found {found}, others accused {sum(len(one.others) for one in sample.plants.values())}.",
    ]


def long_plants(text: str) -> dict[str, tuple[int, int, int]]:
    """Return planted, found and others of every kind from a page."""
    found = {}
    for line in text.splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if len(cells) == 8 and all(re.fullmatch("[0-9]+", cell) for cell in cells[3:8]):
            found[cells[0]] = (int(cells[3]), int(cells[4]), int(cells[6]))
    return found


def _per(number: int, forms: int) -> str:
    return f"{number / forms:.3f}" if forms else "–"


def _sets(counts: Counts) -> list[str]:
    lines = [
        "| set | forms | E | Q | N | 建议 | Q per form | N per form |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for set_id, one in counts.sets.items():
        k = one.kinds
        lines.append(
            f"| {set_id} | {one.forms} | {k['E']} | {k['Q']} | {k['N']} | {k['targets']} | {_per(k['Q'], one.forms)} | {_per(k['N'], one.forms)} |"
        )
    return lines


def _codes(counts: Counts, kind: str) -> list[str]:
    total = sum((one.codes for one in counts.sets.values()), Counter())
    rows = sorted((code, n) for code, n in total.items() if code.startswith(kind))
    return [f"* `{code.split()[1]}`: {n}" for code, n in rows] or ["* none"]


def _plants(counts: Counts) -> list[str]:
    lines = [
        "| planted | kind | said as | planted | found | missed | others | sets |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for plant in PLANTS:
        one = counts.plants[plant.name]
        said = ", ".join(f"{code}" for code, _ in sorted(one.said.items()))
        lines.append(
            f"| {plant.name} | {plant.after} | {said} | {one.planted} | {one.found} | {one.planted - one.found} | {len(one.others)} | {len(one.sets)} |"
        )
    return lines
