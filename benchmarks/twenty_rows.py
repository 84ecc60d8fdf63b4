"""One submission of 20 mixed rows, as much of it is measured."""

from __future__ import annotations

from scoring.records.submission import Submission

ROWS = [
    # name, target, actual, kind
    ("运维设备数量", "≥2499台", "3195台", "ratio"),
    ("白皮书发放家数", "78家", "69家", "ratio"),
    ("短信发送量", "≥24800万条", "24005万条", "ratio"),
    ("网站专题", "≥4个", "3个", "ratio"),
    ("巡检报告", "4份", "4份", "ratio"),
    ("链路可用率", "≥99%", "99.99%", "ratio"),
    ("故障处理率", "≥99%", "97.5%", "ratio"),
    ("验收通过率", "100%", "1", "ratio"),
    ("项目总支出", "≤603.8万元", "596.74万元", "reverse"),
    ("项目总成本", "≤600万元", "640万元", "reverse"),
    ("短信发送速度", "≤10秒", "8.3秒", "reverse"),
    ("通报时效", "≤24小时", "30小时", "reverse"),
    ("安全事故", "0起", "0起", "zero"),
    ("完成时间", "2022年7月31日前", "2022年9月30日", "late"),
    ("报告时间", "2022年12月31日前", "2022年12月20日", "late"),
    ("保障稳定", "有效保障", "有效保障", "wording"),
    ("业务办理满意", "满意", "基本满意", "wording"),
    ("备品备件", "≥86台", "96台", "ratio"),
    ("第三方维保", "≥1000台", "1650台", "ratio"),
    ("用户满意度", "≥90%", "100%", "ratio"),
]


def submission() -> Submission:
    """Return one submission of the 20 rows, five points each but for the execution rate."""
    return Submission.model_validate(
        {
            "schema": "ziping/submission/1",
            "set": "mof/2020-project",
            "year": 2022,
            "project": {"name": "基准"},
            "funds": [{"source": "年度资金总额", "budget": "1816.33", "executed": "1800.99"}],
            "indicators": [
                {
                    "level1": "产出", "level2": "数量", "name": name, "target": target,
                    "actual": actual, "points": "4.5", "reason": "见说明",
                }
                for name, target, actual, _ in ROWS
            ],
        }
    )  # fmt: skip
