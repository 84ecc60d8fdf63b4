"""Every shipped set's form in LibreOffice: opened in one start, one page wide, every text on paper."""

from __future__ import annotations

import unicodedata
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from scoring.records.result import Result
from scoring.work.library import Library
from scoring.work.outputs import Outputs
from tests.real_programs import office as libreoffice

A4 = (595.3, 841.9)


def folded(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())


def test_every_form_is_one_page_wide_and_whole(
    office: Any, one_of_each: dict[str, Result], library: Library, tmp_path: Path
) -> None:
    outputs = Outputs(library, ["xlsx"])
    opened = []
    printed_forms: set[str] = set()
    for number, (name, result) in enumerate(one_of_each.items()):
        path, pdf = tmp_path / f"{number}.xlsx", tmp_path / f"{number}.pdf"
        path.write_bytes(outputs.render(result, "xlsx"))
        form = library.indicator_set(result.scorecard.set.id).form_xlsx
        steps = [{"do": "open", "path": str(path)}]
        if form not in printed_forms:  # sets that share a form are printed once
            steps.append({"do": "save", "path": str(pdf), "to": "pdf"})
        office.do(*steps)
        if len(steps) > 1:
            opened.append((name, load_workbook(path), libreoffice.pages(pdf)))
        printed_forms.add(form)
    assert len(opened) >= 11
    for name, book, pages in opened:
        # A sheet wider than a page, or a row higher than one, would need more pages than were chosen.
        assert len(pages) == sum(len(sheet.row_breaks.brk) + 1 for sheet in book), name
        across = {sheet.title: sheet.page_setup.orientation == "landscape" for sheet in book}
        [sheet] = book.worksheets
        ends = [b.id for b in sheet.row_breaks.brk]
        printed = [folded(page.text) for page in pages[: len(ends) + 1]]
        for page in pages:
            assert sorted((page.width, page.height)) == pytest.approx(A4, abs=0.5)
            assert all(
                w.left > 0 and w.right < page.width and w.bottom < page.height for w in page.words
            )
        for page in pages[: len(ends) + 1]:
            assert (page.width > page.height) == across[sheet.title], name
        for line in sheet.iter_rows():
            for cell in line:
                if isinstance(cell.value, str):
                    text = folded(cell.value)
                    assert text in printed[sum(cell.row > end for end in ends)], (
                        name,
                        cell.coordinate,
                    )
