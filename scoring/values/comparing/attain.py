"""Compare a target with an actual: the case, and the facts from which a rule computes points."""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction

from scoring.records.certainty import KNOWN, Certainty
from scoring.text import excerpt
from scoring.values.attainment import Attainment, Case, ComparedRow, Note, Policy
from scoring.values.comparing import (
    common_unit,
    deadlines,
    frequencies,
    numbers,
    parts,
    remarks,
    wordings,
)
from scoring.values.comparing.common_unit import Incomparable, with_measure
from scoring.values.comparing.context import Context
from scoring.values.comparing.direction import AT_LEAST, AT_MOST, TEXT
from scoring.values.comparing.numbers import unread
from scoring.values.comparing.remarks import remarked
from scoring.values.comparing.shares import shares
from scoring.values.grammar import Reader
from scoring.values.reading import (
    Comparator,
    Deadline,
    Number,
    Range,
    Reading,
    Several,
    ShortStatement,
    StatementKind,
    Unread,
    Wording,
)

_ZERO = Fraction(0)
_BRACKETS = re.compile(r"\([^()]*\)")
_COLUMNS = {"target": "指标值", "actual": "完成值"}
_QUOTED = 30
"""Letters of a value that a message quotes."""


def attain(
    target: Reading, actual: Reading, row: ComparedRow, policy: Policy, reader: Reader
) -> Attainment:
    """Compare the target of a row with its actual, both as they were read.

    ``row`` names the row and its levels, ``policy`` is the indicator set's. Nothing is guessed: what
    cannot be compared is :attr:`Case.UNREAD`, with the piece that says why.
    """
    rates = shares(target, actual, reader.lexicon)
    if rates is not None:
        # a person may still have meant two numbers
        return replace(attain(*rates, row, policy, reader), text_known=Certainty.EXTRACTED)
    context = Context(row, policy, reader)
    attained = _remarked(target, actual, context)
    if attained.direction_known < KNOWN:
        attained = _with_otherwise(attained, _remarked(target, actual, context.turned()))
    if attained.case is Case.UNREAD and _repeats(target, actual, context):
        attained = _level(wordings.WordingClass.FULL, context)
    if isinstance(target, Number | Range | Several) and context.is_column_unread:
        return replace(attained, notes=(*attained.notes, Note.DIRECTION_UNREAD))
    return attained


def _remarked(target: Reading, actual: Reading, context: Context) -> Attainment:
    return remarked(_attain(target, actual, context), target.text, (actual.text,), context)


def _with_otherwise(attained: Attainment, otherwise: Attainment) -> Attainment:
    """Keep the attainment by the other direction, unless it is met either way."""
    if attained.case is Case.UNREAD or (attained.met and otherwise.met):
        return attained
    return replace(attained, otherwise=otherwise)


def _attain(target: Reading, actual: Reading, context: Context) -> Attainment:
    if _is(actual, StatementKind.BLANK):
        return unread("未填实际完成值")
    if _is(actual, StatementKind.NOT_APPLICABLE):
        has_target = not (
            _is(target, StatementKind.BLANK) or _is(target, StatementKind.NOT_APPLICABLE)
        )
        return Attainment(Case.NOT_APPLICABLE_TARGET if has_target else Case.NOT_APPLICABLE)
    if _is(target, StatementKind.BLANK):
        return unread("未填指标值")
    if _is(target, StatementKind.NOT_APPLICABLE):
        return unread(f"指标值为“{target.text.strip()}”，完成值却不是")
    if isinstance(target, Unread):
        return _faulty("target", context.why(target))
    if isinstance(actual, Unread):
        return _faulty("actual", context.why(actual))
    match target:
        case Number():
            return _number(target, actual, context)
        case Range():
            return _range(target, actual, context)
        case Several():
            return _several(target, actual, context)
        case Deadline():
            return _deadline(target, actual, context)
        case Wording():
            return _wording(target.words, actual, context)
        case ShortStatement():
            if target.stated is StatementKind.NONE:
                return _none(target, actual, context)
            return _wording(context.words(target), actual, context)


