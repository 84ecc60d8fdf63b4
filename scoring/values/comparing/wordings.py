"""Compare words: fully achieved, partly, missed, or not comparable."""

from __future__ import annotations

import re
from enum import StrEnum

from scoring.values.attainment import Policy
from scoring.values.lexicon import Lexicon
from scoring.values.reading import StatementKind

_SHORT = 12
"""Characters; in a longer text a mark may belong to anything."""


class WordingClass(StrEnum):
    """The class of a level of an indicator set."""

    FULL = "full"
    PARTIAL = "partial"
    MISSED = "missed"


def level_of(grade: WordingClass, policy: Policy) -> str | None:
    """Return the set's name for a class of levels, or None if it names none."""
    for name, class_, _ in policy.grades:
        if class_ == grade:
            return name
    return None


def judge(
    target: str, actual: str, policy: Policy, lexicon: Lexicon
) -> tuple[WordingClass, str] | None:
    """Return the class and the set's level that an actual's words reach, or None.

    Both texts are folded. Equal words are always full.
    """
    if target != actual:
        for name, class_, words in policy.grades:
            if actual == lexicon.fold(name) or actual in {lexicon.fold(word) for word in words}:
                return WordingClass(class_), name
    grade = WordingClass.FULL if target == actual else _grade(target, actual, lexicon)
    if grade is None:
        return None
    level = level_of(grade, policy)
    return None if level is None else (grade, level)


def _grade(target: str, actual: str, lexicon: Lexicon) -> WordingClass | None:
    compared = by_degree(target, actual, lexicon)
    if compared is not None:
        return compared
    group = lexicon.same.get(target)
    if group is not None and lexicon.same.get(actual) == group:
        return WordingClass.FULL
    by_scale = _by_scale(target, actual, lexicon)
    if by_scale is not None:
        return by_scale
    if _kept(target, actual, lexicon) or _is_clean(target, actual, lexicon):
        return WordingClass.FULL
    if target in actual:
        return _around(target, actual, lexicon)
    if actual in lexicon.full:
        return WordingClass.FULL
    plain = _without(actual, lexicon.unmarked)
    is_missed = any(mark in plain for mark in lexicon.missed)
    is_partial = any(mark in plain for mark in lexicon.partial)
    if len(actual) <= _SHORT and plain == actual:
        if actual.startswith(lexicon.missed):
            # of a target that says 不 itself, 未 may be the very fulfilment
            return None if _denies(target, lexicon) else _denied(target, actual, lexicon)
        if is_partial and not is_missed:
            return WordingClass.PARTIAL
    if is_done(actual, lexicon):
        return WordingClass.FULL
    return None


def _by_scale(target: str, actual: str, lexicon: Lexicon) -> WordingClass | None:
    """Compare two grades that somebody gave: 合格 is less than 优秀."""
    due, reached = lexicon.scale.get(target), lexicon.scale.get(actual)
    if due is None or reached is None:
        return None
    if reached <= due:
        return WordingClass.FULL
    is_last = reached == max(lexicon.scale.values())
    return WordingClass.MISSED if is_last else WordingClass.PARTIAL


def by_degree(target: str, actual: str, lexicon: Lexicon) -> WordingClass | None:
    """Compare two wordings that differ in nothing but their degree, or are opposites."""
    due, wanted = _degree(target, lexicon)
    reached, done = _degree(actual, lexicon)
    if wanted == done and wanted and (target, actual) != (wanted, done):
        return WordingClass.FULL if reached >= due else WordingClass.PARTIAL
    if wanted not in (*lexicon.better, *lexicon.worse):
        return None
    if actual in lexicon.unchanged or done in lexicon.unchanged:
        return WordingClass.PARTIAL
    other = lexicon.worse if wanted in lexicon.better else lexicon.better
    own = lexicon.better if wanted in lexicon.better else lexicon.worse
    if _is_turned_by_subject(wanted, done, lexicon):
        return None
    if done in other:
        return WordingClass.MISSED
    if done in own:
        return WordingClass.FULL if reached >= due else WordingClass.PARTIAL
    return None


def _is_turned_by_subject(wanted: str, done: str, lexicon: Lexicon) -> bool:
    """Tell whether only the subject says what words mean together: 碳排放 改善, 下降."""
    if wanted in lexicon.judging:
        return done not in lexicon.judging and done in lexicon.worse
    # a fall is wanted of what is bad, and 恶化 says neither that it fell nor that it rose
    return wanted in lexicon.worse and done in lexicon.judging


def _degree(words: str, lexicon: Lexicon) -> tuple[int, str]:
    """Return how strong a wording is (2 strong, 1 plain, 0 weak), and what is left of it."""
    rank = 1
    is_cut = True
    while is_cut:
        is_cut = False
        for word, degree in lexicon.degrees:
            if words != word and words.startswith(word):
                words, rank, is_cut = words.removeprefix(word), _stronger(rank, degree), True
                break
            if words != word and degree != 1 and words.endswith(word):
                words, rank, is_cut = words.removesuffix(word), _stronger(rank, degree), True
                break
    return rank, words


def _stronger(rank: int, degree: int) -> int:
    """Join two words of degree: a plain one says nothing, of the others the weaker counts."""
    if rank == 1 or degree == 1:
        return degree if rank == 1 else rank
    return min(rank, degree)


