"""A page style as the parts of a document: styles, fonts, settings, page numbers, sections."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final
from xml.etree.ElementTree import Element

from scoring.writers.word.package import DOCUMENT, Package, new_package
from scoring.writers.word.page_style import Margins, PageStyle, ParagraphStyle, points, twips
from scoring.writers.word.wml import el, made, val

WORD_TYPE: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_OUTLINES: Final = {f"heading{level}": level for level in range(1, 5)}
_TABLE_STYLE: Final = "TableGrid"
_CELL_SIDE: Final = 60
"""Twentieths of a point between the line of a cell and its text."""


def page_package(style: PageStyle) -> Package:
    """Return a document of this page style that has everything but its text."""
    package = new_package({})
    package.add(DOCUMENT, b"", f"{WORD_TYPE}document.main+xml")
    for name, root in (
        ("styles", _styles(style)),
        ("settings", _settings(style)),
        ("fontTable", _fonts(style)),
    ):
        package.add(f"word/{name}.xml", made(root), f"{WORD_TYPE}{name}+xml")
        package.relate(DOCUMENT, name, f"{name}.xml")
    if style.page_number is not None:
        for side in ("odd", "even"):
            package.add(
                f"word/footer_{side}.xml", made(_footer(style, side)), f"{WORD_TYPE}footer+xml"
            )
    return package


def section(package: Package, style: PageStyle, *, landscape: bool = False) -> Element:
    """Return the properties of a section; its page numbers are related from here."""
    page = style.page
    sides: Margins = page.landscape if landscape else page
    width, height = twips(page.width), twips(page.height)
    size: dict[str, object] = {"w:w": width, "w:h": height}
    if landscape:
        size = {"w:w": height, "w:h": width, "w:orient": "landscape"}
    made_section = el("w:sectPr")
    for side, kind in (("odd", "default"), ("even", "even")) if style.page_number else ():
        relation = package.relate(DOCUMENT, "footer", f"footer_{side}.xml")
        made_section.append(el("w:footerReference", {"w:type": kind, "r:id": relation}))
    made_section.append(el("w:pgSz", size))
    made_section.append(
        el("w:pgMar", {
            "w:top": twips(sides.top), "w:right": twips(sides.right),
            "w:bottom": twips(sides.bottom), "w:left": twips(sides.left),
            "w:header": twips(page.header), "w:footer": twips(page.footer), "w:gutter": 0,
        })
    )  # fmt: skip
    if style.lines:
        # Not linesAndChars: LibreOffice would spread every letter.
        pitch = points(style.lines)
        made_section.append(el("w:docGrid", {"w:type": "lines", "w:linePitch": pitch}))
    return made_section


def style_id(style: PageStyle, role: str) -> str:
    """Return the id of the style that a role has: of Word's own styles the usual one."""
    name = next(s.name for r, s in style.styles.items() if r == role)
    return name.title().replace(" ", "") if name.isascii() else f"Zp{role.title()}"


def run_fonts(style: PageStyle, font: str, latin: str = "") -> Element:
    """Return which fonts letters have."""
    ascii_ = latin or style.latin
    return el(
        "w:rFonts", {"w:ascii": ascii_, "w:hAnsi": ascii_, "w:eastAsia": font, "w:cs": ascii_}
    )


def _styles(style: PageStyle) -> Element:
    body = style.styles["body"]
    defaults = el("w:docDefaults", None,
        el("w:rPrDefault", None, el("w:rPr", None, run_fonts(style, body.font, body.latin),
           el("w:lang", {"w:val": "en-US", "w:eastAsia": "zh-CN", "w:bidi": "ar-SA"}))),
        el("w:pPrDefault", None, el("w:pPr")),
    )  # fmt: skip
    root = el("w:styles", None, defaults)
    root.extend(_paragraph_style(style, role, own) for role, own in style.styles.items())
    root.append(_plain_table())
    root.append(_ruled_table())
    return root


def _paragraph_style(style: PageStyle, role: str, own: ParagraphStyle) -> Element:
    kind: dict[str, object] = {"w:type": "paragraph", "w:styleId": style_id(style, role)}
    if role == "body":
        kind["w:default"] = 1
    elif not own.name.isascii():
        kind["w:customStyle"] = 1
    made_style = el("w:style", kind, val("w:name", own.name))
    if role != "body":
        made_style.append(val("w:next", style_id(style, "body")))
    made_style.append(el("w:qFormat"))
    made_style.append(el("w:pPr", None, *_paragraph_marks(own, _OUTLINES.get(role))))
    size = points(own.size, 2)
    letters = el("w:rPr", None, run_fonts(style, own.font, own.latin))
    # Word makes headings bold by itself, unless a style says no.
    letters.extend((val("w:b", int(own.bold)), val("w:bCs", int(own.bold))))
    if own.colour:
        letters.append(val("w:color", own.colour))
    letters.extend((val("w:sz", size), val("w:szCs", size)))
    made_style.append(letters)
    return made_style


