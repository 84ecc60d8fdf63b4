"""The YAML parser's complaints, in Chinese, at the place where the writer can mend them."""

from __future__ import annotations

import re
from typing import Any, Final, Literal

from scoring.documents.bounds import TOO_DEEP, Document
from scoring.documents.yaml_traps import COLON_HINT, WIDE_SPACE
from scoring.problem import Problem
from scoring.value_class import dataclass

_INDENT_HINT: Final = "同一层的内容要左对齐，缩进只用空格，下一层比上一层多两个空格。"
_QUOTE_HINT: Final = '请给整个值加引号，例如 target: "100%: 全部"。'


@dataclass(frozen=True, slots=True)
class _Complaint:
    """The message for a complaint of the parser.

    ``at`` is the mark of the place itself, or of what began there.
    """

    pattern: re.Pattern[str]
    code: str
    message: str
    hint: str
    at: Literal["problem", "context"] = "problem"


def _complaint(
    pattern: str, code: str, message: str, hint: str, at: Literal["problem", "context"] = "problem"
) -> _Complaint:
    return _Complaint(re.compile(pattern), code, message, hint, at)


# The first that matches "context | problem" applies. libyaml and the parser written in Python
# word their complaints differently; both are covered.
_COMPLAINTS: Final = (
    _complaint(
        r"quoted scalar.*(end of stream|document (indicator|separator))",
        "open-quote",
        "引号没有配对，从这里开始的引号一直没有结束",
        "请补上结尾的引号；引号要用半角的。",
        "context",
    ),
    _complaint(
        r"(quoted|double-quoted) scalar.*(escape|hexadecimal)",
        "escape",
        "双引号里的反斜杠写法不对",
        "请改用单引号，或把 \\ 写成 \\\\。",
    ),
    _complaint(
        r"flow (sequence|mapping).*(end of stream|stream end)",
        "open-bracket",
        "括号没有配对，从这里开始的括号一直没有结束",
        "请补上结尾的括号 ] 或 }。",
        "context",
    ),
    _complaint(
        r"flow (sequence|mapping)",
        "bracket",
        "括号里的写法不对：这里缺逗号或结尾的括号",
        "各项之间用半角逗号隔开，键和值之间用半角冒号加空格；有标点的值请加引号。",
    ),
    _complaint(
        r"(mapping values|sequence entries) are not allowed",
        "",
        "",
        "",
    ),
    _complaint(r"simple key", "no-colon", "这一行缺少冒号", COLON_HINT, "context"),
    _complaint(
        r"scanning (an alias|an anchor)",
        "anchor-sign",
        "值不能以 * 或 & 开头（YAML 会当成引用）",
        _QUOTE_HINT,
        "context",
    ),
    _complaint(
        r"(scanning|parsing) a tag",
        "tag-sign",
        "值不能以 ! 开头（YAML 会当成标签）",
        _QUOTE_HINT,
        "context",
    ),
    _complaint(
        r"tag handle", "tag-sign", "值不能以 ! 开头（YAML 会当成标签）", _QUOTE_HINT, "context"
    ),
    _complaint(
        r"block scalar",
        "block-scalar",
        "值以 > 或 | 开头，YAML 会把它当成多行文字的记号",
        '如果是“大于”之类的文字，请给整个值加引号，例如 ">5"。',
        "context",
    ),
    _complaint(
        r"node content",
        "no-value",
        "这里应有一个值",
        "请检查是否多了逗号或括号；以括号开头的文字请加引号。",
    ),
    _complaint(
        r"block (mapping|sequence|collection)",
        "indentation",
        "这一行的缩进和上面对不齐，或上一个值后面多了内容",
        _INDENT_HINT,
    ),
    _complaint(
        r"document start",
        "after-the-end",
        "内容到上面已经结束，这里多出了内容",
        "请检查括号是否多写了一个，或缩进是否写错。",
    ),
    _complaint(r"scanning a directive", "directive", "不支持 YAML 指令（%）", "请删去这一行。"),
)


def translate(error: Any, document: Document) -> Problem:
    """Return a parser's error as a problem in Chinese."""
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    began = getattr(error, "context_mark", None) or mark
    index: int = mark.index if mark is not None else 0
    beginning: int = began.index if began is not None else 0
    wording = f"{getattr(error, 'context', None) or ''} | {getattr(error, 'problem', None) or ''}"
    if "nesting depth" in wording:
        # The scanner runs ahead of the events: its mark stands beyond the level that is too deep.
        return document.problem(index, *TOO_DEEP)
    tab = _tab(document, index)
    if tab is not None:
        return tab
    look_alike = _look_alike(document, document.place(index).line)
    if look_alike is None and began is not None:
        look_alike = _look_alike(document, document.place(beginning).line)
    if look_alike is not None:
        return look_alike
    if "cannot start any token" in wording:
        return _odd_start(document, index)
    for complaint in _COMPLAINTS:
        if not complaint.pattern.search(wording):
            continue
        if not complaint.code:
            return _misplaced(document, index, "sequence" in wording)
        where = beginning if complaint.at == "context" else index
        if complaint.code in ("open-bracket", "bracket") and _at_end(document, index):
            return document.problem(
                beginning, "open-bracket", _COMPLAINTS[2].message, _COMPLAINTS[2].hint
            )
        if complaint.code in ("no-colon", "indentation", "bracket"):
            colon = _doubtful_colon(document, document.place(where).line)
            if colon is not None:
                return colon
        return document.problem(where, complaint.code, complaint.message, complaint.hint)
    return document.problem(
        index, "broken-yaml", "这里的写法不合 YAML 的规矩", "请检查引号、括号、冒号和缩进。"
    )


