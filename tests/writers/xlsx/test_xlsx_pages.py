"""Where pages begin, and how a text is cut that no page can hold."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from scoring.writers.xlsx.fit import cut, lines
from scoring.writers.xlsx.page_breaks import Strip, page_starts


def row(height: float) -> Strip:
    return Strip(height, False)


def head(height: float, *, repeated: bool = False) -> Strip:
    return Strip(height, True, repeated)


def test_one_page_needs_no_break() -> None:
    assert page_starts([head(20), *[row(20)] * 4], 100) == set()


def test_a_heading_moves_with_its_first_row() -> None:
    assert page_starts([row(50), row(20), head(20), row(20)], 100) == {2}
    assert page_starts([row(40), head(20), head(20), row(30)], 100) == {1}


def test_the_repeated_heading_takes_room_on_every_page() -> None:
    strips = [head(20, repeated=True), *[row(20)] * 9]
    assert page_starts(strips, 100) == {5, 9}


def test_headings_higher_than_a_page_do_not_move_for_ever() -> None:
    assert page_starts([head(60), head(60), row(10)], 100) == {1}


SIGNS = "一二三ab1,。()“”‘’\t\n 、%.……\u3000😀é"


@given(st.text(SIGNS, max_size=80), st.sampled_from([2.0, 5.0, 10.0, 13.3]), st.integers(1, 5))
def test_pieces_hold_so_many_lines_and_are_the_text(text: str, room: float, most: int) -> None:
    pieces = cut(text, room, most)
    assert all(lines(piece, room) <= most for piece in pieces)
    assert "".join(pieces).replace("\n", "") == text.replace("\n", "")
    assert sum(piece.count("\n") for piece in pieces) + len(pieces) - 1 >= text.count("\n")
