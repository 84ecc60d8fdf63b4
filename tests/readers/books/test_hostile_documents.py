"""Documents, prints and old workbooks that mean harm: a message, bounded time and memory, no crash."""

from __future__ import annotations

import struct
import sys
import tracemalloc
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

import pytest

from scoring.files import child
from scoring.files.child import stop_children
from scoring.problem import InputError, Problem
from scoring.readers.books.docx.document_table import DocumentCell, DocumentTable
from scoring.readers.books.isolated import read_isolated
from scoring.readers.books.open_any import convert, open_any
from scoring.readers.books.pdf.pages import read_pages
from tests.corpus.word_documents import document, p, packed, parts, tbl, tc, tr
from tests.folders import DOCUMENTS

MEGABYTE = 1_000_000


@pytest.fixture(autouse=True, scope="module")
def _no_child_is_left():
    yield
    stop_children()


@contextmanager
def at_most(megabytes: int) -> Iterator[None]:
    """Fail where more memory than this is taken at any moment."""
    tracemalloc.start()
    try:
        yield
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < megabytes * MEGABYTE, f"{peak / MEGABYTE:.0f} MB"


def refused(data: bytes, name: str = "甲.docx") -> Problem:
    with pytest.raises(InputError) as caught:
        open_any(data, name)
    problem = caught.value.problems[0]
    assert problem.place.file == name
    assert problem.hint
    return problem


# Word


def test_a_zip_bomb_is_inflated_no_farther_than_the_bound(monkeypatch):
    monkeypatch.setattr("scoring.readers.books.sheets.archive.MOST_PART", 5 * MEGABYTE)
    data = document(p("甲") + " " * 40 * MEGABYTE)
    assert len(data) < MEGABYTE
    with at_most(15):
        assert "解压后" in refused(data).message


@pytest.mark.parametrize(
    "part", ["word/document.xml", "_rels/.rels", "word/_rels/document.xml.rels"]
)
def test_entities_are_refused_wherever_they_stand(part):
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10 if n else "哈"}">' for n in range(12))
    for declared in (f"<!DOCTYPE x [{laughs}]>", '<!DOCTYPE x SYSTEM "file:///etc/passwd">'):
        given = parts(p("甲"))
        text = given[part]
        assert isinstance(text, str)
        given[part] = declared + text.replace('<?xml version="1.0" encoding="UTF-8"?>', "")
        with at_most(5):
            problem = refused(packed(given))
        assert problem.code == "declared-entities"
        assert "文档" in problem.message


def test_tables_inside_each_other_are_bounded():
    deep = p("里")
    for _ in range(60):
        deep = tbl(tr(tc(deep)))
    assert "太深" in refused(document(deep)).message


@pytest.mark.parametrize(
    ("body", "word"),
    [
        (tbl(tr(tc(p("甲"), '<w:gridSpan w:val="99999"/>'))), "列"),
        (tbl(tr(*[tc(p("甲"), '<w:gridSpan w:val="9000"/>')] * 2)), "列"),
        (tbl(tr(tc(p("甲")), marks='<w:trPr><w:gridBefore w:val="70000"/></w:trPr>')), "列"),
        (p("底" * 40_000), "一段文字"),
    ],
)
def test_cells_out_of_all_bounds_are_refused(body, word):
    assert word in refused(document(body)).message


class Counted(dict):
    """A dictionary that counts what is looked at when it is gone through."""

    looked = 0

    def __iter__(self):
        self.looked += len(self)
        return super().__iter__()


def test_cells_that_reach_down_are_not_searched_for_every_cell():
    across = 300
    table = DocumentTable("第1个表", 0, index=1)
    table._merges = Counted()
    for merge in ("restart", ""):
        table.column = 0
        for _ in range(across):
            table.place(DocumentCell(merge=merge))
        table.index += 1
    table.finish()
    assert table._merges.looked <= across


def test_a_million_cells_are_refused_before_they_are_kept(monkeypatch):
    monkeypatch.setattr("scoring.readers.books.docx.body.MOST_CELLS", 1_000)
    data = document(tbl(tr(tc(p("甲"))) * 100_000))
    with at_most(10):
        assert "单元格" in refused(data).message


def test_merged_cells_that_cover_everything_take_no_memory():
    wide = tc(p("甲"), '<w:gridSpan w:val="16000"/><w:vMerge w:val="restart"/>')
    below = tr(tc(p(""), '<w:gridSpan w:val="16000"/><w:vMerge/>'))
    with at_most(20):
        book = open_any(document(tbl(tr(wide), *[below] * 2_000) + p("完")), "甲.docx")
        assert book.sheets[0].at(1, 1) is not None


