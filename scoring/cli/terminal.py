"""What a command prints on the terminal: no text from a file steers it, or turns its writing round."""

from __future__ import annotations

import click

from scoring.text import printable


def echo(text: str = "", *, err: bool = False, nl: bool = True) -> None:
    """Print a text, or an error; signs in it that are not seen are shown."""
    click.echo(printable(text), err=err, nl=nl)
