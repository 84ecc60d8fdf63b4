"""Which wheels the offline bundle needs, for which systems, and the list that pins them.

pip fetches; this module asks it for each system and Python in turn, and checks by the wheels' own
metadata that nothing is lacking there.
"""

from __future__ import annotations

import hashlib
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from email.parser import HeaderParser
from pathlib import Path
from sysconfig import get_platform

from packaging.requirements import Requirement
from packaging.tags import Tag, compatible_tags, cpython_tags, sys_tags
from packaging.utils import BuildTag, canonicalize_name, parse_wheel_filename
from packaging.version import Version

PYTHONS = ("3.11", "3.12", "3.13")


@dataclass(frozen=True)
class System:
    """An operating system that the bundle serves: the tags of its wheels, and what markers see there."""

    machine: str
    """As ``sysconfig.get_platform()`` says it there."""
    platforms: tuple[str, ...]
    markers: Mapping[str, str]


def _linux(machine: str) -> System:
    # glibc 2.28 and older: what the long-lived Chinese distributions have.
    platforms = ("manylinux_2_28", "manylinux_2_17", "manylinux2014")
    markers = {
        "sys_platform": "linux",
        "platform_system": "Linux",
        "os_name": "posix",
        "platform_machine": machine,
    }
    tags = tuple(f"{platform}_{machine}" for platform in platforms)
    return System(f"linux-{machine}", tags, markers)


_WINDOWS = {
    "sys_platform": "win32",
    "platform_system": "Windows",
    "os_name": "nt",
    "platform_machine": "AMD64",
}

SYSTEMS = {
    "windows": System("win-amd64", ("win_amd64",), _WINDOWS),
    "linux": _linux("x86_64"),
    "linux-arm": _linux("aarch64"),
}


@dataclass(frozen=True)
class Target:
    """One Python on one system; ``here`` is the Python that runs this program."""

    name: str
    python: str
    machine: str
    tags: frozenset[Tag]
    markers: Mapping[str, str]
    options: tuple[str, ...] = ()

    @property
    def condition(self) -> str:
        """What a requirement says to be for this target alone."""
        wanted = ("sys_platform", "platform_machine", "python_version")
        return "(" + " and ".join(f"{key} == '{self.markers[key]}'" for key in wanted) + ")"


def target(system: str, python: str) -> Target:
    """Return the target for a system and a version of Python such as ``3.13``."""
    major, minor = map(int, python.split("."))
    of = SYSTEMS[system]
    tags = [
        *cpython_tags((major, minor), [f"cp{major}{minor}"], of.platforms),
        *compatible_tags((major, minor), f"cp{major}{minor}", of.platforms),
    ]
    markers = {
        **of.markers,
        "python_version": python,
        "python_full_version": f"{python}.0",
        "implementation_name": "cpython",
        "platform_python_implementation": "CPython",
        "extra": "",
    }
    options = [f"--python-version={python}", "--implementation=cp", f"--abi=cp{major}{minor}"]
    options += ["--abi=abi3", "--abi=none", *(f"--platform={p}" for p in of.platforms)]
    return Target(
        f"{system} {python}", python, of.machine, frozenset(tags), markers, tuple(options)
    )


def this_machine() -> Target:
    """Return the Python that runs this program as a target."""
    python = f"{sys.version_info[0]}.{sys.version_info[1]}"
    return Target("here", python, get_platform(), frozenset(sys_tags()), {"extra": ""})


def requirements(wheel: Path) -> list[Requirement]:
    """Return what a wheel says it needs."""
    with zipfile.ZipFile(wheel) as archive:
        (name,) = (n for n in archive.namelist() if n.endswith(".dist-info/METADATA"))
        metadata = HeaderParser().parsestr(archive.read(name).decode("utf-8"))
    return [Requirement(line) for line in metadata.get_all("Requires-Dist", [])]


def pins(wheel: Path, at: Target) -> dict[str, Version]:
    """Return the versions that a wheel was tested with, as its extra ``test`` names them."""
    tested = {**at.markers, "extra": "test"}
    return {
        canonicalize_name(wanted.name): Version(str(wanted.specifier).removeprefix("=="))
        for wanted in requirements(wheel)
        if wanted.marker is not None
        and "extra" in str(wanted.marker)
        and wanted.marker.evaluate(tested)
    }


