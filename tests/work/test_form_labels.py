"""Headings of one's own: named for a run, or added to the words of a folder."""

from __future__ import annotations

from pathlib import Path

import pytest

import scoring
from scoring.cli.main import main
from scoring.problem import InputError
from scoring.records.submission import Submission
from tests.corpus.small_form import FUNDS, ROWS, form_page, renamed, write_form

SET = "mof/2020-project"
ODD = {"实际完成值": "三季度后情况"}
"""A heading that is never taken by its place."""


def read(path: Path, library: scoring.Library | None = None) -> Submission:
    """Return the one form of a file."""
    (form,) = scoring.read(path, library).forms
    assert form.submission is not None, form.problems
    return form.submission


@pytest.mark.parametrize(
    ("page", "heading", "role", "field"),
    [
        (form_page(renamed(ODD)), "三季度后情况", "实际完成值", "actual"),
        (form_page(renamed({"得分": "复核用分"})), "复核用分", "得分", "claimed"),
        (form_page(renamed({"分值": "权"})), "权", "分值", "points"),
        (form_page(renamed({"年度指标值": "应做到"})), "应做到", "年度指标值", "target"),
        (form_page(renamed({"偏差原因分析": "为什么"})), "为什么", "偏差原因分析", "reason"),
    ],
)
def test_a_heading_that_is_named_is_read(
    page: str, heading: str, role: str, field: str, tmp_path: Path
) -> None:
    path = write_form(tmp_path, page.replace("满意度指标</td>", "满意度指标</td>", 1))
    assert field in read(path).not_found
    found = read(path, scoring.Library(labels={heading: role}))
    assert field not in found.not_found
    plain = read(write_form(tmp_path, form_page(), "照常.html"))
    assert [getattr(row, field) for row in found.indicators] == [
        getattr(row, field) for row in plain.indicators
    ]
    assert not any(row.known for row in found.indicators)


def test_columns_of_the_funds_and_labels_of_the_head_can_be_named(tmp_path: Path) -> None:
    funds = [["资金来源", "年初预算数", "可用数", "全年执行数", "分值", "执行率", "得分"], FUNDS[1]]
    page = form_page(funds=funds).replace("项目名称", "项目全称")
    path = write_form(tmp_path, page)
    assert read(path).funds[0].budget is None
    library = scoring.Library(labels={"可用数": "全年预算数", "项目全称": "项目名称"})
    found = read(path, library)
    assert found.funds[0].budget == 100
    assert found.project.name == "技能培训"


def test_a_word_that_means_another_column_gives_way_to_what_is_named(tmp_path: Path) -> None:
    path = write_form(tmp_path, form_page(renamed({"实际完成值": "数据来源"})))
    assert "actual" in read(path).not_found
    found = read(path, scoring.Library(labels={"数据来源": "实际完成值"}))
    assert [row.actual for row in found.indicators] == [row[4] for row in ROWS]


