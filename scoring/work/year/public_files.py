"""公开版 as files: the 综述 and the 自评表 of the projects that are published, in one order.

Nothing of it is written while a text that it would print may not be published.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property, partial
from typing import TYPE_CHECKING, Final

from scoring.files.digests import joint_digest
from scoring.problem import InputError, Problem
from scoring.records.year_folder import YearForm
from scoring.words import load_vocabulary
from scoring.work.outputs import FileNames
from scoring.work.year.paper_file import PaperFile
from scoring.year.check.check_words import YearCheckWords
from scoring.year.check.private_texts import private_problems
from scoring.year.public import public_result
from scoring.year.publication import is_published, publication_problems

if TYPE_CHECKING:
    from scoring.work.year.papers import YearWork

_FORM: Final = "public-project"
_FORMATS: Final = ("docx", "xlsx", "html")


def public_papers(work: YearWork) -> Iterator[PaperFile]:
    """Yield the published papers; none where no project is published.

    Rendering one raises :class:`InputError` with every text that may not be published, and its place.
    """
    publication = Publication(work)
    if not publication.forms:
        return
    for file in (*work.review_text(work.names.public, public=True), *_forms(work, publication)):
        yield replace(file, render=partial(publication.checked, file.render))


@dataclass(frozen=True)
class Publication:
    """What of a year is published, and what of it may not be."""

    work: YearWork

    @cached_property
    def forms(self) -> tuple[YearForm, ...]:
        """The forms that are published, in the order of the summary."""
        register = self.work.register
        chosen = (p for p in register.projects if is_published(p, self.work.year.record))
        return tuple(project.form for project in chosen if project.form is not None)

    @cached_property
    def problems(self) -> tuple[Problem, ...]:
        """What is wrong with it, in the files of people."""
        work = self.work
        differing = publication_problems(work.register, work.year.record_file)
        if not self.forms:
            return tuple(differing)
        words = load_vocabulary(YearCheckWords)
        return (*differing, *private_problems(work.year, self.forms, words))

    def checked(self, render: Callable[[], bytes]) -> bytes:
        """Return a rendered paper. Raises :class:`InputError` where any of them may not be published."""
        errors = [problem for problem in self.problems if problem.severity == "error"]
        if errors:
            raise InputError(errors)
        return render()


def _forms(work: YearWork, publication: Publication) -> Iterator[PaperFile]:
    """Yield the published 自评表, numbered in the order of their 综述."""
    names = FileNames()
    folder = f"{work.names.public}/{work.names.own_forms}"
    for number, form in enumerate(publication.forms, 1):
        result = public_result(form.result)
        title = form.submission.title
        name = names.unique(f"{number:02}-{title}")
        printed = repr((result.submission, result.scorecard, result.own_track))
        for kind in _FORMATS:
            yield PaperFile(
                file=f"{folder}/{name}.{kind}",
                title=title,
                key=joint_digest(work.program, kind, printed),
                render=partial(work.outputs.render, result, kind, _FORM),
                is_public=True,
            )
