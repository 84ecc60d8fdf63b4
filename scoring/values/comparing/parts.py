"""Compare several numbers: 6台/3套 with ≥2台/套, part by part, or one number out of a sentence."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from fractions import Fraction

from scoring.records.certainty import Certainty
from scoring.values.attainment import Attainment, Case, Note
from scoring.values.comparing import numbers
from scoring.values.comparing.context import Context
from scoring.values.comparing.direction import AT_LEAST
from scoring.values.comparing.numbers import unread
from scoring.values.comparing.remarks import doubted, of_other_time
from scoring.values.reading import Deadline, Number, Several

CompareNumbers = Callable[[Number, Number, Context], Attainment]
ComparePair = Callable[[Number | Deadline, Number | Deadline, Context], Attainment]


def _values(several: Several, context: Context) -> list[Number]:
    """Return the numbers that were reached; those called planned only in a list of nothing else."""
    numbers = []
    for value in several.numbers:
        number = value.number if isinstance(value, Deadline) else value
        if number is not None:
            numbers.append(number)
    own = [number for number in numbers if not context.is_aside(number)]
    reached = [number for number in own if not context.is_planned(number)]
    return reached or (numbers if several.strict and len(own) == len(numbers) else [])


def one_target(
    target: Number, actual: Several, context: Context, compare: CompareNumbers
) -> Attainment:
    """Compare one target with several numbers: all are parts of it, or one of them is meant."""
    numbers = _values(actual, context)
    fitting = [
        (number, attained)
        for number in numbers
        if (attained := compare(target, number, context)).case is not Case.UNREAD
    ]
    if target.unit is None and len(fitting) > 1 and not actual.strict:
        fitting = []
    if actual.strict and len(fitting) == len(numbers) > 1:
        return _together([attained for _, attained in fitting], actual, context)
    chosen = fitting
    for is_better in (_is_outside, _has_own_unit(target), context.is_named, context.is_total):
        better = [pair for pair in chosen if is_better(pair[0])]
        if len(chosen) > 1 and better:
            chosen = better
    if len({(number.amount, _dimension(number)) for number, _ in chosen}) == 1:
        attained = chosen[0][1]
        notes = (*attained.notes, Note.FROM_SENTENCE)
        known = attained.text_known if actual.strict else Certainty.EXTRACTED
        attained = replace(attained, notes=notes, text_known=known)
        return in_its_time(attained, chosen[0][0].words_before, target, context)
    return unread(f"完成值中有多个数，不能确定取哪一个：{context.candidates(actual)}")


def _is_outside(number: Number) -> bool:
    return not number.in_brackets


def _has_own_unit(target: Number) -> Callable[[Number], bool]:
    """Return whether a number counts the same as the target, and not just anything (20个)."""

    def has_it(number: Number) -> bool:
        if target.unit is None or target.unit.generic or number.unit is None:
            return False
        kinds = {name for name, _ in number.unit.meanings()}
        return any(name in kinds for name, _ in target.unit.meanings())

    return has_it


def in_its_time(attained: Attainment, words: str, target: Number, context: Context) -> Attainment:
    """Leave a number open whose words name another time than the form's year: 累计120张."""
    if attained.case is Case.UNREAD or not of_other_time(
        words, context.lexicon.fold(target.text), context
    ):
        return attained
    if attained.met:
        return doubted(attained, Case.OTHER_TIME)
    return replace(attained, text_known=Certainty.EXTRACTED)


def _dimension(number: Number) -> str:
    return number.unit.dimension if number.unit is not None else ""


def _together(attained: Sequence[Attainment], actual: Several, context: Context) -> Attainment:
    """Join the parts of one target."""
    joined = join(attained)
    if joined is None:
        return unread(f"各部分不能逐一比较：{context.candidates(actual)}")
    dimensions = [_dimension(number) for number in _values(actual, context)]
    is_cap = any(each.direction != AT_LEAST for each in attained)
    if (is_cap or not joined.met) and len(set(dimensions)) < len(dimensions):
        # 3次、4次 of 5次, or of a cap of 6次: parts or a sum, and it matters
        return unread(f"完成值是各部分还是需要合计不能确定：{context.candidates(actual)}")
    first = attained[0]
    return replace(
        joined,
        target=first.target,
        unit=first.unit,
        direction=first.direction,
        direction_from=first.direction_from,
        direction_word=first.direction_word,
    )


