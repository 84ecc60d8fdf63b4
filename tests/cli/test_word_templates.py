"""``sets templates --word``: the papers of a year to be restyled, each a document that fills again."""

from __future__ import annotations

from pathlib import Path

import pytest
from docx import Document

from scoring.cli.main import main
from scoring.work.library import Library


def test_the_papers_are_written_and_take_the_place_of_their_layouts(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    assert main(["sets", "templates", str(tmp_path), "--word"]) == 0
    said = capsys.readouterr().out
    written = sorted((tmp_path / "templates" / "word").glob("*.docx"))
    assert {path.stem for path in written} == set(Library().templates.papers)
    assert all(path.name in said for path in written)
    for path in written:
        text = "".join(paragraph.text for paragraph in Document(str(path)).paragraphs)
        assert "{{" in text
    library = Library(tmp_path)
    assert library.templates.paper(written[0].stem, library.labels).name == str(written[0])


def test_none_is_overwritten(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    own = tmp_path / "templates" / "word" / "自评综述.docx"
    document = Document()
    document.add_paragraph("我的{{标题}}")
    own.parent.mkdir(parents=True)
    document.save(str(own))
    before = own.read_bytes()
    assert main(["sets", "templates", str(tmp_path), "--word"]) == 2
    assert "已经有这个文件" in capsys.readouterr().err
    assert own.read_bytes() == before
    assert len(list(own.parent.iterdir())) == 1
