"""The hidden sheet: which set the workbook is for, the lists of its drop-downs and formulas."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from scoring.workbooks.fill_in.layout import ABOUT, SCHEMA, FillLayout
from scoring.workbooks.fill_in.plan.plan import Entry, FillPlan
from scoring.workbooks.fill_in.write.live import Lists
from scoring.writers.xlsx.pen import Pen, area, cell


@dataclass(frozen=True, slots=True)
class Sources:
    """Where the hidden sheet holds what other cells point to."""

    lists: Lists
    lists_by_name: Mapping[str, str]


def write_about(pen: Pen, plan: FillPlan, layout: FillLayout) -> Sources:
    """Write the sheet and return where its lists are."""
    sheet = layout.about_sheet
    about = {
        "schema": SCHEMA,
        "set": plan.set_id,
        "set_digest": plan.set_digest,
        "engine": plan.engine,
        "money_unit": plan.money_unit,
    }
    style = pen.style("hidden")
    for row, (key, text) in enumerate(about.items()):
        pen.put(row, 0, key, style)
        pen.put(row, 1, text, style)
    pen.book.define_name(ABOUT, "=" + area(sheet, 0, 0, len(about) - 1, 1))
    below = len(about) + 1
    for field in layout.fields:
        if field.block == "hidden":
            pen.put(below, 0, field.key, style)
            pen.put(below, 1, plan.values.get(field.key), style)
            place = f"='{sheet}'!{cell(below, 1, 'row column')}"
            pen.book.define_name(field.range_name, place)
            below += 1
    column = 3
    places: dict[str, str] = {}

    def listed(entries: Sequence[Entry]) -> str:
        nonlocal column
        for row, entry in enumerate(entries or ("",)):
            pen.put(row, column, entry, style)
        place = area(sheet, 0, column, max(len(entries), 1) - 1, column)
        column += 1
        return place

    for name, words in {**layout.lists, **plan.inner}.items():
        if words:
            places[name] = listed(words)
    units = [(unit, 1) for unit in layout.units] + [(unit, 2) for unit in layout.counters]
    levels = plan.live.by_level if plan.live is not None else ()
    lists = Lists(
        units=listed([unit for unit, _ in units]),
        unit_kinds=listed([Decimal(kind) for _, kind in units]),
        levels=listed([f"{first}|{second}" for first, second, _, _ in levels]),
        at_least=listed([Decimal(least) for _, _, least, _ in levels]),
        at_most=listed([Decimal(most) for _, _, _, most in levels]),
    )
    pen.sheet.hide()
    pen.sheet.protect()
    return Sources(lists, places)
