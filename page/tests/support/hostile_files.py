"""Files that mean harm, written into a folder: for the tests of what the page makes of them."""

from __future__ import annotations

import json
import sys
import zipfile
from pathlib import Path

import xlsxwriter

ROOT = Path(__file__).resolve().parents[3]
FORM = ROOT / "tests" / "corpus" / "field" / "files" / "05-政务云运维.html"
RUN = "document.documentElement.dataset.ran='yes'"
IMAGE = f'<img src=x onerror="{RUN}">'


def write(folder: Path) -> None:
    """Write one of each kind."""
    form = FORM.read_text("utf-8")
    harm = (
        f"<script>{RUN}</script><body onload=\"{RUN}\"><iframe src='javascript:{RUN}'></iframe>"
        '<link rel=stylesheet href="http://127.0.0.1:1/x.css"><img src="http://127.0.0.1:1/x.png">'
        '<meta http-equiv="refresh" content="0;url=http://127.0.0.1:1/">'
    )
    letters = IMAGE.replace("<", "&lt;").replace('"', "&quot;")
    files = {
        f"{IMAGE.replace('/', '')}.html": form.replace("</td>", f"{letters}</td>", 3) + harm,
        "有脚本.html": harm
        + form.replace("<td", f'<td onclick="{RUN}" style="background:url(http://127.0.0.1:1/)"'),
        "反向\u202efdp.html": form,
        "=cmd.html": form,
        "深.json": "[" * 100_000,
        "三十一层.json": '{"schema": "ziping/submission/1", "goal": ' + "[" * 31 + "]" * 31 + "}",
        "长行.csv": "项目名称," + "很长" * 1_000_000,
        "实体.xml": (
            '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY c0 "很多很多很多很多">'
            + "".join(f"<!ENTITY c{n} '" + f"&c{n - 1};" * 10 + "'>" for n in range(1, 12))
            + '<!ENTITY f SYSTEM "file:///etc/passwd">]><a>&c11;&f;</a>'
        ),
        "模板.html.j2": "{{ ''.__class__.__mro__ }}{% for x in range(10**9) %}{% endfor %}" + harm,
        "坏.ziping-draft": '{"schema": "ziping/draft/1", "submissions": [{"__proto__": {}}]}',
        "空.xlsx": "",
        "不是.xlsx": "PK\x03\x04不是",
    }
    for name, text in files.items():
        (folder / name).write_text(text, "utf-8")
    with zipfile.ZipFile(folder / "炸弹.xlsx", "w", zipfile.ZIP_DEFLATED) as bomb:
        bomb.writestr("[Content_Types].xml", "<Types/>")
        with bomb.open("xl/worksheets/sheet1.xml", "w") as sheet:
            for _ in range(300):
                sheet.write(b"<row>" * 200_000)
    with zipfile.ZipFile(folder / "路径.ziping-review", "w") as review:
        review.writestr("../../outside.txt", "x")
        review.writestr("ledger.jsonl", "[" * 100_000)
    book = xlsxwriter.Workbook(str(folder / "大格.xlsx"), {"strings_to_formulas": False})
    sheet = book.add_worksheet(IMAGE[:20].replace("/", "").replace("<", "小"))
    sheet.write_row(
        0,
        0,
        [
            "项目名称",
            IMAGE,
            "一级指标",
            "二级指标",
            "三级指标",
            "年度指标值",
            "实际完成值",
            "分值",
            "得分",
        ],
    )
    sheet.write_row(
        1, 2, ["产出", "数量", "x" * 32_000, IMAGE, '=HYPERLINK("http://127.0.0.1:1/")', "10", "10"]
    )
    book.close()
    submission = {
        "schema": "ziping/submission/1", "set": "mof/2020-project", "year": 2024,
        "project": {"name": IMAGE}, "unit": "\u202e反向单位", "money_unit": "元",
        "funds": [{"source": "年度资金总额", "budget": "100", "executed": "90"}],
        "indicators": [
            {"level1": "产出", "level2": "数量", "name": IMAGE, "target": "≥78家", "actual": "69家", "points": "50",
             "claimed": "50", "reason": IMAGE},
        ],
    }  # fmt: skip
    (folder / "申报.json").write_text(json.dumps(submission, ensure_ascii=False), "utf-8")


if __name__ == "__main__":
    write(Path(sys.argv[1]))
