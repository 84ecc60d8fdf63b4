"""总体分析 as tables: claims against the rule by department, set, level and rule, and the lists."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from scoring.portfolio.claims import FormClaim, FullForm, RowClaim
from scoring.portfolio.portfolio import FormFigures, NameFigures, Portfolio, RowFigures
from scoring.records.bulk_record import BulkSubmission
from scoring.writers.analysis.analysis_words import AnalysisWords
from scoring.writers.analysis.entries import Names, mean, points, table
from scoring.writers.lists.table_file import ListTable, Row


def portfolio_tables(
    counted: Portfolio, named: Sequence[NameFigures], count: int, words: AnalysisWords, names: Names
) -> dict[str, ListTable]:
    """Return every table by its key, in the order of the workbook.

    ``named`` are the names of rows of which something is not known, the most frequent first, of all
    ``count``.
    """
    forms, rows = words.class_names("forms"), words.class_names("rows")
    departments, sets = counted.departments.of, counted.sets.of
    return {
        "departments": table(words, "departments", _forms(departments, names.of)),
        "sets": table(words, "sets", _forms(sets, names.set)),
        "levels": table(words, "levels", _rows(counted.levels.of, names.of)),
        "rules": table(words, "rules", _rows(counted.rules.of, names.rule)),
        "department_classes": table(
            words, "department_classes", _classes(departments, names.of), forms
        ),
        "set_classes": table(words, "set_classes", _classes(sets, names.set), forms),
        "level_classes": table(words, "level_classes", _classes(counted.levels.of, names.of), rows),
        "states": table(words, "states", _states(counted, names)),
        "names": table(words, "names", list(map(named_row, named)), count=count),
        "above_forms": table(
            words,
            "above_forms",
            [_form_claim(each, words, names) for each in counted.above_forms.listed],
            count=counted.above_forms.count,
        ),
        "above_rows": table(
            words,
            "above_rows",
            [row_claim(each, names) for each in counted.above_rows.listed],
            count=counted.above_rows.count,
        ),
        "check_rows": table(
            words,
            "check_rows",
            [row_claim(each, names) for each in counted.check_rows.listed],
            count=counted.check_rows.count,
        ),
        "full_forms": table(
            words,
            "full_forms",
            [_full_form(each, words, names) for each in counted.full_forms.listed],
            count=counted.full_forms.count,
        ),
    }


def _forms(groups: Mapping[str, FormFigures], name: Callable[[str], str]) -> list[Row]:
    return [
        {
            "name": name(key), "forms": each.forms, "without_total": each.without_total,
            "compared": each.compared, "mean": mean(each.claimed - each.rule, each.compared),
            "better": each.better, "worse": each.worse, "above": each.above,
            "above_sum": points(each.above_sum), "check": each.check, "full": each.full,
            "full_by_rule": each.full_by_rule, "full_lower": each.full_lower,
        }
        for key, each in sorted(groups.items(), key=lambda entry: (-entry[1].forms, entry[0]))
    ]  # fmt: skip


def _rows(groups: Mapping[str, RowFigures], name: Callable[[str], str]) -> list[Row]:
    return [
        {
            "name": name(key), "rows": each.rows, "compared": each.compared,
            "mean": mean(each.claimed - each.score, each.compared), "above": each.above,
            "above_sum": points(each.above_sum), "check": each.check,
            "check_sum": points(each.check_sum), "unread": each.unread,
            "presumed": each.presumed, "judged": each.judged, "by_place": each.by_place,
        }
        for key, each in sorted(groups.items(), key=lambda entry: (-entry[1].rows, entry[0]))
    ]  # fmt: skip


def _classes(
    groups: Mapping[str, FormFigures] | Mapping[str, RowFigures], name: Callable[[str], str]
) -> list[Row]:
    classes = [(key, each.classes) for key, each in groups.items()]
    return [
        {"name": name(key), **{str(at): count for at, count in enumerate(counts)}}
        for key, counts in sorted(classes, key=lambda entry: (-sum(entry[1]), entry[0]))
    ]


def _states(counted: Portfolio, names: Names) -> list[Row]:
    by_count = sorted(counted.row_states.items(), key=lambda entry: (-entry[1], entry[0]))
    return [
        {
            "status": names.labels.word("statuses", status),
            "known": names.words.known[known],
            "rows": count,
        }
        for (status, known), count in by_count
    ]


def named_row(each: NameFigures) -> Row:
    """Return the entries about a name of rows."""
    return {
        "name": each.name, "rows": each.rows, "unread": each.unread, "presumed": each.presumed,
        "judged": each.judged, "by_place": each.by_place,
    }  # fmt: skip


def who(submission: BulkSubmission, names: Names) -> Row:
    """Return the entries that say which submission it is."""
    return {
        "project": submission.project or submission.unit, "unit": submission.unit,
        "department": submission.department, "set": names.set(submission.set),
        "id": submission.id, "place": submission.place,
    }  # fmt: skip


def _form_claim(each: FormClaim, words: AnalysisWords, names: Names) -> Row:
    submission = each.submission
    return {
        **who(submission, names), "claimed": each.claimed, "total": submission.total,
        "high": submission.high, "excess": points(each.excess),
        "verdict": words.verdicts[each.verdict],
    }  # fmt: skip


def _full_form(each: FullForm, words: AnalysisWords, names: Names) -> Row:
    submission = each.submission
    return {
        **who(submission, names), "claimed": points(each.claimed), "total": submission.total,
        "high": submission.high, "excess": points(each.distance), "verdict": words.full[each.rule],
    }  # fmt: skip


def row_claim(each: RowClaim, names: Names) -> Row:
    """Return the entries about a row that claims more than the rule gives."""
    row, labels = each.row, names.labels
    return {
        **who(each.submission, names), "verdict": names.words.verdicts[each.verdict], "row": row.id, "level1": row.level1, "name": row.name,
        "target": row.target, "actual": row.actual, "points": row.points, "claimed": each.claimed,
        "score": row.score, "high": row.high, "excess": points(each.excess),
        "known": names.words.known[row.known], "status": labels.word("statuses", row.status),
        "rule": names.rule(row.rule),
    }  # fmt: skip
