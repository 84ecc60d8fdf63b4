"""LibreOffice for tests: one start a session, in which workbooks are opened, typed in, and printed.

Tests take the fixture ``office``. Every method works on files and gives plain data back, so that
a test reads as what a person would see.
"""

from __future__ import annotations

import json
import os
import re
import selectors
import shutil
import subprocess
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from typing import Any

DRIVER = Path(__file__).with_name("drive_office.py")
SOFFICE_PLACES = (
    "/usr/bin/soffice",
    "/usr/lib/libreoffice/program/soffice",
    "/opt/libreoffice*/program/soffice",
)
PYTHONS = (
    "/usr/bin/python3",
    "/usr/lib/libreoffice/program/python",
    "/opt/libreoffice*/program/python",
)
WAIT = 120
"""Seconds that one list of steps may take before LibreOffice is given up."""


class Missing(Exception):
    """Something that the machine lacks; the text says what."""


@dataclass(frozen=True)
class Word:
    """A word on a printed page; lengths in points, from the upper left corner."""

    text: str
    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True)
class Page:
    """One printed page."""

    width: float
    height: float
    words: tuple[Word, ...]
    text: str
    """All that is printed, cell by cell, without white space: a line may be broken anywhere."""


def squeezed(text: str) -> str:
    """Return ``text`` without white space."""
    return "".join(text.split())


def missing() -> str:
    """Say what these tests lack on this machine; empty where all is there."""
    lacks = []
    if not _program("soffice", SOFFICE_PLACES):
        lacks.append("LibreOffice (libreoffice-calc)")
    elif not _python_with_uno():
        lacks.append("a Python with uno (python3-uno)")
    lacks += [
        f"{tool} (poppler-utils)" for tool in ("pdftotext", "pdftoppm") if not shutil.which(tool)
    ]
    if not has_chinese_font():
        lacks.append("a Chinese font (fonts-noto-cjk)")
    return ", ".join(lacks)


def has_chinese_font() -> bool:
    """Tell whether the machine can print Chinese."""
    listing = shutil.which("fc-list")
    if listing is None:
        return False
    done = subprocess.run([listing, ":lang=zh", "family"], capture_output=True, check=False)
    return bool(done.stdout.strip())


def _program(name: str, places: Iterable[str]) -> str | None:
    found = shutil.which(name)
    return found or next(
        (str(p) for place in places for p in sorted(Path("/").glob(place[1:])) if p.is_file()), None
    )


def _python_with_uno() -> str | None:
    for place in PYTHONS:
        for python in sorted(Path("/").glob(place[1:])):
            done = subprocess.run([python, "-c", "import uno"], capture_output=True, check=False)
            if done.returncode == 0:
                return str(python)
    return None


