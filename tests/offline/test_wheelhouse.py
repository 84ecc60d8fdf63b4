"""The bundle holds what each system needs, one version of each, and says so with hashes."""

from __future__ import annotations

import hashlib
import zipfile
from pathlib import Path
from types import ModuleType

import pytest


def wheel(folder: Path, name: str, *needs: str, tags: str = "py3-none-any") -> Path:
    """Write a wheel that holds nothing but what it needs."""
    path = folder / f"{name}-1.0-{tags}.whl"
    with zipfile.ZipFile(path, "w") as archive:
        lines = [f"Name: {name}", "Version: 1.0", *(f"Requires-Dist: {need}" for need in needs)]
        archive.writestr(f"{name}-1.0.dist-info/METADATA", "\n".join(lines))
    return path


def test_what_only_one_system_needs_is_missed_there_alone(
    wheelhouse: ModuleType, tmp_path: Path
) -> None:
    own = wheel(tmp_path, "ziping", "click>=1", 'extra-thing; extra == "test"')
    wheel(tmp_path, "click", 'colorama>=0.4; sys_platform == "win32"')
    windows = wheelhouse.target("windows", "3.12")
    assert [str(need) for need in wheelhouse.closure(own, tmp_path, windows)[1]] == [
        'colorama>=0.4; sys_platform == "win32"'
    ]
    assert wheelhouse.closure(own, tmp_path, wheelhouse.target("linux", "3.12"))[1] == []
    wheel(tmp_path, "colorama")
    assert wheelhouse.closure(own, tmp_path, windows)[1] == []


@pytest.mark.parametrize(
    ("tags", "windows", "linux", "arm"),
    [
        ("cp312-cp312-win_amd64", True, False, False),
        ("cp311-cp311-win_amd64", False, False, False),
        ("cp39-abi3-win_amd64", True, False, False),
        ("cp312-cp312-manylinux_2_17_x86_64.manylinux2014_x86_64", False, True, False),
        ("cp312-cp312-manylinux_2_34_x86_64", False, False, False),
        ("cp312-cp312-manylinux_2_28_aarch64", False, False, True),
        ("cp312-cp312-win32", False, False, False),
        ("py3-none-any", True, True, True),
    ],
)
def test_a_wheel_serves_the_systems_that_its_name_says(
    wheelhouse: ModuleType, tmp_path: Path, tags: str, windows: bool, linux: bool, arm: bool
) -> None:
    own = wheel(tmp_path, "ziping", "fast")
    wheel(tmp_path, "fast", tags=tags)
    for system, served in {"windows": windows, "linux": linux, "linux-arm": arm}.items():
        lacking = wheelhouse.closure(own, tmp_path, wheelhouse.target(system, "3.12"))[1]
        assert (not lacking) == served, system


def test_the_list_names_versions_hashes_and_where_each_is_needed(
    wheelhouse: ModuleType, tmp_path: Path
) -> None:
    own = wheel(tmp_path, "ziping", 'colorama; sys_platform == "win32"')
    colorama = wheel(tmp_path, "colorama")
    wheel(tmp_path, "pip")
    targets = [wheelhouse.target(system, "3.12") for system in ("windows", "linux")]
    said = wheelhouse.locked(own, tmp_path, targets)
    assert said == (
        "colorama==1.0; (sys_platform == 'win32' and platform_machine == 'AMD64'"
        " and python_version == '3.12') \\\n"
        f"    --hash=sha256:{hashlib.sha256(colorama.read_bytes()).hexdigest()}\n"
        "ziping==1.0 \\\n"
        f"    --hash=sha256:{hashlib.sha256(own.read_bytes()).hexdigest()}\n"
    )


def test_the_bundle_holds_the_versions_that_were_tested(
    wheelhouse: ModuleType, tmp_path: Path
) -> None:
    needs = [
        'click>=1', 'click==1.5; extra == "test"', 'pytest==2; extra == "test"',
        "colorama==3; sys_platform == 'win32' and extra == 'test'", 'ruff==1; extra == "check"',
    ]  # fmt: skip
    own = wheel(tmp_path, "ziping", *needs)
    linux = wheelhouse.pins(own, wheelhouse.target("linux", "3.12"))
    assert {name: str(version) for name, version in linux.items()} == {
        "click": "1.5",
        "pytest": "2",
    }
    assert "colorama" in wheelhouse.pins(own, wheelhouse.target("windows", "3.12"))


def test_two_versions_of_a_package_are_refused(wheelhouse: ModuleType, tmp_path: Path) -> None:
    wheel(tmp_path, "click")
    wheel(tmp_path, "click").rename(tmp_path / "click-2.0-py3-none-any.whl")
    wheel(tmp_path, "click")
    with pytest.raises(SystemExit, match=r"click: 1\.0 and 2\.0"):
        wheelhouse.versions(tmp_path)


def test_the_same_files_make_the_same_zip(bundle: ModuleType, tmp_path: Path) -> None:
    made = []
    for copy in ("一", "二"):
        folder = tmp_path / copy / "离线 安装"
        (folder / "program").mkdir(parents=True)
        (folder / "安装.sh").write_text("#!/bin/sh\n")
        (folder / "program/x.py").write_text(copy and "pass\n")
        made.append(bundle.pack(folder))
    assert made[0].read_bytes() == made[1].read_bytes()
    with zipfile.ZipFile(made[0]) as archive:
        assert [entry.filename for entry in archive.infolist()] == [
            "离线 安装/program/x.py",
            "离线 安装/安装.sh",
        ]
        assert all(entry.flag_bits & 0x800 for entry in archive.infolist()), "names in UTF-8"
        assert all(entry.date_time == (1980, 1, 1, 0, 0, 0) for entry in archive.infolist())
        assert archive.getinfo("离线 安装/安装.sh").external_attr >> 16 == 0o100755


@pytest.mark.parametrize(
    ("names", "said"),
    [
        (["readme.txt"], "no embeddable Python"),
        (["python.exe"], "no embeddable Python"),
        (["python.exe", "python314._pth"], r"is 3\.14; the bundle serves 3\.12, 3\.13"),
        (["python.exe", "python313._pth"], ""),
    ],
)
def test_only_an_embeddable_python_that_is_served_goes_in(
    bundle: ModuleType, tmp_path: Path, names: list[str], said: str
) -> None:
    with zipfile.ZipFile(tmp_path / "x.zip", "w") as archive:
        for name in names:
            archive.writestr(name, "")
    if said:
        with pytest.raises(SystemExit, match=said):
            bundle.unpack(tmp_path / "x.zip", tmp_path / "python", ["3.12", "3.13"])
        assert not (tmp_path / "python").exists()
    else:
        bundle.unpack(tmp_path / "x.zip", tmp_path / "python", ["3.12", "3.13"])
        assert (tmp_path / "python/python.exe").is_file()
