"""What a batch was made from, kept with its outputs: a record is found again by it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import NoneType
from typing import Final, Self

from scoring.batch.walk import OWN_FOLDER
from scoring.bulk.worker import BulkSettings
from scoring.problem import InputError, Place, Problem

_SCHEMA: Final = "ziping/batch/1"
_FILE: Final = "batch.json"
_MOST_BYTES: Final = 256_000_000


@dataclass(frozen=True, slots=True)
class Manifest:
    """By what a batch was scored, and where its inputs lie."""

    settings: BulkSettings
    program: str
    """The digest of program, words and sets."""
    inputs: Mapping[str, str]
    """The path of each input, by what outputs call it."""

    def to_json(self) -> bytes:
        """Return it as it is kept."""
        own = self.settings
        data = {
            "schema": _SCHEMA, "program": self.program, "set": own.set, "year": own.year,
            "sets": None if own.sets is None else str(own.sets.absolute()),
            "inputs": dict(sorted(self.inputs.items())),
        }  # fmt: skip
        return json.dumps(data, ensure_ascii=True, indent=1).encode("ascii")

    @classmethod
    def of_folder(cls, output: Path) -> Self:
        """Return that of a folder of outputs. Raises :class:`InputError` if there is none."""
        path = manifest_path(output)
        try:
            if path.stat().st_size > _MOST_BYTES:
                raise ValueError
            data = json.loads(path.read_bytes())
            if data["schema"] != _SCHEMA:
                raise ValueError
            sets = None if data["sets"] is None else Path(data["sets"])
            if type(data["set"]) not in (str, NoneType) or type(data["year"]) not in (
                int,
                NoneType,
            ):
                raise ValueError
            settings = BulkSettings(sets, data["set"], data["year"])
            inputs = {str(name): str(path) for name, path in data["inputs"].items()}
            return cls(settings, str(data["program"]), inputs)
        except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
            hint = "这里要批量计分写完的结果文件夹；没有写完的请先再运行一次。"
            problem = Problem("no-batch", "里面没有批量计分的结果", Place(str(output)), hint)
            raise InputError([problem]) from None


def manifest_path(output: Path) -> Path:
    """Return where it lies in a folder of outputs."""
    return output / OWN_FOLDER / _FILE
