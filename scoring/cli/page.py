"""``page``: the page of one file, laid where it is wanted; it is made elsewhere and only copied."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from scoring.cli.terminal import echo
from scoring.page.page_code import page_file
from scoring.work.outputs import write_new

_NAME: Final = "page.html"


def lay_page(output: Path, *, force: bool) -> int:
    """Copy the page; over another file only with ``force``."""
    write_new(output, page_file(_NAME).read_bytes(), force=force)
    echo(f"{output}：双击打开就能填报、复核；不用安装，不联网，可以拷给别人。")
    return 0
