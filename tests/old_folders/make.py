"""Made the folders of this corpus with the release that they remember; not run by any test.

``python make.py ZIPING`` builds every ``*/folder`` anew by the command line of the release ZIPING (the
path of its ``ziping``) and by openpyxl, as people fill in workbooks. Never run it with a later
program: its folders would no longer be old. It is kept so that everybody can see what a person did.
"""

from __future__ import annotations

import html
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Mapping, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

os.environ["OPENPYXL_LXML"] = "False"

import openpyxl
from openpyxl.styles import Alignment, Font, PatternFill

HERE = Path(__file__).parent
ZIPING = sys.argv[1] if len(sys.argv) > 1 else "ziping"
STALE = "0" * 64
"""A digest that no set has."""


def ziping(*arguments: str, cwd: Path, home: str = "") -> None:
    """Run the release; a person being needed (1) is as good as done (0)."""
    env = {k: v for k, v in os.environ.items() if k not in ("ZIPING_HOME", "PYTHONPATH")}
    if home:
        env["ZIPING_HOME"] = str(cwd / home)
    done = subprocess.run(
        [ZIPING, *arguments], cwd=cwd, env=env, capture_output=True, text=True, check=False
    )
    if done.returncode not in (0, 1):
        sys.exit(f"{arguments}\n{done.stdout}\n{done.stderr}")


def fresh(case: str) -> Path:
    """Return the emptied folder of a case."""
    folder = HERE / case / "folder"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder


def put(folder: Path, texts: Mapping[str, str]) -> None:
    for name, text in texts.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text.strip("\n") + "\n", "utf-8", newline="\n")


def put_json(folder: Path, name: str, *records: object) -> None:
    """Write one record as JSON, or several as JSON Lines."""
    if name.endswith(".jsonl"):
        text = "\n".join(json.dumps(one, ensure_ascii=False) for one in records)
    else:
        text = json.dumps(records[0], ensure_ascii=False, indent=1)
    put(folder, {name: text})


def save(book: Any, path: Path) -> None:
    """Save a workbook as a person does, but without the clock: the same bytes on every run."""
    out = BytesIO()
    book.save(out)
    path.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(out) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "docProps/core.xml":
                content = re.sub(rb"\d{4}-\d\d-\d\dT[\d:]+Z", b"2024-01-01T00:00:00Z", content)
            new.writestr(
                zipfile.ZipInfo(name, (2024, 1, 1, 0, 0, 0)), content, zipfile.ZIP_DEFLATED
            )


# what is handed in


def submission(set_id: str, name: str, **more: Any) -> dict[str, Any]:
    """Return a submission of a project, fictional like all of them."""
    return {
        "schema": "ziping/submission/1", "set": set_id, "year": 2022,
        "project": {"name": name, "code": f"9900002022{sum(map(ord, name)):08d}"},
        "unit": "某市某局", "department": "某市某局", "money_unit": "元",
        "funds": [
            {"source": "年度资金总额", "initial": "1000000.00", "budget": "1200000.00",
             "executed": "1140000.00", "claimed": "9.5", "claimed_rate": "95"},
            {"source": "当年财政拨款", "initial": "1000000.00", "budget": "1200000.00",
             "executed": "1140000.00"},
        ],
        "goal": {"expected": "完成年度任务。", "achieved": "已完成年度任务。"},
        "indicators": rows(),
        "head": {"responsible": "负责人甲", "filled_by": "填表人乙", "phone": "000-0000",
                 "date": "2023-03-01", "opinion": "同意", "signatures": {"审核人": "审核人丙"}},
        "claimed_total": "96.5", "claimed_grade": "优",
        **more,
    }  # fmt: skip


def rows() -> list[dict[str, Any]]:
    """Return rows that are met, missed, in words and by a date."""
    plain = [
        ("产出", "数量", "巡检设备数量", "≥120台", "100台", 12.5, 12.5, ""),
        ("产出", "质量", "故障处理率", "≥98%", "99%", 12.5, 12.5, ""),
        ("产出", "时效", "验收完成时间", "2022年12月31日前", "2022年12月20日", 12.5, 12.5, ""),
        ("产出", "成本", "运行成本", "≤120万元", "114万元", 12.5, 12.5, ""),
        ("效益", "社会效益", "保障业务稳定", "有效保障", "有效保障", 15, 15, ""),
        ("效益", "可持续影响", "培训人数", "≥200人", "230人", 15, 15, ""),
        ("满意度", "服务对象满意度", "用户满意度", "≥90%", "85%", 10, 9, "部分用户未答复"),
    ]
    keys = ("level1", "level2", "name", "target", "actual", "points", "claimed", "reason")
    return [{k: str(v) for k, v in zip(keys, row, strict=True) if v != ""} for row in plain]


# folder 1: sets, templates, words, clues and review rules of one's own


