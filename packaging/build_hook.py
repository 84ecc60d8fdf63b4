"""Puts the compiled files into a wheel; Hatchling calls it (``pyproject.toml``)."""

from __future__ import annotations

import sys
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

SHIPPED = "scoring/_shipped"


class CompiledFiles(BuildHookInterface[Any]):
    """Makes the files before the wheel is written."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Make them; an editable install gets none, for its YAML changes."""
        if version == "editable":
            return
        root = Path(self.root)
        sys.path[:0] = [str(root), str(root / "packaging")]
        from compiled_files import compiled_files  # noqa: PLC0415 - found from here on

        made = Path(mkdtemp())
        for number, (name, content) in enumerate(compiled_files(root)):
            file = made / str(number)
            file.write_bytes(content)
            build_data["force_include"][str(file)] = f"{SHIPPED}/{name}"
