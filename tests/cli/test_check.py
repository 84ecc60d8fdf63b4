"""``ziping check``: what the terminal says, what the page holds, what the exit status is."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from scoring.cli.main import main
from tests.folders import EXAMPLES
from tests.review.conftest import form

MISSED = {"target": "≥78家", "actual": "69家", "points": "50", "claimed": "50"}
REST = (
    {"level1": "效益", "level2": "社会效益", "name": "保障稳定", "target": "有效保障",
     "actual": "有效保障", "points": "30", "claimed": "30"},
    {"level1": "满意度", "level2": "服务对象满意度", "name": "用户满意度", "target": "≥90%",
     "actual": "96.5%", "points": "10", "claimed": "10"},
)  # fmt: skip


CELLS = {"actual": "E", "points": "F", "claimed": "H", "reason": "I", "evidence": "J"}


def handed_in(path: Path, *submissions) -> str:
    lines = [s.model_dump_json(by_alias=True, exclude_defaults=True) for s in submissions]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return str(path)


def test_the_terminal_tells_what_to_do_in_the_order_of_the_form(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert main(["check", str(EXAMPLES[5])]) == 1
    said = capsys.readouterr().out
    parts = (
        "信息工程质量监督：按规则 94.41 分（86.73–96.53），自评 99.99 分，等级 优（默认）；若某项取下限为良",
        "交表前逐条看（5）", "1. 会被问到 产出 / 时效 / 信息工程质量白皮书编制完成时间", "涉及 0–5 分",
        "2. 可以补充", "3. 会被问到", "4. 与规则不同 效益 / 社会效益 / 发放白皮书的党政机关数量",
        "涉及 3.46 分", "交表前请把得分改为26.54分", "依据：财预〔2020〕10号", "5. 可以补充 满意度",
        "小结：与规则不同 1 处，会被问到 2 处，可以补充 2 处。",
    )  # fmt: skip
    at = [said.index(part) for part in parts]
    assert at == sorted(at)
    assert not list(tmp_path.iterdir())


def test_each_advice_names_the_cell_it_is_about(tmp_path, capsys):
    late = {"level2": "时效", "target": "7月底", "actual": "9月底", "points": "4", "claimed": "4"}
    missed, late = (
        {**row, "at": {key: f"填报表!{column}{number}" for key, column in CELLS.items()}}
        for row, number in ((MISSED, 19), (late, 20))
    )
    main(["check", handed_in(tmp_path / "a.jsonl", form(missed, late, *REST))])
    said = capsys.readouterr().out
    assert "与规则不同 填报表!H19 " in said  # the claim that differs, not the actual
    assert "会被问到 填报表!E20 " in said
    assert "还缺：偏差原因分析及改进措施（填报表!I19）" in said
    assert said.index("填报表!I19") < said.index("填报表!E20") < said.index("填报表!I20")


def test_the_gravest_stand_on_the_terminal_however_long_the_list_is(tmp_path, capsys):
    asked = {"level2": "时效", "target": "7月底", "actual": "9月底", "points": "1", "claimed": "1"}
    rows = [{**asked, "name": f"第{i}项"} for i in range(40)]
    wrong = {**MISSED, "points": "10", "claimed": "12", "name": "最后一项"}
    assert main(["check", handed_in(tmp_path / "a.jsonl", form(*rows, wrong))]) == 1
    said = capsys.readouterr().out
    assert "30. 会被问到" in said
    assert "31. 会被问到" not in said
    assert "41. ★需要改 产出 / 数量 / 最后一项：得分高于分值" in said


def test_advice_for_next_year_alone_is_nothing_to_do(tmp_path, capsys):
    rate = {
        "level2": "成本",
        "name": "预算执行率",
        "target": "≥90%",
        "actual": "95%",
        "points": "50",
        "claimed": "50",
    }
    assert main(["check", handed_in(tmp_path / "a.jsonl", form(rate, *REST))]) == 0
    said = capsys.readouterr().out
    assert "没有要改的，也没有会被问到的。" in said
    assert "下年目标编制建议（1）" in said


def test_a_form_in_order_ends_in_zero(tmp_path, capsys):
    row = {**MISSED, "actual": "78家"}
    assert main(["check", handed_in(tmp_path / "a.jsonl", form(row, *REST))]) == 0
    assert "另有 1 项在区间内认定" in capsys.readouterr().out


def test_what_cannot_be_used_ends_in_two_and_hides_nothing(tmp_path, capsys):
    good = handed_in(tmp_path / "a.jsonl", form(MISSED, *REST))
    (tmp_path / "b.yaml").write_text(
        "schema: ziping/submission/1\nset: 没有的\nyear: 2022\n", "utf-8"
    )
    assert main(["check", str(tmp_path / "b.yaml"), good, str(tmp_path / "没有.yaml")]) == 2
    out, err = capsys.readouterr()
    assert "与规则不同 1 处" in out
    assert "没有的" in err
    assert "没有.yaml" in err


def test_a_page_for_every_submission(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    file = handed_in(
        tmp_path / "批.jsonl",
        form(MISSED, *REST, project={"name": "甲"}),
        form(project={"name": "乙"}),
    )
    assert main(["check", file, "-o", "页"]) == 1
    assert sorted(p.name for p in Path("页").iterdir()) == [
        "批-乙-自查意见.html",
        "批-甲-自查意见.html",
    ]
    assert "已写出 页" in capsys.readouterr().out
    first = Path("页/批-甲-自查意见.html").read_bytes()
    assert main(["check", file, "-o", "页二"]) == 1
    assert Path("页二/批-甲-自查意见.html").read_bytes() == first


def test_nothing_of_a_file_with_errors_is_written(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    file = Path(handed_in(tmp_path / "批.jsonl", form(MISSED, *REST)))
    file.write_text(file.read_text("utf-8") + '{"schema": 1}\n', "utf-8")
    assert main(["check", str(file), "-o", "页"]) == 2
    assert not Path("页").exists()


def test_no_text_of_a_secret_submission_reaches_the_terminal(tmp_path, capsys):
    row = {**MISSED, "name": "甲", "target": "≥78乙丙", "actual": "69乙丙", "reason": "丁戊己"}
    secret = form(row, *REST, secret="是", project={"name": "庚辛壬"}, unit="癸子丑")
    unread = form({**row, "actual": "卯辰巳"}, *REST, secret="是", project={"name": "庚辛壬"})
    assert (
        main(["check", handed_in(tmp_path / "a.jsonl", secret, unread), "-o", str(tmp_path / "页")])
        == 1
    )
    said = capsys.readouterr().out
    assert "涉密项目" in said
    assert "得分与按规则计算的不同（涉及 5.77 分）" in said
    assert not set("甲乙丙丁戊己庚辛壬癸子丑卯辰巳") & set(said)
    assert sorted(p.name for p in (tmp_path / "页").iterdir()) == [
        "a-1-自查意见.html",
        "a-2-自查意见.html",
    ]


def test_what_a_form_holds_cannot_steer_the_terminal(tmp_path, capsys):
    row = {
        **MISSED,
        "name": "设\n  小结：假",
        "reason": "\u202e改\r\n革",
        "at": {"actual": "表\n1!B2"},
    }
    named = {"name": "甲\n乙"}
    assert main(["check", handed_in(tmp_path / "a.jsonl", form(row, *REST, project=named))]) == 1
    said = capsys.readouterr().out
    assert "甲 乙：" in said
    assert "表 1!B2 设 小结：假：" in said
    assert "\u202e" not in said
    assert len([line for line in said.splitlines() if line.startswith("  小结")]) == 1


BLANKS = (
    {"name": "制度册数", "target": "≥2册", "actual": "2册", "points": "10", "claimed": "10"},
    {"name": "场次", "target": "≥2场", "actual": "2场", "points": "20"},
    {"name": "比赛效果", "target": "有效", "actual": "无", "points": "20"},
)


def test_a_blank_score_stands_with_its_row_and_what_the_rule_puts_in_is_told(tmp_path, capsys):
    assert main(["check", handed_in(tmp_path / "a.jsonl", form(*BLANKS, *REST))]) == 1
    said = capsys.readouterr().out
    assert "1. ★未填 产出 / 数量 / 比赛效果：完成值不能与指标值比较" in said
    assert "没有自评得分。指标值有效" in said
    assert "没有填自评得分，自评表上按规则填入：第2行 产出 / 数量 / 场次：20分。" in said
    assert "部分指标没有填得分" not in said


def test_a_typed_total_that_the_form_does_not_bear_is_told_with_both_numbers(tmp_path, capsys):
    rows = (*BLANKS[:2], {**BLANKS[1], "name": "期数", "claimed": "20"}, *REST)
    given = form(*rows, claimed_total="98", at={"claimed_total": "填报表!H40"})
    for command in (["check"], ["score", "--format", "json", "-o", str(tmp_path)]):
        assert main([*command, handed_in(tmp_path / "a.jsonl", given)]) == 1
        assert "总分填98，按表上的得分为99.5" in capsys.readouterr().out
    main(["check", handed_in(tmp_path / "a.jsonl", given)])
    assert "★需要改 填报表!H40：总分与表上的得分不同" in capsys.readouterr().out


def test_scoring_says_the_gravest_of_the_same_list(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    late = {"level2": "时效", "target": "7月底", "actual": "9月底", "points": "4", "claimed": "4"}
    wrong = {**MISSED, "points": "46", "claimed": "47", "at": {"claimed": "填报表!H19"}}
    file = handed_in(tmp_path / "a.jsonl", form(late, wrong, *REST))
    assert main(["score", file, "--format", "json"]) == 1
    said = capsys.readouterr().out
    assert "★需要改 填报表!H19 巡检报告：分值46分，填报47分" in said
    assert "晚于期限" not in said
    secret = handed_in(tmp_path / "b.jsonl", form({**wrong, "name": "甲乙"}, *REST, secret="是"))
    main(["score", secret, "--format", "json"])
    said = capsys.readouterr().out
    assert "★需要改 产出/数量/1：得分高于分值" in said
    assert "甲乙" not in said


# the page


class Page(HTMLParser):
    """Counts elements and keeps the text."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data):
        self.words.append(data)

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attrs for name, attrs in self.tags if name == tag]


