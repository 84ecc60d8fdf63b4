"""What a command prints on the terminal: no text from a file steers it, or turns its writing round."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from scoring.files.reasons import reason_of
from scoring.problem import Place, Problem
from scoring.text import printable


def echo(text: str = "", *, err: bool = False, nl: bool = True) -> None:
    """Print a text, or an error; signs in it that are not seen are shown."""
    click.echo(printable(text), err=err, nl=nl)


def refused_by_system(error: OSError) -> Problem:
    """Return the problem of a file or folder that the system lets nobody use: a full disk, a long path."""
    message = f"系统不能打开或写入它（{reason_of(error)}）"
    hint = "请检查路径、磁盘空间和权限，再运行一次。"
    return Problem("system-refused", message, Place(str(error.filename or "ziping")), hint)


def typed_path(path: Path) -> str:
    """Return a path as every shell takes it: Windows knows no single quotes."""
    return f'"{path}"' if " " in str(path) else str(path)


def use_utf8() -> None:
    """Write UTF-8 where the terminal does not say; a sign it cannot show becomes a question mark."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is None:
            continue
        if stream.isatty():
            reconfigure(errors="replace")
        else:
            reconfigure(encoding="utf-8", errors="replace")
