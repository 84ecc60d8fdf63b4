"""What the page hands out is byte for byte what the commands write of the same data."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest

from scoring.cli.main import main
from scoring.files import office
from scoring.page.engine import PageEngine
from tests.folders import ROOT
from tests.page.asking import asked
from tests.page.test_read import draft
from tests.page.test_score import DEPARTMENTS, EXAMPLES, typed

EXPORTS = ROOT / "tests" / "corpus" / "field" / "files"
ENGINE = PageEngine()
FORMATS = ("--format", "xlsx,docx,html,json")


def exported(
    *submissions: dict[str, Any], kinds: list[str], files: tuple[bytes, ...] = (), **more: object
) -> tuple[dict[str, bytes], list[str]]:
    """Return the files that the page hands out, by name, and the notes."""
    body = {"submissions": submissions, "kinds": kinds, "as_zip": False, **more}
    answer = asked(ENGINE, "export", files, **body)
    told = json.loads(answer.text)
    assert told["ok"], told["problems"]
    made = {file["name"]: answer.files[file["file"]] for file in told["body"]["files"]}
    return made, told["body"]["notes"]


def command(*words: object) -> None:
    assert main([str(word) for word in words]) in (0, 1)


def written(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


@pytest.mark.parametrize(
    "path", [*EXAMPLES[:2], EXAMPLES[5], *DEPARTMENTS[:1]], ids=lambda p: p.stem
)
def test_forms_are_what_score_writes_of_the_same_draft(path: Path, tmp_path: Path) -> None:
    form = typed(path)
    (tmp_path / "白皮书.ziping-draft").write_bytes(draft(form))
    out = tmp_path / "结果"
    command("score", tmp_path / "白皮书.ziping-draft", "-o", out, *FORMATS)
    kinds = ["xlsx", "docx", "html", "json", "explanation", "explanation_page"]
    made, notes = exported(form, kinds=kinds, stems=["白皮书"])
    there = written(out)
    expected = {name: content for name, content in there.items() if name in made}
    assert made == expected
    assert notes == []
    assert there.keys() - made.keys() == {"白皮书-评分说明.docx"}


def test_a_form_that_is_printed_beside_another_comes_with_it() -> None:
    form = {**typed(DEPARTMENTS[0]), "set": "common/department"}
    made, _ = exported(form, kinds=["xlsx"], stems=["整体"])
    assert set(made) == {"整体-自评表.xlsx", "整体-部门整体支出绩效目标完成情况表.xlsx"}


def test_a_workbook_to_fill_in_is_what_form_writes(tmp_path: Path) -> None:
    form = typed()
    (tmp_path / "a.ziping-draft").write_bytes(draft(form))
    command("form", tmp_path / "a.ziping-draft", "-o", tmp_path / "填报表.xlsx")
    made, _ = exported(form, kinds=["fill_in"])
    assert made == {"填报表.xlsx": (tmp_path / "填报表.xlsx").read_bytes()}


def test_papers_of_several_projects_are_what_year_make_writes(tmp_path: Path) -> None:
    forms = [typed(path) for path in EXAMPLES]
    folder = tmp_path / "2022"
    (folder / "填报").mkdir(parents=True)
    for number, form in enumerate(forms):
        name = f"{number}-{form['project']['name']}"
        (folder / "填报" / f"{name}.json").write_text(
            json.dumps(form, ensure_ascii=False), encoding="utf-8"
        )
    record = "schema: ziping/year/1\nyear: 2022\ndepartment: 深圳市政务服务数据管理局\n"
    (folder / "部门年度.yaml").write_text(record, encoding="utf-8")
    command("year", "make", folder, "--only", "汇总,目录,综述")
    made, notes = exported(*forms, kinds=["summary", "evidence", "overview_text"])
    assert notes == []
    assert set(made) == {"汇总表.xlsx", "佐证目录.xlsx", "自评综述.docx", "自评综述.txt"}
    for name, content in made.items():
        (path,) = [p for p in folder.rglob(name) if "改动留存" not in p.parts]
        assert content == path.read_bytes(), name


def test_a_public_form_holds_nothing_of_people() -> None:
    form = typed()
    form["head"] = {"responsible": "李四", "phone": "0755-83012345"}
    made, _ = exported(form, kinds=["public", "html"], stems=["白皮书"])
    page = made["白皮书-公开版.html"].decode()
    assert "李四" not in page
    assert "83012345" not in page
    assert "李四" in made["白皮书-自评表.html"].decode()


def test_a_text_that_may_not_be_published_stops_the_public_form_alone() -> None:
    form = typed()
    form["indicators"][13]["reason"] = "联系张三13800138000"
    made, notes = exported(form, kinds=["xlsx", "public"], stems=["白皮书"])
    assert set(made) == {"白皮书-自评表.xlsx"}
    assert len(notes) == 1


def test_a_secret_form_is_called_by_its_number_and_is_not_published() -> None:
    made, notes = exported({**typed(), "secret": True}, kinds=["xlsx", "public", "summary"])
    assert "涉密-1-自评表.xlsx" in made
    assert notes[0] == "涉密-1是涉密的，不做公开版"
    assert not any("信息工程" in name for name in made)


def test_an_export_of_a_system_is_filled(tmp_path: Path) -> None:
    path = EXPORTS / "01-县道养护.xlsx"
    given = {"name": path.name, "file": 0}
    read = json.loads(
        asked(ENGINE, "read", (path.read_bytes(),), given=given, set="mof/2020-project").text
    )
    form = read["body"]["forms"][0]["submission"]
    (tmp_path / "a.json").write_text(json.dumps(form, ensure_ascii=False), encoding="utf-8")
    command("score", tmp_path / "a.json", "--export", path, "-o", tmp_path / "out")
    made, _ = exported(form, kinds=["copy"], exports=[given], files=(path.read_bytes(),))
    assert made
    assert made == {name: (tmp_path / "out" / name).read_bytes() for name in made}


def test_several_files_come_as_one_zip_that_is_always_the_same() -> None:
    body = {"submissions": [typed()], "kinds": ["xlsx", "explanation"], "day": "20260318",
            "also": [{"name": "信息工程质量监督.ziping-draft", "file": 0}]}  # fmt: skip
    first, second = (asked(ENGINE, "export", (b"{}",), **body) for _ in range(2))
    assert first.files == second.files
    (file,) = json.loads(first.text)["body"]["files"]
    assert file["name"] == "信息工程质量监督-自评-20260318.zip"
    with zipfile.ZipFile(io.BytesIO(first.files[0])) as archive:
        assert set(archive.namelist()) == {
            "信息工程质量监督-自评表.xlsx", "信息工程质量监督-评分说明.xlsx",
            "信息工程质量监督.ziping-draft",
        }  # fmt: skip
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_a_cell_that_cannot_be_used_is_printed_blank_and_said() -> None:
    form = typed()
    form["indicators"][13]["claimed"] = "三十"
    made, notes = exported(form, kinds=["html"], stems=["白皮书"])
    assert notes == ["白皮书：“三十”不是一个数。请只写数字，例如 1250.5。这一格按空白印出"]
    assert "26.54" not in made["白皮书-自评表.html"].decode()


def test_papers_of_a_year_are_refused_without_a_year_and_the_forms_come_nevertheless() -> None:
    form = {**typed(), "year": ""}
    made, notes = exported(form, kinds=["xlsx", "summary"], stems=["白皮书"])
    assert set(made) == {"白皮书-自评表.xlsx"}
    assert "没有写年度" in notes[0]


def test_a_form_is_printed_as_pdf_where_libreoffice_is_and_without_it_the_others_are_there(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    form = typed(EXAMPLES[0])
    monkeypatch.setattr(office, "find_soffice", lambda: None)
    made, notes = exported(form, kinds=["xlsx", "pdf"], stems=["表"])
    assert list(made) == ["表-自评表.xlsx"]
    assert "LibreOffice" in "".join(notes)
    monkeypatch.undo()
    if office.find_soffice() is None:
        pytest.skip("not on this machine: LibreOffice")
    made, notes = exported(form, kinds=["xlsx", "pdf"], stems=["表"])
    assert list(made) == ["表-自评表.xlsx", "表-自评表.pdf"]
    assert made["表-自评表.pdf"].startswith(b"%PDF-")
    assert notes == []
