"""The numbers on the page are the ones that come out when the batch is counted anew."""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import unquote

import pytest

from scoring.exact import plain
from scoring.records.result import Reviewed
from scoring.records.scorecard import NEEDS_PERSON
from scoring.writers.overview.summary import LeftOut, Limits, Proposed, Summary


def figures(page: str) -> dict[str, str]:
    """Return the headline numbers of a page by name."""
    pairs = re.findall(r"<dt>(.*?)</dt><dd>(?:<a[^>]*>)?(.*?)(?:</a>)?</dd>", page)
    return {name: value.replace(",", "") for name, value in pairs}


def plain_text(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "|", html))


def rows(page: str, section: str) -> list[list[str]]:
    """Return the cells of the table of a section."""
    table = re.search(rf'<table[^>]*aria-labelledby="{section}".*?</table>', page, re.DOTALL)
    assert table is not None, section
    body = table[0].partition("<tbody>")[2]
    return [
        [plain_text(cell).strip("| ") for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row)]
        for row in re.findall(r"<tr.*?</tr>", body, re.DOTALL)
    ]


def all_forms(pages: dict[str, str]) -> list[list[str]]:
    """Return the lines of the list of all forms, over its pages."""
    own = [page for name, page in pages.items() if name == "总览.html" or "各表一览" in name]
    return [row for page in own for row in rows(page, "forms")]


TODO = -2
"""The column of what is to be done; after it comes the link to the sheet to fill in."""


def counted(batch: list[Reviewed], words: Any) -> dict[str, str]:
    """Count a batch anew, from the findings and scorecards themselves."""
    findings = [f for r in batch for f in (*r.review.findings, *r.review.targets, *r.compared)]
    advice = sum(f.for_targets for f in findings)
    kinds = Counter(f.kind for f in findings if not f.for_targets)
    differences = [
        Fraction(f.stake.high)
        for f in findings
        if f.kind == "E" and not f.for_targets and f.stake and f.stake.low == f.stake.high
    ]
    cards = [r.result.scorecard for r in batch]
    above = sum(
        r.result.submission.claimed_total is not None
        and r.result.submission.claimed_total > r.result.scorecard.high
        for r in batch
    )
    undetermined = sum(
        card.total is None or any(row.status in NEEDS_PERSON for row in card.indicators)
        for card in cards
    )
    told = {
        words.needs["undetermined"]: undetermined, words.needs["above"]: above,
        words.needs["E"]: kinds["E"], words.needs["Q"]: kinds["Q"],
        words.needs["difference"]: plain(sum(differences, Fraction(0))),
        words.numbers["forms"]: len(batch), words.numbers["N"]: kinds["N"],
        words.numbers["targets"]: advice,
        words.numbers["rows"]: sum(len(card.indicators) for card in cards),
        words.numbers["repairs"]: sum(len(r.result.submission.repairs) for r in batch),
    }  # fmt: skip
    return {name: str(value) for name, value in told.items()}


def test_the_six_real_forms(overview: Any) -> None:
    links = {(r.file, r.at): f"复核表/{r.file.removesuffix('.yaml')}.html" for r in overview.six}
    pages = overview.pages(overview.six, links=links, claimed_grades=overview.grades())
    assert list(pages) == ["总览.html"]
    page = pages["总览.html"]
    assert figures(page).items() >= counted(list(overview.six), overview.words).items()
    assert figures(page)["指标行"] == "76"
    assert figures(page)["自评总分高于可得上限的表"] == "1"
    found = {row[1].split("|")[0]: row for row in rows(page, "forms")}
    first = found["信息工程质量监督"]
    assert first[0] == "1", "the only form with an E finding comes first"
    assert first[2].replace("|", " ") == "99.99 高于可得上限 3.46 分"
    assert first[3] == "94.41（86.73–96.53）"
    assert first[5] == "优 → 优（默认）；若某项取下限为良"
    assert "与规则不一致 1 处（差 3.46 分）" in first[TODO]
    told = found["深圳电子政务平台数字证书退费项目"]
    assert told[6] == "12.5", (
        "the row is determined, and whether its share is right hangs on the answer"
    )
    assert first[6] == "12.46", "3.46 of one row; 5 and 4 of two about which is asked"
    assert found["网络安全监测预警"][2:6] == ["99.94|总分与规则一致", "99.94", "0%", "优 → 优"]
    assert found["政府网络运行维护"][2] == "97.42|自评从严"
    assert found["综合运维服务"][3] == "99.77（89.77–99.77）"
    assert 'href="./%E5%A4%8D%E6%A0%B8%E8%A1%A8/6-' in page
    assert page.count("高于可得上限 ") == 1


