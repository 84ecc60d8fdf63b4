"""The commands below ``ziping ledger``: what they are called, take and promise."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from scoring.cli.chinese import ChineseCommand, ChineseGroup
from scoring.cli.options import FORCE_OPTION, format_of_export

_ARGUMENT = click.argument(
    "path", type=click.Path(path_type=Path), default=Path("复核结果"), metavar="[文件夹或台账]"
)


@click.group(cls=ChineseGroup)
def ledger() -> None:
    """复核台账：列出、查看、导出、核对。"""


@ledger.command("list", cls=ChineseCommand)
@_ARGUMENT
def ledger_list(path: Path) -> int:
    """列出台账里的项目：轮次、条目数、最近一次签署。"""
    from scoring.cli.ledger import list_projects

    return list_projects(path)


@ledger.command("show", cls=ChineseCommand)
@click.argument("project", metavar="项目")
@_ARGUMENT
def ledger_show(project: str, path: Path) -> int:
    """显示一个项目的全部条目：谁、何时、写在哪里、后来怎样；项目写编号，或名称里的几个词。"""
    from scoring.cli.ledger import show_project

    return show_project(project, path)


@ledger.command("export", cls=ChineseCommand)
@_ARGUMENT
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    metavar="文件",
    help="写到哪个文件（默认 复核台账.jsonl）。",
)
@click.option(
    "--format",
    "kind",
    callback=format_of_export,
    default="jsonl",
    show_default="jsonl",
    metavar="格式",
    help="jsonl 一行一条，可以再读入；csv、xlsx 给人看。",
)
@FORCE_OPTION
def ledger_export(path: Path, output: Path | None, kind: str, force: bool) -> int:
    """导出台账的全部条目；同一本台账每次导出的内容相同。"""
    from scoring.cli.ledger import export_ledger

    return export_ledger(path, output, kind, force=force)


@ledger.command("verify", cls=ChineseCommand)
@_ARGUMENT
@click.option(
    "--against",
    multiple=True,
    type=click.Path(path_type=Path),
    metavar="文件",
    help="再同一份写出的复核表或以前的导出核对：台账末尾被截掉只有这样才看得出；可以写几次。",
)
def ledger_verify(path: Path, against: Sequence[Path]) -> int:
    """核对台账有没有被改动、删减、插入或调换。退出状态：0 无误；1 有不符；2 打不开。"""
    from scoring.cli.ledger import verify_ledger

    return verify_ledger(path, against)
