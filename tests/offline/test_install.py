"""A bundle made here installs for a new user without a package index, and what it installed works."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from scoring.documents.compiled_tree import read_tree_file
from scoring.writers.pages import page_modules

pytestmark = [
    pytest.mark.skipif(os.name == "nt", reason="安装.sh is for Linux"),
    pytest.mark.xdist_group("bundle"),  # it is made once
]


def run(home: Path, *command: str | Path, status: int = 0) -> str:
    """Run a command as a user who has nothing but a home, and no way to a package index."""
    base = Path(sys.base_prefix) / "bin"
    done = subprocess.run(
        [str(word) for word in command],
        env={
            "HOME": str(home),
            "PATH": f"{base}:/usr/bin:/bin",
            "PIP_INDEX_URL": "http://127.0.0.1:9/",
            "PIP_FIND_LINKS": str(home / "nowhere"),
        },
        cwd=home,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == status, done.stdout
    return done.stdout


@pytest.fixture(scope="module")
def home(made: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("张 三 & 100% (1)")
    told = run(home, "sh", made / "安装.sh")
    assert "装好了：ziping" in told
    return home


def test_the_installed_command_scores(home: Path, checkout: Path) -> None:
    command = home / ".local/bin/ziping"
    assert run(home, command, "--version").startswith("ziping ")
    assert "自评表已写入文件夹" in run(home, command, "demo")
    assert len(list((home / "自评演示").glob("*-自评表.xlsx"))) == 6
    example = checkout / "examples/3-政府网络运行维护.yaml"
    run(home, command, "score", example, "-o", "结果")
    assert (home / "结果/3-政府网络运行维护-自评表.html").is_file()


def test_the_entry_of_the_menu_takes_files(home: Path, checkout: Path) -> None:
    entry = home / ".local/share/applications/ziping-score.desktop"
    said = dict(line.split("=", 1) for line in entry.read_text("utf-8").splitlines()[1:])
    assert said["Name"] == "绩效自评 计分"
    assert said["Exec"].endswith('/ziping/launch.py" "score" %F')
    assert "100%% (1)" in said["Exec"]
    given = home / "我 的 & 表.yaml"
    shutil.copyfile(checkout / "examples/3-政府网络运行维护.yaml", given)
    told = run(
        home, home / "ziping/env/bin/python", "-I", home / "ziping/launch.py", "score", given
    )
    assert "完成。" in told
    assert (home / "自评结果/我 的 & 表-自评表.xlsx").is_file()


def test_an_incomplete_bundle_leaves_what_was_installed(
    home: Path, made: Path, tmp_path: Path
) -> None:
    torn = tmp_path / "残缺"
    shutil.copytree(made, torn)
    (wheel,) = (torn / "program/wheels").glob("pydantic_core-*.whl")
    wheel.write_bytes(wheel.read_bytes()[:-100])
    told = run(home, "sh", torn / "安装.sh", status=1)
    assert "安装包可能没有复制完整" in told
    assert "Traceback" not in told
    assert run(home, home / ".local/bin/ziping", "--version").startswith("ziping ")
    assert not (home / "ziping/env.old").exists()


def test_a_newer_bundle_takes_the_place_of_the_older(home: Path, made: Path) -> None:
    old = home / "ziping/env/old.txt"
    old.touch()
    run(home, "sh", made / "安装.sh")
    assert not old.exists()
    assert run(home, home / ".local/bin/ziping", "--version").startswith("ziping ")


def test_a_part_of_the_bundle_says_to_unpack_it_all(made: Path, tmp_path: Path) -> None:
    shutil.copyfile(made / "安装.sh", tmp_path / "安装.sh")
    assert "全部解压" in run(tmp_path, "sh", tmp_path / "安装.sh", status=1)


def test_a_python_that_the_bundle_does_not_serve_is_named(made: Path, tmp_path: Path) -> None:
    other = tmp_path / "包"
    shutil.copytree(made, other)
    for name in ("program/probe.py", "安装.sh"):
        served = f"{sys.version_info[0]}.{sys.version_info[1]}"
        text = (other / name).read_text("utf-8")
        (other / name).write_text(text.replace(served, "3.99"), encoding="utf-8")
    told = run(tmp_path, "sh", other / "安装.sh", status=1)
    assert f"找到 Python {served}" in told
    assert "要 3.99 中的一个" in told


def test_the_bundle_names_no_host_and_no_path(made: Path) -> None:
    said = (made / "program/requirements.txt").read_text("utf-8")
    assert "://" not in said
    assert "/" not in said
    assert "ziping==" in said


def test_the_programs_of_the_bundle_are_programs(made: Path) -> None:
    for path in (made / "program").glob("*.py"):
        compile(path.read_text("utf-8"), path.name, "exec")


def test_what_is_compiled_of_what_ships_lies_in_the_wheel(made: Path) -> None:
    with zipfile.ZipFile(next(made.rglob("ziping-*.whl"))) as wheel:
        ships = [n for n in wheel.namelist() if n.endswith(".yaml") and "/examples/" not in n]
        assert len(ships) > 90
        for name in ships:
            text = wheel.read(name).decode("utf-8")
            assert read_tree_file(wheel.read(f"{name}.tree"), text, name) is not None
        made = {Path(n).stem: wheel.read(n) for n in wheel.namelist() if "_shipped/pages/" in n}
    assert made == {name: text.encode() for name, text in page_modules()}
