"""Sets found by the words by which people call them: 深圳 部门 is 深圳市 · 部门整体 · 2024.

A word is found in a set's name (place, subject, year, further words) and in its id; only where no
set is found by these, in its title too. Words may be written together (深圳部门). One set is
chosen where it is the only one, or where the words are its whole name; nothing is ever guessed.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import Any, Final

from scoring.documents.node import Mapping_, as_data
from scoring.problem import InputError, Place, Problem
from scoring.text import excerpt, name_key, squeezed, yes_or_no
from scoring.value_class import dataclass

_WORD: Final = re.compile(r"[a-z0-9]+|[^\W_a-z0-9]+")
_MOST_LETTERS: Final = 60
"""Letters of a request that are looked at."""
_MOST_SHOWN: Final = 10
"""So many sets are listed of those that the words may mean."""
STANDINGS: Final = ("official", "observed", "secondary", "own", "unverified")
"""How reliable sources are, the best first."""


@dataclass(frozen=True)
class SetName:
    """How one set is called, and what a list of sets says of it."""

    id: str
    title: str = ""
    called: str = ""
    """Place, subject and year in one line (深圳市 · 部门整体 · 2024); empty where it names none."""
    also: tuple[str, ...] = ()
    abstract: bool = False
    points: str = ""
    """As written; empty for a set that scores nothing."""
    standing: str = STANDINGS[-1]

    @property
    def shown(self) -> str:
        """The set as people call it, else its title."""
        return self.called or self.title or self.id

    @cached_property
    def whole(self) -> str:
        """The letters and figures of the shown name."""
        return name_key(self.shown)

    @cached_property
    def texts(self) -> tuple[str, ...]:
        """What a word may be part of."""
        return tuple(map(name_key, (self.shown, *self.also, *self.id.split("/"))))

    def answers(self, words: Sequence[str], *, by_title: bool = False) -> int:
        """Return how many of the words call this set."""
        texts = (*self.texts, name_key(self.title)) if by_title else self.texts
        return sum(_answers(word, texts) for word in words)

    def is_called(self, words: Sequence[str]) -> bool:
        """Tell whether the words, in any order, are the whole name."""
        rest = self.whole
        for word in sorted(words, key=len, reverse=True):
            if word not in rest:
                return False
            rest = rest.replace(word, "", 1)
        return not rest

    def is_near(self, word: str) -> bool:
        """Tell whether half of the letters of a word stand so, one after the other, in the name."""
        return any(
            2 * sum(map(operator.eq, word, text[start:])) >= len(word)
            for text in (*self.texts, name_key(self.title))
            for start in range(len(text))
        )


def shown_name(place: str, subject: str, year: str) -> str:
    """Return the name of a set in one line: 深圳市 · 部门整体 · 2024."""
    return " · ".join(filter(None, (place, subject, year)))


def worst(standings: Iterable[str]) -> str:
    """Return how reliable a set is: as its least reliable source."""
    return max(standings, key=STANDINGS.index, default=STANDINGS[-1])


def name_of(set_id: str, merged: Mapping_) -> SetName:
    """Return how a set is called, of its file as merged with those that it extends.

    What is wrong in it is not reported here: the compiler does.
    """
    data = as_data(merged)
    called = _mapping(data.get("called"))
    also = called.get("also")
    sources = map(_mapping, _mapping(data.get("sources")).values())
    standings = (_text(source.get("standing")) for source in sources)
    return SetName(
        set_id,
        _text(data.get("title")),
        shown_name(*(_text(called.get(part)) for part in ("place", "subject", "year"))),
        tuple(map(_text, also)) if isinstance(also, list) else (),
        yes_or_no(_text(data.get("abstract"))) is True,
        _text(data.get("points")),
        worst(standing for standing in standings if standing in STANDINGS),
    )


def words_of(request: str) -> list[str]:
    """Return the words of a request, folded as names are."""
    parts = (squeezed(part).lower() for part in request[:_MOST_LETTERS].split())
    return [word for part in parts for word in _WORD.findall(part)]


def found_by(request: str, names: Sequence[SetName]) -> list[SetName]:
    """Return the sets that a request may mean, all of its words answered; all sets for no words."""
    words = words_of(request)
    for by_title in (False, True):
        found = [n for n in names if n.answers(words, by_title=by_title) == len(words)]
        if found:
            return found
    return []


def choose(request: str, names: Sequence[SetName], place: Place) -> str:
    """Return the id of the one set that a request means.

    Raises :class:`InputError` with the candidates where it may mean several, with the nearest where
    it means none.
    """
    words = words_of(request)
    found = found_by(request, names) if words else []
    whole = [name for name in found if name.is_called(words)]
    if len(whole) == 1:
        return whole[0].id
    if len(found) == 1:
        return found[0].id
    if found:
        raise InputError([_several(request, found, place)])
    raise InputError([_none(request, words, names, place)])


def _several(request: str, found: Sequence[SetName], place: Place) -> Problem:
    hint = f"请再写一个词，或写全名、编号：{_listed(found)}"
    message = f"叫“{excerpt(request)}”的指标体系有 {len(found)} 个，没有替您选"
    return Problem("ambiguous-set", message, place, hint)


def _none(request: str, words: Sequence[str], names: Sequence[SetName], place: Place) -> Problem:
    unknown = [
        word for word in words if not any(name.answers([word], by_title=True) for name in names)
    ]
    known = [word for word in words if word not in unknown]
    most = max((name.answers(words, by_title=True) for name in names), default=0)
    near = [
        name
        for name in names
        if words
        and name.answers(known, by_title=True) == (len(known) if unknown else most)
        and all(map(name.is_near, unknown))
    ]
    told = f"，没有一个叫“{excerpt('、'.join(unknown))}”" if unknown and known else ""
    message = f"没有“{excerpt(request)}”这个指标体系{told}"
    hint = (
        f"最接近的：{_listed(near)}"
        if near
        else "请写地方、项目或部门、年度；有哪些见 ziping sets list。"
    )
    return Problem("unknown-set", message, place, hint)


def _listed(names: Sequence[SetName]) -> str:
    lines = [f"\n      {name.shown}（{name.id}）" for name in names[:_MOST_SHOWN]]
    left = len(names) - _MOST_SHOWN
    return "".join(lines) + (f"\n      ……另有 {left} 个，见 ziping sets list。" if left > 0 else "")


def _answers(word: str, texts: Sequence[str]) -> bool:
    """Tell whether a word is part of a text, or is made of words that are."""
    if any(word in text for text in texts):
        return True
    if word.isascii():
        return False
    # Which beginnings of the word are made of words; each has two letters at least.
    reached = [True] + [False] * len(word)
    for end in range(2, len(word) + 1):
        reached[end] = any(
            reached[start] and any(word[start:end] in text for text in texts)
            for start in range(end - 1)
        )
    return reached[-1]


def _mapping(data: Any) -> dict[str, Any]:
    return data if isinstance(data, dict) else {}


def _text(data: Any) -> str:
    return data if isinstance(data, str) else ""