def test_where_a_form_stands_is_told_once(overview: Any) -> None:
    one = overview.six[0]
    for at, told in (("", "a.xlsx"), ("表1!A1", "a.xlsx 表1!A1"), ("a.xlsx:3", "a.xlsx:3")):
        page = overview.pages([replace(one, file="a.xlsx", at=at)])["总览.html"]
        assert rows(page, "forms")[0][1].endswith(f"|{told}")


def test_a_claim_within_what_can_be_earned_is_never_called_above(
    overview: Any, changed: Callable[..., Reviewed]
) -> None:
    six = overview.six[5]
    card = six.result.scorecard
    for claimed, told in (
        (card.high, "在可得范围内"), (card.total, "总分与规则一致"), (card.low, "自评从严"),
        (None, "未填自评总分"),
    ):  # fmt: skip
        page = overview.pages([changed(six, claimed_total=claimed)])["总览.html"]
        assert told in page
        assert "高于可得上限 " not in page
        assert figures(page)["自评总分高于可得上限的表"] == "0"


def test_what_rounding_explains_is_not_above(
    overview: Any, changed: Callable[..., Reviewed]
) -> None:
    one = changed(overview.six[4], claimed_total=Decimal("99.95"))
    one = replace(one, review=replace(one.review, above_total=Decimal(0)))
    page = overview.pages([one])["总览.html"]
    assert "99.95|尾差" in rows(page, "forms")[0]
    assert "高于可得上限 " not in page


def test_no_word_accuses(overview: Any, batch: Callable[[int], list[Reviewed]]) -> None:
    for page in overview.pages(batch(300)).values():
        assert not re.search("虚报|虚高|造假|应扣|虚增", page)


@pytest.mark.parametrize("count", [1, 40, 41, 450])
def test_the_numbers_of_a_batch_of_any_size(
    overview: Any, batch: Callable[[int], list[Reviewed]], count: int
) -> None:
    made = batch(count)
    pages = overview.pages(iter(made))
    first = pages["总览.html"]
    assert figures(first).items() >= counted(made, overview.words).items()
    listed = all_forms(pages)
    assert [int(row[0]) for row in listed] == list(range(1, count + 1))
    statuses = Counter(
        overview.labels.word("statuses", status)
        for r in made
        for status in (
            *(row.status for row in r.result.scorecard.indicators),
            r.result.scorecard.execution.status,
        )
    )
    assert {name: int(n) for name, n in rows(first, "chart-rows")} == statuses
    groups = Counter(
        f.title for r in made for f in (*r.review.findings, *r.review.targets, *r.compared)
    )
    assert {row[1].split("|")[0]: int(row[2]) for row in rows(first, "findings")} == groups
    if count > 40:
        known = [
            (r.result.submission.claimed_total, r.result.scorecard.total)
            for r in made
            if r.result.submission.claimed_total is not None and r.result.scorecard.total
        ]
        classes = rows(first, "chart-differences")
        assert sum(int(n) for row in classes for n in row[1:]) == len(known)
        (nought,) = (row for row in classes if row[0] == "0")
        assert int(nought[1]) == sum(claimed == total for claimed, total in known)
        under = sum(claimed - total < -10 for claimed, total in known)
        assert classes[0][1:] == [str(under), "0"]


