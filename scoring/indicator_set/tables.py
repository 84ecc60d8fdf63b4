"""Compile the decision tables of a set: cases, edges, parameters, references, sources."""

from __future__ import annotations

import keyword
from collections.abc import Mapping, Sequence
from typing import Final, Protocol

from scoring.documents.node import Node, Scalar, at_path
from scoring.exact import number_or_percent
from scoring.indicator_set import file_model as files
from scoring.indicator_set.model import AppliedRule
from scoring.indicator_set.names import BuiltIns
from scoring.problem import Place, Problem, did_you_mean
from scoring.rules.expression import (
    Expression,
    ExpressionError,
    compile_expression,
)
from scoring.rules.table import Edge, Rule, RuleCase, names_in
from scoring.rules.types import NameSpec, NameTable, Type, Value
from scoring.text import yes_or_no

NodePath = tuple[str | int, ...]


class ReportProblem(Protocol):
    """Records a problem at the node with a path."""

    def __call__(self, code: str, message: str, path: NodePath, hint: str = "") -> None:
        """Take one problem."""


DEEPEST_USE: Final = 20
"""So many rules may lead to one another by ``use``."""
MOST_PROBLEMS: Final = 200
"""After so many problems no further expression is compiled: each hint takes time."""

_PARAMETER_TYPES: Final = {
    "number": Type.NUMBER,
    "percent": Type.NUMBER,
    "yes_no": Type.YES_NO,
    "text": Type.TEXT,
}


