"""The form of a set as the page lays it out: which field each cell shows, and who fills it.

All of it is derived from what the writers print (``templates/forms.yaml``) and from what a 填报表 of
the set asks for.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Final, Literal, get_args

from scoring.engine.computed import inputs_of_leaf
from scoring.exact import plain
from scoring.indicator_set.file_model import InputFile
from scoring.indicator_set.model import IndicatorSet, SetNode
from scoring.page.context import PageContext
from scoring.page.layout_words import PageLayoutWords
from scoring.page.messages.sets import (
    CellKind,
    FilledBy,
    FormLayoutAnswer,
    FormLayoutAsk,
    LayoutBlock,
    LayoutCell,
    LayoutColumn,
    LayoutGrade,
    LayoutLeaf,
    LayoutSum,
)
from scoring.page.start_form import start_form
from scoring.problem import InputError, Place, Problem
from scoring.records.submission import State
from scoring.words import load_vocabulary
from scoring.workbooks.fill_in.layout import FillLayout
from scoring.workbooks.fill_in.plan.further_tables import is_computed
from scoring.writers.form.form_design import FormDesign, TableDesign, form_design
from scoring.writers.form.placeholders import FORM, CellText, PlaceholderField, names_of_forms
from scoring.writers.labels import Labels

BlockKind = Literal["funds", "goal", "goals", "indicators", "tasks", "texts"]
_TABLES: Final[dict[str, BlockKind]] = {
    "funds": "funds", "goal": "goal", "row": "indicators", "indicator": "indicators", "task": "tasks",
    "text": "texts",
}  # fmt: skip
"""The table of a submission by the group of placeholders that lists it."""
_ALIGN: Final[dict[str, Literal["left", "center", "right"]]] = {
    "text": "left", "mid": "center", "money": "right", "points": "center", "score": "center",
}  # fmt: skip


def form_layout(context: PageContext, ask: FormLayoutAsk) -> FormLayoutAnswer:
    """Return how the form of a set is laid out. Raises :class:`InputError` if there is none."""
    library = context.library
    indicators = library.scorer(ask.set).indicators
    resolved = library.templates.described("xlsx", indicators.form_xlsx)
    if resolved is None:
        message = f"指标体系“{indicators.shown}”的表样是 Excel 文件，不能在本页填写"
        hint = "请用填报表填写，或在 templates/forms.yaml 里写出它的表样。"
        raise InputError([Problem("page-no-layout", message, Place(ask.set), hint)])
    design = form_design(resolved, library.labels)
    return _Maker(indicators, design, library.labels).answer(start_form(library, ask.set))


class _Maker:
    def __init__(self, indicators: IndicatorSet, design: FormDesign, labels: Labels) -> None:
        self.indicators, self.design, self.labels = indicators, design, labels
        self.words = load_vocabulary(PageLayoutWords)
        self.fill_in = load_vocabulary(FillLayout)
        self.names = _placeholder_names(labels)
        self.has_goals = any(node.rows == "goals" for node in indicators.nodes())
        places = self.fill_in.of_form
        self.single = {**self.words.single, **places.head}
        self.tables: dict[str, Mapping[str, str]] = {
            kind: {**places.tables.get(kind, {}), **self.words.columns.get(kind, {})}
            for kind in ("funds", "goals", "tasks", "indicators", "texts")
        }
        self.tables["goal"] = {name: key.removeprefix("goal.") for name, key in places.goal.items()}

    def answer(self, start: dict[str, object]) -> FormLayoutAnswer:
        indicators, design = self.indicators, self.design
        execution = indicators.execution
        return FormLayoutAnswer(
            set=indicators.id,
            digest=indicators.digest,
            title=design.title,
            subtitle=self.text(design.subtitle),
            landscape=design.landscape,
            money_unit=indicators.money_unit,
            points="" if indicators.points is None else plain(indicators.points),
            execution_points="" if execution is None else plain(execution.points),
            scored=indicators.scored,
            places=indicators.places,
            head=tuple(self._head()),
            head_widths=design.head_shares,
            blocks=tuple(self._blocks()),
            leaves=tuple(self._leaves()),
            sums=tuple(self._sums()),
            foot=tuple(self._foot_cell(text) for text in design.foot),
            opinion=self._label(design.opinion),
            seal=self.text(design.seal),
            remarks=tuple(self.text(text) for text in design.remarks),
            grades=tuple(
                LayoutGrade(name=grade.name, least=plain(grade.least))
                for grade in indicators.grades
            ),
            states=get_args(State),
            choices=self._choices(),
            start=start,
        )

    # texts

    def text(self, cell: CellText) -> str:
        """Return a text with its placeholders as ``{total}`` or the path of a field, ``{project/name}``."""
        return "\n".join(
            "".join(part if isinstance(part, str) else f"{{{self._named(part)}}}" for part in line)
            for line in cell.lines
        )

    def _named(self, part: PlaceholderField) -> str:
        word = self.names[part]
        return self.words.computed.get(word) or _path(self.single.get(word, part.name))

    def _label(self, cell: CellText) -> str:
        """Return what stands before the first placeholder."""
        first = cell.lines[0] if cell.lines else ()
        return first[0] if first and isinstance(first[0], str) else ""

    # head and foot

    def _head(self) -> Iterator[tuple[LayoutCell, ...]]:
        for line in self.design.head:
            yield tuple(self._cell(label, content, span) for label, content, span in line)

    def _foot_cell(self, cell: CellText) -> LayoutCell:
        return self._cell(self._label(cell), cell, 1)

    def _cell(self, label: str, content: CellText, span: int) -> LayoutCell:
        words = (self.names[part] for part in content.fields)
        key = next((self.single[word] for word in words if word in self.single), "")
        kind = self._kind(key, "text")
        return LayoutCell(
            label=label,
            field=_path(key),
            text="" if key else self.text(content),
            span=span,
            kind=kind,
            choices=self._chosen(_path(key)) if kind == "choice" else (),
            filled_by=self._filled_by("head", key, label) if key else "computed",
            must=key in self._required(),
        )

    def _required(self) -> frozenset[str]:
        """Return the fields that must be filled: of a department's form its name, not a project's."""
        keys = {field.key for field in self.fill_in.fields if field.required}
        heads = (
            self.names[part]
            for line in self.design.head
            for _, text, _ in line
            for part in text.fields
        )
        if "project.name" not in {self.single.get(word) for word in heads}:
            keys = keys - {"project.name"} | {"unit"}
        return frozenset(keys)

    # tables

    def _blocks(self) -> Iterator[LayoutBlock]:
        for block in self.design.blocks:
            yield self._block(block)
        yield self._block(self.design.indicators)
        if self.design.texts:
            columns = (
                LayoutColumn(heading="", field="name", width="20%", align="left", filled_by="plan"),
                LayoutColumn(heading="", field="text", width="80%", align="left"),
            )
            yield LayoutBlock(kind="texts", banner=self.design.texts, columns=columns)

    def _block(self, table: TableDesign) -> LayoutBlock:
        kind = _TABLES[table.group]
        if kind == "goal" and self.has_goals:
            kind = "goals"
        shares = list(table.shares)
        side = self.text(table.side)
        side_width = shares.pop(0) if side else ""
        columns = tuple(
            self._column(kind, column.heading, column.text, column.style, width)
            for column, width in zip(table.columns, shares, strict=True)
        )
        return LayoutBlock(
            kind=kind,
            banner=self.text(table.banner),
            side=side,
            side_width=side_width,
            columns=columns,
            row={column.field: "" for column in columns if column.field},
        )

    def _column(
        self, kind: BlockKind, heading: str, text: CellText, style: str, width: str
    ) -> LayoutColumn:
        # 绩效指标 and 指标 name the same fields.
        words = [self.names[part].removeprefix("绩效") for part in text.fields]
        fields = self.tables[kind]
        key = next((fields[word] for word in words if word in fields), "")
        if kind == "indicators" and key == "goal":
            key = ""  # a row stands under its goal
        computed = next((self.words.computed[w] for w in words if w in self.words.computed), "")
        is_number = style in ("points", "score")
        usual: CellKind = "money" if style == "money" else "number" if is_number else "text"
        return LayoutColumn(
            heading=heading,
            field=key,
            computed="" if key else computed,
            width=width,
            align=_ALIGN[style],
            kind=self._kind(key, usual),
            filled_by=self._filled_by(kind, key, heading) if key else "computed",
            merged=text.joined,
            with_points=any(part.name == "level1_points" for part in text.fields),
        )

    def _filled_by(self, table: str, key: str, heading: str) -> FilledBy:
        is_starred = heading.startswith(self.words.star)
        brought = self.words.brought.get(table, frozenset())
        return "plan" if key in brought and not is_starred else "unit"

    def _kind(self, key: str, usual: CellKind) -> CellKind:
        return next((kind for kind, keys in self.words.kinds.items() if key in keys), usual)

    def _chosen(self, path: str) -> tuple[str, ...]:
        return self._choices().get(path, ())

    def _choices(self) -> dict[str, tuple[str, ...]]:
        lists = {path: self.fill_in.lists[name] for path, name in self.words.lists.items()}
        return {**lists, "direction": self.words.directions}

    def _sums(self) -> Iterator[LayoutSum]:
        for line in self.design.sums:
            cells = [self.text(cell.text) for cell in line]
            label, points, *rest = cells
            score = next((text for text in rest if "{total}" in text), "")
            last = rest[-1] if rest and rest[-1] != score else ""
            yield LayoutSum(label=label, points=points, score=score, rest=last)

    # leaves that the set computes

    def _leaves(self) -> Iterator[LayoutLeaf]:
        leaves = [node for node in self.indicators.nodes() if is_computed(node)]
        count = Counter(node.name for node in leaves)
        for node in leaves:
            path = "/".join((*node.path, node.name))
            yield self._leaf(node, path, node.name if count[node.name] == 1 else path)

    def _leaf(self, node: SetNode, path: str, called: str) -> LayoutLeaf:
        inputs = self.indicators.inputs
        used = inputs_of_leaf(node, self.indicators)
        return LayoutLeaf(
            id=path,
            path=node.path,
            name=node.name,
            points="" if node.points is None else plain(node.points),
            kind="items" if node.items else "value" if used else "judged",
            note=node.note,
            inputs=tuple(self._input(name, inputs[name]) for name in used),
            items=tuple(
                LayoutCell(label=item.name, field=f"items/{called}/{item.name}/met", kind="yesno")
                for item in node.items
            ),
            claim=f"claims/{called}",
            reason=f"reasons/{called}",
        )

    def _input(self, name: str, spec: InputFile) -> LayoutCell:
        kinds: dict[str, CellKind] = {
            "amount": "money", "yes_no": "yesno", "date": "text", "choice": "choice"
        }  # fmt: skip
        return LayoutCell(
            label=spec.meaning or name,
            field=f"inputs/{name}",
            text=spec.unit,
            kind=kinds.get(spec.type, "number"),
            choices=spec.choices,
        )


def _placeholder_names(labels: Labels) -> dict[PlaceholderField, str]:
    """Return how each placeholder is written, by what it stands for; 指标 for 绩效指标 alike."""
    names = names_of_forms(labels)
    found: dict[PlaceholderField, str] = {}
    for word, name in names.fields.items():
        found.setdefault(PlaceholderField(FORM, name), word)
    for first, group in names.groups.items():
        for second, name in group.names.items():
            found.setdefault(PlaceholderField(group.id, name), f"{first}.{second}")
    return found


def _path(key: str) -> str:
    return key.replace(".", "/")
