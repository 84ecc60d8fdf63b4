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

_CHILDREN = "Its children bring the same points: the form prints the same."
_SAME = "The rule that it is laid over cites the same source."

EQUIVALENT: dict[tuple[str, str], str] = {
    ("turned comparison: the edge*", "* rules.at_least.cases.[12].when: *target*0"): _NO_ZERO,
    ("turned comparison: the edge*", "* rules.at_most.cases.[01].when: *target[<>]*0"): _NO_ZERO,
    ("turned comparison: the edge*", "* rules.exactly.cases.?.when: *target[<>]*0"): _NO_ZERO,
    ("turned comparison: the edge*", "* rules.approximate.cases.0.when: *"): _NO_ZERO,
    ("turned comparison: the edge*", "* rules.exactly.cases.0.when: >= → > *"): (
        "Actual and target equal is met, which stands before it."
    ),
    ("wrong number*", "mof/2020-* rules.approximate.cases.1.from: 1 → 2"): _WIDE,
    ("wrong number*", "mof/2020-* rules.approximate.cases.2.from: 1 → 2"): _WIDE,
    ("wrong number*", "mof/2020-* rules.approximate.cases.2.to: 0 → 1"): _WIDE,
    ("wrong number*", "mof/2020-project-reverse-linear rules.approximate.cases.1.to: *"): _WIDE,
    ("lost guard*", "* rules.approximate.cases.[12].*"): _WIDE,
    ("lost cap*", "* rules.approximate.cases.[12].from: *"): _WIDE,
    ("× ↔ ÷", "mof/2020-* rules.approximate.cases.[12].to: *"): _WIDE,
    ("end of a band lost", "* rules.approximate.cases.[12].to: *"): _WIDE,
    ("wrong number*", "mof/2020-* rules.parts.cases.2.from: 1 → 2"): _LEAST,
    ("wrong number*", "guangxi/* rules.parts.cases.1.[fs]*: 1 → 2"): _LEAST,
    ("wrong number*", "mof/2020-* rules.parts.cases.2.score: 1 → 2"): _LEAST,
    ("lost cap*", "* rules.parts.cases.[12].[fs]*"): _LEAST,
    ("rule without a source", "*-reverse-linear rules.bound.source: removed"): _SAME,
    ("rule without a source", "hubei/project rules.absence.source: removed"): _SAME,
    ("wrong score in a case*", "shenzhen/2024-department levels.2.children.1.children.1.*"): (
        "The row shows a rate and has 0 points."
    ),
    ("wrong percentage", "* ?% → 0?%"): "The same number.",
    (
        "points of a level removed",
        "shenzhen/2024-department levels.[01].points: removed",
    ): _CHILDREN,
    (
        "points of a level removed",
        "shenzhen/2024-department levels.[01].children.?.points: removed",
    ): _CHILDREN,
    (
        "points of a level removed",
        "shenzhen/2024-department levels.2.children.[013].points: removed",
    ): _CHILDREN,
    (
        "points of a level removed",
        "shenzhen/2024-department levels.1.children.0.children.0.points: removed",
    ): _CHILDREN,
    (
        "points of a level removed",
        "shenzhen/2024-department levels.2.children.0.children.0.points: removed",
    ): _CHILDREN,
    (
        "points of a level removed",
        "shenzhen/2024-department levels.2.children.1.children.1.points: removed",
    ): _CHILDREN,
    (
        "points of a level removed",
        "hunan-yueyang/2018-department levels.[01].points: removed",
    ): _CHILDREN,
    (
        "points of a level removed",
        "hunan-yueyang/2018-department levels.1.children.[01].points: removed",
    ): _CHILDREN,
    ("points of a level removed", "sichuan/2018-department levels.[01].points: removed"): _CHILDREN,
    ("points of a level removed", "sichuan/2018-project levels.0.points: removed"): _CHILDREN,
    (
        "points of a level removed",
        "sichuan/2018-project levels.0.children.[01].points: removed",
    ): _CHILDREN,
    ("rounding removed", "* rounding: *"): "0.01 is what holds where nothing is written.",
    ("a part of the set removed*", "* approximate: *"): (
        "5% and 10% are what holds where nothing is written."
    ),
    ("a part of the set removed*", "* magnitude: *"): (
        "100 is what holds where nothing is written."
    ),
    ("money unit*", "mof/* money_unit: removed"): "万元 is what holds where nothing is written.",
    (
        "money unit*",
        "*project* applies_to: removed",
    ): "project is what holds where nothing is written.",
}

_TEXT = "A text for people, right or wrong: only a reader can tell."
_PERSON = "Which document a rule rests on only a person who has read it can tell."

_FRAME = "A frame without points or rules: which indicators it names only a reader can tell."

_DIRECTIONS = (
    "Which way names point is measured by the table of `tests/direction`; the worked examples of the "
    "set show some of its lists, not each."
)

KNOWN_TO_SLIP: dict[tuple[str, str], str] = {
    ("points of a level removed", "sichuan/2018-department levels.2.children.0.points: removed"): (
        "Its siblings leave its rows the same points of their parent, whose sum holds them."
    ),
    ("*", "* called.*"): (
        "By which words people call a set changes no score; only who looks for it can tell."
    ),
    ("direction flipped", "mof/2020-rules direction.words.*"): _DIRECTIONS,
    ("list of direction words removed", "mof/2020-rules direction.words.*"): _DIRECTIONS,
    ("where a word stands changed*", "mof/2020-rules direction.words.*"): _DIRECTIONS,
    ("name of the funds row*", "* execution.total*"): (
        "The row of all money is found by its usual names and by what it adds up to without the set's; "
        "the set's first name is what the 填报表 writes."
    ),
    ("misspelt rule name*", "mof/2021-rules rules.wording*"): (
        "The rule of that name below gives the same scores; source and words that are printed differ."
    ),
    ("lost guard*", "* rules.parts.cases.[12].*"): (
        "A share below 0 is cut to 0 points all the same; only the formula that is printed would show it."
    ),
    ("wrong word in a text for people", "*"): _TEXT,
    ("level*", "mof/2013-*"): _FRAME,
    ("rule without a source", "*"): (
        "In a set that extends, the source of the rule that it is laid over holds again."
    ),
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

_BELOW = "In a set that extends, the rule of that name below holds again; an example tells."
_NO_SUM = "Where the form brings the points of a level there is no sum to hold; an example tells."
_OTHER_SHAPE = "What is left is a lawful leaf or branch of another shape; an example tells."

FOUND_BY_CHECK: dict[tuple[str, str], str] = {
    ("misspelt rule name*", "hubei/project *"): _BELOW,
    ("misspelt rule name*", "mof/2020-project-* *"): _BELOW,
    ("misspelt rule name*", "mof/2021-rules *"): _BELOW,
    ("misspelt rule name*", "guangxi/project *"): _BELOW,
    ("a fact that is never known there", "mof/202?-rules rules.execution.*"): (
        "A rule that a base does not use itself is checked in the sets that use it."
    ),
    ("wrong points*", "anhui/department points: *"): _NO_SUM,
    ("wrong points*", "sichuan/2023-project points: *"): _NO_SUM,
    ("leaf without rows or rule", "anhui/department levels.0.rows: removed"): _OTHER_SHAPE,
    ("leaf without rows or rule", "tianjin/department levels.0.rows: removed"): _OTHER_SHAPE,
}
"""Faults of kinds that are told at load, which in these sets are lawful there and told by the check."""
