"""A form of ``forms.yaml``, checked and ready to be filled: placeholders read, columns placed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache, partial
from typing import Final

from pydantic import ValidationError

from scoring.exact import percent, rational
from scoring.problem import InputError, Problem
from scoring.value_class import dataclass
from scoring.writers.form.form_spec import (
    BlockSpec,
    CellStyle,
    FormSpec,
    Path,
    ResolvedForm,
    SumSpec,
    Width,
)
from scoring.writers.form.placeholders import CellText, names_of_forms, parse_cell
from scoring.writers.labels import Labels

ReportAt = Callable[[Path, str, str], None]
"""Takes the path of a text in a form, what is wrong with it, and what to do."""
_INDICATORS: Final = ("row", "indicator")
_USUAL: Final = "请对照 templates/forms.yaml 里的其他表。"


@dataclass(frozen=True, slots=True)
class ColumnDesign:
    """A column of a table."""

    heading: str
    text: CellText
    style: CellStyle
    names_row: bool


@dataclass(frozen=True, slots=True)
class TableDesign:
    """A table that lists the items of one group, a row each."""

    group: str
    banner: CellText
    side: CellText
    """A label beside the table; empty where it has none."""
    columns: tuple[ColumnDesign, ...]
    widths: tuple[Width, ...]
    """First that of the side, if it has one."""
    empty: CellText
    """What stands in its place where there is nothing to list."""

    @property
    def shares(self) -> tuple[str, ...]:
        """The widths as shares of the whole."""
        return shares(self.widths)


@dataclass(frozen=True, slots=True)
class SumCell:
    """A cell below the indicators, with how many columns it takes."""

    text: CellText
    span: int
    is_strong: bool


@dataclass(frozen=True, slots=True)
class FormDesign:
    """A form, to be filled any number of times."""

    title: str
    subtitle: CellText
    sheet: str
    landscape: bool
    fits: bool
    head: tuple[tuple[tuple[str, CellText, int], ...], ...]
    """Lines of label, content, and how many columns the content takes."""
    head_widths: tuple[Width, ...]
    blocks: tuple[TableDesign, ...]
    indicators: TableDesign
    sums: tuple[tuple[SumCell, ...], ...]
    """Lines below the indicators; none where a form only reports."""
    texts: str
    """Heading of the text boxes below the indicators; empty where there are none."""
    foot: tuple[CellText, ...]
    opinion: CellText
    seal: CellText
    remarks: tuple[CellText, ...]

    @property
    def has_texts(self) -> bool:
        """Whether text boxes stand below the indicators."""
        return bool(self.texts)

    @property
    def shows_texts(self) -> bool:
        """Whether text boxes stand anywhere on the form."""
        return self.has_texts or any(block.group == "text" for block in self.blocks)

    @property
    def head_shares(self) -> tuple[str, ...]:
        """The widths of the head's cells as shares of the whole."""
        return shares(self.head_widths)

    @property
    def fields(self) -> frozenset[str]:
        """The fields of the form that the lines below the indicators print."""
        parts = (
            part for line in self.sums for cell in line for row in cell.text.lines for part in row
        )
        return frozenset(part.name for part in parts if not isinstance(part, str))


@lru_cache(maxsize=16)
def form_design(form: ResolvedForm, labels: Labels) -> FormDesign:
    """Compile a form. Raises :class:`InputError` with all that is wrong in it."""
    problems: list[Problem] = []

    def report(path: Path, message: str, hint: str) -> None:
        problems.append(form.problem(path, message, hint))

    design = _Compiler(form.spec, labels, report).design()
    if problems:
        raise InputError(problems)
    return design


def design_of_data(data: Mapping[str, object], labels: Labels) -> FormDesign:
    """Compile a form that a page holds itself. Raises ``ValueError`` with what is wrong."""
    try:
        spec = FormSpec.model_validate(data)
    except ValidationError as error:
        first = error.errors()[0]
        raise ValueError(f"form_layout 里的 {_named(first['loc'])} 写得不对") from error
    faults: list[str] = []
    design = _Compiler(
        spec, labels, lambda path, message, _: faults.append(f"{_named(path)}：{message}")
    ).design()
    if faults:
        raise ValueError("；".join(faults))
    return design


def _named(path: Sequence[str | int]) -> str:
    return " ".join(f"第 {step + 1} 项" if isinstance(step, int) else step for step in path)


