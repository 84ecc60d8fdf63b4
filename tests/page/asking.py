"""Ask the page's engine as the page does."""

from __future__ import annotations

import json
from typing import Any

from scoring.page.engine import PageAnswer, PageEngine


def asked(engine: PageEngine, op: str, files: tuple[bytes, ...] = (), **body: object) -> PageAnswer:
    """Return an answer as it crosses the border."""
    message = json.dumps({"id": 1, "op": op, "rev": 0, "body": body}, ensure_ascii=False)
    return engine.answer(message, files)


def answered(engine: PageEngine, op: str, files: tuple[bytes, ...] = (), **body: object) -> Any:
    """Return the body of an answer that went well."""
    answer = json.loads(asked(engine, op, files, **body).text)
    assert answer["ok"], answer["problems"]
    return answer["body"]
