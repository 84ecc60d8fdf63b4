"""The kinds of fault that are planted, each a function from a set's text to its mutants."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from scoring.documents.node import Mapping_, Scalar, Sequence_
from scoring.indicator_set.names import BuiltIns
from tests.statistics.planted_faults.fault_text import Mutant, Path, Sheet, Token, Written, shape

Make = Callable[[Sheet, str], Iterator[Mutant]]

STRUCTURE, NAMES, EXPRESSIONS, TABLES, NUMBERS, READING, TEXTS, FURTHER = (
    "File and structure", "Names and references", "Expressions", "Decision tables",
    "Points, grades, percentages", "Reading and policy", "Sources and texts",
    "Words that only sets of the tests use",
)  # fmt: skip


@dataclass(frozen=True)
class Kind:
    """One kind of fault: how it is planted, and what must be true of how it is found."""

    name: str
    group: str
    make: Make
    at_load: bool
    """Whether each one must be found when the set is loaded."""
    elsewhere: str
    """Why an error may stand on another line than the fault; empty if it may not."""
    remark: str

    def mutants(self, sheet: Sheet) -> list[Mutant]:
        """Return this kind's mutants of one set, each text once."""
        found = {m.text: m for m in self.make(sheet, self.name) if m.text != sheet.text}
        return list(found.values())


KINDS: list[Kind] = []


def _kind(
    name: str, group: str, *, at_load: bool = False, elsewhere: str = "", remark: str = ""
) -> Callable[[Make], Make]:
    def add(make: Make) -> Make:
        KINDS.append(Kind(name, group, make, at_load, elsewhere, remark))
        return make

    return add


_OTHER_SCORE = {"points": "0", "0": "points"}


def misspell(word: str) -> str:
    """Swap two letters near the end, or drop the last one."""
    if len(word) >= 3 and word[-2] != word[-3]:
        return word[:-3] + word[-2] + word[-3] + word[-1]
    return word[:-1] if len(word) > 1 else word + word


def _once(paths: Iterator[tuple[Path, object]]) -> Iterator[tuple[Path, object]]:
    """Keep the first two of every shape."""
    seen: dict[str, int] = {}
    for path, thing in paths:
        key = shape(path)
        seen[key] = seen.get(key, 0) + 1
        if seen[key] <= 2:
            yield path, thing


# file and structure


@_kind("misspelt key", STRUCTURE, at_load=True)
def _(sheet: Sheet, kind: str) -> Iterator[Mutant]:
    keys = (
        ((*path, entry.key.text or ""), entry.key)
        for path, node in sheet.mappings()
        for entry in node.entries
        if not (path and path[-1] in {"sources", "rules", "inputs", "wordings", "with"})
        and path[-1:] != ("by_reading",)
    )
    for path, key in _once(keys):
        assert isinstance(key, Scalar)
        token = Token(key.text or "", sheet.inside(key))
        yield sheet.replace(kind, path, token, misspell(token.text), exact=True)


@_kind("unknown key", STRUCTURE, at_load=True)
def _(sheet: Sheet, kind: str) -> Iterator[Mutant]:
    own = {"sources", "rules", "inputs", "wordings", "with", "by_reading"}
    maps = (e for e in sheet.mappings() if not e[0] or e[0][-1] not in own)
    for path, _node in _once(iter(maps)):
        yield sheet.insert_entry(kind, path, "系数: 1")


@_kind("key written twice", STRUCTURE, at_load=True)
def _(sheet: Sheet, kind: str) -> Iterator[Mutant]:
    for path, node in _once(sheet.mappings()):
        assert isinstance(node, Mapping_)
        yield from sheet.repeat_entry(kind, path, node.entries[-1])


@_kind("required key removed", STRUCTURE, at_load=True,
       elsewhere="the error stands where the key is missing: at the head of its mapping")  # fmt: skip
def _(sheet: Sheet, kind: str) -> Iterator[Mutant]:
    if sheet.get("extends") is not None:
        return
    for key in ("schema", "id", "title", "points", "levels"):
        if key == "levels" or sheet.get(key) is None:
            continue
        yield from sheet.remove_entry(kind, (), key)
    required = {
        "sources.*": ("document", "article", "standing"),
        "grades.*": ("name", "from"),
        "execution": ("name", "points", "rule"),
        "rules.*": ("cases",),
        "direction.words.*": ("where", "words", "direction"),
        "wordings.*": ("class",),
        "approximate": ("margin", "range"),
        "rounding": ("score",),
        "require.*": ("of", "field", "say"),
        "inputs.*": ("type",),
    }
    for path, _node in _once(sheet.mappings()):
        for key in required.get(shape(path), ()):
            yield from sheet.remove_entry(kind, path, key)


@_kind("text where a number belongs", STRUCTURE, at_load=True)
def _(sheet: Sheet, kind: str) -> Iterator[Mutant]:
    for path, _node in _once(_numbers(sheet)):
        yield from sheet.rewrite(kind, path, lambda _: "一百", exact=True)


@_kind("list or mapping where a text belongs", STRUCTURE, at_load=True)
def _(sheet: Sheet, kind: str) -> Iterator[Mutant]:
    for path, node in _once(sheet.scalars()):
        assert isinstance(node, Scalar)
        if not node.plain or any(c in (node.text or "") for c in ",()'"):
            continue
        start = sheet.at(node)
        for new in (f"[{node.text}]", f"{{甲: {node.text}}}"):
            yield sheet.plant(kind, path, (start, start + len(node.text or ""), new), exact=True)


@_kind("text where a list or mapping belongs", STRUCTURE, at_load=True)
def _(sheet: Sheet, kind: str) -> Iterator[Mutant]:
    for path, node in _once((p, n) for p, n in sheet.nodes.items() if not isinstance(n, Scalar)):
        assert isinstance(node, (Mapping_, Sequence_))
        start, end = sheet.at(node), sheet.end(node)
        if path and end is not None and sheet.text[start] in "[{" and path[-1] != 0:
            if shape(path) in {"levels.*.items.*", "by_reading.*"}:
                continue
            yield sheet.plant(kind, path, (start, end, "无"), exact=True)


@_kind("choice of words unknown", STRUCTURE, at_load=True)
def _(sheet: Sheet, kind: str) -> Iterator[Mutant]:
    closed = {
        "standing", "applies_to", "money_unit", "mode", "default", "where", "direction", "class",
        "rows", "combine", "not_applicable", "type", "schema",
    }  # fmt: skip
    for path, node in sheet.scalars():
        if path[-1] in closed and path[0] not in {"rules"}:
            assert node.text is not None
            new = misspell(node.text) if len(node.text) > 1 else node.text * 2
            yield from sheet.rewrite(kind, path, lambda _, new=new: new, exact=True)


@_kind("anchor, alias or tag", STRUCTURE, at_load=True)
def _(sheet: Sheet, kind: str) -> Iterator[Mutant]:
    for number, (path, node) in enumerate(_once(sheet.scalars())):
        assert isinstance(node, Scalar)
        start = sheet.at(node)
        if number % 3 == 0:
            yield sheet.plant(kind, path, (start, start, "&a "), exact=True)
        elif number % 3 == 1 and node.plain and "*" not in (node.text or ""):
            yield sheet.plant(kind, path, (start, start + len(node.text or ""), "*a"), exact=True)
        elif number % 3 == 2:
            yield sheet.plant(kind, path, (start, start, "!!str "), exact=True)


