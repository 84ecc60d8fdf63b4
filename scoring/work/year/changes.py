"""改动清单: what other figures a paper prints since it was last made, and what a person had altered."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from scoring.records.figures import PrintedText
from scoring.records.papers import PaperCell, PaperRow, PaperTable
from scoring.words import load_vocabulary
from scoring.work.year.paper_file import PaperFile
from scoring.work.year.papers_on_disk import PaperOnDisk
from scoring.work.year.state import MadePaper
from scoring.writers.labels import Labels
from scoring.writers.year_job_words import YearJobWords

ChangeKind = Literal["figure", "text", "altered", "lost", "kept"]
"""Another figure; only words are others; a printed text that a person had altered; a person's file of
which nothing is known but that it is not as it was made."""


@dataclass(frozen=True, slots=True)
class PaperChange:
    """One place of a paper that was made again."""

    kind: ChangeKind
    file: str
    title: str
    section: str = ""
    figure: str = ""
    """What people call it; empty where no figure is meant."""
    old: str = ""
    new: str = ""


def changes_between(
    file: PaperFile,
    made: MadePaper | None,
    standing: PaperOnDisk | None,
    labels: Mapping[str, str],
) -> Iterator[PaperChange]:
    """Yield what a paper says otherwise than before; of a secret project only that it does.

    ``labels`` says by figure what people call it.
    """
    touched = standing is not None and standing.is_persons
    if made is not None:
        figures = [] if file.is_secret else list(_figures(file, made, labels))
        yield from figures
        if not figures and made.key != file.key:
            yield PaperChange("text", file.file, file.title)
    if standing is None or not touched:
        return
    altered = () if file.is_secret else standing.altered
    for text in altered:
        yield PaperChange("altered", file.file, file.title, old=text)
    lost = {} if file.is_secret else standing.lost
    for block, what in lost.items():
        yield PaperChange("lost", file.file, file.title, section=block, old="、".join(what))
    if not altered and not lost:
        yield PaperChange("kept", file.file, file.title)


def _figures(file: PaperFile, made: MadePaper, labels: Mapping[str, str]) -> Iterator[PaperChange]:
    before: dict[tuple[str, str], list[str]] = defaultdict(list)
    for section, figure, text in made.prints:
        before[section, figure].append(text)
    now: dict[tuple[str, str], list[str]] = defaultdict(list)
    for one in file.prints:
        now[one.section, one.figure].append(one.text)
    for place in [*now, *(place for place in before if place not in now)]:
        old, new = (" / ".join(dict.fromkeys(texts[place])) for texts in (before, now))
        if old != new:
            section, figure = place
            label = labels.get(figure, "")
            yield PaperChange("figure", file.file, file.title, section, label, old, new)


def change_book(changes: Sequence[PaperChange]) -> bytes:
    """Return 改动清单 as a workbook."""
    from scoring.workbooks.summary.book import TableSheet, summary_book  # noqa: PLC0415 - seldom needed

    words = load_vocabulary(YearJobWords)
    layout = words.change_list
    rows = []
    for number, change in enumerate(changes, 1):
        texts = {
            "number": str(number), "paper": change.title, "file": change.file,
            "section": change.section, "figure": change.figure,
            "old": change.old, "new": change.new, "kind": words.changes[change.kind],
        }  # fmt: skip
        cells = {key: PaperCell(PrintedText(text)) for key, text in texts.items() if text}
        rows.append(PaperRow("row", cells))
    table = PaperTable("changes", tuple(layout.columns), tuple(rows))
    sheet = TableSheet(layout.title, layout.title, layout, table)
    return summary_book([sheet], load_vocabulary(Labels), layout.title)
