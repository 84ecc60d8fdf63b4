"""Pages: everything is escaped, nothing undefined is printed, and numbers are printed in one way."""

from __future__ import annotations

import hashlib
import re
from base64 import b64encode
from collections.abc import Iterator, MutableMapping
from decimal import Decimal
from functools import cache
from importlib import import_module
from typing import Any, Final

import jinja2
from jinja2 import Environment, FunctionLoader, StrictUndefined, Template
from markupsafe import Markup

from scoring.files import shipped
from scoring.text import printable
from scoring.value_class import dataclass
from scoring.writers.wording import amount_text, number, value_text

_FOLDER: Final = "templates/html"
_COMPILED: Final = "scoring._shipped.pages"
"""Where the modules lie that were made of the templates when the package was built."""
_BLOCK: Final = re.compile(r"\{% block (\w+) %\}\n?(.*?)\{% endblock %\}\n?", re.DOTALL)


def render_page(name: str, /, **variables: object) -> bytes:
    """Return the page that the shipped template ``name`` makes, as UTF-8."""
    return _shipped_pages().get_template(name).render(variables).encode("utf-8")


def render_part(name: str, /, **variables: object) -> Markup:
    """Return what the shipped template ``name`` makes, to stand in a page as it is."""
    return Markup(_shipped_pages().get_template(name).render(variables))


@dataclass(frozen=True, slots=True)
class PageScript:
    """A script that stands in a page, and the digest by which the page's policy allows it."""

    text: Markup
    digest: str


@cache
def shipped_script(name: str) -> PageScript:
    """Return the shipped script ``name``."""
    text = _text(name)
    digest = b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode("ascii")
    return PageScript(Markup(text), f"sha256-{digest}")


def self_contained(name: str) -> str:
    """Return the shipped template ``name`` with the one that it extends in one text."""
    own, base = _text(name), _text("base.html.j2")
    blocks = dict(_BLOCK.findall(own))
    return _BLOCK.sub(lambda block: str(blocks.get(block[1], block[2])), base)


def page_options() -> dict[str, Any]:
    """Return how every environment of pages is set up."""
    return {
        "autoescape": True,
        "undefined": StrictUndefined,
        "finalize": printed,
        "trim_blocks": True,
        "lstrip_blocks": True,
        "keep_trailing_newline": True,
    }


def add_filters(environment: Environment) -> None:
    """Give an environment the filters ``money`` (an amount) and ``number`` (no idle zeros)."""
    environment.filters["money"] = _money
    environment.filters["number"] = _number


@cache
def _shipped_pages() -> Environment:
    environment = Environment(loader=_PageLoader(_text), **page_options())
    add_filters(environment)
    return environment


class _PageLoader(FunctionLoader):
    """Takes the module that was made of a template; one that has none, or another text, is compiled."""

    def load(
        self,
        environment: Environment,
        name: str,
        globals: MutableMapping[str, Any] | None = None,
    ) -> Template:
        """Return the template ``name``."""
        try:
            module = import_module(f"{_COMPILED}.{_module_name(_text(name))}")
        except ModuleNotFoundError:
            return super().load(environment, name, globals)
        made = {} if globals is None else globals
        return environment.template_class.from_module_dict(environment, vars(module), made)


def page_modules() -> Iterator[tuple[str, str]]:
    """Yield, for the shipped templates, the name and the text of the module that each is compiled into."""
    environment = _shipped_pages()
    for path in shipped.listing(_FOLDER, ".j2"):
        name = path.removeprefix(f"{_FOLDER}/")
        text = _text(name)
        yield _module_name(text), environment.compile(text, name, raw=True, defer_init=True)


def _module_name(text: str) -> str:
    """Return the module of a template: another text, or another Jinja2, has another one."""
    digest = hashlib.sha256(f"{jinja2.__version__}\n{text}".encode()).hexdigest()
    return f"page_{digest}"


def _text(name: str) -> str:
    return shipped.read_text(f"{_FOLDER}/{name}")


def printed(value: object) -> object:
    """Print nothing for None, numbers as they are written, and no invisible characters."""
    if value is None or isinstance(value, Decimal):
        return value_text(value)
    if isinstance(value, str) and not isinstance(value, Markup):
        return printable(value)
    return value


def _money(value: object) -> object:
    return amount_text(value) if isinstance(value, Decimal) else value


def _number(value: object) -> object:
    return number(value) if isinstance(value, Decimal) else value
