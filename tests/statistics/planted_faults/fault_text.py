"""A set's text with the place of everything in it, so that one edit plants one fault."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from scoring.documents.bounds import Document
from scoring.documents.node import Entry, Mapping_, Node, Scalar, Sequence_
from scoring.documents.yaml_text import parse_yaml

Path = tuple[str | int, ...]

_TOKEN = re.compile(r"'[^']*'|[0-9]+(?:\.[0-9]+)?%?|[^\W\d]\w*|>=|<=|==|!=|[<>≥≤≠+\-*/×÷(),]|\S")
_CASE_EXPRESSIONS = frozenset({"when", "score", "from", "above", "to", "below"})


@dataclass(frozen=True)
class Mutant:
    """A set's text with one fault in it."""

    set_id: str
    kind: str
    what: str
    """Where in the tree, and what was changed: stable when lines move."""
    text: str
    lines: range
    """The lines of ``text`` that the edit touched."""
    expected: tuple[int, int] | None
    """Line and column at which a reader would look, where there is one such place."""


@dataclass(frozen=True)
class Token:
    """A piece of an expression: its text and where it begins in the file."""

    text: str
    start: int

    @property
    def end(self) -> int:
        return self.start + len(self.text)

    @property
    def is_name(self) -> bool:
        return self.text[0].isalpha() and self.text not in {"and", "or", "not", "if", "else"}


@dataclass(frozen=True)
class Written:
    """An expression where it stands in the file."""

    path: Path
    start: int
    text: str
    tokens: tuple[Token, ...]

    @property
    def end(self) -> int:
        return self.start + len(self.text)

    def names(self) -> list[Token]:
        """Return every name that is no function, each once."""
        found: dict[str, Token] = {}
        for token, after in zip(self.tokens, (*self.tokens[1:], None), strict=True):
            if token.is_name and (after is None or after.text != "("):
                found.setdefault(token.text, token)
        return list(found.values())

    def functions(self) -> list[Token]:
        """Return every function's name, each once."""
        found: dict[str, Token] = {}
        for token, after in zip(self.tokens, self.tokens[1:], strict=False):
            if token.is_name and after.text == "(":
                found.setdefault(token.text, token)
        return list(found.values())

    def call_ends(self, function: Token) -> tuple[list[Token], Token]:
        """Return the commas of a call and its closing parenthesis."""
        depth, commas = 0, []
        for token in self.tokens[self.tokens.index(function) + 1 :]:
            if token.text == "(":
                depth += 1
            elif token.text == ")":
                depth -= 1
                if depth == 0:
                    return commas, token
            elif token.text == "," and depth == 1:
                commas.append(token)
        raise AssertionError(self.text)


