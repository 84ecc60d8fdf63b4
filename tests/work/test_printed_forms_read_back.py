"""A form that was printed says by which set, unseen on paper; a form written over it does not."""

from __future__ import annotations

import io
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from openpyxl import load_workbook

import scoring
from scoring.cli.main import main
from tests.folders import EXAMPLES, ROOT

DEPARTMENTS = sorted((ROOT / "examples" / "departments").glob("*.yaml"))
SHENZHEN = "shenzhen/2022-project"


def printed(example: Path, folder: Path, kind: str = "xlsx", *options: str) -> Path:
    arguments = ["score", str(example), "-o", str(folder), "--format", kind, *options]
    assert main(arguments) < 2
    (form,) = folder.glob(f"*自评表.{kind}")
    return form


def with_part(book: Path, name: str, part: bytes) -> None:
    with ZipFile(book) as old:
        parts = {each: old.read(each) for each in old.namelist()} | {name: part}
    with ZipFile(book, "w", ZIP_DEFLATED) as new:
        for each, content in parts.items():
            new.writestr(each, content)


@pytest.mark.parametrize("kind", ["xlsx", "html"])
@pytest.mark.parametrize("example", [*EXAMPLES, *DEPARTMENTS], ids=lambda path: path.stem)
def test_a_printed_form_is_read_by_its_set(example: Path, kind: str, tmp_path: Path) -> None:
    before = scoring.score(example)
    after = scoring.score(printed(example, tmp_path, kind))
    assert after.scorecard.set.id == before.scorecard.set.id
    if example in EXAMPLES:
        assert after.own.total == before.own.total


def test_the_mark_survives_being_saved_again(tmp_path: Path) -> None:
    form = printed(EXAMPLES[0], tmp_path)
    book = load_workbook(form)
    book.save(form)
    assert scoring.score(form).scorecard.set.id == SHENZHEN


def test_nobody_sees_the_mark(tmp_path: Path) -> None:
    form = printed(EXAMPLES[0], tmp_path / "甲")
    book = load_workbook(form)
    texts = [str(cell.value) for sheet in book for row in sheet.rows for cell in row if cell.value]
    assert [text for text in texts if "shenzhen" in text] == []
    page = printed(EXAMPLES[0], tmp_path / "乙", "html").read_text("utf-8")
    assert page.count("shenzhen") == 1
    assert page.index("shenzhen") < page.index("<title>")


def test_a_review_takes_a_printed_form_by_its_set(tmp_path: Path) -> None:
    variant = "mof/2020-project-over-none"  # nothing on its form tells it from mof/2020-project
    form = printed(EXAMPLES[1], tmp_path / "印", "xlsx", "--set", variant)
    run = scoring.rescore(form)
    assert [state.set for file in run.state.files for state in file.forms] == [variant]
    assert [state.set_by for file in run.state.files for state in file.forms] == ["form"]


def test_a_named_set_comes_first(tmp_path: Path) -> None:
    form = printed(EXAMPLES[0], tmp_path)
    assert scoring.score(form, "mof/2020-project").scorecard.set.id == "mof/2020-project"


def test_another_form_written_over_it_is_asked_for_its_set(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    form = printed(EXAMPLES[0], tmp_path)
    book = load_workbook(form)
    other = {"12.5": "10", "30": "20", "10": "20"}
    for row in book.worksheets[0].rows:
        for cell in row:
            if (new := other.get(str(cell.value))) is not None:
                cell.value = float(new)
    book.save(form)
    capsys.readouterr()
    assert main(["check", str(form)]) == 2
    assert "--set" in capsys.readouterr().err
    assert main(["check", str(form), "--set", SHENZHEN]) < 2


def test_one_changed_number_is_no_other_form(tmp_path: Path) -> None:
    form = printed(EXAMPLES[0], tmp_path)
    book = load_workbook(form)
    cell = next(c for row in book.worksheets[0].rows for c in row if str(c.value) == "12.5")
    cell.value = 13
    book.save(form)
    assert scoring.score(form).scorecard.set.id == SHENZHEN


def test_a_set_that_is_not_here_is_asked_for(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    own = tmp_path / "体系" / "my" / "2025-project.yaml"
    own.parent.mkdir(parents=True)
    text = f"schema: 1\nid: my/2025-project\ntitle: 某区自评表\nextends: {SHENZHEN}\n"
    own.write_text(text, "utf-8")
    sets = ("--sets", str(tmp_path / "体系"))
    form = printed(EXAMPLES[0], tmp_path, "xlsx", "--set", "my/2025-project", *sets)
    assert main(["check", str(form), *sets]) < 2
    capsys.readouterr()
    assert main(["check", str(form)]) == 2
    assert "--set" in capsys.readouterr().err


@pytest.mark.parametrize(
    "part",
    [
        b"",
        b"<Properties>",
        b'<Properties><property name="indicator-set"><lpwstr>../../etc</lpwstr></property>',
        b'<Properties><property name="indicator-set"><lpwstr>' + b"a" * 10_000_000,
        b"\x00" * 1000,
    ],
)
def test_a_broken_mark_is_none(
    part: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    form = printed(EXAMPLES[0], tmp_path)
    with_part(form, "docProps/custom.xml", part)
    capsys.readouterr()
    assert main(["check", str(form)]) == 2
    assert "--set" in capsys.readouterr().err
    assert main(["check", str(form), "--set", SHENZHEN]) < 2


def test_an_explanation_bears_no_mark(tmp_path: Path) -> None:
    printed(EXAMPLES[0], tmp_path)
    (explanation,) = tmp_path.glob("*评分说明.xlsx")
    with ZipFile(io.BytesIO(explanation.read_bytes())) as archive:
        assert "docProps/custom.xml" not in archive.namelist()
