"""Check that points add up, of branches and of the whole form, and that grades are in order."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise

from scoring.exact import ZERO, plain
from scoring.indicator_set import file_model as files
from scoring.indicator_set.tables import NodePath, ReportProblem


def check_points(file: files.SetFile, problem: ReportProblem) -> None:
    """Report points that do not add up, in the whole form and on every branch."""
    if file.abstract or not file.scored:
        return
    if file.points is None:
        problem("missing-points", "没有写总分 points", (), "写上 points: 100。")
        return
    if file.points < 0:
        problem("points", "总分不能为负", ("points",))
    total = ZERO if file.execution is None else Fraction(file.execution.points)
    without: list[tuple[str, NodePath]] = []
    for index, level in enumerate(file.levels):
        if level.points is None:
            without.append((level.name, ("levels", index, "name")))
        else:
            total += Fraction(level.points)
        _check_level(level, ("levels", index), problem)
    if total >= Fraction(file.points):
        for name, path in without:
            problem(
                "sum", f"“{name}”没有分值，而其余各部分之和已有{plain(total)}分", path,
                "写上 points 并核对总分；若是改写所继承的级次，名称要与那里的一字不差。",
            )  # fmt: skip
    if not without and total != Fraction(file.points):
        problem(
            "sum", f"各部分分值之和为{plain(total)}，总分写的是{plain(Fraction(file.points))}",
            ("points",), "核对 execution 和各一级指标的 points。",
        )  # fmt: skip


def _check_level(node: files.NodeFile, path: NodePath, problem: ReportProblem) -> None:
    for index, child in enumerate(node.children):
        _check_level(child, (*path, "children", index), problem)
    if node.points is None or not node.children or node.rows is not None:
        return
    points = [c.points for c in node.children]
    own = Fraction(node.points)
    written = [Fraction(p) for p in points if p is not None]
    if node.combine == "best":
        for index, p in enumerate(points):
            if p is not None and Fraction(p) != own:
                problem(
                    "sum", f"择优计分的各项分值应都是{plain(own)}，这里是{plain(Fraction(p))}",
                    (*path, "children", index, "points"),
                )  # fmt: skip
    elif len(written) == len(points) and sum(written) != own:
        problem(
            "sum", f"“{node.name}”下各项分值之和为{plain(sum(written, ZERO))}，本级写的是{plain(own)}",
            (*path, "points"), "改本级或下级的 points，使其相等。",
        )  # fmt: skip
    elif sum(written, ZERO) > own:
        problem("sum", f"“{node.name}”下各项分值之和超过本级的{plain(own)}", (*path, "points"))


def check_grades(file: files.SetFile, problem: ReportProblem) -> None:
    """Report grades that are out of order, leave a total without one, or share a name."""
    grades = file.grades
    if not grades:
        return
    for index, grade in enumerate(grades):
        if grade.from_ is not None and grade.above is not None:
            problem("edges", "from（含）和 above（不含）只能写一个", ("grades", index, "above"))
        elif grade.from_ is None and grade.above is None:
            problem(
                "grades", f"等级“{grade.name}”没有写起点分", ("grades", index),
                "写 from（含）或 above（不含）。",
            )  # fmt: skip
    if any(grade.from_ is None and grade.above is None for grade in grades):
        return
    for index, (upper, lower) in enumerate(pairwise(grades)):
        if upper.least <= lower.least:
            problem(
                "grades", "等级要从高到低排列", _at_least(index + 1, lower),
                f"“{lower.name}”的起点应低于“{upper.name}”的{upper.least}。",
            )  # fmt: skip
    last, first = grades[-1], grades[0]
    if last.least != 0 or last.above is not None:
        problem(
            "grades", "最低一等要从 0 起（含），否则有的总分没有等级",
            _at_least(len(grades) - 1, last), "写 from: 0。",
        )  # fmt: skip
    if file.points is not None and first.least > file.points:
        problem("grades", "最高一等的起点超过总分", _at_least(0, first))
    elif file.points is not None and first.above == file.points:
        problem("grades", "最高一等要高于总分，没有总分能到", _at_least(0, first))
    names = [g.name for g in grades]
    for index, name in enumerate(names):
        if name in names[:index]:
            problem("duplicate-name", f"有两个等级都叫“{name}”", ("grades", index, "name"))


def _at_least(index: int, grade: files.GradeFile) -> NodePath:
    return ("grades", index, "from" if grade.above is None else "above")
