"""The advice page in Chromium: quiet, offline, within the window and the sheet, readable by ear."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from scoring.cli.main import main
from tests.real_programs import office as libreoffice

EXAMPLE = "6-信息工程质量监督"
LONG = {
    "level1": "产出", "level2": "数量", "name": "很长的名称" * 40, "target": "≥78家" + "x" * 200,
    "actual": "无法读懂" * 100, "points": "50", "reason": "原因" * 900,
}  # fmt: skip
MARGIN = 34  # 12 mm in points
PAPER = 703  # pixels between the margins of A4


def texts(tree: list[dict[str, Any]], role: str) -> list[str]:
    return [node["name"]["value"] for node in tree if node["role"]["value"] == role]


@pytest.fixture(scope="module")
def pages(checkout: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    from scoring.records.submission import Submission

    folder = tmp_path_factory.mktemp("advice")
    given = Submission.model_validate(
        {"schema": "ziping/submission/1", "set": "mof/2020-project", "year": 2022,
         "project": {"name": "项目" * 200}, "indicators": [LONG] * 12}
    )  # fmt: skip
    hard = folder / "极端.json"
    hard.write_text(given.model_dump_json(by_alias=True, exclude_defaults=True), "utf-8")
    main(["check", str(checkout / "examples" / f"{EXAMPLE}.yaml"), str(hard), "-o", str(folder)])
    return {name: folder / f"{name}-自查意见.html" for name in (EXAMPLE, "极端")}


@pytest.mark.parametrize("name", [EXAMPLE, "极端"])
def test_the_advice_page_is_seen_heard_and_printed(
    browser: Any, pages: dict[str, Path], tmp_path: Path, name: str
) -> None:
    with browser.open(pages[name]) as page:
        pdf = tmp_path / "意见.pdf"
        pdf.write_bytes(page.printed())
        assert page.said == []
        assert page.requests == [pages[name].as_uri()]
        tree = page.tree()
        headings = [h for h in texts(tree, "heading") if h]
        assert headings[0] == "自查意见"
        assert texts(tree, "table") == headings[1:]
        assert {"序号", "位置"} <= set(texts(tree, "columnheader"))
        assert texts(tree, "rowheader")
        assert not page.value(
            "[...document.querySelectorAll('body *')].filter(e =>"
            " parseFloat(getComputedStyle(e).fontSize) < 12).length"
        )
        for width in (390, 1440):
            page.resize(width)
            assert page.value("document.documentElement.scrollWidth") <= width
        page.do("Emulation.setEmulatedMedia", media="print")
        page.resize(PAPER)
        assert page.value("document.documentElement.scrollWidth") <= PAPER
    for sheet in libreoffice.pages(pdf):
        assert (round(sheet.width), round(sheet.height)) == (595, 842)
        for word in sheet.words:
            assert word.left >= MARGIN - 2, word
            assert word.right <= sheet.width - MARGIN + 2, word
