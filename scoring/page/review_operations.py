"""The operations of the review by name."""

from __future__ import annotations

from typing import Final

from scoring.page.context import Operation
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
from scoring.page.review_batch import review_batch
from scoring.page.review_decide import (
    review_act,
    review_answer,
    review_arbitrate,
    review_sign,
    review_try,
    review_withdraw,
)
from scoring.page.review_files import (
    review_add,
    review_choose,
    review_drop,
    review_open,
    review_reset,
    review_unknown,
)
from scoring.page.review_outputs import review_export, review_save, review_sheets
from scoring.page.review_queue import review_list
from scoring.page.review_rows import review_tracks
from scoring.page.review_source import review_source
from scoring.page.review_vocabulary import review_words

REVIEW_OPERATIONS: Final[dict[str, Operation]] = {
    "review.words": Operation(WordsAsk, ReviewWords, review_words),
    "review.add": Operation(ReviewAddAsk, ReviewAddAnswer, review_add),
    "review.open": Operation(ReviewOpenAsk, ReviewAddAnswer, review_open),
    "review.drop": Operation(ReviewDropAsk, ReviewAddAnswer, review_drop),
    "review.choose": Operation(ReviewChooseAsk, ReviewAddAnswer, review_choose),
    "review.reset": Operation(ReviewResetAsk, ReviewResetAnswer, review_reset),
    "review.unknown": Operation(UnknownAsk, UnknownAnswer, review_unknown),
    "review.list": Operation(ReviewListAsk, ReviewListAnswer, review_list),
    "review.source": Operation(ReviewSourceAsk, ReviewSourceAnswer, review_source),
    "review.tracks": Operation(ReviewTracksAsk, ReviewTracksAnswer, review_tracks),
    "review.try": Operation(ReviewTryAsk, ReviewTryAnswer, review_try),
    "review.sign": Operation(ReviewSignAsk, ReviewSignAnswer, review_sign),
    "review.withdraw": Operation(ReviewWithdrawAsk, ReviewSignAnswer, review_withdraw),
    "review.arbitrate": Operation(ReviewArbitrateAsk, ReviewSignAnswer, review_arbitrate),
    "review.answer": Operation(ReviewAnswerAsk, ReviewSignAnswer, review_answer),
    "review.act": Operation(ReviewActAsk, ReviewSignAnswer, review_act),
    "review.batch": Operation(ReviewBatchAsk, ReviewBatchAnswer, review_batch),
    "review.sheets": Operation(ReviewSheetsAsk, ReviewFilesAnswer, review_sheets),
    "review.export": Operation(ReviewExportAsk, ReviewFilesAnswer, review_export),
    "review.save": Operation(ReviewSaveAsk, ReviewSaveAnswer, review_save),
}
