"""Where pages begin, and how a text is cut that no page can hold."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from scoring.writers.xlsx.column_widths import Need, fitted_widths
from scoring.writers.xlsx.fit import cut, lines
from scoring.writers.xlsx.page_breaks import Strip, page_starts, paged


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


def table(*heights: float) -> list[Strip]:
    """A title, a repeated heading, rows, and a total with its signatures."""
    rows = [Strip(height, heads=False, stretches=True) for height in heights]
    rows[-1] = Strip(rows[-1].height, heads=True, stretches=True)
    heading = Strip(20, heads=True, repeated=True, stretches=True)
    return [Strip(30, heads=True), heading, *rows, Strip(20, True, stretches=True), Strip(40, True)]


def pages_of(strips: list[Strip], room: float) -> list[tuple[int, int, float]]:
    """Return first strip, the one behind the last, and height of each page, repeated headings too."""
    pages = paged(strips, room)
    firsts = sorted({0, *pages.starts})
    ends = [*firsts[1:], len(strips)]
    return [
        (first, end, sum(pages.heights[first:end]) + (20 if first else 0))
        for first, end in zip(firsts, ends, strict=True)
    ]


@given(st.lists(st.floats(15, 60), min_size=1, max_size=80))
def test_every_page_is_full_and_none_is_too_full(heights: list[float]) -> None:
    strips, room = table(*heights), 740.0
    pages = pages_of(strips, room)
    whole = sum(strip.height for strip in strips)
    assert (len(pages) == 1) == (whole <= room * 1.15), "one page where at most 15 % too long"
    for first, end, height in pages:
        assert height >= room * 0.75, "no page is a quarter white"
        assert height <= room * (1.16 if len(pages) == 1 else 1.0)
        assert any(strips[n] in strips[2:-2] for n in range(first, end))
    assert pages[-1][0] < len(strips) - 2, "no page has the total alone"


def test_a_page_of_few_rows_is_filled_too() -> None:
    [(_, _, height)] = pages_of(table(18.0), 740)
    assert height >= 740 * 0.75


def test_a_column_of_long_texts_takes_from_those_that_are_empty() -> None:
    widths = (100, 100, 100, 100)
    long = [[Need(1, 2, 900.0, True, False), Need(2, 3, 20.0, True, False)]] * 3
    fitted = fitted_widths(widths, long)
    assert sum(fitted) == sum(widths)
    assert fitted[1] > 180
    assert min(fitted) >= 40


def test_an_amount_is_seen_whole_and_takes_no_more_than_others_have() -> None:
    widths = (100, 40, 100)
    fitted = fitted_widths(widths, [[Need(1, 2, 60.0, False, False)]])
    assert fitted[1] * 0.75 >= 60
    assert sum(fitted) == 240
    huge = fitted_widths(widths, [[Need(1, 2, 6000.0, False, False)]])
    assert sum(huge) == 240
    assert min(huge) >= 40


@given(
    st.lists(st.integers(20, 200), min_size=1, max_size=9).flatmap(
        lambda widths: st.tuples(
            st.just(tuple(widths)),
            st.lists(
                st.lists(
                    st.tuples(
                        st.integers(0, len(widths) - 1), st.floats(0, 3000), st.booleans(),
                        st.booleans(),
                    ),
                    max_size=4,
                ),
                max_size=6,
            ),
        )
    )
)  # fmt: skip
def test_widths_keep_their_sum(
    drawn: tuple[tuple[int, ...], list[list[tuple[int, float, bool, bool]]]],
) -> None:
    widths, rows = drawn
    needs = [
        [Need(at, at + 1, length, wraps, shared) for at, length, wraps, shared in row]
        for row in rows
    ]
    fitted = fitted_widths(widths, needs)
    assert sum(fitted) == sum(widths)
    assert all(width >= 8 for width in fitted)
    assert fitted_widths(widths, needs) == fitted


SIGNS = "一二三ab1,。()“”‘’\t\n 、%.……\u3000😀é"


@given(st.text(SIGNS, max_size=80), st.sampled_from([2.0, 5.0, 10.0, 13.3]), st.integers(1, 5))
def test_pieces_hold_so_many_lines_and_are_the_text(text: str, room: float, most: int) -> None:
    pieces = cut(text, room, most)
    assert all(lines(piece, room) <= most for piece in pieces)
    assert "".join(pieces).replace("\n", "") == text.replace("\n", "")
    assert sum(piece.count("\n") for piece in pieces) + len(pieces) - 1 >= text.count("\n")
