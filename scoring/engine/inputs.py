"""Read the figures of a submission (``inputs``) into typed facts, or why one cannot be used."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction

from scoring.exact import number_or_percent, plain
from scoring.indicator_set.file_model import InputFile
from scoring.rules.types import Value
from scoring.text import half_width, squeezed, yes_or_no
from scoring.value_class import dataclass


@dataclass(frozen=True, slots=True)
class Inputs:
    """Facts by name; ``refused`` says in Chinese why a figure is not among them.

    ``absent`` are the figures that were not filled in, ``unknown`` those that the set does not ask.
    """

    facts: Mapping[str, Value]
    refused: Mapping[str, str]
    absent: frozenset[str]
    unknown: tuple[str, ...]


def read_inputs(
    texts: Mapping[str, str], specs: Mapping[str, InputFile], money: Fraction
) -> Inputs:
    """Read the figures that the set asks for; amounts come out in the set's money unit.

    ``money`` is the factor from the submission's money unit to the set's.
    """
    facts: dict[str, Value] = {}
    refused: dict[str, str] = {}
    absent: set[str] = set()
    for name, spec in specs.items():
        text = texts.get(name, "").strip()
        if not text:
            refused[name] = f"未填“{name}”"
            absent.add(name)
            continue
        value = _value(half_width(text), spec)
        if spec.type == "amount" and isinstance(value, Fraction):
            value *= money
        if value is None:
            refused[name] = f"“{name}”填的是“{text[:40]}”，{_WANTED[spec.type]}"
        elif isinstance(value, Fraction) and spec.above is not None and value <= spec.above:
            refused[name] = f"“{name}”应大于{plain(Fraction(spec.above))}，填的是{plain(value)}"
        elif isinstance(value, Fraction) and spec.at_least is not None and value < spec.at_least:
            refused[name] = (
                f"“{name}”不应小于{plain(Fraction(spec.at_least))}，填的是{plain(value)}"
            )
        else:
            facts[name] = value
    return Inputs(facts, refused, frozenset(absent), tuple(n for n in texts if n not in specs))


_WANTED = {
    "amount": "应是金额数字",
    "count": "应是不小于零的整数",
    "number": "应是数字",
    "percent": "应是 80% 或 0.8 这样的比率（大于1的请写百分号）",
    "yes_no": "应是“是”或“否”",
    "date": "应是 2024-06-30 这样的日期",
    "choice": "不在可选的值里",
}


def _value(text: str, spec: InputFile) -> Value | None:
    match spec.type:
        case "yes_no":
            return yes_or_no(text)
        case "date":
            try:
                return date.fromisoformat(text)
            except ValueError:
                return None
        case "choice":
            return next((c for c in spec.choices if squeezed(c) == squeezed(text)), None)
    value = number_or_percent(text)
    if value is None:
        return None
    if spec.type == "percent":
        # Above 1 nobody can say whether 79 means 79 % or 7900 %.
        return value if text.endswith("%") or abs(value) <= 1 else None
    if text.endswith("%") or (spec.type == "count" and (value < 0 or value.denominator != 1)):
        return None
    return value