class _Compiler:
    def __init__(self, spec: FormSpec, labels: Labels, report: ReportAt) -> None:
        self.spec, self.labels, self.report = spec, labels, report

    def design(self) -> FormDesign:
        spec = self.spec
        blocks = tuple(self._table(b, ("blocks", at)) for at, b in enumerate(spec.blocks))
        block = spec.indicators or BlockSpec(columns=())
        indicators = self._table(block, ("indicators",))
        if indicators.group and indicators.group not in _INDICATORS:
            self.report(("indicators",), "指标表里不是指标", "请用 {{绩效指标.…}} 或 {{指标.…}}。")
        return FormDesign(
            title=spec.title,
            subtitle=self._of_form(spec.subtitle, ("subtitle",)),
            sheet=spec.sheet,
            landscape=spec.landscape,
            fits=spec.fits,
            head=self._head(),
            head_widths=spec.head_widths,
            blocks=blocks,
            indicators=indicators,
            sums=tuple(self._sums(indicators)),
            texts=spec.texts,
            foot=self._texts("foot", spec.foot),
            opinion=self._of_form(spec.opinion, ("opinion",)),
            seal=self._of_form(spec.seal, ("seal",)),
            remarks=self._texts("remarks", spec.remarks),
        )

    def _texts(self, key: str, texts: Sequence[str]) -> tuple[CellText, ...]:
        return tuple(self._of_form(text, (key, at)) for at, text in enumerate(texts))

    def _of_form(self, text: str, path: Path) -> CellText:
        """Read a text that is printed once."""
        cell = parse_cell(text, names_of_forms(self.labels), partial(self.report, path))
        if cell.groups:
            word = cell.groups[0]
            self.report(path, f"这里只填一次，不能写“{word}”的内容", "请只用 {{总分}} 一类的写法。")
        return cell

    def _table(self, block: BlockSpec, path: Path) -> TableDesign:
        """Read a table; all its columns are of one group."""
        groups: dict[str, None] = {}
        columns = []
        specs = () if isinstance(block.columns, str) else block.columns
        for at, (heading, text, _, style) in enumerate(specs):
            place = (*path, "columns", at, 1)
            cell = parse_cell(text, names_of_forms(self.labels), partial(self.report, place))
            if cell.appears - {"each"}:
                self.report(place, "“有”“无”只用在 Excel 模板里", "请删去；没有内容的块不印。")
            groups.update(dict.fromkeys(self.labels.groups_of_rows[word] for word in cell.groups))
            single = cell.single
            first = not at and single is not None and single.group not in (*_INDICATORS, "goal")
            is_row = single is not None and single.group in _INDICATORS and single.name == "name"
            columns.append(ColumnDesign(heading, cell, style, first or is_row))
        if len(groups) != 1:
            message = "混用了几组内容" if groups else "没有逐项列出的内容"
            self.report(path, f"各栏里{message}", "一块的各栏应是同一组，如 {{资金.资金来源}}。")
        side, wide = block.side or ("", None)
        widths = [width for _, _, width, _ in specs]
        return TableDesign(
            group=next(iter(groups), ""),
            banner=self._of_form(block.banner, (*path, "banner")),
            side=self._of_form(side, (*path, "side", 0)) if side else CellText(),
            columns=tuple(columns),
            widths=(*([wide] if wide else []), *widths),
            empty=self._of_form(block.empty, (*path, "empty")),
        )

    def _head(self) -> tuple[tuple[tuple[str, CellText, int], ...], ...]:
        most = len(self.spec.head_widths)
        lines = []
        for at, line in enumerate(self.spec.head):
            if len(line) % 2 or not 0 < len(line) <= most:
                message = f"这一行有 {len(line)} 格，应是成对的名称和内容，至多 {most} 格"
                self.report(("head", at), message, "格数和宽度写在 head_widths 里。")
            pairs = [
                (line[n], self._of_form(line[n + 1], ("head", at, n + 1)), 1)
                for n in range(0, len(line) - 1, 2)
            ]
            if pairs:
                pairs[-1] = (*pairs[-1][:2], most - len(line) + 1)
            lines.append(tuple(pairs))
        return tuple(lines)

    def _sums(self, table: TableDesign) -> Sequence[tuple[SumCell, ...]]:
        if not self.spec.totals:
            return ()
        styles = [column.style for column in table.columns]
        if not 0 < styles.count("points") < 2 or "score" not in styles[styles.index("points") :]:
            message = "指标表要有一栏 points（分值），其后有一栏 score（得分），合计才有地方写"
            self.report(("indicators",), message, "不计分的表请写 totals: []。")
            return ()
        points, score = styles.index("points"), styles.index("score")
        return [
            tuple(self._sum(line, ("totals", at), points, score, table))
            for at, line in enumerate(self.spec.totals)
        ]

    def _sum(
        self, line: SumSpec, path: Path, points: int, score: int, table: TableDesign
    ) -> list[SumCell]:
        """Place a line: its cells stand under points and score, the last reaches the edge."""
        cells = [(line.label, points + bool(table.side.lines), True)]
        if line.score:
            cells += [
                (line.points, 1, True),
                ("", score - points - 1, False),
                (line.score, 1, True),
            ]
        else:
            cells += [(line.points, score - points + 1, True)]
        behind = len(table.columns) - score - 1
        if line.rest:
            cells.append((line.rest, behind, False))
        else:
            cells[-1] = (cells[-1][0], cells[-1][1] + behind, True)
        return [
            SumCell(self._of_form(text, path), span, strong) for text, span, strong in cells if span
        ]


def shares(widths: Sequence[Width]) -> tuple[str, ...]:
    """Return widths as shares of their sum."""
    exact = [rational(width) for width in widths]
    return tuple(percent(width / sum(exact)) for width in exact)