@_kind("tab in the indentation", STRUCTURE, at_load=True)
def _(sheet: Sheet, kind: str) -> Iterator[Mutant]:
    for line in _some_lines(sheet, r"  +(?=[^\s#])", 5):
        yield sheet.plant(kind, (), (line.start(), line.end(), "\t"), exact=True,
                          what=f"line “{line.string[line.end():][:12].split(':')[0]}…”")  # fmt: skip


@_kind("line indented too far", STRUCTURE, at_load=True,
       elsewhere="the parser sees it at the first line that does not fit the one before")  # fmt: skip
def _(sheet: Sheet, kind: str) -> Iterator[Mutant]:
    for line in _some_lines(sheet, r"  +(?=\w)", 5):
        yield sheet.plant(kind, (), (line.start(), line.start(), " "),
                          what=f"line “{line.string[line.end():][:12].split(':')[0]}…”")  # fmt: skip


@_kind("bracket or quote not closed", STRUCTURE, at_load=True,
       elsewhere="the next line may look like a part of the same value; the error stands where it cannot be")  # fmt: skip
def _(sheet: Sheet, kind: str) -> Iterator[Mutant]:
    ends = []
    for path, node in _once(iter(sheet.nodes.items())):
        end = sheet.end(node)  # type: ignore[arg-type]
        if end is not None and sheet.text[end - 1] in '}]"' and path:
            ends.append((path, end - 1))
    for path, end in ends:
        yield sheet.plant(kind, path, (end, end + 1, ""))


@_kind("quotes lost around a comma", STRUCTURE, at_load=True)
def _(sheet: Sheet, kind: str) -> Iterator[Mutant]:
    for path, node in sheet.scalars():
        text = node.text or ""
        inside = sheet.get(*path[:-1])
        in_braces = isinstance(inside, Mapping_) and inside.flow
        if not node.plain and in_braces and "," in text:
            start = sheet.at(node)
            yield sheet.plant(kind, path, (start, start + len(text) + 2, text))


@_kind("full-width colon", STRUCTURE, at_load=True)
def _(sheet: Sheet, kind: str) -> Iterator[Mutant]:
    for path, node in _once(
        ((*p, e.key.text or ""), e.key) for p, m in sheet.mappings() for e in m.entries
    ):
        assert isinstance(node, Scalar)
        start = sheet.at(node) + len(node.text or "")
        if sheet.text[start : start + 2] == ": ":
            yield sheet.plant(kind, path, (start, start + 2, "："))


@_kind("full-width bracket or comma between entries", STRUCTURE, at_load=True,
       elsewhere="a value that lost its end runs on to where it cannot go on")  # fmt: skip
def _(sheet: Sheet, kind: str) -> Iterator[Mutant]:
    for path, node in _once((p, m) for p, m in sheet.mappings() if m.flow and len(m.entries) > 1):
        assert isinstance(node, Mapping_)
        start = sheet.at(node)
        yield sheet.plant(kind, path, (start, start + 1, "｛"))
        end = sheet.end(node)
        assert end is not None
        yield sheet.plant(kind, path, (end - 1, end, "｝"))
        comma = sheet.at(node.entries[1].key) - 2
        if sheet.text[comma : comma + 2] == ", ":
            yield sheet.plant(kind, path, (comma, comma + 2, "，"))


@_kind("id and folder differ", STRUCTURE, at_load=True)
def _(sheet: Sheet, kind: str) -> Iterator[Mutant]:
    for change in (lambda t: t + "0", lambda t: t.replace("/", "-"), str.upper):
        yield from sheet.rewrite(kind, ("id",), change, exact=True)


@_kind("extends an unknown set, or itself", STRUCTURE, at_load=True)
def _(sheet: Sheet, kind: str) -> Iterator[Mutant]:
    if sheet.get("extends") is not None:
        for change in (misspell, lambda _: sheet.set_id):
            yield from sheet.rewrite(kind, ("extends",), change, exact=True)
        return
    node = sheet.get("title")
    assert node is not None
    start = sheet.document.index(node.place.line - 1, 0)
    for base in ("mof/1999-project", sheet.set_id):
        new = f"extends: {base}\n"
        yield sheet.plant(kind, ("extends",), (start, start, new), at=start + 9)


@_kind("extends lost", STRUCTURE,
       elsewhere="all that came from the other set is missing: errors at the head of the file")  # fmt: skip
def _(sheet: Sheet, kind: str) -> Iterator[Mutant]:
    if sheet.get("extends") is not None:
        yield from sheet.remove_entry(kind, (), "extends")


# names and references


@_kind("misspelt name (English)", NAMES, at_load=True)
def _(sheet: Sheet, kind: str) -> Iterator[Mutant]:
    for written in sheet.expressions():
        for token in written.names()[:2]:
            if token.text.isascii():
                yield sheet.replace(kind, written.path, token, misspell(token.text), exact=True)


@_kind("misspelt name (Chinese)", NAMES, at_load=True)
def _(sheet: Sheet, kind: str) -> Iterator[Mutant]:
    for written in sheet.expressions():
        for token in written.names()[-1:]:
            spec = BUILT_INS[0].names.find(token.text)
            label = spec.label if spec is not None else token.text
            yield sheet.replace(kind, written.path, token, label[:-1] + "直", exact=True)


@_kind("misspelt function", NAMES, at_load=True)
def _(sheet: Sheet, kind: str) -> Iterator[Mutant]:
    for number, written in enumerate(sheet.expressions()):
        for token in written.functions()[:1]:
            new = "最大直" if number % 2 else misspell(token.text)
            yield sheet.replace(kind, written.path, token, new, exact=True)


@_kind("misspelt rule reference", NAMES, at_load=True)
def _(sheet: Sheet, kind: str) -> Iterator[Mutant]:
    for path, node in sheet.scalars():
        if path[-1] in {"rule", "use"} or path[-2:-1] == ("by_reading",):
            yield from sheet.rewrite(kind, path, misspell, exact=True)
            del node


@_kind("misspelt rule name where it is declared", NAMES, at_load=True,
       elsewhere="the error stands where the rule is named")  # fmt: skip
def _(sheet: Sheet, kind: str) -> Iterator[Mutant]:
    yield from _misspelt_keys(sheet, kind, ("rules",))


@_kind("misspelt source reference", NAMES, at_load=True)
def _(sheet: Sheet, kind: str) -> Iterator[Mutant]:
    for path, _node in sheet.scalars():
        if path[-1] == "source":
            yield from sheet.rewrite(kind, path, lambda t: t[:-1] + "经", exact=True)


@_kind("misspelt source where it is declared", NAMES,
       elsewhere="the error stands where the source is cited")  # fmt: skip
def _(sheet: Sheet, kind: str) -> Iterator[Mutant]:
    yield from _misspelt_keys(sheet, kind, ("sources",))


