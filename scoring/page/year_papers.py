"""Papers of several projects of the page: 自评结果汇总表, 自评综述, 佐证材料目录, as ``year make`` makes them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from scoring.page.scored_form import TYPED, ScoredForm
from scoring.problem import InputError, Place, Problem
from scoring.records.submission import Submission
from scoring.records.year_folder import YearFolder, YearForm
from scoring.records.year_record import YearRecord
from scoring.words import load_vocabulary
from scoring.work.library import Library
from scoring.work.program import program_digest
from scoring.work.year.folder_words import FolderWords
from scoring.work.year.papers import KINDS, YearWork
from scoring.year.check.check_words import YearCheckWords
from scoring.year.check.private_texts import private_problems

_GROUPS = {"summary": "汇总", "evidence": "目录", "overview_text": "综述"}
"""The groups of papers by what the page calls for."""


class YearPapers:
    """The papers of some projects; each is made when it is asked for."""

    def __init__(self, forms: Sequence[ScoredForm], stems: Sequence[str], library: Library) -> None:
        """Raises :class:`InputError` where the forms name no year or several."""
        folder = load_vocabulary(FolderWords).folders.forms
        year_forms = [
            YearForm(f"{folder}/{stem}.xlsx", form.result, form.review)
            for form, stem in zip(forms, stems, strict=True)
        ]
        whole = [form for form in year_forms if _is_whole(form, library)]
        self.year = YearFolder(
            record=_record([form.submission for form in year_forms]),
            record_file=TYPED,
            projects=tuple(form for form in year_forms if form not in whole[:1]),
            department=whole[0] if whole else None,
        )
        self._work = YearWork(
            self.year,
            library,
            internal=False,
            written=lambda _: {},
            program=program_digest(library),
        )

    def files(self, kind: str) -> Iterator[tuple[str, bytes]]:
        """Yield the files of a kind, each with its name.

        Of 汇总 only the summary itself: 数据台账 belongs to a folder with all papers.
        """
        own = next(one for one in KINDS if one.group == _GROUPS[kind])
        for file in own.files(self._work):
            yield file.file.rpartition("/")[2], file.render()

    def private(self) -> tuple[Problem, ...]:
        """Return the texts that may not be published."""
        words = load_vocabulary(YearCheckWords)
        return tuple(private_problems(self.year, self.year.projects, words))


def _is_whole(form: YearForm, library: Library) -> bool:
    applies_to = library.indicator_set(form.result.scorecard.set.id).applies_to
    return applies_to == "department"


def _record(submissions: Sequence[Submission]) -> YearRecord:
    years = {submission.year for submission in submissions}
    if len(years) != 1 or None in years:
        named = "、".join(str(year) for year in sorted(filter(None, years)))
        message = f"各份的年度不同（{named}）" if named else "没有写年度"
        hint = "汇总和综述是同一年度的，请把年度填全，或分别导出。"
        raise InputError([Problem("page-years", message, Place(TYPED), hint)])
    units = Counter(one.department or one.unit for one in submissions if one.department or one.unit)
    department = max(units, key=lambda unit: units[unit], default="")
    return YearRecord.model_validate(
        {"schema": "ziping/year/1", "year": years.pop(), "department": department}
    )