def closure(wheel: Path, folder: Path, at: Target) -> tuple[set[Path], list[Requirement]]:
    """Return the wheels of a folder that ``wheel`` needs on a target, itself one, and what is lacking."""
    found, lacking, waiting = {wheel}, [], [wheel]
    while waiting:
        for wanted in requirements(waiting.pop()):
            if wanted.marker is not None and not wanted.marker.evaluate(dict(at.markers)):
                continue
            fit = fitting(wanted, folder, at)
            if not fit:
                lacking.append(wanted)
            elif not found & set(fit):
                found.add(fit[0])
                waiting.append(fit[0])
    return found, lacking


def fitting(wanted: Requirement, folder: Path, at: Target) -> list[Path]:
    """Return the wheels of a folder that meet a requirement on a target."""
    return [
        wheel
        for wheel, (name, version, _, tags) in wheels(folder).items()
        if name == canonicalize_name(wanted.name) and version in wanted.specifier and tags & at.tags
    ]


def wheels(folder: Path) -> dict[Path, tuple[str, Version, BuildTag, frozenset[Tag]]]:
    """Return what the names of the wheels in a folder say."""
    return {wheel: parse_wheel_filename(wheel.name) for wheel in sorted(folder.glob("*.whl"))}


def collect(wheel: Path, folder: Path, targets: Sequence[Target]) -> None:
    """Fetch the wheels that ``wheel`` needs on every target, and pip; one version of each for all."""
    for at in targets:
        tested = pins(wheel, at)
        download([str(wheel), "pip"], folder, at, tested)
        # pip asks markers of the machine that runs it: what only the target needs is fetched by name.
        while lacking := closure(wheel, folder, at)[1]:
            before = len(wheels(folder))
            download([f"{wanted.name}{wanted.specifier}" for wanted in lacking], folder, at, tested)
            if len(wheels(folder)) == before:
                raise SystemExit(f"{at.name}: cannot get {', '.join(map(str, lacking))}")


def download(
    wanted: Sequence[str], folder: Path, at: Target, tested: Mapping[str, Version]
) -> None:
    """Let pip fetch wheels, in the versions that were tested and that earlier targets got."""
    with tempfile.TemporaryDirectory() as scratch:
        constraints = Path(scratch) / "constraints.txt"
        fixed = {**tested, **versions(folder)}
        lines = [f"{name}=={version}\n" for name, version in fixed.items() if name != "ziping"]
        constraints.write_text("".join(lines), encoding="utf-8")
        pip = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check", "download"]
        where = ["--only-binary=:all:", f"--dest={folder}", f"--constraint={constraints}"]
        subprocess.run([*pip, *where, *at.options, *wanted], check=True)


def versions(folder: Path) -> dict[str, Version]:
    """Return the one version of every package in a folder of wheels."""
    found: dict[str, Version] = {}
    for name, version, _, _ in wheels(folder).values():
        if found.setdefault(name, version) != version:
            raise SystemExit(f"{name}: {found[name]} and {version}; no version serves every target")
    return found


def locked(wheel: Path, folder: Path, targets: Sequence[Target]) -> str:
    """Return the list of what pip installs: versions, where each is needed, and hashes."""
    needed = [(at, {parse_wheel_filename(w.name)[0] for w in closure(wheel, folder, at)[0]})
              for at in targets]  # fmt: skip
    lines = []
    for name, version in versions(folder).items():
        where = [at for at, names in needed if name in names]
        if not where:  # pip itself, which is only run
            continue
        hashes = sorted(
            hashlib.sha256(w.read_bytes()).hexdigest()
            for w, (its_name, *_) in wheels(folder).items()
            if its_name == name
        )
        only = (
            "" if len(where) == len(targets) else "; " + " or ".join(at.condition for at in where)
        )
        lines.append(
            " \\\n    ".join([f"{name}=={version}{only}", *(f"--hash=sha256:{h}" for h in hashes)])
        )
    return "\n".join(lines) + "\n"
