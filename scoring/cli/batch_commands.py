"""The commands ``ziping batch`` and ``ziping explain``: very many submissions, and one of them in words."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Literal

import click

from scoring.cli.chinese import ChineseCommand
from scoring.cli.options import SETS_OPTION, YEAR_OPTION, output_folder
from scoring.cli.set_option import CommandWithSet, SetRequest, chosen_id, set_option


@click.command(cls=CommandWithSet)
@click.argument(
    "paths", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="文件或文件夹…"
)
@output_folder("批量计分结果", "；中断后再运行一次会接着做")
@set_option("都按这个指标体系计分，不管记录里写的是哪个；写地方、项目或部门、年度几个词就行。")
@set_option(
    "再按这个指标体系计分一次，看等级、总分、指标行和资金有哪些会变（假设.html）。",
    "--against",
    "against",
)
@SETS_OPTION
@YEAR_OPTION
@click.option(
    "--workers",
    type=click.IntRange(min=1),
    metavar="个数",
    help="同时用几个处理器（默认全部）。结果都一样。",
)
@click.option(
    "--engine",
    type=click.Choice(["local", "dask"]),
    default="local",
    help="在哪里计分：local 是本机（默认），dask 是几台电脑的集群。结果都一样。",
)
@click.option("--scheduler", metavar="地址", help="集群调度程序的地址，如 tcp://10.0.0.5:8786。")
@click.option(
    "--format",
    "format_",
    type=click.Choice(["jsonl", "parquet"]),
    default="jsonl",
    metavar="jsonl|parquet",
    help="两张表写成 jsonl（默认）还是 parquet（要另装）。",
)
@click.option("--findings", is_flag=True, help="另按复核规则逐份复核，写出问题（慢得多）。")
@click.option("--restart", is_flag=True, help="不接着上次的做，全部重新计分。")
def batch(
    paths: Sequence[Path],
    output: Path,
    chosen_set: SetRequest | None,
    against: SetRequest | None,
    sets_folder: Path | None,
    year: int | None,
    workers: int | None,
    engine: str,
    scheduler: str | None,
    format_: Literal["jsonl", "parquet"],
    findings: bool,
    restart: bool,
) -> int:
    """批量计分：几千到几百万份申报（JSON Lines、Parquet、文件夹里的自评表）按规则计分，写成两张表。

    不能计分的记录另列位置和原因，不影响其余。退出状态：0 全部计分；1 有记录未计分；2 没有可计分的记录，或结果写不出来。
    """
    from scoring.cli.batch import batch_files

    if (engine == "dask") != (scheduler is not None):
        raise click.UsageError("在集群上计分，请把 --engine dask 和 --scheduler 地址一起写上")
    set_id, other = (chosen_id(each, sets_folder) for each in (chosen_set, against))
    return batch_files(
        paths,
        output,
        set_id,
        other,
        sets_folder,
        year,
        workers,
        scheduler,
        format_,
        findings=findings,
        restart=restart,
    )


@click.command(cls=ChineseCommand)
@click.argument("folder", type=click.Path(path_type=Path), metavar="结果文件夹")
@click.argument("wanted", metavar="编号或位置")
@click.option(
    "--row", "rows", multiple=True, metavar="行", help="只说这一行（行的编号或序号）；可以写几次。"
)
@click.option(
    "--format",
    "format_",
    type=click.Choice(["text", "json"]),
    default="text",
    metavar="text|json",
    help="text 是文字（默认），json 供程序读。",
)
def explain(
    folder: Path, wanted: str, rows: Sequence[str], format_: Literal["text", "json"]
) -> int:
    """批量计分里的一份，逐行说明怎样计分：读法、规则、算式、依据。

    编号或位置照“申报”表里的写。从原来的文件里重新读出这一份再计分；退出状态：0 与批量计分时一样；1 内容、程序或总分有变动；2 找不到。
    """
    from scoring.cli.explain import explain_one

    return explain_one(folder, wanted, rows, format_)
