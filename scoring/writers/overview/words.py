"""The words of the overview page (``vocabulary/overview.yaml``): no wording stands in Python."""

from __future__ import annotations

from typing import Literal, Self

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from scoring.problem import InputError, Place, Problem

SHIPPED = "vocabulary/overview.yaml"


class ChartWords(BaseModel):
    """The heading of a chart, and what stands for it where it cannot be seen."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    title: str
    text: str


class OverviewWords(BaseModel):
    """Everything in ``vocabulary/overview.yaml``. A key that is missing is a ``KeyError``."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    schema_: Literal["ziping/overview/1"] = Field(alias="schema")
    files: dict[str, str]
    titles: dict[str, str]
    needs: dict[str, str]
    numbers: dict[str, str]
    grades: tuple[str, ...]
    """The usual order of grades, the best first."""
    columns: dict[str, str]
    positions: dict[str, str]
    kinds: dict[str, str]
    patterns: dict[str, str]
    steps: tuple[str, ...]
    """Edges of the classes of differences, in points, rising."""
    step_names: dict[str, str]
    charts: dict[str, ChartWords]
    legend: dict[str, str]

    @classmethod
    def parse(cls, text: str, name: str = SHIPPED) -> Self:
        """Read the vocabulary's text. Raises :class:`InputError` when it is not one."""
        try:
            data = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
            return cls.model_validate(data)
        except (yaml.YAMLError, ValidationError) as error:
            hint = f"请检查该文件,或改用随程序提供的 {SHIPPED}。"
            raise InputError(
                [Problem("overview", "不是总览页的词表", Place(name), hint)]
            ) from error

    def pattern(self, name: str, /, **values: object) -> str:
        """Return the sentence ``name`` with ``values`` put in."""
        return self.patterns[name].format(**values)
