"""Lets the tests of this folder import the mutations beside them, and the makers of test files."""

from __future__ import annotations

import sys
from pathlib import Path

for folder in ("fuzz", "formats", "exports"):
    sys.path.insert(0, str(Path(__file__).parents[1] / folder))
