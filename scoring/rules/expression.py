"""Compile an expression: fold it, parse it, check it against the sandbox and type it.

Only what is listed here is allowed. Everything else that Python's grammar or simpleeval would accept
(attributes, subscripts, comprehensions, assignments, lambdas, powers, shifts, unknown names and
functions, two expressions on two lines) is refused when a set is loaded, so nothing of it can reach
evaluation.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import field
from fractions import Fraction
from typing import Final

from scoring.problem import did_you_mean
from scoring.rules.fold import FoldedText, fold
from scoring.rules.types import FUNCTIONS, PLACES, NameTable, Type
from scoring.value_class import dataclass

LONGEST: Final = 400
MOST_NODES: Final = 80
MOST_DIGITS: Final = 20

_BINARY: Final = (ast.Add, ast.Sub, ast.Mult, ast.Div)
_ORDER: Final = (ast.Lt, ast.LtE, ast.Gt, ast.GtE)
_EQUAL: Final = (ast.Eq, ast.NotEq)
_DIGITS: Final = re.compile(r"[0-9]+(?:\.[0-9]+)?")
_QUOTED: Final = re.compile(r"'(?:\\.|[^'\\\0\ud800-\udfff])*'")
_REFUSED: Final = re.compile(
    rf"{_QUOTED.pattern}|(?P<quote>'[^\0\ud800-\udfff]*\Z)|(?P<sign>[#\0\ud800-\udfff])"
    r"|(?<![\w.])(?P<number>[0-9][0-9.]*[^\W\d]\w*)"
)
"""What the parser accepts silently (comments, numbers joined to letters) or reports badly."""


@dataclass(frozen=True, slots=True)
class Flaw:
    """Why an expression is refused; ``offset`` is the character in the text as written."""

    code: str
    message: str
    offset: int
    hint: str = ""


class ExpressionError(Exception):
    """An expression is refused; carries every flaw found in it."""

    def __init__(self, flaws: list[Flaw]) -> None:
        self.flaws = flaws
        super().__init__("；".join(f.message for f in flaws))


@dataclass(frozen=True, slots=True, eq=False)
class Expression:
    """A checked expression. Literals in ``tree`` are exact; ``names`` are the names that it uses."""

    text: str
    tree: ast.expr
    type: Type
    names: frozenset[str]
    needs: tuple[tuple[str, bool], ...] = field(init=False)
    """Names of truth values without which it cannot hold, each with the value that it must have."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "needs", tuple(_needs(self.tree)))

    def numbers(self) -> set[Fraction]:
        """Return every number that is written in the expression."""
        nodes = (node for node in ast.walk(self.tree) if isinstance(node, ast.Constant))
        written: list[object] = [node.value for node in nodes]
        return {value for value in written if isinstance(value, Fraction)}

    def comparisons(self) -> list[ast.Compare]:
        """Return every comparison of order in the expression (the edges of a case)."""
        return [
            node
            for node in ast.walk(self.tree)
            if isinstance(node, ast.Compare) and any(isinstance(op, _ORDER) for op in node.ops)
        ]


def _needs(tree: ast.expr) -> Iterator[tuple[str, bool]]:
    """Yield the names that an expression is a chain of, joined by ``and``."""
    parts = tree.values if isinstance(tree, ast.BoolOp) and isinstance(tree.op, ast.And) else [tree]
    for part in parts:
        if isinstance(part, ast.Name):
            yield part.id, True
        elif (
            isinstance(part, ast.UnaryOp)
            and isinstance(part.op, ast.Not)
            and isinstance(part.operand, ast.Name)
        ):
            yield part.operand.id, False


def compile_expression(text: str, names: NameTable, expected: Type) -> Expression:
    """Check and compile ``text``; it must yield ``expected``.

    Raises :class:`ExpressionError` with all flaws.
    """
    if len(text) > LONGEST:
        hint = "拆成几条 cases 或几个指标。"
        flaw = Flaw("too-long", f"表达式有{len(text)}个字符，最多{LONGEST}个", 0, hint)
        raise ExpressionError([flaw])
    folded = fold(text)
    tree = _parse(folded)
    checker = _Checker(folded, names)
    actual = checker.check(tree)
    if actual is not None and actual != expected:
        checker.flaw(
            "type", f"这里要{_TYPE_WORDS[expected]}，表达式得到的是{_TYPE_WORDS[actual]}", tree
        )
    if checker.flaws:
        raise ExpressionError(checker.flaws)
    return Expression(text, tree, expected, frozenset(checker.used))


_TYPE_WORDS: Final = {
    Type.NUMBER: "数字",
    Type.YES_NO: "是或否（条件）",
    Type.TEXT: "文字",
    Type.DATE: "日期",
}


