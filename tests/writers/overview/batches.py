"""Batches to look at: the six real forms, and as many made of them as a test wants."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from typing import Any

from scoring.records.finding import Stake
from scoring.records.result import Reviewed
from scoring.records.review_progress import ReviewProgress
from scoring.records.scorecard import Status
from scoring.words import load_vocabulary
from scoring.work.library import Library
from scoring.work.review import Reviewer
from scoring.work.score import score
from scoring.writers.form_line import SheetFiles
from scoring.writers.labels import Labels
from scoring.writers.overview.form_summary import form_summary
from scoring.writers.overview.overview_pages import overview_pages
from scoring.writers.overview.overview_words import OverviewWords
from scoring.writers.overview.summary import Limits, Summary
from scoring.writers.overview.tally import Tally, tally


def sheet_files(page: str) -> SheetFiles:
    """Return the 复核表 as page and workbook side by side."""
    return SheetFiles(page, page.removesuffix("html") + "xlsx") if page else SheetFiles()


ROUND = "初评"
Key = tuple[str, str]
"""The file of a form and where in it the form begins."""
NOTHING: Mapping[Key, str] = {}


def _at_first(form: Reviewed) -> ReviewProgress:
    """Return where a review stands of which nobody wrote anything."""
    return ReviewProgress(round=ROUND, first_claimed=form.result.submission.claimed_total)


@dataclass(frozen=True)
class Overview:
    """Makes the pages of a batch with the words that ship."""

    library: Library
    reviewer: Reviewer
    words: OverviewWords
    labels: Labels
    six: tuple[Reviewed, ...]

    def tally(
        self,
        reviewed: Iterable[Reviewed],
        *,
        links: Mapping[Key, str] = NOTHING,
        claimed_grades: Mapping[Key, str] = NOTHING,
        repeats: Collection[Key] = (),
        limits: Limits | None = None,
    ) -> Tally:
        """Add up a batch; ``links`` are the pages of the 复核表 by file and place."""
        limits = limits or Limits()
        return tally(
            (
                form_summary(
                    replace(form, progress=_at_first(form)), self.labels, sheet_files(links.get((form.file, form.at), "")),
                    claimed_grades.get((form.file, form.at), ""),
                    repeat=(form.file, form.at) in repeats,
                )
                for form in reviewed
            ),
            limits,
        )  # fmt: skip

    def pages(self, reviewed: Any, summary: Summary | None = None, **more: Any) -> dict[str, str]:
        counted = self.tally(reviewed, **more)
        summary = summary or Summary(len(self.six))
        made = overview_pages(counted, summary, self.words, self.labels, self.reviewer.words)
        return {name: page.decode("utf-8") for name, page in made}

    def grades(self) -> dict[tuple[str, str], str]:
        """Return the grades of the claimed totals, as the command gives them."""
        found = {}
        for one in self.six:
            claimed = one.result.submission.claimed_total
            assert claimed is not None
            scorer = self.library.scorer(one.result.scorecard.set.id)
            found[one.file, one.at] = scorer.indicators.grade(claimed) or ""
        return found


def real(library: Library, checkout: Path) -> Overview:
    """Return the six real forms, reviewed, with what makes pages of them."""
    reviewer = Reviewer(library)
    six = []
    for path in sorted((checkout / "examples").glob("*.yaml")):
        result = score(path, sets=library)
        six.append(Reviewed(path.name, "", result, reviewer.review(result)))
    assert len(six) == 6
    words = load_vocabulary(OverviewWords)
    labels = load_vocabulary(Labels)
    return Overview(library, reviewer, words, labels, tuple(six))


def changed(
    one: Reviewed, card: Mapping[str, Any] | None = None, file: str = "", **submission: Any
) -> Reviewed:
    """Return a form with some of its submission's and scorecard's fields changed."""
    result = replace(
        one.result,
        submission=one.result.submission.model_copy(update=submission),
        scorecard=replace(one.result.scorecard, **(card or {})),
    )
    review, claimed = one.review, result.submission.claimed_total
    if "claimed_total" in submission:
        above = None if claimed is None else max(claimed - result.scorecard.high, Decimal(0))
        review = replace(review, above_total=above)
    return replace(one, result=result, review=review, file=file or one.file)


def many(overview: Overview, count: int) -> list[Reviewed]:
    """Make many forms of the six: other claims, some secret, some undetermined, some decided."""
    made = []
    for number in range(count):
        one = overview.six[number % 6]
        card = one.result.scorecard
        claimed = card.high - Decimal(number * 37 % 1400) / 100 + Decimal(number % 5)
        fields: dict[str, Any] = {
            "claimed_total": None if number % 31 == 0 else claimed,
            "claimed_grade": ("优", "良", "", "中", "其它写法")[number % 5],
            "secret": number % 41 == 7,
            "project": one.result.submission.project.model_copy(
                update={"name": f"第{number}号{one.result.submission.title}"}
            ),
        }
        scores: dict[str, Any] = {}
        if number % 17 == 3:
            first = replace(card.indicators[0], status=Status.UNREAD, score=None)
            scores = {
                "indicators": (first, *card.indicators[1:]), "total": None, "grade": None,
                "grades_possible": ("优", "良"),
            }  # fmt: skip
        made.append(changed(one, scores, f"批次/{number:05}.xlsx", **fields))
        if number % 13 == 5:
            made[-1] = replace(made[-1], decided=card)
    return made


SAID = (
    ("E", "得分与按规则计算的不同", "3.46", "3.46"),
    ("Q", "晚于期限完成", "0", "5"),
    ("Q", "比率与资金栏执行率不同", "0", "12.5"),
    ("N", "完成值是界限，没有实际数", "", ""),
)


def steady(overview: Overview) -> list[Reviewed]:
    """Return the six with findings made by hand, so that a picture of the page outlives the rules."""
    given = next(f for one in overview.six for f in one.review.findings)
    made = []
    for number, one in enumerate(overview.six):
        findings = tuple(
            replace(
                given, code=f"code{at}", kind=kind, title=title, name="指标名称", place="产出/数量/1",
                stake=Stake(Decimal(low), Decimal(high)) if low else None,
            )
            for at, (kind, title, low, high) in enumerate(SAID)
            if (number + at) % 3 == 2
        )  # fmt: skip
        review = replace(one.review, findings=findings, targets=())
        made.append(replace(one, review=review))
    return made
