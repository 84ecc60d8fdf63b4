"""Whatever people type into a form or record: no paper of the year is broken, and nothing runs in it.

One year holds every hostile text in every field; the tests go over all papers that are made of it.
"""

from __future__ import annotations

import io
import json
import os
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest

from scoring.problem import InputError
from scoring.work.year.check_year import check_year
from scoring.work.year.load import load_year
from scoring.work.year.make import make_year
from tests.year.conftest import read
from tests.year.folders import OWN, RECORD, year_folder

INJECTED = "<w:p><w:r><w:t>插入</w:t></w:r></w:p>"
SCRIPT = "<script>alert(1)</script>]]>&<!--"
HOSTILE = (
    INJECTED,
    SCRIPT,
    "{{总分}}{{项目.得分}}{% for x in y %}{{ x }}",
    "=cmd|'/c calc'!A1",
    "+1+cmd|' /C calc'!A0",
    "-1-cmd|' /C calc'!A0",
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "<r>x</r>",
    "甲\u202e乙\u2066丙",
    "第一行\r\n第二行\t第三行",
    "长" * 10_000,
)
SHORT = "".join(text for text in HOSTILE if len(text) < 50)
"""All of them together, as the name of a project."""
UNSEEN = ["\u202e", "\u2066", "\x07", "\x01"]


@pytest.fixture(scope="module")
def hostile(tmp_path_factory, library) -> Path:
    folder = year_folder(tmp_path_factory.mktemp("hostile") / "2022")
    path = next((folder / "填报").rglob("4-*.yaml"))
    submission = read(path)
    path.unlink()
    rows = [
        row.model_copy(update={"name": text[:200] + row.name, "reason": text, "actual": text[:200]})
        for row, text in zip(submission.indicators, (*HOSTILE, *HOSTILE), strict=False)
    ]
    every = "\n".join(HOSTILE)[:19_000]
    texts = {"achieved": every, "problems": every, "measures": SHORT}
    data = submission.model_copy(
        update={
            "project": submission.project.model_copy(update={"name": SHORT}),
            "goal": submission.goal.model_copy(update={"expected": every, "achieved": every}),
            "summary": submission.summary.model_copy(update=texts),
            "indicators": tuple(rows),
            "claimed_total": None,
            "texts": {"立项依据": every, "自评工作": SHORT},
        }
    ).model_dump(by_alias=True, exclude_defaults=True, mode="json")
    path.with_suffix(".json").write_text(json.dumps(data, ensure_ascii=False), "utf-8")
    blocks = json.dumps({f"W{n}": every for n in range(1, 13)}, ensure_ascii=False)
    with (folder / "部门年度.yaml").open("a", encoding="utf-8") as record:
        record.write(f"texts: {blocks}\n")
    make_year(folder, library, internal=True)
    return folder


