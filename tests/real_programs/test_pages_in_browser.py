"""Every page, seen in Chromium from its file without network: whole, readable, keyboard and paper."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageDraw

from scoring.records.result import Result
from scoring.records.submission import Submission
from scoring.work.library import Library
from scoring.work.outputs import Outputs
from scoring.work.score import score, score_submission
from tests.folders import TESTS
from tests.real_programs import office as libreoffice
from tests.real_programs import pictures

KEPT = TESTS / "real_programs" / "pictures"
EXAMPLES = ("1", "2", "3", "4", "5", "6")
NAMES = (*EXAMPLES, "sixty", "extreme")
NOTES = tuple(f"{name}-notes" for name in NAMES)
"""The 评分说明 of each, a page of its own."""
FORM_PAGES = {"1": 1, "2": 1, "3": 1, "4": 2, "5": 1, "6": 2, "sixty": 3}
"""Sheets of A4 that the form takes."""
MARGIN = 13 / 25.4 * 72
"""Points of white at the left and right of a printed page."""
PAPER = 695
"""CSS pixels between the margins."""


def submission(name: str, rows: list[dict[str, str]], **more: Any) -> Submission:
    funds = {"source": "年度资金总额", "initial": "100.00", "budget": "100.00", "executed": "99.00"}
    given = {
        "schema": "ziping/submission/1", "set": "shenzhen/2022-project", "year": 2022,
        "project": {"name": name, "code": "001"}, "unit": "某单位", "department": "某部门",
        "money_unit": "元", "funds": [funds], "goal": {"expected": "预期", "achieved": "实际"},
        "indicators": rows,
    }  # fmt: skip
    return Submission.model_validate(given | more)


def sixty() -> Submission:
    """60 rows, as a large project has them."""
    levels = (
        *(("产出", level2) for level2 in ("数量", "质量", "时效", "成本") for _ in range(10)),
        *(("效益", level2) for level2 in ("经济效益", "社会效益", "可持续影响") for _ in range(5)),
        *(("满意度", "服务对象满意度") for _ in range(5)),
    )
    points = {"产出": "1.25", "效益": "2", "满意度": "2"}
    return submission("六十项指标的项目", [
        {"level1": level1, "level2": level2, "name": f"第{n}项工作完成数量", "target": f"≥{100 + n}个",
         "actual": f"{100 + n - n % 3 + 1}个", "points": points[level1],
         "reason": f"第{n}项部分未完成,正在整改。" if n % 3 == 2 else ""}
        for n, (level1, level2) in enumerate(levels, 1)
    ])  # fmt: skip


def extreme() -> Submission:
    """Lawful but strange: nothing to break a line at, numbers of 20 digits, texts of pages, nothing."""
    chinese, latin = "没有空格的很长名称" * 33, "A" * 300
    largest = "999999999999999999.99"
    rows = [
        {"level1": "产出", "level2": "数量", "name": chinese, "target": latin, "actual": latin,
         "points": "39.123456", "reason": "原因" * 150},
        {"level1": "级次" * 40, "level2": "次" * 80, "name": latin, "target": "≥99", "actual": "98",
         "points": "10.876544"},
        {"level1": "效益", "level2": "", "name": "", "target": "", "actual": "", "points": "30"},
        {"level1": "满意度", "level2": "服务对象满意度", "name": "甲", "target": "≥90%", "actual": ""},
    ]  # fmt: skip
    funds = [
        {"source": "年度资金总额", "initial": f"-{largest}", "budget": largest, "executed": largest,
         "reason": chinese},
        {"source": chinese}, {"source": latin},
    ]  # fmt: skip
    head = {"responsible": chinese, "phone": latin, "opinion": "同意。" * 100,
            "signatures": {"审核人": "王五", "单位盖章": ""}}  # fmt: skip
    return submission(
        chinese, rows, unit=latin, department=chinese, funds=funds, head=head,
        goal={"expected": "很长的目标。" * 200, "achieved": f"第一行\n第二行\n\n{latin * 3}"},
        unplaced=[{"text": latin, "at": "自评表!A99"}], claimed_total="99.99", state="终止",
    )  # fmt: skip


@pytest.fixture(scope="session")
def results(library: Library, checkout: Path) -> dict[str, Result]:
    found = {"sixty": sixty(), "extreme": extreme()}
    scored = {name: score_submission(given, library) for name, given in found.items()}
    for path in sorted((checkout / "examples").glob("*.yaml")):
        scored[path.name[0]] = score(path, sets=library)
    return scored


@pytest.fixture(scope="session")
def files(
    results: dict[str, Result], library: Library, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("pages")
    printing = Outputs(library, ("html",))
    written = {name: folder / f"{name}.html" for name in (*NAMES, *NOTES)}
    for name, notes in zip(NAMES, NOTES, strict=True):
        written[name].write_bytes(printing.render(results[name], "html"))
        written[notes].write_bytes(printing.explain(results[name], "html"))
    return written


# Which texts stand outside the box that holds them, or outside the window where nothing scrolls.
OUTSIDE = """(() => {
  const found = [], walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const width = document.documentElement.clientWidth;
  for (let text; (text = walker.nextNode());) {
    const parent = text.parentElement;
    if (!text.data.trim() || parent.closest('.unseen, style') || !parent.checkVisibility()) continue;
    if (parent.closest('details:not([open])') && !parent.closest('summary')) continue;
    const range = document.createRange();
    range.selectNodeContents(text);
    const box = parent.closest('th, td, dd, dt, li, p, caption, h1, h2, h3, div').getBoundingClientRect();
    for (const line of range.getClientRects()) {
      if (!line.width) continue;
      const inside = line.left >= box.left - 1 && line.right <= box.right + 1
        && line.top >= box.top - 3 && line.bottom <= box.bottom + 3;
      const seen = parent.closest('.scroll') || (line.left >= 0 && line.right <= width + 1);
      if (!inside || !seen) { found.push(text.data.trim().slice(0, 40)); break; }
    }
  }
  return found;
})()"""

# Texts whose colour stands out from what lies behind them by less than 4.5 : 1.
PALE = """(() => {
  const parse = c => c.match(/[\\d.]+/g).map(Number);
  const light = ([r, g, b]) => [r, g, b].map(v => v / 255)
    .map(v => v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
    .reduce((sum, v, at) => sum + v * [0.2126, 0.7152, 0.0722][at], 0);
  const behind = one => {
    for (let at = one; at; at = at.parentElement) {
      const c = parse(getComputedStyle(at).backgroundColor);
      if (c.length === 3 || c[3] === 1) return c;
      if (c[3] !== 0) return [128, 128, 128];
    }
    return [255, 255, 255];
  };
  const found = [];
  let seen = 0;
  for (const one of document.querySelectorAll('body *')) {
    if (![...one.childNodes].some(n => n.nodeType === 3 && n.data.trim())) continue;
    const pair = [light(parse(getComputedStyle(one).color)), light(behind(one))].sort((a, b) => a - b);
    const ratio = (pair[1] + 0.05) / (pair[0] + 0.05);
    seen += 1;
    if (ratio < 4.5) found.push([one.className || one.tagName, Math.round(ratio * 100) / 100]);
  }
  return {seen, found};
})()"""


@dataclass
class Seen:
    """What a page showed."""

    said: list[str]
    requests: list[str]
    picture: bytes
    pdf: Path
    sheets: list[Any]
    """The pages of the PDF."""
    tree: list[dict[str, Any]]
    outside: dict[str, list[str]] = field(default_factory=dict)
    too_wide: dict[str, int] = field(default_factory=dict)
    pale: dict[str, Any] = field(default_factory=dict)
    facts: dict[str, Any] = field(default_factory=dict)


@pytest.fixture(scope="session")
def look(
    browser: Any, files: dict[str, Path], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Any]:
    """Look at a page once, for all tests."""
    folder = tmp_path_factory.mktemp("printed")
    looked: dict[str, Seen] = {}

    def at(name: str) -> Seen:
        if name not in looked:
            looked[name] = _look(browser, files[name], folder / f"{name}.pdf")
        return looked[name]

    return at


def _look(browser: Any, path: Path, pdf: Path) -> Seen:
    with browser.open(path) as page:
        picture = page.picture()
        pdf.write_bytes(page.printed())
        sheets = libreoffice.pages(pdf)
        seen = Seen(page.said, page.requests, picture, pdf, sheets, page.tree())
        seen.facts = page.value(
            "({lang: document.documentElement.lang, title: document.title,"
            " scripts: document.scripts.length,"
            " small: [...document.querySelectorAll('body *')].filter(e =>"
            "   parseFloat(getComputedStyle(e).fontSize) < 12).length,"
            " bare: [...document.querySelectorAll('a')].filter(e =>"
            "   getComputedStyle(e).textDecorationLine != 'underline').length})"
        )
        page.value("document.querySelectorAll('details').forEach(one => one.open = true)")
        seen.pale = page.value(PALE)
        for name, width, scale in (("phone", 390, 1), ("200 %", 500, 2), ("desk", 1440, 1)):
            page.resize(width, scale=scale)
            seen.outside[name] = page.value(OUTSIDE)
            seen.too_wide[name] = page.value("document.documentElement.scrollWidth") - width
        page.do("Emulation.setEmulatedMedia", media="print")
        page.resize(PAPER)
        seen.outside["paper"] = page.value(OUTSIDE)
        seen.too_wide["paper"] = page.value("document.documentElement.scrollWidth") - PAPER
    return seen


@pytest.mark.parametrize("name", [*NAMES, *NOTES])
def test_it_says_nothing_and_asks_for_nothing(look: Any, files: dict[str, Path], name: str) -> None:
    seen = look(name)
    assert seen.said == []
    assert seen.requests == [files[name].as_uri()]
    assert seen.facts["scripts"] == 0


def test_the_browser_would_tell_of_errors_and_requests(browser: Any, tmp_path: Path) -> None:
    path = tmp_path / "坏.html"
    path.write_text(
        '<script>console.warn("甲"); nothing()</script><img src="http://example.com/a.png">',
        "utf-8",
    )
    with browser.open(path) as page:
        assert "甲" in page.said
        assert any("Uncaught" in said for said in page.said)
        assert "http://example.com/a.png" in page.requests
        assert any("ERR_" in said for said in page.said), "the network must be off"


@pytest.mark.parametrize("name", [*NAMES, "3-notes"])
def test_it_looks_as_before(look: Any, tmp_path_factory: pytest.TempPathFactory, name: str) -> None:
    pictures.check(look(name).picture, KEPT / f"{name}.png", tmp_path_factory.getbasetemp())


def test_it_stays_dark_on_white(browser: Any, files: dict[str, Path]) -> None:
    with browser.open(files["3"]) as page:
        page.resize(500)
        light = page.picture()
        page.prefer(prefers_color_scheme="dark")
        assert page.picture() == light
    with Image.open(io.BytesIO(light)) as opened:
        assert opened.convert("L").getpixel((2, 2)) == 255


@pytest.mark.parametrize("name", [*NAMES, *NOTES])
def test_no_text_leaves_its_cell_or_the_window(look: Any, name: str) -> None:
    seen = look(name)
    assert seen.outside == {"phone": [], "200 %": [], "desk": [], "paper": []}
    assert all(by <= 0 for by in seen.too_wide.values()), seen.too_wide


def test_a_text_that_leaves_its_cell_would_be_found(browser: Any, tmp_path: Path) -> None:
    path = tmp_path / "宽.html"
    path.write_text(
        '<table style="table-layout:fixed;width:100px"><tr><td>' + "A" * 50 + "</table>", "utf-8"
    )
    with browser.open(path) as page:
        assert page.value(OUTSIDE) == ["A" * 40]


@pytest.mark.parametrize("name", [*NAMES, *NOTES])
def test_every_text_stands_out(look: Any, name: str) -> None:
    seen = look(name)
    assert seen.pale["seen"] > 60
    assert seen.pale["found"] == []
    assert seen.facts["small"] == 0
    assert seen.facts["bare"] == 0, "a link is known by more than its colour"


# by ear and by keyboard


def names(seen: Seen, role: str) -> list[str]:
    return [n["name"]["value"] for n in seen.tree if n["role"]["value"] == role]


def known(node: dict[str, Any], name: str) -> Any:
    return next(
        (p["value"]["value"] for p in node.get("properties", []) if p["name"] == name), None
    )


@pytest.mark.parametrize("name", [*NAMES, *NOTES])
def test_headings_lead_through_the_page(look: Any, name: str) -> None:
    seen = look(name)
    assert seen.facts["lang"] == "zh-CN"
    form = ["项目支出绩效自评表", "资金使用情况", "项目目标完成情况", "年度绩效指标"]
    first = ["评分说明"] if name in NOTES else form
    assert f"{first[0]}（2022年度）" in seen.facts["title"]
    headings = [node for node in seen.tree if node["role"]["value"] == "heading"]
    levels = [known(node, "level") for node in headings]
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in zip([0, *levels], levels, strict=False))
    assert names(seen, "heading")[: len(first)] == first
    assert name in NOTES or names(seen, "heading") == form
    assert names(seen, "main") or "main" in {n["role"]["value"] for n in seen.tree}


@pytest.mark.parametrize("name", NAMES)
def test_tables_have_names_and_headers(look: Any, results: dict[str, Result], name: str) -> None:
    seen = look(name)
    tables = names(seen, "table")
    assert tables[:4] == ["基本情况", "资金使用情况", "项目目标完成情况", "年度绩效指标"]
    assert all(tables)
    assert len(set(tables)) == len(tables)
    assert {"三级指标", "*实际完成值", "*得分", "资金来源", "全年执行数"} <= {
        "".join(text.split()) for text in names(seen, "columnheader")
    }
    heads = names(seen, "rowheader")
    for row in results[name].scorecard.indicators:
        assert not row.name or any(row.name == head for head in heads), row.name


def test_the_keyboard_reaches_everything(browser: Any, files: dict[str, Path]) -> None:
    at = "document.activeElement"
    with browser.open(files["3-notes"]) as page:
        every = "[...document.querySelectorAll('a, summary, .scroll')]"
        wanted = page.value(f"{every}.length")
        met = []
        for _ in range(wanted):
            page.press("Tab", 9)
            met.append(page.value(f"{every}.indexOf({at})"))
            outline = page.value(
                f"[getComputedStyle({at}).outlineStyle, parseFloat(getComputedStyle({at}).outlineWidth)]"
            )
            assert outline == ["solid", 3], met[-1]
        assert met == list(range(wanted)), "in the order of the page"
        page.value("document.querySelector('#row-2 summary').focus()")
        page.press("Enter", 13)
        assert page.value("document.querySelector('#row-2 details').open")
        assert page.value("document.querySelectorAll('details[open]').length") == 1


# on paper


@pytest.mark.parametrize("name", [*NAMES, *NOTES])
def test_it_prints_on_a4_within_the_margins(look: Any, name: str) -> None:
    for sheet in look(name).sheets:
        assert (round(sheet.width), round(sheet.height)) == (595, 842)
        for word in sheet.words:
            assert word.left >= MARGIN - 2, word
            assert word.right <= sheet.width - MARGIN + 2, word


def printed_lines(sheet: Any) -> list[str]:
    """Return what is printed, line by line from the top."""
    lines: dict[int, list[Any]] = {}
    for word in sheet.words:
        lines.setdefault(round(word.top / 3), []).append(word)
    return [
        "".join(w.text for w in sorted(lines[top], key=lambda w: w.left)) for top in sorted(lines)
    ]


@pytest.mark.parametrize("name", FORM_PAGES)
def test_the_form_stands_alone_on_its_sheets(look: Any, name: str) -> None:
    sheets = look(name).sheets
    assert len(sheets) in (FORM_PAGES[name], FORM_PAGES[name] + 1), "a font may need one more"
    lines = [printed_lines(sheet) for sheet in sheets]
    assert lines[0][:2] == ["项目支出绩效自评表", "（2022年度）"]
    assert "负责人：填表人：电话：日期：" in sheets[-1].text
    assert "单位（公章）：" in sheets[-1].text
    assert "评分说明" not in "".join(sheet.text for sheet in sheets)
    assert [sheet[-1] for sheet in lines] == [f"第{at}页" for at in range(1, len(sheets) + 1)]
    for sheet in sheets[1:]:
        assert "三级指标" in sheet.text
    for sheet in sheets[:-1]:  # no gap: all but the last are filled
        assert max(w.bottom for w in sheet.words if w.bottom < 780) > 600


@pytest.mark.parametrize("name", FORM_PAGES)
def test_every_text_is_printed_and_no_row_is_cut(
    look: Any, results: dict[str, Result], name: str
) -> None:
    form = [sheet.text for sheet in look(name).sheets]
    given, card = results[name].submission, results[name].scorecard
    for text in (given.project.name, given.project.code, given.unit, given.department,
                 given.goal.expected, given.goal.achieved):  # fmt: skip
        assert libreoffice.squeezed(text) in form[0]
    for row in card.indicators:
        texts = [
            libreoffice.squeezed(text) for text in (row.name, row.target, row.actual, row.reason)
        ]
        assert any(all(text in sheet for text in texts) for sheet in form), row.name
    explained = "".join(sheet.text for sheet in look(f"{name}-notes").sheets)
    for row in card.indicators:
        assert libreoffice.squeezed(row.name) in explained
        assert libreoffice.squeezed(row.trace.formula) in explained


def test_long_texts_are_printed_to_their_end(look: Any) -> None:
    sheets = [*look("extreme").sheets, *look("extreme-notes").sheets]
    whole = "".join(sheet.text for sheet in sheets)
    assert whole.count("很") >= 200
    assert whole.count("原") >= 150
    assert whole.count("A") >= 300 * 9
    assert whole.count("同") >= 100
    for text in ("999,999,999,999,999,999.99", "审核人：王五", "终止"):
        assert text in whole


def test_what_is_opened_is_printed(
    browser: Any,
    files: dict[str, Path],
    tmp_path: Path,
) -> None:
    closed, opened = tmp_path / "closed.pdf", tmp_path / "opened.pdf"
    with browser.open(files["3-notes"]) as page:
        closed.write_bytes(page.printed())
        page.value("document.querySelector('#row-1 details').open = true")
        opened.write_bytes(page.printed())
    first, second = ("".join(s.text for s in libreoffice.pages(pdf)) for pdf in (closed, opened))
    assert "规则位置" not in first
    assert second.count("规则位置") == 1
    assert "指标值读作" not in first
    assert second.count("指标值读作") == 1


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_sheet_looks_as_before(
    look: Any, tmp_path: Path,
    tmp_path_factory: pytest.TempPathFactory, name: str,
) -> None:  # fmt: skip
    first = libreoffice.pictures(look(name).pdf, tmp_path)[0]
    kept = KEPT / f"{name}-paper.png"
    pictures.check(first.read_bytes(), kept, tmp_path_factory.getbasetemp())


# the comparison of pictures itself


def test_pictures_are_compared_as_by_eye(
    look: Any,
) -> None:
    with Image.open(io.BytesIO(look("3").picture)) as opened:
        page = opened.convert("L")
    kept = pictures.small(png(page))

    def unlike(changed: Image.Image) -> str:
        return str(pictures.difference(pictures.small(png(changed)), kept))

    moved = Image.new("L", page.size, 255)
    moved.paste(page, (2, 3))
    assert unlike(page) == ""
    assert unlike(moved) == ""
    lost = page.copy()
    ImageDraw.Draw(lost).rectangle((0, 500, page.width, 900), fill=255)
    assert "fields differ" in unlike(lost)
    assert "fields differ" in unlike(page.point(lambda shade: 255 - shade))
    assert "fields differ" in unlike(page.transpose(Image.Transpose.FLIP_LEFT_RIGHT))
    assert "pixels long" in unlike(page.crop((0, 0, page.width, page.height - 300)))


def png(picture: Image.Image) -> bytes:
    held = io.BytesIO()
    picture.save(held, "PNG")
    return held.getvalue()


def test_kept_pictures_are_small() -> None:
    kept = sorted(KEPT.glob("*.png"))
    others = {"overview"}  # test_overview_in_browser.py
    pages = {*NAMES, "3-notes", *(f"{name}-paper" for name in EXAMPLES)}
    assert {path.stem for path in kept} == pages | others
    assert json.dumps({p.name: p.stat().st_size for p in kept if p.stat().st_size > 50_000}) == "{}"


# in plain words


@pytest.mark.parametrize("name", EXAMPLES)
def test_no_foreign_word_is_left(
    files: dict[str, Path], results: dict[str, Result], name: str
) -> None:
    pages = [files[name].read_text("utf-8"), files[f"{name}-notes"].read_text("utf-8")]
    page = re.sub(r"<style>.*?</style>", "", "".join(pages), flags=re.DOTALL)
    given = results[name].submission.model_dump_json()
    # Where a rule stands, and by which digest a set is known, is told as it is.
    told = re.sub(r"规则位置</dt><dd>.*?</dd>|<p class=\"about\">.*?</p>|\(docs/\S+\)", "", page)
    words = set(re.findall("[A-Za-z]{2,}", re.sub(r"<[^>]*>", " ", told)))
    assert {word for word in words if word not in given} == set()


def test_the_signatures_never_stand_alone(browser: Any, library: Library, tmp_path: Path) -> None:
    printing = Outputs(library, ("html",))
    rows = [
        row.model_dump(include={"level1", "level2", "name", "target", "actual"})
        for row in sixty().indicators
    ]
    last = set()
    for count in range(20, 33, 2):  # the end of the form moves over the end of the first sheet
        path = tmp_path / f"{count}.html"
        given = submission("甲", [row | {"points": "1"} for row in rows[:count]])
        path.write_bytes(printing.render(score_submission(given, library), "html"))
        with browser.open(path) as page:
            path.with_suffix(".pdf").write_bytes(page.printed())
        sheets = libreoffice.pages(path.with_suffix(".pdf"))
        last.add(len(sheets))
        end = printed_lines(sheets[-1])
        assert any(f"第{count}项工作完成数量" in line for line in end)
        assert [line[:2] for line in end if line[:2] in ("总分", "等级")] == ["总分", "等级"]
        assert "负责人：填表人：电话：日期：" in end
    assert last == {1, 2}
