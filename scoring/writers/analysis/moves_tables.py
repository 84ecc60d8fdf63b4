"""What another set moves, as tables: rows, grades, money, the largest moves, what cannot be compared."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from scoring.exact import printed
from scoring.money import YUAN_PER_UNIT
from scoring.portfolio.moves import GradeMoves, Move, Moves, RowMoves, in_yuan
from scoring.portfolio.tally import OTHERS, of_millionths
from scoring.portfolio.weights import EXECUTION, Sensitivity
from scoring.writers.analysis.analysis_words import AnalysisWords
from scoring.writers.analysis.entries import Names, points, table
from scoring.writers.analysis.portfolio_tables import who
from scoring.writers.lists.table_file import Entry, ListTable, Row

K = TypeVar("K")


@dataclass(slots=True)
class VariantMoves:
    """What a set moves that differs only in rules from the one that submissions were scored by."""

    base: str
    set: str
    rules: Sequence[str]
    """The names of the rules that are not the same."""
    moves: Moves


@dataclass(slots=True)
class WhatIf:
    """Everything that the page 假设 shows."""

    against: str
    """The id of the other set."""
    moves: Moves
    sensitivity: Sensitivity
    variants: list[VariantMoves] = field(default_factory=list)


def moves_tables(found: WhatIf, words: AnalysisWords, names: Names) -> dict[str, ListTable]:
    """Return every table by its key, in the order of the workbook."""
    moves = found.moves
    return {
        "largest": table(
            words, "largest", [moved_form(each, names) for each in moves.largest.listed], count=moves.largest.count
        ),
        "moved_levels": table(words, "moved_levels", _rows(moves.levels.of, names.of)),
        "moved_rules": table(
            words, "moved_rules", _rows(moves.rules.of, lambda pair: _rule_pair(pair, names))
        ),
        "moved_directions": table(
            words, "moved_directions", _rows(moves.directions.of, lambda key: _direction(key, names))
        ),
        "moved_statuses": table(words, "moved_statuses", _statuses(moves, names)),
        "moved_money": table(words, "moved_money", _money(moves.departments.of, names)),
        "unmatched": table(
            words, "unmatched",
            [
                {**who(each.submission, names), "text": words.patterns["several"].join(map(names.piece, each.pieces))}
                for each in moves.unmatched.kept
            ],
        ),
        "not_scored": table(
            words, "not_scored",
            [
                {**who(each.submission, names), "text": each.why}
                for each in moves.not_scored.kept
            ],
        ),
        "not_compared": table(words, "not_compared", _not_compared(moves, words, names)),
        "variants": table(words, "variants", [_variant(v, words, names) for v in found.variants]),
        "weights": table(words, "weights", _weights(found.sensitivity, words, names)),
        "left_out": table(words, "left_out", _left_out(found.sensitivity, words, names)),
    }  # fmt: skip


def moved_form(each: Move, names: Names) -> Row:
    """Return the entries about a submission that moves."""
    before, after = each.before, each.after
    return {
        **who(before, names), "before": before.total, "before_grade": names.grade(before.grade),
        "after": after.total, "after_grade": names.grade(after.grade), "by": points(each.by),
        "rows": each.rows,
        "budget": None
        if before.budget is None
        else ten_thousands(in_yuan(before.budget, before.money_unit)),
    }  # fmt: skip


def ten_thousands(units: int) -> Entry:
    """Return an amount, given in millionths of a 元, in 万元."""
    return printed(of_millionths(units) / YUAN_PER_UNIT["万元"], 6)


def _rows(groups: Mapping[K, RowMoves], name: Callable[[K], str]) -> list[Row]:
    by_count = sorted(groups.items(), key=lambda e: (-e[1].moved, -e[1].rows, str(e[0])))
    return [
        {
            "name": name(key), "rows": each.rows, "moved": each.moved, "up": each.up,
            "up_sum": points(each.up_sum), "down": each.down, "down_sum": points(each.down_sum),
            "otherwise": each.otherwise,
        }
        for key, each in by_count
    ]  # fmt: skip


def _rule_pair(pair: tuple[str, str], names: Names) -> str:
    before, after = map(names.rule, pair)
    return before if before == after else f"{before} → {after}"


def _direction(key: str, names: Names) -> str:
    if key == OTHERS:
        return names.of(key)
    return names.labels.word("directions", key) if key else names.words.patterns["no_direction"]


def _statuses(moves: Moves, names: Names) -> list[Row]:
    by_count = sorted(moves.statuses.items(), key=lambda entry: (-entry[1], entry[0]))
    return [
        {
            "before": names.labels.word("statuses", before),
            "after": names.labels.word("statuses", after),
            "rows": count,
        }
        for (before, after), count in by_count
    ]


def _money(groups: Mapping[str, GradeMoves], names: Names) -> list[Row]:
    moved = {key: each for key, each in groups.items() if each.up or each.down or each.unsettled}
    by_money = sorted(moved.items(), key=lambda entry: (-entry[1].budget, entry[0]))
    return [
        {
            "name": names.of(key), "compared": each.compared, "up": each.up, "down": each.down,
            "unsettled": each.unsettled, "budget": ten_thousands(each.budget),
            "without_budget": each.without_budget,
        }
        for key, each in by_money
    ]  # fmt: skip


def _not_compared(moves: Moves, words: AnalysisWords, names: Names) -> list[Row]:
    by_count = sorted(moves.not_compared.items(), key=lambda entry: (-entry[1], entry[0]))
    several = words.patterns["several"]
    return [
        {
            "set": names.set(base), "forms": count,
            "why": words.text(f"reasons.{why.reason}", names=several.join(why.names)),
        }
        for (base, why), count in by_count
    ]  # fmt: skip


def _variant(each: VariantMoves, words: AnalysisWords, names: Names) -> Row:
    moves = each.moves
    return {
        "base": names.set(each.base), "set": names.set(each.set),
        "rules": words.patterns["several"].join(map(names.rule, each.rules)),
        "compared": moves.compared, "grades": moves.grades_moved, "totals": moves.totals_moved,
        "up_sum": points(moves.up_sum), "down_sum": points(moves.down_sum),
        "rows": moves.rows.moved,
    }  # fmt: skip


def _weights(sensitivity: Sensitivity, words: AnalysisWords, names: Names) -> list[Row]:
    return [
        {
            "set": names.set(step.set),
            "part": words.patterns["execution"] if step.part == EXECUTION else names.of(step.part),
            "way": words.text(f"ways.{'up' if step.up else 'down'}", step=words.weight_step),
            "forms": each.forms, "grades": each.better + each.worse, "better": each.better,
            "worse": each.worse, "up": each.up, "up_sum": points(each.up_sum), "down": each.down,
            "down_sum": points(each.down_sum),
        }
        for step, each in sorted(sensitivity.steps.of.items(), key=lambda entry: entry[0].set)
    ]  # fmt: skip


def _left_out(sensitivity: Sensitivity, words: AnalysisWords, names: Names) -> list[Row]:
    by_set = sorted(sensitivity.left_out.items())
    return [
        {"set": names.set(key), "forms": count, "why": words.left_out[reason]}
        for (key, reason), count in by_set
    ]
