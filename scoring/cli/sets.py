"""``sets list | show | check | schema``."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from fractions import Fraction
from pathlib import Path

import click

from scoring import shipped
from scoring.exact import plain
from scoring.indicator_set.file_model import InputFile, SetFile
from scoring.indicator_set.model import AppliedRule, IndicatorSet, Node
from scoring.library import Library
from scoring.outputs import TEMPLATES
from scoring.problem import InputError, Place, Problem, render_all
from scoring.rules.table import Rule, RuleCase
from scoring.set_check import check_one
from scoring.writers.whole import write_all


def list_sets(folder: Path | None) -> int:
    """Print every set that can be found, with title and standing."""
    library = Library(folder)
    status = 0
    for entry in library.entries():
        origin = (
            f"(来自 {entry.origin}{',盖过自带的同名指标体系' if entry.hides_shipped else ''})"
            if entry.origin
            else ""
        )
        try:
            indicators = library.indicator_set(entry.id)
        except InputError as error:
            click.echo(f"{entry.id}  有错误,不能使用{origin}")
            click.echo(render_all(error.problems), err=True)
            status = 2
            continue
        points = "不计分" if indicators.points is None else f"{plain(indicators.points)}分"
        if indicators.abstract:
            points = "供继承,不能直接计分"
        standing = library.labels.word("standings", indicators.standing)
        click.echo(f"{entry.id}  {indicators.title}  {points}  依据:{standing}{origin}")
    for path, hides in library.templates.own():
        click.echo(f"模板 {path}{'(盖过自带的同名模板)' if hides else ''}")
    return status


def show_set(set_id: str, folder: Path | None) -> int:
    """Print a merged set as a readable tree: levels, points, rules with cases, sources."""
    library = Library(folder)
    indicators = library.indicator_set(set_id, Place("编号"))
    click.echo("\n".join(_shown(indicators, library)))
    return 0


def _shown(indicators: IndicatorSet, library: Library) -> Iterable[str]:
    labels = library.labels
    yield f"{indicators.id}  {indicators.title}"
    yield f"校验码 {indicators.digest}"
    yield f"适用于 {library.labels.word('applies_to', indicators.applies_to)}"
    if indicators.points is not None:
        yield f"总分 {plain(indicators.points)},金额单位 {indicators.money_unit}"
    if indicators.grades:
        yield "等级 " + "、".join(
            f"{g.name} {plain(g.least)}分起{_source(g.source, indicators)}"
            for g in indicators.grades
        )
    if indicators.over is not None:
        yield f"明显超额 {indicators.over.text}{_source(indicators.over_source, indicators)}"
    yield ""
    yield "级次与指标"
    execution = indicators.execution
    if execution is not None:
        yield f"  {execution.name}  {plain(execution.points)}分  规则 {execution.applied.rule.name}"
    for level in indicators.levels:
        yield from _node_lines(level, 1, indicators)
    if indicators.inputs:
        yield ""
        yield "填报的数据"
        for name, given in indicators.inputs.items():
            yield f"  {name}({_input_text(given, library)})" + (
                f":{given.meaning}" if given.meaning else ""
            )
    yield ""
    yield "读法与规则"
    for case, applied in indicators.by_reading.items():
        yield f"  {case.value} → {_rule_name(applied, library)}"
    yield ""
    yield "规则"
    for rule in indicators.rules.values():
        yield from _rule_lines(rule, indicators, library)
    if indicators.demands:
        yield ""
        yield "填报要求"
        for demand in indicators.demands:
            when = f"若 {demand.when.text}:" if demand.when is not None else ""
            yield f"  {demand.of}  {when}{demand.say}{_source(demand.source, indicators)}"
    yield ""
    yield "依据"
    for source in indicators.sources.values():
        standing = labels.word("standings", source.standing)
        yield f"  {source.key}:{source.document}·{source.article}({standing})"


def _rule_name(applied: AppliedRule, library: Library) -> str:
    name = library.labels.word("rules", applied.rule.name)
    given = "、".join(f"{k}={v}" for k, v in applied.parameters.items())
    return f"{applied.rule.name}({name})" + (f" {given}" if given else "")


def _input_text(given: InputFile, library: Library) -> str:
    parts = [library.labels.word("input_types", given.type)]
    parts += [f"单位 {given.unit}"] if given.unit else []
    parts += [f"大于 {plain(Fraction(given.above))}"] if given.above is not None else []
    parts += [f"不小于 {plain(Fraction(given.at_least))}"] if given.at_least is not None else []
    return ",".join([*parts, *given.choices])


def _node_lines(node: Node, depth: int, indicators: IndicatorSet) -> Iterable[str]:
    points = "" if node.points is None else f"  {plain(node.points)}分"
    rule = "" if node.applied is None else f"  规则 {node.applied.rule.name}"
    rows = {
        "indicators": "  (填报的三级指标)",
        "goals": "  (年度目标)",
        "tasks": "  (年度主要任务)",
    }
    source = _source(node.source, indicators)
    note = f"({node.note})" if node.note else ""
    yield "  " * depth + node.name + points + rule + rows.get(node.rows or "", "") + source + note
    for item in node.items:
        own = "" if item.points is None else f"  {plain(item.points)}分"
        yield "  " * (depth + 1) + f"□ {item.name}{own}"
    for child in node.children:
        yield from _node_lines(child, depth + 1, indicators)


def _rule_lines(rule: Rule, indicators: IndicatorSet, library: Library) -> Iterable[str]:
    yield f"  {rule.name}({library.labels.word('rules', rule.name)}){_source(rule.source, indicators)}"
    for case in rule.cases:
        yield f"    {case.number}. {_case_text(case)}{_source(case.source, indicators)}"


def _source(key: str, indicators: IndicatorSet) -> str:
    return f"  〔{key}〕" if key in indicators.sources else ""


def _case_text(case: RuleCase) -> str:
    when = f"若 {case.when.text}:" if case.when is not None else "其余:"
    if case.use is not None:
        return f"{when}按规则 {case.use.name}"
    if case.unscored:
        return f"{when}不能计分,{case.unscored}"
    parts = []
    if case.score is not None:
        parts.append(f"得分 {case.score.text}")
    if case.low is not None:
        parts.append(f"{'不低于' if case.low.inside else '高于'} {case.low.at.text}")
    if case.high is not None:
        parts.append(f"{'不高于' if case.high.inside else '低于'} {case.high.at.text}")
    if case.score is None:
        parts.append("由人认定")
    because = f"({case.because})" if case.because else ""
    return when + ",".join(parts) + because


def check_sets(targets: Sequence[str], folder: Path | None) -> int:
    """Check sets by id or file; 0 clean, 1 warnings, 2 errors."""
    library = Library(folder)
    names = list(targets) or [entry.id for entry in library.entries()]
    status = 0
    for name in names:
        checked = check_one(name, library)
        if checked.problems:
            click.echo(render_all(checked.problems), err=True)
        errors = sum(p.severity == "error" for p in checked.problems)
        warnings = len(checked.problems) - errors
        state = "没有问题" if not checked.problems else f"{errors} 处错误,{warnings} 处提醒"
        click.echo(f"{checked.name}:{state}(算例 {checked.examples} 个)")
        status = max(status, 2 if errors else 1 if warnings else 0)
    return status


def copy_templates(folder: Path) -> int:
    """Copy the shipped templates into ``folder``, where ``--sets`` finds them; none is overwritten."""
    names = [f"templates/{kind}/{name}" for kind, name in TEMPLATES.items()]
    problems = [
        Problem("template-there", "已经有这个文件,没有覆盖", Place(str(folder / name)),
                "请换一个文件夹,或先把它改名。")
        for name in names if (folder / name).exists()
    ]  # fmt: skip
    if problems:
        raise InputError(problems)
    write_all({folder / name: shipped.read_bytes(name) for name in names})
    for name in names:
        click.echo(f"  已写出 {folder / name}")
    click.echo(f"改好后,用 ziping score 自评.yaml --sets {folder} 按您的模板出表。")
    return 0


def print_schema() -> int:
    """Print the JSON Schema of a set file."""
    schema = SetFile.model_json_schema(by_alias=True)
    click.echo(json.dumps(schema, ensure_ascii=False, indent=2))
    return 0
