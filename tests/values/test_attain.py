"""Every ruling as far as reading goes: the case, and the facts that a rule computes with."""

from __future__ import annotations

import dataclasses
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
import yaml

from scoring.records.certainty import Certainty
from scoring.values.attainment import Attainment, Case, ComparedRow, Note, Policy
from scoring.values.comparing.attain import attain
from scoring.values.grammar import Reader

HERE = Path(__file__).parent
NOT_COMPARED = (
    "case",
    "piece",
    "is_span",
    "direction_word",
    "direction_known",
    "otherwise",
)


def _rows() -> list[Any]:
    table = yaml.load((HERE / "attainments.yaml").read_text("utf-8"), Loader=yaml.BaseLoader)
    return [
        pytest.param(row, id=f"{ruling}: {row['target']} → {row['actual']}")
        for ruling, rows in table.items()
        for row in rows
    ]


def _told(value: object) -> object:
    """Write a fact as the table writes it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Certainty):
        return value.key
    if isinstance(value, tuple):
        return [str(each) for each in value]
    return str(value)


def _facts(found: Attainment) -> dict[str, object]:
    facts = {}
    for each in dataclasses.fields(found):
        value = getattr(found, each.name)
        is_absent = value is None or value in ("", ()) or (each.name == "is_rate" and not value)
        is_absent = is_absent or value is Certainty.WRITTEN
        if each.name not in NOT_COMPARED and not is_absent:
            facts[each.name] = _told(value)
    return facts


@pytest.mark.parametrize("given", _rows())
def test_a_ruling_holds(reader: Reader, policy: Policy, given: dict[str, Any]) -> None:
    row = ComparedRow(name=given.get("name", ""), level2=given.get("level2", ""), year=2022)
    target, actual = reader.read(given["target"]), reader.read(given["actual"])
    found = attain(target, actual, row, policy, reader)
    assert found.case == given["case"]
    assert _facts(found) == given.get("facts", {})
    assert found.piece[:60] == given.get("says", "")


def test_days_count_from_the_projects_start(reader: Reader, policy: Policy) -> None:
    row = ComparedRow(year=2022, start=(2022, 3, 1))
    found = attain(reader.read("7月底"), reader.read("9月底"), row, policy, reader)
    assert (found.days_planned, found.days_taken) == (Fraction(153), Fraction(214))


@pytest.mark.parametrize(
    ("target", "actual", "unit", "direction", "case", "met"),
    [
        ("95", "96", "%", "≥", Case.AT_LEAST, True),
        ("95", "0.96", "%", "≥", Case.AT_LEAST, True),
        ("160", "159.87", "万元", "≤", Case.AT_MOST, True),
        ("160", "1598701.67", "万元", "≤", Case.UNREAD, None),
        ("160万元", "1598701.67", "元", "≤", Case.AT_MOST, True),
        ("30", "40", "天", "反向 小于等于", Case.AT_MOST, False),
        ("5", "6", "个", "=", Case.EXACTLY, False),
        ("100", "98", "百分比", "正向 大于等于", Case.AT_LEAST, False),
        ("3", "3台", "套", "≥", Case.UNREAD, None),
        ("≤5", "6", "个", "≥", Case.CONFLICT, None),
        ("有效", "有效", "", "定性", Case.WORDING, True),
    ],
)
def test_a_form_with_columns_for_sign_and_unit(
    reader: Reader,
    policy: Policy,
    target: str,
    actual: str,
    unit: str,
    direction: str,
    case: Case,
    met: bool | None,
) -> None:
    row = ComparedRow(unit=unit, direction=direction, year=2022)
    found = attain(reader.read(target), reader.read(actual), row, policy, reader)
    assert (found.case, found.met) == (case, met)


def test_without_a_direction_nothing_is_assumed(reader: Reader) -> None:
    silent = Policy()
    found = attain(reader.read("10个"), reader.read("12个"), ComparedRow(), silent, reader)
    assert found.case is Case.UNREAD
    assert "方向" in found.piece
    none = attain(reader.read("0起"), reader.read("0"), ComparedRow(), silent, reader)
    assert (none.case, none.met) == (Case.ZERO, True)


def test_a_set_without_levels_leaves_wordings_unread(reader: Reader) -> None:
    bare = Policy(direction_default="at_least")
    found = attain(reader.read("有效保障"), reader.read("有效保障"), ComparedRow(), bare, reader)
    assert found.case is Case.UNREAD


@pytest.mark.parametrize(
    ("target", "actual", "direction", "case", "notes", "says"),
    [
        ("≤5", "6", "≥", Case.CONFLICT, (Note.SIGNS_DISAGREE,), "指标值写明的方向"),
        ("≤5", "5", "≥", Case.AT_MOST, (Note.SIGNS_DISAGREE,), ""),
        ("≤5", "6", "≤", Case.AT_MOST, (), ""),
        ("≥5", "6", "胡写", Case.AT_LEAST, (Note.DIRECTION_UNREAD,), ""),
        ("5", "6", "胡写", Case.AT_LEAST, (Note.DIRECTION_UNREAD,), ""),
        (
            "5台、6套",
            "5台、6套",
            "胡写",
            Case.PARTS,
            (Note.BY_LEAST_PART, Note.DIRECTION_UNREAD),
            "",
        ),
        ("5", "约", "胡写", Case.UNREAD, (Note.DIRECTION_UNREAD,), "完成值"),
        ("有效", "有效", "定性", Case.WORDING, (), ""),
        ("7月底", "6月", "定性", Case.BY_DATE, (), ""),
        ("5", "6", " ", Case.AT_LEAST, (), ""),
    ],
)
def test_a_column_for_the_sign_is_never_passed_over_in_silence(
    reader: Reader,
    policy: Policy,
    target: str,
    actual: str,
    direction: str,
    case: Case,
    notes: tuple[Note, ...],
    says: str,
) -> None:
    row = ComparedRow(direction=direction, year=2022)
    found = attain(reader.read(target), reader.read(actual), row, policy, reader)
    assert (found.case, found.notes) == (case, notes)
    assert found.piece.startswith(says)
    assert bool(found.piece) == bool(says)


@pytest.mark.parametrize(
    ("name", "target", "actual", "case", "met"),
    [
        ("差错率", "≤1", "2", "unread", None),
        ("差错率", "≤5", "0.5", "unread", None),
        ("增长率", "≥1", "5", "unread", None),
        ("完好率", "≥98", "0.958", "at_least", False),
        ("完好率", "1", "98", "at_least", False),
        ("完好率", "1", "1", "at_least", True),
        ("差错率", "≤0.5", "0.4", "at_most", True),
        ("增长率", "≥3", "5", "at_least", True),
        ("巡检频率", "≥1", "2", "at_least", True),
        ("传输速率", "≥1", "0.5", "at_least", False),
    ],
)
def test_two_bare_numbers_of_a_rate_are_never_guessed(name, target, actual, case, met, reader):
    policy = Policy(direction_default="at_least", rate_words=("率",))
    found = attain(reader.read(target), reader.read(actual), ComparedRow(name=name), policy, reader)
    assert (found.case.value, found.met) == (case, met)
