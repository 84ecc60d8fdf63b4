"""Codes of problems are one closed set, and docs/problem-codes.md lists it with what is said.

``python tests/house/test_problem_codes.py`` writes the page anew from the sources.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import scoring

PACKAGE = Path(scoring.__file__).parent
PAGE = Path(__file__).resolve().parents[2] / "docs" / "problem-codes.md"
CODE = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
CHINESE = re.compile("[\u4e00-\u9fff]")
MAKERS = {
    "Problem",
    "problem",
    "refuse",
    "fault",
    "flaw",
    "warn",
    "Fault",
    "Flaw",
    "EntryFault",
    "report",
}
"""Functions that take a code first, or behind a place, also where the message is no literal."""
NO_CODES = {"FileKind", "differs"}
"""Records that begin with another key and a text."""
HEAD = """# Codes of problems

Everything that is wrong with an input is a `Problem` with a code, a message and a hint in Chinese, and
its place. Codes are a closed set: programs may rely on them, messages may be worded better. `{…}` stands
for what is put in; a code without a text is worded by what is found.

| code | what is said |
|---|---|
"""


def literal(node: ast.expr | None) -> str:
    """Return the text of a literal, with ``{…}`` for what is put in."""
    match node:
        case ast.Constant(value=str(value)):
            return value
        case ast.JoinedStr(values=values):
            return "".join(v.value if isinstance(v, ast.Constant) else "{…}" for v in values)
        case ast.BinOp(left=left, right=right):
            return literal(left) + literal(right)
        case ast.IfExp(body=body):
            return literal(body)
        case ast.Call(func=ast.Attribute(value=value, attr="format")):
            return re.sub(r"\{[^}]*\}", "{…}", literal(value))
    return ""


def codes_of(path: Path) -> Iterator[tuple[str, str]]:
    """Yield every code that a module gives to a problem, with its message where it is a literal."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        name = ""
        match node:
            case ast.Call():
                parts, name = node.args, ast.unparse(node.func).split(".")[-1]
            case ast.Tuple():
                parts = node.elts
            case ast.AnnAssign(target=ast.Name(id="_CODES"), value=ast.Dict(keys=keys)):
                yield from ((literal(key), "") for key in keys)
                continue
            case _:
                continue
        for part, following in zip(parts[:3], [*parts[1:], None], strict=False):
            code, message = literal(part), literal(following)
            if CODE.fullmatch(code) and (
                name in MAKERS
                or (isinstance(following, ast.Name) and following.id in ("say", "what", "message"))
                or (CHINESE.search(message) and name not in NO_CODES)
            ):
                yield code, message if CHINESE.search(message) else ""
                break


def codes() -> dict[str, list[str]]:
    """Return every code of the package with its messages."""
    found: dict[str, set[str]] = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        for code, message in codes_of(path):
            found.setdefault(code, set()).add(message)
    return {code: sorted(found[code] - {""}) for code in sorted(found)}


def page() -> str:
    """Return the page that the sources give."""
    rows = (
        f"| `{code}` | {'<br>'.join(message.replace('|', chr(92) + '|').replace(chr(10), ' ') for message in messages)} |"
        for code, messages in codes().items()
    )
    return HEAD + "\n".join(rows) + "\n"


def test_the_page_lists_every_code():
    assert PAGE.read_text("utf-8") == page()


def test_codes_are_in_kebab_case():
    source = "\n".join(p.read_text("utf-8") for p in sorted(PACKAGE.rglob("*.py")))
    made = re.findall(r'\b(?:Problem|refuse)\(\s*"([^"]*)"', source)
    assert len(made) > 50
    assert not [code for code in made if not CODE.fullmatch(code)]


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
