"""A record of a submission as plain values, taken from JSON without building its model.

Only what is certainly a sound submission of the common kind is taken; of anything else, or where
there is any doubt, the answer is None, and the record is read as every other file is.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from decimal import Decimal
from operator import itemgetter
from typing import Any, Final, NamedTuple, get_args
from unicodedata import is_normalized

from scoring.documents.bounds import forbidden_in_value
from scoring.exact import PLAIN_NUMBER, YEARS, decimals
from scoring.records.fields import LONGEST_TEXT, MOST_ROWS
from scoring.records.submission import FundFamily, Funds, ProjectKind, State, Submission
from scoring.text import yes_or_no

MICRO: Final = 1_000_000
"""Numbers are whole millionths: a plain number has six decimals at the most."""
_LONGEST_LINE: Final = 400_000
"""Characters; a longer record is nothing common."""
_LONGEST_NAME: Final = 500
_ESCAPED: Final = re.compile(r"\\[ubf]")
_SPACED: Final = re.compile("[\t\r\n]")
_YEAR: Final = re.compile("[0-9]{4}")
_MOST_NUMBERS: Final = 50_000

SCHEMA: Final = "ziping/submission/1"
_TOP: Final = frozenset({
    "schema", "set", "set_digest", "id", "year", "project", "unit", "department", "money_unit",
    "state", "finished", "project_period", "secret", "funds", "goal", "summary", "indicators",
    "claims", "texts", "head", "claimed_total", "claimed_grade",
})  # fmt: skip
_ROW: Final[Mapping[str, Any]] = {
    **dict.fromkeys((
        "id", "level1", "level2", "name", "direction", "unit", "target", "actual", "reason",
        "target_initial", "last_actual",
    ), ""),
    **dict.fromkeys(("points", "claimed", "core", "evidence")),
}  # fmt: skip
"""The keys of a row, with what stands for one that is not there."""
_NAMES_OF_ROW: Final = itemgetter("id", "level1", "level2", "name", "direction", "unit")
_TEXTS_OF_ROW: Final = itemgetter("target", "actual", "reason", "target_initial", "last_actual")
_REST_OF_ROW: Final = itemgetter("points", "claimed", "core", "evidence")
_PIECE: Final[Mapping[str, Any]] = {"name": "", "number": "", "page": ""}
_STATES: Final = frozenset(get_args(State))
_KINDS: Final = frozenset(get_args(ProjectKind))
_FAMILIES: Final = frozenset(get_args(FundFamily))


class PlainNumber(NamedTuple):
    """A number as written and in whole millionths."""

    written: Decimal
    micro: int
    decimals: int
    """How many decimals it is written with."""


class PlainRow(NamedTuple):
    """A row of indicators; ``evidence`` is how many pieces are listed."""

    id: str
    level1: str
    level2: str
    name: str
    target: str
    actual: str
    direction: str
    unit: str
    points: PlainNumber
    claimed: PlainNumber | None
    reason: str
    core: bool
    evidence: int
    data: Mapping[str, Any]
    """The row as it stands in the record, empty values included."""


class PlainFunds(NamedTuple):
    """A row of the funds block."""

    source: str
    initial: PlainNumber | None
    budget: PlainNumber | None
    executed: PlainNumber | None
    claimed: PlainNumber | None
    claimed_rate: PlainNumber | None
    points: PlainNumber | None
    reason: str


class PlainRecord(NamedTuple):
    """A submission of the common kind: rows with points, money, what the unit claims."""

    set: str
    set_digest: str
    id: str
    year: int
    project: str
    code: str
    unit: str
    department: str
    money_unit: str
    state: str
    finished: bool | None
    period: tuple[str, str]
    secret: bool
    funds: tuple[PlainFunds, ...]
    rows: tuple[PlainRow, ...]
    claims: Mapping[str, PlainNumber]
    texts: Mapping[str, str]
    claimed_total: PlainNumber | None
    claimed_grade: str
    data: Mapping[str, Any]
    """The record as it was decoded."""


class _DoubtError(Exception):
    """The record is not certainly of the common kind."""


def _decoded(line: str) -> Any:
    """Return what a line of JSON holds, with its numbers as texts."""
    if len(line) > _LONGEST_LINE or " :" in line:
        raise _DoubtError
    if not line.isprintable() and (_SPACED.search(line) or forbidden_in_value(line) is not None):
        raise _DoubtError
    if "\\" in line and _ESCAPED.search(line):
        raise _DoubtError
    return _DECODER.decode(line)


def _refused(_text: str) -> str:
    raise _DoubtError


_DECODER: Final = json.JSONDecoder(parse_int=str, parse_float=str, parse_constant=_refused)


_BARE: Final = Submission.model_validate({"schema": SCHEMA, "set": "-", "year": 2000})


def part_of_submission(**fields: object) -> Submission:
    """Return a submission of which nothing but these fields may be looked at; they are taken unchecked."""
    return _BARE.model_copy(update=fields)


def model_of_funds(funds: PlainFunds) -> Funds:
    """Return a row of funds as the model that the engine takes."""
    numbers = ("initial", "budget", "executed", "claimed", "claimed_rate", "points")
    written = {
        key: None if (number := getattr(funds, key)) is None else number.written for key in numbers
    }
    return _NO_FUNDS.model_copy(update={"source": funds.source, "reason": funds.reason, **written})


_NO_FUNDS: Final = Funds(source="-")


class RecordReader:
    """Takes lines of JSON; numbers that were seen before are not read again."""

    def __init__(self) -> None:
        self._numbers: dict[str | None, PlainNumber | None] = {}
        self._keys = 0
        """Keys of the objects of a record that were looked at."""

    def read(self, line: str) -> PlainRecord | None:
        """Return the record of a line; None where it is not certainly of the common kind.

        A key that stands twice is found by counting: every key of a text without blanks before its
        colons ends in ``":``, and all objects of a record are looked at.
        """
        self._keys = 0
        try:
            record = self._record(_decoded(line))
        except (_DoubtError, ValueError, TypeError, AttributeError, KeyError, RecursionError):
            return None
        return record if self._keys == line.count('":') else None

    def _record(self, data: Any) -> PlainRecord:
        if type(data) is not dict or not data.keys() <= _TOP:
            raise _DoubtError
        self._keys += len(data)
        get = data.get
        if get("schema") != SCHEMA:
            raise _DoubtError
        set_id = _name(get("set"))
        year = _name(get("year")).strip()
        if not set_id.strip() or not _YEAR.fullmatch(year) or int(year) not in YEARS:
            raise _DoubtError
        project = self._object(get("project"), _PROJECT)
        period = self._object(get("project_period"), _PERIOD)
        if _name(project.get("kind")) not in _KINDS:
            raise _DoubtError
        state = _name(get("state")) or "正常"
        money_unit = _name(get("money_unit"))
        if state not in _STATES or money_unit not in ("", "元", "万元"):
            raise _DoubtError
        for key, fields in (("goal", _GOAL), ("summary", _SUMMARY)):
            for value in self._object(get(key), fields).values():
                _text(value)
        self._head(get("head"))
        rows = get("indicators")
        if type(rows) is not list or not 0 < len(rows) <= MOST_ROWS:
            raise _DoubtError
        funds = get("funds")
        if funds is None or funds == "":
            funds = []
        if type(funds) is not list or len(funds) > MOST_ROWS:
            raise _DoubtError
        claims = self._object(get("claims"), None)
        texts = self._object(get("texts"), None)
        return PlainRecord(
            set_id,
            _name(get("set_digest")),
            _name(get("id")),
            int(year),
            _name(project.get("name")),
            _name(project.get("code")),
            _name(get("unit")),
            _name(get("department")),
            money_unit,
            state,
            _yes_no(get("finished")),
            (_name(period.get("start")), _name(period.get("end"))),
            _yes_no(get("secret")) is True,
            tuple(map(self._funds, funds)),
            tuple(map(self._row, rows)),
            {key: self._written(value) for key, value in claims.items() if _filled(key, value)},
            {key: _text(value) for key, value in texts.items() if _filled(key, value)},
            self._number(get("claimed_total")),
            _name(get("claimed_grade")),
            data,
        )

    def _row(self, data: Any) -> PlainRow:
        if type(data) is not dict:
            raise _DoubtError
        self._keys += len(data)
        row = self._filled_row(data)
        if row is None:
            # values that are none, or blank, are as if they were not there
            row = self._filled_row(
                {
                    key: value
                    for key, value in data.items()
                    if value is not None and not (type(value) is str and value.isspace())
                }
            )
        if row is None:
            raise _DoubtError
        return row

    def _filled_row(self, data: Mapping[str, Any]) -> PlainRow | None:
        """Return a row whose values are all there; None where one is not, or is no text."""
        whole = {**_ROW, **data}
        if len(whole) != len(_ROW):
            raise _DoubtError
        names = row_id, level1, level2, name, direction, unit = _NAMES_OF_ROW(whole)
        texts = target, actual, reason, _, _ = _TEXTS_OF_ROW(whole)
        for text in names:
            if type(text) is not str or text.isspace():
                return None
            if len(text) > _LONGEST_NAME:
                raise _DoubtError
        for text in texts:
            if type(text) is not str or text.isspace():
                return None
            if len(text) > LONGEST_TEXT:
                raise _DoubtError
        points, claimed, core, evidence = _REST_OF_ROW(whole)
        number = self._number(points)
        if number is None or number.micro < 0:
            raise _DoubtError
        return PlainRow(
            row_id, level1, level2, name, target, actual, direction, unit,
            number,
            self._number(claimed),
            reason,
            _yes_no(core) is True,
            self._pieces(evidence),
            data,
        )  # fmt: skip

    def _pieces(self, value: Any) -> int:
        """Count the pieces of evidence of a row."""
        if value is None or value == "":
            return 0
        if type(value) is not list or len(value) > MOST_ROWS:
            raise _DoubtError
        for piece in value:
            if type(piece) is not dict:
                raise _DoubtError
            self._keys += len(piece)
            whole = {**_PIECE, **piece}
            if len(whole) != len(_PIECE) or not _name(whole["name"]):
                raise _DoubtError
            _name(whole["number"])
            _name(whole["page"])
        return len(value)

    def _object(self, value: Any, keys: frozenset[str] | None) -> Mapping[str, Any]:
        """Return an object that has no other keys; an empty one where there is none."""
        if value is None:
            return {}
        if type(value) is not dict or (keys is not None and not value.keys() <= keys):
            raise _DoubtError
        self._keys += len(value)
        return value

    def _funds(self, data: Any) -> PlainFunds:
        found = self._object(data, _FUNDS)
        get = found.get
        source = _name(get("source"))
        points = self._number(get("points"))
        if not source or (points is not None and points.micro < 0):
            raise _DoubtError
        if _name(get("family")) not in _FAMILIES:
            raise _DoubtError
        _yes_no(get("over_confirmed"))
        return PlainFunds(
            source,
            self._number(get("initial")),
            self._number(get("budget")),
            self._number(get("executed")),
            self._number(get("claimed")),
            self._number(get("claimed_rate")),
            points,
            _text(get("reason")),
        )

    def _head(self, value: Any) -> None:
        head = self._object(value, _HEAD)
        for key, inner in head.items():
            if key == "signatures":
                for name, text in self._object(inner, None).items():
                    if _filled(name, text):
                        _name(text)
            elif key == "opinion":
                _text(inner)
            else:
                _name(inner)

    def _number(self, text: Any) -> PlainNumber | None:
        if text is None or text == "":
            return None
        known = self._numbers.get(text)
        return self._read(text) if known is None else known

    def _written(self, text: Any) -> PlainNumber:
        number = self._number(text)
        if number is None:
            raise _DoubtError
        return number

    def _read(self, text: Any) -> PlainNumber:
        if type(text) is not str or not PLAIN_NUMBER.fullmatch(text.strip()):
            raise _DoubtError  # blank ones among them, which are no number
        written = Decimal(text.strip())
        number = PlainNumber(written, int(written.scaleb(6)), decimals(written))
        if len(self._numbers) >= _MOST_NUMBERS:
            self._numbers.clear()
        self._numbers[text] = number
        return number


_PROJECT: Final = frozenset({"name", "code", "kind"})
_PERIOD: Final = frozenset({"start", "end"})
_GOAL: Final = frozenset({"expected", "achieved"})
_SUMMARY: Final = frozenset({"achieved", "problems", "measures"})
_HEAD: Final = frozenset({"responsible", "phone", "filled_by", "date", "signatures", "opinion"})
_FUNDS: Final = frozenset({
    "source", "initial", "budget", "executed", "claimed", "claimed_rate", "points", "reason",
    "family", "over_confirmed",
})  # fmt: skip


def _filled(key: str, value: Any) -> bool:
    """Tell whether there is a value under a key that a person chose."""
    # of two keys that only look the same at least one is not normal
    if not key or len(key) > _LONGEST_NAME or not is_normalized("NFC", key):
        raise _DoubtError
    return value is not None and not (type(value) is str and not value.strip())


def _name(value: Any) -> str:
    text = _text(value)
    if len(text) > _LONGEST_NAME:
        raise _DoubtError
    return text


def _text(value: Any) -> str:
    """Return a text; a blank one is none."""
    if value is None:
        return ""
    if type(value) is not str or len(value) > LONGEST_TEXT:
        raise _DoubtError
    return "" if not value or value.isspace() else value


def _yes_no(value: Any) -> bool | None:
    if value is None or value == "":
        return None
    if type(value) is bool:
        return value
    if type(value) is not str or (meant := yes_or_no(value)) is None:
        raise _DoubtError
    return meant
