"""The model of an indicator-set file: its keys and the type of each.

Values are texts here; their meaning (names, sums, references) is checked when the set is compiled.
The JSON Schema for editors is made from these models.
"""

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, StringConstraints

from scoring.documents.part import DocumentPart
from scoring.documents.refusal import refuse
from scoring.indicator_set.set_names import shown_name
from scoring.problem import did_you_mean
from scoring.records.fields import Number, YesNo, read_year
from scoring.text import excerpt
from scoring.values.attainment import Case

Key = Annotated[str, StringConstraints(min_length=1, max_length=200)]
Words = Annotated[str, StringConstraints(min_length=1, max_length=2000)]
Formula = Annotated[str, StringConstraints(min_length=1, max_length=4000)]
Standing = Literal["official", "secondary", "observed", "own", "unverified"]


MOST_RULES = 200
MOST_INPUTS = 500
MOST_SOURCES = 200
MOST_GRADES = 50
MOST_ITEMS = 200
MOST_REQUIRED = 500
"""So many of each a set may have; every real table has far fewer."""


def _short_for(key: str) -> BeforeValidator:
    """Let a part be written as the text of one of its keys alone: ``over: completion > 130%``."""
    return BeforeValidator(lambda value: {key: value} if isinstance(value, str) else value)


def _scored_case(value: object) -> object:
    """Refuse what is no reading that a rule scores, naming the nearest that is."""
    scored = [case.value for case in Case if case is not Case.UNREAD]
    if value == Case.UNREAD.value:
        raise refuse(
            "by-reading", "读不出的行不按规则计分，by_reading 里不能写 unread",
            "不用读的行（如按得分系数计分）在级次上写 rule 或 cases。",
        )  # fmt: skip
    if isinstance(value, str) and value not in scored:
        hint = did_you_mean(value, scored) or f"可以写的有：{'、'.join(scored)}。"
        raise refuse("not-a-choice", f"没有“{excerpt(value)}”这种读法", hint)
    return value


ScoredCase = Annotated[Case, BeforeValidator(_scored_case)]
"""A kind of reading that a rule scores: any but the one that could not be read."""


class SourceFile(DocumentPart):
    """A document behind rules, and how reliable its reproduction is."""

    document: Words
    article: Words
    standing: Standing


class GradeFile(DocumentPart):
    """A grade, from its least total (``from``: included, ``above``: not) up to the next grade."""

    name: Key
    from_: Number | None = Field(default=None, alias="from")
    above: Number | None = None
    source: Key | None = None

    @property
    def least(self) -> Number:
        """The number at which the grade begins; 0 where none is written, which is refused."""
        return next((n for n in (self.from_, self.above) if n is not None), Decimal(0))


class InputFile(DocumentPart):
    """A figure that a submission reports under ``inputs``: an amount in its money unit, a count …"""

    type: Literal["amount", "count", "number", "percent", "yes_no", "date", "choice"]
    unit: Key = ""
    above: Number | None = None
    at_least: Number | None = None
    choices: tuple[Key, ...] = ()
    meaning: Words = ""


class CaseFile(DocumentPart):
    """One case of a decision table."""

    when: Formula | None = None
    score: Formula | None = None
    from_: Formula | None = Field(default=None, alias="from")
    above: Formula | None = None
    to: Formula | None = None
    below: Formula | None = None
    unscored: Words | None = None
    because: Words | None = None
    use: Key | None = None
    source: Key | None = None


class RuleFile(DocumentPart):
    """A named decision table with typed parameters (``with``)."""

    cases: Annotated[tuple[CaseFile, ...], Field(min_length=1, max_length=60)]
    with_: dict[Key, Literal["number", "percent", "yes_no", "text"]] = Field(
        default_factory=dict, alias="with"
    )
    source: Key | None = None


class ReadingRuleFile(DocumentPart):
    """A rule for one kind of reading, or for the most that the total may be, with its parameters."""

    rule: Key
    with_: dict[Key, Key] = Field(default_factory=dict, alias="with")


ReadingRule = Annotated[ReadingRuleFile, _short_for("rule")]


class ItemFile(DocumentPart):
    """One point of a checklist, with points of its own where the set gives them.

    Where ``when`` does not hold there is nothing to fulfil, and it counts as fulfilled. A list of
    which a point that ``voids`` is not fulfilled is void.
    """

    name: Key
    points: Number | None = None
    when: Formula | None = None
    voids: YesNo = False


Item = Annotated[ItemFile, _short_for("name")]


class NodeFile(DocumentPart):
    """A branch or leaf of the tree."""

    name: Key
    also: tuple[Key, ...] = ()
    points: Number | None = None
    source: Key | None = None
    children: "tuple[NodeFile, ...]" = ()
    without: tuple[Key, ...] = ()
    rows: Literal["indicators", "goals", "tasks"] | None = None
    combine: Literal["sum", "best"] | None = None
    not_applicable: Literal["rescale", "zero", "full"] | None = None
    rule: Key | None = None
    cases: Annotated[tuple[CaseFile, ...], Field(max_length=60)] = ()
    with_: dict[Key, Key] = Field(default_factory=dict, alias="with")
    value: Formula | None = None
    items: Annotated[tuple[Item, ...], Field(max_length=MOST_ITEMS)] = ()
    by_reading: dict[ScoredCase, ReadingRule] = Field(default_factory=dict)
    direction: Literal["at_least", "at_most"] | None = None
    optional: YesNo = False
    note: Words = ""


