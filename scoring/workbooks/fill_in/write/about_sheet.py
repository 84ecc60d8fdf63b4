"""The hidden sheet: which set the workbook is for, the lists of its drop-downs, its formulas."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from scoring.workbooks.fill_in.layout import ABOUT, SCHEMA, FillLayout
from scoring.workbooks.fill_in.plan.plan import Entry, FillPlan, RowFormulas
from scoring.workbooks.fill_in.write.live import COLUMNS, MONEY, Lists
from scoring.writers.xlsx.pen import Pen, area, cell


@dataclass(frozen=True, slots=True)
class Sources:
    """Where the hidden sheet holds what other cells point to."""

    sheet: str
    lists: Lists | None
    """None where no row is scored while it is typed."""
    lists_by_name: Mapping[str, str]
    column: int
    """The first column of the lines of formulas, which begin in the first row."""
    lines: int
    """How many lines of formulas there are."""

    def line(self, number: int) -> dict[str, str]:
        """Return the cells of the line for the form's row ``number``, counted from 1."""
        return {key: self.cell(key, number, "column") for key in COLUMNS}

    def cell(self, key: str, number: int, fixed: str = "row column") -> str:
        """Return a cell of a line."""
        return cell(number - 1, self.column + COLUMNS.index(key), fixed)

    def all(self, key: str) -> str:
        """Return that cell of all lines, as other sheets name them."""
        at = self.column + COLUMNS.index(key)
        return area(self.sheet, 0, at, self.lines - 1, at)

    def money(self, part: str, which: int) -> tuple[int, int]:
        """Return row and column of a cell for the row of all money; ``which`` counts its rules."""
        return which, self.column + len(COLUMNS) + 1 + MONEY.index(part)


def write_about(pen: Pen, plan: FillPlan, layout: FillLayout) -> Sources:
    """Write the sheet, but for its formulas, and return where all of it is."""
    sheet = layout.about_sheet
    about = {
        "schema": SCHEMA,
        "set": plan.set_id,
        "set_digest": plan.set_digest,
        "engine": plan.engine,
        "money_unit": plan.money_unit,
        **plan.words,
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
    lists = None
    if plan.live is not None:
        lists = Lists(**{
            name: listed(entries) for name, entries in _lists(plan.live, layout).items()
        })  # fmt: skip
    pen.sheet.hide()
    pen.sheet.protect()
    lines = len(plan.rows) + layout.spare.inserted if plan.rows else 0
    return Sources(sheet, lists, places, column + 1, lines)


def _lists(live: RowFormulas, layout: FillLayout) -> dict[str, list[Entry]]:
    """Return the lists of the formulas; a number stands for a kind, a rule, a day."""
    levels, recipes, texts = live.by_level, live.recipes, live.texts
    answers = [
        f"{number}|{text}" for number, recipe in enumerate(recipes, 1) for text in recipe.answers
    ]
    units = list(dict.fromkeys([*texts.units, *layout.counters, *layout.bare_rates]))
    kinds = dict.fromkeys(layout.counters, 2) | dict.fromkeys(layout.bare_rates, 3)
    numbers: dict[str, list[int]] = {
        "unit_kinds": [kinds.get(unit, 1) for unit in units],
        "at_least": [least for _, _, least, _, _ in levels],
        "at_most": [most for _, _, _, most, _ in levels],
        "equal": [equal for _, _, _, _, equal in levels],
        "numbers": list(range(1, len(recipes) + 1)),
        "ways": [10 * (recipe.way or 0) for recipe in recipes],
        "bare": [recipe.bare for recipe in recipes],
        "rates": [recipe.is_rate for recipe in recipes],
        "rules": [recipe.rule for recipe in recipes],
        "due": [recipe.due or 0 for recipe in recipes],
        "due_years": [recipe.due_year or 0 for recipe in recipes],
        "day_numbers": [day for _, day in texts.days],
    }
    words: dict[str, list[str]] = {
        "units": units,
        "levels": [f"{first}|{second}" for first, second, *_ in levels],
        "keys": [recipe.key for recipe in recipes],
        "values": [recipe.value for recipe in recipes],
        "value_units": [recipe.unit for recipe in recipes],
        "prefixes": [recipe.prefix for recipe in recipes],
        "answers": answers,
        "days": [text for text, _ in texts.days],
        "wordings": list(texts.wordings),
        "stops": list(texts.stops) or ["\n"],
        "excuses": list(texts.excuses) or ["\n"],
    }
    # An empty list is one blank cell, which a row may equal only where a number stands beside it.
    found: dict[str, list[Entry]] = {key: list(entries) for key, entries in words.items()}
    for key, entries in numbers.items():
        found[key] = [Decimal(int(number)) for number in entries] or [Decimal(0)]
    return found