class TableCompiler:
    """Compiles rules once each; problems are collected, not raised."""

    def __init__(
        self,
        root: Node,
        names: NameTable,
        built_ins: BuiltIns,
        sources: Mapping[str, files.SourceFile],
        rules: Mapping[str, files.RuleFile],
    ) -> None:
        self.root = root
        self.names = names
        self.built_ins = built_ins
        self.sources = sources
        self.rule_files = rules
        self.problems: list[Problem] = []
        self._rules: dict[str, Rule] = {}
        self._open: list[str] = []
        self._depth: dict[str, int] = {}
        self._reported: set[tuple[str, NodePath]] = set()

    def problem(
        self, code: str, message: str, path: NodePath, hint: str = "", offset: int = 0
    ) -> None:
        """Record a problem at the node with ``path``, or at the nearest one above it."""
        if (code, path) in self._reported and code == "context":
            return
        self._reported.add((code, path))
        node, exists = at_path(self.root, path)
        if exists and isinstance(node, Scalar):
            offset += node.content_offset
        self.problems.append(node.problem(code, message, hint, offset=offset if exists else 0))

    def place(self, path: NodePath) -> Place:
        """Return the place of the node with ``path``."""
        return at_path(self.root, path)[0].place

    def expression(
        self, text: str, expected: Type, path: NodePath, more: Mapping[str, NameSpec]
    ) -> Expression | None:
        """Compile one expression; problems are placed at the character that is wrong."""
        if len(self.problems) >= MOST_PROBLEMS:
            return None
        names = self.names.with_more(more) if more else self.names
        try:
            return compile_expression(text, names, expected)
        except ExpressionError as error:
            for flaw in error.flaws:
                self.problem(flaw.code, flaw.message, path, flaw.hint, flaw.offset)
            return None

    def check_source(self, key: str | None, path: NodePath) -> None:
        """Record a problem if ``key`` is no source of the set."""
        if key is not None and key not in self.sources:
            self.problem(
                "unknown-source", f"sources 里没有“{key}”", path, did_you_mean(key, [*self.sources])
            )

    def check_context(
        self, expression: Expression | None, contexts: frozenset[str], path: NodePath
    ) -> None:
        """Record a problem for facts that are never available where the expression is used."""
        if expression is None:
            return
        for name in self.built_ins.unknown(expression.names, contexts):
            label = self.built_ins.names.specs[name].label
            self.problem("context", f"这里不会有“{name}”（{label}）这个事实", path)

    # rules

    def compile_rules(self) -> dict[str, Rule]:
        """Compile every named rule of the set."""
        for name in self.rule_files:
            self.rule(name, ("rules", name))
        return dict(self._rules)

    def rule(self, name: str, path: NodePath) -> Rule | None:
        """Return the named rule, compiled once; None, with a problem recorded, if there is none."""
        if name in self._rules:
            return self._rules[name]
        file = self.rule_files.get(name)
        if file is None:
            hint = did_you_mean(name, [*self.rule_files])
            self.problem("unknown-rule", f"rules 里没有“{name}”", path, hint)
            return None
        if name in self._open:
            chain = " → ".join([*self._open[self._open.index(name) :], name])
            self.problem("rule-cycle", f"规则互相引用：{chain}", path)
            return None
        if len(self._open) >= DEEPEST_USE:
            self._too_deep(path)
            return None
        self._open.append(name)
        here: NodePath = ("rules", name)
        self.check_source(file.source, (*here, "source"))
        parameters = {p: _PARAMETER_TYPES[t] for p, t in file.with_.items()}
        for parameter in parameters:
            if not is_usable(parameter) or self.names.find(parameter) is not None:
                self.problem(
                    "parameter-name",
                    f"参数名“{parameter}”不能用",
                    (*here, "with", parameter),
                    "换一个不与现有名称重名的名称。",
                )
        cases = self._cases(file.cases, (*here, "cases"), parameters)
        self._open.pop()
        self._depth[name] = 1 + max((self._depth[c.use.name] for c in cases if c.use), default=0)
        rule = Rule(name, cases, self.place(here), file.source or "", parameters)
        self._rules[name] = rule
        return rule

    def _too_deep(self, path: NodePath) -> None:
        self.problem(
            "use-depth", f"规则一条引用一条，超过 {DEEPEST_USE} 层", path, "把几条规则合成一条。"
        )

    def inline_rule(
        self, name: str, cases: Sequence[files.CaseFile], source: str | None, path: NodePath
    ) -> Rule:
        """Compile cases that are written in place at a leaf."""
        return Rule(name, self._cases(cases, path, {}), self.place(path), source or "")

    def apply_named(
        self,
        name: str,
        given: Mapping[str, str],
        path: NodePath,
        with_path: NodePath,
        contexts: frozenset[str],
    ) -> AppliedRule | None:
        """Return a named rule with its parameters' values."""
        rule = self.rule(name, path)
        return None if rule is None else self.apply(rule, given, with_path, contexts)

    def apply(
        self, rule: Rule, given: Mapping[str, str], path: NodePath, contexts: frozenset[str]
    ) -> AppliedRule:
        """Check parameters and the facts that the rule needs where it is used."""
        applied = self.with_values(rule, given, path)
        self._check_rule_context(rule, contexts, path)
        return applied

    def with_values(self, rule: Rule, given: Mapping[str, str], path: NodePath) -> AppliedRule:
        """Check parameters alone."""
        values: dict[str, Value] = {}
        for name in rule.parameters:
            if name not in given:
                self.problem(
                    "parameter", f"规则“{rule.name}”要参数“{name}”，这里没有给", path,
                    f"写成 {{rule: {rule.name}，with: {{{name}: …}}}}。",
                )  # fmt: skip
        for name, text in given.items():
            if name not in rule.parameters:
                hint = did_you_mean(name, [*rule.parameters]) or "删去这个参数。"
                self.problem("parameter", f"规则“{rule.name}”没有参数“{name}”", path, hint)
                continue
            value = _parameter(text, rule.parameters[name])
            if value is None:
                self.problem(
                    "parameter",
                    f"参数“{name}”的值“{text[:40]}”不对",
                    path,
                    "数字写成 12、0.5 或 80%，是否写成 是 或 否。",
                )
            else:
                values[name] = value
        return AppliedRule(rule, values)

    def check_cap(self, rule: Rule, contexts: frozenset[str]) -> None:
        """Check, case by case, a rule that caps the total: it leaves no room and needs no row."""
        known = [n for n, where in self.built_ins.known_in.items() if where & contexts]
        for reached in rule.reached():
            for case in reached.cases:
                path: NodePath = ("rules", reached.name, "cases", case.number - 1)
                subject = f"规则“{reached.name}”第{case.number}种情形用作总分上限（cap）"
                if case.is_band:
                    self.problem(
                        "cap", f"{subject}，不能有 from、above、to、below", path,
                        "每种情形只写 score（总分最高多少）、unscored 或 use。",
                    )  # fmt: skip
                names = frozenset(name for e in case.expressions for name in e.names)
                for name in self.built_ins.unknown(names, contexts):
                    label = self.built_ins.names.specs[name].label
                    self.problem(
                        "context", f"{subject}，那里不会有“{name}”（{label}）这个事实", path,
                        f"可以用的有：{'、'.join(sorted(known))}，和 inputs 里的数据。",
                    )  # fmt: skip

    def _check_rule_context(self, rule: Rule, contexts: frozenset[str], path: NodePath) -> None:
        if not self.built_ins.unknown(names_in(rule), contexts):
            return
        for reached in rule.reached():
            for case in reached.cases:
                for expression in case.expressions:
                    for name in self.built_ins.unknown(expression.names, contexts):
                        label = self.built_ins.names.specs[name].label
                        self.problem(
                            "context",
                            f"规则“{reached.name}”第{case.number}种情形用到“{name}”（{label}），用在这里时不会有这个事实",
                            path,
                        )

    def _cases(
        self, cases: Sequence[files.CaseFile], path: NodePath, parameters: Mapping[str, Type]
    ) -> tuple[RuleCase, ...]:
        more = {name: NameSpec(name, t) for name, t in parameters.items()}
        compiled = []
        last = len(cases) - 1
        for index, case in enumerate(cases):
            here = (*path, index)
            if index == last and case.when is not None:
                self.problem(
                    "lost-default",
                    "最后一种情形不能带 when，否则有的数据没有适用的情形",
                    (*here, "when"),
                    "在最后加一种不带 when 的情形。",
                )
            if index < last and case.when is None:
                self.problem(
                    "unreachable",
                    f"第{index + 1}种情形没有 when，后面的情形永远用不到",
                    here,
                    "给它加上 when，或移到最后。",
                )
            compiled.append(self._case(case, index + 1, here, more))
        return tuple(compiled)

    def _case(
        self, case: files.CaseFile, number: int, path: NodePath, more: Mapping[str, NameSpec]
    ) -> RuleCase:
        def compiled(text: str | None, key: str, expected: Type) -> Expression | None:
            if text is None:
                return None
            return self.expression(text, expected, (*path, key), more)

        if case.from_ is not None and case.above is not None:
            self.problem("edges", "from（含）和 above（不含）只能写一个", (*path, "above"))
        if case.to is not None and case.below is not None:
            self.problem("edges", "to（含）和 below（不含）只能写一个", (*path, "below"))
        edges = any(e is not None for e in (case.from_, case.above, case.to, case.below))
        scored = case.score is not None or edges
        if scored + (case.unscored is not None) + (case.use is not None) != 1:
            self.problem(
                "case-kind", "一种情形要么给得分（score 或 from/to），要么 unscored，要么 use", path
            )
        low_key, low = ("from", case.from_) if case.from_ is not None else ("above", case.above)
        high_key, high = ("to", case.to) if case.to is not None else ("below", case.below)
        low_at = compiled(low, low_key, Type.NUMBER)
        high_at = compiled(high, high_key, Type.NUMBER)
        used = None if case.use is None else self.rule(case.use, (*path, "use"))
        if used is not None and used.parameters:
            self.problem("use", "use 只能引用没有参数的规则", (*path, "use"))
        if used is not None and self._depth[used.name] >= DEEPEST_USE:
            self._too_deep((*path, "use"))
            used = None
        self.check_source(case.source, (*path, "source"))
        return RuleCase(
            number=number,
            place=self.place(path),
            when=compiled(case.when, "when", Type.YES_NO),
            score=compiled(case.score, "score", Type.NUMBER),
            low=None if low_at is None else Edge(low_at, case.from_ is not None),
            high=None if high_at is None else Edge(high_at, case.to is not None),
            unscored=case.unscored or "",
            because=case.because or "",
            use=used,
            source=case.source or "",
        )


def is_usable(name: str) -> bool:
    """Return whether ``name`` can be used in an expression (``if`` and ``pass`` cannot)."""
    return name.isidentifier() and not keyword.iskeyword(name)


def _parameter(text: str, kind: Type) -> Value | None:
    if kind is Type.NUMBER:
        return number_or_percent(text)
    if kind is Type.YES_NO:
        return yes_or_no(text)
    return text