class ExecutionFile(DocumentPart):
    """The execution rate as a scored row of its own.

    ``total`` lists the names under which a form prints the row of all funds.
    """

    name: Key
    points: Number
    rule: Key
    with_: dict[Key, Key] = Field(default_factory=dict, alias="with")
    total: tuple[Key, ...] = ()


class DirectionWordsFile(DocumentPart):
    """Words that give a bare number its direction, unless the row has one of the words in ``unless``."""

    where: Literal["name", "name_end", "level1", "level2", "unit"]
    words: tuple[Key, ...]
    then: tuple[Key, ...] = ()
    levels: tuple[Key, ...] = ()
    measures: tuple[Key, ...] = ()
    unless: tuple[Key, ...] = ()
    yields: YesNo = False
    direction: Literal["at_least", "at_most", "exactly"]


class DirectionFile(DocumentPart):
    """How the direction of a bare number is found."""

    default: Literal["at_least", "at_most"] | None = None
    words: tuple[DirectionWordsFile, ...] = ()


class GradeWordsFile(DocumentPart):
    """A grade of a 定性 indicator: its class, and further wordings of it."""

    class_: Literal["full", "partial", "missed"] = Field(alias="class")
    words: tuple[Key, ...] = ()


class ApproximateFile(DocumentPart):
    """When 约 matters (``margin``), and how far such a number may be off (``range``)."""

    margin: Key
    range: Key


class RoundingFile(DocumentPart):
    """The printed unit of a score, and how it is rounded."""

    score: Number
    mode: Literal["half_up"] = "half_up"


class RequireFile(DocumentPart):
    """Something that is required besides the points.

    ``of`` is ``execution``, ``indicators``, ``texts`` or the name of a level or leaf; ``field``
    what must not be empty (``reason``, ``evidence``, ``survey``, a text's name); ``longest`` how
    many characters a text may have.
    """

    of: Key
    field: Key
    when: Formula | None = None
    longest: Number | None = None
    say: Words
    source: Key | None = None


class OverFile(DocumentPart):
    """The condition for 明显超额, and the document that states it."""

    when: Formula
    source: Key | None = None


Over = Annotated[OverFile, _short_for("when")]


class CalledFile(DocumentPart):
    """How people call a set, and find it: whose it is, what it scores, from which year its rules are.

    ``also`` are other words by which it is looked for.
    """

    place: Key
    subject: Key
    year: Annotated[int, BeforeValidator(read_year)] | None = None
    also: Annotated[tuple[Key, ...], Field(max_length=MOST_ITEMS)] = ()

    @property
    def shown(self) -> str:
        """The name in one line: 深圳市 · 部门整体 · 2024."""
        return shown_name(self.place, self.subject, "" if self.year is None else str(self.year))


class FormFile(DocumentPart):
    """Which templates print the form."""

    xlsx: Key = ""
    html: Key = ""


class SetFile(DocumentPart):
    """An indicator set as it stands in its file (or merged from the files it extends)."""

    schema_: Literal["1"] = Field(alias="schema")
    id: Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]*(/[a-z0-9][a-z0-9-]*)+$")]
    title: Words
    called: CalledFile | None = None
    extends: Key | None = None
    abstract: YesNo = False
    scored: YesNo = True
    applies_to: Literal["project", "department", "transfer", "policy"] = "project"
    money_unit: Literal["元", "万元"] = "万元"
    sources: dict[Key, SourceFile] = Field(default_factory=dict, max_length=MOST_SOURCES)
    points: Number | None = None
    rounding: RoundingFile | None = None
    grades: Annotated[tuple[GradeFile, ...], Field(max_length=MOST_GRADES)] = ()
    not_applicable: Literal["rescale", "zero", "full"] | None = None
    over: Over | None = None
    cap: ReadingRule | None = None
    inputs: dict[Key, InputFile] = Field(default_factory=dict, max_length=MOST_INPUTS)
    direction: DirectionFile = DirectionFile.model_construct()
    rate_words: tuple[Key, ...] = ()
    satisfaction_words: tuple[Key, ...] = ()
    approximate: ApproximateFile | None = None
    magnitude: Number | None = None
    wordings: dict[Key, GradeWordsFile] = Field(default_factory=dict)
    by_reading: dict[ScoredCase, ReadingRule] = Field(default_factory=dict)
    execution: ExecutionFile | None = None
    rules: dict[Key, RuleFile] = Field(default_factory=dict, max_length=MOST_RULES)
    levels: tuple[NodeFile, ...] = ()
    without: tuple[Key, ...] = ()
    require: Annotated[tuple[RequireFile, ...], Field(max_length=MOST_REQUIRED)] = ()
    form: FormFile = FormFile.model_construct()
    companion: Key = ""
    """The id of a set that is printed beside this one, from the same submission."""