def _repeats(target: Reading, actual: Reading, context: Context) -> bool:
    """Tell whether an actual is its target once more, whatever the two mean."""
    blanks = (StatementKind.BLANK, StatementKind.NOT_APPLICABLE)
    is_blank = isinstance(target, ShortStatement) and target.stated in blanks
    return not is_blank and context.same(target, actual)


def _is(reading: Reading, stated: StatementKind) -> bool:
    return isinstance(reading, ShortStatement) and reading.stated is stated


def _number(target: Number, actual: Reading, context: Context) -> Attainment:
    """Compare a number to be reached with whatever was written."""
    match actual:
        case Number():
            attained = compare_numbers(target, actual, context)
            if attained.case is Case.UNREAD and _is_all(actual) and target.unit is not None:
                # 100% of a count: all of it, without the figure
                return Attainment(Case.DONE)
            if actual.in_sentence:
                attained = _noted(attained, Note.FROM_SENTENCE)
            words = _outside_brackets(context.lexicon.fold(actual.text))
            if context.is_aside(actual) and target.comparator != actual.comparator:
                return unread(f"完成值“{excerpt(actual.text, _QUOTED)}”未说明完成的总数", attained)
            return parts.in_its_time(attained, words, target, context)
        case Range():
            return _range_actual(target, actual, context)
        case Several():
            return parts.one_target(target, actual, context, compare_numbers)
        case Deadline():
            if actual.number is None:
                return unread(f"指标值是数量，完成值“{actual.text}”是日期")
            attained = compare_numbers(target, actual.number, context)
            words = context.lexicon.fold(actual.text)
            is_of_year = actual.start == (1, 1) and actual.year in (None, context.row.year)
            if not is_of_year or actual.year_offset:
                attained = parts.in_its_time(attained, words, target, context)
            return _noted(attained, Note.FROM_SENTENCE)
        case _:
            return _number_by_words(target, actual, context)


def _outside_brackets(folded: str) -> str:
    """Return a text without what stands in brackets: 500亩(其中新增300亩)."""
    return _BRACKETS.sub("", folded)


def _is_all(actual: Number) -> bool:
    """Tell whether a number is 100%."""
    unit = actual.unit
    is_ratio = unit is not None and unit.dimension == common_unit.RATIO
    is_whole = unit is not None and actual.amount * unit.factor == 1
    return is_ratio and is_whole and actual.comparator is None


def compare_numbers(target: Number, actual: Number, context: Context) -> Attainment:
    """Compare two numbers in the target's unit, by the row's direction."""
    of_year = frequencies.counted(target, actual, context)
    if of_year is not None:
        attained = compare_numbers(*of_year, context)
        return frequencies.judged(_noted(attained, Note.OF_YEAR), target, context)
    actual = with_measure(actual, context.measure_for(target, actual))
    target = with_measure(target, context.measure)
    if context.is_around_zero(target):
        actual = replace(actual, value=abs(actual.value))
    if context.is_impossible(target, target):
        return _negative("target", target, context)
    if context.is_impossible(actual, target):
        return _negative("actual", actual, context)
    if context.is_opposed(target, actual):
        return unread(f"完成值“{excerpt(actual.text, _QUOTED)}”与指标的升降方向不一致")
    if context.is_other_measure(target, actual):
        piece = f"完成值“{excerpt(actual.text, _QUOTED)}”与指标值不是一回事"
        return unread(f"{piece}：一个是升降幅度，一个是达到的水平")
    pair = common_unit.in_common_unit(
        target, actual, context.policy, context.lexicon, rate_row=context.is_rate_row
    )
    if isinstance(pair, Incomparable):
        return unread(pair.piece)
    ways = context.directions(target, actual)
    growth = context.asks_growth(target)
    attained = numbers.decided(pair, actual, ways, context.policy, growth=growth)
    return replace(attained, is_span=True) if common_unit.is_span(target) else attained


def _negative(field: str, number: Number, context: Context) -> Attainment:
    return _faulty(field, f"“{excerpt(number.text, _QUOTED)}”{context.lexicon.patterns.negative}")


