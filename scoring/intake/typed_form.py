"""A submission as somebody typed it on the page, read leniently; each cell that cannot be used is named.

A cell whose text is no number counts as not given, and as not known to be blank. Rows in which
nothing stands are left out; where each row stood in what was typed is kept.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from pydantic import BaseModel, ValidationError

from scoring.documents.bounds import forbidden_in_value
from scoring.intake.submissions import submission_of_data
from scoring.intake.typed_fields import TypedField, number_kind, typed_fields
from scoring.problem import InputError, Place
from scoring.readers.books.sheets.grid import Book, Cell
from scoring.records.certainty import Certainty
from scoring.records.submission import Submission
from scoring.text import excerpt
from scoring.value_class import dataclass
from scoring.workbooks.fill_in.read.cells import value_of
from scoring.workbooks.fill_in.read.notes import Notes

_NO_CONTENT: Final = frozenset({"id", "level1", "level2", "at", "known"})
"""An indicator that holds nothing else is no row."""
_NEEDED: Final[Mapping[str, Mapping[str, str]]] = {
    "funds": {"source": ""}, "goals": {"name": ""}, "tasks": {"name": ""}, "evidence": {"name": ""},
}  # fmt: skip
"""Names that a row must have, and what stands for one that was not typed."""
_NOT_FOUND: Final = Certainty.NOT_FOUND.key
_NO_PLACE: Final = Place("")
_NO_BOOK: Final = Book("", "text", ())
_LONGEST_SHOWN: Final = 200


@dataclass(frozen=True, slots=True)
class TypedCellFault:
    """A cell whose text cannot be what its field holds: its path, its text, what is wrong."""

    at: str
    text: str
    say: str


@dataclass(frozen=True, slots=True)
class TypedForm:
    """What was typed as a submission, and where each of its rows stood."""

    submission: Submission
    faults: tuple[TypedCellFault, ...]
    rows: tuple[str, ...]
    """Path of each of ``submission.rows`` in what was typed (``indicators/3``)."""
    tasks: tuple[str, ...]
    funds: tuple[str, ...]
    left_out: tuple[str, ...]
    """Paths of rows that hold something and cannot be scored: those of a goal without its share."""


def read_typed(data: Mapping[str, object], name: str) -> TypedForm:
    """Read what was typed; places call it ``name``.

    Raises :class:`InputError` for data that no typing leads to.
    """
    return _Reader(data).read(name)


class _Reader:
    def __init__(self, data: Mapping[str, object]) -> None:
        self.data = data
        self.faults: list[TypedCellFault] = []
        self.known: dict[str, str] = {}
        self.paths: dict[str, list[str]] = {"funds": [], "tasks": [], "goals": [], "indicators": []}
        self.of_goals: list[str] = []
        self.left_out: list[str] = []
        unit = data.get("money_unit")
        self.money_unit = unit if isinstance(unit, str) else ""

    def read(self, name: str) -> TypedForm:
        typed = self._record(Submission, self.data, "", "")
        lost = self.data.get("not_found")
        gone = [key for key in lost if key != "year"] if isinstance(lost, list) else []
        typed["not_found"] = gone if "year" in typed else [*gone, "year"]
        known = typed.get("known")
        typed["known"] = {**(known if isinstance(known, dict) else {}), **self.known}
        found = submission_of_data(typed, name)
        if isinstance(found, InputError):
            raise found
        return TypedForm(
            submission=found,
            faults=tuple(self.faults),
            rows=(*self.paths["indicators"], *self.of_goals),
            tasks=tuple(self.paths["tasks"]),
            funds=tuple(self.paths["funds"]),
            left_out=tuple(self.left_out),
        )

    def _record(
        self, model: type[BaseModel], data: Mapping[str, object], path: str, within: str
    ) -> dict[str, Any]:
        """Return what of a record can be used; ``within`` is the table or record that it is of."""
        found: dict[str, Any] = {}
        fields = typed_fields(model)
        for key, value in data.items():
            if value is None:
                continue
            if key not in fields:
                found[key] = value  # refused by its name
                continue
            read = self._value(fields[key], key, value, f"{path}/{key}" if path else key, within)
            if read is not None:
                found[key] = read
        return found

    def _value(self, field: TypedField, key: str, value: object, at: str, within: str) -> object:
        how, inner = field.how, field.inner
        if how == "kept":
            return value
        if how == "rows" and isinstance(value, list | tuple):
            return self._rows(inner, key, value, at)
        if isinstance(value, Mapping):
            if how == "record":
                record = self._record(inner, value, at, key)
                return None if key == "adjustment" and not _text(record, "document") else record
            if how == "named":
                return self._named(inner, value, at, key)
            if how == "lists":
                return self._lists(inner, value, at)
        if isinstance(value, bool):
            value = "是" if value else "否"
        if isinstance(value, int):
            value = str(value)
        if how in ("record", "named", "lists", "rows") or not isinstance(value, str):
            self._unread(at, str(value))
            return None
        return self._cell(field, key, value, at, within)

    def _cell(self, field: TypedField, key: str, text: str, at: str, within: str) -> object:
        if (sign := forbidden_in_value(text)) is not None:
            say = f"文字里有一个看不见的控制字符（{sign}），请把这一格重新打一遍。"
            self._unread(at, text, say)
            return None
        read: object = text
        if field.how != "text":
            notes = Notes(_NO_BOOK)
            kind = number_kind(within, key) if field.how == "number" else field.how
            read = value_of(Cell(text), kind, _NO_PLACE, notes, self.money_unit)
            if notes.problems:
                problem = notes.problems[0]
                self._unread(at, text, f"{problem.message}。{problem.hint}")
                return None
            if read is None:
                return None
        try:
            field.check(read)
        except ValidationError as error:
            told = error.errors()[0].get("ctx", {})
            parts = [
                part.rstrip("。") for key in ("message", "hint") if (part := told.get(key, ""))
            ]
            self._unread(at, text, "".join(f"{part}。" for part in parts))
            return None
        return read

    def _unread(self, at: str, text: str, say: str = "") -> None:
        """Tell of a cell that cannot be used: it counts as not given."""
        shown = text[:_LONGEST_SHOWN]
        self.faults.append(
            TypedCellFault(at, shown, say or f"“{excerpt(text)}”不能填在这一格，请重新填写。")
        )

    # rows

    def _rows(
        self, model: type[BaseModel], key: str, values: Sequence[object], path: str
    ) -> list[dict[str, Any]]:
        kept: list[dict[str, Any]] = []
        for index, value in enumerate(values):
            at = f"{path}/{index}"
            if not isinstance(value, Mapping):
                self._unread(at, str(value))
                continue
            told, below = len(self.faults), len(self.of_goals)
            row = self._record(model, value, at, key)
            faulty = [fault.at.removeprefix(f"{at}/") for fault in self.faults[told:]]
            if not faulty and not _holds_something(row, key):
                continue
            row = {**_NEEDED.get(key, {}), **row}
            if key == "goals" and "ratio" not in row:
                self._without_share(at, below)
                continue
            self._note(key, path, at, row, faulty)
            kept.append(row)
        return kept

    def _note(self, key: str, path: str, at: str, row: dict[str, Any], faulty: list[str]) -> None:
        """Note where a row stood, and which of its fields are not known to be blank."""
        if key == "indicators":
            (self.paths[key] if path == key else self.of_goals).append(at)
            known = row.get("known", {})
            if faulty and isinstance(known, Mapping):
                row["known"] = {**known, **dict.fromkeys(faulty, _NOT_FOUND)}
        elif key in self.paths:
            self.paths[key].append(at)
            number = len(self.paths[key])
            self.known |= {f"{key}.{number}.{name}": _NOT_FOUND for name in faulty}

    def _without_share(self, at: str, below: int) -> None:
        """Leave out a goal whose share nobody typed: its rows have no points yet."""
        self.left_out += self.of_goals[below:]
        del self.of_goals[below:]
        if not any(fault.at == f"{at}/ratio" for fault in self.faults):
            say = "没有填这个年度目标的占比，它的指标还不能计分。"
            self.faults.append(TypedCellFault(f"{at}/ratio", "", say))

    # values by name

    def _named(
        self, field: TypedField, value: Mapping[str, object], at: str, key: str
    ) -> dict[str, object]:
        """Read values by name; what is blank was not given."""
        found: dict[str, object] = {}
        for name, inner in value.items():
            read = None if inner is None else self._value(field, name, inner, f"{at}/{name}", key)
            if read is not None and str(read).strip():
                found[name] = read
        return found

    def _lists(
        self, fields: Mapping[str, TypedField], value: Mapping[str, object], at: str
    ) -> dict[str, object]:
        """Read checklists by leaf; a point that nobody answered is left out."""
        found: dict[str, object] = {}
        for leaf, points in value.items():
            if not isinstance(points, Mapping):
                self._unread(f"{at}/{leaf}", str(points))
                continue
            answers = {}
            for name, answer in points.items():
                typed = answer if isinstance(answer, Mapping) else {"met": answer}
                place = f"{at}/{leaf}/{name}"
                read = {
                    key: inner
                    for key, field in fields.items()
                    if typed.get(key) is not None
                    and (inner := self._value(field, key, typed[key], f"{place}/{key}", "items"))
                    is not None
                }
                if "met" in read:
                    answers[name] = read
            if answers:
                found[leaf] = answers
        return found


def _text(record: Mapping[str, object], key: str) -> str:
    value = record.get(key, "")
    return value.strip() if isinstance(value, str) else ""


def _holds_something(row: Mapping[str, object], key: str) -> bool:
    """Tell whether a row is more than its levels."""
    ignored = _NO_CONTENT if key == "indicators" else frozenset({"at", "known"})
    return any(
        value.strip() if isinstance(value, str) else value
        for name, value in row.items()
        if name not in ignored
    )