def test_who_must_be_looked_at_comes_first(
    overview: Any, batch: Callable[[int], list[Reviewed]]
) -> None:
    listed = all_forms(overview.pages(batch(450)))
    ranks = [
        0 if "待人认定" in row[TODO]
        else 1 if "与规则不一致" in row[TODO] or "高于可得上限" in row[2]
        else 2 if "待说明" in row[TODO] else 3
        for row in listed
    ]  # fmt: skip
    assert ranks == sorted(ranks)
    assert set(ranks) == {0, 1, 2, 3}


def test_thousands_of_forms_stay_readable(
    overview: Any, batch: Callable[[int], list[Reviewed]]
) -> None:
    pages = overview.pages(batch(5000))
    assert len([name for name in pages if "各表一览" in name]) == 24
    assert max(len(page.encode()) for page in pages.values()) < 700_000
    first = pages["总览.html"]
    assert "每张表一行" not in first, "forms are drawn in classes, not one by one"
    assert first.count("<tr") < 1000


def test_pages_lead_to_each_other(overview: Any, batch: Callable[[int], list[Reviewed]]) -> None:
    pages = overview.pages(batch(25), limits=Limits(page=5))
    names = ["总览.html", *(f"总览/各表一览-{n}.html" for n in range(2, 6))]
    assert [name for name in pages if name in names] == names
    for name, page in pages.items():
        here = PurePosixPath(name).parent
        to = [unquote(a) for a in re.findall(r'href="([^"#]+)', page)]
        led = {os.path.normpath(here / address) for address in to if ".xlsx" not in address}
        assert led <= set(pages), "every way leads to a page that there is"
        assert name not in led
        assert "总览.html" in led or name == "总览.html"
    assert "第 3 页，共 5 页" in pages[names[2]]
    assert "第 11–15 张，共 25 张" in pages[names[2]]


def linked(page: str, name: str) -> str:
    """Return the address behind a headline number."""
    found = re.search(rf'<dt>{re.escape(name)}</dt><dd><a href="([^"]*)"', page)
    assert found is not None, name
    return unquote(found[1]).removeprefix("./")


def listed_behind(pages: dict[str, str], address: str) -> list[list[str]]:
    """Return the lines of a list over all its pages, or of one part of it."""
    name, _, part = address.partition("#")
    series = name.rpartition("-")[0]
    own = [page for other, page in pages.items() if other.rpartition("-")[0] == series]
    ids = {i for page in own for i in re.findall(r'<h2 id="([^"]*)"', page)} if not part else {part}
    return [
        row for page in own for i in sorted(ids) if f'id="{i}"' in page for row in rows(page, i)
    ]


def test_every_number_leads_to_what_it_counts(
    overview: Any, batch: Callable[[int], list[Reviewed]]
) -> None:
    made = batch(60)
    pages = overview.pages(made, limits=Limits(page=9, units=2))
    first, words = pages["总览.html"], overview.words
    for name, value in figures(first).items():
        assert (value == "0") is (f"<dt>{name}</dt><dd>{value}" in first), name
    told = figures(first)
    for key in ("undetermined", "above"):
        name = words.needs[key]
        assert len(listed_behind(pages, linked(first, name))) == int(told[name])
    differing = listed_behind(pages, linked(first, words.needs["difference"]))
    points = [
        Fraction(found[1])
        for row in differing
        if (found := re.search(r"差 ([0-9.]+) 分", row[TODO]))
    ]
    assert plain(sum(points, Fraction(0))) == told[words.needs["difference"]]
    assert len(differing) == sum(bool(r.review.of_kind("E")) for r in made)
    units = re.search(r'<table[^>]*aria-labelledby="by-unit".*?</table>', first, re.DOTALL)
    assert units is not None
    for row in re.findall(r"<tr><th.*?</tr>", units[0].partition("<tbody>")[2]):
        address = re.findall(r'href="([^"]*)"', row)[0]
        numbers = re.findall(r'<td class="num">(?:<a[^>]*>)?([^<]*)', row)
        behind = listed_behind(pages, unquote(address).removeprefix("./"))
        assert len(behind) == int(numbers[0])
        stakes = sum((Fraction(line[-3]) for line in behind if line[-3]), Fraction(0))
        assert plain(stakes) == numbers[-1]


