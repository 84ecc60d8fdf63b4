"""A page template from elsewhere prints within one budget, loads nothing, and is told its line."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from scoring.cli.main import main
from scoring.files import child
from scoring.problem import InputError
from scoring.work.templates import Templates
from scoring.writers.form import own_page as own_pages
from scoring.writers.form.form_page import own_page_template, render_own_page
from scoring.writers.form.own_page import whole_own_page
from scoring.writers.page_budget import Budget
from scoring.writers.page_policy import POLICY_LINE
from scoring.writers.page_sandbox import own_page

LOOP = "{% set ns = namespace(x='ab') %}{% for i in range(100) %}BODY{% endfor %}{{ ns.x }}"
LONG = "{% set t = range(100000)|join(',') %}"


@pytest.mark.parametrize(
    "template",
    [
        LOOP.replace("BODY", "{% set ns.x = " + made + " %}")
        for made in (
            "ns.x ~ ns.x", "ns.x + ns.x", "[ns.x, ns.x]", "(ns.x, ns.x)", "{1: ns.x, 2: ns.x}",
            "[ns.x]|batch(2, ns.x)|list", "[ns.x, ns.x]|join", "ns.x|replace('a', ns.x)",
            "ns.x.join([ns.x, ns.x, ns.x])", "ns.x.translate({97: ns.x})",
            "ns.x|tojson|tojson", "dict(a=ns.x, b=ns.x)", "ns.x|list|join(ns.x)",
            "(ns.x ~ ns.x)|safe", "[ns.x, ns.x]|string", "[ns.x, ns.x]|sum(start='')",
        )
    ]
    + [
        LOOP.replace("BODY", "{% set y %}{{ ns.x }}{{ ns.x }}{% endset %}{% set ns.x = y %}"),
        "{{ 'x'|indent(999999999) }}",
        "{{ 'a\n\n\n'|indent(9000000, true, true) }}",
        "{{ [1]|batch(999999999, 'x')|list|length }}",
        "{{ [1]|slice(999999999)|list|length }}",
        "{{ {1: 2}|tojson(99999999) }}",
        "{{ 'a'.encode().ljust(999999999) }}",
        "{{ (1).to_bytes(999999999) }}",
        "{{ 1|round(99999999, 'ceil') }}",
        "{{ lipsum(n=1000000) }}",
        "{% for i in range(100000) %}{% for j in range(100000) %}{% endfor %}{% endfor %}",
        "{% for i in range(100000) %}{% for j in range(100000) if j < 0 %}{% endfor %}{% endfor %}",
        "{% for i in range(100000) %}" + "字" * 10_000 + "{% endfor %}",
        "{% macro a() %}{% for i in range(100000) %}" + "字" * 10_000 + "{% endfor %}{% endmacro %}{{ a() }}",
        "{% set z %}{% for i in range(100000) %}" + "字" * 10_000 + "{% endfor %}{% endset %}",
        "{% macro a(n) %}{% if n %}{{ a(n - 1) }}{{ a(n - 1) }}{% endif %}{% endmacro %}{{ a(60) }}",
        LONG + "{{ t|replace(',', t) }}",
        LONG + "{{ t.join(t) }}",
        LONG + "{% for i in range(100000) %}{% if t ~ '' == t ~ '' %}{% endif %}{% endfor %}",
        LONG + "{% for i in range(100000) %}{{ t in t }}{% endfor %}",
        LONG + "{% for i in range(100000) %}{{ t[1:]|length }}{% endfor %}",
        LONG + "{{ range(100000)|map(attribute='x', default=t)|join }}",
        LONG + "{{ t|wordwrap(1) }}",
        "{{ range(100000)|map(attribute='x', default=form)|join }}",
        "{{ [-999999999]|map(' tick')|list }}" + LONG * 20,
        "{% set ns = namespace(x=9) %}{% for i in range(100) %}{% set ns.x = ns.x * ns.x %}{% endfor %}",
        "{{ " + "(" * 5_000 + "1" + ")" * 5_000 + " }}",
        "{% for a in rows %}" * 30 + "{% endfor %}" * 30,
        "{% if 1 %}" * 3_000 + "{% endif %}" * 3_000,
        "{{ a" + "|e" * 100_000 + " }}",
        "{{ 1 }}" * 400_000,
    ],
    ids=range(47),
)  # fmt: skip
def test_nothing_is_made_beyond_the_budget(make: Any, template: str) -> None:
    with pytest.raises(InputError) as caught:
        render_own_page(make.result(), template, make.labels, "甲.html.j2")
    [problem] = caught.value.problems
    assert problem.code == "template-fault"
    assert problem.place.line >= 1


def test_a_form_of_four_hundred_rows_stays_far_within_the_budget(make: Any) -> None:
    rows = tuple(
        make.row(
            n, "产出", "数量", f"第{n}项服务的数量及完成情况", "≥100个", "100个", "0.25", "0.25"
        )
        for n in range(1, 401)
    )
    template = Templates().get("html", "project.html.j2")
    assert template is not None
    assert template.form is not None
    pages = []

    def kept(text: str) -> Any:
        pages.append(own_page(text))
        return pages[-1]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("scoring.writers.page_sandbox.own_page", kept)
        copy = own_page_template(template.form.spec)
        render_own_page(make.result(rows), copy, make.labels, "甲.html.j2")
    left, whole = pages[0].environment.budget, Budget()
    assert left.steps_left > whole.steps_left * 0.8
    assert left.characters_left > whole.characters_left * 0.8


@pytest.mark.parametrize(
    ("template", "page"),
    [
        ("{{ 'a' ~ 1 ~ ('<b>'|safe) ~ '<i>' }}", "a1<b>&lt;i&gt;"),
        ("{{ [1, (2, 3)] }}{{ {1: 2} }}{{ 'abc'[1:] }}", "[1, (2, 3)]{1: 2}bc"),
        ("{% for k, v in {'a': 1}.items() %}{{ k }}{{ loop.last }}{{ loop.length }}{% endfor %}", "aTrue1"),
        ("{{ 2 in [1, 2] }}{{ 1 < 2 < 3 }}{{ 7 // 2 }}{{ 7 % 4 }}", "TrueTrue33"),
        ("{% filter upper %}ab{{ '<' }}{% endfilter %}", "AB&LT;"),
        ("{% macro m() %}[{{ caller('q<') }}]{% endmacro %}{% call(x) m() %}{{ x }}{% endcall %}", "[q&lt;]"),
        ("{% set j = joiner(',') %}{% for i in range(3) %}{{ j() }}{{ i }}{% endfor %}", "0,1,2"),
        ("{% for i in [1, 2] recursive %}{{ i }}{{ loop([3]) if i < 3 }}{% endfor %}", "1323"),
        ("{{ 'a b c'|truncate(4, true, '…', 0) }}{{ 'x'|default(99999999) }}{{ range(1990, 2030, 5)|list|length }}", "a b…x8"),
        ("{{ ['a', 'b']|map('upper')|join('、') }}{{ 'a\nb'|indent(2) }}{{ 'x'|center(3) }}", "A、Ba\n  b x "),
        ("{% block q %}甲{% endblock %}{{ self.q() }}", "甲甲"),
    ],
)  # fmt: skip
def test_what_pages_do_is_done_as_ever(make: Any, template: str, page: str) -> None:
    made = render_own_page(make.result(), template, make.labels, "甲.html.j2").decode()
    assert made == page


PAGE = '<!DOCTYPE html>\n<html lang="zh-CN">\n<head>\nHERE<meta charset="utf-8">\n</head><body>{{ form.total }}</body></html>'
POLICY = re.compile(r"<head[^>]*>\s*(?:<meta [^>]*>\s*)*" + re.escape(POLICY_LINE), re.IGNORECASE)


@pytest.mark.parametrize(
    "template",
    [
        PAGE.replace("HERE", POLICY_LINE),
        PAGE.replace("HERE", ""),
        "{# 某市 #}\n<!-- 某市 -->\n" + PAGE.replace("HERE", ""),
        PAGE.replace("HERE", f"<meta name=viewport content=width=device-width>\n{POLICY_LINE}"),
        PAGE.replace("HERE", "").replace("<head>", '<HEAD data-a="1">'),
        PAGE.replace("HERE", "") + f"<!-- {POLICY_LINE} -->",
    ],
)
def test_every_page_bears_the_line_that_lets_it_run_nothing(make: Any, template: str) -> None:
    made = whole_own_page(make.result(), template, make.labels, "甲.html.j2").decode()
    assert POLICY.search(made)


@pytest.mark.parametrize(
    ("template", "line", "word"),
    [
        ("<p>{{ form.total }}</p>", 1, "要以 <!DOCTYPE html>、<html>、<head> 开头"),
        ("<script>1</script>\n" + PAGE, 4, "前面不能有别的内容"),
        (PAGE.replace('<html lang="zh-CN">', '<html a=">'), 3, "要以 <!DOCTYPE html>"),
        (PAGE.replace("HERE", POLICY_LINE.replace("'none'", "*")), 4, "default-src 只能是 'none'"),
        (PAGE.replace("HERE", POLICY_LINE.replace("'none'; ", "'none'; script-src 'unsafe-inline'; ")), 4, "script-src"),
        (PAGE.replace("HERE", POLICY_LINE.replace("default-src 'none'; ", "")), 4, "没有写 default-src"),
        (PAGE.replace("HERE", '\n<meta http-equiv="refresh" content="0; url=http://a/{{ form.total }}">'), 5, "转到别处"),
        (PAGE.replace("HERE", '\n<meta http-equiv="&#114;efresh" content="0">'), 5, "转到别处"),
        (PAGE.replace("HERE", '<meta a=">" http-equiv=refresh content=0>'), 4, "写得不规范"),
    ],
)  # fmt: skip
def test_a_page_that_could_run_or_load_something_is_refused_at_its_line(
    make: Any, template: str, line: int, word: str
) -> None:
    with pytest.raises(InputError) as caught:
        whole_own_page(make.result(), template, make.labels, "甲.html.j2")
    [problem] = caught.value.problems
    assert (problem.code, problem.place.file) == ("template-policy", "甲.html.j2")
    assert (problem.place.line, word in problem.message) == (line, True), problem.render()
    assert problem.hint


def test_the_shipped_pages_bear_the_same_line(checkout: Path) -> None:
    base = (checkout / "templates/html/base.html.j2").read_text("utf-8")
    assert POLICY_LINE in base


def test_a_refused_page_leaves_no_output(
    tmp_path: Path, checkout: Path, monkeypatch: pytest.MonkeyPatch, capsys: Any
) -> None:
    monkeypatch.chdir(tmp_path)
    place = Path("我的/templates/html/project.html.j2")
    place.parent.mkdir(parents=True)
    place.write_text("<p>\n{{ form.total }}</p>\n", "utf-8")
    [example] = (checkout / "examples").glob("1-*.yaml")
    assert main(["score", str(example), "--sets", "我的", "--format", "html", "-o", "结果"]) == 2
    said = capsys.readouterr().err
    assert f"{place}:1:1：错误：网页模板要以" in said
    assert "Content-Security-Policy" in said
    assert not Path("结果").exists()


def test_a_page_is_made_in_a_child_that_is_stopped_in_time(
    make: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second wall: what the budget lets through is ended by the processor's seconds."""
    template = PAGE.replace("HERE", "{% for a in range(100000) %}{% endfor %}" * 5)
    monkeypatch.setattr(own_pages, "WITHIN", 0.05)
    with pytest.raises(InputError) as caught:
        whole_own_page(make.result(), template, make.labels, "甲.html.j2")
    [problem] = caught.value.problems
    assert "已停止" in problem.message
    monkeypatch.undo()
    assert (
        POLICY_LINE in whole_own_page(make.result(), template, make.labels, "甲.html.j2").decode()
    )


def test_where_no_child_can_be_started_the_page_is_made_all_the_same(
    make: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError

    child.stop_children()
    monkeypatch.setattr(child.subprocess, "Popen", refuse)
    made = whole_own_page(make.result(), PAGE.replace("HERE", ""), make.labels, "甲.html.j2")
    assert POLICY_LINE in made.decode()
    bad = PAGE.replace("HERE", "{{ 'x'|indent(999999999) }}")
    with pytest.raises(InputError):
        whole_own_page(make.result(), bad, make.labels, "甲.html.j2")
