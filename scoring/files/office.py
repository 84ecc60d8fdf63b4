"""Turns files into others by a LibreOffice on this machine: one start for many, nothing of it kept.

Workbooks of results become PDF; files of old or foreign kinds become ones that can be read.

LibreOffice works in a folder of its own that goes when it is done, with macros off, within a time
limit, on files that are called by numbers.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from scoring.files.reasons import reason_of
from scoring.problem import InputError, Place, Problem

START_WITHIN: Final = 90.0
"""Seconds that a start may take; the first one makes a profile."""
EACH_WITHIN: Final = 5.0
"""Seconds more for each workbook; one of two pages takes a tenth of a second."""
MOST_IN_ONE_START: Final = 1_000
_HINT: Final = (
    "请安装 LibreOffice（免费，https://zh-cn.libreoffice.org），再运行一次；"
    "或者用 Excel、WPS 打开 .xlsx 自评表（--format xlsx），另存为 PDF。"
)
_HINT_FAILED: Final = "请再运行一次；仍不行的，用 Excel、WPS 或 LibreOffice 打开 .xlsx 自评表（--format xlsx），另存为 PDF。"
_PROFILE: Final = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop>
<prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop>
<prop oor:name="DisableActiveContent" oor:op="fuse"><value>true</value></prop>
<prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update">
<prop oor:name="Link" oor:op="fuse"><value>0</value></prop></item>
<item oor:path="/org.openoffice.Office.Calc/Content/Update">
<prop oor:name="Link" oor:op="fuse"><value>2</value></prop></item>
<item oor:path="/org.openoffice.Setup/L10N">
<prop oor:name="ooSetupSystemLocale" oor:op="fuse"><value>zh-CN</value></prop></item>
</oor:items>
"""


def to_pdf(workbooks: Mapping[Path, bytes]) -> dict[Path, bytes]:
    """Return a PDF for each workbook, by the same key; one that LibreOffice left out is missing.

    Raises :class:`InputError` if there is no LibreOffice, or it fails as a whole.
    """
    if not workbooks:
        return {}
    program = find_soffice()
    if program is None:
        place = Place(str(next(iter(workbooks))))
        problem = Problem("no-office", "没有找到 LibreOffice，不能生成 PDF", place, _HINT)
        raise InputError([problem])
    made: dict[Path, bytes] = {}
    for part in _parts(list(workbooks)):
        given = [(".xlsx", workbooks[key]) for key in part]
        pages = _converted(program, given, "pdf", part[0])
        if not any(pages):
            message = "LibreOffice 没有生成 PDF"
            raise InputError([Problem("office-failed", message, Place(str(part[0])), _HINT_FAILED)])
        made |= {key: page for key, page in zip(part, pages, strict=True) if page}
    return made


def to_readable(files: Mapping[Path, tuple[str, bytes]], target: str) -> dict[Path, bytes]:
    """Return files turned into ``target`` (``docx``, ``xlsx``), each given with its suffix.

    One that LibreOffice could not open is missing; all are without LibreOffice, or where it fails.
    """
    program = find_soffice()
    made: dict[Path, bytes] = {}
    if program is None:
        return made
    for part in _parts(list(files)):
        with suppress(InputError):
            turned = _converted(program, [files[key] for key in part], target, part[0])
            made |= {key: one for key, one in zip(part, turned, strict=True) if one}
    return made


def _parts(keys: Sequence[Path]) -> Iterator[Sequence[Path]]:
    for start in range(0, len(keys), MOST_IN_ONE_START):
        yield keys[start : start + MOST_IN_ONE_START]