def _parse(folded: FoldedText) -> ast.expr:
    if not folded.text.strip():
        raise ExpressionError([Flaw("empty", "表达式是空的", 0)])
    for match in _REFUSED.finditer(folded.text):
        if match.lastgroup is not None:
            raise ExpressionError([_refused(folded, match)])
    lead = len(folded.text) - len(folded.text.lstrip())
    try:
        tree = ast.parse(folded.text.strip(), mode="eval").body
    except SyntaxError as error:
        column = (error.offset or 1) - 1 + lead
        raise ExpressionError([_syntax_flaw(folded, min(column, len(folded.text)))]) from None
    except (RecursionError, MemoryError, ValueError):
        raise ExpressionError([Flaw("syntax", "表达式嵌套太深或含有不允许的字符", 0)]) from None
    for node in ast.walk(tree):
        if isinstance(node, ast.expr):
            node.col_offset = lead + _characters(folded.text.strip(), node.col_offset)
            node.end_col_offset = lead + _characters(folded.text.strip(), node.end_col_offset or 0)
    return tree


def _characters(text: str, offset: int) -> int:
    """Turn the parser's byte offset into a character offset."""
    if text.isascii():
        return offset
    return len(text.encode("utf-8", "surrogatepass")[:offset].decode("utf-8", "ignore"))


def _refused(folded: FoldedText, match: re.Match[str]) -> Flaw:
    written = folded.written(*match.span())[:30]
    offset = folded.original(match.start())
    if match.lastgroup == "number":
        return Flaw("literal", f"不允许的写法：{written}", offset, _NUMBER_HINT)
    if match.lastgroup == "quote":
        return Flaw("syntax", "引号不成对", offset, "引号要前后成对，如 '达成' 或 “达成”。")
    shown = written if written.isprintable() else f"U+{ord(written):04X}"
    return Flaw("character", f"不允许的字符“{shown}”", offset, "删去这个字符。")


def _syntax_flaw(folded: FoldedText, column: int) -> Flaw:
    bare = _QUOTED.sub(lambda quoted: "_" * len(quoted[0]), folded.text)
    single = re.search(r"(?<![<>=!])=(?!=)", bare)
    if single:
        return Flaw(
            "assignment",
            "单个“=”不能用",
            folded.original(single.start()),
            "比较是否相等请写 ==，大于等于、小于等于请写 >=、<=。",
        )
    if bare.count("(") != bare.count(")"):
        return Flaw(
            "syntax",
            "括号不成对",
            folded.original(column),
            "检查括号；若写在 {} 里，逗号会把表达式截断，请给整个表达式加引号。",
        )
    return Flaw(
        "syntax",
        "表达式写法不对",
        folded.original(column),
        "只能用数字、名称、+ - × ÷、比较、and/or/not 和列出的函数。",
    )