OWN_SET = """
schema: 1
id: my/2022-project
title: 某市项目支出绩效自评表(2022年)
extends: shenzhen/2022-project
form: {xlsx: 某市项目.xlsx, html: 某市项目.html.j2}
sources:
  通知: {document: 某市财政局2022年绩效自评通知, article: 反向指标计分, standing: unverified}
wordings:
  部分达成年度指标并具有一定效果: {words: [初见成效]}
rules:
  at_most:
    source: 通知
    cases:
      - {when: met, score: points}
      - {when: target <= 0, from: 0, to: points, because: 上限为零或负数}
      - {when: actual >= 2 * target, score: 0}
      - score: points * (2 * target - actual) / target
"""
OWN_CASES = """
- name: 成本超两成,得八成
  row: {level1: 产出, level2: 成本, name: 运行成本, target: ≤100万元, actual: 120万元, points: 10, reason: 材料涨价}
  expect: {status: determined, score: 8, rule: at_most, case: 4}
"""
BORROWED_SET = """
schema: 1
id: my/2022-borrowed
title: 借用自带表样的自评表
extends: mof/2020-project
form: {xlsx: hubei-project.xlsx, html: hubei-project.html.j2}
"""
SCRATCH_SET = """
schema: 1
id: my/2022-department
title: 某区部门整体支出绩效自评表
applies_to: department
sources:
  办法: {document: 某区部门整体支出绩效评价办法, article: 附件, standing: unverified}
points: 100
grades:
  - {name: 优, from: 90, source: 办法}
  - {name: 差, from: 0, source: 办法}
inputs:
  在职人数: {type: count, unit: 人}
  编制数: {type: count, unit: 人, above: 0}
rules:
  staff:
    source: 办法
    cases:
      - {when: value <= 100%, score: points}
      - {score: 0}
  checklist:
    source: 办法
    cases:
      - {score: earned}
levels:
  - name: 管理
    points: 100
    source: 办法
    children:
      - {name: 在职人员控制率, points: 90, value: 在职人数 / 编制数, rule: staff}
      - {name: 制度健全性, points: 10, items: [{name: 有财务制度, points: 5}, {name: 有核算制度, points: 5}], rule: checklist}
"""
CLUES = """
schema: ziping/recognise/1
sets:
  my/2022-project:
    must:
      - {place: [某市某局]}
      - {year: [2022, 2022]}
      - {levels: [产出, 效益, 满意度]}
    may:
      - {title: [项目支出绩效自评表]}
      - {code: ["9900"]}
"""
RULES = """
schema: ziping/review-rules/1
id: my/2022-review
title: 某市复核规则
extends: re-scoring
without: [satisfaction_without_survey]
repaired: "本行有格子是读取时放回的({repaired_at}),请先对原件。"
sources:
  复核办法: {document: 某市复核办法, article: 第三条, standing: unverified}
rules:
  - code: score_differs
    settle: 请附统计台账,由某市复核组按台账重算。
  - code: far_over
    settle: 请说明超额的原因,并附验收单。
  - code: full_marks_in_words
    before: all_full
    kind: Q
    of: row
    when: reading == 'wording' and claimed == points and not has_reason
    title: 定性指标满分而无佐证
    say: ["指标值“{target}”,申报{claimed}分,未附佐证", ",可定{low}–{high}分", 。]
    settle: 请附能说明效果的材料。
    stake: {from: 0, to: high - low}
    source: 复核办法
"""
PAGE = """
<!DOCTYPE html>
<html lang="zh-CN">
<head><meta charset="utf-8"><title>{{ form.project or form.unit }}</title>
<style>td { border: 1px solid #333; }</style></head>
<body>
<h1>{{ form.set_title }}({{ form.year }}年度)</h1>
<p>{{ form.subject }} {{ form.code }} {{ form.unit }} {{ form.department }} {{ form.state }}</p>
<p>总分 {{ form.total or '—' }}{% if form.band != '—' %}({{ form.band }}){% endif %},{{ form.grade }},{{ form.grade_text }};自评 {{ form.claimed_total }} {{ form.claimed_grade }};{{ form.counts }}</p>
<table>
{% for item in funds %}<tr><td>{{ item.source }}</td><td>{{ item.initial|money }}</td><td>{{ item.budget|money }}</td><td>{{ item.executed|money }}</td><td>{{ item.points }}</td><td>{{ item.rate }}</td><td>{{ item.score }}</td></tr>
{% endfor %}</table>
{% for item in goals %}<p>{{ item.name }} {{ item.expected }} {{ item.achieved }}</p>
{% endfor %}
{% for item in execution %}<p>{{ item.name }} {{ item.rate }} {{ item.score }}/{{ item.points }} {{ item.formula }} {{ item.status_key }} {{ item.bar.score }}</p>
{% endfor %}
<table>
{% for item in rows %}{% set row = item.row %}<tr>
{% if item.level1_span %}<td rowspan="{{ item.level1_span }}">{{ row.level1 }}({{ row.level1_points }}分)</td>{% endif %}
{% if item.level2_span %}<td rowspan="{{ item.level2_span }}">{{ row.level2 }}</td>{% endif %}
<td>{{ row.number }} {{ row.id }} {{ row.name }}</td><td>{{ row.target }}|{{ row.read_target }}</td><td>{{ row.actual }}|{{ row.read_actual }}</td><td>{{ row.points }}</td><td>{{ row.score }}</td><td>{{ row.band }}</td><td>{{ row.claimed }}</td><td>{{ row.status }} {{ row.status_key }} {{ row.met }} {{ row.completion }}</td><td>{{ row.formula }} {{ row.because }}</td><td>{{ row.reason }}</td></tr>
{% endfor %}</table>
<ul>
{% for item in levels %}<li>{{ item.depth }} {{ item.name }} {{ item.score }}/{{ item.points }} {{ item.band }}</li>
{% endfor %}
{% for item in requirements %}<li>{{ item.of }} {{ item.say }}</li>
{% endfor %}
{% for item in claims %}<li>{{ item.where }} {{ item.kind }} {{ item.stated }} {{ item.computed }} {{ item.verdict }} {{ item.cause }}</li>
{% endfor %}
{% for item in unmatched %}<li>{{ item.what }} {{ item.at }}</li>
{% endfor %}
{% for item in repairs %}<li>{{ item.at }} {{ item.what }} {{ item.why }}</li>
{% endfor %}
{% for item in unused %}<li>{{ item.row }} {{ item.why }}</li>
{% endfor %}
</ul>
<p>{{ form.responsible }} {{ form.filled_by }} {{ form.phone }} {{ form.date }} {{ form.opinion }}{% for item in signatures %} {{ item.role }}:{{ item.name }}{% endfor %}</p>
</body></html>
"""
UNITS = """
schema: ziping/units/1
counters: [[网格, 个网格]]
"""
SAYINGS = """
schema: ziping/values/1
wordings:
  partial: [略有]
"""


