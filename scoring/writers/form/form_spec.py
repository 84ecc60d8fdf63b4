"""The forms that ``templates/forms.yaml`` describes: blocks, columns, sums and remarks, as data.

A user's own file of that name describes further forms; ``extends`` takes over all of another form
that is not written anew, of the same file or a shipped one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Annotated, Any, Final, Literal

from pydantic import Field

from scoring.documents.decode import decode
from scoring.documents.node import Node, at_path
from scoring.documents.part import DocumentPart
from scoring.problem import InputError, Problem, did_you_mean
from scoring.value_class import dataclass

SHIPPED_FORMS: Final = "templates/forms.yaml"
Width = Annotated[Decimal, Field(gt=0, le=1000, max_digits=8)]
CellStyle = Literal["text", "mid", "money", "points", "score"]
ColumnSpec = tuple[str, str, Width, CellStyle]
"""Heading, content, width in half-width characters, and how the content stands."""
Path = tuple[str | int, ...]


class BlockSpec(DocumentPart):
    """A table of a form: funds, goals, indicators; its columns say whose items it lists."""

    banner: str = ""
    """The line over the table."""
    side: tuple[str, Width] | None = None
    """A label beside the table, merged from its headings down, with its width."""
    columns: str | tuple[ColumnSpec, ...]
    """The columns, or the name of those that several forms share."""
    empty: str = ""
    """What stands in its place where there is nothing to list; empty for nothing."""


class SumSpec(DocumentPart):
    """A line below the indicators: under the column of points, of scores, and behind them."""

    label: str
    points: str
    score: str = ""
    rest: str = ""


class FormSpec(DocumentPart):
    """One form as it is described; what is not written comes from ``extends``, then ``common``."""

    extends: str = ""
    title: str = ""
    subtitle: str = ""
    sheet: str = ""
    """What the sheet of a workbook is called."""
    landscape: bool = False
    fits: bool = True
    """Columns are as wide as their contents need, and rows fill their pages."""
    head: tuple[tuple[str, ...], ...] = ()
    """Lines of label and content in turn; the last content of a line reaches its end."""
    head_widths: tuple[Width, ...] = (Decimal(14), Decimal(36), Decimal(14), Decimal(36))
    blocks: tuple[BlockSpec, ...] = ()
    indicators: BlockSpec | None = None
    totals: tuple[SumSpec, ...] = ()
    """The lines below the indicators; none where a form only reports."""
    texts: str = ""
    """Heading of the text boxes; empty where the form has none below its indicators."""
    foot: tuple[str, ...] = ()
    """Who signs, and when."""
    opinion: str = ""
    """What the department above says, before the remarks; not printed where it says nothing."""
    seal: str = ""
    """Where the unit's seal is put; empty where it has no place."""
    remarks: tuple[str, ...] = ()


class FormsFile(DocumentPart):
    """A whole ``forms.yaml``."""

    schema_: Annotated[Literal["ziping/forms/1"], Field(alias="schema")]
    common: FormSpec = FormSpec()
    """What every form has that does not say otherwise."""
    columns: dict[str, tuple[ColumnSpec, ...]] = Field(default_factory=dict)
    """Columns that several forms share, by name."""
    forms: dict[str, FormSpec]


@dataclass(frozen=True, eq=False)
class ResolvedForm:
    """A form with all that it takes over, and where each part of it is written."""

    spec: FormSpec
    nodes: Mapping[str, Node]
    """By part; the form as a whole under an empty name."""

    @property
    def file(self) -> str:
        """The file that describes it."""
        return self.nodes[""].place.file

    def problem(self, path: Path, message: str, hint: str) -> Problem:
        """Return what is wrong at a path of the form (``head``, 0, 1), with its place."""
        node = self.nodes.get(str(path[0]), self.nodes[""])
        return _problem(at_path(node, path[1:])[0], message, hint)


