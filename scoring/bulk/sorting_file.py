"""A file in which ids are sorted on the disk, whatever their number; it is removed when that is done."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from scoring.batch.output_log import unwritable

if TYPE_CHECKING:
    import sqlite3


@contextmanager
def sorting_file(path: Path) -> Iterator[sqlite3.Connection]:
    """Make an empty database at a path, for a ``with`` statement.

    Raises :class:`InputError` where it cannot be written, on a full disk for instance.
    """
    import sqlite3  # noqa: PLC0415 - a browser may lack it

    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.unlink(missing_ok=True)
        with closing(sqlite3.connect(path)) as database:
            database.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;")
            yield database
    except sqlite3.Error as error:
        is_full = getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_FULL
        reason = OSError(errno.ENOSPC if is_full else errno.EIO, str(error))
        raise unwritable(path.parent, reason) from error
    finally:
        path.unlink(missing_ok=True)