def own_sets() -> None:
    folder = fresh("own_sets")
    put(
        folder,
        {
            "我的体系/my/2022-project.yaml": OWN_SET,
            "我的体系/my/2022-project.cases.yaml": OWN_CASES,
            "我的体系/my/2022-borrowed.yaml": BORROWED_SET,
            "我的体系/my/2022-department.yaml": SCRATCH_SET,
            "我的体系/recognise.yaml": CLUES,
            "我的体系/vocabulary/单位.yaml": UNITS,
            "我的体系/vocabulary/说法.yaml": SAYINGS,
            "我的体系/templates/html/某市项目.html.j2": PAGE,
            "复核规则.yaml": RULES,
        },
    )
    template = restyled("某市项目支出绩效自评表")
    save(template, folder / "我的体系/templates/xlsx/某市项目.xlsx")
    own = submission("my/2022-project", "网格巡查", set_digest=STALE)
    own["indicators"][0] |= {"name": "巡查网格", "target": "≥120网格", "actual": "126个网格"}
    own["indicators"][3] |= {"actual": "132万元", "claimed": "11", "reason": "材料涨价"}
    own["indicators"][4] |= {"actual": "初见成效", "claimed": "12", "reason": "窗口不足"}
    own["indicators"][5] |= {"target": "方便", "actual": "略有", "claimed": "15"}
    put_json(folder, "自评/网格巡查.json", own)
    borrowed = submission("my/2022-borrowed", "借用表样")
    # As a reader of forms leaves it: the actual of the first row was put back in its place.
    borrowed["indicators"][0]["at"] = {"target": "自评表!F14", "actual": "自评表!H14"}
    borrowed["repairs"] = [
        {"at": "自评表!H14", "what": "实际完成值从相邻一格放回", "why": "打印时错了一列"}
    ]
    put_json(folder, "自评/借用表样.json", borrowed)
    (folder / "自评/没写体系.xls").write_bytes(page_export(submission("", "没写体系"), marks=True))
    department = {
        "schema": "ziping/submission/1", "set": "my/2022-department", "year": 2022,
        "unit": "某区某局", "inputs": {"在职人数": "200", "编制数": "200"},
        "items": {"制度健全性": {"有财务制度": "是", "有核算制度": {"met": "否", "reason": "正在修订"}}},
        "claims": {"管理": "95"}, "claimed_total": "95", "claimed_grade": "优",
        "set_digest": set_digest(folder, "my/2022-department"),
    }  # fmt: skip
    put_json(folder, "自评/某区某局.json", department)


def set_digest(folder: Path, set_id: str) -> str:
    """Return the digest of a set, as the scorecard of a submission tells it."""
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        shutil.copytree(folder, work / "甲")
        bare = {"schema": "ziping/submission/1", "set": set_id, "year": 2022, "unit": "甲"}
        put_json(work, "甲.json", bare)
        sets = ["--sets", "甲/我的体系"] if (work / "甲/我的体系").is_dir() else []
        ziping("score", "甲.json", *sets, "-o", "乙", "--format", "json", cwd=work)
        card = json.loads((work / "乙/甲-评分结果.json").read_text("utf-8"))
    return str(card["set"]["digest"])


