"""A page of a person's own, made in a child process and bearing the line that lets it run nothing.

The budget of its sandbox is the first wall and holds on every system; the child's limits are the second.
"""

from __future__ import annotations

import pickle
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any, Final

from scoring.files.child import NoChild, asked
from scoring.problem import InputError, Place, Problem
from scoring.records.result import Result
from scoring.writers.form.form_page import render_own_page
from scoring.writers.form.page_fault import policy_fault
from scoring.writers.labels import Labels
from scoring.writers.page_policy import PolicyFault, with_policy

WITHIN: Final = 60.0
"""Seconds of the processor; a form takes a tenth of one."""
_ANSWERER: Final = f"{__name__}:answered"
_HINT: Final = "请减少循环和拼接，对照 ziping sets templates 写出的模板改正。"


def whole_own_page(
    result: Result, template: str, labels: Labels, name: str, *, explains: bool = False
) -> bytes:
    """Return the page that a person's own Jinja2 template makes, with its policy, as UTF-8.

    Raises :class:`InputError` with the template's line, in the file ``name``, where it is faulty or
    its page could load or run something, and where it was stopped.
    """
    words = {"name": name, "explains": explains}
    # The records alone: what a result knows beside them is none of the child's business.
    handed = Result(result.submission, result.scorecard, result.claims, result.own_track)
    try:
        found = asked(_ANSWERER, words, pickle.dumps((handed, template, labels)), WITHIN)
    except NoChild:
        return _made(result, template, labels, name, explains=explains)
    if found is None:
        message = f"网页模板用了 {WITHIN:.0f} 秒还没有印完，或者要用的内存太多，已停止"
        raise InputError([Problem("template-fault", message, Place(name, 1, 1), _HINT)])
    if "problems" in found:
        raise InputError(Problem(**{**p, "place": Place(**p["place"])}) for p in found["problems"])
    if "page" not in found:
        return _made(result, template, labels, name, explains=explains)
    return str(found["page"]).encode("utf-8")


def answered(words: Mapping[str, Any], data: bytes) -> dict[str, Any]:
    """Return the page or the problems; neither where the fault is this program's own."""
    result, template, labels = pickle.loads(data)
    name, explains = words["name"], words["explains"]
    try:
        page = _made(result, template, labels, name, explains=explains)
    except InputError as error:
        return {"problems": [asdict(problem) for problem in error.problems]}
    except Exception:
        return {}
    return {"page": page.decode("utf-8")}


def _made(result: Result, template: str, labels: Labels, name: str, *, explains: bool) -> bytes:
    page = render_own_page(result, template, labels, name, explains=explains).decode("utf-8")
    try:
        return with_policy(page).encode("utf-8")
    except PolicyFault as error:
        raise policy_fault(error, template, name) from error
