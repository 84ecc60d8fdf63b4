"""Sets are called by words: place, subject, year; what several sets may mean is never chosen."""

from __future__ import annotations

from pathlib import Path

import pytest

from scoring.exact import plain
from scoring.indicator_set.set_names import found_by
from scoring.problem import InputError, Place, render_all
from scoring.work.library import Library
from scoring.work.set_files import SetFiles
from tests.folders import SETS

SHIPPED = SetFiles()
AT = Place("--set")


@pytest.mark.parametrize(
    ("request_", "meant"),
    [
        ("深圳 部门", "shenzhen/2024-department"),
        ("深圳部门", "shenzhen/2024-department"),
        ("部门 深圳 2024", "shenzhen/2024-department"),
        ("深圳市 · 部门整体 · 2024", "shenzhen/2024-department"),
        ("“深圳　部门”", "shenzhen/2024-department"),
        ("深圳２０２４", "shenzhen/2024-department"),
        ("shenzhen 2024", "shenzhen/2024-department"),
        ("广东 项目", "shenzhen/2022-project"),
        ("四川 部门", "sichuan/2018-department"),
        ("四川 2023", "sichuan/2023-project"),
        ("湖北", "hubei/project"),
        ("岳阳", "hunan-yueyang/2018-department"),
        ("重庆部门整体绩效自评表", "chongqing/2021-department"),  # by its title
        ("财政部 项目支出 2020", "mof/2020-project"),  # the whole name, which others begin with
        ("2020 项目支出 财政部", "mof/2020-project"),
        ("mof/2020-project", "mof/2020-project"),
        (
            "mof/2020-rules",
            "mof/2020-rules",
        ),  # an id is not looked up: what it is for is told later
    ],
)
def test_words_call_one_set(request_: str, meant: str) -> None:
    assert SHIPPED.named(request_, AT) == meant


@pytest.mark.parametrize(
    ("request_", "code", "told", "not_told"),
    [
        ("四川", "ambiguous-set", ["有 3 个，没有替您选", "四川省 · 项目支出 · 2023（sichuan/2023-project）"], []),
        ("财政部 项目 2020", "ambiguous-set", ["有 5 个", "mof/2020-project-over-cut"], ["2021", "rules"]),
        ("部门整体", "ambiguous-set", ["shenzhen/2024-department", "tianjin/department"], ["2013"]),
        ("深圳 部们", "unknown-set", ["没有一个叫“部们”", "最接近的", "shenzhen/2024-department"], ["2022"]),
        ("申圳", "unknown-set", ["shenzhen/2024-department", "shenzhen/2022-project"], ["sichuan"]),
        ("shenzen", "unknown-set", ["shenzhen/2024-department"], ["sichuan"]),
        ("上海 项目", "unknown-set", ["没有一个叫“上海”", "ziping sets list"], ["最接近", "hubei"]),
        ("深圳 四川", "unknown-set", ["shenzhen/2024-department", "sichuan/2023-project"], ["hubei"]),
        ("深圳 2020", "unknown-set", ["shenzhen/2024-department"], ["mof/2021-project"]),
        ("", "unknown-set", ["ziping sets list"], ["最接近"]),
        ("·", "unknown-set", ["ziping sets list"], ["最接近"]),
    ],
)  # fmt: skip
def test_nothing_is_chosen_where_words_call_several_or_none(
    request_: str, code: str, told: list[str], not_told: list[str]
) -> None:
    with pytest.raises(InputError) as caught:
        SHIPPED.named(request_, AT)
    (problem,) = caught.value.problems
    said = render_all([problem])
    assert problem.code == code
    assert [text for text in told if text not in said] == []
    assert [text for text in not_told if text in said] == []


def test_a_base_is_called_only_where_sets_are_looked_at() -> None:
    with pytest.raises(InputError):
        SHIPPED.named("自评计分规则", AT)
    assert SHIPPED.named("自评计分规则", AT, to_score=False) == "mof/2020-rules"


def test_every_shipped_set_has_a_name_of_its_own_by_which_it_is_found() -> None:
    names = SHIPPED.names()
    assert [name.id for name in names if not name.called] == []
    assert len({name.whole for name in names}) == len(names)
    for name in names:
        assert SHIPPED.named(name.shown, AT, to_score=False) == name.id


@pytest.mark.parametrize("folder", [None, SETS])
def test_the_list_says_what_the_compiled_set_says(folder: Path | None) -> None:
    library = Library(folder)
    for name in library.names():
        compiled = library.indicator_set(name.id)
        points = "" if compiled.points is None else plain(compiled.points)
        assert (name.shown, name.title, name.abstract, name.standing) == (
            compiled.shown, compiled.title, compiled.abstract, compiled.standing,
        )  # fmt: skip
        assert name.points.removesuffix(".0") == points


def test_a_users_set_without_a_name_shows_its_title_and_inherits_no_name(tmp_path: Path) -> None:
    own = tmp_path / "my" / "2025-project.yaml"
    own.parent.mkdir()
    text = "schema: 1\nid: my/2025-project\ntitle: 某区项目自评表\nextends: shenzhen/2022-project\n"
    own.write_text(text, "utf-8")
    library = Library(tmp_path)
    assert library.indicator_set("my/2025-project").shown == "某区项目自评表"
    assert library.named("某区", AT) == "my/2025-project"
    assert [name.id for name in found_by("深圳 项目", library.names())] == ["shenzhen/2022-project"]


def test_how_a_set_is_called_changes_no_digest(tmp_path: Path) -> None:
    own = tmp_path / "my" / "2025-project.yaml"
    own.parent.mkdir()
    text = "schema: 1\nid: my/2025-project\ntitle: 某区项目自评表\nextends: mof/2020-project\n"
    own.write_text(text, "utf-8")
    before = Library(tmp_path).indicator_set("my/2025-project")
    own.write_text(text + "called: {place: 某区, subject: 项目支出, year: 2025}\n", "utf-8")
    after = Library(tmp_path).indicator_set("my/2025-project")
    assert (before.shown, after.shown) == ("某区项目自评表", "某区 · 项目支出 · 2025")
    assert before.digest == after.digest


def test_a_faulty_name_is_told_by_the_compiler_and_hides_no_set(tmp_path: Path) -> None:
    own = tmp_path / "my" / "2025-project.yaml"
    own.parent.mkdir()
    text = "schema: 1\nid: my/2025-project\ntitle: 某区项目自评表\nextends: mof/2020-project\n"
    own.write_text(text + "called: {place: 某区, subject: 项目支出, year: 二〇二五}\n", "utf-8")
    library = Library(tmp_path)
    assert "my/2025-project" in [name.id for name in library.names()]
    with pytest.raises(InputError) as caught:
        library.indicator_set("my/2025-project")
    assert "年度" in render_all(caught.value.problems)
