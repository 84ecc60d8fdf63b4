"""Ids that several submissions of a batch bear: found on the disk, whatever their number."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path

from scoring.bulk.output_lines import json_line
from scoring.bulk.public_record import id_written
from scoring.bulk.sorting_file import sorting_file
from scoring.records.bulk_record import ScoredSubmission


def id_line(scored: ScoredSubmission) -> str:
    """Return the id and the place of a submission as they are kept; nothing of one without an id."""
    record = scored.submission
    name = id_written(record)
    return f"{json.dumps([name, record.place])}\n" if name else ""


def duplicates(pieces: Iterable[Path], folder: Path) -> Iterator[str]:
    """Yield a line for each submission whose id another one bears, those of one id together.

    ``pieces`` hold the ids in the order of the inputs; they are sorted in a file in ``folder``.
    """
    with sorting_file(folder / "ids.db") as database:
        database.execute("CREATE TABLE ids (at INTEGER PRIMARY KEY, id TEXT, place TEXT)")
        database.executemany("INSERT INTO ids (id, place) VALUES (?, ?)", _ids(pieces))
        found = database.execute(
            "SELECT ids.id, place FROM ids JOIN"
            " (SELECT id, min(at) AS first FROM ids GROUP BY id HAVING count(*) > 1) AS twice"
            " ON ids.id = twice.id ORDER BY first, at"
        )
        for name, place in found:
            yield json_line({"id": name, "place": place})


def _ids(pieces: Iterable[Path]) -> Iterator[tuple[str, str]]:
    for piece in pieces:
        with piece.open("rb") as lines:
            for line in lines:
                name, place = json.loads(line)
                yield name, place