def restyled(title: str) -> Any:
    """Return the shipped form of projects as somebody restyled it, with all old placeholders."""
    with tempfile.TemporaryDirectory() as name:
        ziping("sets", "templates", "甲", cwd=Path(name))
        book: Any = openpyxl.load_workbook(Path(name) / "甲/templates/xlsx/project.xlsx")
    sheet = book["自评表"]
    sheet["A1"] = title
    sheet["A1"].font = Font(name="黑体", size=20, bold=True)
    sheet["A11"].fill = PatternFill("solid", fgColor="FFDDEBF7")
    sheet["I13"] = "自评总分:{{自评总分}}"
    sheet.column_dimensions["I"].width = 30
    # Two columns change places: 实际完成值 before 年度指标值.
    sheet["E11"], sheet["F11"] = "*实际完成值", "年度指标值"
    sheet["E12"], sheet["F12"] = "{{指标.实际完成值}}", "{{指标.年度指标值}}"
    explained = book["评分说明"]
    more = (
        "审核:{{签名.身份}} {{签名.姓名}}",
        "绩效指标 {{绩效指标.序号}} {{绩效指标.指标性质}} {{绩效指标.指标值}} {{绩效指标.度量单位}} {{绩效指标.完成值}} {{绩效指标.是否达标}} {{绩效指标.待认定}}",
        "任务 {{任务.名称}} {{任务.得分}}",
        "文字 {{文字.名称}} {{文字.内容}}",
        "归位{{归位.位置}}:{{归位.内容}}{{归位.原因}}",
        "{{评价对象}} {{项目状态}} {{主管部门}} {{等级}} {{指标体系校验码}} {{申报校验码}}",
    )
    for row, text in enumerate(more, explained.max_row + 2):
        explained.cell(row, 1).value = text
        explained.merge_cells(start_row=row, end_row=row, start_column=1, end_column=12)
        explained.cell(row, 1).alignment = Alignment(wrap_text=True)
    return book


# folder 2: submissions and files of decisions


def submissions() -> None:
    folder = fresh("submissions")
    work = folder / "申报"
    current, stale = (
        submission("mof/2020-project", "体系未改"),
        submission("mof/2020-project", "体系已改"),
    )
    current |= {"set_digest": set_digest(folder, "mof/2020-project"), "id": "2022-体系未改"}
    stale |= {"set_digest": STALE}
    current["indicators"][0] |= {
        "evidence": [{"name": "台账", "number": "附件1", "page": "3"}], "core": "是",
        "adjustment": {"document": "某财预〔2022〕1号", "date": "2022-08-01"}, "target_initial": "≥150台",
        "at": {"target": "绩效目标表!F12"},
    }  # fmt: skip
    current["indicators"][6]["survey"] = {
        "method": "问卷", "sent": "200", "returned": "180", "satisfied": "153",
    }  # fmt: skip
    stale["indicators"][5] |= {"target": "≥200人次"}
    put_json(work, "两份.jsonl", current, stale)
    secret = submission("shenzhen/2022-project", "不便公开", secret="是", state="年中调减")
    put_json(work, "不便公开.json", secret)
    put(work, {"数据和清单.yaml": DEPARTMENT, "目标.yaml": GOALS, "任务.yaml": TASKS})
    seen = saw(folder)
    put(
        folder,
        {
            "认定/认定.yaml": f"""
- {{submission: 2022-体系未改, row: 产出/数量/1, verified_actual: 90台, ground: 数据核减, by: 评价人甲, at: 2023-04-01, round: 初评, saw: {seen["2022-体系未改"]["产出/数量/1"]}}}
- {{submission: 2022-体系未改, row: 效益/社会效益/1, score: 13, ground: 佐证属实, by: 评价人甲, at: 2023-04-01, round: 初评, saw: 0000000000000000}}
- {{submission: 2022-体系未改, row: 预算执行率, score: 9, ground: "数据核减:决算数", by: 评价人甲, at: 2023-04-01, round: 初评}}
- {{submission: 2022-体系未改, row: 产出/数量/1, agrees: 否, say: 台账漏登, evidence: 附3, by: 经办人乙, at: 2023-04-12, round: 单位反馈}}
- {{submission: 2022-没有这一份, row: 产出/数量/1, score: 1, ground: 数据核减}}
""",
        },
    )
    put_json(
        folder, "认定/认定.jsonl",
        *(
            {"submission": key, "row": row, "score": score, "ground": "佐证属实", "by": "评价人甲",
             "at": "2023-04-02", "round": "初评", "saw": seen[key][row]}
            for key, row, score in (
                ("2023-某区某局", "部门管理/资金管理/预决算信息公开", "1"),
                ("2023-市某局", "完成重点任务/效益指标/社会效益指标/1", "26"),
                ("2023-省某厅", "产出指标/数量指标/1", "30"),
            )
        ),
    )  # fmt: skip
    put_json(
        folder, "认定/认定.json",
        {"submission": "2022-某市某局-" + secret["project"]["code"], "row": "产出/数量/1", "score": "8",
         "ground": "未提供佐证", "by": "评价人甲", "at": "2023-04-02", "round": "初评"},
    )  # fmt: skip


