"""The finished pieces of a batch on the disk: a run that was stopped goes on behind them.

A piece lies under the digest of everything that it was made from, so that one of other inputs, settings
or another program is never taken for it. It is done when its last file is there, which holds the
digests of the others.
"""

from __future__ import annotations

import json
import os
import secrets
import shutil
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Final, Self

from scoring.batch.output_log import unwritable
from scoring.batch.walk import OWN_FOLDER
from scoring.bulk.tally import BatchTally
from scoring.files.digests import content_digest

_SCHEMA: Final = "ziping/batch-piece/2"


class PieceStore:
    """The pieces in a folder of outputs; each is a few parts, by name."""

    def __init__(self, output: Path, parts: Iterable[str]) -> None:
        self.folder = output / OWN_FOLDER / "batch"
        self.parts = tuple(parts)

    def part(self, key: str, name: str) -> Path:
        """Return where a part of a piece lies."""
        return self.folder / key[:2] / f"{key}.{name}"

    def is_sound(self, key: str) -> bool:
        """Tell whether a piece is done, and all its parts hold what was written into them."""
        marker = self._load(key)
        if marker is None:
            return False
        try:
            sums = {name: content_digest(self.part(key, name)) for name in self.parts}
        except OSError:  # a run may have been killed while it removed its pieces
            return False
        return bool(sums == marker["parts"])

    def tally(self, key: str) -> BatchTally:
        """Return what was counted over a piece that is done."""
        marker = self._load(key)
        assert marker is not None  # nobody asks for a piece that is not done
        return BatchTally.of_data(marker["tally"])

    def write(self, key: str) -> PieceFiles:
        """Return the files of a piece that is to be written."""
        return PieceFiles(self, key)

    def _load(self, key: str) -> Mapping[str, Any] | None:
        try:
            marker = json.loads(self.part(key, "json").read_bytes())
        except (OSError, ValueError):
            return None
        if not isinstance(marker, dict) or marker.get("schema") != _SCHEMA:
            return None
        return marker

    def keep_only(self, keys: Iterable[str]) -> int:
        """Remove every piece but these; return how many were done."""
        kept = set(keys)
        removed = 0
        for path in sorted(self.folder.glob("??/*")):
            if path.name.partition(".")[0] not in kept or path.suffix == ".tmp":
                removed += path.suffix == ".json"
                with suppress(OSError):
                    path.unlink()
        return removed

    def remove(self) -> None:
        """Remove all pieces."""
        shutil.rmtree(self.folder, ignore_errors=True)


class PieceFiles:
    """The parts of one piece while they are written, in a ``with`` statement; done at its end."""

    def __init__(self, store: PieceStore, key: str) -> None:
        self._store = store
        self._key = key
        self._token = secrets.token_hex(6)
        self._open: dict[str, IO[bytes]] = {}

    def __enter__(self) -> Self:
        self._store.part(self._key, "json").parent.mkdir(parents=True, exist_ok=True)
        for name in self._store.parts:
            self._open[name] = self._path(name).open("wb")
        return self

    def path(self, name: str) -> Path:
        """Return where a part is written until the piece is done."""
        return self._path(name)

    def append(self, name: str, text: str | bytes) -> None:
        """Write on at the end of a part."""
        self._open[name].write(text.encode("utf-8") if isinstance(text, str) else text)

    def finish(self, tally: BatchTally) -> None:
        """Put all parts in place, and behind them what was counted over them."""
        parts = {}
        for name, opened in self._open.items():
            opened.close()
            path = self._path(name)
            parts[name] = content_digest(path)
            os.replace(path, self._store.part(self._key, name))
        marker = {"schema": _SCHEMA, "parts": parts, "tally": tally.to_data()}
        last = self._path("json")
        last.write_text(json.dumps(marker, separators=(",", ":")), "ascii")
        os.replace(last, self._store.part(self._key, "json"))

    def _path(self, name: str) -> Path:
        """Return a name of its own: another process may be writing the same piece."""
        final = self._store.part(self._key, name)
        return final.with_name(f"{final.name}.{self._token}.tmp")

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:  # fmt: skip
        for name, opened in self._open.items():
            opened.close()
            with suppress(OSError):
                self._path(name).unlink()
        if isinstance(error, OSError):
            raise unwritable(self._store.folder, error) from error
