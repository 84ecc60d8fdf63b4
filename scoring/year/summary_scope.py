"""What a summary shows: all projects in internal papers, else those that are not secret."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from scoring.records.figures import (
    FigureRegister,
    GroupKind,
    ProjectFigures,
    ProjectGroup,
    YearFigure,
)
from scoring.text import squeezed
from scoring.year.filled import filled
from scoring.year.table_words import TableColumn, YearTableWords


@dataclass(frozen=True, slots=True)
class Scope:
    """The projects of a summary in order, and the groups that hold no others."""

    register: FigureRegister
    words: YearTableWords
    internal: bool

    @property
    def projects(self) -> tuple[ProjectFigures, ...]:
        """The projects that are listed."""
        return self.register.projects if self.internal else self.register.of_public.projects

    @property
    def totals(self) -> Mapping[str, YearFigure]:
        """What they come to together."""
        return self.register.totals if self.internal else self.register.of_public.figures

    @property
    def hides_secret(self) -> bool:
        """Whether a secret project is left out."""
        return len(self.projects) < len(self.register.projects)

    def groups(self, kind: GroupKind) -> Sequence[ProjectGroup]:
        """Return the groups of a kind whose projects are all listed."""
        found = (group for group in self.register.groups if group.kind == kind)
        if self.internal:
            return [group for group in found if not group.leaves_out_secret]
        return [group for group in found if not any(p.is_secret for p in group.projects)]

    def group(self, kind: GroupKind, unit: str = "", parent: str = "") -> ProjectGroup | None:
        """Return one group; None where there is none."""
        return next((g for g in self.groups(kind) if g.unit == unit and g.parent == parent), None)

    def number(self, project: ProjectFigures) -> int:
        """Return the running number of a project, from 1."""
        return self.projects.index(project) + 1

    def name(self, project: ProjectFigures) -> str:
        """Return what a project is called; a secret one has a number only."""
        if not project.is_secret:
            return project.name
        secret = [p.key for p in self.register.every_project() if p.is_secret]
        return filled(self.words.word("secret"), number=secret.index(project.key) + 1)

    def unit_name(self, unit: str) -> str:
        """Return a unit as tables print it."""
        key = squeezed(unit)
        units = (one for one in self.register.record.units if squeezed(one.name) == key)
        return next((one.short or one.name for one in units), unit)

    def title(self, table: str) -> str:
        """Return what stands above a table."""
        return self._with_years(self.words.tables[table].title)

    def columns(self, table: str) -> dict[str, TableColumn]:
        """Return the columns of a table, with the internal ones where they are shown."""
        layout = self.words.tables[table]
        return {**layout.columns, **(layout.internal if self.internal else {})}

    def headings(self, table: str, columns: Sequence[str]) -> dict[str, str]:
        """Return the headings that name a year, by column."""
        layout = self.words.tables[table]
        named = {key: layout.column(key).heading for key in columns if "/" not in key}
        return {key: self._with_years(text) for key, text in named.items() if "{" in text}

    def _with_years(self, text: str) -> str:
        record = self.register.record
        year = record.year
        return filled(text, department=record.department, year=year, last=year - 1, next=year + 1, after=year + 2,
            weights=record.weights,
        )  # fmt: skip