def test_it_begins_with_what_to_decide_next(
    overview: Any, batch: Callable[[int], list[Reviewed]]
) -> None:
    made = batch(60)
    links = {(r.file, r.at): f"复核表/{n}.html" for n, r in enumerate(made)}
    page = overview.pages(made, Summary(60, (LeftOut("a.pdf", "扫描件"),)), links=links)[
        "总览.html"
    ]
    order = [
        "decide-at_stake",
        "decide-above",
        "list-not_read",
        "by-unit",
        "forms",
        "findings",
        "lists",
    ]
    places = [page.index(f'id="{one}') for one in order]
    assert places == sorted(places)
    for key, column in (("decide-at_stake", 1), ("decide-above", 2)):
        weights = [Fraction(row[column]) for row in rows(page, key)]
        assert len(weights) == 10
        assert weights == sorted(weights, reverse=True)
    asked = [row[5] for row in rows(page, "decide-at_stake") if "涉密" not in row[0]]
    assert all("：" in text for text in asked), "row and sentence of a finding"
    told = [row[5] for row in rows(page, "decide-above")]
    assert all("：" in text or "高于可得上限" in text or "待人认定" in text for text in told)
    assert re.search(r'href="\./%E5%A4%8D%E6%A0%B8%E8%A1%A8/\d+\.html#row-\d+"', page)
    assert re.search(r'href="\./%E5%A4%8D%E6%A0%B8%E8%A1%A8/\d+\.xlsx"', page)


def test_caps_are_said_out_loud(overview: Any, batch: Callable[[int], list[Reviewed]]) -> None:
    left = tuple(LeftOut(f"扫描/{n}.pdf", "没有文字") for n in range(1234))
    summary = Summary(
        1300, not_read=left, without_set=left[:3], unplaced=9,
        proposed=(Proposed("甲", "a", "乙", "b", Fraction(62, 100)),),
    )  # fmt: skip
    page = overview.pages(batch(300), summary)["总览.html"]
    assert "显示前 200 条，共 1,234 条" in page
    assert len(rows(page, "list-not_read-name")) == 200
    assert rows(page, "list-proposed-name") == [["甲", "a", "乙", "b", "62%"]]
    assert figures(page)["没有用上的文件和表"] == "1234"
    assert figures(page)["认不出指标体系的表"] == "3"
    often = [g for g in rows(page, "findings") if int(g[2]) > 20]
    assert often
    for group in often:
        assert f"显示前 20 条，共 {group[2]} 条，全部见 问题清单.xlsx" in page


def test_what_reached_the_page_names_its_sources(overview: Any) -> None:
    page = overview.pages(overview.six)["总览.html"]
    told = rows(page, "list-sources-name")
    standings = set(overview.labels.groups["standings"].values())
    assert told
    assert {row[1] for row in told} <= standings
    counts = Counter(
        source
        for r in overview.six
        for row in (*r.result.scorecard.indicators, r.result.scorecard.execution)
        for source in dict.fromkeys(row.trace.sources)
    )
    assert sorted(int(row[2]) for row in told) == sorted(counts.values())


def test_a_form_of_every_shipped_set_is_told(overview: Any, one_of_each: dict[str, Any]) -> None:
    made = [
        Reviewed(f"{name}.yaml", "", result, overview.reviewer.review(result))
        for name, result in one_of_each.items()
    ]
    told = all_forms(overview.pages(made))
    assert len(told) == len(made) > 10
    by_file = {row[1].rsplit("|", 1)[-1]: row for row in told}
    for one in made:
        card, row = one.result.scorecard, by_file[one.file]
        if not card.scored:
            assert row[2].endswith("|本表不计分")
            assert row[3:5] == ["", ""]
            assert "→" not in row[5]
        elif card.total is None:
            assert row[3].startswith("待定（")
        else:
            assert row[3].startswith(plain(Fraction(card.total)))
