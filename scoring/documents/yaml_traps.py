"""What YAML accepts without an error although the writer meant something else.

Each function looks at the text around a value and returns the problem, or None.
"""

from __future__ import annotations

import re
from typing import Final

from scoring.documents.bounds import Document
from scoring.problem import Problem
from scoring.text import excerpt

_COMMENT: Final = re.compile(r"#[^\r\n]*")
_NOTHING_MORE: Final = re.compile(r"(?:[ \t\r\n]++|\.\.\.(?=\s|\Z)|#[^\r\n]*+)*+")
_SKIPPED: Final = re.compile(r"(?:[ \t]*+(?:#[^\r\n]*+)?(?:\r\n|\n|\r))*+")
_INDENT_SIGN: Final = re.compile(r"[|>][+-]?[0-9]")
_HASH_NUMBER: Final = re.compile(r"[ \t]+#[0-9]")
_LOST_LINE: Final = re.compile(
    r"[\r\n][ \t]*+(-(?:[ \t]|[^\W\d])|[^\W\d]\w{0,30}[ \t]*+(?:：|:(?=[^\s/:])))"
)
_FIRST_COLON: Final = re.compile(r"[^\W\d]\w{0,30}[ \t]*+(：)")
_CALL: Final = re.compile(r"[^(（]*[(（][^)）]*")
_CLOSES: Final = re.compile(r"[^()（）\]\r\n]{0,2000}[)）]")
_THOUSANDS: Final = re.compile(r"[0-9]{3}(?:\.[0-9]*)?")
COLON_HINT: Final = "键和值之间要用半角冒号加一个空格，例如 name: 甲。"
WIDE_SPACE: Final = ("缩进用了全角空格或不间断空格", "YAML 的缩进只能用半角空格，请换掉。")
_VALUE_BEFORE: Final = re.compile(r"(\w+)[ \t]*:[ \t]+([^{}\[\],\"'\r\n]+)\Z")


def cut_by_comma(document: Document, key_start: int, key_end: int, value: int) -> Problem | None:
    """Find the comma that made the end of a value look like a key without a value.

    In ``{score: points * min(a, 1)}`` YAML reads ``1)`` as a key whose value is empty.
    """
    text = document.text
    if ":" in _COMMENT.sub("", text[key_end:value]):
        return None
    key = text[key_start:key_end]
    shown = excerpt(key)
    colon = re.search("[：:]", key)
    if colon and key[0] not in "\"'":
        full = colon.group() == "："
        return document.problem(
            key_start + colon.start(),
            "full-width-colon" if full else "colon-without-space",
            f"“{shown}”里的冒号是全角的" if full else f"“{shown}”的冒号后面缺一个空格",
            COLON_HINT,
        )
    before = _back(text, key_start)
    if before and text[before - 1] == ",":
        digit_before = before >= 2 and text[before - 2].isdigit()
        if digit_before and _THOUSANDS.fullmatch(key):
            hint = "数字里不要写千分位逗号；如果是文字，请给整个值加引号。"
        else:
            hint = f"值里有逗号时，请给整个值加引号{_quoted(text, before - 1, key_end)}。"
        return document.problem(
            before - 1,
            "cut-by-comma",
            f"花括号里的逗号把值截断了，“{shown}”成了一个没有值的键",
            hint,
        )
    return document.problem(
        key_start,
        "key-without-value",
        f"花括号里的“{shown}”没有冒号和值",
        "请写成“键: 值”；如果花括号本来就是文字，请给整个值加引号。",
    )


def _quoted(text: str, comma: int, end: int) -> str:
    """Return how the value that a comma cut should be written, or nothing where it is long."""
    found = _VALUE_BEFORE.search(text, max(0, comma - 60), comma)
    rest = " ".join(text[comma:end].split())
    if found is None or len(rest) > 40:
        return ""
    return f'，例如 {found[1]}: "{found[2]}{rest}"'


def unquoted_comma(document: Document, start: int, end: int) -> Problem | None:
    """Find a list item that a comma cut inside brackets: ``[max(a, 1), 2]``."""
    text = document.text[start : min(end, start + 2000)]
    if (
        document.text.startswith(",", end)
        and _CALL.fullmatch(text)
        and _CLOSES.match(document.text, end)
    ):
        return document.problem(
            end,
            "cut-by-comma",
            f"方括号里的逗号把“{text[:40]}”截断了",
            "值里有逗号时，请给整个值加引号。",
        )
    return None


def odd_plain_scalar(document: Document, start: int, end: int) -> Problem | None:
    """Find a line that was swallowed by the value above it, or a value cut by ``#``."""
    text = document.text
    cut = _HASH_NUMBER.match(text, end)
    if cut and end > start:
        return document.problem(
            cut.end() - 2,
            "cut-by-hash",
            "空格后面的 # 会把后面的文字当成注释丢掉",
            "如果 # 是文字的一部分，请给整个值加引号；如果是注释，请在 # 后面空一格。",
        )
    lost = _LOST_LINE.search(text, start, end)
    if lost:
        first = _FIRST_COLON.match(text, start, end)
        if first and first.start(1) < lost.start():
            return document.problem(
                first.start(1), "full-width-colon", "这里的冒号是全角的", COLON_HINT
            )
        return document.problem(
            lost.start(1),
            "swallowed-line",
            "这一行被接到了上一行的值后面",
            "请检查缩进、半角冒号和冒号后的空格；如果它本来就是上一行的续行，请给整个值加引号。",
        )
    return None


def odd_block_scalar(document: Document, start: int, text: str) -> Problem | None:
    """Find a value such as ``>5``, which YAML takes for an empty text with five spaces before."""
    if text.strip() and not _INDENT_SIGN.match(document.text, start):
        return None
    sign = document.text[start]
    return document.problem(
        start,
        "block-scalar",
        f"值以 {sign} 开头，YAML 会把它当成多行文字的记号",
        f'如果是“大于”之类的文字，请给整个值加引号，例如 ">5"；多行文字请在 {sign} 后换行再写。',
    )


def directive(document: Document) -> Problem | None:
    """Find a ``%YAML`` or ``%TAG`` line before the content."""
    skipped = _SKIPPED.match(document.text)
    index = skipped.end() if skipped else 0
    if document.text.startswith("%", index):
        return document.problem(index, "directive", "不支持 YAML 指令（%）", "请删去这一行。")
    return None


def leftover(document: Document, end: int) -> Problem | None:
    """Find what follows the one document that a file may hold."""
    rest = _NOTHING_MORE.match(document.text, end)
    index = rest.end() if rest else end
    if index >= len(document.text):
        return None
    if document.text.startswith(("---", "%"), index):
        return document.problem(
            index,
            "several-documents",
            "一个文件里只能有一份 YAML 文档，这里又开始了一份",
            "请把它们分成几个文件。",
        )
    return document.problem(
        index,
        "after-the-end",
        f"内容到上面已经结束，这里多出了“{document.text[index : index + 10].splitlines()[0]}”",
        "请检查括号是否多写了一个，或缩进是否写错。",
    )


def _back(text: str, index: int) -> int:
    """Return the end of what stands before ``index``, without copying the text before it."""
    while index and text[index - 1] in " \t\r\n":
        index -= 1
    return index
