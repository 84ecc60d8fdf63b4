"""The further tables of a fill-in workbook: figures, checklists, texts, claims of leaves."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence

from scoring.indicator_set.model import IndicatorSet, SetNode
from scoring.records.fields import LONGEST_TEXT
from scoring.records.submission import Evidence, Indicator, Submission
from scoring.workbooks.fill_in.layout import MONITORED, TEXTS, FillLayout
from scoring.workbooks.fill_in.plan.plan import Entry, Line


def further_tables(
    indicators: IndicatorSet,
    earlier: Submission | None,
    notes: list[str],
    layout: FillLayout,
    fields: Collection[str] = (),
) -> dict[str, tuple[Line, ...]]:
    """Return the rows of the further tables: figures, checklists, texts, claims of leaves.

    ``fields`` are the keys of cells on other sheets: a text that has one stands in no table.
    """
    given = earlier
    names = [
        *indicators.inputs,
        *(n for n in (given.inputs if given else {}) if n not in indicators.inputs),
    ]
    inputs = [
        _clean({
            "name": name,
            "unit": indicators.inputs[name].unit if name in indicators.inputs else "",
            "value": given.inputs.get(name, "") if given else "",
        })
        for name in names
    ]  # fmt: skip
    leaves = [node for node in indicators.nodes() if is_computed(node)]
    called = _called(leaves)
    items, done = [], set()
    for node in leaves:
        path = "/".join((*node.path, node.name))
        for item in node.items:
            key = path if given and path in given.items else node.name
            answer = given.items.get(key, {}).get(item.name) if given else None
            done.add((key, item.name))
            evidence = (
                {} if answer is None else evidence_cells(answer.evidence, item.name, notes, layout)
            )
            items.append(_clean({
                "of": called[id(node)], "item": item.name,
                "met": "" if answer is None else yes_no(answer.met),
                "reason": "" if answer is None else answer.reason, **evidence,
            }))  # fmt: skip
    if given:
        for of, answers in given.items.items():
            for name, answer in answers.items():
                if (of, name) not in done:
                    items.append(_clean({
                        "of": of, "item": name, "met": yes_no(answer.met),
                        "reason": answer.reason, **evidence_cells(answer.evidence, name, notes, layout),
                    }))  # fmt: skip
    asked = list(dict.fromkeys(d.field for d in indicators.demands if d.of == "texts"))
    asked += [name for name in (given.texts if given else {}) if name not in asked]
    asked = [name for name in asked if TEXTS + name not in fields]
    texts = [_clean({"name": n, "text": given.texts.get(n, "") if given else ""}) for n in asked]
    stated = [called[id(node)] for node in leaves]
    stated += [n for n in ({**given.claims, **given.reasons} if given else {}) if n not in stated]
    claims = [
        _clean({
            "name": name,
            "claimed": given.claims.get(name) if given else None,
            "reason": given.reasons.get(name, "") if given else "",
        })
        for name in stated
    ]  # fmt: skip
    tables = {"inputs": inputs, "items": items, "texts": texts, "claims": claims}
    return {key: tuple(lines) for key, lines in tables.items() if lines}


def goals_and_tasks(
    indicators: IndicatorSet, earlier: Submission | None, layout: FillLayout
) -> dict[str, tuple[Line, ...]]:
    """Return the rows of a form that is filled in by several yearly goals, or by main tasks.

    Tasks that were approved or handed in stand on the form of a set that does not score them too.
    """
    kinds = {node.rows for node in indicators.nodes()}
    found: dict[str, tuple[Line, ...]] = {}
    given = {} if earlier is None else {"goals": earlier.goals, "tasks": earlier.tasks}
    for key in ("goals", "tasks"):
        if key in kinds or (key == "tasks" and given.get(key)):
            names = [column.key for column in layout.tables[key].columns if column.input]
            lines = [
                _clean({name: getattr(row, name) for name in names}) for row in given.get(key, ())
            ]
            found[key] = (*lines, *[{}] * (layout.spare.blank if lines else layout.spare.goals))
    return found


def monitoring(rows: Sequence[Indicator], layout: FillLayout) -> tuple[Line, ...]:
    """Return the rows of the 绩效监控: the indicators by their names, and room for further ones."""
    keys = [column.key for column in layout.tables["monitoring"].columns]
    monitored = [row for row in rows if any(getattr(row, key) for key in keys[len(MONITORED) :])]
    left_out = (
        () if any(row.name in layout.not_applicable for row in monitored) else layout.not_applicable
    )
    lines = [
        _clean({**{key: getattr(row, key) for key in keys}, "target": _full_target(row, layout)})
        for row in rows
        if row.name and row.name not in left_out
    ]
    return (*lines, *[{}] * (layout.spare.goals if lines else layout.spare.open))


def _full_target(row: Indicator, layout: FillLayout) -> str:
    """Return a target with the sign and the unit that stand in columns of their own."""
    if not row.target:
        return ""
    is_sign = any(row.direction in signs for signs in layout.signs.values())
    unit = "" if row.target.endswith(row.unit) else row.unit
    return f"{row.direction if is_sign else ''}{row.target}{unit}"


def _called(leaves: Sequence[SetNode]) -> dict[int, str]:
    """Return what leaves are called: their names, or their paths where several bear a name."""
    count = Counter(node.name for node in leaves)
    return {
        id(node): node.name if count[node.name] == 1 else "/".join((*node.path, node.name))
        for node in leaves
    }


def _clean(line: dict[str, Entry | None]) -> Line:
    return {key: entry for key, entry in line.items() if entry not in (None, "")}


def is_computed(node: SetNode) -> bool:
    """Tell whether a leaf is scored from figures or a checklist, and has no rows."""
    return node.is_leaf and not node.children


def yes_no(value: bool | None) -> str:
    """Return a truth as the drop-down's word; empty where it is not known."""
    return "" if value is None else "是" if value else "否"


def evidence_cells(
    pieces: Sequence[Evidence], of: str, notes: list[str], layout: FillLayout
) -> dict[str, str]:
    """Put several pieces of evidence below each other, one a line in each of the cells."""
    if any("\n" in text for piece in pieces for text in (piece.name, piece.number, piece.page)):
        notes.append(layout.text("note_evidence", name=of))
    found = {}
    for key in ("name", "number", "page"):
        lines = [getattr(piece, key).replace("\n", " ") for piece in pieces]
        if len(lines) > 1 and any(lines) and not lines[0]:
            # An empty first line would vanish, and the second one stand for the first.
            lines[0] = layout.text("no_number")
            notes.append(layout.text("note_no_number", name=of))
        found[f"evidence.{key}"] = "\n".join(lines).rstrip("\n")
    if any(len(text) > LONGEST_TEXT for text in found.values()):
        notes.append(layout.text("note_too_much", name=of))
        return {}
    return found
