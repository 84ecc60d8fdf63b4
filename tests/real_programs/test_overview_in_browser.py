"""The overview of a batch in Chromium: quiet, offline, within window and sheet, told to the ear."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from scoring.work.library import Library
from scoring.writers.overview.summary import LeftOut, Summary
from tests.folders import TESTS
from tests.real_programs import office as libreoffice
from tests.real_programs import pictures
from tests.writers.overview import batches

MARGIN = 34  # 12 mm in points
PAPER = 703  # pixels between the margins of A4
LUMINANCE = """
(() => {
  const part = c => (c /= 255) <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  const light = ([r, g, b]) => 0.2126 * part(r) + 0.7152 * part(g) + 0.0722 * part(b);
  const rgb = text => text.match(/[0-9.]+/g).map(Number);
  const behind = e => { for (; e; e = e.parentElement) {
      const c = rgb(getComputedStyle(e).backgroundColor);
      if (c.length < 4 || c[3] > 0) return c; } return [255, 255, 255]; };
  let least = 21;
  for (const e of document.querySelectorAll('body *')) {
    if (![...e.childNodes].some(n => n.nodeType == 3 && n.data.trim())) continue;
    const style = getComputedStyle(e), inside = e.namespaceURI.endsWith('svg');
    if (inside && e.tagName != 'text') continue;
    let back = behind(e);
    if (inside && /on-shade/.test(e.getAttribute('class')))
      back = rgb(getComputedStyle(e.previousElementSibling).fill);
    const [a, b] = [light(rgb(inside ? style.fill : style.color)), light(back)].sort((x, y) => y - x);
    least = Math.min(least, (a + 0.05) / (b + 0.05));
  }
  return least;
})()
"""
"""The least contrast between a text and what lies behind it."""


def texts(tree: list[dict[str, Any]], role: str) -> list[str]:
    return [node["name"]["value"] for node in tree if node["role"]["value"] == role]


@pytest.fixture(scope="module")
def pages(
    checkout: Path, library: Library, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, Path]:
    overview = batches.real(library, checkout)
    links = {(r.file, r.at): f"复核表/{r.file.removesuffix('.yaml')}.html" for r in overview.six}
    left = tuple(LeftOut(f"扫描/{n}.pdf", "没有文字的扫描件" * 9) for n in range(30))
    summary = Summary(530, left, left[:4], 12)
    made = {
        "six": overview.pages(
            batches.steady(overview), links=links, claimed_grades=overview.grades()
        ),
        "many": overview.pages(batches.many(overview, 250), summary),
    }
    found = {}
    for name, written in made.items():
        folder = tmp_path_factory.mktemp(name)
        for file, page in written.items():
            (folder / file).parent.mkdir(exist_ok=True)
            (folder / file).write_text(page, "utf-8")
        found[name] = folder / "总览.html"
    return found


@pytest.mark.parametrize("name", ["six", "many"])
def test_the_overview_is_seen_heard_and_printed(
    browser: Any, pages: dict[str, Path], tmp_path: Path, name: str
) -> None:
    with browser.open(pages[name], width=1120) as page:
        assert page.said == []
        assert page.requests == [pages[name].as_uri()]
        tree = page.tree()
        headings = [h for h in texts(tree, "heading") if h]
        assert headings[0] == "绩效自评复核总览"
        assert {"各表一览", "问题按类别", "图"} <= {re.sub(r"（.*", "", h) for h in headings}
        drawn = page.value("document.querySelectorAll('svg').length")
        assert drawn == 6
        assert sum(node["role"]["value"] in ("image", "img") for node in tree) == drawn
        assert all(texts(tree, role) for role in ("table", "columnheader", "rowheader", "image"))
        assert "" not in texts(tree, "table")
        assert page.value(LUMINANCE) >= 4.5
        assert not page.value(
            "[...document.querySelectorAll('body *')].filter(e =>"
            " parseFloat(getComputedStyle(e).fontSize) < 12).length"
        )
        # No text of a drawing runs out of it, and none over another.
        assert page.value("""[...document.querySelectorAll('svg')].every(s => {
            const all = s.getBoundingClientRect();
            return [...s.querySelectorAll('text')].every(t => {
                const own = t.getBoundingClientRect();
                return own.left >= all.left - 1 && own.right <= all.right + 1; }); })""")
        shot = page.picture()
        for width in (390, 1440):
            page.resize(width)
            assert page.value("document.documentElement.scrollWidth") <= width
        page.do("Emulation.setEmulatedMedia", media="print")
        page.resize(PAPER)
        assert page.value("document.documentElement.scrollWidth") <= PAPER
        pdf = tmp_path / "总览.pdf"
        pdf.write_bytes(page.printed())
    for sheet in libreoffice.pages(pdf):
        assert (round(sheet.width), round(sheet.height)) == (595, 842)
        for word in sheet.words:
            assert word.left >= MARGIN - 2, word
            assert word.right <= sheet.width - MARGIN + 2, word
    if name == "six":
        kept = TESTS / "real_programs" / "pictures" / "overview.png"
        pictures.check(shot, kept, tmp_path)


def test_the_keyboard_reaches_what_can_be_opened(browser: Any, pages: dict[str, Path]) -> None:
    """A figure leads to its list, which opens although it was closed."""
    with browser.open(pages["many"]) as page:
        closed = "document.querySelector('#list-not_read').closest('details').open"
        assert page.value(closed) is False
        for _ in range(30):
            page.press("Tab", 9)
            if page.value("document.activeElement.getAttribute('href')") == "#list-not_read":
                break
        page.press("Enter", 13)
        assert page.value("location.hash") == "#list-not_read"
        assert page.value(closed) is True


CELLS = """[...document.querySelectorAll('[aria-labelledby=by-unit] tbody tr')]
  .filter(row => !row.hidden).map(row => row.cells[{}].textContent)"""


def test_tables_are_sorted_and_filtered_on_the_page(browser: Any, pages: dict[str, Path]) -> None:
    """The policy lets the page's own script run; without it the page shows the same rows."""
    with browser.open(pages["many"]) as page:
        assert page.said == [], "nothing was refused by the policy"
        heads = page.value("[...document.querySelectorAll('#by-unit ~ div th button')].length")
        assert heads == 8
        listed = page.value(CELLS.format(1))
        assert len(listed) > 2
        page.value("document.querySelectorAll('#by-unit ~ div th button')[1].click()")
        numbers = [int(text) for text in page.value(CELLS.format(1))]
        assert numbers == sorted(map(int, listed), reverse=True)
        page.value("document.querySelectorAll('#by-unit ~ div th button')[1].click()")
        assert [int(text) for text in page.value(CELLS.format(1))] == sorted(numbers)
        forms = "[...document.querySelectorAll('table.forms tbody tr')]"
        page.value("""(() => { const field = document.querySelector('#forms ~ .filter input');
            field.value = '第1号 '; field.dispatchEvent(new Event('input')); })()""")
        shown = page.value(f"{forms}.filter(row => !row.hidden).length")
        assert 0 < shown < page.value(f"{forms}.length")
        assert page.value("document.querySelector('#forms ~ .filter output').value").startswith(
            f"{shown}/"
        )