@_kind("misspelt choice value", NAMES, at_load=True)
def _(sheet: Sheet, kind: str) -> Iterator[Mutant]:
    for written in sheet.expressions():
        for token in written.tokens:
            if token.text[0] == "'":
                new = f"'{misspell(token.text[1:-1])}'"
                yield sheet.replace(kind, written.path, token, new, exact=True)


@_kind("misspelt wording grade where it is declared", NAMES,
       elsewhere="the error stands where a rule compares with it",
       remark="the lowest grade is named by no rule: it is the default case")  # fmt: skip
def _(sheet: Sheet, kind: str) -> Iterator[Mutant]:
    yield from _misspelt_keys(sheet, kind, ("wordings",))


@_kind("unknown kind of reading", NAMES, at_load=True)
def _(sheet: Sheet, kind: str) -> Iterator[Mutant]:
    node = sheet.get("by_reading")
    if isinstance(node, Mapping_):
        for entry in node.entries:
            token = Token(entry.key.text or "", sheet.inside(entry.key))
            path = ("by_reading", token.text)
            yield sheet.replace(kind, path, token, misspell(token.text), exact=True)


@_kind("unknown or missing parameter", NAMES, at_load=True,
       elsewhere="a parameter that is declared and not given is missing where the rule is used")  # fmt: skip
def _(sheet: Sheet, kind: str) -> Iterator[Mutant]:
    for path, node in sheet.scalars():
        if path[-2:-1] == ("by_reading",):
            start = sheet.at(node)
            new = f"{{rule: {node.text}, with: {{系数: 1}}}}"
            yield sheet.plant(kind, path, (start, start + len(node.text or ""), new))
    for path, node in sheet.mappings():
        if len(path) == 2 and path[0] == "rules" and node.get("with") is None:
            yield sheet.insert_entry(kind, path, "with: {系数: number}")
        if path[-1:] == ("with",):
            for entry in node.entries:
                token = Token(entry.key.text or "", sheet.inside(entry.key))
                yield sheet.replace(kind, (*path, token.text), token, token.text + "x")


@_kind("two rules or two grades of one name", NAMES, at_load=True)
def _(sheet: Sheet, kind: str) -> Iterator[Mutant]:
    rules = sheet.get("rules")
    if isinstance(rules, Mapping_):
        for one, two in zip(rules.entries, rules.entries[1:], strict=False):
            token = Token(two.key.text or "", sheet.inside(two.key))
            yield sheet.replace(kind, ("rules", token.text), token, one.key.text or "", exact=True)
    for path, _node in sheet.scalars():
        if path[0] == "grades" and path[-1] == "name" and path[1] == 1:
            first = sheet.get("grades", 0, "name")
            assert isinstance(first, Scalar)
            yield from sheet.rewrite(kind, path, lambda _, t=first.text or "": t, exact=True)


@_kind("two levels or indicators of one name", NAMES, at_load=True,
       elsewhere="in a set that extends the level of the other set is then without what overlaid it")  # fmt: skip
def _(sheet: Sheet, kind: str) -> Iterator[Mutant]:
    for path, node in sheet.lists():
        if path[0] == "levels" and path[-1] in {"levels", "children"} and len(node.items) > 1:
            first = sheet.get(*path, 0, "name")
            assert isinstance(first, Scalar)
            second = (*path, 1, "name")
            yield from sheet.rewrite(kind, second, lambda _, t=first.text or "": t, exact=True)


@_kind("level misspelt in a set that extends", NAMES,
       elsewhere="a requirement may still name the level as it was")  # fmt: skip
def _(sheet: Sheet, kind: str) -> Iterator[Mutant]:
    if sheet.get("extends") is not None:
        for path, _node in sheet.scalars():
            if path[0] == "levels" and path[-1] == "name" and len(path) == 3:
                for change in (misspell, lambda t: t[:-1], lambda t: t + "指标"):
                    yield from sheet.rewrite(kind, path, change, exact=True)


@_kind("key of a rule or source misspelt in a set that extends", NAMES,
       elsewhere="the error stands where the source is cited")  # fmt: skip
def _(sheet: Sheet, kind: str) -> Iterator[Mutant]:
    if sheet.get("extends") is not None:
        yield from _misspelt_keys(sheet, kind, ("sources",))
        yield from _misspelt_keys(sheet, kind, ("rules",))


@_kind("a name that exists but is the wrong one", NAMES,
       elsewhere="a rule may be right in itself; the error stands where it is used")  # fmt: skip
def _(sheet: Sheet, kind: str) -> Iterator[Mutant]:
    pairs = (
        ("actual", "target"), ("worst", "best"), ("least", "greatest"), ("budget", "initial"),
        ("budget", "executed"), ("days_planned", "days_taken"), ("met", "over"),
        ("completion", "target"), ("is_rate", "met"), ("missing", "fulfilled"),
    )  # fmt: skip
    swap = {**dict(pairs), **{b: a for a, b in reversed(pairs)}}
    for written in sheet.expressions():
        for token in written.names():
            if token.text in swap:
                yield sheet.replace(kind, written.path, token, swap[token.text])


# expressions


@_kind("turned comparison: the edge (>= ↔ >, <= ↔ <)", EXPRESSIONS)
def _(sheet: Sheet, kind: str) -> Iterator[Mutant]:
    edge = {">=": ">", ">": ">=", "<=": "<", "<": "<="}
    yield from _swap_tokens(sheet, kind, edge)


@_kind("turned comparison: the direction (< ↔ >, <= ↔ >=)", EXPRESSIONS)
def _(sheet: Sheet, kind: str) -> Iterator[Mutant]:
    yield from _swap_tokens(sheet, kind, {">=": "<=", ">": "<", "<=": ">=", "<": ">"})


@_kind("== ↔ !=", EXPRESSIONS)
def _(sheet: Sheet, kind: str) -> Iterator[Mutant]:
    yield from _swap_tokens(sheet, kind, {"==": "!=", "!=": "=="})


@_kind("single = for ==", EXPRESSIONS, at_load=True)
def _(sheet: Sheet, kind: str) -> Iterator[Mutant]:
    yield from _swap_tokens(sheet, kind, {"==": "="}, exact=True)


@_kind("and ↔ or", EXPRESSIONS)
def _(sheet: Sheet, kind: str) -> Iterator[Mutant]:
    yield from _swap_tokens(sheet, kind, {"and": "or", "or": "and"})


@_kind("dropped not", EXPRESSIONS)
def _(sheet: Sheet, kind: str) -> Iterator[Mutant]:
    yield from _drop_tokens(sheet, kind, "not")


@_kind("added not", EXPRESSIONS)
def _(sheet: Sheet, kind: str) -> Iterator[Mutant]:
    for written in sheet.expressions():
        if written.path[-1] in {"when", "over"} and not written.text.startswith("not"):
            yield sheet.plant(kind, written.path, (written.start, written.start, "not "),
                              what=f"not + {written.text[:24]}")  # fmt: skip


