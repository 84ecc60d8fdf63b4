"""The score that a row shows while it is typed is the engine's, or none: never another."""

from __future__ import annotations

import random
import re
from decimal import Decimal
from io import BytesIO

import openpyxl
import pytest
import xlsxwriter
from xlsxwriter.utility import xl_rowcol_to_cell

from scoring.records.submission import Submission
from scoring.workbooks.fill_in.plan.make import make_plan
from scoring.workbooks.fill_in.write import live
from scoring.workbooks.fill_in.write.book import fill_workbook

SIGNS = [
    "≥",
    "≥",
    "≤",
    "≤",
    ">",
    "<",
    "不低于",
    "不少于",
    "不超过",
    "大于",
    "小于",
    "",
    "=",
    "≧",
    "约",
    "~",
    "≥≥",
    "≥ ",
]
UNITS = [
    "台",
    "台",
    "台",
    "%",
    "%",
    "",
    "",
    "万元",
    "元",
    "个",
    "项",
    "小时",
    "万条",
    " 台",
    "台/套",
    "个月",
    "年",
    "月",
    "倍",
    "次/年",
    "G",
    "分",
    "m2",
    "km",
    "KM",
    "℃",
    "‰",
]
NUMBERS = [
    "1",
    "2",
    "3",
    "8",
    "10",
    "33",
    "60",
    "78",
    "95",
    "99",
    "100",
    "130",
    "131",
    "147",
    "150",
    "1000",
    "1300",
    "1301",
    "2499",
    "0",
    "0.5",
    "0.95",
    "1.0",
    "99.5",
    "12.50",
    "007",
    "1,000",
    "1E3",
    "1/2",
    "２０",
    "2.",
    ".5",
    "1.2.3",
    "12345678",
    "123456789",
    "1234567890",
    "596.74",
    "603.8",
    "-3",
    "+5",
    "3月",
    "2022",
]
ODD = [
    "不适用",
    "不涉及",
    "无",
    "已完成",
    "7月底",
    "2022-12-31",
    "有效保障",
    "6台/3套",
    "约1493个",
    "≥95%",
    "24小时内",
    "100%(含)",
    "*",
    "产?",
    "=1+1",
    "95%以上",
    "共95%",
    "95 %",
    " 95%",
    "95%\n96%",
    "#N/A",
    "TRUE",
    "1e5",
    "３",
    "九十五",
]
NAMES = [
    "设备数量",
    "合格率",
    "成本",
    "事故次数",
    "响应时间",
    "增长率",
    "下降率",
    "投诉量",
    "满意度",
    "无故障时间",
    "超额",
    "占比",
]
LEVELS = [
    ("产出", "数量"),
    ("产出", "质量"),
    ("产出", "时效"),
    ("产出", "成本"),
    ("效益", "社会效益"),
    ("满意度", "服务对象满意度"),
    ("产出", "别的"),
    ("产 出", "数量"),
    ("产出指标", "数量指标"),
    ("产出(50分)", "数量"),
    ("别的", "数量"),
    ("产出", "*"),
    ("产出", "数?"),
    ("产出", ""),
]
POINTS = ["5", "12.5", "7", "30", "0", "4.5", "12.55", "0.3", "3.333", "100", "7.25"]  # fmt: skip


def _texts(chance: random.Random) -> tuple[str, str]:
    """A target and an actual: mostly near each other, sometimes rubbish."""
    if chance.random() < 0.15:
        return chance.choice([*ODD, "≥95%", "≥10台"]), chance.choice([*ODD, "95%", "9台"])
    unit = chance.choice(UNITS)
    number = chance.choice(NUMBERS)
    if chance.random() < 0.6:
        whole = chance.randint(1, 3000)
        number = chance.choice([str(whole), f"{whole / 10:.1f}", f"{whole / 100:.2f}"])
    reached = chance.choice([number, chance.choice(NUMBERS)])
    if chance.random() < 0.6 and re.fullmatch(r"[0-9]+(\.[0-9]+)?", number):
        factor = chance.choice(
            ["0.5", "0.9", "0.93", "0.97", "1", "1.1", "1.25", "1.3", "1.5", "2"]
        )
        places = -min(Decimal(number).as_tuple().exponent, 0)
        reached = str(round(Decimal(number) * Decimal(factor), places))
    other = unit if chance.random() < 0.7 else chance.choice(["", *UNITS])
    return chance.choice(SIGNS) + number + unit, reached + other


