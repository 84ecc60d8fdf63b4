"""The operations of the page by name: what each asks, and the function that does it."""

from __future__ import annotations

from typing import Final

from scoring.page.check_answer import check
from scoring.page.context import Operation
from scoring.page.examples import examples
from scoring.page.explain_answer import explain
from scoring.page.export_answer import export
from scoring.page.merge_answer import merge
from scoring.page.messages.bringing import ReadAnswer, ReadAsk
from scoring.page.messages.exporting import (
    ExportAnswer,
    ExportAsk,
    MergeAnswer,
    MergeAsk,
    OverviewAnswer,
    OverviewAsk,
    PasteAnswer,
    PasteAsk,
)
from scoring.page.messages.results import (
    CheckAnswer,
    CheckAsk,
    ExplainAnswer,
    ExplainAsk,
    ScoreAnswer,
    ScoreAsk,
)
from scoring.page.messages.sets import (
    ExamplesAnswer,
    ExamplesAsk,
    FormLayoutAnswer,
    FormLayoutAsk,
    Hello,
    HelloAsk,
    SetsList,
    SetsListAsk,
)
from scoring.page.overview import overview
from scoring.page.page_layout import form_layout
from scoring.page.paste_answer import paste_headings
from scoring.page.read_answer import read
from scoring.page.review_operations import REVIEW_OPERATIONS
from scoring.page.score_answer import score
from scoring.page.set_choices import hello, sets_list

OPERATIONS: Final[dict[str, Operation]] = {
    "hello": Operation(HelloAsk, Hello, hello),
    "sets.list": Operation(SetsListAsk, SetsList, sets_list),
    "form.layout": Operation(FormLayoutAsk, FormLayoutAnswer, form_layout),
    "check": Operation(CheckAsk, CheckAnswer, check),
    "explain": Operation(ExplainAsk, ExplainAnswer, explain),
    "export": Operation(ExportAsk, ExportAnswer, export),
    "paste.headings": Operation(PasteAsk, PasteAnswer, paste_headings),
    "read": Operation(ReadAsk, ReadAnswer, read),
    "score": Operation(ScoreAsk, ScoreAnswer, score),
    "examples": Operation(ExamplesAsk, ExamplesAnswer, examples),
    "merge": Operation(MergeAsk, MergeAnswer, merge),
    "overview": Operation(OverviewAsk, OverviewAnswer, overview),
    **REVIEW_OPERATIONS,
}
