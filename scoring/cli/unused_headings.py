"""What is said of ``--label`` that had no effect."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from scoring.cli.terminal import echo
from scoring.problem import render_all
from scoring.work.library import Library
from scoring.work.reading import unused_headings


def print_unused_headings(files: Sequence[Path], library: Library) -> None:
    """Say which headings that were named are on no form, or name a column that another has."""
    unused = unused_headings(files, library)
    if unused:
        echo(render_all(unused), err=True)
