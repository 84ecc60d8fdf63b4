"""The options that several commands have, and what may be written behind them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final, TypeVar

import click

from scoring.exact import YEARS

F = TypeVar("F", bound=Callable[..., Any])
FORMATS: Final = ("xlsx", "html", "json", "pdf", "docx")
EXPORTS: Final = ("jsonl", "csv", "xlsx")


def formats_of_score(
    _context: click.Context, _option: click.Parameter, value: str
) -> tuple[str, ...]:
    """Return the formats that forms are written in, as they were named."""
    return _chosen(value, FORMATS)


def formats_of_review(
    _context: click.Context, _option: click.Parameter, value: str
) -> tuple[str, ...]:
    """Return the formats that a review is written in, as they were named."""
    return _chosen(value, FORMATS[:3])


def format_of_export(_context: click.Context, _option: click.Parameter, value: str) -> str:
    """Return the format that a ledger is exported in, as it was named."""
    chosen = _chosen(value, EXPORTS)
    if len(chosen) > 1:
        raise click.BadParameter(f"一次导出一种格式：{'、'.join(EXPORTS)}")
    return chosen[0]


def is_by_rule(_context: click.Context, _option: click.Parameter, value: str) -> bool:
    """Tell whether forms bear the rule's scores (``--scores rule``) instead of the unit's own."""
    meant = {"own": False, "自评": False, "rule": True, "规则": True}.get(value.strip().lower())
    if meant is None:
        raise click.BadParameter(
            f"--scores “{value}”不对；写 own（自评）印单位自评的得分，写 rule（规则）印按规则的得分"
        )
    return meant


def _chosen(value: str, offered: Sequence[str]) -> tuple[str, ...]:
    chosen = tuple(dict.fromkeys(part.strip().lower() for part in value.split(",") if part.strip()))
    unknown = [part for part in chosen if part not in offered]
    if unknown or not chosen:
        raise click.BadParameter(
            f"“{'、'.join(unknown) or value}”不是输出格式；可用：{'、'.join(offered)}，用逗号隔开"
        )
    return chosen


def _labels(
    _context: click.Context, _option: click.Parameter, values: Sequence[str]
) -> Mapping[str, str]:
    labels: dict[str, str] = {}
    for value in values:
        heading, sign, role = (part.strip() for part in value.replace("＝", "=").partition("="))
        if not (heading and sign and role):
            raise click.BadParameter(
                f"--label “{value}”要写成 标题=栏目 的样子，例如 达成数=实际完成值"
            )
        if labels.setdefault(heading, role) != role:
            raise click.BadParameter(f"--label 的“{heading}”写了两次，指的不是同一栏")
    return labels


def _year(_context: click.Context, option: click.Parameter, value: str | None) -> int | None:
    if value is None:
        return None
    name = f"{option.opts[0]} " if option.opts[0].startswith("-") else ""
    if not re.fullmatch("[0-9]{4}", value) or int(value) not in YEARS:
        raise click.BadParameter(
            f"{name}“{value}”不是年度，应在 {YEARS[0]}–{YEARS[-1]} 之间；请写成 2022 的样子"
        )
    return int(value)


def year_number(context: click.Context, option: click.Parameter, value: str) -> int:
    """Return the year that was written as the argument of a command."""
    number = _year(context, option, value)
    assert number is not None
    return number


def output_folder(default: str, also: str = "") -> Callable[[F], F]:
    """Return the option for the folder of outputs; ``also`` ends what its help says."""
    called = "当前文件夹" if default == "." else f" {default}"
    return click.option(
        "-o",
        "--output",
        type=click.Path(path_type=Path),
        default=Path(default),
        metavar="文件夹",
        help=f"输出文件夹（默认{called}）{also}。",
    )


SETS_OPTION = click.option(
    "--sets",
    "sets_folder",
    type=click.Path(path_type=Path),
    metavar="文件夹",
    help="另外的指标体系文件夹（先于自带的）。",
)


FORCE_OPTION = click.option("--force", is_flag=True, help="文件已经有了也覆盖。")
YEAR_NUMBER_OPTION = click.option(
    "--year",
    "number",
    callback=_year,
    metavar="年度",
    help="编哪一年的目标（默认是这一年的后两年：2024年度的自评用于2026年度的目标）。",
)
LABEL_OPTION = click.option(
    "--label",
    "labels",
    multiple=True,
    callback=_labels,
    metavar="标题=栏目",
    help="没有认出的栏目标题是哪一栏，如 达成数=实际完成值；可以写几次。",
)
YEAR_OPTION = click.option(
    "--year",
    callback=_year,
    metavar="年度",
    help="表上没有写年度的，按这个年度（写了的仍按写的）。",
)