@_kind("half of a condition lost", EXPRESSIONS)
def _(sheet: Sheet, kind: str) -> Iterator[Mutant]:
    for written in sheet.expressions():
        for token in written.tokens:
            if token.text in {"and", "or"}:
                edit = (written.start, token.end + 1, "")
                yield sheet.plant(kind, written.path, edit, what=f"first half at {token.text}")
                edit = (token.start - 1, written.end, "")
                yield sheet.plant(kind, written.path, edit, what=f"second half at {token.text}")


@_kind("min ↔ max", EXPRESSIONS)
def _(sheet: Sheet, kind: str) -> Iterator[Mutant]:
    yield from _swap_tokens(
        sheet, kind, {"min": "max", "max": "min", "floor": "ceil", "ceil": "floor"}
    )


@_kind("lost guard max(…, 0)", EXPRESSIONS)
def _(sheet: Sheet, kind: str) -> Iterator[Mutant]:
    yield from _unwrapped(sheet, kind, "max")


@_kind("lost cap min(…, 1)", EXPRESSIONS)
def _(sheet: Sheet, kind: str) -> Iterator[Mutant]:
    yield from _unwrapped(sheet, kind, "min")


@_kind("+ ↔ −", EXPRESSIONS)
def _(sheet: Sheet, kind: str) -> Iterator[Mutant]:
    yield from _swap_tokens(sheet, kind, {"+": "-", "-": "+"})


@_kind("× ↔ ÷", EXPRESSIONS)
def _(sheet: Sheet, kind: str) -> Iterator[Mutant]:
    yield from _swap_tokens(sheet, kind, {"*": "/", "/": "*", "×": "÷", "÷": "×"})


@_kind("numerator and denominator swapped", EXPRESSIONS)
def _(sheet: Sheet, kind: str) -> Iterator[Mutant]:
    operand = r"(?:\w+\([^()]*\)|\([^()]*\)|\w+)"
    for written in sheet.expressions():
        for match in re.finditer(rf"({operand}) ([/÷]) ({operand})", written.text):
            new = f"{match[3]} {match[2]} {match[1]}"
            edit = (written.start + match.start(), written.start + match.end(), new)
            yield sheet.plant(kind, written.path, edit)


@_kind("factor lost (points * …)", EXPRESSIONS)
def _(sheet: Sheet, kind: str) -> Iterator[Mutant]:
    for written in sheet.expressions():
        for match in re.finditer(r"points [*×] | [*×] points", written.text):
            edit = (written.start + match.start(), written.start + match.end(), "")
            yield sheet.plant(kind, written.path, edit, what=f"{match[0].strip()} lost")


@_kind("attribute, power, call or index in an expression", EXPRESSIONS, at_load=True)
def _(sheet: Sheet, kind: str) -> Iterator[Mutant]:
    forms = ("{0}.real", "{0} ** 2", "(lambda: {0})()", "{0}[0]", "{0} // 2", "[{0}][0]",
             "__import__('os').{0}", "({0}:=1)", "{0} % 7", "{0}.__class__", "~{0}")  # fmt: skip
    for number, written in enumerate(sheet.expressions()):
        flow = sheet.document.source.line(sheet.document.place(written.start).line)
        for token in written.names()[:1]:
            new = forms[number % len(forms)].format(token.text)
            if "{" in flow and any(c in new for c in "[]:,") and _quote(sheet, written) == "":
                new = forms[1].format(token.text)
            yield sheet.replace(kind, written.path, token, new)


@_kind("expression too long", EXPRESSIONS, at_load=True)
def _(sheet: Sheet, kind: str) -> Iterator[Mutant]:
    for path, written in _once((w.path, w) for w in sheet.expressions()):
        assert isinstance(written, Written)
        new = " + 0" * 120 if path[-1] not in {"when", "over"} else " or met" * 60
        yield sheet.plant(kind, path, (written.end, written.end, new), what="+ 400 characters")


@_kind("parenthesis lost in an expression", EXPRESSIONS, at_load=True)
def _(sheet: Sheet, kind: str) -> Iterator[Mutant]:
    for written in sheet.expressions():
        marks = [t for t in written.tokens if t.text in "()"]
        for token in (marks[0], marks[-1]) if marks else ():
            yield sheet.replace(kind, written.path, token, "")


@_kind("operator lost or doubled", EXPRESSIONS, at_load=True)
def _(sheet: Sheet, kind: str) -> Iterator[Mutant]:
    for number, written in enumerate(sheet.expressions()):
        for token in [t for t in written.tokens if t.text in {"*", "/", "<=", ">=", "and"}][:1]:
            new = "" if number % 2 else f"{token.text} {token.text}"
            yield sheet.replace(kind, written.path, token, new)


@_kind("number where a condition belongs, and the reverse", EXPRESSIONS, at_load=True)
def _(sheet: Sheet, kind: str) -> Iterator[Mutant]:
    for path, written in _once((w.path, w) for w in sheet.expressions()):
        assert isinstance(written, Written)
        new = "points" if path[-1] in {"when", "over"} else "budget > 0"
        yield sheet.plant(kind, path, (written.start, written.end, new), exact=True)


@_kind("a fact that is never known there", EXPRESSIONS, at_load=True,
       elsewhere="a rule may be right in itself; the error stands where it is used")  # fmt: skip
def _(sheet: Sheet, kind: str) -> Iterator[Mutant]:
    for path, written in ((w.path, w) for w in sheet.expressions()):
        wrong = "missing" if path[:2] != ("rules", "execution") else "target"
        number = path[-1] not in {"when", "over"}
        new = wrong if number else f"{wrong} > 0"
        yield sheet.plant(kind, path, (written.start, written.end, new))


# decision tables


@_kind("last case removed (lost default)", TABLES, at_load=True,
       elsewhere="the error stands at the case that is the last one now")  # fmt: skip
def _(sheet: Sheet, kind: str) -> Iterator[Mutant]:
    for path, cases in sheet.case_lists():
        yield from sheet.remove_item(kind, path, len(cases.items) - 1)


@_kind("condition on the last case", TABLES, at_load=True)
def _(sheet: Sheet, kind: str) -> Iterator[Mutant]:
    for path, cases in sheet.case_lists():
        last = (*path, len(cases.items) - 1)
        yield sheet.insert_entry(kind, last, "when: points > 0", look="points")


@_kind("case before the last without a condition", TABLES, at_load=True)
def _(sheet: Sheet, kind: str) -> Iterator[Mutant]:
    for path, case in sheet.cases():
        if case.get("when") is not None:
            yield from sheet.remove_entry(kind, path, "when", at=sheet.at(case))


@_kind("case removed", TABLES)
def _(sheet: Sheet, kind: str) -> Iterator[Mutant]:
    for path, case in sheet.cases():
        if case.get("when") is not None and case.get("unscored") is None:
            yield from sheet.remove_item(kind, path[:-1], int(path[-1]))


@_kind("guard removed (case that says unscored)", TABLES)
def _(sheet: Sheet, kind: str) -> Iterator[Mutant]:
    for path, case in sheet.cases():
        if case.get("unscored") is not None:
            yield from sheet.remove_item(kind, path[:-1], int(path[-1]))


@_kind("cases swapped", TABLES)
def _(sheet: Sheet, kind: str) -> Iterator[Mutant]:
    for path, cases in sheet.case_lists():
        for one, two in zip(cases.items, cases.items[1:], strict=False):
            assert isinstance(two, Mapping_)
            if two.get("when") is not None:
                yield from sheet.swap(kind, path, one, two)