def _submission(set_id: str, seed: int, rows: int, levels: list[tuple[str, str]]) -> Submission:
    chance = random.Random(seed)
    lines = []
    for _ in range(rows):
        target, actual = _texts(chance)
        level1, level2 = chance.choice(levels)
        lines.append(
            {
                "level1": level1, "level2": level2, "name": chance.choice(NAMES),
                "target": target, "actual": actual, "points": chance.choice(POINTS),
                "reason": chance.choice(["", "有原因"]),
            }
        )  # fmt: skip
    return Submission.model_validate(
        {"schema": "ziping/submission/1", "set": set_id, "year": 2022, "indicators": lines}
    )


def _levels(indicators) -> list[tuple[str, str]]:
    found = [
        (top.name, node.name)
        for top in indicators.levels
        for node in top.walk()
        if node is not top and node.rows == "indicators"
    ]
    return (found + [(top.name, "任意") for top in indicators.levels if top.rows]) or [
        ("产出", "数量")
    ]


CASES = [
    ("mof/2020-project", 1, 160), ("test/over-reduce", 4, 50), ("test/reverse-linear", 6, 50),
    ("test/hubei-project", 8, 50), ("test/cost-101", 9, 50), ("test/sichuan-pool", 10, 40),
    ("test/not-applicable-full", 12, 30),
]  # fmt: skip


@pytest.mark.parametrize(("set_id", "seed", "rows"), CASES)
def test_a_live_score_is_the_engines_or_none(set_id, seed, rows, sets, layout, office, tmp_path):
    indicators = sets.indicator_set(set_id)
    levels = _levels(indicators) + (LEVELS if set_id.startswith("mof") else [])
    submission = _submission(set_id, seed, rows, levels)
    plan = make_plan(indicators, layout, submission)
    path = tmp_path / "live.xlsx"
    path.write_bytes(fill_workbook(plan, layout))
    saved = tmp_path / "saved.xlsx"
    office.do(
        {"do": "open", "path": str(path)}, {"do": "recalculate"}, {"do": "save", "path": str(saved)}
    )
    recalculated = openpyxl.load_workbook(saved, data_only=True)[layout.form_sheet]
    scores = sets.scorer(set_id).score(submission).indicators
    engine = {(r.level1, r.level2, r.name, r.target, r.actual, str(r.points)): r for r in scores}
    stored_sheet = openpyxl.load_workbook(BytesIO(path.read_bytes()), data_only=True)[
        layout.form_sheet
    ]
    seen = decided = 0
    lines = recalculated.iter_rows(max_col=7, values_only=True)
    for number, line in enumerate(lines, 1):
        texts = ["" if text is None else str(text) for text in line[:5]]
        points = line[5]
        if not isinstance(points, int | float) or not texts[4]:
            continue
        key = (*texts, format(Decimal(repr(points)).normalize(), "f"))
        row = engine.get(key)
        if row is None:
            continue
        seen += 1
        shown, stored = line[6], stored_sheet.cell(number, 7).value
        assert shown == stored or float(shown) == pytest.approx(float(stored), abs=1e-9), key
        if isinstance(shown, int | float):
            decided += 1
            assert row.score is not None, (key, shown)
            assert Decimal(repr(round(shown, 9))) == row.score, (key, shown)
        else:
            assert shown == layout.text("later"), key
    assert seen > rows * 0.8
    if set_id != "test/not-applicable-full":
        assert decided > rows * 0.1


PASTED = [
    ("≥2301", 2300.4, "0"),
    ("≥2", 2.5, "0%"),
    ("≥100", 45000, "yyyy-mm-dd"),
    ("≥10", 9.4, '0"台"'),
]