def _faulty(field: str, why: str) -> Attainment:
    return unread(f"{_COLUMNS[field]}{why}", field=field)


def _number_by_words(target: Number, actual: Reading, context: Context) -> Attainment:
    """Compare a number with words: 已完成, 无投诉, 无, 未完成."""
    words = context.words(actual)
    is_survey = common_unit.is_ratio(target) and context.is_satisfaction_row
    if is_survey and remarks.denies_survey(actual, context):
        return Attainment(Case.NO_SURVEY, is_rate=True)
    if isinstance(actual, ShortStatement) and actual.stated is StatementKind.NONE:
        undone = _undone(target, actual, context)
        if undone is not None and not context.is_cap(target) and target.value > 0:
            return undone
        if actual.of and context.is_satisfaction_row and not context.is_cap(target):
            return Attainment(Case.ABSENCE, is_rate=common_unit.is_ratio(target))
        return _nothing(target, actual, context)
    if common_unit.is_ratio(target) and wordings.is_whole(words, context.lexicon):
        return compare_numbers(target, _whole(actual, context), context)
    unsettled = _undone(target, actual, context)
    if unsettled is not None:
        return unsettled
    if _is(actual, StatementKind.NOT_DONE):
        return unread(f"“{actual.text.strip()}”未说明完成的数量")
    if wordings.is_done(words, context.lexicon):
        return Attainment(Case.DONE)
    return unread(f"完成值“{excerpt(actual.text, _QUOTED)}”中没有可与指标值比较的数")


def _whole(actual: Reading, context: Context) -> Number:
    """Return the hundred percent that words such as 全覆盖 are."""
    return Number(actual.text, Fraction(100), unit=context.lexicon.percent)


def _undone(target: Number, actual: Reading, context: Context) -> Attainment | None:
    """Compare a number with words that say of work that it was not done, or is under way."""
    if _is(actual, StatementKind.UNDERWAY):
        return Attainment(Case.UNFINISHED, met=False)
    case = remarks.nothing_done(actual, context)
    if case is None:
        return None
    attained = compare_numbers(target, Number(actual.text, _ZERO), context)
    if case is Case.EXCUSED or attained.case not in (Case.AT_LEAST, Case.EXACTLY):
        return Attainment(Case.EXCUSED, met=False)
    return _noted(attained, Note.NOTHING_DONE)


def _nothing(target: Number, actual: ShortStatement, context: Context) -> Attainment:
    """Compare a number with 无 or 未发生: none, where fewer are better."""
    none = Number(actual.text, _ZERO, unit=target.unit)
    attained = compare_numbers(target, replace(none, unit=None), context)
    is_cap = attained.direction == AT_MOST and attained.met
    if attained.case is Case.ZERO or is_cap:
        return attained
    return unread(f"完成值“{excerpt(actual.text, _QUOTED)}”不是数量")


def _range_actual(target: Number, actual: Range, context: Context) -> Attainment:
    """Compare a number with a range: as good as its less favourable end."""
    low = compare_numbers(target, replace(actual.low, comparator=None), context)
    high = compare_numbers(target, replace(actual.high, comparator=None), context)
    for end in (low, high):
        if end.actual is None or end.case in (Case.UNREAD, Case.CONFLICT):
            return end
    is_cap = low.direction == AT_MOST
    worst, best = (high, low) if is_cap else (low, high)
    met = low.met if low.met == high.met else None
    if low.direction not in (AT_LEAST, AT_MOST):
        met = False if low.met == high.met is False and low.actual == high.actual else None
    notes = (*low.notes, Note.BOUND_IMPLIES) if met else low.notes
    return replace(
        low,
        case=Case.BOUND,
        met=met,
        actual=worst.actual,
        worst=worst.actual,
        best=best.actual,
        completion=None,
        notes=notes,
    )


