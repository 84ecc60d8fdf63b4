"""Check the words of directions: none may load and have no effect."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from scoring.indicator_set import file_model as files
from scoring.indicator_set.tables import NodePath, ReportProblem
from scoring.problem import did_you_mean

_IN_NAME: Final = frozenset({"name", "name_end"})


def check_direction(
    file: files.DirectionFile, measures: Collection[str], problem: ReportProblem
) -> None:
    """Report entries that hold no word, keys without effect, and measures that no unit has."""
    for index, entry in enumerate(file.words):
        path: NodePath = ("direction", "words", index)
        if not entry.words:
            problem(
                "direction-words", "words 里一个词也没有，这一条定不了方向", (*path, "words"),
                "写上要看的词，或删去这一条。",
            )  # fmt: skip
        if entry.then and entry.where != "name_end":
            problem(
                "direction-words", f"then 只用于 where: name_end，这里写的是 {entry.where}",
                (*path, "then"), "删去 then，或把 where 改成 name_end。",
            )  # fmt: skip
        if entry.yields and entry.where in _IN_NAME:
            problem(
                "direction-words", "yields 只用于看级次、单位的词，这一条看的是名称",
                (*path, "yields"), "删去 yields。",
            )  # fmt: skip
        for number, measure in enumerate(entry.measures):
            if measure not in measures:
                near = did_you_mean(measure, sorted(measures))
                problem(
                    "unknown-measure", f"没有一种计量单位量的是“{measure}”",
                    (*path, "measures", number),
                    near or f"可以写：{'、'.join(sorted(measures))}。",
                )  # fmt: skip
