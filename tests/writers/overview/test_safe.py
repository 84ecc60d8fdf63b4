"""What stands in the forms can do nothing to the page, and of a secret form nothing stands there."""

from __future__ import annotations

import hashlib
import re
import xml.etree.ElementTree as ET
from base64 import b64encode
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from html.parser import HTMLParser
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from scoring.documents.decode import decode
from scoring.documents.yaml_text import parse_yaml
from scoring.files import shipped
from scoring.problem import InputError
from scoring.records.finding import Stake
from scoring.records.result import Reviewed
from scoring.writers.overview.draw import ChartBar, ChartHeading, bars, fitted, ticks
from scoring.writers.overview.overview_words import OverviewWords
from scoring.writers.overview.summary import LeftOut, Limits, Proposed, Summary

HOSTILE = "<script>alert(1)</script>\"'&{{ 1 }}]]>\u202e改\x07<svg onload=x>"
SECRET = "绝不印出"


class Tags(HTMLParser):
    """Counts what a browser would find in the page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.scripts: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs

    def handle_data(self, data: str) -> None:
        if self.tags[-1:] == ["script"] and data.strip():
            self.scripts.append(data)


def marked(one: Reviewed, text: str, changed: Callable[..., Reviewed], **more: Any) -> Reviewed:
    """Return a form that has ``text`` in every place that could reach the page."""
    submission = one.result.submission
    made = changed(
        one, {"unmatched": (text,)}, f"{text}.xlsx", unit=text, claimed_grade=text, id=text,
        project=submission.project.model_copy(update={"name": text, "code": text}),
        repairs=tuple(
            r.model_copy(update={"what": text, "why": text, "at": text}) for r in submission.repairs
        ),
        **more,
    )  # fmt: skip

    def said(findings: Any) -> Any:
        return tuple(
            replace(f, name=text, place=text, where=text, text=text, also=(text,)) for f in findings
        )

    review = replace(
        one.review, findings=said(one.review.findings), targets=said(one.review.targets)
    )
    beside = (replace(review.findings[0], code="beside"),)
    return replace(made, at=text, review=review, compared=beside)


@pytest.mark.parametrize("count", [6, 60])
def test_hostile_texts_stay_texts(
    overview: Any, changed: Callable[..., Reviewed], count: int
) -> None:
    forms = [marked(overview.six[n % 6], HOSTILE, changed) for n in range(count)]
    links = {(r.file, r.at): f'复核表/"><script>{HOSTILE}.html' for r in forms}
    left = (LeftOut(HOSTILE, HOSTILE, HOSTILE),)
    summary = Summary(
        1, left, left, 1, (Proposed(HOSTILE, HOSTILE, HOSTILE, HOSTILE, Decimal("0.5")),)
    )
    grades = {(r.file, r.at): HOSTILE for r in forms}
    for page in overview.pages(forms, summary, links=links, claimed_grades=grades).values():
        found = Tags(page)
        (script,) = found.scripts
        assert script.strip() == shipped.read_text("templates/html/overview.js").strip()
        assert not [name for name, _ in found.attributes if name.startswith("on")]
        assert {name for name, _ in found.attributes} & {"src", "action", "xlink:href"} == set()
        addresses = [value for name, value in found.attributes if name == "href"]
        assert all(re.fullmatch(r"[#%A-Za-z0-9_./-]+", value or "") for value in addresses)
        assert "\u202e" not in page
        assert "\x07" not in page
        assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
        assert found.tags.count("svg") == page.count('<svg xmlns="http://www.w3.org/2000/svg"')


def test_a_link_leads_nowhere_but_below_the_page(overview: Any) -> None:
    one = overview.six[0]
    for address in ("javascript:alert(1)", "//host/x", "https://host/x", "/etc/passwd"):
        page = overview.pages([one], links={(one.file, one.at): address})["总览.html"]
        made = {v for n, v in Tags(page).attributes if n == "href" and v and v[0] != "#"}
        assert len(made) > 2
        assert all(to.startswith("./") for to in made), "beside the page, whatever it is called"


def test_only_the_script_of_the_page_may_run(overview: Any, batch: Any) -> None:
    for page in overview.pages(batch(60)).values():
        policy = re.search(r'Content-Security-Policy" content="([^"]*)"', page)
        script = re.search(r"<script[^>]*>(.*?)</script>", page, re.DOTALL)
        assert policy is not None
        assert script is not None
        digest = b64encode(hashlib.sha256(script[1].encode()).digest()).decode()
        allowed = policy[1].replace("&#39;", "'").replace("&#43;", "+")
        assert f"script-src 'sha256-{digest}'" in allowed
        assert allowed.startswith("default-src 'none'"), "nothing is fetched"


def test_drawings_are_well_formed_and_told(overview: Any, batch: Any) -> None:
    for count in (6, 60):
        page = overview.pages(batch(count))["总览.html"]
        drawn = re.findall(r"<svg .*?</svg>", page, re.DOTALL)
        assert len(drawn) == 6
        for one in drawn:
            svg = ET.fromstring(one)
            title, text = svg[0], svg[1]
            assert (title.tag, text.tag) == (
                "{http://www.w3.org/2000/svg}title",
                "{http://www.w3.org/2000/svg}desc",
            )
            assert title.text
            assert text.text
            assert svg.get("role") == "img"
            assert svg.get("aria-labelledby") == title.get("id")
            assert svg.get("aria-describedby") == text.get("id")
        ids = re.findall(r'\bid="([^"]*)"', page)
        assert len(ids) == len(set(ids))
        for to in re.findall(r'href="#([^"]*)"', page):
            assert to in ids


def test_of_a_secret_form_only_numbers_stand_there(
    overview: Any, changed: Callable[..., Reviewed]
) -> None:
    one = marked(overview.six[5], SECRET, changed, secret=True)
    links = {(one.file, one.at): f"复核表/{SECRET}.html"}
    pages = overview.pages([one, *overview.six[:2]], links=links)
    page = pages["总览.html"]
    assert SECRET not in page
    assert "%E7%BB%9D" not in page, "nor quoted in a link"
    assert "涉密项目" in page
    assert "其中 1 张为涉密项目" in page
    assert "信息工程质量监督" not in page
    assert "94.41（86.73–96.53）" in page
    numbered = {(one.file, one.at): "复核表/涉密-1.html"}
    assert "%E6%B6%89%E5%AF%86-1.html" in overview.pages([one], links=numbered)["总览.html"]
    # The findings count, and their titles hold no text of the form.
    assert "得分与按规则计算的不同" in page


def test_the_same_batch_gives_the_same_bytes(overview: Any, batch: Any) -> None:
    made = batch(230)
    assert overview.pages(made) == overview.pages(iter(made))


def test_the_third_track(overview: Any) -> None:
    one = overview.six[5]
    card = replace(one.result.scorecard, total=Decimal("95"))
    page = overview.pages([replace(one, decided=card)])["总览.html"]
    assert '<th scope="col">复核</th>' in page
    assert (
        '<td>95（86.73–96.53）<span class="small">优（默认）；若某项取下限为良</span></td>' in page
    )
    assert ">4.99%</td>" in page, "(99.99 - 95) / 99.99"
    assert '<th scope="col">复核</th>' not in overview.pages([one])["总览.html"]


def test_a_range_is_never_summed(overview: Any) -> None:
    one = overview.six[5]
    asked = next(f for f in one.review.findings if f.kind == "Q")
    wide = replace(asked, code="wide", title="宽", stake=Stake(Decimal(1), Decimal(7)))
    unsure = replace(asked, code="unsure", title="差额未定", kind="E", stake=wide.stake)
    review = replace(one.review, findings=(wide, wide, unsure), targets=())
    page = overview.pages([replace(one, review=review)])["总览.html"]
    assert page.count("单处 1–7") == 2
    assert "合计 " not in page
    assert "<dd>0</dd>" in page


def test_nothing_at_all_is_a_page_too(overview: Any) -> None:
    pages = overview.pages([], Summary(0, not_read=(LeftOut("a.pdf", "扫描件"),)))
    assert list(pages) == ["总览.html"]
    assert "扫描件" in pages["总览.html"]
    assert "<svg" not in pages["总览.html"]


def test_absurd_claims_do_not_break_a_drawing(
    overview: Any, changed: Callable[..., Reviewed]
) -> None:
    absurd = [Decimal(10) ** 18, Decimal(-(10**18)), Decimal("0"), Decimal("-0.000001")]
    forms = [changed(overview.six[n], claimed_total=c) for n, c in enumerate(absurd)]
    page = overview.pages(forms)["总览.html"]
    chart = re.search(r"<svg .*?</svg>", page, re.DOTALL)
    assert chart is not None
    drawn = list(ET.fromstring(chart[0]).iter())
    for node in drawn:
        assert all(-10 <= int(node.get(key, "0")) <= 600 for key in ("x", "x1", "x2", "cx"))
    assert len([node for node in drawn if node.get("class") == "tick"]) <= 12
    bands = [int(n.get("width", "0")) for n in drawn if n.get("class") == "band"]
    assert max(bands) > 40, "the ranges can still be seen"
    overview.pages([changed(f, claimed_total=c) for f in overview.six * 10 for c in absurd])


def test_long_names_are_cut_out_loud(overview: Any, changed: Callable[..., Reviewed]) -> None:
    form = changed(overview.six[0], unit="长" * 500)
    page = overview.pages([form])["总览.html"]
    assert "长" * 200 + "……（共500字）" in page
    assert "长" * 201 not in page


def test_limits_hold_where_all_findings_are_of_one_code(overview: Any) -> None:
    one = overview.six[5]
    review = replace(one.review, findings=one.review.findings[:1] * 3000)
    page = overview.pages([replace(one, review=review)], limits=Limits(group=7))["总览.html"]
    assert "显示前 7 条，共 3,000 条，全部见 问题清单.xlsx" in page


@given(st.text(max_size=60))
@settings(max_examples=200)
def test_any_text_can_be_drawn(text: str) -> None:
    from fractions import Fraction

    drawn = bars(ChartHeading("a", text, text), [ChartBar(text, (("E", Fraction(1)),), text)])
    ET.fromstring(drawn)
    assert len(fitted(text, 10)) <= 10


@given(st.fractions(-1000, 1000), st.fractions(0, 10**6))
def test_an_axis_is_round_and_reaches_both_ends(low: Any, span: Any) -> None:
    start, step, count = ticks(low, low + span)
    assert start <= low
    assert start + step * count >= low + span
    assert count <= 10
    assert step.numerator in {1, 2, 5} or step.numerator % 10 == 0


def test_the_lists_are_called_what_they_are_called(overview: Any) -> None:
    """The page sends people to files that another part of the run writes."""
    lists = yaml.safe_load(shipped.read_text("vocabulary/printing/issue_list.yaml"))["files"]
    files = {key: overview.words.text(f"files.{key}", part="") for key in ("issues", "reading")}
    assert files["issues"] == f"{lists['issues']}.xlsx"
    assert files["reading"] == f"{lists['reading']}.xlsx"


def test_words_that_are_none_are_refused() -> None:
    for text in ("", "[", "schema: ziping/labels/1", "schema: ziping/overview/1\ntitles: {}"):
        with pytest.raises(InputError) as refused:
            decode(OverviewWords, parse_yaml(text, OverviewWords.ships_as))
        assert "vocabulary/printing/overview.yaml" in str(refused.value)
