"""Which reader is for a file: its content decides."""

from __future__ import annotations

from pathlib import Path

import pytest

from scoring.cli.main import main
from tests.folders import EXAMPLES


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("导出.xls", "项目\t值\n甲\t1\n".encode(), ("没有找到自评表",)),
        ("扫描.pdf", b"%PDF-1.7\n", ("PDF", "损坏", "重新")),
        ("照片.xlsx", b"\x89PNG\r\n\x1a\n", ("图片", "粘贴到")),
        ("旧.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "Workbook".encode("utf-16-le"), ("xls", "损坏", "另存为")),
        ("填报表.csv", "项目支出绩效自评表填报表,,\n项目编码,1,\n".encode("gbk"), ("CSV", ".xlsx")),
        ("断.xlsx", b"PK\x03\x04cut off", ("损坏", "重新")),
        ("~$填报表.xlsx", b"\x05chens" + b" " * 49, ("临时文件", "~$")),
        (".~lock.填报表.xlsx#", b",chens,PC,10.03.2023 09:12;\n", ("临时文件",)),
        ("页.xls", b"<html><table><tr><td>1</td></tr></table></html>", ("没有找到自评表",)),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_scored_says_what_to_do(
    name, data, words, tmp_path, monkeypatch, capsys
):
    monkeypatch.chdir(tmp_path)
    Path(name).write_bytes(data)
    assert main(["score", name, "-o", "结果"]) == 2
    said = capsys.readouterr().err
    assert name in said
    assert all(word in said for word in words), said
    assert [path.name for path in tmp_path.iterdir()] == [name]


def test_yaml_under_a_workbooks_name_is_still_yaml(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    example = EXAMPLES[2]
    Path("自评.xls").write_bytes(example.read_bytes())
    assert main(["score", "自评.xls", "--format", "json"]) in (0, 1)
