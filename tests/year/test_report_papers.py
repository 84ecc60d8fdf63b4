"""The reports as Word documents: by the shipped layouts, nothing left in braces, headings marked."""

from __future__ import annotations

import re
from collections import Counter
from io import BytesIO
from zipfile import ZipFile

import pytest
from docx import Document

from scoring.records.papers import PaperView
from scoring.work.library import Library
from scoring.work.templates import Templates
from scoring.writers.word.fill import fill_word
from scoring.year.department_report import department_report_view
from scoring.year.project_report import project_report_view
from scoring.year.register import make_register
from scoring.year.review_text import review_text_view
from scoring.year.text_blocks import department_blocks, project_blocks
from tests.folders import EXAMPLES
from tests.year.made_folder import BUREAU, CENTRE, department_year, form
from tests.year.test_department_report import WORDS

DEPARTMENT = "部门整体绩效自评报告"
PROJECT = "项目绩效自评报告"
REVIEW = "自评综述"


def written(layout: str, view: PaperView, library: Library) -> bytes:
    """Return a paper by its shipped layout."""
    return fill_word(Templates().paper(layout, library.labels), view)


def department(name: str, library: Library, *seeds: str, projects: int = 0) -> PaperView:
    """Return the report of a department in whose folder so many of the examples lie."""
    forms = [form(path, library) for path in EXAMPLES[:projects]]
    folder = department_year(name, library, seeds, projects=forms)
    register = make_register(folder, WORDS.year)
    blocks = department_blocks(register, folder, WORDS.texts, {})
    return department_report_view(register, folder, blocks, WORDS)


def project(number: int, library: Library) -> PaperView:
    """Return the report of one of the examples."""
    folder = department_year(BUREAU, library, projects=[form(EXAMPLES[number], library)])
    register = make_register(folder, WORDS.year)
    (one,) = register.projects
    return project_report_view(one, register, project_blocks(one, folder, WORDS.texts, {}), WORDS)


def review(library: Library) -> PaperView:
    """Return the 自评综述 of the six examples."""
    forms = [form(path, library) for path in EXAMPLES]
    register = make_register(department_year(BUREAU, library, projects=forms), WORDS.year)
    return review_text_view(register, WORDS.year, public=False)


@pytest.fixture(scope="module")
def papers(library: Library) -> dict[str, bytes]:
    """All papers of the examples, by their names."""
    made = {
        "000": written(DEPARTMENT, department(CENTRE, library, "001", projects=6), library),
        "002": written(DEPARTMENT, department(BUREAU, library), library),
        "综述": written(REVIEW, review(library), library),
    }
    for number, path in enumerate(EXAMPLES):
        made[path.stem] = written(PROJECT, project(number, library), library)
    return made


def test_nothing_stands_in_braces_and_the_files_are_small(papers: dict[str, bytes]) -> None:
    for name, content in papers.items():
        with ZipFile(BytesIO(content)) as parts:
            texts = [
                parts.read(part).decode("utf-8")
                for part in parts.namelist()
                if part.endswith(".xml")
            ]
        assert not [text for text in texts if "{{" in text], name
        assert len(content) < 1_000_000


def test_the_report_has_the_headings_of_both_published_ones_with_a_mark_at_each(
    papers: dict[str, bytes],
) -> None:
    document = Document(BytesIO(papers["002"]))
    headings = [p for p in document.paragraphs if p.style.name.lower().startswith("heading")]
    assert Counter(p.style.name[-1] for p in headings) == {"1": 4, "2": 7, "3": 13}
    marks = [re.findall(r'w:name="(zp_s_[0-9_]+)"', p._p.xml) for p in headings]
    assert [len(found) for found in marks] == [1] * 24
    assert marks[0] == ["zp_s_1"]
    assert marks[-1] == ["zp_s_4"]


def test_every_text_of_a_person_is_asked_for_in_the_paper(papers: dict[str, bytes]) -> None:
    document = Document(BytesIO(papers["002"]))
    asked = [p.text for p in document.paragraphs if p.style.name == "待填写"]
    hints = [WORDS.texts.department_blocks[f"W{n}"].hint for n in range(1, 13)]
    assert [hint for hint in hints if not any(hint in text for text in asked)] == []
    xml = document.element.xml
    assert {f"zp_t_W{n}" for n in range(1, 13)} <= set(re.findall(r'w:name="(zp_t_W[0-9]+)"', xml))


def test_the_long_table_repeats_its_heading(papers: dict[str, bytes]) -> None:
    document = Document(BytesIO(papers["000"]))
    (table,) = (table for table in document.tables if len(table.rows) == 32)
    heads = ["w:tblHeader" in row._tr.xml for row in table.rows]
    assert heads == [True] + [False] * 31


def test_a_paper_is_the_same_every_time(library: Library, papers: dict[str, bytes]) -> None:
    again = written(DEPARTMENT, department(CENTRE, library, "001", projects=6), library)
    assert again == papers["000"]


def test_the_review_text_is_a_paragraph_a_project(papers: dict[str, bytes]) -> None:
    texts = [p.text for p in Document(BytesIO(papers["综述"])).paragraphs]
    assert sum("项目绩效自评综述：" in text for text in texts) == 6


HOSTILE = "<w:p>{{总分}}{0}{name}&\x07</w:t>A<B & C"


def test_whatever_a_person_writes_prints_as_its_letters(library: Library) -> None:
    texts = {"achieved": HOSTILE, "problems": HOSTILE, "measures": HOSTILE}
    changed = {
        "project": {"name": HOSTILE, "code": HOSTILE},
        "summary": texts,
        "goal": {"expected": HOSTILE, "achieved": HOSTILE},
        "texts": {"立项依据": HOSTILE},
    }
    hostile = form(EXAMPLES[5], library, **changed)
    given = {"texts": {"W1": HOSTILE}, "approved": {"meeting": HOSTILE}}
    folder = department_year(BUREAU, library, given=given, projects=[hostile])
    register = make_register(folder, WORDS.year)
    (one,) = register.projects
    blocks = department_blocks(register, folder, WORDS.texts, {})
    for layout, view in (
        (DEPARTMENT, department_report_view(register, folder, blocks, WORDS)),
        (
            PROJECT,
            project_report_view(one, register, project_blocks(one, folder, WORDS.texts, {}), WORDS),
        ),
        (REVIEW, review_text_view(register, WORDS.year, public=False)),
    ):
        document = Document(BytesIO(written(layout, view, library)))
        text = "".join(
            part.text or "" for part in document.element.iter() if part.tag.endswith("}t")
        )
        assert "<w:p>{{总分}}{0}{name}&" in text
        assert "A<B & C" in text


def test_ten_thousand_characters_are_printed_whole(library: Library) -> None:
    long = "长" * 10_000
    hostile = form(
        EXAMPLES[0], library, summary={"achieved": long, "problems": long, "measures": long}
    )
    folder = department_year(BUREAU, library, projects=[hostile])
    register = make_register(folder, WORDS.year)
    (one,) = register.projects
    view = project_report_view(one, register, project_blocks(one, folder, WORDS.texts, {}), WORDS)
    text = "".join(p.text for p in Document(BytesIO(written(PROJECT, view, library))).paragraphs)
    assert text.count("长") == 30_000


def test_a_department_without_projects_says_nothing_of_them(library: Library) -> None:
    register = make_register(department_year(CENTRE, library), WORDS.year)
    view = review_text_view(register, WORDS.year, public=False)
    assert [text.text for text in view.paragraphs["开篇"]] == [
        "开展部门整体支出绩效自评。", "本年对部门整体支出开展了绩效自评。",
    ]  # fmt: skip
