"""Where a page template of a person's own runs: it prints, within a budget, and can do nothing else."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache, wraps
from types import CodeType
from typing import Any, Final, NoReturn

from jinja2 import Template, TemplateSyntaxError, pass_context, pass_eval_context
from jinja2.exceptions import SecurityError
from jinja2.nodes import EvalContext
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import Namespace
from markupsafe import Markup

from scoring.writers.page_budget import LONGEST_MADE, Budget
from scoring.writers.page_meter import COUNTED, JOINED, PRINTED, TICK, WEIGHED, metered
from scoring.writers.pages import add_filters, page_options, printed

_MOST_TOKENS: Final = 100_000
"""Words and signs inside the marks of one template; the shipped form has some three thousand."""
_FORMATTING: Final = frozenset({"format", "format_map"})
"""A number inside their text makes another of any length."""
_PICKING: Final = frozenset(
    {
        "attr", "count", "d", "default", "dictsort", "first", "groupby", "items", "last", "length",
        "list", "map", "max", "min", "random", "reject", "rejectattr", "reverse", "select",
        "selectattr", "sort", "sum", "unique",
    }
)  # fmt: skip
"""Filters that hand on what they are given, and make no text of it."""
_SLOW: Final = frozenset({"striptags", "urlize", "wordwrap"})
"""They take longer than their text grows."""
_LONGEST_SLOW: Final = 32_767


class _Namespace(Namespace):
    """A namespace that does not print what it holds: it may hold another twice, and so on."""

    def __repr__(self) -> str:
        return "namespace()"


class GuardedEnvironment(ImmutableSandboxedEnvironment):
    """The environment of one page: whatever its template makes is taken off one budget.

    The template is compiled from :func:`metered` nodes; a filter, test, call or operator weighs what
    it is given before, and what it gives after.
    """

    intercepted_binops = frozenset({"+", "-", "*", "/", "//", "%", "**"})

    def __init__(self) -> None:
        """Set up with a whole budget."""
        self.budget = Budget()
        super().__init__(**page_options() | {"finalize": self._finalizer(), "optimized": False})
        add_filters(self)
        self.globals["namespace"] = _Namespace
        del self.globals["lipsum"]
        tables: tuple[dict[str, Any], ...] = self.filters, self.tests
        for table in tables:
            table |= {name: self._measured(name, given) for name, given in table.items()}
        self.filters["format"] = _refuse
        self.filters |= {
            TICK: self.budget.spend,
            PRINTED: self.budget.print,
            COUNTED: self.budget.counted,
            WEIGHED: self._weighed,
            JOINED: self._joined(),
        }

    def _finalizer(self) -> Callable[[Context, object], object]:
        # A function that takes the context is not called while the template is compiled.
        @pass_context
        def finalize(_context: Context, value: object) -> object:
            if not isinstance(value, str):
                self.budget.weigh(value, prints=True)
            shown = printed(value)
            self.budget.spend(1)
            self.budget.print(len(str(shown)))
            return shown

        return finalize

    def _joined(self) -> Callable[[EvalContext, Sequence[object]], str]:
        @pass_eval_context
        def joined(context: EvalContext, values: Sequence[object]) -> str:
            self.budget.weigh(values, prints=True)
            if context.autoescape and any(hasattr(value, "__html__") for value in values):
                return Markup("").join(values)  # type: ignore[arg-type]
            return "".join(map(str, values))

        return joined

    def _weighed(self, value: object) -> object:
        self.budget.weigh(value)
        return value

    def _measured(self, name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        """Return a filter or test that weighs what it is given and what it gives."""
        prints = name not in _PICKING

        @wraps(function)
        def measured(*given: Any, **named: Any) -> Any:
            passed = given[:1] if hasattr(function, "jinja_pass_arg") else ()
            # What is to be printed is drawn first: then it can be weighed.
            values = [self._drawn(one) if prints else one for one in given[len(passed) :]]
            self._allow(name, values[:1], [*values[1:], *named.values()], prints=prints)
            return self._handed(function(*passed, *values, **named))

        return measured

    def _drawn(self, value: Any) -> Any:
        return list(self.budget.counted(value)) if isinstance(value, Iterator) else value

    def _handed(self, made: Any) -> Any:
        if isinstance(made, Iterator):
            return self.budget.counted(made)
        self.budget.weigh(made)
        return made

    def _allow(
        self, name: str, on: Sequence[object], by: Sequence[object], *, prints: bool
    ) -> None:
        """Weigh what something works on, and by what; refuse what might be beyond all measure."""
        first = sum(self.budget.weigh(one, prints=prints) for one in on)
        more = sum(self.budget.weigh(one, prints=prints) for one in by)
        if prints:
            more += sum(abs(one) for one in by if isinstance(one, int))
            self.budget.spend(min(more, LONGEST_MADE))
            if max(first, 1) * more > LONGEST_MADE:
                raise SecurityError(f"一步就可能写出超过 {LONGEST_MADE:,} 个字")
            if name in _SLOW and first > _LONGEST_SLOW:
                raise SecurityError(f"{name} 处理的文字太长，超过 {_LONGEST_SLOW:,} 个字")

    def call(self, context: Context, obj: Any, *given: Any, **named: Any) -> Any:
        """Call a function, a macro or a method of a text."""
        own = getattr(obj, "__self__", None)
        values = [*given, *named.values()]
        if isinstance(own, str | bytes | int | list | tuple | dict):
            given = tuple(map(self._drawn, given))
            self._allow(obj.__name__, [own], [*given, *named.values()], prints=True)
        else:
            self._allow("", [], values, prints=False)
        return self._handed(super().call(context, obj, *given, **named))

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        """Reckon with numbers and add texts or lists; repeat none, and raise nothing to a power."""
        repeats = operator in "*%" and isinstance(left, str | bytes | list | tuple)
        if (
            operator == "**"
            or repeats
            or (operator == "*" and isinstance(right, str | list | tuple))
        ):
            _refuse()
        self.budget.weigh(left)
        self.budget.weigh(right)
        return self._handed(super().call_binop(context, operator, left, right))

    def getattr(self, obj: Any, attribute: str) -> Any:
        """Look at an attribute: a way round :meth:`is_safe_attribute` leads through ``format``."""
        if isinstance(obj, str) and attribute in _FORMATTING:
            return self.unsafe_undefined(obj, attribute)
        return super().getattr(obj, attribute)

    def getitem(self, obj: Any, argument: Any) -> Any:
        """Look at an item, or the attribute of that name."""
        self.budget.weigh(argument)
        if isinstance(obj, str) and argument in _FORMATTING:
            return self.unsafe_undefined(obj, argument)
        return super().getitem(obj, argument)

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Tell whether a template may look at an attribute."""
        if isinstance(obj, str) and attr in _FORMATTING:
            return False
        return super().is_safe_attribute(obj, attr, value)


def own_page(template: str) -> Template:
    """Return a template of a person's own, to be rendered once, with a whole budget.

    Raises what Jinja2 raises where it is faulty.
    """
    environment = GuardedEnvironment()
    code = _compiled(template)
    return Template.from_code(environment, code, environment.make_globals(None))


@lru_cache(maxsize=8)
def _compiled(template: str) -> CodeType:
    environment = GuardedEnvironment()
    for number, (line, _, _) in enumerate(environment.lex(template)):
        if number > _MOST_TOKENS:
            raise TemplateSyntaxError(f"模板太长，超过 {_MOST_TOKENS:,} 个词和符号", line)
    try:
        return environment.compile(metered(environment.parse(template)))
    except (SyntaxError, RecursionError, MemoryError):
        raise TemplateSyntaxError("循环或括号套得太深", 1) from None


def _refuse(*_: object, **__: object) -> NoReturn:
    raise SecurityError("模板里不能重复或补齐文字，也不能乘方")