def test_an_actual_that_was_pasted_as_a_number_is_not_scored_live(sets, layout, office, tmp_path):
    """What is seen of it, and read, may be rounded, a percentage or a date."""
    rows = [
        {"level1": "产出", "level2": "数量", "name": str(at), "target": target, "actual": "1", "points": "50"}
        for at, (target, _, _) in enumerate(PASTED)
    ]  # fmt: skip
    given = {"schema": "ziping/submission/1", "set": "mof/2020-project", "year": 2022}
    submission = Submission.model_validate({**given, "indicators": rows})
    plan = make_plan(sets.indicator_set(submission.set), layout, submission)
    book = openpyxl.load_workbook(BytesIO(fill_workbook(plan, layout)))
    sheet = book[layout.form_sheet]
    places = {cell.value: cell.row for (cell,) in sheet.iter_rows(min_col=3, max_col=3)}
    for at, (_, number, code) in enumerate(PASTED):
        cell = sheet.cell(places[str(at)], 5, number)
        cell.number_format = code
    path, saved = tmp_path / "pasted.xlsx", tmp_path / "saved.xlsx"
    book.save(path)
    office.do(
        {"do": "open", "path": str(path)}, {"do": "recalculate"}, {"do": "save", "path": str(saved)}
    )
    shown = openpyxl.load_workbook(saved, data_only=True)[layout.form_sheet]
    found = [shown.cell(places[str(at)], 7).value for at in range(len(PASTED))]
    assert found == [layout.text("later")] * len(PASTED)


AMOUNTS = [
    ("10000", "9999.5"), ("1000000", "955500"), ("1000000", "955499.99"), ("100", "200"), ("0", "0"), ("0", "5"),
    ("-5", "3"), ("100", "-3"), ("18163292.00", "18009899.14"), ("22924400", "21154406.61"), ("1816.3292", "1800.989914"),
    ("3", "1"), ("7", "6.6"), ("200", "199.1"), ("800", "799.6"), ("0.01", "0.005"), ("99999999999.99", "99949999999.99"),
]  # fmt: skip


def test_the_execution_score_is_the_engines_to_the_last_cent(sets, layout, office, tmp_path):
    """Halves of a cent included, which binary fractions get wrong."""
    indicators = sets.indicator_set("mof/2020-project")
    plan = make_plan(indicators, layout)
    chance = random.Random(5)
    pairs = list(AMOUNTS)
    for _ in range(150):
        budget = Decimal(chance.randint(1, 10**9)) / 100
        share = Decimal(chance.randint(0, 21000)) / 20000  # every other one is half a cent
        pairs.append((f"{budget:.2f}", f"{(budget * share).quantize(Decimal('0.01')):.2f}"))
        pairs.append((f"{budget:.0f}000", str(Decimal(f"{budget:.0f}000") * share)))
    path, saved = tmp_path / "execution.xlsx", tmp_path / "saved.xlsx"
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet("S")
    names = ("initial", "budget", "executed", *live.HELPERS)
    for row, (budget, executed) in enumerate(pairs):
        cells = {name: xl_rowcol_to_cell(row, at) for at, name in enumerate(names)}
        sheet.write_number(row, 1, float(budget))
        sheet.write_number(row, 2, float(executed))
        cells |= {"finished": "$Z$1", "state": "$Z$2"}
        formulas = live.execution_formulas(cells, plan.execution.case_formula, "TRUE", "10", "1")
        for key, formula in formulas.items():
            sheet.write_formula(row, names.index(key), "=" + formula)
        sheet.write_formula(row, len(names), f'=IFERROR({live.rounded(cells, 2, "10")},"?")')
    book.close()
    office.do(
        {"do": "open", "path": str(path)}, {"do": "recalculate"}, {"do": "save", "path": str(saved)}
    )
    shown = openpyxl.load_workbook(saved, data_only=True)["S"]
    known = 0
    for row, (budget, executed) in enumerate(pairs, 1):
        funds = [{"source": "年度资金总额", "budget": budget, "executed": executed}]
        submission = Submission.model_validate(
            {"schema": "ziping/submission/1", "set": indicators.id, "year": 2022, "funds": funds}
        )
        score = sets.scorer(indicators.id).score(submission).execution.score
        found = shown.cell(row, len(names) + 1).value
        if found == "?":
            assert score is None or abs(Decimal(executed)) > 10**8, (budget, executed)
            continue
        known += 1
        assert Decimal(repr(round(found, 9))) == score, (budget, executed)
    assert known > 300
