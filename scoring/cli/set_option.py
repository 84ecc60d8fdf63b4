"""``--set`` and its like: an indicator set by its id, or by the words by which people call it.

Several words may stand unquoted behind it (``--set 深圳 部门``), on every shell: what follows is taken
for a word of the set as long as it is no option, no file or folder that is there, and looks like none.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeVar

import click

from scoring.cli.chinese import ChineseCommand
from scoring.cli.terminal import echo
from scoring.problem import InputError, Place, Problem
from scoring.value_class import dataclass

if TYPE_CHECKING:
    from scoring.work.set_files import SetFiles

F = TypeVar("F", bound=Callable[..., Any])
OPTION: Final = "--set"
_FILE_LIKE: Final = re.compile(r"[./\\*?\[\]:]")
_BESIDE: Final = "scoring.set_option.beside"
"""Under this key the context keeps which file stood right behind the words of the set."""


@dataclass(frozen=True, slots=True)
class SetRequest:
    """What a person wrote for a set; ``beside`` is a file of a plain name right behind it."""

    text: str
    beside: str = ""
    option: str = OPTION
    """Behind which option it was written."""

    def chosen(self, files: SetFiles) -> str:
        """Return the id of the set that is meant; which is printed where it was called by words.

        Raises :class:`InputError` where the words call several sets or none, and where the name of
        a file beside them may have been meant as one more word.
        """
        from scoring.indicator_set.set_names import found_by  # noqa: PLC0415 - YAML is read then

        place = Place(self.option)
        if self.beside and found_by(f"{self.text} {self.beside}", files.names()):
            raise InputError([_file_or_word(self, place)])
        set_id = files.named(self.text, place)
        if set_id == self.text:
            return set_id
        names = {name.id: name for name in files.names()}
        echo(f"指标体系：{names[set_id].shown}（{set_id}）")
        return set_id


def chosen_id(request: SetRequest | None, sets_folder: Path | None) -> str | None:
    """Return the id of the set that was asked for, if one was."""
    if request is None:
        return None
    from scoring.work.set_files import SetFiles  # noqa: PLC0415 - most runs ask for none

    return request.chosen(SetFiles(sets_folder))


class CommandWithSet(ChineseCommand):
    """A command with ``--set`` or another option for a set, which takes all the words behind it."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Join the words of each set before the options are read."""
        names = [
            p.opts[0] for p in self.params if isinstance(p, click.Option) and p.callback is _request
        ]
        ctx.meta[_BESIDE] = {}
        for name in names:
            args, ctx.meta[_BESIDE][name] = _gathered(args, name)
        return super().parse_args(ctx, args)


def set_option(help_text: str, option: str = OPTION, name: str = "chosen_set") -> Callable[[F], F]:
    """Return the option for a command, whose function gets as ``name`` a :class:`SetRequest` or None."""
    return click.option(option, name, callback=_request, metavar="名称或编号", help=help_text)


def _request(
    context: click.Context, option: click.Parameter, value: str | None
) -> SetRequest | None:
    name = option.opts[0]
    return None if value is None else SetRequest(value, context.meta[_BESIDE][name], name)


def _gathered(args: Sequence[str], name: str) -> tuple[list[str], str]:
    """Return the arguments with the words behind each option ``name`` as one, and the file beside them."""
    rest: list[str] = []
    words: list[str] = []
    beside = ""
    at = len(args)
    waiting = [*reversed(args)]
    while waiting:
        argument = waiting.pop()
        if argument == "--":
            rest += [argument, *reversed(waiting)]
            break
        option, sign, value = argument.partition("=")
        if option != name or not (sign or waiting):
            rest.append(argument)
            continue
        at = min(at, len(rest))
        words.append(value if sign else waiting.pop())
        while "/" not in words[-1] and waiting and _is_word(waiting[-1]):
            words.append(waiting.pop())
        if waiting and "/" not in words[-1] and _is_plain(waiting[-1]):
            beside = waiting[-1]
    joined = [name, " ".join(words)] if words else []
    return [*rest[:at], *joined, *rest[at:]], beside


def _is_plain(argument: str) -> bool:
    return not argument.startswith("-") and not _FILE_LIKE.search(argument)


def _is_word(argument: str) -> bool:
    return _is_plain(argument) and not os.path.lexists(argument)


def _file_or_word(request: SetRequest, place: Place) -> Problem:
    return Problem(
        "set-or-file",
        f"“{request.beside}”是这里的文件或文件夹，也可能是指标体系名称里的词，没有替您定",
        place,
        f'是指标体系的词，写成 {request.option} "{request.text} {request.beside}"；'
        f"是文件或文件夹，写成 .{os.sep}{request.beside}",
    )
