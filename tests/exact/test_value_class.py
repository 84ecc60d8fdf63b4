"""The quick ``dataclass`` makes the classes that the standard one makes."""

from __future__ import annotations

import copy
import dataclasses
import inspect
import pickle
from collections.abc import Callable
from dataclasses import FrozenInstanceError, field
from typing import Any, ClassVar

import pytest
from pydantic import TypeAdapter

from scoring import value_class

QUICK, STANDARD = value_class.dataclass, dataclasses.dataclass


def classes(dataclass: Any) -> dict[str, Any]:
    """Classes of every shape that the package has, made by one decorator."""

    @dataclass(frozen=True, slots=True)
    class Point:
        """A point."""

        x: int
        y: int = 2
        tags: list[str] = field(default_factory=list, compare=False)
        made: ClassVar[int] = 7

        @property
        def sum(self) -> int:
            return self.x + self.y

    @dataclass(frozen=True, slots=True)
    class Named(Point):
        name: str = field(default="甲", repr=False)
        near: Any = field(default=None, kw_only=True)

    @dataclass(slots=True)
    class Draft:
        text: str
        open: dict[str, int] = field(default_factory=dict)
        seen: int = field(default=0, init=False)

        def __post_init__(self) -> None:
            self.text = self.text.strip()

    @dataclass
    class Loose:
        a: int = 1

        def __repr__(self) -> str:
            return "loose"

    @dataclass(frozen=True, eq=False)
    class Single:
        only: str

    @dataclass(frozen=True, slots=True, order=True)
    class Ranked:
        rank: int
        what: str = ""

    @dataclass(frozen=True)
    class Nothing:
        pass

    found = (Point, Named, Draft, Loose, Single, Ranked, Nothing)
    return {made.__name__: made for made in found}


MADE = {dataclass: classes(dataclass) for dataclass in (QUICK, STANDARD)}
NAMES = list(MADE[QUICK])
ARGUMENTS = {
    "Point": [((1,), {}), ((1, 3), {}), ((), {"x": 1, "y": 2, "tags": ["一"]})],
    "Named": [((1,), {}), ((1, 2, [], "乙"), {"near": 5}), ((2,), {"name": "丙"})],
    "Draft": [((" 字 ",), {}), (("字", {"a": 1}), {})],
    "Loose": [((), {}), ((2,), {})],
    "Single": [(("一",), {}), (("一",), {})],
    "Ranked": [((1,), {}), ((1, "b"), {}), ((0, "z"), {})],
    "Nothing": [((), {}), ((), {})],
}


def outcome(work: Callable[[], Any]) -> object:
    """Return what came of it, an error by its kind and text."""
    try:
        return work()
    except Exception as error:
        return type(error).__name__, str(error)


@pytest.mark.parametrize("name", NAMES)
def test_a_class_is_what_the_standard_one_makes(name: str) -> None:
    def told(dataclass: Any) -> list[object]:
        cls = MADE[dataclass][name]
        values = [cls(*a, **k) for a, k in ARGUMENTS[name]]
        first = next((f.name for f in dataclasses.fields(cls)), "x")
        pairs = [(one, other) for one in values for other in [*values, 3]]
        return [
            str(inspect.signature(cls)),
            [(f.name, f.kw_only, f.repr, f.compare, f.init) for f in dataclasses.fields(cls)],
            cls.__match_args__,
            getattr(cls, "__slots__", None),
            [repr(value).replace(f"0x{id(value):x}", "") for value in values if name != "Single"],
            [one == other for one, other in pairs],
            [
                outcome(lambda one=one, other=other: one < other) == (one, other)
                for one, other in pairs
            ],
            [type(outcome(lambda value=value: hash(value))) for value in values],
            [
                hash(one) == hash(other)
                for one, other in pairs
                if cls.__hash__ not in (None, object.__hash__)
            ],
            [dataclasses.asdict(value) for value in values],
            [
                repr(dataclasses.replace(value)) == repr(value) or name == "Single"
                for value in values
            ],
            [copy.deepcopy(value) == value or name == "Single" for value in values],
            outcome(lambda: cls(1, 2, 3, 4, 5, 6))[0] == "TypeError",
            outcome(lambda: cls(unknown=1))[0] == "TypeError",
            [outcome(lambda value=value: setattr(value, first, 1)) for value in values],
            [outcome(lambda value=value: delattr(value, first)) for value in values],
        ]

    assert told(QUICK) == told(STANDARD)


def test_a_frozen_value_refuses_any_change() -> None:
    point = MADE[QUICK]["Point"](1)
    for work in (
        lambda: setattr(point, "x", 2),
        lambda: setattr(point, "z", 2),
        lambda: delattr(point, "x"),
    ):
        with pytest.raises(FrozenInstanceError):
            work()
    assert point.x == 1


def test_a_class_of_values_keeps_what_it_defines_itself() -> None:
    @QUICK(frozen=True)
    class Own:
        a: int

        def __hash__(self) -> int:
            return 5

        def __eq__(self, other: object) -> bool:
            return True

    assert hash(Own(1)) == 5
    assert Own(1) == 3


def test_values_inside_themselves_are_printed_once() -> None:
    draft = MADE[QUICK]["Draft"]("a")
    draft.open["self"] = draft
    assert repr(draft).endswith("open={'self': ...}, seen=0)")


@QUICK(frozen=True, slots=True)
class Sent:
    """A value that goes to another process."""

    a: int
    b: tuple[int, ...] = ()


def test_a_value_goes_to_another_process_and_into_a_model() -> None:
    sent = Sent(1, (2, 3))
    assert pickle.loads(pickle.dumps(sent)) == sent
    assert TypeAdapter(Sent).validate_python({"a": 1, "b": (2, 3)}) == sent
    match sent:
        case Sent(a, b):
            assert (a, b) == (1, (2, 3))
