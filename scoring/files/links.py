"""Links on the disk: whether one leads out of the folder that a person named."""

from __future__ import annotations

import os
from pathlib import Path


def leads_out(path: str | Path, folder: str | Path) -> bool:
    """Tell whether what a path really is lies outside of a folder: a link leads there, or a junction."""
    real, inside = os.path.realpath(path), os.path.realpath(folder)
    return real != inside and not real.startswith(inside.rstrip(os.sep) + os.sep)
