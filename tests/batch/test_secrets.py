"""What is secret stays out of everything shared, even where it is faulty or written on a 复核表."""

from __future__ import annotations

from io import BytesIO
from zipfile import BadZipFile, ZipFile

import pytest
from openpyxl import load_workbook

from scoring.batch.confidential import says_secret
from scoring.readers.submissions import read_submissions
from scoring.words import load_vocabulary
from scoring.work.library import Library
from scoring.workbooks.fill_in.layout import FillLayout
from scoring.workbooks.fill_in.plan.make import make_plan
from scoring.workbooks.fill_in.write.book import fill_workbook

MARK = "密级标记"
IN_FULL = ("复核表", "评分结果")
"""Folders in which every project has files of its own."""


@pytest.fixture
def secret(six, tmp_path):
    """A real submission that is secret now, with a mark in all its texts."""
    text = six[1].read_text("utf-8").replace("\nunit:", "\nsecret: true\nunit:", 1)
    for word in ("政务数据管理", "服务报告数量", "无投诉", "440300211311500026154", "左移两格"):
        assert word in text
        text = text.replace(word, MARK)
    (tmp_path / "申报").mkdir()
    path = tmp_path / "申报" / "甲.yaml"
    path.write_text(text, "utf-8")
    return path


def leaks(output, told):
    """Return what that is shared holds the mark."""
    escaped = MARK.encode("unicode_escape")
    referred = MARK.encode(
        "ascii", "xmlcharrefreplace"
    )  # as openpyxl writes it where lxml is there
    marks = (MARK.encode(), escaped, escaped.replace(b"\\", b"\\\\"), referred)
    found = ["terminal"] if MARK in told else []
    for path in sorted(output.rglob("*")):
        if path.is_file() and path.parent.name not in IN_FULL:
            content = path.read_bytes()
            try:
                with ZipFile(path) as packed:
                    content = b"".join(packed.read(name) for name in packed.namelist())
            except BadZipFile:
                pass
            if MARK in path.name or any(mark in content for mark in marks):
                found.append(path.name)
    return found


def test_a_faulty_workbook_that_calls_itself_secret(review, secret, tmp_path, capsys, rows):
    submission = read_submissions(secret)[0][1]
    plan = make_plan(
        Library().indicator_set(submission.set), load_vocabulary(FillLayout), submission, None
    )
    book = load_workbook(BytesIO(fill_workbook(plan, load_vocabulary(FillLayout))))
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.value == 12.5:
                    cell.value = f"{MARK}分"
    secret.unlink()
    book.save(secret.with_name("乙.xlsx"))
    assert review(secret.parent, "-o", tmp_path / "结果") == 1
    assert leaks(tmp_path / "结果", "".join(capsys.readouterr())) == []
    (form,) = rows(tmp_path / "结果" / "读取情况.xlsx", "自评表")
    assert form["结果"] == "有误未复核"


def test_what_people_wrote_on_its_review_sheet(review, secret, tmp_path, capsys, rows):
    output = tmp_path / "结果"
    review(secret, "-o", output)
    (sheet,) = (output / "复核表").glob("*.xlsx")
    book = load_workbook(sheet)
    form = book["复核表"]
    at = {cell.value: (cell.row, cell.column) for line in form.iter_rows() for cell in line}
    row = at["标识"][0] + 1
    for heading, typed in (("复核得分", 5), ("认定理由", "数据核减"), ("理由说明", MARK)):
        form.cell(row + 1, at[heading][1]).value = typed
    form.cell(row + 2, at["复核得分"][1]).value = f"{MARK}分"
    form.cell(row + 40, 30).value = MARK
    book.save(sheet)
    capsys.readouterr()
    review(secret, "-o", output)
    assert leaks(output, "".join(capsys.readouterr())) == ["涉密-1-" + kept_digest(output)]
    pieces = rows(output / "读取情况.xlsx", "校正与未放置")
    assert any(p["内容"] == "（涉密，内容不列）" for p in pieces), "told, with its place"
    # Elsewhere, without its project:
    other = tmp_path / "另"
    kept = next((output / "改动留存").iterdir())
    assert review(secret.with_name("甲.yaml"), "-o", other, "--decisions", kept) == 1
    assert leaks(other, "".join(capsys.readouterr())) == []


def kept_digest(output):
    (kept,) = (output / "改动留存").iterdir()
    return kept.name.removeprefix("涉密-1-")


@pytest.mark.parametrize(
    ("text", "is_secret"),
    [
        ("secret: true", True), ("secret: 是", True), ('"secret" : "是"', True),
        ("secret: 涉密", True), ("secret: 否", False), ("secret: false", False),
        ('"secret": null', False), ("secret:\nunit: 甲", False), ("secretary: 甲", False),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_read_says_whether_it_is_secret(tmp_path, text, is_secret):
    for encoding in ("utf-8", "gb18030", "utf-16"):
        path = tmp_path / f"{encoding}.yaml"
        path.write_bytes(f"year: 2022\n{text}\n坏: [".encode(encoding))
        assert says_secret(path) is is_secret, encoding
