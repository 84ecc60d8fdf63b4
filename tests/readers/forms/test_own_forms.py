"""Forms that ``ziping`` prints, read back: the page says what the workbook says."""

from __future__ import annotations

from random import Random
from typing import Any

from scoring.intake.any_file import read_any
from scoring.records.submission import Submission
from scoring.work.outputs import Outputs
from scoring.work.score import score_submission
from tests.statistics.accusations.counting import seed_of
from tests.statistics.accusations.forms import correct_form, sets_to_fill

KINDS = ("xlsx", "html")


def said(given: Submission) -> dict[str, Any]:
    """Return what a form says, without where it stands and how its lines are broken."""
    data = given.model_dump(exclude_defaults=True, mode="json")
    for key in ("at", "repairs", "unplaced"):
        data.pop(key, None)
    for rows in (data.get("indicators", ()), *(g["indicators"] for g in data.get("goals", ()))):
        for row in rows:
            for key in ("at", "level2"):
                row.pop(key, None)
    return _on_one_line(data)


def _on_one_line(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _on_one_line(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_on_one_line(inner) for inner in value]
    return " ".join(value.split()) if isinstance(value, str) else value


def test_pages_and_workbooks_of_every_set_say_the_same(library, tmp_path):
    for set_id in sets_to_fill(library):
        form = correct_form(Random(seed_of(set_id, 1)), library.indicator_set(set_id))
        result = score_submission(form.submission, library)
        found = {}
        for kind in KINDS:
            path = tmp_path / f"表.{kind}"
            path.write_bytes(Outputs(library, (kind,)).render(result, kind))
            (read,) = read_any(path, path.name).forms
            assert read.submission is not None, (set_id, kind, read.problems)
            found[kind] = read.submission
        page, book = said(found["html"]), said(found["xlsx"])
        assert page == book, f"{set_id}: {[k for k in page if page[k] != book.get(k)]}"
        printed = found["html"]
        assert printed.goal.expected in ("", form.submission.goal.expected), set_id
        assert printed.head.filled_by == form.submission.head.filled_by, set_id
        assert not printed.head.responsible, set_id


_HEAD = "一级指标\t二级指标\t三级指标\t年度指标值\t实际完成值\t分值\t得分"
_ROW = "产出指标\t数量指标\t甲\t10个\t10个\t10\t10"


def test_the_explanation_behind_a_form_is_no_form_of_its_own(tmp_path):
    one = f"2022年度项目支出绩效自评表\n项目名称\t甲\n{_HEAD}\n{_ROW}\n"
    behind = f"评分说明\n农村道路养护(2022年度)\n{_HEAD}\n{_ROW}\n"
    path = tmp_path / "表.txt"
    path.write_text(one + behind + one.replace("名称\t甲", "名称\t乙"), "utf-8")
    found = read_any(path, path.name)
    names = [form.submission and form.submission.project.name for form in found.forms]
    assert names == ["甲", "乙"]
    assert [piece.text for piece in found.rest][:1] == ["评分说明"]
    assert len(found.rest) == 4
