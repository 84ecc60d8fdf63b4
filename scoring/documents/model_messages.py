"""pydantic's error types, in Chinese."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, Final

from scoring.documents.node import Node, Scalar
from scoring.documents.number_messages import kind, not_plain

_MAP_HINT: Final = "请写成几行“键: 值”，比上一层多缩进两个空格。"
_LIST_HINT: Final = "请写成几行，每行以“- ”开头。"
_Describes = Callable[[Any, dict[str, Any]], tuple[str, str]]


def describe(error: Any, node: Node) -> tuple[str, str, str]:
    """Return code, message and hint of one entry of ``ValidationError.errors()``.

    A validator of ours gives all three itself, see :func:`scoring.documents.refusal.refuse`.
    """
    context: dict[str, Any] = error.get("ctx") or {}
    if "message" in context:
        return error["type"], str(context["message"]), str(context.get("hint", ""))
    code, describes = _BY_TYPE.get(error["type"], ("invalid-value", _other))
    message, hint = describes(error["input"], {**error, **context})
    if isinstance(node, Scalar) and node.plain and "：" in (node.text or "")[:40]:
        hint += "如果想写“键: 值”，冒号要用半角的，后面空一格。"
    return code, message, hint


def _shown(value: Any) -> str:
    if not isinstance(value, str):
        return kind(value)
    return f"“{value}”" if len(value) <= 40 else f"“{value[:40]}…”"


def _map(value: Any, _: dict[str, Any]) -> tuple[str, str]:
    return f"这里应是一组“键: 值”，写的却是{kind(value)}", _MAP_HINT


def _list(value: Any, _: dict[str, Any]) -> tuple[str, str]:
    return f"这里应是列表，写的却是{kind(value)}", _LIST_HINT


def _text(value: Any, _: dict[str, Any]) -> tuple[str, str]:
    return (
        f"这里应是一段文字，写的却是{kind(value)}",
        "请写成一行文字；以 [ 或 { 开头的文字要加引号。",
    )


def _text_length(value: Any, context: dict[str, Any]) -> tuple[str, str]:
    if "min_length" in context:
        return f"文字太短，至少 {context['min_length']} 个字", "请写完整。"
    long = f"，这里有 {len(value):,} 个" if isinstance(value, str) else ""
    return f"文字太长，最多 {context['max_length']:,} 个字{long}", "请缩短，或把详情放进附件。"


def _rows(_: Any, context: dict[str, Any]) -> tuple[str, str]:
    if "min_length" in context:
        return f"行数太少，至少 {context['min_length']} 行", "请补上。"
    return f"行数太多，最多 {context['max_length']:,} 行", "请检查是否重复，或分成几份。"


def _choice(value: Any, context: dict[str, Any]) -> tuple[str, str]:
    choices = re.findall(r"'((?:[^'\\]|\\.)*)'", str(context.get("expected", "")))
    listed = "、".join(choices) or str(context.get("expected", ""))
    if not isinstance(value, str):
        return f"这里应是文字，写的却是{kind(value)}", f"可以写的有：{listed}。"
    one = len(choices) == 1
    return (
        f"{_shown(value)}不是可以写的值",
        f"应写 {listed}。" if one else f"可以写的有：{listed}。",
    )


def _number(value: Any, _: dict[str, Any]) -> tuple[str, str]:
    return not_plain(value)


def _whole(value: Any, _: dict[str, Any]) -> tuple[str, str]:
    if isinstance(value, str) and re.fullmatch(r"-?[0-9]{1,18}\.[0-9]+", value.strip()):
        return f"{_shown(value)}不是整数", "请写整数。"
    return not_plain(value)


def _limit(sign: str, key: str) -> _Describes:
    def describes(value: Any, context: dict[str, Any]) -> tuple[str, str]:
        return f"{_shown(value)}超出了范围", f"应{sign} {context.get(key)}。"

    return describes


def _yes_no(value: Any, _: dict[str, Any]) -> tuple[str, str]:
    return f"{_shown(value)}既不是“是”也不是“否”", "请写 是 或 否。"


def _date(value: Any, _: dict[str, Any]) -> tuple[str, str]:
    return f"{_shown(value)}不是日期", "请写成 2022-03-01 的样子。"


def _pattern(value: Any, _: dict[str, Any]) -> tuple[str, str]:
    return f"{_shown(value)}的写法不对", "请检查是否有多余的符号或空格。"


def _other(value: Any, context: dict[str, Any]) -> tuple[str, str]:
    """Pass on the message of a validator's plain ``ValueError`` if it is Chinese."""
    message = str(context.get("error") or context["msg"])
    if re.search("[\u4e00-\u9fff]", message):
        return message, ""
    return f"{_shown(value)}不符合要求（{context['type']}）", "请对照说明检查这一项。"


_CODES: Final[dict[str, tuple[_Describes, tuple[str, ...]]]] = {
    "not-a-mapping": (
        _map,
        ("model_type", "model_attributes_type", "dict_type", "mapping_type", "dataclass_type"),
    ),
    "not-a-list": (
        _list,
        ("list_type", "tuple_type", "set_type", "frozen_set_type", "iterable_type"),
    ),
    "not-text": (_text, ("string_type", "string_sub_type", "bytes_type")),
    "text-length": (_text_length, ("string_too_long", "string_too_short")),
    "list-length": (_rows, ("too_long", "too_short")),
    "not-a-choice": (_choice, ("literal_error", "enum")),
    "plain-number": (
        _number,
        (
            "decimal_parsing", "decimal_type", "decimal_max_digits", "decimal_max_places",
            "decimal_whole_digits", "float_type", "float_parsing", "finite_number",
        ),
    ),
    "whole-number": (_whole, ("int_type", "int_parsing", "int_parsing_size", "int_from_float")),
    "above-limit": (_limit("不大于", "le"), ("less_than_equal",)),
    "not-below-limit": (_limit("小于", "lt"), ("less_than",)),
    "below-limit": (_limit("不小于", "ge"), ("greater_than_equal",)),
    "not-above-limit": (_limit("大于", "gt"), ("greater_than",)),
    "yes-no": (_yes_no, ("bool_type", "bool_parsing")),
    "not-a-date": (
        _date,
        ("date_type", "date_parsing", "date_from_datetime_parsing", "date_from_datetime_inexact"),
    ),
    "wrong-form": (_pattern, ("string_pattern_mismatch",)),
    "invalid-value": (_other, ("value_error",)),
}  # fmt: skip
_BY_TYPE: Final = {
    kind: (code, describes) for code, (describes, kinds) in _CODES.items() for kind in kinds
}
