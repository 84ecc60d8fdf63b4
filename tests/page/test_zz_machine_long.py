"""Whatever is done on the page or in workbooks, in any order: one review, and no entry is ever lost."""

from __future__ import annotations

import io
import json
import shutil
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import scoring
from scoring.ledger.store import Ledger
from tests.batch.desk_of_rounds import Rounds, ruled
from tests.folders import ROOT
from tests.page.review_desk import LATE, WHITE_PAPERS, ReviewDesk

EXAMPLE = ROOT / "examples" / "6-信息工程质量监督.yaml"
NAME = "信息工程质量监督"
ROWS = (WHITE_PAPERS, LATE, "产出/时效/3")
PERSONS = st.sampled_from(["张三", "李四"])
GROUNDS = st.sampled_from(["数据核减", "佐证属实", "集体会审", ""])
SCORES = st.sampled_from(["0", "2", "4", "27.5", "31", ""])
DECISIONS = st.lists(
    st.fixed_dictionaries({
        "row": st.sampled_from(ROWS), "choice": st.sampled_from(["claim", "rule", "other"]),
        "score": SCORES, "ground": GROUNDS, "note": st.sampled_from(["", "纪要编号：3号"]),
    }),
    max_size=3, unique_by=lambda one: one["row"],
)  # fmt: skip
DAYS = st.integers(1, 9).map("2023-03-0{}".format)
ACTS = st.one_of(
    st.tuples(st.just("sign"), PERSONS, DAYS, DECISIONS),
    st.tuples(st.just("answer"), st.sampled_from(["王五", "张三"]), DAYS, st.booleans()),
    st.tuples(st.just("act"), PERSONS, DAYS, st.sampled_from(["sent_back", "closed", "reopened"])),
    st.tuples(st.just("withdraw"), PERSONS, DAYS, st.none()),
    st.tuples(st.just("workbook"), PERSONS, DAYS, st.sampled_from([20.0, 26.54, 29.0])),
    st.tuples(st.just("saved"), PERSONS, DAYS, DECISIONS),
)


class OneReview:
    """A review that goes from hand to hand."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.desk = ReviewDesk()
        self.desk.add(EXAMPLE)
        self.pending: list[dict[str, object]] = []
        self.known: set[str] = set()
        self.turn = 0

    @property
    def form(self) -> str:
        return str(self.desk.lines()[0]["form"])

    def do(self, act: tuple[str, str, str, object]) -> None:
        what, by, at, more = act
        form = self.form
        if what == "sign":
            pending = [{"form": form, **one} for one in more]  # type: ignore[attr-defined]
            self.desk.ask("sign", forms=[form], pending=pending, by=by, at=at)
        elif what == "answer":
            answers = [
                {"row": row, "agrees": more, "say": "" if more else "有批复"} for row in ROWS
            ]
            self.desk.ask("answer", form=form, answers=answers, by=by, at=at)
        elif what == "act":
            self.desk.ask("act", forms=[form], action=more, reason="核对", by=by, at=at)
        elif what == "withdraw":
            ruling = self.desk.row(form, WHITE_PAPERS)["ruling"]
            ids = [ruling["id"]] if ruling else []
            self.desk.ask("withdraw", form=form, entries=ids, by=by, at=at)
        elif what == "workbook":
            self.by_workbook(by, at, float(str(more)))
        else:
            self.pending = [{"form": form, **one} for one in more]  # type: ignore[attr-defined]

    def by_workbook(self, by: str, at: str, score: float) -> None:
        """Hand the review to the command, sign its workbook there, and take its ledger back."""
        self.turn += 1
        forms, output = self.folder / f"收到{self.turn}", self.folder / f"结果{self.turn}"
        forms.mkdir()
        (forms / "局里.ziping-review").write_bytes(self.desk.save())
        rounds = Rounds(forms, output)
        rounds.run()
        rounds.fill(NAME, ruled(WHITE_PAPERS, score), by, at)
        rounds.run()
        with Ledger.open(output / "复核台账.db", read_only=True) as ledger:
            lines = "".join(f"{one.line}\n" for one in ledger.exported())
        self.desk.add(("台账.jsonl", lines.encode()))

    def check(self) -> None:
        """The page, its file opened again, and the command agree; nothing is lost."""
        ids = self.desk.engine.context.review.ledger.ids()
        assert ids >= self.known
        self.known = ids
        (line,) = self.desk.lines()
        saved = self.desk.save(*self.pending)
        with zipfile.ZipFile(io.BytesIO(saved)) as archive:
            lines = archive.read("ledger.jsonl").decode().splitlines()
        kept = {json.loads(one)["id"] for one in lines}
        assert kept >= ids
        again = ReviewDesk()
        again.ask("open", (saved,), given={"name": "a.ziping-review", "file": 0})
        own = again.lines()
        assert own == [line]
        path = self.folder / "a.ziping-review"
        path.write_bytes(saved)
        (form,) = scoring.rescore(path).forms
        progress = form.progress
        assert progress.round == line["step_name"]
        assert (None if progress.total is None else f"{progress.total.normalize():f}") == line[
            "review"
        ]
        assert list(progress.awaits) == again.ask("tracks", form=line["form"])["awaits"]


@pytest.fixture
def folder() -> Iterator[Path]:
    made = Path(tempfile.mkdtemp(prefix="ziping-test-"))
    yield made
    shutil.rmtree(made, ignore_errors=True)


@settings(
    max_examples=40, deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)  # fmt: skip
@given(acts=st.lists(ACTS, min_size=1, max_size=6))
def test_page_file_and_command_are_one_review(
    folder: Path, acts: list[tuple[str, str, str, object]]
) -> None:
    own = Path(tempfile.mkdtemp(dir=folder))
    review = OneReview(own)
    for act in acts:
        review.do(act)
        review.check()
