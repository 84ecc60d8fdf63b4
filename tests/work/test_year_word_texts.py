"""What a person writes into a Word paper survives its next making; what cannot is kept and named."""

from __future__ import annotations

from pathlib import Path

import pytest
from docx import Document
from docx.document import Document as DocxDocument
from docx.text.paragraph import Paragraph

from scoring.work.library import Library
from scoring.work.year.check_year import check_year
from scoring.work.year.make import make_year
from scoring.writers.word.read_paper import read_paper
from tests.year.folders import year_folder


@pytest.fixture(name="year")
def _year(tmp_path: Path, library: Library) -> Path:
    year = year_folder(tmp_path / "2022")
    make_year(year, library, ("报告",))
    return year


def report_in(year: Path) -> Path:
    return min((year / "报告" / "项目").glob("*/*.docx"))


def texts(path: Path) -> dict[str, tuple[str, ...]]:
    return {block.id: block.paragraphs for block in read_paper(path.read_bytes()).blocks}


def open_findings(year: Path, library: Library) -> list[str]:
    found = check_year(year, library).findings
    return [one.file for one in found if one.finding.code == "text_open"]


def open_paragraph(document: DocxDocument) -> Paragraph:
    return next(p for p in document.paragraphs if p.text.startswith("【待填写】"))


def test_what_is_typed_over_a_whole_paragraph_survives_and_its_removal_brings_the_mark_back(
    year: Path, library: Library
) -> None:
    path = report_in(year)
    before = texts(path)
    document = Document(str(path))
    asked = open_paragraph(document)
    mine = asked.insert_paragraph_before("依据年度工作要点立项。")
    asked._p.getparent().remove(asked._p)
    document.save(str(path))
    make_year(year, library, ("报告",))
    assert texts(path) == before | {"T1": ("依据年度工作要点立项。",)}
    document = Document(str(path))
    mine = next(p for p in document.paragraphs if p.text == mine.text)
    mine._p.getparent().remove(mine._p)
    document.save(str(path))
    make_year(year, library, ("报告",))
    assert texts(path) == before


def test_a_table_in_a_persons_text_is_kept_and_named(year: Path, library: Library) -> None:
    path = report_in(year)
    document = Document(str(path))
    asked = open_paragraph(document)
    table = document.add_table(1, 1)
    table.cell(0, 0).text = "文号"
    asked.insert_paragraph_before("依据如下。")._p.addnext(table._tbl)
    asked._p.getparent().remove(asked._p)
    document.save(str(path))
    mine = path.read_bytes()
    done = make_year(year, library, ("报告",))
    lost = [(change.section, change.old) for change in done.changes if change.kind == "lost"]
    assert lost == [("T1", "表格")]
    assert texts(path)["T1"] == ("依据如下。",)
    assert [(year / kept).read_bytes() for kept in done.kept] == [mine]


def test_what_is_written_over_the_words_of_a_hint_is_settled_and_loses_their_looks(
    year: Path, library: Library
) -> None:
    path = report_in(year)
    document = Document(str(path))
    for asked in document.paragraphs:
        if asked.text.startswith("【待填写】"):
            asked.runs[0].text = "按制度办理。"
    document.save(str(path))
    assert not [found for found in open_findings(year, library) if path.name in found]
    make_year(year, library, ("报告",))
    looks = {p.style.name for p in Document(str(path)).paragraphs if p.text == "按制度办理。"}
    assert looks == {"Normal"}


def test_a_hint_whose_mark_alone_was_taken_away_is_nobodys_text(
    year: Path, library: Library
) -> None:
    path = report_in(year)
    before = texts(path)
    document = Document(str(path))
    asked = open_paragraph(document)
    asked.runs[0].text = asked.text.removeprefix("【待填写】")
    document.save(str(path))
    assert [found for found in open_findings(year, library) if path.name in found]
    make_year(year, library, ("报告",))
    assert texts(path) == before


def test_what_a_person_altered_stands_first_among_the_changes(year: Path, library: Library) -> None:
    path = report_in(year)
    document = Document(str(path))
    next(p for p in document.paragraphs if "完成预算的" in p.text).runs[0].text = "另写的一句。"
    document.save(str(path))
    form = next((year / "填报").rglob("1-*.yaml"))
    form.write_text(
        form.read_text("utf-8").replace("name: 深圳电子政务平台", "name: 电子政务平台"), "utf-8"
    )
    kinds = [change.kind for change in make_year(year, library).changes]
    assert kinds[0] in ("altered", "kept", "lost")
