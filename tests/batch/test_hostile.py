"""Rubbish, strangers and secrets among the files: nothing stops, nothing leaks."""

from __future__ import annotations

import json
import os
import random
import zipfile

import pytest

from scoring.batch import reading


def test_rubbish_of_every_kind(review, rows, six, tmp_path):
    inside = tmp_path / "申报"
    inside.mkdir()
    chance = random.Random(7)
    heads = [b"", b"PK\x03\x04", b"%PDF-1.7\n", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"<html><table>",
             b"{", b"schema: ziping/submission/1\n", b"\x1f\x8b", b"\xff\xfe"]  # fmt: skip
    for number, head in enumerate(heads):
        suffix = [".xlsx", ".pdf", ".yaml", ".txt", ".docx"][number % 5]
        (inside / f"{number}{suffix}").write_bytes(head + chance.randbytes(900))
    (inside / "好.yaml").write_bytes(six[0].read_bytes())
    assert review(inside, "-o", tmp_path / "结果", "--format", "json") == 1
    listed = rows(tmp_path / "结果" / "读取情况.csv")
    assert len(listed) == len(heads) + 1
    assert [r["文件"] for r in listed if r["结果"] == "已读取"] == ["好.yaml"]
    unread = {r["文件"] for r in listed if r["结果"] == "未读取"}
    problems = rows(tmp_path / "结果" / "读取情况.xlsx", "读取问题")
    assert unread <= {r["文件"] for r in problems}
    assert all(r["问题"] for r in problems)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such path")
def test_a_path_longer_than_a_name_may_be(review, rows, six, tmp_path):
    deep = tmp_path.joinpath("申报", *["a" * 90] * 6)
    deep.mkdir(parents=True)
    (deep / "好.yaml").write_bytes(six[0].read_bytes())
    for _ in range(2):
        assert review(tmp_path / "申报", "-o", tmp_path / "结果", "--format", "json") < 2
    (listed,) = rows(tmp_path / "结果" / "读取情况.csv")
    assert listed["结果"] == "已读取"


def test_an_answer_of_a_list_whose_name_is_too_long_is_reported(review, rows, six, tmp_path):
    answers = tmp_path / "答复.jsonl"
    answers.write_text(
        json.dumps({"submission": "甲", "row": "产出/数量/1", "agrees": True, "by": "长" * 600})
        + "\n" + json.dumps({"submission": "甲", "row": "产出/数量/1", "agrees": True}) + "\n",
        encoding="utf-8",
    )  # fmt: skip
    assert review(six[0], "-o", tmp_path / "结果", "--decisions", answers, "--format", "json") == 1
    problems = rows(tmp_path / "结果" / "读取情况.xlsx", "读取问题")
    assert any("500" in problem["问题"] for problem in problems)


def test_a_defect_met_in_one_file_does_not_stop_the_others(
    review, rows, folder, tmp_path, monkeypatch
):
    read = reading.read_any

    def defective(path, *more):
        if path.name.startswith("2-"):
            raise ZeroDivisionError
        return read(path, *more)

    monkeypatch.setattr(reading, "read_any", defective)
    assert review(folder, "-o", tmp_path / "结果", "--format", "json") == 1
    listed = rows(tmp_path / "结果" / "读取情况.csv")
    assert sum(r["结果"] == "已读取" for r in listed) == 5
    (lost,) = [r for r in listed if r["结果"] == "未读取"]
    assert "读取时程序出错（ZeroDivisionError）" in lost["说明"]


def test_a_file_too_big_is_said_and_not_loaded(review, rows, tmp_path, monkeypatch):
    big = tmp_path / "大.xlsx"
    with big.open("wb") as out:
        out.truncate(reading.MOST_BYTES + 1)
    monkeypatch.setattr(reading, "content_digest", lambda path: pytest.fail(str(path)))
    assert review(big, "-o", tmp_path / "结果", "--format", "json") == 2
    assert "文件太大" in rows(tmp_path / "结果" / "读取情况.csv")[0]["说明"]


TELLTALE = ("信息工程", "白皮书", "440300211311500020376", "信息安全管理中心", "69家", "机构改革")


def test_no_text_of_a_secret_submission_reaches_what_is_shared(
    review, findings, six, tmp_path, capsys
):
    text = six[5].read_text("utf-8").replace("\nunit:", "\nsecret: true\nunit:", 1)
    assert all(word in text for word in TELLTALE)
    inside = tmp_path / "申报"
    inside.mkdir()
    (inside / "甲.yaml").write_text(text, "utf-8")
    (inside / "乙.yaml").write_text(text.replace("完成69家", "完成70家"), "utf-8")
    (inside / "坏.yaml").write_text(text.replace("points: 30,", "points: 白皮书三十,"), "utf-8")
    (inside / "两份.jsonl").write_text(
        '{"schema": "ziping/submission/1", "set": "shenzhen/2022-project", "year": 2022, "secret":'
        ' true, "project": {"name": "信息工程"}}\n{"schema": "ziping/submission/1", "set":'
        ' "shenzhen/2022-project", "secret": true, "year": "白皮书"}\n',
        "utf-8",
    )
    output = tmp_path / "结果"
    assert review(inside, "-o", output) == 1
    told = "".join(capsys.readouterr())
    assert "其中涉密 3 份" in told
    shared = [told]
    for path in sorted(output.rglob("*")):
        shared.append(path.name)
        if path.is_file() and path.parent.name not in ("复核表", "评分结果"):
            shared.append(_text_of(path))
    for word in TELLTALE:
        assert not [text for text in shared if word in text], word
    found = findings(output)
    assert {f["submission"] for f in found} == {"涉密-1", "涉密-2", "涉密-3"}
    wrong = next(f for f in found if f["code"] == "score_differs")
    assert (wrong["row"], wrong["text"]) == ("第14个指标", "（涉密，内容不列）")
    assert {p.stem for p in (output / "复核表").iterdir()} == {"涉密-1", "涉密-2", "涉密-3"}


