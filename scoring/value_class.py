"""A quick ``dataclass``: the same classes, of whose methods only those are compiled that are used.

The standard decorator writes six methods of every class as text and compiles them, which for the
classes of one short command takes longer than to score a form. Here ``__init__`` is compiled with the
class; what compares and hashes when it is first called; printing and refusing changes need no
text. Fields, ``replace``, matching and pickling are those of the standard library.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Sequence
from dataclasses import MISSING, Field, FrozenInstanceError
from reprlib import recursive_repr
from typing import TYPE_CHECKING, Any, Final

__all__ = ["dataclass"]

if TYPE_CHECKING:
    from dataclasses import dataclass
else:

    def dataclass(cls=None, /, *, frozen=False, slots=False, eq=True, order=False):
        """Make a class a dataclass; arguments as those of the standard decorator."""

        def made(given):
            return _made(given, frozen=frozen, slots=slots, eq=eq, order=order)

        return made if cls is None else made(cls)


class _NoneGiven:
    """Stands for the value that a field's own function makes."""

    def __repr__(self) -> str:
        return "<factory>"


_NONE_GIVEN: Final = _NoneGiven()
_EQUAL: Final = {"__eq__": "=="}
_ORDER: Final = {"__lt__": "<", "__le__": "<=", "__gt__": ">", "__ge__": ">="}


def _made(given: type, *, frozen: bool, slots: bool, eq: bool, order: bool) -> type:
    own = set(given.__dict__)
    given.__doc__ = given.__doc__ or given.__name__  # else it would be made of the signature
    standard: Any = dataclasses.dataclass(init=False, repr=False, eq=False, slots=slots)
    cls: type = standard(given)
    fields = dataclasses.fields(cls)
    compared = [field.name for field in fields if field.compare]
    methods: dict[str, Any] = {
        "__init__": _init(cls, fields, frozen=frozen),
        "__repr__": _repr([field.name for field in fields if field.repr]),
    }
    signs = (_EQUAL if eq else {}) | (_ORDER if order else {})
    for name, sign in signs.items():
        methods[name] = _at_first_use(cls, name, "self, other", _comparison(compared, sign))
    if eq:
        hashed = f"return hash({_values('self', compared)})"
        methods["__hash__"] = _at_first_use(cls, "__hash__", "self", hashed) if frozen else None
    if frozen:
        methods["__setattr__"], methods["__delattr__"] = _refuse_to_assign, _refuse_to_delete
    if frozen and slots:
        names = [field.name for field in fields]
        methods["__getstate__"], methods["__setstate__"] = _state(names)
    for name in methods.keys() - own:
        setattr(cls, name, methods[name])
    return cls


def _init(cls: type, fields: Iterable[Field[Any]], *, frozen: bool) -> Callable[..., None]:
    scope: dict[str, Any] = {"_set": object.__setattr__, "_none_given": _NONE_GIVEN}
    positional, by_name, body = ["_self"], ["*"], []
    for field in fields:
        name = field.name
        default = f"_default_{name}"
        parameter, value = name, name
        if field.default is not MISSING:
            scope[default] = field.default
            parameter = f"{name}={default}"
            value = name if field.init else default
        elif field.default_factory is not MISSING:
            scope[default] = field.default_factory
            parameter = f"{name}=_none_given"
            value = f"{default}() if {name} is _none_given else {name}"
            value = value if field.init else f"{default}()"
        elif not field.init:
            continue
        if field.init:
            (by_name if field.kw_only else positional).append(parameter)
        body.append(f"_set(_self, {name!r}, {value})" if frozen else f"_self.{name} = {value}")
    if hasattr(cls, "__post_init__"):
        body.append("_self.__post_init__()")
    parameters = ", ".join([*positional, *(by_name if len(by_name) > 1 else ())])
    init = _compiled(cls, "__init__", parameters, "; ".join(body or ["pass"]), scope)
    init.__annotations__ = {f.name: f.type for f in fields if f.init} | {"return": None}
    return init


def _compiled(
    cls: type, name: str, parameters: str, body: str, scope: dict[str, Any]
) -> Callable[..., Any]:
    exec(f"def {name}({parameters}): {body}", scope)
    method: Callable[..., Any] = scope[name]
    method.__qualname__ = f"{cls.__qualname__}.{name}"
    return method


def _at_first_use(cls: type, name: str, parameters: str, body: str) -> Callable[..., Any]:
    """Return a method that is compiled, and takes its own place, when it is first called."""

    def method(*given: Any) -> Any:
        compiled = _compiled(cls, name, parameters, body, {})
        setattr(cls, name, compiled)
        return compiled(*given)

    return method


def _values(of: str, names: Iterable[str]) -> str:
    return "(" + "".join(f"{of}.{name}, " for name in names) + ")"


def _comparison(names: Sequence[str], sign: str) -> str:
    same = f"{_values('self', names)} {sign} {_values('other', names)}"
    return f"return {same} if other.__class__ is self.__class__ else NotImplemented"


def _repr(names: Sequence[str]) -> Callable[[Any], str]:
    @recursive_repr()
    def method(self: Any) -> str:
        shown = ", ".join(f"{name}={getattr(self, name)!r}" for name in names)
        return f"{self.__class__.__qualname__}({shown})"

    return method


def _refuse_to_assign(_self: Any, name: str, _value: Any) -> None:
    raise FrozenInstanceError(f"cannot assign to field {name!r}")


def _refuse_to_delete(_self: Any, name: str) -> None:
    raise FrozenInstanceError(f"cannot delete field {name!r}")


def _state(names: Sequence[str]) -> tuple[Callable[..., Any], Callable[..., None]]:
    def get(self: Any) -> list[Any]:
        return [getattr(self, name) for name in names]

    def put(self: Any, state: Sequence[Any]) -> None:
        for name, value in zip(names, state, strict=True):
            object.__setattr__(self, name, value)

    return get, put
