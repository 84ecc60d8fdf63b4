"""A book as plain records for JSON, and back: what a child process hands over."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from scoring.problem import Place, Problem
from scoring.readers.books.sheets.grid import Area, Book, Cell, CellRepair, Sheet


def book_to_json(book: Book) -> dict[str, Any]:
    """Return the book as lists, texts and whole numbers; numbers of cells as texts."""
    return {
        "name": book.name,
        "kind": book.kind,
        "sheets": [_sheet(sheet) for sheet in book.sheets],
        "names": [[key, sheet, _area(area)] for key, (sheet, area) in book.names.items()],
        "notes": [[note.code, note.message, note.place.where, note.hint] for note in book.notes],
    }


def book_from_json(found: dict[str, Any]) -> Book:
    """Return the book that :func:`book_to_json` wrote."""
    name = str(found["name"])
    return Book(
        name,
        str(found["kind"]),
        tuple(_read_sheet(sheet) for sheet in found["sheets"]),
        {key: (sheet, Area(*area)) for key, sheet, area in found["names"]},
        tuple(
            Problem(code, message, Place(name, where=where), hint, severity="note")
            for code, message, where, hint in found["notes"]
        ),
    )


def _sheet(sheet: Sheet) -> dict[str, Any]:
    return {
        "name": sheet.name,
        "hidden": sheet.hidden,
        "cells": [[*at, *_cell(cell)] for at, cell in sheet.cells.items()],
        "merged": [_area(area) for area in sheet.merged],
        "rows_at": list(sheet.rows_at.items()),
        "repairs": [[r.row, r.column, r.what, r.why, r.moved] for r in sheet.repairs],
    }


def _cell(cell: Cell) -> list[Any]:
    if cell.number is None and not cell.is_date and not cell.formula and not cell.spoilt:
        return [cell.text]
    number = None if cell.number is None else str(cell.number)
    return [cell.text, number, cell.is_date, cell.formula, cell.spoilt]


def _area(area: Area) -> list[int]:
    return [area.top, area.left, area.bottom, area.right]


def _read_sheet(found: dict[str, Any]) -> Sheet:
    return Sheet(
        found["name"],
        {(row, column): _read_cell(rest) for row, column, *rest in found["cells"]},
        tuple(Area(*area) for area in found["merged"]),
        found["hidden"],
        dict(found["rows_at"]),
        tuple(
            CellRepair(row, column, what, why, tuple(moved))
            for row, column, what, why, moved in found["repairs"]
        ),
    )


def _read_cell(found: list[Any]) -> Cell:
    text, *rest = found
    if not rest:
        return Cell(text)
    number, is_date, formula, spoilt = rest
    return Cell(text, None if number is None else Decimal(number), is_date, formula, spoilt)
