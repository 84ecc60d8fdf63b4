"""A file into text: its encoding recognised, what is no text named, its size bounded."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from scoring.documents.bounds import MOST_CHARACTERS
from scoring.files.kinds import kind_of
from scoring.files.reasons import reason_of
from scoring.problem import InputError, Place, Problem

MOST_BYTES: Final = 4 * MOST_CHARACTERS
"""No encoding takes more bytes for a text that the parsers would still accept."""

_BOMS: Final = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_SAVE_AS_UTF8: Final = "请在编辑器里“另存为”，编码选 UTF-8，再试一次。"
_WRONG_FILE: Final = "请检查文件名和文件夹是否写对。"
_FOREIGN: Final = re.compile("[^\x00-\x7f]")
_PROBE: Final = 200_000


def read_text(path: str | Path, name: str = "") -> str:
    """Return the text of ``path``, read as UTF-8, UTF-16 with a mark, or GB18030.

    ``name`` is what messages call it, if that is not its path.

    Raises :class:`InputError` when the file cannot be opened or holds no text.
    """
    name = name or str(path)
    data = read_bytes(path, name=name)
    if not data.strip(b"\xef\xbb\xbf \t\r\n"):
        raise _error(name, "empty-file", "文件是空的，里面没有内容", "请检查是否选错了文件。")
    return decoded(data, name)


def read_bytes(path: str | Path, most: int = MOST_BYTES, name: str = "") -> bytes:
    """Return the bytes of an ordinary file, at most ``most``; ``name`` is for messages."""
    name = name or str(path)
    file = Path(path)
    try:
        if file.is_dir():
            raise _error(name, "folder", "这是一个文件夹，不是文件", "请写出文件夹里的文件名。")
        if file.exists() and not file.is_file():
            raise _error(name, "no-file", "这不是普通文件，不能读取", _WRONG_FILE)
        with file.open("rb") as opened:
            data = opened.read(most + 1)
    except FileNotFoundError:
        raise _error(name, "no-file", "找不到这个文件", _nearby(file)) from None
    except PermissionError:
        raise _error(
            name,
            "no-permission",
            "没有权限打开这个文件",
            "它可能正被 Excel 或 WPS 打开，请先关闭；否则请向管理员申请读取权限。",
        ) from None
    except (OSError, ValueError) as error:
        reason = reason_of(error)
        raise _error(name, "unreadable", f"文件打不开（{reason}）", _WRONG_FILE) from None
    if len(data) > most:
        raise _error(
            name,
            "too-big",
            f"文件太大，超过 {most // 1_000_000} MB",
            "请检查是否选错了文件；多个项目可以分成几个文件。",
        )
    return data


def decoded(data: bytes, name: str) -> str:
    """Return ``data`` as text; ``name`` is the file's name for the messages."""
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            try:
                return data.decode(encoding).removeprefix("\ufeff")
            except UnicodeDecodeError as error:
                raise _broken(data, name, error, encoding.upper()) from None
    binary = kind_of(data)
    if binary is not None:
        raise _error(name, "not-text", f"这是{binary.name}，不是文本文件", binary.hint)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        if _mostly_utf8(data):
            raise _broken(data, name, error, "UTF-8") from None
    try:
        text = data.decode("gb18030")
    except UnicodeDecodeError:
        text = ""
    if not text or not _plausible(text):
        raise _error(
            name, "encoding", "认不出文件的编码（不是 UTF-8、GB18030 或 UTF-16）", _SAVE_AS_UTF8
        )
    return text


def _mostly_utf8(data: bytes) -> bool:
    """Tell whether nearly all that is not ASCII is well-formed UTF-8: one damaged place."""
    probe = data[:_PROBE]
    good = sum(1 for c in probe.decode("utf-8", errors="ignore") if c > "\x7f")
    wrong = probe.decode("utf-8", errors="replace").count("\ufffd")
    return good >= 9 * max(wrong - 1, 1)


def _plausible(text: str) -> bool:
    """Tell whether text read as GB18030 looks like Chinese as it is written.

    Nearly any bytes can be read as GB18030; those of another encoding give rare characters.
    Nine of ten in the everyday set of GB 2312 is far above what wrong readings reach.
    """
    foreign = _FOREIGN.findall(text[:_PROBE])
    if not foreign:
        return True
    everyday = len("".join(foreign).encode("gb2312", errors="ignore")) // 2
    return everyday >= 0.9 * len(foreign)


def _broken(data: bytes, name: str, error: UnicodeDecodeError, encoding: str) -> InputError:
    line = data.count(b"\n", 0, error.start) + 1
    return _error(
        name,
        "damaged-text",
        f"文件是 {encoding} 编码，但第 {line} 行附近有损坏的字符（第 {error.start + 1} 个字节）",
        f"文件可能没有传完整，请重新导出或重新复制；也可以打开后检查第 {line} 行，{_SAVE_AS_UTF8}",
    )


def _nearby(file: Path) -> str:
    """Name a file beside ``file`` whose name is close: a missing suffix, a mistyped character."""
    from difflib import get_close_matches  # noqa: PLC0415 - only where a file is missing

    try:
        beside = [entry.name for entry in file.parent.iterdir()][:5_000]
    except OSError:
        return _WRONG_FILE
    same = [name for name in beside if Path(name).stem == file.name]
    close = same or get_close_matches(file.name, beside, n=1, cutoff=0.7)
    return f"您是不是想写 {file.parent / close[0]}？" if close else _WRONG_FILE


def _error(name: str, code: str, message: str, hint: str) -> InputError:
    return InputError([Problem(code, message, Place(name), hint)])
