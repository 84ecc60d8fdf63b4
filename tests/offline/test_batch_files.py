"""Batch files cannot run here: what goes wrong with them on Windows is looked for in their text."""

from __future__ import annotations

import re
from types import ModuleType

import pytest

BATCH = ["安装.bat", "新建填报表.bat", "自查.bat", "计分.bat"]
PATHS = "HERE|PYTHON|CANDIDATE|ROOT|EMBED|EMBED_TO|USERPROFILE|LOCALAPPDATA|ProgramFiles|TEMP|SystemRoot"
OPERATORS = '|^&<>%!"`'


@pytest.fixture(scope="module")
def texts(bundle: ModuleType) -> dict[str, bytes]:
    found: dict[str, bytes] = bundle.texts("1.2.3", ["3.11", "3.13", "3.12"], ["win-amd64"])
    return found


def lines(content: bytes) -> list[str]:
    return content.decode("gbk").split("\r\n")


def commands(content: bytes) -> list[str]:
    return [line for line in lines(content) if not line.startswith("rem ")]


def test_all_batch_files_are_there(texts: dict[str, bytes]) -> None:
    assert sorted(name for name in texts if name.endswith(".bat")) == sorted(BATCH)


@pytest.mark.parametrize("name", BATCH)
def test_line_ends_and_encoding_are_those_of_cmd(texts: dict[str, bytes], name: str) -> None:
    content = texts[name]
    assert content.count(b"\n") == content.count(b"\r\n") == content.count(b"\r")
    assert content.startswith(b"@echo off\r\n")
    before, _, _ = content.partition(b"chcp 936 >nul 2>nul\r\n")
    assert before != content
    assert before.isascii(), "Chinese stands before the code page is set"


@pytest.mark.parametrize("name", BATCH)
def test_read_in_another_code_page_a_sign_is_never_an_operator(
    texts: dict[str, bytes], name: str
) -> None:
    for sign in texts[name].decode("gbk"):
        if not sign.isascii():
            assert not set(sign.encode("gbk").decode("latin-1")) & set(OPERATORS), sign


@pytest.mark.parametrize("name", BATCH)
def test_every_label_that_is_gone_to_exists_and_no_other(
    texts: dict[str, bytes], name: str
) -> None:
    found = commands(texts[name])
    labels = [line[1:] for line in found if line.startswith(":")]
    wanted = {w for line in found for w in re.findall(r"(?:goto |call :)(\w+)", line)}
    assert len(labels) == len(set(labels))
    assert wanted == set(labels)


@pytest.mark.parametrize("name", BATCH)
def test_paths_stand_in_quotes(texts: dict[str, bytes], name: str) -> None:
    seen = 0
    for line in commands(texts[name]):
        for found in re.finditer(rf"%(?:{PATHS}|~\w+)%?", line):
            seen += 1
            assert line.count('"', 0, found.start()) % 2 == 1, line
    assert seen > 5


@pytest.mark.parametrize("name", BATCH)
def test_no_name_of_a_file_is_read_twice(texts: dict[str, bytes], name: str) -> None:
    for line in commands(texts[name]):
        assert "%*" not in line
        assert not re.search(r"call .*(?<!%)%[A-Za-z]", line), (
            "call expands what it is given once more"
        )
        assert not re.search(r"\(\s*$", line), "a ) in a path would close a block"
        for argument in re.findall(r"%~?\w*[0-9]", line):
            assert argument in {"%1", "%~dp0"}, line
    for line in commands(texts[name]):
        if "call :" in line:
            assert re.fullmatch(r".*call :\w+( %%V)?", line), "only a version is handed on"


@pytest.mark.parametrize("name", BATCH)
def test_an_exclamation_mark_in_a_name_stays(texts: dict[str, bytes], name: str) -> None:
    found = commands(texts[name])
    assert found[1] == "setlocal EnableExtensions DisableDelayedExpansion"
    at = [n for n, line in enumerate(found) if "EnableDelayedExpansion" in line]
    assert len(at) == (0 if name == "安装.bat" else 1)
    for n in at:
        assert found[n + 1] == 'set "ZIPING_DROPPED=!cmdcmdline!"'
        assert found[n + 2] == "setlocal DisableDelayedExpansion"
    assert sum("!" in line for line in found) == len(at)


def test_every_file_that_is_named_is_in_the_bundle(texts: dict[str, bytes]) -> None:
    for name in BATCH:
        for line in commands(texts[name]):
            for path in re.findall(r"%HERE%(program\\[\w.]+)", line):
                assert path.replace("\\", "/") in {*texts, "program/wheels"}, path
            for path in re.findall(r"%ROOT%\\(\w+\.py)", line):
                assert f"program/{path}" in texts, path
    said = texts["说明.txt"].decode("utf-8-sig")
    for named in re.findall(r"\S+\.(?:bat|sh)\b", said):
        assert named.removeprefix("sh ") in texts


@pytest.mark.parametrize("name", BATCH)
def test_the_window_stays_open_until_a_key_is_pressed(texts: dict[str, bytes], name: str) -> None:
    found = [line for line in commands(texts[name]) if line]
    ends = [n for n, line in enumerate(found) if line == "exit" or line.startswith("exit /b ")]
    main = [n for n in ends if found[n] == "exit" or "pause" in found[n - 1]]
    assert main
    assert all(found[n - 1] == "pause" for n in main)
    if name != "安装.bat":
        assert all(found[n] == "exit" for n in ends), (
            "cmd would go on with what follows a & in a name"
        )


def test_each_launcher_does_its_own_task(texts: dict[str, bytes]) -> None:
    for name, task in {"新建填报表": "form", "自查": "check", "计分": "score"}.items():
        assert f'set "ZIPING_TASK={task}"' in lines(texts[f"{name}.bat"])
        assert f"title 绩效自评 {name}" in lines(texts[f"{name}.bat"])


def test_the_newest_python_is_looked_for_first(texts: dict[str, bytes]) -> None:
    assert "for %%V in (3.13 3.12 3.11) do" in texts["安装.bat"].decode("gbk")
    assert "for %%V in (Python313 Python312 Python311) do" in texts["安装.bat"].decode("gbk")
    assert "for version in 3.13 3.12 3.11 3;" in texts["安装.sh"].decode()
    assert 'SERVED = "3.11 3.13 3.12".split()' in texts["program/probe.py"].decode()


def test_the_words_of_the_officer_open_in_notepad(texts: dict[str, bytes]) -> None:
    content = texts["说明.txt"]
    assert content.startswith(b"\xef\xbb\xbf")
    assert content.count(b"\n") == content.count(b"\r\n")
    said = content.decode("utf-8-sig")
    assert "ziping 1.2.3" in said
    assert "3.11、3.12、3.13" in said
    assert len(said.splitlines()) < 40


def test_the_script_for_linux_has_the_line_ends_of_linux(texts: dict[str, bytes]) -> None:
    assert texts["安装.sh"].startswith(b"#!/bin/sh\n")
    assert b"\r" not in texts["安装.sh"]
