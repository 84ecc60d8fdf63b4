"""What a 填报表 shows for a set of the library: the plan, with the set's own form and its engine."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from scoring.indicator_set.model import IndicatorSet
from scoring.records.submission import Indicator, Submission
from scoring.words import load_vocabulary
from scoring.work.library import Library
from scoring.workbooks.fill_in.layout import FillLayout
from scoring.workbooks.fill_in.plan.make import make_plan
from scoring.workbooks.fill_in.plan.of_form import FormWords, form_words
from scoring.workbooks.fill_in.plan.plan import FillPlan, ReferenceTable

_SUFFIX: Final = ".xlsx"


def fill_in_plan(
    library: Library,
    set_id: str,
    earlier: Submission | None = None,
    targets: Sequence[Indicator] | None = None,
    references: Sequence[ReferenceTable] = (),
) -> FillPlan:
    """Return what the workbook of a set shows.

    ``earlier`` prefills everything; ``targets`` bring the indicator rows instead of its own;
    ``references`` are tables that are only looked at.
    Raises :class:`InputError` for a set that is not there or only others extend.
    """
    layout, scorer = load_vocabulary(FillLayout), library.scorer(set_id)
    words = _words(library, scorer.indicators, layout)
    return make_plan(scorer.indicators, layout, earlier, targets, scorer, words, references)


def _words(library: Library, indicators: IndicatorSet, layout: FillLayout) -> FormWords:
    """Return the words of the set's own form, where it is described and not only drawn."""
    name, forms = indicators.form_xlsx.removesuffix(_SUFFIX), library.templates.forms
    if name not in forms:
        return FormWords()
    spec = forms.resolved(name).spec
    blocks = [*spec.blocks, *([spec.indicators] if spec.indicators is not None else [])]
    tables = [
        [(heading, content) for heading, content, *_ in block.columns]
        for block in blocks
        if not isinstance(block.columns, str)
    ]
    return form_words(spec.head, tables, layout)