def _tab(document: Document, index: int) -> Problem | None:
    """Say that a line is indented by a tab (and how many more are) or by a wide space."""
    line = document.source.line(document.place(index).line)
    indent = line[: len(line) - len(line.lstrip())]
    wide = re.search("[\u3000\xa0]", indent)
    if wide:
        row = document.place(index).line - document.first_line
        return document.problem(document.index(row, wide.start()), "wide-space", *WIDE_SPACE)
    if "\t" not in indent and document.text[index : index + 1] != "\t":
        return None
    at_indent = "\t" in indent
    column = indent.index("\t") if at_indent else document.place(index).column - 1
    first = index - (document.place(index).column - 1) + column
    others = sum(
        1 for other in document.source.lines if "\t" in other[: len(other) - len(other.lstrip())]
    ) - (1 if at_indent else 0)
    more = f"（另有 {others} 行也这样）" if others > 0 else ""
    return document.problem(
        first,
        "tab",
        f"缩进用了制表符（Tab）{more}" if at_indent else "这里用了制表符（Tab）",
        "YAML 的缩进只能用空格，请把制表符换成空格。",
    )


_LOOK_ALIKES: Final = (
    (
        re.compile(r":([\xa0\u2002-\u200a\u202f\u3000])"),
        "冒号后面不是普通空格（可能从网页或 Word 复制而来）",
        "请把它删去，打一个普通空格。",
    ),
    (re.compile(r":\s*([｛［])|([｝］])\s*$"), "这里的括号是全角的", "请改成半角的 { } 或 [ ]。"),
    (
        re.compile(r"[{,]\s*\w[^:,{}]*:\s[^,{}\"']*?(，)\s*\w[^:,，{}]*:\s"),
        "这里的逗号是全角的，分不开前后两项",
        "花括号里各项之间请用半角逗号；逗号若是文字的一部分，请给整个值加引号。",
    ),
)
"""Signs that look like YAML's own on a line that could not be read, what is wrong, what to do."""


def _look_alike(document: Document, number: int) -> Problem | None:
    """Name a full-width sign or an odd space where the line that could not be read holds one."""
    line = document.source.line(number)
    for pattern, message, hint in _LOOK_ALIKES:
        match = pattern.search(line)
        if match is not None:
            column = next(match.start(i) for i in range(1, (match.lastindex or 0) + 1) if match[i])
            at = document.index(number - document.first_line, column)
            return document.problem(at, "look-alike", message, hint)
    return None


def _odd_start(document: Document, index: int) -> Problem:
    sign = document.text[index : index + 1]
    return document.problem(
        index, "odd-start", f"值不能以 {sign} 开头", f'请给整个值加引号，例如 "{sign}…"。'
    )


def _misplaced(document: Document, index: int, dash: bool) -> Problem:
    """Tell why a ``:`` or ``-`` stands where none may stand."""
    place = document.place(index)
    line = document.source.line(place.line)
    if dash:
        return document.problem(
            index,
            "dash",
            "冒号后面不能在同一行接“-”列表",
            '请把“- …”写到下一行；如果“-”本来就是文字（如“无”），请加引号写成 "-"。',
        )
    before = line[: place.column - 1]
    if re.search(r":\s", before):
        return document.problem(
            index, "second-colon", "值里又出现了“：”，YAML 分不清哪个是键", _QUOTE_HINT
        )
    number = place.line - 1
    while number >= document.first_line and not document.source.line(number).strip():
        number -= 1
    doubtful = _doubtful_colon(document, number) or _doubtful_colon(document, place.line)
    if doubtful is not None:
        return doubtful
    return document.problem(
        index,
        "indentation",
        "这一行的缩进比上一行深，但上一行已经有值或缺少冒号",
        f"{_INDENT_HINT}上一行若是键，请在末尾写半角冒号。",
    )


def _doubtful_colon(document: Document, number: int) -> Problem | None:
    """Find a full-width colon, or one without a space, where a key ends on line ``number``."""
    line = document.source.line(number)
    match = re.match(r"[\s-]*\w[\w .()（）]{0,40}?\s*(：|:(?=[^\s/]))", line)
    if match is None or re.match(r"[\s-]*[^:：]*:\s", line):
        return None
    column = match.start(1)
    row = number - document.first_line
    start = document.index(row, column)
    if match.group(1) == "：":
        return document.problem(start, "full-width-colon", "这里的冒号是全角的", COLON_HINT)
    return document.problem(start, "colon-without-space", "冒号后面缺一个空格", COLON_HINT)


def _at_end(document: Document, index: int) -> bool:
    return not document.text[index : index + 100_000].strip()