@_kind("a case moved behind the default", TABLES, at_load=True)
def _(sheet: Sheet, kind: str) -> Iterator[Mutant]:
    for path, cases in sheet.case_lists():
        if len(cases.items) > 1:
            yield from sheet.swap(kind, path, cases.items[-2], cases.items[-1])


@_kind("conditions of two cases swapped", TABLES)
def _(sheet: Sheet, kind: str) -> Iterator[Mutant]:
    for path, cases in sheet.case_lists():
        whens = [c.get("when") for c in cases.items if isinstance(c, Mapping_)]
        for one, two in pairwise(whens):
            if one is not None and two is not None:
                yield from sheet.swap(kind, path, one, two)


@_kind("band reversed (from and to exchanged)", TABLES)
def _(sheet: Sheet, kind: str) -> Iterator[Mutant]:
    for path, case in sheet.cases():
        low = case.get("from") or case.get("above")
        high = case.get("to") or case.get("below")
        if low is not None and high is not None:
            yield from sheet.swap(kind, path, low, high)


@_kind("edge of a band turned (from ↔ above, to ↔ below)", TABLES)
def _(sheet: Sheet, kind: str) -> Iterator[Mutant]:
    turned = {"from": "above", "above": "from", "to": "below", "below": "to"}
    for path, case in sheet.cases():
        for entry in case.entries:
            if entry.key.text in turned:
                token = Token(entry.key.text, sheet.inside(entry.key))
                yield sheet.replace(kind, path, token, turned[token.text])


@_kind("from beside above, to beside below", TABLES, at_load=True)
def _(sheet: Sheet, kind: str) -> Iterator[Mutant]:
    for path, case in sheet.cases():
        for key, other in (("from", "above"), ("to", "below")):
            if case.get(key) is not None:
                yield sheet.insert_entry(kind, path, f"{other}: 0", look="0")


@_kind("end of a band lost", TABLES)
def _(sheet: Sheet, kind: str) -> Iterator[Mutant]:
    default = {"from": "0", "to": "points"}
    for path, case in sheet.cases():
        for key in ("from", "to", "below", "above"):
            end = case.get(key)
            if isinstance(end, Scalar) and end.text != default.get(key):
                yield from sheet.remove_entry(kind, path, key)


@_kind("default of a band lost", TABLES)
def _(sheet: Sheet, kind: str) -> Iterator[Mutant]:
    for path, case in sheet.cases():
        if case.get("score") is not None and (case.get("from") or case.get("to")):
            yield from sheet.remove_entry(kind, path, "score")


@_kind("nothing said of the score", TABLES, at_load=True)
def _(sheet: Sheet, kind: str) -> Iterator[Mutant]:
    for path, case in sheet.cases():
        if {e.key.text for e in case.entries} == {"when", "score"}:
            yield from sheet.remove_entry(kind, path, "score", at=sheet.at(case))


@_kind("unscored beside a score", TABLES, at_load=True)
def _(sheet: Sheet, kind: str) -> Iterator[Mutant]:
    for path, case in _once(sheet.cases()):
        assert isinstance(case, Mapping_)
        extra = "unscored: 无" if case.get("unscored") is None else "score: points"
        yield sheet.insert_entry(kind, path, extra, look="")


@_kind("wrong score in a case (points → 0, 0 → points)", TABLES)
def _(sheet: Sheet, kind: str) -> Iterator[Mutant]:
    for path, case in sheet.cases():
        del case
        yield from sheet.rewrite(kind, (*path, "score"), lambda t: _OTHER_SCORE.get(t, t))


@_kind("two kinds of reading given each other's rule", TABLES,
       remark="a rule that needs a fact which such a reading never has is refused at load")  # fmt: skip
def _(sheet: Sheet, kind: str) -> Iterator[Mutant]:
    node = sheet.get("by_reading")
    if isinstance(node, Mapping_):
        for one, two in zip(node.entries, node.entries[1:], strict=False):
            yield from sheet.swap(kind, ("by_reading",), one.value, two.value)


@_kind("a kind of reading without a rule", TABLES)
def _(sheet: Sheet, kind: str) -> Iterator[Mutant]:
    node = sheet.get("by_reading")
    if isinstance(node, Mapping_):
        for entry in node.entries:
            yield from sheet.remove_entry(kind, ("by_reading",), entry.key.text or "")


@_kind("rules that refer to each other in a circle", TABLES, at_load=True)
def _(sheet: Sheet, kind: str) -> Iterator[Mutant]:
    for path, case in sheet.cases():
        if path[0] == "rules" and {e.key.text for e in case.entries} <= {"when", "score"}:
            key = next(e.key for e in case.entries if e.key.text == "score")
            start, end = sheet.at(key), sheet.end(case.get("score"))  # type: ignore[arg-type]
            assert end is not None
            yield sheet.plant(kind, path, (start, end, f"use: {path[1]}"), at=start + 5)


# points, grades, percentages


@_kind("wrong percentage", NUMBERS)
def _(sheet: Sheet, kind: str) -> Iterator[Mutant]:
    wrong = {"80%": ("8%", "90%", "70%"), "60%": ("6%", "90%", "50%")}
    for written in sheet.expressions():
        for token in written.tokens:
            if token.text.endswith("%") and len(token.text) > 1 and written.path[0] != "over":
                value = token.text[:-1]
                for new in wrong.get(token.text, (f"{value}0%", f"{value[:-1] or 0}5%")):
                    yield sheet.replace(kind, written.path, token, new)


@_kind("percent sign lost", NUMBERS)
def _(sheet: Sheet, kind: str) -> Iterator[Mutant]:
    for written in sheet.expressions():
        for token in written.tokens:
            if token.text.endswith("%") and len(token.text) > 1:
                yield sheet.replace(kind, written.path, token, token.text[:-1])


@_kind("wrong number in an expression", NUMBERS)
def _(sheet: Sheet, kind: str) -> Iterator[Mutant]:
    for written in sheet.expressions():
        for token in written.tokens:
            if token.text.isdigit() and len(written.tokens) > 1:
                yield sheet.replace(kind, written.path, token, str(int(token.text) + 1))


@_kind("wrong points, so that sums differ", NUMBERS, at_load=True,
       elsewhere="the error stands at the sum, which may be the number that is wrong")  # fmt: skip
def _(sheet: Sheet, kind: str) -> Iterator[Mutant]:
    for path, node in sheet.scalars():
        if path[-1] == "points" and "items" not in path and float(node.text or 0):
            for change in (lambda t: str(int(float(t)) + 1), lambda t: f"{t}0"):
                yield from sheet.rewrite(kind, path, change)


@_kind("points moved from one level to another", NUMBERS,
       remark="the sum still holds; the levels of an example tell")  # fmt: skip
def _(sheet: Sheet, kind: str) -> Iterator[Mutant]:
    for path, levels in sheet.lists():
        if path[-1] in {"levels", "children"}:
            given = [n.get("points") for n in levels.items if isinstance(n, Mapping_)]
            known = [p for p in given if p is not None]
            for one, two in pairwise(known):
                yield from sheet.swap(kind, path, one, two)


