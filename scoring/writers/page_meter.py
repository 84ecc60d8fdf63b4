"""A page template changed so that all it makes is weighed, and each of its parts counted as it runs.

The parts are the nodes that Jinja2 makes of a template's text before it compiles them. What measures
them are filters, which :mod:`scoring.writers.page_sandbox` gives.
"""

from __future__ import annotations

from typing import Any, Final

from jinja2 import nodes
from jinja2.visitor import NodeTransformer

TICK: Final = " tick"
"""Takes steps off the budget. A blank stands in no name of a template's; ``map`` can call these by their
texts, and only ever takes more off the budget."""
PRINTED: Final = " printed"
"""Takes characters off the budget."""
COUNTED: Final = " counted"
"""Yields items, each taken off the budget."""
WEIGHED: Final = " weighed"
"""Gives what it is given, which is taken off the budget."""
JOINED: Final = " joined"
"""Puts the parts of a list together as ``~`` does."""

_RUNS_ALONE: Final = (nodes.For, nodes.Macro, nodes.CallBlock, nodes.Block)
"""What runs another number of times than that in which it stands."""


def metered(template: nodes.Template) -> nodes.Template:
    """Return a template that measures what it does."""
    changed: nodes.Template = _Meter().visit(template)
    return changed


class _Meter(NodeTransformer):
    def visit(self, node: nodes.Node, *_: Any, **__: Any) -> Any:
        """Return a node, or the nodes, to stand in its place."""
        body = sum(map(_size, getattr(node, "body", ())))
        self.generic_visit(node)
        match node:
            case nodes.Template() | nodes.Macro() | nodes.CallBlock() | nodes.Block():
                node.body.insert(0, _statement(node, TICK, body))
            case nodes.For():
                # An item that the condition passes over takes as long as asking for it.
                asked = 0 if node.test is None else _size(node.test)
                node.body.insert(0, _statement(node, TICK, body))
                node.iter = _filter(node.iter, COUNTED, 1 + asked)
            case nodes.Output():
                own = sum(len(n.data) for n in node.nodes if isinstance(n, nodes.TemplateData))
                return [_statement(node, PRINTED, own), node] if own else node
            case nodes.Concat():
                return _filter(nodes.List(node.nodes, lineno=node.lineno), JOINED)
            case nodes.Compare() | nodes.Operand():
                node.expr = _filter(node.expr, WEIGHED)
            case (
                nodes.List()
                | nodes.Dict()
                | nodes.Tuple(ctx="load")
                | nodes.Getitem(arg=nodes.Slice())
            ):
                return _filter(node, WEIGHED)
        return node


def _size(node: nodes.Node) -> int:
    """Return how many nodes a node has that run as often as it does."""
    if isinstance(node, _RUNS_ALONE):
        return 1
    return 1 + sum(map(_size, node.iter_child_nodes()))


def _filter(node: nodes.Node, name: str, *more: int) -> nodes.Filter:
    given = [nodes.Const(one) for one in more]
    made = nodes.Filter(node, name, given, [], None, None)
    made.set_lineno(node.lineno)
    return made


def _statement(near: nodes.Node, name: str, count: int) -> nodes.Node:
    node = nodes.Const(count, lineno=near.lineno)
    return nodes.ExprStmt(_filter(node, name), lineno=near.lineno)
