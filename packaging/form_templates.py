"""Makes the templates of departments' and provinces' forms, Excel and page alike, from ``forms.yaml``.

``python packaging/form_templates.py`` writes them into ``templates/``. What all forms share (the
sheet 评分说明, the page's style and its explanations) is taken from the project's templates.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import yaml
from openpyxl import load_workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter

from scoring.writers.xlsx.save import workbook_bytes

ROOT = Path(__file__).parent.parent
THIN = Side(style="thin")
BORDER = Border(THIN, THIN, THIN, THIN)
SHADE = PatternFill("solid", fgColor="00F2F2F2")
ALIGNED = {
    "text": Alignment("left", "center", wrap_text=True, indent=1),
    "money": Alignment("right", "center", shrink_to_fit=True),
    "points": Alignment("center", "center", shrink_to_fit=True),
}
CENTER = Alignment("center", "center", wrap_text=True)
MONEY = "#,##0.00####_ "
HEAD = [14.0, 42.0, 14.0, 42.0]
NEAR = 3.5
"""Cuts of two blocks that are no further apart (in characters) become one."""
FIELD = re.compile(r"\{\{(.+?)(\|合并)?\}\}")
FOOT = ("负责人:{{负责人}}", "填表人:{{填表人}}", "电话:{{电话}}", "日期:{{日期}}")
NOTES = (
    "“—”表示该栏不填,“待定”表示须由人认定。",
    "金额单位:{{货币单位}};实际值由所填数据算出。",
    "得分和等级按“{{指标体系}}”计算(依据:{{指标体系出处}}),逐项依据见“评分说明”。",
)


def forms() -> Mapping[str, Any]:
    """Return the layouts by name."""
    found: Mapping[str, Any] = yaml.safe_load(
        (Path(__file__).parent / "forms.yaml").read_text("utf-8")
    )
    return found


def remarks(form: Mapping[str, Any]) -> str:
    """Return the notes under the form, numbered."""
    notes = [NOTES[1].replace(";实际值由所填数据算出", ""), "本表只报完成情况,不计分。"]
    if form.get("scored", True):
        notes = list(NOTES)
        if not any("计算过程" in column[1] for column in form["indicators"]):
            notes[1] = notes[1].replace(";实际值由所填数据算出", "")
        if not form.get("graded", True):
            notes[2] = notes[2].replace("得分和等级", "得分")
    if "remarks" in form:
        notes.insert(0, form["remarks"])
    return "注:" + "\n".join(f"{n}.{note}" for n, note in enumerate(notes, 1))


# the workbook


def grid(form: Mapping[str, Any]) -> list[float]:
    """Return the widths of the columns that all blocks share: the cuts of one serve the others."""
    widths = [float(column[2]) for column in form["indicators"]]
    whole = sum(widths)
    cuts = [sum(widths[:n]) for n in range(len(widths) + 1)]
    blocks = [[float(column[2]) for column in block["columns"]] for block in form["blocks"]]
    for shares in (HEAD, *blocks):
        for number in range(1, len(shares)):
            cut = sum(shares[:number]) / sum(shares) * whole
            if min(abs(cut - other) for other in cuts) > NEAR:
                cuts = sorted([*cuts, cut])
    return [round(b - a, 2) for a, b in pairwise(cuts)]


class Sheet:
    """Writes the rows of a form one below the other, each over the whole grid of columns."""

    def __init__(self, sheet: Any, widths: list[float]) -> None:
        self.sheet, self.widths, self.row = sheet, widths, 0

    def line(self, cells: Iterable[tuple[str, float, str]], height: float) -> None:
        """Write cells of (text, share of the width, style)."""
        self.row += 1
        self.sheet.row_dimensions[self.row].height = height
        cells = list(cells)
        first = 1
        for (text, _, style), last in zip(cells, self._ends([c[1] for c in cells]), strict=True):
            self._put(first, last, text, style)
            first = last + 1

    def _ends(self, shares: list[float]) -> list[int]:
        """Return the last column of each cell, as near to its share as the grid allows."""
        whole, done, at = sum(self.widths), 0.0, 0
        ends = []
        for number, share in enumerate(shares, 1):
            done += share / sum(shares) * whole
            most = len(self.widths) - (len(shares) - number)
            near = [(abs(sum(self.widths[:end]) - done), end) for end in range(at + 1, most + 1)]
            at = min(near)[1] if number < len(shares) else len(self.widths)
            ends.append(at)
        return ends

    def _put(self, first: int, last: int, text: str, style: str) -> None:
        for column in range(first, last + 1):
            cell = self.sheet.cell(self.row, column)
            bare = style in ("title", "year", "foot", "note")
            cell.border = Border() if bare else BORDER
            cell.font = Font(
                name="宋体", size={"title": 18, "year": 11}.get(style, 9),
                bold=style in ("title", "section", "total"),
            )  # fmt: skip
            cell.alignment = ALIGNED.get(style, CENTER)
            if style in ("foot", "note"):
                cell.alignment = Alignment(
                    "left", "top" if style == "note" else "center", wrap_text=True
                )
            if style in ("label", "section"):
                cell.fill = SHADE
            if style == "money":
                cell.number_format = MONEY
        self.sheet.cell(self.row, first).value = text
        if last > first:
            self.sheet.merge_cells(
                start_row=self.row, end_row=self.row, start_column=first, end_column=last
            )


def workbook(form: Mapping[str, Any]) -> bytes:
    """Return the Excel template of a form."""
    book = load_workbook(ROOT / "templates/xlsx/project.xlsx")
    old = book["自评表"]
    new = book.create_sheet("自评表", 0)
    for name in ("page_setup", "page_margins", "print_options", "sheet_properties", "HeaderFooter"):
        setattr(new, name, getattr(old, name))
    book.remove(old)
    new.title = "自评表"
    new.page_setup.orientation = "landscape" if form.get("landscape") else "portrait"
    widths = grid(form)
    for number, width in enumerate(widths, 1):
        new.column_dimensions[get_column_letter(number)].width = width
    _fill(Sheet(new, widths), form)
    new.print_area = f"A1:{get_column_letter(len(widths))}{new.max_row}"
    _explained(book["评分说明"])
    book.active = 0
    return workbook_bytes(book)


def _fill(sheet: Sheet, form: Mapping[str, Any]) -> None:
    sheet.line([(form["title"], 1, "title")], 27)
    sheet.line([("({{年度}}年度)", 1, "year")], 17)
    head = form["head"]
    for at in range(0, len(head), 2):
        (name1, field1), (name2, field2) = head[at : at + 2]
        sheet.line(
            [
                (name1, 14, "label"),
                (field1, 42, "text"),
                (name2, 14, "label"),
                (field2, 42, "text"),
            ],
            18,
        )
    for block in form["blocks"]:
        some = "{{" + block["group"] + ".有}}"
        columns = block["columns"]
        sheet.line([(block["title"] + some, 1, "section")], 16.5)
        sheet.line(_headings(columns, some), 18)
        height = 30 if block["group"] == "目标" else 18
        sheet.line([(text, width, style) for _, text, width, style in columns], height)
    sheet.line([("年度绩效指标", 1, "section")], 16.5)
    columns = form["indicators"]
    sheet.line(_headings(columns, ""), 27)
    sheet.sheet.print_title_rows = f"{sheet.row}:{sheet.row}"
    sheet.line([(text, width, style) for _, text, width, style in columns], 18)
    if form.get("scored", True):
        _totals(sheet, form, columns)
    if "texts" in form:
        some = "{{文字.有}}"
        sheet.line([(form["texts"] + some, 1, "section")], 16.5)
        sheet.line([("{{文字.名称}}", 18, "label"), ("{{文字.内容}}", 94, "text")], 30)
    sheet.line([("", 1, "foot")], 6)
    sheet.line([(text, 1, "foot") for text in FOOT], 20)
    sheet.line([("{{签名.身份}}:{{签名.姓名}}", 1, "foot")], 16)
    sheet.line([(remarks(form), 1, "note")], 16)


def _headings(columns: list[Any], some: str) -> Iterator[tuple[str, float, str]]:
    for number, (heading, _, width, _) in enumerate(columns):
        yield heading + ("" if number else some), width, "label"


def _totals(sheet: Sheet, form: Mapping[str, Any], columns: list[Any]) -> None:
    styles = [column[3] for column in columns]
    at, to = styles.index("points"), styles.index("score")
    widths = [float(column[2]) for column in columns]
    between = [("", sum(widths[at + 1 : to]), "total")] if to > at + 1 else []
    sheet.line(
        [
            ("总分", sum(widths[:at]), "total"), ("{{分值合计}}", widths[at], "total"), *between,
            ("{{总分}}", widths[to], "total"),
            ("自评总分:{{自评总分}}", sum(widths[to + 1 :]), "mid"),
        ],
        18,
    )  # fmt: skip
    if form.get("graded", True):
        sheet.line(
            [
                ("等级", sum(widths[:at]), "total"),
                ("{{等级说明}}", sum(widths[at : to + 1]), "total"),
                ("自评等级:{{自评等级}}", sum(widths[to + 1 :]), "mid"),
            ],
            18,
        )


def _explained(sheet: Any) -> None:
    """Let 评分说明 speak of what is evaluated, and show what a row was computed from."""
    changed = {
        "A2": "{{评价对象}}({{年度}}年度,{{实施单位}})",
        "D38": "{{指标.实际完成值}}\n读作:{{指标.完成值读作}}\n完成比:{{指标.完成比}}",
        "L38": "{{指标.理由}}\n数据:{{指标.数据}}\n佐证:{{指标.佐证材料}}\n理解:{{指标.理解}}\n方向:{{指标.方向}}",
    }
    for place, text in changed.items():
        assert sheet[place].value, place
        sheet[place].value = text


# the page


def page(form: Mapping[str, Any]) -> str:
    """Return the page template of a form."""
    base = (ROOT / "templates/html/project.html.j2").read_text("utf-8")
    start, end = base.index('<div class="result">'), base.index("</section>\n\n<section")
    head, tail = base[:start], base[end:]
    title = form["title"]
    head = _replace(
        head, "{{ form.project or form.unit }} 项目支出绩效自评表", "{{ form.subject }} " + title
    )
    head = _replace(head, '<h1 id="title">项目支出绩效自评表</h1>', f'<h1 id="title">{title}</h1>')
    if form.get("landscape"):
        head = _replace(head, "size: A4 portrait", "size: A4 landscape")
    tail = _replace(
        tail,
        "{{ form.project }}({{ form.year }}年度{{ ',' if form.unit }}{{ form.unit }})",
        "{{ form.subject }}({{ form.year }}年度"
        "{% if form.unit and form.unit != form.subject %},{{ form.unit }}{% endif %})",
    )
    tail = _replace(
        tail,
        "{% if row.status_key != 'not_applicable' and (row.target or row.actual) %}",
        "{% if row.kind != 'row' %} {{ row.calculation or row.actual }}"
        "{% elif row.status_key != 'not_applicable' and (row.target or row.actual) %}",
    )
    tail = _replace(
        tail,
        "{{ fact('佐证材料', row.evidence) }}{{ fact('指标值读作', row.read_target) }}"
        "{{ fact('完成值读作', row.read_actual) }}",
        "{{ fact('指标说明', row.standard) }}{{ fact('数据', row.figures) }}{{ fact('佐证材料', row.evidence) }}"
        "{{ fact('指标值读作', row.read_target) }}"
        "{% if row.kind == 'row' %}{{ fact('完成值读作', row.read_actual) }}{% endif %}",
    )
    if not form.get("scored", True):
        tail = _without(tail, "<h3>评分状态的意思</h3>", "</dl>\n")
        tail = _without(tail, "{{ fact('等级', form.grade_text) }}", "\n")
        tail = _without(tail, "{{ fact('评分情况', form.counts) }}", "\n")
        for cell in ("item", "row"):
            tail = re.sub(
                rf'<p class="got"><b>\{{\{{ {cell}\.score.*?</p>', '<p class="got"></p>', tail
            )
    return head + _shown(form) + tail


def _without(text: str, start: str, end: str) -> str:
    at = text.index(start)
    return text[:at] + text[text.index(end, at) + len(end) :]


def _replace(text: str, old: str, new: str) -> str:
    assert text.count(old) == 1, old
    return text.replace(old, new)


def _shown(form: Mapping[str, Any]) -> str:
    scored, graded = form.get("scored", True), form.get("graded", True)
    parts = []
    if scored:
        parts.append(
            "<div class=\"result\">\n  <p>总分 <b>{{ form.total or '—' }}</b>"
            "{% if form.band != '—' and form.total is number %}(可能范围 {{ form.band }}){% endif %}</p>\n"
            + ("  <p>等级 <b>{{ form.grade_text }}</b></p>\n" if graded else "")
            + "  {% if form.claimed_total is not none %}<p>自评 {{ form.claimed_total }}分"
            "{% if form.claimed_grade %},{{ form.claimed_grade }}{% endif %}</p>{% endif %}\n"
            '  <a href="#explain">看评分说明</a>\n</div>\n'
        )
    else:
        parts.append(
            '<div class="result">\n  <p>本表不计分</p>\n  <a href="#explain">看逐项说明</a>\n</div>\n'
        )
    parts.append(
        '<div class="scroll" role="region" aria-label="自评表各栏" tabindex="0">\n<table>\n'
        '<caption class="unseen">基本情况</caption>\n' + _cols([14, 36, 14, 36]) + "<tbody>\n"
    )
    for at in range(0, len(form["head"]), 2):
        cells = "".join(
            f'<th class="label" scope="row">{name}</th><td class="text">{_content(field)}</td>'
            for name, field in form["head"][at : at + 2]
        )
        parts.append(f"<tr>{cells}</tr>\n")
    parts.append("</tbody>\n</table>\n")
    parts += [_block(block) for block in form["blocks"]]
    parts.append(_indicators(form))
    return "".join(parts)


def _cols(widths: Iterable[float]) -> str:
    widths = list(widths)
    shares = "".join(f'<col style="width:{100 * w / sum(widths):.2f}%">' for w in widths)
    return f"<colgroup>{shares}</colgroup>\n"


def _block(block: Mapping[str, Any]) -> str:
    names = {"资金": "funds", "目标": "goals", "任务": "tasks", "文字": "texts"}
    listed = names[block["group"]]
    columns = block["columns"]
    tall = ' style="height:3em"' if block["group"] == "目标" else ""
    headings = "".join(f'<th class="label" scope="col">{column[0]}</th>' for column in columns)
    cells = "".join(
        _cell(text, style, "item", first=not number and block["group"] != "目标")
        for number, (_, text, _, style) in enumerate(columns)
    )
    return (
        f"{{% if {listed} %}}\n<table>\n<caption><h2>{_content(block['title'])}</h2></caption>\n"
        + _cols(column[2] for column in columns)
        + f"<tbody>\n<tr>{headings}</tr>\n{{% for item in {listed} %}}\n<tr{tall}>{cells}</tr>\n"
        "{% endfor %}\n</tbody>\n</table>\n{% endif %}\n"
    )


def _indicators(form: Mapping[str, Any]) -> str:
    columns = form["indicators"]
    headings = "".join(f'<th class="label" scope="col">{column[0]}</th>' for column in columns)
    cells = "\n".join(_row_cell(text, style) for _, text, _, style in columns)
    wide = len(columns)
    parts = [
        "<table>\n<caption><h2>年度绩效指标</h2></caption>\n",
        _cols(column[2] for column in columns),
        f"<thead>\n<tr>{headings}</tr>\n</thead>\n<tbody>\n",
        "{% for item in indicators %}\n{% set row = item.row %}\n",
        '<tr{% if (row.name ~ row.target ~ row.actual ~ row.reason ~ row.standard)|length < 240 %} class="short'
        "{{ ' begins' if item.level1_span > 1 or item.level2_span > 1 }}\"{% endif %}>\n",
        cells,
        "\n</tr>\n{% endfor %}\n",
    ]
    if form.get("scored", True):
        styles = [column[3] for column in columns]
        at, to = styles.index("points"), styles.index("score")
        gap = f'<td colspan="{to - at - 1}"></td>' if to > at + 1 else ""
        after = wide - to - 1
        parts.append(
            f'<tr class="total"><th class="strong" colspan="{at}" scope="row">总分</th>'
            f'<td class="strong">{{{{ form.points }}}}</td>{gap}<td class="strong">{{{{ form.total }}}}</td>'
            f'<td colspan="{after}">自评总分:{{{{ form.claimed_total }}}}</td></tr>\n'
        )
        if form.get("graded", True):
            parts.append(
                f'<tr class="total"><th class="strong" colspan="{at}" scope="row">等级</th>'
                f'<td class="strong" colspan="{to - at + 1}">{{{{ form.grade_text }}}}</td>'
                f'<td colspan="{after}">自评等级:{{{{ form.claimed_grade }}}}</td></tr>\n'
            )
    if "texts" in form:
        parts.append(
            "{% for item in texts %}\n"
            '<tr><th class="label" colspan="2" scope="row">{{ item.name }}</th>'
            f'<td class="text" colspan="{wide - 2}">{{{{ item.words }}}}</td></tr>\n'
            "{% endfor %}\n"
        )
    foot = "".join(f"<span>{_content(text)}</span>" for text in FOOT)
    parts.append(
        "{% if form.opinion %}\n"
        '<tr><th class="strong" colspan="2" scope="row">主管部门意见</th>'
        f'<td class="text" colspan="{wide - 2}">{{{{ form.opinion }}}}</td></tr>\n'
        "{% endif %}\n"
        f'<tr class="total"><td class="end" colspan="{wide}">\n<p class="foot">{foot}'
        "{% for item in signatures %}<span>{{ item.role }}:{{ item.name }}</span>{% endfor %}</p>\n"
        f'<p class="remarks">{_content(remarks(form))}</p>\n</td></tr>\n</tbody>\n</table>\n</div>\n'
    )
    return "".join(parts)


def _row_cell(text: str, style: str) -> str:
    if style == "merge":
        field = next(FIELD.finditer(text))[1].partition(".")[2]
        span = {"一级指标": "level1_span", "二级指标": "level2_span", "年度目标": "goal_span"}[
            field
        ]
        name = _field("绩效指标." + field, "row")
        points = (
            "{% if row.level1_points is not none %}<br>({{ row.level1_points }}分){% endif %}"
            if "一级分值" in text
            else ""
        )
        return (
            f"{{% if item.{span} %}}<{{{{ 'th' if {name} else 'td' }}}}{{{{ span(item.{span}, {name}) }}}}>"
            f"{{{{ {name} }}}}{points}</{{{{ 'th' if {name} else 'td' }}}}>{{% endif %}}"
        )
    if style == "score":
        return (
            '<td><span class="strong">{{ row.score }}</span><a class="to {{ row.status_key }}" '
            'href="#row-{{ row.number }}">{{ row.status }}<span class="unseen">,看'
            "{{ row.name or row.level2 or row.level1 }}的说明</span></a></td>"
        )
    return _cell(text, style, "row", first="三级指标" in text)


def _cell(text: str, style: str, item: str, *, first: bool = False) -> str:
    kind = {"text": ' class="text"', "money": ' class="money"'}.get(style, "")
    content = _content(text, item)
    if style == "money":
        content = content.replace(" }}", "|money }}")
    return f'<th{kind} scope="row">{content}</th>' if first else f"<td{kind}>{content}</td>"


def _content(text: str, item: str = "item") -> str:
    """Write a cell's text for the page; of several lines those without content are left out."""
    lines = text.split("\n")
    if len(lines) == 1 or not any(FIELD.search(line) and "{{" in line for line in lines[1:]):
        return FIELD.sub(lambda found: "{{ " + _field(found[1], item) + " }}", text)
    if "注:" in text:
        return FIELD.sub(lambda found: "{{ " + _field(found[1], item) + " }}", text)
    parts = []
    for line in lines:
        found = FIELD.search(line)
        assert found, line
        before, field = line[: found.start()], _field(found[1], item)
        parts.append(f"('{before}' ~ {field} if {field} else '')" if before else field)
    return "{{ [" + ", ".join(parts) + "]|select|join('\\n') }}"


def _field(word: str, item: str) -> str:
    """Return the English name behind a placeholder."""
    labels = _labels()
    group, dot, name = word.partition(".")
    if not dot:
        return f"form.{labels['placeholders']['form'][word]}"
    return f"{item}.{labels['placeholders'][labels['groups_of_rows'][group]][name]}"


@lru_cache(maxsize=1)
def _labels() -> Mapping[str, Any]:
    text = (ROOT / "vocabulary/printing/labels.yaml").read_text("utf-8")
    found: Mapping[str, Any] = yaml.safe_load(text)
    return found


def main() -> int:
    """Write all templates."""
    for name, form in forms().items():
        (ROOT / f"templates/xlsx/{name}.xlsx").write_bytes(workbook(form))
        (ROOT / f"templates/html/{name}.html.j2").write_text(page(form), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
