"""The commands ``ziping year``: a department's whole year in one folder."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from scoring.cli.chinese import ChineseCommand, ChineseGroup
from scoring.cli.options import SETS_OPTION, YEAR_NUMBER_OPTION, output_folder, year_number
from scoring.cli.set_option import CommandWithSet, SetRequest, chosen_id, set_option

_PROGRESS = "progress"
BOOK_OPTION = click.option(
    "--xlsx", "as_book", is_flag=True, help="部门年度写成工作簿（部门年度.xlsx），不写成文本。"
)


class _YearGroup(ChineseGroup):
    """A group whose commands may be left out: ``ziping year 2024`` shows how far the year is."""

    def resolve_command(self, ctx: click.Context, args: list[str]) -> Any:
        """Take what is no command for the folder of a year."""
        if args and args[0] not in self.commands and not args[0].startswith("-"):
            args = [_PROGRESS, *args]
        return super().resolve_command(ctx, args)


@click.group(cls=_YearGroup, subcommand_metavar="年度文件夹 | 命令 …")
def year() -> None:
    """部门年度：从批复的目标到公开的材料，一个文件夹管一年。

    ziping year 2024 列出每个项目是未填、待改还是可交，下一步做什么；有要做的，退出状态是 1。
    """


@year.command(_PROGRESS, cls=ChineseCommand, hidden=True)
@click.argument("folder", type=click.Path(path_type=Path), metavar="年度文件夹")
@SETS_OPTION
def progress(folder: Path, sets_folder: Path | None) -> int:
    """列出每个项目是未填、待改还是可交，下一步做什么。"""
    from scoring.cli.year import show_progress

    return show_progress(folder, sets_folder)


@year.command("new", cls=CommandWithSet)
@click.argument("number", callback=year_number, metavar="年度")
@click.option(
    "--targets",
    multiple=True,
    type=click.Path(path_type=Path),
    metavar="文件或文件夹",
    help="批复的绩效目标表（Word、PDF、网页、Excel、文本；一个文件里可以有几份）；可以写几次。",
)
@click.option(
    "--last",
    type=click.Path(path_type=Path),
    metavar="文件夹",
    help="上一年的文件夹：带入单位、一级项目、上年完成值，文字作草稿。",
)
@set_option("项目的表按哪个指标体系填报；写地方、项目或部门、年度几个词就行（默认同上一年）。")
@set_option(
    "部门整体的表按哪个指标体系填报（默认同上一年）。", "--department-set", "department_set"
)
@click.option("--department", default="", metavar="名称", help="是哪个部门的年度（默认按目标表）。")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    metavar="文件夹",
    help="年度文件夹（默认用年度作名称）；已经有的文件一个也不改。",
)
@BOOK_OPTION
@SETS_OPTION
def new(
    number: int,
    targets: Sequence[Path],
    last: Path | None,
    chosen_set: SetRequest | None,
    department_set: SetRequest | None,
    department: str,
    output: Path | None,
    as_book: bool,
    sets_folder: Path | None,
) -> int:
    """新建一年的文件夹：每个项目一份填报表，部门年度预先填好单位和一级项目。"""
    from scoring.cli.year_new import begin_folder

    return begin_folder(
        number, targets, last, output or Path(str(number)), sets_folder,
        set_id=chosen_id(chosen_set, sets_folder),
        whole_set=chosen_id(department_set, sets_folder),
        department=department, as_book=as_book,
    )  # fmt: skip


@year.command("make", cls=ChineseCommand)
@click.argument("folder", type=click.Path(path_type=Path), metavar="年度文件夹")
@click.option(
    "--only",
    metavar="材料",
    help="只生成这些，用逗号隔开：自评表、汇总、目录、综述、报告、公开、建议、监控（默认全部）。",
)
@click.option("--internal", is_flag=True, help="汇总表另存一份内部用的，加规则复算各栏。")
@click.option("--final", is_flag=True, help="定稿：没有一处待填、待认定才行；定稿后不再重新生成。")
@click.option("--reopen", is_flag=True, help="撤销定稿，重新生成；原来的各份另存到“改动留存”。")
@SETS_OPTION
def make(
    folder: Path,
    only: str | None,
    internal: bool,
    final: bool,
    reopen: bool,
    sets_folder: Path | None,
) -> int:
    """生成这一年的各份材料；已经有的，只重新生成有改动的，人写的文字保留。"""
    from scoring.cli.year import make_papers

    return make_papers(folder, only, sets_folder, internal=internal, is_final=final, reopens=reopen)


@year.command("next", cls=ChineseCommand)
@click.argument("folder", type=click.Path(path_type=Path), metavar="年度文件夹")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    required=True,
    metavar="文件夹",
    help="写到哪个文件夹；已经有的文件一个也不改。",
)
@YEAR_NUMBER_OPTION
@BOOK_OPTION
@SETS_OPTION
def next_year(
    folder: Path, output: Path, number: int | None, as_book: bool, sets_folder: Path | None
) -> int:
    """编下一个要编的年度的目标：每个项目一份填报表，带入名称、单位、指标和分值，其余空着。"""
    from scoring.cli.year_new import begin_next

    return begin_next(folder, number, output, sets_folder, as_book=as_book)


@year.command("demo", cls=ChineseCommand)
@output_folder("年度演示")
def demo(output: Path) -> int:
    """用自带的公开材料演示：三个年度文件夹，各份材料都生成好，告诉您打开哪个文件。"""
    from scoring.cli.year import show_demo

    return show_demo(output)


def groups_of(value: str | None, offered: Sequence[str]) -> tuple[str, ...]:
    """Return the papers that ``--only`` names. Raises a usage error for what is none."""
    chosen = [
        part.strip() for part in (value or "").replace("、", ",").replace("，", ",").split(",")
    ]
    chosen = [part for part in chosen if part]
    unknown = [part for part in chosen if part not in offered]
    if unknown or (value is not None and not chosen):
        named = "、".join(unknown) or value
        raise click.BadParameter(
            f"--only “{named}”不是可以生成的材料；可用：{'、'.join(offered)}，用逗号隔开"
        )
    return tuple(dict.fromkeys(chosen))
