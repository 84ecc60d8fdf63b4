"""The papers that lie in the folder: as the program left them, or with what a person wrote since."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from scoring.files.digests import bytes_digest, joint_digest
from scoring.files.text_file import read_bytes
from scoring.problem import InputError
from scoring.records.paper_text import PaperText
from scoring.words import load_vocabulary
from scoring.work.year.paper_file import Written
from scoring.work.year.state import MadePaper, YearState
from scoring.workbooks.summary.read import typed_book
from scoring.writers.word.read_paper import read_paper
from scoring.year.report_texts import ReportTexts
from scoring.year.table_words import YearTableWords

_MOST_BYTES = 256_000_000


@dataclass(frozen=True)
class PaperOnDisk:
    """One paper as it stands in the folder, and what is known of its making."""

    name: str
    content: bytes
    made: MadePaper | None

    @cached_property
    def digest(self) -> str:
        """The digest of its bytes."""
        return bytes_digest(self.content)

    @property
    def is_untouched(self) -> bool:
        """Whether it is as the program left it."""
        return self.made is not None and self.made.digest == self.digest

    @property
    def is_persons(self) -> bool:
        """Whether a person saved it: its looks, at least, may be the person's."""
        return not self.is_untouched or (self.made is not None and self.made.saved)

    @cached_property
    def text(self) -> PaperText | None:
        """What stands in it, place by place; None where that cannot be read back."""
        return text_of(self.content)

    @cached_property
    def blocks(self) -> Mapping[str, tuple[str, ...]]:
        """Its text blocks with their paragraphs."""
        return {} if self.text is None else blocks_of(self.text)

    @cached_property
    def written(self) -> Written:
        """What persons wrote into its text blocks: what is as it was printed is no person's.

        A block that came out of the paper when it was last made stays one; where nothing is known of
        the making, every block counts. Words that were typed behind the mark of an open text count as
        a draft, so that nobody takes them for settled, and nothing is lost.
        """
        made, marks = self.made, load_vocabulary(ReportTexts).marks
        if made is None:
            return self.blocks
        found: dict[str, tuple[str, ...]] = {}
        for name, paragraphs in self.blocks.items():
            printed = made.blocks.get(name, ())
            if name in made.own or printed != block_digests(paragraphs):
                found[name] = tuple(
                    text
                    if place_digest(text) in printed
                    else text.replace(marks["open"], marks["draft"], 1)
                    for text in paragraphs
                )
        return found

    @cached_property
    def altered(self) -> tuple[str, ...]:
        """The printed texts that a person altered or added, as they stand now."""
        if self.is_untouched or self.text is None or self.made is None:
            return ()
        printed = set(self.made.places)
        return tuple(
            place.text
            for place in self.text.places
            if not place.block and place.text.strip() and place_digest(place.text) not in printed
        )

    @property
    def lost(self) -> Mapping[str, tuple[str, ...]]:
        """By text block, what stands in it besides letters and is not taken over: tables, pictures."""
        blocks = () if self.text is None else self.text.blocks
        return {block.id: block.others for block in blocks if block.others}


class PapersOnDisk:
    """Loads the papers of a folder, each once."""

    def __init__(self, folder: Path, state: YearState) -> None:
        self._folder = folder
        self._state = state
        self._papers: dict[str, PaperOnDisk | None] = {}

    def get(self, file: str) -> PaperOnDisk | None:
        """Return the paper that stands there; None where there is none."""
        if file not in self._papers:
            path = self._folder / file
            standing = None
            if path.is_file():
                content = read_bytes(path, _MOST_BYTES, file)
                standing = PaperOnDisk(file, content, self._state.papers.get(file))
            self._papers[file] = standing
        return self._papers[file]

    def written(self, file: str) -> Written:
        """Return what persons wrote into the text blocks of a paper."""
        standing = self.get(file)
        return {} if standing is None else standing.written


def text_of(content: bytes) -> PaperText | None:
    """Return what stands in a paper in which people write, place by place; None of any other file."""
    if not content.startswith(b"PK"):
        return None
    with suppress(InputError):  # a damaged file is put aside as it is
        if b"word/document.xml" in content:
            return read_paper(content)
        return typed_book(content, load_vocabulary(YearTableWords))
    return None


def blocks_of(text: PaperText) -> Mapping[str, tuple[str, ...]]:
    """Return the text blocks of a paper with their paragraphs; of a workbook, its typed cells."""
    blocks = {block.id: block.paragraphs for block in text.blocks}
    if not blocks:
        blocks = {place.block: (place.text,) for place in text.places if place.block}
    return blocks


def block_digests(paragraphs: Sequence[str]) -> tuple[str, ...]:
    """Return the digests of a block's paragraphs; blank ones count for nothing."""
    return tuple(place_digest(text) for text in paragraphs if text.strip())


def place_digest(text: str) -> str:
    """Return the digest of one printed text, short: there are many."""
    return joint_digest(text.strip())[:12]
