"""What a person settled awaits nobody any more: neither in the counts of a run nor in its lists."""

from __future__ import annotations

import re
from typing import Any

import scoring


def _awaiting(rounds: Any) -> tuple[int, int, str]:
    run = scoring.rescore(rounds.forms, rounds.output)
    page = (rounds.output / "总览.html").read_text("utf-8")
    shown = re.search(r"<dt>总分待定的表</dt><dd>(?:<a [^>]*>)?(\d+)", page)
    assert shown is not None
    return run.open, run.open_rows, shown[1]


def test_rows_that_were_signed_await_nobody(rounds: Any) -> None:
    desk = rounds(6)
    form = next(desk.forms.iterdir())
    form.write_text(form.read_text("utf-8").replace('actual: "150份"', "actual: 若干"), "utf-8")
    forms, rows, shown = _awaiting(desk)
    assert (forms, shown) == (1, "1")
    assert rows > 0
    desk.fill("信息工程质量监督", {}, "张三")
    assert _awaiting(desk) == (0, 0, "0")
