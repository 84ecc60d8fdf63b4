"""Warnings of ``sets check``: what loads and scores but is probably a mistake."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from decimal import Decimal
from fractions import Fraction
from typing import Any

from scoring.documents.node import Mapping_, Node, at_path
from scoring.exact import plain
from scoring.indicator_set.model import IndicatorSet
from scoring.indicator_set.set_text import SetText
from scoring.problem import Place, Problem, did_you_mean, warning
from scoring.rules.table import Rule


def lint(
    indicators: IndicatorSet,
    source: SetText,
    base: IndicatorSet | None,
    has_template: Callable[[str], bool],
) -> Iterator[Problem]:
    """Yield what looks like a mistake in a set's own file; ``base`` is the set that it extends."""
    if indicators.scored:
        yield from _without_source(indicators, source.name)
    yield from _uncited(indicators, {} if base is None else base.sources, source.tree)
    for kind, name in (("xlsx", indicators.form_xlsx), ("html", indicators.form_html)):
        if name and not has_template(f"templates/{kind}/{name}"):
            node, is_own = at_path(source.tree, ("form", kind))
            if is_own:
                hint = "检查 form 一项。"
                yield warning("no-template", f"没有“{name}”这个模板", node.place, hint)


def grade_bounds(
    indicators: IndicatorSet,
    source: SetText,
    totals: Collection[Decimal],
    cases_file: str,
) -> Iterator[Problem]:
    """Yield every grade whose lower bound is no example's total."""
    reached = {Fraction(total) for total in totals}
    for index, grade in enumerate(indicators.grades):
        if grade.least > 0 and grade.least not in reached:
            key = "above" if grade.above else "from"
            node, is_own = at_path(source.tree, ("grades", index, key))
            bound = f"“{grade.name}”高于它" if grade.above else f"“{grade.name}”的起点"
            message = f"没有算例的总分正好是{plain(grade.least)}（{bound}）"
            hint = f"在 {cases_file} 里加一个，否则等级的界限写错也看不出。"
            place = node.place if is_own else Place(source.name)
            yield warning("no-grade-example", message, place, hint)


def _without_source(indicators: IndicatorSet, file: str) -> Iterator[Problem]:
    inline = (n.applied.rule for n in indicators.nodes() if n.applied is not None)
    rules: dict[int, Rule] = {id(r): r for r in (*indicators.rules.values(), *inline)}
    for rule in rules.values():
        if rule.place.file != file or rule.source or all(case.source for case in rule.cases):
            continue
        hint = "写上 source，指明 sources 里的一份文件；没有核对过的写 standing: unverified。"
        yield warning("no-source", f"规则“{rule.name}”没有写依据", rule.place, hint)


def _uncited(
    indicators: IndicatorSet, base_sources: Collection[str], root: Node
) -> Iterator[Problem]:
    cited = set(_cited(indicators.merged))
    sources = root.get("sources") if isinstance(root, Mapping_) else None
    for entry in sources if isinstance(sources, Mapping_) else ():
        key = entry.key.text or ""
        if key not in cited and key not in base_sources:
            hint = did_you_mean(key, base_sources) or "在规则或级次的 source 里引用它，或删去。"
            yield warning("unused-source", f"没有一处引用依据“{key}”", entry.key.place, hint)


def _cited(data: Any) -> Iterator[str]:
    if isinstance(data, dict):
        for key, value in data.items():
            if key == "source" and isinstance(value, str):
                yield value
            yield from _cited(value)
    elif isinstance(data, list):
        for item in data:
            yield from _cited(item)
