"""A record of a submission as plain values, taken from JSON without building its model.

Only what is certainly a sound submission of the common kind is taken; of anything else, or where
there is any doubt, the answer is None, and the record is read as every other file is.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Final, NamedTuple
from unicodedata import is_normalized

from scoring.documents.bounds import forbidden_in_value
from scoring.exact import PLAIN_NUMBER, YEARS, decimals
from scoring.records.fields import LONGEST_TEXT, MOST_ROWS
from scoring.records.submission import Funds, Submission
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
_ROW: Final = frozenset({
    "id", "level1", "level2", "name", "target", "target_initial", "actual", "direction", "unit",
    "points", "claimed", "reason", "core", "evidence", "last_actual",
})  # fmt: skip
_STATES: Final = frozenset({"正常", "年中新增", "年中调减", "终止", "未实施", "跨年"})
_KINDS: Final = frozenset({"", "履职", "政府投资", "专项资金", "上年结转"})
_FAMILIES: Final = frozenset({"", "一般公共预算", "政府性基金", "国有资本经营"})
_MAY_BE_NONE: Final = ("evidence", "core")
"""What of a row may be an empty list or false."""


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


def decoded(line: str) -> Mapping[str, Any] | None:
    """Return the object of a line of JSON with its numbers as texts; None where there is any doubt.

    A key that stands twice is found by counting: every key of a text without blanks before its colons
    ends in ``":``.
    """
    if len(line) > _LONGEST_LINE or " :" in line:
        return None
    if not line.isprintable() and (_SPACED.search(line) or forbidden_in_value(line) is not None):
        return None
    if "\\" in line and _ESCAPED.search(line):
        return None
    try:
        data = _DECODER.decode(line)
    except (ValueError, RecursionError, _DoubtError):
        return None
    if type(data) is not dict or line.count('":') != _keys(data):
        return None
    return data


def _refused(_text: str) -> str:
    raise _DoubtError


_DECODER: Final = json.JSONDecoder(parse_int=str, parse_float=str, parse_constant=_refused)


def _keys(data: Mapping[str, Any]) -> int:
    """Count the keys of an object and of the objects and lists in it, three levels deep."""
    count = len(data)
    for value in data.values():
        if type(value) is dict:
            count += _keys(value)
        elif type(value) is list:
            for item in value:
                if type(item) is dict:
                    count += len(item)
                    for inner in item.values():
                        if type(inner) is dict:
                            count += _keys(inner)
                        elif type(inner) is list:
                            count += sum(_keys(each) for each in inner if type(each) is dict)
    return count


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
    """Takes decoded records; numbers that were seen before are not read again."""

    def __init__(self) -> None:
        self._numbers: dict[str, PlainNumber] = {}

    def read(self, data: Mapping[str, Any]) -> PlainRecord | None:
        """Return a decoded record as plain values; None where it is not certainly of the common kind."""
        try:
            return self._record(data)
        except (_DoubtError, TypeError, AttributeError, KeyError):
            return None

    def _record(self, data: Mapping[str, Any]) -> PlainRecord:
        if not data.keys() <= _TOP:
            raise _DoubtError
        get = data.get
        if get("schema") != SCHEMA:
            raise _DoubtError
        set_id = _name(get("set"))
        year = _name(get("year")).strip()
        if not set_id.strip() or not _YEAR.fullmatch(year) or int(year) not in YEARS:
            raise _DoubtError
        project = _object(get("project"), ("name", "code", "kind"))
        period = _object(get("project_period"), ("start", "end"))
        if _name(project.get("kind")) not in _KINDS:
            raise _DoubtError
        state = _name(get("state")) or "正常"
        money_unit = _name(get("money_unit"))
        if state not in _STATES or money_unit not in ("", "元", "万元"):
            raise _DoubtError
        for key, fields in (("goal", ("expected", "achieved")), ("summary", _SUMMARY)):
            for value in _object(get(key), fields).values():
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
        claims = _object(get("claims"), None)
        texts = _object(get("texts"), None)
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
        if type(data) is not dict or not data.keys() <= _ROW:
            raise _DoubtError
        for key, value in data.items():
            if not value and value is not None and value != "" and key not in _MAY_BE_NONE:
                raise _DoubtError
        get = data.get
        points = self._number(get("points"))
        if points is None or points.micro < 0:
            raise _DoubtError
        evidence = get("evidence")
        core = get("core")
        target, actual, reason = get("target") or "", get("actual") or "", get("reason") or ""
        row_id, level1, level2 = get("id") or "", get("level1") or "", get("level2") or ""
        name, direction, unit = get("name") or "", get("direction") or "", get("unit") or ""
        names = (row_id, level1, level2, name, direction, unit)
        if max(map(len, names)) > _LONGEST_NAME:
            raise _DoubtError
        for text in (*names, target, actual, reason):
            # a blank text is none, and a space that closes one is kept
            if type(text) is not str or (text and text.isspace()):
                raise _DoubtError
        if len(target) + len(actual) + len(reason) > LONGEST_TEXT:
            raise _DoubtError
        if "last_actual" in data:
            _text(get("last_actual"))
        if "target_initial" in data:
            _text(get("target_initial"))
        return PlainRow(
            row_id, level1, level2, name, target, actual, direction, unit,
            points,
            self._number(get("claimed")),
            reason,
            core is not None and _yes_no(core) is True,
            0 if evidence is None or evidence == "" else _pieces(evidence),
            data,
        )  # fmt: skip

    def _funds(self, data: Any) -> PlainFunds:
        found = _object(data, _FUNDS)
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
        head = _object(value, _HEAD)
        for key, inner in head.items():
            if key == "signatures":
                for name, text in _object(inner, None).items():
                    if _filled(name, text):
                        _name(text)
            elif key == "opinion":
                _text(inner)
            else:
                _name(inner)

    def _number(self, text: Any) -> PlainNumber | None:
        if not text:
            if text is None or text == "":
                return None
            raise _DoubtError
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


_SUMMARY: Final = ("achieved", "problems", "measures")
_HEAD: Final = ("responsible", "phone", "filled_by", "date", "signatures", "opinion")
_FUNDS: Final = (
    "source", "initial", "budget", "executed", "claimed", "claimed_rate", "points", "reason",
    "family", "over_confirmed",
)  # fmt: skip


def _object(value: Any, keys: tuple[str, ...] | None) -> Mapping[str, Any]:
    """Return an object that has no other keys; an empty one where there is none."""
    if value is None:
        return {}
    if type(value) is not dict or (keys is not None and not value.keys() <= set(keys)):
        raise _DoubtError
    return value


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


def _pieces(value: Any) -> int:
    """Count the pieces of evidence of a row."""
    if type(value) is not list or len(value) > MOST_ROWS:
        raise _DoubtError
    for piece in value:
        found = _object(piece, ("name", "number", "page"))
        if not _name(found.get("name")):
            raise _DoubtError
        _name(found.get("number"))
        _name(found.get("page"))
    return len(value)