class Sheet:
    """One set's text and tree."""

    def __init__(self, set_id: str, text: str) -> None:
        self.set_id = set_id
        self.text = text
        self.document = Document.of(text, set_id)
        root = parse_yaml(text, set_id)
        assert isinstance(root, Mapping_)
        self.root = root
        self.nodes: dict[Path, Node] = dict(_walk(root, ()))

    # places

    def at(self, node: Node) -> int:
        """Return the index at which a node begins (its quote, if it has one)."""
        return self.document.index(node.place.line - 1, node.place.column - 1)

    def inside(self, node: Scalar) -> int:
        """Return the index of a scalar's first character of content."""
        return self.at(node) + node.content_offset

    def end(self, node: Node) -> int | None:
        """Return the index behind a node; None for a scalar over several lines."""
        start = self.at(node)
        if isinstance(node, Scalar):
            text = node.text or ""
            if not self.text.startswith(text, start + node.content_offset):
                return None
            return start + len(text) + 2 * node.content_offset
        if self.text[start] in "[{":
            return _bracket_end(self.text, start)
        parts = [e.value for e in node] if isinstance(node, Mapping_) else node.items  # type: ignore[attr-defined]
        return self.end(parts[-1])

    # what is in it

    def get(self, *path: str | int) -> Node | None:
        return self.nodes.get(path)

    def scalars(self) -> Iterator[tuple[Path, Scalar]]:
        """Yield every value that is a text on one line, with its path."""
        for path, node in self.nodes.items():
            if isinstance(node, Scalar) and node.text and self.end(node) is not None:
                yield path, node

    def mappings(self) -> Iterator[tuple[Path, Mapping_]]:
        for path, node in self.nodes.items():
            if isinstance(node, Mapping_):
                yield path, node

    def lists(self) -> Iterator[tuple[Path, Sequence_]]:
        for path, node in self.nodes.items():
            if isinstance(node, Sequence_):
                yield path, node

    def case_lists(self) -> Iterator[tuple[Path, Sequence_]]:
        return ((p, n) for p, n in self.lists() if p[-1] == "cases")

    def cases(self) -> Iterator[tuple[Path, Mapping_]]:
        for path, cases in self.case_lists():
            for index, case in enumerate(cases.items):
                assert isinstance(case, Mapping_)
                yield (*path, index), case

    def expressions(self) -> Iterator[Written]:
        """Yield every expression of the set."""
        for path, node in self.scalars():
            if is_expression(path):
                start = self.inside(node)
                text = node.text or ""
                tokens = tuple(Token(m.group(), start + m.start()) for m in _TOKEN.finditer(text))
                yield Written(path, start, text, tokens)

    # edits

    def plant(
        self,
        kind: str,
        path: Path,
        edit: tuple[int, int, str],
        *,
        at: int | None = None,
        exact: bool = False,
        what: str = "",
    ) -> Mutant:
        """Make one edit; ``at`` (index in the new text) or ``exact`` (the edit) is where to look."""
        start, end, new = edit
        text = self.text[:start] + new + self.text[end:]
        document = Document.of(text, self.set_id)
        first = document.place(start)
        last = document.place(start + len(new))
        expected = None
        if at is not None or exact:
            place = document.place(start if at is None else at)
            expected = (place.line, place.column)
        old = self.text[start:end]
        shown = what or f"{_shown(old)} → {_shown(new)}"
        return Mutant(
            self.set_id, kind, f"{dotted(path)}: {shown}", text,
            range(first.line, last.line + 1), expected,
        )  # fmt: skip

    def replace(self, kind: str, path: Path, token: Token, new: str, exact: bool = False) -> Mutant:
        return self.plant(kind, path, (token.start, token.end, new), exact=exact)

    def rewrite(
        self, kind: str, path: Path, change: Callable[[str], str], exact: bool = False
    ) -> Iterator[Mutant]:
        """Yield the set with the text at ``path`` changed, if it is there and changes."""
        node = self.get(*path)
        if isinstance(node, Scalar) and node.text and self.end(node) is not None:
            new = change(node.text)
            if new != node.text:
                start = self.inside(node)
                yield self.plant(kind, path, (start, start + len(node.text), new), exact=exact)

    def remove_entry(self, kind: str, path: Path, key: str, **where: object) -> Iterator[Mutant]:
        """Yield the set without one entry of the mapping at ``path``."""
        node = self.nodes[path]
        assert isinstance(node, Mapping_)
        index = next((i for i, e in enumerate(node.entries) if e.key.text == key), None)
        if index is None or len(node.entries) == 1:
            return
        starts = [self.at(e.key) for e in node.entries]
        ends = [self.end(e.value) for e in node.entries]
        edit = _cut(starts, ends, index)
        if edit is not None:
            yield self.plant(kind, (*path, key), edit, what="removed", **where)  # type: ignore[arg-type]

    def remove_item(self, kind: str, path: Path, index: int, **where: object) -> Iterator[Mutant]:
        """Yield the set without one item of the list at ``path``."""
        node = self.nodes[path]
        assert isinstance(node, Sequence_)
        if len(node.items) < 2:
            return
        edit = _cut([self.at(n) for n in node.items], [self.end(n) for n in node.items], index)
        if edit is not None:
            yield self.plant(kind, (*path, index), edit, what="removed", **where)  # type: ignore[arg-type]

    def insert_entry(self, kind: str, path: Path, entry: str, look: str | None = None) -> Mutant:
        """Return the set with ``entry`` before the first key of the mapping at ``path``.

        ``look`` is the piece of the entry to look at: its key if None, nothing if empty.
        """
        node = self.nodes[path]
        assert isinstance(node, Mapping_)
        start = self.at(node.entries[0].key)
        new = entry + ", " if node.flow else f"{entry}\n{self._indent(start)}"
        at = start + entry.index(look or "")
        what = f"+ {_shown(entry)}"
        return self.plant(kind, path, (start, start, new), at=None if look == "" else at, what=what)

    def repeat_entry(self, kind: str, path: Path, entry: Entry) -> Iterator[Mutant]:
        """Yield the set with one entry written twice; the second is where to look."""
        node = self.nodes[path]
        assert isinstance(node, Mapping_)
        start, end = self.at(entry.key), self.end(entry.value)
        if end is None:
            return
        join = ", " if node.flow else f"\n{self._indent(start)}"
        new = join + self.text[start:end]
        what = f"{_shown(entry.key.text or '')} twice"
        yield self.plant(kind, path, (end, end, new), at=end + len(join), what=what)

    def swap(self, kind: str, path: Path, first: Node, second: Node) -> Iterator[Mutant]:
        """Yield the set with two parts exchanged."""
        a, b, ends = self.at(first), self.at(second), (self.end(first), self.end(second))
        if ends[0] is None or ends[1] is None or a > b:
            return
        new = self.text[b : ends[1]] + self.text[ends[0] : b] + self.text[a : ends[0]]
        if new != self.text[a : ends[1]]:
            what = f"{_shown(self.text[a : ends[0]])} ↔ {_shown(self.text[b : ends[1]])}"
            yield self.plant(kind, path, (a, ends[1], new), what=what)

    def _indent(self, index: int) -> str:
        return " " * (self.document.place(index).column - 1)


