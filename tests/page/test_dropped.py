"""A form that is dropped on the page is checked and printed as the command does with the same file."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from scoring.page.engine import PageEngine
from scoring.work.library import Library
from scoring.work.review import self_check
from scoring.work.score import score_all
from tests.page.asking import answered
from tests.page.test_export import command, exported, written
from tests.page.test_read import SEEDS, read

LIBRARY = Library()
SET = "shenzhen/2022-project"


def dropped() -> list[dict[str, Any]]:
    return [form["submission"] for form in read(SEEDS[4])["forms"]]


def test_a_restored_cell_stays_restored() -> None:
    """What rests on a cell that was put back may ask, and never calls anything wrong."""
    reviewer, engine = self_check(LIBRARY), PageEngine()
    for submission, result in zip(dropped(), score_all(SEEDS[4], SET, LIBRARY), strict=True):
        assert submission.get("repairs", []) == json.loads(
            json.dumps([r.model_dump(exclude_defaults=True) for r in result.submission.repairs])
        )
        review = reviewer.review(result)
        found = {(f.code, f.text) for f in (*review.findings, *review.targets)}
        items = answered(engine, "check", submission=submission)["items"]
        listed = {(item["code"], item["text"]) for item in items}
        assert found == {(code, text) for code, text in listed if not code.startswith("lack.")}


def test_every_form_has_the_bytes_of_the_command(tmp_path: Path) -> None:
    """The 评分说明 differ in one line: on the page the form names its set from the beginning."""
    out = tmp_path / "out"
    command("score", SEEDS[4], "--set", SET, "-o", out, "--format", "xlsx,html,docx")
    expected = {name.partition("-")[2]: content for name, content in written(out).items()}
    made, _ = exported(*dropped(), kinds=["xlsx", "docx", "html", "explanation_page"])
    forms = {name: content for name, content in made.items() if "-自评表." in name}
    assert len(forms) == 18
    assert forms == {name: expected[name] for name in forms}
    notes = [name for name in made if name.endswith("-评分说明.html")]
    for name in notes[1:]:  # to the first the command adds what of the whole file was not read
        both = made[name].splitlines(), expected[name].splitlines()
        other = [line for line, there in zip(*both, strict=True) if line != there]
        assert [b'class="about"' in line for line in other] == [True]