def join(attained: Sequence[Attainment]) -> Attainment | None:
    """Return the parts' least and greatest share; None where a part has no share."""
    shares: list[Fraction] = []
    for each in attained:
        part = numbers.share(each)
        if each.met is None or part is None:
            return None
        shares.append(part)
    least = min(range(len(shares)), key=shares.__getitem__)
    return Attainment(
        Case.PARTS,
        met=all(each.met for each in attained),
        actual=attained[least].actual,
        target=attained[least].target,
        least=shares[least],
        greatest=max(shares),
        completion=shares[least],
        is_rate=all(each.is_rate for each in attained),
        direction_known=min(each.direction_known for each in attained),
        text_known=min(each.text_known for each in attained),
        notes=(Note.BY_LEAST_PART,),
    )


def many_targets(
    target: Several, actual: Several, context: Context, compare: ComparePair
) -> Attainment:
    """Pair several targets with several actuals, by unit, else by order."""
    targets = list(target.numbers)
    actuals = list(actual.numbers)
    failed = unread(
        f"指标值各项（{context.candidates(target)}）与完成值各项（{context.candidates(actual)}）不能一一对应"
    )
    pairs = _by_unit(targets, actuals, context) or _by_order(targets, actuals)
    if pairs is None:
        return failed
    attained = [compare(one, other, context) for one, other in pairs]
    for each in attained:
        if each.case in (Case.UNREAD, Case.CONFLICT):
            return unread(each.piece)
    if all(each.case is Case.BY_DATE for each in attained):
        late = [each for each in attained if not each.met]
        return late[0] if late else attained[0]
    joined = join([each for each in attained if each.case is not Case.BY_DATE])
    is_late = any(each.case is Case.BY_DATE and not each.met for each in attained)
    return failed if joined is None or is_late else joined


def _by_unit(
    targets: list[Number | Deadline], actuals: list[Number | Deadline], context: Context
) -> list[tuple[Number | Deadline, Number | Deadline]] | None:
    """Pair by unit where every target's unit is its own and one actual alone has it."""
    pairs: list[tuple[Number | Deadline, Number | Deadline]] = []
    dimensions = [_unit_of(value) for value in targets]
    if len(set(dimensions)) < len(dimensions) or "" in dimensions:
        return None
    for value, dimension in zip(targets, dimensions, strict=True):
        same = [other for other in actuals if _unit_of(other) == dimension]
        if len(same) > 1:
            same = [
                other
                for other in same
                if isinstance(other, Number) and not context.is_planned(other)
            ]
        if len(same) != 1:
            return None
        pairs.append((value, same[0]))
    return pairs


def _by_order(
    targets: list[Number | Deadline], actuals: list[Number | Deadline]
) -> list[tuple[Number | Deadline, Number | Deadline]] | None:
    """Pair by order where both sides have the same units in the same order."""
    if [_unit_of(value) for value in targets] != [_unit_of(value) for value in actuals]:
        return None
    return list(zip(targets, actuals, strict=True))


def _unit_of(value: Number | Deadline) -> str:
    if isinstance(value, Deadline):
        return f"date:{_unit_of(value.number)}" if value.number is not None else "date"
    return _dimension(value)


def sum_of_targets(
    target: Several, actual: Number | Deadline, context: Context, compare: CompareNumbers
) -> Attainment:
    """Compare counts due at several dates (6月前1次、12月前1次) with one count for the year."""
    number = actual.number if isinstance(actual, Deadline) else actual
    counts = [value.number for value in target.numbers if isinstance(value, Deadline)]
    targets = [count for count in counts if count is not None]
    first = targets[0] if targets else None
    is_sum = (
        number is not None
        and first is not None
        and len(targets) == len(target.numbers)
        and len({_dimension(count) for count in targets}) == 1
        and all(count.multiplier == first.multiplier for count in targets)
    )
    if not is_sum or number is None or first is None:
        text = context.reader.describe(actual)
        return unread(f"指标值有多项（{context.candidates(target)}），完成值只有“{text}”")
    total = replace(first, value=sum((count.value for count in targets), Fraction(0)))
    return compare(total, number, context)