@pytest.mark.parametrize(
    "body",
    ["</w:p>", "<w:tc/>", "<w:tr><w:tc/></w:tr>", "<w:tbl></w:tbl>", "<w:txbxContent/>", "<w:p><w:tc></w:tc></w:p>",
     tbl(tr(marks="<w:trPr><w:del/></w:trPr>")), tbl(tr(tc(p("甲"), "<w:vMerge/>")))],
)  # fmt: skip
def test_odd_structures_are_read_or_refused(body):
    try:
        found = open_any(document(p("甲") + body + p("乙")), "甲.docx")
    except InputError as error:
        said = [problem.hint for problem in error.problems]
    else:
        said = [cell.text for cell in found.sheets[0].cells.values()]
    assert all(said)


def test_a_document_without_its_body_and_an_empty_one():
    without = parts(p("甲"))
    del without["word/document.xml"]
    without["word/styles.xml"] = "<x/>"
    assert "缺少正文" in refused(packed(without)).message
    assert "没有文字" in refused(document(p(" "))).message
    assert "扫描" in refused(document("<w:p><w:r><pic:pic/></w:r></w:p>")).message


def test_a_document_with_a_password():
    data = (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 1016 + "EncryptedPackage".encode("utf-16-le")
    )
    assert "去掉打开密码" in refused(data + b"\0" * 2_000).hint


# PDF


def pdf(*objects: bytes) -> bytes:
    """Return a PDF of these objects, the first being its catalog."""
    out = b"%PDF-1.7\n"
    places = []
    for number, one in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, one)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    end = b"trailer\n<< /Root 1 0 R /Size %d >>\nstartxref\n%d\n%%%%EOF\n" % (
        len(objects) + 1,
        len(out),
    )
    return out + head + table + end


def stream(data: bytes, marks: bytes = b"") -> bytes:
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(data), marks, data)


def page(content: bytes) -> bytes:
    """Return a PDF of one page that draws so."""
    return pdf(
        b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R /Resources << /Font <<"
        b" /F << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>",
        content,
    )  # fmt: skip


def test_the_small_pdf_is_one():
    book = open_any(page(stream(b"BT /F 12 Tf 50 700 Td (Hello) Tj ET")), "甲.pdf")
    assert [cell.text for cell in book.sheets[0].cells.values()] == ["Hello"]


