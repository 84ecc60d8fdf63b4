"""A set is recognised by its clues or not at all; what speaks for it is told in words."""

from __future__ import annotations

from pathlib import Path

import pytest

from scoring.batch.recognise import load_clues, recognise
from scoring.intake.any_file import read_any
from scoring.problem import InputError
from scoring.readers.submissions import read_submissions
from scoring.records.file_content import Form
from scoring.work.library import Library
from tests.folders import FORM_FILES


@pytest.fixture(scope="module")
def clues():
    return load_clues([])


def found(submission, clues, title="", headings=()):
    return recognise(Form(at="", title=title, headings=headings), submission, clues)


def changed(submission, **fields):
    return submission.model_copy(update={"set": "-", **fields})


def with_points(submission, points):
    """Give the rows of each first level other points, the first row all of them."""
    rows, done = [], set()
    for row in submission.indicators:
        own = points[row.level1] if row.level1 not in done else 0
        done.add(row.level1)
        rows.append(row.model_copy(update={"points": own}))
    return changed(submission, indicators=tuple(rows))


def test_the_six_published_tables(report, clues):
    read = read_any(report, report.name)
    results = [recognise(form, form.submission, clues) for form in read.forms]
    assert [r.set for r in results] == ["shenzhen/2022-project"] * 6
    assert "2022年度" in results[0].shows
    assert any("含有“深圳”" in told for told in results[0].shows)
    assert any(told.startswith("分值 产出50分") for told in results[0].shows)
    assert "标题“项目支出绩效自评表”" in results[0].shows


def test_points_that_stand_behind_levels_alone_are_a_clue_too(clues):
    file = FORM_FILES / "hubei.xlsx"
    (form,) = read_any(file, file.name).forms
    result = found(
        changed(form.submission, unit="湖北江岸工程学院"), clues, form.title, form.headings
    )
    assert result.set == "hubei/project"
    assert "分值 产出40分" in result.shows


def test_every_shipped_set_that_is_named_exists(clues, library):
    known = {entry.id for entry in library.entries()}
    assert set(clues.sets) <= known
    for set_id in clues.sets:
        library.scorer(set_id)


@pytest.mark.parametrize(
    ("fields", "lacks"),
    [
        ({"year": 2023}, "2022年度"),
        ({"unit": "某市数据局", "department": "某市数据局"}, "单位或主管部门含有 深圳 等"),
    ],
)
def test_what_is_missing_is_named_and_nothing_guessed(six, clues, fields, lacks):
    result = found(changed(read_submissions(six[2])[0][1], **fields), clues)
    assert result.set is None
    near = {candidate.set: candidate.lacks for candidate in result.candidates}
    assert near["shenzhen/2022-project"] == (lacks,)
    assert near["mof/2020-project"] == ("各地表样相同而规则不同，光看表分不出",)


def test_one_wrong_weight_does_not_hide_the_form(six, clues):
    one = read_submissions(six[2])[0][1]
    assert found(with_points(one, {"产出": 45, "效益": 30, "满意度": 10}), clues).set
    assert not found(with_points(one, {"产出": 40, "效益": 40, "满意度": 10}), clues).set


def test_two_that_fit_alike_are_both_only_candidates(six, tmp_path):
    (tmp_path / "recognise.yaml").write_text(
        "schema: ziping/recognise/1\nsets:\n"
        "  甲/2022: {must: [{year: [2022, 2022]}]}\n"
        "  乙/2022: {must: [{levels: [产出]}]}\n"
        "  shenzhen/2022-project: {must: [{year: [1990, 1990]}]}\n",
        "utf-8",
    )
    clues = load_clues([tmp_path])
    result = found(changed(read_submissions(six[2])[0][1]), clues)
    assert result.set is None
    assert [c.set for c in result.candidates] == ["甲/2022", "乙/2022"]