class FormSpecs:
    """The forms of some ``forms.yaml``, each with what it may take over from the following ones."""

    def __init__(self, trees: Sequence[Node]) -> None:
        """``trees`` are the user's files, then the shipped one.

        Raises :class:`InputError` with everything that is wrong in a file.
        """
        self._files: list[_File] = []
        for tree in reversed(trees):
            self._files.insert(0, _File(tree, self._files))

    def __contains__(self, name: str) -> bool:
        return any(name in file.forms for file in self._files)

    def ships(self, name: str) -> bool:
        """Tell whether a form of this name ships."""
        return name in self._files[-1].forms

    def is_shipped(self, name: str) -> bool:
        """Tell whether the form of this name is the shipped one."""
        return self._at(name, 0) == len(self._files) - 1

    def names(self, file: str) -> tuple[str, ...]:
        """Return the forms that a file describes."""
        return tuple(name for each in self._files if each.name == file for name in each.forms)

    def resolved(self, name: str) -> ResolvedForm:
        """Return a form with what it extends. Raises :class:`InputError` if that is not possible."""
        values: dict[str, Any] = {}
        nodes: dict[str, Node] = {}
        for spec, node in self._chain(name):
            nodes.setdefault("", node)
            # What is written as empty is written: such a form has no place for a seal.
            for key in FormSpec.model_fields.keys() - values.keys() - {"extends"}:
                written, is_written = at_path(node, (key,))
                if is_written:
                    values[key], nodes[key] = getattr(spec, key), written
        problems = [
            _problem(nodes[""], f"“{name}”没有写 {key}", "请补上，或用 extends 沿用另一种表。")
            for key in ("title", "indicators")
            if not values.get(key)
        ]
        if problems:
            raise InputError(problems)
        return ResolvedForm(FormSpec(**values), nodes)

    def _chain(self, name: str) -> Iterator[tuple[FormSpec, Node]]:
        """Yield the form, what it extends, and what is common to all, the nearest first."""
        first = at = self._at(name, 0)
        passed = {(at, name)}
        while True:
            spec, node = self._files[at].forms[name]
            yield spec, node
            if not spec.extends:
                break
            # A form of the user's may extend the shipped one whose name it has.
            at = self._at(spec.extends, at + 1 if spec.extends == name else 0)
            name = spec.extends
            if at == len(self._files) or (at, name) in passed:
                known = [form for file in self._files for form in file.forms]
                message = f"没有“{name}”这种表可以沿用，或绕成了圈"
                hint = did_you_mean(name, known) or f"可以沿用的有：{'、'.join(known[:12])}。"
                raise InputError([_problem(at_path(node, ("extends",))[0], message, hint)])
            passed.add((at, name))
        for file in self._files[first:]:
            yield file.common

    def _at(self, name: str, start: int) -> int:
        """Return the first file from ``start`` on that describes a form; behind the last, if none."""
        files = self._files[start:]
        return start + next((n for n, file in enumerate(files) if name in file.forms), len(files))


class _File:
    """One ``forms.yaml``: its forms, each with its node, with columns in place of their names."""

    def __init__(self, tree: Node, others: Sequence[_File]) -> None:
        file = decode(FormsFile, tree)
        self.name = tree.place.file
        self.columns: dict[str, tuple[ColumnSpec, ...]] = dict(others[0].columns) if others else {}
        self.columns.update(file.columns)
        self.common = file.common, at_path(tree, ("common",))[0]
        self._problems: list[Problem] = []
        self.forms = {
            name: self._with_columns(spec, at_path(tree, ("forms", name))[0])
            for name, spec in file.forms.items()
        }
        if self._problems:
            raise InputError(self._problems)

    def _with_columns(self, form: FormSpec, node: Node) -> tuple[FormSpec, Node]:
        changed: dict[str, Any] = {}
        if form.blocks:
            changed["blocks"] = tuple(
                self._block(block, at_path(node, ("blocks", at))[0])
                for at, block in enumerate(form.blocks)
            )
        if form.indicators is not None:
            changed["indicators"] = self._block(form.indicators, at_path(node, ("indicators",))[0])
        return form.model_copy(update=changed), node

    def _block(self, block: BlockSpec, node: Node) -> BlockSpec:
        name = block.columns
        if not isinstance(name, str):
            return block
        if name not in self.columns:
            known = f"columns 下有：{'、'.join(self.columns)}。"
            hint = did_you_mean(name, self.columns) or known
            place = at_path(node, ("columns",))[0]
            self._problems.append(_problem(place, f"没有“{name}”这一组栏", hint))
        return block.model_copy(update={"columns": self.columns.get(name, ())})


def _problem(node: Node, message: str, hint: str) -> Problem:
    return node.problem("form-spec", message, hint)
