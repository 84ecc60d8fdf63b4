"""``--format docx``: the forms as Word documents, beside or in place of workbooks."""

from __future__ import annotations

from pathlib import Path

import pytest
from docx import Document

from scoring.cli.main import main
from tests.folders import EXAMPLES


def test_a_form_is_written_as_a_word_document(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    example = EXAMPLES[0]
    main(["score", str(example), "--format", "docx", "-o", str(tmp_path)])
    said = capsys.readouterr().out
    names = {path.name.removeprefix(example.stem) for path in tmp_path.iterdir()}
    assert names == {"-自评表.docx", "-评分说明.docx"}
    assert f"{example.stem}-自评表.docx" in said
    form = Document(str(tmp_path / f"{example.stem}-自评表.docx"))
    assert form.tables[0].rows[0].cells[0].text == "项目支出绩效自评表"
