"""Submissions and decisions from YAML, JSON and JSON Lines, recognised by content."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final, Literal, TypeVar

from pydantic import BaseModel

from scoring.documents.bounds import MOST_CHARACTERS, MOST_PROBLEMS
from scoring.documents.decode import decode
from scoring.documents.node import Node, Sequence_
from scoring.files.kinds import markup_of
from scoring.files.text_file import MOST_BYTES, read_text
from scoring.problem import InputError, Place, Problem
from scoring.records.submission import Submission

M = TypeVar("M", bound=BaseModel)
Format = Literal["yaml", "json", "json-lines"]

_JSON_START: Final = re.compile(r'[\s\[{]*+["\]}]')
_PROBE: Final = 1_000_000


def read_submissions(path: str | Path) -> list[tuple[str, Submission]]:
    """Return the submissions of a file, each with its place (``name`` or ``name:line``).

    Raises :class:`InputError` with all problems of the file.
    """
    return parse_submissions(read_text(path), str(path))


def iterate_submissions(
    path: str | Path, name: str = ""
) -> Iterator[tuple[str, Submission | InputError]]:
    """Yield the submissions of a file one by one, or what is wrong with one.

    A JSON Lines file of any length is read line by line, and a bad line does not hide the others.
    ``name`` is what places call the file, if that is not its path.
    Raises :class:`InputError` when the file itself cannot be read.
    """
    name = name or str(path)
    for place, node in iterate_records(path, name, "自评申报"):
        yield place, record(Submission, node)


def iterate_records(
    path: str | Path, name: str, what: str
) -> Iterator[tuple[str, Node | InputError]]:
    """Yield the place and the tree of each record of a file; JSON Lines of any length line by line.

    ``what`` a record is called in messages. Raises :class:`InputError` when the file itself cannot be
    read.
    """
    if _is_long_json_lines(path):
        from scoring.documents.json_text import parse_json_lines  # noqa: PLC0415 - only for JSON

        for number, node in parse_json_lines(_lines(Path(path)), name):
            yield f"{name}:{number}", node
        return
    yield from record_nodes(read_text(path, name), name, what)


def parse_submissions(text: str, name: str) -> list[tuple[str, Submission]]:
    """Return the submissions that stand in ``text``; ``name`` is the file's name for messages."""
    done: list[tuple[str, Submission]] = []
    problems: list[Problem] = []
    for place, node in record_nodes(text, name, "自评申报"):
        result = record(Submission, node)
        if isinstance(result, InputError):
            problems += result.problems
            if len(problems) >= MOST_PROBLEMS:
                break
        else:
            done.append((place, result))
    if problems:
        raise InputError(problems)
    return done


def format_of(text: str) -> Format:
    """Tell how a text is written, by its content.

    JSON begins with brackets and a quote. It is JSON Lines when the first line ends as an object
    and others follow, or when the next line begins with a brace of its own.
    """
    start = text[:_PROBE].removeprefix("\ufeff").lstrip()
    if not start.startswith(("{", "[")) or not _JSON_START.match(start):
        return "yaml"
    first, _, rest = start.partition("\n")
    following = rest.lstrip()
    whole = first.rstrip().endswith("}") and not following.startswith((",", "}", "]"))
    if first.startswith("{") and first.strip() != "{" and following:
        return "json-lines" if whole or following.startswith("{") else "json"
    return "json"


def record_nodes(text: str, name: str, what: str) -> Iterator[tuple[str, Node | InputError]]:
    """Yield the place and the tree of each record in a text."""
    markup = markup_of(text)
    if markup is not None:
        raise InputError([Problem("not-text", f"这是{markup.name}", Place(name), markup.hint)])
    written = format_of(text)
    if written == "json-lines":
        from scoring.documents.json_text import parse_json_lines  # noqa: PLC0415 - only for JSON

        for number, node in parse_json_lines(text, name):
            yield f"{name}:{number}", node
        return
    root: Node
    if written == "json":
        from scoring.documents.json_text import parse_json  # noqa: PLC0415 - only for JSON

        root = parse_json(text, name)
    else:
        from scoring.documents.yaml_text import parse_yaml  # noqa: PLC0415 - 30 ms to import

        root = parse_yaml(text, name)
    if not isinstance(root, Sequence_):
        yield name, root
        return
    if not root.items:
        raise InputError([root.problem("no-record", f"列表是空的，没有一份{what}", "请补上内容。")])
    for item in root.items:
        yield f"{name}:{item.place.line}", item


def record(model: type[M], node: Node | InputError) -> M | InputError:
    """Return what a record holds, or what is wrong with it."""
    if isinstance(node, InputError):
        return node
    try:
        return decode(model, node, _field_words)
    except InputError as error:
        return error


def _field_words() -> Mapping[str, str]:
    from scoring.readers.field_words import field_words  # noqa: PLC0415 - only where something is wrong

    return field_words()


def _lines(path: Path) -> Iterator[str]:
    """Yield a file's lines; of one that is too long, enough to be refused.

    A damaged byte becomes a lone surrogate, which the parser refuses at its place.
    """
    with path.open(encoding="utf-8-sig", errors="surrogateescape", newline="\n") as opened:
        while line := opened.readline(MOST_CHARACTERS + 1):
            yield line
            while len(line) > MOST_CHARACTERS and not line.endswith("\n"):
                line = opened.readline(MOST_CHARACTERS + 1)
                if not line:
                    return


def _is_long_json_lines(path: str | Path) -> bool:
    """Tell whether a file is too long for memory and is JSON Lines in UTF-8 by its beginning."""
    file = Path(path)
    try:
        if not file.is_file() or file.stat().st_size <= MOST_BYTES // 4:
            return False
        with file.open("rb") as opened:
            start = opened.read(_PROBE)
    except OSError:
        return False
    return format_of(start.decode("utf-8", errors="ignore")) == "json-lines"
