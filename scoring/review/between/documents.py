"""The documents of a batch by whose they are: forms, target tables, statements, passages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from scoring.records.file_content import FileRead, Passage, Statement, TargetTable
from scoring.review.between.likeness import without_tail
from scoring.review.between.records import ComparedForm
from scoring.review.between.vocabulary import BetweenWords
from scoring.text import name_key
from scoring.values.grammar import Reader


@dataclass(frozen=True)
class DocumentIndex:
    """Everything that is compared."""

    forms: Sequence[ComparedForm]
    files: Sequence[FileRead]
    words: BetweenWords
    reader: Reader

    def project(self, name: str) -> str:
        """Return a project's name as it is compared."""
        return without_tail(name, self.words.name_tails)

    def place(self, file: str, at: str) -> str:
        """Return how a place in another file is called."""
        return self.words.text("file_and_place", file=file, place=at).strip()

    @cached_property
    def tables(self) -> Sequence[tuple[str, TargetTable]]:
        """Every target table with its file."""
        return [(file.name, table) for file in self.files for table in file.targets]

    @cached_property
    def unit_of_file(self) -> Mapping[str, str]:
        """The key of the unit that a file's report is about; none where it names no one or several."""
        units: dict[str, str] = {}
        for file in self.files:
            texts: list[Passage | Statement] = [*file.statements, *file.passages]
            named = {name_key(text.subject) for text in texts if text.whole and text.subject}
            named |= {name_key(passage.unit) for passage in file.passages if passage.unit}
            if len(named) == 1:
                units[file.name] = named.pop()
        return units

    @cached_property
    def by_project(self) -> Mapping[str, Sequence[int]]:
        """The positions of the projects' forms by the key of the project's name."""
        positions: dict[str, list[int]] = {}
        for index, form in enumerate(self.forms):
            if not form.whole and self.project(form.submission.project.name):
                project = self.project(form.submission.project.name)
                positions.setdefault(project, []).append(index)
        return positions

    @cached_property
    def by_unit(self) -> Mapping[str, Sequence[int]]:
        """The positions of the units' own forms by the key of the unit's name."""
        positions: dict[str, list[int]] = {}
        for index, form in enumerate(self.forms):
            if form.whole and form.submission.unit:
                positions.setdefault(name_key(form.submission.unit), []).append(index)
        return positions

    def form_of(self, file: str, text: Statement | Passage) -> tuple[int | None, bool]:
        """Return the form that a text is about, and whether that is certain.

        Certain: subject and year are the same, the form is the only such one (of copies in several
        files the first), and the text's unit is the form's unit or department, or both stand in one
        file.
        """
        if text.whole:
            namesakes = self.by_unit.get(name_key(text.subject), ())
        else:
            namesakes = self.by_project.get(self.project(text.subject), ())
        forms = [i for i in namesakes if text.year in (None, self.forms[i].submission.year)]
        unit = self.unit_of_file.get(file, "")
        if len({self._identity(i) for i in forms}) > 1:
            forms = [i for i in forms if self._is_of(unit, i)]
        if len({self._identity(i) for i in forms}) != 1:
            return None, False
        certain = text.year is not None and (
            text.whole or file == self.forms[forms[0]].file or self._is_of(unit, forms[0])
        )
        return forms[0], certain

    def _is_of(self, unit: str, index: int) -> bool:
        """Tell whether a unit's key is that of a form's unit or department."""
        submission = self.forms[index].submission
        return unit != "" and unit in {name_key(submission.unit), name_key(submission.department)}

    def _identity(self, index: int) -> tuple[str, str, str, int | None]:
        submission = self.forms[index].submission
        project = submission.project
        return name_key(submission.unit), self.project(project.name), project.code, submission.year

    @cached_property
    def _tables_of_unit(
        self,
    ) -> Mapping[tuple[str, int | None, bool], Sequence[tuple[str, TargetTable]]]:
        """The target tables that hold rows, by unit, year and level."""
        tables: dict[tuple[str, int | None, bool], list[tuple[str, TargetTable]]] = {}
        for file, table in self.tables:
            unit = name_key(table.unit)
            if table.rows and unit:
                tables.setdefault((unit, table.year, table.whole), []).append((file, table))
        return tables

    def tables_of(self, form: ComparedForm) -> Sequence[tuple[str, TargetTable]]:
        """Return the target tables of a form's own unit, year and level."""
        submission = form.submission
        if submission.year is None:
            return ()
        whose = name_key(submission.unit), submission.year, form.whole
        tables = self._tables_of_unit.get(whose, ())
        if form.whole:
            return tables
        name = self.project(submission.project.name)
        return [one for one in tables if self.project(one[1].project) == name] if name else ()

    def whole_tables_of(self, form: ComparedForm) -> Sequence[tuple[str, TargetTable]]:
        """Return the whole-unit tables of a form's unit and year."""
        submission = form.submission
        if submission.year is None:
            return ()
        return self._tables_of_unit.get((name_key(submission.unit), submission.year, True), ())
