"""Make the page: one self-contained file, with the whole engine inside.

    python packaging/page/build.py -o 自评.html [--wheel FILE] [--distribution DIR] [--quick]

Needs node and npm, pip, ``build`` and package registries while it runs; the file needs nothing. What it
fetched and packed is kept in ``build/page`` and made anew where its inputs have changed; the same
inputs give the same bytes. ``--quick`` packs less tightly, for trying.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path
from typing import Any

from distribution import wheel_of_page
from document import document
from fetch import PAGE, ROOT, digest, node_modules
from layers import layers
from notices import notices

CACHE = ROOT / "build/page"


def build(given: argparse.Namespace) -> None:
    """Make the page, and its distribution where one is wanted."""
    CACHE.mkdir(parents=True, exist_ok=True)
    node_modules()
    subprocess.run([shutil.which("node") or "node", "build.mjs"], cwd=PAGE, check=True)
    with tempfile.TemporaryDirectory() as scratch:
        wheel = given.wheel or wheel_of_checkout(Path(scratch))
        version = wheel.name.split("-")[1]
        packed = layers(wheel, CACHE, quick=given.quick)
        code = (given.script or PAGE / "dist/page.js").read_text("utf-8")
        made = document(version, code, packed, static_answers(wheel), notices(CACHE, wheel))
    given.output.parent.mkdir(parents=True, exist_ok=True)
    given.output.write_bytes(made)
    print(f"{given.output}: {len(made):,} bytes")
    if given.distribution is not None:
        print(wheel_of_page(made, version, given.distribution))


def wheel_of_checkout(folder: Path) -> Path:
    """Build the wheel of this checkout."""
    command = [sys.executable, "-m", "build", "--wheel", "--outdir", str(folder), str(ROOT)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    (wheel,) = folder.glob("ziping-*.whl")
    return wheel


def static_answers(wheel: Path) -> dict[str, Any]:
    """Return what the engine of a wheel answers before it has been asked, so that forms stand at once."""
    kept = CACHE / f"answers-{digest(wheel.read_bytes(), _ANSWERS.encode())}.json"
    if not kept.exists():
        with tempfile.TemporaryDirectory() as folder:
            with zipfile.ZipFile(wheel) as archive:
                archive.extractall(folder)
            command = [sys.executable, "-P", "-X", "utf8", "-c", _ANSWERS, folder]
            done = subprocess.run(command, check=True, stdout=subprocess.PIPE, encoding="utf-8")
        kept.write_text(done.stdout, "utf-8")
    found: dict[str, Any] = json.loads(kept.read_text("utf-8"))
    return found


_ANSWERS = """
import json, sys
sys.path.insert(0, sys.argv[1])
from scoring.page.engine import PageEngine
from scoring.page.operations import OPERATIONS

engine = PageEngine()

def ask(op, body=None):
    answer = json.loads(engine.answer(json.dumps({"id": 0, "op": op, "body": body or {}})).text)
    if not answer["ok"]:
        raise SystemExit(f"{op}: {answer['problems']}")
    return answer["body"]

made = {op: ask(op) for op in ("hello", "sets.list") if op in OPERATIONS}
if "form.layout" in OPERATIONS:
    made["form.layout"] = {one["id"]: ask("form.layout", {"set": one["id"]}) for one in made["sets.list"]["sets"]}
print(json.dumps(made))
"""


def main() -> None:
    """Read the arguments and make the page."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("-o", "--output", type=Path, default=PAGE / "dist/page.html")
    parser.add_argument("--wheel", type=Path, help="the wheel of ziping; else it is built")
    parser.add_argument(
        "--distribution", type=Path, metavar="DIR", help="write the wheel of ziping-page there too"
    )
    parser.add_argument("--script", type=Path, help="a script in place of the page's own code")
    parser.add_argument("--quick", action="store_true", help="pack less tightly")
    build(parser.parse_args())


if __name__ == "__main__":
    main()
