"""A file that an officer has at hand is taken in: what came in, what did not, and by which set."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from scoring.intake.submissions import submissions_of
from scoring.page.engine import PageEngine
from scoring.page.read_answer import file_name
from scoring.problem import InputError
from scoring.readers.submissions import read_submissions
from scoring.words import load_vocabulary
from scoring.work.fill_in import fill_in_plan
from scoring.work.library import Library
from scoring.workbooks.fill_in.layout import FillLayout
from scoring.workbooks.fill_in.write.book import fill_workbook
from tests.folders import ROOT
from tests.page.asking import answered
from tests.page.test_score import EXAMPLES, typed

CORPUS = ROOT / "tests" / "corpus"
SEEDS = sorted((CORPUS / "seeds").glob("*.txt"))
ENGINE = PageEngine()


def read(path: Path | None = None, content: bytes = b"", name: str = "", **asked: object) -> Any:
    content = path.read_bytes() if path is not None else content
    given = {"name": name or (path.name if path is not None else ""), "file": 0}
    return answered(ENGINE, "read", (content,), given=given, **asked)


def test_the_six_published_tables_come_in_whole() -> None:
    """What comes in scores as the examples that were typed from the same tables."""
    answer = read(SEEDS[4])
    assert (answer["kind"], len(answer["forms"])) == ("form", 6)
    assert {form["set"] for form in answer["forms"]} == {"shenzhen/2022-project"}
    totals = []
    for form in answer["forms"]:
        assert form["set_by"] == "clues"
        scored = answered(ENGINE, "score", submission=form["submission"])
        totals.append((scored["own"]["total"], scored["rule"]["low"], scored["rule"]["high"]))
    expected = []
    for path in EXAMPLES:
        scored = answered(ENGINE, "score", submission=typed(path))
        expected.append((scored["own"]["total"], scored["rule"]["low"], scored["rule"]["high"]))
    assert totals == expected
    assert sum(bool(form["repairs"]) for form in answer["forms"]) >= 5


def test_an_approved_table_brings_targets_and_says_what_is_missing() -> None:
    answer = read(CORPUS / "target_tables" / "项目.xlsx", set="mof/2020-project")
    (form,) = answer["forms"]
    assert (answer["kind"], answer["kind_words"]) == ("approved", "批复的目标表")
    assert (form["title"], form["unit"], form["year"]) == ("公园养护", "甲市公园中心", 2024)
    assert "年度指标值 8 格" in form["brought"]
    assert "“游客满意度”没有指标值（目标表!F19）" in form["left_out"]
    assert form["submission"]["funds"][0] == {
        "source": "年度资金总额", "initial": "1250.50", "points": "10",
    }  # fmt: skip
    assert answered(ENGINE, "check", submission=form["submission"])["standing"] == "empty"


@pytest.mark.parametrize("suffix", ["docx", "html", "pdf", "txt"])
def test_an_approved_table_is_the_same_in_every_kind_of_file(suffix: str) -> None:
    def told(kind: str) -> object:
        (form,) = read(CORPUS / "target_tables" / f"项目.{kind}", set="mof/2020-project")["forms"]
        rows = [(row["name"], row.get("target")) for row in form["submission"]["indicators"]]
        return form["title"], form["unit"], rows

    assert told(suffix) == told("xlsx")


def test_a_table_of_a_department_names_the_set_that_takes_it() -> None:
    table = CORPUS / "targets" / "整体目标表-2022.docx"
    (form,) = read(table, set="shenzhen/2024-department")["forms"]
    assert form["set"] == ""
    assert "不收这样的目标表" in form["left_out"][0]
    assert "通用 · 部门整体" in form["left_out"][0]
    assert form["offers"][0]["id"] == "common/department"
    (form,) = read(table, set="common/department")["forms"]
    assert (form["set"], form["rows"]) == ("common/department", 44)
    assert "分值没有批复，先平均分配，请核对" in form["left_out"]


def test_a_set_whose_place_was_not_seen_is_not_offered_as_if_it_were() -> None:
    (form,) = read(SEEDS[1])["forms"]
    assert form["unit"] == "深圳市大数据资源管理中心"
    (anhui,) = (offer for offer in form["offers"] if offer["id"] == "anhui/department")
    assert anhui["why"].startswith("表上没有看到：")
    assert form["offers"][0]["why"] == ""
    # Where all that a set asks for was seen and others share it, that is said as it is.
    (form,) = read(CORPUS / "target_tables" / "项目.txt")["forms"]
    assert form["offers"][0]["id"] == "mof/2020-project"
    assert "没有看到" not in form["offers"][0]["why"]


def test_last_years_form_leaves_what_was_achieved_beside() -> None:
    answer = read(SEEDS[4], year=2023)
    form = answer["forms"][5]
    assert answer["kind"] == "last_year"
    row = next(
        r for r in form["submission"]["indicators"] if r["name"] == "发放白皮书的党政机关数量"
    )
    assert row["last_actual"] == "69家"
    assert not {"actual", "claimed", "reason"} & row.keys()
    assert form["left_out"][0] == "上年的完成值、得分、原因和资金不带入，完成值列在旁边供对照"
    assert not answer["kept_for_export"]


def test_a_workbook_that_was_filled_in_comes_back() -> None:
    submission = read_submissions(EXAMPLES[5])[0][1]
    plan = fill_in_plan(Library(), submission.set, submission)
    answer = read(content=fill_workbook(plan, load_vocabulary(FillLayout)), name="填报表.xlsx")
    assert (answer["kind"], answer["forms"][0]["set_by"]) == ("fill_in", "form")
    scored = answered(ENGINE, "score", submission=answer["forms"][0]["submission"])
    assert scored["own"]["total"] == "99.99"


def test_a_system_export_is_kept_to_be_filled() -> None:
    answer = read(CORPUS / "field" / "files" / "01-县道养护.xlsx")
    assert answer["kept_for_export"] is (answer["kind"] == "export") is True
    assert not read(SEEDS[4])["kept_for_export"]


@pytest.mark.parametrize(
    ("file", "what", "todo"),
    [
        ("scan.pdf", "没有文字，读不出", "这是图片。请找原来的 Excel、Word，或者有文字的 PDF。"),
        ("locked.pdf", "打开要密码", "请先去掉密码，另存一份再拖进来。"),
    ],
)
def test_a_file_that_cannot_be_read_is_told_in_few_words(file: str, what: str, todo: str) -> None:
    answer = read(CORPUS / "documents" / file)
    problem = answer["problems"][0]
    assert (answer["kind"], problem["where"], problem["what"], problem["todo"]) == (
        "nothing", file, what, todo,
    )  # fmt: skip


def test_a_temporary_file_and_a_text_without_a_table_are_told() -> None:
    assert (
        read(content=b"x", name="~$自评.xlsx")["problems"][0]["what"] == "这是 Excel 临时文件，跳过"
    )
    text = "项目名称 白皮书\n指标值 100\n".encode()
    assert read(content=text, name="网页.txt")["problems"][0]["what"] == "没有找到自评表"
    assert read(content=b"", name="空.xlsx")["problems"]


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("../../etc/passwd", "passwd"), ("C:\\用户\\a.xlsx", "a.xlsx"), ("", "文件"), ("..", "文件"),
        ("a:b?.xlsx", "a_b_.xlsx"), ("\ud800.xlsx", "?.xlsx"), ("a/", "a"),
    ],
)  # fmt: skip
def test_a_name_never_leads_out_of_its_folder(name: str, safe: str) -> None:
    assert file_name(name) == safe


def draft(*submissions: dict[str, Any], schema: str = "ziping/draft/1") -> bytes:
    whole = {
        "schema": schema,
        "id": "a",
        "submissions": submissions,
        "ui": {"kept": []},
        "exports": [],
    }
    return json.dumps(whole, ensure_ascii=False).encode()


def test_a_draft_comes_back_as_it_was_typed() -> None:
    form = typed()
    form["indicators"][13]["claimed"] = "三十"
    answer = read(content=draft(form), name="白皮书.ziping-draft")
    assert (answer["kind"], answer["forms"][0]["submission"]) == ("draft", form)


def test_the_commands_read_a_draft_as_the_page_does(tmp_path: Path) -> None:
    path = tmp_path / "白皮书.ziping-draft"
    path.write_bytes(draft(typed(), typed(EXAMPLES[0])))
    found = [submission for _, submission in submissions_of(path)]
    assert found == [read_submissions(p)[0][1] for p in (EXAMPLES[5], EXAMPLES[0])]


def test_a_draft_with_a_cell_that_is_no_number_is_refused_by_the_commands(tmp_path: Path) -> None:
    form = typed()
    form["indicators"][13]["claimed"] = "三十"
    path = tmp_path / "a.json"
    path.write_bytes(draft(form))
    ((_, error),) = submissions_of(path)
    assert isinstance(error, InputError)
    assert "第14行" in str(error.problems[0].place)


def test_a_draft_of_a_newer_program_is_refused_in_words(tmp_path: Path) -> None:
    content = draft(schema="ziping/draft/2")
    problem = read(content=content, name="a.ziping-draft")["problems"][0]
    assert problem["what"] == "这份草稿是新版程序存的，这里打不开"
    path = tmp_path / "a.ziping-draft"
    path.write_bytes(content)
    with pytest.raises(InputError, match="新版程序"):
        list(submissions_of(path))
