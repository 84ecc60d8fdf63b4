"""Attainment: how an actual compares with its target, or why the two cannot be compared."""

from __future__ import annotations

from dataclasses import field
from enum import StrEnum
from fractions import Fraction

from scoring.records.certainty import Certainty
from scoring.value_class import dataclass
from scoring.values.direction_words import DirectionIndex, DirectionWords


class Case(StrEnum):
    """What kind of comparison a row is; an indicator set names a rule for each it can score."""

    AT_LEAST = "at_least"
    """A number that should be reached (target 60家, actual 69家)."""
    AT_MOST = "at_most"
    """A number that should not be passed."""
    EXACTLY = "exactly"
    """A target written with an equals sign."""
    STANDARD = "standard"
    """A bare standard (补助标准500元): met by the same figure, and neither more nor less is a miss."""
    ZERO = "zero"
    """A target of none (0起, 无事故) where less is better."""
    CONFLICT = "conflict"
    """A number with two written directions on which the outcome depends: by the sign in its text and
    by the one in the form's column (``notes`` then has SIGNS_DISAGREE)."""
    BY_DATE = "by_date"
    """A deadline with a known date of completion."""
    NOT_DONE = "not_done"
    """A deadline, and the actual is 未完成."""
    DATE_UNCLEAR = "date_unclear"
    """A deadline and a date too coarse to be called before or after it."""
    BOUND = "bound"
    """The actual is itself a bound (≥266, 24小时内)."""
    APPROXIMATE = "approximate"
    """The actual is approximate (约) and so near the target that it matters."""
    PARTS = "parts"
    """Several parts (6台/3套)."""
    DONE = "done"
    """The target is a number or a date, the actual 已完成."""
    ABSENCE = "absence"
    """The target is a rate of satisfaction, the actual 无投诉."""
    NOT_DUE = "not_due"
    """A deadline behind the form's year that was not yet kept: 未完成, 在建."""
    UNFINISHED = "unfinished"
    """The actual is 在建 or the like, or such a remark stands beside a short span of building."""
    EXCUSED = "excused"
    """Nothing was done, and the form names what may excuse it: 项目取消, 资金收回, no demand."""
    NOT_ACCEPTED = "not_accepted"
    """A full figure with a remark that it was not accepted yet, or only agreed: 待验收, 已签合同."""
    NO_SURVEY = "no_survey"
    """A rate of satisfaction, and the form says that nobody was asked."""
    OTHER_TIME = "other_time"
    """A number that may hold other years, or none that was reached: 累计, 截至, 上年, 计划."""
    FREQUENCY = "frequency"
    """A count of a year below what is due every month or week; ``least`` by a whole year,
    ``greatest`` by the months that the project has in it."""
    WORDING = "wording"
    """Words compared with words; ``level`` is the grade."""
    NOT_APPLICABLE = "not_applicable"
    """The actual is 不适用 and no target was set."""
    NOT_APPLICABLE_TARGET = "not_applicable_target"
    """The actual is 不适用 although a target was set."""
    UNREAD = "unread"
    """Target or actual could not be read, or they cannot be compared; ``piece`` says why."""


class Note(StrEnum):
    """What was assumed while comparing; printed in words from the vocabulary."""

    FROM_SENTENCE = "from_sentence"
    UNIT_OF_TARGET = "unit_of_target"
    UNIT_OF_ACTUAL = "unit_of_actual"
    AS_PERCENT = "as_percent"
    APPROXIMATE = "approximate"
    BOUND_IMPLIES = "bound_implies"
    CONVERTED = "converted"
    BY_LEAST_PART = "by_least_part"
    TARGET_AS_RANGE = "target_as_range"
    SIGNS_DISAGREE = "signs_disagree"
    DIRECTION_UNREAD = "direction_unread"
    NOTHING_DONE = "nothing_done"
    OF_YEAR = "of_year"
    MORE_SAID = "more_said"