@pytest.mark.parametrize(
    "data",
    [
        b"%PDF-1.7\n", b"%PDF-1.7\n" + b"<<" * 5_000, pdf(b"<< /Type /Catalog /Pages 1 0 R >>"),
        pdf(b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 2 >>"),
        pdf(b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [] /Count 1000000000 >>"),
        page(stream(b"q " * 20_000)), page(stream(b"[" * 50_000)), page(b"<< /Length 99999999 >>\nstream\n"),
        (DOCUMENTS / "writer.pdf").read_bytes()[:50_000],
    ],
    ids=["head", "nested", "itself", "circle", "many", "states", "lists", "length", "cut"],
)  # fmt: skip
def test_a_broken_pdf_is_refused(data):
    problem = refused(data, "甲.pdf")
    assert problem.code in ("damaged-file", "no-text", "too-big")


def packed_often(data: bytes, times: int) -> bytes:
    for _ in range(times):
        data = zlib.compress(data, 9)
    return stream(data, b"/Filter [%s]" % (b"/FlateDecode " * times))


def run_lengths(count: int) -> bytes:
    return b"\x81 " * count + b"\x80"


BOMBS = {
    "flate": (packed_often(b"BT /F 12 Tf (a) Tj ET\n" * 3_000_000, 1), "解压后的字节"),
    "flate of flate": (packed_often(b"\n" * 300 * MEGABYTE, 2), "解压后的字节"),
    "run length": (stream(run_lengths(600_000), b"/Filter /RunLengthDecode"), "解压后的字节"),
    "filters": (packed_often(b"q", 9), "压缩层数"),
    "row": (
        stream(
            zlib.compress(b"q"),
            b"/Filter /FlateDecode /DecodeParms << /Predictor 12 /Columns 9999999999 >>",
        ),
        "一行里的点",
    ),
    "fax": (
        stream(
            b"\xff" * 90_000, b"/Filter /CCITTFaxDecode /DecodeParms << /K -1 /Columns 900000 >>"
        ),
        "解压后的字节",
    ),
    "letters": (packed_often(b"BT /F 12 Tf (%s) Tj ET\n" % (b"a" * 3 * MEGABYTE), 1), "字和线"),
    "lines": (packed_often(b"0 0 m 9 9 l S\n" * 300_000, 1), "字和线"),
}


@pytest.mark.parametrize("name", BOMBS)
def test_a_few_bytes_of_a_pdf_take_no_memory(name, monkeypatch):
    """It is refused where it is read, with no child to be stopped: so on every system."""
    monkeypatch.setattr("scoring.readers.books.pdf.bounded.MOST_DRAWN", 5_000)
    content, word = BOMBS[name]
    data = page(content)
    assert len(data) < 2 * MEGABYTE
    with at_most(150), pytest.raises(InputError) as caught:
        read_pages(data, "甲.pdf")
    problem = caught.value.problems[0]
    assert problem.code == "too-big"
    assert word in problem.message


def test_many_streams_are_counted_together(monkeypatch):
    monkeypatch.setattr("scoring.readers.books.pdf.bounded.MOST_STREAMS", 3_000)
    content = packed_often(b"BT /F 12 Tf 50 700 Td (Hello) Tj ET".ljust(1_000), 1)
    data = pdf(
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents [4 0 R 5 0 R 6 0 R 7 0 R] >>",
        *[content] * 4,
    )
    with pytest.raises(InputError) as caught:
        read_pages(data, "甲.pdf")
    assert "解压后的字节" in caught.value.problems[0].message


def test_a_child_is_stopped_by_the_seconds_of_the_processor_not_of_the_clock(monkeypatch):
    stop_children()
    monkeypatch.setattr("scoring.readers.books.pdf.open_pdf.WITHIN", 0.3)
    lines = b"".join(b"0 %d m 600 %d l S\n" % (n % 800, n % 799) for n in range(19_000))
    slow = page(stream(b"BT /F 12 Tf 50 700 Td (Hello) Tj ET\n" + lines))
    try:
        problem = refused(slow, "甲.pdf")
        assert problem.code == "too-slow"
        # The next file has a new child.
        small = page(stream(b"BT /F 12 Tf 50 700 Td (Hello) Tj ET"))
        monkeypatch.undo()
        assert open_any(small, "乙.pdf").kind == "pdf"
    finally:
        stop_children()


def test_thousands_of_ruled_lines_are_refused(monkeypatch):
    monkeypatch.setattr("scoring.readers.books.pdf.pages.MOST_LINES", 100)
    lines = b"\n".join(b"0 %d m 600 %d l S" % (n % 800, n % 800) for n in range(101))
    text = b"BT /F 12 Tf 50 700 Td (Hello) Tj ET\n"
    with pytest.raises(InputError) as caught:
        read_pages(page(stream(text + lines)), "甲.pdf")
    assert "表格线" in caught.value.problems[0].message


# what only LibreOffice opens

TABLE = (
    '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
    ' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
    ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>'
    '<table:table table:name="表">{}</table:table></office:spreadsheet></office:body></office:document-content>'
)
CELL = '<table:table-cell table:number-columns-repeated="{}"><text:p>甲</text:p></table:table-cell>'
ROW = '<table:table-row table:number-rows-repeated="{}">{}</table:table-row>'


def open_document(content: str, picture: bytes = b"") -> bytes:
    made = BytesIO()
    with ZipFile(made, "w", ZIP_DEFLATED) as archive:
        archive.writestr(
            ZipInfo("mimetype"), "application/vnd.oasis.opendocument.spreadsheet", ZIP_STORED
        )
        archive.writestr("content.xml", content)
        archive.writestr("Pictures/1.png", picture)
    return made.getvalue()


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (open_document(TABLE.format(ROW.format(1_048_576, CELL.format(1_024)))), "有内容的单元格"),
        (open_document(TABLE.format(ROW.format("9" * 5_000, CELL.format(1)))), "有内容的单元格"),
        (open_document(TABLE.format(""), b"\0" * 30 * MEGABYTE), "解压后的字节"),
        (open_document(TABLE.format(" " * 30 * MEGABYTE)), "解压后的字节"),
        (open_document("<!DOCTYPE x [<!ENTITY a 'a'>]>" + TABLE.format("")), "实体声明"),
        (open_document(TABLE.format("<table:table-row>" * 200 + "</table:table-row>" * 200)), "LibreOffice"),
    ],
    ids=range(6),
)  # fmt: skip
def test_what_would_fill_the_memory_is_not_given_to_libreoffice(data, word, monkeypatch):
    monkeypatch.setattr("scoring.readers.books.sheets.archive.MOST_PART", 5 * MEGABYTE)
    given = []
    monkeypatch.setattr("scoring.files.office.find_soffice", lambda: "soffice")
    monkeypatch.setattr(
        "scoring.files.office.to_readable", lambda *files: given.append(files) or {}
    )
    with at_most(15):
        assert word in refused(data, "甲.ods").message
    assert bool(given) is (word == "LibreOffice"), "damage is left to it"