def _kept(target: str, actual: str, lexicon: Lexicon) -> bool:
    """Tell whether an actual denies just what the target forbids: 不超预算, 未超预算."""
    rests = {target.removeprefix(word) for word in lexicon.forbids if target.startswith(word)}
    return any(
        actual.startswith(word) and actual.removeprefix(word) in rests for word in lexicon.denied
    )


def _is_clean(target: str, actual: str, lexicon: Lexicon) -> bool:
    """Tell whether an actual denies something bad that the target rules out: 安全, 未发生事故."""
    denial = next((word for word in lexicon.denying if actual.startswith(word)), None)
    if denial is None or len(actual) > _SHORT + len(denial):
        return False
    rest = actual.removeprefix(denial)
    if any(word in rest for word in lexicon.undoing):
        return False
    bare = next((rest.removesuffix(t) for t in lexicon.tails if rest.endswith(t)), rest)
    return any(
        any(word in target for word in wanted)
        and (rest.startswith(bad) or (not rest.startswith(wanted) and bare.endswith(bad)))
        for wanted, bad in lexicon.clean
    )


def _denied(target: str, actual: str, lexicon: Lexicon) -> WordingClass | None:
    """Judge the denial of the target's own word: 未通过 is missed, 未全部通过 is partly done.

    A denial of anything else says nothing of the target.
    """
    for denial in lexicon.denying:
        if not actual.startswith(denial):
            continue
        rest = actual.removeprefix(denial)
        bare, own = _unlimited(rest, lexicon), _unlimited(target, lexicon)
        group = lexicon.same.get(target)
        is_same = group is not None and lexicon.same.get(rest) == group
        if is_same and not rest.startswith(lexicon.limits):
            return WordingClass.MISSED
        if bare in (target, own):
            return WordingClass.MISSED if rest == bare else WordingClass.PARTIAL
    return None


def _unlimited(words: str, lexicon: Lexicon) -> str:
    """Return what is left of words without all or a degree before them: 全部通过, 明显提高."""
    limit = next((w for w in lexicon.limits if words != w and words.startswith(w)), "")
    return _degree(words.removeprefix(limit), lexicon)[1]


def _denies(words: str, lexicon: Lexicon) -> bool:
    return any(mark in _without(words, lexicon.unmarked) for mark in lexicon.missed)


def _around(target: str, actual: str, lexicon: Lexicon) -> WordingClass | None:
    """Judge an actual that holds the target's words by what stands around them."""
    reached: WordingClass | None = None
    for clause in _clauses(actual, lexicon):
        if target not in clause:
            if clause.startswith(lexicon.none_of):
                continue
            rest = _without(clause, lexicon.unmarked)
            if any(mark in rest for mark in lexicon.missed):
                return None
            continue
        before, _, behind = clause.partition(target)
        before = _without(before, lexicon.unmarked)
        behind = _without(behind, lexicon.unmarked)
        marks = (*lexicon.missed, *lexicon.partial)
        if any(mark in behind for mark in marks):
            return None
        if any(mark in before for mark in lexicon.missed):
            denied = None if behind else _denied_before(before, target, lexicon)
            if denied is None:
                return None
            grade = denied
        elif any(mark in before for mark in lexicon.partial):
            grade = WordingClass.PARTIAL
        else:
            grade = WordingClass.FULL
        if reached not in (None, grade):
            return None
        reached = grade
    # words that run over a clause's end match as a whole: nothing is between them
    return reached or WordingClass.FULL


def _denied_before(before: str, target: str, lexicon: Lexicon) -> WordingClass | None:
    """Judge what stands before a target's words: 项目未, 未全部, 部分未."""
    for subject in lexicon.remarks.subjects:
        before = before.removeprefix(subject)
    if before.startswith(lexicon.partial) and before.endswith(lexicon.denying):
        return WordingClass.PARTIAL
    return _denied(target, before + target, lexicon)


def _clauses(text: str, lexicon: Lexicon) -> list[str]:
    return [c for c in re.split("|".join(map(re.escape, lexicon.clause_marks)), text) if c]


def _without(text: str, words: tuple[str, ...]) -> str:
    """Take out words that hold a mark and do not say it."""
    for word in words:
        if word in text:
            text = text.replace(word, "")
    return text


def is_whole(words: str, lexicon: Lexicon) -> bool:
    """Tell whether folded words say a hundred percent: 全覆盖, 全部开工, 足额发放."""
    if words in lexicon.whole:
        return True
    is_limited = any(mark in words for mark in (*lexicon.missed, *lexicon.pending))
    return len(words) <= _SHORT and words.startswith(lexicon.whole_first) and not is_limited


def is_done(words: str, lexicon: Lexicon) -> bool:
    """Tell whether folded words say, without any limit, that something was done."""
    if words in lexicon.full or words in lexicon.timely:
        return True
    if lexicon.statements.get(words) is StatementKind.DONE:
        return True
    plain = _without(words, lexicon.unmarked)
    if any(mark in plain for mark in (*lexicon.missed, *lexicon.partial, *lexicon.pending)):
        return False
    return words.startswith(lexicon.done) or words.endswith(lexicon.done)
