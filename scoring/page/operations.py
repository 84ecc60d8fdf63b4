"""The operations of the page by name: what each asks, and the function that does it."""

from __future__ import annotations

from typing import Final

from scoring.page.context import Operation, loaded_later
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
from scoring.page.review_operations import REVIEW_OPERATIONS

OPERATIONS: Final[dict[str, Operation]] = {
    "hello": Operation(HelloAsk, Hello, loaded_later("set_choices", "hello")),
    "sets.list": Operation(SetsListAsk, SetsList, loaded_later("set_choices", "sets_list")),
    "form.layout": Operation(
        FormLayoutAsk, FormLayoutAnswer, loaded_later("page_layout", "form_layout")
    ),
    "check": Operation(CheckAsk, CheckAnswer, loaded_later("check_answer", "check")),
    "explain": Operation(ExplainAsk, ExplainAnswer, loaded_later("explain_answer", "explain")),
    "export": Operation(ExportAsk, ExportAnswer, loaded_later("export_answer", "export")),
    "paste.headings": Operation(
        PasteAsk, PasteAnswer, loaded_later("paste_answer", "paste_headings")
    ),
    "read": Operation(ReadAsk, ReadAnswer, loaded_later("read_answer", "read")),
    "score": Operation(ScoreAsk, ScoreAnswer, loaded_later("score_answer", "score")),
    "examples": Operation(ExamplesAsk, ExamplesAnswer, loaded_later("examples", "examples")),
    "merge": Operation(MergeAsk, MergeAnswer, loaded_later("merge_answer", "merge")),
    "overview": Operation(OverviewAsk, OverviewAnswer, loaded_later("overview", "overview")),
    **REVIEW_OPERATIONS,
}