def papers(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Yield every file that the program made, with its name."""
    for path in sorted(folder.rglob("*")):
        inside = path.relative_to(folder).parts
        if path.is_file() and inside[0] not in ("填报", ".ziping", "部门年度.yaml"):
            yield "/".join(inside), path.read_bytes()


def parts(content: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield the parts of a package, packages in it too; of any other file the whole."""
    if not content.startswith(b"PK"):
        yield "", content
        return
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        for name in package.namelist():
            part = package.read(name)
            if part.startswith(b"PK"):
                yield from parts(part)
            else:
                yield name, part


def test_all_kinds_of_papers_are_made(hostile):
    kinds = {(name.split("/")[0], Path(name).suffix) for name, _ in papers(hostile)}
    assert {
        ("自评表", ".xlsx"), ("汇总", ".xlsx"), ("报告", ".docx"), ("报告", ".txt"),
        ("公开", ".docx"), ("公开", ".xlsx"), ("公开", ".html"), ("公开", ".txt"),
    } <= kinds  # fmt: skip


def test_every_part_is_whole_xml_and_holds_the_text_as_letters(hostile):
    for file, content in papers(hostile):
        for name, part in parts(content):
            if name.endswith((".xml", ".rels")):
                ElementTree.fromstring(part)
                assert INJECTED.encode() not in part, (file, name)


def test_nothing_computes_and_nothing_runs(hostile):
    for file, content in papers(hostile):
        for name, part in parts(content):
            if name.startswith("xl/worksheets"):
                formulas = re.findall(rb"<f[ >][^<]*", part)
                assert not [f for f in formulas if b"cmd" in f or b"SUM(1" in f], (file, name)
            if file.endswith(".html"):
                assert SCRIPT.encode() not in part, file
                assert not re.search(rb"<script\b(?![^>]*type)[^>]*>alert", part), file


def test_signs_that_nobody_sees_are_shown_or_gone(hostile):
    for file, content in papers(hostile):
        for name, part in parts(content):
            for sign in UNSEEN:
                assert sign.encode() not in part, (file, name, sign)


def test_placeholders_print_as_letters(hostile):
    (page,) = (
        c
        for name, c in papers(hostile)
        if name.startswith("公开") and b"{{" in c and name.endswith(".html")
    )
    assert "{{总分}}{{项目.得分}}{% for x in y %}" in page.decode()


def test_ten_thousand_letters_are_printed_whole(hostile):
    """In a workbook they go on in the rows below."""
    whole = "长" * 10_000
    (page,) = (
        c.decode()
        for n, c in papers(hostile)
        if n.startswith("公开") and "04-" in n and n.endswith(".html")
    )
    assert whole in page
    (text,) = (c.decode() for n, c in papers(hostile) if n == "公开/自评综述.txt")
    assert whole in text


def test_no_file_is_called_so_that_it_leaves_its_folder(hostile):
    for path in hostile.rglob("*"):
        assert not set('<>:"|?*\\') & set(path.name), path
        assert "\u202e" not in path.name


def test_what_is_hostile_is_no_fault_between_the_papers(hostile, library):
    found = [one.finding.code for one in check_year(hostile, library).findings]
    assert not {"public_pairs", "public_private", "figure_changed", "stale"} & set(found)


@pytest.mark.parametrize(
    "lines",
    [
        'texts: {W1: "甲\\u0007"}',
        "unknown_key: 1",
        "year: 2023",
        "units: &a [*a]",
        f"texts: {{W1: {'长' * 20_001}}}",
        "figures: {编制人数: .inf}",
        "first_level: " + "[" * 200 + "]" * 200,
        "!!python/object/apply:os.system [ls]",
    ],
    ids=range(8),
)
def test_a_hostile_record_is_refused_with_its_place(tmp_path, library, lines):
    (tmp_path / "部门年度.yaml").write_text(f"{RECORD}{lines}\n", "utf-8")
    with pytest.raises(InputError) as caught:
        load_year(tmp_path, library)
    assert {problem.place.file for problem in caught.value.problems} == {"部门年度.yaml"}


def test_a_link_out_of_the_folder_is_not_followed(tmp_path, library):
    folder = year_folder(tmp_path / "2022")
    outside = tmp_path / "别处"
    outside.mkdir()
    secret = next((folder / "填报").rglob("6-*.yaml"))
    secret.rename(outside / "6.yaml")
    os.symlink(outside / "6.yaml", folder / "填报" / "6.yaml")
    os.symlink(outside, folder / "填报" / "外面")
    os.symlink(outside / "6.yaml", folder / "公开.yaml")
    year = load_year(folder, library)
    assert len(year.projects) == 5
    assert {problem.code for problem in year.problems} == {"passed-over"}
    assert OWN in {form.submission.unit for form in year.projects}


@pytest.mark.parametrize("name", ["=cmd", "a;b`c`$(d)", "甲\u202e乙", "  ", "-rf", "{{总分}}"])
def test_hostile_names_of_folders_are_taken_as_names(tmp_path, library, name):
    folder = year_folder(tmp_path / name)
    made = make_year(folder, library, ["自评表", "汇总"])
    assert made.written
    assert {one.finding.kind for one in check_year(folder, library).findings} <= {"Q", "N"}