@pytest.mark.parametrize("command", ["score", "check", "review"])
def test_a_role_that_no_heading_has_is_refused_with_the_roles(
    command: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = write_form(tmp_path, form_page())
    output = tmp_path / "出"
    given = [str(path), "--set", SET, "-o", str(output), "--label", "达成数=做到的"]
    assert main([command, *given]) == 2
    said = capsys.readouterr().err
    assert "没有叫“做到的”的栏目" in said
    assert "实际完成值" in said
    assert "全年预算数" in said
    assert not output.exists()


@pytest.mark.parametrize("written", ["达成数", "=实际完成值", "达成数="])
def test_what_names_nothing_is_refused(
    written: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = write_form(tmp_path, form_page())
    assert main(["check", str(path), "--label", written]) == 2
    assert "标题=栏目" in capsys.readouterr().err


@pytest.mark.parametrize("command", ["score", "check", "review"])
def test_every_command_that_reads_forms_takes_a_heading(
    command: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = write_form(tmp_path, form_page(renamed(ODD)))
    given = [str(path), "--set", SET, "-o", str(tmp_path / "出")]
    main([command, *given, "--label", "三季度后情况＝实际完成值", "--year", "2022"])
    said = capsys.readouterr().out
    assert "没有归入" not in said
    assert "未能读取" not in said


def test_the_hint_of_a_form_is_true(tmp_path: Path) -> None:
    path = write_form(tmp_path, form_page(renamed(ODD)))
    told = next(piece.text for piece in read(path).unplaced if "--label" in piece.text)
    heading, _, role = told.partition("--label ")[2].partition("，")[0].partition("=")
    assert (heading, role) == ("三季度后情况", "实际完成值")
    found = read(path, scoring.Library(labels={heading: role}))
    assert [row.actual for row in found.indicators] == [row[4] for row in ROWS]


def test_what_was_kept_of_a_reading_counts_only_with_the_same_names(tmp_path: Path) -> None:
    path = write_form(tmp_path, form_page(renamed(ODD)))
    output = tmp_path / "出"
    first = scoring.rescore(path, output, set=SET)
    assert any("实际完成值" in p.text for f in first.state.files for r in [f.read] if r
               for form in r.forms if form.submission for p in form.submission.unplaced)  # fmt: skip
    library = scoring.Library(labels={"三季度后情况": "实际完成值"})
    again = scoring.rescore(path, output, set=SET, sets=library)
    (form,) = again.state.files[0].read.forms  # type: ignore[union-attr]
    assert form.submission is not None
    assert form.submission.indicators[0].actual == "100人"


def own_words(folder: Path, text: str) -> Path:
    """Write a file of words of a folder's own; return the folder of sets beside it."""
    words = folder / "我的" / "vocabulary"
    words.mkdir(parents=True)
    (words / "栏目.yaml").write_text(text, "utf-8")
    return folder / "我的"


def test_a_line_of_a_folders_own_words_is_enough(tmp_path: Path) -> None:
    own = own_words(
        tmp_path, "schema: ziping/form-labels/1\nindicators:\n  actual: [三季度后情况]\n"
    )
    path = write_form(tmp_path, form_page(renamed(ODD)))
    found = read(path, scoring.Library(own))
    assert [row.actual for row in found.indicators] == [row[4] for row in ROWS]


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("indicators: {actuel: [达成数]}", "unknown-key"),
        ("indicators: {actual: [得分]}", "word-twice"),
        ("indicators: {actual: ['']}", "empty-word"),
        ("kolumns: {actual: [达成数]}", "unknown-key"),
    ],
)
def test_words_that_cannot_be_are_refused_at_their_place(
    line: str, code: str, tmp_path: Path
) -> None:
    own = own_words(tmp_path, f"schema: ziping/form-labels/1\n{line}\n")
    with pytest.raises(InputError) as refused:
        _ = scoring.Library(own).form_labels
    assert [problem.code for problem in refused.value.problems] == [code]
    assert refused.value.problems[0].place.line == 2


def test_words_beside_the_forms_under_review_count_for_nothing(tmp_path: Path) -> None:
    own_words(tmp_path, "schema: ziping/form-labels/1\nindicators:\n  actual: [三季度后情况]\n")
    write_form(tmp_path / "我的", form_page(renamed(ODD)))
    run = scoring.rescore(tmp_path / "我的", set=SET)
    assert any("actual" in form.result.submission.not_found for form in run.forms)


def hint_of(page: str, folder: Path) -> str:
    """Return what is said about a form's columns that were not found."""
    return read(write_form(folder, page)).remark


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"实际完成值": "三季度后情况"}, "--label 三季度后情况=实际完成值"),
        ({"得分": "复核用分"}, "--label 复核用分=得分"),
        ({"分值": "权", "得分": "复核用分"}, "--label 标题=实际完成值"),
        ({"年度指标值": "应做到", "实际完成值": "三季度后情况"}, "--label 标题=实际完成值"),
        ({"实际完成值": "三季度后情况", "偏差原因分析": "为什么"}, "--label 标题=实际完成值"),
    ],
)
def test_a_heading_is_paired_with_a_column_only_where_no_other_pair_is_possible(
    changes: dict[str, str], said: str, tmp_path: Path
) -> None:
    told = hint_of(form_page(renamed(changes)), tmp_path)
    assert told.partition("如 ")[2].partition("，")[0] == said
    assert told.count("--label") == 1


