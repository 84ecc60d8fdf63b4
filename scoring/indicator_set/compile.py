"""Compile a merged set file into an indicator set, or report every problem at its place."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Final, cast

from scoring.documents.node import Node, Scalar, as_data, at_path
from scoring.exact import is_terminating, number_or_percent
from scoring.indicator_set import file_model as files
from scoring.indicator_set.direction_checks import check_direction
from scoring.indicator_set.merge import digest
from scoring.indicator_set.model import (
    AppliedRule,
    ChecklistPoint,
    Demand,
    Execution,
    Grade,
    IndicatorSet,
)
from scoring.indicator_set.model import SetNode as TreeNode
from scoring.indicator_set.names import BuiltIns
from scoring.indicator_set.node_checks import check_names, check_node, check_size, check_without
from scoring.indicator_set.point_checks import check_grades, check_points
from scoring.indicator_set.set_names import worst
from scoring.indicator_set.tables import NodePath, TableCompiler, is_usable
from scoring.problem import InputError, did_you_mean
from scoring.records.scorecard import Source
from scoring.rules.expression import Expression
from scoring.rules.table import names_in
from scoring.rules.types import NameSpec, NameTable, Type
from scoring.values.attainment import Case, Policy
from scoring.values.direction_words import DirectionWords

"""How reliable a source is, the most reliable first."""

_INPUT_TYPES: Final = {
    "amount": Type.NUMBER,
    "count": Type.NUMBER,
    "number": Type.NUMBER,
    "percent": Type.NUMBER,
    "yes_no": Type.YES_NO,
    "date": Type.DATE,
    "choice": Type.TEXT,
}
_ROW_CASES: Final = frozenset(case.value for case in Case)


def compile_set(file: files.SetFile, root: Node, built_ins: BuiltIns) -> IndicatorSet:
    """Compile ``file``, which was decoded from the merged tree ``root``.

    Raises :class:`InputError` with all problems.
    """
    compiler = _Compiler(file, root, built_ins)
    if not check_size(file, compiler.problem):
        raise InputError(compiler.tables.problems)
    compiled = compiler.run()
    if compiler.tables.problems:
        raise InputError(compiler.tables.problems)
    return compiled


class _Compiler:
    def __init__(self, file: files.SetFile, root: Node, built_ins: BuiltIns) -> None:
        self.file = file
        self.root = root
        self.built_ins = built_ins
        names = self._names(built_ins.names)
        self.tables = TableCompiler(root, names, built_ins, file.sources, file.rules)

    def problem(self, code: str, message: str, path: NodePath, hint: str = "") -> None:
        self.tables.problem(code, message, path, hint)

    def run(self) -> IndicatorSet:
        file = self.file
        self._check_inputs()
        rules = self.tables.compile_rules()
        by_reading = self._by_reading(file.by_reading, ("by_reading",))
        levels = self._children(file.levels, ("levels",), ())
        execution, cap = self._execution(), self._cap()
        check_points(file, self.problem)
        check_grades(file, self.problem)
        check_direction(file.direction, self.built_ins.measures, self.problem)
        check_names(file, self.root, self.problem)
        check_without(file.without, (), self.problem)
        over = None
        if file.over is not None:
            at, _ = at_path(self.root, ("over",))
            path: NodePath = ("over",) if isinstance(at, Scalar) else ("over", "when")
            over = self.tables.expression(file.over.when, Type.YES_NO, path, {})
            self.tables.check_context(over, frozenset({"over"}), path)
            self.tables.check_source(file.over.source, ("over", "source"))
        demands = self._demands()
        sources = {
            key: Source(key, s.document, s.article, s.standing) for key, s in file.sources.items()
        }
        return IndicatorSet(
            id=file.id,
            title=file.title,
            shown=file.title if file.called is None else file.called.shown,
            digest=digest(self.root),
            standing=worst(s.standing for s in file.sources.values()),
            abstract=file.abstract,
            scored=file.scored,
            applies_to=file.applies_to,
            money_unit=file.money_unit,
            sources=sources,
            points=None if file.points is None else Fraction(file.points),
            places=self._places(),
            grades=self._grades(),
            not_applicable=file.not_applicable,
            over=over,
            over_source="" if file.over is None else file.over.source or "",
            cap=cap,
            inputs=file.inputs,
            names=self.tables.names,
            policy=self._policy(),
            by_reading=by_reading,
            execution=execution,
            fund_words=self.built_ins.fund_words,
            excuse_words=self.built_ins.excuse_words,
            rules=rules,
            levels=levels,
            demands=demands,
            form_xlsx=file.form.xlsx,
            form_html=file.form.html,
            companion=file.companion,
            merged=cast("Mapping[str, object]", as_data(self.root)),
        )

    # names and inputs

    def _names(self, built_in: NameTable) -> NameTable:
        more = {
            name: NameSpec(
                unicodedata.normalize("NFKC", name), _INPUT_TYPES[spec.type], name, spec.choices
            )
            for name, spec in self.file.inputs.items()
        }
        levels = tuple(self.file.wordings)
        level = built_in.specs.get("level")
        if levels and level is not None:
            more["level"] = NameSpec("level", level.type, level.label, levels, level.meaning)
        return built_in.with_more(more)

    def _check_inputs(self) -> None:
        built_in = self.tables.built_ins.names
        for name, spec in self.file.inputs.items():
            path: NodePath = ("inputs", name)
            if not is_usable(name) or unicodedata.normalize("NFKC", name) != name:
                self.problem(
                    "input-name", f"输入项“{name}”不能用在表达式里", path,
                    "名称只能用汉字、字母、数字和下划线，不以数字开头，不含引号、括号、空格。",
                )  # fmt: skip
            elif built_in.find(name) is not None or name in built_in.function_aliases:
                self.problem("input-name", f"输入项“{name}”与内置名称重名", path, "换一个名称。")
            if (spec.type == "choice") != bool(spec.choices):
                self.problem(
                    "choices", f"输入项“{name}”的 type 与 choices 不相配", path,
                    "type: choice 要列出 choices；其他类型不写 choices。",
                )  # fmt: skip
            if spec.type not in {"amount", "count", "number", "percent"} and (
                spec.above is not None or spec.at_least is not None
            ):
                self.problem("bounds", f"输入项“{name}”不是数字，不能有 above 或 at_least", path)

    def _places(self) -> int:
        if self.file.rounding is None:
            return 2
        unit = Fraction(self.file.rounding.score)
        for places in range(7):
            if unit == Fraction(1, 10**places):
                return places
        self.problem(
            "rounding", "得分的最小单位要写成 1、0.1、0.01 这样的数", ("rounding", "score")
        )
        return 2

    # tree

    def _children(
        self,
        children: Sequence[files.NodeFile],
        path: NodePath,
        names: tuple[str, ...],
    ) -> tuple[TreeNode, ...]:
        taken: set[str] = set()
        compiled = []
        for index, child in enumerate(children):
            here = (*path, index)
            for name in (child.name, *child.also):
                if name in taken:
                    self.problem("duplicate-name", f"同一级里有两个“{name}”", (*here, "name"))
                taken.add(name)
            compiled.append(self._node(child, here, names))
        return tuple(compiled)

    def _node(self, node: files.NodeFile, path: NodePath, names: tuple[str, ...]) -> TreeNode:
        own = (*names, node.name)
        children = self._children(node.children, (*path, "children"), own)
        check_node(node, path, self.file, self.problem)
        applied, value = self._leaf_rule(node, path)
        self.tables.check_source(node.source, (*path, "source"))
        by_reading = self._by_reading(node.by_reading, (*path, "by_reading"))
        place, _ = at_path(self.root, path)
        return TreeNode(
            name=node.name,
            also=node.also,
            path=names,
            place=place.place,
            points=None if node.points is None else Fraction(node.points),
            children=children,
            rows=node.rows,
            combine=node.combine or "sum",
            not_applicable=node.not_applicable,
            applied=applied,
            value=value,
            items=self._items(node, applied, path),
            by_reading=by_reading,
            direction=node.direction,
            optional=node.optional,
            source=node.source or "",
            note=node.note,
        )

    def _items(
        self, node: files.NodeFile, applied: AppliedRule | None, path: NodePath
    ) -> tuple[ChecklistPoint, ...]:
        items = []
        for index, item in enumerate(node.items):
            at = (*path, "items", index, "when")
            when = None
            if item.when is not None:
                when = self.tables.expression(item.when, Type.YES_NO, at, {})
                self.tables.check_context(when, frozenset({"all"}), at)
            points = None if item.points is None else Fraction(item.points)
            items.append(ChecklistPoint(item.name, points, when, item.voids))
            if item.voids and applied is not None and "void" not in names_in(applied.rule):
                self.problem(
                    "items", f"“{item.name}”写了 voids，“{node.name}”的规则却没有问清单是否作废（void）",
                    (*path, "items", index, "voids"), "在规则的最前面加一种情形，例如 {when: void, score: 0}。",
                )  # fmt: skip
        return tuple(items)

    def _leaf_rule(
        self, node: files.NodeFile, path: NodePath
    ) -> tuple[AppliedRule | None, Expression | None]:
        contexts = {"all", "leaf"}
        if node.items:
            contexts = {"all", "leaf", "items"}
        elif node.value is not None:
            contexts = {"all", "leaf", "computed"}
        elif node.rows == "tasks":
            contexts = {"all", "task"}
        elif node.rows is not None:
            contexts = {"all", "row", *_ROW_CASES}
        value = None
        if node.value is not None:
            value = self.tables.expression(node.value, Type.NUMBER, (*path, "value"), {})
            self.tables.check_context(value, frozenset({"all"}), (*path, "value"))
        applied = None
        if node.cases:
            rule = self.tables.inline_rule(node.name, node.cases, node.source, (*path, "cases"))
            applied = self.tables.apply(rule, {}, (*path, "cases"), frozenset(contexts))
        elif node.rule is not None:
            applied = self.tables.apply_named(
                node.rule, node.with_, (*path, "rule"), (*path, "with"), frozenset(contexts)
            )
        return applied, value

    def _by_reading(
        self, entries: Mapping[Case, files.ReadingRuleFile], path: NodePath
    ) -> dict[Case, AppliedRule]:
        applied: dict[Case, AppliedRule] = {}
        for case, entry in entries.items():
            contexts = frozenset({"all", "row", case.value})
            here = (*path, case.value)
            rule = self.tables.apply_named(entry.rule, entry.with_, here, here, contexts)
            if rule is not None:
                applied[case] = rule
        return applied

    def _execution(self) -> Execution | None:
        file = self.file.execution
        if file is None:
            return None
        applied = self.tables.apply_named(
            file.rule, file.with_, ("execution", "rule"), ("execution", "with"),
            frozenset({"all", "execution"}),
        )  # fmt: skip
        if file.points < 0:
            self.problem("points", "分值不能为负", ("execution", "points"))
        if applied is None:
            return None
        return Execution(file.name, Fraction(file.points), applied, file.total)

    def _cap(self) -> AppliedRule | None:
        """Return the rule that caps the total: it leaves no room, for no row stands for it."""
        file = self.file.cap
        if file is None:
            return None
        at, _ = at_path(self.root, ("cap",))
        path: NodePath = ("cap",) if isinstance(at, Scalar) else ("cap", "rule")
        rule = self.tables.rule(file.rule, path)
        if rule is None:
            return None
        self.tables.check_cap(rule, frozenset({"all", "execution"}))
        return self.tables.with_values(rule, file.with_, ("cap", "with"))

    # grades, requirements and policy

    def _grades(self) -> tuple[Grade, ...]:
        for index, grade in enumerate(self.file.grades):
            self.tables.check_source(grade.source, ("grades", index, "source"))
        return tuple(
            Grade(g.name, Fraction(g.least), g.above is not None, g.source or "")
            for g in self.file.grades
        )

    def _demands(self) -> tuple[Demand, ...]:
        subjects = {"execution", "indicators", "texts"}
        for level in self.file.levels:
            subjects |= _all_names(level)
        fields = {"reason", "evidence", "survey", "coefficient", "target", "actual"}
        demands = []
        for index, file in enumerate(self.file.require):
            path: NodePath = ("require", index)
            if file.of not in subjects:
                self.problem(
                    "unknown-of", f"没有“{file.of}”这个级次或指标", (*path, "of"),
                    did_you_mean(file.of, sorted(subjects)),
                )  # fmt: skip
            if file.of != "texts" and file.field not in fields:
                self.problem(
                    "unknown-field", f"没有“{file.field}”这一栏", (*path, "field"),
                    did_you_mean(file.field, sorted(fields)) or f"可用：{'、'.join(sorted(fields))}。",
                )  # fmt: skip
            self.tables.check_source(file.source, (*path, "source"))
            when = None
            if file.when is not None:
                when = self.tables.expression(file.when, Type.YES_NO, (*path, "when"), {})
                contexts = (
                    {"all", "require", "row"} if file.of != "execution" else {"all", "execution"}
                )
                self.tables.check_context(when, frozenset(contexts), (*path, "when"))
            longest = None
            if file.longest is not None:
                if file.longest <= 0 or not is_terminating(Fraction(file.longest), 0):
                    self.problem("longest", "longest 要写正整数", (*path, "longest"))
                else:
                    longest = int(file.longest)
            demands.append(Demand(file.of, file.field, when, longest, file.say, file.source or ""))
        return tuple(demands)

    def _policy(self) -> Policy:
        file = self.file
        grades = tuple((name, g.class_, g.words) for name, g in file.wordings.items())
        classes = [g.class_ for g in file.wordings.values()]
        if grades and "full" not in classes:
            self.problem("wordings", "wordings 里要有一个 class: full 的等次", ("wordings",))
        margin, spread = Fraction(5, 100), Fraction(10, 100)
        if file.approximate is not None:
            margin = self._share(file.approximate.margin, ("approximate", "margin"), margin)
            spread = self._share(file.approximate.range, ("approximate", "range"), spread)
        return Policy(
            direction_default=file.direction.default,
            direction_words=tuple(
                DirectionWords(
                    w.where, w.words, w.unless, w.direction, w.then, w.levels, w.measures, w.yields
                )
                for w in file.direction.words
            ),
            rate_words=file.rate_words,
            satisfaction_words=file.satisfaction_words,
            grades=grades,
            approximate_margin=margin,
            approximate_range=spread,
            magnitude=Fraction(file.magnitude) if file.magnitude is not None else Fraction(100),
        )

    def _share(self, text: str, path: NodePath, fallback: Fraction) -> Fraction:
        value = number_or_percent(text)
        if value is None or not 0 <= value <= 1:
            self.problem("share", "这里要写 0% 到 100% 之间的数", path)
            return fallback
        return value


def _all_names(node: files.NodeFile) -> set[str]:
    names = {node.name}
    for child in node.children:
        names |= _all_names(child)
    return names
