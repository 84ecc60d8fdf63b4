"""One door for every file: forms, records, texts; what it was is told by the content, never the name."""

from __future__ import annotations

import os
from pathlib import Path
from time import process_time

import pytest

from scoring.cli.main import main
from scoring.files import office
from scoring.files.child import stop_children
from scoring.intake.any_file import read_any
from scoring.intake.content import content_of
from scoring.problem import InputError, Problem
from scoring.readers.books.open_any import convert, open_any
from scoring.readers.forms.read_form import read_forms
from scoring.records.submission import Submission
from tests.corpus.real_form import SET, as_html, as_xlsx, comparable, examples, layout
from tests.corpus.word_documents import document, p, table
from tests.folders import DOCUMENTS, EXAMPLES, SEEDS

SIX = examples()
FORM = SIX[2]


def written(folder: Path, name: str, data: bytes) -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def refused(path: Path) -> Problem:
    with pytest.raises(InputError) as caught:
        read_any(path, path.name)
    (problem,) = caught.value.problems
    assert problem.place.file == path.name
    assert problem.hint
    return problem


def test_an_old_binary_workbook_reads_as_the_new_one():
    old = open_any((DOCUMENTS / "six.xls").read_bytes(), "六.xls")
    assert old.kind == "xls"
    for form, given in zip(read_forms(old, SET), SIX, strict=True):
        assert isinstance(form.submission, Submission)
        assert comparable(form.submission) == comparable(given)


MHTML = (
    b"From: <Saved by Blink>\r\nSnapshot-Content-Location: https://example.org/form\r\n"
    b"Subject: form\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n"
    b'\ttype="text/html";\r\n\tboundary="----X"\r\n\r\n------X\r\nContent-Type: text/html; charset=utf-8\r\n'
    b"Content-Transfer-Encoding: base64\r\n\r\n%s\r\n------X\r\nContent-Type: text/css\r\n\r\np {}\r\n------X--\r\n"
)


def mhtml(page: bytes) -> bytes:
    from base64 import encodebytes

    return MHTML % encodebytes(page)


@pytest.mark.parametrize(
    ("kind", "data"),
    [
        ("xlsx", as_xlsx(layout(FORM))),
        ("html", as_html(layout(FORM))),
        ("html", mhtml(as_html(layout(FORM)))),
        ("docx", document(table(layout(FORM)) + p("完"))),
        ("submission", EXAMPLES[2].read_bytes()),
    ],
    ids=["xlsx", "html", "mhtml", "docx", "yaml"],
)
@pytest.mark.parametrize("name", ["甲.xls", "甲.doc", "甲.pdf", "甲", "甲.txt"])
def test_the_content_decides_and_never_the_name(kind, data, name, tmp_path):
    found = read_any(written(tmp_path, name, data), f"乙/{name}")
    assert (found.kind, found.name) == (kind, f"乙/{name}")
    (form,) = found.forms
    assert form.submission is not None
    assert form.submission.set == (SET if kind == "submission" else "-")
    own = form.submission.model_copy(update={"set": FORM.set})
    if kind != "submission":
        assert comparable(own) == comparable(FORM)


def test_the_published_text_gives_its_six_tables_and_what_it_says():
    (path,) = SEEDS.glob("004_*.txt")
    found = read_any(path, "决算.txt")
    assert [len(form.submission.indicators) for form in found.forms if form.submission] == [
        10, 10, 9, 16, 13, 18,
    ]  # fmt: skip
    assert found.statements
    assert found.passages
    assert found.rest
    taken = {piece.at for piece in found.rest}
    assert not taken & {form.at for form in found.forms}


def test_a_table_of_targets_is_no_form_without_a_year():
    (path,) = SEEDS.glob("001_*.txt")
    found = read_any(path, "预算.txt")
    assert found.forms == ()
    assert len(found.targets) == 1


def test_other_sheets_of_a_workbook_are_the_rest(tmp_path):
    import io

    import openpyxl

    book = openpyxl.load_workbook(io.BytesIO(as_xlsx(layout(FORM))))
    book.create_sheet("说明")["B3"] = "本表由综合处汇总"
    book.save(tmp_path / "甲.xlsx")
    found = read_any(tmp_path / "甲.xlsx", "甲.xlsx")
    assert [(piece.text, piece.at) for piece in found.rest] == [("本表由综合处汇总", "说明!B3")]
    assert found.forms[0].submission is not None
    assert not found.forms[0].submission.unplaced


def test_a_file_without_a_form_is_no_fault(tmp_path):
    found = read_any(
        written(tmp_path, "函.txt", "关于报送材料的函\n请于月底前报送。\n".encode()), "函.txt"
    )
    assert (found.forms, found.kind) == ((), "text")
    said = " ".join([p.text for p in found.rest] + [p.text for p in found.passages])
    assert "请于月底前报送" in said


@pytest.mark.parametrize("name", ["函", "函.txt", "函.md", "函.doc"])
def test_a_text_is_a_text_whatever_its_name(name, tmp_path):
    text = "项目支出绩效自评\n- 说明:本表按 schema: ziping/submission/1 填写\n"
    assert read_any(written(tmp_path, name, text.encode()), name).kind == "text"


def test_records_that_cannot_be_used_keep_the_others(tmp_path):
    good = EXAMPLES[0].read_text("utf-8")
    lines = "\n".join("  " + line if line else "" for line in good.splitlines())
    bad = "- schema: ziping/submission/1\n  set: a\n  year: 那年\n"
    path = written(tmp_path, "两份.yaml", (bad + "-\n" + lines).encode())
    found = read_any(path, "两份.yaml")
    assert [form.submission is not None for form in found.forms] == [False, True]
    assert found.forms[0].problems[0].place.file == "两份.yaml"


