"""评分说明 of a secret submission holds points, scores and rules, and nothing that was handed in."""

from __future__ import annotations

import io
from pathlib import Path
from zipfile import ZipFile

import pytest

import scoring
from scoring.records.submission import ParentProject
from scoring.work.library import Library
from scoring.work.score import score_submission
from scoring.writers.form.secret_view import explained
from tests.folders import EXAMPLES

TEXTS = (
    "网络运行", "出口可用宽带", "16.1G", "系统故障", "大数据资源", "440300211311500021004", "互联网",
    "预算资金执行率",
)  # fmt: skip


@pytest.fixture
def written(tmp_path: Path) -> dict[str, str]:
    """The texts of what is written of the third example, secret now, by what it is."""
    form = scoring.score(EXAMPLES[2])
    secret = scoring.score(form.submission.model_copy(update={"secret": True}))
    found: dict[str, str] = {}
    for path in secret.save(tmp_path, ("xlsx", "html")):
        if path.suffix == ".xlsx":
            with ZipFile(io.BytesIO(path.read_bytes())) as archive:
                text = "".join(archive.read(name).decode() for name in archive.namelist())
        else:
            text = path.read_text("utf-8")
        found[path.name] = text
    return found


def test_the_explanation_holds_none_of_its_texts(written: dict[str, str]) -> None:
    explained = {name: text for name, text in written.items() if "评分说明" in name}
    assert len(explained) == 2
    for name, text in explained.items():
        assert not [word for word in TEXTS if word in text], name
        assert "97.42" in text
        assert "单位自评得分" in text


def test_the_form_prints_as_any_other_for_its_owner(written: dict[str, str]) -> None:
    forms = [text for name, text in written.items() if "自评表" in name]
    assert len(forms) == 2
    for text in forms:
        assert all(word in text for word in ("网络运行", "出口可用宽带", "16.1G", "系统故障"))


def test_no_name_of_a_file_holds_them(written: dict[str, str]) -> None:
    assert not [name for name in written if any(word in name for word in TEXTS)]


def test_the_first_level_project_can_be_printed_and_is_no_part_of_a_secret_explanation() -> None:
    library = Library()
    form = scoring.score(EXAMPLES[2]).submission
    project = form.project.model_copy(
        update={"parent": ParentProject(name="政务综合管理", code="0001"), "kind": "履职"}
    )
    rows = [row.model_copy(update={"last_actual": "15.9G"}) for row in form.indicators]
    given = form.model_copy(update={"project": project, "indicators": tuple(rows)})

    def printed(secret: str) -> list[str]:
        result = score_submission(given.model_copy(update={"secret": secret == "是"}), library)
        view = explained(result, library.labels)
        own = view.form
        return [own.parent, own.parent_code, own.kind, view.row[0].last_actual]

    assert printed("否") == ["政务综合管理", "0001", "履职", "15.9G"]
    assert printed("是") == [""] * 4
