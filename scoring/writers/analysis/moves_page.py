"""The page 假设: what another set, other weights or other rules would move."""

from __future__ import annotations

from scoring.portfolio.moves import Moves
from scoring.writers.analysis.entries import points
from scoring.writers.analysis.moves_tables import WhatIf, ten_thousands
from scoring.writers.analysis.portfolio_page import AnalysisPresenter
from scoring.writers.overview.view import HeadlineFigure


def moves_page(found: WhatIf, show: AnalysisPresenter) -> bytes:
    """Return the page."""
    words, moves = show.words, found.moves
    lead = [words.text("moves_lead", set=show.names.set(found.against))]
    lead.append(words.patterns["moves_which"])
    if moves.secret or moves.secret_not_scored:
        count = moves.secret + moves.secret_not_scored
        lead.append(words.text("lead_secret", count=f"{count:,}"))
    if not moves.rows.moved and not moves.totals_moved:
        lead.append(words.patterns["moves_same"])
    classes = list(zip(words.class_names("forms"), moves.classes, strict=True))
    both = sum(moves.classes)
    sections = [
        show.section("grades", [
            show.table("largest", count=moves.largest.count),
        ], [
            show.grades("moved_grades", moves.grades, "before_grade") if moves.grades else None,
            show.bars("moved_totals", classes, ("difference", "forms"), forms=f"{both:,}"),
        ]),
        show.section("which", [
            show.table("moved_levels"),
            show.table("moved_rules"),
            show.table("moved_directions"),
            show.table("moved_statuses"),
        ], notes=[words.patterns["row_kinds"]]),
        show.section("money", [
            show.table("moved_money"),
        ], notes=[words.text("amounts", count=f"{moves.money.without_budget:,}")]),
        show.section("compared", [
            show.table("not_compared"),
            show.table("not_scored", count=moves.not_scored.count),
            show.table("unmatched", count=moves.unmatched.count),
        ]),
        show.section("sensitivity", [
            show.table("variants", words.patterns["variants"]),
            show.table("weights", words.text("weights", step=words.weight_step)),
            show.table("left_out"),
        ], notes=[] if found.variants else [words.patterns["no_variants"]]),
    ]  # fmt: skip
    return show.page(words.titles["moves"], lead, _figures(moves, show), sections)


def _figures(moves: Moves, show: AnalysisPresenter) -> list[HeadlineFigure]:
    return [
        show.figure("moves_compared", moves.compared),
        show.figure("grades_moved", moves.grades_moved),
        show.figure("totals_moved", moves.totals_moved),
        show.figure("up", points(moves.up_sum)),
        show.figure("down", points(moves.down_sum)),
        show.figure("rows_moved", moves.rows.moved),
        show.figure("budget", ten_thousands(moves.money.budget)),
        show.figure("not_compared", sum(moves.not_compared.values())),
        show.figure("not_scored", moves.not_scored.count + moves.secret_not_scored),
    ]
