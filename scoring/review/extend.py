"""``extends``: apply one review rule file to another. A rule of the same code is patched key by key.

Conditions are written once: a file for another reader names only the words that differ. Nodes keep
the place they were written at, so that every fault is reported where it stands.
"""

from __future__ import annotations

from collections.abc import Container, Iterable
from typing import Final

from scoring.documents.node import Entry, Mapping_, Node, Scalar, Sequence_
from scoring.problem import InputError, Problem, did_you_mean
from scoring.review.rule_file import MOST_RULES

EXTENDS: Final = "extends"
EXAMPLE: Final = "example"
"""Of an example the facts stay where a file has other words for the same case."""
WITHOUT: Final = "without"
WITHOUT_KEYS: Final = "without_keys"
_WHOLE: Final = ("kind", "of", "when")
"""Keys that a new rule cannot do without; a patch needs none of them."""
_BEHIND: Final = {"before": 0, "after": 1}
"""Keys that say where a rule stands, and how far behind the rule that they name."""


def extended(base: Mapping_, over: Mapping_) -> Mapping_:
    """Return ``base`` as the file ``over`` changes it.

    Raises :class:`InputError` for codes of rules and keys that the base does not have.
    """
    problems: list[Problem] = []
    for key in ("rules", WITHOUT, WITHOUT_KEYS):
        listed = over.get(key)
        if isinstance(listed, Sequence_) and len(listed.items) > MOST_RULES:
            message = f"{key} 里有 {len(listed.items)} 项，最多 {MOST_RULES} 项"
            raise InputError([listed.problem("too-many", message, "请删减。")])
    base_rules, rules = _rules(base), _rules(over)
    entries = [
        e for e in over.entries if e.key.text not in {"sources", "rules", WITHOUT, WITHOUT_KEYS}
    ]
    sources = _merged(base.get("sources"), over.get("sources"))
    if sources is not None:
        entries.append(_entry("sources", sources, over))
    if base_rules is None or (over.get("rules") is not None and rules is None):
        # not a list: what the file holds is reported as it stands
        entries += [e for e in over.entries if e.key.text == "rules"]
    else:
        kept = _kept(base_rules, over, problems)
        patched = _patched(kept, () if rules is None else rules.items, problems)
        at = base_rules if rules is None else rules
        entries.append(_entry("rules", Sequence_(at.place, at.source, tuple(patched)), over))
    if problems:
        raise InputError(problems)
    return Mapping_(over.place, over.source, tuple(entries), over.flow)


def _rules(file: Mapping_) -> Sequence_ | None:
    rules = file.get("rules")
    return rules if isinstance(rules, Sequence_) else None


def _entry(name: str, value: Node, near: Node) -> Entry:
    return Entry(Scalar(value.place, near.source, name), value)


def _merged(base: Node | None, over: Node | None) -> Node | None:
    """Return a mapping's entries with those of ``over`` in their place or behind."""
    if not isinstance(base, Mapping_) or not isinstance(over, Mapping_):
        return base if over is None else over
    changes = {e.key.text: e for e in over.entries}
    kept = []
    for entry in base.entries:
        change = changes.pop(entry.key.text, entry)
        value = _merged(entry.value, change.value) if entry.key.text == EXAMPLE else change.value
        kept.append(Entry(change.key, value or change.value))
    return Mapping_(over.place, over.source, (*kept, *changes.values()), over.flow)


def code_of(rule: Node) -> str:
    """Return a rule's code as written, or an empty text."""
    code = rule.get("code") if isinstance(rule, Mapping_) else None
    return code.text or "" if isinstance(code, Scalar) else ""


def _kept(rules: Sequence_, over: Mapping_, problems: list[Problem]) -> list[Node]:
    """Return the base's rules, without those and without the keys that are not taken over."""
    codes = [code_of(rule) for rule in rules.items]
    unwanted = set(_names(over.get(WITHOUT), codes, "所承接的规则里没有“{}”", problems))
    keys = set(
        _names(over.get(WITHOUT_KEYS), _keys(rules), "所承接的规则里没有“{}”这个键", problems)
    )
    keys -= {"code", *_WHOLE}
    kept: list[Node] = []
    for rule in rules.items:
        if code_of(rule) in unwanted:
            continue
        kept.append(_without_keys(rule, keys))
    return kept


def _keys(rules: Sequence_) -> list[str]:
    named = (e.key.text for r in rules.items if isinstance(r, Mapping_) for e in r.entries)
    return list(dict.fromkeys(key for key in named if key))


def _names(
    node: Node | None, choices: Iterable[str], message: str, problems: list[Problem]
) -> list[str]:
    if node is None:
        return []
    choices = list(choices)
    items = node.items if isinstance(node, Sequence_) else (node,)
    for item in items:
        text = item.text or "" if isinstance(item, Scalar) else ""
        if text not in choices:
            hint = did_you_mean(text, choices)
            problems.append(item.problem("unknown-code", message.format(text), hint))
    return [item.text or "" for item in items if isinstance(item, Scalar)]


def _patched(rules: list[Node], patches: Iterable[Node], problems: list[Problem]) -> list[Node]:
    """Apply every rule to the base's rule of its code; a new one comes behind."""
    where = {code_of(rule): index for index, rule in enumerate(rules)}
    met: set[str] = set()
    for rule in patches:
        code = code_of(rule)
        at = where.get(code)
        if at is not None and code in met:
            problems.append(rule.problem("duplicate-code", f"有两条规则叫“{code}”", "合成一条。"))
        elif at is not None and isinstance(rule, Mapping_):
            patched = _merged(rules[at], rule)
            assert patched is not None
            rules[at] = patched
        else:
            if isinstance(rule, Mapping_) and code and not any(rule.get(key) for key in _WHOLE):
                hint = did_you_mean(code, where) or f"新写的规则要写全 {'、'.join(_WHOLE)}。"
                at_code = rule.get("code") or rule
                message = f"所承接的规则里没有“{code}”"
                problems.append(at_code.problem("unknown-code", message, hint))
            rules.append(rule)
        met.add(code)
    return rules


def in_stated_order(rules: Sequence_, problems: list[Problem]) -> Sequence_:
    """Return the rules in the order that their ``before`` and ``after`` ask for, without these."""
    # nodes compare by content: a rule written twice is two rules, taken out by identity
    ordered = list(rules.items)
    for rule in rules.items:
        asked = rule.entries if isinstance(rule, Mapping_) else ()
        for key, named in ((e.key.text, e.value) for e in asked):
            if key not in _BEHIND or not isinstance(named, Scalar) or not named.text:
                continue
            ordered = [other for other in ordered if other is not rule]
            codes = [code_of(other) for other in ordered]
            if named.text in codes:
                ordered.insert(codes.index(named.text) + _BEHIND[key], rule)
                continue
            ordered.append(rule)
            hint = did_you_mean(named.text, codes)
            message = f"{key}：没有“{named.text}”这条规则"
            problems.append(named.problem("unknown-code", message, hint))
    placed = tuple(_placed(rule) for rule in ordered)
    return Sequence_(rules.place, rules.source, placed)


def _placed(rule: Node) -> Node:
    """Return a rule without the keys of its place; what is no name stays, to be reported."""
    named = {k for k in _BEHIND if isinstance(rule, Mapping_) and isinstance(rule.get(k), Scalar)}
    return _without_keys(rule, named)


def _without_keys(rule: Node, keys: Container[str | None]) -> Node:
    if not isinstance(rule, Mapping_):
        return rule
    left = tuple(e for e in rule.entries if e.key.text not in keys)
    return Mapping_(rule.place, rule.source, left, rule.flow)
