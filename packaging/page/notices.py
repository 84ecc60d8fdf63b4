"""Licences of what the page carries, as 关于 shows them."""

from __future__ import annotations

import json
import zipfile
from email.message import Message
from email.parser import HeaderParser
from pathlib import Path

from fetch import HERE, PAGE, ROOT, RUNTIME, wheels

Notice = dict[str, str]

_PYODIDE = """Shipped as the npm package pyodide holds it, with its modules in Python compiled; that package
and the project Pyodide hold the source. It contains parts of Emscripten, SQLite, zlib, bzip2, liblzma,
zstd, Expat, libffi and mpdecimal, each under its own licence.

"""


def notices(cache: Path, wheel: Path) -> list[Notice]:
    """Return name, version, licence and the licence's text of every part."""
    with zipfile.ZipFile(wheel) as archive:
        version = _metadata(archive).get("Version", "")
    of_program = _notice("ziping", version, "Apache-2.0", (ROOT / "LICENSE").read_text("utf-8"))
    parts = wheels(cache)
    return [of_program, *_of_runtime(parts), *map(_of_wheel, parts)]


def _of_runtime(parts: list[Path]) -> list[Notice]:
    package = json.loads((RUNTIME / "package.json").read_text("utf-8"))
    of_psf = next(path for path in parts if path.name.startswith("typing_extensions-"))
    preact = PAGE / "node_modules/preact"
    return [
        _notice("Pyodide", package["version"], package["license"], _PYODIDE + _text("MPL-2.0")),
        _notice("Python", "3.14", "PSF-2.0", _of_wheel(of_psf)["text"]),
        _notice(
            "Preact",
            json.loads((preact / "package.json").read_text("utf-8"))["version"],
            "MIT",
            (preact / "LICENSE").read_text("utf-8"),
        ),
    ]


def _of_wheel(path: Path) -> Notice:
    with zipfile.ZipFile(path) as archive:
        about = _metadata(archive)
        texts = [
            archive.read(name).decode("utf-8", "replace")
            for name in sorted(archive.namelist())
            if ".dist-info/" in name and "licen" in name.lower().rpartition(".dist-info/")[2]
        ]
    return _notice(about["Name"], about["Version"], _licence(about), "\n\n".join(texts))


def _metadata(archive: zipfile.ZipFile) -> Message:
    (name,) = (n for n in archive.namelist() if n.endswith(".dist-info/METADATA"))
    return HeaderParser().parsestr(archive.read(name).decode("utf-8"))


def _licence(about: Message) -> str:
    """Return the licence as a wheel's metadata name it, in one of three places."""
    names = [c.rpartition(" :: ")[2] for c in about.get_all("Classifier", []) if "License ::" in c]
    return about["License-Expression"] or about["License"] or ", ".join(names)


def _text(name: str) -> str:
    return (HERE / f"licences/{name}.txt").read_text("utf-8")


def _notice(name: str, version: str, licence: str, text: str) -> Notice:
    return {"name": name, "version": version, "licence": licence, "text": text.strip()}
