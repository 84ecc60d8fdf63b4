"""Every shipped rule shows its sentence: of the facts of its example it prints just this text."""

from __future__ import annotations

import pytest

from scoring.review.known_values import all_written
from scoring.review.rule_runner import RuleRunner, Subject
from scoring.review.rule_set import ReviewRule, ReviewRules
from scoring.review.vocabulary import Vocabulary
from scoring.work.compare_documents import DocumentComparison
from scoring.work.library import Library
from scoring.work.review import RE_SCORING, SELF_CHECK, Reviewer
from scoring.work.year_check import YearCheck


def cases() -> list[tuple[str, ReviewRules, Vocabulary, ReviewRule]]:
    library = Library()
    between = DocumentComparison(library)
    files = [
        (reviewer.rules, reviewer.words)
        for reviewer in (Reviewer(library, SELF_CHECK), Reviewer(library, RE_SCORING))
    ]
    words = between.words.with_facts_of(Reviewer(library).words)
    files.append((between.rules, words))
    year = YearCheck(library)
    files.append((year.rules, year.all_words))
    return [(rules.id, rules, words, rule) for rules, words in files for rule in rules.rules]


CASES = cases()


@pytest.mark.parametrize(
    ("rules", "words", "rule"), [c[1:] for c in CASES], ids=[f"{c[0]}:{c[3].code}" for c in CASES]
)
def test_the_example_of_a_rule_is_printed(
    rules: ReviewRules, words: Vocabulary, rule: ReviewRule
) -> None:
    assert rule.example is not None
    subject = Subject(rule.of, "", "", rule.example.facts, lambda _: "", all_written)
    findings, targets = RuleRunner(rules, words).run([subject])
    printed = targets if rule.for_targets else findings
    assert [(f.code, f.text) for f in printed] == [(rule.code, rule.example.text)]


ASKING = [rule for _, rules, _, rule in CASES if rules.id == SELF_CHECK and rule.of == "row"]


@pytest.mark.parametrize("rule", ASKING, ids=[rule.code for rule in ASKING])
def test_a_reason_that_is_there_is_quoted_and_not_asked_for_again(rule: ReviewRule) -> None:
    """Whoever asks for a reason where there is none quotes the one that is there."""
    assert rule.example is not None
    reviewer = Reviewer(Library(), SELF_CHECK)
    one = ReviewRules("one", "one", (rule,))

    def said(**facts: bool | str) -> tuple[str, str]:
        given = {**rule.example.facts, **facts} if rule.example else {}
        subject = Subject("row", "", "", given, lambda _: "", all_written)
        findings, targets = RuleRunner(one, reviewer.words).run([subject])
        found = (*findings, *targets)
        return (found[0].text, found[0].advice) if found else ("", "")

    _, without = said(has_reason=False, reason_says_nothing=False)
    text, advice = said(has_reason=True, reason_says_nothing=False, reason="群众自筹资金增加")
    if "在原因栏" in without:
        assert not text or "“群众自筹资金增加”" in text
        assert "在原因栏" not in advice
