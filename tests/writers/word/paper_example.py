"""A paper with everything that a Word paper may have, its view, and what stands in documents."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import cache
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

from docx import Document
from docx.document import Document as DocxDocument

from scoring.documents.decode import decode
from scoring.documents.yaml_text import parse_yaml
from scoring.records.figures import PrintedText
from scoring.records.papers import (
    BarChart,
    ChartSeries,
    PaperCell,
    PaperRow,
    PaperTable,
    PaperView,
    RowKind,
    TextBlock,
)
from scoring.words import load_vocabulary, shipped_tree
from scoring.writers.labels import Labels
from scoring.writers.word.marks import word_marks
from scoring.writers.word.page_style import PageStyle
from scoring.writers.word.papers_file import PapersFile
from scoring.writers.word.template import WordTemplate, described_template, own_template

HERE = Path(__file__).parent
MARKS = word_marks(load_vocabulary(Labels))
LEVELS = (("产出指标", 18), ("效益指标", 10), ("满意度指标", 3))


@cache
def page_style(name: str = "公文") -> PageStyle:
    return decode(PageStyle, shipped_tree(f"templates/word/{name}.yaml"))


def described(parts: str, style: str = "公文") -> WordTemplate:
    """Return the template of a paper whose parts are written as YAML."""
    text = f"schema: ziping/papers/1\npapers:\n  例:\n    style: {style}\n    parts:\n{parts}"
    paper = decode(PapersFile, parse_yaml(text, "papers.yaml")).papers["例"]
    return described_template("papers.yaml", paper, page_style(style), MARKS)


def example(style: str = "公文") -> WordTemplate:
    return described((HERE / "example.yaml").read_text("utf-8"), style)


def own(document: DocxDocument) -> WordTemplate:
    """Return a document made by another program as a person's template."""
    return own_template("我的.docx", saved(document), MARKS)


def saved(document: DocxDocument) -> bytes:
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def text(words: str) -> PrintedText:
    return PrintedText(words)


def row(kind: RowKind = "row", **cells: str) -> PaperRow:
    return PaperRow(kind, {key: PaperCell(text(words)) for key, words in cells.items()})


def table(*rows: PaperRow, notes: Sequence[str] = ()) -> PaperTable:
    keys = dict.fromkeys(key for one in rows for key in one.cells)
    return PaperTable("T", tuple(keys), rows, notes=tuple(map(text, notes)))


def indicators() -> PaperTable:
    """Thirty-one rows in three levels, the first with more than share a cell."""
    levels = [level for level, count in LEVELS for _ in range(count)]
    rows = [
        row(一级=level, 三级=f"信息化平台运行维护保障天数{n}", 指标值=f"≥{n}%", 得分="2.5")
        for n, level in enumerate(levels, 1)
    ]
    total = row("total", 一级="合计", 得分="97.62")
    return table(*rows, total, notes=["另有5类不涉及。"])


def chart(*values: str, unit: str = "%", names: Sequence[str] = ()) -> BarChart:
    names = names or tuple(f"项目{n}" for n in range(1, len(values) + 1))
    series = ChartSeries("执行率", tuple(map(Decimal, values)))
    return BarChart("项目预算执行率", tuple(names), (series,), unit, "三个项目的预算执行率")


VIEW = PaperView(
    fields={"部门": text("某局"), "年度": text("2024"), "说明": text("第一行\n第二行")},
    paragraphs={
        "R4": (text("全年预算数108,019.30万元。"), text("采购预算执行率94.06%。")),
        "R5": (text("编制54名。"),),
        "R6": (),
    },
    blocks={
        "W1": TextBlock("W1", "open", (), "写部门职能，不超过800字"),
        "W2": TextBlock("W2", "draft", ("去年的第一段。", "去年的第二段。")),
        "W3": TextBlock("W3", "written", ("本人写的第一段。\n第二行。", "再一段。")),
    },
    tables={"指标": indicators(), "未完成": PaperTable("T", ("甲",), ())},
    charts={"执行率": chart("92.28", "97.89", "100")},
)


def view(**changes: object) -> PaperView:
    return replace(VIEW, **changes)  # type: ignore[arg-type]


def paragraphs(content: bytes) -> list[str]:
    return [paragraph.text for paragraph in Document(BytesIO(content)).paragraphs]


def part(content: bytes, name: str) -> str:
    with ZipFile(BytesIO(content)) as package:
        return package.read(name).decode("utf-8")


def parts(content: bytes) -> Iterator[tuple[str, bytes]]:
    with ZipFile(BytesIO(content)) as package:
        for name in package.namelist():
            yield name, package.read(name)
