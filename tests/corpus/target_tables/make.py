"""Make one approved target table in every kind of file: ``python -m tests.corpus.target_tables.make``.

Workbook and text are written here; page, Word document and PDF are made by LibreOffice, and all are
kept, so that no test needs it.
"""

from __future__ import annotations

import subprocess
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Side
from openpyxl.worksheet.properties import PageSetupProperties

HERE = Path(__file__).parent
ROWS = [
    ["2024 年度"],
    ["项目支出绩效目标表"],
    ["单位：万元"],
    ["项目名称", "公园养护", "", "项目编码", "2024-017"],
    ["主管部门", "甲市城管局", "", "实施单位", "甲市公园中心"],
    ["项目资金", "年度资金总额", "1,250.50"],
    ["", "其中：财政拨款", "1,200.00"],
    ["", "其他资金", "50.50"],
    ["年度总体目标", "完成23个公园的日常养护，绿地完好率不低于98%，游客满意。"],
    ["绩效指标", "一级指标", "二级指标", "三级指标", "指标性质", "指标值", "计量单位", "分值"],
    ["", "产出指标", "数量指标", "养护公园数", "≥", "23", "个", "15"],
    ["", "", "", "补植乔木", "≥", "1200", "株", "10"],
    ["", "", "质量指标", "绿地完好率", "≥", "98", "%", "10"],
    ["", "", "时效指标", "工单办结时间", "≤", "24", "小时", "5"],
    ["", "", "成本指标", "单位养护成本", "≤", "6.5", "元/平方米", "10"],
    ["", "效益指标", "社会效益指标", "公园服务能力", "定性", "有效提升", "", "20"],
    ["", "", "生态效益指标", "不涉及", "", "不涉及", "", ""],
    ["", "", "可持续影响指标", "管护机制", "定性", "健全", "", "10"],
    ["", "满意度指标", "服务对象满意度指标", "游客满意度", "≥", "", "%", "10"],
]
MERGED = ["A1:H1", "A2:H2", "A3:H3", "B4:C4", "E4:H4", "B5:C5", "E5:H5", "A6:A8", "C6:H6", "C7:H7",
          "C8:H8", "B9:H9", "A10:A19", "B11:B15", "C11:C12", "B16:B18"]  # fmt: skip


def workbook(path: Path) -> None:
    """Write the table as an office would keep it."""
    book = Workbook()
    sheet = book.active
    sheet.title = "目标表"
    for row in ROWS:
        sheet.append([text or None for text in row])
    for area in MERGED:
        sheet.merge_cells(area)
    side = Side(style="thin")
    for row in sheet.iter_rows(min_row=4, max_row=len(ROWS), max_col=8):
        for cell in row:
            cell.border = Border(side, side, side, side)
            cell.alignment = Alignment(wrap_text=True, vertical="center")
    for number in range(1, len(ROWS) + 1):
        sheet.row_dimensions[number].height = 40
    for letter, width in zip("ABCDEFGH", (14, 16, 22, 18, 10, 12, 12, 8), strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    book.save(path)


def convert(source: Path, to: str, *options: str) -> None:
    """Have LibreOffice save a file as another kind."""
    command = ["soffice", "--headless", "--convert-to", to, "--outdir", str(HERE), *options]
    subprocess.run([*command, str(source)], check=True, capture_output=True, timeout=300)


def main() -> None:
    """Write every kind."""
    path = HERE / "项目.xlsx"
    workbook(path)
    (HERE / "项目.txt").write_text("\n".join("\t".join(row) for row in ROWS), encoding="utf-8")
    convert(path, "pdf")
    convert(path, "html")
    convert(HERE / "项目.html", "docx:MS Word 2007 XML", "--infilter=HTML (StarWriter)")


if __name__ == "__main__":
    main()