def _range(target: Range, actual: Reading, context: Context) -> Attainment:
    """Compare a range to be kept: its nearer end counts, and all inside is met."""
    if isinstance(actual, Several) and _leaves(target, actual, context):
        return Attainment(Case.BOUND, met=False, notes=(Note.TARGET_AS_RANGE,))
    ways = context.directions(replace(target.low, comparator=None))
    way = ways[0].way if ways else AT_LEAST
    end = target.high if way == AT_MOST else target.low
    bound = replace(end, comparator=end.comparator)
    attained = _noted(_number(bound, actual, context), Note.TARGET_AS_RANGE)
    if attained.case is Case.CONFLICT and isinstance(actual, Number):
        inside = [
            compare_numbers(replace(target.low, comparator=Comparator.AT_LEAST), actual, context),
            compare_numbers(replace(target.high, comparator=Comparator.AT_MOST), actual, context),
        ]
        if all(each.met for each in inside):
            return _noted(inside[0], Note.TARGET_AS_RANGE)
    if isinstance(actual, Range) and context.same(target, actual):
        return replace(attained, case=Case.BOUND, met=True)
    if attained.met and isinstance(actual, Number) and ways:
        other, sign = (
            (target.low, Comparator.AT_LEAST)
            if way == AT_MOST
            else (target.high, Comparator.AT_MOST)
        )
        if compare_numbers(replace(other, comparator=sign), actual, context).met:
            # 31场 of 21-34场 is neither far above the target nor far below it
            return replace(attained, completion=Fraction(1))
    return attained


def _leaves(target: Range, actual: Several, context: Context) -> bool:
    """Tell whether bounds in an actual lie outside of the range: 18岁以下 of 18-54周岁."""
    below = (Comparator.AT_MOST, Comparator.BELOW)
    above = (Comparator.AT_LEAST, Comparator.ABOVE)
    for number in actual.numbers:
        if not isinstance(number, Number) or number.comparator not in (*below, *above):
            continue
        end, sign = (
            (target.low, Comparator.BELOW)
            if number.comparator in below
            else (target.high, Comparator.ABOVE)
        )
        bare = replace(number, comparator=None)
        inside = compare_numbers(replace(end, comparator=sign), bare, context)
        if inside.met or inside.completion == 1:
            return True
    return False


def _several(target: Several, actual: Reading, context: Context) -> Attainment:
    """Compare several targets with whatever was written."""
    if isinstance(actual, Several):
        return parts.many_targets(target, actual, context, _pair)
    if isinstance(actual, Number | Deadline):
        return parts.sum_of_targets(target, actual, context, compare_numbers)
    first = next((each for each in target.numbers if isinstance(each, Number)), None)
    unsettled = None if first is None else _undone(first, actual, context)
    if unsettled is not None:
        return unsettled
    if _is(actual, StatementKind.NOT_DONE):
        return unread(f"“{actual.text.strip()}”未说明完成的数量")
    if wordings.is_done(context.words(actual), context.lexicon):
        return Attainment(Case.DONE)
    return unread(f"指标值有多项，完成值“{excerpt(actual.text, _QUOTED)}”不能逐项比较")


def _pair(target: Number | Deadline, actual: Number | Deadline, context: Context) -> Attainment:
    """Compare one part with its counterpart."""
    if isinstance(target, Deadline):
        return _deadline(target, actual, context)
    return _number(target, actual, context)


def _deadline(target: Deadline, actual: Reading, context: Context) -> Attainment:
    """Compare a deadline with a date, or with words such as 按时完成."""
    same = context.same(target, actual)
    match actual:
        case Deadline():
            date = deadlines.compare(target, actual, context.row, context.lexicon, same_text=same)
            if target.number is None or actual.number is None:
                return date
            counted = compare_numbers(target.number, actual.number, context)
            return counted if not counted.met or date.met else date
        case Number():
            if target.number is not None:
                return compare_numbers(target.number, actual, context)
            if _is_all(actual):
                return Attainment(Case.DONE)
            return unread(f"指标值是时限，完成值“{excerpt(actual.text, _QUOTED)}”不是日期")
        case Several():
            return unread(f"完成值有多个：{context.candidates(actual)}")
    is_due = deadlines.is_due(target, context.row.year)
    if is_due is None:
        return unread(f"表上没有年度，看不出“{excerpt(target.text, _QUOTED)}”到了没有")
    if _is(actual, StatementKind.UNDERWAY):
        return Attainment(Case.UNFINISHED, met=False) if is_due else Attainment(Case.NOT_DUE)
    undone = remarks.nothing_done(actual, context)
    if _is(actual, StatementKind.NOT_DONE) or undone is not None:
        if not is_due and undone is not Case.EXCUSED:
            return Attainment(Case.NOT_DUE)
        return Attainment(undone or Case.NOT_DONE, met=False)
    if wordings.is_done(context.words(actual), context.lexicon):
        return Attainment(Case.DONE)
    return unread(f"指标值是时限，完成值“{excerpt(actual.text, _QUOTED)}”未说明完成日期")