def saw(folder: Path) -> dict[str, dict[str, str]]:
    """Return the digests by row that the 复核表 of every submission hold."""
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        shutil.copytree(folder, work / "甲")
        ziping("review", "甲/申报", "-o", "乙", "--format", "xlsx", cwd=work)
        found = {}
        for path in sorted((work / "乙/复核表").glob("*.xlsx")):
            book = openpyxl.load_workbook(path)
            about = {r[0]: r[1] for r in book.worksheets[-1].iter_rows(max_col=2, values_only=True)}
            heads, ids = table(book["复核表"])
            found[about["submission"]] = {
                one: book["复核表"].cell(row, heads["数据码"][1]).value for one, row in ids.items()
            }
    return found


DEPARTMENT = """
# 由数据和清单算出的指标
schema: ziping/submission/1
set: shenzhen/2024-department
year: 2023
unit: 某区某局
money_unit: 万元
funds:
  - {source: 年度资金总额, initial: 800, budget: 1000, executed: 960, claimed_rate: 96}
inputs: {全年支出: "960", 调整后预算: "1000", 在编人数: "54", 编制数: "54", 编外人数: "5", 三公支出: "4.09", 三公预算: "12", 政府采购金额: "95", 政府采购预算: "100", 重点工作完成数: "19", 重点工作计划数: "20"}
items:
  预决算信息公开: {预算公开: 是, 决算公开: {met: 否, reason: 系统升级, evidence: [{name: 说明, number: 附1}]}}
reasons: {预决算信息公开: 系统升级}
indicators:
  - {level1: 部门绩效, level2: 社会效益, name: 网站可用性, target: ≥99%, actual: 99%, points: 10, claimed: 10}
claims: {编外人员控制率: 1, 预决算信息公开: 1}
claimed_total: 90
claimed_grade: 优
"""
GOALS = """
# 几个年度目标
schema: ziping/submission/1
set: tianjin/department
year: 2023
unit: 市某局
department: 市某局
funds: [{source: 合计, budget: 1000, executed: 950, claimed: 9.5}]
goals:
  - name: 完成重点任务
    ratio: 60
    expected: 完成重点任务20项
    achieved: 完成19项
    indicators:
      - {level1: 产出指标, level2: 数量指标, name: 重点任务, direction: ≥, target: "20", unit: 项, actual: "19", points: 40, reason: 一项结转}
      - {level1: 效益指标, level2: 社会效益指标, name: 保障民生, target: 有效保障, actual: 有效保障, points: 30}
  - name: 提升服务水平
    ratio: 40
    expected: 培训500人
    achieved: 培训400人
    reason: 两期未办
    indicators:
      - {level1: 产出指标, level2: 数量指标, name: 培训人数, direction: ≥, target: "500", unit: 人, actual: "400", points: 50, reason: 两期未办}
claimed_total: 92
"""
TASKS = """
# 年度主要任务
schema: ziping/submission/1
set: anhui/department
year: 2023
unit: 省某厅
department: 省某厅
goal: {expected: 完成课题50项, achieved: 完成课题45项}
tasks:
  - {name: 保障运转, weight: 60, initial: 600, budget: 600, executed: 600, completion: 已完成, claimed: 6}
  - {name: 重点课题, weight: 40, initial: 320, budget: 300, executed: 270, completion: 完成45项, claimed: 3.6, reason: 五项结转}
indicators:
  - {level1: 产出指标, level2: 数量指标, name: 课题数, points: 40, target: ≥50项, actual: 45项, claimed: 36, reason: 五项结转}
  - {level1: 产出指标, level2: 质量指标, name: 结题合格率, points: 20, target: ≥95%, actual: 96%, claimed: 20}
  - {level1: 效益指标, level2: 社会效益指标, name: 保障决策, points: 20, target: 有效保障, actual: 有效保障, claimed: 20}
  - {level1: 满意度指标, level2: 服务对象满意度指标, name: 委托方满意度, points: 10, target: ≥90%, actual: 81%, claimed: 9, reason: 部分课题延期}
texts: {评价结论: 完成较好。}
claimed_total: 94.6
"""


# folder 3: 填报表, filled in


