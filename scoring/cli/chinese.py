"""click in Chinese: headings, help texts and usage errors."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, Final

import click

from scoring.problem import did_you_mean

_OTHER_DASHES: Final = re.compile(r"[-－–—―−]*[－–—―−][-－–—―−]*(?=[A-Za-z])")
"""Dashes of a Chinese keyboard, or what Word makes of two, before the name of an option."""


class _Chinese(click.Command):
    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Return ``--help`` with a Chinese text."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = "显示说明。"
        return option

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Refuse an option whose dashes were typed or pasted as other ones: it would be a file's name."""
        for arg in args:
            found = _OTHER_DASHES.match(arg)
            if found is not None and not Path(arg).exists():
                plain = f"{'-' if len(arg) - found.end() == 1 else '--'}{arg[found.end() :]}"
                message = f"“{arg}”前面的横线不是半角的，请改成 {plain}。"
                raise click.UsageError(message, ctx)
        return super().parse_args(ctx, args)

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the usage line."""
        pieces = " ".join(self.collect_usage_pieces(ctx)).replace("[OPTIONS]", "[选项]")
        pieces = (
            pieces.replace("COMMAND [ARGS]...", "命令 [参数]…")
            .replace("]...", "]…")
            .replace("…...", "…")
        )
        formatter.write_usage(ctx.command_path, pieces, "用法： ")

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options."""
        options = [p for p in self.get_params(ctx) if isinstance(p, click.Option)]
        records = [r for p in options if (r := p.get_help_record(ctx)) is not None]
        records = [
            (left.replace("[default:", "[默认："), _default(right)) for left, right in records
        ]
        if records:
            with formatter.section("选项"):
                formatter.write_dl(records)


def _default(text: str) -> str:
    text = text.replace("[default: (", "[默认：").replace(")]", "]").replace("[default:", "[默认：")
    return text.replace("  [required]", "（必须写）")


class ChineseCommand(_Chinese):
    """A command that explains itself in Chinese."""


class ChineseGroup(_Chinese, click.Group):
    """A group of commands that explains itself in Chinese."""

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options and the commands."""
        _Chinese.format_options(self, ctx, formatter)
        commands = [(n, c.get_short_help_str(60)) for n, c in self.commands.items() if not c.hidden]
        with formatter.section("命令"):
            formatter.write_dl(commands)

    def resolve_command(self, ctx: click.Context, args: list[str]) -> Any:
        """Name the nearest command where there is none of that name."""
        if args and args[0] not in self.commands and not args[0].startswith("-"):
            hint = did_you_mean(args[0], [*self.commands]) or f"可用：{'、'.join(self.commands)}。"
            raise click.UsageError(f"没有“{args[0]}”这个命令。{hint}", ctx)
        return super().resolve_command(ctx, args)


def usage_message(error: click.ClickException) -> str:
    """Return click's error in Chinese, with where to look for help."""
    context = error.ctx if isinstance(error, click.UsageError) else None
    path = context.command_path if context is not None else "ziping"
    return f"错误：{_message(error)}\n查看用法：{path} --help"


def _named(param: click.Parameter | None) -> str:
    """Return how a person calls what must be written: an option as it is typed, with what follows it."""
    if param is None:
        return "必需的参数"
    if isinstance(param, click.Option):
        return f" {param.opts[0]} {param.metavar or ''}".rstrip()
    return param.human_readable_name.rstrip("…")


def _wrong_value(param: click.Parameter | None) -> str:
    """Return what a parameter takes; empty where its own check has said so in Chinese."""
    if param is None:
        return ""
    match param.type:
        case click.Choice() as allowed:
            return f"{param.opts[0]} 只能写 {'、'.join(map(str, allowed.choices))}。"
        case click.IntRange() as allowed:
            return f"{param.opts[0]} 要写整数，不小于 {allowed.min}。"
    return ""


def _message(error: click.ClickException) -> str:
    match error:
        case click.NoSuchOption():
            near = did_you_mean(error.option_name, error.possibilities or [])
            return f"没有选项 {error.option_name}。{near}"
        case click.MissingParameter():
            return f"没有写{_named(error.param)}。"
        case click.BadOptionUsage():
            return f"选项 {error.option_name} 用法不对（后面要跟一个值，或不该跟值）。"
        case click.BadArgumentUsage():
            return "参数个数不对。"
        case click.BadParameter():
            return _wrong_value(error.param) or error.message
        case _:
            text = error.format_message()
            return (
                f"多余的参数：{text.split('(')[-1].rstrip(').')}"
                if "unexpected extra" in text
                else text
            )