def is_expression(path: Path) -> bool:
    """Tell whether an expression stands at ``path``."""
    if "cases" in path and len(path) > 1 and isinstance(path[-2], int):
        return path[-1] in _CASE_EXPRESSIONS
    if path[0] == "levels":
        return path[-1] == "value"
    return path in {("over",), ("over", "when")} or (path[0] == "require" and path[-1] == "when")


def dotted(path: Path) -> str:
    return ".".join(str(step) for step in path) or "(whole)"


def shape(path: Path) -> str:
    """Return ``path`` with positions and the officer's own names left out."""
    out: list[str] = []
    for step in path:
        own = out and out[-1] in {"sources", "rules", "inputs", "wordings", "by_reading", "with"}
        out.append("*" if isinstance(step, int) or own else step)
    return ".".join(re.sub(r"^children$", "levels", s) for s in out)


def _walk(node: Node, path: Path) -> Iterator[tuple[Path, Node]]:
    yield path, node
    if isinstance(node, Mapping_):
        for entry in node.entries:
            yield from _walk(entry.value, (*path, entry.key.text or ""))
    elif isinstance(node, Sequence_):
        for index, item in enumerate(node.items):
            yield from _walk(item, (*path, index))


def _bracket_end(text: str, start: int) -> int:
    depth, quote = 0, ""
    for index in range(start, len(text)):
        char = text[index]
        if quote:
            if char == quote:
                quote = ""
        elif char in "\"'" and text[index - 1] in " [{,:":
            quote = char
        elif char in "[{":
            depth += 1
        elif char in "]}":
            depth -= 1
            if not depth:
                return index + 1
    raise AssertionError(text[start : start + 40])


def _cut(starts: list[int], ends: list[int | None], index: int) -> tuple[int, int, str] | None:
    if index + 1 < len(starts):
        return starts[index], starts[index + 1], ""
    before, end = ends[index - 1], ends[index]
    return None if before is None or end is None else (before, end, "")


def _shown(text: str) -> str:
    text = " ".join(text.split())
    if not text:
        return "(nothing)"
    return text if len(text) <= 48 else f"{text[:30]}…{text[-12:]}"
