"""The record of earlier rounds in a 复核表; an entry that was changed since is not used."""

from __future__ import annotations

from collections.abc import Mapping

from scoring.problem import Place
from scoring.workbooks.review_sheet.layout import seal_of
from scoring.workbooks.review_sheet.read.collect import SheetCollector, rows_of
from scoring.workbooks.review_sheet.read.find import find_history

_HIDDEN = ("saw", "seal")


def read_history(collector: SheetCollector, submission: str) -> None:
    """Read every entry on record."""
    table = find_history(collector.book, collector.layout)
    if table is None:
        return
    keys = [column.key for column in collector.layout.history]
    for row in rows_of(table):
        values = {key: collector.plain(table, row, key) for key in keys}
        place = collector.place(table, row, "row")
        collector.know(table, row)
        if not any(values.values()):
            continue
        sealed = seal_of([submission, *(values[key] for key in keys if key != "seal")])
        if sealed == values["seal"]:
            _remember(collector, place, submission, values)
            continue
        collector.problem(
            place, "history-changed",
            f"每轮记录第 {row} 行在程序写出之后有改动，这一条没有采用",
            "请用原来交出的那一份复核表，只在本轮的格里填写。",
        )  # fmt: skip
        collector.piece(" ".join(t for key, t in values.items() if t and key not in _HIDDEN), place)


def _remember(
    collector: SheetCollector, place: Place, submission: str, values: Mapping[str, str]
) -> None:
    common = {
        "submission": submission, "row": values["row"], "by": values["by"], "at": values["at"],
        "round": values["round"], "saw": values["saw"],
    }  # fmt: skip
    # By its content, not by its round: an entry of an unknown round is not lost.
    if values["verified"] or values["score"]:
        collector.decision(
            place, verified_actual=values["verified"] or None, score=values["score"] or None,
            ground=values["ground"], **common,
        )  # fmt: skip
    else:
        agrees = collector.layout.answer(values["agrees"])
        collector.reply(
            place, agrees=agrees, say=values["reply"], evidence=values["proof"], **common
        )
