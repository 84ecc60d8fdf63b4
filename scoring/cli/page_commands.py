"""The commands of the page, ``ziping page`` and ``ziping serve``: what they take and promise."""

from __future__ import annotations

from pathlib import Path

import click

from scoring.cli.chinese import ChineseCommand
from scoring.cli.options import FORCE_OPTION


@click.command(cls=ChineseCommand)
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), default=Path("自评.html"), metavar="文件",
    help="放到哪里；不写是当前文件夹的 自评.html。",
)  # fmt: skip
@FORCE_OPTION
def page(*, output: Path, force: bool) -> int:
    """取一份网页：一个文件，双击就能填报、复核，不用安装，不联网。

    整个计分程序都在里面，可以拷给没有装程序的人，用 Edge、Chrome 等浏览器打开。
    """
    from scoring.cli.page import lay_page

    return lay_page(output, force=force)


@click.command(cls=ChineseCommand)
@click.option(
    "--folder",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="文件夹",
    help="复核的台账放在这个文件夹里，下次接着用；也可以是 ziping review 的结果文件夹。",
)
@click.option("--no-open", is_flag=True, help="只显示地址，不打开浏览器。")
def serve(folder: Path | None, *, no_open: bool) -> int:
    """在浏览器里填报和复核：页面只在本机运行，计分用这里安装的程序。

    只有这台电脑打得开，不联网，文件不离开这台电脑。要停下，按 Ctrl+C。
    """
    from scoring.cli.serve import serve_page

    return serve_page(folder, open_browser=not no_open)
