"""Where a page template of a person's own runs: it prints, within bounds, and can do nothing else."""

from __future__ import annotations

from typing import Any, Final, NoReturn

from jinja2.exceptions import SecurityError
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment

_FILLING: Final = frozenset(
    {"center", "expandtabs", "format", "format_map", "ljust", "rjust", "zfill"}
)
"""Methods of texts, and filters, that make a text of any length."""


class GuardedEnvironment(ImmutableSandboxedEnvironment):
    """Refuses what makes a small template print without measure."""

    intercepted_binops = frozenset({"*", "**", "%"})

    def __init__(self, **options: Any) -> None:
        """Set up as any environment of Jinja2."""
        super().__init__(**options)
        for name in _FILLING & self.filters.keys():
            self.filters[name] = _refuse

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        """Multiply and divide numbers; repeat and fill no text, and raise nothing to a power."""
        if (
            operator == "**"
            or isinstance(left, str | list | tuple)
            or isinstance(right, str | list)
        ):
            _refuse()
        return super().call_binop(context, operator, left, right)

    def getattr(self, obj: Any, attribute: str) -> Any:
        """Look at an attribute: a way round :meth:`is_safe_attribute` leads through ``format``."""
        if isinstance(obj, str) and attribute in _FILLING:
            return self.unsafe_undefined(obj, attribute)
        return super().getattr(obj, attribute)

    def getitem(self, obj: Any, argument: Any) -> Any:
        """Look at an item, or the attribute of that name."""
        if isinstance(obj, str) and argument in _FILLING:
            return self.unsafe_undefined(obj, argument)
        return super().getitem(obj, argument)

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Tell whether a template may look at an attribute."""
        if isinstance(obj, str) and attr in _FILLING:
            return False
        return super().is_safe_attribute(obj, attr, value)


def _refuse(*_: object, **__: object) -> NoReturn:
    raise SecurityError("模板里不能重复或补齐文字，也不能乘方")
