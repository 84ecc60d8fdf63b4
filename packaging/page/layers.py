"""The layers of the page's engine: what is unpacked first, what the first can unpack, the program itself.

``runtime`` (gzip, browsers unpack it): the interpreter and the modules that it starts with.
``packages`` (zstd, the interpreter unpacks it): the rest of the standard library, and the wheels.
``program`` (zstd): the wheel of ziping. Each is packed anew only where what goes into it has changed.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import zipfile
from collections.abc import Iterator
from fnmatch import fnmatchcase
from pathlib import Path

from fetch import HERE, PAGE, RUNTIME, digest, wheels

LIBRARY = "lib/python3.14"
PACKAGES = f"{LIBRARY}/site-packages"
BEST = 22
QUICK = 3

Files = dict[str, bytes]


def layers(wheel: Path, cache: Path, *, quick: bool = False) -> dict[str, bytes]:
    """Return the packed layers by name, in the order in which they are unpacked."""
    pack = _Packer(cache, QUICK if quick else BEST)
    modules = _standard_library()
    first = pack.first_modules()
    runtime = {
        "pyodide.asm.wasm": (RUNTIME / "pyodide.asm.wasm").read_bytes(),
        "runtime.js": (PAGE / "dist/runtime.js").read_bytes(),
        **{f"{LIBRARY}/{name}": modules[name] for name in first if name in modules},
    }
    packages = {f"{LIBRARY}/{name}": modules[name] for name in modules if name not in first}
    for part in wheels(cache):
        packages |= {f"{PACKAGES}/{name}": content for name, content in _wheel(part, "packages")}
    for path in sorted((HERE / "stand_ins").rglob("*.py")):
        packages[f"{PACKAGES}/{path.relative_to(HERE / 'stand_ins').as_posix()}"] = (
            path.read_bytes()
        )
    program = {f"{PACKAGES}/{name}": content for name, content in _wheel(wheel, "program")}
    return {
        "runtime": pack.packed("runtime", runtime, "gzip"),
        "packages": pack.packed("packages", packages, "zstd"),
        "program": pack.packed("program", program, "zstd"),
    }


def _standard_library() -> Files:
    with zipfile.ZipFile(RUNTIME / "python_stdlib.zip") as archive:
        return dict(_kept(archive, "std"))


def _wheel(wheel: Path, kind: str) -> Iterator[tuple[str, bytes]]:
    """Yield the files of a wheel that the page has; what only a Linux can run is none of them."""
    of_linux = "linux" in wheel.name
    with zipfile.ZipFile(wheel) as archive:
        for name, content in _kept(archive, kind):
            if not (of_linux and name.endswith(".so")) and not name.endswith(".pyi"):
                yield name, content


def _kept(archive: zipfile.ZipFile, kind: str) -> Iterator[tuple[str, bytes]]:
    for name in sorted(archive.namelist()):
        if not name.endswith("/") and not _left_out(f"{kind}/{name}"):
            yield name, archive.read(name)


def _left_out(path: str) -> bool:
    """Tell whether ``left_out.txt`` names a path; the last line that fits it decides."""
    out = False
    for line in (HERE / "left_out.txt").read_text("utf-8").splitlines():
        if not line.startswith("#") and fnmatchcase(path, line.removeprefix("!")):
            out = not line.startswith("!")
    return out


class _Packer:
    """Packs by the runtime's own Python under node, and keeps what it packed."""

    def __init__(self, cache: Path, level: int) -> None:
        self._cache = cache
        self._level = level
        self._base = digest(
            (PAGE / "package-lock.json").read_bytes(),
            (PAGE / "pack.mjs").read_bytes(),
            (HERE / "pack.py").read_bytes(),
        )

    def first_modules(self) -> list[str]:
        """Return the files of the modules that the interpreter has loaded when it is ready."""
        kept = self._cache / f"first-{self._base}.json"
        if not kept.exists():
            kept.write_text(_node("--modules"), "utf-8")
        found: list[str] = json.loads(kept.read_text("utf-8"))
        return found

    def packed(self, name: str, files: Files, how: str) -> bytes:
        """Return some files as a layer."""
        level = min(self._level, 9) if how == "gzip" else self._level
        joint = digest(*(part for file in sorted(files) for part in (file.encode(), files[file])))
        key = digest(self._base.encode(), joint.encode(), how.encode(), bytes([level]))
        kept = self._cache / f"{name}-{key}"
        if not kept.exists():
            self._pack(files, kept, how, level)
        return kept.read_bytes()

    def _pack(self, files: Files, target: Path, how: str, level: int) -> None:
        stage = target.with_suffix(".stage")
        shutil.rmtree(stage, ignore_errors=True)
        for name, content in files.items():
            path = stage / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        partial = target.with_suffix(".partial")
        _node(str(stage), str(partial), how, str(level))
        shutil.rmtree(stage)
        partial.rename(target)


def _node(*arguments: str) -> str:
    command = [shutil.which("node") or "node", str(PAGE / "pack.mjs"), *arguments]
    done = subprocess.run(command, check=False, capture_output=True, encoding="utf-8", cwd=PAGE)
    if done.returncode:
        raise SystemExit(f"pack.mjs: {done.stderr[-2000:]}")
    return done.stdout
