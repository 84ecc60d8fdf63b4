"""A form is a few lines of ``forms.yaml``: shipped ones, a user's own, and a copy to restyle."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from scoring.cli.main import main
from scoring.problem import InputError
from scoring.work.library import Library
from scoring.work.outputs import Outputs
from scoring.work.score import score
from scoring.work.templates import Templates
from scoring.writers.form.form_design import FormDesign, form_design
from scoring.writers.form.form_page import (
    own_page_template,
    render_form_page,
    render_own_page,
)
from scoring.writers.labels import Labels

SHIPPED = (
    "anhui-department", "chongqing-department", "department", "evaluation-department",
    "evaluation-project", "hubei-project", "hunan-department", "project", "sichuan-project",
    "tianjin-department", "transfer-region",
)  # fmt: skip
OWN = """\
schema: ziping/forms/1
forms:
  某市:
    extends: hubei-project
    title: 某市项目支出绩效自评表
    head: [[项目, "{{项目名称}}", 单位, "{{实施单位}}"]]
"""
SET = """\
schema: 1
id: xx/2024-project
title: 某市项目支出绩效自评表
extends: mof/2020-project
form: {html: 某市.html.j2}
"""


def forms(folder: Path, text: str) -> Templates:
    folder.mkdir(exist_ok=True)
    (folder / "forms.yaml").write_text(text, "utf-8")
    return Templates([folder])


def compiled(templates: Templates, name: str, labels: Labels) -> FormDesign:
    template = templates.get("html", f"{name}.html.j2")
    assert template is not None
    assert template.form is not None
    return form_design(template.form, labels)


def faults(templates: Templates, name: str, make: Any) -> list[str]:
    """Return what is wrong with a form, each with its line and column."""
    with pytest.raises(InputError) as caught:
        compiled(templates, name, make.labels)
    return [f"{p.place.line}:{p.place.column} {p.message} {p.hint}" for p in caught.value.problems]


@pytest.mark.parametrize("name", SHIPPED)
def test_a_copy_to_restyle_prints_what_the_form_prints(name: str, make: Any) -> None:
    template = Templates().get("html", f"{name}.html.j2")
    assert template is not None
    assert template.form is not None
    head = {"signatures": {"审核人": "王五"}, "opinion": "同意\x07"}
    result = make.result(handed={"head": head, "texts": {"评价结论": "完成。"}})
    copy = own_page_template(template.form.spec)
    assert "{% extends" not in copy
    assert "{% include" not in copy
    assert "extends" not in copy
    page = render_form_page(result, form_design(template.form, make.labels), make.labels)
    assert render_own_page(result, copy, make.labels, "别的名字.html.j2") == page
    assert template.form.spec.title in page.decode()


def test_a_copy_is_found_under_its_name_and_may_be_changed(
    tmp_path: Path, checkout: Path, monkeypatch: pytest.MonkeyPatch, capsys: Any
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["sets", "templates", "我的", "--set", "hubei/project"]) == 0
    path = Path("我的/templates/html/hubei-project.html.j2")
    text = path.read_text("utf-8")
    # A column's heading, in the layout that stands at the beginning, and a colour of the style.
    assert text.startswith("{% set layout = form_layout({")
    path.write_text(text.replace('"年初目标值（A）"', '"年初指标值"').replace("#f2f2f2", "#ffeecc"))
    [example] = (checkout / "examples").glob("1-*.yaml")
    command = ["score", str(example), "--set", "hubei/project", "--sets", "我的"]
    assert main([*command, "--format", "html", "-o", "结果"]) < 2
    assert "它盖过了自带的同名模板" in capsys.readouterr().out
    [page] = Path("结果").glob("*自评表.html")
    shown = page.read_text("utf-8")
    assert ">年初指标值</th>" in shown
    assert "#ffeecc" in shown


def test_a_new_form_is_a_few_lines(tmp_path: Path, checkout: Path) -> None:
    (tmp_path / "xx").mkdir()
    (tmp_path / "xx/2024-project.yaml").write_text(SET, "utf-8")
    forms(tmp_path / "templates", OWN)
    library = Library(tmp_path)
    [example] = (checkout / "examples").glob("6-*.yaml")
    result = score(example, "xx/2024-project", library)
    page = Outputs(library, ["html"]).render(result, "html").decode()
    assert '<h1 id="title">某市项目支出绩效自评表</h1>' in page
    assert '<th class="label" scope="row">单位</th>' in page
    assert "项目编码</th>" not in page
    assert '<th class="label" scope="col">偏差大或目标未完成原因分析</th>' in page
    assert main(["sets", "check", "xx/2024-project", "--sets", str(tmp_path)]) < 2
    # Of the two pages only the user's is his; a shipped form is as it was.
    other = library.templates.get("html", "hubei-project.html.j2")
    assert other is not None
    assert not other.hides_shipped


def test_a_form_that_takes_the_place_of_a_shipped_one_is_told(
    tmp_path: Path, checkout: Path, capsys: Any
) -> None:
    own = tmp_path / "我的"
    own.mkdir()
    text = OWN.replace("某市:", "project:").replace("extends: hubei-project", "extends: project")
    forms(own / "templates", text)
    [example] = (checkout / "examples").glob("1-*.yaml")
    out = tmp_path / "结果"
    assert (
        main(["score", str(example), "--sets", str(own), "--format", "html", "-o", str(out)]) == 0
    )
    said = capsys.readouterr().out
    assert said.count("它盖过了自带的同名模板") == 1
    assert "forms.yaml" in said
    [page] = out.glob("*自评表.html")
    assert '<th class="label" scope="row">单位</th>' in page.read_text("utf-8")
    assert main(["sets", "list", "--sets", str(own)]) == 0
    assert "forms.yaml（盖过自带的同名模板）" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("{{实施单位}}", "{{实施单为}}", "6:33 不认识 {{实施单为}} 可用的有：{{实施单位}}"),
        ("{{实施单位}}", "{{指标.得分}}", "6:33 这里只填一次，不能写“指标”的内容"),
        ("{{实施单位}}", "{{实施单位", "6:33 {{ 与 }} 没有成对"),
        (', 单位, "{{实施单位}}"', "", None),
        (', "{{实施单位}}"', "", "6:12 这一行有 3 格，应是成对的名称和内容，至多 4 格"),
        ("hubei-project", "hubei-projekt", "4:14 没有“hubei-projekt”这种表可以沿用，或绕成了圈"),
        ("hubei-project", "某市", "4:14 没有“某市”这种表可以沿用，或绕成了圈"),
        ("    extends: hubei-project\n", "", "4:5 “某市”没有写 indicators"),
        ("head:", "haed:", "6:5 不认识的键“haed”"),
        ("schema: ziping/forms/1", "schema: 2", "1:9 schema"),
    ],
)
def test_what_is_wrong_in_a_form_is_told_at_its_place(
    tmp_path: Path, make: Any, old: str, new: str, said: str | None
) -> None:
    templates = forms(tmp_path, OWN.replace(old, new))
    if said is None:
        assert templates.exists("html", "某市.html.j2")
    else:
        found = faults(templates, "某市", make)
        assert any(fault.startswith(said) for fault in found), found


COLUMNS = """\
schema: ziping/forms/1
columns:
  money: [[来源, "{{资金.资金来源}}", 20, text]]
