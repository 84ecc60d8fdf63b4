"""Sentences about the department, read back by the reader of reports: the same figures, no finding."""

from __future__ import annotations

import pytest

from scoring.intake.any_file import read_any
from scoring.work.compare_documents import DocumentComparison
from scoring.year.register import make_register
from scoring.year.sentences import department_sentences
from tests.year.made_folder import BUREAU, CENTRE, department_year

CENTRE_STATES = {
    (CENTRE, "112,233.18万元", "108,019.3万元", "96.25%"),
    ("政府采购", "59,478.58万元", "55,946.81万元", "94.06%"),
    ("固定资产", "163,199.7万元", "163,199.7万元", "100%"),
    ("财政供养人员", "54人", "43人", None),
    ("“三公”经费", "12万元", "4.09万元", "34.08%"),
    ("日常公用经费", "105.91万元", "76.69万元", "72.41%"),
}
BUREAU_STATES = {
    (BUREAU, "162,605.77万元", "149,236.7万元", "91.8%"),
    ("政府采购", "97,894.36万元", "86,162.89万元", "88%"),
    ("财政供养人员", "184人", "142人", None),
    ("“三公”经费", "58.56万元", "34.74万元", "59.3%"),
    ("日常公用经费", "453.4万元", "360.79万元", "79.6%"),
}


@pytest.mark.parametrize(
    ("unit", "decimals", "states"), [(CENTRE, 2, CENTRE_STATES), (BUREAU, 1, BUREAU_STATES)]
)
def test_the_department(unit, decimals, states, library, words, tmp_path):
    folder = department_year(unit, library, (), {"rate_decimals": decimals})
    sentences = department_sentences(make_register(folder, words), words)
    path = tmp_path / "报告.txt"
    title = f"{unit}2024年度部门整体绩效自评报告"
    lines = [title, *(text.text for texts in sentences.values() for text in texts)]
    path.write_text("\n".join(lines), "utf-8")
    file = read_any(path, path.name)
    found = {
        (s.subject, *(None if a is None else a.text for a in (s.budget, s.executed, s.rate)))
        for s in file.statements
    }
    assert found == states
    form = folder.department
    compared = DocumentComparison(library).compare([(form.file, "", form.submission)], [file])
    assert compared.by_form == {}
    assert compared.by_file == {}
