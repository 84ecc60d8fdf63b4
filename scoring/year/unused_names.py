"""Figures and texts of the year's record that bear a name which no paper knows: nothing is lost silently."""

from __future__ import annotations

from collections.abc import Iterator

from scoring.problem import Place, Problem, did_you_mean, warning
from scoring.records.year_record import LAST_YEAR, YearRecord
from scoring.text import name_key
from scoring.year.report_texts import ReportTexts
from scoring.year.words import YearWords


def unused_figures(record: YearRecord, file: str, words: YearWords) -> Iterator[Problem]:
    """Yield a warning for every figure of the record that is taken over nowhere."""
    known = {
        source.figure: None
        for figure in words.department.values()
        for source in figure.from_
        if source.figure
    }
    keys = {name_key(name) for name in known}
    for name in record.figures:
        if name_key(name) not in keys:
            hint = did_you_mean(name, known) or f"可以写的有：{'、'.join(known)}。"
            message = f"部门年度里的数“{name}”没有哪份材料用到"
            yield warning("figure-unused", message, Place(file, where=f"figures.{name}"), hint)


def unused_texts(
    record: YearRecord, file: str, words: YearWords, blocks: ReportTexts
) -> Iterator[Problem]:
    """Yield a warning for every text of the record that stands in no paper."""
    own = [name for key, name in words.review_text.items() if key.startswith("whole_")]
    specs = {**blocks.department_blocks, **blocks.project_blocks}
    reasons = [excess.reason for excess in words.department_excess.values()]
    named = [*specs, *(spec.from_ for spec in specs.values() if spec.from_), *own, *reasons]
    known = dict.fromkeys((*named, *(f"{LAST_YEAR}{name}" for name in specs)))
    for name in record.texts:
        if name not in known:
            hint = did_you_mean(name, known) or f"可以写的有：{'、'.join(named)}。"
            message = f"部门年度里的文字“{name}”没有哪份材料用到"
            yield warning("text-unused", message, Place(file, where=f"texts.{name}"), hint)
