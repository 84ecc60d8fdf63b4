"""The same value written in two ways is the same: 50% and 1/2, 八成以上 and 85%, 半年一次 and 2次."""

from __future__ import annotations

import pytest

from scoring.records.certainty import Certainty
from scoring.values.attainment import Case, ComparedRow, Policy
from scoring.values.comparing.attain import attain
from scoring.values.grammar import Reader
from scoring.values.reading import Unread

SAME = [
    # a fraction beside a percentage
    ("50%", "1/2"), ("1/2", "50%"), ("≥90%", "138/150"), ("100%", "150/150"), ("≥92%", "92/100"),
    ("≥1/2", "60%"), ("不低于80%", "4/5"), ("80%-90%", "17/20"), ("50%", "二分之一"), ("四分之三", "75%"),
    # tenths
    ("八成以上", "85%"), ("80%", "八成五"), ("不低于九成", "95%"), ("8成以上", "80%"), ("≥50%", "六成"), ("八成", "90%"),
    # how often
    ("半年一次", "2次"), ("半年1次", "2次"), ("每半年一次", "2次"), ("两个月一次", "6次"), ("一季度一次", "4次"), ("三个月1次", "4次"),
]  # fmt: skip


@pytest.mark.parametrize(("target", "actual"), SAME)
def test_it_is_met(reader: Reader, policy: Policy, target: str, actual: str) -> None:
    row = ComparedRow(name="完成情况", year=2022)
    found = attain(reader.read(target), reader.read(actual), row, policy, reader)
    assert found.met is True, found


MISSED = [
    ("≥90%", "130/150", Case.AT_LEAST), ("50%", "1/3", Case.AT_LEAST), ("八成以上", "70%", Case.AT_LEAST),
    ("半年一次", "1次", Case.FREQUENCY), ("≤5%", "9/100", Case.AT_MOST),
]  # fmt: skip


@pytest.mark.parametrize(("target", "actual", "case"), MISSED)
def test_less_is_not(reader: Reader, policy: Policy, target: str, actual: str, case: Case) -> None:
    row = ComparedRow(name="完成情况", year=2022)
    found = attain(reader.read(target), reader.read(actual), row, policy, reader)
    assert (found.met or False, found.case) == (False, case)


def test_a_fraction_accuses_nobody(reader: Reader, policy: Policy) -> None:
    row = ComparedRow(name="完成情况", year=2022)
    found = attain(reader.read("≥90%"), reader.read("130/150"), row, policy, reader)
    assert found.text_known is Certainty.EXTRACTED


STILL_UNREAD = [
    # beside a count or a date it may be two numbers or a day; more than the whole is no share
    ("150人", "138/150"), ("9月30日前", "9/28"), ("≥90%", "150/138"), ("≥90%", "3/0"), ("28/30", "28"),
    ("≥90%", "七成新"), ("≥90%", "三分之二"), ("≥90%", "十成"), ("两年一次", "1次"), ("五个月一次", "2次"),
]  # fmt: skip


@pytest.mark.parametrize(("target", "actual"), STILL_UNREAD)
def test_what_may_be_another_thing_is_not_read(
    reader: Reader, policy: Policy, target: str, actual: str
) -> None:
    row = ComparedRow(name="完成情况", year=2022)
    found = attain(reader.read(target), reader.read(actual), row, policy, reader)
    assert found.case is Case.UNREAD
    assert "“" in found.piece


@pytest.mark.parametrize(
    "text", ["一成不变", "七成新", "建成三个", "事半功倍", "第三成果", "成都2次"]
)
def test_the_sign_of_tenths_stays_a_word_elsewhere(reader: Reader, text: str) -> None:
    reading = reader.read(text)
    assert isinstance(reading, Unread) or "%" not in reader.describe(reading)