def fill_in() -> None:
    folder = fresh("fill_in")
    for name, set_id in (("项目", "mof/2020-project"), ("部门", "shenzhen/2024-department")):
        ziping("form", "--set", set_id, "-o", f"{name}填报表.xlsx", cwd=folder)
        path = folder / f"{name}填报表.xlsx"
        book: Any = openpyxl.load_workbook(path)
        sheet = book["填报表"]
        one = submission(set_id, f"填报{name}")
        named(
            book,
            {
                "zp_f_project__name": one["project"]["name"], "zp_f_project__code": "99000001",
                "zp_f_year": 2022, "zp_f_unit": "某市某局", "zp_f_department": "某市某局",
                "zp_f_money_unit": "元", "zp_f_state": "正常", "zp_f_finished": "是",
                "zp_f_goal__expected": "完成年度任务。", "zp_f_goal__achieved": "已完成。",
                "zp_f_head__responsible": "负责人甲", "zp_f_head__filled_by": "填表人乙",
                "zp_f_head__date": "2023-03-01", "zp_f_claimed_grade": "优",
                "zp_f_claimed_total": 96.5,
            },
        )  # fmt: skip
        for row, fund in enumerate(one["funds"], 9):
            for column, key in ((3, "initial"), (4, "budget"), (5, "executed"), (10, "claimed")):
                if key in fund:
                    sheet.cell(row, column).value = float(fund[key])
        if name == "项目":
            lines = {(sheet.cell(r, 1).value, sheet.cell(r, 2).value): r for r in range(36, 18, -1)}
            for row in one["indicators"]:
                at = lines[row["level1"], row["level2"]]
                for column, key in enumerate(("name", "target", "actual"), 3):
                    sheet.cell(at, column).value = row[key]
                sheet.cell(at, 6).value = float(row["points"])
                sheet.cell(at, 8).value = float(row["claimed"])
                sheet.cell(at, 9).value = row.get("reason")
            at = lines["产出", "数量"]
            sheet.cell(at, 10).value, sheet.cell(at, 11).value = "设备台账\n验收单", "附件1\n附件2"
            at = lines["满意度", "服务对象满意度"]
            for column, value in enumerate(("问卷", 200, 180, 153), 13):
                sheet.cell(at, column).value = value
        else:
            typed = {"全年支出": 1140000, "调整后预算": 1200000, "在编人数": 54, "编制数": 54,
                     "编外人数": 5, "三公支出": 4.09, "三公预算": 12, "重点工作完成数": 19,
                     "重点工作计划数": 20}  # fmt: skip
            for row in range(37, 100):
                label, what = sheet.cell(row, 1).value, sheet.cell(row, 3).value
                if row < 61 and label in typed:
                    sheet.cell(row, 5).value = typed[label]
                if what in ("预算公开", "决算公开"):
                    sheet.cell(row, 6).value = "是" if what == "预算公开" else "否"
                if row > 73 and label == "预决算信息公开":
                    sheet.cell(row, 4).value, sheet.cell(row, 5).value = 1, "系统升级"
            for column, value in enumerate(("网站可用性", "≥99%", "99%", 10, None, 10), 3):
                if value is not None:
                    sheet.cell(19, column).value = value
        save(book, path)


def named(book: Any, typed: Mapping[str, object]) -> None:
    """Type into the cells that have these defined names."""
    for name, value in typed.items():
        title, _, cell = book.defined_names[name].attr_text.partition("!")
        book[title.strip("'")][cell.replace("$", "")] = value


# folder 4: four rounds of a review


