"""The commands that READMEs and guides show are commands that ``ziping`` accepts, options and all."""

from __future__ import annotations

import contextlib
import re
import shlex
from collections.abc import Iterator

import click
import pytest

from scoring.cli.main import cli
from tests.folders import DOCS, ROOT

PAGES = (
    "README.md",
    "README.zh-CN.md",
    "CONTRIBUTING.md",
    *(f"docs/{page.name}" for page in sorted(DOCS.glob("*.md")) if not page.stem.isascii()),
)
BLOCK = re.compile(r"^( *)```\w*\n(.*?)^\1```", re.MULTILINE | re.DOTALL)
COMMAND = re.compile(r"^(?:\.venv[/\\](?:bin|Scripts)[/\\])?ziping\s")


def shown(page: str) -> Iterator[str]:
    """Yield the command lines of a page: in blocks, and in the text where they have arguments."""
    text = (ROOT / page).read_text("utf-8")
    lines = [line.strip() for block in BLOCK.finditer(text) for line in block[2].splitlines()]
    yield from (line for line in lines if COMMAND.match(line))
    for line in re.findall(r"`([^`\n]+)`", BLOCK.sub("", text)):
        if COMMAND.match(line) and re.search(r"\s-|\.\w", line) and "…" not in line:
            yield line


COMMANDS = [(page, line) for page in PAGES for line in shown(page)]


def test_the_pages_show_the_whole_way() -> None:
    for page in ("README.md", "README.zh-CN.md", "docs/填报指南.md"):
        names = {shlex.split(line)[1] for where, line in COMMANDS if where == page}
        assert {"demo", "form", "check", "score"} <= names, page


@pytest.mark.parametrize("page", [page for page in PAGES if page != "CONTRIBUTING.md"])
def test_a_line_can_be_pasted_into_the_prompt_of_windows(page: str) -> None:
    """There a # is no comment but the name of a file, and PowerShell knows no &&."""
    for line in shown(page):
        assert "#" not in line, line
        assert "&&" not in line, line


@pytest.mark.parametrize(("page", "line"), COMMANDS)
def test_the_command_is_accepted(page: str, line: str) -> None:
    words = shlex.split(line.replace("\\", "/"), comments=True)[1:]
    words = words[: words.index(">")] if ">" in words else words
    command: click.Command = cli
    while isinstance(command, click.Group) and words and not words[0].startswith("-"):
        with click.Context(command) as context:
            try:
                _, found, words = command.resolve_command(context, words)
            except click.UsageError as error:
                pytest.fail(f"{page}: {line}: {error.message}")
        assert found is not None
        command = found
    # Reads the arguments and their values, and does nothing else; --version leaves at once.
    with contextlib.suppress(click.exceptions.Exit), command.make_context(command.name, words):
        pass
