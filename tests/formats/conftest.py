"""Lets the tests of this folder import the makers of test files: beside them, and of exported forms."""

from __future__ import annotations

import sys
from pathlib import Path

for folder in (Path(__file__).parent, Path(__file__).parents[1] / "exports"):
    sys.path.insert(0, str(folder))
