"""``form``: a workbook to fill, from a set and what is known already."""

from __future__ import annotations

from pathlib import Path

from scoring.problem import InputError, Place, Problem


def write_form(
    source: Path | None,
    set_id: str | None,
    sets_folder: Path | None,
    targets: Path | None,
    output: Path,
) -> int:
    """Write the workbook; return the exit status."""
    del source, set_id, sets_folder, targets
    raise InputError([Problem("not-yet", "这个命令还没有做好", Place(str(output)))])
