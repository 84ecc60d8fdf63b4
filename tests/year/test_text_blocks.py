"""The parts of a report that only a person writes: written, proposed for checking, or open."""

from __future__ import annotations

from scoring.records.figures import FigureRegister, ProjectFigures
from scoring.records.year_folder import YearFolder, YearForm
from scoring.words import load_vocabulary
from scoring.work.library import Library
from scoring.year.numbered import numbered_items
from scoring.year.report_texts import ReportTexts
from scoring.year.text_blocks import department_blocks, project_blocks
from tests.folders import EXAMPLES
from tests.year.made_folder import BUREAU, CENTRE, department_year, form

TEXTS = load_vocabulary(ReportTexts)


def register_of(folder: YearFolder) -> FigureRegister:
    """Return a register without figures."""
    return FigureRegister(folder.record, (), folder.department, {}, {})


def project_of(project: YearForm) -> ProjectFigures:
    """Return a project without figures."""
    submission = project.submission
    parent = submission.project.parent.name if submission.project.parent else ""
    return ProjectFigures(
        project.key, 1, submission.title, "", submission.unit, parent, "scored", project
    )


def test_all_blocks_of_an_empty_year_are_open_and_say_what_to_write(library: Library) -> None:
    folder = department_year(BUREAU, library)
    blocks = department_blocks(register_of(folder), folder, TEXTS, {})
    asked = {name for name, block in blocks.items() if block.state == "open"}
    assert asked == {f"W{n}" for n in range(1, 13)}
    assert all(block.hint for block in blocks.values())
    assert not any(block.paragraphs for block in blocks.values())
    assert "主要问题不超过3条" in blocks["W12"].hint


def test_what_a_person_wrote_in_the_paper_stands_above_the_record(library: Library) -> None:
    folder = department_year(BUREAU, library, given={"texts": {"W1": "一、甲\n二、乙"}})
    register = register_of(folder)
    assert department_blocks(register, folder, TEXTS, {})["W1"].paragraphs == ("一、甲", "二、乙")
    kept = department_blocks(register, folder, TEXTS, {"W1": ("丙", "丁")})["W1"]
    assert (kept.state, kept.paragraphs) == ("written", ("丙", "丁"))


def test_an_untouched_hint_is_no_text_and_a_marked_draft_stays_one(library: Library) -> None:
    folder = department_year(BUREAU, library, given={"texts": {"上年W4": "上年写的"}})
    register = register_of(folder)
    left = {"W1": ("【待填写】按“三定”规定……",), "W4": ("【请核对】上年写的",)}
    blocks = department_blocks(register, folder, TEXTS, left)
    assert (blocks["W1"].state, blocks["W1"].paragraphs) == ("open", ())
    assert (blocks["W4"].state, blocks["W4"].paragraphs) == ("draft", ("上年写的",))
    accepted = department_blocks(register, folder, TEXTS, {"W4": ("上年写的",)})["W4"]
    assert accepted.state == "written"


def test_the_approved_goal_is_offered_point_by_point(library: Library) -> None:
    folder = department_year(CENTRE, library, ["001"])
    block = department_blocks(register_of(folder), folder, TEXTS, {})["W2"]
    assert block.state == "draft"
    assert [paragraph[:8] for paragraph in block.paragraphs] == [
        "1.逐步构建全市", "2.履行市级政务", "3.持续夯实数据", "4.履行宽带网络", "5.继续优化政府",
        "6.通过开展政务",
    ]  # fmt: skip


def test_achievements_and_problems_of_projects_are_offered_never_secret_ones(
    library: Library,
) -> None:
    folder = department_year(BUREAU, library)
    said = {"achieved": "已完成", "problems": "进度慢", "measures": "按月督办"}
    one = form(EXAMPLES[0], library, summary=said)
    two = form(EXAMPLES[1], library, summary={**said, "measures": ""}, secret=True)
    projects = tuple(map(project_of, (one, two)))
    register = FigureRegister(folder.record, projects, folder.department, {}, {})
    blocks = department_blocks(register, folder, TEXTS, {})
    assert blocks["W9"].paragraphs == (f"{one.submission.title}：已完成。",)
    assert blocks["W12"].paragraphs == (f"{one.submission.title}：进度慢。改进措施：按月督办。",)


def test_the_texts_of_a_project_come_from_its_form_then_from_the_record(library: Library) -> None:
    folder = department_year(BUREAU, library, given={"texts": {"自评工作": "由财务处组织。"}})
    project = project_of(form(EXAMPLES[0], library, texts={"立项依据": "深府〔2020〕1号"}))
    blocks = project_blocks(project, folder, TEXTS, {})
    assert blocks["T1"].paragraphs == ("深府〔2020〕1号",)
    assert blocks["T2"].paragraphs == ("由财务处组织。",)
    assert blocks["T4"].state == "open"


def test_only_the_next_number_begins_a_point() -> None:
    assert numbered_items("1.建成1.0版平台；2.接入3家，见第5.条。3、完成") == (
        "1.建成1.0版平台；", "2.接入3家，见第5.条。", "3、完成",
    )  # fmt: skip
    assert numbered_items("甲\n\n乙") == ("甲", "乙")
    assert numbered_items("") == ()


def test_the_marks_of_texts_are_those_that_word_papers_print(library: Library) -> None:
    marks = library.labels.marks
    assert TEXTS.marks == {"open": marks["open"], "draft": marks["draft"]}
    assert TEXTS.words["no_actual"] == marks["open"]
