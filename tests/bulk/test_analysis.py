"""What a batch counts over its pieces: kept as data, added up in order, written whole."""

from __future__ import annotations

import csv
from dataclasses import replace
from io import StringIO
from itertools import islice
from pathlib import Path

import pytest
from openpyxl import load_workbook

from scoring.bulk.analysis_files import write_analysis
from scoring.bulk.name_counts import NameCounts
from scoring.bulk.piece_analysis import Analyst
from scoring.bulk.plan import SIZES
from scoring.bulk.run import BatchSettings, score_batch
from scoring.bulk.worker import BulkSettings, BulkWorker, InputRecord
from scoring.cli.main import main
from scoring.files.atomic import FilesTogether
from scoring.portfolio.portfolio import NamedRows
from scoring.records.bulk_record import ScoredSubmission
from tests.bulk.conftest import write_lines
from tests.folders import EXAMPLES
from tests.portfolio.forms import (
    ASKED,
    BENEFIT,
    EDUCATION,
    HEALTH,
    LIBRARY,
    LINEAR,
    OUTPUT,
    SATISFIED,
    SECRET,
    WITH_COST,
    changed,
    form,
)

FORMS = [
    EDUCATION, HEALTH, SECRET, ASKED,
    form("降一等", changed(WITH_COST[0], actual="93.34人"), *WITH_COST[1:], budget="50"),
    form("没有读懂", changed(OUTPUT, actual="见附件"), BENEFIT, SATISFIED),
]  # fmt: skip


def written(folder: Path, sizes: list[int], against: str | None = LINEAR) -> dict[str, bytes]:
    """Return the files of an analysis whose pieces have these sizes."""
    settings = BulkSettings()
    worker, analyst = BulkWorker(settings, LIBRARY), Analyst(settings, LIBRARY, against)
    coming = iter(InputRecord("一.jsonl", n, data) for n, data in enumerate(FORMS, 1))
    kept = []
    for size in sizes:
        records = list(islice(coming, size))
        scored = list(worker.score(records))
        assert all(isinstance(each, ScoredSubmission) for each in scored)
        piece = analyst.piece(scored, lambda by, at, own=records: by.score([own[n] for n in at]))  # type: ignore[misc]
        kept.append(piece.analysis.encode())
    with FilesTogether() as files:
        write_analysis(kept, LIBRARY, against, folder, files)
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


def test_the_files_are_the_same_whatever_the_pieces_are(tmp_path):
    whole = written(tmp_path / "一", [6])
    assert sorted(whole) == [
        "假设.html", "假设.xlsx", "总体分析-没有读懂推定和要认定的.csv", "总体分析.html", "总体分析.xlsx",
    ]  # fmt: skip
    assert written(tmp_path / "二", [1, 3, 0, 2]) == whole


def test_without_another_set_there_is_no_page_of_it(tmp_path):
    assert not [name for name in written(tmp_path, [6], None) if name.startswith("假设")]


def test_the_choice_of_the_formula_is_tried_by_the_variants_of_the_set(tmp_path):
    written(tmp_path, [6])
    book = load_workbook(tmp_path / "假设.xlsx")
    rows = list(book["换用只差规则的指标体系"].iter_rows(values_only=True))
    moved = {row[1]: row[3:] for row in rows[1:]}
    # two forms are scored 13.33 for a cost that the linear formula gives 10, the ratio the same
    assert moved["财政部 · 项目支出（反向指标线性扣分） · 2020"] == (6, 1, 2, 0, 6.66, 2)
    assert moved["财政部 · 项目支出（反向指标按比例） · 2020"] == (6, 0, 0, 0, 0, 2)
    assert moved["财政部 · 项目支出（超额不调减） · 2020"] == (6, 0, 0, 0, 0, 0)


@pytest.mark.parametrize("most", [0, 1, 2, 100])
def test_names_that_do_not_fit_into_memory_are_added_up_in_files(tmp_path, most):
    with NameCounts(tmp_path, most) as counts:
        for names in (["丙", "甲"], ["乙", "甲"], ["丙", "丁", "甲"]):
            some = NamedRows()
            for name in names:
                some.named(name, f"{name}{names[0]}").rows += 1
            counts.take(some)
            assert not some.of
        found = [(each.name, each.rows) for each in counts.all()]
        assert found == [("丁丙", 1), ("丙丙", 2), ("乙乙", 1), ("甲丙", 3)]
        assert bool(list(tmp_path.iterdir())) == (most < 4)
    assert not list(tmp_path.iterdir())


def test_every_name_stands_in_the_file(tmp_path):
    found = written(tmp_path, [6])["总体分析-没有读懂推定和要认定的.csv"].decode("utf-8-sig")
    rows = {row[0]: row[1:] for row in csv.reader(StringIO(found))}
    assert rows == {
        "指标名称": ["行数", "没有读懂", "推定", "要人认定", "按位置认出或校正过"],
        "设备采购成本": ["2", "0", "0", "2", "0"],
        "服务情况": ["1", "0", "1", "0", "0"],
        "培训人数": ["1", "1", "0", "0", "0"],
    }


class Quiet:
    """Shows nothing of the progress."""

    def begin(self, total: int, done: int) -> None: ...

    def step(self, count: int) -> None: ...

    def end(self) -> None: ...


def test_several_processes_write_the_same_bytes_as_one(tmp_path):
    lines = write_lines(tmp_path / "全省.jsonl", FORMS * 4)
    outputs = []
    for workers in (1, 2):
        folder = tmp_path / str(workers)
        sizes = replace(SIZES, lines=3_000)
        settings = BatchSettings(BulkSettings(), LINEAR, workers, sizes=sizes)
        run = score_batch([lines], folder, settings, Quiet())
        assert run.pieces > 5
        outputs.append({name: (folder / name).read_bytes() for name in run.written})
    assert outputs[0] == outputs[1]
    moved = outputs[0]["假设-改变的申报.csv"].decode("utf-8-sig").splitlines()
    assert len(moved) == 1 + 4 * 2
    claims = outputs[0]["总体分析-自评高于规则的行.csv"].decode("utf-8-sig").splitlines()
    # 教育信息化, 卫生设备, 服务, and 降一等 twice; never the secret one
    assert len(claims) == 1 + 4 * 5


def test_the_command_names_its_pages(tmp_path, capsys):
    lines = write_lines(tmp_path / "全省.jsonl", FORMS)
    out = tmp_path / "结果"
    assert main(["batch", str(lines), "-o", str(out), "--against", LINEAR]) == 0
    assert "  假设.html\n" in capsys.readouterr().out
    assert main(["batch", str(lines), "-o", str(out), "--against", "没有这一个"]) == 2


def test_forms_of_files_are_scored_by_the_other_set_too(tmp_path):
    out = tmp_path / "结果"
    assert main(["batch", *map(str, EXAMPLES), "-o", str(out), "--against", LINEAR]) == 0
    assert "比较的申报（份）</dt><dd>6<" in (out / "假设.html").read_text("utf-8")