def four_rounds() -> None:
    folder = fresh("four_rounds")
    put_json(folder, "交来/甲项目.json", submission("shenzhen/2022-project", "甲项目"))
    put_json(
        folder, "交来/乙项目.json", submission("mof/2020-project", "乙项目", money_unit="万元")
    )
    secret = submission("shenzhen/2022-project", "丙项目", secret="是")
    put_json(folder, "交来/丙项目.json", secret)

    def review(*more: str) -> None:
        ziping("review", "交来", "-o", "复核结果", *more, cwd=folder)

    review()
    first, second, hidden = ("甲项目", "乙项目", "涉密-1")
    amount, words, satisfied = "产出/数量/1", "效益/社会效益/1", "满意度/服务对象满意度/1"
    trained = "效益/可持续影响/1"
    by_first = {"zw_by": "评价人甲", "zw_at": "2023-04-01"}
    # 初评: a score beside the points is refused; it is put right in the next sheet.
    sheet_filled(folder, first, {
        (amount, "复核完成值"): "90台", (amount, "认定理由"): "数据核减", (amount, "理由说明"): "台账为90台",
        (words, "复核得分"): 13, (words, "认定理由"): "佐证属实",
        (trained, "复核得分"): 99, (trained, "认定理由"): "数据核减",
    }, by_first)  # fmt: skip
    sheet_filled(folder, second, {
        (amount, "复核得分"): 8, (amount, "认定理由"): "未提供佐证",
        ("预算执行率", "复核得分"): 9, ("预算执行率", "认定理由"): "数据核减",
        (satisfied, "复核得分"): 7.5, (satisfied, "认定理由"): "佐证属实",
    }, by_first)  # fmt: skip
    sheet_filled(folder, hidden, {
        (amount, "复核得分"): 6, (amount, "认定理由"): "未提供佐证", (amount, "理由说明"): "未见台账",
    }, by_first)  # fmt: skip
    review()
    sheet_filled(folder, first, {(trained, "复核得分"): 12}, {})
    review()
    # 单位反馈: one sheet comes back by another way.
    by_unit = {"zw_unit_by": "经办人乙", "zw_unit_at": "2023-04-12"}
    returned = folder / "收回/甲项目 反馈.xlsx"
    sheet_filled(folder, first, {
        (amount, "认可/不认可"): "不认可", (amount, "单位说明"): "台账漏登10台", (amount, "佐证号"): "附3",
        (words, "认可/不认可"): "认可",
        (trained, "认可/不认可"): "有异议", (trained, "单位说明"): "培训名册另附",
    }, by_unit, to=returned)  # fmt: skip
    sheet_filled(folder, second, {
        (amount, "认可/不认可"): "不认可", (amount, "单位说明"): "已补交台账", (amount, "佐证号"): "附5",
        ("预算执行率", "认可/不认可"): "认可", (satisfied, "认可/不认可"): "不认可",
    }, by_unit)  # fmt: skip
    review("--decisions", "收回")
    # 复核
    by_second = {"zw_by": "评价人丁", "zw_at": "2023-05-08"}
    sheet_filled(folder, first, {
        (amount, "复核完成值"): "95台", (amount, "认定理由"): "采纳单位说明",
        (trained, "复核得分"): 12, (trained, "认定理由"): "佐证属实",
    }, by_second)  # fmt: skip
    sheet_filled(folder, second, {
        (amount, "复核得分"): 9, (amount, "认定理由"): "采纳单位说明",
        (satisfied, "复核得分"): 8, (satisfied, "认定理由"): "佐证属实",
    }, by_second)  # fmt: skip
    review("--decisions", "收回")
    # 终审: one project is finished; of the other an entry is refused and stays so.
    by_last = {"zw_by": "终审人戊", "zw_at": "2023-05-20"}
    sheet_filled(folder, first, {
        (amount, "复核完成值"): "96台", (amount, "认定理由"): "数据核增",
    }, by_last)  # fmt: skip
    sheet_filled(folder, second, {
        (amount, "复核得分"): 99, (amount, "认定理由"): "数据核增", (amount, "理由说明"): "附5属实",
        (satisfied, "复核得分"): 8.5, (satisfied, "认定理由"): "采纳单位说明",
    }, by_last)  # fmt: skip
    review("--decisions", "收回")
    # Filled in after the last run: a remark where nothing is asked for, and a note on the secret form.
    sheet_filled(
        folder,
        hidden,
        {(amount, "单位说明"): "台账在机要室", (amount, "认可/不认可"): "不认可"},
        by_unit,
    )
    sheet_filled(folder, second, {(words, "计算说明"): "这一行当面谈过"}, {})


def table(sheet: Any) -> tuple[dict[str, tuple[int, int]], dict[str, int]]:
    """Return where the headings of a 复核表 stand, and the row of each id."""
    heads = {
        cell.value: (cell.row, cell.column)
        for row in sheet.iter_rows(max_row=12) for cell in row if cell.value
    }  # fmt: skip
    top, column = heads["标识"]
    below = range(top + 1, sheet.max_row + 1)
    ids = {sheet.cell(r, column).value: r for r in below if sheet.cell(r, column).value}
    return heads, ids


def sheet_filled(
    folder: Path,
    project: str,
    typed: Mapping[tuple[str, str], object],
    signed: Mapping[str, object],
    to: Path | None = None,
) -> None:
    """Type into the 复核表 of a project, by row and heading, and save it."""
    path = folder / f"复核结果/复核表/{project}.xlsx"
    book: Any = openpyxl.load_workbook(path)
    sheet = book["复核表"]
    heads, ids = table(sheet)
    for (row, heading), value in typed.items():
        sheet.cell(ids[row], heads[heading][1]).value = value
    named(book, signed)
    save(book, to or path)


# folder 5: ZIPING_HOME


def home() -> None:
    folder = fresh("home")
    put(
        folder,
        {
            "家/indicator_sets/our/2022-project.yaml": OWN_SET.replace("my/", "our/").replace(
                "form: {xlsx: 某市项目.xlsx, html: 某市项目.html.j2}",
                "form: {html: 我们的.html.j2}",
            ),
            "家/templates/html/我们的.html.j2": PAGE,
            "家/vocabulary/单位.yaml": UNITS,
            "家/vocabulary/说法.yaml": SAYINGS,
        },
    )
    # Of the shipped name: it prints every project's form.
    save(restyled("本单位项目支出绩效自评表"), folder / "家/templates/xlsx/project.xlsx")
    ours = submission("our/2022-project", "在家计分")
    ours["indicators"][0] |= {"name": "巡查网格", "target": "≥120网格", "actual": "126个网格"}
    ours["indicators"][5] |= {"target": "方便", "actual": "略有"}
    put_json(folder, "自评.json", ours)


# folder 6: forms exported from the budget system, and their filled copies


