"""What is wrong with a piece of text that is no JSON, in Chinese."""

from __future__ import annotations

import re

_FULL_WIDTH = {"：": "冒号", "，": "逗号", "“": "引号", "”": "引号", "｛": "括号", "【": "括号"}


def odd_token(text: str, at: int) -> tuple[int, str, str, str]:
    """Return index, code, message and hint for what is no JSON value at ``at``."""
    sign = text[at : at + 1]
    word = re.match(r"[-+]?[A-Za-z_$][A-Za-z0-9_$]{0,40}", text[at : at + 60])
    if not sign:
        return max(at - 1, 0), "cut-off", "内容到这里就断了", "文件可能不完整，请重新导出。"
    if sign == '"':
        return bad_string(text, at)
    if sign == "'":
        return at, "single-quote", "JSON 里的引号要用双引号", "请把单引号改成半角双引号。"
    if sign in _FULL_WIDTH:
        what = _FULL_WIDTH[sign]
        return at, "full-width-sign", f"这里的{what}是全角的", f"请改成半角的{what}。"
    if text.startswith(("//", "/*", "#"), at):
        return at, "comment", "JSON 里不能写注释", "请删去注释，或改用 YAML 格式。"
    if word and re.fullmatch(r"[-+]?(nan|inf|infinity)", word.group().lower()):
        return at, "not-a-number", f"{word.group()} 不是一个数", "没有数就写 null，或删去这一项。"
    if word and word.group() in ("True", "False", "None", "TRUE", "FALSE", "NULL", "undefined"):
        right = {"t": "true", "f": "false"}.get(word.group()[0].lower(), "null")
        return at, "wrong-word", f"{word.group()} 不是 JSON 的写法", f"请写 {right}。"
    if re.match(r"[-+.0-9]", sign):
        return (
            at,
            "odd-number",
            "这个数的写法不对",
            "请写成 18159500.00 的样子：前面不加 0 和正号，小数点前后都有数字，不写逗号和单位。",
        )
    if sign in ",]}:":
        return at, "no-value", "这里应有一个值", "请检查是否多了逗号、冒号或括号。"
    return at, "no-quotes", "文字要用半角双引号括起来", '例如 "name": "甲"。'


def bad_string(text: str, at: int) -> tuple[int, str, str, str]:
    """Tell a string that never ends from one with a raw line break, tab or wrong escape inside."""
    good = re.compile(r'"(?:[^"\\\x00-\x1f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*+').match(text, at)
    end = good.end() if good else at
    if text.startswith("\t", end):
        return end, "tab", "引号里有制表符（Tab）", "请写成 \\t 或换成空格。"
    if text.startswith("\\", end) and end + 1 < len(text):
        hint = '反斜杠本身写成 \\\\，引号写成 \\"，其他字符直接写。'
        return end, "escape", "反斜杠的写法不对", hint
    return (
        at,
        "open-quote",
        "引号没有配对，从这里开始的引号在这一行没有结束",
        '请补上结尾的半角双引号；文字里的换行写成 \\n，引号写成 \\"。',
    )
