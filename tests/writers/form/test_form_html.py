"""The page: the same form by itself, readable by everybody, and no text breaks out of it."""

import re
from decimal import Decimal
from html.parser import HTMLParser
from typing import Any

import pytest

from scoring.problem import InputError
from scoring.records.claim_check import ClaimCheck
from scoring.records.scorecard import Requirement, Status
from scoring.writers.form.form_page import (
    render_explanation,
    render_form_page,
    render_own_page,
)
from scoring.writers.form.present import present

VOID = {"meta", "br", "col"}


class Page(HTMLParser):
    """Collects texts and tags and checks that every tag is closed where it was opened."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.pieces: list[str] = []
        self.feed(source)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.pieces.append(data)

    @property
    def text(self) -> str:
        return "".join(self.pieces)


def page(make: Any, result: Any) -> tuple[str, Page]:
    source = render_form_page(result, make.design, make.labels).decode("utf-8")
    return source, Page(source)


def explained(make: Any, result: Any, *, shows_texts: bool = True) -> tuple[str, Page]:
    """Return the page of the 评分说明."""
    source = render_explanation(result, make.labels, shows_texts=shows_texts).decode("utf-8")
    return source, Page(source)


def test_every_text_is_on_the_page(make: Any) -> None:
    result = make.result()
    (_, form), (_, notes) = page(make, result), explained(make, result)
    for row in result.scorecard.indicators:
        for text in (row.name, row.target, row.actual, row.reason):
            assert text in form.text
        for text in (row.name, row.trace.formula, row.trace.because, row.reading.target,
                     row.reading.actual):  # fmt: skip
            assert text in notes.text
    for text in ("项目支出绩效自评表", "（2022年度）", "440300211311500020376", "深圳市政务服务数据管理局",
                 "1,598,701.67", "99.92", "9.99", "94.41", "张三", "0755-12345678", "单位（公章）："):  # fmt: skip
        assert text in form.text
    for text in ("94.41", "86.73–96.53", "优（默认）；若某项取下限为良", "0–5",
                 "按规则默认值", "未核对原文", "直接截去尾数",
                 "输入项·在职人数", "认定之后申报数据有变动，请重新认定", "得分低于分值须说明偏差原因",
                 "indicator_sets/mof/2020-project.yaml:57"):  # fmt: skip
        assert text in notes.text


def test_nothing_of_the_program_stands_on_the_form(make: Any) -> None:
    _, shown = page(make, make.result())
    for said in (
        "评分说明",
        "指标体系",
        "待认定",
        "出处",
        "依据",
        "按规则",
        "自评总分",
        "未核对",
        "引擎",
    ):
        assert said not in shown.text, said
    assert not [tag for tag, _ in shown.tags if tag in ("a", "svg", "details")]


@pytest.mark.parametrize("printed", [page, explained])
def test_it_stands_by_itself(make: Any, printed: Any) -> None:
    source, shown = printed(make, make.result())
    assert "<script" not in source.lower()
    assert "http" not in source.lower().replace("<meta http-equiv=", "")
    assert not re.search(r"@import|url\(|\son\w+=|javascript:", source, re.IGNORECASE)
    assert not {tag for tag, _ in shown.tags} & {"link", "img", "iframe", "object", "form"}
    assert "\r" not in source


@pytest.mark.parametrize("printed", [page, explained])
def test_tables_are_readable_by_ear(make: Any, printed: Any) -> None:
    _, shown = printed(make, make.result())
    heads = [attributes for tag, attributes in shown.tags if tag == "th"]
    assert len(heads) > 20
    assert all(a.get("scope") in {"col", "row", "rowgroup", "colgroup"} for a in heads)
    tables = [tag for tag, _ in shown.tags if tag in {"table", "caption"}]
    assert tables == ["table", "caption"] * (len(tables) // 2)
    # The bars of the chart repeat what stands beside them in words.
    charts = [attributes for tag, attributes in shown.tags if tag == "svg"]
    assert len(charts) == (4 if printed is explained else 0)
    assert all(a["aria-hidden"] == "true" for a in charts)


def test_every_row_folds_out(make: Any) -> None:
    result = make.result()
    _, shown = explained(make, result)
    folds = [tag for tag, _ in shown.tags if tag == "details"]
    assert len(folds) == len(result.scorecard.indicators) + 1


def test_level_cells_reach_over_their_rows(make: Any) -> None:
    _, shown = page(make, make.result())
    spans = [
        int(a["rowspan"] or 0)
        for tag, a in shown.tags
        if tag == "th" and a.get("scope") == "rowgroup" and "rowspan" in a
    ]
    # Funds, goals, 年度绩效指标; then 产出 with its four, 效益 with three, 满意度 with two.
    assert spans == [5, 2, 12, 7, 3, 2, 3, 2]


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        '"><img src=x onerror=alert(1)>',
        "{{ 7*7 }}",
        "&lt;",
        "</style>",
    ],
)
def test_text_from_outside_stays_text(make: Any, text: str) -> None:
    rows = (make.row(1, text, text, text, text, text, "50", "50", reason=text, because=text),)
    handed = {"project": {"name": text, "code": text}, "unit": text, "goal": {"expected": text}}
    result = make.result(rows, handed=handed, unmatched=(text,))
    for (source, shown), most in ((page(make, result), 9), (explained(make, result), 7)):
        assert "<script" not in source
        assert "<img" not in source
        assert shown.text.count(text) >= most


def test_control_characters_are_seen(make: Any) -> None:
    rows = (make.row(1, "产出", "数量", "a\x00b\x1bc\ud800", "x\r\ny", "\u202e反", "50", "50"),)
    source, shown = page(make, make.result(rows))
    assert "a␀b␛c[U+D800]" in shown.text
    assert "\u202e" not in source


def test_an_open_form(make: Any) -> None:
    rows = (make.row(1, "产出", "数量", "甲", "是", "部分", "50", None, band=("0", "50"),
                     status=Status.OPEN),)  # fmt: skip
    result = make.result(rows, total=None, grade=None, low=Decimal(40), high=Decimal(90),
                         execution=None, levels=(), claims=(), requirements=(), unmatched=(),
                         unused_decisions=())  # fmt: skip
    source, shown = explained(make, result)
    assert "待定\n（40–90）" in shown.text
    assert "待定（有指标未定，可能为优、良）" in shown.text
    assert 'class="status open"' in source
    for empty in (
        "分级得分",
        "还需补充的内容",
        "填报数字的核对",
        "未归入本表的内容",
        "没有采用的复核认定",
    ):
        assert empty not in shown.text


@pytest.mark.parametrize(
    ("template", "line", "word"),
    [
        ("甲\n{{ form.totl }}", 2, "total"),
        ("{{ totl }}", 1, "docs/表样.md"),
        ("{{ form.total }}\n\n{{ exection }}", 3, "execution"),
        ("甲\n{% for row in rows %}\n", 2, "网页模板写得不对"),
        ("甲\n{{ form.total | moneyy }}", 2, "moneyy"),
        ("{{ form.total }", 1, "网页模板写得不对"),
        ("甲\n乙\n{{ 1 // 0 }}", 3, "网页模板写得不对"),
        ("{% include '没有.j2' %}", 1, "网页模板写得不对"),
        ("{{ fill('{{总芬}}') }}", 1, "不认识 {{总芬}}"),
        ("甲\n{{ fill(3) }}", 2, "网页模板写得不对"),
        ("{{ rows_of({}) }}", 1, "网页模板写得不对"),
        ("{{ 'x' | xmlattr }}", 1, "网页模板写得不对"),
    ],
)
def test_a_faulty_template_is_told_with_its_line(
    make: Any, template: str, line: int, word: str
) -> None:
    with pytest.raises(InputError) as caught:
        render_own_page(make.result(), template, make.labels, "templates/html/甲.html.j2")
    (problem,) = caught.value.problems
    assert (problem.place.file, problem.place.line) == ("templates/html/甲.html.j2", line)
    assert word in problem.render()


def test_a_text_with_placeholders_is_filled(make: Any) -> None:
    template = "{{ fill('{{项目名称}}:') }}"
    page = render_own_page(make.result(), template, make.labels, "甲.html.j2").decode()
    assert page == f"{make.result().submission.project.name}:"


def test_a_fault_of_the_program_is_not_blamed_on_the_template(make: Any) -> None:
    with pytest.raises(AttributeError):
        render_form_page(None, make.design, make.labels)  # type: ignore[arg-type]


def test_the_first_part_of_the_total_says_so_once(make: Any) -> None:
    def sources(*names: str) -> list[str]:
        handed = {"funds": [{"source": name} for name in names]}
        return [row.source for row in present(make.result(handed=handed), make.labels).funds]

    total = "年度资金总额"
    assert sources(total, "财政拨款", "其他") == [total, "其中：财政拨款", "其他"]
    assert sources(total, "其中：财政拨款", "其他") == [total, "其中：财政拨款", "其他"]
    assert sources(total, "其中：财政拨款", "其他")[1].count("其中") == 1
    assert sources("财政拨款", "其他")[:2] == ["财政拨款", "其他"]


def test_rows_are_called_by_their_names(make: Any) -> None:
    asked = (
        Requirement("产出/时效/5", "reason", "须说明原因"),
        Requirement("texts", "综述", "须填写综述"),
    )
    claims = (ClaimCheck("效益/社会效益/9", "row", Decimal(31), Decimal(30), "differs"),)
    lost = ("indicators.产出/数量/1", "goals.不知", "甲.乙", "甲")
    result = make.result(requirements=asked, claims=claims, unmatched=lost)
    shown = present(result, make.labels)
    assert [row.of for row in shown.requirement] == [
        "产出 / 时效 / 信息工程质量白皮书编制完成时间", "综述",
    ]  # fmt: skip
    assert [row.where for row in shown.claim] == ["效益 / 社会效益 / 发放白皮书的党政机关数量"]
    assert [row.what for row in shown.unmatched] == [
        "指标·产出 / 数量 / 信息工程质量监督大数据平台数据应录尽录率", "年度目标的指标·不知",
        "甲.乙", "甲",
    ]  # fmt: skip


def test_the_explanation_numbers_the_rows_as_they_stand_on_the_form(make: Any) -> None:
    result = make.result()
    source, _ = explained(make, result)
    numbers = re.findall(r'<li id="row-(\d+)"[^>]*>\s*<p>(\d+)\. <b>([^<]*)</b>', source)
    rows = result.scorecard.indicators
    assert [(int(n), int(m), name) for n, m, name in numbers] == [
        (n, n, row.name or "（未设指标）") for n, row in enumerate(rows, 1)
    ]


def test_what_the_unit_added_is_on_the_page(make: Any) -> None:
    head = {"signatures": {"审核人": "王五"}, "opinion": "同意上报"}
    funds = [{"source": "年度资金总额", "reason": "结转资金较多"}]
    result = make.result(handed={"head": head, "funds": funds, "state": "年中调减"})
    for text in ("审核人：王五", "主管部门意见同意上报"):
        assert text in page(make, result)[1].text
    for text in ("结转资金较多", "年中调减"):
        assert text in explained(make, result)[1].text


def test_every_status_that_occurs_is_explained(make: Any) -> None:
    rows = tuple(
        make.row(n, "产出", "数量", f"甲{n}", "1", "1", "5", None, band=("0", "5"), status=status)
        for n, status in enumerate(Status)
    )
    _, all_shown = explained(make, make.result(rows))
    _, one_shown = explained(make, make.result(rows[:1]))
    said = all_shown.text.split("评分状态的意思")[1].split("计分依据")[0]
    for status in Status:
        assert make.labels.word("statuses", status) in said
    assert "须由人认定；认定前总分待定" in said
    assert "须由人认定" not in one_shown.text


def test_texts_for_which_a_form_has_no_box_are_shown_as_not_placed(make: Any) -> None:
    """The unit's own words below the table are on the page, whatever boxes the form has."""
    result = make.result(handed={"texts": {"存在问题": "归档较慢", "甲·评分标准": "按比例"}})
    _, shown = explained(make, result, shows_texts=False)
    _, _, below = shown.text.partition("未归入本表的内容")
    assert "存在问题：归档较慢" in below
    assert "按比例" not in shown.text