def exports() -> None:
    folder = fresh("exports")
    set_id = "shenzhen/2022-project"
    page, book = submission(set_id, "网页导出"), submission(set_id, "系统导出")
    (folder / "网页导出.xls").write_bytes(page_export(page))
    workbook_export(unfilled(book), folder / "系统导出.xlsx")
    put_json(folder, "填报.json", book)
    ziping("score", "网页导出.xls", "--set", set_id, "-o", "旧", "--format", "json", cwd=folder)
    ziping(
        "score",
        "填报.json",
        "--export",
        "系统导出.xlsx",
        "-o",
        "旧",
        "--format",
        "json",
        cwd=folder,
    )
    for name in ("网页导出-回填.xls", "网页导出-粘贴区.xlsx", "系统导出-回填.xlsx"):
        (folder / "旧" / name).rename(folder / name)
    shutil.rmtree(folder / "旧")


def unfilled(one: dict[str, Any]) -> dict[str, Any]:
    """Return a form as the system gives it out at the year's end: targets, and nothing else."""
    kept = [
        {k: v for k, v in row.items() if k in ("level1", "level2", "name", "target")}
        for row in one["indicators"]
    ]
    return {**one, "indicators": kept, "claimed_total": ""}


Box = tuple[str, int, int]


def grid(one: dict[str, Any], mark: str = "{}") -> list[list[Box]]:
    """Return the cells of the form, with the rows and columns that each covers."""
    funds = [
        [*([("项目资金 (元)", len(one["funds"]), 1)] if number == 0 else []), (f["source"], 1, 2),
         *((f.get(k, "") or "—", 1, 1) for k in ("initial", "budget", "executed")),
         ("10" if number == 0 else "—", 1, 1), (f.get("claimed_rate", "—"), 1, 1),
         (f.get("claimed", "—"), 1, 1)]
        for number, f in enumerate(one["funds"])
    ]  # fmt: skip
    heads = ("一级指标", "二级指标", "三级指标", "年度指标值", "* 实际完成值", "* 分值", "* 得分",
             "偏差原因分析及改进措施")  # fmt: skip
    keys = ("name", "target", "actual", "points", "claimed", "reason")
    body = [
        [(row["level1"], 1, 1), (row["level2"], 1, 1),
         *((mark.format(row[k]) if k == "actual" and k in row else row.get(k, ""), 1, 1) for k in keys)]
        for row in one["indicators"]
    ]  # fmt: skip
    return [
        [("项目支出绩效自评表", 1, 9)],
        [("项目编码:", 1, 1), (one["project"]["code"], 1, 2), ("项目名称:", 1, 1),
         (one["project"]["name"], 1, 3), ("绩效自评年度:", 1, 1), (str(one["year"]), 1, 1)],
        [("实施单位:", 1, 1), (one["unit"], 1, 2), ("一级预算单位:", 1, 1), (one["department"], 1, 5)],
        [("资金使用情况", 1, 9)],
        [("", 1, 3), ("年初预算数", 1, 1), ("全年预算数", 1, 1), ("全年执行数", 1, 1), ("分值", 1, 1),
         ("执行率 (%)", 1, 1), ("得分", 1, 1)],
        *funds,
        [("项目目标完成情况", 1, 9)],
        [("年度总体目标", 2, 1), ("预期目标", 1, 4), ("* 实际完成情况", 1, 4)],
        [(one["goal"]["expected"], 1, 4), (one["goal"]["achieved"], 1, 4)],
        [("年度绩效指标", len(body) + 1, 1), *((head, 1, 1) for head in heads)],
        *body,
        [("总分", 1, 6), ("100", 1, 1), (one["claimed_total"], 1, 1), ("—", 1, 1)],
    ]  # fmt: skip


def page_export(one: dict[str, Any], *, marks: bool = False) -> bytes:
    """Return the form as the page that a system calls ``.xls``; ``marks``: with marks inside texts."""
    lines = []
    for boxes in grid(one, "<p>{}</p>" if marks else "{}"):
        cells = (
            f'<td rowspan="{down}" colspan="{across}">{html.escape(text)}</td>'
            for text, down, across in boxes
        )
        lines.append(f"<tr>{''.join(cells)}</tr>")
    body = "\n".join(lines)
    return (
        '<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head><meta charset="utf-8"></head>\n'
        f"<body>\n<table border='1'>\n{body}\n</table>\n</body></html>\n"
    ).encode()


def workbook_export(one: dict[str, Any], path: Path) -> None:
    book: Any = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "自评表"
    covered: set[tuple[int, int]] = set()
    for row, boxes in enumerate(grid(one), 1):
        column = 1
        for text, down, across in boxes:
            while (row, column) in covered:
                column += 1
            sheet.cell(row, column).value = text or None
            area = [(r, c) for r in range(row, row + down) for c in range(column, column + across)]
            covered |= set(area)
            if len(area) > 1:
                sheet.merge_cells(
                    start_row=row, start_column=column, end_row=area[-1][0], end_column=area[-1][1]
                )
            column += across
    save(book, path)


def main(wanted: Sequence[str]) -> None:
    """Build the folders that are named, or all."""
    for build in (own_sets, submissions, fill_in, four_rounds, home, exports):
        if not wanted or build.__name__ in wanted:
            build()


if __name__ == "__main__":
    main(sys.argv[2:])