@dataclass(frozen=True, slots=True)
class Attainment:
    """How an actual compares with its target.

    Numbers are in the target's written unit (24800 of 24800万条), so that a formula shows what the
    form shows. A field is None where it is unknown or does not apply.
    """

    case: Case
    met: bool | None = None
    target: Fraction | None = None
    actual: Fraction | None = None
    worst: Fraction | None = None
    """The least favourable value that an approximate or bounded actual may have."""
    best: Fraction | None = None
    """The most favourable one; None where there is no bound on that side."""
    least: Fraction | None = None
    """Parts: share of the target reached by the weakest part (A/T, or T/A for a cap)."""
    greatest: Fraction | None = None
    completion: Fraction | None = None
    """Actual over target; None where unknown."""
    is_rate: bool = False
    is_span: bool = False
    """The target is a span of time."""
    level: str | None = None
    days_planned: Fraction | None = None
    """Days from the project's start (else 1 January) to the deadline, both ends counted."""
    days_taken: Fraction | None = None
    direction: str | None = None
    direction_from: str | None = None
    """``text``, ``column``, ``words`` (of the set) or ``presumed`` (the set's default)."""
    direction_word: str = ""
    """The word of the row's name that tells the direction."""
    direction_known: Certainty = Certainty.WRITTEN
    """How well the direction is known; presumed also where two words of the set contradict."""
    text_known: Certainty = Certainty.WRITTEN
    """How well the numbers are known: extracted where one of several of a sentence was taken."""
    otherwise: Attainment | None = None
    """The attainment by the other direction, where it was only presumed and the outcome differs."""
    unit: str = ""
    notes: tuple[Note, ...] = ()
    plain: Case | None = None
    """The case without the remark that opens it, for a set that has no rule for the remark."""
    unread_field: str = ""
    """``target`` or ``actual`` where that is no value by itself, whatever stands beside it."""
    piece: str = ""
    """What could not be understood, in Chinese, with the candidates where there are several."""


@dataclass(frozen=True, slots=True)
class Policy:
    """The part of an indicator set that governs how targets and actuals are read and compared."""

    direction_default: str | None = None
    direction_words: tuple[DirectionWords, ...] = ()
    rate_words: tuple[str, ...] = ()
    """A row whose name ends in, or holds, one of these is a rate (率, 占比, 满意度)."""
    satisfaction_words: tuple[str, ...] = ()
    """Rows for which 无投诉 may be offered as a value."""
    grades: tuple[tuple[str, str, tuple[str, ...]], ...] = ()
    """(level's name, class full|partial|missed, further words of that level)."""
    approximate_margin: Fraction = Fraction(5, 100)
    """A 约 value is taken as it stands if it clears the target by this share."""
    approximate_range: Fraction = Fraction(10, 100)
    """Else it may lie this far off, on either side."""
    magnitude: Fraction = Fraction(100)
    """A bare actual this many times off its target asks for its unit (元 or 万元)."""
    index: DirectionIndex = field(init=False, compare=False, repr=False)
    """The direction words by the texts that hold them."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "index", DirectionIndex(self.direction_words))


@dataclass(frozen=True, slots=True)
class ComparedRow:
    """A row as a comparison needs it besides its target and actual: its labels and its year."""

    name: str = ""
    level1: str = ""
    level2: str = ""
    unit: str = ""
    """度量单位 of a form with a column for it."""
    direction: str = ""
    """Sign or word of a form with a column for it."""
    year: int | None = 2000
    start: tuple[int, int, int] | None = None
    """Year, month and day of the project's start; None for 1 January."""
    end: tuple[int, int, int] | None = None
    """Year, month and day of the project's end; None where it is not known."""

    @property
    def months(self) -> tuple[int, bool]:
        """Months of the year that the project lasts, and whether both of its ends are known."""
        if self.start is None or self.end is None or self.year is None:
            return 12, False
        first = self.start[1] if self.start[0] == self.year else 1
        last = self.end[1] if self.end[0] == self.year else 12
        is_here = self.start[0] <= self.year <= self.end[0] and first <= last
        return (last - first + 1, True) if is_here else (12, False)
