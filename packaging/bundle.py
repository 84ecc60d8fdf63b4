"""Make the offline bundle: one folder, and a zip file of it, from which ``ziping`` installs without network.

    python packaging/bundle.py -o DIR [--wheel FILE] [--here] [--embed python-3.13.x-embed-amd64.zip]
        [--page 自评.html]

Needs pip, ``build`` and a package index while it runs; what it makes needs neither. See docs/离线安装包.md.
"""

from __future__ import annotations

import argparse
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

try:
    from packaging.utils import parse_wheel_filename
    from wheelhouse import PYTHONS, SYSTEMS, Target, collect, locked, target, this_machine
except ImportError as error:
    raise SystemExit(f"{error}; first run: python -m pip install build") from None

ROOT = Path(__file__).resolve().parent.parent
SOURCES = Path(__file__).resolve().parent / "offline"
TASKS = {"新建填报表": "form", "自查": "check", "计分": "score"}
PAGE_NAME = "自评.html"
PAGE_WORDS = """不想安装：双击 自评.html，用 Edge、Chrome 等浏览器打开，就能填报和复核，也不联网。下面的都不用做。

"""
FIXED_DATE = (1980, 1, 1, 0, 0, 0)


def build(folder: Path) -> Path:
    """Build the wheel of this checkout."""
    command = [sys.executable, "-m", "build", "--wheel", "--outdir", str(folder), str(ROOT)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    (wheel,) = folder.glob("ziping-*.whl")
    return wheel


def texts(
    version: str, pythons: Sequence[str], machines: Sequence[str], *, with_page: bool = False
) -> dict[str, bytes]:
    """Return the files that people see and that run, by their names in the bundle.

    Batch files are read by cmd in the code page of the console: GBK, which they switch to themselves.
    """
    newest = sorted(pythons, key=lambda v: [int(n) for n in v.split(".")], reverse=True)
    words = {
        "VERSION": version,
        "PYTHONS": "、".join(sorted(pythons, key=newest.index, reverse=True)),
        "SERVED": " ".join(pythons),
        "MACHINES": " ".join(machines),
        "NEWEST_FIRST": " ".join(newest),
        "FOLDERS": " ".join(f"Python{v.replace('.', '')}" for v in newest),
        "PAGE": PAGE_WORDS if with_page else "",
    }
    made = {"安装.bat": dos(filled("安装.bat", words), "gbk")}
    for name, task in TASKS.items():
        launcher = filled("launcher.bat", {**words, "TITLE": name, "TASK": task})
        made[f"{name}.bat"] = dos(launcher, "gbk")
    made["说明.txt"] = dos(filled("说明.txt", words), "utf-8-sig")
    made["安装.sh"] = filled("安装.sh", words).encode()
    for name in ("install.py", "launch.py", "probe.py"):
        made[f"program/{name}"] = filled(name, words).encode()
    return made


def filled(source: str, words: Mapping[str, str]) -> str:
    """Return a source file with its ``@WORDS@`` filled in."""
    text = (SOURCES / source).read_text("utf-8")
    return re.sub(r"@([A-Z_]+)@", lambda found: words[found[1]], text)


def dos(text: str, encoding: str) -> bytes:
    """Return a text with the line ends of Windows; a sign that the encoding lacks is an error."""
    return text.replace("\n", "\r\n").encode(encoding)


def unpack(embed: Path, folder: Path, pythons: Sequence[str]) -> None:
    """Unpack an embeddable Python into the bundle, so that the computer needs none of its own."""
    with zipfile.ZipFile(embed) as archive:
        listed = " ".join(archive.namelist())
        found = re.search(r"(?<!\S)python3(\d+)\._pth(?!\S)", listed)
        if found is None or "python.exe" not in archive.namelist():
            raise SystemExit(f"{embed.name}: no embeddable Python for Windows")
        if f"3.{found[1]}" not in pythons:
            raise SystemExit(
                f"{embed.name}: is 3.{found[1]}; the bundle serves {', '.join(pythons)}"
            )
        archive.extractall(folder)


def pack(folder: Path) -> Path:
    """Write the zip file of a folder; the same files give the same bytes."""
    packed = folder.with_name(f"{folder.name}.zip")
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(p for p in folder.rglob("*") if p.is_file()):
            entry = zipfile.ZipInfo(
                f"{folder.name}/{path.relative_to(folder).as_posix()}", FIXED_DATE
            )
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = (0o100755 if path.suffix == ".sh" else 0o100644) << 16
            entry.create_system = 3
            archive.writestr(entry, path.read_bytes())
    return packed


def make(
    output: Path,
    wheel: Path | None,
    targets: Sequence[Target],
    embed: Path | None,
    page: Path | None = None,
) -> Path:
    """Make the bundle's folder in ``output``, in place of an older one; return it."""
    with tempfile.TemporaryDirectory() as scratch:
        wheel = wheel or build(Path(scratch))
        _, version, _, _ = parse_wheel_filename(wheel.name)
        folder = output / f"ziping-{version}-离线安装"
        if folder.exists():
            shutil.rmtree(folder)
        inner = folder / "program/wheels"
        inner.mkdir(parents=True)
        own = inner / wheel.name
        shutil.copyfile(wheel, own)
    collect(own, inner, targets)
    lock = locked(own, inner, targets)
    (folder / "program/requirements.txt").write_text(lock, encoding="utf-8", newline="\n")
    pythons = list(dict.fromkeys(at.python for at in targets))
    machines = list(dict.fromkeys(at.machine for at in targets))
    made = texts(str(version), pythons, machines, with_page=page is not None)
    for name, content in made.items():
        (folder / name).write_bytes(content)
    if page is not None:
        shutil.copyfile(page, folder / PAGE_NAME)
    (folder / "安装.sh").chmod(0o755)
    if embed is not None:
        unpack(embed, folder / "python", pythons)
    return folder


def main() -> None:
    """Read the arguments and make the bundle."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument(
        "-o", "--output", type=Path, default=Path("dist"), help="folder to put it in"
    )
    parser.add_argument("--wheel", type=Path, help="the wheel of ziping; else it is built")
    parser.add_argument("--here", action="store_true", help="only for this machine and its Python")
    parser.add_argument("--systems", nargs="+", choices=SYSTEMS, default=["windows", "linux"])
    parser.add_argument("--pythons", nargs="+", metavar="3.x", default=list(PYTHONS))
    parser.add_argument("--embed", type=Path, help="an embeddable Python for Windows to put in")
    parser.add_argument("--page", type=Path, help="the page (packaging/page/build.py) to put in")
    given = parser.parse_args()
    targets = [target(system, python) for system in given.systems for python in given.pythons]
    folder = make(
        given.output,
        given.wheel,
        [this_machine()] if given.here else targets,
        given.embed,
        given.page,
    )
    print(folder)
    print(pack(folder))


if __name__ == "__main__":
    main()