@_kind("negative points", NUMBERS, at_load=True)
def _(sheet: Sheet, kind: str) -> Iterator[Mutant]:
    for path, _node in sheet.scalars():
        if path[-1] == "points":
            yield from sheet.rewrite(kind, path, lambda t: f"-{t}", exact=path != ("points",))


@_kind("points of a level removed", NUMBERS,
       remark="lawful (the form brings them); the levels of an example tell")  # fmt: skip
def _(sheet: Sheet, kind: str) -> Iterator[Mutant]:
    for path, node in sheet.mappings():
        if path[:1] == ("levels",) and node.get("points") is not None:
            yield from sheet.remove_entry(kind, path, "points")


@_kind("grades out of order", NUMBERS, at_load=True)
def _(sheet: Sheet, kind: str) -> Iterator[Mutant]:
    grades = sheet.get("grades")
    if isinstance(grades, Sequence_):
        for one, two in zip(grades.items, grades.items[1:], strict=False):
            yield from sheet.swap(kind, ("grades",), one, two)


@_kind("grade bound changed", NUMBERS)
def _(sheet: Sheet, kind: str) -> Iterator[Mutant]:
    for path, node in sheet.scalars():
        if path[0] == "grades" and path[-1] == "from" and node.text != "0":
            for by in (-5, 5, 1):
                yield from sheet.rewrite(kind, path, lambda t, by=by: str(int(t) + by))


@_kind("edge of a grade turned (from ↔ above)", NUMBERS)
def _(sheet: Sheet, kind: str) -> Iterator[Mutant]:
    turned = {"from": "above", "above": "from"}
    for path, node in sheet.mappings():
        for entry in node.entries if path[:1] == ("grades",) else ():
            if entry.key.text in turned and entry.value.text != "0":
                token = Token(entry.key.text, sheet.inside(entry.key))
                yield sheet.replace(kind, path, token, turned[token.text])


@_kind("lowest grade not from 0", NUMBERS, at_load=True)
def _(sheet: Sheet, kind: str) -> Iterator[Mutant]:
    for path, node in sheet.scalars():
        if path[0] == "grades" and path[-1] == "from" and node.text == "0":
            for new in ("1", "10", "-1"):
                yield from sheet.rewrite(kind, path, lambda _, new=new: new, exact=True)
    grades = sheet.get("grades")
    if isinstance(grades, Sequence_):
        yield from sheet.remove_item(kind, ("grades",), len(grades.items) - 1)


@_kind("grade removed or renamed", NUMBERS)
def _(sheet: Sheet, kind: str) -> Iterator[Mutant]:
    grades = sheet.get("grades")
    if isinstance(grades, Sequence_):
        for index in range(len(grades.items) - 1):
            yield from sheet.remove_item(kind, ("grades",), index)
        for path, _node in sheet.scalars():
            if path[0] == "grades" and path[-1] == "name":
                yield from sheet.rewrite(kind, path, lambda t: t + "等")


@_kind("rounding changed", NUMBERS)
def _(sheet: Sheet, kind: str) -> Iterator[Mutant]:
    for new in ("0.1", "1", "0.001"):
        yield from sheet.rewrite(kind, ("rounding", "score"), lambda _, new=new: new)


@_kind("rounding to a unit that does not exist", NUMBERS, at_load=True)
def _(sheet: Sheet, kind: str) -> Iterator[Mutant]:
    for new in ("0.05", "2", "0", "-0.01"):
        yield from sheet.rewrite(kind, ("rounding", "score"), lambda _, new=new: new, exact=True)


@_kind("rounding removed", NUMBERS)
def _(sheet: Sheet, kind: str) -> Iterator[Mutant]:
    if sheet.get("rounding") is not None:
        yield from sheet.remove_entry(kind, (), "rounding")


@_kind("share out of bounds, or no share", NUMBERS, at_load=True)
def _(sheet: Sheet, kind: str) -> Iterator[Mutant]:
    for key in ("margin", "range"):
        for new in ("500%", "5", "五%"):
            yield from sheet.rewrite(kind, ("approximate", key), lambda _, n=new: n, exact=True)


# reading and policy


@_kind("threshold of `over` changed", READING)
def _(sheet: Sheet, kind: str) -> Iterator[Mutant]:
    for written in sheet.expressions():
        if written.path[0] == "over":
            for token in written.tokens:
                if token.text.endswith("%"):
                    for new in ("13%", "120%", "129%", "131%", "150%"):
                        yield sheet.replace(kind, written.path, token, new)


@_kind("a part of the set removed (over, direction, execution …)", READING,
       elsewhere="the points of what is gone are missing in the sum")  # fmt: skip
def _(sheet: Sheet, kind: str) -> Iterator[Mutant]:
    for key in ("over", "direction", "rate_words", "satisfaction_words", "approximate",
                "magnitude", "wordings", "by_reading", "execution", "require", "not_applicable"):  # fmt: skip
        if sheet.get(key) is not None:
            yield from sheet.remove_entry(kind, (), key)


@_kind("direction flipped", READING)
def _(sheet: Sheet, kind: str) -> Iterator[Mutant]:
    other = {"at_least": "at_most", "at_most": "at_least"}
    for path, node in sheet.scalars():
        if path[-1] in {"direction", "default"} and node.text in other:
            yield from sheet.rewrite(kind, path, lambda t: other[t])


@_kind("list of direction words removed", READING)
def _(sheet: Sheet, kind: str) -> Iterator[Mutant]:
    words = sheet.get("direction", "words")
    if isinstance(words, Sequence_):
        for index in range(len(words.items)):
            yield from sheet.remove_item(kind, ("direction", "words"), index)


@_kind("one word of a list removed", READING,
       remark="each word would need an example of its own")  # fmt: skip
def _(sheet: Sheet, kind: str) -> Iterator[Mutant]:
    for path, words in sheet.lists():
        if path[-1] in {"words", "unless", "rate_words", "satisfaction_words"} and path != (
            "direction", "words",
        ):  # fmt: skip
            for index in range(len(words.items)):
                yield from sheet.remove_item(kind, path, index)


@_kind("where a word stands changed (name ↔ level2)", READING)
def _(sheet: Sheet, kind: str) -> Iterator[Mutant]:
    other = {"name": "level2", "level2": "name"}
    for path, _node in sheet.scalars():
        if path[-1] == "where":
            yield from sheet.rewrite(kind, path, lambda t: other.get(t, t))


@_kind("share or magnitude changed", READING)
def _(sheet: Sheet, kind: str) -> Iterator[Mutant]:
    for path, new in (
        (("approximate", "margin"), "50%"), (("approximate", "margin"), "0.5%"),
        (("approximate", "range"), "1%"), (("approximate", "range"), "20%"),
        (("magnitude",), "10"), (("magnitude",), "100000"), (("magnitude",), "1"),
    ):  # fmt: skip
        yield from sheet.rewrite(kind, path, lambda _, new=new: new)


