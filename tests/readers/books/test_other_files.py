"""Kinds of files that offices send now and then: open documents, pages in one file, texts in any encoding."""

from __future__ import annotations

import codecs
import os
from email import policy
from email.message import EmailMessage

import pytest
import yaml

from scoring.files import office
from scoring.intake.any_file import read_any
from scoring.readers.books.open_any import convert
from scoring.records.file_content import FileRead
from scoring.records.submission import Submission
from tests.folders import DOCUMENTS, LAYOUTS, SEEDS

GIVEN = yaml.safe_load((LAYOUTS / "forms" / "national.yaml").read_text("utf-8"))["forms"][0]
PAGE = (LAYOUTS / "files" / "national.html").read_bytes().decode("utf-8")


def only(found: FileRead) -> Submission:
    (form,) = found.forms
    assert form.submission is not None, form.problems
    return form.submission


def check(given: Submission) -> None:
    """The form says what its description says."""
    assert given.project.name == GIVEN["project"]["name"]
    assert str(given.claimed_total) == str(GIVEN["claimed_total"])
    rows = [(row.name, row.target, row.actual, str(row.claimed)) for row in given.indicators]
    assert rows == [
        (row["name"], row["target"], row["actual"], str(row["claimed"]))
        for row in GIVEN["indicators"]
    ]


def test_open_documents_are_told_by_their_content(tmp_path):
    if office.find_soffice() is None:
        if os.environ.get("CI"):
            pytest.fail("LibreOffice is missing")
        pytest.skip("LibreOffice is missing")
    paths = [tmp_path / "甲.xls", tmp_path / "乙.doc"]
    for path, file in zip(paths, ("national.ods", "national.odt"), strict=True):
        path.write_bytes((DOCUMENTS / file).read_bytes())
    made = convert(paths)
    for path in paths:
        found = read_any(path, path.name, converted=made[path])
        check(only(found))
        assert found.problems[0].message == "这是 OpenDocument 文件，由 LibreOffice 转换后读取"


def mhtml(*pages: str, charset: str = "utf-8", transfer: str = "quoted-printable") -> bytes:
    """Return pages in one file, as browsers and spreadsheet programs save them."""
    message = EmailMessage(policy=policy.SMTP)
    message["Subject"] = "自评表"
    message.make_related()
    for number, page in enumerate(pages):
        part = EmailMessage(policy=policy.SMTP)
        part.set_content(page, subtype="html", charset=charset, cte=transfer)
        part["Content-Location"] = f"https://example.org/{number}.htm"
        message.attach(part)
    picture = EmailMessage(policy=policy.SMTP)
    picture.set_content(b"\x89PNG", maintype="image", subtype="png")
    message.attach(picture)
    return message.as_bytes()


@pytest.mark.parametrize("transfer", ["quoted-printable", "base64"])
@pytest.mark.parametrize("charset", ["utf-8", "gb18030"])
def test_a_page_that_a_browser_saved(tmp_path, charset, transfer):
    path = tmp_path / "页.mhtml"
    path.write_bytes(mhtml(PAGE, charset=charset, transfer=transfer))
    check(only(read_any(path, path.name)))


def test_a_workbook_saved_as_one_page_keeps_its_sheets_apart(tmp_path):
    path = tmp_path / "页.mht"
    frames = "<html><frameset><frame src='1.htm'></frameset></html>"
    path.write_bytes(mhtml(frames, PAGE, "<table><tr><td>说明</td></tr></table>"))
    check(only(read_any(path, path.name)))


ENCODED = {
    "utf-8-mark": lambda text: text.encode("utf-8-sig"),
    "utf-16": lambda text: text.encode("utf-16"),
    "utf-16-be": lambda text: codecs.BOM_UTF16_BE + text.encode("utf-16-be"),
    "gb18030": lambda text: text.encode("gb18030"),
    "lines-of-windows": lambda text: text.replace("\n", "\r\n").encode("gb18030"),
}


@pytest.mark.parametrize("kind", ENCODED)
def test_forms_in_texts_of_every_encoding(tmp_path, kind):
    seed = next(SEEDS.glob("004_*.txt"))
    path = tmp_path / "表.txt"
    path.write_bytes(ENCODED[kind](seed.read_text("utf-8")))
    plain, found = read_any(seed, path.name), read_any(path, path.name)
    assert len(found.forms) == 6
    assert [form.submission for form in found.forms] == [form.submission for form in plain.forms]


@pytest.mark.parametrize("kind", ENCODED)
def test_pages_of_every_encoding(tmp_path, kind):
    path = tmp_path / "表.xls"
    path.write_bytes(ENCODED[kind](PAGE))
    check(only(read_any(path, path.name)))
