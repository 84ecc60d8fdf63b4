"""What only happens on Windows, as far as it can be tried elsewhere: launchers, embeddable Python."""

from __future__ import annotations

from pathlib import Path
from types import ModuleType

import pytest


@pytest.fixture
def root(
    installer: ModuleType, bundle: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Path:
    """An unpacked bundle, and a home in which an environment has been made."""
    for name, content in bundle.texts("1.0", ["3.13"], ["win-amd64"]).items():
        path = tmp_path / "离线 安装" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    root = tmp_path / "张 三" / "ziping"
    (root / "env/Scripts").mkdir(parents=True)
    (root / "env/Scripts/python.exe").touch()
    monkeypatch.setattr(installer, "HERE", tmp_path / "离线 安装/program")
    monkeypatch.setattr(installer, "ROOT", root)
    monkeypatch.setattr(installer, "ENV", root / "env")
    return root


def test_the_launchers_lie_in_a_folder_on_the_desktop(
    installer: ModuleType, bundle: ModuleType, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desktop = root.parent / "桌面"
    desktop.mkdir()
    monkeypatch.setattr(installer, "desktop", lambda: desktop)
    told = installer.windows_launchers()
    assert told == [f"{root}（程序）", f"{desktop / '绩效自评'}（图标：新建填报表、自查、计分）"]
    for name in ("新建填报表", "自查", "计分"):
        placed = (desktop / "绩效自评" / f"{name}.bat").read_bytes()
        assert placed == bundle.texts("1.0", ["3.13"], ["win-amd64"])[f"{name}.bat"]
    command = (root / "ziping.bat").read_bytes()
    assert command.startswith(b'@"%~dp0env')
    assert command.endswith(b'python.exe" -I -m scoring %*\r\n')


def test_without_a_desktop_the_icons_of_the_bundle_serve(
    installer: ModuleType, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(installer, "desktop", lambda: root.parent / "没有这个文件夹")
    assert "请用安装包里的图标" in installer.windows_launchers()[-1]
    assert (root / "计分.bat").is_file()


def test_an_embeddable_python_is_copied_and_told_to_look_at_packages(
    installer: ModuleType, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    given = root.parent / "embed"
    given.mkdir()
    (given / "python.exe").touch()
    (given / "python313._pth").write_text("python313.zip\n.\n\n#import site", encoding="utf-8")
    monkeypatch.setattr(installer, "ENV", root / "new")
    monkeypatch.setattr("sys.executable", str(given / "python.exe"))
    installer.make_environment()
    assert installer.python() == root / "new/python.exe"
    assert (root / "new/python313._pth").read_text("utf-8").splitlines()[-1] == "import site"
    assert (given / "python313._pth").read_text("utf-8").endswith("#import site")
