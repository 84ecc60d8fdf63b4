"""A Word document as its parts and their relations, written the same each time."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from posixpath import basename, dirname, join
from typing import Final
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from scoring.writers.word.wml import NAMESPACES, Part, el, made, parsed

DOCUMENT: Final = "word/document.xml"
CONTENT_TYPES: Final = "[Content_Types].xml"
ROOT_RELATIONS: Final = "_rels/.rels"
_WRITTEN: Final = (1980, 1, 1, 0, 0, 0)
_CREATED: Final = "2020-01-01T00:00:00Z"
"""The date that every document carries; the real one would change the bytes."""
_OFFICE: Final = NAMESPACES["r"] + "/"
_CORE_TYPE: Final = "application/vnd.openxmlformats-package.core-properties+xml"
_APP_TYPE: Final = "application/vnd.openxmlformats-officedocument.extended-properties+xml"
_RELATIONS_TYPE: Final = "application/vnd.openxmlformats-package.relationships+xml"


@dataclass(slots=True)
class Package:
    """The parts of a document by their names; those of ``trees`` stand there as trees."""

    parts: dict[str, bytes]
    trees: dict[str, Part] = field(default_factory=dict)

    def tree(self, name: str) -> Part:
        """Return a part as a tree, in which changes are kept."""
        if name not in self.trees:
            self.trees[name] = parsed(self.parts[name])
        return self.trees[name]

    def copied(self) -> Package:
        """Return a package of its own, so that filling changes no template."""
        return Package({**self.parts, **{name: p.written() for name, p in self.trees.items()}})

    def story_parts(self) -> Iterator[str]:
        """Yield the parts that hold text: the document, then its headers, footers and notes."""
        yield DOCUMENT
        stories = re.compile(r"word/(header|footer|footnotes|endnotes)\w*\.xml")
        yield from sorted(name for name in self.parts if stories.fullmatch(name))

    def add(self, name: str, content: bytes, content_type: str) -> None:
        """Add a part with its type."""
        self.parts[name] = content
        types = self.tree(CONTENT_TYPES).root
        types.append(el("ct:Override", None))
        types[-1].attrib.update({"PartName": f"/{name}", "ContentType": content_type})

    def relate(self, owner: str, kind: str, target: str) -> str:
        """Relate a part to another one; return the id of the relation."""
        name = relations_of(owner)
        if name not in self.parts:
            self.parts[name] = made(el("rel:Relationships"))
        relations = self.tree(name).root
        taken = {relation.get("Id") for relation in relations}
        new = next(f"rId{at}" for at in range(1, len(taken) + 2) if f"rId{at}" not in taken)
        relations.append(el("rel:Relationship"))
        relations[-1].attrib.update({"Id": new, "Type": _OFFICE + kind, "Target": target})
        return new

    def written(self, title: str) -> bytes:
        """Return the document as bytes: sorted parts, one date, nobody's name."""
        parts = {**self.parts, **{name: tree.written() for name, tree in self.trees.items()}}
        parts["docProps/core.xml"] = _core(title)
        parts["docProps/app.xml"] = made(
            el("ep:Properties", None, el("ep:Application", text="ziping"))
        )
        order = sorted(
            parts, key=lambda name: (name != CONTENT_TYPES, name != ROOT_RELATIONS, name)
        )
        out = BytesIO()
        with ZipFile(out, "w", ZIP_DEFLATED) as package:
            for name in order:
                entry = ZipInfo(name, _WRITTEN)
                entry.compress_type = ZIP_DEFLATED
                entry.create_system = 0
                package.writestr(entry, parts[name])
        return out.getvalue()


def new_package(parts: dict[str, bytes]) -> Package:
    """Return a package of parts that the program made, with the relations that every document has."""
    types = el("ct:Types")
    for suffix, kind in (("rels", _RELATIONS_TYPE), ("xml", "application/xml")):
        types.append(el("ct:Default"))
        types[-1].attrib.update({"Extension": suffix, "ContentType": kind})
    package = Package({**parts, CONTENT_TYPES: made(types)})
    package.relate("", "officeDocument", DOCUMENT)
    add_properties(package)
    return package


def relations_of(owner: str) -> str:
    """Return the name of the part that holds the relations of another part."""
    return join(dirname(owner), "_rels", f"{basename(owner)}.rels") if owner else ROOT_RELATIONS


def add_properties(package: Package) -> None:
    """Add the parts that say of a document what it is called, and nothing of who made it."""
    package.add("docProps/core.xml", b"", _CORE_TYPE)
    package.add("docProps/app.xml", b"", _APP_TYPE)
    package.relate("", "extended-properties", "docProps/app.xml")
    relation = package.relate("", "core", "docProps/core.xml")
    for element in package.tree(ROOT_RELATIONS).root:
        if element.get("Id") == relation:
            element.set(
                "Type",
                NAMESPACES["rel"].replace(
                    "/relationships", "/relationships/metadata/core-properties"
                ),
            )


def _core(title: str) -> bytes:
    stamp = {"xsi:type": "dcterms:W3CDTF"}
    return made(
        el("cp:coreProperties", None,
           el("dc:title", text=title), el("dc:creator"),
           el("dcterms:created", stamp, text=_CREATED), el("dcterms:modified", stamp, text=_CREATED))
    )  # fmt: skip