@pytest.fixture
def page(tmp_path):
    def render(submission) -> tuple[Page, str]:
        main(["check", handed_in(tmp_path / "a.jsonl", submission), "-o", str(tmp_path)])
        text = (tmp_path / "a-自查意见.html").read_text("utf-8")
        return Page(text), text

    return render


def test_the_page_stands_by_itself_and_is_accessible(page):
    shown, text = page(form(MISSED, *REST))
    assert shown.all("html")[0]["lang"] == "zh-CN"
    assert len(shown.all("h1")) == 1
    assert shown.all("h2")
    assert {th["scope"] for th in shown.all("th")} == {"col", "row"}
    assert len(shown.all("table")) == len(shown.all("thead"))
    labelled = [s["aria-labelledby"] for s in shown.all("section")]
    assert labelled == [h["id"] for h in shown.all("h2")]
    assert not [tag for tag, _ in shown.tags if tag in {"script", "img", "link", "iframe", "form"}]
    assert not re.search(r"https?:|//[a-z]", text)
    assert "size: A4" in text
    assert "background: #fff" in text


def test_the_page_escapes_what_a_form_holds(page):
    row = {
        **MISSED,
        "name": "<script>alert(1)</script>",
        "reason": "<img src=x onerror=y>\u202e&amp;",
    }
    shown, text = page(form(row, *REST, unit='"><b>'))
    assert not [tag for tag, _ in shown.tags if tag in {"script", "img", "b"}]
    assert "\u202e" not in text
    assert "<script>alert(1)</script>" in "".join(shown.words)


