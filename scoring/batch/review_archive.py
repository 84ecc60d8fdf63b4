"""A review in one file: the entries of its ledger, the files as they were handed in, what was chosen.

It is a zip with fixed dates: ``ledger.jsonl`` is the text export of the ledger, ``review.json`` says
which version it is, what the files are called and which sets a person chose. The parts that hold the
files have numbers in place of names, so that no name of a stranger's zip ever meets a disk.
"""

from __future__ import annotations

import io
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Final, Literal
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from scoring import __version__
from scoring.batch.walk import FolderFile, FoundFiles, Skipped, readable_name
from scoring.files.digests import bytes_digest, content_digest
from scoring.problem import InputError, Place, Problem
from scoring.readers.books.sheets.archive import Archive
from scoring.readers.books.sheets.bounds import MOST_ENTRIES, MOST_INFLATED, Container

SUFFIX: Final = ".ziping-review"
SCHEMA: Final = "ziping/review/1"
LEDGER: Final = "ledger.jsonl"
_ABOUT: Final = "review.json"
_BEGINS: Final = "ziping/review/"
_ZIP: Final = b"PK\x03\x04"
_MOST_ABOUT: Final = 4_000_000
_LONGEST: Final = 1_000
_FIXED_DATE: Final = (1980, 1, 1, 0, 0, 0)
_KIND: Final = Container("复核文件", SUFFIX, "或请存它的人另存一次。")
_OTHER_PLACE: Final = "这不是复核文件，或已损坏"