forms:
  某市:
    extends: project
    blocks:
      - {banner: 资金, columns: money}
    indicators:
      banner: 指标
      columns:
        - [指标, "{{指标.三级指标}}", 20, text]
        - [分值, "{{指标.分值}}", 6, points]
        - [得分, "{{指标.得分}}", 9, score]
"""


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("columns: money}", "columns: mony}", "8:31 没有“mony”这一组栏 您是不是想写 money？"),
        ("{{资金.资金来源}}", "{{指标.得分}}{{目标.名称}}", "8:9 各栏里混用了几组内容"),
        ("{{资金.资金来源}}", "来源", "8:9 各栏里没有逐项列出的内容"),
        ("{{指标.三级指标}}", "{{指标.有}}", "12:16 “有”“无”只用在 Excel 模板里"),
        ("{{指标.三级指标}}", "{{目标.名称}}", "10:7 各栏里混用了几组内容"),
        (
            "{{指标.分值}}",
            "{{指标.分直}}",
            "13:16 不认识 {{指标.分直}} 可用的有：{{指标.得分}}、{{指标.分值}}",
        ),
        ("{{指标.三级指标}}", "{{指标.三级指标|合并了}}", "12:16 不认识“|合并了”"),
        ("6, points", "6, mid", "10:7 指标表要有一栏 points（分值）"),
        ("20, text]\n", "零，text]\n", "12:"),
        ("9, score", "9, scores", "14:"),
    ],
)
def test_what_is_wrong_in_a_column_is_told_at_its_place(
    tmp_path: Path, make: Any, old: str, new: str, said: str
) -> None:
    text = COLUMNS.replace(old, new)
    assert text != COLUMNS
    found = faults(forms(tmp_path, text), "某市", make)
    assert any(fault.startswith(said) for fault in found), found


def test_a_form_of_one_s_own_columns_is_laid_out(tmp_path: Path, make: Any) -> None:
    design = compiled(forms(tmp_path, COLUMNS), "某市", make.labels)
    page = render_form_page(make.result(), design, make.labels).decode()
    assert '<tr class="total"><th class="strong" scope="row">总分</th>' in page
    shares = re.findall('<col style="width:([0-9.]+)%">', page)
    assert sum(map(Decimal, shares[-3:])) == pytest.approx(100, abs=Decimal("0.1"))
    assert Decimal(shares[-3]) > 50, "the widest as it was drawn, but for what its contents need"
    assert "<caption><h2>资金</h2></caption>" in page


def test_words_may_stand_beside_a_score_or_an_amount(tmp_path: Path, make: Any) -> None:
    text = COLUMNS.replace("{{指标.得分}}", "{{指标.得分}}分").replace(
        '"{{资金.资金来源}}", 20, text', '"约{{资金.年初预算数}}", 20, money'
    )
    design = compiled(forms(tmp_path, text), "某市", make.labels)
    page = render_form_page(make.result(), design, make.labels).decode()
    assert '<td class="strong">3.88分</td>' in page
    assert ">约1600000.00</t" in page


def test_a_faulty_layout_in_a_page_is_told_with_its_line(make: Any) -> None:
    template = Templates().get("html", "project.html.j2")
    assert template is not None
    assert template.form is not None
    copy = own_page_template(template.form.spec)
    for old, new, said in (
        (
            "{{指标.得分}}",
            "{{指标.得份}}",
            "indicators columns 第 7 项 第 2 项：不认识 {{指标.得份}}",
        ),
        ('"score"]', '"scare"]', "form_layout 里的 blocks 第 1 项 columns"),
    ):
        with pytest.raises(InputError) as caught:
            render_own_page(make.result(), copy.replace(old, new), make.labels, "甲.html.j2")
        [problem] = caught.value.problems
        assert (problem.place.file, problem.place.line) == ("甲.html.j2", 1)
        assert said in problem.message


def test_rows_of_a_level_share_its_cell_up_to_the_next(make: Any) -> None:
    rows = tuple(
        make.row(n, level1, level2, f"甲{n}", "1", "1", "5", "5")
        for n, (level1, level2) in enumerate(
            [("产出", "数量"), ("产出", "质量"), ("效益", "质量"), ("效益", "质量")]
        )
    )
    page = render_form_page(make.result(rows), make.design, make.labels).decode()
    form = page.split('<section class="explain"')[0]
    assert '<th rowspan="2" scope="rowgroup">产出<br>（50分）</th>' in form
    assert form.count(">质量</th>") == 2, "质量 under 效益 is another than that under 产出"
    assert '<th rowspan="2" scope="rowgroup">质量</th>' in form


def test_numbers_are_printed_with_the_decimals_they_have(make: Any) -> None:
    result = make.result(handed={"claimed_total": "95.10"})
    page = render_own_page(
        result, "{{ form.claimed_total }} {{ form.claimed_total|number }} {{ funds[0].initial|money }}",
        make.labels, "甲.html.j2",
    ).decode()  # fmt: skip
    assert page == "95.10 95.1 1,600,000.00"
    assert result.submission.claimed_total == Decimal("95.10")


def test_what_is_written_as_empty_is_not_taken_over(make: Any) -> None:
    explanation, project = make.design_of("explanation"), make.design_of("project")
    assert project.seal.source
    assert (explanation.seal.source, explanation.opinion.source) == ("", "")


def test_a_form_shows_what_the_execution_rate_earns_where_its_set_scores_it() -> None:
    library = Library()
    for entry in library.entries():
        indicators = library.indicator_set(entry.id)
        if indicators.abstract or indicators.execution is None or not indicators.scored:
            continue
        template = library.templates.get("xlsx", indicators.form_xlsx or "project.xlsx")
        assert template is not None
        assert template.form is not None
        design = form_design(template.form, library.labels)
        printed = [column.text.source for block in design.blocks for column in block.columns]
        assert any("{{资金.得分}}" in text for text in printed), entry.id
