"""The papers of a year beside each other: what is asked, what is accused, and what is left alone."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from scoring.problem import Place, Problem
from scoring.records.file_content import Amount, Piece, TargetFunds, TargetTable
from scoring.records.paper_text import PaperPlace, PaperText, PublicPaper, StandingPaper
from scoring.records.submission import ParentProject, SummaryTexts
from scoring.records.year_folder import YearFolder, YearTargets, YearText
from scoring.records.year_record import YearRecord
from scoring.work.year_check import YearCheck
from tests.year.conftest import CENTRE, DEPARTMENT, RECORD

NETWORK, OPERATION, WORKS = (
    "3-政府网络运行维护.yaml",
    "4-综合运维服务.yaml",
    "6-信息工程质量监督.yaml",
)


@pytest.fixture(scope="module")
def check(library):
    return YearCheck(library)


@pytest.fixture
def codes(check):
    """Return code, kind and file of everything that is found about a year."""

    def found(folder, papers=()):
        return [
            (one.finding.code, one.finding.kind, one.file)
            for one in check.findings(folder, None, papers)
        ]

    return found


def changed(form, as_form, **fields):
    return as_form(form.submission.model_copy(update=fields), form.file)


def with_parent(forms, as_form, parent, files):
    return [
        changed(
            form, as_form, project=form.submission.project.model_copy(update={"parent": parent})
        )
        if form.file in files
        else form
        for form in forms
    ]


def table(tasks, unit=CENTRE, year=2022):
    """Return a whole-unit target table with its tasks: name and amount in 万元."""
    total = sum((Decimal(amount) for _, amount in tasks), Decimal(0))
    pieces = [
        Piece(text=f"{name}\t内容\t{amount}\t{amount}\t0", at="第3行") for name, amount in tasks
    ]
    pieces.append(Piece(text=f"金额合计\t{total}\t{total}", at="第9行"))
    funds = TargetFunds(source="总额", amount=Amount(text=str(total), value=total, unit="万元"))
    return TargetTable(
        at="第1行", title="目标表", unit=unit, year=year, whole=True, funds=(funds,),
        tasks=tuple(pieces),
    )  # fmt: skip


def of_seed(seed_file, number):
    read = seed_file(number)
    return tuple(YearTargets(read.name, table, read.rest) for table in read.targets)


def test_the_whole_year_of_the_seeds_is_asked_about_one_name_and_one_old_text(
    codes, year, seed_file
):
    """003 calls one first-level project by two names; 004 tells of 2021 in a paragraph of 2022."""
    text = seed_file("004")
    folder = replace(
        year(coverage={"amount": "88796.72", "total": "113620.85"}),
        targets=of_seed(seed_file, "003"),
        texts=(YearText("004.txt", text.statements, text.passages),),
    )
    assert codes(folder) == [
        ("parent_unknown", "Q", "003.txt"),
        ("problems_of_another_year", "N", "5-网络安全监测预警.yaml"),
    ]


def test_the_near_name_is_proposed(check, year, seed_file):
    folder = replace(year(), targets=of_seed(seed_file, "003"))
    (found,) = check.findings(folder)
    assert found.finding.text == (
        "003.txt 第152行写的一级项目是“政务综合管理”，003.txt 第397行列出的一级项目里没有这个名称。"
        "名称相近的有“政府综合管理”，是同一个项目吗？"
    )


def test_a_cent_of_rounding_between_tasks_and_their_total_is_silent(codes, seed_file):
    """68,098.26 beside a printed 68,098.25."""
    record = YearRecord.model_validate(RECORD | {"year": 2024})
    folder = YearFolder(record, "部门年度.yaml", targets=of_seed(seed_file, "001"))
    assert codes(folder) == []


def test_a_parent_that_the_units_own_table_lists_or_that_has_no_table_is_left_alone(
    codes, year, six, as_form
):
    forms = with_parent(six, as_form, ParentProject(name="信息化运维项目"), {NETWORK, OPERATION})
    forms = with_parent(forms, as_form, ParentProject(name="别处的项目"), {WORKS})
    listed = YearTargets("目标表.docx", table([("基本支出", "2410"), ("信息化运维项目", "3824")]))
    assert codes(replace(year(forms), targets=(listed,))) == []


def test_a_form_names_a_parent_that_its_units_table_does_not_list(codes, year, six, as_form):
    forms = with_parent(
        six, as_form, ParentProject(name="信息化运行维护项目"), {NETWORK, OPERATION}
    )
    listed = YearTargets("目标表.docx", table([("基本支出", "2410"), ("信息化运维项目", "3824")]))
    assert codes(replace(year(forms), targets=(listed,))) == [("parent_unknown", "Q", NETWORK)]


@pytest.mark.parametrize(
    ("budget", "expected", "codes_"),
    [
        ("2867.95", False, []),  # 1,815.95 + 1,052
        ("2867.96", True, []),  # a cent of rounding
        ("3824", False, []),  # others of its projects are not here
        ("3824", True, ["parent_sum"]),  # the record says that these are all
        ("2800", False, ["parent_sum"]),  # more than the whole
        ("28679500", True, ["money_unit_mixed"]),  # 元 beside 万元
        ("5000000", False, []),  # a small part of a great whole
    ],
)
def test_the_projects_of_a_first_level_beside_its_approved_budget(
    codes, year, six, as_form, budget, expected, codes_
):
    parent = "信息化运维项目"
    forms = with_parent(six, as_form, ParentProject(name=parent), {NETWORK, OPERATION})
    listed = YearTargets("目标表.docx", table([("基本支出", "2410"), (parent, budget)]))
    names = ("政府网络运行维护", "综合运维服务")
    projects = [{"name": name, "parent": parent, "unit": CENTRE} for name in names]
    folder = year(forms, expected={"projects": projects if expected else []})
    assert [code for code, _, _ in codes(replace(folder, targets=(listed,)))] == codes_


EXPECTED = {"name": "政务短信平台", "code": "440300211311500099999", "unit": CENTRE}


@pytest.mark.parametrize(
    ("expected", "problems", "found"),
    [
        ({"projects": [EXPECTED]}, False, [("form_missing", "E")]),
        ({"projects": [EXPECTED | {"not_required": "涉及转移支付"}]}, False, []),
        ({"projects": [{"name": "综合运维服务项目"}]}, False, []),
        (
            {"projects": [{"name": "综合运维服务一期", "unit": CENTRE}]},
            False,
            [("form_missing", "Q")],
        ),
        ({"projects": [{"name": "别名", "code": "440300211311500033514"}]}, False, []),
        ({"projects": [EXPECTED]}, True, [("form_missing", "Q")]),  # a file could not be read
        ({"second_level": 58}, False, [("form_missing", "E")]),
        ({"second_level": 7, "projects": [EXPECTED]}, False, [("form_missing", "E")]),
        ({"second_level": 8, "projects": [EXPECTED]}, False, [("form_missing", "E")] * 2),
        ({"second_level": 7, "projects": [EXPECTED | {"not_required": "转移支付"}]}, False, []),
        ({"second_level": 6}, False, []),
        ({"second_level": 5}, False, [("count_differs", "Q")]),
    ],
)
def test_a_form_that_should_be_there(codes, year, expected, problems, found):
    folder = year(expected=expected)
    if problems:
        unread = Problem("unreadable", "打不开", Place("填报/坏.xlsx"))
        folder = replace(folder, problems=(unread,))
    assert [(code, kind) for code, kind, _ in codes(folder)] == found


@pytest.mark.parametrize(
    ("project", "unit", "found"),
    [
        ({"code": "440300211311500026154", "name": "政务数据管理"}, DEPARTMENT, "E"),
        ({"code": "440300211311500026154", "name": "政务数据管理"}, CENTRE, None),
        ({"code": "", "name": "政务数据管理项目"}, DEPARTMENT, "Q"),
        ({"code": "440300211311500077777", "name": "政务数据管理"}, DEPARTMENT, None),
    ],
)
def test_two_forms_of_one_project(codes, year, six, as_form, project, unit, found):
    first = six[1].submission
    twin = first.model_copy(
        update={"project": first.project.model_copy(update=project), "unit": unit}
    )
    kinds = [kind for _, kind, _ in codes(year([*six, as_form(twin, "7-又一份.yaml")]))]
    assert kinds == ([] if found is None else [found])


def test_a_code_that_a_spreadsheet_cut_only_asks(codes, year, six, as_form):
    """Two codes of 21 digits of which 15 were kept are equal; their projects are not."""
    cut = [
        changed(form, as_form, project=form.submission.project.model_copy(
            update={"code": "440300211311500000000"}))
        for form in six[1:4]
    ]  # fmt: skip
    kinds = {(code, kind) for code, kind, _ in codes(year(cut))}
    assert kinds == {("form_twice", "Q")}


@pytest.mark.parametrize(
    ("summary", "found"),
    [
        (SummaryTexts(no_problems=True), ["no_problems_but_missed"]),
        (SummaryTexts(no_problems=True, problems="部分单位机构改革。"), []),
        (SummaryTexts(), []),
    ],
)
def test_no_problems_beside_three_missed_rows_is_asked(codes, year, six, as_form, summary, found):
    forms = [changed(f, as_form, summary=summary) if f.file == WORKS else f for f in six]
    assert [code for code, _, _ in codes(year(forms))] == found


@pytest.mark.parametrize(
    ("spent", "found"),
    [("8114.32", []), ("8114.31", []), ("8000", ["department_less_than_projects"]),
     ("81143131", ["money_unit_mixed"]), ("0.8", ["money_unit_mixed"])],
)  # fmt: skip
def test_the_department_spent_as_much_on_projects_as_its_projects(
    codes, year, departments, as_form, spent, found
):
    whole = next(iter(departments.values())).submission
    row = whole.funds[0].model_copy(update={"source": "项目支出", "executed": Decimal(spent)})
    own = whole.model_copy(
        update={"unit": DEPARTMENT, "year": 2022, "funds": (whole.funds[0], row)}
    )
    folder = year(department=as_form(own, "部门整体.yaml"))
    assert [code for code, _, _ in codes(folder)] == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("我部门开展自评，涉及一级项目14个、二级项目58个。", []),
        ("我部门开展自评，涉及一级项目14个、二级项目57个。", ["count_differs"]),
        ("财政部门开展重点评价，涉及二级项目57个。", []),
        ("我部门开展自评，涉及资金57万元。", []),
    ],
)
def test_a_number_of_projects_in_a_text_of_the_record(codes, year, text, found):
    folder = year(expected={"first_level": 14, "second_level": 58}, texts={"W6": text})
    listed = [code for code, _, _ in codes(folder) if code != "form_missing"]
    assert listed == found


MADE = "全年预算数1,522.01万元，执行数1,489.84万元，完成预算的97.9%。"


@pytest.mark.parametrize(
    ("now", "found"),
    [
        (MADE, []),
        (MADE.replace("97.9%", "98.9%"), ["figure_changed"]),
        (MADE.replace("1,522.01", "1522.01").replace("，", ", "), []),  # the same figures
        ("本项目" + MADE, []),  # a word added
        (f"【待填写】{MADE}", ["text_open"]),
    ],
)
def test_a_generated_sentence_that_a_person_edited(codes, year, now, found):
    others = [PaperPlace(f"第{n}段", f"第{n}条说明。") for n in range(3)]
    made = PaperText((*others, PaperPlace("第4段", MADE, "资金")))
    standing = PaperText((*others, PaperPlace("第4段", now, "资金")))
    paper = StandingPaper("报告/自评综述.docx", standing, made)
    assert [code for code, _, _ in codes(year(), [paper])] == found


@pytest.mark.parametrize(
    ("cells", "found"),
    [
        (("99.23", "97.42", "98.1"), 0),
        (("97.42", "99.23", "98.1"), 0),
        (("99.24", "97.42", "98.1"), 1),
    ],
)
def test_a_table_that_a_person_sorted_holds_its_figures(codes, year, cells, found):
    made = PaperText(
        tuple(PaperPlace(f"表1第{n}行", t) for n, t in enumerate(("99.23", "97.42", "98.1")))
    )
    now = PaperText(tuple(PaperPlace(f"表1第{n}行", t) for n, t in enumerate(cells)))
    told = codes(year(), [StandingPaper("报告/部门报告.docx", now, made)])
    assert len(told) == found


def test_of_a_long_paragraph_the_sentence_that_differs_is_quoted(check, year):
    long = "年度目标已经完成。" * 40
    made = PaperText((PaperPlace("第4段", f"{long}{MADE}{long}"),))
    now = PaperText((PaperPlace("第4段", f"{long}{MADE.replace('97.9', '98.9')}{long}"),))
    (found,) = check.findings(year(), None, [StandingPaper("报告/自评综述.docx", now, made)])
    assert found.finding.text == (f"现在写“{MADE.replace('97.9', '98.9')}”，按台账应为“{MADE}”。")


def test_figures_in_a_persons_own_paragraph_are_not_compared(codes, year):
    made = PaperText((PaperPlace("第1段", "共3项。", block="W12"), PaperPlace("第2段", MADE)))
    now = PaperText((PaperPlace("第1段", "共5项。", block="W12"), PaperPlace("第2段", MADE)))
    assert codes(year(), [StandingPaper("报告/部门报告.docx", now, made)]) == []


def test_a_stale_paper_is_told_once(codes, year):
    made = PaperText((PaperPlace("第1段", MADE),))
    now = PaperText((PaperPlace("第1段", MADE.replace("97.9", "90.1")),))
    paper = StandingPaper("报告/自评综述.docx", now, made, inputs_changed=("填报/甲.xlsx",))
    assert codes(year(), [paper]) == [("stale", "E", "报告/自评综述.docx")]


@pytest.mark.parametrize("named", [0, 1, 3])
def test_a_missed_row_that_no_report_names(codes, year, six, named):
    form = six[5]
    missed = [row.name for row in form.result.rows if row.met is False and row.points]
    lines = [PaperPlace("第9段", f"“{name}”没有完成。", "四、偏差情况") for name in missed[:named]]
    report = StandingPaper("报告/项目/6.docx", PaperText(tuple(lines)), reports_on=(form.key,))
    assert len(missed) == 3
    assert [code for code, _, _ in codes(year(), [report])] == ["missed_untold"] * (3 - named)


def test_secret_projects_are_marked_for_whoever_prints(check, year, six, as_form):
    summary = SummaryTexts(no_problems=True)
    forms = [
        changed(f, as_form, summary=summary, secret=True) if f.file == WORKS else f for f in six
    ]
    (found,) = check.findings(year(forms))
    assert found.is_secret


def test_a_folder_in_order_is_left_alone(check, as_form, six):
    """Sixty projects under six first-level projects, with targets, record and papers that fit."""
    forms, tasks, projects = [], [], []
    for first in range(6):
        parent, total = f"第{'一二三四五六'[first]}类业务项目", Decimal(0)
        for number in range(10):
            base = six[number % 6].submission
            name = f"{base.project.name}{'甲乙丙丁戊己庚辛壬癸'[number]}{first}号"
            project = base.project.model_copy(
                update={"name": name, "code": f"4403002113115{first:04}{number:04}",
                        "parent": ParentProject(name=parent)}
            )  # fmt: skip
            forms.append(as_form(
                base.model_copy(update={"project": project, "unit": CENTRE}), f"{first}-{number}.yaml"
            ))  # fmt: skip
            total += base.funds[0].initial
            projects.append({"name": name, "code": project.code, "unit": CENTRE, "parent": parent})
        tasks.append((parent, str(round(total / 10_000, 2))))
    record = RECORD | {
        "expected": {"first_level": 6, "second_level": 60, "projects": projects},
        "first_level": [{"name": name, "unit": CENTRE} for name, _ in tasks],
        "texts": {"W6": "本部门开展自评，涉及一级项目6个、二级项目60个。"},
    }
    folder = YearFolder(
        YearRecord.model_validate(record), "部门年度.yaml", tuple(forms),
        targets=(YearTargets("目标表.docx", table(tasks)),),
    )  # fmt: skip
    text = PaperText((PaperPlace("第1段", MADE),))
    assert check.findings(folder, None, [StandingPaper("报告/自评综述.docx", text, text)]) == ()


PUBLIC = "公开/自评综述.docx"


def public(text="一切如常。", **more):
    return PublicPaper(PUBLIC, PaperText((PaperPlace("第2段", text),)), **more)


@pytest.mark.parametrize(
    ("paper", "kinds"),
    [
        (public(), []),
        (public("详询13800138000。"), ["手机号"]),
        (public("440300211311500026154"), []),
        (public(unseen=("author", "comment")), ["作者", "批注"]),
        (public("信息工程质量监督项目绩效自评综述"), ["涉密项目"]),
        (public("信息工程质量监督服务平台绩效自评综述"), ["涉密项目"]),
    ],
)
def test_what_a_public_paper_holds_against_its_whitelist(check, year, six, as_form, paper, kinds):
    forms = [changed(f, as_form, secret=True) if f.file == WORKS else f for f in six]
    found = [one.finding for one in check.findings(year(forms), None, (), [paper])]
    assert [finding.text for finding in found] == [f"这里有{kind}。" for kind in kinds]
    assert {finding.kind for finding in found} <= {"E"}


@pytest.mark.parametrize(
    ("summaries", "forms", "is_read", "found"),
    [
        (("甲项目", "乙"), ("甲", "乙项目"), True, []),
        (("甲", "乙"), ("甲", "甲", "乙"), True, []),
        (("甲", "乙"), ("甲",), True, [("E", "“乙”没有公开的自评表。")]),
        (("甲",), ("甲", "乙"), True, [("E", "“乙”没有公开的自评综述。")]),
        (("甲", "乙"), ("甲",), False, [("Q", "“乙”没有公开的自评表。")]),
        (("甲", "乙"), ("乙", "甲"), True, [("E", "公开的综述与自评表的次序不同。")]),
        ((), (), True, []),
    ],
)
def test_each_published_summary_has_its_form(check, year, summaries, forms, is_read, found):
    paper = public(summaries=summaries, forms=forms, is_read=is_read)
    told = [one.finding for one in check.findings(year(), None, (), [paper])]
    assert [(finding.kind, finding.text) for finding in told] == found
