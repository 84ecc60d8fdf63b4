"""The outputs of a batch put together from its finished pieces: all of them or none."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

from scoring.bulk.analysis_files import (
    LISTS,
    analysis_files,
    list_files,
    list_head,
    write_analysis,
)
from scoring.bulk.bulk_words import BulkWords
from scoring.bulk.duplicate_ids import duplicates
from scoring.bulk.manifest import Manifest, manifest_path
from scoring.bulk.output_tables import write_table
from scoring.bulk.piece_store import PieceStore
from scoring.bulk.piece_work import PARTS, BatchRecipe
from scoring.bulk.summary_page import SummaryPage
from scoring.bulk.tally import BatchTally
from scoring.files.atomic import FilesTogether, remove_left_over
from scoring.words import load_vocabulary
from scoring.work.library import Library
from scoring.writers.overview.overview_words import OverviewWords

_BLOCK: Final = 4_000_000
_TABLES: Final = ("submissions", "rows")
"""The outputs that are tables of Parquet where these are asked for."""


class BatchOutputs:
    """The files of a batch: how they are called, and how they are made."""

    def __init__(self, recipe: BatchRecipe) -> None:
        self._recipe = recipe
        self.words = load_vocabulary(BulkWords)
        self.store = PieceStore(recipe.output, PARTS)
        files = self.words.files
        self._of_parts = {
            **{part: f"{files[part]}.{recipe.format}" for part in _TABLES},
            "aside": f"{files['aside']}.jsonl",
            "aside_text": f"{files['aside']}.txt",
            **({"findings": f"{files['findings']}.jsonl"} if recipe.findings else {}),
            **list_files(recipe.against),
        }
        """The files that are made piece by piece, by their part of a piece."""
        self._summary = f"{files['summary']}.html"
        self._duplicates = f"{files['duplicates']}.jsonl"

    @property
    def names(self) -> list[str]:
        """The names of all files."""
        return [
            self._summary, *self._of_parts.values(), self._duplicates,
            *analysis_files(self._recipe.against),
        ]  # fmt: skip

    def write(self, keys: Sequence[str], tally: BatchTally, paths: Mapping[str, str]) -> int:
        """Put all outputs in place; return how many submissions bear an id that others bear too.

        ``keys`` are those of the pieces in order, ``paths`` where each input lies, by its name.
        """
        recipe, output = self._recipe, self._recipe.output
        library = Library(recipe.settings.sets)
        remove_left_over(output)
        with FilesTogether() as files:
            for part, name in self._of_parts.items():
                self._write_part(part, output / name, keys, files)
            count = 0
            files.append(output / self._duplicates, b"")
            for line in duplicates(self._pieces(keys, "ids"), self.store.folder):
                count += 1
                files.append(output / self._duplicates, line.encode("utf-8"))
            kept = (path.read_bytes() for path in self._pieces(keys, "analysis"))
            write_analysis(kept, library, recipe.against, output, files)
            page = SummaryPage(self.words, load_vocabulary(OverviewWords), library.labels)
            files.write(output / self._summary, page.render(tally, count, self.names))
            manifest = Manifest(recipe.settings, recipe.settings.digest(), paths)
            files.write(manifest_path(output), manifest.to_json())
        return count

    def _write_part(self, part: str, path: Path, keys: Sequence[str], files: FilesTogether) -> None:
        files.append(path, list_head(part) if part in LISTS else b"")
        if part in _TABLES and self._recipe.format == "parquet":
            write_table(self._pieces(keys, part), part, lambda data: files.append(path, data))
            return
        for piece in self._pieces(keys, part):
            with piece.open("rb") as opened:
                while block := opened.read(_BLOCK):
                    files.append(path, block)

    def _pieces(self, keys: Sequence[str], part: str) -> Iterator[Path]:
        return (self.store.part(key, part) for key in keys)
