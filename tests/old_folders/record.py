"""Runs the program on a copy of each folder and tells what came out, for ``expected.json``.

It knows the program only by its command line and by the files that it writes, so it runs as well on
a program whose modules have other names. ``python record.py ZIPING [CASE…]`` writes what the release
ZIPING does; the test compares that with what the program does now.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

HERE = Path(__file__).parent
CURRENT = (sys.executable, "-m", "scoring")
"""The program as it is now."""
EXPECTED = "expected.json"
SETS, EXPORT_SET = ("--sets", "我的体系"), ("--set", "shenzhen/2022-project")


@dataclass(frozen=True)
class Step:
    """One command. ``output`` is the folder it writes; ``forms`` are begins of names of printed forms.

    Forms by a person's own template are pinned whole, ``shipped`` ones only by the texts on them.
    """

    name: str
    words: tuple[str, ...]
    output: str = ""
    forms: tuple[str, ...] = ()
    shipped: tuple[str, ...] = ()
    home: str = ""

    @property
    def arguments(self) -> list[str]:
        """What stands behind ``ziping``."""
        return [*self.words, *(["-o", self.output] if self.output else [])]


CASES: dict[str, tuple[Step, ...]] = {
    "own_sets": (
        Step("set", ("sets", "check", "my/2022-project", *SETS)),
        Step(
            "forms",
            ("score", "自评/网格巡查.json", "自评/借用表样.json", "自评/某区某局.json", *SETS),
            "出表",
            forms=("网格巡查",),
            shipped=("借用表样",),
        ),
        Step(
            "review",
            ("review", "自评", *SETS, "--rules", "复核规则.yaml", "--format", "xlsx,json"),
            "复核",
        ),
    ),
    "submissions": (
        Step(
            "decided",
            (
                "score", "申报/两份.jsonl", "申报/不便公开.json", "申报/数据和清单.yaml",
                "申报/目标.yaml", "申报/任务.yaml", "--decisions", "认定/认定.yaml",
                "--decisions", "认定/认定.jsonl", "--decisions", "认定/认定.json",
                "--format", "json",
            ),
            "出表",
        ),
        Step(
            "review",
            ("review", "申报", "--decisions", "认定", "--format", "xlsx,json"),
            "复核",
        ),
    ),
    "fill_in": (
        Step("score", ("score", "项目填报表.xlsx", "部门填报表.xlsx", "--format", "json"), "出表"),
        Step("check", ("check", "项目填报表.xlsx", "部门填报表.xlsx")),
    ),
    "four_rounds": (
        # Every sheet of every round, as it was filled in, and no folder of outputs to go on with.
        Step(
            "anew",
            (
                "review", "交来", "--decisions", "复核结果/改动留存", "--decisions", "收回",
                "--format", "xlsx,json",
            ),
            "另一处",
        ),
        Step("resumed", ("review", "交来", "--decisions", "收回"), "复核结果"),
        Step("once_more", ("review", "交来", "--decisions", "收回"), "复核结果"),
    ),
    "home": (
        Step("forms", ("score", "自评.json"), "出表", forms=("自评",), home="家"),
        Step("review", ("review", "自评.json", "--format", "xlsx,json"), "复核", home="家"),
    ),
    "exports": (
        Step(
            "copies_read",
            ("score", "网页导出-回填.xls", "系统导出-回填.xlsx", *EXPORT_SET, "--format", "json"),
            "出表",
        ),
        Step(
            "copy_made",
            ("score", "填报.json", "--export", "系统导出.xlsx", "--format", "json"),
            "再填",
            forms=("系统导出",),
        ),
    ),
}  # fmt: skip


def record(case: str, work: Path, program: Sequence[str] = CURRENT) -> dict[str, Any]:
    """Run the commands of a case in an empty folder; return what came out, by the step's name."""
    shutil.copytree(HERE / case / "folder", work, dirs_exist_ok=True)
    return {step.name: _run(step, work, program) for step in CASES[case]}


def _run(step: Step, work: Path, program: Sequence[str]) -> dict[str, Any]:
    env = {name: text for name, text in os.environ.items() if name != "ZIPING_HOME"}
    env |= {"PYTHONUTF8": "1", "PYTHONIOENCODING": "utf-8"}
    if step.home:
        env["ZIPING_HOME"] = step.home
    done = subprocess.run(
        [*program, *step.arguments], cwd=work, env=env, capture_output=True, check=False
    )
    told = {
        "status": done.returncode,
        "stdout": _lines(done.stdout),
        "stderr": _lines(done.stderr),
    }
    output = work / step.output if step.output else None
    if output is None or not output.is_dir():
        return {"told": told}
    cards = list(_cards(output))
    found = {
        "told": told,
        "scores": [_scores(name, card) for name, card in cards],
        "digests": [_digests(name, card) for name, card in cards],
        "decisions": {
            "cards": [_decided(name, card) for name, card in cards],
            "sheets": [_worksheet(path) for path in sorted(output.glob("复核表/*.xlsx"))],
            "kept": sorted(path.name for path in output.glob("改动留存/*")),
        },
        "findings": list(_findings(output)),
        "read": _tables(output / "读取情况.xlsx"),
        "files": dict.fromkeys(_files(output), True),
        "forms": dict(_forms(output, step)),
    }
    return {name: part for name, part in found.items() if part}