def test_a_sheet_of_blanks_to_its_last_row_is_one_to_convert(monkeypatch, tmp_path):
    blank = '<table:table-cell table:number-columns-repeated="16384"/>'
    rows = ROW.format(1, CELL.format(5)) + ROW.format(1_048_575, blank)
    (tmp_path / "甲.ods").write_bytes(open_document(TABLE.format(rows)))
    (tmp_path / "乙.ods").write_bytes(
        open_document(TABLE.format(ROW.format(1_048_576, CELL.format(99))))
    )
    given = {}
    monkeypatch.setattr(
        "scoring.files.office.to_readable", lambda files, _: given.update(files) or {}
    )
    convert([tmp_path / "甲.ods", tmp_path / "乙.ods"])
    assert [path.name for path in given] == ["甲.ods"]


# binary workbooks


@pytest.mark.parametrize("size", [512, 1_536, 4_000, 20_000, 30_000])
def test_a_cut_workbook_is_refused(size, monkeypatch):
    monkeypatch.setattr("scoring.files.office.find_soffice", lambda: None)
    assert refused((DOCUMENTS / "six.xls").read_bytes()[:size], "甲.xls").code == "damaged-workbook"


def test_a_workbook_of_rubbish_records(monkeypatch):
    monkeypatch.setattr("scoring.files.office.find_soffice", lambda: None)
    data = (DOCUMENTS / "six.xls").read_bytes()
    at = data.index(struct.pack("<HH", 0x0809, 16))  # where a stream of records begins
    for rubbish in (b"\xff" * 400, struct.pack("<HH", 0x0809, 0xFFFF), b"\0" * 2_000):
        changed = data[:at] + rubbish + data[at + len(rubbish) :]
        assert refused(changed, "甲.xls").hint


# the child


def test_a_child_that_dies_or_prints_harms_nobody(monkeypatch):
    stop_children()
    monkeypatch.setattr(child, "_CODE", "import sys; sys.stdin.buffer.read(8); sys.exit(3)")
    with pytest.raises(InputError) as caught:
        read_isolated("xls", b"x", "甲.xls", 5)
    assert caught.value.problems[0].code == "too-slow"
    monkeypatch.undo()
    assert open_any((DOCUMENTS / "six.xls").read_bytes(), "乙.xls").kind == "xls"


def test_a_child_that_died_between_two_files_costs_neither():
    old = (DOCUMENTS / "six.xls").read_bytes()
    first = read_isolated("xls", old, "甲.xls", 60)
    child._RUNNING[0].process.kill()
    child._RUNNING[0].process.wait()
    assert read_isolated("xls", old, "甲.xls", 60) == first


def test_where_memory_ran_out_in_a_child_that_read_before_a_new_one_reads(monkeypatch):
    asked = []

    def ask(*_):
        asked.append(len(child._RUNNING))
        child._RUNNING[:] = child._RUNNING or [object()]
        return {"problems": [], "full": True} if len(asked) == 1 else {"book": "乙"}

    stop_children()
    monkeypatch.setattr(child, "_ask", ask)
    monkeypatch.setattr(child, "stop_children", child._RUNNING.clear)
    child._RUNNING.append(object())
    try:
        assert child.asked("甲:乙", {}, b"", 60) == {"book": "乙"}
    finally:
        child._RUNNING.clear()
    assert asked == [1, 0]


def test_where_no_program_can_be_started_the_process_reads_itself(monkeypatch):
    stop_children()

    def refuse(*_, **__):
        raise PermissionError

    monkeypatch.setattr(child.subprocess, "Popen", refuse)
    assert open_any((DOCUMENTS / "six.xls").read_bytes(), "甲.xls").kind == "xls"


@pytest.mark.skipif(sys.platform == "win32", reason="memory cannot be bounded there")
def test_the_childs_memory_is_bounded():
    code = "import resource; from scoring.files.child import _bound_memory; _bound_memory();"
    code += "print(resource.getrlimit(resource.RLIMIT_AS)[0])"
    import subprocess

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert int(done.stdout) == child.MOST_MEMORY
