"""The page 汇总: how many records were read, scored and set aside, and how their totals and rows came out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from scoring.bulk.bulk_words import BulkWords
from scoring.bulk.tally import NONE, BatchTally
from scoring.writers.analysis.page_view import (
    AnalysisColumn,
    AnalysisPage,
    AnalysisSection,
    AnalysisTable,
)
from scoring.writers.labels import Labels
from scoring.writers.overview import draw
from scoring.writers.overview.charts import Chart
from scoring.writers.overview.overview_words import OverviewWords
from scoring.writers.overview.view import HeadlineFigure
from scoring.writers.pages import render_page, shipped_script

_CLASSES = (*map(str, range(0, 101, 5)), NONE)


class SummaryPage:
    """Renders what was counted over a batch; the same counts give the same bytes."""

    def __init__(self, words: BulkWords, overview: OverviewWords, labels: Labels) -> None:
        self._words = words
        self._overview = overview
        self._labels = labels

    def render(self, tally: BatchTally, duplicates: int, files: Sequence[str]) -> bytes:
        """Return the page; ``duplicates`` is how many submissions bear an id that others bear too."""
        text = self._words.text
        counts = tally.counts
        numbers = {
            "read": tally.read, "scored": tally.scored, "aside": tally.aside,
            "rows": counts["rows",], "unmatched": counts["unmatched",], "secret": counts["secret",], "duplicates": duplicates,
        }  # fmt: skip
        figures = [
            HeadlineFigure(key, self._words.summary[key], f"{number:,}")
            for key, number in numbers.items()
            if number or key != "unmatched"
        ]
        lead = (text("lead", read=tally.read), text("files", names="、".join(files)))
        page = AnalysisPage(
            self._words.summary["title"], lead, tuple(figures), self._words.summary["figures"],
            tuple(self._sections(tally)), self._overview.tools["filter"],
            shipped_script("overview.js"),
        )  # fmt: skip
        return render_page("analysis.html.j2", page=page)

    def _sections(self, tally: BatchTally) -> Iterator[AnalysisSection]:
        if tally.scored:
            totals = [self._totals(tally, "rule"), self._totals(tally, "claimed")]
            yield self._section("totals", charts=totals)
            yield self._section("grades", tables=[self._grades(tally)])
            statuses = self._counted(tally.by("status"))
            named = [(self._labels.word("statuses", key), number) for key, number in statuses]
            yield self._section("statuses", charts=[self._bars("statuses", named)])
            yield self._section("sets", tables=[self._table("sets", tally.by("set"))])
        if missing := tally.by("missing"):
            yield self._section("missing", tables=[self._table("missing", missing)])
        if tally.by("finding"):
            kinds = {self._words.kinds[key]: n for key, n in tally.by("finding").items()}
            yield self._section("findings", tables=[self._table("findings", kinds)])
        if tally.aside:
            yield self._section("aside", tables=[self._aside(tally)])

    def _section(
        self, key: str, charts: Sequence[Chart] = (), tables: Sequence[AnalysisTable] = ()
    ) -> AnalysisSection:
        return AnalysisSection(key, self._words.summary[key], (), tuple(charts), tuple(tables))

    def _totals(self, tally: BatchTally, whose: str) -> Chart:
        counts = tally.by("total", whose)
        named = [(self._class(key), counts.get(key, 0)) for key in _CLASSES]
        first = next((at for at, (_, number) in enumerate(named) if number), 0)
        return self._bars(f"totals_{whose}", named[first:])

    def _class(self, key: str) -> str:
        if key == NONE:
            return self._words.summary["no_total"]
        return key if key == "100" else f"{key}–{int(key) + 5}"

    def _grades(self, tally: BatchTally) -> AnalysisTable:
        by_rule, claimed = tally.by("grade", "rule"), tally.by("grade", "claimed")
        usual = {name: at for at, name in enumerate(self._overview.grades)}
        names = sorted({*by_rule, *claimed}, key=lambda g: (not g, usual.get(g, len(usual)), g))
        rows = tuple(
            (
                name or self._words.summary["no_grade"],
                f"{claimed.get(name, 0):,}",
                f"{by_rule.get(name, 0):,}",
            )
            for name in names
        )
        return AnalysisTable(
            "grades", self._words.summary["grades"], self._columns("grade", "claimed", "rule"), rows
        )

    def _aside(self, tally: BatchTally) -> AnalysisTable:
        rows = []
        for code, number in self._counted(tally.by("problem")):
            examples = tally.examples.get(code, [])
            places = "、".join(place for place, _ in examples)
            messages = dict.fromkeys(message for _, message in examples)  # one kind, several faults
            rows.append(("；".join(messages) or code, f"{number:,}", places))
        columns = (
            *self._columns("reason", "count"),
            AnalysisColumn(self._words.summary["first"], False),
        )
        return AnalysisTable("aside", self._words.summary["aside"], columns, tuple(rows))

    def _table(self, key: str, counts: Mapping[str, int]) -> AnalysisTable:
        rows = tuple((name, f"{number:,}") for name, number in self._counted(counts))
        return AnalysisTable(
            key, self._words.summary[key], self._columns(f"of_{key}", "count"), rows
        )

    def _columns(self, first: str, *figures: str) -> tuple[AnalysisColumn, ...]:
        words = self._words.summary
        return (
            AnalysisColumn(words[first], False),
            *(AnalysisColumn(words[key], True) for key in figures),
        )

    def _bars(self, name: str, named: Sequence[tuple[str, int]]) -> Chart:
        words = self._words.charts[name]
        heading = draw.ChartHeading(f"chart-{name}", words.title, words.text)
        bars = [draw.ChartBar(label, (("within", Fraction(n)),), f"{n:,}") for label, n in named]
        columns = (
            self._words.summary[f"of_{name.partition('_')[0]}"],
            self._words.summary["count"],
        )
        rows = tuple((label, f"{number:,}") for label, number in named)
        return Chart(
            heading.name, heading.title, heading.text, draw.bars(heading, bars), columns, rows
        )

    @staticmethod
    def _counted(counts: Mapping[str, int]) -> list[tuple[str, int]]:
        return sorted(counts.items(), key=lambda item: (-item[1], item[0]))
