"""A review on the page as its tests drive it: messages in, bodies out."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from scoring.page.engine import PageAnswer, PageEngine
from tests.folders import ROOT

SEED = ROOT / "tests" / "corpus" / "seeds" / "004_25bc0484e45a6819.txt"
WHITE_PAPERS = "效益/社会效益/1"
"""The row of the seed's last form whose claim differs from the rule's score."""
LATE = "产出/时效/1"
"""Its row that was done after its day: the rule leaves room."""


class ReviewDesk:
    """One review of the page."""

    def __init__(self, folder: Path | None = None) -> None:
        """``folder`` keeps the ledger, as under ``ziping serve``."""
        self.engine = PageEngine(folder=folder)

    def message(self, op: str, given: tuple[bytes, ...] = (), /, **body: object) -> PageAnswer:
        """Return an answer as it crosses the border."""
        text = json.dumps({"id": 1, "op": f"review.{op}", "body": body}, ensure_ascii=False)
        return self.engine.answer(text, given)

    def ask(self, op: str, given: tuple[bytes, ...] = (), /, **body: object) -> Any:
        """Return the body of an answer that went well."""
        answer = json.loads(self.message(op, given, **body).text)
        assert answer["ok"], answer["problems"]
        return answer["body"]

    def refused(self, op: str, given: tuple[bytes, ...] = (), /, **body: object) -> str:
        """Return what is said of a message that is refused."""
        answer = json.loads(self.message(op, given, **body).text)
        assert not answer["ok"]
        return "；".join(problem["what"] for problem in answer["problems"])

    def add(self, *files: Path | tuple[str, bytes]) -> Any:
        """Take files in."""
        named = [(f.name, f.read_bytes()) if isinstance(f, Path) else f for f in files]
        given = [{"name": name, "file": number} for number, (name, _) in enumerate(named)]
        return self.ask("add", tuple(content for _, content in named), files=given)

    def form(self, title: str) -> str:
        """Return the id of the form of a project."""
        return str(next(f["form"] for f in self.lines() if f["title"] == title))

    def lines(self, *pending: dict[str, object]) -> list[Any]:
        """Return the forms of the queue."""
        return list(self.ask("list", pending=pending)["forms"])

    def row(self, form: str, row: str, *pending: dict[str, object]) -> Any:
        """Return a row in its tracks."""
        rows = self.ask("tracks", form=form, pending=pending)["rows"]
        return next(one for one in rows if one["row"] == row)

    def save(self, *pending: dict[str, object]) -> bytes:
        """Return the review file."""
        return self.message("save", pending=pending).files[0]


def seed_desk(folder: Path | None = None) -> tuple[ReviewDesk, str]:
    """Return a review of the six published forms, and the id of the form with a difference."""
    desk = ReviewDesk(folder)
    desk.add(SEED)
    return desk, desk.form("信息工程质量监督")
