"""The command ``ziping``: everything a person sees is Chinese; no traceback reaches anybody."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Literal

import click

from scoring import __version__
from scoring.cli.batch_commands import batch, explain
from scoring.cli.chinese import ChineseCommand, ChineseGroup, usage_message
from scoring.cli.ledger_commands import ledger
from scoring.cli.options import (
    FORCE_OPTION,
    LABEL_OPTION,
    SETS_OPTION,
    YEAR_OPTION,
    formats_of_review,
    formats_of_score,
    is_by_rule,
    output_folder,
)
from scoring.cli.page_commands import page, serve
from scoring.cli.set_option import CommandWithSet, SetRequest, chosen_id, set_option
from scoring.cli.terminal import echo, refused_by_system, use_utf8
from scoring.cli.year_commands import year as year_group
from scoring.problem import InputError, Place, Problem, render_all
from scoring.text import safe_line

DONE, NEEDS_PERSON, UNUSABLE = 0, 1, 2
"""Exit statuses: done; done and a person is needed; the input could not be used."""


@click.group(cls=ChineseGroup)
@click.version_option(
    __version__, "--version", prog_name="ziping", message="%(prog)s %(version)s", help="显示版本。"
)
def cli() -> None:
    """绩效自评计分：读取自评申报，按指标体系计分，逐分说明依据，生成自评表。"""


@cli.command(cls=CommandWithSet)
@click.argument(
    "files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="申报文件或文件夹…"
)
@set_option("改用这个指标体系计分（默认用申报文件里写的）；写地方、项目或部门、年度几个词就行。")
@SETS_OPTION
@output_folder(".")
@click.option(
    "--format",
    "formats",
    callback=formats_of_score,
    default="xlsx,html,json",
    show_default="xlsx,html,json",
    metavar="格式",
    help="输出哪些格式，用逗号隔开；还有 docx 和 pdf（要另装 LibreOffice）。",
)
@click.option(
    "--export",
    type=click.Path(path_type=Path),
    metavar="文件",
    help="系统导出的表：另存一份，填入实际完成值、分值、得分、偏差原因。",
)
@click.option(
    "--decisions",
    multiple=True,
    type=click.Path(path_type=Path),
    metavar="文件",
    help="复核认定（填好的复核表，或 YAML、JSON 清单），按认定计分；可以写几次。",
)
@click.option(
    "--fill",
    is_flag=True,
    help="自评得分空着的，凡规则有默认得分都填入（否则有疑问的留空待填）。",
)
@click.option(
    "--scores",
    "by_rule",
    callback=is_by_rule,
    default="own",
    metavar="own|rule",
    help="表上印谁的得分：own 单位自评（默认），rule 按规则计算。",
)
@LABEL_OPTION
@YEAR_OPTION
def score(
    files: Sequence[Path],
    chosen_set: SetRequest | None,
    sets_folder: Path | None,
    output: Path,
    formats: tuple[str, ...],
    export: Path | None,
    decisions: Sequence[Path],
    fill: bool,
    by_rule: bool,
    labels: Mapping[str, str],
    year: int | None,
) -> int:
    """计分并生成自评表（Excel、网页、JSON）。

    写文件、文件夹或 *.xlsx 这样的写法都可以。申报文件可以是填好的填报表、系统导出的表，或 YAML、JSON、JSON Lines；几份一起的，最后列出每一份是未填、待改还是可交。退出状态：0 完成；1 完成但有指标需要人认定或数字对不上；2 申报文件不能用。
    """
    from scoring.cli.score import score_files

    set_id = chosen_id(chosen_set, sets_folder)
    return score_files(
        files, set_id, sets_folder, output, formats, export, decisions, year, labels,
        fill=fill, by_rule=by_rule,
    )  # fmt: skip


@cli.command(cls=ChineseCommand)
@output_folder("自评演示")
def demo(output: Path) -> int:
    """用自带的六份公开自评表演示：计分并生成表格，告诉您打开哪个文件。"""
    from scoring.cli.score import score_demo

    return score_demo(output)


@cli.command(cls=CommandWithSet)
@click.argument("sources", nargs=-1, type=click.Path(path_type=Path), metavar="[已有的表或文件夹…]")
@set_option("按哪个指标体系填报；写地方、项目或部门、年度几个词就行。")
@SETS_OPTION
@click.option(
    "--targets",
    type=click.Path(path_type=Path),
    metavar="文件",
    help="绩效目标清单（工作簿、CSV 或系统导出的表）。",
)
@click.option(
    "--texts",
    multiple=True,
    type=click.Path(path_type=Path),
    metavar="文件",
    help="本单位自己的报告、总结：里面可能是完成值的数列在“完成值线索”一张表里，不填进去；可以写几次。",
)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    default=Path("填报表.xlsx"),
    metavar="文件",
    help="写到哪个文件（默认 填报表.xlsx）。",
)
@FORCE_OPTION
@LABEL_OPTION
@YEAR_OPTION
def form(
    sources: Sequence[Path],
    chosen_set: SetRequest | None,
    sets_folder: Path | None,
    targets: Path | None,
    texts: Sequence[Path],
    output: Path,
    force: bool,
    labels: Mapping[str, str],
    year: int | None,
) -> int:
    """生成填报表：在 Excel、WPS 里填好，再用 ziping score 计分。

    已有的表可以是批复的绩效目标表（Word、PDF、网页、Excel、文本）、系统导出的表、填过的填报表或 YAML，里面的内容会带进来；
    文件夹、*.docx 这样的写法也可以，一张表一份填报表。
    """
    from scoring.cli.form import write_forms

    set_id = chosen_id(chosen_set, sets_folder)
    return write_forms(
        sources, set_id, sets_folder, targets, output, force=force, year=year, labels=labels,
        texts=texts,
    )  # fmt: skip


@cli.command(cls=CommandWithSet)
@click.argument(
    "files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="申报文件或文件夹…"
)
@set_option("改用这个指标体系；写地方、项目或部门、年度几个词就行。")
@SETS_OPTION
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    metavar="文件夹",
    help="另把意见写成网页，放在这个文件夹里。",
)
@click.option(
    "--against",
    multiple=True,
    type=click.Path(path_type=Path),
    metavar="旧表",
    help="退回修改以前的表：先列出改了哪些格子，从什么改成什么；可以写几次。",
)
@LABEL_OPTION
@YEAR_OPTION
def check(
    files: Sequence[Path],
    chosen_set: SetRequest | None,
    sets_folder: Path | None,
    output: Path | None,
    against: Sequence[Path],
    labels: Mapping[str, str],
    year: int | None,
) -> int:
    """交表之前自查：复核的人会问什么，还缺哪些说明和佐证，待定的指标能得多少分。

    写文件、文件夹或 *.xlsx 这样的写法都可以；几份一起的，最后列出每一份是未填、待改还是可交。
    写部门年度的文件夹，先说各份材料（填报、目标表、报告、公开的）之间对不上的，再逐份自查。
    """
    from scoring.cli.check import check_files

    set_id = chosen_id(chosen_set, sets_folder)
    return check_files(files, set_id, sets_folder, output, year, labels, against)


@cli.command(cls=CommandWithSet)
@click.argument(
    "paths", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="文件或文件夹…"
)
@output_folder("复核结果", "；再运行一次会接着上次的做")
@set_option("表上没有写、凭线索也认不出指标体系的，按这个计分；认出的仍按认出的。")
@click.option(
    "--no-recognise",
    is_flag=True,
    help="不凭线索认：表上没有写的都按 --set 计分。",
)
@SETS_OPTION
@click.option(
    "--rules", type=click.Path(path_type=Path), metavar="文件", help="改用自己的复核规则。"
)
@click.option(
    "--decisions",
    multiple=True,
    type=click.Path(path_type=Path),
    metavar="文件或文件夹",
    help="填了认定或反馈的复核表；可以写几次。",
)
@click.option(
    "--format",
    "formats",
    callback=formats_of_review,
    default="xlsx,html,json",
    show_default="xlsx,html,json",
    metavar="格式",
    help="每份表写出哪些格式：xlsx、html 是复核表，json 是评分结果；清单总是写。",
)
@LABEL_OPTION
@YEAR_OPTION
@click.option(
    "--sheets",
    type=click.Choice(["all", "open"]),
    default="all",
    show_default=True,
    metavar="all|open",
    help="写哪些复核表：all 每份都写；open 只写有事项要认定的。",
)
@click.option(
    "--only",
    multiple=True,
    metavar="栏目=名称",
    help="只写一部分：单位、主管部门、项目、轮次、复核人，如 单位=市教育局（* 代替几个字）；可以写几次。其余的不动。",
)
@click.option(
    "--sample",
    metavar="比例",
    help="抽查：从每组里抽这么多（如 30%），向上取整，至少一个；只写抽中的。",
)
@click.option("--seed", metavar="种子", help="抽查的种子：同样的种子抽出同样的项目。")
@click.option("--by", metavar="单位", help="抽查按单位或主管部门分组（默认不分）。")
@click.option(
    "--workers",
    type=click.IntRange(min=1),
    metavar="个数",
    help="同时用几个处理器（默认全部）；文件不到 200 个的只用一个。结果都一样。",
)
def review(
    paths: Sequence[Path],
    output: Path,
    chosen_set: SetRequest | None,
    no_recognise: bool,
    sets_folder: Path | None,
    rules: Path | None,
    decisions: Sequence[Path],
    formats: tuple[str, ...],
    labels: Mapping[str, str],
    year: int | None,
    sheets: Literal["all", "open"],
    only: Sequence[str],
    sample: str | None,
    seed: str | None,
    by: str | None,
    workers: int | None,
) -> int:
    """复核：读取文件夹里交来的自评表，按规则重新计分，逐条列出问题和依据。

    各地表样、各种文件都可以；读不了的会列出原因，不影响其余。退出状态：0 没有要看的；1 有问题要人看；2 没有可用的文件，或结果写不出来。
    """
    from scoring.cli.review import review_files
    from scoring.cli.selection import selection_of

    if no_recognise and chosen_set is None:
        raise click.UsageError(
            "--no-recognise 要和 --set 一起用：不凭线索认，就要写明按哪个指标体系。"
        )
    return review_files(
        paths,
        chosen_id(chosen_set, sets_folder),
        not no_recognise,
        sets_folder,
        rules,
        decisions,
        output,
        formats,
        year,
        labels,
        workers,
        sheets,
        selection_of(only, sample, seed, by),
    )


@cli.group(cls=ChineseGroup)
def sets() -> None:
    """指标体系：列出、查看、比较、检查。"""


@sets.command("list", cls=ChineseCommand)
@click.argument("words", nargs=-1, metavar="[地方、项目或部门、年度…]")
@SETS_OPTION
def sets_list(words: Sequence[str], sets_folder: Path | None) -> int:
    """列出可用的指标体系；写几个词（地方、项目或部门、年度）只列相符的。"""
    from scoring.cli.set_list import list_sets

    return list_sets(words, sets_folder)


@sets.command("show", cls=ChineseCommand)
@click.argument("words", nargs=-1, required=True, metavar="名称或编号")
@SETS_OPTION
@click.option("--source", is_flag=True, help="按原来的写法输出（YAML）。")
def sets_show(words: Sequence[str], sets_folder: Path | None, source: bool) -> int:
    """显示一个指标体系（合并所继承的之后）：级次、分值、规则、依据。"""
    from scoring.cli.sets import show_set

    return show_set(" ".join(words), sets_folder, source=source)


@sets.command("diff", cls=ChineseCommand)
@click.argument("old", metavar="名称、编号或文件")
@click.argument("new", metavar="名称、编号或文件")
@SETS_OPTION
def sets_diff(old: str, new: str, sets_folder: Path | None) -> int:
    """比较两个指标体系：分值、规则、文字、等级、依据改了什么。退出状态：0 没有差别；1 有差别。"""
    from scoring.cli.sets import diff_sets

    return diff_sets(old, new, sets_folder)


@sets.command("check", cls=ChineseCommand)
@click.argument("targets", nargs=-1, metavar="[名称、编号或文件…]")
@SETS_OPTION
def sets_check(targets: Sequence[str], sets_folder: Path | None) -> int:
    """检查指标体系：写法、分值之和、边界值、算例。不写编号则检查全部。"""
    from scoring.cli.sets import check_sets

    return check_sets(targets, sets_folder)


@sets.command("templates", cls=CommandWithSet)
@click.argument("folder", type=click.Path(path_type=Path), metavar="文件夹")
@set_option("复制这个指标体系用的模板（默认是项目表）。")
@click.option("--word", is_flag=True, help="改为复制部门年度的 Word 材料（报告、综述）的版式。")
def sets_templates(folder: Path, chosen_set: SetRequest | None, *, word: bool) -> int:
    """把自带的表格模板（Excel、网页）复制到文件夹里，供您改样式。"""
    from scoring.cli.sets import copy_papers, copy_templates

    return copy_papers(folder) if word else copy_templates(folder, chosen_id(chosen_set, None))


@sets.command("sheet", cls=ChineseCommand)
@click.argument("source", metavar="名称、编号或文件")
@SETS_OPTION
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    metavar="文件",
    help="写到哪个文件（默认 指标体系.xlsx；写回时默认按编号）。",
)
@FORCE_OPTION
def sets_sheet(source: str, sets_folder: Path | None, output: Path | None, force: bool) -> int:
    """把指标体系写成工作簿，在 Excel、WPS 里改；改好的工作簿（.xlsx）写回指标体系文件。"""
    from scoring.cli.set_sheet import convert

    return convert(source, output, sets_folder, force=force)


@sets.command("schema", cls=ChineseCommand)
def sets_schema() -> int:
    """输出指标体系文件的 JSON Schema，供编辑器补全和检查。"""
    from scoring.cli.sets import print_schema

    return print_schema()


cli.add_command(batch)
cli.add_command(explain)
cli.add_command(ledger)
cli.add_command(page)
cli.add_command(serve)
cli.add_command(year_group)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command and return its exit status."""
    use_utf8()
    home = os.environ.get("ZIPING_HOME")
    if home and not Path(home).is_dir():
        echo(
            f"说明：环境变量 ZIPING_HOME 指的文件夹不存在：{safe_line(home)}，没有用到。", err=True
        )
    try:
        result: Any = cli.main(
            args=list(arguments) if arguments is not None else None,
            prog_name="ziping",
            standalone_mode=False,
        )
        return result if isinstance(result, int) else DONE
    except click.exceptions.Exit as stop:
        return stop.exit_code
    except (click.Abort, KeyboardInterrupt):
        echo("已中断。", err=True)
        return UNUSABLE
    except click.ClickException as error:
        context = getattr(error, "ctx", None)
        if type(error).__name__ == "NoArgsIsHelpError" and context is not None:
            echo(context.get_help())
            return DONE
        echo(usage_message(error), err=True)
        return UNUSABLE
    except InputError as error:
        echo(render_all(error.problems), err=True)
        return UNUSABLE
    except BrokenPipeError:
        return DONE
    except OSError as error:
        echo(render_all([refused_by_system(error)]), err=True)
        _debug()
        return UNUSABLE
    except Exception as error:
        problem = Problem(
            "internal",
            f"程序内部出错（{type(error).__name__}）",
            Place("ziping"),
            "这是程序的缺陷。请把所用命令和这一行发给维护者；设 ZIPING_DEBUG=1 可看到详情。",
        )
        echo(render_all([problem]), err=True)
        _debug()
        return UNUSABLE


def _debug() -> None:
    import traceback

    if os.environ.get("ZIPING_DEBUG"):
        traceback.print_exc()


def run() -> None:
    """Entry point of the console script."""
    signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        status = main()
    except KeyboardInterrupt:
        status = UNUSABLE
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # nothing is left to be stopped
    sys.exit(status)


if __name__ == "__main__":
    run()