class _Checker:
    """Checks a parsed tree once: refuses what is not allowed, types it, makes literals exact."""

    def __init__(self, folded: FoldedText, names: NameTable) -> None:
        self.folded = folded
        self.names = names
        self.flaws: list[Flaw] = []
        self.used: set[str] = set()
        self.nodes = 0

    def flaw(self, code: str, message: str, node: ast.AST, hint: str = "") -> None:
        offset = self.folded.original(getattr(node, "col_offset", 0))
        self.flaws.append(Flaw(code, message, offset, hint))

    def check(self, node: ast.expr) -> Type | None:
        """Return the type of a node, or None where a flaw was recorded."""
        self.nodes += 1
        if self.nodes > MOST_NODES:
            if self.nodes == MOST_NODES + 1:
                self.flaw("too-many-nodes", f"表达式太复杂，最多{MOST_NODES}个成分", node)
            return None
        match node:
            case ast.Constant():
                return self._constant(node)
            case ast.Name():
                return self._name(node)
            case ast.BinOp(op=op) if isinstance(op, _BINARY):
                return self._all(Type.NUMBER, node.left, node.right, result=Type.NUMBER)
            case ast.UnaryOp(op=ast.USub() | ast.UAdd()):
                return self._all(Type.NUMBER, node.operand, result=Type.NUMBER)
            case ast.UnaryOp(op=ast.Not()):
                return self._all(Type.YES_NO, node.operand, result=Type.YES_NO)
            case ast.BoolOp():
                return self._all(Type.YES_NO, *node.values, result=Type.YES_NO)
            case ast.Compare():
                return self._compare(node)
            case ast.IfExp():
                return self._choice(node)
            case ast.Call():
                return self._call(node)
        self.flaw("not-allowed", f"不允许这样写：{self._piece(node)}", node, _NOT_ALLOWED_HINT)
        return None

    def _piece(self, node: ast.expr) -> str:
        return self.folded.written(node.col_offset, node.end_col_offset or 0)[:40]

    def _constant(self, node: ast.Constant) -> Type | None:
        if isinstance(node.value, bool):
            return Type.YES_NO
        written = self.folded.text[node.col_offset : node.end_col_offset]
        if isinstance(node.value, str) and written.startswith("'"):
            return Type.TEXT
        if not _DIGITS.fullmatch(written):
            self.flaw("literal", f"不允许的写法：{self._piece(node)}", node, _NUMBER_HINT)
            return None
        if sum(c.isdigit() for c in written) > MOST_DIGITS:
            self.flaw("too-many-digits", f"数字太长，最多{MOST_DIGITS}位", node)
            return None
        # The literal's own text, never the parser's float: 0.8 is four fifths.
        node.value = Fraction(written)  # type: ignore[assignment]
        return Type.NUMBER

    def _name(self, node: ast.Name) -> Type | None:
        spec = self.names.find(node.id)
        if spec is None:
            hint = did_you_mean(node.id, [*self.names.specs, *self.names.aliases])
            self.flaw("unknown-name", f"没有“{node.id}”这个名称", node, hint)
            return None
        node.id = spec.name
        self.used.add(spec.name)
        return spec.type

    def _all(self, expected: Type, *nodes: ast.expr, result: Type) -> Type | None:
        sound = True
        for node in nodes:
            actual = self.check(node)
            if actual is None:
                sound = False
            elif actual != expected:
                self.flaw(
                    "type",
                    f"这里要{_TYPE_WORDS[expected]}，“{self._piece(node)}”是{_TYPE_WORDS[actual]}",
                    node,
                )
                sound = False
        return result if sound else None

    def _compare(self, node: ast.Compare) -> Type | None:
        operands = [node.left, *node.comparators]
        types = [self.check(operand) for operand in operands]
        if any(t is None for t in types):
            return None
        for position, op in enumerate(node.ops):
            left, right = types[position], types[position + 1]
            if isinstance(op, _ORDER):
                sound = left == right and left in {Type.NUMBER, Type.DATE}
            elif isinstance(op, _EQUAL):
                sound = left == right
            else:
                self.flaw("not-allowed", "只能用 < <= > >= == != 比较", node)
                return None
            if not sound:
                self.flaw(
                    "type",
                    f"{_TYPE_WORDS[left]}与{_TYPE_WORDS[right]}不能这样比较",  # type: ignore[index]
                    operands[position + 1],
                    "文字只能比较是否相同；大小只能在数字之间、日期之间比较。",
                )
                return None
            self._choices(operands[position], operands[position + 1])
            self._choices(operands[position + 1], operands[position])
        return Type.YES_NO

    def _choices(self, name: ast.expr, value: ast.expr) -> None:
        if not (isinstance(name, ast.Name) and isinstance(value, ast.Constant)):
            return
        spec = self.names.find(name.id)
        if (
            spec
            and spec.choices
            and isinstance(value.value, str)
            and value.value not in spec.choices
        ):
            hint = (
                did_you_mean(value.value, spec.choices) or f"可用的值：{'、'.join(spec.choices)}。"
            )
            self.flaw("unknown-choice", f"“{spec.name}”没有“{value.value}”这个值", value, hint)

    def _choice(self, node: ast.IfExp) -> Type | None:
        self._all(Type.YES_NO, node.test, result=Type.YES_NO)
        return self._all(Type.NUMBER, node.body, node.orelse, result=Type.NUMBER)

    def _call(self, node: ast.Call) -> Type | None:
        if not isinstance(node.func, ast.Name):
            self.flaw(
                "not-allowed", f"不允许这样调用：{self._piece(node)}", node, _NOT_ALLOWED_HINT
            )
            return None
        name = self.names.function_aliases.get(node.func.id, node.func.id)
        function = FUNCTIONS.get(name)
        if function is None:
            hint = did_you_mean(name, FUNCTIONS)
            self.flaw("unknown-function", f"没有“{name}”这个函数", node, hint or _FUNCTIONS_HINT)
            return None
        node.func.id = name
        if node.keywords or any(isinstance(a, ast.Starred) for a in node.args):
            self.flaw("not-allowed", f"函数 {name} 的参数只能逐个写", node)
            return None
        if not function.least <= len(node.args) <= function.most:
            self.flaw(
                "arguments",
                f"函数 {name} 要{_count(function.least, function.most)}个参数，这里有{len(node.args)}个",
                node,
            )
            return None
        actual = self._all(function.argument, *node.args, result=Type.NUMBER)
        if name == "rounded" and actual is not None and len(node.args) == 2:
            places = node.args[1]
            if not (isinstance(places, ast.Constant) and places.value in PLACES):
                self.flaw("arguments", "函数 rounded 的位数要写成 0 到 6 的整数", places)
                return None
        return actual


def _count(least: int, most: int) -> str:
    return str(least) if least == most else f"{least}到{most}"


_NUMBER_HINT: Final = "数字请写成 12、0.5 或 80%；与名称之间要有运算符或空格。"
_FUNCTIONS_HINT: Final = f"可用的函数：{'、'.join(FUNCTIONS)}。"
_NOT_ALLOWED_HINT: Final = "表达式里只能有数字、引号里的文字、名称、+ - × ÷、比较、and/or/not、条件 a if b else c 和列出的函数。"
