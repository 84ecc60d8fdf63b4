"""The tables of 汇总表, by the names of its sheets."""

from __future__ import annotations

from collections.abc import Mapping

from scoring.records.figures import FigureRegister
from scoring.records.papers import PaperTable
from scoring.year.group_tables import parent_table, unit_table
from scoring.year.missed_table import missed_table
from scoring.year.project_table import project_table
from scoring.year.rule_table import rule_table
from scoring.year.summary_notes import notes_table
from scoring.year.summary_scope import Scope
from scoring.year.table_words import YearTableWords


def summary_tables(
    register: FigureRegister, words: YearTableWords, *, internal: bool
) -> Mapping[str, PaperTable]:
    """Return the tables; ``internal`` adds what the rule gives, and secret projects by number.

    Where no project is there to be summed up, there are none.
    """
    scope = Scope(register, words, internal)
    if not scope.projects:
        return {}
    made = [
        project_table(scope), unit_table(scope), parent_table(scope), missed_table(scope),
        notes_table(scope),
    ]  # fmt: skip
    if internal:
        made.append(rule_table(scope))
    return {table.id: table for table in made if table.rows}
