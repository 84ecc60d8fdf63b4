"""What is kept of a paper that was made, to know later what a person changed in it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from scoring.files.digests import bytes_digest
from scoring.records.paper_text import PaperText
from scoring.words import load_vocabulary
from scoring.work.year.paper_file import PaperFile
from scoring.work.year.papers_on_disk import (
    PaperOnDisk,
    block_digests,
    blocks_of,
    place_digest,
    text_of,
)
from scoring.work.year.state import MadePaper
from scoring.year.check.check_words import YearCheckWords


def made_paper(
    file: PaperFile, content: bytes, secret: tuple[str, ...], texts: Mapping[str, str]
) -> MadePaper:
    """Return what is kept of a paper.

    ``secret`` begin the figures of secret projects, ``texts`` are those of the year's record.
    """
    text = text_of(content)
    blocks = {} if text is None else blocks_of(text)
    places = () if text is None else (p.text for p in text.places if not p.block and p.text.strip())
    return MadePaper(
        title=file.title,
        key=file.key,
        digest=bytes_digest(content),
        prints=()
        if file.is_secret
        else tuple(
            (p.section, p.figure, p.text) for p in file.prints if not p.figure.startswith(secret)
        ),
        places=tuple(map(place_digest, places)),
        blocks={name: block_digests(paragraphs) for name, paragraphs in blocks.items()},
        own=_own_blocks(file, blocks, texts),
        open=_open_blocks(file),
        secret=file.is_secret,
        internal=file.is_internal,
    )


def _own_blocks(
    file: PaperFile, made: Collection[str], texts: Mapping[str, str]
) -> tuple[str, ...]:
    """Return the text blocks that were ``made`` of what stood in the paper itself, and nowhere else."""
    blocks = {} if file.view is None else file.view.blocks
    return tuple(
        sorted(
            name
            for name, paragraphs in file.written.items()
            if paragraphs
            and name in made
            and (name not in blocks or blocks[name].state != "open")
            and texts.get(name, "").split() != " ".join(paragraphs).split()
        )
    )


def _open_blocks(file: PaperFile) -> tuple[str, ...]:
    blocks = {} if file.view is None else file.view.blocks
    return tuple(b.heading or name for name, b in blocks.items() if b.state != "written")


def says_the_same(standing: PaperOnDisk, content: bytes) -> bool:
    """Tell whether a paper that a person may have saved again says word for word what a new one would."""
    if standing.content == content:
        return True
    if standing.is_untouched or standing.text is None:
        return False
    new = text_of(content)
    return new is not None and list(_texts(standing.text)) == list(_texts(new))


def _texts(paper: PaperText) -> Iterator[tuple[str, bool]]:
    """Yield every text, and whether it looks as one that waits for a person."""
    open_styles = load_vocabulary(YearCheckWords).open_styles
    for place in paper.places:
        if place.text.strip():
            yield place.text.strip(), place.style in open_styles
