"""The published papers as they stand: nothing private or hidden, each 综述 with its 自评表."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from scoring.records.certainty import Certainty
from scoring.records.paper_text import PaperPlace, PublicPaper
from scoring.review.known_values import WRITTEN, Known
from scoring.rules.types import Value
from scoring.text import name_key, squeezed
from scoring.year.check.compared_year import OwnedFinding, YearIndex, owned
from scoring.year.check.private_texts import private_kinds

_SHORTEST: Final = 3
"""Letters of a secret name that is looked for in texts."""


def check_public_papers(year: YearIndex) -> Iterator[OwnedFinding]:
    """Yield every place of a published paper that holds what is not published."""
    secrets = _secrets(year)
    codes = {squeezed(form.submission.project.code) for form in year.projects}
    for paper in year.public:
        for kind in paper.unseen:
            yield _private(paper, paper.file, year.words.unseen[kind])
        for place in paper.text.places:
            if squeezed(place.text) in codes:
                continue
            kinds = list(private_kinds(place.text, year.words))
            if _holds(place, secrets, year):
                kinds.append(year.words.unseen["secret"])
            for name in kinds:
                yield _private(paper, place.at, name)


def _private(paper: PublicPaper, at: str, kind: str) -> OwnedFinding:
    return owned(paper.file, "public", at, at, {"private_kind": kind})


def _secrets(year: YearIndex) -> frozenset[str]:
    """Return the names and codes of secret projects, as they are looked for."""
    projects = [f.submission.project for f in year.projects if f.submission.secret]
    keys = {name_key(text) for one in projects for text in (one.name, one.code)}
    return frozenset(key for key in keys if len(key) >= _SHORTEST)


def _holds(place: PaperPlace, secrets: frozenset[str], year: YearIndex) -> bool:
    """Tell whether a text names a secret project, and not an open one whose name is longer."""
    if not secrets:
        return False
    text = name_key(place.text)
    for form in year.projects:
        if not form.submission.secret and (name := name_key(form.submission.project.name)):
            text = text.replace(name, " ")
    return any(secret in text for secret in secrets)


def check_pairs(year: YearIndex) -> Iterator[OwnedFinding]:
    """Yield every project of which only the 综述 or only the 自评表 is published, or in another order.

    Where a file could not be read, it may hold what seems to be lacking.
    """
    papers = sorted(year.public, key=lambda paper: paper.file)
    summaries = _once(year, [name for paper in papers for name in paper.summaries])
    forms = _once(year, [name for paper in papers for name in paper.forms])
    if not summaries and not forms:
        return
    known = WRITTEN
    if not all(paper.is_read for paper in papers):
        known = Known(Certainty.PRESUMED, "forms")
    words = year.words.pair_names
    for here, there, lacking in (
        (summaries, forms, words["form"]),
        (forms, summaries, words["summary"]),
    ):
        for key, name in here.items():
            if key not in there and not _is_elsewhere(key, name, papers):
                file = next(p.file for p in papers if name in (*p.summaries, *p.forms))
                facts: dict[str, Value | None] = {"pair_lacks": lacking, "pair_project": name}
                yield owned(file, "public", name, name, facts, forms=known)
    both = [key for key in summaries if key in forms]
    if both != [key for key in forms if key in summaries]:
        file = papers[0].file
        facts = {"order_differs": True, "pair_lacks": ""}
        yield owned(file, "public", file, file, facts, forms=known)


def _is_elsewhere(key: str, name: str, papers: Sequence[PublicPaper]) -> bool:
    """Tell whether another paper names a project though it was not recognised there.

    Nothing is said to be lacking that stands there in words that no reader takes for a name.
    """
    others = (paper for paper in papers if name not in (*paper.summaries, *paper.forms))
    return any(key in name_key(paper.text.text) for paper in others)


def _once(year: YearIndex, names: Sequence[str]) -> dict[str, str]:
    """Return the names by their keys, each where it stands first: papers come in several formats."""
    found: dict[str, str] = {}
    for name in names:
        found.setdefault(year.documents.project(name), name)
    return found
