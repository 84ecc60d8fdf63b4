"""The operations of the review by name."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Any, Final

from scoring.page.context import Operation, PageContext
from scoring.page.messages.message import PageBody
from scoring.page.messages.review_acts import (
    ReviewActAsk,
    ReviewAnswerAsk,
    ReviewArbitrateAsk,
    ReviewBatchAnswer,
    ReviewBatchAsk,
    ReviewExportAsk,
    ReviewFilesAnswer,
    ReviewOpenAsk,
    ReviewResetAnswer,
    ReviewResetAsk,
    ReviewSaveAnswer,
    ReviewSaveAsk,
    ReviewSheetsAsk,
    ReviewSignAnswer,
    ReviewSignAsk,
    ReviewWithdrawAsk,
)
from scoring.page.messages.review_intake import (
    ReviewAddAnswer,
    ReviewAddAsk,
    ReviewChooseAsk,
    ReviewDropAsk,
    UnknownAnswer,
    UnknownAsk,
)
from scoring.page.messages.review_project import (
    ReviewListAnswer,
    ReviewListAsk,
    ReviewSourceAnswer,
    ReviewSourceAsk,
    ReviewTracksAnswer,
    ReviewTracksAsk,
    ReviewTryAnswer,
    ReviewTryAsk,
)
from scoring.page.messages.review_words import ReviewWords, WordsAsk


def _later(module: str, name: str) -> Callable[[PageContext, Any], PageBody]:
    """Return a function of a module that is loaded when it is asked for: 填报 needs none of them."""

    def do(context: PageContext, ask: PageBody) -> PageBody:
        function: Callable[[PageContext, Any], PageBody] = getattr(
            import_module(f"scoring.page.{module}"), name
        )
        return function(context, ask)

    return do


REVIEW_OPERATIONS: Final[dict[str, Operation]] = {
    "review.words": Operation(WordsAsk, ReviewWords, _later("review_vocabulary", "review_words")),
    "review.add": Operation(ReviewAddAsk, ReviewAddAnswer, _later("review_files", "review_add")),
    "review.open": Operation(ReviewOpenAsk, ReviewAddAnswer, _later("review_files", "review_open")),
    "review.drop": Operation(ReviewDropAsk, ReviewAddAnswer, _later("review_files", "review_drop")),
    "review.choose": Operation(
        ReviewChooseAsk, ReviewAddAnswer, _later("review_files", "review_choose")
    ),
    "review.reset": Operation(
        ReviewResetAsk, ReviewResetAnswer, _later("review_files", "review_reset")
    ),
    "review.unknown": Operation(
        UnknownAsk, UnknownAnswer, _later("review_files", "review_unknown")
    ),
    "review.list": Operation(
        ReviewListAsk, ReviewListAnswer, _later("review_queue", "review_list")
    ),
    "review.source": Operation(
        ReviewSourceAsk, ReviewSourceAnswer, _later("review_source", "review_source")
    ),
    "review.tracks": Operation(
        ReviewTracksAsk, ReviewTracksAnswer, _later("review_rows", "review_tracks")
    ),
    "review.try": Operation(ReviewTryAsk, ReviewTryAnswer, _later("review_decide", "review_try")),
    "review.sign": Operation(
        ReviewSignAsk, ReviewSignAnswer, _later("review_decide", "review_sign")
    ),
    "review.withdraw": Operation(
        ReviewWithdrawAsk, ReviewSignAnswer, _later("review_decide", "review_withdraw")
    ),
    "review.arbitrate": Operation(
        ReviewArbitrateAsk, ReviewSignAnswer, _later("review_decide", "review_arbitrate")
    ),
    "review.answer": Operation(
        ReviewAnswerAsk, ReviewSignAnswer, _later("review_decide", "review_answer")
    ),
    "review.act": Operation(ReviewActAsk, ReviewSignAnswer, _later("review_decide", "review_act")),
    "review.batch": Operation(
        ReviewBatchAsk, ReviewBatchAnswer, _later("review_batch", "review_batch")
    ),
    "review.sheets": Operation(
        ReviewSheetsAsk, ReviewFilesAnswer, _later("review_outputs", "review_sheets")
    ),
    "review.export": Operation(
        ReviewExportAsk, ReviewFilesAnswer, _later("review_outputs", "review_export")
    ),
    "review.save": Operation(
        ReviewSaveAsk, ReviewSaveAnswer, _later("review_outputs", "review_save")
    ),
}
