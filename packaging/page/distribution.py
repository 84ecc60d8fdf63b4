"""The distribution ``ziping-page``: the page, and the code that ``ziping serve`` serves."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from fetch import HERE, PAGE, ROOT

SERVED = ("served.html", "page.js", "page.css")


def wheel_of_page(page: bytes, version: str, folder: Path) -> Path:
    """Write the wheel of a page into a folder."""
    with tempfile.TemporaryDirectory() as scratch:
        stage = Path(scratch)
        package = stage / "ziping_page"
        package.mkdir()
        (package / "__init__.py").write_text('"""The page of ziping, as files."""\n', "utf-8")
        (package / "page.html").write_bytes(page)
        for name in SERVED:
            shutil.copyfile(PAGE / "dist" / name, package / name)
        shutil.copyfile(ROOT / "LICENSE", stage / "LICENSE")
        shutil.copyfile(HERE / "licences/MPL-2.0.txt", stage / "MPL-2.0.txt")
        about = (HERE / "distribution.toml").read_text("utf-8").replace("@VERSION@", version)
        (stage / "pyproject.toml").write_text(about, "utf-8")
        command = [sys.executable, "-m", "build", "--wheel", "--outdir", str(folder), str(stage)]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    (wheel,) = folder.glob(f"ziping_page-{version}-*.whl")
    return wheel
