"""Which keys a model allows at a place: for suggestions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Annotated, Any, Literal, get_args, get_origin

from pydantic import BaseModel


def names_at(model: type[BaseModel], path: Sequence[str | int]) -> list[str]:
    """Return the keys that ``model`` allows at ``path``, in the order of its fields."""
    here: list[Any] = [model]
    for step in path:
        here = [inner for kind in here for inner in _inside(kind, step)]
    names: dict[str, None] = {}
    for kind in here:
        for inner in _models(kind):
            for name, info in inner.model_fields.items():
                names[info.alias or name] = None
    return list(names)


def _inside(kind: Any, step: str | int) -> Iterator[Any]:
    """Yield what may stand under ``step`` of a value of type ``kind``."""
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        for name, info in kind.model_fields.items():
            if step in (info.alias or name, name):
                yield info.annotation
        return
    origin, arguments = get_origin(kind), get_args(kind)
    if origin is Annotated:
        yield from _inside(arguments[0], step)
    elif origin is dict or (isinstance(origin, type) and issubclass(origin, Mapping)):
        yield arguments[1]
    elif isinstance(origin, type) and issubclass(origin, (list, tuple)):
        yield from (a for a in arguments if a is not Ellipsis)
    elif origin is not None and origin is not Literal:
        for argument in arguments:
            yield from _inside(argument, step)


def _models(kind: Any) -> Iterator[type[BaseModel]]:
    """Yield the models among the possibilities of a type."""
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        yield kind
    elif get_origin(kind) is Annotated:
        yield from _models(get_args(kind)[0])
    elif get_origin(kind) not in (dict, list, tuple, Literal):
        for argument in get_args(kind):
            yield from _models(argument)
