"""Results whose forms are printed and measured: every shipped set, the six published forms, short, long."""

from __future__ import annotations

from collections.abc import Sequence

from scoring.readers.submissions import read_submissions
from scoring.records.result import Result
from scoring.records.submission import Indicator, Submission
from scoring.work.library import Library
from scoring.work.score import score_submission
from tests.corpus.one_of_each import results
from tests.folders import EXAMPLES

LONG_TARGET = "按照国家和省市有关规定完成全年各项工作任务，做到有计划、有检查、有总结；" * 6
"""Some two hundred characters, as approved target tables hold them."""


def to_be_printed(library: Library) -> dict[str, Result]:
    """Return results by a name that says what is special about each."""
    found = dict(results(library))
    for path in EXAMPLES:
        [(_, given)] = read_submissions(path)
        short = path.stem[:2]
        found[f"published {short}"] = score_submission(given, library)
        for count in (1, 3):
            fewer = _with_rows(given, given.indicators[:count], goal={})
            found[f"{count} rows {short}"] = score_submission(fewer, library)
        for times in (2, 3, 5):
            rows = tuple(
                row.model_copy(update={"name": f"{row.name}（{part}）"})
                for part in range(times)
                for row in given.indicators
            )
            found[f"{times} times {short}"] = score_submission(_with_rows(given, rows), library)
    [(_, given)] = read_submissions(EXAMPLES[0])
    rows = tuple(
        row.model_copy(update={"target": LONG_TARGET, "actual": "已完成", "reason": ""})
        for row in given.indicators
    )
    found["long targets"] = score_submission(_with_rows(given, rows), library)
    return found


def _with_rows(given: Submission, rows: Sequence[Indicator], **more: object) -> Submission:
    data = given.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    told = [row.model_dump(mode="json", by_alias=True, exclude_defaults=True) for row in rows]
    data.pop("at", None)
    return Submission.model_validate(data | {"schema": given.schema_, "indicators": told} | more)
