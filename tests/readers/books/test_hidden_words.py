"""Words of a page that nobody sees are no part of a form; they are told once."""

from __future__ import annotations

import pytest

from scoring.readers.books.sheets.html_tables import read_html

STYLES = """<style>
  .unseen { position: absolute; width: 1px; overflow: hidden; clip-path: inset(50%); }
  .gone, td { display: none }
  /* .shown { display: none } */
  @media print { .screen { display: none; } }
  .pale { color: #999; overflow: hidden }
</style>"""


def cell(inside: str) -> tuple[str, list[str]]:
    page = f"<html><head>{STYLES}</head><body><table><tr><td>{inside}<td>末</tr></table></body>"
    book = read_html(page, "甲.html")
    (sheet,) = book.sheets
    assert sheet.cells[1, 2].text == "末", "what is hidden ends with its cell"
    found = sheet.cells.get((1, 1))
    return "" if found is None else found.text, [note.message for note in book.notes]


@pytest.mark.parametrize(
    "hidden",
    [
        '<span class="unseen">说明</span>',
        '<span class="a gone">说明</span>',
        "<span hidden>说明</span>",
        '<p style="color:red;display:none">说明</p>',
        '<span style="visibility: hidden">说明</span>',
        '<div hidden>说<div>明</div></div>',
        '<span style="clip: rect(0, 0, 0, 0)">说明</span>',
        "<p hidden>说明",
        '<a href="#why">说明<span class="unseen">多</span></a>',
    ],
)  # fmt: skip
def test_hidden_words_are_passed_over_and_told(hidden):
    text, notes = cell(f"9.38{hidden}")
    assert text == "9.38"
    assert len(notes) == 1
    assert notes[0].startswith("网页里有 1 处看不见的文字或链接标记（例如“说明")


@pytest.mark.parametrize(
    "shown",
    [
        '<span class="shown">说明</span>',
        '<span class="screen">说明</span>',
        '<span class="pale">说明</span>',
        '<span aria-hidden="true">说明</span>',
        '<span style="max-display:none">说明</span>',
    ],
)
def test_words_that_are_seen_are_read(shown):
    assert cell(f"9.38{shown}") == ("9.38说明", [])


def test_hidden_cells_are_read_for_columns_would_slide():
    page = "<table><tr><td style='display:none'>甲<td>乙</tr></table>"
    (sheet,) = read_html(page, "甲.html").sheets
    assert [cell.text for cell in sheet.cells.values()] == ["甲", "乙"]


@pytest.mark.parametrize(
    "piece", ["<style>", "/*", "@media ", ".a{", "}", "<style>.a{b", ";clip:", "."]
)
def test_rubbish_styles_do_no_harm(piece):
    page = f"<html><style>{piece * 40_000}</style><table><tr><td>甲</table>"
    (sheet,) = read_html(page, "甲.html").sheets
    assert sheet.cells[1, 1].text == "甲"


def texts(page: str) -> dict[tuple[int, int], str]:
    (sheet,) = read_html(page, "甲.html").sheets
    return {at: found.text for at, found in sheet.cells.items()}


def test_a_cell_that_is_a_link_alone_is_read():
    assert texts('<table><tr><td><a href="#a">甲</a><td><a href="b.html">乙</a>丙</table>') == {
        (1, 1): "甲",
        (1, 2): "乙丙",
    }


def test_the_caption_of_a_table_stands_above_it():
    page = "<p>前</p><table><caption>甲</caption><tr><td>一</table><table><tr><td>二</table>"
    assert list(texts(page).values()) == ["前", "甲", "一", "二"]


def test_labels_in_spans_of_their_own_stand_apart():
    page = "<table><tr><td><span>填表人:李四</span><span>电话:</span><span>12</span><span>3</span>"
    assert texts(page) == {(1, 1): "填表人:李四 电话:123"}
