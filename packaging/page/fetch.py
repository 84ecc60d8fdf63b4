"""Fetch what the page is made of: wheels by pip, the runtime by npm; both check hashes that stand here."""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
PAGE = ROOT / "page"
PARTS = HERE / "parts.txt"
RUNTIME = PAGE / "node_modules/pyodide"
PYTHON = "314"
"""The Python of the runtime, as the names of wheels say it."""


def wheels(cache: Path) -> list[Path]:
    """Return the wheels that ``parts.txt`` names, fetched into a folder of their own once."""
    folder = cache / f"wheels-{digest(PARTS.read_bytes())}"
    if not folder.exists():
        partial = folder.with_suffix(".partial")
        shutil.rmtree(partial, ignore_errors=True)
        pip = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check", "download"]
        what = ["--no-deps", "--only-binary=:all:", "--require-hashes", f"--requirement={PARTS}"]
        fit = [f"--python-version={PYTHON}", "--implementation=cp", f"--abi=cp{PYTHON}"]
        fit += [
            "--abi=none",
            "--platform=pyemscripten_2026_0_wasm32",
            "--platform=manylinux2014_x86_64",
        ]
        subprocess.run([*pip, *what, *fit, f"--dest={partial}"], check=True)
        partial.rename(folder)
    return sorted(folder.glob("*.whl"))


def node_modules() -> None:
    """Install what the page is built with, where not all of it is there; npm checks each by its hash."""
    wanted = _packages(PAGE / "package-lock.json")
    kept = PAGE / "node_modules/.package-lock.json"
    if not kept.exists() or not wanted.items() <= _packages(kept).items():
        command = ["ci", "--no-audit", "--no-fund", "--loglevel=error"]
        subprocess.run([shutil.which("npm") or "npm", *command], cwd=PAGE, check=True)


def _packages(lock: Path) -> dict[str, str]:
    """Return the hash of each package of a lock file that every system needs."""
    found = json.loads(lock.read_text("utf-8"))["packages"].items()
    return {name: about["integrity"] for name, about in found if name and not about.get("optional")}


def digest(*contents: bytes) -> str:
    """Return a short digest of several contents; their borders count."""
    joint = hashlib.sha256()
    for content in contents:
        joint.update(len(content).to_bytes(8, "big") + content)
    return joint.hexdigest()[:24]
