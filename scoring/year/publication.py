"""Which projects are published with the final accounts."""

from __future__ import annotations

from collections.abc import Iterator

from scoring.problem import Place, Problem, warning
from scoring.records.figures import FigureRegister, ProjectFigures
from scoring.records.submission import Submission
from scoring.records.year_record import YearRecord
from scoring.text import name_key


def is_published(project: ProjectFigures, record: YearRecord) -> bool:
    """Tell whether a project handed in a form that is published; one without a total waits for it."""
    if project.form is None or project.standing == "pending":
        return False
    return publishes(project.form.submission, record)


def publishes(submission: Submission, record: YearRecord) -> bool:
    """Tell whether a form is published: it says so, or the record names it and it does not deny it.

    A secret one never is.
    """
    if submission.secret:
        return False
    says = submission.publish
    project = submission.project
    names = names_in(project.name or submission.title, project.code, record)
    return says is True or (says is None and bool(names))


def names_in(name: str, code: str, record: YearRecord) -> frozenset[str]:
    """Return by which of its names the record lists a project as published."""
    own = {name_key(code), name_key(name)} - {""}
    return frozenset(listed for listed in record.publish if name_key(listed) in own)


def publication_problems(register: FigureRegister, record_file: str) -> Iterator[Problem]:
    """Yield what forms and record say differently of what is published."""
    record = register.record
    unknown = dict.fromkeys(record.publish)
    for project in register.projects:
        named = names_in(project.name, project.code, record)
        for name in named:
            unknown.pop(name, None)
        form = project.form
        if form is None:
            if named:
                yield _formless(project.name, record_file)
        elif project.is_secret:
            if named or form.submission.publish:
                yield _secret(form.file)
        elif named and form.submission.publish is False:
            yield _differing(project.name, form.file, record_file)
        elif project.standing == "pending" and publishes(form.submission, record):
            yield _without_total(project.name, form.file)
    yield from (_unknown(name, record_file) for name in unknown)


def _formless(name: str, file: str) -> Problem:
    message = f"“{name}”列为公开的项目，还没有自评表"
    hint = "请补报自评表，或从公开的项目里删去。"
    return warning("publish-formless", message, Place(file), hint)


def _secret(file: str) -> Problem:
    hint = "涉密项目不进任何公开材料；列错了的，请改“是否公开”和“是否涉密”。"
    return warning("publish-secret", "列为公开的是涉密项目，没有公开", Place(file), hint)


def _without_total(name: str, file: str) -> Problem:
    message = f"“{name}”要公开，自评表还没有总分，没有公开"
    hint = "请补齐自评得分，再生成一次。"
    return warning("publish-open", message, Place(file), hint)


def _differing(name: str, file: str, record_file: str) -> Problem:
    message = f"“{name}”填报表写不公开，{record_file} 列为公开，没有公开"
    return Problem("publish-differs", message, Place(file), "请把两处写成一致。")


def _unknown(name: str, file: str) -> Problem:
    message = f"列为公开的“{name}”不是文件夹里的项目"
    return Problem("publish-unknown", message, Place(file), "请写项目的名称或编码。")
