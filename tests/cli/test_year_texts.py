"""What people write into the reports of a year stays, whatever is made again; what they alter is kept."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from docx import Document

from scoring.cli.main import main
from scoring.work.year.demo import write_example_years
from tests.year.folders import digests, replaced

PEOPLES = {"部门年度.yaml", "填报", "目标表", "监控", "佐证", "上年"}
REPORT = "报告/部门整体绩效自评报告.docx"
MINE = ["一是短信总量未达到指标值，原因是用户减少。", "二是验收集中在年底。"]


@pytest.fixture(name="year")
def _year(tmp_path: Path) -> Path:
    folders = write_example_years(tmp_path / "years")
    year = next(folder for folder in folders if folder.name.startswith("2024-深圳市政务"))
    assert run("make", year) == 0
    return year


def run(*words: object) -> int:
    return main(["year", *map(str, words)])


def block(path: Path, name: str) -> list[str]:
    """Return the paragraphs of a text block as the program reads them back."""
    from scoring.writers.word.read_paper import read_paper

    [found] = [b for b in read_paper(path.read_bytes()).blocks if b.id == name]
    return list(found.paragraphs)


def write(path: Path, name: str, texts: list[str]) -> None:
    """Write texts in place of those of a block, as a person does in Word."""
    old = block(path, name)
    document = Document(str(path))
    paragraphs = [p for p in document.paragraphs if p.text.strip() in old]
    first, *others = paragraphs
    for other in others:
        other._element.getparent().remove(other._element)
    for text in texts[:-1]:
        first.insert_paragraph_before(text)
    first.runs[0].text = texts[-1] if texts else ""
    for run_ in first.runs[1:]:
        run_.text = ""
    document.save(str(path))


def change_a_figure(year: Path) -> None:
    form = year / "填报" / "部门整体.yaml"
    replaced(form, "149236.7", "148236.7")


def test_a_text_survives_and_its_removal_brings_the_hint_back(year: Path) -> None:
    path = year / REPORT
    [hint] = block(path, "W5")
    assert hint.startswith("【待填写】")
    write(path, "W5", MINE)
    touched = path.read_bytes()
    assert run("make", year) == 0
    assert block(path, "W5") == MINE
    assert path.read_bytes() != touched  # what was written over a hint no longer looks like one
    [kept] = (year / "改动留存" / "报告").glob("*.docx")
    assert kept.read_bytes() == touched
    document = Document(str(path))
    document.core_properties.title = "另存"
    document.save(str(path))
    saved = path.read_bytes()
    assert run("make", year) == 0
    assert path.read_bytes() == saved  # nothing else changed: the person's file stays as it is
    change_a_figure(year)
    assert run("make", year) == 0
    assert block(path, "W5") == MINE
    assert path.read_bytes() != saved
    again = path.read_bytes()
    assert run("make", year) == 0
    assert path.read_bytes() == again
    write(path, "W5", [""])
    assert run("make", year) == 0
    assert block(path, "W5") == [hint]


def test_the_text_of_the_record_counts_until_a_person_writes_into_the_report(year: Path) -> None:
    record = year / "部门年度.yaml"
    record.write_text(record.read_text("utf-8") + "texts: {W5: 记录里的话。}\n", "utf-8")
    path = year / REPORT
    assert run("make", year) == 0
    assert block(path, "W5") == ["记录里的话。"]
    replaced(record, "记录里的话。", "记录里改过的话。")
    assert run("make", year) == 0
    assert block(path, "W5") == ["记录里改过的话。"]
    write(path, "W5", MINE)
    replaced(record, "记录里改过的话。", "记录里再改的话。")
    assert run("make", year) == 0
    assert block(path, "W5") == MINE


def test_words_typed_behind_the_mark_are_a_draft(year: Path) -> None:
    path = year / REPORT
    write(path, "W5", ["【待填写】我写了一半"])
    change_a_figure(year)
    assert run("make", year) == 0
    assert block(path, "W5") == ["【请核对】我写了一半"]


def test_an_altered_sentence_goes_with_the_whole_file_and_is_listed(
    year: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = year / REPORT
    document = Document(str(path))
    paragraph = next(p for p in document.paragraphs if "预算执行率" in p.text)
    mine = paragraph.text.replace("预算执行率", "我改的执行率")
    paragraph.runs[0].text = mine
    for other in paragraph.runs[1:]:
        other.text = ""
    document.save(str(path))
    touched = path.read_bytes()
    capsys.readouterr()
    assert run("make", year) == 0
    assert "我改的执行率" in capsys.readouterr().out
    [kept] = (year / "改动留存" / "报告").glob("*.docx")
    assert kept.read_bytes() == touched
    assert "我改的执行率" not in "".join(p.text for p in Document(str(path)).paragraphs)


def test_all_papers_of_the_examples_are_made_again_to_the_byte(tmp_path: Path) -> None:
    for year in write_example_years(tmp_path / "years"):
        assert run("make", year, "--internal") == 0
        before = digests(year)
        for path in year.iterdir():
            if path.name not in PEOPLES:
                shutil.rmtree(path) if path.is_dir() else path.unlink()
        assert run("make", year, "--internal") == 0
        assert digests(year) == before
