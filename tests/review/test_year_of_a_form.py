"""A form that was read may name no year: it is scored, what needs the year stays open, one can be given."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import scoring
from scoring.intake.any_file import read_any
from scoring.problem import InputError
from scoring.records.certainty import Certainty
from scoring.records.submission import Submission
from tests.corpus.small_form import form_page, write_form
from tests.folders import CASES

SET = "mof/2020-project"
BARE = "项目支出绩效自评表"
LATE = ("产出指标", "时效指标", "完成时间", "2022年6月底前", "2022年9月5日", "90", "90", "")
ROWS = [
    ("产出指标", "数量指标", "培训人数", "≥100人", "80人", "45", "45", ""),
    ("产出指标", "时效指标", "验收时间", "2022年12月底前", "11月", "45", "45", ""),
]


def read(path: Path) -> Submission:
    """Return the one form of a file."""
    (form,) = read_any(path, path.name).forms
    assert form.submission is not None, form.problems
    return form.submission


@pytest.mark.parametrize(
    ("title", "above", "name", "year", "known"),
    [
        ("项目支出绩效自评表(2021)", (), "表.html", 2021, None),
        ("项目支出绩效自评表（2021）", (), "表.html", 2021, None),
        ("项目支出绩效自评表2017", (), "表.html", 2017, None),
        ("2021项目支出绩效自评表", (), "表.html", 2021, None),
        ("2022年度项目支出绩效自评表(2023年3月填报)", (), "表.html", 2022, None),
        (BARE, (("2024 年度",),), "表.html", 2024, None),
        (BARE, (("2019年度)",),), "表.html", 2019, None),
        (BARE, (("( 2021 年度)",),), "表.html", 2021, None),
        (BARE, (("(2021年)",),), "表.html", 2021, None),
        (BARE, (), "2022年自评表.html", 2022, Certainty.PRESUMED),
        (BARE, (), "自评表(2022).html", 2022, Certainty.PRESUMED),
        (BARE, (("填报日期", "2023年3月1日"),), "表.html", None, None),
        ("2021-2023年规划项目自评表", (), "表.html", None, None),
        (BARE, (), "20230301自评表.html", None, None),
        (BARE, (), "表.html", None, None),
    ],
)
def test_where_a_year_is_read(
    title: str,
    above: tuple[tuple[str, ...], ...],
    name: str,
    year: int | None,
    known: Certainty | None,
    tmp_path: Path,
) -> None:
    found = read(write_form(tmp_path, form_page(title=title, above=above), name))
    assert found.year == year
    assert found.known.get("year") == known
    assert ("year" in found.not_found) == (year is None)


@pytest.mark.parametrize(
    ("start", "year"),
    [
        ("F1-标题(2021).xlsx", 2021),
        ("C1-首行栏目不认识-docx.docx", 2022),
        ("B1-转移支付(项目)名称-docx.docx", 2023),
    ],
)
def test_the_cases_from_the_field(start: str, year: int) -> None:
    assert read(CASES / "forms" / start).year == year


def test_a_row_of_which_no_label_is_known_does_not_end_the_head() -> None:
    found = read(CASES / "forms" / "C1-首行栏目不认识-docx.docx")
    assert "甲项目" in {piece.text for piece in found.unplaced} | {found.project.name}
    assert len(found.indicators) == 5


def test_a_form_without_a_year_is_scored_and_its_id_is_unit_and_name(tmp_path: Path) -> None:
    path = write_form(tmp_path, form_page(title=BARE, rows=ROWS))
    form = scoring.score(path, SET)
    assert form.scorecard.year is None
    assert form.submission.key == "某中心-技能培训"
    assert form.to_dict()["project"]["year"] is None
    assert "None" not in json.dumps(form.to_dict(), ensure_ascii=False)
    reached, needs_year = form.rows
    assert reached.status == "determined"
    assert needs_year.status == "unread"
    assert (needs_year.low, needs_year.high) == (0, 45)


def test_what_needs_the_year_is_asked_and_never_accused(tmp_path: Path) -> None:
    run = scoring.rescore(write_form(tmp_path, form_page(title=BARE, rows=ROWS)), set=SET)
    kinds = {issue.finding.name: issue.finding.kind for issue in run.issues}
    assert kinds["培训人数"] == "E"
    assert kinds["验收时间"] == "Q"


def test_outputs_of_a_form_without_a_year_name_none(tmp_path: Path) -> None:
    path = write_form(tmp_path, form_page(title=BARE, rows=ROWS))
    scoring.score(path, SET).save(tmp_path / "表", formats=("html", "json"))
    scoring.rescore(path, tmp_path / "复核", set=SET)
    pages = [*tmp_path.glob("表/*.html"), *tmp_path.glob("复核/**/*.html")]
    assert len(pages) == 4  # 自评表, 评分说明, 复核表, 总览
    assert not any("None" in page.read_text("utf-8") for page in pages)


def test_a_year_that_is_given_stands_where_none_is_written(tmp_path: Path) -> None:
    path = write_form(tmp_path, form_page(title=BARE, rows=ROWS))
    form = scoring.score(path, SET, year=2022)
    assert form.scorecard.year == 2022
    assert form.rows[1].status == "determined"
    assert form.submission.key == "2022-某中心-技能培训"
    written = write_form(tmp_path, form_page(rows=ROWS), "写明.html")
    assert scoring.score(written, SET, year=2023).scorecard.year == 2022
    presumed = write_form(tmp_path, form_page(title=BARE, rows=ROWS), "2021年.html")
    assert scoring.score(presumed, SET, year=2022).scorecard.year == 2022


def test_decisions_from_before_a_year_was_given_are_found(tmp_path: Path) -> None:
    forms = tmp_path / "表"
    forms.mkdir()
    write_form(forms, form_page(title=BARE, rows=ROWS))
    (seen,) = scoring.rescore(forms, set=SET).forms
    decision = {
        "submission": seen.result.submission.key,
        "row": seen.result.scorecard.indicators[1].id,
        "score": "30",
        "ground": "佐证属实",
        "by": "甲",
        "at": "2023-05-01",
        "round": "初评",
    }
    entries = tmp_path / "认定.json"
    entries.write_text(json.dumps([decision], ensure_ascii=False), "utf-8")
    run = scoring.rescore(forms, set=SET, decisions=[entries], year=2022)
    assert not run.unmatched_decisions
    (form,) = run.forms
    assert form.result.submission.key == "2022-某中心-技能培训"
    assert form.decided is not None
    assert form.decided.indicators[1].score == 30


def test_an_id_that_two_forms_would_have_had_is_nobodys(tmp_path: Path) -> None:
    forms = tmp_path / "表"
    forms.mkdir()
    write_form(forms, form_page(title=BARE, rows=ROWS), "2021年.html")
    write_form(forms, form_page(title=BARE, rows=ROWS), "2022年.html")
    entries = tmp_path / "认定.json"
    decision = {"submission": "某中心-技能培训", "row": "产出指标/时效指标/1", "score": "1",
                "ground": "佐证属实", "by": "甲", "at": "2023-05-01", "round": "初评"}  # fmt: skip
    entries.write_text(json.dumps([decision], ensure_ascii=False), "utf-8")
    run = scoring.rescore(forms, set=SET, decisions=[entries])
    (refused,) = run.refused
    assert "2 份申报都是这个编号" in refused.why
    assert not any(form.decided for form in run.forms)


def test_a_typed_submission_without_a_year_stays_refused(tmp_path: Path) -> None:
    path = tmp_path / "申报.yaml"
    path.write_text(f"schema: ziping/submission/1\nset: {SET}\n", "utf-8")
    with pytest.raises(InputError) as refused:
        scoring.score(path, year=2022)
    assert "year" in refused.value.problems[0].message


def test_what_was_read_without_a_year_is_kept_so(tmp_path: Path) -> None:
    path = write_form(tmp_path, form_page(title=BARE, rows=ROWS))
    scoring.rescore(path, tmp_path / "出", set=SET)
    scoring.rescore(path, tmp_path / "出", set=SET, year=2022)
    (card,) = (tmp_path / "出").glob("评分结果/*.json")
    assert json.loads(card.read_text("utf-8"))["project"]["year"] == 2022
