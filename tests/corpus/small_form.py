"""Small self-evaluation forms as web pages, with headings of any wording."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from pathlib import Path

HEADINGS = (
    "一级指标",
    "二级指标",
    "三级指标",
    "年度指标值",
    "实际完成值",
    "分值",
    "得分",
    "偏差原因分析",
)
ROWS = (
    ("产出指标", "数量指标", "培训人数", "≥100人", "100人", "20", "20", ""),
    ("产出指标", "质量指标", "合格率", "≥95%", "96%", "20", "20", ""),
    ("产出指标", "时效指标", "完成时间", "12月底前", "12月", "10", "10", ""),
    ("效益指标", "社会效益指标", "服务能力", "提升", "提升", "30", "30", ""),
    ("满意度指标", "服务对象满意度指标", "学员满意度", "≥90%", "95%", "10", "10", ""),
)
FUNDS = (
    ("资金来源", "年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分"),
    ("年度资金总额", "100", "100", "100", "10", "100%", "10"),
)
TITLE = "2022年度项目支出绩效自评表"


def renamed(changes: dict[str, str]) -> tuple[str, ...]:
    """Return the headings with some worded otherwise; an empty wording takes the column away."""
    return tuple(changes.get(heading, heading) for heading in HEADINGS)


def form_page(
    headings: Sequence[str] = HEADINGS,
    rows: Iterable[Sequence[str]] = ROWS,
    *,
    title: str = TITLE,
    above: Iterable[Sequence[str]] = (),
    funds: Iterable[Sequence[str]] = FUNDS,
    total: Sequence[str] = ("总分", "", "", "", "", "100", "100", ""),
) -> str:
    """Return a page with one form; columns whose heading is empty are left out."""
    kept = [number for number, heading in enumerate(headings) if heading]
    table = [headings, *rows, total]
    grid = [
        (title,),
        *above,
        ("项目名称", "技能培训"),
        ("主管部门", "某局", "实施单位", "某中心"),
        *funds,
        *([row[number] for number in kept] for row in table),
    ]
    lines = "".join(
        f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in row)}</tr>" for row in grid
    )
    return f"<html><body><table>{lines}</table></body></html>"


def write_form(folder: Path, page: str, name: str = "自评表.html") -> Path:
    """Write a page into a folder; return its path."""
    path = folder / name
    path.write_text(page, "utf-8")
    return path