def _text_of(path):
    if path.suffix != ".xlsx":
        return path.read_bytes().decode("utf-8", "replace")
    from openpyxl import load_workbook

    book = load_workbook(path)
    return "\n".join(str(cell.value) for sheet in book for row in sheet.rows for cell in row)


def test_the_same_submission_twice(review, findings, six, tmp_path):
    inside = tmp_path / "申报"
    inside.mkdir()
    text = six[1].read_text("utf-8")
    (inside / "甲.yaml").write_text(text, "utf-8")
    (inside / "乙.yaml").write_text(text, "utf-8")
    (inside / "丙.yaml").write_text(text.replace('target: "3份"', 'target: "4份"'), "utf-8")
    output = tmp_path / "结果"
    review(inside, "-o", output)
    told = {f["file"]: f["text"] for f in findings(output) if f["code"] == "duplicate"}
    assert set(told) == {"甲.yaml", "乙.yaml", "丙.yaml"}
    assert "等 2 份" in told["甲.yaml"]
    assert "服务报告数量·年度指标值：3份 / 4份" in told["乙.yaml"]
    assert len(list((output / "复核表").glob("*.xlsx"))) == 3


@pytest.mark.parametrize("lost", [("project", "unit", "department"), ("project",)])
def test_forms_that_do_not_say_which_project_they_are_of_are_not_one(
    review, findings, six, tmp_path, lost
):
    inside = tmp_path / "申报"
    inside.mkdir()
    for name, path in (("甲.yaml", six[1]), ("乙.yaml", six[5])):
        lines = path.read_text("utf-8").splitlines(keepends=True)
        text = "".join(line for line in lines if not line.startswith(tuple(f"{k}:" for k in lost)))
        (inside / name).write_text(text.replace("信息安全管理中心", "政务服务数据管理局"), "utf-8")
    output = tmp_path / "结果"
    review(inside, "-o", output)
    found = findings(output)
    assert {f["file"] for f in found} == {"甲.yaml", "乙.yaml"}
    assert not [f for f in found if f["code"] == "duplicate"]
    if "unit" in lost:
        assert len({f["submission"] for f in found}) == 2


def test_progress_is_shown_on_a_terminal_only(review, folder, tmp_path, capsys, monkeypatch):
    from scoring.cli.review import ProgressBar

    review(folder, "-o", tmp_path / "甲", "--format", "json")
    assert "读取 " not in capsys.readouterr().err
    monkeypatch.setattr(ProgressBar, "is_shown", staticmethod(lambda: True))
    review(folder, "-o", tmp_path / "乙", "--format", "json")
    shown = capsys.readouterr().err
    assert "读取 1/6  1-深圳" in shown
    assert shown.endswith("\r\x1b[K")


def test_a_zip_is_told_for_what_it_is(review, tmp_path, capsys):
    folder = tmp_path / "表"
    folder.mkdir()
    with zipfile.ZipFile(folder / "普通.zip", "w") as archive:
        archive.writestr("甲.xlsx", b"PK\x03\x04")
    plain = (folder / "普通.zip").read_bytes()
    # Bit 0 of the flags, in the head of the part and in the directory, says that it is encrypted.
    locked = plain.replace(b"PK\x03\x04\x14\x00\x00", b"PK\x03\x04\x14\x00\x01", 1)
    at = locked.rindex(b"PK\x01\x02") + 8
    (folder / "加密.zip").write_bytes(locked[:at] + b"\x01" + locked[at + 1 :])
    assert review(folder, "-o", tmp_path / "结果") == 2
    told = capsys.readouterr().err
    assert "普通.zip：错误：这是压缩包（zip），不是工作簿，里面的文件没有读" in told
    assert "加密.zip：错误：这是加了密码的压缩包（zip）" in told
    assert "没有工作簿的内容" not in told


def test_an_output_that_is_a_file_is_told_once_and_no_results_are_claimed(
    review, six, tmp_path, capsys
):
    (tmp_path / "结果.xlsx").write_bytes(b"x")
    assert review(*six, "-o", tmp_path / "结果.xlsx") == 2
    out, err = capsys.readouterr()
    assert "结果写在" not in out
    assert err.count("错误") == 1
    assert "这是一个文件，不是文件夹" in err
    assert (tmp_path / "结果.xlsx").read_bytes() == b"x"