def _converted(
    program: Path, files: Sequence[tuple[str, bytes]], target: str, shown: Path
) -> list[bytes]:
    """Return what each file (its suffix, its bytes) was turned into; empty where nothing was."""
    with TemporaryDirectory(prefix="ziping-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        (folder / "profile" / "user").mkdir(parents=True)
        (folder / "profile" / "user" / "registrymodifications.xcu").write_text(_PROFILE, "utf-8")
        names = [f"{number}{suffix}" for number, (suffix, _) in enumerate(files)]
        for own, (_, content) in zip(names, files, strict=True):
            (folder / own).write_bytes(content)
        command = [
            str(program), f"-env:UserInstallation={(folder / 'profile').resolve().as_uri()}",
            "--headless", "--norestore", "--nologo", "--nodefault", "--nolockcheck",
            "--convert-to", target, "--outdir", target, *names,
        ]  # fmt: skip
        _run(command, folder, START_WITHIN + EACH_WITHIN * len(files), shown)
        return [_whole((folder / target / own).with_suffix(f".{target}")) for own in names]


def _run(command: Sequence[str], folder: Path, limit: float, shown: Path) -> None:
    """Run LibreOffice; end it with all that it started when its time is over."""
    try:
        process = subprocess.Popen(
            command, cwd=folder, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL, start_new_session=True,
            # Where a form's font is missing, a Chinese one takes its place, for digits too.
            env=os.environ | {"FC_LANG": "zh-cn"},
        )  # fmt: skip
    except OSError as error:
        message = f"LibreOffice 不能启动（{reason_of(error)}）"
        problem = Problem("office-failed", message, Place(str(shown)), _HINT)
        raise InputError([problem]) from error
    try:
        process.wait(limit)
    except BaseException as stopped:
        _end(process)
        if not isinstance(stopped, subprocess.TimeoutExpired):
            raise
        message = f"LibreOffice 在 {limit:.0f} 秒内没有转完，已停止"
        problem = Problem("office-slow", message, Place(str(shown)), _HINT_FAILED)
        raise InputError([problem]) from stopped


def _end(process: subprocess.Popen[bytes]) -> None:
    with suppress(OSError):
        if sys.platform == "win32":
            tree = ["taskkill", "/F", "/T", "/PID", str(process.pid)]
            subprocess.run(tree, capture_output=True, check=False)
        else:
            os.killpg(process.pid, signal.SIGKILL)
    process.kill()
    process.wait()


def _whole(path: Path) -> bytes:
    """Return a file's content; empty where it is missing or was not written to its end."""
    try:
        content = path.read_bytes()
    except OSError:
        return b""
    begin, end = (b"%PDF-", b"%%EOF") if path.suffix == ".pdf" else (b"PK", b"PK\x05\x06")
    return content if content.startswith(begin) and end in content[-64:] else b""


def find_soffice() -> Path | None:
    """Return LibreOffice's program, from where it is usually installed or the search path."""
    return next((place for place in _places(sys.platform, os.environ) if place.is_file()), None)


def _places(platform: str, environment: Mapping[str, str]) -> Iterator[Path]:
    if platform == "win32":
        for name in ("ProgramW6432", "ProgramFiles", "ProgramFiles(x86)", "LOCALAPPDATA"):
            if environment.get(name):
                for pattern in ("LibreOffice*", "Programs/LibreOffice*"):
                    for folder in sorted(Path(environment[name]).glob(pattern), reverse=True):
                        # The .com waits for the program and has no window.
                        yield folder / "program" / "soffice.com"
                        yield folder / "program" / "soffice.exe"
    for name in ("soffice", "libreoffice"):
        found = shutil.which(name, path=environment.get("PATH"))
        # On Windows the current folder is searched too; nothing is started from there.
        if found and Path(found).resolve().parent != Path.cwd():
            yield Path(found).resolve() if platform == "win32" else Path(found)
    if platform == "darwin":
        yield Path("/Applications/LibreOffice.app/Contents/MacOS/soffice")
    for pattern in ("usr/lib*/libreoffice/program/soffice", "opt/libreoffice*/program/soffice"):
        yield from sorted(Path("/").glob(pattern), reverse=True)
