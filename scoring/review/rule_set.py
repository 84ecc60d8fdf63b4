"""Text of a review rule file -> compiled rules, or every problem found, each at its character."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from scoring.documents.compiled_tree import tree_of
from scoring.documents.decode import decode
from scoring.documents.node import Entry, Mapping_, Node, Scalar, Sequence_, at_path
from scoring.problem import InputError, Problem, did_you_mean
from scoring.records.finding import FindingKind, Matter, Of
from scoring.records.scorecard import Source
from scoring.review.extend import EXTENDS, extended, in_stated_order
from scoring.review.rule_file import MOST_RULES, ReviewRuleFile, ReviewRulesFile, SentenceFile
from scoring.review.sentences import FindingSentence, fields, unmatched_brace
from scoring.review.vocabulary import Ground, Vocabulary
from scoring.rules.evaluate import Evaluator, Uncomputable, UnknownFact
from scoring.rules.expression import Expression, ExpressionError, compile_expression
from scoring.rules.types import NameSpec, NameTable, Type, Value
from scoring.text import yes_or_no
from scoring.value_class import dataclass

Path = tuple[str | int, ...]


class Base(NamedTuple):
    """A rule file that others may extend: its text, its name in messages, and its compiled tree."""

    text: str
    name: str
    compiled: bytes = b""


@dataclass(frozen=True, slots=True)
class RuleExample:
    """A case that a rule is for: its facts, and the sentence that is printed of it."""

    facts: Mapping[str, Value]
    text: str


@dataclass(frozen=True, slots=True, eq=False)
class ReviewRule:
    """One finding that may be made; the first rule that holds of a subject speaks for it."""

    code: str
    kind: FindingKind
    of: Of
    when: Expression
    title: str
    say: tuple[FindingSentence, ...]
    ask: tuple[FindingSentence, ...]
    advice: tuple[FindingSentence, ...]
    settle: tuple[FindingSentence, ...]
    field: str
    stake: tuple[Expression, Expression] | None
    let: Mapping[str, Expression]
    matter: Matter
    once: bool
    for_targets: bool
    source: Source | None
    """The rule's own document; None where the row's scoring rule speaks for itself."""
    ruling: str
    grounds: frozenset[Ground]
    """What the facts in ``when`` and ``let`` rest on."""
    stake_grounds: frozenset[Ground]
    """What the facts in ``stake`` rest on: without them the finding names no points."""
    example: RuleExample | None = None


@dataclass(frozen=True, slots=True, eq=False)
class ReviewRules:
    """The rules of one file, in its order."""

    id: str
    title: str
    rules: tuple[ReviewRule, ...]
    notes: tuple[Problem, ...] = ()
    """What the file holds and is not used."""

    def chain(self, *, for_targets: bool) -> Mapping[str, Sequence[ReviewRule]]:
        """Return the rules for each kind of object, in order; those for targets apart."""
        found: dict[str, list[ReviewRule]] = {}
        for rule in self.rules:
            if rule.for_targets == for_targets:
                found.setdefault(rule.of, []).append(rule)
        return found


def load_review_rules(
    text: str,
    name: str,
    words: Vocabulary,
    functions: Mapping[str, str],
    bases: Mapping[str, Base],
    compiled: bytes = b"",
) -> ReviewRules:
    """Load a review rule file; ``functions`` are the Chinese labels of functions.

    ``bases`` are the files that it may extend, by id; ``compiled`` is the tree that was made of a file
    that ships. Raises :class:`InputError` with every problem found.
    """
    root = _complete(Base(text, name, compiled), bases, ())
    file = decode(ReviewRulesFile, root)
    if not file.rules:
        at = root.get("rules") or root
        raise InputError([at.problem("no-rules", "rules 里没有一条规则", "请写上规则。")])
    compiler = _Compiler(file, root, words, words.names(functions))
    rules = tuple(compiler.rule(rule, index) for index, rule in enumerate(file.rules))
    if compiler.problems:
        raise InputError(compiler.problems)
    usable = tuple(rule for rule in rules if rule is not None)
    return ReviewRules(file.id, file.title, usable, tuple(_unused(root)))


def _complete(file: Base, bases: Mapping[str, Base], extending: tuple[str, ...]) -> Mapping_:
    """Return a file applied to the one that it extends, its rules in the order they ask for."""
    root = tree_of(*file)
    if not isinstance(root, Mapping_):
        raise InputError([root.problem("shape", "复核规则文件的最外层应是“键: 值”", "")])
    extends = root.get(EXTENDS)
    problems: list[Problem] = []
    if isinstance(extends, Scalar) and extends.text:
        if extends.text in extending:
            raise InputError(
                [extends.problem("extends", "规则文件互相承接，没有尽头", "请删去一处 extends。")]
            )
        base = bases.get(extends.text)
        if base is None:
            hint = did_you_mean(extends.text, bases) or f"可以承接的有：{'、'.join(bases)}。"
            message = f"没有“{extends.text}”这个规则文件"
            raise InputError([extends.problem("extends", message, hint)])
        root = extended(_complete(base, bases, (*extending, extends.text)), root)
    rules = root.get("rules")
    if isinstance(rules, Sequence_) and len(rules.items) <= MOST_RULES:
        ordered = in_stated_order(rules, problems)
        entries = tuple(Entry(e.key, ordered) if e.key.text == "rules" else e for e in root.entries)
        root = Mapping_(root.place, root.source, entries, root.flow)
    if problems:
        raise InputError(problems)
    return root


def _unused(root: Mapping_) -> Iterator[Problem]:
    """Yield a note for ``repaired``: what a finding rests on tells whether it may accuse."""
    repaired = root.get("repaired")
    if repaired is not None:
        message = "规则文件里的 repaired 不再使用"
        hint = "校正、推定的内容不作“与规则不一致”的依据，现在所有规则都是这样；可以删去这一行。"
        yield replace(repaired.problem("repaired-unused", message, hint), severity="note")


class _Compiler:
    def __init__(
        self, file: ReviewRulesFile, root: Node, words: Vocabulary, names: NameTable
    ) -> None:
        self.file = file
        self.root = root
        self.words = words
        self.names = names
        self.problems: list[Problem] = []
        self.codes: set[str] = set()
        self._compiled: dict[tuple[str, Type], Expression] = {}
        self.sources = {
            key: Source(key, s.document, s.article, s.standing) for key, s in file.sources.items()
        }

    def rule(self, rule: ReviewRuleFile, index: int) -> ReviewRule | None:
        path: Path = ("rules", index)
        if rule.code in self.codes:
            self._problem(
                "duplicate-code", f"有两条规则叫“{rule.code}”", (*path, "code"), "换一个名称。"
            )
        self.codes.add(rule.code)
        if rule.source is not None and rule.source not in self.sources:
            hint = did_you_mean(rule.source, self.sources)
            self._problem(
                "unknown-source", f"sources 里没有“{rule.source}”", (*path, "source"), hint
            )
        if fields(rule.title) or unmatched_brace(rule.title) is not None:
            self._problem(
                "title", "标题里不能有 {…}", (*path, "title"),
                "涉密项目只印标题，标题里不能有表上的内容；请写在 say 里。",
            )  # fmt: skip
        if not rule.say:
            self._problem("no-text", "say 里没有写要说的话", (*path, "say"))
        let = self._let(rule, path)
        more = {name: NameSpec(name, Type.NUMBER) for name in rule.let}
        names = self.names.with_more(more) if more else self.names
        when = self._expression(rule.when, Type.YES_NO, (*path, "when"), names, rule.of)
        say = self._sentences(rule.say, (*path, "say"), names, rule.of)
        ask = self._sentences(rule.ask or (), (*path, "ask"), names, rule.of)
        advice = self._sentences(rule.advice or (), (*path, "advice"), names, rule.of)
        settle = self._sentences(rule.settle or (), (*path, "settle"), names, rule.of)
        stake = self._stake(rule, path, names)
        if when is None:
            return None
        return ReviewRule(
            code=rule.code,
            kind=rule.kind,
            of=rule.of,
            when=when,
            title=rule.title,
            say=say,
            ask=ask,
            advice=advice,
            settle=settle,
            field=rule.field or "",
            stake=stake,
            let=let,
            matter=rule.matter,
            once=rule.once,
            for_targets=rule.list_ == "targets",
            source=None if rule.source is None else self.sources.get(rule.source),
            ruling=rule.ruling or "",
            grounds=self._grounds(when, *let.values()),
            stake_grounds=self._grounds(*(stake or ())),
            example=self._example(rule, path),
        )

    def _grounds(self, *expressions: Expression) -> frozenset[Ground]:
        """Return what the facts of a rule's expressions rest on."""
        facts = {name for expression in expressions for name in expression.names}
        return frozenset(
            ground
            for name in facts
            if name in self.words.facts
            for ground in self.words.facts[name].rests_on
        )

    def _let(self, rule: ReviewRuleFile, path: Path) -> dict[str, Expression]:
        compiled = {}
        for name, formula in rule.let.items():
            here = (*path, "let", name)
            if not name.isidentifier() or self.names.find(name) is not None:
                self._problem(
                    "let", f"“{name}”不能作名称，或与事实重名", here,
                    "换一个名称：汉字、字母、数字、下划线，不以数字开头。",
                )  # fmt: skip
            found = self._expression(formula, Type.NUMBER, here, self.names, rule.of)
            if found is not None:
                compiled[name] = found
        return compiled

    def _stake(
        self, rule: ReviewRuleFile, path: Path, names: NameTable
    ) -> tuple[Expression, Expression] | None:
        if rule.stake is None:
            return None
        here = (*path, "stake")
        low = self._expression(rule.stake.from_, Type.NUMBER, (*here, "from"), names, rule.of)
        if rule.stake.to == rule.stake.from_:
            high = low
        else:
            high = self._expression(rule.stake.to, Type.NUMBER, (*here, "to"), names, rule.of)
        return None if low is None or high is None else (low, high)

    def _example(self, rule: ReviewRuleFile, path: Path) -> RuleExample | None:
        if rule.example is None:
            return None
        facts = {}
        for written, text in rule.example.facts.items():
            here = (*path, "example", "facts", written)
            spec = self.names.find(written)
            if spec is None:
                self._unknown_name(written, self.names, here)
                continue
            self._known(spec.name, rule.of, here)
            value = self._value(text, spec, here)
            if value is not None:
                facts[spec.name] = value
        return RuleExample(facts, rule.example.text)

    def _value(self, text: str, spec: NameSpec, path: Path) -> Value | None:
        """Return the value of a fact as an example states it."""
        if spec.type is Type.NUMBER:
            try:
                return Evaluator({}).number(self._once(text, self.names, Type.NUMBER))
            except (ExpressionError, UnknownFact, Uncomputable):
                self._problem(
                    "fact-value", f"“{text}”不是数", path, "写成 26.54、80%、2/3 的样子。"
                )
        elif spec.type is Type.YES_NO:
            answer = yes_or_no(text)
            if answer is not None:
                return answer
            self._problem("fact-value", f"“{text}”既不是“是”也不是“否”", path, "写 是 或 否。")
        elif spec.choices and text not in spec.choices:
            hint = did_you_mean(text, spec.choices) or f"可以写：{'、'.join(spec.choices)}。"
            self._problem("fact-value", f"“{spec.label}”没有“{text}”这个值", path, hint)
        else:
            return text
        return None

    def _expression(
        self, text: str, expected: Type, path: Path, names: NameTable, of: Of
    ) -> Expression | None:
        try:
            found = self._once(text, names, expected)
        except ExpressionError as error:
            for flaw in error.flaws:
                self._problem(flaw.code, flaw.message, path, flaw.hint, flaw.offset)
            return None
        for name in sorted(found.names):
            self._known(name, of, path)
        return found

    def _once(self, text: str, names: NameTable, expected: Type) -> Expression:
        """Compile an expression; one that may name nothing of a rule's own is compiled once."""
        if names is not self.names:
            return compile_expression(text, names, expected)
        known = self._compiled.get((text, expected))
        if known is None:
            known = self._compiled[text, expected] = compile_expression(text, names, expected)
        return known

    def _known(self, name: str, of: Of, path: Path, offset: int = 0) -> None:
        """Record a problem for a fact that objects of this kind never have."""
        fact = self.words.facts.get(name)
        if fact is not None and of not in fact.known_in:
            places = "、".join(sorted(fact.known_in))
            self._problem(
                "context", f"“{name}”（{fact.label}）在 of: {of} 的规则里没有", path,
                f"它只在这些对象里有：{places}。", offset,
            )  # fmt: skip

    def _sentences(
        self, sentences: tuple[SentenceFile, ...], path: Path, names: NameTable, of: Of
    ) -> tuple[FindingSentence, ...]:
        compiled = []
        for index, sentence in enumerate(sentences):
            here = self._at(path, index)
            text_at = here
            when = None
            if sentence.when is not None:
                text_at = (*here, "text")
                when = self._expression(sentence.when, Type.YES_NO, (*here, "when"), names, of)
            labels = self._labels(sentence.text, text_at, names, of)
            compiled.append(FindingSentence(sentence.text, when, labels))
        return tuple(compiled)

    def _at(self, path: Path, index: int) -> Path:
        """Return where sentence ``index`` stands; a single one may stand without a list."""
        _, found = at_path(self.root, (*path, index))
        return (*path, index) if found else path

    def _labels(self, text: str, path: Path, names: NameTable, of: Of) -> dict[str, str]:
        brace = unmatched_brace(text)
        if brace is not None:
            self._problem(
                "brace", "花括号不成对", path, "{…} 里写一项事实的名称；正文不能用花括号。", brace
            )
        labels = {}
        for written, offset in fields(text):
            spec = names.find(written)
            if spec is None:
                self._unknown_name(written, names, path, offset)
                continue
            if spec.type is Type.YES_NO:
                self._problem(
                    "field-type", f"“{written}”是“是或否”，不能填进文字", path,
                    "把句子写成 {text: …，when: …}。", offset,
                )  # fmt: skip
            self._known(spec.name, of, path, offset)
            labels[written] = spec.name
        return labels

    def _unknown_name(self, written: str, names: NameTable, path: Path, offset: int = 0) -> None:
        hint = did_you_mean(written, [*names.specs, *names.aliases])
        self._problem("unknown-name", f"没有“{written}”这项事实", path, hint, offset)

    def _problem(
        self, code: str, message: str, path: Path, hint: str = "", offset: int = 0
    ) -> None:
        node, found = at_path(self.root, path)
        if isinstance(node, Scalar):
            offset += node.content_offset
        elif not found:
            offset = 0
        self.problems.append(node.problem(code, message, hint, offset=offset))
