"""How forms fill their paper in LibreOffice: with 宋体 and Arial there, and without them.

The fonts themselves may not be copied; where they are to be there, fonts of the same widths stand in
for them: half as wide as high for letters of 宋体, digits of 0.57 of the size for Arial.
"""

from __future__ import annotations

import subprocess
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook
from PIL import Image

from scoring.files.office import to_pdf
from scoring.work.library import Library
from scoring.work.outputs import Outputs
from tests.corpus.printed_forms import to_be_printed
from tests.writers.form.test_form_pages import pages

pytestmark = pytest.mark.usefixtures("office")  # its absence is told in one place

FONTS = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <include ignore_missing="yes">/etc/fonts/fonts.conf</include>
  {aliases}
</fontconfig>
"""
ALIAS = """<match target="pattern"><test name="family"><string>{name}</string></test>
  <edit name="family" mode="assign" binding="same"><string>{by}</string></edit></match>"""
SETS_OF_FONTS = {
    "there": {"宋体": "Noto Sans Mono CJK SC", "SimSun": "Noto Sans Mono CJK SC", "Arial": "DejaVu Sans Condensed"},
    "absent": {},
    "absent, a wide one in their place": {"宋体": "DejaVu Sans", "SimSun": "DejaVu Sans", "Arial": "DejaVu Sans"},
}  # fmt: skip
"""By which of the machine's fonts the two are printed; where none is said, as the machine does it."""
DOTS = 36
"""Dots an inch of the pictures that are measured."""
MARGINS = (36.0, 43.2)
"""Upper and lower margin in points; the number of the page stands in the lower one."""


@pytest.mark.parametrize("fonts", SETS_OF_FONTS)
def test_no_page_is_a_quarter_white(
    fonts: str, library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    aliases = [ALIAS.format(name=name, by=by) for name, by in SETS_OF_FONTS[fonts].items()]
    config = tmp_path / "fonts.conf"
    config.write_text(FONTS.format(aliases="\n".join(aliases)), "utf-8")
    monkeypatch.setenv("FONTCONFIG_FILE", str(config))
    outputs = Outputs(library, ["xlsx"])
    forms = {
        tmp_path / f"{number}.pdf": (name, outputs.render(result, "xlsx"))
        for number, (name, result) in enumerate(to_be_printed(library).items())
        if "5 times" not in name
    }
    printed = to_pdf({path: content for path, (_, content) in forms.items()})
    assert len(printed) == len(forms) > 50
    shares: dict[tuple[str, int], float] = {}
    for path, (name, content) in forms.items():
        path.write_bytes(printed[path])
        found = pictures(path)
        wanted = pages(load_workbook(BytesIO(content)).worksheets[0])
        assert len(found) == len(wanted), name
        shares |= {(name, number): filled(page) for number, page in enumerate(found, 1)}
    assert {at: share for at, share in shares.items() if share < 0.75} == {}


def pictures(pdf: Path) -> list[Path]:
    stem = pdf.with_suffix("")
    subprocess.run(["pdftoppm", "-r", str(DOTS), "-gray", str(pdf), str(stem)], check=True)
    return sorted(pdf.parent.glob(f"{pdf.stem}-*.pgm"))


def filled(picture: Path) -> float:
    """Return how much of a page lies above its last ink, between the margins."""
    with Image.open(picture) as page:
        top, bottom = (round(margin * DOTS / 72) for margin in MARGINS)
        inside = page.crop((0, top, page.width, page.height - bottom)).point(
            lambda v: 255 * (v < 200)
        )
        box = inside.getbbox()
        assert box is not None
        return box[3] / inside.height
