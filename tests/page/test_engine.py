"""The page's engine answers every message in its envelope, whatever the message holds."""

from __future__ import annotations

import json
import runpy

import pytest

from scoring.page.engine import PageEngine
from tests.folders import ROOT


def ask(engine: PageEngine, op: str, **body: object) -> dict[str, object]:
    message = json.dumps({"id": 7, "op": op, "rev": 3, "body": body})
    answer: dict[str, object] = json.loads(engine.answer(message).text)
    return answer


def test_an_answer_bears_the_number_and_the_revision_of_its_message() -> None:
    answer = ask(PageEngine(), "hello")
    assert (answer["id"], answer["rev"], answer["ok"]) == (7, 3, True)


@pytest.mark.parametrize(
    ("message", "number"),
    [
        ("", -1), ("[", -1), ("[" * 100_000, -1), ("null", -1), ('"id"', -1), ('{"id": 4}', 4),
        ('{"id": 4, "op": "no such"}', 4), ('{"id": 4, "op": "hello", "body": {"x": 1}}', 4),
        ('{"id": "4", "op": []}', -1),
    ],
)  # fmt: skip
def test_a_message_that_is_none_is_refused_in_words(message: str, number: int) -> None:
    answer = json.loads(PageEngine().answer(message).text)
    assert (answer["id"], answer["ok"]) == (number, False)
    assert "计分程序" in answer["problems"][0]["what"]


def test_the_types_of_the_page_are_those_of_the_models() -> None:
    script = runpy.run_path(str(ROOT / "packaging" / "page" / "message_types.py"))
    written = (ROOT / "page" / "src" / "messages.ts").read_text("utf-8")
    assert written == script["message_types"](), "run: python packaging/page/message_types.py"
