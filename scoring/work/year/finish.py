"""定稿: the digests of a year's papers and forms written into its record, and taken out of it again.

The record is a person's file: lines are appended to it or taken away, and no other one is touched.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Final as Constant

from scoring.documents.decode import decode
from scoring.documents.yaml_out import yaml_text
from scoring.documents.yaml_text import parse_yaml
from scoring.files.text_file import decoded
from scoring.problem import InputError, Place, Problem
from scoring.readers.books.open_any import open_any
from scoring.readers.field_words import field_words
from scoring.records.year_folder import YearForm
from scoring.records.year_record import Final, YearRecord
from scoring.text import shortened
from scoring.words import load_vocabulary
from scoring.work.year.paper_file import PaperFile
from scoring.work.year.papers import YearWork
from scoring.work.year.record_file import BOOK
from scoring.workbooks.year_sheet.finish import with_final_sheet
from scoring.workbooks.year_sheet.layout import YearSheetLayout
from scoring.workbooks.year_sheet.read import read_year_sheet
from scoring.year.check.check_words import YearCheckWords
from scoring.year.paper_prints import row_name
from scoring.year.project_figures import indicator_rows, outcome, own_scores
from scoring.year.view_texts import texts_of

_KEY: Constant = re.compile(r"^final\s*:")
_BEGINNING: Constant = 30
_LONGEST_SHOWN: Constant = 80


def with_final(content: bytes, name: str, final: Final) -> bytes:
    """Return the record with a final block behind its last line. Raises :class:`InputError`."""
    if is_book(name):
        return _with_sheet(content, name, final)
    text = decoded(content, name)
    before = _record(text, name)
    block = yaml_text({"final": {"date": final.date, "papers": dict(final.papers)}})
    if not text.endswith("\n"):
        block = f"\n{block}"
    if "\r\n" in text:
        block = block.replace("\n", "\r\n")
    whole = content + block.encode(_encoding(content))
    if _record(decoded(whole, name), name) != before.model_copy(update={"final": final}):
        raise InputError([_not_appended(name)])
    return whole


def without_final(content: bytes, name: str) -> bytes:
    """Return the record without its final block; every other line stays as it is."""
    if is_book(name):
        return _with_sheet(content, name, None)
    encoding = _encoding(content)
    kept: list[str] = []
    inside = False
    for line in content.decode(encoding).splitlines(keepends=True):
        if _KEY.match(line):
            inside = True
        elif inside and line.strip() and not line[0].isspace():
            inside = False
        if not inside:
            kept.append(line)
    whole = "".join(kept).encode(encoding)
    if _record(decoded(whole, name), name).final is not None:
        raise InputError([_not_appended(name)])
    return whole


def refuse_final(record: YearRecord, name: str) -> None:
    """Raise :class:`InputError` where the year was finished: nothing of it is made again."""
    if record.final is not None:
        message = f"已经定稿（{record.final.date}），不再重新生成"
        hint = "要改的，请加 --reopen 撤销定稿；原来的各份会另存到“改动留存”。"
        raise InputError([Problem("year-final", message, Place(name), hint)])


def open_points(work: YearWork, files: list[PaperFile]) -> Iterator[str]:
    """Yield everything that keeps a year from being finished, besides forms that are not ready."""
    for gap in work.register.gaps:
        if not gap.id.startswith("form/"):
            yield f"{gap.label}：{gap.todo}"
    year = work.year
    for form in (*year.projects, *([year.department] if year.department is not None else [])):
        yield from _open_rows(form, work.title(form))
    marks = [mark.removesuffix("】") for mark in load_vocabulary(YearCheckWords).open_marks]
    for file in files:
        if file.view is None:
            continue
        called = f"{file.file}（{file.title}）"
        for block in file.view.blocks.values():
            if block.state != "written":
                what = "还没有写" if block.state == "open" else "还没有核对"
                yield f"{called}：“{block.heading or block.id}”{what}"
        for section, text in texts_of(replace(file.view, tables={})):
            at = min((text.find(mark) for mark in marks if mark in text), default=-1)
            if at >= 0:
                begun = text[:at]
                shown = begun if len(begun) <= _BEGINNING else f"{begun[:_BEGINNING]}…"
                asked = shortened(text[at:], _LONGEST_SHOWN)
                below = "" if section.isascii() else f"{section}："
                yield f"{called}：{below}{shown}{asked}"
        for table in file.view.tables.values():
            for row in table.rows:
                if any(mark in cell.text.text for cell in row.cells.values() for mark in marks):
                    yield f"{called}：{table.title or table.id}：{row_name(row, table.columns)}"


def _open_rows(form: YearForm, title: str) -> Iterator[str]:
    """Yield the rows of which nobody can say how they ended: no result, and no score of the unit's own."""
    own, scored = own_scores(form), form.result.scorecard.scored
    for row in indicator_rows(form):
        texts = row.indicator
        is_blank = not texts.target.strip() or not texts.actual.strip()
        if row.id in own or not (is_blank or (scored and outcome(row) == "not_said")):
            continue
        name = "" if form.submission.secret else f"“{texts.name or texts.level2}”"
        lacks = "指标值空着" if not texts.target.strip() else "没有结果，也没有自评得分"
        yield f"{form.file}（{title}）：{name}{lacks}"


def final_of(date: str, digests: Mapping[str, str]) -> Final:
    """Return what is frozen on a day."""
    return Final(date=date, papers=dict(sorted(digests.items())))


def is_book(name: str) -> bool:
    """Tell whether a record is a workbook."""
    return name == BOOK


def _with_sheet(content: bytes, name: str, final: Final | None) -> bytes:
    layout = load_vocabulary(YearSheetLayout)
    date, papers = ("", {}) if final is None else (final.date, final.papers)
    whole = with_final_sheet(content, date, papers, layout)
    before, after = (
        decode(YearRecord, read_year_sheet(open_any(one, name), layout), field_words)
        for one in (content, whole)
    )
    if after != before.model_copy(update={"final": final}):
        raise InputError([_not_appended(name)])
    return whole


def _encoding(content: bytes) -> str:
    """Return how a record is written: in UTF-8, or as editors of older systems save it."""
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return "gb18030"
    return "utf-8"


def _record(text: str, name: str) -> YearRecord:
    return decode(YearRecord, parse_yaml(text, name), field_words)


def _not_appended(name: str) -> Problem:
    hint = "请把它写成一行一项（最外层不用花括号），再运行一次。"
    return Problem("final-not-written", "定稿没有能写进这个文件", Place(name), hint)
