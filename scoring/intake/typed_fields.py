"""How each field of a submission is read when it is typed: by its model, and as the 填报表 says."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from functools import cache, cached_property
from types import UnionType
from typing import Annotated, Any, Final, Literal, Union, get_args, get_origin

from pydantic import BaseModel, BeforeValidator, Field, TypeAdapter

from scoring.exact import YEARS
from scoring.records.fields import read_year
from scoring.records.submission import ChecklistItem
from scoring.words import load_vocabulary
from scoring.workbooks.fill_in.layout import FillLayout

How = Literal[
    "number", "yes_no", "choice", "year", "text", "record", "rows", "named", "lists", "kept"
]
"""``named`` are values by name, ``lists`` checklists by leaf; ``kept`` is what nobody types."""
_KEPT: Final = frozenset({"at", "known", "not_found", "unplaced", "repairs", "schema_"})
_NUMBERS: Final = frozenset({"amount", "points", "percent"})
_YEAR: Final = Annotated[int, BeforeValidator(read_year), Field(ge=YEARS[0], le=YEARS[-1])]


class TypedField:
    """How a field is read: what it is, the model of its rows or record, its choices."""

    def __init__(self, how: How, annotation: Any, inner: Any = None) -> None:
        self.how: How = how
        self.inner = inner
        """The model of a record or of rows, the choices, or the field of values by name."""
        self._annotation = annotation

    @cached_property
    def check(self) -> Callable[[object], object]:
        """Check a value as the model does."""
        return TypeAdapter(self._annotation).validate_python


@cache
def typed_fields(model: type[BaseModel]) -> Mapping[str, TypedField]:
    """Return the fields of a model by the keys of its data."""
    return {
        info.alias or name: _field(name, Annotated[(info.annotation, *info.metadata, None)])
        for name, info in model.model_fields.items()
    }


def _field(name: str, annotation: Any) -> TypedField:
    if name in _KEPT:
        return TypedField("kept", Any)
    if name == "year":
        return TypedField("year", _YEAR)
    if name == "items":
        return TypedField("lists", Any, typed_fields(ChecklistItem))
    return _shaped(annotation, annotation)


def _shaped(annotation: Any, whole: Any) -> TypedField:
    """Return how an annotation is read, beneath what wraps it; ``whole`` checks its values."""
    origin, inner = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _shaped(inner[0], whole)
    if origin in (Union, UnionType):
        return _shaped(next(each for each in inner if each is not type(None)), whole)
    if origin is tuple:
        return TypedField("rows", whole, inner[0])
    if origin is dict:
        return TypedField("named", whole, _shaped(inner[1], inner[1]))
    if origin is Literal:
        return TypedField("choice", whole, inner)
    if annotation is Decimal:
        return TypedField("number", whole)
    if annotation is bool:
        return TypedField("yes_no", whole)
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return TypedField("record", whole, annotation)
    return TypedField("text", whole)


@cache
def _kinds() -> Mapping[tuple[str, str], str]:
    """Return the kinds of the numbers by table or record and key, as the 填报表 declares them."""
    layout = load_vocabulary(FillLayout)
    found: dict[tuple[str, str], str] = {}
    for table in layout.tables.values():
        for column in table.columns:
            is_percent = column.kind == "number" and "%" in column.heading
            key = table.key, column.key.rpartition(".")[2]
            found[key] = "percent" if is_percent else column.kind
    for field in layout.fields:
        record, _, key_in_record = field.key.rpartition(".")
        found.setdefault((record, key_in_record), field.kind)
    return found


def number_kind(within: str, key: str) -> str:
    """Return as what a number is read that stands under ``key`` of a table or record."""
    kind = _kinds().get((within, key), "number")
    return kind if kind in _NUMBERS else "number"
