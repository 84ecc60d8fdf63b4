"""Hand-built results: what the writers must render is written down here, not scored."""

from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

import pytest

from scoring.problem import Place
from scoring.records.claim_check import ClaimCheck
from scoring.records.result import Result
from scoring.records.scorecard import (
    ExecutionResult,
    LevelResult,
    ReadingText,
    Requirement,
    RowResult,
    Scorecard,
    SetRef,
    Source,
    Status,
    Trace,
    Unused,
)
from scoring.records.submission import Funds, Indicator, Submission
from scoring.words import load_vocabulary
from scoring.work.templates import Templates
from scoring.writers.form.form_design import FormDesign, form_design
from scoring.writers.form.form_layout import FormLayout
from scoring.writers.form.form_sheet import layout_of
from scoring.writers.form.form_xlsx import unfilled_form
from scoring.writers.labels import Labels

NUMERIC = Source(
    "定量", "财预〔2020〕10号《项目支出绩效评价管理办法》", "单位自评·定量指标", "secondary"
)
TEMPLATES = Templates()
PLACE = Place("indicator_sets/mof/2020-project.yaml", 57, 7)


def row(
    number: int,
    level1: str,
    level2: str,
    name: str,
    target: str,
    actual: str,
    points: str,
    score: str | None,
    *,
    band: tuple[str, str] | None = None,
    status: Status = Status.DETERMINED,
    reason: str = "",
    formula: str = "",
    because: str = "",
    claimed: str | None = None,
    notes: tuple[str, ...] = (),
    place: Place | None = PLACE,
) -> RowResult:
    low, high = band or (score or "0", score or points)
    trace = Trace("at_least", 1, place, formula, because, (NUMERIC,), notes)
    return RowResult(
        id=f"{level1}/{level2}/{number}",
        path=(level1, level2),
        indicator=Indicator.model_construct(
            level1=level1,
            level2=level2,
            name=name,
            target=target,
            actual=actual,
            claimed=None if claimed is None else Decimal(claimed),
            reason=reason,
        ),
        points=Decimal(points),
        score=None if score is None else Decimal(score),
        low=Decimal(low),
        high=Decimal(high),
        status=status,
        met=None if score is None else True,
        completion=Decimal("0.8846") if formula else None,
        over=False,
        reading=ReadingText(f"不低于 {target}", actual),
        direction="at_least",
        direction_from="words",
        trace=trace,
    )


def seed_rows() -> tuple[RowResult, ...]:
    """The rows of 信息工程质量监督 (2022), shortened."""
    met = "完成值达到指标值,得满分"
    late: dict[str, Any] = {
        "status": Status.DEFAULTED,
        "because": "逾期完成，办法未明确逾期计分，参考分按计划天数÷实际天数",
    }
    return (
        row(1, "产出", "数量", "信息工程质量监督大数据平台数据应录尽录率", "1", "1", "4", "4",
            reason="未偏离", notes=("as_percent",), claimed="4"),
        row(2, "产出", "数量", "信息工程质量白皮书印刷数量", "150份", "150份", "5", "5",
            reason="未偏离", because=met, claimed="5"),
        row(3, "产出", "数量", "申报质量监督登记率", "100%", "1", "12", "12", claimed="12"),
        row(4, "产出", "质量", "年度数据录入完整性", "完整", "完整", "8", "8", claimed="8",
            status=Status.DEFAULTED, band=("6.4", "8")),
        row(5, "产出", "时效", "信息工程质量白皮书编制完成时间", "7月底", "9月底", "5", "3.88",
            band=("0", "5"), formula="5 × 212 ÷ 273 = 3.88", claimed="5",
            reason="涉及工作内容增加及报市政府审批,后续将进一步优化工作,合理安排工作进度", **late),
        row(6, "产出", "时效", "研究报告完成时间", "3月底", "4月底", "4", "3", band=("0", "4"),
            formula="4 × 90 ÷ 120 = 3", claimed="4", **late),
        row(7, "产出", "成本", "项目成本控制情况", "≤160万元", "159.87", "12", "12",
            notes=("unit_of_target", "converted"), claimed="12"),
        row(8, "效益", "经济效益", "", "", "不涉及", "0", None, band=("0", "0"),
            status=Status.NOT_APPLICABLE),
        row(9, "效益", "社会效益", "发放白皮书的党政机关数量", "78家", "69家", "30", "26.54",
            formula="30 × 69 ÷ 78 = 26.54", claimed="30",
            reason="涉及部分单位机构改革，因此数量有所减少"),
        row(10, "效益", "生态效益", "", "", "不涉及", "0", None, band=("0", "0"),
            status=Status.NOT_APPLICABLE),
        row(11, "满意度", "服务对象满意度", "使用人员的满意度", "90%", "1", "10", "10", claimed="10"),
        row(12, "满意度", "其他满意度", "", "", "不涉及", "0", None, band=("0", "0"),
            status=Status.NOT_APPLICABLE),
    )  # fmt: skip


