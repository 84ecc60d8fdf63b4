"""Nodes into a pydantic model; every error comes out in Chinese, at its place in the file."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from difflib import get_close_matches
from typing import Any, Final, TypeVar

from pydantic import BaseModel, ValidationError

from scoring.documents.model_fields import names_at
from scoring.documents.model_messages import describe
from scoring.documents.node import (
    Decoded,
    Entry,
    Fields,
    Made,
    Mapping_,
    Node,
    Scalar,
    Sequence_,
    WithData,
    spelled_out,
)
from scoring.problem import InputError, Problem
from scoring.text import excerpt

M = TypeVar("M", bound=BaseModel)
_LONGEST_GUESSED: Final = 60
_MOST_GUESSED: Final = 50
"""A suggestion costs time; nobody reads more of them than are printed."""


def decode(model: type[M], node: Node, words: Callable[[], Mapping[str, str]] = dict) -> M:
    """Validate what ``node`` holds as a ``model``.

    An empty value (``key:``, ``null``, ``""``) counts as not given, so that defaults apply; where
    the model requires one it is reported as not filled in. ``words`` names keys in Chinese
    (``{"budget": "全年预算数"}``), for the messages. Raises :class:`InputError` with all errors.
    """
    try:
        return model.model_validate(_without_empty(node))
    except ValidationError as error:
        raise InputError(_problems(error, model, spelled_out(node), words())) from None


def _without_empty(node: Node) -> Any:
    """Return the data with empty values left out; an empty list item stays, to be reported."""
    if isinstance(node, WithData):
        return _data_without_empty(node.data)
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, Fields):
        given: dict[str, Any] = {}
        for key, value in node.values.items():
            if not isinstance(value, Scalar):
                given[key] = _without_empty(value)
            elif value.text and not value.text.isspace():
                given[key] = value.text
        return given
    if isinstance(node, Mapping_):
        return {e.key.text: _without_empty(e.value) for e in node.entries if not _is_empty(e.value)}
    if isinstance(node, Sequence_):
        return [_without_empty(item) for item in node.items]
    if isinstance(node, Decoded):
        return _data_without_empty(node.data)
    assert isinstance(node, Made)
    return node.data


def _data_without_empty(data: Any) -> Any:
    if isinstance(data, dict):
        return {
            key: _data_without_empty(value)
            for key, value in data.items()
            if value is not None and not (isinstance(value, str) and not value.strip())
        }
    if isinstance(data, list):
        return [_data_without_empty(item) for item in data]
    return data


def _is_empty(node: Node | None) -> bool:
    return isinstance(node, Scalar) and (node.text is None or not node.text.strip())


def _problems(
    error: ValidationError, model: type[BaseModel], node: Node, words: Mapping[str, str]
) -> list[Problem]:
    tree = _Tree(node)
    problems: dict[Problem, None] = {}
    for item in _best_branches(error.errors(include_url=False), tree):
        guess = len(problems) < _MOST_GUESSED
        problems[_problem(item, model, tree, words, guess)] = None
    return list(problems)


def _problem(
    error: Any, model: type[BaseModel], tree: _Tree, words: Mapping[str, str], guess: bool
) -> Problem:
    kind_of_error: str = error["type"]
    last = error["loc"][-1] if error["loc"] else ""
    if kind_of_error == "missing":
        node = tree.follow(error["loc"][:-1])[1][-1]
        return _missing(node, tree.key(node, str(last)), str(last), words)
    path, found = tree.follow(error["loc"])
    node, parent = found[-1], found[-2] if len(found) > 1 else tree.root
    if kind_of_error == "extra_forbidden":
        names = names_at(model, path[:-1]) if guess else []
        return _unknown(tree.key(parent, str(last)) or node, str(last), names, words)
    if last == "[key]" and path:
        node = tree.key(parent, str(path[-1])) or node
    code, message, hint = describe(error, node)
    name = next((step for step in reversed(path) if isinstance(step, str)), "")
    label = _label(name, words)
    if path and isinstance(path[-1], int):
        label = f"{label} 第 {path[-1] + 1} 项".strip()
    if isinstance(node, Scalar) and node.text is None:
        message, hint = "这一项是空的", "请填上内容，或删去这一项。"
    return node.problem(code, f"{label}：{message}" if label else message, hint)


def _missing(node: Node, key: Scalar | None, name: str, words: Mapping[str, str]) -> Problem:
    label = _label(name, words)
    if key is not None:
        return key.problem("missing", f"{label} 没有填", "这一项必须填写。")
    return node.problem("missing", f"缺少 {label}", f"请在这一层补上“{name}: …”。")


def _unknown(key: Node, name: str, names: Sequence[str], words: Mapping[str, str]) -> Problem:
    shown = excerpt(name)
    by_label = {words[n]: n for n in names if n in words}
    hint = ""
    if len(name) <= _LONGEST_GUESSED:
        folded = {n.lower(): n for n in (*names, *by_label)}
        close = get_close_matches(name.strip().lower(), folded, n=1, cutoff=0.6)
        if close:
            best = folded[close[0]]
            hint = f"您是不是想写 {by_label.get(best, best)}？"
    if not hint and names:
        hint = f"这一层可以写的有：{_some(names)}。"
    return key.problem("unknown-key", f"不认识的键“{shown}”", hint or "请删去或改名。")


def _some(names: Sequence[str], most: int = 30) -> str:
    more = " 等" if len(names) > most else ""
    return "、".join(names[:most]) + more


def _label(name: str, words: Mapping[str, str]) -> str:
    shown = excerpt(name)
    return f"{shown}（{words[name]}）" if name in words else shown


class _Tree:
    """Finds keys in a tree; a mapping that was asked once is indexed, however long it is."""

    def __init__(self, root: Node) -> None:
        self.root = root
        self._entries: dict[int, dict[str | None, Entry]] = {}

    def entry(self, node: Node, name: str) -> Entry | None:
        if not isinstance(node, Mapping_):
            return None
        if id(node) not in self._entries:
            self._entries[id(node)] = {entry.key.text: entry for entry in node.entries}
        return self._entries[id(node)].get(name)

    def key(self, node: Node, name: str) -> Scalar | None:
        entry = self.entry(node, name)
        return entry.key if entry is not None else None

    def child(self, node: Node, step: str | int) -> Node | None:
        if isinstance(step, str):
            entry = self.entry(node, step)
            return entry.value if entry is not None else None
        if isinstance(node, Sequence_) and step < len(node.items):
            return node.items[step]
        return None

    def follow(self, loc: Iterable[str | int]) -> tuple[list[str | int], list[Node]]:
        """Follow an error's location; a step that is in no file (a union's branch) is skipped."""
        path: list[str | int] = []
        nodes = [self.root]
        for step in loc:
            child = self.child(nodes[-1], step)
            if child is not None:
                path.append(step)
                nodes.append(child)
        return path, nodes


def _best_branches(errors: Sequence[Any], tree: _Tree, start: int = 0) -> list[Any]:
    """Of a union's branches keep the one that fits best: each complains about its own reasons.

    A union inside the branch that was kept is decided in its turn, from ``start`` on.
    """
    kept: list[Any] = []
    groups: dict[tuple[Any, ...], dict[Any, list[Any]]] = {}
    for error in errors:
        prefix, tag = _branch(error, tree, start)
        if tag is None:
            kept.append(error)
        else:
            groups.setdefault(prefix, {}).setdefault(tag, []).append(error)
    for prefix, branches in groups.items():
        depth = len(prefix) + 1
        best = min(branches, key=lambda tag: _misfit(branches[tag], depth))
        kept += _best_branches(branches[best], tree, depth)
    return kept


def _branch(error: Any, tree: _Tree, start: int) -> tuple[tuple[Any, ...], Any]:
    """Return where the union stands and the name of its branch; None if there is no union."""
    node, loc = tree.root, error["loc"]
    for position, step in enumerate(loc):
        child = tree.child(node, step)
        if child is not None:
            node = child
            continue
        last = position == len(loc) - 1
        if step == "[key]" or (last and error["type"] == "missing"):
            break
        if position >= start:
            return loc[:position], step
    return (), None


def _misfit(errors: list[Any], depth: int) -> tuple[int, int, int]:
    """Judge a branch by its errors: the wrong kind of value, then wrong keys, then details."""
    wrong_kind = sum(1 for e in errors if len(e["loc"]) == depth and e["type"].endswith("_type"))
    wrong_keys = sum(
        1
        for e in errors
        if len(e["loc"]) == depth + 1 and e["type"] in ("missing", "extra_forbidden")
    )
    return wrong_kind, wrong_keys, len(errors)
