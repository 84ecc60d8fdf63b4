"""Files that the engine makes: their media types, and several of them in one zip."""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import Final
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from scoring.page.context import PageContext
from scoring.page.messages.message import FileMade

_FIXED_DATE: Final = (1980, 1, 1, 0, 0, 0)
_OFFICE: Final = "application/vnd.openxmlformats-officedocument"
_TYPES: Final = {
    "xlsx": f"{_OFFICE}.spreadsheetml.sheet",
    "docx": f"{_OFFICE}.wordprocessingml.document",
    "xls": "application/vnd.ms-excel",
    "html": "text/html",
    "json": "application/json",
    "jsonl": "application/jsonl",
    "csv": "text/csv",
    "txt": "text/plain",
    "zip": "application/zip",
    "ziping-review": "application/zip",
    "ziping-draft": "application/json",
}


def hand_over(context: PageContext, name: str, content: bytes) -> FileMade:
    """Hand a file over to the page, with the media type of its suffix."""
    suffix = name.rpartition(".")[2].lower()
    return context.make(name, _TYPES.get(suffix, "application/octet-stream"), content)


def zipped(files: Mapping[str, bytes]) -> bytes:
    """Return files in one zip; the same files are always the same bytes."""
    made = io.BytesIO()
    with ZipFile(made, "w") as archive:
        for name in sorted(files):
            info = ZipInfo(name, _FIXED_DATE)
            info.compress_type = ZIP_DEFLATED
            archive.writestr(info, files[name])
    return made.getvalue()
