"""Which column of a table is which value of a submission, and what of it a table does not have."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Annotated, Any, Final, Literal

from pydantic import Field

from scoring.documents.part import DocumentPart
from scoring.documents.vocabulary_file import VocabularyFile
from scoring.records.submission import Funds, Indicator, Submission

_NOT_READ: Final = frozenset({"schema_", "set_digest", "not_found", "at", "known", "claims"})
"""What readers write of themselves, and what tables of results hold under the same name."""
ROW: Final = "row."
"""Begins the name of a column of rows where the submission has one of the same name."""


class TablePair(DocumentPart):
    """What two files are called, without suffix, that belong together."""

    submissions: str
    rows: str


class BatchTableWords(VocabularyFile):
    """How the tables of a batch are called, and their columns."""

    ships_as = "vocabulary/reading/batch_tables.yaml"

    schema_: Annotated[Literal["ziping/batch-tables/1"], Field(alias="schema")]
    pairs: tuple[TablePair, ...]
    source: str
    submissions: dict[str, tuple[str, ...]]
    rows: dict[str, tuple[str, ...]]
    join: tuple[str, ...]
    expected: tuple[str, ...]
    expected_funds: tuple[str, ...]

    @cached_property
    def of_submissions(self) -> Mapping[str, str]:
        """The key of each other name of a column of submissions."""
        return {name: key for key, names in self.submissions.items() for name in names}

    @cached_property
    def of_rows(self) -> Mapping[str, str]:
        """The key of each other name of a column of rows."""
        return {name: key for key, names in self.rows.items() for name in names}


@dataclass(frozen=True, slots=True)
class TableColumns:
    """The columns of one table, by name: the key of the submission or of a row; those not known."""

    submission: Mapping[str, str]
    row: Mapping[str, str]
    join: str
    """The column of the submission's id; empty where there is none."""
    unknown: tuple[str, ...]
    twice: tuple[str, ...] = ()
    """Columns that name a value that another column names as well."""


def columns_of(
    names: Sequence[str], words: BatchTableWords, *, submissions: bool, rows: bool
) -> TableColumns:
    """Tell the columns of a table that holds submissions, rows or both."""
    ids = ("id", *words.submissions["id"]) if submissions else words.join
    join = next((name for name in ids if name in names), "")
    own: dict[str, str] = {}
    of_rows: dict[str, str] = {}
    unknown: list[str] = []
    twice: list[str] = []
    for name in names:
        if name == join:
            continue
        key = words.of_submissions.get(name, name)
        row_key = words.of_rows.get(name.removeprefix(ROW), name.removeprefix(ROW))
        head = row_key.partition(".")[0]
        is_row = rows and head in Indicator.model_fields and head not in _NOT_READ
        is_own = submissions and not name.startswith(ROW) and _is_of_submission(key)
        place = own if is_own else of_rows if is_row else None
        if place is None:
            unknown.append(name)
        elif (found := key if is_own else row_key) in place.values():
            twice.append(name)
        else:
            place[name] = found
    return TableColumns(own, of_rows, join, tuple(unknown), tuple(twice))


def _is_of_submission(key: str) -> bool:
    first, _, rest = key.partition(".")
    if first == "funds" and rest:
        return rest in Funds.model_fields
    return first in Submission.model_fields and first not in _NOT_READ


def not_found(columns: Iterable[TableColumns], words: BatchTableWords) -> list[str]:
    """Return the keys of what the tables of a submission do not have: it is not blank."""
    found = {key for table in columns for key in (*table.submission.values(), *table.row.values())}
    heads = {key.partition(".")[0] for key in found}
    lost = []
    for key in words.expected:
        head = key.partition(".")[0]
        if "." in key and head not in heads:
            lost.append(head)
        elif key not in found and head not in found:
            lost.append(key)
    if "funds" not in heads:
        lost.append("funds")
    elif "funds" not in found:
        lost += [f"funds.{key}" for key in words.expected_funds if f"funds.{key}" not in found]
    if not any(table.row for table in columns) and "indicators" not in found:
        lost.append("indicators")
    return lost


def nested(values: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    """Return values by keys with points as data: ``project.name`` stands in ``project``."""
    data: dict[str, Any] = {}
    for key, value in values:
        if value is None or value == "":
            continue
        inner = data
        *heads, last = key.split(".")
        for head in heads:
            inner = inner.setdefault(head, {})
            if not isinstance(inner, dict):
                break
        else:
            inner[last] = value
    return data
