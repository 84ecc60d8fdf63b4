"""Files that only LibreOffice opens are given to it together, once for a group."""

from __future__ import annotations

from scoring.batch import reading

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def test_one_start_for_many(review, rows, six, tmp_path, monkeypatch):
    inside = tmp_path / "申报"
    inside.mkdir()
    for number in range(5):
        (inside / f"{number}.doc").write_bytes(OLE + bytes(3000) + bytes([number]))
    (inside / "甲.yaml").write_bytes(six[0].read_bytes())
    page = "<html><table><tr><td>绩效目标</td></tr></table></html>".encode()
    started = []

    def convert(paths):
        started.append(sorted(path.name for path in paths))
        return dict.fromkeys(paths, page)

    monkeypatch.setattr(reading, "convert", convert)
    assert review(inside, "-o", tmp_path / "结果", "--format", "json") == 1
    assert started == [["0.doc", "1.doc", "2.doc", "3.doc", "4.doc"]]
    listed = rows(tmp_path / "结果" / "读取情况.csv")
    assert [r["结果"] for r in listed] == ["没有表"] * 5 + ["已读取"]
    review(inside, "-o", tmp_path / "结果", "--format", "json")
    assert len(started) == 1, "what was read is kept"
