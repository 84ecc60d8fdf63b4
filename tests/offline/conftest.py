"""The programs of the bundle, which lie beside the package and not in it, are imported from the checkout."""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from tests.folders import ROOT

PACKAGING = ROOT / "packaging"


@pytest.fixture(scope="session")
def bundle() -> Iterator[ModuleType]:
    sys.path.insert(0, str(PACKAGING))
    yield loaded(PACKAGING / "bundle.py")
    sys.path.remove(str(PACKAGING))


@pytest.fixture(scope="session")
def wheelhouse(bundle: ModuleType) -> ModuleType:
    return sys.modules[bundle.Target.__module__]


@pytest.fixture
def installer() -> ModuleType:
    return loaded(PACKAGING / "offline/install.py")


@pytest.fixture(scope="session")
def launcher() -> ModuleType:
    return loaded(PACKAGING / "offline/launch.py")


def loaded(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(f"offline_{path.stem}", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A bundle for this machine; it is made with a package index, and used without."""
    output = tmp_path_factory.mktemp("离线 包")
    wheel = os.environ.get("ZIPING_WHEEL")
    command = [sys.executable, str(PACKAGING / "bundle.py"), "--here", "-o", str(output)]
    done = subprocess.run(
        [*command, *(["--wheel", wheel] if wheel else [])],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    if done.returncode and os.environ.get("CI") != "true":
        pytest.skip(f"no package index, or no `build`: {done.stderr[-300:]}")
    assert done.returncode == 0, done.stderr
    (folder,) = (path for path in output.iterdir() if path.is_dir())
    return folder
