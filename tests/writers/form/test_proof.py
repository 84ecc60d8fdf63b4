"""What was handed in as proof, 佐证材料 and 满意度调查, stands in the form's explanations."""

from __future__ import annotations

from io import BytesIO

from openpyxl import load_workbook

from scoring.readers.submissions import parse_submissions
from scoring.work.outputs import Outputs
from scoring.work.score import score_submission

HANDED_IN = """schema: ziping/submission/1
set: mof/2020-project
year: 2022
indicators:
  - {level1: 产出, level2: 数量, name: 报告, target: 3份, actual: 3份, points: 50,
     evidence: [{name: 验收单, number: A-1, page: "3"}, {name: 合同}]}
  - {level1: 满意度, level2: 服务对象满意度, name: 满意度, target: ≥90%, actual: 95%, points: 10,
     survey: {method: 问卷, sent: 100, returned: 90}}
"""


def test_proof_is_printed_in_the_workbook_and_on_the_page(library):
    ((_, submission),) = parse_submissions(HANDED_IN, "甲.yaml")
    result = score_submission(submission, library)
    outputs = Outputs(library, ("xlsx", "html"))
    page = outputs.explain(result, "html").decode("utf-8")
    book = load_workbook(BytesIO(outputs.explain(result, "xlsx")))
    cells = [
        str(value) for row in book["评分说明"].iter_rows(values_only=True) for value in row if value
    ]
    assert "<dt>佐证材料</dt><dd>验收单 A-1 第3页\n合同</dd>" in page
    assert any("佐证：验收单 A-1 第3页\n合同" in cell for cell in cells)
    survey = "满意度调查：问卷、发放100份、收回90份"
    assert f"<dt>佐证材料</dt><dd>{survey}</dd>" in page
    assert any(f"佐证：{survey}" in cell for cell in cells)
    assert sum("佐证：" in cell for cell in cells) == 2
