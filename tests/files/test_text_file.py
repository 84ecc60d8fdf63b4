"""Text files as Windows people produce them; what is no text is named."""

import io
import zipfile
from pathlib import Path

import pytest

from scoring.files import text_file
from scoring.files.text_file import read_text
from scoring.problem import InputError

CHINESE = "单位: 深圳市大数据资源管理中心\n指标值: ≥15G、约1493个\n备注: “7月底”完成——合计×÷\n" * 3


def problem(path):
    with pytest.raises(InputError) as caught:
        read_text(path)
    (only,) = caught.value.problems
    assert only.hint
    assert only.place.file == str(path)
    return only


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16", "utf-32"])
def test_an_encoding_is_recognised(tmp_path, encoding):
    path = tmp_path / "甲.yaml"
    path.write_bytes(CHINESE.encode(encoding))
    assert read_text(path) == CHINESE
    assert read_text(str(path)) == CHINESE


@pytest.mark.parametrize("mark", [(b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")])
def test_utf_16_in_both_orders(tmp_path, mark):
    path = tmp_path / "甲.yaml"
    path.write_bytes(mark[0] + CHINESE.encode(mark[1]))
    assert read_text(path) == CHINESE


def test_rare_characters_of_a_name_do_not_spoil_gb18030(tmp_path):
    path = tmp_path / "甲.yaml"
    text = CHINESE + "负责人: 陈镕喆𠀀\n"
    path.write_bytes(text.encode("gb18030"))
    assert read_text(path) == text


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("績效評價報告：專案支出與預算執行率，單位說明" * 5, "big5"),
        ("成果指標の達成状況について評価する" * 5, "shift_jis"),
        ("Größe; Maß; Prüfung; Länge " * 5, "latin-1"),
        ("оценка эффективности расходов " * 5, "cp1251"),
    ],
)
def test_another_encoding_is_not_guessed(tmp_path, text, encoding):
    path = tmp_path / "a.yaml"
    path.write_bytes(text.encode(encoding))
    found = problem(path)
    assert found.code == "encoding"
    assert "UTF-8" in found.hint


def test_a_damaged_place_in_utf_8_is_named_by_its_line(tmp_path):
    path = tmp_path / "a.yaml"
    data = bytearray(CHINESE.encode())
    second = data.index(b"\n") + 1
    data[second + 1] = 0xFF
    path.write_bytes(bytes(data))
    found = problem(path)
    assert found.code == "damaged-text"
    assert "第 2 行" in found.message


def test_a_cut_utf_8_file_is_not_taken_for_gb18030(tmp_path):
    path = tmp_path / "a.yaml"
    path.write_bytes(CHINESE.encode().rstrip()[:-3])
    assert problem(path).code == "damaged-text"


def test_a_cut_utf_16_file(tmp_path):
    path = tmp_path / "a.yaml"
    path.write_bytes(CHINESE.encode("utf-16")[:-1])
    assert "UTF-16" in problem(path).message


def archive(*names: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        for name in names:
            packed.writestr(name, "x")
    return out.getvalue()


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (archive("[Content_Types].xml", "xl/workbook.xml"), "xlsx"),
        (archive("word/document.xml"), "docx"),
        (archive("甲.txt"), "压缩包（zip）"),
        (OLE + "Workbook".encode("utf-16-le"), "xls"),
        (OLE + "WordDocument".encode("utf-16-le"), "doc"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "密码"),
        (OLE, "旧版 Office"),
        (b"%PDF-1.7\n\xff\xfe", "PDF"),
        (b"\x1f\x8b\x08\x00", "gzip"),
        (b"Rar!\x1a\x07\x01\x00", "RAR"),
        (b"7z\xbc\xaf\x27\x1c\x00", "7z"),
        (b"\x89PNG\r\n\x1a\n", "PNG"),
        (b"\xff\xd8\xff\xe0", "JPEG"),
        (b"SQLite format 3\x00", "SQLite"),
        (b"abc\x00\x01\x02", "二进制"),
        ("甲".encode("utf-16-le") + b"\x00a", "二进制"),
    ],
)
def test_a_binary_file_is_named_whatever_its_suffix(tmp_path, data, words):
    path = tmp_path / "自评.yaml"
    path.write_bytes(data)
    found = problem(path)
    assert found.code == "not-text"
    assert words in found.message


@pytest.mark.parametrize("data", [b"", b"\xef\xbb\xbf", b" \r\n\t\n"])
def test_an_empty_file(tmp_path, data):
    path = tmp_path / "a.yaml"
    path.write_bytes(data)
    assert "空的" in problem(path).message


def test_a_missing_file_and_its_neighbour(tmp_path):
    (tmp_path / "自评2022.yaml").write_text("a: 1", encoding="utf-8")
    found = problem(tmp_path / "自评2022.yml")
    assert "找不到" in found.message
    assert "自评2022.yaml" in found.hint
    assert "文件夹" in problem(tmp_path / "没有" / "a.yaml").hint


def test_a_folder(tmp_path):
    assert "文件夹" in problem(tmp_path).message


def test_no_permission(tmp_path, monkeypatch):
    path = tmp_path / "a.yaml"
    path.write_text("a: 1", encoding="utf-8")

    def refuse(*_args, **_kwargs):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    found = problem(path)
    assert "没有权限" in found.message
    assert "关闭" in found.hint


@pytest.mark.parametrize("name", ["a\0b", "x" * 5000])
def test_an_impossible_name(tmp_path, name):
    assert problem(tmp_path / name).message


def test_a_file_that_is_too_large(tmp_path, monkeypatch):
    monkeypatch.setattr(text_file, "MOST_BYTES", 1_000_000)
    monkeypatch.setattr(text_file.read_bytes, "__defaults__", (1_000_000, ""))
    path = tmp_path / "a.yaml"
    path.write_bytes(b"a" * 1_000_001)
    assert "超过 1 MB" in problem(path).message
