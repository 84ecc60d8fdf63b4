"""One target or actual read, and a target compared with an actual."""

from __future__ import annotations

from scoring.values.attainment import Attainment, ComparedRow, Policy
from scoring.values.reading import Reading
from scoring.work.library import library_of
from scoring.work.reading import Sets


def read_value(text: str, sets: Sets = None) -> Reading:
    """Return what a target or an actual says: a number, range, deadline, wording or statement.

    A number is exact: ``value`` as written, ``amount`` with its multiplier, in ``unit``. What could
    not be read is an ``Unread`` with the piece that stopped the reading; nothing is guessed and
    nothing raised. ``sets`` may hold words of one's own.

    >>> import scoring
    >>> number = scoring.read_value("≥24800万条")
    >>> number.comparator, number.amount, number.unit.symbol
    (<Comparator.AT_LEAST: 'at_least'>, Fraction(248000000, 1), '条')
    >>> scoring.read_value("约1493个").approximation
    <Approximation.ABOUT: 'about'>
    """
    return library_of(sets).reader.read(text)


def compare(
    target: str,
    actual: str,
    *,
    set: str | None = None,
    sets: Sets = None,
    name: str = "",
    level1: str = "",
    level2: str = "",
    unit: str = "",
    direction: str = "",
    year: int = 2000,
    start: tuple[int, int, int] | None = None,
) -> Attainment:
    """Return how an actual stands to its target: which kind of comparison it is, and the facts.

    Numbers are exact and in the target's unit; ``completion`` is actual over target as a fraction.
    ``set`` is the indicator set whose words tell directions and grades; without one a number needs
    a sign (``≥78家``) or a ``direction``. ``name``, ``level1``, ``level2``, ``unit`` and
    ``direction`` are the form's row; ``year`` is meant where a date names none, ``start`` is the
    first day of the project (year, month, day).

    Raises:
        InputError: there is no set of that id, or it has errors.

    >>> import scoring
    >>> attained = scoring.compare("≥78家", "69家")
    >>> attained.case, attained.met, attained.completion
    (<Case.AT_LEAST: 'at_least'>, False, Fraction(23, 26))
    >>> scoring.compare("12月底", "9月30日", set="mof/2020-project", year=2022).met
    True
    """
    from scoring.values.comparing.attain import attain  # noqa: PLC0415

    library = library_of(sets)
    policy = Policy() if set is None else library.indicator_set(set).policy
    row = ComparedRow(name, level1, level2, unit, direction, year, start)
    reader = library.reader
    return attain(reader.read(target), reader.read(actual), row, policy, reader)
