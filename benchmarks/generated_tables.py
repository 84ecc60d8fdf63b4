"""The made-up submissions as two tables of Parquet, as a platform exports them.

    python benchmarks/generated_tables.py COUNT FOLDER [--seed N]

The same values as the lines of ``generated_lines``, one row of funds a submission and no evidence; numbers are
decimals. A block of a thousand submissions is held at a time. Needs pyarrow.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import islice
from pathlib import Path
from typing import Any, Final

import pyarrow
from generated_lines import BLOCK, Given, submissions
from pyarrow.parquet import ParquetWriter

_NUMBER: Final = pyarrow.decimal128(18, 2)
_TEXT: Final = pyarrow.string()
_FUNDS: Final = ("initial", "budget", "executed", "claimed", "claimed_rate")
SUBMISSIONS: Final = pyarrow.schema(
    [
        ("id", _TEXT), ("set", _TEXT), ("year", pyarrow.int32()), ("project.name", _TEXT),
        ("project.code", _TEXT), ("unit", _TEXT), ("department", _TEXT), ("money_unit", _TEXT),
        ("finished", pyarrow.bool_()), ("funds.source", _TEXT),
        *((f"funds.{key}", _NUMBER) for key in _FUNDS),
        ("goal.expected", _TEXT), ("goal.achieved", _TEXT), ("claimed_total", _NUMBER),
    ]
)  # fmt: skip
ROWS: Final = pyarrow.schema(
    [
        ("submission", _TEXT),
        *((key, _TEXT) for key in ("level1", "level2", "name", "target", "actual", "direction")),
        ("row.unit", _TEXT), ("points", _NUMBER), ("claimed", _NUMBER), ("reason", _TEXT),
    ]
)  # fmt: skip


def _exact(value: float | int | None) -> Decimal | None:
    return None if value is None else Decimal(str(value))


def _of_submission(given: Given) -> dict[str, Any]:
    funds = given["funds"][0]
    return {
        "id": given["project"]["code"],
        "project.name": given["project"]["name"],
        "project.code": given["project"]["code"],
        **{
            key: given[key]
            for key in ("set", "year", "unit", "department", "money_unit", "finished")
        },
        "funds.source": funds["source"],
        **{f"funds.{key}": _exact(funds[key]) for key in _FUNDS},
        "goal.expected": given["goal"]["expected"],
        "goal.achieved": given["goal"]["achieved"],
        "claimed_total": _exact(given["claimed_total"]),
    }


def _of_rows(given: Given) -> Iterator[dict[str, Any]]:
    for row in given["indicators"]:
        numbers = {key: _exact(row.get(key)) for key in ("points", "claimed")}
        own = {"submission": given["project"]["code"], "row.unit": row.get("unit")}
        yield {**row, **own, **numbers}


def write_tables(count: int, folder: Path, seed: int = 1) -> None:
    """Write ``submissions.parquet`` and ``rows.parquet`` into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    made: Iterable[Given] = submissions(count, seed)
    ahead = iter(made)
    with (
        ParquetWriter(folder / "submissions.parquet", SUBMISSIONS) as of_submissions,
        ParquetWriter(folder / "rows.parquet", ROWS) as of_rows,
    ):
        while block := list(islice(ahead, BLOCK)):
            heads = list(map(_of_submission, block))
            rows = [row for given in block for row in _of_rows(given)]
            of_submissions.write_table(pyarrow.Table.from_pylist(heads, SUBMISSIONS))
            of_rows.write_table(pyarrow.Table.from_pylist(rows, ROWS))


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("count", type=int)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    write_tables(asked.count, asked.folder, asked.seed)
