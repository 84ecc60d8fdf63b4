"""Sentences of a year's papers, reworded in a folder of one's own."""

from __future__ import annotations

from pathlib import Path

import pytest

from scoring.problem import InputError
from scoring.work.library import Library
from scoring.work.year.papers import YearWork
from scoring.year.report_texts import ReportTexts
from scoring.year.review_text import plain_text, review_text_view
from scoring.year.words import YearWords


def with_own(folder: Path, text: str, year) -> YearWork:
    own = folder / "vocabulary" / "printing"
    own.mkdir(parents=True)
    (own / "year.yaml").write_text(text, "utf-8")
    (folder / "sets").mkdir()
    return YearWork(year(), Library(folder), False, lambda _: {}, "")  # type: ignore[arg-type]


def test_one_sentence_is_reworded_and_the_others_stay(tmp_path, year):
    own = 'sentences:\n  P2: {text: "主要问题：【待填写】"}\n'
    work = with_own(tmp_path, own, year)
    text = plain_text(review_text_view(work.register, work.words, public=False))
    assert text.count("主要问题：【待填写】") == 6
    assert "全年预算数160万元，执行数159.87万元，完成预算的99.9%。" in text
    assert (tmp_path / "vocabulary" / "printing" / "year.yaml") in work.library.own_files()


@pytest.mark.parametrize(
    ("own", "says"),
    [
        ('sentences:\n  P1: {text: "{总分数}"}\n', "P1"),
        ("sentences:\n  P1: {text: 甲, whenn: 有问题}\n", "whenn"),
    ],
)
def test_what_is_wrong_in_it_is_told_with_its_file(tmp_path, year, own, says):
    work = with_own(tmp_path, own, year)
    with pytest.raises(InputError) as caught:
        assert isinstance(work.words, YearWords)
    (problem,) = caught.value.problems
    assert says in problem.message
    assert problem.place.file == str(tmp_path / "vocabulary" / "printing" / "year.yaml")


@pytest.mark.parametrize(
    ("file", "own", "printed"),
    [
        ("year_texts", 'patterns: {longest: "{字数}"}', lambda w: w.text("longest", longest=1)),
        ("year", 'labels: {level_score: "{名}得分"}', lambda w: w.label("level_score", "产出")),
        ("year", 'gaps: {form: "{甲}"}', lambda w: w.text("gaps.form", unit="", name="")),
    ],
)
def test_a_name_that_is_not_there_is_told_with_its_file(tmp_path, file, own, printed):
    path = tmp_path / "vocabulary" / "printing" / f"{file}.yaml"
    path.parent.mkdir(parents=True)
    path.write_text(own, "utf-8")
    words = Library(tmp_path).wording(ReportTexts if file == "year_texts" else YearWords)
    with pytest.raises(InputError) as caught:
        printed(words)
    (problem,) = caught.value.problems
    assert problem.code == "table-field"
    assert problem.place.file == f"vocabulary/printing/{file}.yaml"