def test_decisions_in_a_file_of_their_own(tmp_path):
    text = "- {submission: 甲, row: 产出/数量/1, score: 3, ground: 未提供佐证}\n"
    found = read_any(written(tmp_path, "认定.yaml", text.encode()), "认定.yaml")
    assert [decision.ground for decision in found.decisions] == ["未提供佐证"]


def test_a_stray_file_and_a_missing_one_say_so(tmp_path):
    assert "临时文件" in refused(written(tmp_path, "~$表.xlsx", b"x")).message
    assert "找不到" in refused(tmp_path / "没有.xlsx").message


# LibreOffice


@pytest.fixture
def no_office(monkeypatch):
    monkeypatch.setattr(office, "find_soffice", lambda: None)


@pytest.mark.parametrize(
    ("name", "data", "kind", "target"),
    [
        ("旧.doc", (DOCUMENTS / "writer.doc").read_bytes(), "旧版 Word", ".docx"),
        ("文.rtf", rb"{\rtf1\ansi x}", "RTF", ".docx"),
        ("表.ods", b"PK\x03\x04" + b"0" * 26 + b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet",
         "OpenDocument", ".xlsx"),
    ],
)  # fmt: skip
@pytest.mark.usefixtures("no_office")
def test_without_libreoffice_the_way_is_told(name, data, kind, target, tmp_path):
    problem = refused(written(tmp_path, name, data))
    assert kind in problem.message
    assert "LibreOffice" in problem.message
    assert target in problem.hint


def test_a_batch_is_converted_in_one_start(tmp_path, monkeypatch):
    folder = tmp_path / "bin"
    folder.mkdir()
    out = tmp_path / "做好.docx"
    out.write_bytes(document(table(layout(FORM)) + p("完")))
    script = f'echo "$@" >> "{tmp_path}/starts"; mkdir -p docx; for f in *.doc; do cp "{out}" docx/${{f%.doc}}.docx; done'
    program = folder / "soffice"
    program.write_text(f"#!/bin/sh\n{script}\n", "utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")
    data = (DOCUMENTS / "writer.doc").read_bytes()
    paths = [written(tmp_path, f"{n}.doc", data) for n in range(3)]
    other = written(tmp_path, "甲.xlsx", as_xlsx(layout(FORM)))
    made = convert([*paths, other, tmp_path / "没有.doc"])
    assert sorted(made) == paths
    assert len((tmp_path / "starts").read_text().splitlines()) == 1
    found = read_any(paths[0], "0.doc", converted=made[paths[0]])
    assert len(found.forms) == 1
    assert "由 LibreOffice 转换" in found.problems[0].message


@pytest.mark.parametrize("name", ["甲.--headless x", "甲.$(date)", "甲.文档", "甲." + "w" * 200])
def test_libreoffice_is_given_no_word_of_a_files_name(name, tmp_path, monkeypatch):
    given = []
    monkeypatch.setattr(
        "scoring.files.office.to_readable",
        lambda files, _target: given.extend(files.values()) or {},
    )
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 22 + b"\x09\0" + b"\0" * 4_000
    convert([written(tmp_path, name, ole)])
    assert [suffix for suffix, _ in given] == [""]


def test_an_old_document_through_libreoffice_itself():
    if office.find_soffice() is None:
        if os.environ.get("CI"):
            pytest.fail("LibreOffice is missing")
        pytest.skip("LibreOffice is missing")
    found = read_any(DOCUMENTS / "writer.doc", "旧.doc")
    assert found.kind == "docx"
    for form, given in zip(found.forms, SIX[1:4], strict=True):
        assert form.submission is not None
        assert comparable(form.submission.model_copy(update={"set": given.set})) == comparable(
            given
        )


# `score` and `check` take the same files


@pytest.mark.parametrize("name", ["表.docx", "表.pdf", "表.xls", "表.txt", "制表符.xls"])
def test_forms_of_every_kind_can_be_scored(name, tmp_path, monkeypatch, capsys):
    seed = next(SEEDS.glob("004_*.txt")).read_bytes()
    data = {
        "表.docx": document(table(layout(FORM)) + p("完")),
        "表.pdf": (DOCUMENTS / "writer.pdf").read_bytes(),
        "表.xls": (DOCUMENTS / "six.xls").read_bytes(),
        "表.txt": seed,
        "制表符.xls": b"\t\n" + seed,  # a table as text, of which no copy can be filled
    }[name]
    monkeypatch.chdir(tmp_path)
    written(tmp_path, name, data)
    assert main(["score", name, "--set", SET, "--format", "json"]) in (0, 1)
    assert "已写出" in capsys.readouterr().out


def test_records_import_nothing_heavy():
    import subprocess
    import sys

    example = EXAMPLES[0]
    code = (
        "import sys; from scoring.intake.submissions import submissions_of\n"
        f"assert list(submissions_of({str(example)!r}))\n"
        "heavy = {'xlrd', 'pdfplumber', 'openpyxl', 'subprocess', 'xml.parsers.expat'}\n"
        "assert not heavy & set(sys.modules), heavy & set(sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert not done.returncode, done.stderr


@pytest.fixture(autouse=True, scope="module")
def _no_child_is_left():
    yield
    stop_children()


def test_a_file_of_line_ends_is_looked_at_once(tmp_path: Path) -> None:
    path = tmp_path / "空行.txt"
    path.write_text("\n" * 1_000_000, "utf-8")
    begun = process_time()
    assert content_of(path) == "text"
    path.write_text("\n" * 500_000 + " - schema: ziping/submission/1\n", "utf-8")
    assert content_of(path) == "records"
    assert process_time() - begun < 5
