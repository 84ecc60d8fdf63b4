"""Record what the engine says of a published form, for tests of the page's screens.

``python packaging/page/record_answers.py`` writes them into ``page/tests/support/``; a test compares them
with what the engine says today.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
RECORDED = ROOT / "page" / "tests" / "support"
FORM = "6-信息工程质量监督"


def recorded() -> dict[str, str]:
    """Return each file of the recording by its name."""
    from scoring.page.engine import PageEngine  # noqa: PLC0415
    from scoring.readers.submissions import read_submissions  # noqa: PLC0415

    engine = PageEngine()
    form = read_submissions(ROOT / "examples" / f"{FORM}.yaml")[0][1]
    submission = json.loads(form.model_dump_json(by_alias=True, exclude_defaults=True))
    answers = {
        "quality": submission,
        "form_of_six": _answer(engine, "form.layout", set=form.set),
        "quality_score": _answer(engine, "score", submission=submission),
        "quality_check": _answer(engine, "check", submission=submission),
    }
    return {
        f"{name}.json": json.dumps(answer, ensure_ascii=False, indent=1) + "\n"
        for name, answer in answers.items()
    }


def _answer(engine: Any, op: str, **body: object) -> Any:
    message = json.dumps({"id": 1, "op": op, "rev": 0, "body": body}, ensure_ascii=False)
    answer = json.loads(engine.answer(message, ()).text)
    if not answer["ok"]:
        raise SystemExit(f"{op}: {answer['problems']}")
    return answer["body"]


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    RECORDED.mkdir(parents=True, exist_ok=True)
    for name, text in recorded().items():
        (RECORDED / name).write_text(text, encoding="utf-8", newline="\n")
