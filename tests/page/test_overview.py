"""自评综述 on the page: whose words are whose, and nothing of a secret project."""

from __future__ import annotations

import pytest

from scoring.page.engine import PageEngine
from tests.page.asking import answered


@pytest.fixture(scope="module")
def engine() -> PageEngine:
    return PageEngine()


def test_the_published_forms_are_shown_and_score_as_published(engine: PageEngine) -> None:
    forms = answered(engine, "examples")["submissions"]
    totals = [answered(engine, "score", submission=form)["own"]["total"] for form in forms]
    assert totals == ["99.23", "99.79", "97.42", "97.77", "99.94", "99.99"]
    assert not any(answered(engine, "score", submission=form)["set_changed"] for form in forms)


def test_figures_are_told_from_what_the_unit_wrote(engine: PageEngine) -> None:
    form = answered(engine, "examples")["submissions"][5]
    form["summary"] = {"problems": "机构改革减少了发放对象，共9家", "measures": ""}
    parts = answered(engine, "overview", submission=form)["parts"]
    by_kind = {
        kind: [p["text"] for p in parts if p["kind"] == kind]
        for kind in ("figure", "quoted", "to_fill")
    }
    assert by_kind["figure"][:3] == ["160", "159.87", "99.9"]
    assert by_kind["quoted"] == [
        form["indicators"][8]["reason"],
        form["indicators"][10]["reason"],
        form["indicators"][13]["reason"],
        "机构改革减少了发放对象，共9家",
    ]
    assert [text[:5] for text in by_kind["to_fill"]] == ["【待填写】"]
    assert "".join(p["text"] for p in parts).startswith("信息工程质量监督项目")


def test_a_secret_project_has_none(engine: PageEngine) -> None:
    form = answered(engine, "examples")["submissions"][5]
    assert answered(engine, "overview", submission={**form, "secret": True})["parts"] == []