def _wording(words: str, actual: Reading, context: Context) -> Attainment:
    """Compare words with words."""
    lexicon = context.lexicon
    actual_words = context.words(actual)
    if words == actual_words:
        return _level(wordings.WordingClass.FULL, context)
    if _is(actual, StatementKind.STOPPED):
        return Attainment(Case.EXCUSED, met=False)
    if _is(actual, StatementKind.NOT_DONE) or _is(actual, StatementKind.NOTHING_DONE):
        return _level(wordings.WordingClass.MISSED, context)
    if isinstance(actual, Number):
        if _is_all(actual) and not actual.in_sentence:
            return _level(wordings.WordingClass.FULL, context)
        before = "" if actual.in_sentence else actual.words_before
        by_word = wordings.by_degree(words, before, lexicon) if before else None
        if by_word is not None:
            # 提升 and 下降5%: the cell holds nothing but the word with its number
            return _level(by_word, context)
    elif isinstance(actual, Wording | ShortStatement):
        judged = wordings.judge(words, actual_words, context.policy, lexicon)
        if judged is None:
            name = lexicon.fold(context.row.name)
            bare = words.removeprefix(name), actual_words.removeprefix(name)
            if all(bare) and bare != (words, actual_words):
                judged = wordings.judge(*bare, context.policy, lexicon)
        if judged is not None:
            grade, level = judged
            met = grade is wordings.WordingClass.FULL
            return Attainment(Case.WORDING, met=met, level=level)
    return unread(f"“{excerpt(actual.text, _QUOTED)}”与指标值“{words[:20]}”不能直接比较")


def _level(grade: wordings.WordingClass, context: Context) -> Attainment:
    """Return the attainment of a level of the set; unread where the set names no such level."""
    level = wordings.level_of(grade, context.policy)
    if level is None:
        return unread("指标体系未设定性等级")
    return Attainment(Case.WORDING, met=grade is wordings.WordingClass.FULL, level=level)


def _none(target: ShortStatement, actual: Reading, context: Context) -> Attainment:
    """Compare a target that there be none of something (无中高危漏洞)."""
    zero = Attainment(Case.ZERO, target=_ZERO, direction=AT_MOST, direction_from=TEXT, unit="")
    match actual:
        case ShortStatement(stated=StatementKind.NONE):
            related = not actual.of or not target.of
            if related or actual.of in target.of or target.of in actual.of:
                return replace(zero, met=True, actual=_ZERO)
        case ShortStatement(stated=StatementKind.DONE):
            return Attainment(Case.DONE)
        case Number(in_sentence=False):
            bare = actual.unit is None and actual.value != 0
            if not bare and not common_unit.is_ratio(actual) and actual.comparator is None:
                unit = common_unit.written_unit(actual)
                return replace(zero, met=actual.amount <= 0, actual=actual.value, unit=unit)
        case Wording():
            if context.words(target) in actual.words:
                return replace(zero, met=True, actual=_ZERO)
    return unread(
        f"“{excerpt(actual.text, _QUOTED)}”与指标值“{excerpt(target.text, _QUOTED)}”不能直接比较"
    )


def _noted(attained: Attainment, note: Note) -> Attainment:
    if attained.case is Case.UNREAD:
        return attained
    return replace(attained, notes=(*attained.notes, note))
