"""Opens Word documents within bounds, and refuses a template that could act by itself.

What a template must not bring along: macros, embedded objects, links to other files, fields that fetch
something (DDE, INCLUDE), whole foreign documents (altChunk), and what would tell who worked on it
(comments, tracked changes).
"""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Iterable, Iterator
from io import BytesIO
from posixpath import dirname, join, normpath
from typing import Final
from xml.etree.ElementTree import Element
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile

from scoring.problem import InputError, Place, Problem
from scoring.writers.word.package import (
    CONTENT_TYPES,
    DOCUMENT,
    Package,
    add_properties,
    relations_of,
)
from scoring.writers.word.wml import BadXml, attribute, descendants, q

_MOST_UNPACKED: Final = 20_000_000
"""Bytes of all parts of a template together."""
_MOST_PARTS: Final = 2_000
UNREADABLE: Final = (
    BadZipFile, zlib.error, struct.error, EOFError, KeyError, IndexError, OSError, RuntimeError,
    NotImplementedError, OverflowError, ValueError, BadXml,
)  # fmt: skip
"""What is raised where a file is damaged, encrypted or no document at all."""
_DROPPED: Final = re.compile(
    r"docProps/.*|word/people\.xml|customXml/.*|word/glossary/.*|word/comments\w*\.xml"
    r"|word/commentsIds\.xml|_xmlsignatures/.*"
)
"""Parts that a paper is made without: who wrote it and when, a picture of the template's first page."""
_DROPPED_RELATIONS: Final = ("attachedTemplate",)
"""Where the template once came from: needed by nobody, and a path of a person's computer."""
_HARMLESS_FIELDS: Final = frozenset(
    (
        "PAGE",
        "NUMPAGES",
        "SECTION",
        "SECTIONPAGES",
        "TOC",
        "PAGEREF",
        "REF",
        "SEQ",
        "STYLEREF",
        "NOTEREF",
        "TITLE",
        "=",
        "EQ",
    )
)
_TRACKED: Final = ("w:ins", "w:del", "w:moveFrom", "w:moveTo", "w:rPrChange", "w:pPrChange",
                   "w:tblPrChange", "w:trPrChange", "w:tcPrChange", "w:sectPrChange",
                   "w:cellIns", "w:cellDel", "w:cellMerge")  # fmt: skip
_OBJECTS: Final = ("w:object", "w:control", "w:altChunk", "w:subDoc")
_UNREADABLE_HINT: Final = "模板应是 Word 或 WPS 存成的 .docx 文件。"
_CLEAN_HINT: Final = "请在 Word 或 WPS 里删去后另存为 .docx 再试。"


def opened(content: bytes, name: str) -> Package:
    """Open a person's document as a template. Raises :class:`InputError` with all that is refused."""
    try:
        package = Package(unpacked(content, name))
        if DOCUMENT not in package.parts:
            raise BadXml(DOCUMENT)
        faults = list(dict.fromkeys(_faults(package)))
        if not faults:
            _cleaned(package)
    except UNREADABLE as error:
        raise InputError([unreadable(name)]) from error
    if faults:
        raise InputError(
            Problem("word-template-refused", f"模板里有{what}", Place(name), _CLEAN_HINT)
            for what in faults
        )
    return package


def unpacked(content: bytes, name: str, endings: tuple[str, ...] = ("",)) -> dict[str, bytes]:
    """Return the parts of a document whose names end so.

    Raises :class:`InputError` if there is more than any document needs.
    """
    with ZipFile(BytesIO(content)) as package:
        entries = [
            entry
            for entry in package.infolist()
            if not entry.is_dir() and entry.filename.endswith(endings)
        ]
        size = sum(entry.file_size for entry in entries)
        if size > _MOST_UNPACKED or len(entries) > _MOST_PARTS:
            what = f"展开后有 {size // 1_000_000} MB、{len(entries)} 个部分"
            hint = f"展开后至多 {_MOST_UNPACKED // 1_000_000} MB、{_MOST_PARTS} 个部分。请删去其中的图片再试。"
            raise InputError([Problem("word-too-big", f"文档太大：{what}", Place(name), hint)])
        # What an entry says of its size may be untrue: no more than that is unpacked.
        parts = {}
        for entry in entries:
            if entry.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
                raise BadZipFile(entry.filename)
            with package.open(entry) as stream:
                parts[entry.filename] = stream.read(entry.file_size + 1)
        return parts


