"""Folders of a year for tests: the six published projects of 2022 and their department."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path

ROOT = Path(__file__).parents[2]
EXAMPLES = sorted((ROOT / "examples").glob("*.yaml"))
SEEDS = ROOT / "tests" / "corpus" / "seeds"
OWN, DATA, SAFETY = (
    "深圳市政务服务数据管理局", "深圳市大数据资源管理中心", "深圳市信息安全管理中心",
)  # fmt: skip
RECORD = f"""\
# 部门年度
schema: ziping/year/1
year: 2022
department: {OWN}
units:
  - {{name: {OWN}, short: 局本级, order: 1, leads: 甲}}
  - {{name: {DATA}, short: 大数据中心, order: 2, leads: 乙}}
  - {{name: {SAFETY}, short: 信息安全中心, order: 3, leads: 丙}}
"""


def year_folder(folder: Path, more: str = "") -> Path:
    """Make the folder of 2022; ``more`` stands behind the lines of its record."""
    for name, number in (("局本级", 0), ("大数据中心", 2), ("信息安全中心", 4)):
        inside = folder / "填报" / name
        inside.mkdir(parents=True)
        for path in EXAMPLES[number : number + 2]:
            shutil.copy(path, inside)
    (folder / "部门年度.yaml").write_text(RECORD + more, "utf-8")
    return folder


def digests(folder: Path, *, hidden: bool = False) -> dict[str, str]:
    """Return the digest of every file below a folder."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and (hidden or ".ziping" not in path.parts)
    }


def replaced(path: Path, old: str, new: str) -> None:
    """Replace a text of a file that stands there once at least."""
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")
