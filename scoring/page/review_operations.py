"""The operations of the review by name."""

from __future__ import annotations

from typing import Final

from scoring.page.context import Operation, loaded_later
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

REVIEW_OPERATIONS: Final[dict[str, Operation]] = {
    "review.words": Operation(
        WordsAsk, ReviewWords, loaded_later("review_vocabulary", "review_words")
    ),
    "review.add": Operation(
        ReviewAddAsk, ReviewAddAnswer, loaded_later("review_files", "review_add")
    ),
    "review.open": Operation(
        ReviewOpenAsk, ReviewAddAnswer, loaded_later("review_files", "review_open")
    ),
    "review.drop": Operation(
        ReviewDropAsk, ReviewAddAnswer, loaded_later("review_files", "review_drop")
    ),
    "review.choose": Operation(
        ReviewChooseAsk, ReviewAddAnswer, loaded_later("review_files", "review_choose")
    ),
    "review.reset": Operation(
        ReviewResetAsk, ReviewResetAnswer, loaded_later("review_files", "review_reset")
    ),
    "review.unknown": Operation(
        UnknownAsk, UnknownAnswer, loaded_later("review_files", "review_unknown")
    ),
    "review.list": Operation(
        ReviewListAsk, ReviewListAnswer, loaded_later("review_queue", "review_list")
    ),
    "review.source": Operation(
        ReviewSourceAsk, ReviewSourceAnswer, loaded_later("review_source", "review_source")
    ),
    "review.tracks": Operation(
        ReviewTracksAsk, ReviewTracksAnswer, loaded_later("review_rows", "review_tracks")
    ),
    "review.try": Operation(
        ReviewTryAsk, ReviewTryAnswer, loaded_later("review_decide", "review_try")
    ),
    "review.sign": Operation(
        ReviewSignAsk, ReviewSignAnswer, loaded_later("review_decide", "review_sign")
    ),
    "review.withdraw": Operation(
        ReviewWithdrawAsk, ReviewSignAnswer, loaded_later("review_decide", "review_withdraw")
    ),
    "review.arbitrate": Operation(
        ReviewArbitrateAsk, ReviewSignAnswer, loaded_later("review_decide", "review_arbitrate")
    ),
    "review.answer": Operation(
        ReviewAnswerAsk, ReviewSignAnswer, loaded_later("review_decide", "review_answer")
    ),
    "review.act": Operation(
        ReviewActAsk, ReviewSignAnswer, loaded_later("review_decide", "review_act")
    ),
    "review.batch": Operation(
        ReviewBatchAsk, ReviewBatchAnswer, loaded_later("review_batch", "review_batch")
    ),
    "review.sheets": Operation(
        ReviewSheetsAsk, ReviewFilesAnswer, loaded_later("review_outputs", "review_sheets")
    ),
    "review.export": Operation(
        ReviewExportAsk, ReviewFilesAnswer, loaded_later("review_outputs", "review_export")
    ),
    "review.save": Operation(
        ReviewSaveAsk, ReviewSaveAnswer, loaded_later("review_outputs", "review_save")
    ),
}
