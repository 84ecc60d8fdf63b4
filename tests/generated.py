"""Parts of pages that are made from the sources: written by a command, held by a test.

A part stands between ``<!-- made: NAME -->`` and ``<!-- end -->``; the rest of its page is written by hand.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

PART = r"(?<=<!-- made: {} -->\n).*?(?=\n<!-- end -->)"


def part(page: Path, name: str) -> str:
    """Return the made part of a page as it stands there."""
    found = re.findall(PART.format(name), page.read_text("utf-8"), re.DOTALL)
    assert len(found) == 1, f"{page.name}: {name}"
    return str(found[0])


def renew(page: Path, name: str, text: str) -> None:
    """Write a made part of a page anew."""
    whole = page.read_text("utf-8")
    part(page, name)
    new = re.sub(PART.format(name), lambda _: text, whole, flags=re.DOTALL)
    page.write_text(new, "utf-8", newline="\n")


def table(*rows: Iterable[object]) -> str:
    """Return rows, the first of which is the heading, as a table of Markdown."""
    head, *body = ([str(cell).replace("|", "\\|") for cell in row] for row in rows)
    lines = [head, ["---"] * len(head), *body]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)
