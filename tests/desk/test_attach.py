"""Entries follow their row and projects their form; where two could be it, nobody is chosen."""

from __future__ import annotations

import pytest

from scoring.desk.attach import FormRow, RowFinder, attach_projects
from scoring.records.ledger_entry import HandIn


def row(number: int, saw: str, name: str) -> FormRow:
    return FormRow(f"产出/数量/{number}", saw, ("产出", "数量", name))


BEFORE = [row(1, "s1", "培训人数"), row(2, "s2", "发放家数"), row(3, "s3", "编印册数")]


@pytest.mark.parametrize(
    ("now", "asked", "found"),
    [
        pytest.param(BEFORE, BEFORE[1], "产出/数量/2", id="nothing changed"),
        pytest.param(
            [row(1, "new", "走访次数"), *(row(n + 1, f"s{n}", f"甲{n}") for n in (1, 2, 3))],
            BEFORE[1], "产出/数量/3", id="a row was inserted above",
        ),
        pytest.param(
            [row(1, "s3", "编印册数"), row(2, "s2x", "发放家数"), row(3, "s1", "培训人数")],
            BEFORE[1], "产出/数量/2", id="others were moved, its data changed",
        ),
        pytest.param(
            [row(1, "s2x", "发放 家数"), row(2, "s1", "培训人数")],
            BEFORE[1], "产出/数量/1", id="moved and changed, found by its name",
        ),
        pytest.param(
            [row(1, "s1", "培训人数"), row(2, "s9", "走访次数")],
            BEFORE[1], None, id="another row stands in its place",
        ),
        pytest.param(
            [row(1, "s2", "发放家数"), row(3, "s2", "发放家数")],
            BEFORE[1], None, id="two rows that are alike",
        ),
        pytest.param(
            [row(1, "a", "发放家数"), row(3, "b", "发放家数")],
            BEFORE[1], None, id="two rows of that name, both changed",
        ),
    ],
)  # fmt: skip
def test_a_row_is_found_by_its_data_then_by_its_name(now, asked, found):
    assert RowFinder(now).find(asked.row, asked.saw, asked.called) == found


def test_an_entry_that_saw_nothing_is_found_by_its_id_alone():
    assert RowFinder(BEFORE).find("产出/数量/2") == "产出/数量/2"
    assert RowFinder(BEFORE).find("产出/质量/1") is None


def form(key: str, digest: str, title: str = "白皮书", unit: str = "某局", saws: str = "abcd"):
    return HandIn(key=key, digest=digest, title=title, unit=unit, year=2022, saws=" ".join(saws))


def test_new_forms_are_projects_of_their_own_id():
    found = attach_projects([form("2022-某局-A", "d1"), form("2022-某局-B", "d2", "年鉴")], {})
    assert found.projects == ("2022-某局-A", "2022-某局-B")
    assert not found.followed
    assert not found.apart


def test_a_changed_form_stays_the_project_of_its_id():
    known = {"2022-某局-A": [form("2022-某局-A", "d1")]}
    found = attach_projects([form("2022-某局-A", "d9", saws="wxyz")], known)
    assert found.projects == ("2022-某局-A",)


def test_a_corrected_code_keeps_the_project():
    known = {"2022-某局-A": [form("2022-某局-A", "d1")]}
    found = attach_projects([form("2022-某局-A1", "d2")], known)
    assert found.projects == ("2022-某局-A",)
    assert found.followed == {0: "2022-某局-A"}


def test_a_corrected_name_keeps_the_project_by_its_rows():
    known = {"2022-某局-白皮书": [form("2022-某局-白皮书", "d1")]}
    found = attach_projects([form("2022-某局-绿皮书", "d2", "绿皮书", saws="abcz")], known)
    assert found.projects == ("2022-某局-白皮书",)


def test_a_new_form_beside_the_old_one_is_another_project():
    old = form("2022-某局-A", "d1")
    found = attach_projects([old, form("2022-某局-A1", "d2")], {"2022-某局-A": [old]})
    assert found.projects == ("2022-某局-A", "2022-某局-A1")


def test_two_that_could_be_it_are_both_new():
    known = {"2022-某局-A": [form("2022-某局-A", "d1")]}
    found = attach_projects([form("2022-某局-A1", "d2"), form("2022-某局-A2", "d3")], known)
    assert found.projects == ("2022-某局-A1", "2022-某局-A2")


def test_two_forms_with_one_id_are_two_projects():
    first, second = form("2022-某局-A", "d1aaaaaaa"), form("2022-某局-A", "d2bbbbbbb", saws="wxyz")
    found = attach_projects([first, second], {})
    assert found.projects == ("2022-某局-A~d1aaaaaa", "2022-某局-A~d2bbbbbb")
    assert found.apart == {0, 1}
    known = {found.projects[0]: [first], found.projects[1]: [second]}
    again = attach_projects([second, first], known)
    assert again.projects == found.projects[::-1]
    changed = form("2022-某局-A", "d3", saws="wxyq")
    assert attach_projects([first, changed], known).projects == found.projects
    assert attach_projects([changed], known).projects == (found.projects[1],)


def test_the_one_whose_version_is_known_keeps_the_project_when_another_of_its_id_comes():
    first = form("2022-某局-A", "d1")
    found = attach_projects(
        [form("2022-某局-A", "d2bbbbbbb", saws="wxyz"), first], {"2022-某局-A": [first]}
    )
    assert found.projects == ("2022-某局-A~d2bbbbbb", "2022-某局-A")


def test_the_same_form_twice_is_one_project():
    found = attach_projects([form("2022-某局-A", "d1"), form("2022-某局-A", "d1")], {})
    assert found.projects == ("2022-某局-A", "2022-某局-A")


def test_a_year_given_later_keeps_the_project():
    known = {"某局-A": [form("某局-A", "d1")]}
    found = attach_projects([form("2022-某局-A", "d2", saws="wxyz")], known, ["某局-A"])
    assert found.projects == ("某局-A",)
