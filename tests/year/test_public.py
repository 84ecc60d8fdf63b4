"""公开版: made of a whitelist; nothing private, nothing secret, nothing of the rule's own view."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace

import pytest

from scoring.records.submission import (
    Evidence,
    Head,
    SummaryTexts,
    Survey,
)
from scoring.words import load_vocabulary
from scoring.work.outputs import Outputs
from scoring.work.own_track import with_own_track
from scoring.year.check.check_words import YearCheckWords
from scoring.year.check.private_texts import private_kinds, private_problems
from scoring.year.public import public_result
from scoring.year.publication import is_published, publication_problems
from scoring.year.register import make_register
from tests.corpus.one_of_each import results

WORDS = load_vocabulary(YearCheckWords)
PRIVATE = {
    "responsible": "王负责", "phone": "13800138000", "filled_by": "李填表", "date": "2023-03-01",
    "opinion": "同意上报，评为优", "signatures": {"审核人": "赵审核"},
}  # fmt: skip


def texts(content: bytes) -> str:
    """Return everything that a file holds: all parts of a package, unpacked."""
    if not content.startswith(b"PK"):
        return content.decode()
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return "\n".join(package.read(name).decode("utf-8") for name in package.namelist())


@pytest.fixture(scope="module")
def printed(library):
    """Print a result as its published form, by format."""
    outputs = Outputs(library, ())

    def files(result):
        public = public_result(result)
        return {kind: outputs.render(public, kind, "public-project") for kind in ("xlsx", "html")}

    return files


@pytest.fixture(scope="module")
def full(six, library, as_form):
    """The first project with everything in it that is not published."""

    def of(form):
        submission = form.submission
        rows = [
            row.model_copy(update={
                "evidence": (Evidence(name="内部台账", number="证据甲-1"),),
                "survey": Survey(method="电话回访", sent=120, returned=119, satisfied=118),
                "mid_reason": "年中偏慢", "last_actual": "上年数九十九",
            })
            for row in submission.indicators
        ]  # fmt: skip
        more = {
            "head": Head(**PRIVATE), "indicators": tuple(rows), "id": "内部编号七七",
            "texts": {"自评工作": "会议纪要第九号"}, "set_digest": "a1b2c3d4e5f60718",
        }  # fmt: skip
        made = as_form(submission.model_copy(update=more), form.file)
        return replace(made, result=with_own_track(made.result, library))

    return [of(form) for form in six]


def test_a_published_form_prints_what_the_seed_prints_and_nothing_else(full, printed):
    totals = []
    for form in full:
        files = printed(form.result)
        for content in map(texts, files.values()):
            for word in (
                *(
                    "王负责",
                    "13800138000",
                    "李填表",
                    "同意上报",
                    "赵审核",
                    "内部台账",
                    "证据甲",
                    "电话回访",
                ),
                *(
                    "年中偏慢",
                    "上年数",
                    "内部编号",
                    "会议纪要",
                    "a1b2c3",
                    "负责人：",
                    "电话",
                    "佐证",
                    "公章",
                ),
                *("意见", "若取下限", "规则", "校验码", "可评范围", "shenzhen/", "ziping", "等级"),
            ):
                assert word not in content, (form.file, word)
            assert form.submission.project.code in content
            assert form.submission.project.name in content
        page = re.sub(r"<[^>]+>", " ", files["html"].decode())
        totals.append(re.search(r"总分\s+100\s+([0-9.]+)", page)[1])
        for label in ("项目编码", "绩效自评年度", "实施单位", "一级预算单位", "年初预算数", "全年执行数",
                      "执行率（%）", "预期目标", "年度指标值", "偏差原因分析及改进措施"):  # fmt: skip
            assert label in page
    assert totals == ["99.23", "99.79", "97.42", "97.77", "99.94", "99.99"]


def test_a_published_workbook_has_no_author_no_hidden_sheet_and_no_comment(full, printed):
    content = printed(full[0].result)["xlsx"]
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        names = package.namelist()
        core = package.read("docProps/core.xml").decode()
        book = package.read("xl/workbook.xml").decode()
    assert not [name for name in names if "comment" in name or "custom" in name]
    assert not re.search(r"<dc:creator>[^<]|<cp:lastModifiedBy>[^<]", core)
    assert "hidden" not in book


def test_every_field_of_a_submission_is_published_by_a_line_of_the_whitelist(full):
    """A field that is added to a form later is not published until somebody says so."""
    public = public_result(full[0].result).submission
    filled = set(public.model_dump(exclude_defaults=True))
    assert filled <= {
        "schema_", "set", "year", "project", "unit", "department", "money_unit", "state", "funds",
        "goal", "indicators",
    }  # fmt: skip
    of_row = set(public.indicators[0].model_dump(exclude_defaults=True))
    assert of_row <= {
        "id", "level1", "level2", "name", "target", "actual", "direction", "unit", "points",
        "claimed", "reason",
    }  # fmt: skip


def changed(form, as_form, **fields):
    return as_form(form.submission.model_copy(update=fields), form.file)


@pytest.mark.parametrize(
    ("publish", "listed", "secret", "chosen", "code"),
    [
        (True, [], False, True, None),
        (None, ["政务数据管理"], False, True, None),
        (None, ["440300211311500026154"], False, True, None),
        (None, [], False, False, None),
        (False, [], False, False, None),
        (False, ["政务数据管理"], False, False, "publish-differs"),
        (True, [], True, False, "publish-secret"),
        (None, ["政务数据管理"], True, False, "publish-secret"),
        (None, ["政务数据"], False, False, "publish-unknown"),
    ],
)
def test_which_projects_are_published(
    year, words, six, as_form, publish, listed, secret, chosen, code
):
    forms = [
        changed(form, as_form, publish=publish, secret=secret) if n == 1 else form
        for n, form in enumerate(six)
    ]
    folder = year(forms, publish=listed)
    register = make_register(folder, words)
    published = [p.name for p in register.projects if is_published(p, folder.record)]
    problems = list(publication_problems(register, folder.record_file))
    assert published == (["政务数据管理"] if chosen else [])
    assert [problem.code for problem in problems] == ([] if code is None else [code])
    if secret:
        assert "政务数据" not in problems[0].message


def test_a_form_without_a_total_waits_for_it(year, words, six, as_form):
    rows = [row.model_copy(update={"claimed": None}) for row in six[5].submission.indicators]
    blank = changed(six[5], as_form, indicators=tuple(rows), claimed_total=None, publish=True)
    assert blank.result.own.total is None
    folder = year([*six[:5], blank], publish=["政务数据管理"])
    register = make_register(folder, words)
    published = [p.name for p in register.projects if is_published(p, folder.record)]
    assert published == ["政务数据管理"]
    [problem] = publication_problems(register, folder.record_file)
    assert (problem.code, problem.severity) == ("publish-open", "warning")
    assert problem.message == "“信息工程质量监督”要公开，自评表还没有总分，没有公开"


IDENTITY = "11010519491231002X"


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("联系13800138000。", ["手机号"]),
        ("联系１３８００１３８０００。", ["手机号"]),
        ("联系138 0013 8000。", ["手机号"]),
        ("短信13800138000.50元", []),
        ("共113800138000条", []),
        ("12800138000", []),
        ("请致电0755-88121234。", ["固定电话"]),
        ("请致电（0755）88121234。", ["固定电话"]),
        ("2022-2023年度", []),
        (f"身份证{IDENTITY}", ["身份证号"]),
        (f"身份证{IDENTITY[:-1]}1", []),
        ("440300211311500026154", []),
        ("440300211311500026", []),
        ("发至 a.b@example.cn 。", ["电子邮箱"]),
        ("@深圳—民意速办", []),
        ("负责人：王某", ["不公开的栏目"]),
        ("佐证材料", ["不公开的栏目"]),
        ("各单位负责人参加培训，留存佐证材料3份。", []),
    ],
)
def test_what_no_public_text_may_hold(text, kinds):
    assert list(private_kinds(text, WORDS)) == kinds


def test_a_telephone_number_in_a_measure_is_told_with_file_and_place(year, six, as_form):
    summary = SummaryTexts(measures="加强沟通，联系人13800138000。")
    form = changed(six[2], as_form, summary=summary)
    (problem,) = private_problems(year(), [*six[:2], form], WORDS)
    assert problem.code == "public-private"
    assert (problem.place.file, problem.place.where) == (six[2].file, "自评综述·改进措施")
    assert "手机号" in problem.message
    assert "13800138000" not in problem.message


def test_the_six_published_forms_hold_nothing_private(year, six):
    assert list(private_problems(year(), six, WORDS)) == []


def test_a_form_of_every_set_can_be_published(library, printed):
    for result in results(library).values():
        pages = printed(result)
        assert "制度汇编" not in texts(pages["html"]) + texts(pages["xlsx"])
