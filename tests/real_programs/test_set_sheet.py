"""A set's workbook that LibreOffice opened and saved still holds the same set."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from scoring.cli.main import main
from scoring.documents.node import as_data
from scoring.documents.yaml_text import parse_yaml
from scoring.work.library import Library

SETS = (
    "mof/2020-rules",
    "mof/2021-project-cost",
    "hunan-yueyang/2018-department",
    "shenzhen/2024-department",
    "transfer-payment/region",
)


def test_libreoffice_saves_the_same_sets(office: Any, tmp_path: Path) -> None:
    library = Library()
    books = [tmp_path / f"{set_id.replace('/', '-')}.xlsx" for set_id in SETS]
    for set_id, book in zip(SETS, books, strict=True):
        assert main(["sets", "sheet", set_id, "-o", str(book)]) == 0
    saved = office.convert(books, "xlsx", tmp_path / "存")
    for set_id, book in zip(SETS, saved, strict=True):
        back = tmp_path / f"{set_id}.yaml"
        assert main(["sets", "sheet", str(book), "-o", str(back)]) < 2
        source = library.text(set_id)
        assert source is not None
        assert as_data(parse_yaml(back.read_text("utf-8"), "x")) == as_data(
            parse_yaml(source.text, "x")
        )