@_kind("class of a wording grade changed", READING)
def _(sheet: Sheet, kind: str) -> Iterator[Mutant]:
    for path, node in sheet.scalars():
        if path[-1] == "class":
            for new in ("full", "partial", "missed"):
                if new != node.text:
                    yield from sheet.rewrite(kind, path, lambda _, new=new: new)


@_kind("money unit or kind of subject changed", READING)
def _(sheet: Sheet, kind: str) -> Iterator[Mutant]:
    yield from sheet.rewrite(kind, ("money_unit",), lambda t: "元" if t == "万元" else "万元")
    yield from sheet.rewrite(
        kind, ("applies_to",), lambda t: "policy" if t != "policy" else "project"
    )
    for key in ("money_unit", "applies_to"):
        if sheet.get(key) is not None:
            yield from sheet.remove_entry(kind, (), key)


@_kind("level or second level renamed", READING)
def _(sheet: Sheet, kind: str) -> Iterator[Mutant]:
    if sheet.get("extends") is None:
        for path, _node in sheet.scalars():
            if path[0] == "levels" and path[-1] == "name" and "items" not in path:
                yield from sheet.rewrite(kind, path, misspell)


@_kind("another name of a level removed (also)", READING)
def _(sheet: Sheet, kind: str) -> Iterator[Mutant]:
    for path, node in sheet.mappings():
        if node.get("also") is not None:
            yield from sheet.remove_entry(kind, path, "also")


@_kind("level removed", READING,
       elsewhere="the points of what is gone are missing in the sum")  # fmt: skip
def _(sheet: Sheet, kind: str) -> Iterator[Mutant]:
    for path, nodes in sheet.lists():
        if path[-1] in {"levels", "children"}:
            for index in range(len(nodes.items)):
                yield from sheet.remove_item(kind, path, index)


@_kind("leaf without rows or rule", READING, at_load=True)
def _(sheet: Sheet, kind: str) -> Iterator[Mutant]:
    for path, node in sheet.mappings():
        if path[:1] == ("levels",) and node.get("rows") is not None:
            at = sheet.at(node) + len("{name: ") if node.flow else None
            yield from sheet.remove_entry(kind, path, "rows", **({"at": at} if at else {}))


@_kind("goals or tasks where rows were meant", READING, at_load=True)
def _(sheet: Sheet, kind: str) -> Iterator[Mutant]:
    for path, node in sheet.scalars():
        if path[-1] == "rows" and node.text == "indicators":
            for new in ("goals", "tasks"):
                yield from sheet.rewrite(kind, path, lambda _, new=new: new, exact=True)


@_kind("requirement: field, level or condition wrong", READING)
def _(sheet: Sheet, kind: str) -> Iterator[Mutant]:
    for path, _node in sheet.scalars():
        if path[0] == "require":
            if path[-1] == "field":
                yield from sheet.rewrite(kind, path, misspell)
                yield from sheet.rewrite(kind, path, lambda _: "evidence")
            if path[-1] == "of":
                yield from sheet.rewrite(kind, path, misspell)
                yield from sheet.rewrite(kind, path, lambda _: "execution")


@_kind("name of the funds row removed or changed", READING)
def _(sheet: Sheet, kind: str) -> Iterator[Mutant]:
    if isinstance(sheet.get("execution", "total"), Sequence_):
        yield from sheet.remove_entry(kind, ("execution",), "total")
        yield from sheet.rewrite(kind, ("execution", "total", 0), misspell)


# sources and texts


@_kind("standing unknown", TEXTS, at_load=True)
def _(sheet: Sheet, kind: str) -> Iterator[Mutant]:
    for path, _node in sheet.scalars():
        if path[-1] == "standing":
            for new in ("oficial", "已核对"):
                yield from sheet.rewrite(kind, path, lambda _, new=new: new, exact=True)


@_kind("required text empty", TEXTS, at_load=True,
       elsewhere="an empty value stands nowhere; the error is at its key")  # fmt: skip
def _(sheet: Sheet, kind: str) -> Iterator[Mutant]:
    required = {"title", "document", "article", "say", "unscored", "name"}
    for number, (path, node) in enumerate(_once(sheet.scalars())):
        assert isinstance(node, Scalar)
        if path[-1] in required:
            start, end = sheet.at(node), sheet.end(node)
            assert end is not None
            yield sheet.plant(kind, path, (start, end, '""' if number % 2 else ""))


@_kind("source cited by a rule removed", TEXTS,
       elsewhere="the error stands where the source is cited",
       remark="a source that nothing cites may go")  # fmt: skip
def _(sheet: Sheet, kind: str) -> Iterator[Mutant]:
    node = sheet.get("sources")
    if isinstance(node, Mapping_):
        for entry in node.entries:
            yield from sheet.remove_entry(kind, ("sources",), entry.key.text or "")


@_kind("rule without a source", TEXTS)
def _(sheet: Sheet, kind: str) -> Iterator[Mutant]:
    for path, node in sheet.mappings():
        if len(path) == 2 and path[0] == "rules" and node.get("source") is not None:
            yield from sheet.remove_entry(kind, path, "source")


@_kind("another source cited than is meant", TEXTS,
       remark="only a person who knows the document can tell")  # fmt: skip
def _(sheet: Sheet, kind: str) -> Iterator[Mutant]:
    node = sheet.get("sources")
    if not isinstance(node, Mapping_):
        return
    keys = [e.key.text or "" for e in node.entries]
    for path, scalar in _once(sheet.scalars()):
        assert isinstance(scalar, Scalar)
        if path[-1] == "source" and scalar.text in keys and len(keys) > 1:
            other = keys[(keys.index(scalar.text) + 1) % len(keys)]
            yield from sheet.rewrite(kind, path, lambda _, other=other: other)


@_kind("wrong word in a text for people", TEXTS,
       remark="title, because, say, document: only a reader can tell")  # fmt: skip
def _(sheet: Sheet, kind: str) -> Iterator[Mutant]:
    for path, _node in _once(sheet.scalars()):
        if path[-1] in {"title", "because", "say", "document", "article", "unscored"}:
            yield from sheet.rewrite(kind, path, misspell)


@_kind("template that does not exist", TEXTS)
def _(sheet: Sheet, kind: str) -> Iterator[Mutant]:
    for key in ("xlsx", "html"):
        yield from sheet.rewrite(kind, ("form", key), lambda t: t.replace("project", "projct"))


BUILT_INS: list[BuiltIns] = []
"""Set by the script before mutants are made: the Chinese labels of names."""


def _numbers(sheet: Sheet) -> Iterator[tuple[Path, object]]:
    for path, node in sheet.scalars():
        places = {"points", "magnitude"} | ({"from"} if path[0] == "grades" else set())
        if path[-1] in places or path == ("rounding", "score"):
            yield path, node


# words that no shipped set uses yet: caps of the total, grades above a total, points of checklists


def _caps(sheet: Sheet) -> Iterator[tuple[Path, Mapping_]]:
    """Yield the cases of the rule that caps the total."""
    cap = sheet.get("cap")
    for path, case in sheet.cases():
        if isinstance(cap, Scalar) and path[:2] == ("rules", cap.text):
            yield path, case