def test_the_more_telling_set_is_taken(six, tmp_path):
    (tmp_path / "recognise.yaml").write_text(
        "schema: ziping/recognise/1\nsets:\n"
        "  某区/2022: {must: [{place: [深圳]}, {year: [2022, 2022]}, {levels: [产出]},"
        " {points: {产出: 50}}, {points: {效益: 30}}, {names: [出口可用宽带]}]}\n",
        "utf-8",
    )
    result = found(changed(read_submissions(six[2])[0][1]), load_clues([tmp_path]))
    assert result.set == "某区/2022"


def test_a_users_own_sets_and_clues(review, six, tmp_path, capsys):
    own = tmp_path / "体系"
    (own / "city").mkdir(parents=True)
    (own / "city" / "2022.yaml").write_text(
        "schema: 1\nid: city/2022\ntitle: 某市项目自评表\nextends: shenzhen/2022-project\n"
        "sources: {}\n",
        "utf-8",
    )
    (own / "recognise.yaml").write_text(
        "schema: ziping/recognise/1\nsets:\n  city/2022: {must: [{place: [某某市]}]}\n", "utf-8"
    )
    source = tmp_path / "甲.yaml"
    text = six[2].read_text("utf-8").replace("深圳市", "某某市")
    source.write_text(text.replace("set: shenzhen/2022-project", 'set: "-"'), "utf-8")
    review(source, "-o", tmp_path / "结果", "--sets", own)
    assert "按 city/2022 计分 1 份（表上没有写" in capsys.readouterr().out
    assert "recognise" not in {entry.id for entry in Library(own).entries()}


def test_faulty_clues_are_told_with_their_place(review, six, tmp_path, capsys):
    (tmp_path / "recognise.yaml").write_text(
        "schema: ziping/recognise/1\nsets:\n  甲/1: {must: [{place: [甲], year: [2020, 2021]}]}\n",
        "utf-8",
    )
    assert review(six[0], "-o", tmp_path / "结果", "--sets", tmp_path) == 2
    assert "recognise.yaml:3" in capsys.readouterr().err
    with pytest.raises(InputError):
        load_clues([Path(tmp_path)])


@pytest.mark.parametrize(
    ("file", "nearest"),
    [
        ("anhui", "anhui/department"), ("chongqing", "chongqing/2021-department"),
        ("national", "mof/2020-project"), ("sichuan-2018", "sichuan/2018-project"),
        ("tianjin", "tianjin/department"), ("yueyang", "hunan-yueyang/2018-department"),
    ],
)  # fmt: skip
def test_forms_of_places_nobody_knows_are_told_the_nearest_set(clues, file, nearest):
    path = FORM_FILES / f"{file}.xlsx"
    (form, *_) = read_any(path, path.name).forms
    result = recognise(form, form.submission, clues)
    assert result.set is None
    assert result.candidates[0].set == nearest


@pytest.mark.parametrize(
    ("file", "set_id"),
    [("sichuan-2023", "sichuan/2023-project"), ("transfer", "transfer-payment/region")],
)
def test_forms_that_name_themselves(clues, file, set_id):
    path = FORM_FILES / f"{file}.xlsx"
    (form, *_) = read_any(path, path.name).forms
    assert recognise(form, form.submission, clues).set == set_id


@pytest.mark.parametrize(
    ("file", "place", "set_id"),
    [
        ("anhui", "合肥市", "anhui/department"), ("chongqing", "重庆市", "chongqing/2021-department"),
        ("hubei", "武汉市", "hubei/project"), ("guangxi", "南宁市", "guangxi/project"),
        ("sichuan-2018", "达州市", "sichuan/2018-project"), ("tianjin", "天津市", "tianjin/department"),
        ("yueyang", "岳阳市", "hunan-yueyang/2018-department"),
    ],
)  # fmt: skip
def test_the_same_forms_of_known_places(clues, file, place, set_id):
    path = FORM_FILES / f"{file}.xlsx"
    (form, *_) = read_any(path, path.name).forms
    given = form.submission.model_copy(update={"department": place + "某局"})
    assert recognise(form, given, clues).set == set_id
