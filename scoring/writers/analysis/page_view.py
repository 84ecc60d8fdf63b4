"""A page of an analysis as records of texts that the template prints."""

from __future__ import annotations

from dataclasses import dataclass

from scoring.writers.overview.charts import Chart
from scoring.writers.overview.view import HeadlineFigure
from scoring.writers.pages import PageScript


@dataclass(frozen=True, slots=True)
class AnalysisColumn:
    """A column: its heading, and whether it holds figures."""

    heading: str
    is_figure: bool


@dataclass(frozen=True, slots=True)
class AnalysisTable:
    """A table that can be sorted and filtered, and a note where it was cut."""

    key: str
    title: str
    columns: tuple[AnalysisColumn, ...]
    rows: tuple[tuple[str, ...], ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AnalysisSection:
    """What stands under one heading."""

    key: str
    title: str
    notes: tuple[str, ...] = ()
    charts: tuple[Chart, ...] = ()
    tables: tuple[AnalysisTable, ...] = ()


@dataclass(frozen=True, slots=True)
class AnalysisPage:
    """The whole page."""

    title: str
    lead: tuple[str, ...]
    figures: tuple[HeadlineFigure, ...]
    figures_title: str
    sections: tuple[AnalysisSection, ...]
    filter: str
    """What stands before the field that filters a table."""
    script: PageScript
    """What sorts and filters the tables; the page can be read without it."""
