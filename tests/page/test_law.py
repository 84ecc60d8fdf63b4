"""Whatever is edited, the page says what the command says of the same data, and no message ends the engine."""

from __future__ import annotations

import copy
import json
import random
from pathlib import Path
from typing import Any

import pytest

from scoring.page.engine import PageEngine
from scoring.page.operations import OPERATIONS
from scoring.problem import InputError
from scoring.work.library import Library
from scoring.work.review import self_check
from scoring.work.score import FormScore, score_all
from scoring.writers.scorecard_json import as_dict
from tests.page.asking import answered
from tests.page.test_read import draft
from tests.page.test_score import DEPARTMENTS, EXAMPLES, typed

LIBRARY = Library()
ENGINE = PageEngine()
TEXTS = ("actual", "target", "reason", "name", "direction", "unit", "last_actual")
WRITTEN = (
    "69家", "≥78家", "100%", "1", "9月底", "2022年12月31日前", "不适用", "", "基本达到", "约70家", "无",
    "上半年30家，下半年39家", "≤160万元", "159.87", "未开展", "完整", "3/4", "0", "已完成", "批复调整为60家",
)  # fmt: skip
NUMBERS = ("", "4", "0", "30", "2.5", "３", "10分", "1,000", "99.99")
AMOUNTS = ("", "0", "1600000", "1,598,701.67", "1598701.67元", "12")


def edited(form: dict[str, Any], chance: random.Random) -> None:
    """Make one edit as a person does: a cell, a row put in, moved or taken out, an amount."""
    rows = form["indicators"] if form.get("indicators") else form.setdefault("indicators", [])
    kind = chance.randrange(12)
    if kind < 7 and rows:
        row = chance.choice(rows)
        if chance.random() < 0.6:
            row[chance.choice(TEXTS)] = chance.choice(WRITTEN)
        else:
            row[chance.choice(("claimed", "points"))] = chance.choice(NUMBERS)
    elif kind == 7 and rows:
        at = chance.randrange(len(rows))
        rows.insert(at, {key: rows[at].get(key, "") for key in ("level1", "level2")})
    elif kind == 8 and len(rows) > 1:
        rows.insert(chance.randrange(len(rows)), rows.pop(chance.randrange(len(rows))))
    elif kind == 9 and len(rows) > 1:
        rows.pop(chance.randrange(len(rows)))
    elif kind == 10 and form.get("funds"):
        key = chance.choice(("initial", "budget", "executed", "claimed"))
        chance.choice(form["funds"])[key] = chance.choice(AMOUNTS)
    else:
        form["state"] = chance.choice(("正常", "跨年", "未实施", ""))
        form["claimed_total"] = chance.choice(("", "99.99", "90"))


def commanded(form: dict[str, Any], folder: Path) -> FormScore | InputError:
    """Return what the command makes of the draft of a form."""
    path = folder / "a.ziping-draft"
    path.write_bytes(draft(form))
    (found,) = score_all(path, sets=LIBRARY)
    return found


