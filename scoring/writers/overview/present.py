"""Puts a tally into words: the numbers, the forms, the findings, what was not read."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from urllib.parse import quote

from scoring.exact import percent, plain
from scoring.records.finding import Stake
from scoring.review.vocabulary import Vocabulary
from scoring.writers.form_line import FormLine, Position, Track
from scoring.writers.labels import Labels
from scoring.writers.overview.charts import Charts
from scoring.writers.overview.form_lists import FormList
from scoring.writers.overview.form_summary import FindingSummary
from scoring.writers.overview.overview_words import OverviewWords
from scoring.writers.overview.summary import LeftOut, Summary
from scoring.writers.overview.tally import (
    FindingGroup,
    Heaviest,
    ListedFinding,
    Tally,
    by_excess,
    by_stake,
)
from scoring.writers.overview.view import (
    DecideRow,
    DecideTable,
    FirstPage,
    GroupList,
    GroupRow,
    HeadlineFigure,
    ItemRow,
    ListedForm,
    OverviewTable,
    UnitRow,
    UnitTable,
)
from scoring.writers.wording import number

SHORT = 20
"""A list of so many entries is open from the start."""
LONGEST = 200
"""Characters of a text from outside that are printed; the rest is counted."""


class Presenter:
    """Puts one batch into words."""

    def __init__(
        self, counted: Tally, summary: Summary, words: OverviewWords, labels: Labels,
        advice: Vocabulary, addresses: Mapping[str, str], part: str,
    ) -> None:  # fmt: skip
        """``addresses`` are those of the lists of forms, by key; ``part`` is that of the batch."""
        self.counted = counted
        self.addresses = addresses
        self.part = part
        self.summary = summary
        self.words = words
        self.labels = labels
        self.kinds = {**advice.kinds, "targets": words.kinds["targets"]}
        self.has_decided = any(form.decided is not None for form in counted.forms)
        self.places = {form: place for place, form in enumerate(counted.order(), 1)}
        """By form, its number in the list."""

    def whole(self, by_unit: Mapping[str, tuple[FormList, Sequence[str]]]) -> FirstPage:
        """Return what only the first page shows.

        ``by_unit`` are the forms by unit and by 主管部门, with the address of each part.
        """
        groups = self.counted.ordered_groups()
        names = [self._name(at, form) for at, form in enumerate(self.counted.forms)]
        decide = (self._decide("at_stake", self.counted.at_stake, self._number_at_stake),
                  self._decide("above", self.counted.above, self._number_above))  # fmt: skip
        kinds: set[str] = set()
        rows = []
        for group in groups:
            rows.append(self._group(group, first=group.kind not in kinds))
            kinds.add(group.kind)
        return FirstPage(
            rounds=self._rounds(by_unit),
            needs=self._figures(self.words.needs),
            decide=tuple(table for table in decide if table.rows),
            waiting=tuple(table for table in self._waiting() if table.rows),
            units=tuple(
                self._units(made, to) for key, (made, to) in by_unit.items() if key != "round"
            ),
            figures=self._figures(self.words.numbers),
            explain=self._explain(),
            charts=tuple(Charts(self.counted, names, self.words, self.labels, self.kinds).all()),
            groups=tuple(rows),
            lists=tuple(self._list(group) for group in groups),
            reading=tuple(table for table in self._reading() if table.rows),
        )

    def _rounds(
        self, by_unit: Mapping[str, tuple[FormList, Sequence[str]]]
    ) -> tuple[HeadlineFigure, ...]:
        """Return how many forms stand in each round."""
        if "round" not in by_unit:
            return ()
        made, to = by_unit["round"]
        return tuple(
            HeadlineFigure("round", part.name, f"{len(part.forms):,}", address)
            for part, address in zip(made.parts, to, strict=True)
        )

    def forms(self, wanted: Sequence[int], before: int, up: str = "./") -> tuple[ListedForm, ...]:
        """Return the rows of these forms; ``before`` stand on earlier pages.

        ``up`` leads from the page to the folder of the outputs.
        """
        forms = self.counted.forms
        return tuple(self._form(at, forms[form], up) for at, form in enumerate(wanted, before + 1))

    def _figures(self, wanted: Mapping[str, str]) -> tuple[HeadlineFigure, ...]:
        counted, summary = self.counted, self.summary
        forms = counted.once
        values = {
            "files": summary.files,
            "not_read": len(summary.not_read),
            "forms": len(forms),
            "without_set": len(summary.without_set),
            "proposed": len(summary.proposed),
            "rows": sum(form.rows for form in forms),
            "undetermined": sum(form.undetermined for form in forms),
            "above": sum(form.position is Position.ABOVE for form in forms),
            "unplaced": counted.unmatched + summary.unplaced,
            "repairs": counted.repairs,
            **{kind: counted.count(kind) for kind in ("E", "Q", "N", "targets")},
        }
        texts = {key: f"{value:,}" for key, value in values.items()}
        texts["difference"] = plain(counted.difference)
        links = self._counted_at()
        return tuple(
            HeadlineFigure(key, name, texts[key], links.get(key, "") if texts[key] != "0" else "")
            for key, name in wanted.items()
        )

    def _counted_at(self) -> dict[str, str]:
        """Return the address of what each number counts, by the key of the number."""
        lists = [*self._waiting(), *self._reading()]
        links = {table.key: f"#list-{table.key}" for table in lists if table.rows}
        links |= {kind: f"#kind-{kind}" for kind in ("E", "Q", "N", "targets")}
        links |= {"forms": "#forms", "rows": "#chart-rows", "files": self._file("reading")}
        links |= {
            key: self.addresses[key] for key in ("undetermined", "above") if key in self.addresses
        }
        if "unplaced" not in links:
            links["unplaced"] = self._file("reading")
        return {**links, "difference": self.addresses.get("E", "")}

    def _file(self, key: str) -> str:
        return f"./{quote(self._file_name(key))}"

    def _file_name(self, key: str) -> str:
        return self.words.text(f"files.{key}", part=self.part)

    # what to decide next

    def _number_at_stake(self) -> int:
        return sum(any(by_stake(form)) for form in self.counted.once)

    def _number_above(self) -> int:
        return sum(any(by_excess(form)) for form in self.counted.once)

    def _decide(self, key: str, heaviest: Heaviest, count: Callable[[], int]) -> DecideTable:
        rows = tuple(self._to_decide(form, finding) for _, form, finding in heaviest.kept)
        name = "decide" if len(rows) == count() else "decide_some"
        title = self.words.text(name, title=self.words.titles[key], shown=len(rows), count=count())
        more = self.addresses.get(key, "") if len(rows) < count() else ""
        return DecideTable(key, title, rows, self.words.patterns["decide_all"], more)

    def _to_decide(self, form: FormLine, finding: FindingSummary | None) -> DecideRow:
        page = _address(form.sheet.page)
        kind = text = ""
        name, to = self._without_finding(form), page
        if finding is not None:
            kind, to = finding.kind, _row_address(page, finding)
            name, text = self._cut(finding.name), self._cut(finding.text)
            name = name or finding.title
            if text:
                name = self.words.text("about_row", name=name)
        return DecideRow(
            title=self._title(form),
            page=page,
            workbook=_address(form.sheet.workbook),
            who=self._who(form),
            at_stake=_points_text(form.at_stake),
            above=_points_text(form.above),
            claimed="" if form.claimed is None else number(form.claimed),
            rule=self._total(form.decided or form.rule),
            kind=kind,
            kind_name=self.kinds.get(kind, ""),
            name=name,
            to=to,
            text=text,
        )

    def _without_finding(self, form: FormLine) -> str:
        """Say what there is to decide on a form about which nothing was found."""
        if form.open_rows:
            return self.words.text("todo_open", count=form.open_rows)
        return self.words.text("positions.above", points=plain(form.above)) if form.above else ""

    def _units(self, made: FormList, to: Sequence[str]) -> UnitTable:
        words, count = self.words, len(made.parts)
        shown = min(count, self.counted.limits.units)
        name = "list" if shown == count else "units_some"
        title = words.text(name, title=words.titles[made.key], shown=shown, count=count)
        columns = tuple(words.columns[key] for key in (made.key, *words.unit_numbers))
        rows = tuple(
            UnitRow(self._cut(part.name), address, self._unit_numbers(part.forms))
            for part, address in zip(made.parts[:shown], to, strict=False)
        )
        more = self.addresses.get(made.key, "") if shown < count else ""
        return UnitTable(made.key, title, columns, rows, words.patterns["decide_all"], more)

    def _unit_numbers(self, numbers: Sequence[int]) -> tuple[str, ...]:
        forms = [self.counted.forms[at] for at in numbers]
        values = {
            "forms": str(len(forms)),
            "undetermined": str(sum(form.undetermined for form in forms)),
            "above": str(sum(form.position is Position.ABOVE for form in forms)),
            "E": str(sum(form.count("E") for form in forms)),
            "E_points": plain(sum((form.difference for form in forms), Fraction(0))),
            "Q": str(sum(form.count("Q") for form in forms)),
            "at_stake": plain(sum((form.at_stake for form in forms), Fraction(0))),
        }
        return tuple(values[key] for key in self.words.unit_numbers)

    def _explain(self) -> tuple[str, ...]:
        counted, patterns = self.counted, self.words.patterns
        secret = sum(form.secret for form in counted.forms)
        lines = [patterns["explain"]]
        again = len(counted.forms) - len(counted.once)
        if again:
            lines.append(self.words.text("lead_repeats", count=again))
        if counted.unmatched or counted.repairs or self.summary.unplaced:
            lines.append(self.words.text("reading", file=self._file_name("reading")))
        if secret:
            lines.append(self.words.text("lead_secret", count=secret))
        return (*lines, patterns["about"])

    # forms

    def _form(self, place: int, form: FormLine, up: str) -> ListedForm:
        words = self.words
        position = form.position
        above = plain(form.above)
        deviation = form.deviation()
        return ListedForm(
            number=place,
            anchor=f"form-{place}",
            title=self._title(form),
            page=_address(form.sheet.page, up),
            workbook=_address(form.sheet.workbook, up),
            who=self._who(form),
            file=self._cut(_file_and_place(form.file, form.at)),
            claimed="" if form.claimed is None else number(form.claimed),
            position=words.text(f"positions.{position}", points=above),
            position_key=position,
            rule=self._total(form.rule) if form.scored else "",
            decided="" if form.decided is None else self._total(form.decided),
            decided_grade="" if form.decided is None else form.decided.grade_text,
            deviation="" if deviation is None else percent(deviation),
            grade=self._cut(form.claimed_grade),
            rule_grade=form.rule.grade_text,
            at_stake=_points_text(form.at_stake),
            todo=self._todo(form),
        )

    def _name(self, at: int, form: FormLine) -> str:
        """Name a form in a chart: by its number in the list, for names may be the same."""
        return self.words.text("numbered", number=self.places[at], name=self._title(form))

    def _title(self, form: FormLine) -> str:
        return self.words.patterns["secret"] if form.secret else self._cut(form.title)

    def _who(self, form: FormLine) -> str:
        unit = "" if form.secret or form.unit == form.title else self._cut(form.unit)
        if form.year is None:
            return unit
        if not unit:
            return self.words.text("year", year=form.year)
        return self.words.text("who", unit=unit, year=form.year)

    def _total(self, track: Track) -> str:
        if track.alternatives:
            return self.words.patterns["either"].join(map(number, track.alternatives))
        low, high = number(track.low), number(track.high)
        if track.total is None:
            name = "open_single" if low == high else "open"
            return self.words.text(name, low=low, high=high)
        total = number(track.total)
        return total if low == high else self.words.text("range", total=total, low=low, high=high)

    def _todo(self, form: FormLine) -> tuple[str, ...]:
        words, lines = self.words, []
        if form.repeat:
            lines.append(words.patterns["todo_repeat"])
        progress = form.progress
        if progress.awaits:
            awaits = words.patterns["several"].join(progress.awaits)
            lines.append(words.text("todo_round", round=progress.round, awaits=awaits))
        elif progress.round:
            lines.append(progress.round)
        if progress.conflicts:
            lines.append(words.text("todo_conflicts", count=progress.conflicts))
        if form.open_rows:
            lines.append(words.text("todo_open", count=form.open_rows))
        count = form.count("E")
        if count and form.difference:
            points = plain(form.difference)
            lines.append(words.text("todo_E_points", count=count, points=points))
        elif count:
            lines.append(words.text("todo_E", count=count))
        for kind in ("Q", "N"):
            if form.count(kind):
                lines.append(words.text(f"todo_{kind}", count=form.count(kind)))
        return tuple(lines)

    # findings

    def _group(self, group: FindingGroup, *, first: bool) -> GroupRow:
        points = ""
        if group.difference:
            points = self.words.text("sum", points=plain(group.difference))
        elif group.widest is not None:
            low, high = number(group.widest.low), number(group.widest.high)
            points = self.words.text("stake_range", low=low, high=high)
        return GroupRow(
            kind=group.kind,
            kind_name=self.kinds[group.kind],
            title=group.title,
            id=f"kind-{group.kind}" if first else "",
            anchor=_anchor(group),
            count=str(group.count),
            forms=str(group.forms),
            points=points,
        )

    def _list(self, group: FindingGroup) -> GroupList:
        kind = self.kinds[group.kind]
        return GroupList(
            kind=group.kind,
            anchor=_anchor(group),
            heading=self.words.text("group", kind=kind, title=group.title, count=group.count),
            items=tuple(map(self._item, group.listed)),
            cap=self._cap(len(group.listed), group.count, self._file_name("issues")),
            more=self._file("issues"),
            opened=group.kind in ("E", "Q"),
        )

    def _item(self, item: ListedFinding) -> ItemRow:
        form, finding = self.counted.forms[item.form], item.finding
        page = _address(form.sheet.page)
        return ItemRow(
            form=self._title(form),
            page=page,
            who=self._who(form),
            name=self._cut(finding.name),
            place=self._cut(finding.place),
            text=self._cut(finding.text),
            to=_row_address(page, finding),
            points=_points(finding.stake),
        )

    # what was read and what not

    def _waiting(self) -> tuple[OverviewTable, ...]:
        summary = self.summary
        proposed = [
            (
                self._cut(p.text), self._cut(p.at), self._cut(p.other), self._cut(p.other_at),
                percent(Fraction(p.similarity), 0),
            )
            for p in summary.proposed[: self.counted.limits.listed]
        ]  # fmt: skip
        columns = ("text", "where", "other", "where", "similarity")
        return (
            self._left_out("not_read", summary.not_read, len(summary.not_read)),
            self._left_out("without_set", summary.without_set, len(summary.without_set)),
            self._table("proposed", columns, proposed, len(summary.proposed)),
        )

    def _reading(self) -> tuple[OverviewTable, ...]:
        counted = self.counted
        return (
            self._left_out("unplaced", counted.unmatched_pieces, counted.unmatched, "what"),
            self._left_out("repairs", counted.restored_cells, counted.repairs, "what"),
            self._sources(),
        )

    def _left_out(
        self, key: str, pieces: Sequence[LeftOut], count: int, reason: str = "why"
    ) -> OverviewTable:
        listed = pieces[: self.counted.limits.listed]
        rows = [(self._cut(p.file), self._cut(p.at), self._cut(p.why)) for p in listed]
        return self._table(key, ("file", "where", reason), rows, count)

    def _table(
        self, key: str, columns: Sequence[str], rows: Sequence[tuple[str, ...]], count: int
    ) -> OverviewTable:
        title = self.words.text("list", title=self.words.titles[key], count=count)
        names = tuple(self.words.columns[column] for column in columns)
        file = "issues" if key == "proposed" else "reading"
        cap = self._cap(len(rows), count, self._file_name(file))
        return OverviewTable(
            key, title, names, tuple(rows), cap, self._file(file), len(rows) <= SHORT
        )

    def _sources(self) -> OverviewTable:
        counts = sorted(
            self.counted.sources.items(),
            key=lambda entry: (-entry[1], entry[0].document, entry[0].article, entry[0].standing),
        )
        rows = [
            (
                source.document if not source.article
                else self.words.text("source", document=source.document, article=source.article),
                self.labels.word("standings", source.standing),
                str(count),
            )
            for source, count in counts
        ]  # fmt: skip
        return self._table("sources", ("document", "standing", "rows"), rows, len(counts))

    # texts

    def _cap(self, shown: int, count: int, file: str) -> str:
        if shown >= count:
            return ""
        return self.words.text("cap", shown=shown, count=f"{count:,}", file=file)

    def _cut(self, text: str) -> str:
        if len(text) <= LONGEST:
            return text
        return self.words.text("cut", text=text[:LONGEST], count=len(text))


def _anchor(group: FindingGroup) -> str:
    return quote(f"{group.kind}-{group.code}")


def _address(path: str, up: str = "./") -> str:
    """Return the address of a file below the folder of the outputs, whatever it is called."""
    return f"{up}{quote(path)}" if path else ""


def _row_address(page: str, finding: FindingSummary) -> str:
    """Return the address of the row that a finding is about, on the page of its form."""
    return f"{page}#row-{finding.row}" if page and finding.row else page


def _points_text(points: Fraction) -> str:
    return plain(points) if points else ""


def _file_and_place(file: str, at: str) -> str:
    """Return file and place; the place of a form in a text file names the file itself."""
    return at if at.startswith(file) else f"{file} {at}".strip()


def _points(stake: Stake | None) -> str:
    if stake is None:
        return ""
    low, high = number(stake.low), number(stake.high)
    return high if low == high else f"{low}–{high}"