EXECUTION = ExecutionResult(
    name="预算执行率",
    funds=Funds(
        source="年度资金总额",
        initial=Decimal("1600000.00"),
        budget=Decimal("1600000.00"),
        executed=Decimal("1598701.67"),
        claimed=Decimal("9.99"),
    ),
    rate=Decimal("0.999189"),
    points=Decimal(10),
    score=Decimal("9.99"),
    low=Decimal("9.99"),
    high=Decimal("9.99"),
    status=Status.DETERMINED,
    trace=Trace(
        "execution",
        3,
        PLACE,
        "10 × 1598701.67 ÷ 1600000 = 9.99",
        "",
        (Source("执行率", "财预〔2020〕10号", "单位自评", "observed"),),
        (),
    ),
)
LEVELS = (
    ("产出", "50", "47.88", "37.4", "50"),
    ("效益", "30", "26.54", "26.54", "26.54"),
    ("满意度", "10", "10", "10", "10"),
)


def submission(**changes: Any) -> Submission:
    funds = [
        {"source": "年度资金总额", "claimed": "9.99"},
        {"source": "其中:当年财政拨款"},
        {"source": "上年结转资金"},
        {"source": "其他资金"},
    ]
    for at, one in enumerate(funds):
        amounts = ("1600000.00", "1600000.00", "1598701.67") if at < 2 else ("0", "0", "0")
        one |= dict(zip(("initial", "budget", "executed"), amounts, strict=True))
    data: dict[str, Any] = {
        "schema": "ziping/submission/1",
        "set": "mof/2020-project",
        "year": 2022,
        "project": {"name": "信息工程质量监督", "code": "440300211311500020376"},
        "unit": "深圳市信息安全管理中心",
        "department": "深圳市政务服务数据管理局",
        "money_unit": "元",
        "funds": funds,
        "goal": {
            "expected": "(1) 协助各单位完成电子政务项目建设合同的监督登记;" * 5,
            "achieved": "已完成电子政务项目建设合同的监督登记,并按要求开展质量监督工作;" * 5,
        },
        "head": {"responsible": "张三", "filled_by": "李四", "phone": "0755-12345678",
                 "date": "2023年3月1日"},
        "claimed_total": "99.99",
        "claimed_grade": "优",
    }  # fmt: skip
    return Submission.model_validate(data | changes)


@dataclass
class Make:
    """Builds results; what is not named is as in the seed."""

    labels: Labels
    claims: tuple[ClaimCheck, ...] = field(
        default=(
            ClaimCheck("总分", "total", Decimal("99.99"), Decimal("94.41"), "differs"),
            ClaimCheck("预算执行率", "execution_score", Decimal("9.99"), Decimal("9.99"), "agrees"),
            ClaimCheck("产出", "level", Decimal("49.99"), Decimal("50"), "rounding", "cut"),
        )
    )

    def design_of(self, name: str) -> FormDesign:
        """A shipped form, by its name in ``forms.yaml``."""
        template = TEMPLATES.get("html", f"{name}.html.j2")
        assert template is not None
        assert template.form is not None
        return form_design(template.form, self.labels)

    @property
    def design(self) -> FormDesign:
        return self.design_of("project")

    @property
    def layout(self) -> FormLayout:
        return layout_of(self.design, self.labels)

    @property
    def notes(self) -> FormLayout:
        """The layout of the 评分说明."""
        return layout_of(self.design_of("explanation"), self.labels)

    @property
    def template(self) -> bytes:
        """The form as a workbook to restyle."""
        return unfilled_form(self.layout)

    def card(self, rows: tuple[RowResult, ...] | None = None, **changes: Any) -> Scorecard:
        values: dict[str, Any] = {
            "engine": "0.1.0",
            "set": SetRef("mof/2020-project", "项目支出绩效自评表", "ab" * 32, "secondary"),
            "submission_id": "2022-深圳市信息安全管理中心-440300211311500020376",
            "submission_digest": "cd" * 32,
            "title": "信息工程质量监督",
            "year": 2022,
            "scored": True,
            "execution": EXECUTION,
            "levels": tuple(
                LevelResult(n, (), Decimal(p), Decimal(s), Decimal(lo), Decimal(hi))
                for n, p, s, lo, hi in LEVELS
            ),
            "indicators": seed_rows() if rows is None else rows,
            "points": Decimal(100),
            "row_points": Decimal(100),
            "total": Decimal("94.41"),
            "low": Decimal("86.73"),
            "high": Decimal("96.53"),
            "grade": "优",
            "grades_possible": ("优", "良"),
            "requirements": (
                Requirement("效益/社会效益/1", "reason", "得分低于分值须说明偏差原因"),
            ),
            "unmatched": ("inputs.在职人数",),
            "unused_decisions": (Unused("产出/数量/1", "认定之后申报数据有变动，请重新认定"),),
            "counts": (
                (Status.DETERMINED, 7),
                (Status.DEFAULTED, 3),
                (Status.NOT_APPLICABLE, 3),
            ),
        }
        return Scorecard(**(values | changes))

    def result(
        self, rows: tuple[RowResult, ...] | None = None, *, handed: dict[str, Any] | None = None,
        claims: tuple[ClaimCheck, ...] | None = None, **changes: Any,
    ) -> Result:  # fmt: skip
        claims = self.claims if claims is None else claims
        given = submission(**(handed or {}))
        if "funds" in (handed or {}):
            total = [row for row in given.funds if row.source == "年度资金总额"]
            funds = next(iter((*total, *given.funds)), None)
            changes.setdefault("execution", replace(EXECUTION, funds=funds))
        return Result(given, self.card(rows, **changes), claims)

    @staticmethod
    def row(*values: Any, **named: Any) -> RowResult:
        return row(*values, **named)


@pytest.fixture(scope="session")
def make() -> Make:
    labels = load_vocabulary(Labels)
    return Make(labels)