def compared(form: dict[str, Any], folder: Path) -> bool:
    """Compare the page with the command; return whether the command takes the form."""
    result = commanded(form, folder)
    answer = answered(ENGINE, "score", submission=form)
    if isinstance(result, InputError):
        assert answer["typed"]
        assert answer["own"]["total"] is None or all(
            "/claimed" not in t["at"] for t in answer["typed"]
        )
        return False
    assert answer["typed"] == []
    card = as_dict(result)
    assert (answer["rule"]["total"], answer["rule"]["low"], answer["rule"]["high"]) == (
        card["total"], card["low"], card["high"],
    )  # fmt: skip
    assert answer["own"]["grade"] == (result.own.grade or "")
    of_card = [*card["indicators"], *([card["execution"]] if card["execution"] else [])]
    by_id = {row["id"]: row for row in answer["rows"]}
    assert len(by_id) == len(of_card)
    for row in of_card:
        shown = by_id[row.get("id", row["name"])]
        assert [shown[key] for key in ("rule", "low", "high", "status")] == [
            row[key] for key in ("score", "low", "high", "status")
        ]
        assert (shown["own"], shown["own_status"]) == (row["own"]["score"], row["own"]["status"])
    review = self_check(LIBRARY).review(result)
    items = answered(ENGINE, "check", submission=form)["items"]
    told = [(i["code"], i["text"]) for i in items if not i["code"].startswith("lack.")]
    for finding in review.findings:
        if (finding.of, finding.field) == ("form", "blank"):
            continue  # each blank score is an item of its own
        assert any(c == finding.code and finding.text in text for c, text in told), finding
    edits = [item for item in items if item["group"] == "edit" and item["code"] != "typed"]
    accused = {finding.code for finding in review.of_kind("E")}
    own = {
        "above",
        "below",
        "points",
        "cap",
        "no_points",
        "level",
        "total",
        "grade",
        "blank",
        "no_rows",
    }
    assert {item["code"] for item in edits} <= accused | own | {f.code for f in review.findings}
    lack = [item["text"] for item in items if item["code"].startswith("lack.")]
    assert lack == [todo.text for todo in review.todo]
    return True


@pytest.mark.parametrize("seed", range(100))
def test_after_any_edits_the_page_says_what_the_command_says(seed: int, tmp_path: Path) -> None:
    chance = random.Random(seed)
    form = typed(chance.choice([*EXAMPLES, *DEPARTMENTS[:1]]))
    steps = [copy.deepcopy(form)]
    for _ in range(chance.randrange(1, 14)):
        edited(form, chance)
        steps.append(copy.deepcopy(form))
    compared(form, tmp_path)
    back = chance.choice(steps)  # undo is an earlier state again
    compared(back, tmp_path)
    assert compared(steps[0], tmp_path)


JUNK = (
    None, True, 0, -1, 10**30, 1.5, "", "三十", "\u0001", "\ud800", "9" * 40, "=1+1", "{{总分}}", [], {},
    [None], {"x": 1}, [[]], {"name": {"name": []}}, "ziping/submission/1", "\u202e",
)  # fmt: skip


def spoilt(value: Any, chance: random.Random) -> Any:
    """Return data with some of its values put in place of by anything at all."""
    if chance.random() < 0.05:
        return chance.choice(JUNK)
    if isinstance(value, dict):
        return {
            key: spoilt(inner, chance) for key, inner in value.items() if chance.random() > 0.02
        }
    if isinstance(value, list):
        return [spoilt(inner, chance) for inner in value]
    return value


@pytest.mark.parametrize("op", sorted(op for op in OPERATIONS if not op.startswith("review.")))
def test_no_message_ends_the_engine(op: str) -> None:
    """Whatever a body holds, there is an answer, or a problem in Chinese."""
    chance = random.Random(op)
    for _ in range(12):
        form = spoilt(typed(chance.choice([*EXAMPLES, *DEPARTMENTS])), chance)
        body: Any = {
            "submission": form, "at": chance.choice(("indicators/1", "execution", "", "a/b")),
            "submissions": [form], "kinds": [chance.choice(("xlsx", "html", "json", "summary", "public"))],
            "mine": [form], "theirs": [form], "given": {"name": chance.choice(("a.json", "~$b")), "file": 0},
            "set": "shenzhen/2022-project", "cells": [["三级指标", "x"], ["a", "b"]],
        }  # fmt: skip
        known = OPERATIONS[op].ask.model_fields
        body = {key: value for key, value in body.items() if key in known}
        if chance.random() < 0.2:
            body = spoilt(body, chance)
        message = json.dumps({"id": 5, "op": op, "body": body})
        content = json.dumps(form).encode("utf-8", "surrogatepass")
        answer = json.loads(ENGINE.answer(message, (content,)).text)
        assert answer["id"] == 5
        assert answer["ok"] or answer["problems"]
        for problem in answer["problems"]:
            assert any("\u4e00" <= sign <= "\u9fff" for sign in problem["what"]), problem