def _lines(said: bytes) -> list[str]:
    """Return what was said, without files written (they are looked for) and titles of sources."""
    kept, in_list = [], False
    for line in said.decode("utf-8").replace("\\", "/").splitlines():
        in_list = line.startswith("结果写在") or (in_list and line.startswith("  "))
        is_file = in_list and line.startswith("  ")
        if not is_file and not line.strip().startswith(("已写出", "依据：")):
            kept.append(line)
    return kept


def _files(output: Path) -> Iterator[str]:
    for path in sorted(output.rglob("*")):
        name = path.relative_to(output).as_posix()
        # What is kept of readings is a cache, and copies are pinned by name elsewhere.
        if path.is_file() and not name.startswith((".ziping/read/", "改动留存/")):
            yield name


# scorecards


def _cards(output: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    paths = [*output.glob("*-评分结果.json*"), *output.glob("评分结果/*.json")]
    for path in sorted(paths):
        text = path.read_text("utf-8")
        name = path.relative_to(output).as_posix()
        texts = text.splitlines() if path.suffix == ".jsonl" else [text]
        for number, one in enumerate(texts, 1):
            yield (f"{name}:{number}" if len(texts) > 1 else name), json.loads(one)


def _scores(name: str, card: dict[str, Any]) -> dict[str, Any]:
    tracks = {"rule": card, **({"decided": card["decided"]} if "decided" in card else {})}
    claimed = ("where", "kind", "stated", "computed", "verdict", "cause")
    return {
        "file": name,
        **{track: _track(one) for track, one in tracks.items()},
        "claims": [{key: claim[key] for key in claimed} for claim in card["claims"]],
    }


def _track(card: dict[str, Any]) -> dict[str, Any]:
    keys = ("points", "row_points", "total", "low", "high", "grade", "grades_possible", "counts")
    got = ("points", "score", "low", "high", "status", "claimed")
    execution = card.get("execution")
    return {
        **{key: card.get(key) for key in keys},
        "execution": execution and {key: execution.get(key) for key in got},
        "levels": [
            {"level": "/".join([*level["path"], level["name"]])}
            | {key: level[key] for key in got[:4]}
            for level in card["levels"]
        ],
        "rows": [
            {"id": row["id"]}
            | {key: row.get(key) for key in (*got, "met", "completion", "reading")}
            | {"formula": row["trace"]["formula"], "because": row["trace"]["because"]}
            for row in card["indicators"]
        ],
        "requirements": card["requirements"],
        "unmatched": card["unmatched"],
    }


def _digests(name: str, card: dict[str, Any]) -> dict[str, Any]:
    return {
        "file": name,
        "set": {key: card["set"][key] for key in ("id", "digest")},
        "submission": card["submission"],
    }


def _decided(name: str, card: dict[str, Any]) -> dict[str, Any]:
    over = card.get("decided", card)
    rows = [*over["indicators"], *([over["execution"]] if over.get("execution") else [])]
    return {
        "file": name,
        "in_force": [
            [row.get("id", row["name"]), row["score"]] for row in rows if row["status"] == "decided"
        ],
        "unused": over["unused_decisions"],
    }


# what a review writes


def _findings(output: Path) -> Iterator[dict[str, Any]]:
    path = output / "findings.jsonl"
    keys = (
        "code", "kind", "list", "submission", "file", "place", "row", "text", "settle", "also",
        "stake", "repeat",
    )  # fmt: skip
    for line in path.read_text("utf-8").splitlines() if path.is_file() else ():
        finding = json.loads(line)
        yield {key: finding[key] for key in keys if key in finding}


def _tables(path: Path) -> dict[str, Any]:
    """Return the rows of every sheet by heading; a blank cell too, for a remark may come there."""
    if not path.is_file():
        return {}
    book = load_workbook(path)
    return {
        sheet.title: [
            {str(head): _text(value) for head, value in zip(heads, row, strict=True)}
            for row in rows
        ]
        for sheet in book
        for heads, *rows in [list(sheet.iter_rows(values_only=True)) or [()]]
    }


SHOWN = (
    "分值", "自评得分", "规则得分", "下限–上限", "复核问题与所需材料", "前轮认定", "复核完成值",
    "复核得分", "认定理由", "理由说明", "认可/不认可", "单位说明", "佐证号", "数据码", "前轮得分",
)  # fmt: skip


def _worksheet(path: Path) -> dict[str, Any]:
    """Return what a 复核表 says and remembers: sheets, rows, rounds, what was refused."""
    book: Any = load_workbook(path, data_only=True)
    sheet, history, about = book["复核表"], book["每轮记录"], book["_ziping_worksheet"]
    cells = [[_text(value) for value in row] for row in sheet.iter_rows(values_only=True)]
    top = next(number for number, row in enumerate(cells) if "标识" in row)
    at = {head: column for column, head in enumerate(cells[top]) if head}
    rows = [row for row in cells[top + 1 :] if row[at["标识"]]]
    below = cells[top + 1 + len(rows) :]
    hidden = [[_text(value) for value in row] for row in about.iter_rows(values_only=True)]
    return {
        "file": path.name,
        "states": {one.title: one.sheet_state for one in book},
        "names": dict.fromkeys(sorted(book.defined_names), True),
        # The edition is another for every word that changes on the sheet.
        "about": {row[0]: row[1] for row in hidden if row[0] and row[0] != "edition"},
        # Each holds digests of what was known of its row.
        "refused": [json.loads(row[2]) for row in hidden if row[2].startswith("{")],
        "rows": [
            {"id": row[at["标识"]]} | {head: row[at[head]] for head in SHOWN if head in at}
            for row in rows
        ],
        "below": [
            text for row in below if (text := " ".join(filter(None, row))) and "版次" not in text
        ],
        "rounds": [
            [_text(value) for value in row]
            for row in history.iter_rows(min_row=3, values_only=True)
        ],
    }


# forms


def _forms(output: Path, step: Step) -> Iterator[tuple[str, Any]]:
    """Yield what stands on the forms, cell by cell, and on pages, line by line."""
    for path in sorted(output.iterdir()):
        if path.suffix == ".xlsx" and path.name.startswith(step.shipped) and step.shipped:
            sheet = load_workbook(path).worksheets[0]
            texts = (line.partition(" ")[2] for line in _cells(sheet))
            yield path.name, dict.fromkeys(texts, True)
        elif not (step.forms and path.name.startswith(step.forms)):
            continue
        elif path.suffix == ".xlsx":
            book = load_workbook(path)
            yield path.name, [[sheet.title, list(_cells(sheet))] for sheet in book]
        elif path.suffix in (".html", ".xls"):
            text = re.sub(r"<style>.*?</style>|<[^>]*>", " ", path.read_text("utf-8"), flags=re.S)
            lines = (" ".join(line.split()) for line in text.splitlines())
            yield path.name, [line for line in lines if line]


def _cells(sheet: Any) -> Iterator[str]:
    for row in sheet.iter_rows():
        for cell in row:
            if cell.value is not None:
                yield f"{cell.coordinate} {_without_version(_text(cell.value))}"


def _without_version(text: str) -> str:
    """Leave out which engine it was: it is another with every release."""
    return "…" if re.fullmatch(r"\d+\.\d+\.\d+\S*", text) else text


def _text(value: object) -> str:
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return "" if value is None else str(value)


def _laid_out(value: Any, indent: str = "") -> str:
    """Return JSON in which what is short stands on one line, so that a difference is a line."""
    flat = json.dumps(value, ensure_ascii=False)
    if not isinstance(value, dict | list) or len(indent) + len(flat) <= 160:
        return flat
    deeper = indent + " "
    if isinstance(value, list):
        inner = [_laid_out(one, deeper) for one in value]
    else:
        inner = [
            f"{json.dumps(k, ensure_ascii=False)}: {_laid_out(v, deeper)}" for k, v in value.items()
        ]
    first, last = ("[", "]") if isinstance(value, list) else ("{", "}")
    return f"{first}\n{deeper}" + f",\n{deeper}".join(inner) + f"\n{indent}{last}"


def main(arguments: Sequence[str]) -> None:
    """Write ``expected.json`` of all cases, or of those that are named, as a release does them."""
    program, *wanted = arguments
    for case in wanted or CASES:
        with tempfile.TemporaryDirectory() as work:
            found = record(case, Path(work), [program])
        (HERE / case / EXPECTED).write_text(_laid_out(found) + "\n", "utf-8", newline="\n")


if __name__ == "__main__":
    main(sys.argv[1:])
