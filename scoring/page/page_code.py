"""Where the code of the page is: installed as ``ziping-page``, or built in a checkout."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import Final

from scoring.problem import InputError, Place, Problem

_PACKAGE: Final = "ziping_page"
_CHECKOUT: Final = Path(__file__).resolve().parents[2] / "page" / "dist"


def page_file(name: str) -> Path:
    """Return a file of the page's code; refused where there is none on this computer."""
    for folder in _folders():
        if (file := folder / name).is_file():
            return file
    problem = Problem(
        "page-not-installed",
        "这里没有装页面",
        Place("ziping"),
        "有网络的，请安装 ziping-page：pip install ziping-page；没有网络的，离线安装包里有现成的 自评.html，"
        "也可以向发给您程序的人要。在源代码里，请先照 docs/page.md 生成。",
    )
    raise InputError([problem])


def _folders() -> list[Path]:
    found = importlib.util.find_spec(_PACKAGE)
    places = found.submodule_search_locations if found is not None else None
    return [*map(Path, places or ()), _CHECKOUT]