def unreadable(name: str) -> Problem:
    """Return that a file is no Word document."""
    return Problem("word-unreadable", "不能作为 Word 文档打开", Place(name), _UNREADABLE_HINT)


def _faults(package: Package) -> Iterator[str]:
    """Yield what a template must not hold."""
    for name in sorted(package.parts):
        if "vba" in name.lower():
            yield "宏"
        if "/activeX/" in name or name.endswith(".bin"):
            yield "嵌入的对象"
        if name.endswith(".rels"):
            yield from _faults_of_relations(package.tree(name).root)
    if b"macroEnabled" in package.parts[CONTENT_TYPES]:
        yield "宏"
    for name in package.parts:
        if name.startswith("word/") and name.endswith(".xml"):
            yield from _faults_of_part(package.tree(name).root)


def _faults_of_relations(relations: Element) -> Iterator[str]:
    for relation in relations:
        kind = relation.get("Type", "").rpartition("/")[2]
        if kind in _DROPPED_RELATIONS:
            continue
        if relation.get("TargetMode") == "External":
            yield f"指向外部的链接（{relation.get('Target', '')[:60]}）"
        elif kind == "oleObject":
            yield "嵌入的对象"
        elif kind == "aFChunk":
            yield "整篇插入的其他文件"


def _faults_of_part(root: Element) -> Iterator[str]:
    for element in descendants(root, *_OBJECTS):
        yield (
            "整篇插入的其他文件"
            if element.tag in (q("w:altChunk"), q("w:subDoc"))
            else "嵌入的对象"
        )
    if next(iter(descendants(root, *_TRACKED)), None) is not None:
        yield "没有接受的修订"
    if next(iter(descendants(root, "w:commentReference", "w:commentRangeStart")), None) is not None:
        yield "批注"
    for code in _field_codes(root):
        word, *rest = code.split() or [""]
        leads_inside = word.upper() == "HYPERLINK" and rest[:1] == [r"\l"]
        if word and word.upper() not in _HARMLESS_FIELDS and not leads_inside:
            yield f"不能用的域（{word[:30]}）"


def _field_codes(root: Element) -> Iterator[str]:
    """Yield the codes of fields, each whole: Word splits them over runs."""
    for simple in descendants(root, "w:fldSimple"):
        yield attribute(simple, "w:instr")
    pieces: list[str] = []
    for element in descendants(root, "w:fldChar", "w:instrText"):
        if element.tag == q("w:instrText"):
            pieces.append(element.text or "")
        elif pieces:
            yield "".join(pieces)
            pieces = []
    if pieces:
        yield "".join(pieces)


def _cleaned(package: Package) -> None:
    """Take out what a paper is made without, and the relations to it."""
    dropped = {name for name in package.parts if _DROPPED.fullmatch(name)}
    dropped |= {relations_of(name) for name in dropped}
    for name in dropped:
        package.parts.pop(name, None)
        package.trees.pop(name, None)
    types = package.tree(CONTENT_TYPES).root
    _keep(types, (e for e in types if e.get("PartName", "").lstrip("/") not in dropped))
    for name in [name for name in package.parts if name.endswith(".rels")]:
        base = dirname(dirname(name))
        relations = package.tree(name).root
        _keep(relations, (
            relation for relation in relations
            if relation.get("Type", "").rpartition("/")[2] not in _DROPPED_RELATIONS
            and _target(base, relation) not in dropped
        ))  # fmt: skip
    settings = "word/settings.xml"
    if settings in package.parts:
        root = package.tree(settings).root
        _keep(root, (e for e in root if e.tag not in (q("w:attachedTemplate"), q("w:rsids"))))
    add_properties(package)


def _target(base: str, relation: Element) -> str:
    target = relation.get("Target", "")
    return target.lstrip("/") if target.startswith("/") else normpath(join(base, target))


def _keep(parent: Element, kept: Iterable[Element]) -> None:
    parent[:] = list(kept)
