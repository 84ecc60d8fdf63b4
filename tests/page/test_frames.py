"""Messages cross pipe and loopback as frames, whole or not at all."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from scoring.page.frames import MessageFrame, pack_frame, unpack_frame

texts = st.text(st.characters(exclude_categories=["Cs"]))


@given(texts, st.lists(st.binary(max_size=40), max_size=4))
def test_what_is_packed_comes_out(text: str, files: list[bytes]) -> None:
    assert unpack_frame(pack_frame(text, files)) == MessageFrame(text, tuple(files))


@given(texts, st.lists(st.binary(max_size=8), max_size=2), st.data())
def test_a_frame_that_is_cut_or_longer_is_none(
    text: str, files: list[bytes], data: st.DataObject
) -> None:
    frame = pack_frame(text, files)
    assert unpack_frame(frame[: data.draw(st.integers(0, len(frame) - 1))]) is None
    assert unpack_frame(frame + b"\0") is None


@given(st.binary(max_size=60))
def test_any_bytes_are_a_frame_or_none(frame: bytes) -> None:
    unpack_frame(frame)
    unpack_frame(b"\xff\xff\xff\xff" + frame)


def test_a_frame_that_names_very_many_parts_takes_no_memory() -> None:
    assert unpack_frame(b"\xff\xff\xff\xff" + b"\0\0\0\0" * 3) is None
    assert unpack_frame(b"\0\0\0\1\xff\xff\xff\xff") is None
    assert unpack_frame(b"\0\0\0\0") is None
