"""Forms of every kind of file are read, scored, printed and reviewed in the page as they are here."""

import base64

from tests.folders import DOCUMENTS, FIELD, SEEDS

KINDS = ("xls", "xlsx", "docx", "pdf", "html", "txt", "csv")
EACH = 4
CONVERTED = {".doc", ".ods", ".odt"}
"""Read by way of LibreOffice, which a browser has not."""


def given_of(path):
    return [path.name, base64.b64encode(path.read_bytes()).decode()]


def test_outputs_are_the_same_bytes(in_the_page, natively):
    files = [*SEEDS.glob("004_*.txt")]
    for kind in KINDS:
        files += sorted((FIELD / "files").glob(f"*.{kind}"))[:EACH]
    files += [path for path in sorted(DOCUMENTS.iterdir()) if path.suffix not in CONVERTED]
    given = [given_of(path) for path in files]
    here = natively("work_on_files.py", given)
    assert len(here["forms"]) > 4 * len(files)
    there = in_the_page("work_on_files.py", given)
    assert there["told"] == here["told"]
    assert there["forms"] == here["forms"]
    assert there["reviewed"] == here["reviewed"]


def test_what_only_libreoffice_opens_is_refused_with_another_way(in_the_page):
    path = DOCUMENTS / "national.ods"
    told = in_the_page("work_on_files.py", [given_of(path)])["told"][path.name]
    assert told == [
        "/national.ods：错误：这是 OpenDocument 文件，在浏览器里读不了\n"
        "    怎么办：请用 Word、Excel 或 WPS 打开，另存为 .xlsx 再来。"
    ]
