"""Mutants that change nothing, and mutants that slip through: each with its reason.

Keys are patterns of (kind, ``set path: change``), as :func:`fnmatch.fnmatchcase` reads them.
"""

from __future__ import annotations

_NO_ZERO = (
    "A target of 0 never comes to this rule: such a row is compared as `zero`, or stays unread."
)
_WIDE = (
    "Taken for near (5%) a value is 0.95 to 1.05 of its target; 10% off it is below the target on "
    "the bad side and above it on the good one, and so positive too: neither the guard nor the cap binds."
)
_LEAST = "A row of parts that is not met has a least part below 1: the cap does not bind."

EQUIVALENT: dict[tuple[str, str], str] = {
    ("turned comparison: the edge*", "mof/* rules.at_least.cases.2.when: *"): _NO_ZERO,
    ("turned comparison: the edge*", "mof/* rules.at_most.cases.1.when: *"): _NO_ZERO,
    ("turned comparison: the edge*", "mof/* rules.exactly.cases.?.when: *target[<>]*"): _NO_ZERO,
    ("turned comparison: the edge*", "mof/* rules.approximate.cases.0.when: *"): _NO_ZERO,
    ("turned comparison: the edge*", "mof/* rules.exactly.cases.0.when: >= → > *"): (
        "Actual and target equal is met, which stands before it."
    ),
    ("wrong number*", "mof/* rules.approximate.cases.1.from: 1 → 2"): _WIDE,
    ("wrong number*", "mof/* rules.approximate.cases.2.from: 1 → 2"): _WIDE,
    ("wrong number*", "mof/* rules.approximate.cases.2.to: 0 → 1"): _WIDE,
    ("lost guard*", "mof/* rules.approximate.cases.2.*"): _WIDE,
    ("lost cap*", "mof/* rules.approximate.cases.[12].from: *"): _WIDE,
    ("× ↔ ÷", "mof/* rules.approximate.cases.[12].to: *"): _WIDE,
    ("end of a band lost", "mof/* rules.approximate.cases.[12].to: *"): _WIDE,
    ("wrong number*", "mof/* rules.parts.cases.2.from: 1 → 2"): _LEAST,
    ("wrong number*", "mof/* rules.parts.cases.2.score: 1 → 2"): _LEAST,
    ("lost cap*", "mof/* rules.parts.cases.2.[fs]*"): _LEAST,
    ("rounding removed", "mof/* rounding: *"): "0.01 is what holds where nothing is written.",
    ("a part of the set removed*", "mof/* approximate: *"): (
        "5% and 10% are what holds where nothing is written."
    ),
    ("a part of the set removed*", "mof/* magnitude: *"): (
        "100 is what holds where nothing is written."
    ),
    ("money unit*", "mof/* money_unit: removed"): "万元 is what holds where nothing is written.",
    ("money unit*", "mof/* applies_to: removed"): "project is what holds where nothing is written.",
}

_TEXT = "A text for people, right or wrong: only a reader can tell."
_PERSON = "Which document a rule rests on only a person who has read it can tell."

KNOWN_TO_SLIP: dict[tuple[str, str], str] = {
    ("lost guard*", "* rules.parts.cases.2.*"): (
        "A share below 0 is cut to 0 points all the same; only the formula that is printed would show it."
    ),
    ("wrong word in a text for people", "*"): _TEXT,
    ("misspelt wording grade*", "*"): _TEXT,
    ("another source cited than is meant", "*"): _PERSON,
    ("*source*", "* sources.*"): (
        "Where a set that extends gives a source of the same name anew, the older one holds again."
    ),
    ("one word of a list removed", "*"): (
        "Each word of a list would need an example of its own; the lists have examples, not every word."
    ),
    ("money unit*", "*"): "It changes what the form prints, not a score.",
}
