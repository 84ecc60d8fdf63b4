"""Makes Word documents: a zip of XML parts, as small as Word itself would still open."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from xml.sax.saxutils import escape

from tests.corpus.real_form import Grid

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TYPES = (
    '<?xml version="1.0" encoding="UTF-8"?>'
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/vnd.openxmlformats-officedocument.'
    'wordprocessingml.document.main+xml"/></Types>'
)
RELS = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
SPACES = (
    f'xmlns:w="{W}" xmlns:r="{R}" xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'
    ' xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
)


def packed(parts: Mapping[str, str | bytes]) -> bytes:
    """Return parts as a zip."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def parts(body: str, beside: Mapping[str, str] | None = None) -> dict[str, str | bytes]:
    """Return the parts of a document; ``beside`` are headers and the like, by kind."""
    links = []
    found: dict[str, str | bytes] = {
        "[Content_Types].xml": TYPES,
        "_rels/.rels": RELS.format(
            f'<Relationship Id="rId1" Type="{R}/officeDocument" Target="word/document.xml"/>'
        ),
        "word/document.xml": f"<w:document {SPACES}><w:body>{body}</w:body></w:document>",
    }
    for number, (kind, content) in enumerate((beside or {}).items(), 1):
        links.append(f'<Relationship Id="rId{number}" Type="{R}/{kind}" Target="{kind}.xml"/>')
        found[f"word/{kind}.xml"] = f"<w:hdr {SPACES}>{content}</w:hdr>"
    found["word/_rels/document.xml.rels"] = RELS.format("".join(links))
    return found


def document(body: str, beside: Mapping[str, str] | None = None) -> bytes:
    """Return a document of so much XML."""
    return packed(parts(body, beside))


def p(text: str, marks: str = "") -> str:
    """Return a paragraph; line breaks in the text are its own."""
    runs = "<w:br/>".join(f'<w:t xml:space="preserve">{escape(t)}</w:t>' for t in text.split("\n"))
    return f"<w:p>{marks}<w:r>{runs}</w:r></w:p>"


def tc(content: str, marks: str = "") -> str:
    """Return a cell of paragraphs."""
    return f"<w:tc><w:tcPr>{marks}</w:tcPr>{content}</w:tc>"


def tr(*cells: str, marks: str = "") -> str:
    """Return a row."""
    return f"<w:tr>{marks}{''.join(cells)}</w:tr>"


def tbl(*rows: str) -> str:
    """Return a table."""
    return f"<w:tbl>{''.join(rows)}</w:tbl>"


def table(grid: Grid) -> str:
    """Return a form as a table, with what Word writes for merged cells."""
    covered: dict[tuple[int, int], int] = {}
    rows = []
    for row, boxes in enumerate(grid):
        cells = []
        left = list(boxes)
        column = 0
        while left or (row, column) in covered:
            if (row, column) in covered:
                across = covered[row, column]
                cells.append(tc(p(""), f'<w:gridSpan w:val="{across}"/><w:vMerge/>'))
            else:
                box = left.pop(0)
                across = box.across
                marks = f'<w:gridSpan w:val="{across}"/>'
                if box.down > 1:
                    marks += '<w:vMerge w:val="restart"/>'
                    covered |= {(row + n, column): across for n in range(1, box.down)}
                cells.append(tc("".join(p(text) for text in box.text.split("\n")), marks))
            column += across
        rows.append(tr(*cells))
    return tbl(*rows)
