"""The charts of the overview: drawings with their numbers as a table beside them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from markupsafe import Markup

from scoring.exact import fraction, plain
from scoring.portfolio.tally import class_of
from scoring.writers.form_line import FormLine, Position
from scoring.writers.labels import Labels
from scoring.writers.overview import draw
from scoring.writers.overview.class_names import class_names
from scoring.writers.overview.overview_words import OverviewWords
from scoring.writers.overview.tally import FindingGroup, Tally
from scoring.writers.wording import number

MOST_BARS = 15
BEYOND = 20
"""Points beyond what can be earned up to which a claim is drawn in its place; more, at the edge."""


@dataclass(frozen=True, slots=True)
class Chart:
    """A drawing, and its numbers as a table; ``rows`` are empty where they stand elsewhere."""

    name: str
    title: str
    text: str
    svg: Markup
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    named: int = 1
    """Columns that name a row; the others are figures."""
    note: str = ""


class Charts:
    """Draws the charts of a batch."""

    def __init__(
        self, counted: Tally, names: Sequence[str], words: OverviewWords, labels: Labels,
        kinds: Mapping[str, str],
    ):  # fmt: skip
        self.counted = counted
        self.names = names
        """What each form is called on the page."""
        self.words = words
        self.labels = labels
        self.kinds = kinds
        """What each kind of finding is called."""

    def all(self) -> list[Chart]:
        """Return every chart that has something to show."""
        few = len(self.counted.once) <= self.counted.limits.one_by_one
        made = (
            self.scores() if few else self.differences(),
            self.grades(),
            self.findings(),
            self.difference(),
            self.stakes(),
            self.rows(),
        )
        return [chart for chart in made if chart is not None]

    def scores(self) -> Chart | None:
        """Draw each form's band, its score by rule and its claim."""
        forms = self.counted.forms
        scored = [i for i in self.counted.order() if forms[i].scored and not forms[i].repeat]
        if not scored:
            return None
        least = min(Fraction(forms[i].rule.low) for i in scored) - BEYOND
        most = max(Fraction(forms[i].rule.high) for i in scored) + BEYOND
        marked = [self._marked(i, forms[i], least, most) for i in scored]
        legend = [(key, self.words.legend[key]) for key in ("band", "rule", "claimed")]
        if any(m.outside for m in marked):
            legend.append(("above", self.words.legend["above"]))
        heading = self._heading("scores")
        svg = draw.ranges(heading, marked, legend)
        note = self.words.patterns["see_forms"]
        return Chart(heading.name, heading.title, heading.text, svg, note=note)

    def _marked(
        self, number: int, form: FormLine, least: Fraction, most: Fraction
    ) -> draw.ChartRange:
        claimed = None if form.claimed is None else Fraction(form.claimed)
        if claimed is not None:
            claimed = min(max(claimed, least), most)
        rule = form.rule
        total = None if rule.total is None else Fraction(rule.total)
        low, high = Fraction(rule.low), Fraction(rule.high)
        above = form.position is Position.ABOVE
        return draw.ChartRange(self.names[number], low, high, total, claimed, above)

    def differences(self) -> Chart | None:
        """Draw how many forms claim how much more or less than the rules give."""
        edges = [fraction(text) for text in self.words.steps]
        classes = class_names(edges, self.words.step_names)
        within, above = [0] * len(classes), [0] * len(classes)
        left = 0
        for form in self.counted.once:
            if form.claimed is None or form.rule.total is None:
                left += 1
                continue
            at = class_of(Fraction(form.claimed) - Fraction(form.rule.total), edges)
            (above if form.position is Position.ABOVE else within)[at] += 1
        heading = self._heading("differences", forms=sum(within) + sum(above), rest=left)
        text = self.words.text
        chart_bars = [
            draw.ChartBar(
                name, (("within", Fraction(inside)), ("above", Fraction(over))),
                text("among_above", count=inside + over, above=over) if over else str(inside),
            )
            for name, inside, over in zip(classes, within, above, strict=True)
        ]  # fmt: skip
        rows = [
            (name, str(inside), str(over))
            for name, inside, over in zip(classes, within, above, strict=True)
        ]
        return self._chart(
            heading, draw.bars(heading, chart_bars), ("difference", "within", "above"), rows
        )

    def findings(self) -> Chart | None:
        """Draw how often each kind of finding was made."""
        groups = self.counted.ordered_groups("E", "Q", "N")
        if not groups:
            return None
        shown, rest = _most(groups)
        chart_bars = [
            draw.ChartBar(g.title, ((g.kind, Fraction(g.count)),), str(g.count)) for g in shown
        ]
        if rest:
            count = sum(g.count for g in rest)
            name = self.words.text("rest", count=len(rest))
            chart_bars.append(draw.ChartBar(name, (("N", Fraction(count)),), str(count)))
        heading = self._heading("findings")
        rows = [(self.kinds[g.kind], g.title, str(g.count), str(g.forms)) for g in groups]
        columns = ("kind", "code", "count", "forms")
        return self._chart(heading, draw.bars(heading, chart_bars), columns, rows, named=2)

    def difference(self) -> Chart | None:
        """Draw the differences of the E findings, form by form, the greatest first."""
        forms = self.counted.forms
        ordered = [i for i, form in enumerate(forms) if form.difference and not form.repeat]
        if not ordered:
            return None
        ordered.sort(key=lambda i: (-forms[i].difference, i))
        amounts = [(self.names[i], forms[i].difference) for i in ordered[:MOST_BARS]]
        rest = sum((forms[i].difference for i in ordered[MOST_BARS:]), Fraction(0))
        heading = self._heading("difference")
        rows = [(name, plain(points)) for name, points in amounts]
        chart_bars = [
            draw.ChartBar(name, (("E", points),), plain(points)) for name, points in amounts
        ]
        if rest:
            name = self.words.text("rest_forms", count=len(ordered) - MOST_BARS)
            rows.append((name, plain(rest)))
        return self._chart(heading, draw.bars(heading, chart_bars), ("form", "points"), rows)

    def stakes(self) -> Chart | None:
        """Draw the widest range of each kind of Q finding."""
        widest = [(g, g.widest) for g in self.counted.ordered_groups("Q") if g.widest is not None]
        if not widest:
            return None
        heading = self._heading("stakes")
        chart_bars, rows = [], []
        for group, stake in widest[:MOST_BARS]:
            low, high = Fraction(stake.low), Fraction(stake.high)
            figure = f"{plain(low)}–{plain(high)}"
            chart_bars.append(draw.ChartBar(group.title, (("Q", high - low),), figure, low))
        rows = [
            (group.title, f"{number(stake.low)}–{number(stake.high)}", str(group.count))
            for group, stake in widest
        ]
        return self._chart(
            heading, draw.bars(heading, chart_bars), ("code", "points", "count"), rows
        )

    def grades(self) -> Chart | None:
        """Draw which claimed grade became which by rule."""
        pairs = [
            (f.claimed_grade or self.words.patterns["grade_claimed_none"], f.grade)
            for f in self.counted.once
            if f.grade is not None
        ]
        if not pairs:
            return None
        by_rule = self._by_grade({rule for _, rule in pairs})
        usual = {*by_rule, *self.words.grades, self.words.patterns["grade_claimed_none"]}
        other = self.words.patterns["grade_other"]
        pairs = [(claimed if claimed in usual else other, rule) for claimed, rule in pairs]
        by_claim = self._by_grade({claimed for claimed, _ in pairs})
        often = Counter(pairs)
        counts = [[often[c, r] for r in by_rule] for c in by_claim]
        heading = self._heading("grades")
        rows = [(c, *map(str, row)) for c, row in zip(by_claim, counts, strict=True)]
        svg = draw.grid(heading, by_claim, by_rule, counts)
        columns = (self.words.columns["claimed_grade"], *by_rule)
        return Chart(heading.name, heading.title, heading.text, svg, columns, tuple(rows))

    def _by_grade(self, names: set[str]) -> list[str]:
        usual = {name: at for at, name in enumerate(self.words.grades)}
        return sorted(names, key=lambda name: (usual.get(name, len(usual)), name))

    def rows(self) -> Chart | None:
        """Draw how many rows are determined, defaulted, open, unread."""
        counts = self.counted.statuses
        keys = [key for key in self.labels.groups["statuses"] if counts[key]]
        if not keys:
            return None
        heading = self._heading("rows", count=sum(counts.values()))
        named = [(key, self.labels.word("statuses", key), counts[key]) for key in keys]
        chart_bars = [
            draw.ChartBar(name, ((f"is-{key}", Fraction(count)),), str(count))
            for key, name, count in named
        ]
        rows = [(name, str(count)) for _, name, count in named]
        return self._chart(heading, draw.bars(heading, chart_bars), ("status", "rows"), rows)

    def _heading(self, name: str, **values: object) -> draw.ChartHeading:
        chart = self.words.charts[name]
        return draw.ChartHeading(f"chart-{name}", chart.title, chart.text.format(**values))

    def _chart(
        self, heading: draw.ChartHeading, svg: Markup, columns: Sequence[str],
        rows: Sequence[tuple[str, ...]], named: int = 1,
    ) -> Chart:  # fmt: skip
        headings = tuple(self.words.columns[key] for key in columns)
        return Chart(heading.name, heading.title, heading.text, svg, headings, tuple(rows), named)


def _most(groups: Sequence[FindingGroup]) -> tuple[list[FindingGroup], list[FindingGroup]]:
    if len(groups) <= MOST_BARS:
        return list(groups), []
    often = sorted(groups, key=lambda g: -g.count)[:MOST_BARS]
    return [g for g in groups if g in often], [g for g in groups if g not in often]
