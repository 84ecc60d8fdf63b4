"""``merge``: two drafts laid side by side, project by project and field by field; nothing is decided."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any, Final

from scoring.page.context import PageContext
from scoring.page.merge_words import MergeWords
from scoring.page.messages.exporting import MergeAnswer, MergeAsk, MergedField, MergedProject
from scoring.words import load_vocabulary
from scoring.workbooks.fill_in.layout import FillLayout

_NOT_TYPED: Final = frozenset(
    {"schema", "set_digest", "at", "known", "repairs", "unplaced", "not_found"}
)
"""What the program notes of a form beside what persons wrote into it."""
_TABLES: Final = frozenset({"indicators", "goals", "funds", "tasks"})
"""Lists of rows; any other list is one value (佐证材料)."""
_NAMES: Final = ("name", "source")
_SAME_ROW: Final = ("level1", "level2", "name", "source")
"""Rows at one place with the same of these are one row; else they are shown whole."""
_NO_BY_DEFAULT: Final = frozenset({"secret", "no_problems", "over_confirmed"})
_WHOLE: Final = frozenset({"evidence", "survey", "adjustment"})


def merge(context: PageContext, ask: MergeAsk) -> MergeAnswer:
    """Return how the projects fit together: those of both in the order of mine, then the other's own."""
    del context
    places = _Places()
    theirs: dict[str, list[int]] = defaultdict(list)
    for number, form in enumerate(ask.theirs):
        theirs[_key(form)].append(number)
    found, taken = [], set[int]()
    for number, form in enumerate(ask.mine):
        same = theirs.get(_key(form), []) if _key(form) else []
        other = same.pop(0) if same else None
        fields = () if other is None else tuple(places.differing(form, ask.theirs[other]))
        taken |= set() if other is None else {other}
        found.append(MergedProject(mine=number, theirs=other, title=_title(form), fields=fields))
    for number, form in enumerate(ask.theirs):
        if number not in taken:
            found.append(MergedProject(mine=None, theirs=number, title=_title(form)))
    return MergeAnswer(projects=tuple(found))


def _key(form: Mapping[str, Any]) -> str:
    """Return by what two drafts know a project: its id, else its unit and its code or name.

    Empty where nobody has named it: such a project is nobody else's.
    """
    if own := _text(form.get("id")):
        return own
    project = form.get("project")
    named = project if isinstance(project, Mapping) else {}
    what = _text(named.get("code")) or _text(named.get("name"))
    return f"{_text(form.get('unit'))}/{what}" if what else ""


def _title(form: Mapping[str, Any]) -> str:
    project = form.get("project")
    name = _text(project.get("name")) if isinstance(project, Mapping) else ""
    return "" if form.get("secret") is True else name


def _text(value: object) -> str:
    return str(value).strip() if isinstance(value, str | int | float) else ""


class _Places:
    """The places at which two versions of a form differ, and what each is called."""

    @cached_property
    def _words(self) -> MergeWords:
        return load_vocabulary(MergeWords)

    @cached_property
    def _labels(self) -> Mapping[str, str]:
        """Names by the path of a cell, or by table and column."""
        layout = load_vocabulary(FillLayout)
        found = {field.key.replace(".", "/"): field.label for field in layout.fields}
        for key, table in layout.tables.items():
            for column in table.columns:
                found.setdefault(f"{key}/{column.key}", column.heading)
        return {key: label.lstrip("* ") for key, label in found.items()}

    def differing(
        self, mine: Mapping[str, Any], theirs: Mapping[str, Any]
    ) -> Iterator[MergedField]:
        for key in dict.fromkeys((*mine, *theirs)):
            if key not in _NOT_TYPED:
                yield from self._differing(mine.get(key), theirs.get(key), key, key, "")

    def _differing(
        self, mine: object, theirs: object, at: str, label: str, row: str
    ) -> Iterator[MergedField]:
        """Yield the differing fields at a place; ``row`` names the row in which it lies."""
        last = at.rpartition("/")[2]
        if _plain({last: mine}) == _plain({last: theirs}):
            return
        if last in _TABLES and isinstance(mine, list | None) and isinstance(theirs, list | None):
            yield from self._rows(mine or (), theirs or (), at, label)
        elif (
            last not in _WHOLE
            and isinstance(mine, Mapping | None)
            and isinstance(theirs, Mapping | None)
        ):
            one, other = mine or {}, theirs or {}
            for key in dict.fromkeys((*one, *other)):
                if key not in _NOT_TYPED:
                    yield from self._differing(
                        one.get(key), other.get(key), f"{at}/{key}", f"{label}/{key}", row
                    )
        else:
            what = self._called(label)
            named = f"{row}{what}" if row else what
            yield MergedField(
                at=at, label=named, mine=self._shown(mine), theirs=self._shown(theirs)
            )

    def _rows(
        self, mine: Sequence[Any], theirs: Sequence[Any], at: str, table: str
    ) -> Iterator[MergedField]:
        for number in range(max(len(mine), len(theirs))):
            one = mine[number] if number < len(mine) else None
            other = theirs[number] if number < len(theirs) else None
            here = f"{at}/{number}"
            if isinstance(one, Mapping) and isinstance(other, Mapping) and _same_row(one, other):
                row = self._of_row(number, one, "")
                for key in dict.fromkeys((*one, *other)):
                    if key not in _NOT_TYPED:
                        yield from self._differing(
                            one.get(key), other.get(key), f"{here}/{key}", f"{table}/{key}", row
                        )
            elif _plain(one) != _plain(other):
                named = self._of_row(
                    number, one if one is not None else other, self._words.whole_row
                )
                yield MergedField(
                    at=here, label=named, mine=self._shown(one), theirs=self._shown(other)
                )

    def _of_row(self, number: int, row: object, what: str) -> str:
        names = [_text(row.get(key)) for key in _NAMES] if isinstance(row, Mapping) else []
        name = next((name for name in names if name), "")
        text = self._words.row.format(number=number + 1, name=name, what=what)
        return text if name else text.replace("  ", " ")

    def _called(self, label: str) -> str:
        """Return the name of a field; one that no 填报表 has by its last key, a text by its own name."""
        if label in self._labels:
            return self._labels[label]
        first, _, last = label.rpartition("/")
        fields = self._words.fields
        if last in fields:
            return fields[last]
        held = first.partition("/")[0]
        if held in fields:
            return f"{fields[held]} · {last}"
        return fields["other"]

    def _shown(self, value: object) -> str:
        """Return a value as one text."""
        match value:
            case None:
                return ""
            case bool():
                return self._words.yes if value else self._words.no
            case Mapping():
                texts = [self._shown(v) for k, v in value.items() if k not in _NOT_TYPED]
            case list() | tuple():
                texts = [self._shown(each) for each in value]
            case _:
                return str(value)
        return self._words.join.join(text for text in texts if text)


def _same_row(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    return all(_text(one.get(key)) == _text(other.get(key)) for key in _SAME_ROW)


def _plain(value: object) -> object:
    """Return a value by which it is compared: what is blank is nothing, however it was left so."""
    match value:
        case bool():
            return value
        case Mapping():
            inner = {
                key: None if each is False and key in _NO_BY_DEFAULT else _plain(each)
                for key, each in value.items()
                if key not in _NOT_TYPED
            }
            return {k: v for k, v in inner.items() if v is not None} or None
        case list() | tuple():
            return [_plain(each) for each in value] or None
        case str() | int() | float():
            return str(value).strip() or None
        case _:
            return None
