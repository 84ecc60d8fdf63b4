"""What is wrong with a page template, in words, with the template's line."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import fields
from typing import TYPE_CHECKING, Final

from jinja2 import TemplateSyntaxError, UndefinedError

from scoring.problem import InputError, Place, Problem, did_you_mean
from scoring.writers.form.view import GROUPS

if TYPE_CHECKING:
    from scoring.writers.page_policy import PolicyFault

_IN_TEMPLATE: Final = "<template>"
"""The file that Jinja2 names for a line of a template that was given as text."""
_UNKNOWN: Final = re.compile(r"attribute '(\w+)'|^'(\w+)' is undefined")
_FIELDS: Final = {field.name for group in GROUPS.values() for field in fields(group)}


def template_fault(
    error: Exception, template: str, name: str, variables: Iterable[str]
) -> InputError | None:
    """Return the problem with the template's line, or None if the fault is not the template's.

    ``variables`` are the names that the template is given.
    """
    line = _line_of(error)
    if not line:
        return None
    unknown = _UNKNOWN.search(str(error)) if isinstance(error, UndefinedError) else None
    if unknown:
        word = unknown[1] or unknown[2]
        message = f"网页模板里的“{word}”不是可用的名称"
        known = sorted(_FIELDS) if unknown[1] else sorted(variables)
        hint = did_you_mean(word, known) or "可用的名称见 docs/表样.md。"
    else:
        why = "宏或循环没有尽头" if isinstance(error, RecursionError) else error
        message = f"网页模板写得不对（{why}）"
        hint = "请对照 ziping sets templates 写出的模板改正这一行。"
    lines = template.splitlines()
    text = lines[line - 1] if line <= len(lines) else ""
    return InputError([Problem("template-fault", message, Place(name, line, 1), hint, text)])


def policy_fault(fault: PolicyFault, template: str, name: str) -> InputError:
    """Return the problem of a page that could load or run something, with the template's line."""
    lines = template.splitlines()
    near = (n for n, line in enumerate(lines, 1) if fault.near.lower() in line.lower())
    number = next(near, 1)
    text = lines[number - 1] if lines else ""
    place = Place(name, number, 1)
    return InputError([Problem("template-policy", str(fault), place, fault.hint, text)])


def _line_of(error: Exception) -> int:
    """Return the line of the template in which an error arose, or 0."""
    if isinstance(error, TemplateSyntaxError):
        return error.lineno
    line, trace = 0, error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == _IN_TEMPLATE:
            line = trace.tb_lineno
        trace = trace.tb_next
    return line