class _ArchivedFile(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    name: Annotated[str, Field(max_length=_LONGEST)]
    part: Annotated[str, Field(max_length=60)]


class _About(BaseModel):
    """What ``review.json`` says."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    schema_: Annotated[Literal["ziping/review/1"], Field(alias="schema")]
    program: Annotated[str, Field(max_length=100)] = ""
    files: Annotated[tuple[_ArchivedFile, ...], Field(max_length=MOST_ENTRIES)] = ()
    chosen: Annotated[dict[str, str], Field(max_length=MOST_ENTRIES)] = Field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ReviewArchive:
    """A review as one file holds it."""

    ledger: str
    """An entry a line, as ``ziping ledger export`` writes it."""
    files: Mapping[str, bytes] = field(default_factory=dict)
    """By name, with ``/``: the files as they were handed in."""
    chosen: Mapping[str, str] = field(default_factory=dict)
    """Sets that a person named for forms that look alike (:func:`scoring.batch.planning.looks_of`)."""


def write_archive(review: ReviewArchive) -> bytes:
    """Return a review as one file; the same review is always the same bytes.

    Raises :class:`InputError` where it is larger than a reader takes.
    """
    names = sorted(review.files)
    parts = {name: f"files/{number}" for number, name in enumerate(names, 1)}
    about = {
        "schema": SCHEMA,
        "program": __version__,
        "files": [{"name": name, "part": parts[name]} for name in names],
        "chosen": dict(sorted(review.chosen.items())),
    }
    whole = [
        (_ABOUT, json.dumps(about, ensure_ascii=False, indent=1).encode()),
        (LEDGER, review.ledger.encode()),
        *((parts[name], review.files[name]) for name in names),
    ]
    if len(whole) > MOST_ENTRIES or sum(len(content) for _, content in whole) > MOST_INFLATED:
        hint = "请分成几批复核，各存一份。"
        raise InputError(
            [Problem("too-big", "这一批文件太多、太大，一份复核文件放不下", Place(""), hint)]
        )
    made = io.BytesIO()
    with ZipFile(made, "w") as archive:
        for name, content in whole:
            info = ZipInfo(name, _FIXED_DATE)
            info.compress_type = ZIP_DEFLATED
            archive.writestr(info, content)
    return made.getvalue()


def read_archive(data: bytes, name: str) -> ReviewArchive:
    """Return the review that a file holds. Raises :class:`InputError` if it is none, or a newer one's."""
    archive = Archive(data, name, _KIND)
    about = _about(b"".join(archive.chunks(_ABOUT)), name)
    ledger = b"".join(archive.chunks(LEDGER)).decode("utf-8", "replace")
    files: dict[str, bytes] = {}
    for file in about.files:
        called = readable_name(file.name) or file.part
        if called in files:
            raise _unusable(name)
        files[called] = b"".join(archive.chunks(file.part, f"“{called[:60]}”"))
    return ReviewArchive(ledger, files, about.chosen)


def is_archive(path: Path) -> bool:
    """Tell whether a file is a review: by its name and its first bytes."""
    if not path.name.lower().endswith(SUFFIX):
        return False
    try:
        with path.open("rb") as opened:
            return opened.read(len(_ZIP)) == _ZIP
    except OSError:
        return False


def unpack_archives(found: FoundFiles, folder: Path) -> tuple[FoundFiles, dict[str, str]]:
    """Return the files of a run with those that reviews among them hold, and the sets chosen in these.

    They are laid into ``folder``. One that lies beside the review as it was handed in is read once.
    Raises :class:`InputError` for a review that cannot be read: nothing of it may be passed over.
    """
    archives = [file for file in found.files if is_archive(file.path)]
    if not archives:
        return found, {}
    files = [file for file in found.files if file not in archives]
    skipped = list(found.skipped)
    names = {file.name for file in files}
    chosen: dict[str, str] = {}
    known: set[str] = set()
    opened = [(file, read_archive(_bytes(file), file.name)) for file in archives]
    sizes = {len(content) for _, review in opened for content in review.files.values()}
    known = {content_digest(file.path) for file in files if _size(file.path) in sizes}
    for number, (file, review) in enumerate(opened, 1):
        chosen = {**review.chosen, **chosen}
        ledger = folder / f"{number}-{LEDGER}"
        ledger.write_bytes(review.ledger.encode())
        if review.ledger.strip():
            files.append(FolderFile(ledger, f"{file.name}/{LEDGER}"))
        for inner, (name, content) in enumerate(review.files.items(), 1):
            digest = bytes_digest(content)
            if digest in known:
                skipped.append(Skipped(f"{file.name}/{name}", "in-review"))
                continue
            known.add(digest)
            path = folder / f"{number}-{inner}{_suffix(name)}"
            path.write_bytes(content)
            own = name if name not in names else f"{file.name}/{name}"
            names.add(own)
            files.append(FolderFile(path, own))
    files.sort(key=lambda source: source.name)
    skipped.sort(key=lambda one: (one.name, one.why))
    return FoundFiles(files, skipped), chosen


def laid_out(files: Sequence[tuple[str, bytes]], folder: Path) -> list[FolderFile]:
    """Lay files into a folder, under numbers in place of their names."""
    made = []
    for number, (name, content) in enumerate(files, 1):
        path = folder / f"{number}{_suffix(name)}"
        path.write_bytes(content)
        made.append(FolderFile(path, name))
    return made


def _about(data: bytes, name: str) -> _About:
    if len(data) > _MOST_ABOUT:
        raise _unusable(name)
    try:
        found = json.loads(data)
    except (ValueError, RecursionError):
        raise _unusable(name) from None
    schema = found.get("schema") if isinstance(found, dict) else None
    if isinstance(schema, str) and schema.startswith(_BEGINS) and schema != SCHEMA:
        message = "这份复核文件是新版程序存的，这里打不开"
        raise InputError([Problem("review-newer", message, Place(name), "请用新版的文件打开。")])
    try:
        return _About.model_validate(found)
    except ValidationError:
        raise _unusable(name) from None


def _unusable(name: str) -> InputError:
    hint = "请选“另存复核文件”存下的文件；传来的，请对方重新传一次。"
    return InputError([Problem("not-a-review", _OTHER_PLACE, Place(name), hint)])


def _bytes(file: FolderFile) -> bytes:
    try:
        return file.path.read_bytes()
    except OSError as error:
        raise InputError(
            [Problem("unreadable", "复核文件打不开", Place(file.name), "请检查这个文件。")]
        ) from error


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return -1


def _suffix(name: str) -> str:
    """Return the suffix of a name as far as it is letters and digits: readers look at it."""
    _, dot, suffix = name.rpartition(".")
    return (
        f".{suffix}" if dot and suffix.isascii() and suffix.isalnum() and len(suffix) < 10 else ""
    )