@_kind("cap of the total names no rule", FURTHER, at_load=True)
def _(sheet: Sheet, kind: str) -> Iterator[Mutant]:
    yield from sheet.rewrite(kind, ("cap",), misspell, exact=True)


@_kind("cap of the total removed", FURTHER)
def _(sheet: Sheet, kind: str) -> Iterator[Mutant]:
    if sheet.get("cap") is not None:
        yield from sheet.remove_entry(kind, (), "cap")


@_kind("another number in the cap of the total", FURTHER)
def _(sheet: Sheet, kind: str) -> Iterator[Mutant]:
    for path, _case in _caps(sheet):
        for key in ("score", "when"):
            yield from sheet.rewrite(kind, (*path, key), lambda t: re.sub(r"\d+(?=%|$)", "85", t))


@_kind("edge or order of the cap of the total turned", FURTHER)
def _(sheet: Sheet, kind: str) -> Iterator[Mutant]:
    for path, _case in _caps(sheet):
        yield from sheet.rewrite(kind, (*path, "when"), lambda t: t.replace(" < ", " <= "))
    for path, cases in sheet.case_lists():
        if any(path == at[:-1] for at, _ in _caps(sheet)):
            for one, two in pairwise(cases.items[:-1]):
                yield from sheet.swap(kind, path, one, two)


@_kind("case of the cap of the total removed", FURTHER)
def _(sheet: Sheet, kind: str) -> Iterator[Mutant]:
    for path, case in _caps(sheet):
        if case.get("when") is not None:
            yield from sheet.remove_item(kind, path[:-1], int(path[-1]))


@_kind("band in the cap of the total", FURTHER, at_load=True,
       elsewhere="the error stands where the set names the rule as its cap")  # fmt: skip
def _(sheet: Sheet, kind: str) -> Iterator[Mutant]:
    for path, _case in _caps(sheet):
        yield sheet.insert_entry(kind, path, "from: 0", look="")


@_kind("from beside above in a grade", FURTHER, at_load=True)
def _(sheet: Sheet, kind: str) -> Iterator[Mutant]:
    for path, grade in sheet.mappings():
        if path[:1] == ("grades",) and grade.get("above") is not None:
            yield sheet.insert_entry(kind, path, "from: 90", look="")


@_kind("edge of a grade above a total turned", FURTHER)
def _(sheet: Sheet, kind: str) -> Iterator[Mutant]:
    for path, grade in sheet.mappings():
        for entry in grade.entries if path[:1] == ("grades",) else ():
            if entry.key.text == "above":
                token = Token("above", sheet.inside(entry.key))
                yield sheet.replace(kind, path, token, "from")
    for path, _node in sheet.scalars():
        if path[:1] == ("grades",) and path[-1] == "above":
            yield from sheet.rewrite(kind, path, lambda t: str(int(t) + 1))


@_kind("point of a checklist that voids it no longer does", FURTHER)
def _(sheet: Sheet, kind: str) -> Iterator[Mutant]:
    for path, item in sheet.mappings():
        if "items" in path and item.get("voids") is not None:
            yield from sheet.remove_entry(kind, path, "voids")
            yield from sheet.rewrite(kind, (*path, "voids"), lambda _: "false")


@_kind("another point of a checklist voids it", FURTHER)
def _(sheet: Sheet, kind: str) -> Iterator[Mutant]:
    for path, item in sheet.mappings():
        if "items" in path and item.get("voids") is None and _asks_void(sheet, path):
            yield sheet.insert_entry(kind, path, "voids: true", look="")


@_kind("void checklist that no case asks for", FURTHER, at_load=True,
       elsewhere="the error stands at the point that voids the list")  # fmt: skip
def _(sheet: Sheet, kind: str) -> Iterator[Mutant]:
    for path, case in sheet.cases():
        when = case.get("when")
        if isinstance(when, Scalar) and when.text == "void":
            yield from sheet.remove_item(kind, path[:-1], int(path[-1]))


@_kind("condition of a point of a checklist removed or turned", FURTHER)
def _(sheet: Sheet, kind: str) -> Iterator[Mutant]:
    for path, item in sheet.mappings():
        if "items" in path and item.get("when") is not None:
            yield from sheet.remove_entry(kind, path, "when")
            yield from sheet.rewrite(kind, (*path, "when"), lambda t: f"not ({t})")


@_kind("condition of a point of a checklist misspelt", FURTHER, at_load=True)
def _(sheet: Sheet, kind: str) -> Iterator[Mutant]:
    for path, item in sheet.mappings():
        if "items" in path and item.get("when") is not None:
            yield from sheet.rewrite(kind, (*path, "when"), lambda t: f"没有{t}", exact=True)


def _asks_void(sheet: Sheet, path: Path) -> bool:
    """Tell whether the list at a path has another point that voids it."""
    leaf = path[: path.index("items")]
    return any(p[: len(leaf)] == leaf and p[-1] == "voids" for p, _ in sheet.scalars())


def _misspelt_keys(sheet: Sheet, kind: str, path: Path) -> Iterator[Mutant]:
    node = sheet.get(*path)
    if isinstance(node, Mapping_):
        for entry in node.entries:
            token = Token(entry.key.text or "", sheet.inside(entry.key))
            yield sheet.replace(kind, (*path, token.text), token, misspell(token.text))


def _some_lines(sheet: Sheet, pattern: str, most: int) -> list[re.Match[str]]:
    # A line inside braces may be indented in any way.
    braces = [
        (sheet.at(node), end)
        for node in sheet.nodes.values()
        if not isinstance(node, Scalar) and (end := sheet.end(node)) is not None
    ]
    found = [
        line
        for line in re.finditer(f"(?m)^{pattern}", sheet.text)
        if not any(start < line.start() < end for start, end in braces)
    ]
    step = max(1, len(found) // most)
    return found[step // 2 :: step]


def _swap_tokens(
    sheet: Sheet, kind: str, other: dict[str, str], exact: bool = False
) -> Iterator[Mutant]:
    for written in sheet.expressions():
        for index, token in enumerate(written.tokens):
            if token.text in other:
                around = "".join(t.text for t in written.tokens[max(index - 1, 0) : index + 2])
                new = other[token.text]
                yield sheet.plant(kind, written.path, (token.start, token.end, new), exact=exact,
                                  what=f"{token.text} → {new} in {around}")  # fmt: skip


def _drop_tokens(sheet: Sheet, kind: str, word: str) -> Iterator[Mutant]:
    for written in sheet.expressions():
        for token in written.tokens:
            if token.text == word:
                end = token.end + 1
                yield sheet.plant(kind, written.path, (token.start, end, ""), what=f"{word} lost")


def _unwrapped(sheet: Sheet, kind: str, name: str) -> Iterator[Mutant]:
    for written in sheet.expressions():
        for token in written.tokens:
            if token.text != name:
                continue
            commas, close = written.call_ends(token)
            if len(commas) == 1:
                inner = sheet.text[token.end + 1 : commas[0].start]
                yield sheet.plant(kind, written.path, (token.start, close.end, inner))


def _quote(sheet: Sheet, written: Written) -> str:
    before = sheet.text[written.start - 1]
    return before if before in "\"'" else ""