@pytest.mark.parametrize("command", ["score", "check", "review"])
@pytest.mark.parametrize("changes", [{}, ODD])
def test_a_year_that_is_given_is_not_called_missing(
    command: str, changes: dict[str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = form_page(renamed(changes), title="项目支出绩效自评表")
    given = [str(write_form(tmp_path, page)), "--set", SET, "-o", str(tmp_path / "出")]
    main([command, *given])
    without = capsys.readouterr().out
    assert "年度可以用 --year 写明" in without
    main([command, *given, "--year", "2022"])
    said = capsys.readouterr().out
    assert "--year" not in said
    assert ("没有找到：实际完成值" in said) == bool(changes)


@pytest.mark.parametrize(
    ("option", "written", "said"),
    [
        ("--year", "0", "--year “0”不是年度，应在 1990–2100 之间"),
        ("--year", "1989", "1990–2100"),
        ("--year", "二〇二二", "--year"),
        ("--label", "达成数", "--label “达成数”要写成"),
        ("--label", "达成数=实际完成直", "您是不是想写 实际完成值"),
    ],
)
def test_a_refusal_names_the_option_and_what_can_be_written(
    option: str, written: str, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = write_form(tmp_path, form_page())
    assert main(["check", str(path), "--set", SET, option, written]) == 2
    assert said in capsys.readouterr().err


@pytest.mark.parametrize(
    ("lines", "line", "said"),
    [
        ("indicators: {actual: [达成数], target: [达成数]}", 2, "“达成数”已经算作 actual"),
        ("indicators:\n  actual: [达成数]\n  target: [应做, 达成数]", 4, "不能又算作 target"),
        ("texts: {亮点: [做得好], 不足: [做得好]}", 2, "“做得好”已经算作 亮点"),
        ("indicators:\n  actual: 达成数", 3, "这里应是列表"),
        ("head:\n  unit: 本单位名", 3, "这里应是列表"),
    ],
)
def test_words_that_contradict_each_other_or_stand_in_no_list_are_told_at_their_line(
    lines: str, line: int, said: str, tmp_path: Path
) -> None:
    own = own_words(tmp_path, f"schema: ziping/form-labels/1\n{lines}\n")
    with pytest.raises(InputError) as refused:
        _ = scoring.Library(own).form_labels
    (problem,) = refused.value.problems
    assert problem.place.line == line
    assert said in problem.message
    if said == "这里应是列表":
        assert problem.hint.startswith("请写成 [")


def told_of(
    command: str, path: Path, folder: Path, capsys: pytest.CaptureFixture[str], *labels: str
) -> tuple[int, str]:
    """Run a command with ``labels``; return its status and what it says beside its results."""
    given = [
        str(path),
        "--set",
        SET,
        "-o",
        str(folder / "出.xlsx" if command == "form" else folder),
    ]
    status = main([command, *given, *(part for label in labels for part in ("--label", label))])
    return status, capsys.readouterr().err


COMMANDS = ("score", "check", "review", "form")


@pytest.mark.parametrize("command", COMMANDS)
def test_a_heading_that_no_form_has_is_told_once(
    command: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = write_form(tmp_path, form_page(renamed(ODD)))
    plain, _ = told_of(command, path, tmp_path / "一", capsys)
    status, said = told_of(command, path, tmp_path / "二", capsys, "三季度情况=实际完成值")
    assert status == plain
    assert said.count("没有用上") == 1
    assert "读到的表上没有标题“三季度情况”" in said
    assert "您是不是想写 三季度后情况" in said


@pytest.mark.parametrize("command", COMMANDS)
def test_a_heading_whose_column_another_has_is_told(
    command: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = form_page(renamed({"偏差原因分析": "达成数"}))
    path = write_form(tmp_path, page)
    _, said = told_of(command, path, tmp_path / "一", capsys, "达成数=实际完成值")
    assert "“达成数=实际完成值”没有用上：表上另有标题已读作“实际完成值”" in said


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize(
    ("changes", "label"),
    [
        (ODD, "三季度后情况=实际完成值"),
        ({"实际完成值": "三季度后情况(件)"}, "三季度后情况=实际完成值"),
        ({"得分": "复核用分"}, "复核用分=得分"),
    ],
)
def test_nothing_is_told_of_a_heading_that_counts(
    command: str,
    changes: dict[str, str],
    label: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    path = write_form(tmp_path, form_page(renamed(changes)))
    for _ in range(2):  # the second time a reading may be kept
        _, said = told_of(command, path, tmp_path / "出", capsys, label)
        assert "没有用上" not in said
        (tmp_path / "出" / "出.xlsx").unlink(missing_ok=True)


@pytest.mark.parametrize(
    "own", ["actual: [偏差原因分析二]", "target: [三季度后情况]", "points: [三季度后情况]"]
)
def test_what_is_named_for_a_run_comes_before_the_words_of_a_folder(
    own: str, tmp_path: Path
) -> None:
    folder = own_words(tmp_path, f"schema: ziping/form-labels/1\nindicators:\n  {own}\n")
    changes = {**ODD, "偏差原因分析": "偏差原因分析二"}
    path = write_form(tmp_path, form_page(renamed(changes)))
    found = read(path, scoring.Library(folder, {"三季度后情况": "实际完成值"}))
    assert [row.actual for row in found.indicators] == [row[4] for row in ROWS]


@pytest.mark.parametrize("command", ["score", "check", "review"])
@pytest.mark.parametrize("schema", ["form-labels", "units", "values"])
def test_words_among_what_was_handed_in_are_told_where_to_go(
    command: str, schema: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "收到的表" / "vocabulary" / "词.yaml"
    path.parent.mkdir(parents=True)
    path.write_text(f"schema: ziping/{schema}/1\nindicators: {{actual: [达成数]}}\n", "utf-8")
    given = path.parent.parent if command == "review" else path
    _, said = told_of(command, given, tmp_path / "出", capsys)
    assert "--sets 指定的文件夹里的 vocabulary" in said
    assert "ziping/submission/1" not in said


def test_a_form_to_fill_is_made_of_a_form_with_odd_headings_and_no_year(tmp_path: Path) -> None:
    path = write_form(tmp_path, form_page(renamed(ODD), title="项目支出绩效自评表"))
    made = tmp_path / "填报表.xlsx"
    given = [str(path), "--set", SET, "-o", str(made), "--year", "2022"]
    assert main(["form", *given, "--label", "三季度后情况=实际完成值"]) == 0
    found = read(made)
    assert found.year == 2022
    assert [row.actual for row in found.indicators] == [row[4] for row in ROWS]


def test_a_review_counts_the_rows_that_a_person_must_settle(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    headings = renamed({"实际完成值": "", "年度指标值": "", "偏差原因分析": ""})
    path = write_form(tmp_path, form_page(headings))
    assert main(["review", str(path), "--set", SET, "-o", str(tmp_path / "出")]) == 1
    said = capsys.readouterr().out
    assert "待定 5 项（要由人认定）" in said
    assert "没有发现问题" not in said
