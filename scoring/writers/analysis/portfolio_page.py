"""The page 总体分析: a province's submissions in numbers, charts and short lists."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction

from markupsafe import Markup

from scoring.portfolio.claims import UNSETTLED
from scoring.portfolio.portfolio import Portfolio
from scoring.writers.analysis.analysis_words import AnalysisWords
from scoring.writers.analysis.entries import Names, all_of, cell_text, mean, on_page
from scoring.writers.analysis.page_view import AnalysisPage, AnalysisSection, AnalysisTable
from scoring.writers.lists.table_file import Entry, ListTable
from scoring.writers.overview import draw
from scoring.writers.overview.charts import Chart
from scoring.writers.overview.overview_words import OverviewWords
from scoring.writers.overview.view import HeadlineFigure
from scoring.writers.pages import render_page, shipped_script

_GROUPS = frozenset({"departments", "department_classes", "sets", "set_classes", "rules", "levels"})


class AnalysisPresenter:
    """What the pages of an analysis share: figures, tables and charts with their words."""

    def __init__(
        self, words: AnalysisWords, names: Names, overview: OverviewWords, tables: Mapping[str, ListTable]
    ) -> None:  # fmt: skip
        self.words = words
        self.names = names
        self.overview = overview
        self.tables = tables

    def page(
        self, title: str, lead: Sequence[str], figures: Iterable[HeadlineFigure],
        sections: Iterable[AnalysisSection],
    ) -> bytes:  # fmt: skip
        """Return the page as UTF-8; the same numbers give the same bytes."""
        page = AnalysisPage(
            title, tuple(lead), tuple(figures), self.words.titles["figures"], tuple(sections),
            self.overview.tools["filter"], shipped_script("overview.js"),
        )  # fmt: skip
        return render_page("analysis.html.j2", page=page)

    def figure(self, key: str, value: Entry) -> HeadlineFigure:
        """Return a headline number."""
        return HeadlineFigure(key, self.words.figures[key], cell_text(value))

    def section(
        self, key: str, tables: Iterable[AnalysisTable | None] = (),
        charts: Iterable[Chart | None] = (), notes: Sequence[str] = (),
    ) -> AnalysisSection:  # fmt: skip
        """Return a section with those of its parts that have something to show."""
        drawn = tuple(chart for chart in charts if chart is not None)
        shown = tuple(table for table in tables if table is not None)
        nothing = () if drawn or shown else (self.words.patterns["nothing"],)
        return AnalysisSection(key, self.words.titles[key], (*notes, *nothing), drawn, shown)

    def table(self, key: str, *notes: str, count: int | None = None) -> AnalysisTable | None:
        """Return a table of the page; None without rows. ``count`` is how many rows there are in all."""
        listed = self.tables[key]
        if not listed.rows:
            return None
        whole = len(listed.rows) if count is None else count
        in_groups = key in _GROUPS
        most = self.words.listed["groups" if in_groups else "page"]
        cap = ""
        if whole > most:
            name = "cap_groups" if in_groups else "cap"
            book = f"{len(listed.rows):,}"
            cap = self.words.text(
                name, shown=most, count=f"{whole:,}", workbook=book, other=all_of(self.words, key)
            )
        return on_page(key, listed, most, cap, *notes)

    def bars(
        self, name: str, named: Sequence[tuple[str, int]], columns: tuple[str, str],
        **values: object,
    ) -> Chart:  # fmt: skip
        """Draw counts as bars, with their numbers as a table."""
        heading = self._heading(name, values)
        drawn = [draw.ChartBar(label, (("within", Fraction(n)),), f"{n:,}") for label, n in named]
        rows = tuple((label, f"{n:,}") for label, n in named)
        headings = tuple(self.words.headings[key] for key in columns)
        return self._chart(heading, draw.bars(heading, drawn), headings, rows)

    def grades(
        self, name: str, counts: Counter[tuple[str, str]], first: str, none: str = ""
    ) -> Chart:
        """Draw how often which grade goes with which; ``none`` stands for none in the rows."""
        across = self._in_order({b for _, b in counts})
        down = self._in_order({a for a, _ in counts})
        numbers = [[counts[a, b] for b in across] for a in down]
        heading = self._heading(name, {})
        shown = [self.names.grade(grade) for grade in across]
        of_rows = [(none if not grade else "") or self.names.grade(grade) for grade in down]
        rows = tuple(
            (label, *(f"{n:,}" for n in line)) for label, line in zip(of_rows, numbers, strict=True)
        )
        svg = draw.grid(heading, of_rows, shown, numbers)
        return self._chart(heading, svg, (self.words.headings[first], *shown), rows)

    def _in_order(self, grades: set[str]) -> list[str]:
        usual = {name: at for at, name in enumerate(self.overview.grades)}
        return sorted(grades, key=lambda g: (g == UNSETTLED, not g, usual.get(g, len(usual)), g))

    def _heading(self, name: str, values: Mapping[str, object]) -> draw.ChartHeading:
        chart = self.words.charts[name]
        return draw.ChartHeading(f"chart-{name}", chart.title, chart.text.format(**values))

    def _chart(
        self, heading: draw.ChartHeading, svg: Markup, columns: tuple[str, ...],
        rows: tuple[tuple[str, ...], ...],
    ) -> Chart:  # fmt: skip
        return Chart(heading.name, heading.title, heading.text, svg, columns, rows)


def portfolio_page(counted: Portfolio, named: int, show: AnalysisPresenter) -> bytes:
    """Return the page; ``named`` is how many names of rows there are of which something is not known."""
    words, whole = show.words, counted.whole
    lead = [words.text("lead", forms=f"{whole.forms:,}", sets=len(counted.sets.of))]
    if counted.secret:
        lead.append(words.text("lead_secret", count=f"{counted.secret:,}"))
    lead += [words.patterns["lead_known"], words.patterns["lead_set"]]
    classes = list(zip(words.class_names("forms"), whole.classes, strict=True))
    rest = whole.forms - whole.compared
    states: Counter[str] = Counter()
    for (status, _), count in counted.row_states.items():
        states[status] += count
    by_status = [
        (show.names.labels.word("statuses", key), states[key])
        for key in show.names.labels.groups["statuses"]
        if states[key]
    ]
    no_claim = words.patterns["no_claim"]
    sections = [
        show.section("differences", charts=[
            show.bars("differences", classes, ("difference", "forms"),
                      forms=f"{whole.compared:,}", rest=f"{rest:,}"),
            show.grades("grades", counted.grades, "claimed_grade", no_claim) if whole.forms else None,
        ]),
        show.section("groups", [
            show.table("sets"),
            show.table("departments"),
            show.table("levels"),
            show.table("rules"),
            show.table("set_classes", words.patterns["group_classes"]),
            show.table("department_classes", words.patterns["group_classes"]),
            show.table("level_classes", words.patterns["level_classes"]),
        ]),
        show.section("unknown", [
            show.table("names", words.patterns["names"], count=named),
            show.table("states"),
        ], [show.bars("states", by_status, ("status", "rows"), count=f"{sum(states.values()):,}")]),
        show.section("lists", [
            show.table("above_forms", count=counted.above_forms.count),
            show.table("above_rows", count=counted.above_rows.count),
            show.table("check_rows", count=counted.check_rows.count),
            show.table("full_forms", count=counted.full_forms.count),
        ]),
    ]  # fmt: skip
    return show.page(words.titles["portfolio"], lead, _figures(counted, show), sections)


def _figures(counted: Portfolio, show: AnalysisPresenter) -> list[HeadlineFigure]:
    whole = counted.whole
    return [
        show.figure("forms", whole.forms),
        show.figure("compared", whole.compared),
        show.figure("without_total", whole.without_total),
        show.figure("mean", mean(whole.claimed - whole.rule, whole.compared)),
        show.figure("better", whole.better),
        show.figure("above", whole.above),
        show.figure("check", whole.check),
        show.figure("above_rows", counted.above_rows.count),
        show.figure("check_rows", counted.check_rows.count),
        show.figure("full", whole.full),
        show.figure("full_lower", whole.full_lower),
    ]