class Office:
    """One running LibreOffice with a profile in ``folder``."""

    def __init__(self, folder: Path) -> None:
        lacks = missing()
        if lacks:
            raise Missing(f"not on this machine: {lacks}")
        python, soffice = _python_with_uno(), _program("soffice", SOFFICE_PLACES)
        assert python is not None
        assert soffice is not None
        self.folder = folder
        self._said = (folder / "driver.log").open("wb")
        self._process = subprocess.Popen(
            [python, str(DRIVER), soffice, str(folder / "profile")],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self._said, bufsize=0,
            env={k: v for k, v in os.environ.items() if not k.startswith("PYTHON")} | {"LC_ALL": "C.UTF-8", "FC_LANG": "zh-cn"},
        )  # fmt: skip
        assert self._process.stdout is not None
        self._waiting = selectors.DefaultSelector()
        self._waiting.register(self._process.stdout, selectors.EVENT_READ)
        self._rest = b""
        try:
            self._answer()
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """End LibreOffice."""
        process = self._process
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.close()
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.terminate()  # the driver then ends LibreOffice by force
            process.wait()
        self._waiting.close()
        process.stdout.close()
        self._said.close()

    def _answer(self) -> Any:
        assert self._process.stdout is not None
        end = time.monotonic() + WAIT
        while b"\n" not in self._rest:
            if not self._waiting.select(max(end - time.monotonic(), 0)):
                raise TimeoutError("LibreOffice does not answer")
            got = os.read(self._process.stdout.fileno(), 1 << 20)
            if not got:
                raise RuntimeError((self.folder / "driver.log").read_text("utf-8")[-3000:])
            self._rest += got
        line, _, self._rest = self._rest.partition(b"\n")
        said = json.loads(line)
        if "error" in said:
            raise RuntimeError(said["error"])
        return said["ok"]

    def do(self, *steps: dict[str, Any]) -> list[Any]:
        """Run steps (see ``drive_office.py``) and return what each gave; the workbook is closed."""
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(steps).encode() + b"\n")
        return list(self._answer())

    # the usual errands

    def fill(
        self, path: Path, typed: Iterable[tuple[str, str]], saved: Path, *more: dict[str, Any]
    ) -> dict[str, list[list[Any]]]:
        """Open a workbook, type texts into cells, save it as ``.xlsx``; return all values.

        ``more`` are further steps between typing and saving.
        """
        steps = [{"do": "type", "cell": cell, "text": text} for cell, text in typed]
        last = ({"do": "values"}, {"do": "save", "path": str(saved)})
        return dict(self.do({"do": "open", "path": str(path)}, *steps, *more, *last)[-2])

    def values(self, *paths: Path) -> list[dict[str, list[list[Any]]]]:
        """Open workbooks and return what their cells hold, every formula computed anew."""
        return [
            self.do({"do": "open", "path": str(p)}, {"do": "recalculate"}, {"do": "values"})[-1]
            for p in paths
        ]

    def heights(
        self, forms: Sequence[tuple[list[list[Any]], dict[str, list[list[int]]]]]
    ) -> list[list[tuple[float, float]]]:
        """Return for each text of each form the height that it needs and that its cell has.

        ``forms`` holds :func:`wrapped_texts` and what the step ``sizes`` gave; heights are in points.
        """
        asked, has = [], []
        for texts, sizes in forms:
            for sheet, left, top, right, bottom, *look in texts:
                columns, rows = sizes[sheet]
                asked.append([sum(columns[left : right + 1]), *look])
                has.append(sum(rows[top : bottom + 1]))
        needs = self.do({"do": "needs", "texts": asked})[0]
        points = 72 / 2540
        both = iter([(n * points, h * points) for n, h in zip(needs, has, strict=True)])
        return [[next(both) for _ in texts] for texts, _ in forms]

    def convert(self, paths: Sequence[Path], to: str, out: Path) -> list[Path]:
        """Save each file as ``to`` (pdf, xlsx, ods, docx, odt) in ``out``; return the new files."""
        out.mkdir(parents=True, exist_ok=True)
        made = [out / f"{path.stem}.{to}" for path in paths]
        for path, new in zip(paths, made, strict=True):
            save = {"do": "save", "path": str(new), "to": to}
            self.do({"do": "open", "path": str(path)}, save)
        return made


def wrapped_texts(book: Any) -> list[list[Any]]:
    """Return the wrapped texts of a workbook (openpyxl's) with place and look.

    ``[sheet, first column, first row, last column, last row, font, size, bold, indent, text]``,
    columns and rows counted from 0.
    """
    found = []
    for sheet in book.worksheets:
        areas = {(a.min_row, a.min_col): a for a in sheet.merged_cells.ranges}
        for line in sheet.iter_rows():
            for cell in line:
                if isinstance(cell.value, str) and cell.alignment.wrap_text:
                    area = areas.get((cell.row, cell.column))
                    right, bottom = (
                        (area.max_col, area.max_row) if area else (cell.column, cell.row)
                    )
                    font, indent = cell.font, cell.alignment.indent
                    found.append(
                        [sheet.title, cell.column - 1, cell.row - 1, right - 1, bottom - 1,
                         font.name, font.sz, bool(font.b), indent or 0, cell.value]
                    )  # fmt: skip
    return found


def pages(pdf: Path) -> list[Page]:
    """Return what a PDF shows, page by page, with the place of every word."""
    boxes, raw = (
        subprocess.run(
            ["pdftotext", way, str(pdf), "-"], capture_output=True, check=True, text=True
        ).stdout
        for way in ("-bbox", "-raw")
    )
    found = []
    sheets = re.findall(r'<page width="([\d.]+)" height="([\d.]+)">(.*?)</page>', boxes, re.DOTALL)
    for (width, height, inside), text in zip(sheets, raw.split("\f"), strict=False):
        words = tuple(
            Word(unescape(text), *map(float, place))
            for *place, text in re.findall(
                r'<word xMin="(.*?)" yMin="(.*?)" xMax="(.*?)" yMax="(.*?)">(.*?)</word>', inside
            )
        )
        found.append(Page(float(width), float(height), words, squeezed(text)))
    return found


def pictures(pdf: Path, folder: Path, dots: int = 80) -> list[Path]:
    """Draw every page as a PNG of ``dots`` an inch into ``folder``; return the files in order."""
    folder.mkdir(parents=True, exist_ok=True)
    subprocess.run(
        ["pdftoppm", "-r", str(dots), "-png", str(pdf), str(folder / pdf.stem)], check=True
    )
    return sorted(folder.glob(f"{pdf.stem}-*.png"))
