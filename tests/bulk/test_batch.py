"""``ziping batch``: every record is scored as by itself or set aside with its line and the reason."""

from __future__ import annotations

import json
from pathlib import Path
from zipfile import ZipFile

import scoring
from scoring.cli.main import main
from tests.bulk.conftest import read_lines, write_lines
from tests.folders import EXAMPLES


def test_the_published_forms_come_out_as_each_by_itself(examples, tmp_path, capsys):
    out = tmp_path / "结果"
    assert main(["batch", str(write_lines(tmp_path / "全省.jsonl", examples)), "-o", str(out)]) == 0
    assert "读到 6 份，计分 6 份，未计分 0 份。" in capsys.readouterr().out
    submissions, rows = read_lines(out / "申报.jsonl"), read_lines(out / "指标.jsonl")
    for number, path in enumerate(EXAMPLES):
        card = scoring.score(path).to_dict()
        line = submissions[number]
        assert line["place"] == f"全省.jsonl:{number + 1}"
        same = ("total", "low", "high", "grade", "points", "counts")
        assert {key: line[key] for key in same} == {key: card[key] for key in same}
        assert line["own_total"] == card["own"]["total"]
        own = [row for row in rows if row["place"] == line["place"]]
        same = ("id", "name", "score", "low", "high", "status", "met", "claimed", "known")
        assert [[row[key] for key in same] for row in own] == [
            [row[key] for key in same] for row in card["indicators"]
        ]
    assert (out / "未计分.jsonl").read_bytes() == b""


def test_a_bad_line_is_set_aside_with_its_number_and_hides_no_other(examples, tmp_path, capsys):
    whole = json.dumps(examples[0], ensure_ascii=False).encode()
    lines = [
        b"\xef\xbb\xbf" + whole, b"", whole[:-20], whole.replace("退费".encode(), b"\xff\xfe"),
        b'{"schema": "ziping/submission/1"}', b"[1, 2]", whole, b"  ", b"\x00", whole,
    ]  # fmt: skip
    file = tmp_path / "a.ndjson"
    file.write_bytes(b"\r\n".join(lines))  # no line end behind the last
    out = tmp_path / "out"
    assert main(["batch", str(file), "-o", str(out)]) == 1
    said = capsys.readouterr().out
    aside = read_lines(out / "未计分.jsonl")
    scored = read_lines(out / "申报.jsonl")
    assert [line["place"] for line in scored] == ["a.ndjson:1", "a.ndjson:7", "a.ndjson:10"]
    assert [line["place"] for line in aside] == [f"a.ndjson:{n}" for n in (3, 4, 5, 6, 9)]
    assert all(p["message"] for line in aside for p in line["problems"])
    assert f"读到 {len(scored) + len(aside)} 份，计分 3 份，未计分 5 份。" in said
    listed = (out / "未计分.txt").read_text("utf-8")
    assert "a.ndjson:5" in listed
    assert "怎么办：" in listed


def text_in(path: Path) -> str:
    """Return all text of an output; of a workbook that of its parts."""
    if path.suffix != ".xlsx":
        return path.read_text("utf-8")
    with ZipFile(path) as book:
        return "".join(book.read(name).decode("utf-8", "replace") for name in book.namelist())


def test_of_a_secret_record_no_text_is_written(examples, tmp_path):
    secret = {**examples[1], "secret": True}
    broken = json.dumps(secret, ensure_ascii=False)[:-30]
    file = write_lines(tmp_path / "a.jsonl", [examples[0], secret])
    file.write_text(file.read_text("utf-8") + broken + "\n", "utf-8")
    out = tmp_path / "out"
    main(["batch", str(file), "-o", str(out)])
    others = json.dumps(examples[0], ensure_ascii=False)
    names = [row["name"] for row in examples[1]["indicators"] if "name" in row]
    texts = [text for text in (examples[1]["project"]["name"], *names) if text not in others]
    assert len(texts) > 3
    for path in (p for p in out.rglob("*") if p.is_file()):
        content = text_in(path)
        assert not [text for text in texts if text in content], path
    line = read_lines(out / "申报.jsonl")[1]
    assert line["id"] is None
    assert (line["initial"], line["budget"], line["executed"]) == (None, None, None)
    assert line["total"] == scoring.score(EXAMPLES[1]).to_dict()["total"]
    (aside,) = read_lines(out / "未计分.jsonl")
    assert (aside["place"], aside["problems"][0]["message"]) == (
        "a.jsonl:3",
        "涉密的表，问题内容不列",
    )


def test_where_the_reasons_stand_is_told(examples, tmp_path, capsys):
    file = write_lines(tmp_path / "a.jsonl", [examples[0], {"schema": "?"}])
    assert main(["batch", str(file), "-o", str(tmp_path / "out")]) == 1
    assert "未计分的在哪里、为什么，见 未计分.txt。" in capsys.readouterr().out


def test_what_a_set_does_not_know_is_counted(examples, tmp_path, capsys):
    file = write_lines(tmp_path / "a.jsonl", examples)
    asked = ["batch", str(file), "-o", str(tmp_path / "out"), "--set", "shenzhen/2024-department"]
    assert main(asked) == 0
    assert "6 份申报有内容没有对上指标体系" in capsys.readouterr().out
    page = (tmp_path / "out" / "汇总.html").read_text("utf-8")
    assert "有内容没有对上的" in page
    assert main([*asked[:4], "--restart"]) == 0
    assert "没有对上" not in capsys.readouterr().out


def test_faults_of_one_kind_are_all_told_on_the_page(examples, tmp_path):
    records = [
        {key: value for key, value in examples[0].items() if key != at} for at in ("set", "year")
    ]
    file = write_lines(tmp_path / "a.jsonl", records)
    assert main(["batch", str(file), "-o", str(tmp_path / "out")]) == 2
    page = (tmp_path / "out" / "汇总.html").read_text("utf-8")
    assert "缺少 set（指标体系）；缺少 year（年度）" in page


def test_a_folder_that_cannot_be_made_is_no_ledger(examples, tmp_path, capsys):
    file = write_lines(tmp_path / "a.jsonl", [examples[0]])
    assert main(["batch", str(file), "-o", str(file / "out")]) == 2
    said = capsys.readouterr().err
    assert "结果文件夹不能读写" in said
    assert "台账" not in said
