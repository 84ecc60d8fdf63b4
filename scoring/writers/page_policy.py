"""The line of a page that lets it load and run nothing: checked in a page of a person's own, or put in.

A browser obeys it only where it stands at the head's beginning, before anything that loads: what comes
before it must be of the plainest form, so that every browser reads it alike.
"""

from __future__ import annotations

import re
from html import unescape
from typing import Final

POLICY_LINE: Final = (
    '<meta http-equiv="Content-Security-Policy"'
    " content=\"default-src 'none'; style-src 'unsafe-inline'\">"
)
_ATTRIBUTES: Final = r"""(?:\s+[\w:-]+(?:\s*=\s*(?:"[^"<>]*"|'[^'<>]*'|[^\s"'<>`]+))?)*\s*/?"""
_BLANK: Final = r"(?:\s|<!--[^<>]*-->)*"
_HEAD: Final = re.compile(
    rf"\ufeff?{_BLANK}(?:<!doctype\s+html\b[^<>]*>{_BLANK})?<html{_ATTRIBUTES}>{_BLANK}<head{_ATTRIBUTES}>",
    re.IGNORECASE,
)
_META: Final = re.compile(rf"<meta({_ATTRIBUTES})>", re.IGNORECASE)
_ANY_META: Final = re.compile(r"<meta", re.IGNORECASE)
_NEXT_META: Final = re.compile(rf"{_BLANK}<meta({_ATTRIBUTES})>", re.IGNORECASE)
_ATTRIBUTE: Final = re.compile(r"""([\w:-]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'<>`]+)))?""")
_POLICY: Final = "content-security-policy"
_KINDS: Final = frozenset({_POLICY, "content-type", "content-language", "x-ua-compatible"})
"""What ``http-equiv`` may say; ``refresh`` would open another page."""
_STYLES: Final = frozenset({"'none'", "'unsafe-inline'"})
_INSIDE: Final = frozenset({"'none'", "data:"})
_MAY_SAY: Final = {
    "style-src": _STYLES, "style-src-attr": _STYLES, "style-src-elem": _STYLES,
    "font-src": _INSIDE, "img-src": _INSIDE,
}  # fmt: skip
"""What a policy may allow: styles that stand in the page, pictures and letters that it holds."""
_WHAT_TO_DO: Final = (
    f"请在 <head> 下面写上这一行（ziping sets templates 写出的模板里已有）：{POLICY_LINE}"
)


class PolicyFault(ValueError):
    """A page that could load or run something; ``near`` stands on the faulty line of its template."""

    def __init__(self, message: str, near: str, hint: str = _WHAT_TO_DO) -> None:
        super().__init__(message)
        self.near = near
        self.hint = hint


def with_policy(page: str) -> str:
    """Return a page with the line in its head, put there if it has none.

    Raises :class:`PolicyFault` if it is not certain where its head begins, its own line allows more, or
    it sends the reader elsewhere.
    """
    head = _HEAD.match(page)
    if head is None:
        message = "网页模板要以 <!DOCTYPE html>、<html>、<head> 开头，前面不能有别的内容：内容安全策略（CSP）要写在那里"
        raise PolicyFault(message, "<head")
    for found in _ANY_META.finditer(page):
        meta = _META.match(page, found.start())
        if meta is None:
            raise PolicyFault(
                "网页模板里的这个 <meta> 写得不规范", "<meta", '请写成 <meta 名称="内容"> 的样子。'
            )
        _check_kind(_attributes(meta[1]))
    at, own = head.end(), False
    while (meta := _NEXT_META.match(page, at)) is not None:
        at = meta.end()
        given = _attributes(meta[1])
        if given.get("http-equiv", "").lower() == _POLICY:
            _check_policy(given.get("content", ""))
            own = True
    return page if own else f"{page[: head.end()]}\n{POLICY_LINE}{page[head.end() :]}"


def _attributes(text: str) -> dict[str, str]:
    """Return the attributes of a tag; of one that is there twice the first counts, as in a browser."""
    found: dict[str, str] = {}
    for match in _ATTRIBUTE.finditer(text):
        found.setdefault(match[1].lower(), unescape(match[2] or match[3] or match[4] or ""))
    return found


def _check_kind(given: dict[str, str]) -> None:
    kind = given.get("http-equiv")
    if kind is not None and kind.strip().lower() not in _KINDS:
        message = "网页模板里的 <meta http-equiv> 会让网页转到别处"
        raise PolicyFault(message, "http-equiv", "请删去这一行。")


def _check_policy(policy: str) -> None:
    default = False
    for directive in policy.lower().split(";"):
        name, *values = directive.split() or [""]
        may_say = _MAY_SAY.get(name, frozenset({"'none'"}))
        if name and (not values or not set(values) <= may_say):
            message = (
                f"网页模板的内容安全策略（CSP）太宽：{name} 只能是 {' '.join(sorted(may_say))}"
            )
            raise PolicyFault(message, "Content-Security-Policy")
        default = default or name == "default-src"
    if not default:
        message = "网页模板的内容安全策略（CSP）没有写 default-src 'none'"
        raise PolicyFault(message, "Content-Security-Policy")
