"""Makes the pictures of this folder anew: a form in Excel, its page, the overview of a review, both work places.

    python -m docs.pictures.make

needs LibreOffice, Chromium, poppler-utils, Node.js with ``npm ci`` in ``page/``, a Chinese font and
``pip install -e ".[test]"``.
"""

from __future__ import annotations

import io
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image, ImageChops

from scoring.cli.main import main as main_of_command
from scoring.work.library import Library
from scoring.work.outputs import Outputs
from scoring.work.score import score
from tests.folders import DOCS, EXAMPLES, ROOT, SEEDS
from tests.real_programs import browser, office

EXAMPLE = EXAMPLES[2]
OUT = DOCS / "pictures"
BORDER = 16
COLOURS = 64


def trimmed(picture: Image.Image) -> Image.Image:
    """Return a picture without the white around it but for a small border."""
    white = Image.new("RGB", picture.size, "white")
    box = ImageChops.difference(picture.convert("RGB"), white).getbbox()
    assert box is not None, "an empty picture"
    left, top, right, bottom = box
    return picture.crop((
        max(left - BORDER, 0), max(top - BORDER, 0),
        min(right + BORDER, picture.width), min(bottom + BORDER, picture.height),
    ))  # fmt: skip


def keep(picture: Image.Image, name: str) -> None:
    """Write a picture with few colours."""
    path = OUT / name
    trimmed(picture).convert("RGB").quantize(COLOURS).save(path, optimize=True)
    print(f"{path.relative_to(ROOT)}: {path.stat().st_size // 1000} kB")


def excel_form(workbook: Path, folder: Path) -> None:
    """Print the workbook with LibreOffice and keep its first sheet."""
    running = office.Office(folder)
    try:
        (pdf,) = running.convert([workbook], "pdf", folder)
    finally:
        running.close()
    first = office.pictures(pdf, folder / "sheets", dots=110)[0]
    with Image.open(first) as opened:
        height = opened.height * 94 // 100  # without the number of the page
        keep(opened.crop((0, 0, opened.width, height)), "form.png")


def pages(form: Path, notes: Path, folder: Path) -> None:
    """Show in Chromium the form as a page, and its explanation with one row opened."""
    running = browser.Browser(folder)
    try:
        with running.open(form, width=1000) as shown:
            keep(Image.open(io.BytesIO(shown.picture())), "page.png")
        with running.open(notes, width=1000) as shown:
            shown.value("document.querySelector('#row-8 details').open = true")
            end = shown.value(
                "Math.floor(document.querySelector('.items').getBoundingClientRect().bottom)"
            )
            whole = Image.open(io.BytesIO(shown.picture()))
    finally:
        running.close()
    keep(whole.crop((0, 0, whole.width, end)), "explanation.png")


def overview(folder: Path) -> None:
    """Review the published text with its six forms, and show the upper part of the overview."""
    (seed,) = SEEDS.glob("004_*.txt")
    main_of_command(["review", str(seed), "-o", str(folder / "out")])
    running = browser.Browser(folder)
    try:
        with running.open(folder / "out" / "总览.html", width=1000) as shown:
            whole = Image.open(io.BytesIO(shown.picture()))
    finally:
        running.close()
    keep(whole.crop((0, 0, whole.width, min(whole.height, 1_340))), "overview.png")


def work_places(folder: Path) -> None:
    """Show a form that is filled in on the page, and a decision of a review."""
    script = ROOT / "page" / "tests" / "guide_pictures.mjs"
    environment = {**os.environ, "ZIPING_PYTHON": sys.executable}
    subprocess.run(["node", script, folder], cwd=ROOT / "page", env=environment, check=True)
    for name in ("page-editor.png", "page-review.png"):
        with Image.open(folder / name) as opened:
            keep(opened, name)


def main() -> None:
    """Make all pictures."""
    library = Library()
    result = score(EXAMPLE, sets=library)
    outputs = Outputs(library, ("xlsx", "html"))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for kind in ("xlsx", "html"):
            (folder / f"form.{kind}").write_bytes(outputs.render(result, kind))
        (folder / "notes.html").write_bytes(outputs.explain(result, "html"))
        for part in ("office", "browser", "review", "page"):
            (folder / part).mkdir()
        excel_form(folder / "form.xlsx", folder / "office")
        pages(folder / "form.html", folder / "notes.html", folder / "browser")
        overview(folder / "review")
        work_places(folder / "page")


if __name__ == "__main__":
    main()
