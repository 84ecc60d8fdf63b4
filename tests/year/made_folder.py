"""Years of departments for tests: made from examples and seeds as a folder of theirs would be read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from scoring.intake.any_file import read_any
from scoring.records.submission import Submission
from scoring.records.year_folder import YearFolder, YearForm, YearTargets
from scoring.records.year_record import YearRecord
from scoring.work.library import Library
from scoring.work.own_track import with_own_track
from scoring.work.review import self_check
from scoring.work.score import score, score_submission
from tests.folders import DEPARTMENTS, SEEDS

CENTRE = "深圳市大数据资源管理中心"
BUREAU = "深圳市政务服务和数据管理局"


def form(path: Path, library: Library, **changed: Any) -> YearForm:
    """Return the form of a file, with some of its fields changed."""
    result = score(path, sets=library)
    if changed:
        data = {**result.submission.model_dump(by_alias=True, exclude_defaults=True), **changed}
        submission = Submission.model_validate(data)
        result = with_own_track(score_submission(submission, library), library)
    return YearForm(path.name, result, self_check(library).review(result))


def targets(seed: str) -> tuple[YearTargets, ...]:
    """Return the approved tables of a seed, by the number at its head."""
    (path,) = SEEDS.glob(f"{seed}_*.txt")
    return tuple(YearTargets(path.name, table) for table in read_any(path, path.name).targets)


def record(department: str, year: int = 2024, **more: Any) -> YearRecord:
    """Return the record of a year."""
    data = {"schema": "ziping/year/1", "year": year, "department": department, **more}
    return YearRecord.model_validate(data)


def department_year(
    name: str,
    library: Library,
    seeds: Sequence[str] = (),
    given: Mapping[str, Any] | None = None,
    projects: Sequence[YearForm] = (),
    **changed: Any,
) -> YearFolder:
    """Return the year of one of the two departments: its form, the target tables of some seeds."""
    own = record(name, **(given or {}))
    whole = form(DEPARTMENTS / f"2024-{name}.yaml", library, **changed)
    return YearFolder(
        record=own,
        record_file="部门年度.yaml",
        projects=tuple(projects),
        department=whole,
        targets=tuple(table for seed in seeds for table in targets(seed)),
    )
