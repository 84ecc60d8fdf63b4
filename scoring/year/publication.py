"""Which projects are published with the final accounts."""

from __future__ import annotations

from scoring.records.figures import ProjectFigures
from scoring.records.year_record import YearRecord
from scoring.text import squeezed


def is_published(project: ProjectFigures, record: YearRecord) -> bool:
    """Tell whether a form is published: it says so, or the record names it; a secret one never is."""
    if project.form is None or project.is_secret:
        return False
    chosen = {squeezed(name) for name in record.publish}
    named = bool(chosen & {squeezed(project.code), squeezed(project.name)})
    return named or project.form.submission.publish is True
