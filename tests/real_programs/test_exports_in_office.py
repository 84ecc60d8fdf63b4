"""Exports that LibreOffice saved, copies that it opens, results that are pasted in it."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

from scoring.cli.main import main
from scoring.readers.books.open_any import open_book
from scoring.readers.forms.read_form import read_exported
from scoring.records.submission import Submission
from tests.corpus.real_form import (
    EXAMPLES,
    SET,
    as_html,
    as_xlsx,
    comparable,
    examples,
    layout,
    unfilled,
)

GIVEN = examples()[5]


def read(path: Path) -> list[Submission]:
    found = [one for _, one in read_exported(open_book(path.read_bytes(), path.name), SET)]
    return [one for one in found if isinstance(one, Submission)]


def test_what_libreoffice_saved_reads_as_before(office: Any, tmp_path: Path) -> None:
    source = tmp_path / "六份.xlsx"
    source.write_bytes(as_xlsx(*(layout(given, paragraphs=True) for given in examples())))
    (saved,) = office.convert([source], "xlsx", tmp_path / "存")
    assert saved.read_bytes() != source.read_bytes()
    found = [comparable(one) for one in read(saved)]
    assert found == [comparable(given) for given in examples()]


@pytest.fixture
def filled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Copies that were filled from the sixth example."""
    monkeypatch.chdir(tmp_path)
    shutil.copy(EXAMPLES[5], "填报.yaml")
    Path("空.xlsx").write_bytes(as_xlsx(layout(unfilled(GIVEN))))
    Path("页.xls").write_bytes(as_html(layout(unfilled(GIVEN)), encoding="gb18030"))
    for name in ("空.xlsx", "页.xls"):
        arguments = [
            "score",
            "填报.yaml",
            "--export",
            name,
            "-o",
            "结果",
            "--format",
            "json",
            "--scores",
            "rule",
        ]
        assert main(arguments) == 0
    return tmp_path / "结果"


def test_filled_copies_open_with_their_values(office: Any, filled: Path) -> None:
    book, page = office.values(filled / "空-回填.xlsx", filled / "页-回填.xls")
    assert list(book) == ["自评表", "粘贴区"]
    for sheet in (book["自评表"], next(iter(page.values()))):
        shown = [row[5:9] for row in sheet[13:31]]
        for row, given in zip(shown, GIVEN.indicators, strict=True):
            assert str(row[0]).removesuffix(".0") == given.actual
            assert row[1] == given.points
        assert [row[2] for row in shown][8:14] == [3.88, 4, 3, 4, 0, 26.54]
        assert sheet[31][7] == 94.41
        assert sheet[5][8] == 9.99


def test_the_paste_block_pasted_into_the_export_gives_the_copy(office: Any, filled: Path) -> None:
    (values,) = office.values(filled / "空-回填.xlsx")
    block = [[cell if cell != "" else None for cell in row[:4]] for row in values["粘贴区"][4:22]]
    saved = filled / "贴.xlsx"
    office.do(
        {"do": "open", "path": str(filled.parent / "空.xlsx")},
        {"do": "paste", "cell": "自评表!F14", "rows": block},
        {"do": "save", "path": str(saved)},
    )
    (pasted,) = read(saved)
    (copied,) = read(filled / "空-回填.xlsx")
    assert comparable(pasted)["indicators"] == comparable(copied)["indicators"]
