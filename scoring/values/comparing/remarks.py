"""Words beside a value, in the reason or the state, that keep the rule from settling a row."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import replace

from scoring.values.attainment import Attainment, Case, Note
from scoring.values.comparing.common_unit import written_unit
from scoring.values.comparing.context import Context
from scoring.values.comparing.direction import AT_MOST
from scoring.values.reading import Number, Reading, Several, ShortStatement, StatementKind

_NEAR, _NEXT = 8, 2
"""Characters that may stand between 未开展, or 未 alone, and what was not done."""
_FIGURES = frozenset({Case.AT_LEAST, Case.EXACTLY, Case.PARTS})


def remarked(
    attained: Attainment, target: str, texts: Collection[str], context: Context
) -> Attainment:
    """Return what remains of a comparison beside texts that a person wrote about the row.

    What a rule had settled is kept as ``plain``, for a set that has no rule for such remarks.
    """
    folded = [context.lexicon.fold(text) for text in texts]
    if attained.met is False and _names_more(attained, texts, context):
        attained = replace(attained, notes=(*attained.notes, Note.MORE_SAID))
    case = _case(attained, context.lexicon.fold(target), folded, context)
    other = attained.otherwise
    if other is not None:
        other = remarked(other, target, texts, context)
    if other is not attained.otherwise:
        attained = replace(attained, otherwise=other)
    return attained if case is None else doubted(attained, case)


def _names_more(attained: Attainment, texts: Collection[str], context: Context) -> bool:
    """Tell whether a text says that the target was reached after all: 实际采购30台, beside 28台."""
    if attained.case is not Case.AT_LEAST or attained.target is None:
        return False
    for text in texts:
        reading = context.reader.read(text)
        found = reading.numbers if isinstance(reading, Several) else (reading,)
        for number in found:
            if (
                isinstance(number, Number)
                and _holds(number.words_before, context.lexicon.achieved)
                and not context.is_planned(number)
                and written_unit(number) == attained.unit
                and number.value >= attained.target
            ):
                return True
    return False


def doubted(attained: Attainment, case: Case) -> Attainment:
    """Return a comparison as a case that is open where the set has a rule for it."""
    return replace(attained, case=case, plain=attained.plain or attained.case)


def _case(attained: Attainment, target: str, texts: list[str], context: Context) -> Case | None:
    words = context.lexicon.remarks
    text = "\n".join(texts)
    if not text.strip():
        return None
    is_stopped = _holds(text, words.stops)
    if is_nothing(attained) and (is_stopped or _holds(text, words.excuses)):
        return Case.EXCUSED
    if is_stopped and attained.case is Case.AT_LEAST and attained.actual == 0 and not attained.met:
        return Case.EXCUSED
    if not attained.met:
        return None
    if attained.case in _FIGURES:
        own = context.lexicon.fold(context.row.name) + target
        if attained.is_rate and context.is_satisfaction_row:
            if _has_no_survey(text, context):
                return Case.NO_SURVEY
            return Case.ABSENCE if _holds(text, words.inferred) else None
        if _holds(text, words.not_accepted) and not _holds(own, words.measured):
            return Case.NOT_ACCEPTED
    if attained.direction == AT_MOST and _is_building(attained, context):
        return Case.UNFINISHED if _holds(text, words.unfinished) else None
    return None


def is_nothing(attained: Attainment) -> bool:
    """Tell whether a row says in words that nothing was done."""
    return attained.case is Case.NOT_DONE or Note.NOTHING_DONE in attained.notes


def _is_building(attained: Attainment, context: Context) -> bool:
    return attained.is_span and _holds(context.row.name, context.lexicon.remarks.building)


def _has_no_survey(text: str, context: Context) -> bool:
    """Tell whether a clause denies a survey (未开展问卷) and no other way of asking is named."""
    words = context.lexicon.remarks
    for clause in _clauses(text, context):
        for word in words.surveyed:
            before, found, _ = clause.partition(word)
            if found and any(_is_near(before, denial) for denial in words.no_survey):
                return not _holds(text, words.other_ways)
    return False


def _is_near(before: str, denial: str) -> bool:
    """Tell whether a denial stands so near the end of a text that it denies what follows."""
    _, found, between = before.rpartition(denial)
    return bool(found) and len(between) <= (_NEAR if len(denial) > 1 else _NEXT)


def _clauses(text: str, context: Context) -> list[str]:
    return re.split("|".join(map(re.escape, context.lexicon.clause_marks)), text)


def _holds(text: str, words: Iterable[str]) -> bool:
    return any(word in text for word in words)


def denies_survey(actual: Reading, context: Context) -> bool:
    """Tell whether an actual in words says that nobody was asked: 未开展, 未开展问卷调查."""
    if isinstance(actual, ShortStatement) and actual.stated is StatementKind.NOTHING_DONE:
        return True
    return _has_no_survey(context.words(actual), context)


def nothing_done(actual: Reading, context: Context) -> Case | None:
    """Return what an actual in words says of work not done: NOT_DONE, EXCUSED, or None.

    ``项目尚未实施`` says nothing else; ``因疫情未开展`` gives a reason, and a reason may excuse.
    """
    words, lexicon = context.words(actual), context.lexicon
    remarks = lexicon.remarks
    if isinstance(actual, ShortStatement):
        match actual.stated:
            case StatementKind.STOPPED:
                return Case.EXCUSED
            case StatementKind.NOTHING_DONE:
                return Case.NOT_DONE
            case StatementKind.NONE:
                if not _on_demand(context):
                    return Case.NOT_DONE if words in lexicon.remarks.zero else None
                return Case.EXCUSED if words in remarks.no_need else None
    if any(word in words for word in lexicon.stopped) and len(words) <= _LONGEST:
        return Case.EXCUSED
    word = next((word for word in lexicon.nothing_done if word in words), None)
    if word is None or len(words) > _LONGEST:
        return None
    rest = words.replace(word, "", 1)
    for subject in remarks.subjects:
        rest = rest.replace(subject, "")
    name = lexicon.fold(context.row.name)
    rest = rest.strip(lexicon.trimmed)
    return Case.NOT_DONE if not rest or rest in name else Case.EXCUSED


_LONGEST = 30
"""Characters; a longer text is no statement of what was done."""


def _on_demand(context: Context) -> bool:
    """Tell whether a row counts what comes by demand (救援次数), not what is planned (应急演练)."""
    words, name = context.lexicon.remarks, context.row.name
    return _holds(name, words.on_demand) and not _holds(name, words.on_demand_not)


def of_other_time(words: str, target: str, context: Context) -> bool:
    """Tell whether words before a number leave open what year it counts: 累计, 截至, 上年."""
    lexicon = context.lexicon
    found = {word for word in lexicon.other_time if word in words and word not in target}
    is_of_year = str(context.row.year) in words and found <= set(lexicon.summed)
    if not found or is_of_year or _holds(words, lexicon.this_time):
        return False
    # 同比增长 and 较上年提高 are the measure of a row of growth
    measure = target + lexicon.fold(context.row.name)
    changes = (*lexicon.rises, *lexicon.falls)
    return not (_holds(words, changes) and _holds(measure, changes))
