"""Rows as people write them, from every table of real texts that the tests have."""

from __future__ import annotations

import ast
import json
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any, Final

import yaml

from scoring.readers.submissions import read_submissions
from tests.folders import CASES, CORPUS, DEPARTMENTS, EXAMPLES, READINGS, SUBMISSIONS, TESTS

Given = dict[str, str]
FIELDS: Final = ("level1", "level2", "name", "target", "actual", "direction", "unit", "reason")


@lru_cache(maxsize=1)
def real_rows() -> tuple[Given, ...]:
    """Return distinct rows, a field that is not written left out."""
    rows = (
        *_attainments(), *_readings(), *_pairs(), *_field_rows(), *_triples(), *_entries(), *_submitted(),
    )  # fmt: skip
    kept = {
        tuple((key, text) for key in FIELDS if (text := str(row.get(key) or ""))): None
        for row in rows
    }
    return tuple(dict(row) for row in kept)


def _load(text: str) -> Any:
    return yaml.load(text, yaml.BaseLoader)


def _attainments() -> Iterator[Mapping[str, Any]]:
    for rows in _load((TESTS / "values" / "attainments.yaml").read_text("utf-8")).values():
        for row in rows:
            yield {**row, "unit": ""}


def _readings() -> Iterator[Mapping[str, Any]]:
    """Yield every text that is read, as the target and as the actual of its neighbour."""
    for rows in _load((TESTS / "values" / "readings.yaml").read_text("utf-8")).values():
        texts = [ast.literal_eval(f'"{row[0]}"') if "\\" in row[0] else row[0] for row in rows]
        for text, other in zip(texts, (*texts[1:], texts[0]), strict=True):
            yield {"name": text[:30], "target": text, "actual": other}


def _pairs() -> Iterator[Mapping[str, Any]]:
    yield from _load((READINGS / "pairs.yaml").read_text("utf-8"))
    for row in _load((READINGS / "seeds.yaml").read_text("utf-8")):
        text = row.get("text", "")
        yield {"name": text[:30], "target": text, "actual": text}


def _field_rows() -> Iterator[Mapping[str, Any]]:
    for line in (CASES / "rows.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        yield {**row, "name": row["indicator"]}
    for case in _load((CASES / "submissions.yaml").read_text("utf-8")):
        if isinstance(case.get("submission"), dict):
            yield from case["submission"].get("indicators", ())


def _triples() -> Iterator[Mapping[str, Any]]:
    for file in ("triples", "later", "last", "broken"):
        for line in (TESTS / "direction" / f"{file}.txt").read_text("utf-8").splitlines():
            if line and not line.startswith(("[", "#")):
                level, name, unit = line.split()
                unit = "" if unit == "-" else unit
                row = {"level2": level, "name": name}
                yield {**row, "target": f"24{unit}", "actual": f"21{unit}"}
                yield {**row, "target": "24", "actual": "27", "unit": unit}


def _entries() -> Iterator[Mapping[str, Any]]:
    for file in sorted((CORPUS / "entries").glob("*.yaml")):
        for row in _load(file.read_text("utf-8")):
            yield {**row, "target": row.get("target") or row["actual"]}


def _submitted() -> Iterator[Mapping[str, Any]]:
    for file in (
        *EXAMPLES,
        *sorted(DEPARTMENTS.glob("*.yaml")),
        *sorted(SUBMISSIONS.glob("*.yaml")),
    ):
        for _, submission in read_submissions(file):
            goals = [row for goal in submission.goals for row in goal.indicators]
            for row in (*submission.indicators, *goals):
                yield row.model_dump()