def test_an_output_never_takes_the_place_of_an_input(tmp_path, capsys):
    file = tmp_path / "a-自查意见.html"
    handed_in(tmp_path / "a.jsonl", form(MISSED, *REST))
    handed_in(file, form(MISSED, *REST))
    before = file.read_bytes()
    assert main(["check", str(tmp_path / "a.jsonl"), str(file), "-o", str(tmp_path)]) == 2
    assert file.read_bytes() == before
    assert "申报文件" in capsys.readouterr().err


def test_many_rows_alike_are_one_finding_cut_on_the_terminal_and_whole_on_the_page(
    tmp_path, capsys
):
    row = {"target": "24小时内", "actual": "24小时内", "points": "1", "claimed": "1"}
    rows = [{**row, "name": f"时效{i}"} for i in range(40)]
    assert main(["check", handed_in(tmp_path / "a.jsonl", form(*rows)), "-o", str(tmp_path)]) == 1
    said = capsys.readouterr().out
    assert "时效5、" in said
    assert "等，共 39 处" in said
    assert "时效39" not in said
    assert "时效39" in (tmp_path / "a-自查意见.html").read_text("utf-8")


def test_many_findings_are_all_on_the_page(tmp_path, capsys):
    rows = [{**MISSED, "name": f"指标{i}", "points": "1", "claimed": "1"} for i in range(60)]
    assert main(["check", handed_in(tmp_path / "a.jsonl", form(*rows)), "-o", str(tmp_path)]) == 1
    said = capsys.readouterr().out
    assert "交表前逐条看（6" in said
    assert "见网页" in said
    assert "指标59" in (tmp_path / "a-自查意见.html").read_text("utf-8")


def test_a_year_with_an_unreadable_form_is_not_called_free_of_contradictions(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    year = tmp_path / "2024"
    (year / "填报").mkdir(parents=True)
    record = "schema: ziping/year/1\nyear: 2024\ndepartment: 某局\n"
    (year / "部门年度.yaml").write_text(record, "utf-8")
    assert main(["check", str(year)]) != 1
    assert "各份材料互相对照，没有发现不一致" in capsys.readouterr().out
    (year / "填报" / "坏的.xlsx").write_text("garbage", "utf-8")
    assert main(["check", str(year)]) == 2
    printed = capsys.readouterr()
    assert "下面不能用的文件还没有算进去" in printed.out
    assert "填报/坏的.xlsx" in printed.err
