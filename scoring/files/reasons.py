"""Why the system could not open or write a file, in Chinese."""

from __future__ import annotations

import errno
from typing import Final

_REASONS: Final = {
    errno.ENOSPC: "磁盘已满",
    getattr(errno, "EDQUOT", errno.ENOSPC): "磁盘已满",
    errno.ENAMETOOLONG: "文件名或路径太长",
    errno.EROFS: "磁盘是只读的",
    errno.EIO: "磁盘读写出错",
    errno.ENOENT: "文件夹不存在",
    errno.EINVAL: "文件名里有不能用的字符",
    errno.EMFILE: "打开的文件太多",
    errno.ELOOP: "链接指向自己",
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.EBUSY: "文件正被别的程序占用",
    errno.ETIMEDOUT: "网络文件夹没有回应",
}
_WINDOWS: Final = {
    3: "文件夹不存在",
    5: "没有权限",
    32: "文件正被别的程序占用",
    53: "网络文件夹连不上",
    59: "网络文件夹连不上",
    64: "网络文件夹连不上",
    67: "网络文件夹连不上",
    112: "磁盘已满",
    123: "文件名里有不能用的字符",
    206: "文件名或路径太长",
}
"""Windows has its own numbers, some for what is one error elsewhere."""


def reason_of(error: Exception) -> str:
    """Return why a file could not be opened or written; the system's number where it has no word.

    >>> reason_of(OSError(errno.ENOSPC, "No space left on device"))
    '磁盘已满'
    """
    if isinstance(error, ValueError):
        return "文件名里有不能用的字符"
    number = getattr(error, "winerror", None)
    if number in _WINDOWS:
        return _WINDOWS[number]
    return _REASONS.get(getattr(error, "errno", None) or 0, f"系统错误{_number(error)}")


def _number(error: Exception) -> str:
    number = getattr(error, "winerror", None) or getattr(error, "errno", None)
    return f" {number}" if number else ""