def _paragraph_marks(own: ParagraphStyle, outline: int | None) -> Iterator[Element]:
    """Yield what a paragraph is like, in the order of the schema."""
    if own.keeps_next:
        yield el("w:keepNext")
    if not own.on_grid:
        yield val("w:snapToGrid", 0)
    spacing: dict[str, object] = {"w:before": points(own.before), "w:after": points(own.after)}
    if own.line:
        spacing |= {"w:line": points(own.line), "w:lineRule": "exact"}
    else:
        spacing |= {"w:line": 240, "w:lineRule": "auto"}
    yield el("w:spacing", spacing)
    yield el("w:ind", {
        "w:firstLineChars": int(own.first_line * 100), "w:firstLine": points(own.first_line * own.size),
    })  # fmt: skip
    yield val("w:jc", own.align)
    if outline is not None:
        yield val("w:outlineLvl", outline - 1)


def _plain_table() -> Element:
    return el("w:style", {"w:type": "table", "w:default": 1, "w:styleId": "TableNormal"},
        val("w:name", "Normal Table"),
        el("w:tblPr", None, el("w:tblInd", {"w:w": 0, "w:type": "dxa"})),
    )  # fmt: skip


def _ruled_table() -> Element:
    line = {"w:val": "single", "w:sz": 4, "w:space": 0, "w:color": "auto"}
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    margins = (("top", 20), ("left", _CELL_SIDE), ("bottom", 20), ("right", _CELL_SIDE))
    return el("w:style", {"w:type": "table", "w:styleId": _TABLE_STYLE},
        val("w:name", "Table Grid"), val("w:basedOn", "TableNormal"), el("w:qFormat"),
        el("w:tblPr", None,
           el("w:tblBorders", None, *(el(f"w:{side}", line) for side in sides)),
           el("w:tblCellMar", None,
              *(el(f"w:{side}", {"w:w": size, "w:type": "dxa"}) for side, size in margins))),
    )  # fmt: skip


def _settings(style: PageStyle) -> Element:
    root = el("w:settings")
    if style.page_number is not None:
        root.append(el("w:evenAndOddHeaders"))
    root.append(val("w:characterSpacingControl", "compressPunctuation"))
    setting = {"w:name": "compatibilityMode", "w:val": 15,
               "w:uri": "http://schemas.microsoft.com/office/word"}  # fmt: skip
    root.append(el("w:compat", None, el("w:compatSetting", setting)))
    root.append(el("w:themeFontLang", {"w:val": "en-US", "w:eastAsia": "zh-CN"}))
    return root


def _fonts(style: PageStyle) -> Element:
    named = {own.font: () for own in style.styles.values()} | dict(style.fonts)
    root = el("w:fonts")
    for font, others in sorted(named.items()):
        entry = el("w:font", {"w:name": font})
        if others:
            entry.append(val("w:altName", ", ".join(others)))
        entry.append(val("w:charset", "86"))
        root.append(entry)
    return root


def _footer(style: PageStyle, side: str) -> Element:
    number = style.page_number
    assert number is not None
    before, _, behind = number.pattern.partition("{page}")
    size = points(number.size, 2)

    def letters() -> Element:
        return el("w:rPr", None, run_fonts(style, number.font, number.font),
                  val("w:sz", size), val("w:szCs", size))  # fmt: skip

    def run(text: str) -> Element:
        return el("w:r", None, letters(), el("w:t", {"xml:space": "preserve"}, text=text))

    edge, align = ("right", "right") if side == "odd" else ("left", "left")
    indent = {
        f"w:{edge}Chars": int(number.indent * 100), f"w:{edge}": points(number.indent * number.size),
        "w:firstLineChars": 0, "w:firstLine": 0,
    }  # fmt: skip
    field = el("w:fldSimple", {"w:instr": " PAGE "}, run("1"))
    paragraph = el("w:p", None, el("w:pPr", None,
        val("w:snapToGrid", 0),
        el("w:spacing", {"w:before": 0, "w:after": 0, "w:line": 240, "w:lineRule": "auto"}),
        el("w:ind", indent), val("w:jc", align),
    ))  # fmt: skip
    paragraph.extend(
        [*([run(before)] if before else []), field, *([run(behind)] if behind else [])]
    )
    return el("w:ftr", None, paragraph)
