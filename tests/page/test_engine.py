"""The page's engine answers every message in its envelope, whatever the message holds."""

from __future__ import annotations

import json
import runpy
import subprocess
import sys
from importlib import import_module

import pytest

from scoring.page.engine import PageEngine
from scoring.page.operations import OPERATIONS
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


def test_a_fault_of_the_program_is_told_and_the_engine_goes_on(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fail(*_: object) -> object:
        raise KeyError("/home/someone/secret.xlsx")

    engine = PageEngine()
    hello = OPERATIONS["hello"]
    monkeypatch.setitem(OPERATIONS, "hello", hello._replace(do=fail))
    (problem,) = ask(engine, "hello")["problems"]  # type: ignore[misc]
    assert "没有算出来" in problem["what"]
    assert "KeyError test_engine:" in problem["todo"]
    assert "secret" not in json.dumps(problem)
    monkeypatch.setitem(OPERATIONS, "hello", hello)
    assert ask(engine, "hello")["ok"]


def test_the_types_of_the_page_are_those_of_the_models() -> None:
    script = runpy.run_path(str(ROOT / "packaging" / "page" / "message_types.py"))
    written = (ROOT / "page" / "src" / "messages.ts").read_text("utf-8")
    assert written == script["message_types"](), "run: python packaging/page/message_types.py"


@pytest.mark.parametrize("op", OPERATIONS)
def test_each_operation_is_there_once_it_is_asked_for(op: str) -> None:
    """A body that no operation understands is refused by its model, and an empty file by its function."""
    answer = json.loads(PageEngine().answer(json.dumps({"id": 1, "op": op, "body": {}})).text)
    assert answer["ok"] or answer["problems"][0]["what"]
    do = OPERATIONS[op].do
    module, name = (cell.cell_contents for cell in do.__closure__ or ())
    assert callable(getattr(import_module(f"scoring.page.{module}"), name))


def test_the_page_starts_without_what_only_files_need() -> None:
    script = "import scoring.page.engine, sys; print('scoring.batch.run' in sys.modules)"
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "False"
