"""A folder is dropped: every file says what it is and what was read, and a bad one stops nothing."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.folders import ROOT
from tests.page.review_desk import SEED, ReviewDesk

EXAMPLE = ROOT / "examples" / "4-综合运维服务.yaml"
PLAIN_FORM = """项目支出绩效自评表
（2023年度）
项目名称\t道路保洁
主管部门\t甲市城管局\t实施单位\t甲市环卫所
一级指标\t二级指标\t三级指标\t年度指标值\t实际完成值\t分值\t得分
产出指标\t数量指标\t保洁面积\t≥100万平方米\t98万平方米\t50\t49
效益指标\t社会效益\t市民投诉\t≤10件\t8件\t30\t30
满意度指标\t满意度\t市民满意度\t≥90%\t92%\t20\t20
总分\t\t\t\t\t100\t99
"""
MARK = "密不可宣的内容"


def by_name(answer: dict[str, list[dict[str, object]]]) -> dict[object, dict[str, object]]:
    return {one["name"]: one for one in answer["files"]}


def test_every_file_says_what_it_is_and_a_bad_one_stops_nothing() -> None:
    desk = ReviewDesk()
    answer = desk.add(
        SEED, EXAMPLE, ("扫描件.pdf", b"%PDF-1.4\n%%EOF\n"), ("~$汇总.xls", b"x"),
        ("照片.png", b"\x89PNG\r\n"), ("空.txt", b""), ("坏.xlsx", b"PK\x03\x04 broken"),
    )  # fmt: skip
    files = by_name(answer)
    seed = files[SEED.name]
    assert (seed["kind"], seed["read"], seed["severity"]) == ("文本", "自评表 6 份", "good")
    assert str(seed["rule"]).endswith("（认出）")
    assert str(files[EXAMPLE.name]["rule"]).endswith("（表上写明）")
    assert files["~$汇总.xls"]["skipped"]
    for bad in ("扫描件.pdf", "照片.png", "坏.xlsx", "空.txt"):
        assert files[bad]["severity"] == "edit", bad
        assert files[bad]["read"], bad
    batch = answer["batch"]
    assert (batch["forms"], batch["known"], batch["files"]) == (7, 7, 6)
    assert len(desk.lines()) == 7


def test_the_cells_that_were_brought_back_are_counted_and_a_level_written_once_is_none() -> None:
    desk = ReviewDesk()
    assert desk.add(SEED)["batch"]["restored"] == 14
    assert [line["restored"] for line in desk.lines()] == [1, 1, 0, 6, 1, 5]


def test_files_that_come_one_by_one_come_to_what_they_come_to_together() -> None:
    one, all_at_once = ReviewDesk(), ReviewDesk()
    department = next((ROOT / "examples" / "departments").glob("*.yaml"))
    for file in (SEED, department):
        one.add(file)
    all_at_once.add(SEED, department)
    assert one.ask("list") == all_at_once.ask("list")


def test_the_answer_names_the_forms_that_are_new_or_other_now() -> None:
    desk = ReviewDesk()
    first = desk.add(SEED)
    assert len(first["changed"]) == 6
    # The same project handed in again: it and the form before it are other now, the rest are not.
    again = desk.add(EXAMPLE)
    assert set(again["changed"]) == {
        line["form"] for line in desk.lines() if line["title"] == "综合运维服务"
    }
    assert again["batch"]["repeats"] == 1


def test_the_same_file_again_is_read_once_and_a_newer_one_takes_its_place() -> None:
    desk = ReviewDesk()
    desk.add(EXAMPLE)
    (again,) = desk.add(EXAMPLE)["files"]
    assert again["skipped"] == "已经读过，内容一样"
    newer = EXAMPLE.read_text("utf-8").replace("197", "150").encode()
    (changed,) = desk.add((EXAMPLE.name, newer))["files"]
    assert (changed["skipped"], len(desk.lines())) == ("", 1)


def test_a_form_of_no_known_set_waits_until_a_person_chooses_one() -> None:
    desk = ReviewDesk()
    (file,) = desk.add(("道路保洁.txt", PLAIN_FORM.encode()))["files"]
    assert (file["severity"], file["rule"], file["unknown"]) == ("ask", "请选", 1)
    assert desk.lines() == []
    (kind,) = desk.ask("unknown")["kinds"]
    assert (kind["forms"], kind["files"]) == (1, ["道路保洁.txt"])
    answer = desk.ask("choose", kind=kind["kind"], set="mof/2020-project")
    assert (answer["batch"]["unknown"], len(answer["changed"])) == (0, 1)
    (line,) = desk.lines()
    assert (line["set"], line["claimed"]) == ("mof/2020-project", "99")
    # What comes later is scored by it too, and a person may change the choice for all.
    desk.add(("绿化.txt", PLAIN_FORM.replace("道路保洁", "绿化").encode()))
    assert [line["set"] for line in desk.lines()] == ["mof/2020-project"] * 2
    desk.ask("choose", kind=kind["kind"], set="guangxi/project")
    assert [line["set"] for line in desk.lines()] == ["guangxi/project"] * 2
    # The choice is kept in the review file.
    again = ReviewDesk()
    again.ask("open", (desk.save(),), given={"name": "a.ziping-review", "file": 0})
    assert again.lines() == desk.lines()


def test_a_file_that_is_left_out_again_leaves_no_trace() -> None:
    desk, bare = ReviewDesk(), ReviewDesk()
    desk.add(SEED)
    desk.add(EXAMPLE)
    answer = desk.ask("drop", files=[EXAMPLE.name])
    bare.add(SEED)
    assert len(answer["gone"]) == 1
    assert desk.save() == bare.save()


def test_what_a_person_signed_is_not_dropped_with_its_file() -> None:
    desk = ReviewDesk()
    desk.add(EXAMPLE)
    (line,) = desk.lines()
    desk.ask("sign", forms=[line["form"]], by="张三", at="2023-03-01")
    desk.ask("drop", files=[EXAMPLE.name])
    desk.add(EXAMPLE)
    assert desk.lines()[0]["step"] == "feedback"


@pytest.fixture
def secret() -> bytes:
    """A real submission that is secret, with a mark in its texts."""
    text = EXAMPLE.read_text("utf-8").replace("\nunit:", "\nsecret: true\nunit:", 1)
    return text.replace("综合运维", MARK).encode()


def test_texts_of_a_secret_form_stand_in_no_list_no_name_and_no_file(secret: bytes) -> None:
    desk = ReviewDesk()
    added = desk.add((f"{MARK}.yaml", secret), SEED)
    (line,) = [one for one in desk.lines() if one["secret"]]
    assert (line["title"], line["unit"], line["file"]) == ("涉密-1", "", "涉密-1")
    listed = json.dumps([added["files"], desk.ask("list")], ensure_ascii=False)
    assert MARK not in listed
    row = next(r for r in desk.ask("tracks", form=line["form"])["rows"] if r["claimed"])
    mine = {
        "form": line["form"], "row": row["row"], "choice": "other", "score": row["claimed"],
        "ground": "佐证属实", "note": f"{MARK}的佐证",
    }  # fmt: skip
    desk.ask("sign", forms=[line["form"]], pending=[mine], by="张三", at="2023-03-01")
    shown = json.dumps(desk.ask("tracks", form=line["form"]), ensure_ascii=False)
    assert f"{MARK}的佐证" in shown  # who typed it sees it as long as the page is open
    exported = desk.message("export", kind="all")
    ledger = desk.engine.context.review.exported()
    assert MARK not in ledger
    assert MARK not in exported.text


def test_a_page_of_script_as_a_name_stays_letters() -> None:
    desk = ReviewDesk()
    name = "<img src=x onerror=alert(1)>/../..\\=cmd.txt"
    answer = desk.add((name, SEED.read_bytes()))
    assert answer["files"][0]["read"] == "自评表 6 份"
    source = desk.ask("source", form=desk.lines()[-1]["form"])
    assert len(source["parts"]) == 1


def test_messages_that_hold_nonsense_are_refused_and_leave_the_review_as_it_is() -> None:
    desk = ReviewDesk()
    desk.add(SEED)
    before = desk.ask("list")
    for op, body in (
        ("tracks", {"form": "x"}), ("source", {"form": "x"}), ("try", {"form": "x", "entries": []}),
        ("choose", {"kind": "x", "set": "no/such"}), ("sign", {"forms": ["x"], "by": "", "at": ""}),
    ):  # fmt: skip
        assert desk.refused(op, **body)
    assert desk.ask("batch", findings=["x"], what="rule")["changes"] == []
    assert desk.ask("list") == before


def test_a_review_needs_no_module_that_a_browser_lacks(tmp_path: Path) -> None:
    """The page leaves processes out: a review that loads their modules would not begin there."""
    script = tmp_path / "alone.py"
    script.write_text(
        "import sys\n"
        "sys.modules['multiprocessing'] = None\n"
        "from pathlib import Path\n"
        "from tests.page.review_desk import ReviewDesk\n"
        f"desk = ReviewDesk(); desk.add(Path({str(EXAMPLE)!r}))\n"
        "print(len(desk.message('export', kind='all').files), len(desk.save()) > 1000)\n",
        "utf-8",
    )
    done = subprocess.run(
        [sys.executable, str(script)], cwd=ROOT, capture_output=True, text=True, check=False,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    assert done.stdout.split() == ["1", "True"], done.stderr
